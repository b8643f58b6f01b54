"""`foedus diff` with one draft: readings, parts, versions and completions; JSON as its schema says; exit codes."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from foedus.cli import main
from tests.compare.texts import ACCORD, STAGED, TERRITORIES
from tests.report.readings import TEXT

SECRET = """treaty "Agreement of mutual assistance", called PACT.
party Arland, Borland.
state Dorland, Ruritania.
article 1.  After an attack by any state on a party each other party must assist the victim.
article 2.  In force from 2027-01-01.
protocol "Secret Protocol", secret, from 2027-01-01.
Instead of article 1, after an attack by Ruritania on a party each other party must assist the victim.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (
        ("read", TERRITORIES),
        ("accord", ACCORD),
        ("staged", STAGED),
        ("pact", SECRET),
        ("shown", TEXT),
    ):
        (tmp_path / f"{name}.treaty").write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diff(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments])


@pytest.mark.parametrize(
    "arguments",
    [
        ("read.treaty", "--readings"), ("pact.treaty", "--parts"), ("staged.treaty", "--versions"),
        ("accord.treaty", "--options", "speed"),
        ("accord.treaty", "--with", "speed=24 hours", "--or", "speed=7 days"),
    ],
    ids=lambda a: a[1],
)  # fmt: skip
def test_json_follows_the_schema(folder: Path, arguments: tuple[str, ...]) -> None:
    del folder
    result = diff(*arguments, "--json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    schema = json.loads(files("foedus.schemas").joinpath("readings-1.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(value)
    assert value["schema"] == "readings/1"
    assert value["equal"] == "no"
    assert value["first"]["events"] >= 1
    assert len(value["variants"]) >= 2


def test_the_terminal_names_the_incident_and_what_holds(folder: Path) -> None:
    del folder
    result = diff("read.treaty", "--readings")
    assert result.exit_code == 0
    assert "The incident that exposes it first (one event, none can be left out)" in result.output
    assert "What holds in every reading" in result.output
    assert "● article 2, line 11: the same in all" in result.output


def test_the_incident_runs_under_each_reading(folder: Path) -> None:
    assert diff("read.treaty", "--readings", "--witnesses", "shown").exit_code == 0
    file = next((folder / "shown").glob("exposes*.timeline"))
    found = [
        CliRunner().invoke(main, ["run", "read.treaty", str(file), "--with", f"territories={read}"]).output
        for read in ("Sinai or Golan Heights or West Bank", "Sinai")
    ]
    assert "CF_BINDING" in found[0]
    assert "CONSULT_ONLY" in found[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("staged.treaty", "--readings"), "no ambiguous sentence"),
        (("read.treaty", "--parts"), "no secret part"),
        (("read.treaty", "--versions"), "no public protocol"),
        (("accord.treaty", "--options", "clock"), "no open point clock"),
        (("accord.treaty", "--or", "speed=3 days"), "has no option"),
        (("read.treaty", "accord.treaty", "--readings"), "two drafts are named"),
        (("read.treaty", "--readings", "--parts"), "at once"),
        (("read.treaty",), "one draft is named"),
    ],
)
def test_what_cannot_be_compared_is_a_mistake_in_the_command(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    del folder
    result = diff(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "fix:" in result.output


def test_out_of_budget_is_unresolved(folder: Path) -> None:
    del folder
    result = diff("read.treaty", "--readings", "--budget", "0")
    assert result.exit_code == 3
    assert "proved" not in result.output.split("\n")[3] or "not resolved" in result.output


def test_the_review_puts_the_readings_side_by_side(folder: Path) -> None:
    result = CliRunner().invoke(main, ["review", "shown.treaty", "-o", "page.html"])
    assert result.exit_code == 0, result.output
    page = (folder / "page.html").read_text()
    assert 'id="readings"' in page
    assert "Egypt and Jordan" in page
    assert "The incident that exposes it first" in page
