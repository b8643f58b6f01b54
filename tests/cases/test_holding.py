"""Searches that end as soon as what is asked holds: what they say it rests on makes it hold, whatever else is so."""

from __future__ import annotations

from random import Random

import pytest

from foedus.cases.backends.clauses import solver
from foedus.cases.backends.encode import Encoding
from foedus.cases.graph import Choice, Graph, Lit
from foedus.cases.kit import Holding, kit
from foedus.cases.theory import core
from tests.cases.drawn import bodied, drawn, voted
from tests.cases.space import Space

pytestmark = pytest.mark.skipif(
    kit(python=False).solver is None, reason="there is no solver in C: no compiler"
)

MAKERS = [(drawn, seed) for seed in range(500, 600)] + [(bodied, seed) for seed in range(500, 520)]
MAKERS += [(voted, seed) for seed in range(2)]


def rested_on(g: Graph, holding: Holding) -> list[Lit]:
    """What conditions were found to rest on, as conditions."""
    chosen = [g.chosen(key.choice, key.value) * (1 if taken else -1) for key, taken in holding.values()]
    return chosen + [g.within(*atom) for atom in holding.comparisons()]


@pytest.mark.parametrize("make, seed", MAKERS, ids=lambda x: getattr(x, "__name__", str(x)))
def test_what_conditions_rest_on_makes_them_hold(make, seed: int):
    case = make(seed)
    g, rng = case.graph, Random(seed)
    space, holding = Space(g, case.reach), Encoding(g, solver(g.kit)).holding
    assert holding is not None
    for _ in range(40):
        roots = [case.domain, *rng.sample(case.roots, rng.choice((1, 2)))]
        given = [g.chosen(name, rng.randrange(len(g.choices[name].values))) for name in case.points]
        asked = space.full
        for lit in [*roots, *given]:
            asked &= space.of(lit)
        if not holding.holds(roots, given, 10_000):
            assert not asked
            continue
        reasons = space.full
        for lit in rested_on(g, holding):
            reasons &= space.of(lit)
        assert all(not reasons & ~space.of(lit) for lit in roots)
        assert holding.fit() == (core(holding.comparisons()) is None)
        if holding.fit():
            assert asked  # together with what is given, which the reasons do not speak against


def test_it_is_given_up_after_so_many_conflicts():
    """Nine choices of eight values, no two with the same: that there is no case is not soon found."""
    g = Graph()
    names = [f"p{i}" for i in range(9)]
    for name in names:
        g.choice(Choice(name, tuple("12345678"), "point"))
    apart = [
        -g.all(g.chosen(one, value), g.chosen(two, value))
        for i, one in enumerate(names)
        for two in names[:i]
        for value in range(8)
    ]
    holding = Encoding(g, solver(g.kit)).holding
    assert holding is not None
    assert holding.holds(apart, [], 3) is None
    assert holding.holds(apart[: len(apart) // 2], [], 100_000) is True
