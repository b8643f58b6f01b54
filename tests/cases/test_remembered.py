"""Cases and lemmas that are kept between questions: they must not change an answer."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from benchmarks.agreement import agreement
from foedus.cases.backends.lemmas import Lemmas
from foedus.cases.backends.sat import Sat
from foedus.cases.graph import Atom, Graph, Lit
from foedus.cases.theory import core
from tests.cases.drawn import Drawn, bodied, drawn, voted
from tests.cases.space import Space

MAKERS = [(drawn, seed) for seed in range(300, 380)] + [(bodied, seed) for seed in range(300, 330)]
MAKERS += [(voted, seed) for seed in range(2)]


def pins(rng: Random, case: Drawn) -> list[Lit]:
    """Some values of some choices, taken or excluded, now and then of one choice twice."""
    g = case.graph
    picked: list[Lit] = []
    for name, choice in g.choices.items():
        for _ in range(rng.choice((0, 1, 1, 1, 2))):
            lit = g.chosen(name, rng.randrange(len(choice.values)))
            picked.append(lit if rng.random() < 0.7 else -lit)
    rng.shuffle(picked)
    return picked


@pytest.mark.parametrize("make, seed", MAKERS, ids=lambda x: getattr(x, "__name__", str(x)))
def test_one_completion_after_another_agrees_with_brute_force(make, seed: int):
    case = make(seed)
    space, rng = Space(case.graph, case.reach), Random(seed)
    sat, domain = Sat(case.graph, case.domain), space.of(case.domain)
    for _ in range(60):
        lits = [*rng.sample(case.roots, rng.choice((0, 1, 1, 2))), *pins(rng, case)]
        cases = domain
        for lit in lits:
            cases &= space.of(lit)
        assert sat.possible(*lits) == bool(cases)


def test_most_answers_need_no_search():
    """What the memory is for; and it is bounded."""
    a = agreement(4, wide=False)
    g, rng = a.graph, Random(1)
    sat = Sat(g, g.all(a.domain, a.gap))
    asked, searched = 0, 0
    answers = {False: 0, True: 0}
    for _ in range(200):
        fixed = [g.chosen(p, rng.randrange(len(g.choices[p].values))) for p in a.points]
        before = sat.searches
        answers[sat.possible(*fixed)] += 1
        asked, searched = asked + 1, searched + sat.searches - before
        assert sat.searches - before in (0, 1)
    assert answers[True] > 50
    assert searched < answers[False] + answers[True] / 2


def holds(clause: list[int], literals: dict[Atom, int], minutes: dict[str, int]) -> bool:
    true = {n if minutes[a.u] - minutes[a.v] <= a.c else -n for a, n in literals.items()}
    return not true.isdisjoint(clause)


@pytest.mark.parametrize("seed", range(60))
def test_lemmas_hold_at_all_minutes(seed: int):
    """Three shared times and two parties: whatever clashes, what is put holds whichever the minutes are."""
    rng, g = Random(seed), Graph()
    g.times.update({"A": "", "B": "", "R1": "one", "S1": "one", "R2": "two", "S2": "two", "T3": "three"})
    names = list(g.times)
    literals: dict[Atom, int] = {}
    constants: dict[tuple[str, str], list[int]] = {}
    for _ in range(rng.randint(8, 40)):
        u, v = sorted(rng.sample(names, 2))
        c = rng.randint(-3, 3)
        if Atom(u, v, c) not in literals:
            literals[Atom(u, v, c)] = len(literals) + 1
            constants[u, v] = sorted([*constants.get((u, v), []), c])
    lemmas = Lemmas(g, literals, constants)
    put: list[list[int]] = []
    signs = [a if rng.random() < 0.5 else Atom(a.v, a.u, -a.c - 1) for a in literals]
    while (clash := core(signs)) is not None and len(put) < 400:
        put += lemmas.of(clash)
        signs.remove(clash[0])
    for _ in range(300):
        minutes = {name: rng.randint(-4, 4) for name in names}
        assert all(holds(clause, literals, minutes) for clause in put)


def test_lemmas_of_three_times_leave_no_clash():
    """With three times that are all compared, one clash teaches all that there is to know of them."""
    g = Graph()
    g.times.update(dict.fromkeys("ABC", ""))
    constants = {("A", "B"): [-1, 2], ("B", "C"): [0], ("A", "C"): [-2, 1]}
    atoms = [Atom(u, v, c) for (u, v), row in constants.items() for c in row]
    literals = {atom: n for n, atom in enumerate(atoms, 1)}
    clash = [Atom("A", "B", -1), Atom("B", "C", 0), Atom("C", "A", -2)]
    lemmas = list(Lemmas(g, literals, constants).of(clash))
    pairs = [(u, v, *row) for (u, v), row in constants.items() if len(row) == 2]
    order = [[-literals[Atom(u, v, near)], literals[Atom(u, v, far)]] for u, v, near, far in pairs]
    for signs in product((True, False), repeat=len(literals)):
        taken = [a if yes else Atom(a.v, a.u, -a.c - 1) for a, yes in zip(literals, signs)]
        true = {n if yes else -n for n, yes in zip(literals.values(), signs)}
        allowed = all(not true.isdisjoint(clause) for clause in [*lemmas, *order])
        assert allowed == (core(taken) is None)
