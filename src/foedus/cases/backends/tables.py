"""What one party can contribute to several sums at once, its own choices and times eliminated."""

from collections.abc import Mapping, Sequence

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

    def of(self, who: str, counted: Sequence[Sequence[Lit]]) -> Table:
        """By contributions to the sums: when the party can make them."""
        shape = self._shapes.of(counted)
        found = self._filled.get(shape)
        if found is None:
            if shape.key not in self._by_key:
                self._by_key[shape.key] = self._made(who, counted, shape)
            names = {f"slot {i}": slot(node) for i, node in enumerate(shape.slots)}
            for name in names.values():
                self._dia.var(name)
            found = [(k, self._dia.let(names, node)) for k, node in self._by_key[shape.key]]
            self._filled[shape] = found
        return found

    def is_slot(self, node: int) -> bool:
        """Whether a node is shared and no leaf."""
        return self._shapes.is_slot(node)

    def slots(self, counted: Sequence[Sequence[Lit]]) -> tuple[int, ...]:
        """The shared nodes that the conditions look at."""
        return self._shapes.of(counted).slots

    def shared_choices(self, counted: Sequence[Sequence[Lit]]) -> set[str]:
        """The shared choices that the conditions look at themselves."""
        keys = (self._parties.graph.nodes[node] for node in self._leaves(counted))
        return {
            key.choice
            for key in keys
            if isinstance(key, Is) and self._parties.whose_choice(key.choice) == NOBODY
        }

    def shared_times(self, counted: Sequence[Sequence[Lit]]) -> set[str]:
        """The shared times that the conditions look at themselves."""
        keys = (self._parties.graph.nodes[node] for node in self._leaves(counted))
        times = {t for key in keys if isinstance(key, Atom) for t in key[:2]}
        return {t for t in times if self._parties.whose_time(t) == NOBODY}

    def _leaves(self, counted: Sequence[Sequence[Lit]]) -> list[int]:
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

    def _made(self, who: str, counted: Sequence[Sequence[Lit]], shape: Shape) -> Table:
        dia, coding, graph = self._dia, self._coding, self._parties.graph
        memo: dict[int, Node] = {node: dia.var(f"slot {i}") for i, node in enumerate(shape.slots)}
        nodes = [[coding.node(lit, memo) for lit in lits] for lits in counted]
        atoms: set[Atom] = set()
        forget: set[str] = set()
        for node in self._leaves(counted):
            key = graph.nodes[node]
            if self._parties.whose(node) != NOBODY:
                if isinstance(key, Atom):
                    atoms.add(key)
                elif isinstance(key, Is):
                    forget.update(coding.digits(key.choice))
        own = sorted({t for a in atoms for t in a[:2] if self._parties.whose_time(t) != NOBODY})
        possible, gone = theory(coding, atoms, own)
        forget |= gone
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


def slot(node: int) -> str:
    """The variable of a shared node."""
    return f"node {node}"
