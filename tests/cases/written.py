"""Small drafts written at random, for the agreement of case graph and interpreter."""

from __future__ import annotations

import random
from collections.abc import Callable

HEAD = """treaty "Pact", called PACT.
state Russia, Belarus.
party Ukraine, Poland, France, Germany.
guarantors, each a guarantor, are Poland, France, Germany.
place Odesa within territory of Ukraine.
organ Special Commission.
organ Bundestag.
event mobilisation.
standard grave, judged by Special Commission.
"""
POINTS = {
    "size": "limited | full-scale",
    "land": "territory of Ukraine | Odesa",
    "clock": "24 hours | 7 days",
    "decider": "Ukraine | any guarantor | majority of guarantors | unanimity of guarantors",
    "silence": "it has not | it has",
    "help": "consult | assist the victim | use-force | arm Ukraine and sanction Russia",
    "bound": "may | must | intends to",
    "exit": "remain | end",
}
Rnd = random.Random


def draft(rnd: Rnd) -> str:
    """A draft of one to four articles."""
    body = [_definition(rnd), *_force(rnd)]
    body.append(rnd.choice([_direct, _direct, _decided, _decided, _asked])(rnd))
    for more in rnd.sample(
        [_tail, _home, _consequence, _second, _freed, _standing], rnd.choice([0, 1, 1, 2])
    ):
        body.append(more(rnd))
    text = "\n".join(body)
    opened = [f"open {name}: {options}." for name, options in POINTS.items() if f"?{name}" in text]
    return "\n".join([HEAD.rstrip(), *opened, text]) + "\n"


def _of(*texts: str) -> Callable[[Rnd], str]:
    return lambda rnd: rnd.choice(texts)


_by = _of("Russia", "anyone", "Russia, or by persons Russia directs", "Russia", "Belarus")
_on = _of("Ukraine", "a party", "Ukraine", "any of guarantors")
_where = _of("", "", " in ?land", " in territory of Ukraine", " in Odesa")
_size = _of("an", "a limited or larger", "a deliberate", "an unprovoked", "a full-scale", "a ?size or larger")


def _definition(rnd: Rnd) -> str:
    return f"raid means {_size(rnd)} attack by {_by(rnd)} on {_on(rnd)}{_where(rnd)}."


def _force(rnd: Rnd) -> list[str]:
    entry = rnd.choice([
        "This treaty enters into force for a party when that party ratifies.",
        "This treaty enters into force on 2026-01-01.",
        "This treaty enters into force for a party when that party ratifies and a mobilisation occurs.",
        "This treaty enters into force when Ukraine ratifies.",
        "",
    ])  # fmt: skip
    leave = rnd.choice(
        [
            "",
            "",
            "A party may withdraw with 30 days of notice.",
            "A party may withdraw with 6 months of notice.",
        ]
    )
    return [f"article 9.\n  {entry} {leave}"] if entry or leave else []


_period = _of("24 hours", "3 days", "?clock", "0 hours", "90 minutes")


def _state(rnd: Rnd) -> str:
    return rnd.choice([
        "Ukraine has ratified", "Poland has ratified", "a mobilisation has occurred", "the attack was not provoked",
        "the attack is grave", "Russia attacks Ukraine", "Ukraine requests assistance", "this treaty is in force",
        "that guarantor has ratified", "France assists the victim", "Ukraine has not ratified",
        "Poland has ratified and a mobilisation has occurred",
        "any of (a) the attack is grave; (b) Poland has ratified",
    ])  # fmt: skip


def _bearer(rnd: Rnd) -> str:
    return rnd.choice([
        "each guarantor", "each guarantor", "Poland", "the guarantors together", "each other party",
        "France or Germany",
        "each guarantor other than France", "any of guarantors and each if none does",
    ])  # fmt: skip


_modal = _of("must", "must", "must", "?bound", "intends to", "may")
_measure = _of(
    "use-force", "assist the victim", "?help", "consult", "arm Ukraine", "assist the victim at its discretion"
)


