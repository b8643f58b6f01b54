"""The parts of the questions to diagrams, each against brute force: times, sums, cases."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from random import Random

import pytest

from benchmarks.agreement import agreement
from foedus.cases.backends import cycles
from foedus.cases.backends.base import Clock
from foedus.cases.backends.bdd import Bdd
from foedus.cases.backends.coding import Coding
from foedus.cases.backends.counting import Limit
from foedus.cases.backends.covering import Covering
from foedus.cases.backends.diagrams import Diagrams, Node
from foedus.cases.backends.parties import Count
from foedus.cases.backends.sums import Run, pack
from foedus.cases.graph import Atom, Choice, Graph
from foedus.cases.theory import core
from tests.cases.drawn import bodied, drawn, voted
from tests.cases.space import Space


def diagrams(*, python: bool = False) -> Diagrams:
    return Diagrams(1_000_000, Clock(None), python=python)


def at(dia: Diagrams, u: Node, values: dict[str, bool]) -> bool:
    return dia.let(values, u) == dia.true


# ---- times -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(60))
def test_theory_of_few_times_is_exact(seed: int):
    rng, dia = Random(seed), diagrams(python=seed % 6 == 0)
    coding = Coding(Graph(), dia)
    names = ["A", "D", "E"][: rng.choice((2, 3, 3, 3))]
    pairs = [(u, v) for i, u in enumerate(names) for v in names[i + 1 :]]
    atoms = sorted({Atom(*rng.choice(pairs), rng.randint(-4, 4)) for _ in range(rng.randint(1, 8))})
    variables = [coding.name(atom) for atom in atoms]
    compared = cycles.Compared(coding, [*variables, "no comparison"])
    assert compared.few
    theory, order = compared.theory(), compared.order()
    for signs in product((False, True), repeat=len(atoms)):
        taken = [a if yes else Atom(a.v, a.u, -a.c - 1) for a, yes in zip(atoms, signs)]
        values = dict(zip(variables, signs))
        possible = core(taken) is None
        assert at(dia, theory, values) == possible
        assert at(dia, order, values) or not possible


@pytest.mark.parametrize("seed", range(20))
def test_theory_of_more_times_forbids_nothing_that_can_be(seed: int):
    rng, dia = Random(seed), diagrams()
    coding = Coding(Graph(), dia)
    atoms = {Atom(*sorted(rng.sample("ADEF", 2)), rng.randint(-3, 3)) for _ in range(7)} | {Atom("A", "D", 9)}
    atoms |= {Atom("E", "F", 9)}
    variables = {coding.name(atom): atom for atom in sorted(atoms)}
    compared = cycles.Compared(coding, variables)
    assert not compared.few
    theory = compared.theory()
    for signs in product((False, True), repeat=len(variables)):
        taken = [a if yes else Atom(a.v, a.u, -a.c - 1) for a, yes in zip(variables.values(), signs)]
        assert core(taken) is not None or at(dia, theory, dict(zip(variables, signs)))


@pytest.mark.parametrize(
    "make, seed", [*((drawn, s) for s in range(400, 440)), *((bodied, s) for s in range(400, 420)), (voted, 3)]
)  # fmt: skip
def test_a_walk_and_one_diagram_say_the_same(make, seed: int, monkeypatch: pytest.MonkeyPatch):
    case = make(seed)
    g, space = case.graph, Space(case.graph, case.reach)
    found: list[list[bool]] = []
    for few in (3, 0):
        monkeypatch.setattr(cycles, "FEW", few)
        bdd = Bdd(g, case.domain)
        sets = [bdd.project(lit, case.points) for lit in case.roots]
        values = [range(len(g.choices[p].values)) for p in case.points]
        found.append([dict(zip(case.points, one)) in s for s in sets for one in product(*values)])
    assert found[0] == found[1]
    right: list[bool] = []
    for lit in case.roots:
        for one in product(*(range(len(g.choices[p].values)) for p in case.points)):
            cases = space.of(case.domain) & space.of(lit)
            for point, value in zip(case.points, one):
                cases &= space.of(g.chosen(point, value))
            right.append(bool(cases))
    assert found[0] == right


@pytest.mark.parametrize("size", [2, 5])
def test_a_walk_and_one_diagram_say_the_same_of_an_agreement(size: int, monkeypatch: pytest.MonkeyPatch):
    a = agreement(size)
    asked = (a.gap, a.nobody, a.graph.all(a.behaves, -a.gap))
    counts: list[list[int]] = []
    for few in (3, 0):
        monkeypatch.setattr(cycles, "FEW", few)
        bdd = Bdd(a.graph, a.domain)
        counts.append([bdd.project(lit, a.points).count() for lit in asked])
    assert counts[0] == counts[1]
    assert all(counts[0])


@pytest.mark.parametrize("seed", range(40))
def test_tightest_says_all_that_follows(seed: int):
    rng = Random(seed)
    rows = [sorted(rng.sample(range(-6, 7), rng.randint(1, 5))) for _ in range(3)]
    said = list(cycles.tightest(*rows))
    for c, d in product(rows[0], rows[1]):
        for e in rows[2]:
            follows = any(c <= c2 and d <= d2 and e2 <= e for c2, d2, e2 in said)
            assert follows == (c + d <= e)
    for one in said:
        others = [other for other in said if other != one]
        assert not any(one[0] <= c and one[1] <= d and e <= one[2] for c, d, e in others)


# ---- sums ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(60))
def test_sums_of_several_bounds_at_once(seed: int):
    """Three to five parties, up to three sums, up to four bounds: against every way of adding up."""
    rng, dia = Random(seed), diagrams(python=seed % 6 == 0)
    sums, names = rng.randint(1, 3), ["x", "y", "z"]
    tables: list[dict[tuple[int, ...], Node]] = []
    for _ in range(rng.randint(3, 5)):
        table: dict[tuple[int, ...], Node] = {}
        for _ in range(rng.randint(1, 4)):
            one = dia.var(rng.choice(names))
            table[tuple(rng.randint(0, 2) for _ in range(sums))] = rng.choice((one, ~one, dia.true))
        tables.append(table)
    bounds = [[rng.randint(0, 6) for _ in range(sums)] for _ in range(rng.randint(1, 4))]
    run = Run(dia, bounds)
    most = [[max(column) for column in zip(*table)] for table in tables]
    rows = {0: dia.true}
    for i, table in enumerate(tables):
        left = pack([sum(column) for column in zip([0] * sums, *most[i + 1 :])])
        rows = run.step(rows, run.undominated({pack(k): f for k, f in table.items()}), left)
    answers = run.answers(rows)
    for signs in product((False, True), repeat=len(names)):
        values = dict(zip(names, signs))
        ways = [[k for k, f in table.items() if at(dia, f, values)] for table in tables]
        totals = {tuple(map(sum, zip(*way))) for way in product(*ways)}
        for bound, answer in zip(bounds, answers):
            right = any(all(x >= b for x, b in zip(total, bound)) for total in totals)
            assert at(dia, answer, values) == right


# ---- cases -----------------------------------------------------------------------------------------------------------


def met(limits: Iterable[Limit], sums: dict[int, int]) -> bool:
    return all(
        (low is None or sums[s] >= low) and (high is None or sums[s] <= high) for s, low, high in limits
    )


@pytest.mark.parametrize("seed", range(60))
def test_cases_cover_a_function_and_no_more(seed: int):
    rng, dia = Random(seed), diagrams(python=seed % 6 == 0)
    counts = {
        f"sum {s} >= {need}": Count(s, need, True, ())
        for s, need in sorted({(rng.randint(0, 2), rng.randint(1, 3)) for _ in range(rng.randint(1, 6))})
    }
    others = ["x", "y"]
    f = dia.false
    for _ in range(rng.randint(1, 6)):
        cube = dia.true
        for name in rng.sample([*counts, *others], rng.randint(1, min(4, len(counts) + 2))):
            cube = cube & (dia.var(name) if rng.random() < 0.5 else ~dia.var(name))
        f = f | cube
    if rng.random() < 0.3:
        f = ~f
    if seed % 4 == 1:
        dia.careful()  # the order is no longer what it was
    cases = Covering(dia, counts).of(f, rng.sample(sorted(counts), len(counts)))
    for values in product(range(4), repeat=3):
        sums = dict(enumerate(values))
        for signs in product((False, True), repeat=len(others)):
            given = {name: sums[count.sum] >= count.need for name, count in counts.items()}
            given |= dict(zip(others, signs))
            covered = any(met(limits, sums) and at(dia, part, given) for limits, part in cases.items())
            assert covered == at(dia, f, given)


def tallied(seed: int) -> tuple[Graph, list[int], list[str]]:
    """Three parties with two kinds of vote, two open points, and loose formulas over how many voted how."""
    rng, g = Random(seed), Graph()
    g.times.update({"A": "", "D": ""})
    points = ["?x", "?y"]
    leaves = [g.choice(Choice(name, ("no", "yes"), "point")) for name in points]
    votes: list[list[int]] = [[], []]
    for party in ("p", "q", "r"):
        for kind, row in enumerate(votes):
            row.append(g.choice(Choice(f"{party}.{kind}", ("no", "yes"), "procedure", party)))
    early = g.within("D", "A", 1)
    tallies = [g.at_least(need, row) for row in votes for need in (1, 2, 3)]
    roots: list[int] = []
    for _ in range(4):
        parts: list[int] = []
        for _ in range(rng.randint(2, 5)):
            picked = rng.sample([*tallies, *leaves, early], rng.randint(2, 4))
            parts.append(g.all(*(rng.choice((1, -1)) * lit for lit in picked)))
        roots.append(rng.choice((1, -1)) * g.any(*parts))
    return g, roots, points


@pytest.mark.parametrize("seed", range(120))
def test_counts_of_one_sum_under_loose_formulas(seed: int):
    """Formulas that make no sense of several counts of one sum; what a vote cannot come to must not be let in."""
    g, roots, points = tallied(seed)
    space, bdd = Space(g, 3), Bdd(g)
    for lit in roots:
        found = bdd.project(lit, points)
        for x, y in product((0, 1), repeat=2):
            cases = space.of(lit) & space.of(g.chosen("?x", x)) & space.of(g.chosen("?y", y))
            assert ({"?x": x, "?y": y} in found) == bool(cases)


@pytest.mark.parametrize("seed", range(4))
def test_what_was_counted_for_one_question_serves_another(seed: int):
    """Questions put one after another say the same as each put to diagrams of its own."""
    a, rng = agreement(3, wide=False), Random(seed)
    g = a.graph
    pool = [
        a.gap,
        a.nobody,
        a.adopted,
        a.behaves,
        *(g.chosen("?rule", v) for v in range(5)),
        g.chosen("?k", 1),
    ]
    bdd = Bdd(g, a.domain)
    for _ in range(4):
        lit = g.all(*(rng.choice((1, 1, -1)) * one for one in rng.sample(pool, 3)))
        assert bdd.project(lit, a.points).count() == Bdd(g, a.domain).project(lit, a.points).count()
