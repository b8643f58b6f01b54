"""Whether an event fits a description: slot by slot, in strong Kleene logic."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, cast

from foedus.base import When
from foedus.engine.kleene import Truth, all_of, any_of, negate
from foedus.engine.sayings import (
    FOR,
    as_vote,
    event_names,
    instrument_of,
    minutes,
    place_of,
    words_of,
)
from foedus.engine.state import Case, Env, Hap, Run
from foedus.engine.world import denote, flat_measures, inside, is_in, names_of
from foedus.model import (
    LEVELS,
    SCALES,
    AnyEvent,
    BreachOf,
    Decision,
    DecisionEvent,
    Define,
    Event,
    EventExpr,
    Pattern,
    Period,
    Series,
    Slot,
    StateEvent,
    TermEvent,
    Where,
    Who,
)  # fmt: skip

ATTACKS = ("attack", "threat")
_INSTRUMENT_KINDS = (
    "sign", "ratify", "accede", "withdraw", "invoke", "invocation", "repeal", "suspend", "resume", "terminate",
)  # fmt: skip
_ORDER = {"kind": 0, "by": 1, "on": 2}


class SlotResult(NamedTuple):
    """What one slot of a description comes to for an event."""

    name: str
    slot: Slot | None
    truth: Truth


# ---- descriptions with their definitions written out -----------------------------------------------------------------


def alternatives(
    run: Run, expr: EventExpr, env: Env, extra: tuple[Slot, ...] = (), depth: int = 0
) -> Iterator[Any]:
    """The simple descriptions that a description stands for, in order of writing; definitions are expanded.

    Yields: Pattern (with all slots that apply) and other simple descriptions.
    """
    expr = run.value(expr)
    if depth > 30:
        return
    if isinstance(expr, Pattern):
        yield Pattern(expr.kind, (*expr.slots, *extra), expr.first) if extra else expr
    elif isinstance(expr, TermEvent):
        meaning = run.define(expr.name, env)
        if meaning is not None and meaning.kind == "condition":
            yield Pattern(
                "any", (Slot("when", cast("Any", meaning.meaning)), *expr.slots, *extra), expr.first
            )
        elif meaning is not None:
            yield from alternatives(run, cast("Any", meaning.meaning), env, (*expr.slots, *extra), depth + 1)
    elif isinstance(expr, AnyEvent):
        for part in expr.parts:
            yield from alternatives(run, part, env, extra, depth + 1)
    else:
        yield expr


def slots(run: Run, expr: EventExpr, hap: Hap, env: Env) -> list[list[SlotResult]]:
    """For each alternative of a description, what each slot comes to for an event (none is skipped)."""
    env = _env(env, hap)
    out: list[list[SlotResult]] = []
    for one in alternatives(run, expr, env):
        if not isinstance(one, Pattern):
            out.append([SlotResult("kind", None, _simple(run, one, hap, env))])
            continue
        row = [SlotResult("kind", None, _kind(run, one.kind, hap, env))]
        if row[0].truth is not False:
            standard = standard_of(run, one)
            row += [SlotResult(s.name, s, fits_slot(run, s, hap, env, standard)) for s in one.slots]
        out.append(row)
    return out


# ---- matching --------------------------------------------------------------------------------------------------------


def fits(run: Run, expr: EventExpr | Any, hap: Hap, env: Env) -> Truth:
    """Whether an event fits a description. Looks at no more of the description than it must."""
    expr = run.value(expr)
    env = _env(env, hap)
    if isinstance(expr, Pattern):
        return _pattern(run, expr, hap, env)
    if isinstance(expr, AnyEvent):
        return any_of(fits(run, part, hap, env) for part in expr.parts)
    if isinstance(expr, TermEvent):
        return _term(run, expr, hap, env)
    return _simple(run, expr, hap, env)


def _term(run: Run, expr: TermEvent, hap: Hap, env: Env) -> Truth:
    """Whether an event fits a defined term, and what else is said of it."""
    if any(slot.name == "attribution" for slot in expr.slots):  # which sets the standard for who attacked
        truth = any_of(_alternative(run, one, hap, env) for one in alternatives(run, expr, env))
    else:
        meaning = run.define(expr.name, env)
        truth = False if meaning is None else _means(run, meaning, hap, env)
        for slot in expr.slots if truth is not False else ():
            truth = all_of((truth, fits_slot(run, slot, hap, env)))
    return _only_first(run, expr, hap, env, truth) if expr.first else truth


def _means(run: Run, meaning: Define, hap: Hap, env: Env) -> Truth:
    if meaning.kind == "condition":
        return run.holds(meaning.meaning, env._replace(at=hap.at))
    return fits(run, meaning.meaning, hap, env)


def _alternative(run: Run, one: Any, hap: Hap, env: Env) -> Truth:
    return _pattern(run, one, hap, env) if isinstance(one, Pattern) else _simple(run, one, hap, env)


def _env(env: Env, hap: Hap) -> Env:
    return env._replace(case=hap.case) if env.case is None and hap.case is not None else env


def _pattern(run: Run, pattern: Pattern, hap: Hap, env: Env) -> Truth:
    result = _kind(run, pattern.kind, hap, env)
    if result is False:
        return False
    if (
        hap.kind in _INSTRUMENT_KINDS
        and not _names_instrument(pattern)
        and env.ins not in instrument_of(run, hap)
    ):
        return False
    standard = standard_of(run, pattern)
    for slot in sorted(pattern.slots, key=lambda s: _ORDER.get(s.name, 3)):
        truth = fits_slot(run, slot, hap, env, standard)
        if truth is False:
            return False
        if truth is None:
            result = None
    return _only_first(run, pattern, hap, env, result) if pattern.first else result


def _only_first(run: Run, expr: Pattern | TermEvent, hap: Hap, env: Env, truth: Truth) -> Truth:
    """`the first …`: false if an earlier event fits too, unsettled if one may."""
    if truth is False:
        return False
    plain: Any = (
        Pattern(expr.kind, expr.slots) if isinstance(expr, Pattern) else TermEvent(expr.name, expr.slots)
    )
    earlier = (h for h in run.haps if h.id < hap.id and (h.event is not None) == (hap.event is not None))
    before = any_of(fits(run, plain, h, env._replace(case=h.case)) for h in earlier)
    return all_of((truth, negate(before)))


def _kind(run: Run, kind: str, hap: Hap, env: Env) -> Truth:
    if kind == "any":
        return True
    if hap.event is not None and hap.event.omitted:
        return False
    if kind == "invoke" and hap.kind in ("invoke", "invocation"):
        if (hap.kind == "invocation") != (env.ins in run.prep.invoking):
            return False
    elif kind != hap.kind:
        return False
    return True


def _names_instrument(pattern: Pattern) -> bool:
    return any(s.name == "instrument" for s in pattern.slots)


def standard_of(run: Run, pattern: Pattern) -> str:
    """How surely it must be settled who attacked, for a description."""
    for slot in pattern.slots:
        if slot.name == "attribution":
            return str(run.value(slot.value))
    return "established"


# ---- slots -----------------------------------------------------------------------------------------------------------


def fits_slot(run: Run, slot: Slot, hap: Hap, env: Env, standard: str = "established") -> Truth:
    """What one slot comes to for an event."""
    value = run.value(slot.value)
    test = _TESTS.get(slot.name)
    truth = test(run, slot, value, hap, env, standard) if test else _equal(run, slot, value, hap)
    return negate(truth) if slot.op == "not" else truth


def _omitted(hap: Hap) -> Truth:
    """What an attribute comes to that nobody stated: unsettled for an attack, false for anything else."""
    return None if hap.kind in ATTACKS else False


def _by(run: Run, slot: Slot, value: Who, hap: Hap, env: Env, standard: str) -> Truth:
    case = hap.case
    if case is None or not case.attack or hap.kind not in ATTACKS:
        return any_of(is_in(run, name, value, env) for name in hap.who)
    if getattr(value, "role", "") == "anyone":
        return True
    names = (
        case.suspects()
        if slot.op == "or-directed"
        else tuple(n for n in case.suspects() if n not in case.directed)
    )
    if not names:
        return None
    return any_of(_attack_by(run, name, case, value, env, standard) for name in names)


def _attack_by(run: Run, name: str, case: Case, who: Who, env: Env, standard: str) -> Truth:
    if getattr(who, "role", "") == "attacker" and case is env.case:
        return True
    mine = case.attributed(name, standard)
    return False if mine is False else all_of((mine, is_in(run, name, who, env)))


def _directed(run: Run, slot: Slot, value: Who, hap: Hap, env: Env, standard: str) -> Truth:
    case = hap.case
    if case is None:
        return False
    if not case.directed:
        return (
            None
            if case.event is not None and case.event.get("directed-by") is None and not case.by
            else False
        )
    return any_of(_attack_by(run, name, case, value, env, standard) for name in case.directed)


def _whom(run: Run, slot: Slot, value: Who, hap: Hap, env: Env, standard: str) -> Truth:
    names = names_of(run, hap, slot.name)
    if not names:
        return _omitted(hap)
    return any_of(is_in(run, name, value, env) for name in names)


def _place(run: Run, slot: Slot, value: Where, hap: Hap, env: Env, standard: str) -> Truth:
    here = place_of(hap, slot.name)
    return _omitted(hap) if here is None else inside(run, here, value, env)


def _listed(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    """Objects, means, measures: whether one stated is one of those described (groups spelled out)."""
    stated = hap.event.get(slot.name) if hap.event is not None else None
    if stated is None:
        if slot.name == "measure" and hap.kind != "act" and hap.kind in flat_measures(run, words_of(value)):
            return True
        return _omitted(hap)
    wanted = flat_measures(run, words_of(value))
    return any(word in wanted for word in flat_measures(run, words_of(stated)))


def _ordered(scale: tuple[str, ...]) -> Callable[..., Truth]:
    def test(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
        stated = hap.event.get(slot.name) if hap.event is not None else None
        if stated is None:
            return _omitted(hap)
        have = scale.index(str(run.value(stated)))
        wanted = [scale.index(str(run.value(v))) for v in words_of(value)]
        if slot.op == "at-least":
            return have >= min(wanted)
        if slot.op == "at-most":
            return have <= max(wanted)
        return have in wanted

    return test


def _attribution(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    case = hap.case
    if case is None:
        return _equal(run, slot, value, hap)
    if value == "none":
        levels = [case.found.get(n) for n in case.suspects()]
        return all(level == "none" for level in levels) if levels and None not in levels else None
    if not case.suspects():
        return None
    return any_of(case.attributed(name, str(value)) for name in case.suspects())


def _flag(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    stated = hap.event.get(slot.name) if hap.event is not None else None
    return _omitted(hap) if stated is None else bool(stated) == bool(value)


def _lasting(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    if hap.event is None:
        return False
    stated = hap.event.get("lasting")
    length = minutes(run, stated) if isinstance(stated, Period) else None
    if length is None and hap.event.until is not None:
        length = hap.event.until.latest - hap.at
    if length is None:
        return None
    wanted = minutes(run, value)
    return length <= wanted if slot.op == "at-most" else length >= wanted


def _since(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    return hap.at >= cast("When", value).earliest


def _instrument(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    wanted = env.ins if value in ("", None, "this") else run.prep.find(str(value))
    about = instrument_of(run, hap)
    if wanted is None:  # an instrument that is not loaded: by its name
        return hap.event is not None and hap.event.get("instrument") == value
    return wanted in about


def _refers(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    return True if env.case is None else refers(run, hap, env.case)


def _value(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    stated = hap.event.get("value") if hap.event is not None else None
    if stated is None:
        return False if hap.kind == "vote" else str(value) in FOR or value is True
    return as_vote(stated) == as_vote(value)


def _when(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    return run.holds(value, env._replace(at=hap.at))


def _unless(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    return negate(run.holds(value, env._replace(at=hap.at)))


def _event(run: Run, slot: Slot, value: Any, hap: Hap, env: Env, standard: str) -> Truth:
    stated = hap.event.get(slot.name) if hap.event is not None else None
    if isinstance(value, str):
        return value in event_names(hap.event)
    if stated is None and not isinstance(value, Event):  # `an aggression that is not an armed-attack`
        return fits(run, value, hap, env)
    if stated is None:
        return False
    if isinstance(stated, Event):
        kinds = [h for h in run.by_kind.get(stated.kind, ()) if h.event is stated]
        return fits(run, value, kinds[0], env._replace(case=kinds[0].case)) if kinds else None
    return stated == value


def _equal(run: Run, slot: Slot, value: Any, hap: Hap) -> Truth:
    stated = run.value(hap.event.get(slot.name)) if hap.event is not None else None
    if stated is None:
        return _omitted(hap)
    if isinstance(value, tuple):
        return any(word in cast("tuple[Any, ...]", value) for word in words_of(stated))
    if isinstance(stated, tuple):
        return value in stated
    return stated == value or (isinstance(value, str) and str(stated) == value)


_TESTS: dict[str, Callable[..., Truth]] = {
    "by": _by, "directed-by": _directed, "on": _whom, "for": _whom, "to": _whom, "from": _whom, "against": _whom,
    "in": _place, "across": _place, "object": _listed, "means": _listed, "measure": _listed,
    "scale": _ordered(SCALES), "attribution": _attribution, "level": _ordered(LEVELS), "deliberate": _flag,
    "provoked": _flag, "lasting": _lasting, "instrument": _instrument, "case": _refers, "value": _value,
    "while": _when, "when": _when, "provided": _when, "if": _when, "unless": _unless,
    "since": _since, "event": _event, "name": _event,
}  # fmt: skip


# ---- other descriptions ----------------------------------------------------------------------------------------------


def _simple(run: Run, expr: Any, hap: Hap, env: Env) -> Truth:
    if isinstance(expr, BreachOf):
        return _breach(run, expr, hap, env)
    if isinstance(expr, DecisionEvent):
        return _decision(run, expr, hap, env)
    if isinstance(expr, StateEvent):
        return _state(run, expr, hap, env)
    if isinstance(expr, Series):
        return _series(run, expr, hap, env)
    return False


def _breach(run: Run, expr: BreachOf, hap: Hap, env: Env) -> Truth:
    if hap.kind != "breach" or hap.source is None or hap.source.prov.consequence:
        return False
    ins = run.prep.find(expr.instrument) if expr.instrument else env.ins
    if hap.ins != ins or (expr.articles and hap.name not in expr.articles):
        return False
    by = True if expr.by is None else any_of(is_in(run, name, expr.by, env) for name in hap.who)
    return by if hap.sure else all_of((by, None))


def _decision(run: Run, expr: DecisionEvent, hap: Hap, env: Env) -> Truth:
    if hap.kind == "decide":
        if expr.decider is None or expr.outcome not in ("adopted", "any"):
            return False
        stated = hap.event.get("value") if hap.event is not None else None
        mine = any_of(is_in(run, name, expr.decider, env) for name in hap.who)
        return all_of((mine, stated is None or as_vote(stated) == "for"))
    if hap.kind != "decision" or hap.ins != env.ins:
        return False
    if expr.outcome != "any" and expr.outcome not in hap.edges:
        return False
    if expr.article and hap.name != expr.article:
        return False
    return True if expr.decider is None else _decided_by(run, expr.decider, hap, env)


def _decided_by(run: Run, who: Who, hap: Hap, env: Env) -> Truth:
    source = hap.source
    body: Decision | None = getattr(source, "body", None)
    decider = run.value(body.decider) if body is not None else None
    if decider is None:
        return False
    return run.value(decider.who) == run.value(who) or set(denote(run, decider.who, env)) == set(
        denote(run, who, env)
    )


def _state(run: Run, expr: StateEvent, hap: Hap, env: Env) -> Truth:
    if hap.kind == "state":
        return hap.name == expr.name and expr.edge in hap.edges
    if hap.kind == "force":
        ins = run.prep.find(expr.name)
        named = expr.name in ("force", "entry into force", "entry", "")
        return expr.edge in hap.edges and (
            hap.ins == ins if ins is not None else named and hap.ins == env.ins
        )
    edge = {"begin": "start", "end": "end"}.get(hap.kind)
    return edge == expr.edge and expr.name in event_names(hap.event)


def _series(run: Run, expr: Series, hap: Hap, env: Env) -> Truth:
    if hap.kind != "find":
        return False
    finder = True if expr.found_by is None else any_of(is_in(run, n, expr.found_by, env) for n in hap.who)
    stated = hap.event.get("value") if hap.event is not None else None
    standard = hap.event.get("standard") if hap.event is not None else None
    about = standard is None or "series" in str(standard)
    return all_of((finder, stated is None or as_vote(stated) == "for", about))


# ---- cases -----------------------------------------------------------------------------------------------------------


def refers(run: Run, hap: Hap, case: Case) -> bool:
    """Whether an event may be about a case: it names it, or names none (and is not before it)."""
    if hap.event is None:
        return hap.case is None or hap.case is case
    value = hap.event.get("case")
    if value is None or value == "":
        return hap.at >= case.at
    return names_case(run, value, case)


def names_case(run: Run, value: object, case: Case) -> bool:
    """Whether a case is the one that an event names: by title, date, place in the file or description."""
    event = case.event
    if isinstance(value, When):
        return value.earliest <= case.at <= value.latest
    if isinstance(value, int):
        return event is not None and event.order == value
    if isinstance(value, Event):
        return event is value
    if isinstance(value, str):
        return event is not None and (event.name == value or str(event.when).startswith(value))
    return fits(run, value, case.hap, Env(min(run.prep.mains), case.at, case)) is not False
