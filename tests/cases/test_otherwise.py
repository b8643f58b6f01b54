"""Drafts lowered otherwise: each step with a time of its own, points settled, at other dates, beside another text."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from foedus.engine.state import LoopError
from tests.cases.agreement import bench, cases, differences
from tests.cases.mutation.corpus import corpus
from tests.cases.mutation.verdict import lowered

ENTRIES = {name: entry for name, entry in corpus().items() if entry.options}


@pytest.mark.parametrize("name", ENTRIES)
def test_a_draft_lowered_otherwise_agrees(name: str):
    entry, rnd, compared = ENTRIES[name], random.Random(f"otherwise {name}"), 0
    of = bench(entry.draft, lowered(entry))
    for reading in islice(cases(of, rnd), 25):
        try:
            assert not differences(of, reading)
            compared += 1
        except LoopError:  # the interpreter itself says that this draft contradicts itself
            continue
    assert compared
