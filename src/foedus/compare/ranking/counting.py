"""Open points counted: how often each decides, what each option gives, which options and pairs go together.

A point decides a case under a completion of the other points if two of its options lead to different outcomes there.
The share of such cases is the point's influence, as for a variable of a Boolean function; for a single yes or no it is
what reliability theory calls Birnbaum importance, and for a vote the Banzhaf index.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from foedus.cases.backends.diagrams import Node
from foedus.compare.ranking.table import Table
from foedus.compare.ranking.weights import Measure
from foedus.model.ranking import Gives, More, Pair

_LEVELS = ("binding", "late", "discretion", "consult", "unsettled")


class Counting:
    """Questions about points, each answered for all counted cases at once.

    Args:
        table: the outcomes.
        measure: what is counted.
    """

    def __init__(self, table: Table, measure: Measure) -> None:
        self.table, self.measure, self.space = table, measure, table.space
        self.dia = table.space.dia
        cases = measure.cases
        self._exact = self._within(table.exact, cases)
        self._least = self._within(table.least, cases)
        self._support = {node: self.space.support(node) for node in {*self._exact, *self._least}}
        self._decided: dict[str, Node] = {}
        upto, sets = self.dia.false, list[Node]()
        for name in _LEVELS:
            upto = upto | (table.levels[name] & cases)
            sets.append(upto)
        self._upto = sets
        self._due = [node & cases for node in table.due]

    def _within(self, nodes: Sequence[Node], cases: Node) -> list[Node]:
        return [n for n in dict.fromkeys(node & cases for node in nodes) if n != self.dia.false]

    # ---- one point -----------------------------------------------------------------------------------------------

    def decided(self, point: str) -> Node:
        """The cases, with completions of the other points, that a point decides."""
        if point not in self._decided:
            found = self.dia.false
            for node in self._exact:
                if point in self._support[node]:
                    found = found | self._swings(node, (point,))
                    self.dia.check()
            self._decided[point] = found
        return self._decided[point]

    def _swings(self, node: Node, points: Sequence[str]) -> Node:
        """Where something holds under some options of these points and not under others."""
        return self.space.some(points, node) & self.space.some(points, self.measure.cases & ~node)

    def share(self, point: str) -> Fraction:
        """How much of what is counted a point decides."""
        return self.measure.of(self.decided(point))

    def moves(self, point: str) -> Fraction:
        """In how much of it the moment differs by which the first duty to help is due."""
        found = self.dia.false
        for node in self._due:
            self.dia.check()
            found = found | self._swings(node, (point,))
        return self.measure.of(found)

    def only(self, point: str) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Other points with the options under which alone a point decides anything."""
        found = self.decided(point)
        for name in self.table.points:
            if name != point and name in self.space.support(found):
                kept = [
                    v for v in self.space.values[name] if found & self.space.value(name, v) != self.dia.false
                ]
                if len(kept) < len(self.space.values[name]):
                    yield name, tuple(kept)

    # ---- options -------------------------------------------------------------------------------------------------

    def gives(self, point: str, value: int, text: str) -> Gives:
        """What an option gives, as shares of the cases × completions of the other points."""
        self.dia.check()
        parts = [self.measure.of(self.space.given(node, point, value)) for node in self._upto]
        steps = [now - before for now, before in zip(parts, (Fraction(0), *parts), strict=False)]
        return Gives(text, *steps, nothing=1 - parts[-1], worst=self._worst(point, value))

    def _worst(self, point: str, value: int) -> int | None:
        """The latest moment at which the first binding duty is due where there is one."""
        due = self._due
        if not due:
            return None
        here = self.space.value(point, value)
        every = due[-1] & here
        if every == self.dia.false:
            return None
        low, high = 0, len(due) - 1
        while low < high:
            middle = (low + high) // 2
            if every & ~due[middle] == self.dia.false:
                high = middle
            else:
                low = middle + 1
        return self.table.instants[low]

    def alike(self, point: str) -> list[tuple[int, ...]]:
        """Groups of options that come to the same in all that is counted, each of two or more."""
        groups: dict[tuple[Node, ...], list[int]] = {}
        mine = [node for node in self._exact if point in self._support[node]]
        for value in self.space.values[point]:
            key = tuple(self.space.given(node, point, value) for node in mine)
            groups.setdefault(key, []).append(value)
        return [tuple(group) for group in groups.values() if len(group) > 1]

    def order(self, point: str, texts: Sequence[str]) -> tuple[More, ...]:
        """Which option gives at least what which other gives, in every case; not where they come to the same."""
        mine = [node for node in self._least if point in self._support[node]]
        values = self.space.values[point]
        row = {v: [self.space.given(node, point, v) for node in mine] for v in values}
        other = {
            v: [self.space.given(n, point, v) for n in self._exact if point in self._support[n]]
            for v in values
        }

        def least(more: int, less: int) -> bool:
            return all(b & ~a == self.dia.false for a, b in zip(row[more], row[less], strict=True))

        return tuple(
            More(texts[one], texts[two]) for one in values for two in values
            if one != two and other[one] != other[two] and least(one, two) and not least(two, one)
        )  # fmt: skip

    # ---- pairs ---------------------------------------------------------------------------------------------------

    def pairs(self) -> list[Pair]:
        """Points that matter together where neither does alone, the most telling first."""
        found: dict[tuple[str, str], Node] = {}
        rank = {name: i for i, name in enumerate(self.table.points)}
        for node in self._exact:
            points = sorted(self._support[node] & set(rank), key=rank.__getitem__)
            out = self.measure.cases & ~node
            sides = {p: (self.space.some((p,), node), self.space.some((p,), out)) for p in points}
            for one, two in combinations(points, 2):
                yes, no = (self.space.some((two,), side) for side in sides[one])
                mine = yes & no & ~self.decided(one) & ~self.decided(two)
                if mine != self.dia.false:
                    found[one, two] = found[one, two] | mine if (one, two) in found else mine
                self.dia.check()
        told = [Pair(one[1:], two[1:], self.measure.of(node)) for (one, two), node in found.items()]
        return sorted(told, key=lambda pair: (-pair.share, pair.one, pair.two))
