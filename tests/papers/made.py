"""Drafts and their papers, made for tests; checked with few finders, since the papers are at stake, not the check."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from foedus.check.run import check
from foedus.language import Loaded, load, load_under
from foedus.model.papers import Papers
from foedus.papers.brief.gather import Asked, Play, papers
from foedus.report.values import Run

ROOT = Path(__file__).parents[2]
UKRAINE = ROOT / "examples" / "ukraine-2025"
LIBRARY = ROOT / "src" / "foedus" / "library" / "instruments"
DRAFTS = sorted((*UKRAINE.glob("*.treaty"), *LIBRARY.glob("*.treaty")))
TIMELINES = sorted(
    (*(UKRAINE / "timelines").glob("*.timeline"), *(LIBRARY.parent / "incidents").glob("*.timeline"))
)
DAY = 29_500_000  # 2026-02-02


@cache
def loaded(path: Path) -> Loaded:
    found = load(path)
    assert found.ok, found.diagnostics
    return found


def play(draft: Loaded, path: Path) -> Play:
    from foedus.cli import results

    second = load_under(draft, path)
    assert second.timeline is not None
    assert draft.draft is not None
    run: Run = results.run(draft.draft, second.timeline, {})
    return Play(run, "", second.sources)


@cache
def of(
    path: Path, timeline: Path | None = None, settled: tuple[tuple[str, str], ...] = (), names: bool = False,
    finders: tuple[str, ...] = ("scope", "undefined"),
) -> Papers:  # fmt: skip
    """The papers of a draft, worked out once."""
    fixed = dict(settled)
    draft = loaded(path)
    assert draft.draft is not None
    seen = check(draft.draft, fixed, budget=20, finders=finders)
    plays = (play(draft, timeline),) if timeline is not None else ()
    why = "no timeline was named, and the check found no case to show"
    return papers(
        Asked(draft.draft, draft.sources, seen, fixed, plays, plays, DAY, names, "0" * 64, "0", why)
    )


def of_timeline(path: Path) -> Papers:
    """The calendar and the exercise of a timeline under the draft that it is of, which is not checked."""
    from foedus.cli import results

    found = load(path)
    assert found.ok, found.diagnostics
    assert found.draft is not None
    assert found.timeline is not None
    plays = (Play(results.run(found.draft, found.timeline, {}), "", found.sources),)
    return papers(Asked(found.draft, found.sources, None, {}, plays, plays, DAY, False, "0" * 64, "0"))
