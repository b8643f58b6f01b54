"""What may fit a description: the attack, an event of the case space, or what follows from events."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from foedus.cases.ghost import Outside
from foedus.cases.graph import Lit
from foedus.cases.leaves import Leaf, Way
from foedus.cases.lowering import Low, View
from foedus.cases.times import ALWAYS, NO, YES, Kleene, Time
from foedus.engine.kleene import Truth
from foedus.engine.match import alternatives, fits, fits_slot, standard_of
from foedus.engine.sayings import words_of
from foedus.engine.state import Case, Hap, Run
from foedus.engine.world import is_in
from foedus.model import (
    AnyEvent,
    BreachOf,
    DecisionEvent,
    Named,
    Names,
    Pattern,
    Pronoun,
    Series,
    Slot,
    StateEvent,
    TermEvent,
)
from foedus.model.norms import CONTENT, NEVER_COUNT

OWN = ("invocation", "decision", "breach")  # what is about the attack, though it is not the attack
_ACTIVE = ("attack", "threat")
_ON_TEXT = {
    "ratify": "ratifies", "sign": "signs", "enact": "enacts", "repeal": "repeals", "terminate": "terminates",
    "withdraw": "withdraws from",
}  # fmt: skip
_EARLY = ("ratify", "sign", "enact", "repeal", "terminate", "withdraw", "begin", "end", "consent")


# Measures that no act of a timeline takes: forbearance, and steps that have events of their own.
_UNSAID = frozenset({
    "attack", "threaten", "maintain", "respect", "prohibit", "recognise", "take-part", "invoke", "convene", "decide",
    "repeal", "vote", "withdraw", "waive", "decided-measures",
})  # fmt: skip


class Hit(Struct, frozen=True):
    """Something that may happen and fit a description.

    time: when it happens. fits: when it is settled that it fits, and that it does not. source: the decision, duty or
    invocation that it is. to: whose own it is, where each decides for itself. aside: whether it is a decision on no
    case.
    """

    time: Time
    fits: Kleene = YES
    attack: bool = False
    kind: str = ""
    source: Any = None
    to: str = ""
    by: tuple[str, ...] = ()  # who is in breach
    again: bool = False  # what does not fit may fit after a finding
    aside: bool = False

    def fires(self, low: Low) -> Time:
        """When it has happened and is settled to fit."""
        if self.fits.yes is ALWAYS:
            return self.time
        return (
            low.t.first_of(self.fits.yes, self.time)
            if self.attack or self.again
            else low.t.settle(self.fits, self.time)
        )


def hits(low: Low, expr: Any, view: View) -> list[Hit]:
    """All that may fit a description, in an instrument's words, of a party that it speaks of."""
    return low.once(("hits", low.name_of(expr), view), lambda: _hits(low, expr, view))


def _hits(low: Low, expr: Any, view: View) -> list[Hit]:
    out: list[Hit] = []
    attack = attack_fits(low, expr, view)
    if attack.no is not ALWAYS:
        out.append(Hit(low.attack, attack, attack=True, kind="attack"))
    found = low.read(lambda run, case: tuple(alternatives(run, expr, view.env(run, case))))
    merged: dict[Any, list[Lit]] = {}
    plain: dict[Any, Any] = {}
    for guard, alts in found:
        for alt in alts:
            if isinstance(alt, Pattern) and alt.kind in _ACTIVE:
                continue
            key = low.name_of(alt)
            merged.setdefault(key, []).append(guard)
            plain[key] = alt
    for key, guards in merged.items():
        guard = low.graph.any(*guards)
        for hit in _others(low, plain[key], view):
            time = low.t.given(guard, hit.time)
            if time:
                out.append(replace(hit, time=time))
    return out


def attack_fits(low: Low, expr: Any, view: View) -> Kleene:
    """When it is settled that the attack fits a description: slot by slot, as the interpreter reads each."""
    view = low.party_of(expr, view)._replace(case=True)
    key = ("attack fits", low.name_of(expr), view)
    return low.once(key, lambda: _attack_fits(low, expr, view))


def _attack_fits(low: Low, expr: Any, view: View) -> Kleene:
    t = low.t
    if isinstance(expr, AnyEvent):
        return t.k_any([attack_fits(low, part, view) for part in expr.parts])
    if isinstance(expr, TermEvent):
        return _term_fits(low, expr, view)
    if not isinstance(expr, Pattern):
        return NO
    if expr.first:
        return attack_fits(low, Pattern(kind=expr.kind, slots=expr.slots), view)
    if expr.kind not in (*_ACTIVE, "any"):
        return NO
    kind = YES
    if expr.kind != "any" and (low.incident.threats or expr.kind == "threat"):
        kind = low.moving(lambda run, case: case.hap.kind == expr.kind)
    return t.k_all([kind, *(_slot_fits(low, slot, expr, view) for slot in expr.slots)])


