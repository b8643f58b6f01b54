"""A draft with open points stands for all its completions: run those that differ, exactly.

Only the points that a timeline really touches are settled. The first run settles each point that it meets the
first way; the next runs go back to the last point met and settle it otherwise, until every branch has been
run. A leaf of that tree is a partial completion: the points that it does not name may be settled any way,
with the same record.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from foedus.engine.rules import Rule, cube, merged, rules
from foedus.engine.state import place_of_option
from foedus.model import Answer, Depends, OpenPoint

T = TypeVar("T")
Pick = Callable[[OpenPoint], int]
LIMIT = 100_000
_PROBES = 40


class Leaf(NamedTuple, Generic[T]):
    """One way to settle the points that the run met (point → index of its option), and what came of it."""

    settings: Mapping[str, int]
    value: T


class Runs(NamedTuple, Generic[T]):
    """What came of all completions.

    points: the open points met, in the order in which they were met first. complete: whether every completion
    is among the leaves; if not, `settle` names points that would bring the rest within the limit, and
    `estimate` says how many runs it would have taken, roughly.
    """

    leaves: tuple[Leaf[T], ...]
    points: Mapping[str, OpenPoint]
    complete: bool = True
    settle: tuple[str, ...] = ()
    estimate: int = 0


def option_index(point: OpenPoint, text: str) -> int:
    """Which option of a point a text names.

    Raises: ValueError with a sentence for people, if it names none.
    """
    index = place_of_option(point.texts, text)
    if index is None:
        wanted = " ".join(text.split())
        raise ValueError(f"{point.name} has no option {wanted}: it is {' | '.join(point.texts)}")
    return index


def _settled(point: OpenPoint, fixed: Mapping[str, str]) -> int | None:
    return option_index(point, fixed[point.name]) if point.name in fixed else None


class _Walk(Generic[T]):
    """The walk through the tree of choices, depth first."""

    def __init__(self, evaluate: Callable[[Pick], T], fixed: Mapping[str, str]) -> None:
        self.evaluate = evaluate
        self.fixed = fixed
        self.points: dict[str, OpenPoint] = {}

    def once(self, choose: Callable[[OpenPoint], int]) -> Leaf[T]:
        """One run; `choose` is asked for each point when it is met first."""
        met: dict[str, int] = {}

        def pick(point: OpenPoint) -> int:
            given = _settled(point, self.fixed)
            if given is not None:
                return given
            if point.name not in met:
                self.points.setdefault(point.name, point)
                met[point.name] = choose(point)
            return met[point.name]

        value = self.evaluate(pick)
        return Leaf(met, value)

    def all(self) -> Iterator[Leaf[T]]:
        """Every leaf, each once."""
        prefix: dict[str, int] = {}
        while True:
            leaf = self.once(lambda point, now=prefix: now.get(point.name, 0))
            yield leaf
            path = list(leaf.settings.items())
            while path and path[-1][1] == len(self.points[path[-1][0]].options) - 1:
                path.pop()
            if not path:
                return
            name, index = path.pop()
            prefix = {**dict(path), name: index + 1}

    def probe(self, count: int) -> list[Leaf[T]]:
        """Some leaves at random (always the same ones), to estimate how many there are."""
        import random  # only where there are many: it is slow to load

        source = random.Random(0)
        return [self.once(lambda point: source.randrange(len(point.options))) for _ in range(count)]


def _sizes(leaves: Sequence[Leaf[T]], points: Mapping[str, OpenPoint], without: Sequence[str]) -> list[int]:
    """For each leaf, the size of a tree that looks everywhere as it does on this leaf's path."""
    sizes: list[int] = []
    for leaf in leaves:
        size = 1
        for name in leaf.settings:
            if name not in without:
                size *= len(points[name].options)
        sizes.append(size)
    return sizes


