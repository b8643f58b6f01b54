"""Conditions, read against the state of a run: true, false or unsettled."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from foedus.engine.kleene import Truth, all_of, any_of, negate
from foedus.engine.match import ATTACKS, fits, refers
from foedus.engine.sayings import as_vote, event_names, minutes, place_of, words_of
from foedus.engine.state import DutyRun, Env, Hap, Interval, Run
from foedus.engine.world import denote, flat_measures, inside, is_in, names_of, quantify
from foedus.model import (
    Acts,
    Always,
    And,
    AttackIs,
    CaseArisen,
    Decided,
    DecisionIs,
    DutyIs,
    EventExpr,
    InForce,
    IsIn,
    Judged,
    Located,
    Named,
    Node,
    Not,
    Occurred,
    Or,
    Owes,
    Pattern,
    Pronoun,
    Several,
    Slot,
    Some,
    StateHolds,
    TermHolds,
    Who,
    rewrite,
)  # fmt: skip
from foedus.model.norms import CONTENT, NEVER_COUNT

_SYNONYMS = {"assistance": "assist", "consultation": "consult"}
_TAKING = ("act", "decide")  # kinds of events that take the measures they name


def holds(run: Run, condition: Any, env: Env) -> Truth:
    """Whether a condition holds at `env.at`, as far as the run has come."""
    condition = run.value(condition)
    test = _TESTS.get(cast("type[Any]", type(condition)))
    if test is None:  # an event description or a date where a condition may stand
        return occurred(run, Occurred(condition), env)
    return test(run, condition, env)


# ---- logic -----------------------------------------------------------------------------------------------------------


def _and(run: Run, c: And, env: Env) -> Truth:
    return all_of(holds(run, part, env) for part in c.parts)


def _or(run: Run, c: Or, env: Env) -> Truth:
    return any_of(holds(run, part, env) for part in c.parts)


def _not(run: Run, c: Not, env: Env) -> Truth:
    return negate(holds(run, c.part, env))


def _always(run: Run, c: Always, env: Env) -> Truth:
    return c.value


# ---- events ----------------------------------------------------------------------------------------------------------


def occurred(run: Run, c: Occurred, env: Env) -> Truth:
    """Whether an event has occurred by now; one that is not written did not."""
    expr = run.value(c.event)
    quantified = _quantified(run, expr)
    if quantified is None:
        return _some_event(run, expr, c, env)
    who, rest = quantified
    return quantify(run, who, env, lambda name: _some_event(run, _by_one(rest, name), c, env))


def _quantified(run: Run, expr: Any) -> tuple[Who, Pattern] | None:
    """The party phrase of a description whose count matters (`a majority of signatories have ratified`)."""
    if not isinstance(expr, Pattern):
        return None
    for slot in expr.slots:
        if slot.name == "by":
            who = run.value(slot.value)
            if expr.kind in ("attack", "threat") and getattr(who, "how", "") not in ("at-least", "majority"):
                return None
            counts = (
                who.name in run.prep.groups if isinstance(who, Named)
                else who.how not in ("a", "any", "some") if isinstance(who, Some)
                else getattr(who, "mode", "") == "and"
            )  # fmt: skip
            return (who, expr) if counts else None
    return None


def _by_one(expr: Pattern, name: str) -> Pattern:
    slots = tuple(Slot("by", Named(name), s.op) if s.name == "by" else s for s in expr.slots)
    return Pattern(expr.kind, slots, expr.first)


def _some_event(run: Run, expr: EventExpr, c: Occurred, env: Env) -> Truth:
    since = _since(run, c, env)
    if since is None:
        return False
    early = env.at - minutes(run, c.within) if c.within is not None else None
    results: list[Truth] = []
    for hap in _haps(run, expr, env):
        if since <= hap.at <= env.at and (early is None or hap.at >= early):
            truth = _fits(run, expr, hap, env)
            if truth is not False and c.within is not None:
                last = hap.at + minutes(run, c.within)
                run.wake(last)
                run.wake(last + 1)
            if truth is True:
                return True
            results.append(truth)
    return any_of(results)


def _since(run: Run, c: Occurred, env: Env) -> int | None:
    """The earliest instant that counts; None if what it is measured from has not occurred."""
    if c.since == "case" or (not c.since and c.tense == "present"):
        return env.case.at if env.case is not None else -(10**12)
    if not c.since:
        return -(10**12)
    found = [
        h.at
        for h in _haps(run, c.since, None)
        if h.at <= env.at and fits(run, c.since, h, env._replace(case=None))
    ]
    return max(found) if found else None


def _haps(run: Run, expr: Any, env: Env | None) -> Iterable[Hap]:
    """What may fit a description: by its kind, and by the party that it speaks of."""
    if not isinstance(expr, Pattern) or expr.kind in ("any", "invoke"):
        return run.haps
    found = run.by_kind.get(expr.kind, ())
    if env is None or not found or expr.kind in ATTACKS:
        return found
    for slot in expr.slots:
        if slot.name == "by" and getattr(slot.value, "role", "") == "that":
            return [hap for hap in found if env.that in hap.who] if env.that else found
    return found


def _fits(run: Run, expr: EventExpr, hap: Hap, env: Env) -> Truth:
    if env.case is not None and hap.case is not env.case and not _attack(hap):
        if hap.event is not None and hap.event.get("case") is not None and not refers(run, hap, env.case):
            return False
        if hap.event is None and hap.case is not None:
            return False
    if not _attack(hap) or hap.case is env.case:
        return fits(run, expr, hap, env)
    return fits(run, _of_case(run, expr, env), hap, env._replace(case=hap.case))


def _of_case(run: Run, expr: EventExpr, env: Env) -> EventExpr:
    """A description of another attack, with the attacker and the victim of the case at hand put in by name."""

    def named(node: Node) -> object:
        if env.case is None or not isinstance(node, Pronoun) or node.role not in ("attacker", "victim"):
            return node
        names = denote(run, node, env)
        return Several(tuple(Named(name) for name in names), "or") if names else node

    return rewrite(expr, named)


def _attack(hap: Hap) -> bool:
    return hap.case is not None and hap.case.hap is hap


def _attack_is(run: Run, c: AttackIs, env: Env) -> Truth:
    return None if env.case is None else fits(run, c.test, env.case.hap, env)


def _located(run: Run, c: Located, env: Env) -> Truth:
    here = place_of(env.case.hap) if env.case is not None else None
    return None if here is None else inside(run, here, c.where, env)


# ---- force, states, names --------------------------------------------------------------------------------------------


def in_force(run: Run, ins: int, who: str, at: int, towards: str = "") -> bool:
    """Whether an instrument is in force for a party (towards another) at an instant; `who` "" is for anyone."""
    if who:
        held = any(i.holds(at) for i in run.force.get((ins, who), ()))
    else:
        held = any(i.holds(at) for key, spans in run.force.items() if key[0] == ins for i in spans)
    return held and not any(
        i == ins and span.holds(at) and _concerns(one, two, who, towards)
        for i, one, two, span in run.suspended
    )


def _concerns(one: str, two: str, who: str, towards: str) -> bool:
    """Whether a suspension between `one` and `two` ("" is all) concerns two parties."""
    if not one and not two:
        return True
    if not two:
        return one in (who, towards)  # suspended for one: it owes nothing, and nothing is owed to it
    return {one, two} == {who, towards}


def _in_force(run: Run, c: InForce, env: Env) -> Truth:
    ins = run.prep.find(c.instrument) if c.instrument else env.ins
    if ins is None:
        return state_holds(run, c.instrument, env)
    if c.who is None:
        return in_force(run, ins, "", env.at)
    return quantify(run, c.who, env, lambda name: in_force(run, ins, name, env.at))


def state_holds(run: Run, name: str, env: Env) -> Truth:
    """Whether a state holds: one that the draft declares, else one that events begin and end."""
    spans: list[Interval] | None = None
    for ins in (env.ins, *range(len(run.prep.instruments))):
        if (ins, name) in run.states:
            spans = run.states[ins, name]
            break
    if spans is not None:
        return True if any(s.holds(env.at) for s in spans) else run.memory.get(("may-hold", name), False)
    on = False
    for hap in run.haps:
        if hap.at > env.at or hap.kind not in ("begin", "end") or name not in event_names(hap.event):
            continue
        over = hap.event is not None and hap.event.until is not None and hap.event.until.latest < env.at
        on = hap.kind == "begin" and not over
        if hap.kind == "end" and hap.at == env.at:
            on = True  # a status is true at both its ends
    return on


def _state(run: Run, c: StateHolds, env: Env) -> Truth:
    return state_holds(run, c.name, env)


def _term(run: Run, c: TermHolds, env: Env) -> Truth:
    meaning = run.define(c.name, env)
    return None if meaning is None else holds(run, meaning.meaning, env)


def _is_in(run: Run, c: IsIn, env: Env) -> Truth:
    return quantify(run, c.who, env, lambda name: is_in(run, name, c.of, env))


# ---- decisions and findings ------------------------------------------------------------------------------------------


def _case_arisen(run: Run, c: CaseArisen, env: Env) -> Truth:
    mine = [
        d for d in run.decisions
        if d.prov.ins == env.ins and d.purpose == "case" and (env.case is None or d.case is env.case)
        and (not c.article or d.prov.article == c.article) and d.body.subject != "meeting"
        and (not d.who or not env.that or d.who == env.that)
        and (d.closed is None or d.closed <= env.at)
    ]  # fmt: skip
    if any(d.answer is True for d in mine):
        return True
    return None if not mine and run.memory.get(("pending", env.case)) else False


def _decision_is(run: Run, c: DecisionIs, env: Env) -> Truth:
    mine = [
        d for d in run.decisions
        if d.prov.ins == env.ins and d.purpose == "case" and (env.case is None or d.case is env.case)
        and (not c.article or d.prov.article == c.article) and d.opened.at <= env.at
    ]  # fmt: skip
    if c.status in ("none", "pending"):
        pending = bool(run.memory.get(("pending", env.case)))
        return not mine and pending == (c.status == "pending")
    return any((d.status if d.closed is None or d.closed <= env.at else "open") == c.status for d in mine)


def _judged(run: Run, c: Judged, env: Env) -> Truth:
    """A judged standard: by the latest finding of the body that judges it; unsettled until then."""
    rule = run.prep.standards.get(c.standard)
    result: Truth = None
    for hap in run.by_kind.get("find", ()):
        if hap.at > env.at or c.standard not in event_names(hap.event):
            continue
        if rule is not None and any_of(is_in(run, n, rule.judged_by, env) for n in hap.who) is not True:
            continue
        if env.case is None or refers(run, hap, env.case):
            stated = hap.event.get("value") if hap.event is not None else None
            result = stated is None or as_vote(stated) == "for"
    return result


def _decided(run: Run, c: Decided, env: Env) -> Truth:
    meant = set(flat_measures(run, (c.measure,))) if c.measure else set[str]()

    def one(name: str) -> Truth:
        for d in run.decisions:
            if (
                d.organ == name
                and d.answer is True
                and (env.case is None or d.case is None or d.case is env.case)
            ):
                if not c.measure or meant & set(d.taken):
                    return c.value == "for"
        return any(_body_decided(run, hap, name, c, env) for hap in run.by_kind.get("decide", ()))

    organ = run.value(c.organ)
    return one(organ.name) if isinstance(organ, Named) else quantify(run, organ, env, one)


def _body_decided(run: Run, hap: Hap, name: str, c: Decided, env: Env) -> bool:
    if hap.at > env.at or name not in hap.who or hap.event is None:
        return False
    if env.case is not None and not refers(run, hap, env.case):
        return False
    stated = hap.event.get("value")
    if (as_vote(stated) if stated is not None else "for") != c.value:
        return False
    return not c.measure or measure_fits(run, hap, c.measure)


# ---- duties and acts -------------------------------------------------------------------------------------------------


def measure_fits(run: Run, hap: Hap, measure: str) -> bool:
    """Whether an event takes a measure; any act of substance assists.

    A step of procedure or of conduct (to report, to observe) is no assistance, and who asks for a measure, or votes for
    it, does not take it.
    """
    measure = _SYNONYMS.get(measure, measure)
    stated = hap.event.get("measure") if hap.event is not None and hap.kind in _TAKING else None
    taken = flat_measures(run, (hap.kind,) if stated is None else words_of(stated))
    if measure in taken or set(taken) & set(flat_measures(run, (measure,))):
        return True
    return (
        measure == "assist"
        and hap.kind == "act"
        and any(CONTENT.get(m, 3) > 1 and m not in NEVER_COUNT for m in taken)
    )


def target_fits(run: Run, hap: Hap, targets: tuple[str, ...]) -> bool:
    """Whether an act is for (or against) one of those a duty names; an act that names nobody fits."""
    named = [n for slot in ("for", "to", "on", "against") for n in names_of(run, hap, slot)]
    return not named or not targets or bool(set(named) & set(targets))


def _acts(run: Run, c: Acts, env: Env) -> Truth:
    measure = str(run.value(c.measure))
    since = env.case.at if env.case is not None else -(10**12)
    targets = tuple(denote(run, c.target, env)) if c.target is not None else ()

    def one(name: str) -> Truth:
        return any(
            name in hap.who and since <= hap.at <= env.at and measure_fits(run, hap, measure)
            and target_fits(run, hap, targets)
            for hap in (*run.by_kind.get("act", ()), *run.by_kind.get(measure, ()))
        )  # fmt: skip

    return quantify(run, c.who, env, one)


def _owes(run: Run, c: Owes, env: Env) -> Truth:
    measure = _SYNONYMS.get(str(run.value(c.measure)), str(run.value(c.measure)))

    def one(name: str) -> Truth:
        modal = "must" if c.modal == "must?" else c.modal
        mine = [
            d for d in _of(run, name, c.instrument, c.article, env) if d.status == "owed" and d.modal == modal
        ]
        if c.modal == "must?":  # `may owe`
            return any(not d.sure and _duty_measure(run, d, measure) for d in mine)
        if measure == "nothing":
            return negate(any_of(d.sure or None for d in mine))
        fitting = [
            d for d in mine if _duty_measure(run, d, measure) and (c.until is None or d.due == c.until)
        ]
        return any_of(d.sure or None for d in fitting)

    return quantify(run, c.who, env, one)


def _duty_measure(run: Run, duty: DutyRun, measure: str) -> bool:
    if not measure:
        return True
    return measure in duty.measures or (measure == "assist" and duty.content >= 2)


def _of(run: Run, name: str, instrument: str, article: str, env: Env) -> Iterator[DutyRun]:
    ins = run.prep.find(instrument) if instrument else None
    for duty in run.duties:
        if name and name not in duty.members:
            continue
        if article and (duty.prov.article != article or (ins is None and duty.prov.ins != env.ins)):
            continue
        if (ins is None or duty.prov.ins == ins) and (env.case is None or duty.case in (None, env.case)):
            yield duty


def _duty_is(run: Run, c: DutyIs, env: Env) -> Truth:
    def one(name: str) -> Truth:
        mine = _of(run, name, c.instrument, c.article, env)
        return any_of(_has(d, c.status) for d in mine if _duty_measure(run, d, c.measure))

    return negate(one("")) if c.who is None else quantify(run, c.who, env, one)


def _has(duty: DutyRun, status: str) -> Truth:
    if status == "late":
        return duty.status == "breached" and duty.performed is not None
    if duty.status != status:
        return False
    return True if duty.sure else None


_TESTS: dict[type[Any], Callable[[Run, Any, Env], Truth]] = {
    And: _and, Or: _or, Not: _not, Always: _always, CaseArisen: _case_arisen, Occurred: occurred, InForce: _in_force,
    StateHolds: _state, TermHolds: _term, IsIn: _is_in, AttackIs: _attack_is, Acts: _acts, Owes: _owes,
    DutyIs: _duty_is, DecisionIs: _decision_is, Judged: _judged, Decided: _decided, Located: _located,
}  # fmt: skip
