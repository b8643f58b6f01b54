"""The findings in brief: computed, ranked, at most ten."""

from __future__ import annotations

from msgspec.structs import replace

from foedus.report.facts import MOST, facts
from foedus.report.page import Page
from foedus.report.values import Turn
from tests.report.fixtures import REVIEW, RUNS


def _said(review=REVIEW) -> list[str]:
    return [f"{fact.finding} {fact.rest}".strip() for fact in facts(Page(review))]


def test_they_say_what_the_results_say() -> None:
    said = _said()
    assert said[0].startswith("In one of the three incidents a duty to assist binds")
    assert any(
        "Guarantors A and E are in breach of article 3. Guarantor A performed late." in s for s in said
    )
    assert any("the decision lapses" in s for s in said)
    assert any(
        "“What must a guarantor do?” decides what is owed in two of the three incidents." in s for s in said
    )
    assert any(s.startswith("One expectation does not come out") for s in said)


def test_there_are_at_most_ten() -> None:
    assert len(_said(replace(REVIEW, runs=RUNS * 9))) <= MOST


def test_without_incidents_nothing_is_found() -> None:
    assert _said(replace(REVIEW, runs=())) == []


def test_a_point_that_was_not_tried_is_not_said_to_decide_nothing() -> None:
    assert not any("decide nothing" in s for s in _said())
    tried = tuple(
        replace(r, turned=True, complete=True, turns=(Turn("clock", "7 days", "CF_BINDING", ""),))
        for r in RUNS
    )
    assert any("decide nothing in these incidents" in s for s in _said(replace(REVIEW, runs=tried)))
