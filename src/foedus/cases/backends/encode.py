"""The case graph as clauses (Tseitin 1968), and the part of a model on which what was asked rests."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from foedus.cases.backends.glucose import Glucose, exactly_one, sorted_counts
from foedus.cases.graph import AllOf, AtLeast, Atom, Graph, Is, Lit
from foedus.cases.theory import negation


class Encoding:
    """Nodes of a graph as literals of a solver; each node once, when it is first asked for."""

    def __init__(self, graph: Graph, solver: Glucose) -> None:
        self.graph = graph
        self.solver = solver
        true = solver.new()
        solver.add(true)
        self.variable: dict[int, int] = {1: true}  # node -> variable
        self.choices: dict[str, list[int]] = {}  # choice -> the literal of each value
        self.atoms: dict[Atom, int] = {}
        self.between: dict[tuple[str, str], list[int]] = {}  # the constants compared with, in order
        self._counts: dict[tuple[int, ...], list[int]] = {}
        self._weight: dict[int, int] = {1: 0}  # node -> about how many comparisons it rests on
        self._order: dict[int, list[tuple[int, int]]] = {}
        self._key = graph.nodes

    def literal(self, lit: Lit) -> int:
        """What stands for this literal of the graph in the solver."""
        node = abs(lit)
        if node not in self.variable:
            for one in self.graph.cone([node], self.variable):
                self._encode(one)
        return self.variable[node] if lit > 0 else -self.variable[node]

    def literals(self, lits: Sequence[Lit]) -> list[int]:
        """What stands for each of these in the solver."""
        variable = self.variable
        try:
            return [variable[lit] if lit > 0 else -variable[-lit] for lit in lits]
        except KeyError:
            return [self.literal(lit) for lit in lits]

    def _encode(self, node: int) -> None:
        key = self._key[node]
        variable, solver, weight = self.variable, self.solver, 0
        if isinstance(key, Is):
            variable[node] = self.choice(key.choice)[key.value]
        elif isinstance(key, Atom):
            variable[node], weight = self.atom(key), 1
        elif isinstance(key, AllOf):
            add, new = solver.clause, solver.new()
            variable[node] = new
            whole = [new]
            for p in key.parts:
                part = variable[p] if p > 0 else -variable[-p]
                whole.append(-part)
                add((-new, part))
            add(whole)
            weight = sum(self._weight[abs(p)] for p in key.parts)
        elif isinstance(key, AtLeast):
            parts = tuple(variable[p] if p > 0 else -variable[-p] for p in key.parts)
            counts = self._counts.get(parts)
            if counts is None:
                counts = self._counts[parts] = sorted_counts(solver, parts)
            variable[node] = counts[key.need - 1]
            weight = sum(self._weight[abs(p)] for p in key.parts)
        self._weight[node] = weight

    def choice(self, name: str) -> list[int]:
        """The literal of each value of a choice."""
        found = self.choices.get(name)
        if found is None:
            solver, size = self.solver, len(self.graph.choices[name].values)
            if size == 2:
                yes = solver.new()
                found = [-yes, yes]
            else:
                found = [solver.new() for _ in range(size)]
                exactly_one(solver, found)
            self.choices[name] = found
        return found

    def atom(self, atom: Atom) -> int:
        """The literal of a comparison; comparisons of the same two times follow from one another in order."""
        if atom.u > atom.v:
            return -self.atom(negation(atom))
        found = self.atoms.get(atom)
        if found is None:
            found = self.atoms[atom] = self.solver.new()
            row = self.between.setdefault((atom.u, atom.v), [])
            at = bisect_left(row, atom.c)
            if at > 0:
                self.solver.add(-self.atoms[Atom(atom.u, atom.v, row[at - 1])], found)
            if at < len(row):
                self.solver.add(-found, self.atoms[Atom(atom.u, atom.v, row[at])])
            row.insert(at, atom.c)
        return found

    def signed(self, atom: Atom, model: Sequence[int]) -> Atom:
        """The comparison or its negation, whichever the model says."""
        return atom if model[self.atoms[atom] - 1] > 0 else negation(atom)

    def support(self, roots: Iterable[Lit], model: Sequence[int]) -> list[Atom]:
        """Comparisons which, with the choices of the model, make these hold.

        Where one of several parts is enough, the one that rests on the fewest comparisons is taken.
        """
        variable, weight, keys = self.variable, self._weight, self._key
        needed: list[Atom] = []
        seen: set[int] = set()
        todo = [abs(r) for r in roots]
        while todo:
            node = todo.pop()
            if node in seen or not weight[node]:
                continue
            seen.add(node)
            key = keys[node]
            holds = model[variable[node] - 1] > 0
            if isinstance(key, Atom):
                needed.append(key if holds else negation(key))
            elif isinstance(key, AllOf):
                if holds:
                    todo.extend(map(abs, key.parts))
                else:
                    todo.append(self._cheapest(node, False, 1, model)[0])
            elif isinstance(key, AtLeast):
                count = key.need if holds else len(key.parts) - key.need + 1
                todo.extend(self._cheapest(node, holds, count, model))
        return needed

    def chosen(self, roots: Iterable[Lit], model: Sequence[int]) -> list[tuple[Is, bool]]:
        """Values of choices which, with the comparisons of `support`, make these hold; and which of them are taken."""
        variable, keys = self.variable, self._key
        needed: list[tuple[Is, bool]] = []
        seen: set[int] = set()
        todo = [abs(r) for r in roots]
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            key, literal = keys[node], variable[node]
            holds = (model[abs(literal) - 1] > 0) == (literal > 0)
            if isinstance(key, Is):
                needed.append((key, holds))
            elif isinstance(key, AllOf):
                todo.extend(map(abs, key.parts) if holds else self._cheapest(node, False, 1, model))
            elif isinstance(key, AtLeast):
                count = key.need if holds else len(key.parts) - key.need + 1
                todo.extend(self._cheapest(node, holds, count, model))
        return needed

    def _cheapest(self, node: int, holds: bool, count: int, model: Sequence[int]) -> list[int]:
        """Parts of a node that hold, or do not; those that rest on the fewest comparisons."""
        order = self._order.get(node)
        if order is None:
            order = self._order[node] = self._sorted(node)
        found: list[int] = []
        for part, literal in order:
            if (model[literal - 1] > 0 if literal > 0 else model[-literal - 1] < 0) == holds:
                found.append(part)
                if len(found) == count:
                    break
        return found

    def _sorted(self, node: int) -> list[tuple[int, int]]:
        """The parts of a node, each with its literal, by how many comparisons they rest on."""
        key, variable = self._key[node], self.variable
        assert isinstance(key, (AllOf, AtLeast))
        parts = sorted(key.parts, key=lambda p: self._weight[abs(p)])
        return [(abs(p), variable[p] if p > 0 else -variable[-p]) for p in parts]
