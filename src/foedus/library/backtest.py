"""The back-test: every incident replayed under its instrument, the outcome beside what was expected.

It checks classification, not behaviour: what the text says of the facts, not what anybody did.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from foedus.base import Diagnostic
from foedus.engine import LoopError, Pick
from foedus.engine.bench import Bench
from foedus.engine.completion import explore
from foedus.language.cursor import ParseError
from foedus.language.draft import Parsed
from foedus.language.load import Loader
from foedus.language.timelines import load_timeline
from foedus.library.catalogue import INCIDENTS, Shelf
from foedus.model import Expect, OpenPoint, Outcome, Timeline

READINGS = 256  # of the contested points of one instrument, at the most


class Row(Struct, frozen=True):
    """One incident. outcome: under the reading that the instrument lists first; readings: under each other one.

    matched: for a contested row, whether any of its expected outcomes comes about under any reading; for any other row,
    whether the expected outcome comes about under the first reading. imprecise: whether the outcome turns on a time of
    day that the dates leave open.
    """

    id: str
    instrument: str
    title: str
    outcome: str
    expected: str
    alternatives: tuple[str, ...]
    confidence: str
    matched: bool
    why: str
    because: str
    imprecise: bool = False
    readings: tuple[tuple[str, str], ...] = ()  # (outcome, the setting of the contested points)
    trace: tuple[str, ...] = ()
    source: str = ""


class Backtest(NamedTuple):
    """All rows, and the texts that could not be read."""

    rows: tuple[Row, ...]
    broken: tuple[Diagnostic, ...] = ()

    @property
    def matched(self) -> int:
        """How many rows came out as expected."""
        return sum(row.matched for row in self.rows)

    def by_confidence(self) -> dict[str, tuple[int, int]]:
        """Matched and total, by confidence."""
        out: dict[str, tuple[int, int]] = {}
        for name in ("high", "medium", "contested", ""):
            mine = [row for row in self.rows if row.confidence == name]
            if mine:
                out[name or "not said"] = sum(row.matched for row in mine), len(mine)
        return out

    def by_outcome(self) -> dict[str, tuple[int, int]]:
        """Matched and total, by expected outcome."""
        total = Counter(row.expected for row in self.rows)
        right = Counter(row.expected for row in self.rows if row.matched)
        return {code: (right[code], total[code]) for code in sorted(total)}

    def confusion(self) -> dict[tuple[str, str], int]:
        """How often (expected, found) came about."""
        return dict(Counter((row.expected, row.outcome) for row in self.rows))

    def imprecise(self) -> float:
        """The share of rows whose outcome turns on a time of day that the dates leave open."""
        return sum(row.imprecise for row in self.rows) / len(self.rows) if self.rows else 0.0


def backtest(
    folder: str | Path | None = None, files: Iterable[Path] | None = None, instead: Path | None = None
) -> Backtest:
    """Replay incidents.

    Args:
        folder: a folder of timelines; none is the library's own.
        files: these timelines instead.
        instead: a folder of instruments that stand instead of the library's of the same name.

    Returns: a row for each timeline that expects an outcome.
    """
    chosen = sorted(files if files is not None else Path(folder or INCIDENTS).rglob("*.timeline"))
    loader, shelf = Loader(), Shelf(instead)
    rows: list[Row] = []
    broken: list[Diagnostic] = []
    for file in chosen:
        found = _load(loader, shelf, file)
        if isinstance(found, tuple):
            rows += _rows(file, *found)
        else:
            broken += found
    return Backtest(tuple(rows), tuple(broken))


def incidents_of(codes: Iterable[str]) -> list[Path]:
    """The library's incidents of some instruments."""
    wanted = set(codes)
    return [f for f in sorted(INCIDENTS.glob("*.timeline")) if wanted & set(codes_in(f.read_text("utf-8")))]


def _load(loader: Loader, shelf: Shelf, file: Path) -> "tuple[Parsed, Timeline] | list[Diagnostic]":
    """A timeline with its instrument, which is read once for all its incidents."""
    loader.problems = []
    given: Parsed | None = None
    try:
        codes = codes_in(loader.text(file, str(file)))
        if len(codes) == 1 and codes[0] in shelf.files:
            path = shelf.files[codes[0]]
            given = loader.draft(path, f"library/{path.name}")
        loaded = load_timeline(loader, file, str(file), given)
    except ParseError as error:
        return [error.diagnostic]
    errors = [d for d in loaded.diagnostics if d.severity == "error"]
    if errors or loaded.timeline is None or loaded.draft is None:
        return errors
    return Parsed(loaded.draft, loaded.names, ()) if given is None else given, loaded.timeline  # type: ignore[arg-type]


def codes_in(text: str) -> list[str]:
    """The instruments that a timeline says it is of."""
    import re

    match = re.search(r'timeline\s+"[^"\n]*"[^.]*?,\s*of\s+([^.,]+)', text)
    return [w.strip() for w in re.split(r"\band\b", match.group(1))] if match else []


def _rows(file: Path, parsed: Parsed, timeline: Timeline) -> list[Row]:
    expects = [one for one in timeline.expects if one.outcomes]
    return [_row(file, parsed, timeline, one) for one in expects]


def _row(file: Path, parsed: Parsed, timeline: Timeline, expect: Expect) -> Row:
    bench = Bench(parsed.draft, timeline, timeline.parts)
    settled = dict(timeline.choices)

    def first(point: OpenPoint) -> int:
        return point.texts.index(settled[point.name]) if point.name in settled else 0

    shown = tuple(expect.outcomes)
    made = Row(
        file.stem.upper(), "+".join(timeline.of), timeline.title, "", shown[0], shown[1:], expect.confidence, False, "",
        expect.because, source=timeline.source,
    )  # fmt: skip
    try:
        precise = bench.run(first)
        readings = _readings(bench, settled, expect.bearer)
    except LoopError as error:
        return replace(made, why=f"it cannot be run: {error}")
    out = precise.record.outcome
    code = out.code_for(expect.bearer) if out else "NOT_IN_FORCE"
    agreed, _ = precise.settled(
        lambda ran: ran.record.outcomes[0].code_for(expect.bearer) if ran.record.outcomes else ""
    )
    possible = {code, *(c for c, _ in readings)} if expect.confidence == "contested" else {code}
    trace = tuple(c.text for c in precise.record.changes if c.kind not in ("force", "prohibition", "state"))
    return replace(
        made, outcome=code, matched=bool(possible & set(shown)), why=_why(out), imprecise=agreed is None,
        readings=tuple(readings), trace=trace,
    )  # fmt: skip


def _why(out: Outcome | None) -> str:
    return f"{out.why} ({out.reason})" if out and out.reason else out.why if out else "nothing happened"


def _readings(bench: Bench, settled: dict[str, str], bearer: str) -> list[tuple[str, str]]:
    """The outcome under each reading of the instrument's contested points, if there are any that matter."""

    def once(pick: Pick) -> str:
        found = bench.once(pick).record.outcome
        return found.code_for(bearer) if found else ""

    runs = explore(once, settled, READINGS)
    if len(runs.leaves) < 2:
        return []
    out: dict[str, str] = {}
    for leaf in runs.leaves:
        text = ", ".join(
            f"{n} = {runs.points[n].texts[i]}" for n, i in dict(leaf.settings).items() if n not in settled
        )
        out.setdefault(leaf.value, text)
    return list(out.items())
