"""The command line of Word documents: exit codes, friendly errors, JSON as its schemas say."""

from __future__ import annotations

import builtins
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from foedus.cli import main
from foedus.language import load
from tests.papers.word.making import docx, guarantee, p
from tests.papers.word.settling import settled
from tests.papers.word.test_redline import ONE, TWO, paper


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one.treaty").write_text(ONE, "utf-8")
    Path("two.treaty").write_text(TWO, "utf-8")
    Path("text.docx").write_bytes(guarantee())


def foedus(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(words), prog_name="foedus", catch_exceptions=False)
    return result.exit_code, result.output


def as_schema_says(text: str) -> dict[str, Any]:
    value = json.loads(text)
    name = value["schema"].replace("/", "-")
    schema = json.loads(files("foedus").joinpath("schemas", f"{name}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(value, schema)
    return value


# ---- redline ---------------------------------------------------------------------------------------------------------


def test_redline_writes_a_document():
    code, said = foedus("redline", "one.treaty", "two.treaty", "-o", "papers/changes.docx")
    assert code in (0, 3)  # 3 if the comparison did not decide all
    assert "wrote papers/changes.docx" in said
    data = Path("papers/changes.docx").read_bytes()
    assert settled(data, accept=True) == paper(TWO)
    assert settled(data, accept=False) == paper(ONE)


def test_redline_names_its_file_after_the_second_draft():
    foedus("redline", "one.treaty", "two.treaty")
    assert Path("two-changes.docx").exists()


def test_redline_of_equal_drafts():
    code, said = foedus("redline", "one.treaty", "one.treaty")
    assert code == 0
    assert "Not a word differs." in said


def test_redline_as_json():
    code, said = foedus(
        "redline", "one.treaty", "two.treaty", "--json", "--date", "2027-03-01", "--author", "Adviser"
    )
    value = as_schema_says(said)
    assert code in (0, 3)
    assert value["file"] == "two-changes.docx"
    assert {c["kind"] for c in value["changes"]} == {"reworded", "inserted", "deleted"}


def test_redline_folded():
    said = as_schema_says(foedus("redline", "one.treaty", "two.treaty", "--json", "--fold")[1])
    beside = {c["verdict"]: c["commented"] for c in said["changes"]}
    assert beside["no provision"] is False


@pytest.mark.parametrize("words, says", [
    (("one.treaty", "none.treaty"), "E0701"),
    (("one.treaty", "two.treaty", "--date", "soon"), "soon is not a date"),
    (("one.treaty", "two.treaty", "--author", " "), "nobody is named"),
    (("one.treaty", "two.treaty", "-o", "."), "cannot be written"),
    (("one.treaty", "sub/case.timeline"), "sub/case.timeline holds no draft"),
])  # fmt: skip
def test_redline_says_what_is_wrong(words: tuple[str, ...], says: str):
    Path("sub").mkdir()
    Path("sub/one.treaty").write_text(ONE, "utf-8")
    Path("sub/case.timeline").write_text('timeline "x", of GUARD.\n', "utf-8")
    code, said = foedus("redline", *words)
    assert code == 2
    assert says in said


def test_redline_without_python_docx(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".")[0] == "docx":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    code, said = foedus("redline", "one.treaty", "two.treaty")
    assert code == 2
    assert "E1108" in said
    assert "pip install 'foedus[word]'" in said


# ---- import ----------------------------------------------------------------------------------------------------------


def test_import_writes_a_draft():
    code, said = foedus("import", "docx", "text.docx", "-o", "drafts/text.treaty", "--called", "KYIV")
    assert code == 0
    assert "named beside options: Ukraine, Russia, Poland" in said
    loaded = load("drafts/text.treaty")
    assert loaded.ok
    assert loaded.draft is not None
    assert loaded.draft.code == "KYIV"
    assert foedus("fmt", "--check", "drafts/text.treaty")[0] == 0


def test_a_draft_that_was_imported_runs():
    foedus("import", "docx", "text.docx", "-o", "text.treaty")
    Path("case.timeline").write_text(
        'timeline "An attack", of DRAFT.\n2027-01-01: Ukraine, Russia and Poland ratify.\n'
        "2027-03-01 04:00: Russia attacks Ukraine, scale limited, attribution established.\n",
        "utf-8",
    )
    code, said = foedus("run", "text.treaty", "case.timeline")
    assert code == 0
    assert "What changed" in said


def test_import_prints_a_draft():
    code, said = foedus("import", "docx", "text.docx")
    assert code == 0
    assert "open clock-3: 24 hours | 7 days," in said


def test_import_as_json():
    value = as_schema_says(foedus("import", "docx", "text.docx", "--json")[1])
    assert value["delegations"] == ["Ukraine", "Russia", "Poland"]
    assert {q["kind"] for q in value["open_points"]} == {
        "alternatives",
        "optional",
        "tracked",
        "columns",
        "passage",
    }
    assert value["text"].startswith("# Read from text.docx")


@pytest.mark.parametrize("data, code", [(b"", "E1101"), (b"{\\rtf", "E1103"), (guarantee()[:900], "E1101")])
def test_import_refuses_in_words(data: bytes, code: str):
    Path("bad.docx").write_bytes(data)
    exit_code, said = foedus("import", "docx", "bad.docx")
    assert exit_code == 2
    assert said.startswith(f"error[{code}]: bad.docx")
    assert "why: " in said
    assert "fix: " in said
    assert "Traceback" not in said
    value = as_schema_says(foedus("import", "docx", "bad.docx", "--json")[1])
    assert value["diagnostics"][0]["code"] == code


@pytest.mark.parametrize("words, says", [
    (("none.docx",), "E0701"), (("text.docx", "--called", "kyiv"), "no name for a draft"),
    (("text.docx", "-o", "."), "cannot be written"),
])  # fmt: skip
def test_import_says_what_is_wrong(words: tuple[str, ...], says: str):
    code, said = foedus("import", "docx", *words)
    assert code == 2
    assert says in said


def test_an_empty_document_is_an_empty_draft():
    Path("empty.docx").write_bytes(docx(p("")))
    code, said = foedus("import", "docx", "empty.docx")
    assert code == 0
    assert 'treaty "empty", called DRAFT.' in said
