"""CPU time of questions over all cases of a made-up agreement, and ratios to other solvers on the same formula."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from random import Random
from typing import Any, TypeVar

from benchmarks.agreement import Agreement, agreement
from benchmarks.measure import Figure
from foedus.cases.backends.bdd import Bdd
from foedus.cases.backends.sat import Sat

T = TypeVar("T")


def timed(ask: Callable[[], T]) -> tuple[float, T]:
    """CPU milliseconds of one call, and what it gave."""
    start = time.process_time()
    found = ask()
    return 1000 * (time.process_time() - start), found


def figure(what: str, times: Sequence[float], goal: float | None) -> Figure:
    """The median and the worst of some runs."""
    return Figure(what, statistics.median(times), max(times), len(times), goal)


def all_completions(size: int, runs: int, goals: Sequence[float | None]) -> list[Figure]:
    """From the graph's making to the first answer, a later question, a narrower one, and every worst case."""
    first: list[float] = []
    later: list[float] = []
    narrow: list[float] = []
    member: list[float] = []
    worst: list[float] = []
    points = 0
    for _ in range(runs):
        a, spent = _built(size)
        points = len(a.points)
        bdd = Bdd(a.graph, a.domain)
        took, gap = timed(lambda bdd=bdd, a=a: bdd.project(a.gap, a.points))
        first.append(spent + took)
        g = a.graph
        one = g.all(a.gap, g.chosen("?rule", 3))
        narrow.append(timed(lambda bdd=bdd, a=a, one=one: bdd.project(one, a.points).count())[0])
        completion = dict.fromkeys(a.points, 0)
        member.append(timed(lambda gap=gap, completion=completion: completion in gap)[0])
        later.append(timed(lambda bdd=bdd, a=a: bdd.project(a.nobody, a.points))[0])
        fresh = Bdd(g, a.domain)
        worst.append(timed(lambda fresh=fresh, a=a: fresh.worst(a.first, "F", "A", a.points))[0])
    name = f"{size} guarantors × {points} open points"
    return [
        figure(f"{name}: from building to the first answer", first, goals[0]),
        figure(f"{name}: is one completion in the answer", member, goals[1]),
        figure(f"{name}: the same question under one rule of voting", narrow, goals[1]),
        figure(f"{name}: another question (nobody is ever bound)", later, goals[1]),
        figure(f"{name}: worst case of every completion", worst, goals[2]),
    ]


def consensus(size: int, runs: int, goal: float) -> Figure:
    """All completions in which the vote must be unanimous."""
    times: list[float] = []
    for _ in range(runs):
        a, spent = _built(size)
        bdd = Bdd(a.graph, a.domain)
        root = a.graph.all(a.gap, a.graph.chosen("?rule", 3))
        times.append(spent + timed(lambda bdd=bdd, a=a, root=root: bdd.project(root, a.points))[0])
    return figure(f"consensus of {size}: from building to the first answer", times, goal)


def _built(size: int) -> tuple[Agreement, float]:
    took, made = timed(lambda: agreement(size))
    return made, took


@dataclass(frozen=True)
class Rival:
    """One solver on the same questions."""

    name: str
    median: float
    worst: float
    total: float  # all questions together
    setup: float  # milliseconds until the first completion can be asked about


@dataclass(frozen=True)
class OneDraft:
    """Completions asked about one after another: of how many the answer is yes, for how many Foedus searched."""

    figure: Figure
    rivals: list[Rival]
    gaps: int
    searched: int


def one_draft(size: int, count: int, seed: int = 1) -> OneDraft:
    """A gap in one draft: the same completions asked of each solver, each set up once.

    Each solver knows beforehand what holds in all questions, and how each option is said to it. Half of the completions
    have a gap and half have none, as far as the answer over all of them finds such.
    """
    from tests.cases.oracles import Z3, Clingo

    a = agreement(size)
    g = a.graph
    drawn = _completions(a, Random(seed), count)
    asked = [[g.chosen(p, v) for p, v in completion.items()] for completion in drawn]
    options = [g.chosen(p, v) for p in a.points for v in range(len(g.choices[p].values))]
    setup, sat = timed(lambda: Sat(g, g.all(a.domain, a.gap)))
    ours = [timed(lambda fixed=fixed: sat.possible(*fixed)) for fixed in asked]
    answers = [found for _, found in ours]
    rivals = [_rival("Foedus, SAT", setup, ours, answers)]
    setup, gap = timed(lambda: Bdd(g, a.domain).project(a.gap, a.points))
    looked = [timed(lambda completion=completion: completion in gap) for completion in drawn]
    rivals.append(_rival("Foedus, looked up in the answer over all completions", setup, looked, answers))
    for name, made in (("z3", Z3), ("clingo-dl", Clingo)):
        setup, solver = timed(lambda made=made: _told(made(g, options, [a.domain, a.gap]), options))
        theirs = [timed(lambda fixed=fixed, s=solver: s.solve(*fixed)) for fixed in asked]
        rivals.append(_rival(name, setup, theirs, answers))
    name = f"{size} guarantors: a gap in one draft"
    return OneDraft(figure(name, [t for t, _ in ours], 3), rivals, sum(answers), sat.searches)


