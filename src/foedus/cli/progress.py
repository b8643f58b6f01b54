"""A progress bar on a terminal, and nothing anywhere else."""

import os
import sys
from types import TracebackType

_WIDTH = 24


class Progress:
    """Shows what is at hand: `[######      ] 4 of 15: time`; wiped when done. Not on a pipe, nor a dumb terminal."""

    def __init__(self) -> None:
        self.shows = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> "Progress":
        if self.shows:
            self._put("reading the draft")
        return self

    def __call__(self, name: str, number: int, whole: int) -> None:
        """Number so many of a whole begins."""
        if self.shows:
            done = _WIDTH * number // max(1, whole)
            self._put(f"[{'#' * done}{' ' * (_WIDTH - done)}] {number + 1} of {whole}: {name}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shows:
            self._put("")

    def _put(self, said: str) -> None:
        sys.stderr.write(f"\r\033[K{said}")
        sys.stderr.flush()
