"""The case graph in C and the one in Python: the same nodes, and the same answers to whatever is asked of them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import foedus.cases.backends.sat as sat_module
from foedus.cases.backends.glucose import Glucose
from foedus.cases.backends.sat import Sat
from foedus.cases.graph import TRUE, Atom, Choice, Graph, Is, Lit
from foedus.cases.kit import Settling, kit
from foedus.cases.lower import lower
from foedus.cases.rewrite import Rewriting
from foedus.language.load import load

EXAMPLES = Path(__file__).parents[2] / "examples" / "ukraine-2025"
TIMES = "ABCDE"

pytestmark = pytest.mark.skipif(
    not kit(python=False).native, reason="the case graph could not be built in C here: no compiler"
)


def grown(seed: int, *, python: bool) -> tuple[Graph, list[Lit]]:
    """A graph of all kinds of nodes, many of them trivial or contrary."""
    rng, g = Random(seed), Graph(python=python)
    for name, size in (("a", 2), ("b", 3), ("c", 2), ("d", 5), ("e", 1)):
        g.choice(Choice(name, tuple(map(str, range(size))), "procedure"))
    g.times.update(dict.fromkeys(TIMES, ""))
    made: list[Lit] = [TRUE, -TRUE]

    def some(most: int) -> list[Lit]:
        return [rng.choice(made) * rng.choice((1, -1)) for _ in range(rng.randint(0, most))]

    for _ in range(400):
        what = rng.randrange(8)
        if what == 0:
            name = rng.choice("abcde")
            made.append(g.chosen(name, rng.randrange(len(g.choices[name].values))))
        elif what == 1:
            made.append(
                g.within(rng.choice(TIMES), rng.choice(TIMES), rng.randint(-3, 3) * 10 ** rng.randint(0, 9))
            )
        elif what in (2, 3):
            made.append(g.all(*some(6)))
        elif what == 4:
            made.append(g.any(*some(30 if rng.random() < 0.1 else 5)))
        elif what == 5:
            made.append(g.at_least(rng.randint(-1, 5), some(7)))
        elif what == 6:
            made.append(g.ite(*(rng.choice(made) for _ in range(3))))
        else:
            made.append(g.among("d", [v for v in range(5) if rng.random() < 0.5]))
    return g, made


@pytest.mark.parametrize("seed", range(60))
def test_same_nodes_and_same_reading(seed: int):
    (c, made), (python, expected) = (grown(seed, python=p) for p in (False, True))
    assert c.kit.native
    assert not python.kit.native
    assert made == expected
    assert list(c.nodes) == list(python.nodes)
    rng = Random(seed)
    for _ in range(30):
        roots = rng.sample(made, 3)
        on = [abs(lit) for lit in rng.sample(made, 2)]
        assert c.cone(roots) == python.cone(roots)
        assert list(c.leaves(roots)) == list(python.leaves(roots))
        assert c.hanging(roots, on) == python.hanging(roots, on)
        assert c.parts(roots[0]) == python.parts(roots[0])
    for node, key in enumerate(python.nodes):
        if key is not None:
            assert c.find(key) == python.find(key) == node
    assert c.find(Is("nobody", 1)) is None
    assert c.find(Atom("A", "B", 4711)) is None


@pytest.mark.parametrize("seed", range(60))
def test_same_walks(seed: int):
    graphs = [grown(seed, python=p)[0] for p in (False, True)]
    made = grown(seed, python=True)[1]
    values = {name: Random(seed).randrange(len(c.values)) for name, c in graphs[0].choices.items()}
    minutes = {t: i * 7 for i, t in enumerate(TIMES)}
    answers: list[object] = []
    for g in graphs:

        def leaf(key: Is | Atom, node: int, g: Graph = g) -> Lit:
            if isinstance(key, Atom):
                return g.within(key.v, key.u, key.c - 1)
            return node if key.choice in "ad" else g.chosen(key.choice, values[key.choice])

        def holds(key: Is | Atom) -> bool:
            if isinstance(key, Is):
                return values[key.choice] == key.value
            return minutes[key.u] - minutes[key.v] <= key.c

        rng = Random(seed)
        rewriting = Rewriting(g, leaf)
        first = rewriting.lits(rng.sample(made, 40))
        gone = g.hanging(made, [n for v in range(5) if (n := g.find(Is("d", v)))])
        other = rewriting.made.copy(lambda key, node: TRUE if key == Is("d", 2) else leaf(key, node), gone)
        other.put(made[7], made[9])
        second = [other.lit(lit) for lit in made]
        one = g.evaluator(holds)
        third = [one.holds(lit) for lit in made[:100]]
        fourth = [one.copy().holds(lit) for lit in made]
        assert fourth == g.values(made, values, minutes)
        fifth = [g.rewriter({"a": 1, "d": 3}).lit(lit) for lit in made]
        answers.append((first, second, third, fourth, fifth, list(g.nodes)))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("seed", range(40))
def test_same_conditions_of_times(seed: int):
    graphs = [grown(seed, python=p)[0] for p in (False, True)]
    made = grown(seed, python=True)[1]
    answers: list[object] = []
    for g in graphs:
        rng, told = Random(seed), list[object]()

        def time(rng: Random = rng) -> tuple[tuple[Lit, tuple[str, int]], ...]:
            return tuple(
                (rng.choice(made), (rng.choice(TIMES), rng.randint(-9, 9) * 60))
                for _ in range(rng.randint(0, 20))
            )

        for _ in range(20):
            told.append(g.le(time(), time(), rng.randint(-60, 60)))
            told.append(g.come(time(), rng.choice(TIMES), rng.randint(-99, 99)))
            told.append(g.foremost(time(), rng.random() < 0.5))
            groups = [[abs(lit) for lit in rng.sample(made, 2)] for _ in range(rng.randint(0, 64))]
            told.append(g.hangings(rng.sample(made, 4), groups, rng.randint(0, 40)))
        answers.append((told, list(g.nodes)))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("seed", range(40))
def test_same_conduct_put_in(seed: int):
    """Choices narrowed and times put where they stand, some of them told only when they are asked for."""
    graphs = [grown(seed, python=p)[0] for p in (False, True)]
    made = grown(seed, python=True)[1]
    answers: list[object] = []
    for g in graphs:
        rng = Random(seed)
        stands: dict[str, object] = {}
        values = {"b": frozenset({1}), "d": frozenset({0, 3, 4}), "a": frozenset({0})}
        places = {
            t: [(rng.choice(made), ("A", rng.randint(0, 9) * 60)) for _ in range(rng.randint(1, 3))]
            for t in TIMES
        }
        asked: list[str] = []

        def tell(
            name: str, asked: list[str] = asked, stands: dict[str, object] = stands, places: object = places
        ) -> None:
            asked.append(name)
            stands[name] = tuple(places[name])  # type: ignore[index]

        rewriter = g.rewriter(Settling(tell, values, stands))
        put_in = [rewriter.lit(lit) for lit in made]
        answers.append((put_in, asked, list(g.nodes)))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("seed", range(25))
def test_same_clauses_and_support(seed: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sat_module, "solver", lambda _: Glucose())
    answers: list[object] = []
    for python in (False, True):
        g, made = grown(seed, python=python)
        sat, rng = Sat(g), Random(seed)
        for _ in range(40):
            lits = rng.sample(made, 2)
            cell = sat.solve(*lits, prefer=rng.sample(made, 2))
            answers.append((cell, sat.worst(lits[0], "A", "C")))
        answers.append(sat.lemmas)
    half = len(answers) // 2
    assert answers[:half] == answers[half:]


@pytest.mark.parametrize("seed", range(60))
def test_same_answers_by_either_solver(seed: int):
    """Whether there is a case, what of the preferences it meets, how far apart times are, smallest sets."""
    answers: list[object] = []
    for python in (False, True):
        g, made = grown(seed, python=python)
        sat, rng = Sat(g), Random(seed)
        for _ in range(30):
            lits, prefer = rng.sample(made, 2), rng.sample(made, 6)
            cell = sat.solve(*lits, prefer=prefer)
            met = cell and g.values([*lits, *prefer], cell.choices, dict(cell.times))
            assert met is None or all(met[: len(lits)])
            worst = sat.worst(lits[0], "A", "C")
            answers.append((first_met(sat, lits, prefer), worst and worst[0], sat.possible(*lits)))
            assert (
                met is None
                or [m for m, wanted in zip(met[2:], answers[-1][0], strict=True) if wanted and not m] == []
            )
            answers.append(sat.smallest(rng.sample(made, 4), given=lits[:1]))
    half = len(answers) // 2
    assert answers[:half] == answers[half:]


def first_met(sat: Sat, lits: list[Lit], prefer: list[Lit]) -> list[bool]:
    """Which preferences can be met, one question after the other."""
    held, met = list(lits), list[bool]()
    for soft in prefer:
        met.append(sat.possible(*held, soft))
        held += [soft] if met[-1] else []
    return met


@pytest.mark.parametrize("name", ["guarantee", "axios-text", "italian-plan", "package"])
def test_same_lowering_of_a_draft(name: str, monkeypatch: pytest.MonkeyPatch):
    path = EXAMPLES / f"{name}.treaty"
    nodes: list[object] = []
    for pure in ("0", "1"):
        monkeypatch.setenv("FOEDUS_PURE", pure)
        low = lower(load(path).draft)
        assert low.low.graph.kit.native == (pure == "0")
        nodes.append((list(low.low.graph.nodes), [(d.arises, d.due, d.ends) for d in low.duties], low.domain))
    assert nodes[0] == nodes[1]


def test_what_is_no_node_is_refused():
    g = Graph(python=False)
    for lit in (0, 99, -99):
        with pytest.raises(IndexError):
            g.all(lit)
    with pytest.raises(TypeError):
        g.all("no node")  # type: ignore[arg-type]
    with pytest.raises(IndexError):
        g.nodes[99]


def test_errors_of_a_leaf_come_through():
    g = Graph(python=False)
    rain = g.choice(Choice("rain", ("no", "yes"), "incident"))

    def broken(*_: object) -> Lit:
        raise LookupError("no such leaf")

    with pytest.raises(LookupError):
        g.rewriter(broken).lit(rain)
    with pytest.raises(LookupError):
        g.evaluator(broken).holds(g.all(rain, g.within("A", "B", 3)))
