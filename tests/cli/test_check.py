"""`foedus check` on the command line: exit codes, JSON as its schema says, witnesses that replay, partial answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.cli.progress import Progress
from foedus.cli.witnesses import write
from foedus.language import load_together
from tests.check.asked import TEXT
from tests.cli.test_cli import run, valid

CLEAN = """treaty "A greeting", called HELLO.
state Arland, Borland.
party Arland, Borland.
article 1.
  This treaty enters into force on 2027-01-01.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "guard.treaty").write_text(TEXT, "utf-8")
    (tmp_path / "hello.treaty").write_text(CLEAN, "utf-8")
    return tmp_path


def test_findings_are_diagnostics_and_exit_1(folder: Path) -> None:
    result = run("check", "guard.treaty")
    assert result.exit_code == 1, result.output
    assert result.output.startswith("GUARD, checked over every attack, procedure and completion")
    assert "finding[F0201]: " in result.output
    assert "guard.treaty:13:3" in result.output
    assert "^^^^" in result.output
    assert "holds: " in result.output
    assert "\033" not in result.output


def test_nothing_found_exits_0(folder: Path) -> None:
    result = run("check", "hello.treaty")
    assert result.exit_code == 0, result.output
    assert result.output.rstrip().endswith("no finding")


def test_json_follows_the_schema(folder: Path) -> None:
    value = valid(run("check", "guard.treaty", "--json").output)
    assert value["schema"] == "check/1"
    assert value["draft"] == "GUARD"
    assert value["space"]["completions"] == 24  # type: ignore[index]
    first = value["findings"][0]  # type: ignore[index]
    assert first["span"]["line"] > 0
    assert first["witness"].startswith("timeline ")


@pytest.mark.parametrize("place", ["witnesses", "deep/inside/witnesses"])
def test_every_witness_replays(folder: Path, place: str) -> None:
    run("check", "guard.treaty", "--witnesses", place)
    assert sorted((folder / place).glob("*.timeline"))
    result = run("test", place)
    assert result.exit_code == 0, result.output
    assert result.output.rstrip().endswith("all as expected")


def test_points_settled_leave_less(folder: Path) -> None:
    result = run("check", "guard.treaty", "--with", "decider=any guarantor", "--with", "bound=must")
    assert "4 completions" in result.output
    assert run("check", "guard.treaty", "--with", "decider=nobody").exit_code == 2


def test_a_budget_that_is_spent_exits_3_with_what_was_proved(folder: Path) -> None:
    result = run("check", "guard.treaty", "--budget", "0")
    assert result.exit_code == 3, result.output
    assert "unresolved" in result.output
    assert valid(run("check", "guard.treaty", "--budget", "0", "--json").output)["complete"] is False


def test_ctrl_c_leaves_what_was_proved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from foedus.check.findings import procedure, scope

    def stopped(view: object) -> object:
        raise KeyboardInterrupt

    found = run("check", "guard.treaty", "--json", "--all")
    whole = valid(found.output)
    monkeypatch.setattr(procedure, "find", stopped)
    result = run("check", "guard.treaty", "--json")
    assert result.exit_code == 3
    value = valid(result.output)
    assert value["complete"] is False
    assert "stopped by hand" in value["notes"][-1]  # type: ignore[index]
    codes = {one["code"] for one in value["findings"]}  # type: ignore[union-attr]
    assert codes <= {one["code"] for one in whole["findings"]}  # type: ignore[union-attr]
    assert scope.CODE == "F0101"


def test_own_questions_are_answered_instead(folder: Path) -> None:
    question = "whenever Ruritania attacks Vallia, each guarantor must assist within 7 days"
    result = run("check", "guard.treaty", "--ask", question)
    assert result.exit_code == 1
    assert "◐ it depends: " in result.output
    assert "finding[" not in result.output
    assert run("check", "guard.treaty", "--ask", "never, Vallia owes use-force").exit_code == 0
    value = valid(run("check", "guard.treaty", "--json", "--ask", question).output)
    assert value["answers"][0]["depends_on"]  # type: ignore[index]


def test_a_question_that_cannot_be_read_is_explained(folder: Path) -> None:
    result = run("check", "guard.treaty", "--ask", "Arland must assist")
    assert result.exit_code == 2
    assert "whenever EVENT, CLAIM within PERIOD" in result.output


def test_a_file_of_questions(folder: Path) -> None:
    (folder / "lines.questions").write_text(
        'questions "Red lines", of GUARD.\n'
        "never, Vallia owes use-force.\n"
        "given no guarantor votes.\n"
        "whenever Ruritania attacks Vallia, each guarantor must assist within 7 days.\n",
        "utf-8",
    )
    result = run("check", "guard.treaty", "lines.questions", "--witnesses", "shown")
    assert result.exit_code == 1, result.output
    assert "except that no guarantor votes" in " ".join(result.output.split())
    assert run("test", "shown").exit_code == 0
    (folder / "lines.questions").write_text("never, Vallia owes nonsense.\nalways Vallia flies.\n", "utf-8")
    wrong = run("check", "guard.treaty", "lines.questions")
    assert wrong.exit_code == 2
    assert "2 errors" in wrong.output


def test_several_drafts_are_read_side_by_side(folder: Path) -> None:
    result = run("check", "guard.treaty", "hello.treaty")
    assert result.exit_code == 1, result.output
    assert result.output.startswith("GUARD+HELLO, checked")


def test_no_progress_bar_but_on_a_terminal(folder: Path) -> None:
    assert not Progress().shows


def test_two_witnesses_of_one_name_are_two_files(folder: Path) -> None:
    loaded = load_together(["guard.treaty"])
    write(folder / "here", [("F0101 article 1", "one"), ("F0101 article 1", "two"), ("F0201", "")], loaded)
    assert sorted(p.name for p in (folder / "here").glob("*.timeline")) == [
        "F0101-article-1-2.timeline", "F0101-article-1.timeline",
    ]  # fmt: skip


def test_two_texts_that_ask_one_question_with_other_options_are_told_so(tmp_path: Path):
    for code, options in (("ONE", "24 hours | 72 hours"), ("TWO", "24 hours | 7 days")):
        (tmp_path / f"{code}.treaty").write_text(
            f'treaty "{code}", called {code}.\nparty Arland, Borland.\nopen clock: {options}, asks "How soon?".\n'
            "article 1.\nAfter an attack on Borland Arland must assist Borland within ?clock.\n",
            "utf-8",
        )
    loaded = load_together([str(tmp_path / "ONE.treaty"), str(tmp_path / "TWO.treaty")])
    [told] = loaded.diagnostics
    assert told.code == "E0303"
    assert told.span is not None
    assert told.span.file.endswith("TWO.treaty")
    assert [one.text for one in told.also] == ["first here"]
