"""The page of each code of a Word document; and what it shows is what is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import foedus.papers.word
from foedus.papers.word.errors import MESSAGES, refuse

PAGES = Path(foedus.papers.word.__file__).parent / "explain"


def test_every_code_has_a_page_and_every_page_a_code():
    assert {page.stem for page in PAGES.glob("*.md")} == set(MESSAGES)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_the_page_has_a_title_says_why_and_shows_the_message(code: str):
    text = (PAGES / f"{code}.md").read_text("utf-8")
    lines = text.splitlines()
    assert lines[0].startswith(f"# {code}: ")
    assert len(" ".join(lines[2 : lines.index("", 2)]).split()) >= 15
    assert max(map(len, lines)) <= 122
    shown = re.search(r"```text\nerror\[(E\d{4})\]: (.+)\n```", text)
    assert shown
    assert shown[1] == code
    begins = refuse(code, file="text.docx", problem="", package="python-docx").diagnostic.message.rstrip(": ")
    assert shown[2].startswith(begins)
