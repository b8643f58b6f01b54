"""Diagrams in C over the values of choices: the answers of the other diagrams, in the same words."""

from __future__ import annotations

from random import Random

import pytest

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.backends.bdd import Bdd
from foedus.cases.backends.forked import Forked, forked
from foedus.cases.graph import TRUE, Choice, Graph, Lit
from foedus.cases.kit import kit
from foedus.cases.rewrite import Rewriting

pytestmark = pytest.mark.skipif(
    kit(python=False).forks is None, reason="there are no diagrams in C: no compiler"
)
SIZES = (2, 3, 2, 5, 4, 2, 7, 3)


def grown(seed: int) -> tuple[Graph, list[Lit]]:
    """Conditions on choices, counts among them."""
    rng, g = Random(seed), Graph(python=False)
    for i, size in enumerate(SIZES):
        g.choice(Choice(f"c{i}", tuple(map(str, range(size))), "point"))
    made: list[Lit] = [TRUE]
    for _ in range(120):
        lits = [rng.choice(made) * rng.choice((1, -1)) for _ in range(rng.randint(1, 5))]
        what = rng.randrange(5)
        if what < 2:
            name = rng.randrange(len(SIZES))
            made.append(g.chosen(f"c{name}", rng.randrange(SIZES[name])))
        elif what == 2:
            made.append(g.at_least(rng.randint(1, 3), lits))
        else:
            made.append(g.all(*lits) if what == 3 else g.any(*lits))
    return g, made[40:]


def diagrams(g: Graph) -> Forked:
    made = forked(g)
    assert made is not None
    return made


def beside(seed: int) -> tuple[Graph, list[Lit], Random, Forked, Lit, Bdd]:
    """Conditions with both kinds of diagrams, within a domain that is drawn first."""
    g, made = grown(seed)
    rng = Random(seed)
    domain = rng.choice(made)
    return g, made, rng, diagrams(g), domain, Bdd(g, domain)


@pytest.mark.parametrize("seed", range(60))
def test_as_the_other_diagrams(seed: int):
    g, made, rng, small, domain, bdd = beside(seed)
    names = list(g.choices)
    for _ in range(12):
        lit, keep = rng.choice(made), sorted(rng.sample(names, rng.randint(1, len(names))))
        ours, other = small.project(domain, lit, keep), bdd.project(lit, keep)
        assert ours is not None
        assert ours.count() == other.count()
        assert (ours.is_empty, ours.is_all) == (other.is_empty, other.is_all)
        assert ours.support() == other.support()
        assert ours.any() == other.any()
        assert ours.cover() == other.cover()
        assert ours == other
        assert other == ours
        part = keep[: rng.randint(1, len(keep))]
        assert ours.onto(part).cover() == other.onto(part).cover()
        case = other.any()
        if case is not None:
            assert ours.around(case) == other.around(case)
            assert case in ours


@pytest.mark.parametrize("seed", range(30))
def test_sets_of_both_kinds_go_together(seed: int):
    g, made, rng, small, domain, bdd = beside(seed)
    keep = list(g.choices)
    for _ in range(5):
        one, two = rng.sample(made, 2)
        a, b = small.project(domain, one, keep), small.project(domain, two, keep)
        c, d = bdd.project(one, keep), bdd.project(two, keep)
        assert a is not None
        assert b is not None
        for mixed, same in ((a & d, c & d), (c & b, c & d), (a | d, c | d), (c - b, c - d), (a - d, c - d)):
            assert mixed.count() == same.count()
            assert mixed.cover() == same.cover()
        assert (a & b).count() == (c & d).count()
        assert (~a).count() == (~c).count()
        assert (a <= d) == (c <= d) == (a <= b)
        assert a.amid(d).cover() == c.amid(d).cover() == a.amid(b).cover()


@pytest.mark.parametrize("seed", range(60))
def test_ways_once_choices_are_made_are_those_of_what_is_left(seed: int):
    g, made, rng, small, domain, bdd = beside(seed)
    names = list(g.choices)
    for _ in range(12):
        chosen = rng.sample(names, rng.randint(0, len(names) - 1))
        values = {n: rng.randrange(len(g.choices[n].values)) for n in chosen}
        rest = [n for n in names if n not in values]
        keep = tuple(sorted(rng.sample(rest, rng.randint(1, len(rest)))))
        for lit in rng.sample(made, 4):  # the same choices for several
            left = Rewriting(g, values).lit(lit)
            assert small.ways(domain, lit, values, keep) == bdd.project(left, keep).count()
            assert small.ways(domain, -lit, values, keep) == bdd.project(-left, keep).count()


def test_ways_of_what_compares_times_are_left_to_others_unless_choices_settle_it():
    g = Graph(python=False)
    late = g.choice(Choice("late", ("no", "yes"), "procedure"))
    g.choice(Choice("free", ("no", "yes"), "point"))
    both, small = g.all(late, g.within("A", "B", 3)), diagrams(g)
    assert small.ways(TRUE, both, {"late": 1}, ("free",)) is None
    assert small.ways(TRUE, both, {"late": 0}, ("free",)) == 0
    assert small.ways(TRUE, -both, {"late": 0}, ("free",)) == 2


def test_ways_of_a_choice_that_came_later_are_left_to_others_until_it_is_made():
    g = Graph(python=False)
    g.choice(Choice("free", ("no", "yes"), "point"))
    small = diagrams(g)
    later = g.choice(Choice("later", ("no", "yes"), "procedure"))
    assert small.ways(TRUE, later, {}, ("free",)) is None
    assert small.ways(TRUE, later, {"later": 1}, ("free",)) == 2


def test_what_compares_times_is_left_to_others():
    g = Graph(python=False)
    late = g.choice(Choice("late", ("no", "yes"), "procedure"))
    small = diagrams(g)
    assert small.project(TRUE, g.all(late, g.within("A", "B", 3)), ["late"]) is None
    assert small.project(TRUE, late, ["late"]) is not None


def test_a_choice_declared_later_is_left_to_others():
    g = Graph(python=False)
    g.choice(Choice("late", ("no", "yes"), "procedure"))
    small = diagrams(g)
    later = g.choice(Choice("later", ("no", "yes"), "procedure"))
    assert small.project(TRUE, later, ["late"]) is None
    with pytest.raises(KeyError):
        small.value("later", 1)


def test_a_choice_too_wide_is_left_to_others():
    g = Graph(python=False)
    g.choice(Choice("wide", tuple(map(str, range(300))), "procedure"))
    small = diagrams(g)
    assert small.project(TRUE, g.chosen("wide", 7), ["wide"]) is None
    with pytest.raises(OutOfBudgetError):
        small.value("wide", 7)


def test_counts_beyond_the_numbers_of_the_machine():
    g = Graph(python=False)
    names = [f"?p{i}" for i in range(60)]
    lits = [g.all(g.choice(Choice(n, ("a", "b", "c"), "point")), g.chosen(n, 0)) for n in names]
    found = diagrams(g).project(TRUE, g.any(*lits), names)
    assert found is not None
    assert found.count() == 3**60 - 2**60


def test_a_diagram_too_large_is_left_to_others():
    """Pairs that lie far apart in the order: two to the power of their number."""
    g = Graph(python=False)
    lits = [g.choice(Choice(f"c{i}", ("no", "yes"), "point")) for i in range(60)]
    far = g.all(*(g.any(lits[i], lits[i + 30]) for i in range(30)))
    assert diagrams(g).project(TRUE, far, list(g.choices)) is None
