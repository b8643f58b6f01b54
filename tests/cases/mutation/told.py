"""What a lowering says of a draft, as values that can be compared: the space of its cases, and what comes of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from foedus.cases.graph import Graph, Lit
from foedus.cases.lower import CaseGraph, events_domain
from foedus.cases.times import Term, Time, Times
from tests.cases.agreement import HORIZON, decision_ends

Name = tuple[Any, ...]


class Told(NamedTuple):
    """A lowering, with all that is asked of it.

    asked: comparisons that telling adds, of the end of all that is told: an event there is after the end of the run.
    space: what each case meets. named: the times that have a variable of their own, and what they are. times, lits:
    what comes when, and under which condition, by name. shape: what does not hang on the case. unknown: what lies
    outside.
    """

    case: CaseGraph
    graph: Graph
    asked: frozenset[Any]
    space: Lit
    named: dict[str, tuple[Lit, ...]]
    meant: dict[str, Any]
    times: dict[Name, Time]
    lits: dict[Name, Lit]
    shape: tuple[Any, ...]
    unknown: tuple[Any, ...]

    def same(self, other: Told) -> bool:
        """Whether the two are the same to the letter."""
        return self[3:] == other[3:] and list(self.graph.nodes) == list(other.graph.nodes)


def told(case: CaseGraph) -> Told:
    """All that a lowering says."""
    low = case.low
    graph, t = low.graph, low.t
    before = set(graph.nodes)
    times: dict[Name, Time] = {}
    lits: dict[Name, Lit] = {}
    numbers: Counter[Name] = Counter()
    for d in case.decisions:
        key = _key(numbers, "decision", d.prov.ref, d.who)
        times[*key, "opened"] = d.opened
        times[*key, "due"] = d.due
        for status, time in decision_ends(d):
            times[*key, status] = t.either(times.get((*key, status), ()), time)
    for d in case.duties:
        key = _key(numbers, "duty", d.prov.ref, d.bearer)
        times[*key, "arises"] = d.arises
        times[*key, "due"] = t.given(t.exists(d.arises), d.due)
        times |= {(*key, status): time for status, time in d.ends}
        here = t.exists(d.arises)
        lits[*key, "sure"] = graph.all(here, d.sure)
        lits |= {(*key, "member", name): graph.all(here, lit) for name, lit in d.members}
        lits |= {(*key, *form): graph.all(here, lit) for form, lit in _forms(graph, d.forms)}
    for s in case.standing:
        key = _key(numbers, "standing", s.prov.ref, s.bearer)
        here = s.binds.at(Term("A", HORIZON + 1))
        forms = [(form, lit) for form, lit in _forms(graph, s.forms) if form[0] != "may"]
        here = graph.all(here, graph.any(*(lit for _, lit in forms)))
        lits[*key, "binds"] = here
        lits |= {(*key, "member", name): graph.all(here, lit) for name, lit in s.members}
        lits |= {(*key, *form): graph.all(here, lit) for form, lit in forms}
        times[*key, "violated"] = s.violated
    named = {var: tuple(found) for var, found in t.domain.items()}
    shape = (
        dict(graph.choices), dict(graph.times), low.leaves.all,
        {p: low.incident.values(p) for p in _FACTS if p in graph.choices}, low.incident.at, low.memo.get("calendar"),
    )  # fmt: skip
    unknown = tuple((u.ref, u.what) for u in case.unknown)
    asked = frozenset(set(graph.nodes) - before)
    return Told(case, graph, asked, events_domain(low), named, dict(t.names), times, lits, shape, unknown)


_FACTS = (
    "attacker", "victim", "place", "object", "means", "kind", "scale", "attribution", "finding", "origin", "directed",
    "deliberate", "provoked",
)  # fmt: skip


def _key(numbers: Counter[Name], *key: Any) -> Name:
    numbers[key] += 1
    return (*key, numbers[key])


def _forms(graph: Graph, forms: Any) -> Iterator[tuple[Name, Lit]]:
    """When the first form that is met is one with a modal and some measures."""
    found: dict[Name, list[Lit]] = {}
    for i, form in enumerate(forms):
        measures = tuple(dict.fromkeys(m for ms in form.measures for m in ms))
        mine = graph.all(form.guard, *(-e.guard for e in forms[:i]))
        found.setdefault((form.modal, measures), []).append(mine)
    return ((key, graph.any(*mine)) for key, mine in found.items())


__all__ = ["Times", "Told", "told"]
