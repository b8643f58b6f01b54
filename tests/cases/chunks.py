"""Triples in chunks: each is drawn from its own seed, so that many machines can share them and any can be run again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

from msgspec import Struct

from foedus.cases.witness import timeline_text
from foedus.language import load, parse_draft
from foedus.model import Draft
from tests.cases import beyond, written
from tests.cases.agreement import Bench, bench
from tests.cases.triples import LARGE, Count, Disagreement, triples

ROOT = Path(__file__).parents[2]
SEED = "triples 20250823"
BEYOND = f"{SEED} beyond"  # of drafts that rest on more than the attack
REACHING = ("seato", "rio", "tfeu222", "ladder", "plan-28")  # the texts that do
TRIPLES = 1_000  # of drafts written at random, in one chunk
MINUTES, EACH = 5, 9  # of one draft: so many assignments of minutes, and so many other choices for each


class Chunk(Struct, frozen=True):
    """What came of one chunk.

    written: drafts written at random. instruments: texts of the library and examples. wrong: each disagreement, with
    its draft and timeline.
    """

    number: int
    triples: int
    tied: int
    written: int
    instruments: tuple[str, ...]
    wrong: tuple[str, ...] = ()


def instruments() -> list[Path]:
    """The texts of the library and the examples that bind anybody."""
    folders = (ROOT / "src/foedus/library/instruments", ROOT / "examples/ukraine-2025")
    return [p for folder in folders for p in sorted(folder.glob("*.treaty")) if p.stem != "world"]


def drafts(rnd: Random, write: Callable[[Random], str] = written.draft) -> Iterator[tuple[str, Draft]]:
    """Drafts without end, each with its text; what does not read without an error is left out."""
    while True:
        text = write(rnd)
        loaded = parse_draft(text)
        if loaded.ok and loaded.draft is not None:
            yield text, loaded.draft


@cache
def _loaded(path: Path) -> Draft:
    found = load(path).draft
    assert found is not None
    return found


def chunk(number: int, size: int = TRIPLES, seed: str = SEED) -> Chunk:
    """So many triples of drafts written at random, and some of one instrument."""
    rnd = Random(f"{seed} {number}")
    total, told, wrong = Count(), 0, list[str]()
    for text, one in drafts(rnd, beyond.draft if seed == BEYOND else written.draft):
        total = total.plus(_compared(bench(one), rnd, MINUTES, EACH, text, wrong))
        told += 1
        if total.triples >= size or len(wrong) > 10:
            break
    every = [p for p in instruments() if seed != BEYOND or p.stem in REACHING]
    path = every[number % len(every)]
    of = bench(_loaded(path))
    minutes, each = (1, 2) if len(of.case.low.graph.nodes) > LARGE else (2, 9)
    total = total.plus(_compared(of, rnd, minutes, each, path.stem, wrong))
    return Chunk(number, total.triples, total.tied, told, (path.stem,), tuple(wrong))


def _compared(of: Bench, rnd: Random, minutes: int, each: int, text: str, wrong: list[str]) -> Count:
    try:
        return triples(of, rnd, minutes, each)
    except Disagreement as found:
        wrong.append("\n".join([str(found), text, told(of, found)]))
        return Count()


def told(of: Bench, found: Disagreement) -> str:
    """The timeline of a case about which they disagree."""
    one = of.case.low.prep.draft
    return timeline_text(of.case, found.reading.cell, "case", one.code or one.title)
