"""Two case graphs as one, in which whatever both drafts say alike is one and the same node."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from foedus.cases.backends.sat import Sat
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.graph import FALSE, TRUE, AllOf, AtLeast, Atom, Choice, Graph, Is, Lit
from foedus.cases.lower import CaseGraph, events_domain
from foedus.cases.rewrite import Rewriting
from foedus.cases.times import LONG_AGO, Earliest, Guarded, Pivot, Signal, Term, Time

MOMENT = "any moment"
_SELF = "the instant itself"


class Joint:
    """The cases of two drafts.

    Args:
        one, two: drafts lowered at the same instant, over the same facts of the attack.

    A time that follows from others has one variable for both drafts where both say the same of it, so that what is
    alike falls out of every question before it is asked.
    """

    def __init__(self, one: CaseGraph, two: CaseGraph) -> None:
        self.meanings: dict[Any, str] = {}
        self.keys: dict[str, Any] = {}  # what each time of the first draft means
        self.domains: dict[str, tuple[Side, str]] = {}
        self.graph = self._graph(one, two)
        self.graph.times["A"] = ""
        self.graph.times[MOMENT] = ""
        self.one = Side(self, one, "")
        self.two = Side(self, two, "second draft: ")
        self.events = self.graph.all(
            self.one.lit(events_domain(one.low)), self.two.lit(events_domain(two.low))
        )
        self.sat = Sat(self.graph, self.events)
        self._told: dict[str, tuple[Lit, ...]] = {}
        self._below: dict[str, frozenset[str]] = {}
        self._resting: dict[int, frozenset[str]] = {}

    def _graph(self, one: CaseGraph, two: CaseGraph) -> Graph:
        """The graph of the first draft itself, where no choice has more values in the second; else one for both."""
        first, second = one.low.graph.choices, two.low.graph.choices
        choices: list[Choice] = []
        for name in {**first, **second}:
            a, b = first.get(name), second.get(name)
            values = tuple(dict.fromkeys((*(a.values if a else ()), *(b.values if b else ()))))
            known = a or b
            assert known is not None
            choices.append(Choice(name, values, known.kind, known.group))
        own = all(first[c.name].values == c.values for c in choices if c.name in first)
        graph = one.low.graph if own else Graph()
        for choice in choices:
            graph.choice(choice)
        return graph

    def given_alike(self) -> "Side":
        """The second draft once more, to be told step by step what of it comes as in the first."""
        return Side(self, self.two.case, "second draft, so far alike: ")

    # ---- questions -----------------------------------------------------------------------------------------------

    def solve(self, *lits: Lit, prefer: Sequence[Lit] = (), budget: float | None = None) -> Cell | None:
        """A case in which all of these hold; None if there is none."""
        if FALSE in lits:
            return None
        within = self.within([*lits, *prefer])
        return self.sat.solve(*within, *lits, prefer=prefer, budget=budget)

    def implies(self, one: Lit, two: Lit, budget: float | None = None) -> bool:
        """Whether the second holds in every case in which the first does."""
        return self.graph.all(one, -two) == FALSE or self.solve(one, -two, budget=budget) is None

    def ever(self, lit: Lit, terms: Iterable[Term]) -> Lit:
        """Whether something that is said of any moment holds at one of these."""
        g = self.graph
        found: list[Lit] = []
        for term in dict.fromkeys(terms):

            def leaf(key: Is | Atom, node: int, here: Term = term) -> Lit:
                if isinstance(key, Is):
                    return node
                if key.u == MOMENT:
                    return g.within(here.var, key.v, key.c - here.plus)
                return g.within(key.u, here.var, key.c + here.plus) if key.v == MOMENT else node

            found.append(Rewriting(g, leaf).lit(lit))
        return g.any(*found)

    def within(self, roots: Iterable[Lit]) -> list[Lit]:
        """What the times are on which these rest, and what these in turn rest on."""
        found: dict[str, None] = {}
        todo = list(self._vars(roots))
        while todo:
            var = todo.pop()
            if var not in found:
                found[var] = None
                todo += [v for v in self._rests(var) if v not in found]
        return [lit for var in found for lit in self._meaning(var)]

    def _rests(self, var: str) -> frozenset[str]:
        if var not in self._below:
            self._below[var] = self._vars(self._meaning(var))
        return self._below[var]

    def _vars(self, roots: Iterable[Lit]) -> frozenset[str]:
        """The times that follow from others on which these rest; what each node rests on is kept."""
        known, nodes, domains = self._resting, self.graph.nodes, self.domains
        empty: frozenset[str] = frozenset()
        out: set[str] = set()
        for root in roots:
            todo = [abs(root)]
            while todo:
                node = todo[-1]
                if node in known:
                    todo.pop()
                    continue
                key = nodes[node]
                if isinstance(key, (AllOf, AtLeast)):
                    missing = [q for p in key.parts if (q := p if p > 0 else -p) not in known]
                    if missing:
                        todo += missing
                        continue
                    sets = {s for p in key.parts if (s := known[p if p > 0 else -p])}
                    known[node] = (
                        next(iter(sets)) if len(sets) == 1 else empty.union(*sets) if sets else empty
                    )
                elif isinstance(key, Atom):
                    known[node] = frozenset(v for v in (key.u, key.v) if v in domains)
                else:
                    known[node] = empty
                todo.pop()
            out |= known[abs(root)]
        return frozenset(out)

    def told(self, var: str) -> tuple[Lit, ...]:
        """What a time is that follows from others."""
        return self._meaning(var)

    def _meaning(self, var: str) -> tuple[Lit, ...]:
        if var not in self._told:
            side, own = self.domains[var]
            self._told[var] = tuple(side.lit(lit) for lit in side.case.low.t.domain[own])
        return self._told[var]


class Side:
    """One of two drafts, brought into the graph of both."""

    def __init__(self, joint: Joint, case: CaseGraph, prefix: str) -> None:
        self.joint, self.graph, self.case, self.prefix = joint, joint.graph, case, prefix
        low = case.low
        self._new: dict[int, Lit] = {1: TRUE}
        self._names: dict[str, str] = {}
        self._meanings: dict[str, Time | Pivot | Earliest | tuple[str, int]] = dict(low.t.names)
        self._meanings |= {end: (notice, months) for end, notice, months in low.memo.get("calendar", ())}
        self._own = {*low.t.domain, *self._meanings}
        self._told = False
        self._cuts: list[tuple[frozenset[Lit], Lit]] = []
        self.itself = self.graph is low.graph
        self._begin()
        for var, group in low.graph.times.items():
            if var not in self._own:
                self.graph.times[var] = group

    def _begin(self) -> None:
        """Nodes that both drafts begin with are told to be the same without looking at them one by one."""
        if self.itself:
            self.joint.domains.update({var: (self, var) for var in self.case.low.t.domain})
            return
        if not self.prefix or not self.joint.one.itself:
            return
        first, mine = self.joint.one.case.low.graph, self.case.low.graph
        met: dict[str, int] = {}
        same = 2
        for a, b in islice(zip(first.nodes, mine.nodes, strict=False), 2, None):
            if a != b or not self._alike(a, met, same):
                break
            same += 1
        while True:  # what a time means must lie within what is the same
            wrong = [at for var, at in met.items() if self._last(var) >= same and at < same]
            if not wrong:
                break
            same = min(wrong)
        self._new.update(zip(range(2, same), range(2, same), strict=True))
        self._names.update({var: var for var, at in met.items() if at < same})

    def _alike(self, key: Any, met: dict[str, int], at: int) -> bool:
        if isinstance(key, Is):
            a, b = (side.case.low.graph.choices[key.choice] for side in (self.joint.one, self))
            return a.values == b.values
        if isinstance(key, Atom):
            for var in (key.u, key.v):
                if var in self._own:
                    mine = self._meanings.get(var)
                    if mine is None or self.joint.one.raw(var) != mine:
                        return False
                    met.setdefault(var, at)
        return True

    def _last(self, var: str) -> int:
        """The last node that the meaning of a time rests on."""
        meaning: Any = self._meanings.get(var)
        if isinstance(meaning, Pivot):
            return max(abs(meaning.happens), abs(meaning.met))
        if isinstance(meaning, Earliest):
            return max((abs(g) for time in meaning.of for g, _ in time), default=0)
        if len(meaning) == 2 and isinstance(meaning[0], str):
            return 0
        return max((abs(g) for g, _ in meaning), default=0)

    def register(self) -> None:
        """Tell the meaning of each time, for the other draft to find its own by."""
        if self.itself and not self._told:
            self._told = True
            for var in self._meanings:
                key = self._key(var)
                self.joint.meanings.setdefault(key, var)
                self.joint.keys[var] = key

    def raw(self, name: str) -> Any:
        """What a time is, in this draft's own graph."""
        return self._meanings.get(name)

    # ---- times ---------------------------------------------------------------------------------------------------

    def alike(self, mine: Time, theirs: Time, apart: frozenset[str] = frozenset()) -> None:
        """From now on a time of this draft is taken to come when the other draft's does.

        Args:
            mine: the time in this draft's own graph.
            theirs: the time of the other draft, in the graph of both.
            apart: time variables of this draft that stay its own.
        """
        if len(mine) != len(theirs):
            return
        for (guard, term), (held, other) in zip(mine, theirs, strict=True):
            if term.plus != other.plus or (term.var != other.var and term.var not in self._own):
                continue
            if term.var in apart and self.var(term.var) != other.var:
                continue
            if term.var in self._own and self._names.get(term.var) != other.var:
                self._names[term.var] = other.var
                self._forget(term.var)
            self.held(guard, held)

    def _forget(self, var: str) -> None:
        """Look anew at what was said with a time of its own, in telling what that time is."""
        domain, own, hanging = self.case.low.t.domain.get(var, []), self.case.low.graph, set[int]()
        for node in own.cone(domain):
            key = own.nodes[node]
            if (isinstance(key, Atom) and var in (key.u, key.v)) or (
                isinstance(key, (AllOf, AtLeast)) and any(abs(p) in hanging for p in key.parts)
            ):
                hanging.add(node)
                self._new.pop(node, None)

    def held(self, mine: Lit, theirs: Lit) -> None:
        """From now on a condition of this draft is taken to hold when the other draft's does."""
        if mine in (TRUE, FALSE):
            return
        if mine < 0:
            mine, theirs = -mine, -theirs
        key = self.case.low.graph.nodes[mine]
        self._new[mine] = theirs
        if isinstance(key, AllOf):
            self._cuts.append((frozenset(key.parts), theirs))

    def var(self, name: str) -> str:
        """A time variable as it is called in both."""
        if self.itself or name not in self._own:
            return name
        if name not in self._names:
            found = self._names[name] = self._name(name)
            if found in self.joint.domains and self.joint.domains[found][0] is self:
                self.joint.told(found)  # before anything of it is taken to come alike
        return self._names[name]

    def _name(self, name: str) -> str:
        self.joint.one.register()
        key = self._key(name)
        found = name if self.joint.keys.get(name) == key else self.joint.meanings.get(key)
        if found is None:
            found = f"{self.prefix}{name}"
            self.joint.meanings[key] = found
            self.graph.times[found] = self.case.low.graph.times.get(name, "")
            if name in self.case.low.t.domain:
                self.joint.domains[found] = (self, name)
        return found

    def _key(self, name: str) -> Any:
        meaning: Any = self._meanings.get(name)
        if isinstance(meaning, Pivot):
            met = self._met(name, meaning.met)
            return "pivot", self.lit(meaning.happens), met, tuple(sorted(self.var(v) for v in meaning.among))
        if isinstance(meaning, Earliest):
            return "earliest", tuple(tuple(sorted(self.time(time))) for time in meaning.of)
        if meaning is None:
            return "own", self.prefix, name
        if len(meaning) == 2 and isinstance(meaning[0], str):
            return "calendar", self.var(meaning[0]), meaning[1]
        return "time", tuple(sorted(self.time(meaning)))  # type: ignore[arg-type]

    def _met(self, name: str, met: Lit) -> Lit:
        """When a rule is met, with a name for the instant itself that is the same in both drafts."""
        own = self.case.low.graph
        hanging: set[int] = set()
        for node in own.cone([met]):
            key = own.nodes[node]
            if (isinstance(key, Atom) and name in (key.u, key.v)) or (
                isinstance(key, (AllOf, AtLeast)) and any(abs(p) in hanging for p in key.parts)
            ):
                hanging.add(node)
        if not hanging:
            return self.lit(met)
        if self.itself:
            g = self.graph
            put = {name: _SELF}

            def leaf(key: Is | Atom, node: int) -> Lit:
                if isinstance(key, Is):
                    return node
                return g.within(put.get(key.u, key.u), put.get(key.v, key.v), key.c)

            return Rewriting(g, leaf).lit(met)
        kept, self._new = self._new, {n: v for n, v in self._new.items() if n not in hanging}
        self._names[name] = _SELF
        try:
            return self.lit(met)
        finally:
            kept.update({n: v for n, v in self._new.items() if n not in hanging})
            self._new = kept
            del self._names[name]

    def time(self, time: Time) -> Time:
        """A time of this draft."""
        pairs = ((self.lit(guard), Term(self.var(term.var), term.plus)) for guard, term in time)
        return tuple(Guarded(guard, term) for guard, term in pairs if guard != FALSE)

    def given(self, guard: Lit, time: Time) -> Time:
        """A time of this draft under a condition of this draft."""
        return self.time(self.case.low.t.given(guard, time))

    def turns(self, signal: Signal) -> list[Term]:
        """The terms at which something may come to hold or cease to, and one long before all."""
        found = (*signal.starts, *signal.stops)
        return [LONG_AGO, *(Term(self.var(term.var), term.plus) for term in found)]

    def at_any_moment(self, signal: Signal) -> Lit:
        """Whether something holds at a moment that may be any."""
        self.case.low.graph.times.setdefault(MOMENT, "")
        return self.lit(signal.at(Term(MOMENT)))

    # ---- conditions ----------------------------------------------------------------------------------------------

    def lit(self, root: Lit) -> Lit:
        """Something that this draft says."""
        if self.itself:
            return root
        own, new = self.case.low.graph, self._new
        g = self.graph
        if abs(root) in new:
            return self._get(root)
        todo = [abs(root)]
        nodes = own.nodes
        while todo:
            node = todo[-1]
            if node in new:
                todo.pop()
                continue
            key = nodes[node]
            if isinstance(key, Is):
                new[node] = self._is(key, own.choices)
            elif isinstance(key, Atom):
                new[node] = g.within(self.var(key.u), self.var(key.v), key.c)
            else:
                assert isinstance(key, (AllOf, AtLeast))
                missing = [q for p in key.parts if (q := p if p > 0 else -p) not in new]
                if missing:
                    todo += missing
                    continue
                new[node] = self._join(key)
            todo.pop()
        return self._get(root)

    def _join(self, key: AllOf | AtLeast) -> Lit:
        g, new = self.graph, self._new
        if isinstance(key, AtLeast):
            return g.at_least(key.need, [new[p] if p > 0 else -new[-p] for p in key.parts])
        left: set[Lit] | tuple[Lit, ...] = key.parts
        instead: list[Lit] = []
        if self._cuts:
            for cut, theirs in self._cuts:
                if len(cut) < len(left) and cut.issubset(left):
                    left = set(left).difference(cut)
                    instead.append(theirs)
        parts = [*instead, *(new[p] if p > 0 else -new[-p] for p in left)]
        known = g.find(AllOf(tuple(sorted(parts))))
        return known if known is not None else g.all(*parts)

    def _get(self, lit: Lit) -> Lit:
        return self._new[lit] if lit > 0 else -self._new[-lit]

    def _is(self, key: Is, choices: Mapping[str, Choice]) -> Lit:
        label = choices[key.choice].values[key.value]
        return self.graph.chosen(key.choice, self.graph.choices[key.choice].values.index(label))

    # ---- cases ---------------------------------------------------------------------------------------------------

    def cell(self, cell: Cell) -> Cell:
        """A case of both as a case of this draft."""
        choices: dict[str, int] = {}
        for name, choice in self.case.low.graph.choices.items():
            label = self.graph.choices[name].values[cell.choices.get(name, 0)]
            choices[name] = choice.values.index(label) if label in choice.values else 0
        times = {leaf.var: cell.times.get(leaf.var, 0) for leaf in self.case.low.leaves.all.values()}
        return Cell(choices, {"A": 0, **times})


class Under:
    """One of two drafts, as it is under an assumed conduct or, with none assumed, as it is.

    Args:
        side: the draft.
        assumed: the conduct.
    """

    def __init__(self, side: Side, assumed: Assumed | None = None) -> None:
        self.side, self.assumed, self.case = side, assumed, side.case

    def lit(self, lit: Lit) -> Lit:
        """Something that this draft says, in the graph of both."""
        return self.side.lit(self.assumed.lit(lit) if self.assumed is not None else lit)

    def time(self, time: Time) -> Time:
        """A time of this draft, in the graph of both."""
        return self.side.time(self.assumed.minutes(time) if self.assumed is not None else time)

    def given(self, guard: Lit, time: Time) -> Time:
        """A time of this draft under a condition of this draft."""
        return self.time(self.case.low.t.given(guard, time))


__all__ = ["MOMENT", "Joint", "Side", "Under"]
