"""Whether the pairs are what they say, by the interpreter alone: the comparison is then tested against them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from foedus.engine import run
from foedus.engine.state import LoopError
from foedus.language import parse_timeline
from foedus.model import Record
from tests.compare.chance import Cast, timeline
from tests.compare.corpus import Pair, folders, pair
from tests.compare.seen import parted, rest

TIMELINES = 20


def both(of: Pair, text: str) -> tuple[Record, Record] | None:
    """The records of a timeline under each draft; None where either cannot be said to have one."""
    one, two = parse_timeline(text, of.a), parse_timeline(of.translated(text), of.b)
    for loaded in (one, two):
        assert loaded.ok, [d.message for d in loaded.diagnostics]
        assert loaded.timeline is not None
    assert of.a.draft is not None
    assert of.b.draft is not None
    assert one.timeline is not None
    assert two.timeline is not None
    try:
        return run(of.a.draft, one.timeline), run(of.b.draft, two.timeline)
    except LoopError:
        return None


@pytest.mark.parametrize("folder", folders("equal"), ids=lambda f: f.name)
def test_equal_pairs_come_to_the_same_on_any_timeline(folder: Path) -> None:
    one = pair(folder)
    cast, rnd = Cast((folder / "a.treaty").read_text()), Random(folder.name)
    lively = 0
    for _ in range(TIMELINES):
        text = timeline(cast, rnd)
        records = both(one, text)
        if records is not None:
            assert parted(*records) == {}, text
            assert rest(records[0]) == rest(records[1]), text
            lively += any(d.modal == "must" for d in records[0].duties)
    assert lively, "nothing was owed on any of them"


@pytest.mark.parametrize("folder", folders("changed"), ids=lambda f: f.name)
def test_changed_pairs_part_only_as_they_say(folder: Path) -> None:
    one = pair(folder)
    cast, rnd = Cast((folder / "a.treaty").read_text()), Random(folder.name)
    allowed = {(w, m, h) for t in one.told for w in t.bearers for m in t.measures for h in (*t.how, *t.also)}
    for _ in range(TIMELINES):
        text = timeline(cast, rnd)
        records = both(one, text)
        found = parted(*records) if records is not None else {}
        assert {(*key, how) for key, how in found.items()} <= allowed, text


@pytest.mark.parametrize("folder", folders("changed"), ids=lambda f: f.name)
def test_changed_pairs_part_on_the_one_timeline_and_not_on_the_other(folder: Path) -> None:
    one = pair(folder)
    told = {(w, m, h) for t in one.told for w in t.bearers for m in t.measures for h in t.how}
    found = both(one, (folder / "differs.timeline").read_text())
    assert found is not None
    shown = {(*key, how) for key, how in parted(*found).items()}
    assert shown
    assert shown <= told
    found = both(one, (folder / "same.timeline").read_text())
    assert found is not None
    assert parted(*found) == {}
    assert rest(found[0])[0] == rest(found[1])[0] or "decide" in one.says or "vote" in one.says


def test_there_are_thirty_of_each() -> None:
    assert len(folders("equal")) >= 30
    assert len(folders("changed")) >= 30
