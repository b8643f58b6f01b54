"""Parts of a draft as people read them, for the sentences of the record."""

from collections.abc import Iterable
from typing import Any, cast

from foedus.base import instant_text
from foedus.engine.state import Env, Run
from foedus.engine.world import denote
from foedus.model import Action, Decider, Named, Pronoun, Several, Some

_ROLES = {"attacker": "the attacker", "victim": "the victim", "anyone": "anyone", "any-state": "any state",
          "requester": "the requester", "maker": "its maker", "other": "the other parties"}  # fmt: skip
_FRACTIONS = {(2, 3): "two-thirds", (3, 4): "three-quarters", (3, 5): "three-fifths", (1, 3): "one-third",
              (1, 2): "half", (4, 5): "four-fifths"}  # fmt: skip
_SAID = (("on", ""), ("measure", ""), ("article", "article"), ("for", "for"), ("to", "to"), ("value", ""))
_VERBS = {
    "attack": "attacks", "threat": "threatens", "request": "requests", "invoke": "invokes", "vote": "votes",
    "act": "acts to", "sign": "signs", "ratify": "ratifies", "accede": "accedes",
    "withdraw": "gives notice of withdrawal", "waive": "waives",
    "object": "objects", "consent": "consents", "declare": "declares", "enact": "enacts",
    "repeal": "repeals", "report": "reports", "decide": "decides", "find": "finds", "suspend": "suspends",
    "resume": "resumes", "terminate": "terminates", "release": "releases", "refuse-access": "refuses access",
    "give-access": "gives access",
}  # fmt: skip


def listed(names: Iterable[str], word: str = "and") -> str:
    """`A, B and C`.

    >>> listed(["A", "B", "C"])
    'A, B and C'
    """
    items = list(names)
    return f" {word} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def who_text(run: Run, who: Any) -> str:
    """A phrase for parties as a draft writes it."""
    who = run.value(who)
    if isinstance(who, Named):
        return who.name
    if isinstance(who, Several):
        return listed((who_text(run, p) for p in who.parts), who.mode)
    if isinstance(who, Pronoun):
        return _ROLES.get(who.role, f"that {who.noun}" if who.noun else "it")
    if isinstance(who, Some):
        without = f" other than {listed(who_text(run, w) for w in who.without)}" if who.without else ""
        of = f"the other {who_text(run, who.of)}" if who.other else who_text(run, who.of)
        first = {"all": "", "each": "each of ", "any": "any of ", "a": "one of ", "no": "none of "}.get(
            who.how, ""
        )
        return f"{first}{of}{without}{' together' if who.how == 'together' else ''}"
    return str(who)


def decider_text(run: Run, decider: Decider) -> str:
    """A rule of decision: `majority of guarantors`."""
    of = who_text(run, decider.who)
    plain = of.removeprefix("each of ").removeprefix("any of ").removeprefix("one of ")
    text = {
        "party": plain, "organ": plain, "any": f"any of {plain}", "each": f"each of {plain} for itself",
        "majority": f"majority of {plain}", "unanimity": f"unanimity of {plain}", "consensus": f"consensus of {plain}",
        "at-least": f"at least {decider.count} of {plain}", "silence": f"silence procedure of {plain}",
        "share": f"{_FRACTIONS.get((decider.numerator, decider.denominator), 'a share')} of {plain}",
    }[decider.kind]  # fmt: skip
    if decider.organ:
        text = f"{decider.organ}, by {text}"
    if decider.of_voting:
        text += " of those voting"
    if decider.consent_of is not None:
        text += f" with the consent of {who_text(run, decider.consent_of)}"
    return text


def action_text(run: Run, actions: Iterable[Action], env: Env, any_of: bool = False) -> str:
    """What is owed: `arm Ukraine and sanction Russia`."""
    return listed((one_action(run, a, env) for a in actions), "or" if any_of else "and")


_JOINED = {"report": "to", "give-access": "to", "consult": "with", "concert": "with", "use-force": "for"}
"""Measures whose target follows a preposition."""


def one_action(run: Run, action: Action, env: Env) -> str:
    """One measure with its target: the parties meant in this case, by name."""
    words = [str(run.value(action.measure))]
    if action.quantity:
        words.append(f"{action.quantity} {action.unit}".strip())
    if action.target is not None:
        target = run.value(action.target)
        named = denote(run, target, env) if isinstance(target, Pronoun) else []
        whom = listed(named) if named else who_text(run, target)
        words.append(f"{_JOINED.get(words[0], 'to' if action.quantity else '')} {whom}".strip())
    if action.every is not None:
        words.append("each " + " + ".join(str(p).removeprefix("1 ") for p in action.every.parts))
    if action.about:
        words.append(action.about)
    return " ".join(words)


def event_text(run: Run, kind: str, event: Any, who: tuple[str, ...]) -> str:
    """An event of a timeline in one sentence."""
    value = event.get
    by = listed(who) or "somebody"
    many = len(who) > 1
    if kind in ("begin", "end"):
        name = next(
            (str(v) for s in ("name", "event", "text", "instrument") if (v := value(s)) is not None),
            "a state",
        )
        return f"{name} {'begins' if kind == 'begin' else 'ends'}"
    if kind == "attribute":
        level = value("attribution") or value("level") or value("value") or "established"
        to = value("to") or value("by")
        return f"the attack is attributed{f' to {who_text(run, to)}' if to is not None else ''}: {level}"
    verb = _VERBS.get(kind, kind)
    if many and kind in _VERBS:
        verb = {"gives notice of withdrawal": "give notice of withdrawal", "acts to": "act to"}.get(
            verb, verb.replace("ies", "y", 1) if verb.endswith("ies") else _plural(verb)
        )
    rest = [verb, *_rest(run, kind, event)]
    return f"{by} {'does not: ' if event.omitted else ''}{' '.join(rest)}"


def _plural(verb: str) -> str:
    head, _, tail = verb.partition(" ")
    head = {"accedes": "accede"}.get(head, head.removesuffix("s"))
    return f"{head} {tail}".strip()


def _rest(run: Run, kind: str, event: Any) -> list[str]:
    value = event.get
    out: list[str] = []
    if kind == "attack" and value("object") is not None:
        stated = value("object")
        out.append(listed(cast("tuple[str, ...]", stated) if isinstance(stated, tuple) else (str(stated),)))
        if value("on") is not None:
            out.append("of")
    for slot, lead in _SAID:
        stated = value(slot)
        if stated is None:
            continue
        if isinstance(stated, tuple):
            text = listed(str(v) for v in cast("tuple[Any, ...]", stated))
        elif slot == "value":
            text = {"it has": "for the case", "it has not": "against the case"}.get(str(stated), str(stated))
        else:
            text = who_text(run, stated)
        if slot == "for" and kind == "act":  # as a duty names whom it is for or against
            lead = _JOINED.get(str(value("measure")), "")
        out.append(f"{lead} {text}".strip())
    if kind in ("invoke", "ratify", "sign", "withdraw", "repeal", "accede") and value("instrument"):
        out.append(str(value("instrument")))
    if kind == "attack":
        level, scale = value("attribution"), value("scale")
        said = [
            f"scale {scale}" if scale else "",
            f"attribution {level}" if level else "attribution not stated",
        ]
        out.append(f"({', '.join(s for s in said if s)})")
    return out


def when_text(at: int | None) -> str:
    """`until 2027-03-05 05:00`, or nothing."""
    return f" until {instant_text(at)}" if at is not None else ""
