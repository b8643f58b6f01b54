"""What is asked of a solver of clauses, which one there is, and conditions that take several clauses."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from foedus.cases.backends.base import Clock
from foedus.cases.kit import Kit


class Solver(Protocol):
    """An incremental solver over numbered variables; a minus sign negates."""

    raw: Any
    clause: Callable[[Sequence[int]], None]

    @property
    def variables(self) -> int:
        """How many variables there are."""
        ...

    def new(self) -> int:
        """A new variable."""
        ...

    def add(self, *clause: int) -> None:
        """At least one of these holds."""
        ...

    def choice(self, literals: Sequence[int], /) -> None:
        """Just one of these holds; the clauses say so already."""
        ...

    def solve(self, assumptions: Sequence[int], clock: Clock) -> bool:
        """Whether the clauses and these can hold together."""
        ...

    def first(self, assumptions: Sequence[int], order: Sequence[int], clock: Clock) -> bool | None:
        """The same, with the first model in an order: each literal holds if it can with those before it.

        What the order does not settle may be left open. None where that is not known, or would take long.
        """
        ...

    def model(self) -> list[int]:
        """After a yes: each variable as a literal that holds, in order."""
        ...

    def core(self) -> list[int]:
        """After a no: assumptions that cannot hold together."""
        ...


def solver(kit: Kit) -> Solver:
    """A solver with no clauses: ours where there is C, else Glucose."""
    if kit.solver is None:
        from foedus.cases.backends.glucose import Glucose

        return Glucose()
    from foedus.cases.backends.ordered import Ordered

    return Ordered(kit.solver())


def exactly_one(solver: Solver, literals: Sequence[int]) -> None:
    """One of these holds and no other; pairwise for few, a ladder for many."""
    solver.add(*literals)
    if len(literals) <= 6:
        for i, one in enumerate(literals):
            for other in literals[i + 1 :]:
                solver.add(-one, -other)
        return
    taken = literals[0]
    for one in literals[1:]:
        solver.add(-taken, -one)
        later = solver.new()
        solver.add(-taken, later)
        solver.add(-one, later)
        taken = later


def sorted_counts(solver: Solver, literals: Iterable[int]) -> list[int]:
    """Literal number k says that more than k of these hold: a totalizer (Bailleux and Boufkhad 2003).

    A literal that is there several times holds several times or not at all.
    """
    rows = [[one] * times for one, times in Counter(literals).items()]
    while len(rows) > 1:
        rows = [
            _merged(solver, rows[i], rows[i + 1]) if i + 1 < len(rows) else rows[i]
            for i in range(0, len(rows), 2)
        ]
    return rows[0] if rows else []


def _merged(solver: Solver, left: list[int], right: list[int]) -> list[int]:
    out = [solver.new() for _ in range(len(left) + len(right))]
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if i + j > 0:  # i of the left and j of the right give i + j
                up = [out[i + j - 1]]
                up += [-left[i - 1]] if i else []
                up += [-right[j - 1]] if j else []
                solver.add(*up)
            if i + j < len(out):  # no more than i and no more than j give no more than i + j
                down = [-out[i + j]]
                down += [left[i]] if i < len(left) else []
                down += [right[j]] if j < len(right) else []
                solver.add(*down)
    return out
