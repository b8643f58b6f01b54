"""The seed's draft opens with few groups of findings, the gravest first; nothing is lost in the fold."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.check.run import check
from foedus.language import load
from foedus.model import Checked
from foedus.report.grouped import MOST, groups

SEED = Path(__file__).parents[2] / "examples" / "ukraine-2025" / "guarantee.treaty"


@pytest.fixture(scope="module")
def seed() -> Checked:
    loaded = load(SEED)
    assert loaded.draft is not None
    return check(loaded.draft, budget=None)


def test_at_most_ten_groups_stand_at_the_top_and_nothing_is_lost(seed: Checked):
    found = groups(seed.findings)
    assert MOST <= 10
    assert len(found) <= len({one.kind for one in seed.findings})  # one group a kind, no more
    assert sum(1 + len(one.rest) for one in found) == len(seed.findings)


def test_a_group_stands_where_its_gravest_finding_does(seed: Checked):
    weights = [one.first.weight for one in groups(seed.findings)]
    assert weights == sorted(weights, reverse=True)
    assert all(
        one.first.weight >= max((r.weight for r in one.rest), default=0) for one in groups(seed.findings)
    )


def test_what_is_grave_is_not_folded(seed: Checked):
    shown = {one.first.kind for one in groups(seed.findings)[:MOST]}
    assert {"scope", "procedure", "discretion", "trap"} <= shown


def test_no_sentence_is_said_twice(seed: Checked):
    said = [one.sentence for one in seed.findings]
    assert len(said) == len(set(said))


def test_every_witness_replays(seed: Checked):
    assert seed.complete, seed.notes
