"""A solver of clauses in C that finds the first case in an order, so that a short case needs one search."""

from collections.abc import Callable, Sequence

from foedus.cases.backends.base import Clock
from foedus.cases.kit import RawSolver

_FIRST = 60  # conflicts before the order is left aside: it may lead astray
SLICE = 5_000  # conflicts between two looks at the clock


class Ordered:
    """An incremental solver over numbered variables.

    Args:
        raw: the solver in C.
    """

    def __init__(self, raw: RawSolver) -> None:
        self.raw = raw
        self.new: Callable[[], int] = raw.new
        self.clause: Callable[[Sequence[int]], None] = raw.clause
        self.choice: Callable[[Sequence[int]], None] = raw.choice
        self.model: Callable[[], list[int]] = raw.model
        self.core: Callable[[], list[int]] = raw.core

    @property
    def variables(self) -> int:
        """How many variables there are."""
        return self.raw.variables

    def add(self, *clause: int) -> None:
        """At least one of these holds."""
        self.raw.clause(clause)

    def first(self, assumptions: Sequence[int], order: Sequence[int], clock: Clock) -> bool | None:
        """Whether the clauses and these can hold, with the first model in an order; None if that takes long.

        Raises:
            OutOfBudgetError: the clock has run out.
        """
        clock.check("a SAT query")
        return self.raw.solve(assumptions, order, _FIRST)

    def solve(self, assumptions: Sequence[int], clock: Clock) -> bool:
        """Whether the clauses and these can hold together.

        Raises:
            OutOfBudgetError: the clock has run out.
        """
        while True:
            answer = self.raw.solve(assumptions, None, SLICE)
            if answer is not None:
                return answer
            clock.check("a SAT query")
