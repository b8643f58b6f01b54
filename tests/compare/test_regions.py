"""Few boxes: against the fewest that any search over all boxes finds, on sets drawn at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain, combinations, product

import pytest

from foedus.cases.backends.bdd import Bdd
from foedus.cases.graph import Choice, Graph
from foedus.compare.regions import boxes

Case = tuple[int, ...]


def _all_boxes(sizes: tuple[int, ...], inside: frozenset[Case]) -> Iterator[frozenset[Case]]:
    """The cases of every box that fits into a set."""
    ways = [[part for k in range(1, size + 1) for part in combinations(range(size), k)] for size in sizes]
    for parts in product(*ways):
        cases = frozenset(product(*parts))
        if cases <= inside:
            yield cases


def _fewest(sizes: tuple[int, ...], inside: frozenset[Case]) -> int:
    """The smallest number of boxes whose union is the set, by breadth-first search over largest boxes."""
    every = list(_all_boxes(sizes, inside))
    largest = [b for b in every if not any(b < other for other in every)]
    reached: set[frozenset[Case]] = {frozenset()}
    for count in range(1, len(inside) + 1):
        following: set[frozenset[Case]] = set()
        for have in reached:
            missing = min(inside - have)  # some box must hold it
            following |= {have | b for b in largest if missing in b}
        if inside in following:
            return count
        reached = following
    raise AssertionError("no cover")


@pytest.mark.parametrize("sizes", [(2, 2, 2, 2), (3, 3, 2), (4, 3, 2), (5, 4)])
def test_as_few_boxes_as_can_be_or_one_more(sizes: tuple[int, ...]) -> None:
    rnd = random.Random(f"boxes {sizes}")
    more = 0
    for _ in range(40):
        g = Graph()
        for k, size in enumerate(sizes):
            g.choice(Choice(f"f{k}", tuple(str(v) for v in range(size)), "incident"))
        space = list(product(*(range(size) for size in sizes)))
        inside = frozenset(rnd.sample(space, rnd.randrange(1, len(space))))
        lit = g.any(*(g.all(*(g.chosen(f"f{k}", v) for k, v in enumerate(case))) for case in sorted(inside)))
        found = Bdd(g).project(lit, [f"f{k}" for k in range(len(sizes))])
        cover, least = boxes(found)
        parts = [product(*(sorted(box.get(f"f{k}", range(n))) for k, n in enumerate(sizes))) for box in cover]
        assert frozenset(chain.from_iterable(parts)) == inside
        fewest = _fewest(sizes, inside)
        assert least <= fewest
        if len(cover) <= 6:
            assert len(cover) <= fewest + 1, (sorted(inside), cover)
            more += len(cover) > fewest
    assert more < 20
