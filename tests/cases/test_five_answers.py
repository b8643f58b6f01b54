"""Five independent answers to the same questions: SAT, diagrams, brute force, z3, clingo with difference logic."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.agreement import agreement
from foedus.cases.backends.bdd import Bdd
from foedus.cases.backends.sat import Sat
from foedus.cases.theory import UNBOUNDED
from tests.cases.drawn import bodied, drawn, voted
from tests.cases.oracles import Z3, Clingo
from tests.cases.space import Space

pytest.importorskip("z3", reason="z3-solver is not installed")
pytest.importorskip("clingodl", reason="clingo-dl is not installed")

SEEDS = [
    *((drawn, seed) for seed in range(200, 240)),
    *((bodied, seed) for seed in range(200, 240)),
    *((voted, seed) for seed in range(2)),
]


@pytest.mark.parametrize("make, seed", SEEDS, ids=lambda x: getattr(x, "__name__", str(x)))
def test_five_answers_agree(make, seed: int):
    case = make(seed)
    g, roots = case.graph, [case.domain, *case.roots]
    space = Space(g, case.reach)
    sat, bdd, z3, clingo = Sat(g, case.domain), Bdd(g, case.domain), Z3(g, roots), Clingo(g, roots)
    domain = space.of(case.domain)
    for one in case.roots:
        for two in case.roots:
            lits = (one, -two)
            right = bool(domain & space.of(one) & ~space.of(two))
            assert (sat.solve(*lits) is not None) == right
            assert bdd.project(g.all(*lits), ()).is_empty != right
            assert z3.solve(case.domain, *lits) == right
            assert clingo.solve(case.domain, *lits) == right


@pytest.fixture(
    scope="module", params=[(2, False), (3, True), (8, True)], ids=["two", "three-wide", "eight-wide"]
)
def pact(request: pytest.FixtureRequest):
    size, wide = request.param
    return agreement(size, wide=wide)


def completions(a, count: int, seed: int):
    rng = Random(seed)
    for _ in range(count):
        yield {p: rng.randrange(len(a.graph.choices[p].values)) for p in a.points}


def test_every_completion_of_an_agreement(pact):
    """Diagrams answer for all completions at once; SAT and z3 answer for samples of them, one by one."""
    g = pact.graph
    asked = (pact.gap, pact.nobody, g.all(pact.behaves, -pact.gap))
    options = [g.chosen(p, v) for p in pact.points for v in range(len(g.choices[p].values))]
    bdd, sat, z3 = Bdd(g, pact.domain), Sat(g, pact.domain), Z3(g, [pact.domain, *asked, *options])
    sets = {lit: bdd.project(lit, pact.points) for lit in asked}
    seen = set()
    for completion in completions(pact, 30, 1):
        fixed = [g.chosen(p, v) for p, v in completion.items()]
        for lit in asked:
            cell = sat.solve(lit, *fixed)
            assert (cell is not None) == (completion in sets[lit])
            seen.add((lit, cell is not None))
            if cell is not None:
                assert g.values([lit, pact.domain], cell.choices, cell.times) == [True, True]
        lit = asked[len(seen) % 3]
        assert z3.solve(pact.domain, lit, *fixed) == (completion in sets[lit])
    assert {lit for lit, _ in seen} == set(asked)


def test_members_and_others_of_each_set(pact):
    """Directed at both sides: a completion from the set and one from its complement, checked by SAT."""
    g = pact.graph
    bdd, sat = Bdd(g, pact.domain), Sat(g, pact.domain)
    for lit in (pact.gap, pact.nobody, g.all(pact.behaves, pact.adopted, -pact.gap)):
        found = bdd.project(lit, pact.points)
        for part, right in ((found, True), (~found, False)):
            for box in part.cover(6):
                inside = part.given({p: min(v) for p, v in box.items()}).any()
                if inside is not None:
                    fixed = [g.chosen(p, v) for p, v in inside.items()]
                    assert (sat.solve(lit, *fixed) is not None) == right


def test_worst_case_of_every_completion(pact):
    g = pact.graph
    bdd, sat = Bdd(g, pact.domain), Sat(g, pact.domain)
    table = bdd.worst(pact.first, "F", "A", pact.points)
    assert len(table) > 3
    for minutes, found in table:
        for at in range(2):
            inside = found.given({pact.points[0]: at}).any()
            if inside is None:
                continue
            fixed = g.all(pact.first, *(g.chosen(p, v) for p, v in inside.items()))
            answer = sat.worst(fixed, "F", "A")
            assert answer is not None
            assert answer[0] == minutes
            if minutes != UNBOUNDED:
                assert answer[1].times["F"] - answer[1].times["A"] == minutes


def test_few_and_many_nodes_give_the_same(pact):
    """With next to no room for a first try, variables are ordered anew all along: the same sets."""
    roomy, tight = Bdd(pact.graph, pact.domain), Bdd(pact.graph, pact.domain)
    tight._dia.careful()
    for lit in (pact.gap, pact.nobody):
        one, two = roomy.project(lit, pact.points), tight.project(lit, pact.points)
        assert one.count() == two.count()
        assert one.support() == two.support()
