"""Decisions on one of several measures: interpreter, graph and backends agree on what is taken, and on what follows."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from foedus.language import load, parse_draft
from foedus.library.catalogue import INSTRUMENTS
from tests.cases import decided
from tests.cases.agreement import bench, cases, interpreted
from tests.cases.chunks import drafts
from tests.cases.triples import Count, triples


@pytest.mark.parametrize("name", decided.DRAFTS)
def test_drafts_on_several_measures_agree(name: str):
    found = parse_draft(decided.HEAD + "raid means an attack by anyone on Ukraine.\n" + decided.DRAFTS[name])
    assert found.ok, found.diagnostics
    assert found.draft is not None
    of = bench(found.draft)
    assert not of.case.unknown
    assert triples(of, Random(f"decided {name}"), 150, 4).triples >= 600


@pytest.mark.parametrize("number", range(4))
def test_drafts_written_at_random_on_several_measures_agree(number: int):
    rnd, count = Random(f"decided {number}"), Count()
    for _, one in islice(drafts(rnd, decided.draft), 30):
        count = count.plus(triples(bench(one), rnd, 5, 9))
    assert count.triples >= 1_200
    assert count.tied >= count.triples // 2


def test_what_is_compared_holds_each_way_to_decide():
    """One measure, another, and two at once; by votes and by a body; and each of them is then owed."""
    taken, owed = set[tuple[str, ...]](), set[tuple[str, ...]]()
    for name in decided.DRAFTS:
        found = parse_draft(
            decided.HEAD + "raid means an attack by anyone on Ukraine.\n" + decided.DRAFTS[name]
        )
        assert found.draft is not None
        of = bench(found.draft)
        for reading in islice(cases(of, Random(name)), 60):
            state = interpreted(of, reading)
            taken |= {d.taken for d in state.decisions if d.answer is True}
            owed |= {d.measures for d in state.duties if d.prov.article == "4"}
    assert {("sanction",), ("embargo",), ("sanction", "embargo"), ("use-force",), ("arm",)} <= taken
    assert taken <= owed | {("arm",)}


def test_the_rio_treaty_has_a_vote_for_each_measure_of_which_it_speaks_apart():
    draft = load(INSTRUMENTS / "rio.treaty").draft
    assert draft is not None
    case = bench(draft).case
    ways = {way.say for leaf in case.low.leaves.all.values() for way in leaf.ways if way.who == "Brazil"}
    assert {"Brazil votes for recall-envoys", "Brazil votes for use-force"} <= ways
    assert not any("votes for break" in say for say in ways)
    assert not case.unknown
