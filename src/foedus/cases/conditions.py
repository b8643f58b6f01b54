"""When a condition holds, and when it surely does not: each condition of the language as a signal over time."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.lowering import Low, View
from foedus.cases.times import ALWAYS, NEVER, NO, NOWHEN, UNSETTLED, YES, Kleene, Signal, Time
from foedus.engine.conditions import holds
from foedus.engine.kleene import Truth
from foedus.engine.prepared import by_case
from foedus.model import (
    Acts,
    Always,
    And,
    AttackIs,
    CaseArisen,
    Decided,
    DecisionIs,
    Hole,
    InForce,
    IsIn,
    Judged,
    Located,
    Named,
    Not,
    Occurred,
    Or,
    Pattern,
    Pronoun,
    Several,
    Some,
    StateHolds,
    TermHolds,
    walk,
)  # fmt: skip


def truth(low: Low, condition: Any, view: View) -> Kleene:
    """When a condition of the case at hand holds, read in an instrument, of a party that it speaks of."""
    key = ("truth", low.name_of(condition), view)
    return low.once(key, lambda: _truth(low, condition, view))


def _truth(low: Low, condition: Any, view: View) -> Kleene:
    if isinstance(condition, Hole):
        return low.t.k_ite([(g, truth(low, option, view)) for g, option in low.choices(condition)])
    test = _TESTS.get(cast("type[Any]", type(condition)))
    if test is None:
        return occurred(low, Occurred(event=condition), view)
    return test(low, condition, view)


def _and(low: Low, c: And, view: View) -> Kleene:
    return low.t.k_all([truth(low, part, view) for part in c.parts])


def _or(low: Low, c: Or, view: View) -> Kleene:
    return low.t.k_any([truth(low, part, view) for part in c.parts])


def _not(low: Low, c: Not, view: View) -> Kleene:
    return low.t.k_not(truth(low, c.part, view))


def _always(low: Low, c: Always, view: View) -> Kleene:
    return YES if c.value else NO


def _of_attack(low: Low, c: Any, view: View) -> Kleene:
    """What the interpreter says of the attack, before the finding on who attacked and after it."""
    if view.since and any(isinstance(n, Pronoun) and n.role in ("attacker", "victim") for n in walk(c)):
        raise Outside("the attacker or the victim where another event is the case")
    return low.moving(lambda run, case: holds(run, c, view.env(run, case)))


def _attack_is(low: Low, c: AttackIs, view: View) -> Kleene:
    from foedus.cases.happenings import attack_fits

    if not view.case:
        if view.since and not _only_of_attacks(c):
            raise Outside("a condition on the attack where another event is the case")
        return NO if view.since else UNSETTLED
    return attack_fits(low, c.test, view)


_OF_ATTACKS = ("provoked", "deliberate", "scale", "origin", "means", "object", "lasting")


def _only_of_attacks(c: AttackIs) -> bool:
    """Whether a condition asks for an attribute that events other than attacks never have: of these it is false."""
    slots = c.test.slots if isinstance(c.test, Pattern) else ()
    return bool(slots) and all(s.name in _OF_ATTACKS and s.op != "not" for s in slots)


def _term(low: Low, c: TermHolds, view: View) -> Kleene:
    found = low.read(lambda run, case: run.define(c.name, view.env(run, case)))
    parts = [(g, UNSETTLED if d is None else truth(low, d.meaning, view)) for g, d in found]
    return low.t.k_ite(parts)


def _in_force(low: Low, c: InForce, view: View) -> Kleene:
    from foedus.cases.force import force, force_any, suspended

    index = low.prep.find(c.instrument) if c.instrument else view.ins
    if index is None:
        return state_holds(low, c.instrument, view.ins)

    def one(name: str) -> Kleene:
        spans = force(low, index, name) if name else force_any(low, index)
        return low.t.crisp(low.t.both(spans, low.t.negated(suspended(low, index, name, ""))))

    return one("") if c.who is None else quantify(low, c.who, view, one)


def _state(low: Low, c: StateHolds, view: View) -> Kleene:
    return state_holds(low, c.name, view.ins)


def state_holds(low: Low, name: str, ins: int) -> Kleene:
    """When a declared state holds, else one that events begin and end."""
    from foedus.cases.happenings import begins
    from foedus.cases.states import state

    rules = [p for p in low.prep.state_rules if p.body.name == name]
    mine = [p for p in rules if p.ins == ins] or rules
    if mine:
        return state(low, mine[0])
    start, end = begins(low, name, "begin"), begins(low, name, "end")
    begun, over = low.leaves.time(start), low.leaves.time(end)
    low.leaves.domain.append(low.graph.any(-low.leaves.takes(end), low.t.lt(begun, over)))
    return low.t.crisp(low.t.both(low.t.from_on(begun), low.t.until(over)))


# ---- events ----------------------------------------------------------------------------------------------------------


def occurred(low: Low, c: Occurred, view: View) -> Kleene:
    """When an event has occurred; of a phrase of several parties, each or so many of them."""
    parts: list[tuple[Lit, Kleene]] = []
    for guard, expr in low.choices(c.event):
        quantified = _quantified(low, expr)
        if quantified is None:
            parts.append((guard, _some(low, expr, c, view)))
        else:
            who, rest = quantified
            each = quantify(low, who, view, lambda name, r=rest: _some(low, _by_one(r, name), c, view))
            parts.append((guard, each))
    return low.t.k_ite(parts)


def _quantified(low: Low, expr: Any) -> tuple[Any, Pattern] | None:
    if not isinstance(expr, Pattern):
        return None
    for slot in expr.slots:
        if slot.name == "by":
            who = slot.value
            if isinstance(who, Hole):
                if expr.kind in ("attack", "threat"):
                    return None
                raise Outside("an open point as the agent of an event in a condition")
            if expr.kind in ("attack", "threat") and getattr(who, "how", "") not in ("at-least", "majority"):
                return None
            counts = (
                who.name in low.prep.groups if isinstance(who, Named)
                else who.how not in ("a", "any", "some") if isinstance(who, Some)
                else getattr(who, "mode", "") == "and"
            )  # fmt: skip
            return (who, expr) if counts else None
    return None


def _by_one(expr: Pattern, name: str) -> Pattern:
    from foedus.model import Slot

    slots = tuple(
        Slot(name="by", value=Named(name=name), op=s.op) if s.name == "by" else s for s in expr.slots
    )
    return Pattern(kind=expr.kind, slots=slots, first=expr.first)


def _some(low: Low, expr: Any, c: Occurred, view: View) -> Kleene:
    from foedus.cases.happenings import hits

    t = low.t
    own = c.since == "case" or (not c.since and c.tense == "present")
    since: Time | None = low.beginning(view) if own else None
    met = ALWAYS  # when it is settled that what it is reckoned from has occurred
    if not own and c.since:
        starts = hits(low, c.since, view)
        if len(starts) > 1:
            raise Outside("an event reckoned from the last of several")
        since, met = (starts[0].time, starts[0].fits.yes) if starts else (NEVER, NOWHEN)
    span = _minutes(low, c.within)
    yes: list[Signal] = []
    maybe: list[Signal] = []
    turns: list[Any] = []
    if view.early and any(h.kind in ("breach", "decision") for h in hits(low, expr, view)):
        raise Outside("what the end of a time brings about, as a condition of a stage")
    for hit in hits(low, expr, view):
        turns += hit.fits.turns
        time = hit.time
        if since is not None:
            time = t.given(t.le(since, time), time)
        lasting = t.both(_stretch(low, time, span), met)
        yes.append(t.both(lasting, hit.fits.yes))
        maybe.append(t.both(lasting, t.negated(hit.fits.no)))
    surely = t.either_signal(*yes)
    return Kleene(surely, t.negated(t.either_signal(*maybe)), tuple(dict.fromkeys(turns)))


def _minutes(low: Low, period: Any) -> list[tuple[Lit, int | None]]:
    if period is None:
        return [(TRUE, None)]
    return [(g, s.minutes + s.months * 30 * 1440) for g, s in low.spells(period)]


def _stretch(low: Low, time: Time, spans: Sequence[tuple[Lit, int | None]]) -> Signal:
    out: list[Signal] = []
    for guard, length in spans:
        signal = low.t.from_on(time)
        if length is not None:
            signal = low.t.both(signal, low.t.until(low.t.plus(time, length)))
        out.append(low.t.during(guard, signal))
    return low.t.either_signal(*out)


# ---- decisions and findings ------------------------------------------------------------------------------------------


def _arisen(low: Low, c: CaseArisen, view: View) -> Kleene:
    from foedus.cases.decisions import decisions_of

    if view.since:
        return NO
    t = low.t
    yes: list[Signal] = []
    waiting: list[Signal] = []
    opened: list[Signal] = []
    for d in decisions_of(low, view.ins, view):
        if (c.article and d.prov.article != c.article) or d.prov.body.subject == "meeting":
            continue
        if d.who and view.that and d.who != view.that:
            continue
        yes.append(t.from_on(d.known(view.early).adopted))
        waiting += [d.pending] if view.case else []
        opened.append(t.from_on(d.opened))
    surely = t.either_signal(*yes)
    unsettled = t.both(t.either_signal(*waiting), t.negated(t.either_signal(*opened))) if waiting else NOWHEN
    return Kleene(surely, t.negated(t.either_signal(surely, unsettled)), surely.starts if waiting else ())


def _decision_is(low: Low, c: DecisionIs, view: View) -> Kleene:
    from foedus.cases.decisions import decisions_of

    t = low.t
    if view.since:
        return YES if c.status == "none" else NO
    every = decisions_of(low, view.ins, view)
    mine = [d.known(view.early) for d in every if not c.article or d.prov.article == c.article]
    if c.status in ("open", "none") and any(d.who for d in mine):
        raise Outside("whether the decision is open, where each decides for itself")
    if any(_momentary(low, d.prov.body.deadline) for d in mine):
        raise Outside("what becomes of a decision that may end in the instant in which it opens")
    opened = t.either_signal(*(t.from_on(d.opened) for d in mine))
    pending = t.either_signal(*(d.pending for d in mine)) if view.case else NOWHEN
    if c.status == "none":
        return t.crisp(t.both(t.negated(opened), t.negated(pending)))
    if c.status == "pending":
        return t.crisp(t.both(t.negated(opened), pending))
    if c.status == "open":
        return t.crisp(t.either_signal(*(t.between(d.opened, d.closed) for d in mine)))
    return t.crisp(t.either_signal(*(t.from_on(d.stands(c.status)) for d in mine)))


def _momentary(low: Low, limit: Any) -> bool:
    """Whether a clock may be over in the instant in which it starts, in one option at least."""
    if limit is None or limit.within is None:
        return False
    return any(not (spell.minutes or spell.months) for _, spell in low.spells(limit.within))


def _judged(low: Low, c: Judged, view: View) -> Kleene:
    from foedus.cases.happenings import finding_of

    if view.since:
        raise Outside("a judged standard where another event is the case")
    leaf = finding_of(low, c.standard)
    if leaf is None:
        return UNSETTLED
    found = low.leaves.time(leaf, 0)
    return Kleene(
        low.t.from_on(found), low.t.from_on(low.leaves.time(leaf, 1)), tuple(term for _, term in found)
    )


def _decided(low: Low, c: Decided, view: View) -> Kleene:
    from foedus.cases.decisions import organ_says

    if not isinstance(c.organ, Named):
        raise Outside("a decision of an organ that is not named")
    return low.t.crisp(low.t.from_on(organ_says(low, view, c.organ.name, c.measure, c.value)))


def _acts(low: Low, c: Acts, view: View) -> Kleene:
    from foedus.cases.happenings import act_times

    since = low.beginning(view)

    def one(name: str) -> Kleene:
        times = [
            low.t.given(guard, time if since is None else low.t.given(low.t.le(since, time), time))
            for guard, measure in low.choices(c.measure) for time in act_times(low, name, str(measure))
        ]  # fmt: skip
        return low.t.crisp(low.t.either_signal(*(low.t.from_on(time) for time in times)))

    return quantify(low, c.who, view, one)


# ---- of whom ---------------------------------------------------------------------------------------------------------


def quantify(low: Low, who: Any, view: View, test: Callable[[str], Kleene]) -> Kleene:
    """Whether something holds of those a phrase means, as the interpreter counts them."""
    t = low.t
    parts: list[tuple[Lit, Kleene]] = []
    for guard, phrase in low.choices(who):
        parts.append((guard, _quantify(low, phrase, view, test)))
    return t.k_ite(parts)


def _quantify(low: Low, who: Any, view: View, test: Callable[[str], Kleene]) -> Kleene:
    t = low.t
    if isinstance(who, Several):
        found = [quantify(low, part, view, test) for part in who.parts]
        return t.k_all(found) if who.mode == "and" else t.k_any(found)
    if isinstance(who, Pronoun) and who.role == "that":
        return test(view.that) if view.that else UNSETTLED
    how = who.how if isinstance(who, Some) else "all"
    before, after = low.whos(who, view)
    early = t.k_ite([(guard, _counted(low, who, how, pairs, test)) for guard, pairs in before])
    if before == after:
        return early
    late = t.k_ite([(guard, _counted(low, who, how, pairs, test)) for guard, pairs in after])
    return low.turning(early, late)


def _counted(
    low: Low, who: Any, how: str, pairs: list[tuple[str, Truth]], test: Callable[[str], Kleene]
) -> Kleene:
    t = low.t
    both = [_both(sure, test(name)) for name, sure in pairs]
    if how in ("a", "any", "some") or (isinstance(who, Pronoun) and who.role == "attacker"):
        return t.k_any(both)
    if how == "no":
        return t.k_not(t.k_any(both))
    if how in ("at-least", "majority"):
        need = len(pairs) // 2 + 1 if how == "majority" else int(getattr(who, "count", 1))
        return _at_least(low, both, need)
    if not pairs:
        return UNSETTLED if isinstance(who, Pronoun) else NO
    return t.k_all([test(n) if sure else t.k_any([test(n), UNSETTLED]) for n, sure in pairs])


def _both(sure: Truth, found: Kleene) -> Kleene:
    return found if sure else Kleene(NOWHEN, found.no, found.turns)


def _at_least(low: Low, parts: Sequence[Kleene], need: int) -> Kleene:
    """At least so many: of few parties, by the sets that suffice."""
    if len(parts) > 8 and 1 < need < len(parts):
        raise Outside("a count of more than eight parties over time")
    from itertools import combinations

    if need <= 0:
        return YES
    return (
        low.t.k_any([low.t.k_all(some) for some in combinations(parts, need)]) if need <= len(parts) else NO
    )


_TESTS: dict[type[Any], Callable[[Low, Any, View], Kleene]] = {
    And: _and, Or: _or, Not: _not, Always: _always, CaseArisen: _arisen, Occurred: occurred, InForce: _in_force,
    StateHolds: _state, TermHolds: _term, IsIn: _of_attack, AttackIs: _attack_is, Located: _of_attack,
    DecisionIs: _decision_is, Judged: _judged, Decided: _decided, Acts: _acts,
}  # fmt: skip

__all__ = ["FALSE", "by_case", "occurred", "quantify", "state_holds", "truth"]
