"""Readings side by side on the page and in the terminal: what is said, and that nothing is said that is not so."""

from __future__ import annotations

from msgspec.structs import replace

from foedus.report import html
from foedus.report.terminal import Terminal
from foedus.report.values import Review
from foedus.report.variants import lines
from tests.report.pages import read
from tests.report.readings import NARROW, WIDE, draft, readings


def page(*found):
    return read(html(Review(draft(), names=True, readings=found), lambda ident: ident == "readings"))


def test_each_reading_is_a_column_with_what_the_incident_comes_to() -> None:
    table = page(readings()).find("table")[0]
    assert [e.words() for e in table.find("th")[:2]] == ["Egypt and Jordan", "Israel"]
    words = table.words()
    assert "A duty to assist binds" in words
    assert "Only consultation arises" in words
    assert words.index("A duty to assist binds") < words.index("Only consultation arises")


def test_who_is_helped_by_less_is_said_apart_from_who_is_bound_to_less() -> None:
    words = page(readings()).words()
    assert "France, United Kingdom and United States are bound to less" in words
    assert "Egypt is helped by less" in words


def test_a_draft_without_readings_has_no_such_section() -> None:
    assert not page().find("h2")


def test_names_are_hidden_where_they_are_to_be() -> None:
    found = html(Review(draft(), names=False, readings=(readings(),)), lambda ident: ident == "readings")
    assert "France" not in read(found).words()


def test_unresolved_is_never_shown_as_equal() -> None:
    one = readings()
    unknown = replace(one.between[0].comparison, equal="unknown", exact=False, complete=False, differences=())
    found = replace(one, equal="unknown", complete=False, first=None, holds=(), fares=(),
                    between=(replace(one.between[0], comparison=unknown),))  # fmt: skip
    said = lines(found, Terminal())
    assert "not resolved" in said
    assert "come to the same in every case" not in said
    assert "not resolved" in page(found).words()


def test_equal_readings_say_that_it_is_proved() -> None:
    one = readings()
    same = replace(one.between[0].comparison, equal="yes", differences=())
    found = replace(
        one, equal="yes", first=None, fares=(), between=(replace(one.between[0], comparison=same),)
    )
    assert "they come to the same in every case: proved" in lines(found, Terminal()).lower()


def test_the_terminal_says_which_is_a_and_which_is_b() -> None:
    assert f"A {WIDE}, B {NARROW}" in lines(readings(), Terminal())
