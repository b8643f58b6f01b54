"""CPU time of `check` and of own questions on drafts written in the language, and its growth."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.drafts import draft
from benchmarks.measure import EXAMPLES, FOEDUS, Figure, command, cpu_of
from foedus.check.ask import Asked, ask, view_for
from foedus.check.view import View
from foedus.language import Loaded, load, parse_asking, parse_draft
from foedus.model import Asking

T = TypeVar("T")
PAGE = Path(__file__).with_name("page.treaty")
FIRST = (
    "whenever Ruritania makes a full-scale attack on Vallia, at least 3 guarantors must assist within 7 days"
)
LATER = (
    "whenever Ruritania makes a full-scale attack on Vallia, some guarantor must use-force within 7 days",
    "whenever Ruritania makes a full-scale attack on Vallia, each guarantor must assist within 4 days",
)
NAT = (
    "whenever Belarus makes a full-scale attack on Poland in territory of Poland, "
    "at least 20 parties must assist within 7 days"
)


def timed(do: Callable[[], T]) -> tuple[float, T]:
    """CPU milliseconds of one call, and what it gave."""
    start = time.process_time()
    found = do()
    return 1000 * (time.process_time() - start), found


def _figure(what: str, times: Sequence[float], goal: float | None) -> Figure:
    return Figure(what, statistics.median(times), max(times), len(times), goal)


def _askings(loaded: Loaded, texts: Sequence[str]) -> list[Asking]:
    out: list[Asking] = []
    for text in texts:
        one, told = parse_asking(text, loaded)
        if one is None:
            raise SystemExit(f"{text}: {told[0].message}")
        out.append(one)
    return out


def _answered(view: View, asking: Asking) -> Asked:
    found = ask(view, asking)
    if found.value == "unknown":
        raise SystemExit(f"{asking.text}: {found.why}")
    return found


def _questions(
    name: str, loaded: Loaded, texts: Sequence[str], runs: int, goals: Sequence[float | None]
) -> list[Figure]:
    """From the parsed draft to the first answer over all completions, and further questions to the same graph."""
    assert loaded.draft is not None
    askings = _askings(loaded, texts)
    lowered: list[float] = []
    first: list[float] = []
    later: list[float] = []
    for _ in range(runs):
        spent, view = timed(lambda: view_for(loaded.draft, askings))  # type: ignore[arg-type]
        took, _found = timed(lambda v=view: _answered(v, askings[0]))
        lowered.append(spent)
        first.append(spent + took)
        later += [timed(lambda v=view, one=one: _answered(v, one))[0] for one in askings[1:]]
    figures = [
        _figure(f"{name}: lowering", lowered, None),
        _figure(f"{name}: lowering and the first question", first, goals[0]),
    ]
    return [*figures, _figure(f"{name}: a later question", later, goals[1])] if later else figures


def _generated(guarantors: int, points: int = 40, articles: int | None = None) -> Loaded:
    loaded = parse_draft(draft(guarantors, points, articles))
    if not loaded.ok:
        raise SystemExit(f"the generated draft has errors: {loaded.diagnostics[0].message}")
    return loaded


def _check_command(runs: int) -> Figure:
    """The whole command on the example; it finds something, so its exit code is 1."""
    words = [FOEDUS, "check", str(EXAMPLES / "ukraine-2025" / "guarantee.treaty"), "--budget", "600"]
    return command("foedus check, the proposal of 2025: the whole command", words, 1000, runs, (1,))


def _diff_command(runs: int) -> list[Figure]:
    """Two drafts of one page compared, by one changed place and by four."""
    text = (PAGE).read_text("utf-8")
    swaps = (
        ("use-force within 72 hours of", "use-force within 30 days of"), ("within ?clock", "within 7 days"),
        ("a ?threshold or larger attack", "an attack"), ("with 1 year of notice", "with 30 days of notice"),
    )  # fmt: skip
    out: list[Figure] = []
    for size in (1, len(swaps)):
        changed = text
        for old, new in swaps[:size]:
            changed = changed.replace(old, new)
        with tempfile.TemporaryDirectory() as folder:
            other = Path(folder) / "changed.treaty"
            other.write_text(changed, "utf-8")
            times = [cpu_of([FOEDUS, "diff", str(PAGE), str(other)]) for _ in range(runs)]
        what = "one change" if size == 1 else f"{size} changes"
        out.append(_figure(f"foedus diff, two drafts of one page, {what}: the whole command", times, 2000))
    return out


def _large_diff(runs: int) -> list[Figure]:
    """The proposal of 2025, with 25 open points, compared with redlines of it."""
    path = EXAMPLES / "ukraine-2025" / "guarantee.treaty"
    text, out = path.read_text("utf-8"), list[Figure]()
    swaps = (
        ("a clock settled", "within ?clock whether", "within 48 hours whether"),
        ("a modal settled", "?bearer ?bound ?response", "?bearer must ?response"),
        ("a guarantor dropped", "Italy, Poland, assumption", "Italy, assumption"),
    )
    for what, old, new in swaps:
        with tempfile.TemporaryDirectory() as folder:
            for one in path.parent.glob("*.treaty"):
                (Path(folder) / one.name).write_bytes(one.read_bytes())
            other = Path(folder) / "changed.treaty"
            other.write_text(text.replace(old, new, 1), "utf-8")
            times = [cpu_of([FOEDUS, "diff", str(path), str(other)], (0, 3)) for _ in range(runs)]
        out.append(_figure(f"foedus diff, the proposal of 2025, {what}: the whole command", times, 10_000))
    return out


def page(runs: int) -> list[str]:
    """The part of the page on `check` and `diff`."""
    few = max(3, runs // 2)
    nat = load(EXAMPLES.parent / "src" / "foedus" / "library" / "instruments" / "nat.treaty")
    figures = [
        _check_command(few),
        *_diff_command(few),
        *_large_diff(3),
        *_questions("8 guarantors × 40 open points", _generated(8), (FIRST, *LATER), runs, (1000, 100)),
        *_questions("32 guarantors × 40 open points", _generated(32), (FIRST, *LATER), few, (4000, None)),
        *_questions("NATO, 32 allies", nat, (NAT,), few, (5000, None)),
    ]
    return [
        "",
        "## Checking drafts written in the language",
        "",
        "Drafts from `benchmarks/drafts.py`, parsed beforehand. A question is answered over all completions, with who "
        "can put it off for ever. One process, CPU time in milliseconds.",
        "",
        "| what | median | worst | runs | goal | |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
        *(
            f"| {one.what} | {one.median:.0f} | {one.worst:.0f} | {one.runs} | "
            f"{'' if one.goal is None else f'{one.goal:.0f}'} | {one.verdict} |"
            for one in figures
        ),
        "",
        "Lowering and the first question, as a draft grows:",
        "",
        "| guarantors | open points | provisions | lowering | first question |",
        "| ---: | ---: | ---: | ---: | ---: |",
        *(_grown(*size) for size in SIZES),
    ]


SIZES = (
    (8, 8, 0),
    (8, 20, 6),
    (8, 40, 16),
    (4, 40, 16),
    (16, 40, 16),
    (32, 40, 16),
    (8, 40, 32),
    (8, 40, 64),
)


def _grown(guarantors: int, points: int, articles: int) -> str:
    loaded = _generated(guarantors, points, articles)
    assert loaded.draft is not None
    askings = _askings(loaded, (FIRST,))
    spent, view = timed(lambda: view_for(loaded.draft, askings))  # type: ignore[arg-type]
    took, _ = timed(lambda: _answered(view, askings[0]))
    return f"| {guarantors} | {points} | {articles + 4} | {spent:.0f} | {took:.0f} |"


if __name__ == "__main__":
    print("\n".join(page(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
