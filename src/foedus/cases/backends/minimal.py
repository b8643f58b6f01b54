"""Smallest sets: which of several conditions cannot all hold, and which must be given up so that the rest can.

A *core* is an irreducible set of conditions that cannot hold together; a *correction* is an irreducible set that must
be given up so that the others can. Each correction meets each core. Cores are found in the order of their size, each as
a smallest set that meets all corrections known (implicit hitting sets: Ignatiev et al. 2015).
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from foedus.cases.backends.base import Clock, OutOfBudgetError
from foedus.cases.backends.clauses import solver, sorted_counts
from foedus.cases.kit import kit

Blamed = Callable[[Sequence[int]], Sequence[int] | None]


class Sets(Struct, frozen=True):
    """Cores and corrections, as positions in the list of conditions, small ones first.

    complete: these are all; otherwise the budget ended, or the number asked for was reached. Cores of a size smaller
    than the last one are all there in any case.
    """

    cores: tuple[tuple[int, ...], ...]
    corrections: tuple[tuple[int, ...], ...]
    complete: bool


def irreducible(blamed: Blamed, among: Sequence[int]) -> list[int]:
    """An irreducible core within conditions that cannot all hold.

    Args:
        blamed: for some positions, those to blame if they cannot hold together, or None if they can.
        among: positions of conditions that cannot hold together.
    """
    kept = list(among)
    fixed: list[int] = []
    while kept:
        one = kept.pop()
        rest = blamed([*fixed, *kept])
        if rest is None:
            fixed.append(one)
        else:
            kept = [k for k in kept if k in set(rest)]
    return sorted(fixed)


def enumerate_sets(
    count: int, blamed: Blamed, alike: Sequence[Sequence[int]], most: int | None, clock: Clock
) -> Sets:
    """All cores and corrections of conditions 0 … count - 1, cores by size.

    Args:
        count: how many conditions there are.
        blamed: for some positions, those to blame if they cannot hold together, or None if they can.
        alike: positions that any permutation may swap; of sets that differ by such a swap only one is given.
        most: stop after so many cores.
        clock: the time that may be spent; what was found until then is given, marked as incomplete.
    """
    sketch = _Sketch(count, alike)
    cores: list[tuple[int, ...]] = []
    corrections: set[tuple[int, ...]] = set()
    complete = False
    try:
        for seed in sketch.smallest(clock):
            clock.check("smallest sets")
            if blamed(seed) is None:
                correction = _grown(count, blamed, seed)
                corrections.add(sketch.canonical(correction))
                sketch.must_meet(correction)
            elif most is not None and len(cores) >= most:
                break
            else:
                cores.append(tuple(seed))
                sketch.exclude(seed)
        else:
            complete = True
    except OutOfBudgetError:
        pass
    return Sets(tuple(cores), tuple(sorted(corrections, key=lambda c: (len(c), c))), complete)


def _grown(count: int, blamed: Blamed, seed: Sequence[int]) -> list[int]:
    """The correction left when as many conditions as possible are added, one by one."""
    held = list(seed)
    left: list[int] = []
    for one in range(count):
        if one not in held:
            if blamed([*held, one]) is None:
                held.append(one)
            else:
                left.append(one)
    return left


class _Sketch:
    """Which sets may still be cores: those that meet all corrections and contain no core."""

    def __init__(self, count: int, alike: Sequence[Sequence[int]]) -> None:
        self.solver = solver(kit())
        self.taken = [self.solver.new() for _ in range(count)]
        self.more = sorted_counts(self.solver, self.taken)
        self.classes = [sorted(one) for one in alike if len(one) > 1]
        for row in self.classes:
            for one, other in pairwise(row):
                self.solver.add(
                    self.taken[one], -self.taken[other]
                )  # of alike conditions the first are taken

    def smallest(self, clock: Clock) -> Iterator[list[int]]:
        size = 0
        while size <= len(self.taken):
            cap = [-self.more[size]] if size < len(self.more) else []
            if not self.solver.solve(cap, clock):
                size += 1
                continue
            model = self.solver.model()
            yield [i for i, one in enumerate(self.taken) if model[one - 1] > 0]

    def canonical(self, members: Sequence[int]) -> tuple[int, ...]:
        """The set with, of alike conditions, the first ones."""
        return tuple(sorted(self._moved(members, lambda row, n: row[:n])))

    def must_meet(self, correction: Sequence[int]) -> None:
        # All images of the correction under swaps are corrections; a set that takes the first of alike conditions
        # meets all of them if it meets the image with the last ones.
        last = self._moved(correction, lambda row, n: row[len(row) - n :])
        self.solver.add(*(self.taken[i] for i in last))

    def exclude(self, core: Sequence[int]) -> None:
        self.solver.add(*(-self.taken[i] for i in core))

    def _moved(self, members: Sequence[int], pick: Callable[[list[int], int], list[int]]) -> list[int]:
        inside = set(members)
        moved: list[int] = []
        for row in self.classes:
            moved += pick(row, len(inside.intersection(row)))
            inside.difference_update(row)
        return [*moved, *inside]
