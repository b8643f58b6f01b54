"""The verb `library`: what it prints, its exit codes, and its JSON as the schemas say."""

from pathlib import Path

import pytest

from tests.cli.test_cli import run, valid

GUARANTEE = str(Path(__file__).parents[2] / "examples" / "ukraine-2025" / "guarantee.treaty")


def test_list_names_each_instrument_once():
    found = valid(run("library", "list", "--json").output)
    codes = [one["code"] for one in found["instruments"]]
    assert len(codes) == len(set(codes)) >= 36
    shown = run("library", "list").output
    assert "North Atlantic Treaty" in shown


def test_show_prints_the_text_and_names_the_nearest():
    assert "called BUD" in run("library", "show", "BUD").output
    wrong = run("library", "show", "BUDD")
    assert wrong.exit_code == 2
    assert "did you mean BUD?" in wrong.output


def test_a_folder_from_outside_is_replayed(tmp_path: Path):
    (tmp_path / "x1.timeline").write_text(
        'timeline "A landing in Norway (invented)", of NAT.\n'
        "place Kirkenes within territory of Norway, Europe.\n"
        "1985-05-01 04:00: Soviet Union attacks territory of Norway in Kirkenes by ground-forces,\n"
        "  scale full-scale, attribution established, origin abroad.\n"
        "1985-05-01 10:00: North Atlantic Council adopts the finding.\n"
        "expect CF_BINDING, confidence high.\n"
    )
    result = run("library", "test", str(tmp_path), "--json")
    assert result.exit_code == 0, result.output
    found = valid(result.output)
    assert (found["total"], found["matched"]) == (1, 1)
    assert found["rows"][0]["id"] == "X1"


def test_what_comes_out_otherwise_is_shown_with_its_trace(tmp_path: Path):
    (tmp_path / "x2.timeline").write_text(
        'timeline "A landing in the Falklands (invented)", of NAT.\n'
        "place Stanley within South Atlantic, administered by United Kingdom.\n"
        "1985-05-01 04:00: Argentina attacks territory of United Kingdom in Stanley, scale full-scale,\n"
        "  attribution established, origin abroad.\n"
        "expect CF_BINDING, confidence high.\n"
    )
    result = run("library", "test", str(tmp_path))
    assert result.exit_code == 1
    assert "found EXCL_TERRITORY, expected CF_BINDING" in " ".join(result.output.split())


def test_a_timeline_that_cannot_be_read_is_said_so(tmp_path: Path):
    (tmp_path / "x3.timeline").write_text('timeline "X", of NAT.\n1985-13-01: Norway invokes article 5.\n')
    result = run("library", "test", str(tmp_path))
    assert result.exit_code == 2
    assert "there is no month 13" in result.output


@pytest.mark.parametrize("most", [1, 3])
def test_compare_sets_a_draft_beside_its_nearest_precedents(most: int):
    found = valid(run("library", "compare", GUARANTEE, "--most", str(most), "--json").output)
    assert len(found["precedents"]) == most
    names = [feature["name"] for feature in found["features"]]
    assert "who determines" in names
    assert all(one["alike"] <= one["whole"] for one in found["precedents"])
