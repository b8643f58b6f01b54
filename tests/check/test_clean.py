"""Ten repaired drafts in varied styles: the check has nothing to say of them but what they leave out on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.check.run import check
from foedus.language import load
from foedus.language.format import format_text

DRAFTS = sorted((Path(__file__).parent / "clean").glob("*.treaty"))


def test_there_are_ten():
    assert len(DRAFTS) >= 10


@pytest.mark.parametrize("file", DRAFTS, ids=lambda f: f.stem)
def test_a_repaired_draft_yields_no_finding(file: Path):
    loaded = load(str(file))
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    assert loaded.draft is not None
    found = check(loaded.draft)
    assert found.complete
    assert found.unknown == ()
    assert found.notes == ()
    assert [(f.code, f.sentence) for f in found.findings if not f.on_purpose] == []
    assert [f for f in found.findings if f.on_purpose], "what it leaves out on purpose is listed apart"


@pytest.mark.parametrize("file", DRAFTS, ids=lambda f: f.stem)
def test_it_stands_in_the_one_layout(file: Path):
    text = file.read_text("utf-8")
    assert format_text(text, file.name) == text
