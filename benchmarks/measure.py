"""CPU time of commands, and of parsing as drafts grow."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
# Python may keep compiled modules beside their sources, as an install does.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
FOEDUS = str(Path(sys.executable).with_name("foedus"))


@dataclass(frozen=True)
class Figure:
    """One measured thing; times are in milliseconds of CPU, user and system together."""

    what: str
    median: float
    worst: float
    runs: int
    goal: float | None

    @property
    def verdict(self) -> str:
        """Whether the goal is met; a figure without a goal has none."""
        if self.goal is None:
            return ""
        return "met" if self.median <= self.goal else "missed"


def cpu_of(command: Sequence[str], codes: Sequence[int] = (0,)) -> float:
    """CPU milliseconds of one run of a command, its start included; codes: how it may end."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    try:
        actions = [(os.POSIX_SPAWN_DUP2, quiet, 1), (os.POSIX_SPAWN_DUP2, quiet, 2)]
        child = os.posix_spawn(command[0], list(command), ENVIRONMENT, file_actions=actions)
    finally:
        os.close(quiet)
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in codes:
        raise SystemExit(f"this command fails: {' '.join(command)}")
    return 1000 * (used.ru_utime + used.ru_stime)


def command(
    what: str, words: Sequence[str], goal: float | None, runs: int, codes: Sequence[int] = (0,)
) -> Figure:
    """Measure a command; two runs before the measured ones fill the caches."""
    for _ in range(2):
        cpu_of(words, codes)
    times = [cpu_of(words, codes) for _ in range(runs)]
    return Figure(what, statistics.median(times), max(times), runs, goal)


def commands(runs: int) -> list[Figure]:
    """The commands that have a goal, and Python alone for comparison."""
    page, timeline = str(HERE / "page.treaty"), str(HERE / "page.timeline")
    python = sys.executable
    draft = str(EXAMPLES / "ukraine-2025" / "guarantee.treaty")
    return [
        command("python, doing nothing", [python, "-c", "pass"], None, runs),
        command("import foedus", [python, "-c", "import foedus"], 60, runs),
        command("foedus --help", [FOEDUS, "--help"], 120, runs),
        command("foedus run, one page", [FOEDUS, "run", page, timeline], 200, runs),
        command("foedus fmt --check, one page", [FOEDUS, "fmt", "--check", page], 200, runs),
        command("foedus review, the proposal of 2025", [FOEDUS, "review", draft, "-o", os.devnull], None, 3),
    ]


def draft(provisions: int) -> str:
    """A draft of so many provisions, each its own article, and with two open points."""
    head = (HERE / "growth.treaty").read_text("utf-8")
    articles = (
        f'article {n} "Number {n}".\n  After an armed-attack each guarantor must assist the victim '
        f"within {2 + n % 9} days, provided that guarantor has ratified.\n"
        for n in range(1, provisions + 1)
    )
    return head + "\n" + "\n".join(articles)


@dataclass(frozen=True)
class Growth:
    """Parsing at one size."""

    provisions: int
    milliseconds: float

    @property
    def each(self) -> float:
        """Microseconds for each provision."""
        return 1000 * self.milliseconds / self.provisions


def growth(parse: Callable[[str], object], sizes: Sequence[int], runs: int) -> list[Growth]:
    """Parse drafts of growing size in this process; the median of a few runs each."""
    parse(draft(sizes[0]))
    found: list[Growth] = []
    for size in sizes:
        text = draft(size)
        times: list[float] = []
        for _ in range(runs):
            start = time.process_time()
            parse(text)
            times.append(1000 * (time.process_time() - start))
        found.append(Growth(size, statistics.median(times)))
    return found
