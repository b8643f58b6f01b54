"""The back-test as a whole: how much agrees, and that every row that does not is explained."""

import json
import re
from pathlib import Path

import pytest

from foedus.library import Backtest, backtest
from foedus.library.catalogue import INCIDENTS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "back-test.md"
FIRST = Path(__file__).parent / "first-figure.json"
LEAST = {"high": 0.95, "medium": 0.85, "contested": 0.85}


@pytest.fixture(scope="session")
def replayed() -> Backtest:
    return backtest()


def test_every_incident_can_be_replayed(replayed: Backtest) -> None:
    assert not replayed.broken
    assert len(replayed.rows) == len(list(INCIDENTS.glob("*.timeline"))) == 98


@pytest.mark.parametrize(("confidence", "least"), LEAST.items())
def test_enough_came_out_as_expected(replayed: Backtest, confidence: str, least: float) -> None:
    matched, total = replayed.by_confidence()[confidence]
    assert matched / total >= least


def test_every_mismatch_is_explained(replayed: Backtest) -> None:
    explained = PAGE.read_text("utf-8").partition("## The mismatches that stay")[2].partition("\n## ")[0]
    told = {(row, found) for row, found in re.findall(r"^\| (\w+) \| `(\w+)` \|", explained, re.M)}
    assert told == {(row.id, row.outcome) for row in replayed.rows if not row.matched}


def test_the_page_gives_the_figures(replayed: Backtest) -> None:
    page = PAGE.read_text("utf-8")
    first = json.loads(FIRST.read_text("utf-8"))
    for name, (matched, total) in replayed.by_confidence().items():
        before = first["by_confidence"][name]["matched"]
        row = rf"\| {name}[^|]*\| {total} \| {before} \([^|]*\| {matched} \("
        assert re.search(row, page), name
    for code, (matched, total) in replayed.by_outcome().items():
        before = first["by_outcome"][code]["matched"]
        assert f"| `{code}` | {total} | {before} | {matched} |" in page


def test_few_rows_turn_on_a_time_of_day(replayed: Backtest) -> None:
    assert replayed.imprecise() <= 0.02
