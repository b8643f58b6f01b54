from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from random import Random

import pytest

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.backends.bdd import Bdd
from foedus.cases.backends.completions import Set
from foedus.cases.graph import TRUE, Choice, Graph
from foedus.cases.theory import UNBOUNDED
from tests.cases.drawn import Drawn, bodied, drawn, voted
from tests.cases.space import Space

MAKERS = [
    *((drawn, seed) for seed in range(50)),
    *((bodied, seed) for seed in range(80)),
    *((voted, seed) for seed in range(3)),
]


@pytest.fixture(scope="module", params=MAKERS, ids=lambda made: f"{made[0].__name__}-{made[1]}")
def made(request: pytest.FixtureRequest) -> tuple[Drawn, Space]:
    make, seed = request.param
    found: Drawn = make(seed, 3 if seed == 0 else 2) if make is voted else make(seed)
    return found, Space(found.graph, found.reach)


def members(found: Set, space: Space) -> set[tuple[int, ...]]:
    return {
        values
        for values in product(*(space.axes[n] for n in found.names))
        if dict(zip(found.names, values)) in found
    }


@pytest.mark.parametrize("python", [False, True], ids=["native", "python"])
def test_project_agrees_with_brute_force(made: tuple[Drawn, Space], python: bool):
    case, space = made
    bdd = Bdd(case.graph, case.domain, python=python)
    domain = space.of(case.domain)
    for lit in case.roots:
        for keep in (case.points, list(case.graph.choices), list(case.graph.choices)[:1]):
            right = space.project(domain & space.of(lit), keep)
            found = bdd.project(lit, keep)
            assert members(found, space) == right
            assert found.count() == len(right)
            assert found.is_empty == (not right)
            assert found.is_all == (right == space.project(domain, keep))


def test_cover_and_support(made: tuple[Drawn, Space]):
    case, space = made
    bdd = Bdd(case.graph, case.domain)
    keep = list(case.graph.choices)
    allowed = members(bdd.project(TRUE, keep), space)
    for lit in case.roots:
        found = bdd.project(lit, keep)
        right = members(found, space)
        boxes = found.cover()
        inside = [
            {v for v in allowed if all(v[keep.index(n)] in values for n, values in box.items())}
            for box in boxes
        ]
        assert set().union(*inside) == right
        for i in range(len(boxes)):
            assert set().union(*inside[:i], *inside[i + 1 :]) != right  # none can be left out
        told = [keep.index(n) for n in found.support()]
        seen = {tuple(v[i] for i in told) for v in right}
        assert all((tuple(v[i] for i in told) in seen) == (v in right) for v in allowed)


def test_share(made: tuple[Drawn, Space]):
    case, space = made
    bdd = Bdd(case.graph, case.domain)
    keep = list(case.graph.choices)
    domain = space.of(case.domain)
    for lit in case.roots:
        allowed, right = space.project(domain, keep), space.project(domain & space.of(lit), keep)
        assert bdd.share(lit, keep) == (Fraction(len(right), len(allowed)) if allowed else 0)


def test_algebra_of_sets(made: tuple[Drawn, Space]):
    case, space = made
    bdd = Bdd(case.graph, case.domain)
    keep = list(case.graph.choices)
    one, two = bdd.project(case.roots[0], keep), bdd.project(case.roots[1], keep)
    a, b, allowed = members(one, space), members(two, space), members(bdd.project(TRUE, keep), space)
    assert members(one & two, space) == a & b
    assert members(one | two, space) == a | b
    assert members(one - two, space) == a - b
    assert members(~one, space) == allowed - a
    assert (one <= two) == (a <= b)
    assert (one == two) == (a == b)
    some = one.any()
    assert (some is None) == (not a)
    assert some is None or some in one
    first = keep[0]
    assert members(one.given({first: 0}), space) == {v for v in a if v[0] == 0}


def test_counts_beyond_floating_point():
    case = drawn(3)
    g = case.graph
    names = [f"?p{i}" for i in range(45)]
    lits = [g.all(g.choice(Choice(n, ("a", "b", "c"), "point")), g.chosen(n, 0)) for n in names]
    found = Bdd(g).project(g.any(*lits), names)
    sizes = prod(len(g.choices[n].values) for n in names)
    assert found.count() == sizes - 2**45


def test_worst_agrees_with_brute_force(made: tuple[Drawn, Space]):
    case, space = made
    bdd = Bdd(case.graph, case.domain)
    names = sorted(case.graph.times)
    for lit in case.roots[:3]:
        cases = space.of(case.domain) & space.of(lit)
        for u, v in ((names[-1], "A"), ("A", names[-1])):
            for keep in (case.points, list(case.graph.choices)[:2]):
                seen: dict[tuple[int, ...], float] = {}
                for values in space.project(cases, keep):
                    mask = cases
                    for name, value in zip(keep, values):
                        mask &= space.at(name, value)
                    reach = max(space.distances(mask, u, v))
                    seen[values] = UNBOUNDED if reach > case.bounded else reach
                found = {m: members(s, space) for m, s in bdd.worst(lit, u, v, keep)}
                assert list(found) == sorted(found, reverse=True)
                assert {values: m for m, row in found.items() for values in row} == seen


@pytest.mark.parametrize("python", [False, True], ids=["native", "python"])
def test_time_budget(python: bool):
    case = voted(0)
    bdd = Bdd(case.graph, case.domain, budget=0.0, python=python)
    with pytest.raises(OutOfBudgetError, match="no time left"):
        bdd.project(case.roots[2], case.points)


def wide(size: int) -> tuple[Graph, list[str], int]:
    """Equalities of far apart choices, drawn so that no order of them keeps the diagram small."""
    g, rng = Graph(), Random(7)
    names = [f"?p{i}" for i in range(size)]
    lits = [g.choice(Choice(n, ("a", "b"), "point")) for n in names]
    for _ in range(6):
        lits = [
            g.same(x, y) if rng.random() < 0.5 else g.all(x, -y) for x, y in zip(lits, rng.sample(lits, size))
        ]
    return g, names, g.at_least(size // 3, lits)


def test_node_budget():
    g, names, lit = wide(40)
    with pytest.raises(OutOfBudgetError, match=r"no room|more than"):
        Bdd(g, nodes=1_000).project(lit, names)


def test_says_which_diagrams_answer():
    assert not Bdd(Graph(), python=True).native


def test_long_chain_of_variables():
    """Diagrams deeper than Python's usual limit of calls."""
    g = Graph()
    times = [f"T{i:04}" for i in range(500)]
    g.times.update(dict.fromkeys(["A", *times], ""))
    lits = [g.choice(Choice(f"c{i}", ("no", "yes"), "point")) for i in range(500)]
    each = [g.any(lit, g.within(t, "A", 0)) for lit, t in zip(lits, times)]
    found = Bdd(g).project(g.all(*each), [f"c{i}" for i in range(500)])
    assert found.is_all


def test_onto_and_amid(made: tuple[Drawn, Space]):
    case, space = made
    bdd = Bdd(case.graph, case.domain)
    domain = space.of(case.domain)
    every = list(case.graph.choices)
    for lit in case.roots:
        found = bdd.project(lit, every)
        for keep in (case.points, every[:1]):
            kept = [n for n in every if n in keep]
            assert members(found.onto(keep), space) == space.project(domain & space.of(lit), kept)
        other = bdd.project(case.roots[0], every)
        within = found.amid(other)
        assert members(within, space) == members(found & other, space)
        assert within.is_all == (other <= found)