def _to_settle(leaves: Sequence[Leaf[T]], points: Mapping[str, OpenPoint], limit: int) -> tuple[str, ...]:
    """Points to settle so that about `limit` runs remain: each time the one that saves most, nearest the root
    first."""
    chosen: list[str] = []
    while True:
        now = sum(_sizes(leaves, points, chosen))
        if now <= limit * len(leaves) and chosen:
            return tuple(chosen)
        left = [name for name in points if name not in chosen and len(points[name].options) > 1]
        if not left:
            return tuple(chosen)
        chosen.append(min(left, key=lambda name: sum(_sizes(leaves, points, [*chosen, name]))))


def explore(
    evaluate: Callable[[Pick], T],
    fixed: Mapping[str, str] | None = None,
    limit: int = LIMIT,
    seconds: float | None = None,
) -> Runs[T]:
    """Run every completion that the evaluation tells apart.

    Args:
        evaluate: a run, with the function that it asks how to settle each open point that it meets; what it
            returns is kept for each leaf, so let it be small and, to be compared, hashable.
        fixed: points that are settled already, by the text of their option.
        limit: how many runs at the most.
        seconds: CPU seconds after which to stop.

    Raises: ValueError if `fixed` names no option of its point.

    >>> point = OpenPoint(name="who", options=("A", "B"), texts=("A", "B"))
    >>> [leaf.value for leaf in explore(lambda pick: "AB"[pick(point)]).leaves]
    ['A', 'B']
    """
    walk = _Walk(evaluate, fixed or {})
    leaves: list[Leaf[T]] = []
    started = time.process_time()
    hopeless = False
    for leaf in walk.all():
        leaves.append(leaf)
        if len(leaves) == 200:  # many: is there any hope to finish?
            hopeless = min(_sizes(walk.probe(_PROBES), walk.points, ())) > 2 * limit
        late = seconds is not None and time.process_time() - started > seconds
        if hopeless or late or len(leaves) > limit:
            break
    else:
        return Runs(tuple(leaves), walk.points)
    probes = walk.probe(_PROBES)
    estimate = max(len(leaves), sum(_sizes(probes, walk.points, ())) // len(probes))
    aim = min(limit, max(len(leaves), 1)) if seconds is not None else limit
    return Runs(
        (*leaves[:limit], *probes), walk.points, False, _to_settle(probes, walk.points, aim), estimate
    )


# ---- answers -------------------------------------------------------------------------------------


class Merged(NamedTuple, Generic[T]):
    """Leaves with the same value joined: for each value the rules under which it comes about."""

    cases: tuple[tuple[T, tuple[Rule, ...]], ...]
    points: Mapping[str, OpenPoint]
    complete: bool = True

    @property
    def counts(self) -> dict[str, int]:
        """How many options each point has."""
        return {name: len(point.options) for name, point in self.points.items()}


def merge(runs: Runs[T]) -> Merged[T]:
    """Join the leaves with the same value, which must be hashable; then every question about them is quick."""
    groups: dict[T, list[Rule]] = {}
    for leaf in runs.leaves:
        groups.setdefault(leaf.value, []).append(cube(leaf.settings))
    counts = {name: len(point.options) for name, point in runs.points.items()}
    cases = tuple((value, tuple(merged(cubes, counts))) for value, cubes in groups.items())
    return Merged(cases, runs.points, runs.complete)


def rules_for(found: Merged[T], holds: Callable[[T], bool]) -> list[Rule]:
    """The rules over the open points under which something holds of what came of a completion."""
    yes = [rule for value, cubes in found.cases if holds(value) for rule in cubes]
    no = [rule for value, cubes in found.cases if not holds(value) for rule in cubes]
    return rules(yes, no, found.counts)


def setting_text(point: OpenPoint, options: Sequence[int]) -> str:
    """One condition on a point, as people read it: `decider = Ukraine or any guarantor`, `as Russia reads
    land`."""
    chosen = sorted(options)
    if point.readers:
        return f"as {' or '.join(point.readers[i] for i in chosen)} reads {point.name}"
    others = [i for i in range(len(point.options)) if i not in chosen]
    if len(others) == 1 and len(chosen) > 2:
        return f"{point.name} is not {point.texts[others[0]]}"
    return f"{point.name} = {' or '.join(point.texts[i] for i in chosen)}"


def rules_text(found: Sequence[Rule], points: Mapping[str, OpenPoint], most: int = 6) -> str:
    """Rules as one phrase, `decider = Ukraine, and clock = 24 hours; or land = Controlled Territory`."""
    order = list(points)
    texts = [
        ", and ".join(setting_text(points[name], tuple(rule[name])) for name in sorted(rule, key=order.index))
        for rule in found[:most]
    ]
    more = f"; or in {len(found) - most} further ways" if len(found) > most else ""
    return "; or ".join(texts) + more


def depends(found: Sequence[Rule], points: Mapping[str, OpenPoint], also: Sequence[Rule] = ()) -> Depends:
    """Rules as data. A point that stands several times in one setting may be settled any of these ways.

    also: rules for the other outcomes; the points that they name matter too.
    """
    names = [name for name in points if any(name in rule for rule in (*found, *also))]
    when = tuple(
        tuple((name, points[name].texts[i]) for name in names if name in rule for i in sorted(rule[name]))
        for rule in found
    )
    return Depends(tuple(names), when)


def _how(yes: Sequence[Rule], no: Sequence[Rule], unsettled: bool, points: Mapping[str, OpenPoint]) -> str:
    """When yes and when no, the shorter side first and the other as the rest."""
    if not no:
        return f"yes if {rules_text(yes, points)}; else unsettled"
    if not yes:
        return f"no if {rules_text(no, points)}; else unsettled"
    if unsettled:
        return f"yes if {rules_text(yes, points)}; no if {rules_text(no, points)}; else unsettled"
    if len(yes) <= len(no):
        return f"yes if {rules_text(yes, points)}; else no"
    return f"no if {rules_text(no, points)}; else yes"


def answer(runs: Runs[T] | Merged[T], value: Callable[[T], bool | None], text: str = "") -> Answer:
    """Whether a statement holds in every completion, in none, or depends, and then on which points, how.

    Args:
        runs: what came of the completions.
        value: what the statement comes to in one: true, false, or None for unsettled.
        text: the statement.

    Returns: yes · no · unsettled (in each completion the same), depends, or unknown, where the completions that
        were run agree but not all were run.
    """
    found = runs if isinstance(runs, Merged) else merge(runs)
    words = {True: "yes", False: "no", None: "unsettled"}
    seen = {words[value(case)] for case, _ in found.cases}
    if len(seen) <= 1:
        return Answer(seen.pop() if seen and found.complete else "unknown", text)
    lead = f"{text}: " if text else ""
    if not found.complete:
        return Answer("depends", f"{lead}not every completion was run")
    yes = rules_for(found, lambda v: value(v) is True)
    no = rules_for(found, lambda v: value(v) is False)
    said = _how(yes, no, "unsettled" in seen, found.points)
    return Answer("depends", lead + said, depends(yes, found.points, no))


def by_reading(
    runs: Runs[T] | Merged[T], point: str, value: Callable[[T], bool | None]
) -> tuple[tuple[str, str], ...]:
    """For a point that is ambiguous on purpose: what a statement comes to as each reader reads it.

    Returns: (reader, yes · no · unsettled · depends) pairs; empty for a point that nobody reads differently.
    """
    found = runs if isinstance(runs, Merged) else merge(runs)
    met = found.points.get(point)
    said: list[tuple[str, str]] = []
    for index, reader in enumerate(met.readers if met is not None else ()):
        kept = [(v, tuple(c for c in cubes if index in c.get(point, (index,)))) for v, cubes in found.cases]
        mine = found._replace(cases=tuple((v, cubes) for v, cubes in kept if cubes))
        said.append((reader, answer(mine, value).value))
    return tuple(said)
