"""`foedus diff` on the command line: exit codes, JSON by its schema, redline marks, partial answers, the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import run, valid

PAGE = (Path(__file__).parents[2] / "benchmarks" / "page.treaty").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.treaty").write_text(PAGE, "utf-8")
    other = PAGE.replace("within 72 hours of the decision", "within 30 days of the decision").replace(
        "armed-attack", "raid"
    )
    (tmp_path / "b.treaty").write_text(other, "utf-8")
    return tmp_path


def test_the_same_is_equal_and_exits_0(folder: Path) -> None:
    result = run("diff", "a.treaty", "a.treaty")
    assert result.exit_code == 0, result.output
    assert "=  Proved equal" in result.output


def test_a_difference_stands_with_the_words_that_cause_it(folder: Path) -> None:
    result = run("diff", "a.treaty", "b.treaty")
    assert result.exit_code == 0, result.output
    assert "B gives each guarantor 30 days instead of 72 hours to use-force." in result.output
    assert "[-72 hours-] {+30 days+}" in " ".join(result.output.replace("▌", "").split())
    assert "wording changes that change nothing" in result.output
    assert "renamed" in result.output
    assert "\033" not in result.output


def test_all_unfolds(folder: Path) -> None:
    assert "[-armed-attack-] {+raid+}" not in run("diff", "a.treaty", "b.treaty").output
    assert "[-armed-attack-] {+raid+}" in run("diff", "a.treaty", "b.treaty", "--all").output


def test_json_follows_the_schema(folder: Path) -> None:
    value = valid(run("diff", "a.treaty", "b.treaty", "--json").output)
    assert value["schema"] == "diff/1"
    assert value["equal"] == "no"
    assert value["exact"] is True


def test_settled_points(folder: Path) -> None:
    result = run("diff", "a.treaty", "b.treaty", "--with", "clock=24 hours")
    assert result.exit_code == 0, result.output
    assert run("diff", "a.treaty", "b.treaty", "--with", "clok=24 hours").exit_code == 2
    assert run("diff", "a.treaty", "b.treaty", "--with", "clock=25 hours").exit_code == 2


def test_a_missing_file_exits_2(folder: Path) -> None:
    assert run("diff", "a.treaty", "c.treaty").exit_code == 2


def test_no_time_exits_3_and_says_what_is_unknown(folder: Path) -> None:
    result = run("diff", "a.treaty", "b.treaty", "--budget", "0")
    assert result.exit_code == 3, result.output
    assert "Not decided" in result.output
    assert "Proved equal" not in result.output


def test_witnesses_are_written_for_both_drafts(folder: Path) -> None:
    run("diff", "a.treaty", "b.treaty", "--witnesses", "w")
    names = sorted(p.relative_to(folder / "w").as_posix() for p in (folder / "w").rglob("*.timeline"))
    assert names == ["A/1.timeline", "B/1.timeline"]
    assert run("test", "w/A/1.timeline").exit_code == 0


def test_a_review_against_an_earlier_draft_has_the_redline(folder: Path) -> None:
    result = run("review", "b.treaty", "--against", "a.treaty", "-o", "r.html", "--as-of", "2026-11-26")
    assert result.exit_code == 0, result.output
    page = (folder / "r.html").read_text("utf-8")
    assert "What do the changes change?" in page
    assert "<del>72 hours</del>" in page
    assert "<ins>30 days</ins>" in page
    assert valid(run("review", "b.treaty", "--against", "a.treaty", "--json").output)["against"]
    assert "against" not in valid(run("review", "b.treaty", "--json").output)
