"""The graph of two drafts against the interpreter: a case comes out differently if and only if the graph says so."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from foedus.cases.cell import Cell
from foedus.cases.graph import Lit
from foedus.compare.difference import Comparing
from foedus.compare.pair import Pair
from foedus.language import parse_draft
from foedus.model import Draft
from tests.cases.agreement import DAY, bench, sample
from tests.cases.written import draft as written

SWAPS = (
    ("24 hours", "7 days"), ("72 hours", "5 days"), ("must", "may"), ("it has not", "it has"),
    ("majority", "unanimity"),
    ("any guarantor", "majority of guarantors"), ("by Russia", "by anyone"), ("on Ukraine", "on a party"),
    ("limited or larger", "full-scale"), ("a full-scale", "an"), ("an unprovoked", "an"), (" in Odesa", ""),
    ("in territory of Ukraine", "in Odesa"), ("assist", "use-force"), ("ratifies", "signs"), ("remain", "end"),
    ("3 guarantors", "2 guarantors"), ("6 months", "30 days"), ("consult", "assist the victim"), ("unless", "provided"),
)  # fmt: skip
CASES = 60


def pairs(seed: int) -> tuple[str, str, Draft, Draft]:
    """A draft written at random, and the same with a few words changed; both can be read."""
    rnd = random.Random(seed)
    while True:
        text = written(rnd)
        swaps = [s for s in SWAPS if s[0] in text or s[1] in text]
        rnd.shuffle(swaps)
        other = text
        for old, new in swaps[: rnd.choice([0, 1, 1, 1, 2])]:
            old, new = (old, new) if old in other else (new, old)
            other = other.replace(old, new, 1) if old else other
        a, b = parse_draft(text), parse_draft(other)
        if a.ok and b.ok and a.draft is not None and b.draft is not None:
            return text, other, a.draft, b.draft


def cells(pair: Pair, rnd: random.Random) -> Iterator[Cell]:
    """Cases of both drafts; half of what only the other speaks of takes place."""
    benches = [bench(draft, case) for draft, case in zip(pair.drafts, pair.cases, strict=True)]
    names = pair.joint.graph.choices
    while True:
        first, second = (sample(benches[k], rnd) for k in rnd.sample((0, 1), 2))
        choices = {n: first.choices.get(n, second.choices.get(n, 0)) for n in names}
        yield Cell(choices, {**second.times, **first.times})


def holds(pair: Pair, lit: Lit, cell: Cell) -> bool | None:
    """Whether something holds in a case; None if it is no case of both drafts."""
    j = pair.joint
    pins = [j.graph.chosen(n, v) for n, v in cell.choices.items()]
    for var, at in cell.times.items():
        pins += [j.graph.within(var, "A", at), j.graph.within("A", var, -at)]
    if j.solve(*pins) is None:
        return None
    return j.solve(lit, *pins) is not None


@pytest.mark.parametrize("seed", range(16))
def test_a_case_differs_if_and_only_if_the_graph_says_so(seed: int) -> None:
    text, other, one, two = pairs(seed)
    comparing = Comparing(Pair(one, two, {}, {}), None, causes=False)
    found = comparing.run()
    pair, rnd = comparing.pair, random.Random(seed)
    whole = comparing.proved
    looked = 0
    for cell in cells(pair, rnd):
        said = holds(pair, whole, cell)
        if said is None:
            continue
        looked += 1
        assert comparing.replays.differ(cell) == said or not found.exact, f"{text}\n----\n{other}\n{cell}"
        if looked == CASES:
            break
    if found.equal == "yes":
        assert not found.differences
    assert DAY


def test_some_pairs_are_equal_and_some_are_not() -> None:
    answers = [Comparing(Pair(*pairs(seed)[2:], {}, {}), None, causes=False).run().equal for seed in range(8)]
    assert {"yes", "no"} <= set(answers)
