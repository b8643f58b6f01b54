from __future__ import annotations

import gc
import weakref

import pytest

from foedus.cases.backends.sat import Sat
from foedus.cases.theory import UNBOUNDED
from tests.cases.drawn import Drawn, drawn, voted
from tests.cases.space import Space

MAKERS = [(drawn, seed) for seed in range(100)] + [(voted, seed) for seed in range(4)]


@pytest.fixture(scope="module", params=MAKERS, ids=lambda made: f"{made[0].__name__}-{made[1]}")
def made(request: pytest.FixtureRequest) -> tuple[Drawn, Space]:
    make, seed = request.param
    found: Drawn = make(seed)
    return found, Space(found.graph, found.reach)


def test_solve_agrees_with_brute_force(made: tuple[Drawn, Space]):
    case, space = made
    sat = Sat(case.graph, case.domain)
    domain = space.of(case.domain)
    for lit in case.roots:
        cell = sat.solve(lit)
        assert (cell is not None) == bool(domain & space.of(lit))
        if cell is not None:
            assert space.holds(lit, cell.choices, cell.times)
            assert space.holds(case.domain, cell.choices, cell.times)
    for one in case.roots:
        for two in case.roots:
            assert (sat.solve(one, -two) is not None) == bool(domain & space.of(one) & ~space.of(two))


def test_worst_agrees_with_brute_force(made: tuple[Drawn, Space]):
    case, space = made
    sat = Sat(case.graph, case.domain)
    names = sorted(case.graph.times)
    for lit in case.roots:
        cases = space.of(case.domain) & space.of(lit)
        for u, v in ((names[-1], "A"), ("A", names[-1])):
            found = sat.worst(lit, u, v)
            assert (found is None) == (not cases)
            if found is None:
                continue
            reach, cell = found
            assert space.holds(case.graph.all(lit, case.domain), cell.choices, cell.times)
            seen = max(space.distances(cases, u, v))
            if reach == UNBOUNDED:
                assert seen > case.bounded
            else:
                assert reach == seen
                assert cell.times[u] - cell.times[v] == reach


def test_prefer_is_lexicographic(made: tuple[Drawn, Space]):
    case, space = made
    sat = Sat(case.graph, case.domain)
    lit, *prefer = case.roots
    cell = sat.solve(lit, prefer=prefer)
    cases = space.of(case.domain) & space.of(lit)
    assert (cell is not None) == bool(cases)
    if cell is None:
        return
    for soft in prefer:
        met = cases & space.of(soft)
        assert space.holds(soft, cell.choices, cell.times) or not met
        cases = met or cases


def test_a_solver_that_is_put_away_gives_its_memory_back(made: tuple[Drawn, Space]):
    """Without a search for garbage, which `foedus check` does not make."""
    case, _ = made
    sat = Sat(case.graph, case.domain)
    sat.possible(case.roots[0])
    code = weakref.ref(sat._code)
    gc.collect()
    gc.disable()
    try:
        sat.let_go()
        del sat
        assert code() is None
    finally:
        gc.enable()