def _term_fits(low: Low, expr: TermEvent, view: View) -> Kleene:
    t = low.t
    if any(slot.name == "attribution" for slot in expr.slots):  # which sets the standard for who attacked
        found = low.read(lambda run, case: tuple(alternatives(run, expr, view.env(run, case))))
        return t.k_ite([(g, t.k_any([attack_fits(low, one, view) for one in alts])) for g, alts in found])
    parts: list[tuple[Lit, Kleene]] = []
    for guard, meaning in low.read(lambda run, case: run.define(expr.name, view.env(run, case))):
        if meaning is None:
            parts.append((guard, NO))
        elif meaning.kind == "condition":
            parts.append((guard, _then(low, meaning.meaning, view)))
        else:
            parts.append((guard, attack_fits(low, meaning.meaning, view)))
    means = t.k_ite(parts)
    return t.k_all([means, *(_slot_fits(low, slot, None, view) for slot in expr.slots)])


def _then(low: Low, condition: Any, view: View) -> Kleene:
    """A condition as it was at the attack."""
    from foedus.cases.conditions import truth

    found = truth(low, condition, view)
    return low.then(found, low.attack)


def _slot_fits(low: Low, slot: Slot, pattern: Pattern | None, view: View) -> Kleene:
    """What one slot of a description comes to for the attack."""
    t = low.t
    if slot.name in ("while", "when", "provided", "if", "unless"):
        found = _then(low, slot.value, view)
        negative = (slot.name == "unless") != (slot.op == "not")
        return t.k_not(found) if negative else found
    if slot.name in ("event", "name") and not isinstance(slot.value, str):
        found = attack_fits(low, slot.value, view)
        return t.k_not(found) if slot.op == "not" else found

    def read(run: Run, case: Case) -> Truth:
        standard = standard_of(run, pattern) if pattern is not None else "established"
        return fits_slot(run, slot, case.hap, view.env(run, case), standard)

    key = ("slot", low.name_of(slot), low.name_of(_standard_slot(pattern)), view)
    return low.once(key, lambda: low.moving(read))


def _standard_slot(pattern: Pattern | None) -> Any:
    return next((s for s in pattern.slots if s.name == "attribution"), None) if pattern is not None else None


def _others(low: Low, alt: Any, view: View) -> list[Hit]:
    if isinstance(alt, DecisionEvent):
        return _decisions(low, alt, view)
    if isinstance(alt, StateEvent):
        return _states(low, alt)
    if isinstance(alt, BreachOf):
        from foedus.cases.breaches import breaches

        return breaches(low, alt, view)
    if isinstance(alt, Series):
        return _series(low, alt, view.ins)
    if not isinstance(alt, Pattern):
        raise Outside("a description that is not an event")
    if alt.first:
        raise Outside("the first of several events")
    if alt.kind == "any":
        return []  # a condition used as a description: of the attack only
    if alt.kind == "invoke" and view.ins in low.prep.invoking:
        from foedus.cases.invocations import invocations

        return [
            Hit(time, fit, kind="invocation", source=one)
            for one in invocations(low, view.ins) for name, time in one.by
            if (fit := _fit(low, alt, "invocation", name, (), view, time)).no is not ALWAYS
        ]  # fmt: skip
    return _leaf_hits(low, alt, view)


def _fit(
    low: Low, alt: Pattern, kind: str, who: str, slots: tuple[Slot, ...], view: View, now: Time
) -> Kleene:
    """Whether an event of the case space fits a description, as the interpreter says."""
    way = Way("", "", kind, who, slots)

    def read(run: Run, case: Case) -> Truth:
        hap = Hap(1, kind, run.now, False, event=way.event(run.now), who=(who,) if who else (), ins=-1)
        return fits(run, alt, hap, view.env(run, case))

    return low.moving(read, now)


def _leaf_hits(low: Low, alt: Pattern, view: View) -> list[Hit]:
    leaves_for(low, alt, view)
    out: list[Hit] = []
    for leaf in list(low.leaves.all.values()):
        for number, way in enumerate(leaf.ways):
            if way.kind != alt.kind or (way.kind == "vote" and alt.kind != "vote"):
                continue
            time = low.leaves.time(leaf, number)
            fit = _fit(low, alt, way.kind, way.who, way.slots, view, time)
            if fit.no is not ALWAYS:
                out.append(Hit(time, fit, kind=alt.kind, source=leaf, again=view.case))
    return out


# ---- events that a description asks for ------------------------------------------------------------------------------


