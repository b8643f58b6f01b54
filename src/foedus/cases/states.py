"""Declared states in every case at once: when each begins and ends, and when it is unsettled whether it has begun."""

from foedus.cases.conditions import truth
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE
from foedus.cases.happenings import Hit, hits
from foedus.cases.lowering import Low, View
from foedus.cases.times import LONG_AGO, NOWHEN, Guarded, Kleene, Signal, Time
from foedus.engine.prepared import Prov
from foedus.engine.states import is_event


def edges(low: Low, prov: Prov) -> tuple[Time, Time]:
    """When a declared state begins, and ends, within a case."""
    return low.once(("state", prov.id), lambda: _edges(low, prov))


def _edges(low: Low, prov: Prov) -> tuple[Time, Time]:
    body, t, view = prov.body, low.t, View(prov.ins, "", False)
    if not is_event(low.incident.run, body.start):
        if body.end is not None:
            raise Outside("a state that begins upon a condition, and may begin again")
        holds = _looked_at(low, truth(low, body.start, view).yes)
        return t.first_of(
            holds, low.start() if holds.at(LONG_AGO) != FALSE else (Guarded(TRUE, LONG_AGO),)
        ), ()
    begins = hits(low, body.start, view)
    start = t.first(*(_met(low, hit) for hit in begins))
    if body.end is None:
        return start, ()
    if len(begins) > 1:
        raise Outside("a state that may begin again")
    if not is_event(low.incident.run, body.end):
        return start, t.first_of(_looked_at(low, truth(low, body.end, view).yes), start)
    after = ((hit, t.lt(start, hit.time)) for hit in hits(low, body.end, view))
    return start, t.first(*(t.given(later, _met(low, hit)) for hit, later in after))


def _looked_at(low: Low, signal: Signal) -> Signal:
    """A condition on which a state hangs; no run looks at the minute after the end of a state of affairs."""
    ends = {leaf.var for leaf in low.leaves.all.values() if leaf.ways[0].kind == "end"}
    if any(mark.var in ends and mark in low.t.closings for mark in signal.starts):
        raise Outside("a state that begins or ends in the minute after something is over")
    return signal


def _met(low: Low, hit: Hit) -> Time:
    """When it is settled that an event is one that begins or ends the state; one that was settled to be none is not
    looked at again."""
    return low.t.settle(hit.fits, hit.time)


def state(low: Low, prov: Prov) -> Kleene:
    """When a declared state holds; unsettled while it is unsettled whether it has begun."""
    t, view = low.t, View(prov.ins, "", False)
    start, end = edges(low, prov)
    holds = t.both(t.from_on(start), t.until(end))
    maybe = NOWHEN
    if not is_event(low.incident.run, prov.body.start):
        met = truth(low, prov.body.start, view)
        maybe = t.both(t.negated(t.either_signal(met.yes, met.no)), t.before(start))
        return Kleene(holds, t.negated(t.either_signal(holds, maybe)), holds.starts)
    for hit in hits(low, prov.body.start, view):
        doubt = t.both(t.negated(hit.fits.yes), t.negated(hit.fits.no))
        maybe = t.either_signal(maybe, t.both(t.both(t.from_on(hit.time), doubt), t.before(start)))
    return Kleene(holds, t.negated(t.either_signal(holds, maybe)), holds.starts)


__all__ = ["edges", "state"]
