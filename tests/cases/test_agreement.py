"""The theorem: on every case of its space the graph says what the interpreter says, to the minute."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from foedus.cases.reading import Reading
from foedus.cases.scene import timeline
from foedus.cases.witness import timeline_text
from foedus.engine.state import LoopError
from foedus.language import load, parse_draft, parse_timeline
from foedus.model.node import bare
from tests.cases.agreement import Bench, bench, cases, differences
from tests.cases.written import draft

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples/ukraine-2025").glob("*.treaty"))
LIBRARY = sorted((ROOT / "src/foedus/library/instruments").glob("*.treaty"))
# How many cases of those whose runs take long; all others have CASES.
CASES = 60
FEWER = {
    "charter": 3,
    "package": 2,
    "nat": 4,
    "guarantee": 8,
    "alj": 15,
    "wp": 15,
    "rio": 10,
    "teu42": 15,
    "tfeu222": 15,
}


def agree(of: Bench, rnd: random.Random, count: int, text: str = "") -> int:
    """How many cases were compared; fails on the first about which graph and interpreter disagree."""
    compared = 0
    for reading in islice(cases(of, rnd), count):
        try:
            found = differences(of, reading)
        except LoopError:  # the interpreter itself says that this draft contradicts itself
            continue
        assert not found, "\n".join([*found, text, _told(of, reading)])
        compared += 1
    return compared


def _told(of: Bench, reading: Reading) -> str:
    one = of.case.low.prep.draft
    return timeline_text(of.case, reading.cell, "case", one.code or one.title)


@pytest.mark.parametrize("path", [*LIBRARY, *EXAMPLES], ids=lambda p: p.stem)
def test_instruments_agree_and_their_cases_can_be_told(path: Path):
    loaded = load(path)
    assert loaded.draft is not None
    of, rnd = bench(loaded.draft), random.Random(f"agreement {path.stem}")
    assert agree(of, rnd, FEWER.get(path.stem, CASES)) > 0
    for reading in islice(cases(of, rnd), 3):
        parsed = parse_timeline(_told(of, reading), loaded)
        assert parsed.ok, parsed.diagnostics
        assert parsed.timeline is not None
        assert bare(parsed.timeline.events) == bare(timeline(of.case, reading.cell).events)


def written(seed: str, count: int, each: int) -> int:
    """Compare so many cases of each of so many drafts written at random."""
    rnd, compared, told = random.Random(seed), 0, 0
    while told < count:
        text = draft(rnd)
        loaded = parse_draft(text)
        if not loaded.ok or loaded.draft is None:
            continue  # the sentences drawn do not go together
        told += 1
        compared += agree(bench(loaded.draft), rnd, each, text)
    return compared


CHUNKS = 12


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_drafts_written_at_random_agree(chunk: int):
    assert written(f"drafts {chunk}", 34, 46) >= 18_000 // CHUNKS


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(100))
def test_a_million_cases_agree(chunk: int):
    assert written(f"soak {chunk}", 120, 90) >= 10_000
