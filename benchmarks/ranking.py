"""CPU time of `open`: from the parsed draft to the compiled outcomes, and from there to the whole ranking."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from itertools import pairwise

from benchmarks.drafts import draft
from benchmarks.measure import EXAMPLES, Figure
from foedus.check.run import view_of
from foedus.compare.ranking.conducts import ground
from foedus.compare.ranking.counting import Counting
from foedus.compare.ranking.points import blank, counted, detailed
from foedus.compare.ranking.table import Table
from foedus.compare.ranking.weights import Measure
from foedus.language import Loaded, load, parse_draft
from foedus.model import OpenPoint


def _once(loaded: Loaded) -> tuple[float, float, float, float]:
    """CPU milliseconds of lowering, of the outcomes as diagrams, of the points, and of the pairs."""
    assert loaded.draft is not None
    gc.disable()
    marks = [time.process_time()]
    view = view_of(loaded.draft)
    marks.append(time.process_time())
    table = Table(view, ground(view, "late"), None)
    counting = Counting(table, Measure(table, None))
    marks.append(time.process_time())
    for prov in view.low.prep.of(OpenPoint):
        detailed(view, counting, counted(view, counting, blank(view, prov)))
    marks.append(time.process_time())
    counting.pairs()
    marks.append(time.process_time())
    gc.enable()
    found = [1000 * (after - before) for before, after in pairwise(marks)]
    return found[0], found[1], found[2], found[3]


def _figures(name: str, loaded: Loaded, runs: int, goal: float | None) -> list[Figure]:
    times = [_once(loaded) for _ in range(runs)]
    rows = (
        ("lowering", [t[0] for t in times], None),
        ("outcomes of every case as diagrams", [t[1] for t in times], None),
        ("the ranking of all points, with what each option gives", [t[2] for t in times], None),
        ("points that matter only together", [t[3] for t in times], None),
        ("all of it, once compiled", [t[2] + t[3] for t in times], goal),
    )
    return [
        Figure(f"{name}: {what}", statistics.median(found), max(found), runs, aim)
        for what, found, aim in rows
    ]


def _generated(guarantors: int) -> Loaded:
    loaded = parse_draft(draft(guarantors))
    if not loaded.ok:
        raise SystemExit(f"the generated draft has errors: {loaded.diagnostics[0].message}")
    return loaded


def page(runs: int) -> list[str]:
    """The part of the page on `open`."""
    few = max(3, runs // 2)
    example = load(EXAMPLES / "ukraine-2025" / "guarantee.treaty")
    figures = [
        *_figures("8 guarantors × 40 open points", _generated(8), runs, 1000),
        *_figures("32 guarantors × 40 open points", _generated(32), few, None),
        *_figures("the proposal of 2025, 25 open points", example, few, None),
    ]
    return [
        "",
        "## Ranking open points",
        "",
        "Drafts from `benchmarks/drafts.py`, parsed beforehand, under the conduct `late`. Compiling is the lowering "
        "and the outcomes of every case as diagrams. One process, CPU time in milliseconds.",
        "",
        "| what | median | worst | runs | goal | |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
        *(
            f"| {one.what} | {one.median:.0f} | {one.worst:.0f} | {one.runs} | "
            f"{'' if one.goal is None else f'{one.goal:.0f}'} | {one.verdict} |"
            for one in figures
        ),
    ]


if __name__ == "__main__":
    print("\n".join(page(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
