"""Random small graphs: parties with votes and times, a decision with its pivot, open points, counts, loose formulas."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from foedus.cases.graph import TRUE, Choice, Graph, Lit


@dataclass
class Drawn:
    """A graph, its domain, and some questions about it."""

    graph: Graph
    domain: Lit
    roots: list[Lit]
    points: list[str]
    reach: int  # minutes beyond which no case differs
    bounded: int  # no difference of times has a maximum beyond this


def drawn(seed: int, times: int = 2, choices: int = 3) -> Drawn:
    """A loose graph: random formulas over random leaves."""
    rng = Random(seed)
    g = Graph()
    names = ["A", *(f"T{i}" for i in range(rng.randint(1, times)))]
    g.times.update(dict.fromkeys(names, ""))
    leaves: list[Lit] = []
    points: list[str] = []
    for i in range(rng.randint(1, choices)):
        kind = rng.choice(["point", "incident", "procedure"])
        name = f"{'?' if kind == 'point' else ''}c{i}"
        size = rng.randint(2, 4)
        g.choice(Choice(name, tuple(f"v{v}" for v in range(size)), kind))
        leaves += [g.chosen(name, v) for v in range(size)]
        points += [name] if kind == "point" else []
    top = 2
    for _ in range(rng.randint(3, 8)):
        u, v = rng.sample(names, 2)
        leaves.append(g.within(u, v, rng.randint(-top, top)))
    pool = list(leaves)
    for _ in range(rng.randint(4, 12)):
        parts = [rng.choice((1, -1)) * lit for lit in rng.sample(pool, min(len(pool), rng.randint(2, 4)))]
        kind = rng.random()
        if kind < 0.4:
            pool.append(g.all(*parts))
        elif kind < 0.7:
            pool.append(g.any(*parts))
        else:
            pool.append(g.at_least(rng.randint(1, len(parts)), parts))
    domain = g.any(pool[-1], rng.choice(pool)) if rng.random() < 0.5 else TRUE
    return Drawn(
        g,
        domain,
        [rng.choice((1, -1)) * lit for lit in pool[-4:]],
        points,
        len(names) * (top + 1),
        (len(names) - 1) * top,
    )


def voted(seed: int, parties: int = 3) -> Drawn:
    """A body that decides: each party ratifies and votes at a time of its own, D is when the decision falls."""
    rng = Random(seed)
    g = Graph()
    g.times.update({"A": "", "D": ""})
    g.choice(Choice("?need", ("one", "two"), "point"))
    g.choice(Choice("?clock", ("short", "long"), "point"))
    clock = g.any(
        g.all(g.chosen("?clock", 0), g.within("D", "A", 1)),
        g.all(g.chosen("?clock", 1), g.within("D", "A", 2)),
    )
    before: list[Lit] = []
    until: list[Lit] = []
    bound: list[Lit] = []
    for i in range(parties):
        vote, v = f"vote{i}", f"V{i}"
        g.choice(Choice(vote, ("none", "yes", "no"), "procedure", f"p{i}"))
        g.times[v] = f"p{i}"
        asked = g.all(g.chosen(vote, 1), g.within("A", v, 0))
        until.append(g.all(asked, g.within(v, "D", 0)))
        before.append(g.all(asked, g.within(v, "D", -1)))
        special = rng.random() < 0.3
        bound.append(
            g.all(g.no(g.chosen(vote, 2)), g.within("A", v, rng.choice((-1, 0))) if special else TRUE)
        )
    need = {v: min(parties, v + 1) for v in (0, 1)}
    pivot = g.any(
        *(
            g.all(g.chosen("?need", v), g.at_least(k, until), g.no(g.at_least(k, before)))
            for v, k in need.items()
        )
    )
    rng.shuffle(bound)
    roots = [
        g.all(pivot, clock),
        g.all(pivot, g.no(clock)),
        g.all(pivot, clock, g.no(g.any(*bound))),
        g.all(pivot, g.at_least(2, bound), g.within("D", "A", rng.randint(0, 2))),
    ]
    return Drawn(g, g.within("A", "D", 0), roots, ["?need", "?clock"], 2 + parties * 3, 4)


def bodied(seed: int) -> Drawn:
    """Parties in random formulas: alike or not, with counts inside counts, shared conditions inside parties, vetoes."""
    rng = Random(seed)
    g = Graph()
    g.times.update({"A": "", "D": ""})
    shared: list[Lit] = [g.within("A", "D", 0), g.within("D", "A", rng.choice((0, 1)))]
    for name in ("?p", "fact"):
        size = rng.choice((2, 3))
        g.choice(Choice(name, tuple("abc"[:size]), "point" if name == "?p" else "incident"))
        shared.append(g.chosen(name, rng.randrange(size)))
    shared.append(g.all(*rng.sample(shared, 2)))
    shared.append(g.any(*rng.sample(shared, 2)))
    size = rng.choice((2, 3, 3))
    timed = rng.random() < 0.7
    own: list[list[Lit]] = []
    for i in range(size):
        vote, v = f"v{i}", f"V{i}"
        g.choice(Choice(vote, ("no", "yes"), "procedure", f"p{i}"))
        lits = [g.chosen(vote, 1), -g.chosen(vote, 1)]
        if timed and i < 2:
            g.times[v] = f"p{i}"
            lits += [g.within(v, "D", rng.choice((-1, 0))), g.within("A", v, 0)]
        own.append(lits)

    def look(i: int, by: Random) -> Lit:
        """A condition on one party, with shared ones inside."""
        pool = [*own[i], *own[i], by.choice(shared)]
        parts = [by.choice((1, 1, -1)) * lit for lit in by.sample(pool, 2)]
        return by.choice((g.all, g.any))(*parts)

    for _ in range(rng.randint(2, 4)):
        row: list[Lit] = []
        like = rng.randrange(10**6)
        for i in range(size):
            row += [look(i, Random(like) if rng.random() < 0.7 else rng)] * rng.choice((1, 1, 2))
        if rng.random() < 0.3:
            row.append(rng.choice(shared))
        if rng.random() < 0.2:
            row = row[: rng.randint(1, len(row))]
        need = rng.randint(1, len(row))
        lit = rng.choice((g.at_least(need, row), g.all(*row), g.any(*row)))
        shared.append(rng.choice((1, -1)) * lit)  # so that later conditions look at this count
    roots = [shared[-1], g.all(*rng.sample(shared, 2)), g.any(*rng.sample(shared, 3)), look(0, rng)]
    return Drawn(g, rng.choice((TRUE, shared[0], shared[-2])), roots, ["?p"], 6, 3)
