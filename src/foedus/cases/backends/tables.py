"""What one party can contribute to several sums at once, its own choices and times eliminated."""

from collections.abc import Iterator, Mapping, Sequence

from foedus.cases.backends.alike import Shape, Shapes
from foedus.cases.backends.coding import Coding
from foedus.cases.backends.diagrams import Node
from foedus.cases.backends.eliminate import theory
from foedus.cases.backends.parties import NOBODY, Parties
from foedus.cases.graph import AllOf, AtLeast, Atom, Is, Lit

Table = Sequence[tuple[tuple[int, ...], Node]]


class Tables:
    """Tables by shape: like parties share one."""

    def __init__(self, coding: Coding, parties: Parties) -> None:
        self._coding = coding
        self._dia = coding.diagrams
        self._parties = parties
        self._shapes = Shapes(parties)
        self._by_key: dict[tuple[tuple[int, ...], ...], Table] = {}
        self._filled: dict[Shape, Table] = {}
        self._looks: dict[tuple[tuple[int, ...], ...], frozenset[str]] = {}

    def of(self, counted: Sequence[Sequence[Lit]]) -> Table:
        """By contributions to the sums: when the party can make them."""
        shape = self._shapes.of(counted)
        found = self._filled.get(shape)
        if found is None:
            if shape.key not in self._by_key:
                self._by_key[shape.key] = self._made(counted, shape)
            names = {f"slot {i}": slot(node) for i, node in enumerate(shape.slots)}
            for name in names.values():
                self._dia.var(name)
            found = [(k, self._dia.let(names, node)) for k, node in self._by_key[shape.key]]
            self._filled[shape] = found
        return found

    def looks(self, counted: Sequence[Sequence[Lit]]) -> frozenset[str]:
        """The variables that the table may look at."""
        shape = self._shapes.of(counted)
        if shape.key not in self._looks:
            self.of(counted)
        return self._looks[shape.key].union(map(slot, shape.slots))

    def is_slot(self, node: int) -> bool:
        """Whether a node is shared and no leaf."""
        return self._shapes.is_slot(node)

    def slots(self, counted: Sequence[Sequence[Lit]]) -> tuple[int, ...]:
        """The shared nodes that the conditions look at."""
        return self._shapes.of(counted).slots

    def shared_choices(self, counted: Sequence[Sequence[Lit]]) -> set[str]:
        """The shared choices that the conditions look at themselves."""
        keys = (self._parties.graph.nodes[node] for node in self.leaves(counted))
        return {
            key.choice
            for key in keys
            if isinstance(key, Is) and self._parties.whose_choice(key.choice) == NOBODY
        }

    def shared_times(self, counted: Sequence[Sequence[Lit]]) -> set[str]:
        """The shared times that the conditions look at themselves."""
        keys = (self._parties.graph.nodes[node] for node in self.leaves(counted))
        times = {t for key in keys if isinstance(key, Atom) for t in key[:2]}
        return {t for t in times if self._parties.whose_time(t) == NOBODY}

    def leaves(self, counted: Sequence[Sequence[Lit]]) -> list[int]:
        """The leaves that the conditions look at, slots aside."""
        found: list[int] = []
        seen: set[int] = set()
        todo = [abs(lit) for lits in counted for lit in lits]
        while todo:
            node = todo.pop()
            if node in seen or self._shapes.is_slot(node):
                continue
            seen.add(node)
            key = self._parties.graph.nodes[node]
            if isinstance(key, (AllOf, AtLeast)):
                todo.extend(map(abs, key.parts))
            elif key is not None:
                found.append(node)
        return found

    def own(self, key: Is | Atom) -> list[str]:
        """The variables of a leaf of one party: the same ones for all parties, since only one is looked at a time."""
        if isinstance(key, Is):
            return self._coding.digits(key.choice, self._alias(key.choice))
        return [self._coding.name(self._renamed(key))]

    def _alias(self, name: str) -> str:
        place = self._shapes.place(name)
        return f"own {place}" if place else name

    def _renamed(self, atom: Atom) -> Atom:
        """A comparison with the party's n-th time for its time, or its negation: in the graph's order of words."""
        u, v = self._alias(atom.u), self._alias(atom.v)
        return Atom(u, v, atom.c) if u < v else Atom(v, u, -atom.c - 1)

    def _leaf(self, key: Is | Atom) -> Node:
        if isinstance(key, Is):
            return self._coding.value(key.choice, key.value, self._alias(key.choice))
        return self._coding.within(self._alias(key.u), self._alias(key.v), key.c)

    def _made(self, counted: Sequence[Sequence[Lit]], shape: Shape) -> Table:
        dia, coding, whose = self._dia, self._coding, self._parties.whose
        memo: dict[int, Node] = {node: dia.var(f"slot {i}") for i, node in enumerate(shape.slots)}
        nodes = [[coding.node(lit, memo, self._leaf) for lit in lits] for lits in counted]
        keys = [self._parties.graph.nodes[node] for node in self.leaves(counted) if whose(node) != NOBODY]
        forget = {digit for key in keys if isinstance(key, Is) for digit in self.own(key)}
        atoms = {self._renamed(key) for key in keys if isinstance(key, Atom)}
        times = sorted(
            {self._alias(t) for key in keys if isinstance(key, Atom) for t in key[:2] if self._is_own(t)}
        )
        possible, gone, left = theory(coding, atoms, times)
        forget |= gone
        self._looks[shape.key] = frozenset(self._shared(counted)).union(map(coding.name, left))
        rows: Mapping[tuple[int, ...], Node] = {(): possible}
        for lits in nodes:
            rows = {(*k, 0): f for k, f in rows.items()}
            for lit in lits:
                more: dict[tuple[int, ...], Node] = {}
                for k, f in rows.items():
                    for to, part in (((*k[:-1], k[-1] + 1), f & lit), (k, f & ~lit)):
                        if part != dia.false:
                            more[to] = more[to] | part if to in more else part
                rows = more
            dia.check()
        return [(k, dia.exist(forget, f)) for k, f in sorted(rows.items(), reverse=True)]

    def _shared(self, counted: Sequence[Sequence[Lit]]) -> Iterator[str]:
        """The variables of the shared leaves that the conditions look at."""
        for node in self.leaves(counted):
            key = self._parties.graph.nodes[node]
            if isinstance(key, (Is, Atom)) and self._parties.whose(node) == NOBODY:
                yield from self._coding.names(key)

    def _is_own(self, time: str) -> bool:
        return self._parties.whose_time(time) != NOBODY


def slot(node: int) -> str:
    """The variable of a shared node."""
    return f"node {node}"
