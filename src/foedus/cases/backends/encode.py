"""The case graph as clauses (Tseitin 1968), and the part of a model on which what was asked rests."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from foedus.cases.backends.clauses import Solver, exactly_one, sorted_counts
from foedus.cases.graph import AtLeast, Atom, Graph, Is, Lit
from foedus.cases.kit import Clauses, Holding
from foedus.cases.theory import negation


class Encoding:
    """Nodes of a graph as literals of a solver; each node once, when it is first asked for.

    `literal`: what stands for a literal of the graph in the solver. `support`: comparisons which, with the choices of a
    model, make conditions hold. `inputs`: literals that settle all on which conditions rest: first values of choices,
    comparisons that fail. `holding`: searches that decide no more than is needed, where there is C.
    """

    def __init__(self, graph: Graph, solver: Solver) -> None:
        self.graph = graph
        self.solver = solver
        true = solver.new()
        solver.add(true)
        self.choices: dict[str, list[int]] = {}  # choice -> the literal of each value
        self.atoms: dict[Atom, int] = {}
        self.between: dict[tuple[str, str], list[int]] = {}  # the constants compared with, in order
        self._counts: dict[tuple[int, ...], list[int]] = {}
        self._clauses: Any = graph.kit.clauses(
            graph.core, solver.raw, solver.clause, self._leaf, self.choices
        )
        made: Clauses = self._clauses
        made.put(1, true)
        self.literal, self.support, self.inputs = made.literal, made.support, made.inputs
        self.holding: Holding | None = self._clauses if graph.kit.solver else None

    def literals(self, lits: Sequence[Lit]) -> list[int]:
        """What stands for each of these in the solver."""
        return list(map(self.literal, lits))

    def chosen(self, roots: Sequence[Lit], model: list[int]) -> list[tuple[Is, bool]]:
        """Values of choices that make conditions hold with the comparisons of a model, and whether they are taken.

        Where there is C, `holding` says so of its own searches.
        """
        return self._clauses.chosen(roots, model)

    def _leaf(self, node: int) -> int:
        """The literal of a choice, a comparison or a count."""
        key = self.graph.nodes[node]
        if isinstance(key, Is):
            return self.choice(key.choice)[key.value]
        if isinstance(key, Atom):
            return self.atom(key)
        assert isinstance(key, AtLeast)
        parts = tuple(map(self.literal, key.parts))
        counts = self._counts.get(parts)
        if counts is None:
            counts = self._counts[parts] = sorted_counts(self.solver, parts)
        return counts[key.need - 1]

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
            solver.choice(found)
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
