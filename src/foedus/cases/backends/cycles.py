"""Which comparisons of a few times can hold together, as one diagram: then no walk is needed to eliminate the times.

Comparisons cannot hold together if and only if some of them close a circle of negative length in which no time comes
twice (Bellman 1958). Among three times there are circles of two and of three; each that can be is forbidden by a
clause, and of these only the tightest are said. Among more times there are too many.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.diagrams import Node

FEW = 3  # times


def tightest(xy: Sequence[int], yz: Sequence[int], xz: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """From `x - y <= c` and `y - z <= d` follows `x - z <= e`, where that says more than any other such three.

    Args:
        xy: what `x - y` is compared with, in order.
        yz: what `y - z` is.
        xz: what `x - z` is.

    >>> list(tightest([0, 10], [0, 5], [5, 12]))
    [(0, 5, 5), (10, 0, 12)]
    """
    for c in xy:
        for d in yz:
            at = bisect_left(xz, c + d)
            if at < len(xz):
                e = xz[at]
                if xy[bisect_right(xy, e - d) - 1] == c and yz[bisect_right(yz, e - c) - 1] == d:
                    yield c, d, e


class Compared:
    """Comparisons by what they compare.

    Args:
        coding: what variables mean.
        names: variables; those of choices are left aside.
    """

    def __init__(self, coding: Coding, names: Iterable[str]) -> None:
        self._coding = coding
        self._dia = coding.diagrams
        atoms = sorted(coding.atoms[name] for name in names if name in coding.atoms)
        self._rows: dict[tuple[str, str], list[int]] = {}
        for u, v, c in atoms:
            self._rows.setdefault((u, v), []).append(c)
        self.times = sorted({time for pair in self._rows for time in pair})

    def order(self) -> Node:
        """What follows from one comparison for the next one of the same two times: `u - v <= 5` if `u - v <= 3`."""
        dia, within = self._dia, self._coding.within
        found = dia.true
        for (u, v), row in self._rows.items():
            for near, far in pairwise(row):
                found = found & (~within(u, v, near) | within(u, v, far))
        return found

    def theory(self) -> Node:
        """Wherever this holds, the comparisons can hold together - if there are FEW times - and nowhere else.

        Among more times it says no more than what follows for two at a time.
        """
        found = self.order()
        if len(self.times) <= FEW:
            for x, y, z in combinations(self.times, 3):
                for clause in (*self._triangle(x, y, z), *self._triangle(x, z, y)):
                    found = found & clause
        return found

    @property
    def few(self) -> bool:
        """Whether the theory says all that there is to say."""
        return len(self.times) <= FEW

    def _triangle(self, x: str, y: str, z: str) -> Iterator[Node]:
        within = self._coding.within
        for c, d, e in tightest(self._between(x, y), self._between(y, z), self._between(x, z)):
            yield ~within(x, y, c) | ~within(y, z, d) | within(x, z, e)

    def _between(self, u: str, v: str) -> Sequence[int]:
        """What `u - v` is compared with, in order."""
        if u < v:
            return self._rows.get((u, v), ())
        return [-c - 1 for c in reversed(self._rows.get((v, u), ()))]
