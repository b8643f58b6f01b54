"""The backend of decision diagrams: all completions at once."""

from collections.abc import Iterable
from fractions import Fraction

from foedus.cases.backends.base import Clock, OutOfBudgetError
from foedus.cases.backends.coding import Coding
from foedus.cases.backends.completions import Set
from foedus.cases.backends.diagrams import Diagrams, Node, no_room
from foedus.cases.backends.question import Question
from foedus.cases.graph import TRUE, Graph, Lit


class Bdd:
    """Questions over all values of some choices at once.

    Args:
        graph: the case graph; it may grow between questions.
        domain: what every case meets.
        budget: seconds for all questions together.
        nodes: how many nodes of diagrams there may be at once.
        python: use the pure Python diagrams even where CUDD is there.

    >>> from foedus.cases.graph import Choice
    >>> g = Graph()
    >>> _ = g.choice(Choice("?clock", ("a day", "three days", "a week"), "point"))
    >>> hours = (24, 72, 168)
    >>> domain = g.all(g.within("A", "D", 0),
    ...     g.any(*(g.all(g.chosen("?clock", i), g.within("D", "A", h)) for i, h in enumerate(hours))))
    >>> late = Bdd(g, domain).project(g.within("A", "D", -72), ["?clock"])
    >>> late.count(), late.cover()
    (2, [{'?clock': frozenset({1, 2})}])
    """

    def __init__(
        self,
        graph: Graph,
        domain: Lit = TRUE,
        budget: float | None = None,
        *,
        nodes: int = 5_000_000,
        python: bool = False,
    ) -> None:
        self.graph = graph
        self.domain = domain
        self._dia = Diagrams(nodes, Clock(budget), python=python)
        self._coding = Coding(graph, self._dia)
        self._found: dict[tuple[Lit, tuple[str, ...]], Node] = {}

    @property
    def native(self) -> bool:
        """Whether CUDD answers; otherwise the pure Python diagrams do, with the same answers."""
        return self._dia.native

    def project(self, lit: Lit, keep: Iterable[str]) -> Set:
        """The values of the named choices for which a case in the domain exists in which this holds.

        Raises:
            OutOfBudgetError: the time or the nodes were not enough.
        """
        names = tuple(keep)
        return Set(self._coding, names, self._project(lit, names), lambda: self._project(TRUE, names))

    def share(self, lit: Lit, over: Iterable[str]) -> Fraction:
        """The share of the assignments of these choices possible in the domain for which this can hold.

        Times are projected out first: a share never counts minutes.
        """
        names = tuple(over)
        possible = self.project(TRUE, names).count()
        return Fraction(self.project(lit, names).count(), possible) if possible else Fraction(0)

    def _project(self, lit: Lit, names: tuple[str, ...]) -> Node:
        found = self._found.get((lit, names))
        if found is None:
            found = self._found[lit, names] = self._asked(self.graph.all(self.domain, lit), names)
        return found

    def _asked(self, whole: Lit, names: tuple[str, ...]) -> Node:
        """The answer; with variables ordered anew all along if it needs much room otherwise."""
        for careful in (False, True):
            if careful:
                self._dia.careful()
            try:
                return Question(self.graph, self._coding, whole, names).answer()
            except (ValueError, MemoryError) as error:
                if not no_room(error):
                    raise
        raise OutOfBudgetError(f"no room for decision diagrams within {self._dia.nodes} nodes")
