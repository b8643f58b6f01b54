"""Diagrams in C over the values of choices, for conditions that compare no times: small questions, answered at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.backends.completions import Set
from foedus.cases.graph import TRUE, Graph, Lit
from foedus.cases.kit import Forks


class Fork:
    """A condition on choices; equal conditions are equal."""

    __slots__ = ("edge", "forks")

    def __init__(self, forks: Forks, edge: int | None) -> None:
        if edge is None:
            raise OutOfBudgetError("no room for diagrams of choices")
        self.forks, self.edge = forks, edge

    def __and__(self, other: "Fork") -> "Fork":
        return Fork(self.forks, self.forks.both(self.edge, other.edge))

    def __or__(self, other: "Fork") -> "Fork":
        found = self.forks.both(-self.edge, -other.edge)
        return Fork(self.forks, found and -found)

    def __invert__(self) -> "Fork":
        return Fork(self.forks, -self.edge)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fork) and self.edge == other.edge and self.forks is other.forks

    def __hash__(self) -> int:
        return self.edge


class Forked:
    """Questions over all values of some choices at once, as `Bdd` answers them.

    Args:
        graph: the case graph.
        forks: the diagrams.

    >>> from foedus.cases.graph import Choice
    >>> g = Graph()
    >>> late = g.choice(Choice("late", ("no", "yes"), "procedure"))
    >>> _ = g.choice(Choice("?clock", ("a day", "three days", "a week"), "point"))
    >>> whole = forked(g)
    >>> found = whole and whole.project(TRUE, g.any(late, g.chosen("?clock", 2)), ["late", "?clock"])
    >>> found is None or found.count() == 4  # None where there is no C
    True
    """

    def __init__(self, graph: Graph, forks: Forks) -> None:
        self.graph, self.forks = graph, forks
        self.true, self.false = Fork(forks, 1), Fork(forks, -1)
        self._values: dict[tuple[str, int], Fork] = {}
        self._found: dict[tuple[Lit, Lit, tuple[str, ...]], Fork | None] = {}
        self._made: dict[str, int] | None = None  # the choices that are made for now

    # ---- questions -----------------------------------------------------------------------------------------------

    def project(self, domain: Lit, lit: Lit, keep: Iterable[str]) -> Set | None:
        """The values of the named choices for which a case exists in which both hold; None where that takes long."""
        names = tuple(keep)
        node = self._project(domain, lit, names)
        return None if node is None else Set(self, names, node, lambda: self._allowed(domain, names))

    def _project(self, domain: Lit, lit: Lit, names: tuple[str, ...]) -> Fork | None:
        key = domain, lit, names
        if key not in self._found:
            whole = self.forks.condition(self.graph.all(domain, lit))
            left = None if whole is None else self.forks.free(whole, names)
            self._found[key] = None if left is None else Fork(self.forks, left)
        return self._found[key]

    def _allowed(self, domain: Lit, names: tuple[str, ...]) -> Fork:
        found = self._project(domain, TRUE, names)
        if found is None:
            raise OutOfBudgetError("no room for diagrams of choices")
        return found

    def ways(self, domain: Lit, lit: Lit, values: dict[str, int], keep: tuple[str, ...]) -> int | None:
        """For how many values of the named choices a case exists in which both hold, once some others are made.

        Args:
            domain: what must hold, whatever the values are.
            lit: what must hold with them.
            values: the number of the value by choice; not changed any more.
            keep: the choices that are counted.

        Returns: how many; None where that takes long.
        """
        if values is not self._made:  # what was worked out for the same values is kept
            self._made = None  # until all of them are put down
            self.forks.settle(values)
            self._made = values
        edge = self.forks.settled(lit)
        alone = None if edge is None else self.forks.free(edge, keep)
        if edge is None or alone is None:
            return None
        if alone == edge:  # it turns on nothing else
            within = self._project(domain, TRUE, keep)
            left = None if within is None else self.forks.both(within.edge, edge)
        else:
            whole = self.forks.condition(domain)
            both = None if whole is None else self.forks.both(whole, edge)
            left = None if both is None else self.forks.free(both, keep)
        return None if left is None else self.forks.ways(left, keep)

    # ---- what sets are made with ---------------------------------------------------------------------------------

    def value(self, choice: str, number: int) -> Fork:
        """Whether a choice has a value."""
        found = self._values.get((choice, number))
        if found is None:
            found = self._values[choice, number] = Fork(self.forks, self.forks.value(choice, number))
        return found

    def any(self, parts: Sequence[Fork]) -> Fork:
        """Any holds."""
        result = self.false
        for part in parts:
            result = result | part
        return result

    def onto(self, choices: Sequence[str], node: Fork) -> Fork:
        """For some values of all other choices."""
        return Fork(self.forks, self.forks.free(node.edge, tuple(choices)))

    def count_of(self, node: Fork, choices: Sequence[str]) -> int:
        """For how many values of these choices it holds."""
        return self.forks.ways(node.edge, tuple(choices))

    def support(self, node: Fork) -> set[str]:
        """The choices on which it turns."""
        return set(self.forks.support(node.edge))

    def first(self, node: Fork, choices: Sequence[str]) -> dict[str, int] | None:
        """The first values with which it holds, in the order of the graph; None if it never does."""
        found = self.forks.first(node.edge)
        return None if found is None else {name: found.get(name, 0) for name in choices}

    def into(self, other: Any, node: Fork) -> Any:
        """The same in other diagrams."""
        return self._into(other, node.edge, {1: other.true, -1: other.false})

    def _into(self, other: Any, edge: int, memo: dict[int, Any]) -> Any:
        if edge not in memo:
            forked = self.forks.fork(edge)
            assert forked is not None
            name, branches = forked
            ways = [other.value(name, i) & self._into(other, one, memo) for i, one in enumerate(branches)]
            memo[edge] = other.any(ways)
        return memo[edge]


def forked(graph: Graph) -> Forked | None:
    """Diagrams over the choices that there are now, where there is C; those declared later are not looked at."""
    make = graph.kit.forks
    sizes = {name: len(choice.values) for name, choice in graph.choices.items()}
    return None if make is None else Forked(graph, make(graph.core, sizes))
