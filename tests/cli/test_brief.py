"""`foedus brief` on the command line: forms, papers, witnesses, errors, exit codes, JSON as its schema says."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from foedus.cli import main
from tests.cli.test_cli import CASE, DRAFT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kyiv.treaty").write_text(DRAFT, "utf-8")
    (tmp_path / "timelines").mkdir()
    (tmp_path / "timelines" / "attack.timeline").write_text(CASE, "utf-8")
    return tmp_path


def brief(*arguments: str, code: int = 0) -> Result:
    asof = () if "--as-of" in arguments else ("--as-of", "2026-02-04")
    result = CliRunner().invoke(main, ["brief", "kyiv.treaty", *arguments, *asof])
    assert result.exit_code == code, result.output + result.stderr
    return result


def test_all_papers_as_markdown(folder: Path):
    said = brief().stdout
    for title in (
        "# A guarantee",
        "# Calendar:",
        "# Monitors’ checklist:",
        "# Exercise:",
        "# Facilitator’s sheet:",
    ):
        assert title in said
    assert "[24 hours / 72 hours]" in said


def test_one_paper_and_settled_points(folder: Path):
    said = brief("--paper", "calendar", "--with", "clock=24 hours").stdout
    assert "Within 24 hours of the attack" in said
    assert "# Monitors" not in said


def test_dates_of_a_timeline(folder: Path):
    said = brief("timelines/attack.timeline", "--paper", "calendar").stdout
    assert "| 2 March 2027, 04:00 |" in said
    assert "clock = 24 hours" in said, "what the timeline leaves open is shown the first way"


def test_json_follows_the_schema(folder: Path):
    schema = json.loads(files("foedus").joinpath("schemas", "brief-1.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for extra in ((), ("timelines/attack.timeline",), ("--paper", "checklist"), ("-o", "x.html")):
        value = json.loads(brief("--json", *extra).stdout)
        jsonschema.validate(value, schema)
        assert value["schema"] == "brief/1"
    assert value["written"] == ["x.html"]
    assert json.loads(brief("--json", "--paper", "checklist").stdout)["brief"] is None


def test_a_page(folder: Path):
    brief("-o", "out/papers.html")
    page = (folder / "out" / "papers.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert '<section id="checklist"' in page.replace(' class="sheet"', "") or 'id="checklist"' in page


def test_a_calendar_file(folder: Path):
    brief("timelines/attack.timeline", "-o", "days.ics")
    lines = (folder / "days.ics").read_bytes().split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"DTSTART:20270302T040000Z" in lines
    assert all(len(line) <= 75 for line in lines)
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") > 0
    assert len({line for line in lines if line.startswith(b"UID:")}) == lines.count(b"BEGIN:VEVENT")
    again = (folder / "days.ics").read_bytes()
    brief("timelines/attack.timeline", "-o", "days.ics")
    assert (folder / "days.ics").read_bytes() == again


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "x.pdf"), "papers are written as .md, .html, .docx or .ics"),
        (("-o", "x.ics"), "a calendar file needs dates"),
        (
            ("timelines/attack.timeline", "-o", "x.ics", "--paper", "brief"),
            "an .ics file holds the calendar alone",
        ),
        (("--witness", "F0999"), "the check found no F0999 with a witness"),
        (("--witness", "kyiv.treaty"), "kyiv.treaty is no timeline"),
        (("--witness", "nowhere.timeline"), "nowhere.timeline"),
        (("missing.timeline",), "missing.timeline"),
        (("--with", "clock=1 year"), "clock has no option"),
        (("-o", "timelines"), "papers are written as"),
    ],
)
def test_mistakes(folder: Path, arguments: tuple[str, ...], said: str):
    result = brief(*arguments, code=2)
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_witnesses_by_finding_file_and_folder(folder: Path):
    found = CliRunner().invoke(main, ["check", "kyiv.treaty", "--witnesses", "shown"])
    assert found.exit_code == 1
    names = sorted(path.name for path in (folder / "shown").glob("*.timeline"))
    code = names[0][:5]
    said = brief("--paper", "facilitator", "--witness", code).stdout
    assert "**It shows:**" in said
    by_file = brief("--paper", "facilitator", "--witness", f"shown/{names[0]}").stdout
    assert "## Exercise 1" in by_file
    assert "## Exercise 2" not in by_file
    by_folder = brief("--paper", "injects", "--witness", "shown").stdout
    assert by_folder.count("## Exercise ") == len(names)


def test_out_of_time_is_said(folder: Path):
    result = brief("--paper", "brief", "--budget", "0", code=3)
    assert "unresolved:" in result.stderr
    assert "not all of it was decided in the time allowed" in result.stdout


# ---- Word ------------------------------------------------------------------------------------------------------------


def test_word_is_accessible_and_the_same_each_time(folder: Path):
    word = pytest.importorskip("docx", reason="python-docx (the extra `word`) is not installed")
    brief("-o", "a.docx")
    brief("-o", "b.docx")
    assert (folder / "a.docx").read_bytes() == (folder / "b.docx").read_bytes()
    made = word.Document(io.BytesIO((folder / "a.docx").read_bytes()))
    titles = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert titles[0] == "A guarantee"
    assert [t.partition(":")[0] for t in titles[1:]] == [
        "Calendar", "Monitors’ checklist", "Exercise", "Facilitator’s sheet",
    ]  # fmt: skip
    assert made.tables
    for table in made.tables:
        assert "<w:tblHeader" in table.rows[0]._tr.xml
        assert "w:tblCaption" in table._tbl.xml
    core = made.core_properties
    assert (core.title, core.language, core.author) == ("A guarantee", "en-GB", "Foedus")
    assert core.created.date().isoformat() == "2026-02-04"
    with zipfile.ZipFile(folder / "a.docx") as archive:
        assert archive.testzip() is None
        assert 'w:lang w:val="en-GB"' in archive.read("word/styles.xml").decode()


def test_word_has_the_page_that_is_asked_for(folder: Path):
    word = pytest.importorskip("docx", reason="python-docx (the extra `word`) is not installed")
    brief("-o", "a.docx", "--page", "letter", "--paper", "checklist")
    assert word.Document("a.docx").sections[0].page_width.inches == 8.5


def test_without_python_docx_it_says_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    result = brief("-o", "a.docx", "--paper", "checklist", code=2)
    assert "a Word file needs python-docx" in result.stderr
    assert "pip install 'foedus[word]'" in result.stderr
    assert not (folder / "a.docx").exists()
