"""`foedus open` on the command line: exit codes, JSON as its schema says, weights, partial answers; and the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.compare.ranking import counting
from foedus.report.page import html
from foedus.report.values import Review
from tests.cli.test_cli import run, valid
from tests.compare.test_ranking import TEXT
from tests.report.pages import read


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "guard.treaty").write_text(TEXT, "utf-8")
    return tmp_path


def test_points_with_bars_horizon_weights_and_conduct(folder: Path) -> None:
    result = run("open", "guard.treaty")
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    assert said.startswith("GUARD: which open point decides most?")
    assert "horizon 72 hours after the attack" in said
    assert "each kind of attack the same, which is an assumption" in said
    assert "as late as it lets them" in said
    assert "█" in said
    assert "○ idle: changes nothing: no sentence uses it (F0802)" in said
    assert "\033" not in result.output
    assert all(len(line) <= 96 for line in result.output.splitlines())
    assert "--all shows them" in result.output
    assert "--all shows them" not in run("open", "guard.treaty", "--all", "--no-findings").output


def test_json_follows_the_schema(folder: Path) -> None:
    value = valid(run("open", "guard.treaty", "--json", "--horizon", "3d").output)
    assert value["schema"] == "open/1"
    assert value["horizon_minutes"] == 3 * 24 * 60
    shares = [one["share"]["value"] for one in value["points"]]  # type: ignore[union-attr]
    assert shares == sorted(shares, reverse=True)
    assert any(one["findings"] for one in value["points"])  # type: ignore[union-attr]
    assert {one["idle"] for one in value["points"]} == {"", "here", "unused"}  # type: ignore[union-attr]


def test_settled_points_are_not_ranked(folder: Path) -> None:
    value = valid(run("open", "guard.treaty", "--json", "--no-findings", "--with", "bound=must").output)
    assert "bound" not in {one["name"] for one in value["points"]}  # type: ignore[union-attr]
    assert value["checked"] is False
    assert run("open", "guard.treaty", "--with", "bound=nobody").exit_code == 2


def test_own_weights(folder: Path) -> None:
    (folder / "own.weights").write_text(
        'weights "Ours", of GUARD.\nRuritania makes a full-scale attack on Vallia in Port: 3.\nall other attacks: 1.\n',
        "utf-8",
    )
    result = run("open", "guard.treaty", "--weights", "own.weights", "--no-findings")
    assert result.exit_code == 0, result.output
    assert "3 for Ruritania makes a full-scale attack on Vallia in Port" in " ".join(result.output.split())
    value = valid(run("open", "guard.treaty", "--weights", "own.weights", "--no-findings", "--json").output)
    assert [one["weight"] for one in value["weights"]] == [3, 1]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ruritania attacks Valia: 3.\nRuritania attacks Vallia.\n", "2 errors"),
        ("Vallia attacks Vallia: 3.\n", "No kind of attack in the draft’s case space fits it"),
    ],
)
def test_weights_that_cannot_be_used_are_diagnostics(folder: Path, text: str, said: str) -> None:
    (folder / "own.weights").write_text(text, "utf-8")
    result = run("open", "guard.treaty", "--weights", "own.weights")
    assert result.exit_code == 2
    assert said in result.output
    assert "own.weights:1:" in result.output
    assert valid(run("open", "guard.treaty", "--weights", "own.weights", "--json").output)["diagnostics"]


@pytest.mark.parametrize(
    "arguments",
    [("none.treaty",), ("guard.treaty", "--weights", "none.weights"), ("guard.treaty", "--horizon", "soon"),
     ("guard.treaty", "--conduct", "odd")],
)  # fmt: skip
def test_a_mistake_in_the_command_exits_2(folder: Path, arguments: tuple[str, ...]) -> None:
    result = run("open", *arguments)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output


def test_a_budget_that_is_spent_exits_3_and_says_unknown(folder: Path) -> None:
    result = run("open", "guard.treaty", "--budget", "0")
    assert result.exit_code == 3, result.output
    assert "? bound: unknown: the time was spent before it was counted" in result.output
    value = valid(run("open", "guard.treaty", "--budget", "0", "--json").output)
    assert value["complete"] is False
    assert value["notes"]


def test_ctrl_c_leaves_what_was_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = valid(run("open", "guard.treaty", "--json", "--no-findings").output)
    calls = []
    share = counting.Counting.share

    def stopped(self: counting.Counting, point: str) -> object:
        calls.append(point)
        if len(calls) > 3:
            raise KeyboardInterrupt
        return share(self, point)

    monkeypatch.setattr(counting.Counting, "share", stopped)
    result = run("open", "guard.treaty", "--json")
    assert result.exit_code == 3, result.output
    value = valid(result.output)
    assert value["complete"] is False
    assert "stopped by hand" in value["notes"][0]  # type: ignore[index]
    known = {one["name"]: one["share"] for one in whole["points"]}  # type: ignore[union-attr]
    done = [one for one in value["points"] if one["idle"] != "unresolved"]  # type: ignore[union-attr]
    assert 3 <= len(done) < len(known)
    assert all(one["share"] == known[one["name"]] for one in done)


def test_the_review_shows_the_ranking_with_its_horizon(folder: Path) -> None:
    result = run("review", "guard.treaty", "-o", "page.html")
    assert result.exit_code == 0, result.output
    page = read((folder / "page.html").read_text("utf-8"))
    section = next(one for one in page.find("section") if one.attrs.get("id") == "open")
    said = section.words()
    assert said.startswith("Which open point matters most?")
    assert "within 72 hours of the attack" in said
    assert "A count of cases, not a probability of events." in said
    assert "Assumed: each kind of attack and each way to vote counts once" in said
    first = section.find("li")[0].words()
    assert first.startswith("1")
    assert "of the outcomes turn on it" in first
    assert "no sentence uses it" in said


def test_a_review_without_a_ranking_still_lists_the_points() -> None:
    from foedus.language import parse_draft

    draft = parse_draft(TEXT).draft
    assert draft is not None
    page = read(html(Review(draft)))
    section = next(one for one in page.find("section") if one.attrs.get("id") == "open")
    assert section.words().startswith("What is left open?")


def test_texts_read_together_share_their_points_by_name(folder: Path) -> None:
    (folder / "other.treaty").write_text(
        TEXT.replace("GUARD", "OTHER").replace("Guarantee", "Other one"), "utf-8"
    )
    value = valid(run("open", "guard.treaty", "other.treaty", "--no-findings", "--json").output)
    names = [one["name"] for one in value["points"]]  # type: ignore[union-attr]
    assert len(names) == len(set(names))
    assert any("several texts leave bound open" in note for note in value["notes"])  # type: ignore[union-attr]
    assert value["complete"] is True
