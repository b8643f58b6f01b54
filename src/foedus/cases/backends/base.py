"""What every backend offers, and what it raises when its budget is spent."""

import time
from collections.abc import Sequence
from typing import Protocol

from foedus.cases.cell import Cell
from foedus.cases.graph import Lit


class OutOfBudgetError(Exception):
    """The time or the room given did not suffice.

    Args:
        what: what ran out, in words.
        proved: what was found out until then; it holds.
    """

    def __init__(self, what: str, proved: object = None) -> None:
        super().__init__(what)
        self.proved = proved


class Backend(Protocol):
    """Answers whether there is a case of some kind."""

    def solve(self, *lits: Lit, prefer: Sequence[Lit] = ()) -> Cell | None:
        """A case in the domain in which all of these hold; None if there is none."""
        ...


class Clock:
    """Seconds that may be spent; without a number, for ever.

    >>> Clock(None).check("nothing")
    >>> Clock(0).check("reading")
    Traceback (most recent call last):
        ...
    foedus.cases.backends.base.OutOfBudgetError: no time left for reading
    """

    def __init__(self, seconds: float | None) -> None:
        self.end = None if seconds is None else time.monotonic() + seconds

    @property
    def over(self) -> bool:
        """Whether the time is spent."""
        return self.end is not None and time.monotonic() >= self.end

    def check(self, what: str, proved: object = None) -> None:
        """Raise OutOfBudgetError if the time is spent."""
        if self.over:
            raise OutOfBudgetError(f"no time left for {what}", proved)