def _told(solver: Any, options: Sequence[int]) -> Any:
    """A solver that knows beforehand how each option is said to it."""
    for lit in options:
        solver.of(lit)
    return solver


def _rival(name: str, setup: float, asked: Sequence[tuple[float, bool]], answers: Sequence[bool]) -> Rival:
    if [found for _, found in asked] != list(answers):
        raise SystemExit(f"{name} disagrees")
    times = [took for took, _ in asked]
    return Rival(name, statistics.median(times), max(times), sum(times), setup)


def _completions(a: Agreement, rng: Random, count: int) -> list[dict[str, int]]:
    gap = Bdd(a.graph, a.domain).project(a.gap, a.points)
    drawn: list[dict[str, int]] = []
    for part in (gap, ~gap):
        boxes = part.cover(8)
        for i in range(count // 2):
            box = boxes[i % len(boxes)]
            fixed = {name: rng.choice(sorted(values)) for name, values in box.items()}
            rest = {name: rng.randrange(len(a.graph.choices[name].values)) for name in a.points}
            drawn.append(rest | fixed)
    rng.shuffle(drawn)
    return drawn


@dataclass(frozen=True)
class Size:
    """The first answer at one size."""

    guarantors: int
    points: int
    completions: int
    milliseconds: float


def growth(sizes: Sequence[tuple[int, bool]]) -> list[Size]:
    """From building to the first answer, as guarantors and open points grow."""
    found: list[Size] = []
    for guarantors, wide in sizes:
        took, a = timed(lambda guarantors=guarantors, wide=wide: agreement(guarantors, wide=wide))
        asked, _ = timed(lambda a=a: Bdd(a.graph, a.domain).project(a.gap, a.points))
        completions = prod(len(a.graph.choices[p].values) for p in a.points)
        found.append(Size(guarantors, len(a.points), completions, took + asked))
    return found


def page(runs: int) -> list[str]:
    """The part of the page on questions over all cases."""
    figures = [
        *all_completions(8, runs, (1000, 100, 2000)),
        *all_completions(32, max(3, runs // 2), (4000, None, None)),
        consensus(32, max(3, runs // 2), 5000),
    ]
    draft = one_draft(8, 60)
    figures.append(draft.figure)
    lines = [
        "",
        "## Questions over all cases",
        "",
        "A made-up agreement as a case graph, exact to the minute (`benchmarks/agreement.py`). One process, CPU time "
        "in milliseconds.",
        "",
        "| question | median | worst | runs | goal | |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
        *(
            f"| {one.what} | {one.median:.1f} | {one.worst:.1f} | {one.runs} | "
            f"{'' if one.goal is None else f'{one.goal:.0f}'} | {one.verdict} |"
            for one in figures
        ),
        "",
        f"A gap in one draft, in the same run, on the same formula and the same {draft.figure.runs} completions, of "
        f"which {draft.gaps} have a gap. Each is set up once: it knows beforehand what holds in all questions and how "
        f"each option is said to it. Foedus searches for {draft.searched} of the answers; the others follow from a "
        "case found before. The goal is 5 times the speed of z3 and of clingo-dl, by the median.",
        "",
        "| solver | set up | median | worst | all | z3 to it | clingo-dl to it |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {one.name} | {one.setup:.0f} | {one.median:.3f} | {one.worst:.2f} | {one.total:.0f} | "
            f"{draft.rivals[-2].median / one.median:.1f} | {draft.rivals[-1].median / one.median:.1f} |"
            for one in draft.rivals
        ),
        "",
        "From building to the first answer, as the agreement grows:",
        "",
        "| guarantors | open points | completions | milliseconds |",
        "| ---: | ---: | ---: | ---: |",
    ]
    for one in growth([(2, False), (4, False), (8, False), (8, True), (16, True), (32, True)]):
        lines.append(f"| {one.guarantors} | {one.points} | {one.completions:.1e} | {one.milliseconds:.0f} |")
    return lines
