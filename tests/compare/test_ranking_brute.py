"""The ranking by counting is that of the interpreter, run on every case under every completion."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from foedus.compare.ranking.conducts import CONDUCTS
from foedus.compare.ranking.counting import Counting
from foedus.compare.ranking.table import Table
from foedus.compare.ranking.weights import Measure
from foedus.engine.state import LoopError
from foedus.language import parse_draft
from tests.cases.written import draft
from tests.compare.brute import Slow

CHUNKS, EACH, RUNS = 6, 10, 250
HOURS = (12, 72, 240)


def slow(seed: str, count: int) -> Iterator[tuple[str, Slow]]:
    """So many drafts with open points that count, each run on every case."""
    rnd = random.Random(seed)
    while count:
        text = draft(rnd)
        loaded = parse_draft(text)
        if not loaded.ok or loaded.draft is None or not loaded.draft.open_points():
            continue
        one = Slow(loaded.draft, rnd, rnd.choice(list(CONDUCTS)), rnd.choice(HOURS) * 60, RUNS)
        if not one.points or not one.view.answers or one.view.case.unknown or one.size > RUNS:
            continue
        try:
            one.run()
        except LoopError:  # the interpreter itself says that this draft contradicts itself
            continue
        if any(row.exact for row in one.rows.values()):
            count -= 1
            yield text, one


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_counting_is_what_every_run_says(chunk: int):
    told = 0
    for text, one in slow(f"ranking {chunk}", EACH):
        table = Table(one.view, one.on, 60.0)
        counting = Counting(table, Measure(table, None))
        for point in one.points:
            values = one.values[point]
            texts = [str(i) for i in range(len(one.view.graph.choices[point].values))]
            share, moves = one.share(point), one.moves(point)
            told += share > 0
            if point not in table.points:  # nothing in the graph hangs on it under this conduct
                assert (share, moves) == (0, 0), (text, point)
                continue
            assert counting.share(point) == share, (text, point)
            assert counting.moves(point) == moves, (text, point)
            assert dict(counting.only(point)) == one.needs(point), (text, point)
            for value in values:
                gives = counting.gives(point, value, "")
                shares = [
                    gives.binding,
                    gives.late,
                    gives.discretion,
                    gives.consult,
                    gives.unsettled,
                    gives.nothing,
                ]
                assert (shares, gives.worst) == one.gives(point, value), (text, point, value)
            assert set(counting.alike(point)) == one.alike(point), (text, point)
            found = {(int(m.more), int(m.less)) for m in counting.order(point, texts)}
            assert found == one.order(point), (text, point)
        assert {(p.one, p.two): p.share for p in counting.pairs()} == one.pairs(), text
    assert told >= EACH // 4, "the drafts drawn hardly turn on anything"
