"""The library: its texts read without complaint, stand in the one layout, and come out as invented cases expect."""

from pathlib import Path

import pytest

from foedus.base import render
from foedus.engine.expect import check
from foedus.language import load
from foedus.language.format import format_text
from foedus.language.load import LIBRARY

TIMELINES = sorted((Path(__file__).parent / "timelines").glob("*.timeline"))
INSTRUMENTS = sorted((LIBRARY / "instruments").glob("*.treaty"))


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_an_instrument_reads_without_complaint(path: Path) -> None:
    loaded = load(path)
    assert not [render(d, loaded.sources) for d in loaded.diagnostics]
    assert loaded.draft is not None
    assert loaded.draft.code.lower() == path.stem


@pytest.mark.parametrize("path", [*INSTRUMENTS, *TIMELINES], ids=lambda path: path.stem)
def test_a_text_of_the_library_stands_in_the_one_layout(path: Path) -> None:
    text = path.read_text()
    assert format_text(text, path.name) == text


@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_an_invented_case_comes_out_as_the_text_says(path: Path) -> None:
    loaded = load(path)
    assert not [render(d, loaded.sources) for d in loaded.diagnostics]
    assert loaded.draft is not None
    assert loaded.timeline is not None
    assert loaded.timeline.expects
    missed = [result.lines() for result in check(loaded.draft, loaded.timeline) if not result.ok]
    assert not missed
