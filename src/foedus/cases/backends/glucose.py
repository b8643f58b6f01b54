"""A thin typed door to the SAT solver Glucose of python-sat."""

import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import Any, Protocol, cast

from foedus.cases.backends.base import Clock

_SLICE = 20_000  # conflicts between two looks at the clock


class _Raw(Protocol):
    glucose: Any

    def solve(self, assumptions: Sequence[int]) -> bool: ...
    def solve_limited(self, assumptions: Sequence[int]) -> bool | None: ...
    def conf_budget(self, budget: int) -> None: ...
    def get_model(self) -> list[int] | None: ...
    def get_core(self) -> list[int] | None: ...
    def set_phases(self, literals: Sequence[int]) -> None: ...
    def delete(self) -> None: ...


class Glucose:
    """An incremental solver over numbered variables."""

    def __init__(self) -> None:
        solvers: Any = import_module("pysat.solvers")
        self._raw = cast(_Raw, solvers.Glucose4())
        weakref.finalize(self, self._raw.delete)  # also at exit, while what it needs is still there
        # Straight to C: of a large graph come a hundred thousand clauses.
        add: Any = solvers.pysolvers.glucose41_add_cl
        self.clause: Callable[[Sequence[int]], None] = partial(add, self._raw.glucose)
        self.variables = 0

    def new(self) -> int:
        """A new variable."""
        self.variables += 1
        return self.variables

    def add(self, *clause: int) -> None:
        """At least one of these holds."""
        self.clause(clause)

    def likely(self, literals: Sequence[int]) -> None:
        """Values to try first."""
        self._raw.set_phases(literals)

    def solve(self, assumptions: Sequence[int], clock: Clock) -> bool:
        """Whether the clauses and these can hold together.

        Raises:
            OutOfBudgetError: the clock has run out.
        """
        if clock.end is None:
            return self._raw.solve(assumptions)
        while True:
            clock.check("a SAT query")
            self._raw.conf_budget(_SLICE)
            answer = self._raw.solve_limited(assumptions)
            if answer is not None:
                return answer

    def model(self) -> list[int]:
        """After a yes: each variable as a literal that holds, in order."""
        return self._raw.get_model() or []

    def core(self) -> list[int]:
        """After a no: assumptions that cannot hold together."""
        return self._raw.get_core() or []

    def close(self) -> None:
        """Give the memory back."""
        self._raw.delete()


def exactly_one(solver: Glucose, literals: Sequence[int]) -> None:
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


def sorted_counts(solver: Glucose, literals: Iterable[int]) -> list[int]:
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


def _merged(solver: Glucose, left: list[int], right: list[int]) -> list[int]:
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
