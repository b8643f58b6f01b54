"""Conduct that a question assumes: who does what by when. What is assumed is put into the graph and falls out of it.

Without any assumption everybody may delay for ever, and every worst case is unbounded: so a question says what it
assumes, and the assumption is stated with the answer.
"""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from foedus.base import add_months
from foedus.cases.graph import FALSE, TRUE, Graph, Lit
from foedus.cases.kit import Settling
from foedus.cases.lower import CaseGraph, events_domain
from foedus.cases.rewrite import Rewriting
from foedus.cases.times import Earliest, Guarded, Pivot, Term, Time


class Conduct(Struct, frozen=True):
    """What is assumed of the events of the case space and of the attack.

    choices: the values that are possible, by choice; what is not named is free. times: minutes from the attack, by time
    variable; what is not named is free. text: the assumption as people read it.
    """

    choices: Mapping[str, frozenset[int]]
    times: Mapping[str, int]
    text: str


class Assumed:
    """A case graph under an assumed conduct: the same questions, on a smaller graph.

    Args:
        case: the case graph.
        conduct: what is assumed.
    """

    def __init__(self, case: CaseGraph, conduct: Conduct) -> None:
        self.case, self.conduct = case, conduct
        self.graph: Graph = case.low.graph
        self._choices = dict(conduct.choices)
        self._times: dict[str, Time] = {"A": (Guarded(TRUE, Term("A")),)}
        self._rewriting = Rewriting(self.graph, Settling(self.time, self._choices, self._times))
        self._known: dict[Time, Time] = {}
        self._meaning = case.low.t.names
        self._calendar = {end: (notice, months) for end, notice, months in case.low.memo.get("calendar", [])}

    @cached_property
    def domain(self) -> Lit:
        """What each case under the conduct meets."""
        among = [self._among(name, values) for name, values in self.conduct.choices.items()]
        return self.graph.all(self.lit(events_domain(self.case.low)), *among, *self._loose())

    def _loose(self) -> list[Lit]:
        """What the times are that stay variable under the conduct; those that do not are put in for good."""
        loose: list[Lit] = []
        if all(leaf.var in self.conduct.times for leaf in self.case.low.leaves.all.values()):
            return loose
        for var, lits in self.case.low.t.domain.items():
            if any(term.var == var for _, term in self.time(var)):
                loose += self.lits(lits)
        return loose

    def _among(self, name: str, values: frozenset[int]) -> Lit:
        return TRUE if len(values) == 1 else self.graph.among(name, values)

    def lit(self, lit: Lit) -> Lit:
        """Something under the assumption."""
        return self._rewriting.lit(lit)

    def lits(self, roots: list[Lit]) -> list[Lit]:
        """Some things under the assumption."""
        return self._rewriting.lits(roots)

    def minutes(self, time: Time) -> Time:
        """A time under the assumption."""
        if time not in self._known:
            self._known[time] = self._minutes(time)
        return self._known[time]

    def _minutes(self, time: Time) -> Time:
        g = self.graph
        out: list[Guarded] = []
        for guard, term in time:
            held = self.lit(guard)
            if held != FALSE:
                out += [
                    Guarded(held if p == TRUE else g.all(held, p), Term(s.var, s.plus + term.plus))
                    for p, s in self.time(term.var)
                ]
        return self.case.low.t.merged(o for o in out if o.guard != FALSE)

    def time(self, var: str) -> Time:
        """What a time variable is under the assumption: itself, a fixed instant, or several by conditions."""
        if var not in self._times:
            self._times[var] = self._time(var)
        return self._times[var]

    def _time(self, var: str) -> Time:
        if var in self.conduct.times:
            return (Guarded(TRUE, Term("A", self.conduct.times[var])),)
        if var in self._calendar:
            notice, months = self._calendar[var]
            if notice in self.conduct.times:
                at = self.case.low.incident.at
                return (Guarded(TRUE, Term("A", add_months(at + self.conduct.times[notice], months) - at)),)
        meaning = self._meaning.get(var)
        if isinstance(meaning, Pivot):
            return self._pivot(var, meaning)
        if isinstance(meaning, Earliest):
            return self._earliest(var, meaning)
        if meaning is not None:
            found = self.minutes(meaning)
            never = -self.graph.any(*(g for g, _ in found))
            return found if never == FALSE else (*found, Guarded(never, Term("A")))
        return (Guarded(TRUE, Term(var)),)

    def _earliest(self, var: str, meaning: Earliest) -> Time:
        """The earliest of several fixed instants; itself, where they are not fixed."""
        every = [one for time in meaning.of for one in self.minutes(time)]
        if any(term.var != "A" for _, term in every):
            return (Guarded(TRUE, Term(var)),)
        g = self.graph
        by_instant: dict[int, list[Lit]] = {}
        for guard, term in every:
            by_instant.setdefault(term.plus, []).append(guard)
        out: list[Guarded] = []
        earlier: Lit = FALSE
        for at in sorted(by_instant):
            here = g.any(*by_instant[at])
            out.append(Guarded(g.all(here, -earlier), Term("A", at)))
            earlier = g.any(earlier, here)
        return tuple(o for o in out if o.guard != FALSE)

    def _pivot(self, var: str, pivot: Pivot) -> Time:
        """The first of some fixed instants by which a rule is met; itself, where they are not fixed."""
        terms = [one.term for v in pivot.among for one in self.time(v)]
        if any(term.var != "A" for term in terms):
            return (Guarded(TRUE, Term(var)),)
        g = self.graph
        out: list[Guarded] = []
        happens = self.lit(pivot.happens)
        earlier: list[Lit] = []
        for at in sorted({term.plus for term in terms}):
            met = Assumed._at(self, var, at, pivot.met)
            out.append(Guarded(g.all(happens, met, *(-e for e in earlier)), Term("A", at)))
            earlier.append(met)
        never = -g.any(*(o.guard for o in out))
        out.append(Guarded(never, Term("A")))
        return tuple(o for o in out if o.guard != FALSE)

    def _at(self, var: str, at: int, lit: Lit) -> Lit:
        """Something, if a variable stood at an instant."""
        kept = self._rewriting, self._times, self._known
        self._known = {}
        self._times = {**self._times, var: (Guarded(TRUE, Term("A", at)),)}
        leaf = Settling(self.time, self._choices, self._times)
        self._rewriting = Rewriting(self.graph, leaf, kept[0].made.copy(leaf, ()))
        try:
            return self.lit(lit)
        finally:
            self._rewriting, self._times, self._known = kept