def leaves_for(low: Low, alt: Pattern, view: View) -> None:
    """Declare the events that would fit a description, one for each who may do it."""
    slots = {s.name: s.value for s in alt.slots}
    if any(s.op == "not" for s in alt.slots):
        raise Outside("an event described by what it is not")
    kind = alt.kind
    for name in _agents(low, alt, view):
        if kind in _ON_TEXT:
            target = low.prep.find(str(slots["instrument"])) if slots.get("instrument") else view.ins
            if target is None:
                raise Outside("an event about a text that is not loaded")
            on_text(low, kind, target, name)
        elif kind in ("begin", "end"):
            begins(low, str(slots.get("name", "")), kind)
        elif kind == "invoke":
            invokes(low, view.ins, name, str(slots.get("article") or ""))
        elif kind == "request":
            _request(low, name, words_of(slots.get("measure")))
        elif kind == "declare":
            _declare(low, name, str(slots.get("text", "")))
        elif kind == "act":
            for measure in words_of(slots.get("measure")) or ("assist",):
                if measure not in _UNSAID:
                    acts(low, name, measure)
        elif kind in ("consent", "object", "report"):
            _plain(low, name, kind)
        elif kind == "find":
            pass
        else:
            raise Outside(f"an event of the kind {kind}")


def _agents(low: Low, alt: Pattern, view: View) -> list[str]:
    by = next((s.value for s in alt.slots if s.name == "by"), None)
    if alt.kind in ("begin", "end"):
        return [""]
    if by is None:
        one = low.instrument(view.ins)
        target = next((s.value for s in alt.slots if s.name == "instrument"), "")
        index = low.prep.find(str(target)) if target else view.ins
        maker = low.instrument(index).draft.of if index is not None else ""
        return [maker] if maker else [n for n in low.incident.attackers() if n in _parties(low, one.index)]
    if getattr(by, "role", "") == "that":
        return [view.that] if view.that else _parties(low, view.ins)
    names = low.possible(by, view.ins, view.that)
    if isinstance(by, Pronoun) or len(names) > 12:
        known = set(low.incident.attackers()) | {label for label, _ in low.incident.values("victim")}
        names = [n for n in names if n in known]
    return names


def _parties(low: Low, ins: int) -> list[str]:
    from foedus.cases.force import members

    return members(low, ins)


def on_text(low: Low, kind: str, ins: int, name: str) -> Leaf:
    """The event that a party ratifies, signs, enacts, repeals or leaves a text."""
    code = low.code(ins)
    say = f"{name} {_ON_TEXT[kind]} {code}"
    slots = (Slot(name="instrument", value=low.instrument(ins).code),)
    return low.leaves.declare(say, (Way(_ON_TEXT[kind], say, kind, name, slots),), name, early=True)


def begins(low: Low, name: str, kind: str) -> Leaf:
    """The event that a state of affairs begins, or ends."""
    declared = any(p.body.kind == "event" and name in p.body.names for p in low.prep.of(Names))
    quoted = name if name.replace("-", "").isalnum() else f'"{name}"'
    article = "an" if name[:1] in "aeiou" else "a"
    say = f"{article} {quoted} {'occurs' if declared and kind == 'begin' else kind + 's'}"
    way = Way(kind + "s", say, kind, "", (Slot(name="name", value=name),))
    return low.leaves.declare(say, (way,), "", early=True)


def invokes(low: Low, ins: int, name: str, article: str = "") -> Leaf:
    """The event that a party invokes a text, or one of its articles."""
    way = invocation_way(low, ins, name, article)
    return low.leaves.declare(way.say, (way,), name)


def invocation_way(low: Low, ins: int, name: str, article: str = "") -> Way:
    """How a party invokes a text, or one of its articles."""
    code = low.code(ins)
    quoted = article if article.isalnum() else f'"{article}"'
    say = f"{name} invokes article {quoted} of {code}" if article else f"{name} invokes {code}"
    slots = (Slot(name="instrument", value=low.instrument(ins).code),)
    if article:
        slots = (Slot(name="article", value=article), *slots)
    return Way(name, say, "invoke", name, slots)


def _request(low: Low, name: str, measure: tuple[str, ...]) -> Leaf:
    word = measure[0] if measure else "assist"
    what = {"assist": "assistance", "consult": "consultation"}.get(word, word)
    say = f"{name} requests {what}"
    way = Way("requests it", say, "request", name, (Slot(name="measure", value=word),))
    return low.leaves.declare(say, (way,), name)


def _declare(low: Low, name: str, text: str) -> Leaf:
    if text in ("threatened", "attacked"):
        verb = "is threatened" if text == "threatened" else "is attacked"
        say = f"{name} declares that {name} {verb}"
        slots = (Slot(name="on", value=Named(name=name)), Slot(name="text", value=text))
    elif text.startswith("end of "):
        say, slots = f"{name} declares the {text}", (Slot(name="text", value=text),)
    else:
        say, slots = f'{name} declares "{text}"', (Slot(name="text", value=text),)
    return low.leaves.declare(say, (Way("declares it", say, "declare", name, slots),), name)


