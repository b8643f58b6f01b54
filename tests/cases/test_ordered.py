"""The solver in C: the answers of Glucose, the first model in an order, and cores that cannot hold."""

from __future__ import annotations

from random import Random

import pytest

from foedus.cases.backends.base import Clock, OutOfBudgetError
from foedus.cases.backends.glucose import Glucose
from foedus.cases.backends.ordered import Ordered
from foedus.cases.kit import kit

pytestmark = pytest.mark.skipif(
    kit(python=False).solver is None, reason="there is no solver in C: no compiler"
)


def solver() -> Ordered:
    make = kit(python=False).solver
    assert make is not None
    return Ordered(make())


def some(rng: Random, variables: int, most: int) -> list[int]:
    return [rng.choice((-1, 1)) * rng.randint(1, variables) for _ in range(rng.randint(0, most))]


def clauses(rng: Random, variables: int) -> list[list[int]]:
    made = [some(rng, variables, 5) for _ in range(round(variables * rng.uniform(0.3, 1.5)))]
    return [clause for clause in made if len(clause) > 1 or rng.random() < 0.1]


@pytest.mark.parametrize("seed", range(300))
def test_answers_models_and_cores(seed: int):
    rng = Random(seed)
    size = rng.choice((4, 6, 8, 12, 40, 100))
    ours, glucose, told = solver(), Glucose(), list[list[int]]()
    for _ in range(size):
        ours.new()
        glucose.new()
    for _ in range(rng.randint(2, 8)):
        for clause in clauses(rng, size):
            told.append(clause)
            ours.add(*clause)
            glucose.add(*clause)
        given = some(rng, size, 6)
        order = [rng.choice((-1, 1)) * v for v in rng.sample(range(1, size + 1), size)]
        wanted = glucose.solve(given, Clock(None))
        found = ours.first(given, order, Clock(None)) if rng.random() < 0.6 else None
        in_order = found is not None
        if found is None:
            found = ours.solve(given, Clock(10))
        assert found == wanted
        if found:
            model = set(ours.model())
            assert len(model) == size
            assert all(not model.isdisjoint(clause) for clause in told)
            assert model.issuperset(given)
            if in_order:
                assert first_model(glucose, given, order) == model
        else:
            core = ours.core()
            assert set(core) <= set(given)
            assert not glucose.solve(core, Clock(None))


def first_model(glucose: Glucose, given: list[int], order: list[int]) -> set[int]:
    """Each literal of an order if it can hold with those before it, one question after the other."""
    met = list(given)
    for literal in order:
        met.append(literal if glucose.solve([*met, literal], Clock(None)) else -literal)
    return {*met}


def test_more_learnt_than_is_kept():
    """Random clauses near the threshold: thousands of conflicts, so that what was learnt is thrown away at times."""
    for seed in range(6):
        rng = Random(seed)
        ours, glucose = solver(), Glucose()
        for _ in range(200):
            ours.new()
            glucose.new()
        for _ in range(850):
            clause = [rng.choice((-1, 1)) * v for v in rng.sample(range(1, 201), 3)]
            ours.add(*clause)
            glucose.add(*clause)
        found = ours.solve([], Clock(60))
        assert found == glucose.solve([], Clock(None))
        assert ours.first([], [], Clock(None)) is found


def test_a_budget_ends_a_long_search():
    pigeons, holes = 11, 10
    one = solver()
    at = [[one.new() for _ in range(holes)] for _ in range(pigeons)]
    for row in at:
        one.add(*row)
    for hole in range(holes):
        for i in range(pigeons):
            for j in range(i):
                one.add(-at[i][hole], -at[j][hole])
    with pytest.raises(OutOfBudgetError):
        one.solve([], Clock(0.2))
    with pytest.raises(OutOfBudgetError):
        one.first([], [], Clock(0))
    assert one.first([], [literal for row in at for literal in row], Clock(None)) is None


def test_what_is_no_literal_is_refused():
    one = solver()
    one.new()
    for literal in (0, 2, -2, 2**40):
        with pytest.raises((IndexError, OverflowError)):
            one.add(literal)
    with pytest.raises(TypeError):
        one.raw.solve(["no literal"], None, 10)  # type: ignore[list-item]


def test_nothing_is_left_once_the_clauses_fail():
    one = solver()
    a = one.new()
    one.add(a)
    one.add(-a)
    assert not one.solve([], Clock(None))
    assert one.first([a], [a], Clock(None)) is False
    assert one.core() == []
