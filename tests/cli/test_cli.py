"""The command line: exit codes, friendly errors, JSON as its schemas say."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import click
import jsonschema
import pytest
from click.testing import CliRunner, Result

from foedus.cli import app, main

DRAFT = """treaty "A guarantee", called KYIV.
source "a report".
use "world.treaty".
party Ukraine.
guarantors, each a guarantor and a party, are Poland, France, assumption.
open clock: 24 hours | 72 hours, asks "How long may an answer take?".
open response: consult | use-force, asks "What must a guarantor do?".
armed-attack means a limited or larger attack by Russia on Ukraine.

article 1 "Response".
  After an armed-attack each guarantor must ?response within ?clock of the attack, assumption.

article 2 "Force".
  This treaty enters into force on 2027-01-01.
"""
CASE = """timeline "An attack", of KYIV, until 2027-03-09.
with response = use-force.
2027-03-01 04:00: Russia attacks Ukraine, scale limited, attribution established.
2027-03-02 00:00: Poland acts to use-force for Ukraine.
expect at 2027-03-08 00:00: France is in breach of article 1.
expect CF_BINDING.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kyiv.treaty").write_text(DRAFT, "utf-8")
    (tmp_path / "timelines").mkdir()
    (tmp_path / "timelines" / "attack.timeline").write_text(CASE, "utf-8")
    return tmp_path


def run(*arguments: str, **more: object) -> Result:
    return CliRunner().invoke(main, list(arguments), **more)  # type: ignore[arg-type]


def valid(text: str) -> dict[str, object]:
    value = json.loads(text)
    name = value["schema"].replace("/", "-")
    schema = json.loads(files("foedus").joinpath("schemas", f"{name}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(value, schema)
    return value


def test_help_names_every_verb_with_its_question() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for verb, question in app.VERBS.items():
        assert verb in result.output
        assert question.split()[0] in result.output


@pytest.mark.parametrize("verb", app.VERBS)
def test_each_verb_has_help_and_exists(verb: str) -> None:
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.output


def test_an_unknown_verb_gets_a_suggestion() -> None:
    result = run("reveiw")
    assert result.exit_code == 2
    assert "There is no verb reveiw. Did you mean review?" in result.output


def test_run_prints_the_record(folder: Path) -> None:
    result = run("run", "kyiv.treaty", "timelines/attack.timeline")
    assert result.exit_code == 0, result.output
    assert "What changed" in result.output
    assert "Who owes what by when" in result.output
    assert "○ France" in result.output
    assert "ways to settle the open points" in result.output  # the clock is open


def test_run_at_and_with_and_ask(folder: Path) -> None:
    there = ("run", "kyiv.treaty", "timelines/attack.timeline")
    assert "At 2027-03-01 05:00" in run(*there, "--at", "2027-03-01 05:00").output
    settled = run(*there, "--with", "clock=24 hours").output
    assert "clock = 24 hours" in settled
    assert "ways to settle" not in settled
    asked = run(*there, "--ask", "France is in breach of article 1")
    assert asked.output.startswith("● holds")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("clok=24 hours", "did you mean clock?"),
        ("clock=24 hour", "did you mean “24 hours”?"),
        ("clock", "settles nothing"),
        ("clock=never", "write one of: 24 hours | 72 hours"),
    ],
)
def test_a_wrong_setting_is_explained(folder: Path, setting: str, said: str) -> None:
    result = run("run", "kyiv.treaty", "timelines/attack.timeline", "--with", setting)
    assert result.exit_code == 2
    assert said in result.output


def test_run_json(folder: Path) -> None:
    value = valid(
        run("run", "kyiv.treaty", "timelines/attack.timeline", "--json", "--at", "2027-03-02").output
    )
    assert value["complete"] is True
    assert value["at"] == "2027-03-02T23:59Z"


def test_test_passes_fails_and_shows_the_difference(folder: Path) -> None:
    assert run("test", "timelines").exit_code == 0
    bad = folder / "timelines" / "wrong.timeline"
    bad.write_text(CASE.replace("France is in breach", "Poland is in breach"), "utf-8")
    result = run("test", "timelines")
    assert result.exit_code == 1
    assert "- at 2027-03-08 00:00: Poland is in breach of article 1" in result.output
    assert "+ " in result.output
    value = valid(run("test", "timelines", "--json").output)
    assert value["ok"] is False


def test_review_writes_a_page_and_a_summary(folder: Path) -> None:
    result = run("review", "kyiv.treaty", "-o", "build/review.html", "--as-of", "2026-11-23")
    assert result.exit_code == 0, result.output
    page = (folder / "build" / "review.html").read_text("utf-8")
    assert "As of 23 November 2026" in page
    assert "Guarantor B" in page
    assert "The whole review: build/review.html" in result.output
    assert run("review", "kyiv.treaty", "-o", "named.html", "--names").exit_code == 0
    assert "Guarantor B" not in (folder / "named.html").read_text("utf-8")


