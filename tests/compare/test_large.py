"""Redlines of a draft with many open points: what changes, for whom, what is proved, and in plain words."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from foedus.compare.difference import differ
from foedus.language import load
from foedus.model.comparison import Comparison

FOLDER = Path(__file__).parents[2] / "examples" / "ukraine-2025"
TEXT = (FOLDER / "guarantee.treaty").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _no_pauses() -> Iterator[None]:
    """As on the command line: one large graph, and no looking for what could be freed meanwhile."""
    gc.disable()
    yield
    gc.enable()
    gc.collect()


@cache
def redline(*swaps: tuple[str, str]) -> Comparison:
    text = TEXT
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    one = load(FOLDER / "guarantee.treaty")
    two = load(
        FOLDER / "guarantee.treaty", {"guarantee.treaty": text, str(FOLDER / "guarantee.treaty"): text}
    )
    assert one.draft is not None
    assert two.draft is not None, two.diagnostics
    assert (one.draft == two.draft) == (text == TEXT)
    return differ(one.draft, two.draft, budget=60.0)


def plain(found: Comparison) -> None:
    """Nothing is named twice in a row, nobody is called nothing, and no condition is a list of all events."""
    for d in found.differences:
        assert ", ," not in d.sentence
        assert all(s.who for s in d.stands)
        assert len(d.conduct) < 250
        assert "Poland, Poland" not in d.conduct + d.sentence
        assert d.witness


CLOCK = ("within ?clock whether", "within 48 hours whether")
MUST = ("?bearer ?bound ?response", "?bearer must ?response")
SPEED = ("within ?speed of the decision", "within 48 hours of the decision")
OPTION = ("72 hours | 7 days", "72 hours | 14 days")


def test_a_point_settled_with_a_new_length_says_by_how_much() -> None:
    found = redline(CLOCK)
    assert (found.equal, found.exact, found.completions) == ("no", True, "every")
    (d,) = found.differences
    assert d.kind == "time"
    for said in ("24 hours later in B where clock is 24 hours", "5 days sooner in B where clock is 7 days"):
        assert said in d.sentence
    plain(found)


def test_an_option_changed_differs_under_that_option_only() -> None:
    found = redline(OPTION)
    assert found.exact
    (d,) = found.differences
    assert d.only_under == ((("clock", ("7 days",)),),)
    plain(found)


def test_a_duty_in_place_of_an_open_modal_binds_more() -> None:
    found = redline(MUST)
    assert found.exact
    assert found.differences[0].kind == "stronger"
    assert found.differences[0].only_under == ((("bound", ("may", "intends to")),),)
    assert {s.effect for s in found.differences[0].stands} == {"more bound"}
    plain(found)


def test_a_term_settled_is_later_under_some_options_and_sooner_under_others() -> None:
    found = redline(SPEED)
    assert found.exact
    assert [d.kind for d in sorted(found.differences, key=lambda d: d.kind)] == ["later", "sooner"]
    plain(found)


@pytest.mark.parametrize(
    "swap",
    [("article 6 ", "article 9 "), ("on silence refused, unverified", "on   silence refused, unverified")],
    ids=["renumbered", "white space"],
)
def test_what_changes_nothing_is_proved_equal(swap: tuple[str, str]) -> None:
    found = redline(swap)
    assert (found.equal, found.differences) == ("yes", ())


@pytest.mark.parametrize(
    ("swap", "kind"),
    [
        (("on silence ?silence,", "on silence it has,"), "silence"),
        (("with ?notice of notice", "with 2 years of notice"), "force"),
        (("Italy, Poland, assumption", "Italy, assumption"), "gone"),
        (("and ?intent and ?cause", "and ?intent and the attack is unprovoked"), "gone"),
    ],
    ids=["silence", "notice", "guarantor", "exception"],
)
def test_what_is_found_is_told_and_what_is_not_proved_is_said(swap: tuple[str, str], kind: str) -> None:
    found = redline(swap)
    assert found.equal == "no"
    assert kind in {d.kind for d in found.differences}
    assert len(found.differences) <= 4
    assert found.exact or any("nothing more is proved" in note for note in found.notes)
    plain(found)
