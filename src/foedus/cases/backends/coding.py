"""Choices and comparisons as variables of decision diagrams, and nodes of the case graph as diagrams."""

from collections.abc import Callable, Sequence

from foedus.cases.backends.diagrams import Diagrams, Node
from foedus.cases.graph import AllOf, AtLeast, Atom, Graph, Is, Lit


class Coding:
    """The graph's leaves as variables.

    The values of a choice are the leaves of a balanced binary tree, so every assignment of its variables means a value:
    quantifying over a choice needs no side condition.
    """

    def __init__(self, graph: Graph, diagrams: Diagrams) -> None:
        self.graph = graph
        self.diagrams = diagrams
        self.true, self.false, self.any = diagrams.true, diagrams.false, diagrams.any
        self.atoms: dict[str, Atom] = {}  # variable -> comparison
        self.owner: dict[str, str] = {}  # variable -> choice
        self._digits: dict[str, list[str]] = {}
        self._paths: dict[int, list[list[tuple[int, bool]]]] = {}
        self._values: dict[tuple[str, int], Node] = {}
        self._plain: dict[tuple[str, ...], Node] = {}

    # ---- leaves --------------------------------------------------------------------------------------------------

    def digits(self, choice: str, alias: str = "") -> list[str]:
        """The variables of a choice; or, under an alias, others in their place."""
        found = self._digits.get(alias or choice)
        if found is None:
            paths = self._path(choice)
            found = [f"{alias or choice}.{i}" for i in range(max(len(path) for path in paths))]
            self._digits[alias or choice] = found
            if not alias or alias == choice:
                self.owner.update(dict.fromkeys(found, choice))
        return found

    def _path(self, choice: str) -> list[list[tuple[int, bool]]]:
        size = len(self.graph.choices[choice].values)
        if size not in self._paths:
            self._paths[size] = _tree(0, size, 0)
        return self._paths[size]

    def value(self, choice: str, number: int, alias: str = "") -> Node:
        """Whether a choice has a value; or, under an alias, the same of other variables."""
        found = self._values.get((alias or choice, number))
        if found is None:
            digits, dia = self.digits(choice, alias), self.diagrams
            found = dia.true
            for place, yes in reversed(self._path(choice)[number]):
                one = dia.var(digits[place])
                found = found & (one if yes else ~one)
            self._values[alias or choice, number] = found
        return found

    def plain(self, choices: tuple[str, ...]) -> Node:
        """Digits that tell no values apart are false: one assignment for each value, so that values can be counted."""
        found = self._plain.get(choices)
        if found is None:
            found = self.diagrams.true
            for choice in reversed(choices):
                found = found & self._one_each(choice)
            self._plain[choices] = found
        return found

    def _one_each(self, choice: str) -> Node:
        digits, dia = self.digits(choice), self.diagrams
        result = dia.false
        for number, path in enumerate(self._path(choice)):
            one = self.value(choice, number)
            for digit in digits[len(path) :]:
                one = one & ~dia.var(digit)
            result = result | one
        return result

    def support(self, node: Node) -> set[str]:
        """The choices on which a function of choices turns."""
        return {self.owner[v] for v in node.support}

    def onto(self, choices: Sequence[str], node: Node) -> Node:
        """A function of choices, for some values of all others."""
        keep = {digit for name in choices for digit in self.digits(name)}
        return self.diagrams.exist(sorted(node.support - keep), node)

    def count_of(self, node: Node, choices: Sequence[str]) -> int:
        """For how many values of some choices a function of these holds."""
        width = sum(len(self.digits(name)) for name in choices)
        return self.diagrams.count(node & self.plain(tuple(choices)), width)

    def first(self, node: Node, choices: Sequence[str]) -> dict[str, int] | None:
        """The first values with which a function of choices holds, in the order of the graph; None if it never does."""
        if node == self.false:
            return None
        out, support = dict.fromkeys(choices, 0), self.support(node)
        for name in self.graph.choices if support else ():
            if name in support:
                out[name], node = self._first(name, node)
        return out

    def _first(self, name: str, node: Node) -> tuple[int, Node]:
        for value in range(len(self.graph.choices[name].values)):
            left = node & self.value(name, value)
            if left != self.false:
                return value, left
        raise AssertionError(name)

    def into(self, other: object, node: Node) -> None:
        """Not into any other: these may be too large for them."""

    def names(self, key: Is | Atom) -> list[str]:
        """The variables of a leaf."""
        return self.digits(key.choice) if isinstance(key, Is) else [self.name(key)]

    def name(self, atom: Atom) -> str:
        """The variable of a comparison, which must be in the graph's order of words."""
        found = f"{atom.u} - {atom.v} <= {atom.c}"
        self.atoms.setdefault(found, atom)
        return found

    def within(self, u: str, v: str, c: int) -> Node:
        """Whether `u - v <= c`."""
        if u == v:
            return self.diagrams.true if c >= 0 else self.diagrams.false
        if u < v:
            return self.diagrams.var(self.name(Atom(u, v, c)))
        return ~self.diagrams.var(self.name(Atom(v, u, -c - 1)))

    def leaf(self, key: Is | Atom) -> Node:
        """A leaf as a diagram."""
        return self.value(key.choice, key.value) if isinstance(key, Is) else self.within(*key)

    # ---- nodes ---------------------------------------------------------------------------------------------------

    def node(self, lit: Lit, memo: dict[int, Node], leaf: Callable[[Is | Atom], Node] | None = None) -> Node:
        """A literal of the graph as a diagram.

        Args:
            lit: the literal.
            memo: diagrams by node; what is there already is taken, so a node can be cut off.
            leaf: what stands for a leaf; without it, its variables.
        """
        leaf = leaf or self.leaf
        dia, keys = self.diagrams, self.graph.nodes
        memo.setdefault(1, dia.true)
        todo = [abs(lit)]
        while todo:
            node = todo[-1]
            if node in memo:
                todo.pop()
                continue
            key = keys[node]
            if isinstance(key, (AllOf, AtLeast)):
                waits = [abs(p) for p in key.parts if abs(p) not in memo]
                if waits:
                    todo.extend(waits)
                    continue
                parts = [memo[p] if p > 0 else ~memo[-p] for p in key.parts]
                memo[node] = dia.all(parts) if isinstance(key, AllOf) else dia.at_least(key.need, parts)
                dia.check()
            elif key is not None:
                memo[node] = leaf(key)
            todo.pop()
        return memo[lit] if lit > 0 else ~memo[-lit]

    def timeless(self, lit: Lit, memo: dict[int, Node]) -> Node:
        """As `node`, of what compares no times, with nothing cut off: part by part, from the leaves up."""
        dia, keys = self.diagrams, self.graph.nodes
        memo.setdefault(1, dia.true)
        for number, node in enumerate(self.graph.cone([lit])):
            if node in memo:
                continue
            key = keys[node]
            if type(key) is AllOf:
                parts = [memo[p] if p > 0 else ~memo[-p] for p in key.parts]
                if len(parts) == 2:
                    memo[node] = parts[0] & parts[1]
                else:
                    memo[node] = dia.all(parts)
            elif isinstance(key, AtLeast):
                memo[node] = dia.at_least(key.need, [memo[p] if p > 0 else ~memo[-p] for p in key.parts])
            elif isinstance(key, Is):
                memo[node] = self.value(key.choice, key.value)
            if not number & 63:
                dia.check()
        return memo[lit] if lit > 0 else ~memo[-lit]


def _tree(first: int, end: int, depth: int) -> list[list[tuple[int, bool]]]:
    """For each of the values first … end - 1 the way to it in a balanced binary tree."""
    if end - first <= 1:
        return [[] for _ in range(first, end)]
    middle = (first + end) // 2
    low, high = _tree(first, middle, depth + 1), _tree(middle, end, depth + 1)
    return [[(depth, False), *path] for path in low] + [[(depth, True), *path] for path in high]
