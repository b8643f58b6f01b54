"""Results in a terminal: plain lines within the width, never colour alone."""

from __future__ import annotations

import io
import re

import pytest

from foedus.report.terminal import Terminal
from foedus.report.values import Trial
from tests.report.fixtures import REVIEW, RUNS, hours


def test_the_ledger_says_when_what_and_under_which_sentence() -> None:
    text = Terminal().run(RUNS[0])
    assert "2027-03-01 04:00  ◆ Russia makes a limited attack" in text
    assert "article 1 (kyiv.treaty:13), assumption" in text
    assert "○ Italy" in text
    assert "in breach: two duties" in text
    assert "depends: Poland owes use-force: yes if response = use-force" in text


def test_what_several_parties_share_is_said_once() -> None:
    text = " ".join(Terminal().run(RUNS[0]).split())
    assert "Poland, United Kingdom, France, United States and Italy owe use-force" in text


def test_a_run_at_an_instant_says_how_everything_stands() -> None:
    text = Terminal().run(RUNS[0], hours(30))
    assert "At 2027-03-02 10:00" in text
    assert "What changed" not in text


def test_lines_stay_within_the_width() -> None:
    for wide in (60, 96, 120):
        for run in RUNS:
            lines = Terminal(wide).run(run).splitlines()
            assert max(map(len, lines)) <= wide


def test_colour_only_doubles_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Terminal(96).run(RUNS[0])
    bright = Terminal(96, colour=True).run(RUNS[0])
    assert "\033[" in bright
    assert re.sub(r"\033\[\d*m", "", bright) == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Terminal.here().colour


def test_columns_set_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    monkeypatch.setenv("COLUMNS", "72")
    assert Terminal.here().width == 72
    monkeypatch.setenv("COLUMNS", "nonsense")
    assert Terminal.here().width == 96


def test_a_failed_expectation_is_shown_as_a_difference() -> None:
    tested = Trial("a.timeline", "A", (("  the case has arisen", "- nobody owes", "+ Italy owes"),), ok=False)
    text = Terminal().tests([tested])
    assert "○ a.timeline: not as expected (two expectations)" in text
    assert "    - nobody owes\n    + Italy owes" in text
    assert text.endswith("one timeline: 1 not as expected")


def test_a_review_has_a_summary() -> None:
    text = Terminal().review(REVIEW, "build/review.html")
    assert "Our draft, our options. As of 23 November 2026." in text
    assert "In one of the three incidents a duty to assist binds" in " ".join(text.split())
    assert "Italy" not in text
    assert text.endswith("The whole review: build/review.html")
