"""Two lowerings of one draft in one graph: whether there is a case of which they say otherwise, and which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from foedus.cases.backends.sat import Sat
from foedus.cases.cell import Cell
from foedus.cases.graph import FALSE, TRUE, AllOf, Atom, Graph, Is, Lit
from foedus.cases.times import NEVER, Earliest, Guarded, Pivot, Term, Time, Times
from tests.cases.agreement import HORIZON
from tests.cases.mutation.told import Name, Told


class Side:
    """One of two lowerings, said in a graph of both.

    Args:
        told: the lowering.
        graph: the graph of both.
    """

    def __init__(self, told: Told, graph: Graph) -> None:
        self.told, self.graph = told, graph
        self.vars: dict[str, str] = {}  # what its times with a variable of their own are called, if otherwise
        self.memo: dict[int, Lit] = {1: TRUE}

    def time(self, time: Time) -> Time:
        return tuple(Guarded(self.lit(guard), self.term(term)) for guard, term in time)

    def term(self, term: Term) -> Term:
        return Term(self.vars.get(term.var, term.var), term.plus)

    def lit(self, lit: Lit) -> Lit:
        node = abs(lit)
        if node not in self.memo:
            for one in self.told.graph.cone([node]):
                if one not in self.memo:
                    self.memo[one] = self._node(one)
        return self.memo[node] if lit > 0 else -self.memo[node]

    def _node(self, node: int) -> Lit:
        key: Any = self.told.graph.nodes[node]
        g = self.graph
        if isinstance(key, Is):
            values = self.told.graph.choices[key.choice].values
            if not 0 <= key.value < len(values):
                return FALSE
            return g.chosen(key.choice, g.choices[key.choice].values.index(values[key.value]))
        if isinstance(key, Atom):
            return g.within(self.vars.get(key.u, key.u), self.vars.get(key.v, key.v), key.c)
        parts = [self.memo[p] if p > 0 else -self.memo[-p] for p in key.parts]
        return g.all(*parts) if isinstance(key, AllOf) else g.at_least(key.need, parts)

    def own(self) -> Lit:
        """What each case meets: also that each choice has one of the values that this lowering knows."""
        g = self.graph
        known = [
            g.among(name, [g.choices[name].values.index(v) for v in choice.values])
            for name, choice in self.told.graph.choices.items()
        ]
        return g.all(self.lit(self.told.space), *known)


class Twin:
    """A lowering and a second one of the same draft, put into one graph.

    Args:
        one: the first.
        two: the second.
    """

    def __init__(self, one: Told, two: Told) -> None:
        self.one, self.two = one, two
        self.graph = Graph()
        self.t = Times(self.graph)
        for told in (one, two):
            for choice in told.graph.choices.values():
                known = self.graph.choices.get(choice.name, choice)
                values = tuple(dict.fromkeys((*known.values, *choice.values)))
                self.graph.choices[choice.name] = replace(known, values=values)
        for told in (one, two):
            for name, group in told.graph.times.items():
                if told is one or name not in two.named:
                    self.graph.times.setdefault(name, group)
        self.left, self.right = Side(one, self.graph), Side(two, self.graph)
        self.odd: list[str] = []  # times of which it is not plain that they are what they are to be
        self.names = {var: {self.left.lit(x) for x in found} for var, found in one.named.items()}
        for var in two.meant:
            self._name(var)
        self.first, self.space = self.left.own(), self.right.own()
        self.named = [lit for found in self.names.values() for lit in found]
        self.named += [self.right.lit(lit) for found in two.named.values() for lit in found]

    def cell(self, told: Told, cell: Cell) -> Cell:
        """A case as one of the two numbers its choices; what it does not know is left out."""
        choices: dict[str, int] = {}
        for name, choice in told.graph.choices.items():
            label = self.graph.choices[name].values[cell.choices.get(name, 0)]
            choices[name] = choice.values.index(label) if label in choice.values else 0
        return Cell(choices, cell.times)

    # ---- questions -----------------------------------------------------------------------------------------------

    def beside(self, seconds: float) -> Iterator[tuple[bool, Cell]]:
        """A case of the first that is none of the second, and one of the second that is none of the first."""
        g = self.graph
        for lost, mine, other, lit in (
            (True, self.one, self.two, g.all(self.first, -self.space)),
            (False, self.two, self.one, g.all(self.space, -self.first)),
        ):
            unknown = [c for name, c in g.choices.items() if name not in mine.graph.choices]
            if lit == FALSE or any(c.kind == "incident" for c in unknown):
                continue
            quiet = [g.chosen(c.name, 0) for c in unknown]  # what it does not know does not happen
            events = other.case.low.leaves.all
            quiet += [g.within("A", events[c.name].var, 0) for c in unknown if c.name in events]
            cell = self._solve(g.all(*self.named), g.all(lit, *quiet), seconds)
            if cell is not None:
                yield lost, cell

    def knows(self, told: Told, cell: Cell) -> bool:
        """Whether a lowering knows the values of all choices of a case."""
        return all(
            self.graph.choices[name].values[cell.choices.get(name, 0)] in choice.values
            for name, choice in told.graph.choices.items()
        )

    def apart(self) -> list[tuple[Name, Lit]]:
        """What they tell otherwise, and in which cases."""
        out: list[tuple[Name, Lit]] = []
        for name in dict.fromkeys((*self.one.times, *self.two.times)):
            one = self.left.time(self.one.times.get(name, NEVER))
            two = self.right.time(self.two.times.get(name, NEVER))
            if set(one) != set(two):
                out.append((name, -self._same(one, two)))
        for name in dict.fromkeys((*self.one.lits, *self.two.lits)):
            one = self.left.lit(self.one.lits.get(name, FALSE))
            two = self.right.lit(self.two.lits.get(name, FALSE))
            out.append((name, -self.graph.same(one, two)))
        return [(name, lit) for name, lit in out if lit != FALSE]

    def cases(self, apart: list[tuple[Name, Lit]], seconds: float) -> Iterator[tuple[Name, Cell]]:
        """Cases that both have and of which they tell something otherwise; none if there is no such case."""
        g = self.graph
        domain = g.all(self.first, self.space, *self.named)
        whole = self._solve(domain, g.any(*(lit for _, lit in apart)), seconds)
        if whole is None:
            return
        for name, lit in apart:
            cell = self._solve(domain, lit, seconds)
            if cell is not None:
                yield name, cell

    def _solve(self, domain: Lit, lit: Lit, seconds: float) -> Cell | None:
        sat = Sat(self.graph, domain)
        near = self._near()
        return sat.solve(lit, near, budget=seconds) or sat.solve(lit, budget=seconds)

    def _near(self) -> Lit:
        """Whatever takes place does so within half a year of the attack, or two years before it."""
        g = self.graph
        return g.all(*(
            g.all(g.within(leaf.var, "A", HORIZON // 2), g.within("A", leaf.var, 2 * HORIZON))
            for leaf in self.one.case.low.leaves.all.values()
        ))  # fmt: skip

    def _same(self, one: Time, two: Time) -> Lit:
        t, g = self.t, self.graph
        return g.any(g.all(-t.exists(one), -t.exists(two)), t.same(one, two))

    def _name(self, var: str) -> None:
        """A time with a variable of its own is the first's where it is the same; else it gets a variable more."""
        side = self.right
        before = set(side.memo)
        mine = {side.lit(x) for x in self.two.named.get(var, ())}
        if mine == self.names.get(var, set()):
            return
        for node in side.memo.keys() - before:
            del side.memo[node]
        fresh = f"{var}'"
        side.vars[var] = fresh
        self.graph.times[fresh] = self.two.graph.times.get(var, "")
        if not self._plain(var):
            self.odd.append(var)

    def _plain(self, var: str) -> bool:
        """Whether what is said of a variable is what is to be said of a time of this meaning."""
        meant = self.two.meant[var]
        if isinstance(meant, (Pivot, Earliest)):
            return False
        time, here, t, g = self.right.time(meant), self.right.term(Term(var)), self.t, self.graph
        terms = (*time, Guarded(-t.exists(time), Term("A")))
        right = {g.any(-x, g.all(t.term_le(here, s), t.term_le(s, here))) for x, s in terms}
        return right - {TRUE} == {self.right.lit(x) for x in self.two.named.get(var, ())} - {TRUE}
