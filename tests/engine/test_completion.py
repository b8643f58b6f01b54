"""Completions: every one is run, and answers say exactly on what they depend."""

import itertools
import random
from collections.abc import Mapping

import pytest

from foedus.engine.completion import Pick, answer, by_reading, explore, option_index, rules_text
from foedus.engine.rules import Rule, cube, rules
from foedus.model import OpenPoint


def point(name: str, count: int, readers: tuple[str, ...] = ()) -> OpenPoint:
    texts = tuple(f"{name}{i}" for i in range(count))
    return OpenPoint(name=name, options=texts, texts=texts, readers=readers)


def fits(rule: Rule, world: Mapping[str, int]) -> bool:
    return all(world[p] in o for p, o in rule.items())


class Tree:
    """A random evaluation that asks for points in an order of its own, lazily."""

    def __init__(self, seed: int) -> None:
        source = random.Random(seed)
        self.points = [point(f"p{i}", source.randint(1, 3)) for i in range(source.randint(1, 5))]
        self.source_seed = seed

    def __call__(self, pick: Pick) -> bool | None:
        source = random.Random(self.source_seed)
        left = list(self.points)
        while left:
            asked = left.pop(source.randrange(len(left)))
            source = random.Random(source.randrange(10**9) + pick(asked))
            if source.random() < 0.35:
                break
        return source.choice((True, False, False, None))


@pytest.mark.parametrize("seed", range(150))
def test_explore_is_the_same_as_running_every_completion(seed: int) -> None:
    tree = Tree(seed)
    runs = explore(tree)
    assert runs.complete
    for world in itertools.product(*(range(len(p.options)) for p in tree.points)):
        settings = {p.name: i for p, i in zip(tree.points, world, strict=True)}
        mine = [leaf for leaf in runs.leaves if all(settings[n] == i for n, i in leaf.settings.items())]
        assert [leaf.value for leaf in mine] == [tree(lambda p, s=settings: s[p.name])]


@pytest.mark.parametrize("seed", range(150))
def test_an_answer_says_exactly_when(seed: int) -> None:
    tree = Tree(seed)
    result = answer(explore(tree), lambda v: v)
    values: set[bool | None] = set()
    for world in itertools.product(*(range(len(p.options)) for p in tree.points)):
        settings = {p.name: i for p, i in zip(tree.points, world, strict=True)}
        value = tree(lambda p, s=settings: s[p.name])
        values.add(value)
        if result.depends:
            chosen = {(p.name, p.texts[settings[p.name]]) for p in tree.points}
            named = [{n for n, _ in when} == {n for n, _ in chosen & {*when}} for when in result.depends.when]
            assert any(named) == (value is True)
    assert result.value == (
        "depends" if len(values) > 1 else {True: "yes", False: "no", None: "unsettled"}[values.pop()]
    )


@pytest.mark.parametrize("seed", range(200))
def test_rules_are_exact_and_none_can_be_left_out(seed: int) -> None:
    source = random.Random(seed)
    counts = {f"p{i}": source.randint(1, 3) for i in range(source.randint(1, 4))}
    worlds = [
        dict(zip(counts, w, strict=True)) for w in itertools.product(*(range(c) for c in counts.values()))
    ]
    yes = [w for w in worlds if source.random() < 0.5]
    found = rules(map(cube, yes), (cube(w) for w in worlds if w not in yes), counts)
    for world in worlds:
        assert any(fits(rule, world) for rule in found) == (world in yes)
    for rule in found:
        rest = [r for r in found if r is not rule]
        assert any(not any(fits(r, w) for r in rest) for w in yes if fits(rule, w))


def test_a_product_becomes_one_condition_a_point() -> None:
    decider, clock, land = point("decider", 5), point("clock", 3), point("land", 2)

    def evaluate(pick: Pick) -> bool:
        chosen = pick(decider), pick(clock), pick(land)
        return chosen[0] in (0, 1) and chosen[2] == 0

    result = answer(explore(evaluate), lambda v: v, "Poland owes use-force")
    assert (
        result.text
        == "Poland owes use-force: yes if decider = decider0 or decider1, and land = land0; else no"
    )
    assert result.depends is not None
    assert result.depends.points == ("decider", "land")


def test_the_shorter_side_is_told() -> None:
    decider = point("decider", 4)
    result = answer(explore(lambda pick: pick(decider) != 2), lambda v: v)
    assert result.text == "yes if decider is not decider2; else no"


def test_points_never_met_are_not_settled() -> None:
    gate, deep = point("gate", 2), point("deep", 50)
    runs = explore(lambda pick: pick(gate) == 1 and pick(deep) == 7)
    assert len(runs.leaves) == 51
    assert (
        explore(lambda pick: pick(gate) == 1 and pick(deep) == 7, {"gate": "gate0"}).leaves[0].settings == {}
    )


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(ValueError, match="clock has no option soon: it is clock0"):
        option_index(point("clock", 2), "soon")


def test_beyond_the_limit_it_says_what_to_settle() -> None:
    points = [point(f"p{i}", 4) for i in range(12)]
    runs = explore(lambda pick: sum(pick(p) for p in points) >= 0, limit=1000)
    assert not runs.complete
    assert len(runs.settle) == 8  # 4 of 12 points with four options each: 256 ways; 5: 1024
    assert runs.estimate == 4**12
    assert answer(runs, lambda v: v).value == "unknown"


def test_what_was_seen_beyond_the_limit_still_counts() -> None:
    points = [point(f"p{i}", 4) for i in range(12)]
    runs = explore(lambda pick: sum(pick(p) for p in points) % 2 == 0, limit=1000)
    assert answer(runs, lambda v: v).value == "depends"


def test_readings_of_a_meant_ambiguity() -> None:
    land, clock = point("land", 2, ("Ukraine", "Russia")), point("clock", 2)
    runs = explore(lambda pick: pick(land) == 0 and (pick(clock) >= 0))
    assert by_reading(runs, "land", lambda v: v) == (("Ukraine", "yes"), ("Russia", "no"))
    assert answer(runs, lambda v: v).text == "yes if as Ukraine reads land; else no"
    assert by_reading(runs, "clock", lambda v: v) == ()


def test_rules_text_shortens_long_lists() -> None:
    found = [{"p": frozenset((i,))} for i in range(9)]
    assert rules_text(found, {"p": point("p", 9)}, most=2) == "p = p0; or p = p1; or in 7 further ways"
