"""The drafts and incidents of examples/: they parse, keep the one layout, say where each sentence comes from, and come
out as they expect."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from foedus.engine.expect import check
from foedus.language import Loaded, load
from foedus.language.format import format_text
from foedus.library.catalogue import LIBRARY
from foedus.model import OpenPoint
from tests.conftest import ROOT

FOLDER = ROOT / "examples" / "ukraine-2025"
LIBRARY_TEXTS = [LIBRARY / "instruments" / f"{name}.treaty" for name in ("world", "charter", "nat", "bud")]
DRAFTS = sorted(FOLDER.glob("*.treaty"))
TIMELINES = sorted(FOLDER.glob("timelines/*.timeline"))
TEXTS = [*DRAFTS, *LIBRARY_TEXTS, *TIMELINES]
REAL = {
    "guarantee", "russian-law", "istanbul-2022", "plan-28", "italian-plan", "axios-text", "paris-declaration", "ladder",
}  # fmt: skip
KINDS_OF_INCIDENT = (
    "full-scale-invasion", "drone-salvo", "missile-stray", "proxies", "sabotage", "cyber", "blockade",
    "disputed-attribution", "provoked", "guarantor-forces-hit", "blocked-vote", "withdrawal", "law-repealed", "erosion",
    "parliament-refuses", "silence", "waiver", "stages", "snapback", "forfeiture",
)  # fmt: skip


def names(path: Path) -> str:
    return path.stem


@cache
def read(path: Path) -> Loaded:
    return load(path)


@pytest.mark.parametrize("path", TEXTS, ids=names)
def test_it_parses_without_a_complaint(path: Path):
    assert read(path).diagnostics == ()


@pytest.mark.parametrize("path", TEXTS, ids=names)
def test_it_is_laid_out_as_the_formatter_would(path: Path):
    text = path.read_text("utf-8")
    assert format_text(text, path.name) == text


@pytest.mark.parametrize("path", DRAFTS, ids=names)
def test_each_sentence_has_a_source_or_is_an_assumption(path: Path):
    draft = read(path).draft
    assert draft is not None
    assert draft.status
    assert draft.source.startswith(("https://", "http://", "press report of"))
    for sentence in draft.sentences:
        backed = sentence.source or sentence.assumption or sentence.unverified or draft.source
        assert backed, sentence.text
        assert not sentence.source or sentence.source.startswith(("https://", "http://")), sentence.text


@pytest.mark.parametrize("path", [*DRAFTS, *LIBRARY_TEXTS], ids=names)
def test_each_open_point_asks_something_and_says_whose_options_these_are(path: Path):
    draft = read(path).draft
    assert draft is not None
    for sentence in draft.sentences:
        if isinstance(sentence.body, OpenPoint):
            assert sentence.body.asks.endswith("?"), sentence.text
            assert sentence.body.slot, f"{sentence.body.name} is never used"
            assert sentence.assumption or sentence.source or sentence.unverified, sentence.text


def test_the_reported_proposal_is_nearly_all_open():
    draft = read(FOLDER / "guarantee.treaty").draft
    assert draft is not None
    points = {point.name for point in draft.open_points()}
    assert {"russia-role", "eu-role", "order", "decider", "clock", "silence", "land", "threshold"} <= points
    assert len(points) >= 20


def test_the_real_drafts_are_all_there():
    assert {path.stem for path in DRAFTS} >= REAL


def test_there_is_an_incident_of_every_kind():
    titles = [path.stem for path in TIMELINES]
    assert len(titles) >= 14
    for kind in KINDS_OF_INCIDENT:
        assert any(kind in title for title in titles), kind


@pytest.mark.parametrize("path", TIMELINES, ids=names)
def test_an_incident_comes_out_as_expected(path: Path):
    loaded = read(path)
    assert loaded.draft is not None
    assert loaded.timeline is not None
    assert loaded.timeline.expects
    results = check(loaded.draft, loaded.timeline)
    wrong = [line for result in results if not result.ok for line in result.lines()]
    assert not wrong, "\n".join(wrong)
    assert not any(result.unknown for result in results)


@pytest.mark.parametrize("path", TIMELINES, ids=names)
def test_an_incident_says_that_it_is_invented_or_names_its_source(path: Path):
    timeline = read(path).timeline
    assert timeline is not None
    first = path.read_text("utf-8").partition("\n")[0]
    invented = "(invented)" in timeline.title and first.startswith("# Invented.")
    assert invented or (timeline.source and "(invented)" not in timeline.title)
