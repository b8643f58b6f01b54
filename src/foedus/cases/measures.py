"""The measures that may be decided on, as far as a draft tells them apart; what a decision takes of them."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from msgspec import Struct

from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, Lit
from foedus.cases.lowering import Low
from foedus.cases.times import Time
from foedus.engine.norms import norm_of
from foedus.engine.prepared import Prov
from foedus.engine.world import flat_measures
from foedus.model import Decided, Decision, DomesticProcess, NeverBound, Scope, walk

_MOST = 3  # measures of which several may be taken at once; eight ways to take some of them


class Took(Struct, frozen=True):
    """That a decision takes some measures and no others: when it is adopted so."""

    measures: tuple[str, ...]
    time: Time


def voted_on(low: Low) -> tuple[str, ...]:
    """The measures that votes may be for: of those which no sentence tells apart the first, in the draft's order."""
    return low.once(("voted on",), lambda: tuple(dict.fromkeys(_firsts(low))))


def _firsts(low: Low) -> Iterator[str]:
    lists = _lists(low)
    named = (*_asked(low), *_limited(low))
    alike: dict[tuple[frozenset[int], frozenset[str]], str] = {}
    for measure in dict.fromkeys(m for names in lists for m in names):
        by = frozenset(one for one in named if measure in _flat(low, one))
        where = frozenset(i for i, names in enumerate(lists) if measure in names)
        yield alike.setdefault((where, by), measure)


def _lists(low: Low) -> list[tuple[str, ...]]:
    """The measures of each decision on measures."""
    bodies = [p.body for p in low.prep.decisions if p.body.subject == "measures"]
    return [flat_measures(low.incident.run, body.measures) for body in bodies]


def decided_on(low: Low, body: Decision) -> tuple[str, ...]:
    """The measures that a decision may take, of those that votes may be for; none where it is on the case."""
    every = voted_on(low)
    if body.subject != "measures" or not every:
        return ()
    mine = flat_measures(low.incident.run, body.measures)
    if not mine and len(every) > 1:
        raise Outside("a decision on measures that it does not name, beside one that names them")
    return tuple(m for m in mine or every if m in every)


def said_by_organs(low: Low) -> tuple[str, ...]:
    """The measures that an organ as such may decide: those that votes may be for, and others that are asked for."""
    return low.once(("said by organs",), lambda: _said_by_organs(low))


def _said_by_organs(low: Low) -> tuple[str, ...]:
    known = {m for names in _lists(low) for m in names}
    told = (_flat(low, one) for one in _asked(low))
    others = [names[0] for names in told if not known.intersection(names)]
    return tuple(dict.fromkeys((*voted_on(low), *others))) or ("use-force",)


def _asked(low: Low) -> dict[str, None]:
    """What sentences ask whether it has been decided, in the order in which they are written."""
    bodies = (s.body for one in low.incident.acting for s in one.draft.sentences)
    return {n.measure: None for body in bodies for n in walk(body) if isinstance(n, Decided) and n.measure}


def _limited(low: Low) -> Iterator[str]:
    """The measures to which a sentence limits or subjects what is owed."""
    for one in low.incident.acting:
        for sentence in one.draft.sentences:
            body: Any = sentence.body
            if isinstance(body, (Scope, DomesticProcess)) and body.measure:
                yield body.measure
            elif isinstance(body, NeverBound):
                yield from body.measures


def _flat(low: Low, measure: str) -> tuple[str, ...]:
    return flat_measures(low.incident.run, (measure,))


# ---- what is taken ---------------------------------------------------------------------------------------------------


def takings(measures: tuple[str, ...], *, alone: bool) -> list[tuple[str, ...]]:
    """The ways to take some of several measures; alone: no two at once."""
    if not alone and len(measures) > _MOST:
        raise Outside("more than three measures of which several may be taken at once")
    sizes = (1,) if alone else range(1, len(measures) + 1)
    return [some for size in sizes for some in combinations(measures, size)]


def just(low: Low, met: dict[str, Lit], some: tuple[str, ...]) -> Lit:
    """That some measures are taken, and no others."""
    g = low.graph
    return g.all(*(lit if measure in some else -lit for measure, lit in met.items()))


def merged(low: Low, tooks: Iterable[Took]) -> tuple[Took, ...]:
    """One for each set of measures; none for what never comes."""
    times: dict[tuple[str, ...], list[Time]] = {}
    for one in tooks:
        times.setdefault(one.measures, []).append(one.time)
    found = (Took(some, low.t.either(*mine)) for some, mine in times.items())
    return tuple(one for one in found if low.t.exists(one.time) != FALSE)


def of_decided(prov: Prov) -> bool:
    """Whether a provision speaks of the measure that is decided: `must take that measure`."""
    return any(getattr(a, "measure", "") == "decided-measures" for a in norm_of(prov).actions)
