"""Differences of times: which comparisons can hold together, at which minutes, and how far apart two times can be.

A comparison `u - v <= c` is an arrow from `v` to `u` of length `c`; comparisons can hold together if and only if no
circle of arrows has a negative length, and then the shortest way from `v` to `u` is the largest possible `u - v`
(Bellman 1958; difference-bound matrices: Dill 1989). All lengths are whole minutes, and so are all answers.
"""

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from foedus.cases.graph import Atom

UNBOUNDED: Final = math.inf
ZERO: Final = "A"


def negation(atom: Atom) -> Atom:
    """The comparison that holds when this one does not.

    >>> negation(Atom("B", "A", 5))
    Atom(u='A', v='B', c=-6)
    """
    return Atom(atom.v, atom.u, -atom.c - 1)


def core(atoms: Iterable[Atom]) -> tuple[Atom, ...] | None:
    """An irreducible part of the comparisons that cannot hold together; None if all can.

    >>> core([Atom("A", "B", -1), Atom("B", "C", 0), Atom("C", "A", 0), Atom("A", "D", 3)])
    (Atom(u='B', v='C', c=0), Atom(u='C', v='A', c=0), Atom(u='A', v='B', c=-1))
    """
    found = cores(atoms, 1)
    return found[0] if found else None


def cores(atoms: Iterable[Atom], most: int = 16) -> list[tuple[Atom, ...]]:
    """Several irreducible parts that cannot hold together, no two with a comparison in common.

    Args:
        atoms: the comparisons.
        most: how many parts to look for.
    """
    arrows = _Arrows(atoms)
    found: list[tuple[Atom, ...]] = []
    while len(found) < most and (circle := arrows.circle()):
        found.append(circle)
        for one in circle:
            arrows.drop(one)
    return found


def most(atoms: Iterable[Atom], u: str, v: str) -> float:
    """The largest `u - v` under comparisons that can hold together; UNBOUNDED if there is none.

    >>> most([Atom("D", "E", 72), Atom("E", "A", 5)], "D", "A")
    77
    """
    if u == v:
        return 0
    arrows = _Arrows(atoms)
    start, end = arrows.number.get(v), arrows.number.get(u)
    if start is None or end is None:
        return UNBOUNDED
    return arrows.shortest({start: 0})[end]


def witness(atoms: Iterable[Atom], names: Iterable[str] = (), zero: str = ZERO) -> dict[str, int]:
    """Minutes at which comparisons that can hold together do hold.

    What can be at or after `zero` is at the earliest minute at or after it; what must be earlier is as late as it
    can be. So times lie close to `zero`, which is at 0.

    Args:
        atoms: the comparisons.
        names: further times to give a minute to.
        zero: the time that is 0.

    >>> witness([Atom("A", "B", -3), Atom("R", "A", -2)])
    {'R': -2, 'A': 0, 'B': 3}
    """
    told = list(atoms)
    if not told:  # as where a question settles all times
        return dict.fromkeys(sorted({zero, *names}), 0)
    arrows = _Arrows(told)
    origin = arrows.of(zero)
    for name in names:
        arrows.of(name)
    latest = arrows.shortest({origin: 0})
    after = [i for i, high in enumerate(latest) if high >= 0]
    # At or after zero: adding `x >= 0` for all of these at once closes no negative circle, since each new arrow ends
    # in zero and the way back from zero is at least 0.
    back = arrows.shortest(dict.fromkeys(after, 0), reverse=True)
    early = {i: -int(back[i]) for i in after}
    early[origin] = 0
    # The earliest minutes of these hold together; the rest can follow at their latest.
    late = arrows.shortest(early)
    minutes = {name: early[i] if i in early else int(late[i]) for name, i in arrows.number.items()}
    return dict(sorted(minutes.items(), key=lambda one: (one[1], one[0])))


class _Arrows:
    """The tightest comparison of each ordered pair of times, as arrows between numbers."""

    def __init__(self, atoms: Iterable[Atom]) -> None:
        self.number: dict[str, int] = {}
        self.out: list[dict[int, int]] = []
        for u, v, c in atoms:
            i, j = self.of(v), self.of(u)
            row = self.out[i]
            if c < row.get(j, UNBOUNDED):
                row[j] = c

    def of(self, name: str) -> int:
        found = self.number.get(name)
        if found is None:
            found = self.number[name] = len(self.out)
            self.out.append({})
        return found

    def drop(self, atom: Atom) -> None:
        del self.out[self.number[atom.v]][self.number[atom.u]]

    def circle(self) -> tuple[Atom, ...] | None:
        """A simple circle of negative length, as comparisons."""
        count = len(self.out)
        far = [0] * count
        from_: list[int] = [-1] * count
        queue = deque(i for i in range(count) if self.out[i])
        waits = [True] * count
        steps = 0
        while queue:
            i = queue.popleft()
            waits[i] = False
            here = far[i]
            for j, c in self.out[i].items():
                if here + c < far[j]:
                    far[j] = here + c
                    from_[j] = i
                    if not waits[j]:
                        waits[j] = True
                        queue.append(j)
            steps += 1
            if steps % count == 0 and (found := self._closed(from_)):
                return found
        return None

    def _closed(self, from_: Sequence[int]) -> tuple[Atom, ...] | None:
        """A circle in the arrows by which times were last brought down; any such circle has a negative length."""
        seen = [0] * len(from_)
        names = list(self.number)
        for start in range(len(from_)):
            i = start
            while i >= 0 and not seen[i]:
                seen[i] = start + 1
                i = from_[i]
            if i >= 0 and seen[i] == start + 1:
                atoms: list[Atom] = []
                j = i
                while not atoms or j != i:
                    atoms.append(Atom(names[j], names[from_[j]], self.out[from_[j]][j]))
                    j = from_[j]
                return tuple(atoms)
        return None

    def shortest(self, starts: Mapping[int, int], *, reverse: bool = False) -> list[float]:
        """The shortest way to each number from any of the starts, each with a length to begin with."""
        out = self._turned() if reverse else self.out
        far: list[float] = [UNBOUNDED] * len(out)
        for i, c in starts.items():
            far[i] = c
        queue = deque(starts)
        waits = [i in starts for i in range(len(out))]
        while queue:
            i = queue.popleft()
            waits[i] = False
            here = far[i]
            for j, c in out[i].items():
                if here + c < far[j]:
                    far[j] = here + c
                    if not waits[j]:
                        waits[j] = True
                        queue.append(j)
        return far

    def _turned(self) -> list[dict[int, int]]:
        turned: list[dict[int, int]] = [{} for _ in self.out]
        for i, row in enumerate(self.out):
            for j, c in row.items():
                turned[j][i] = c
        return turned
