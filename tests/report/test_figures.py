"""The pictures: time to scale, breaks drawn, no label on another."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from foedus.base import DAY, HOUR
from foedus.report.figures import timeline
from foedus.report.figures.axis import axis, ticks
from foedus.report.figures.lanes import place, width
from foedus.report.markup import el, text
from tests.report.fixtures import ATTACK, GUARANTORS, MIXED_LINE, MIXED_RECORD, RECORD, RUNS, TIMELINE, hours
from tests.report.pages import read

INSTANTS = st.lists(st.integers(-(10**7), 10**8), min_size=1, max_size=30)


@given(INSTANTS)
def test_time_runs_from_left_to_right(instants: list[int]) -> None:
    line = axis(instants, 200, 1000, min(instants))
    places = [line.x(i) for i in sorted(instants)]
    assert places == sorted(places)
    assert all(199.9 <= x <= 1000.1 for x in places)


@given(INSTANTS)
def test_ticks_do_not_collide(instants: list[int]) -> None:
    marks = ticks(axis(instants, 200, 1000, min(instants)))
    assert marks
    for one, other in itertools.pairwise(marks):
        assert other.x - one.x >= (width(one.label, 13) + width(other.label, 13)) / 2


@given(st.lists(st.tuples(st.floats(0, 800), st.text("abcdefgh WM", min_size=1, max_size=40)), max_size=25))
def test_labels_never_cover_each_other(labels: list[tuple[float, str]]) -> None:
    placed = place(labels, 0, 1000)
    assert len(placed) == len(labels)
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            apart = one.left + one.width <= other.left or other.left + other.width <= one.left
            assert one.row != other.row or apart


def test_a_long_gap_is_broken_and_a_short_one_is_not() -> None:
    assert not axis([0, 6 * HOUR, 40 * HOUR, 78 * HOUR], 0, 800).breaks
    assert len(axis([0, HOUR, 60 * DAY, 60 * DAY + HOUR], 0, 800).breaks) == 1


def test_the_timeline_shows_each_state_with_its_encoding() -> None:
    drawn = read(timeline.draw(TIMELINE, RECORD, GUARANTORS))
    classes = [e.attrs.get("class", "") for e in drawn.walk()]
    assert classes.count("b-owed") == 5
    assert classes.count("b-gap") == 2
    assert classes.count("b-hatch") == 1  # Germany
    assert classes.count("due") == 1
    assert classes.count("b-decision") == 1
    words = drawn.words()
    for said in (
        "What happens",
        "Decision",
        "performed, 44 h",
        "performed late, 110 h",
        "breach",
        "due 92 h",
        "attack",
    ):
        assert said in words
    assert "owes nothing: the text was not in force for it at the attack" in words


def test_unsettled_is_hatched_and_says_so() -> None:
    drawn = read(timeline.draw(MIXED_LINE, MIXED_RECORD))
    unsettled = [e for e in drawn.walk() if e.attrs.get("class") == "b-unsettled"]
    assert len(unsettled) == 1
    assert "not settled: must use-force?" in drawn.words()
    assert "waived: the victim waived it" in drawn.words()


def test_bars_stand_where_their_times_are() -> None:
    drawn = read(timeline.draw(TIMELINE, RECORD, GUARANTORS))
    bars = [e for e in drawn.walk() if e.attrs.get("class") == "b-owed"]
    ends = {round(float(e.attrs["x"]) + float(e.attrs["width"])) for e in bars}
    assert len({e.attrs["x"] for e in bars}) == 1  # all arise together
    assert len(ends) == 4  # three acts, and one deadline


def test_no_mark_leaves_the_picture() -> None:
    for run in RUNS:
        assert run.record
        drawn = timeline.draw(run.timeline, run.record, GUARANTORS)
        wide, high = map(float, re.findall(r'viewBox="0 0 (\d+) (\d+)"', drawn)[0])
        for e in read(drawn).walk():
            for key, most in (("x", wide), ("cx", wide), ("x2", wide)):
                assert -1 <= float(e.attrs.get(key, 0)) <= most
            assert float(e.attrs.get("y2", 0)) <= high


def test_instants_are_named_from_the_attack() -> None:
    said = timeline.relative(ATTACK)
    assert said(hours(92)) == "92 h"
    assert said(hours(0.5)) == "30 min"
    assert said(ATTACK - DAY) == "28 Feb 2027"


@given(st.text())
def test_whatever_is_not_markup_is_escaped(value: str) -> None:
    made = el("p", value, title=value)
    assert made.count("<") == 2
    assert text(text(value)) == text(value)
