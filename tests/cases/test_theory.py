from __future__ import annotations

from itertools import product
from random import Random

import pytest

from foedus.cases.graph import Atom
from foedus.cases.theory import UNBOUNDED, core, cores, most, negation, witness


def some(rng: Random) -> list[Atom]:
    names = "ABCD"[: rng.randint(2, 4)]
    return [Atom(*rng.sample(names, 2), rng.randint(-3, 3)) for _ in range(rng.randint(1, 7))]


def minutes(atoms: list[Atom], reach: int = 16):
    """All minutes at which the comparisons hold, A at 0."""
    names = sorted({t for a in atoms for t in a[:2]} - {"A"})
    bound = {n: range(-reach, reach + 1) for n in names}
    for values in product(*bound.values()):
        at = {"A": 0, **dict(zip(names, values))}
        if all(at[a.u] - at[a.v] <= a.c for a in atoms):
            yield at


def holds(atoms, at) -> bool:
    return all(at[a.u] - at[a.v] <= a.c for a in atoms)


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_brute_force(seed: int):
    rng = Random(seed)
    atoms = [a for a in some(rng) if a.u != "D" and a.v != "D"] or [Atom("A", "B", 0)]
    cases = list(minutes(atoms))
    found = core(atoms)
    assert (found is None) == bool(cases)
    if found is None:
        at = witness(atoms, ["E"])
        assert at["A"] == at["E"] == 0
        assert holds(atoms, at)
        names = sorted({t for a in atoms for t in a[:2]})
        for u, v in product(names, names):
            reach = most(atoms, u, v)
            seen = max(at[u] - at[v] for at in minutes(atoms) if {u, v} <= at.keys() | {"A"})
            assert reach == seen if reach != UNBOUNDED else seen >= 10
    else:
        assert set(found) <= set(atoms)
        for one in found:
            assert core([a for a in found if a != one]) is None


def test_parts_have_no_comparison_in_common():
    atoms = [Atom("A", "B", -1), Atom("B", "A", 0), Atom("C", "D", -1), Atom("D", "C", 0)]
    found = cores(atoms)
    assert sorted(map(len, found)) == [2, 2]
    assert len({a for part in found for a in part}) == 4


def test_one_of_a_comparison_and_its_negation():
    atom = Atom("B", "A", 2)
    assert core([atom, negation(atom)]) is not None
    assert negation(negation(atom)) == atom


def test_witness_stays_close_to_zero():
    # R before the attack, as late as it can be; V after it, as early as it can be; W free.
    at = witness([Atom("R", "A", -1), Atom("A", "V", -5), Atom("V", "W", -2)], ["Z"])
    assert at == {"A": 0, "R": -1, "V": 5, "W": 7, "Z": 0}


def test_large_minutes_are_exact():
    year = 525_600
    atoms = [
        Atom("B", "A", 10**12),
        Atom("A", "B", -(10**12)),
        Atom("C", "B", year),
        Atom("B", "C", 1 - year),
    ]
    assert most(atoms, "C", "A") == 10**12 + year
    assert -most(atoms, "A", "C") == 10**12 + year - 1
