"""The theorem: on every case of its space graph, diagrams and SAT say what the interpreter says, to the minute."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import msgspec
import pytest

from foedus.cases.reading import Reading
from foedus.cases.scene import timeline
from foedus.cases.witness import timeline_text
from foedus.language import load, parse_draft, parse_timeline
from foedus.model.node import bare
from tests.cases import beyond
from tests.cases.agreement import Bench, bench, cases, run_rows
from tests.cases.chunks import BEYOND, REACHING, SEED, TRIPLES, Chunk, chunk, drafts, instruments, told
from tests.cases.further import DRAFTS
from tests.cases.soak import AGAIN, LATER, RECORD, Soaked
from tests.cases.soak import FURTHER as BEYOND_RECORD
from tests.cases.statement import Line, lines
from tests.cases.triples import Answers, Count, Disagreement, triples
from tests.cases.written import HEAD

INSTRUMENTS = instruments()
# How many triples (assignments of minutes, others at each) of those whose runs take long; all others have USUAL.
USUAL = (5, 9)
STILL_OPEN = 0  # cases about which not all say the same, in what was run after the mends
FEWER = {
    "charter": (1, 2),
    "package": (1, 0),
    "nat": (1, 2),
    "guarantee": (2, 4),
    "alj": (2, 6),
    "wp": (2, 6),
    "rio": (2, 6),
    "ksc": (2, 6),
    "teu42": (2, 6),
    "tfeu222": (2, 6),
}


def agree(of: Bench, rnd: random.Random, minutes: int, each: int, text: str = "") -> Count:
    """How many triples were compared; fails on the first about which not all say the same."""
    try:
        return triples(of, rnd, minutes, each)
    except Disagreement as found:
        pytest.fail("\n".join([str(found), text, told(of, found)]))


def _told(of: Bench, reading: Reading) -> str:
    one = of.case.low.prep.draft
    return timeline_text(of.case, reading.cell, "case", one.code or one.title)


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda p: p.stem)
def test_instruments_agree_and_their_cases_can_be_told(path: Path):
    loaded = load(path)
    assert loaded.draft is not None
    of, rnd = bench(loaded.draft), random.Random(f"agreement {path.stem}")
    assert agree(of, rnd, *FEWER.get(path.stem, USUAL)).triples > 0
    for reading in islice(cases(of, rnd), 3):
        parsed = parse_timeline(_told(of, reading), loaded)
        assert parsed.ok, parsed.diagnostics
        assert parsed.timeline is not None
        assert bare(parsed.timeline.events) == bare(timeline(of.case, reading.cell).events)


CHUNKS = 12


@pytest.mark.parametrize("number", range(CHUNKS))
def test_drafts_written_at_random_agree(number: int):
    rnd, count = random.Random(f"drafts {number}"), Count()
    for text, one in islice(drafts(rnd), 34):
        count = count.plus(agree(bench(one), rnd, 5, 9, text))
    assert count.triples >= 20_000 // CHUNKS
    assert count.tied >= count.triples // 2


@pytest.mark.parametrize("number", range(len(beyond.MAKERS)))
def test_drafts_that_rest_on_more_than_the_attack_agree(number: int):
    rnd, count = random.Random(f"beyond {number}"), Count()
    make = beyond.MAKERS[number]
    for text, one in islice(drafts(rnd, lambda r: beyond.draft(r, make)), 30):
        count = count.plus(agree(bench(one), rnd, 5, 9, text))
    assert count.triples >= 1_200
    assert count.tied >= count.triples // 2


@pytest.mark.parametrize("number", range(len(DRAFTS)))
def test_drafts_that_say_more_agree(number: int):
    loaded = parse_draft(DRAFTS[number])
    assert loaded.draft is not None
    of = bench(loaded.draft)
    assert not of.case.unknown
    assert agree(of, random.Random(f"further {number}"), 40, 4, DRAFTS[number]).triples > 150


@pytest.mark.soak
@pytest.mark.parametrize("part", range(100))
def test_a_million_triples_agree(part: int):
    """The chunks that are recorded, drawn again."""
    found = [chunk(number) for number in range(10 * part, 10 * part + 10)]
    assert not [text for one in found for text in one.wrong]
    assert sum(one.triples for one in found) >= 10 * TRIPLES


def test_what_is_recorded_of_the_long_run():
    found = msgspec.json.decode(RECORD.read_bytes(), type=Soaked)
    assert found.seed == SEED
    assert found.triples >= (found.end - found.first) * TRIPLES >= 1_000_000
    assert found.tied >= found.triples // 2
    assert set(found.instruments) == {path.stem for path in INSTRUMENTS}


def test_what_is_recorded_of_drafts_that_rest_on_more_than_the_attack():
    found = msgspec.json.decode(BEYOND_RECORD.read_bytes(), type=Soaked)
    assert found.seed == BEYOND
    assert found.triples >= (found.end - found.first) * TRIPLES >= 20_000
    assert found.tied >= found.triples // 2
    assert set(found.instruments) == set(REACHING)
    assert not found.disagreements


def test_what_is_recorded_of_the_chunks_that_were_run_after_the_mends():
    before = msgspec.json.decode(RECORD.read_bytes(), type=Soaked)
    after = msgspec.json.decode(AGAIN.read_bytes(), type=Soaked)
    assert after.seed == SEED
    assert len(after.besides) == len(before.disagreements)
    assert after.first >= before.end
    assert after.triples >= (len(after.besides) + after.end - after.first) * TRIPLES
    assert len(after.disagreements) == STILL_OPEN


def test_what_is_recorded_of_the_run_after_all_mends():
    later = msgspec.json.decode(LATER.read_bytes(), type=Soaked)
    assert later.seed == SEED
    assert later.triples >= max((later.end - later.first) * TRIPLES, 1_000_000)
    assert later.tied >= later.triples // 2
    assert not later.disagreements


@pytest.mark.parametrize("number", range(4))
def test_drafts_on_which_the_long_run_disagreed_agree(number: int):
    before = msgspec.json.decode(RECORD.read_bytes(), type=Soaked).disagreements
    assert len(before) == 4
    wrong = before[number]
    text = wrong[wrong.find("treaty ") :].partition("\ntimeline ")[0] + "\n"
    stem = next((p for p in INSTRUMENTS if f"\n{p.stem}\n" in wrong), None)
    found = load(stem).draft if stem is not None else parse_draft(text).draft
    assert found is not None
    minutes, each = (3, 2) if stem is not None else (40, 9)
    assert agree(bench(found), random.Random(f"again {number}"), minutes, each, text).triples > minutes


def test_a_chunk_is_the_same_wherever_it_is_drawn():
    assert chunk(3, 40) == chunk(3, 40)
    assert isinstance(chunk(4, 40), Chunk)


# ---- a test of the test ----------------------------------------------------------------------------------------------


PACT = (
    HEAD
    + """raid means an attack by Russia on Ukraine.
