"""The cases of the case space are those that its description admits, and each kind of attack is among them."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from foedus.cases.reading import Reading
from foedus.language import parse_draft
from tests.cases import corners, further, reaching
from tests.cases.admitted import admitted
from tests.cases.agreement import Bench, at_boundary, bench, sample
from tests.cases.representatives import missing

DRAFTS = {
    **reaching.DRAFTS,
    **corners.DRAFTS,
    **{f"further {n}": text for n, text in enumerate(further.DRAFTS)},
}
TOLD_APART = ("places", "means and objects", "groups", "that guarantor", "breaches by somebody")


def of(name: str) -> Bench:
    found = parse_draft(DRAFTS[name]).draft
    assert found is not None
    return bench(found)


@pytest.mark.parametrize("name", DRAFTS)
def test_a_case_is_in_the_space_if_it_is_admitted(name: str):
    made, rnd, seen = of(name), random.Random(f"admitted {name}"), Counter[bool]()
    for _ in range(120):
        cell = sample(made, rnd)
        reading = at_boundary(made, rnd, cell, Reading(made.case, cell))
        held = reading.holds(made.domain)
        assert held == admitted(made, reading.cell)
        seen[held] += 1
    assert seen[True] > 10


@pytest.mark.parametrize("name", TOLD_APART)
def test_whatever_attack_there_is_the_space_has_one_like_it(name: str):
    made = of(name)
    assert not missing(made, made.case)
