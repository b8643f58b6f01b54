"""Drafts for the corners of the lowering: interpreter, graph and backends agree, and what lies outside is known."""

from __future__ import annotations

import random

import pytest

from foedus.language import parse_draft
from tests.cases import corners, reaching
from tests.cases.agreement import bench
from tests.cases.triples import triples

DRAFTS = reaching.DRAFTS | corners.DRAFTS
OUTSIDE = reaching.OUTSIDE | corners.OUTSIDE


@pytest.mark.parametrize("name", DRAFTS)
def test_drafts_for_the_corners_agree(name: str):
    found = parse_draft(DRAFTS[name])
    assert found.ok, found.diagnostics
    assert found.draft is not None
    of = bench(found.draft)
    assert {u.ref.label: u.what for u in of.case.unknown} == OUTSIDE.get(name, {})
    assert triples(of, random.Random(f"reaching {name}"), 20, 4).triples >= 80


def test_what_lies_outside_is_said_of_drafts_that_are_read():
    assert OUTSIDE.keys() <= DRAFTS.keys()
