"""Declared states: when each begins and ends."""

from typing import Any

from foedus.engine.conditions import holds
from foedus.engine.kleene import Truth
from foedus.engine.match import fits
from foedus.engine.prepared import Prov
from foedus.engine.state import Env, Interval, Run
from foedus.model import (
    AnyEvent,
    BreachOf,
    DecisionEvent,
    Pattern,
    Series,
    StateEvent,
    StateIs,
    TermEvent,
)  # fmt: skip

_EVENTS = (AnyEvent, BreachOf, DecisionEvent, Pattern, Series, StateEvent, TermEvent)


def is_event(run: Run, expr: Any) -> bool:
    """Whether a phrase describes an event (rather than a condition)."""
    return isinstance(run.value(expr), _EVENTS)


def update(run: Run) -> None:
    """The third round: states begin and end."""
    for prov in run.prep.state_rules:
        if run.part_active(prov.part, run.now):
            _update(run, prov)


def _update(run: Run, prov: Prov) -> None:
    body: StateIs = prov.body
    spans = run.states.setdefault((prov.ins, body.name), [])
    seen: dict[str, int] = run.memory.setdefault(("state", prov.id), {"start": 0, "end": 0})
    for _ in range(2):  # it may end and begin, or begin and end, at one instant
        on = bool(spans) and spans[-1].until is None
        if not on:
            truth = _met(run, prov, body.start, "start", seen)
            run.memory["may-hold", body.name] = None if truth is None else False
            if truth is not True:
                return
            spans.append(Interval(run.now))
            seen["end"] = len(run.haps)
            _say(run, prov, "start", f"{body.name} begins")
        if body.end is None or _met(run, prov, body.end, "end", seen) is not True:
            return
        spans[-1].until = run.now
        seen["start"] = len(run.haps)
        run.wake(run.now + 1)
        _say(run, prov, "end", f"{body.name} ends")


def _met(run: Run, prov: Prov, expr: Any, edge: str, seen: dict[str, int]) -> Truth:
    """Whether the edge of a state is reached; an event that may fit is looked at again later."""
    env = Env(prov.ins, run.now)
    if not is_event(run, expr):
        return holds(run, expr, env)
    result: Truth = False
    mark = seen[edge]
    for hap in run.haps[mark:]:
        truth = fits(run, expr, hap, Env(prov.ins, hap.at, hap.case))
        if truth is True:
            seen[edge] = hap.id + 1
            return True
        if truth is None:
            result = None
        elif result is False:
            seen[edge] = hap.id + 1
    return result


def _say(run: Run, prov: Prov, edge: str, text: str) -> None:
    run.turn(f"state {prov.id} {edge}", (prov.ref,))
    because = tuple(h.change for h in run.today)
    change = run.log("state", text, "holds" if edge == "start" else "ended", ref=prov.ref, because=because)
    hap = run.happen("state", run.day_now(), ins=prov.ins, name=prov.body.name, edges=(edge,))
    hap.change = change
