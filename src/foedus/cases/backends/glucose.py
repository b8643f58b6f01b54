"""A thin typed door to the SAT solver Glucose of python-sat."""

import weakref
from collections.abc import Callable, Sequence
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
        self.raw: Any = self

    def new(self) -> int:
        """A new variable."""
        self.variables += 1
        return self.variables

    def add(self, *clause: int) -> None:
        """At least one of these holds."""
        self.clause(clause)

    def choice(self, literals: Sequence[int]) -> None:
        """Just one of these holds: nothing to be done, the clauses say so."""

    def first(self, assumptions: Sequence[int], order: Sequence[int], clock: Clock) -> bool | None:
        """Not known: it decides as it likes."""
        return None

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