def test_review_json(folder: Path) -> None:
    value = valid(run("review", "kyiv.treaty", "--json").output)
    assert value["whose"] == "our draft, our options"
    assert all(not one["witness"] for one in value["check"]["findings"])  # type: ignore[index]
    named = valid(run("review", "kyiv.treaty", "--json", "--names").output)
    checked = valid(run("check", "kyiv.treaty", "--json").output)
    assert [one["witness"] for one in named["check"]["findings"]] == [  # type: ignore[index]
        one["witness"]
        for one in checked["findings"]  # type: ignore[union-attr]
    ]
    assert not list(folder.glob("*.html"))


def test_fmt_lays_out_checks_and_differs(folder: Path) -> None:
    file = folder / "kyiv.treaty"
    file.write_text(DRAFT.replace("party Ukraine.", "party    Ukraine ."), "utf-8")
    assert run("fmt", "--check", "kyiv.treaty").exit_code == 1
    assert "-party    Ukraine ." in run("fmt", "--diff", "kyiv.treaty").output
    valid(run("fmt", "--check", "--json", ".").output)
    assert run("fmt", "kyiv.treaty").exit_code == 0
    assert run("fmt", "--check", "kyiv.treaty").exit_code == 0
    assert run("fmt", "-", input="party   Ukraine .").output == "party Ukraine.\n"


def test_explain_lists_and_shows() -> None:
    value = valid(run("explain", "--json").output)
    assert value["pages"]
    code = value["pages"][0]["code"]  # type: ignore[index]
    assert run("explain", code.lower()).exit_code == 0
    valid(run("explain", code, "--json").output)
    missing = run("explain", "E0000")
    assert missing.exit_code == 2
    assert "there is no code E0000" in missing.output


@pytest.mark.parametrize("verb", ["run", "review", "fmt", "test"])
def test_what_cannot_be_read_is_said(folder: Path, verb: str) -> None:
    (folder / "bytes.treaty").write_bytes(b'treaty "\xff".')
    (folder / "bytes.timeline").write_bytes(b'timeline "\xff".')
    second = ("timelines/attack.timeline",) if verb == "run" else ()
    kind = "timeline" if verb == "test" else "treaty"
    missing = run(verb, f"nothing.{kind}", *second)
    assert (missing.exit_code, "cannot be read" in missing.output) == (2, True), missing.output
    bad = run(verb, f"bytes.{kind}", *second)
    assert (bad.exit_code, "not UTF-8" in bad.output) == (2, True), bad.output
    if verb in ("run", "review"):
        place = run(verb, "timelines", *second)
        assert (place.exit_code, "it is a folder" in place.output) == (2, True), place.output


def test_a_huge_file_is_refused(folder: Path) -> None:
    (folder / "huge.treaty").write_bytes(b"# " + b"x" * 10_000_000)
    assert run("review", "huge.treaty").exit_code == 2


def test_errors_in_a_text_are_all_shown_and_as_json(folder: Path) -> None:
    (folder / "kyiv.treaty").write_text(
        DRAFT.replace("?clock", "?clok").replace("Ukraine.\n", "Ukriane.\n"), "utf-8"
    )
    result = run("run", "kyiv.treaty", "timelines/attack.timeline")
    assert result.exit_code == 2
    assert "error[E" in result.output
    value = valid(run("review", "kyiv.treaty", "--json").output)
    assert value["schema"] == "diagnostics/1"
    assert value["diagnostics"]


def test_a_crash_is_our_fault_and_shows_no_traceback(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret words of the draft")

    monkeypatch.setattr("foedus.language.load_run", fail)
    result = run("run", "kyiv.treaty", "timelines/attack.timeline")
    assert result.exit_code == 70
    assert "Foedus has failed" in result.output
    assert "secret" not in result.output
    assert "Traceback" not in result.output


def test_ctrl_c_is_quiet(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("foedus.language.load_run", stop)
    result = run("run", "kyiv.treaty", "timelines/attack.timeline")
    assert "Traceback" not in result.output
    assert result.exit_code == 130


def test_a_closed_pipe_is_quiet() -> None:
    code = "import sys; sys.path[:0] = %r; from foedus.cli import main; main(['explain'])" % [
        p for p in sys.path if p
    ]
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" -c "$1" | true', sys.executable, code],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_the_verbs_are_commands() -> None:
    context = click.Context(main)
    assert main.list_commands(context) == list(app.VERBS)
    assert all(isinstance(main.get_command(context, verb), click.Command) for verb in app.VERBS)