def _clauses(rnd: Rnd, *, each: bool) -> str:
    out: list[str] = []
    if rnd.random() < 0.6:
        out.append(rnd.choice([
            f"within {_period(rnd)}", f"within {_period(rnd)} of the attack", "without delay", "by 2027-03-20",
        ]))  # fmt: skip
    kinds = rnd.sample(["provided", "unless", "while", "more"], rnd.choice([0, 1, 1, 2]))
    for kind in kinds:
        state = _state(rnd)
        if "that guarantor" in state and not each:
            continue
        if kind == "more":
            out.append(rnd.choice([
                "with the consent of Ukraine", "unless Ukraine objects within 24 hours", "once it has ratified",
                "also for earlier attacks", "until 2027-03-09", "until a mobilisation",
            ]))  # fmt: skip
        elif kind == "while" and state.split()[-1] in ("assistance", "victim"):
            continue
        else:
            out.append(f"{kind} {state}")
    return "".join(f", {one}" for one in out)


def _norm(rnd: Rnd, lead: str) -> str:
    bearer = _bearer(rnd)
    each = bearer.startswith("each")
    return f"{lead}{bearer} {_modal(rnd)} {_measure(rnd)}{_clauses(rnd, each=each)}."


def _direct(rnd: Rnd) -> str:
    lead = rnd.choice([
        "After a raid ", "After a raid ", "After a raid, when Ukraine requests assistance, ",
        "24 hours after a raid, if a mobilisation has occurred, ", "After a raid or a mobilisation ",
        "When the attack is grave, ", "After a request by Ukraine ", "After a mobilisation ",
    ])  # fmt: skip
    return f'article 1 "Help".\n  {_norm(rnd, lead)}'


def _decider(rnd: Rnd) -> str:
    return rnd.choice([
        "?decider", "Ukraine", "any guarantor", "majority of guarantors", "two-thirds of guarantors",
        "at least 2 guarantors", "unanimity of guarantors", "unanimity of guarantors other than the attacker",
        "each guarantor for itself", "Special Commission", "majority of guarantors with the consent of Ukraine",
        "unanimity of guarantors with constructive abstention",
    ])  # fmt: skip


def _rule(rnd: Rnd) -> str:
    silence = rnd.choice(["; on silence it has", "; on silence it has not", "; on silence ?silence", ""])
    clock = rnd.choice(
        [f" within {_period(rnd)}", f" within {_period(rnd)}", f" within {_period(rnd)} of the attack", ""]
    )
    return f"{_decider(rnd)} decides{clock} whether the case has arisen{silence}."


def _then(rnd: Rnd) -> str:
    lead = rnd.choice(["When the case has arisen, ", "When the case has arisen, ", "After the decision "])
    return _norm(rnd, lead)


def _decided(rnd: Rnd) -> str:
    return f'article 1 "Decision".\n  After a raid {_rule(rnd)}\narticle 2 "Help".\n  {_then(rnd)}'


def _asked(rnd: Rnd) -> str:
    who = rnd.choice(["Ukraine", "a party", "the victim"])
    limit = rnd.choice(["", "", ", within 7 days of the attack", ", provided Ukraine has ratified"])
    return (
        f'article 1 "Call".\n  After a raid {who} may invoke this treaty{limit}.\n  On invocation {_rule(rnd)}\n'
        f'article 2 "Help".\n  {_then(rnd)}'
    )


def _tail(rnd: Rnd) -> str:
    return f"article 10.\n  Duties for attacks before the exit {rnd.choice(['remain', 'end', '?exit'])}."


def _home(rnd: Rnd) -> str:
    silence = rnd.choice([", on silence refused", ""])
    within = rnd.choice([" within 3 days", " within 24 hours", ""]) if silence else ""
    return f"article 11.\n  Use-force by Germany needs a decision of Bundestag{within}{silence}."


def _consequence(rnd: Rnd) -> str:
    return rnd.choice([
        "article 5.\n  On breach of article 1 each guarantor must sanction Russia within 3 days.",
        "article 5.\n  On breach of article 2 Ukraine may withdraw.",
        "article 5.\n  Russia must not attack Ukraine.\narticle 6.\n  On breach of article 5 each guarantor must "
        "sanction Russia within 3 days.",
    ])  # fmt: skip


def _second(rnd: Rnd) -> str:
    return f"article 4.\n  {_norm(rnd, 'After a raid ')}"


def _freed(rnd: Rnd) -> str:
    return rnd.choice([
        "article 7.\n  A guarantor is released when a mobilisation has occurred.",
        "article 7.\n  A guarantor is released when Special Commission decides that the attack is provoked.",
        "article 7.\n  No guarantor is ever bound to use-force.",
    ])  # fmt: skip


def _standing(rnd: Rnd) -> str:
    return rnd.choice(
        ["article 8.\n  Ukraine must stay-neutral.", "article 8.\n  Each guarantor must not attack Ukraine."]
    )