article 9.
  This treaty enters into force for a party when that party ratifies. A party may withdraw with 6 months of notice.
article 1.
  After a raid majority of guarantors decides within 24 hours whether the case has arisen; on silence it has.
article 2.
  When the case has arisen, each guarantor must assist the victim within 3 days.
"""
)


def _wrong(line: Line) -> list[Line]:
    """What could be told wrongly: that it comes to nothing, comes a minute later, or ends otherwise."""
    row = line.row
    if row is None:
        return []
    out = [line._replace(row=None)]
    for i, value in enumerate(row):
        if isinstance(value, int):
            new = not value if isinstance(value, bool) else value + 1
        elif isinstance(value, frozenset):
            new = value - {min(value)}
        else:
            continue
        out.append(line._replace(row=(*row[:i], new, *row[i + 1 :])))
    return out


def test_both_backends_deny_a_record_that_is_wrong_in_one_place():
    loaded = parse_draft(PACT)
    assert loaded.draft is not None
    of, rnd, denied = bench(loaded.draft), random.Random(5), 0
    answers = Answers(of.case)
    for reading in islice(cases(of, rnd), 60):
        found = lines(of.case, reading, run_rows(of, reading))
        assert not found.apart
        answers.at(reading.cell)
        for i, line in enumerate(found.lines):
            for wrong in _wrong(line):
                changed = found._replace(lines=[*found.lines[:i], wrong, *found.lines[i + 1 :]])
                statement = changed.statement(of.case)
                assert not answers.by_diagrams(reading.cell, statement), wrong.row
                assert answers.by_sat(reading.cell, statement) is False, wrong.row
                denied += 1
    assert denied > 50
