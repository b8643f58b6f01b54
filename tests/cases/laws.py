"""What the operations of a case graph are to mean, by brute force: all cases of small graphs, one bit for each."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from foedus.cases.graph import FALSE, Atom, Is, Lit
from tests.cases.drawn import Drawn, drawn
from tests.cases.space import Space

CELLS = 12  # in which conditions are evaluated one by one


def broken(seed: int) -> list[str]:
    """The operations that do not mean what they are to mean on one small graph; none if all do."""
    made = drawn(seed)
    return [what for what, fine in _laws(made, Random(seed)) if not fine]


def _laws(made: Drawn, rnd: Random) -> Iterator[tuple[str, bool]]:
    g = made.graph
    atoms = [g.within(u, v, c) for u in g.times for v in g.times for c in (-1, 0, 1)]
    chosen = [g.chosen(name, v) for name, choice in g.choices.items() for v in range(len(choice.values))]
    pool = [*made.roots, *atoms, *chosen]
    some = [rnd.sample(pool, 3) for _ in range(8)]
    made_of = [
        (
            g.all(*x),
            g.any(*x),
            g.no(x[0]),
            g.ite(*x),
            g.same(x[0], x[1]),
            [g.at_least(k, x) for k in range(5)],
        )
        for x in some
    ]
    contrary = [g.all(*x, -x[0]) for x in some]
    sets = {
        name: rnd.sample(range(len(c.values)), rnd.randint(0, len(c.values))) for name, c in g.choices.items()
    }
    among = {name: g.among(name, values) for name, values in sets.items()}
    space = Space(g, made.reach if len(g.times) < 3 else 3)
    of, full = space.of, space.full
    for lit, (name, value) in zip(
        chosen, ((n, v) for n, c in g.choices.items() for v in range(len(c.values)))
    ):
        yield "chosen", of(lit) == space.at(name, value)
    for (a, b, c), (both, either, not_a, ite, same, least) in zip(some, made_of):
        p, q, r = of(a), of(b), of(c)
        yield "all", of(both) == p & q & r
        yield "any", of(either) == p | q | r
        yield "no", of(not_a) == full ^ p
        yield "ite", of(ite) == (p & q) | (full ^ p) & r
        yield "same", of(same) == full ^ p ^ q
        yield "at least", list(map(of, least)) == [full, p | q | r, p & q | q & r | p & r, p & q & r, 0]
    yield (
        "contrary",
        all(lit == FALSE for lit in contrary),
    )  # seen at once: what never holds is dropped by that
    for name, lit in among.items():
        wanted = 0
        for value in sets[name]:
            wanted |= space.at(name, value)
        yield "among", of(lit) == wanted
    yield "leaves", all(_rests(space, lit) <= _named(made, lit) for lit in made.roots)
    yield "cone", all(_below(made, lit) == set(g.cone([lit])) for lit in made.roots)
    yield from _evaluated(made, space, rnd)


def _evaluated(made: Drawn, space: Space, rnd: Random) -> Iterator[tuple[str, bool]]:
    for _ in range(CELLS):
        cell = {name: rnd.choice(axis) for name, axis in space.axes.items()}
        here = space.full
        for name, value in cell.items():
            here &= space.at(name, value)
        times = {name[1:]: m for name, m in cell.items() if name.startswith("@")}
        found = made.graph.values(made.roots, cell, {"A": 0, **times})
        yield "values", found == [bool(space.of(lit) & here) for lit in made.roots]


def _rests(space: Space, lit: Lit) -> set[str]:
    """The choices and times on which the truth of a condition hangs."""
    bits, out = space.of(lit), set[str]()
    for name, axis in space.axes.items():
        shifted = [
            space.project(bits & space.at(name, v), [n for n in space.axes if n != name]) for v in axis
        ]
        if any(one != shifted[0] for one in shifted):
            out.add(name)
    return out


def _named(made: Drawn, lit: Lit) -> set[str]:
    out: set[str] = set()
    for key in made.graph.leaves([lit]):
        out |= {key.choice} if isinstance(key, Is) else {f"@{key.u}", f"@{key.v}"}
    return out


def _below(made: Drawn, lit: Lit) -> set[int]:
    """All nodes on which a condition rests, by recursion."""
    key = made.graph.nodes[abs(lit)]
    mine = {abs(lit)}
    if key is not None and not isinstance(key, (Is, Atom)):
        for part in key.parts:
            mine |= _below(made, part)
    return mine
