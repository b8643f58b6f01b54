"""Papers of every instrument of the library and every example: none fails, no part is empty without a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from foedus.model.papers import Papers
from foedus.papers.brief import fit
from foedus.papers.brief.doc import Block, Card, Head, Listing, Pairs, Sheet, Table
from foedus.papers.brief.does import own_points
from foedus.papers.brief.layout import PAPERS, document
from foedus.papers.brief.markdown import markdown
from foedus.papers.brief.web import html
from tests.papers import made

every_draft = pytest.mark.parametrize("path", made.DRAFTS, ids=lambda path: path.stem)


def not_empty(sheet: Sheet) -> None:
    """Each heading is followed by something, and no list, table or label is empty."""
    flat: list[Block] = []
    for block in sheet.blocks:
        flat += block.blocks if isinstance(block, Card) else (block,)
    for number, block in enumerate(flat):
        where = f"{sheet.ident}, block {number}: {block}"
        if isinstance(block, Head):
            assert block.text, where
            after = flat[number + 1] if number + 1 < len(flat) else None
            assert after is not None, where
            assert not isinstance(after, Head) or after.level > block.level, where
        elif isinstance(block, Listing):
            assert block.items, where
        elif isinstance(block, Table):
            assert block.rows, where
            assert all(len(row) == len(block.heads) for row in block.rows), where
        elif isinstance(block, Pairs):
            assert block.rows, where
            assert all(items and all(one.text for one in items) for _, items in block.rows), where
        elif not isinstance(block, Card):
            assert block.item.text, where


@every_draft
def test_no_part_is_empty_without_a_reason(path: Path):
    papers = made.of(path)
    assert papers.brief is not None
    for topic in (*papers.brief.does, papers.brief.uncovered):
        assert topic.says or topic.why_empty, topic.name
    assert papers.checklist.duties or papers.checklist.why_empty
    for press in (fit.SCREEN, fit.WORD):
        for sheet in document(papers, PAPERS, press).sheets:
            not_empty(sheet)


@every_draft
def test_every_open_point_is_shown_as_open(path: Path):
    papers = made.of(path)
    assert papers.brief is not None
    points = made.loaded(path).draft.open_points()  # type: ignore[union-attr]
    assert {one.name for one in papers.brief.open} == {point.name for point in points}
    said = " ".join(one.text for topic in papers.brief.does for one in topic.says)
    assert "?" not in re.sub(r"“[^”]*”", "", said), "an open point stands as a name and not as a bracket"
    if own_points(made.loaded(path).draft):  # type: ignore[arg-type]
        assert "[" in said


@every_draft
def test_the_brief_is_cut_to_a_page(path: Path):
    papers = made.of(path)
    for press in (fit.SCREEN, fit.WORD):
        sheet = document(papers, ("brief",), press).sheets[0]
        assert fit.fits(sheet.blocks, press)


@every_draft
def test_pages_hold_the_papers_and_call_nobody(path: Path):
    papers: Papers = made.of(path)
    page = html(document(papers, PAPERS, fit.SCREEN))
    for name in PAPERS:
        assert f'id="{name}"' in page
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", page), "the page needs nothing else"
    text = markdown(document(papers, PAPERS, fit.SCREEN))
    assert text.startswith(f"# {papers.title}")
    assert not re.search(r"\bNone\b(?!: | by delay| that a record)", text)


@pytest.mark.parametrize("path", made.TIMELINES, ids=lambda path: path.stem)
def test_every_timeline_has_days_and_makes_an_exercise(path: Path):
    papers = made.of_timeline(path)
    names = ("calendar", "injects", "facilitator")
    found = document(papers, names, fit.SCREEN)
    for sheet in found.sheets:
        not_empty(sheet)
    (days,) = papers.calendar.timelines
    (exercise,) = papers.exercises
    assert days.days or days.problem
    assert exercise.problem or len(exercise.injects) == len(exercise.key) > 0
    heads = [b.text for b in found.sheets[1].blocks if isinstance(b, Head)]
    assert not any(exercise.title in head for head in heads), "the title may give the point away"