def _plain(low: Low, name: str, kind: str) -> Leaf:
    say = f"{name} {kind}s"
    return low.leaves.declare(say, (Way(f"{kind}s", say, kind, name),), name, early=kind in _EARLY)


def acts(low: Low, name: str, measure: str) -> Leaf:
    """The event that a party takes a measure; an act that names nobody is for whoever is meant."""
    say = f"{name} acts to {measure}"
    way = Way("acts", say, "act", name, (Slot(name="measure", value=measure),))
    return low.leaves.declare(say, (way,), name)


def act_times(low: Low, name: str, measure: str) -> list[Time]:
    """When a party takes a measure, by each event that does so."""
    if measure not in _UNSAID:
        acts(low, name, measure)
    return [time for time, _, _ in taken_by(low, name, measure)]


def taken_by(low: Low, name: str, measure: str) -> list[tuple[Time, Leaf, int]]:
    """The events by which a party takes a measure, of those that the case space holds: when, and in which way."""
    wanted = _flat(low, measure)
    return [
        (low.leaves.time(leaf, number), leaf, number)
        for leaf in low.leaves.all.values() for number, way in enumerate(leaf.ways)
        if way.who == name and _takes(low, way, measure, wanted)
    ]  # fmt: skip


def _takes(low: Low, way: Way, measure: str, wanted: set[str]) -> bool:
    """Whether an event takes a measure, as the interpreter says; any act of substance assists."""
    if way.kind != "act":
        return way.kind in wanted
    taken = _flat(low, str(way.slots[0].value))
    if measure in taken or taken & wanted:
        return True
    return measure == "assist" and any(CONTENT.get(m, 3) > 1 and m not in NEVER_COUNT for m in taken)


def _flat(low: Low, measure: str) -> set[str]:
    return set(low.prep.measures.get(measure, (measure,)))


def finding_of(low: Low, standard: str) -> Leaf | None:
    """The event that a judged standard is found to be met, or not to be met."""
    rule = low.prep.standards.get(standard)
    if rule is None:
        return None
    organ = getattr(rule.judged_by, "name", "")
    if not organ:
        raise Outside("a standard judged by a body that is not named")
    ways = tuple(
        Way(label, f"{organ} finds the attack of {{day}} {word}{standard}", "find", organ,
            (Slot(name="value", value=value), Slot(name="standard", value=standard)))
        for label, word, value in (("is found", "", "for"), ("is found not to be so", "not ", "against"))
    )  # fmt: skip
    return low.leaves.declare(f"finding of {standard}", ways, organ)


# ---- what follows from events ----------------------------------------------------------------------------------------


def _decisions(low: Low, alt: DecisionEvent, view: View) -> list[Hit]:
    from foedus.cases.decisions import decisions_of

    if alt.decider is not None:
        raise Outside("a decision described by who decides")
    out: list[Hit] = []
    for d in decisions_of(low, view.ins, View(view.ins, "", False)):
        if alt.article and d.prov.article != alt.article:
            continue
        time = d.closed if alt.outcome == "any" else d.ends(alt.outcome)
        out.append(Hit(time, kind="decision", source=d, to=d.who, aside=not d.case))
    return out


def _states(low: Low, alt: StateEvent) -> list[Hit]:
    rules = [p for p in low.prep.state_rules if p.body.name == alt.name]
    if rules:
        from foedus.cases.states import edges

        start, end = edges(low, rules[0])
        return [Hit(start if alt.edge == "start" else end, kind="state")]
    if alt.name in ("force", "entry into force", "entry", "") or low.prep.find(alt.name) is not None:
        raise Outside("entry into force, or its end, as an event")
    leaf = begins(low, alt.name, "begin" if alt.edge == "start" else "end")
    return [Hit(low.leaves.time(leaf), kind="begin" if alt.edge == "start" else "end", source=leaf)]


def _series(low: Low, alt: Series, ins: int) -> list[Hit]:
    organ = getattr(alt.found_by, "name", "")
    if not organ:
        raise Outside("a series found by nobody who is named")
    say = f"{organ} finds a series"
    leaf = low.leaves.declare(
        say, (Way("finds it", say, "find", organ, (Slot(name="text", value="series"),)),), organ
    )
    return [Hit(low.leaves.time(leaf), kind="find", source=leaf)]


__all__ = ["Hit", "acts", "attack_fits", "begins", "hits", "invokes", "is_in", "on_text"]
