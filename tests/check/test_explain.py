"""The page of each finding: its bad example yields the code, its good one does not; explain shows it.

A fence says `treaty`, `bad` or `good`, and, where it matters, `file=NAME`: the other texts that the first one uses.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import foedus.check
from foedus.check.run import check
from foedus.cli.explain import command
from foedus.language import parse_draft

PAGES = Path(foedus.check.__file__).parent / "explain"
CODES = sorted(page.stem for page in PAGES.glob("*.md"))
_FENCE = re.compile(r"^```treaty (?P<kind>bad|good)(?P<more>[^\n]*)\n(?P<body>.*?)^```$", re.M | re.S)


def texts(code: str, kind: str) -> dict[str, str]:
    """The texts of one example, the main one first."""
    page = (PAGES / f"{code}.md").read_text("utf-8")
    shown = [m for m in _FENCE.finditer(page) if m["kind"] == kind]
    assert shown, f"{code} has no {kind} example"
    assert len(list(_FENCE.finditer(page))) == page.count("```") // 2, "a fence that no test runs"
    return {
        dict(word.split("=") for word in m["more"].split()).get("file", f"draft{i or ''}.treaty"): m["body"]
        for i, m in enumerate(shown)
    }


def codes(code: str, kind: str) -> set[str]:
    (name, text), *others = texts(code, kind).items()
    loaded = parse_draft(text, name, dict(others))
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    assert loaded.draft is not None
    checked = check(loaded.draft)
    assert checked.complete, checked.notes
    return {one.code for one in checked.findings}


@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_yields_the_code(code: str):
    assert code in codes(code, "bad")


@pytest.mark.parametrize("code", CODES)
def test_the_good_example_does_not(code: str):
    assert code not in codes(code, "good")


@pytest.mark.parametrize("code", CODES)
def test_the_page_has_a_title_and_says_why(code: str):
    lines = (PAGES / f"{code}.md").read_text("utf-8").splitlines()
    assert lines[0].startswith(f"# {code}: ")
    assert len(" ".join(lines[2 : lines.index("", 2)]).split()) >= 15
    assert max(map(len, lines)) <= 122


def test_explain_finds_them():
    runner = CliRunner()
    assert runner.invoke(command, ["f0101"]).output.startswith("# F0101: ")
    listed = json.loads(runner.invoke(command, ["--json"]).output)["pages"]
    assert {page["code"] for page in listed} >= {*CODES, "E0101"}
    assert [page["code"] for page in listed] == sorted(page["code"] for page in listed)
