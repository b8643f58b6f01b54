"""The counted space as decision diagrams with weights: how large a share of the space a set of cases is, exactly.

The values of a choice are the leaves of a binary tree, and each fork of the tree is a variable of its own. A fork
weighs its sides by how many values lie on each; so the variables are independent of each other, every value of a
choice weighs the same, and the share of a set is one walk over its diagram, in whole numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from foedus.cases.backends.base import Clock, OutOfBudgetError
from foedus.cases.backends.coding import Coding
from foedus.cases.backends.diagrams import Diagrams, Node
from foedus.cases.graph import Atom, Graph, Is, Lit


class Space:
    """Diagrams over choices, each value of which weighs the same.

    Args:
        graph: the case graph.
        values: the choices in the order of their variables, each with the values that it may have.
        budget: seconds for all that is asked.
        nodes: how many nodes of diagrams there may be at once.
    """

    def __init__(
        self, graph: Graph, values: Mapping[str, Sequence[int]], budget: float | None, nodes: int = 5_000_000
    ) -> None:
        self.graph, self.values = graph, values
        self.dia = Diagrams(nodes, Clock(budget))
        self.dia.careful()  # variables are put into a better order all along: a fixed order seldom ends
        self._coding = Coding(graph, self.dia)
        self._forks: dict[
            str, tuple[int, int]
        ] = {}  # how many values lie on the far side of a fork, of how many
        self._of: dict[str, tuple[str, ...]] = {}
        self._value: dict[tuple[str, int], Node] = {}
        self._memo: dict[int, Node] = {}
        self._shares: dict[Node, int] = {}
        self.owner: dict[str, str] = {}
        for name, allowed in values.items():
            self._declare(name, tuple(allowed))
        self._whole = 1
        for _, of in self._forks.values():
            self._whole *= of

    def _declare(self, name: str, allowed: tuple[int, ...]) -> None:
        forks: list[str] = []
        todo = [(0, len(allowed), self.dia.true)]
        while todo:
            first, end, path = todo.pop()
            if end - first == 1:
                self._value[name, allowed[first]] = path
                continue
            middle = (first + end) // 2
            fork = f"{name}.{len(forks)}"
            here = self.dia.var(fork)
            forks.append(fork)
            self._forks[fork] = end - middle, end - first
            todo += [(first, middle, path & ~here), (middle, end, path & here)]
        self._of[name] = tuple(forks)
        self.owner.update(dict.fromkeys(forks, name))

    # ---- sets ----------------------------------------------------------------------------------------------------

    def value(self, name: str, number: int) -> Node:
        """The cases in which a choice has a value."""
        return self._value.get((name, number), self.dia.false)

    def node(self, lit: Lit) -> Node:
        """The cases in which something of the graph holds; it compares no times."""
        return self._coding.node(lit, self._memo, self._leaf)

    def _leaf(self, key: Is | Atom) -> Node:
        if isinstance(key, Atom):
            raise OutOfBudgetError(
                f"no way to count over a time that the conduct does not fix ({key.u}, {key.v})"
            )
        return self.value(key.choice, key.value)

    def some(self, names: Iterable[str], node: Node) -> Node:
        """Cases that are in a set for some values of these choices."""
        forks = [fork for name in names for fork in self._of[name]]
        return self.dia.exist(forks, node)

    def given(self, node: Node, name: str, number: int) -> Node:
        """A set as it is where a choice has a value."""
        return self.dia.and_exists(node, self.value(name, number), self._of[name])

    def support(self, node: Node) -> set[str]:
        """The choices on which a set depends."""
        return {self.owner[fork] for fork in node.support}

    # ---- shares --------------------------------------------------------------------------------------------------

    def share(self, node: Node) -> Fraction:
        """How large a share of all assignments a set is."""
        return Fraction(self._weight(node), self._whole)

    def _weight(self, node: Node) -> int:
        """The share times the number of all assignments: whole at each node, since its forks divide that number."""
        memo, dia = self._shares, self.dia
        if not memo:
            memo[dia.true], memo[dia.false] = self._whole, 0
        todo = [node]
        while todo:
            one = todo[-1]
            if one in memo:
                todo.pop()
                continue
            var, low, high = dia.split(one)
            missing = [n for n in (low, high) if n not in memo]
            if missing:
                todo += missing
                continue
            far, of = self._forks[var]
            memo[one] = (memo[low] * (of - far) + memo[high] * far) // of
            todo.pop()
        return memo[node]

    def count(self, node: Node, names: Iterable[str]) -> int:
        """How many assignments of these choices a set holds that depends on no others."""
        whole = 1
        for name in names:
            whole *= len(self.values[name])
        return int(self.share(node) * whole)
