from __future__ import annotations

from itertools import combinations
from math import comb

import pytest

from foedus.cases.backends.sat import Sat
from foedus.cases.graph import FALSE, TRUE, Choice, Graph
from tests.cases.drawn import drawn


def brute(count: int, possible) -> tuple[set[tuple[int, ...]], set[tuple[int, ...]]]:
    """All cores and corrections, by trying all sets."""
    every = [s for n in range(count + 1) for s in combinations(range(count), n)]
    bad = [s for s in every if not possible(s)]
    cores = {s for s in bad if not any(set(t) < set(s) for t in bad)}
    rest = {s: tuple(i for i in range(count) if i not in s) for s in every}
    good = [rest[s] for s in every if possible(s)]
    return cores, {s for s in good if not any(set(t) < set(s) for t in good)}


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_all_subsets(seed: int):
    case = drawn(seed)
    g = case.graph
    sat = Sat(g, case.domain)
    lits = [*case.roots, *(g.chosen(c, 0) for c in g.choices)]
    cores, corrections = brute(len(lits), lambda s: sat.solve(*(lits[i] for i in s)) is not None)
    found = sat.smallest(lits)
    assert found.complete
    assert set(found.cores) == cores
    assert set(found.corrections) == corrections
    assert [len(c) for c in found.cores] == sorted(len(c) for c in cores)
    one = sat.minimal(lits)
    assert (one is None) == (not cores)
    if one is not None:
        assert any([lits[i] for i in c] == one for c in cores) or FALSE in one


def body(size: int, need: int):
    g = Graph()
    yes = [g.choice(Choice(f"yes{i}", ("no", "yes"), "procedure", f"p{i}")) for i in range(size)]
    return g, yes, g.at_least(need, yes)


def test_who_can_block_and_who_suffices():
    g, yes, adopted = body(7, 5)
    sat = Sat(g)
    block = sat.smallest([-y for y in yes], given=[adopted])
    assert len(block.cores) == comb(7, 3)
    assert block.complete
    carry = sat.smallest(yes, given=[-adopted])
    assert {len(c) for c in carry.cores} == {5}
    assert len(carry.cores) == comb(7, 5)


def test_alike_parties_are_counted_once():
    g, yes, adopted = body(32, 20)
    veto = g.all(adopted, yes[0])
    found = Sat(g).smallest([-y for y in yes], given=[veto], alike=[range(1, 32)])
    assert found.complete
    assert found.cores == ((0,), tuple(range(1, 14)))


def test_what_was_found_when_the_number_is_reached():
    g, yes, adopted = body(9, 5)
    found = Sat(g).smallest([-y for y in yes], given=[adopted], most=3)
    assert len(found.cores) == 3
    assert not found.complete
    late = Sat(g).smallest([-y for y in yes], given=[adopted], budget=0.0)
    assert not late.complete


def test_never_and_always():
    g, _, adopted = body(3, 2)
    sat = Sat(g)
    assert sat.minimal([TRUE, adopted]) is None
    assert sat.minimal([TRUE, FALSE, adopted]) == [FALSE]
    assert sat.smallest([adopted], given=[FALSE]).cores == ((),)
