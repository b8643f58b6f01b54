"""The tutorial alone suffices: from an empty folder, every file is written, every command run, the output compared."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from foedus.language import load
from tests.docs import pages
from tests.language import harness

PAGE = pages.ROOT / "docs" / "tutorial.md"
TEXT = PAGE.read_text("utf-8")


def commands() -> list[str]:
    """What the tutorial asks its reader to type."""
    shown = "".join(body for info, body in pages.blocks(TEXT) if info == "console")
    return [line[2:] for line in shown.splitlines() if line.startswith("$ ")]


def test_it_shows_all_that_is_printed():
    assert pages.ELISION not in TEXT


def test_it_uses_no_file_that_it_has_not_shown():
    names = {
        info.split()[1] for info, _ in pages.blocks(TEXT) if info.split()[:1] in (["treaty"], ["timeline"])
    }
    used = {word for line in commands() for word in line.split() if word.endswith((".treaty", ".timeline"))}
    assert used <= names


def test_it_goes_from_an_empty_folder_to_a_review(tmp_path: Path):
    assert not any(tmp_path.iterdir())
    real = pages.run(TEXT, PAGE.name, tmp_path)
    if real != TEXT:
        lines = difflib.unified_diff(
            TEXT.splitlines(), real.splitlines(), "written", "printed", lineterm="", n=4
        )
        pytest.fail("\n".join(lines), pytrace=False)
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {"guard.treaty", "missiles.timeline", "silence.timeline", "guard-review.html"}
    with harness.inside(tmp_path):
        draft = load("guard.treaty").draft
    assert draft is not None
    assert len(draft.articles) == 5
    assert len(draft.open_points()) == 3


def test_it_uses_each_verb_of_the_main_job():
    assert {line.split()[1] for line in commands() if line.startswith("foedus")} == {
        "run", "explain", "test", "fmt", "review"
    }  # fmt: skip
