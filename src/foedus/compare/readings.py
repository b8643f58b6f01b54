"""One draft in several variants: each compared with each, what exposes the difference first, and what holds in all."""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from foedus.compare.bound import bound_otherwise
from foedus.compare.difference import differ
from foedus.compare.exposing import exposing
from foedus.compare.faring import faring
from foedus.compare.held import held
from foedus.compare.variants import Made
from foedus.model import Draft
from foedus.model.readings import Between, Fares, Readings


def side_by_side(
    made: Sequence[Made], *, at: int | None = None, budget: float | None = 60.0,
    progress: Callable[[str, int, int], None] | None = None,
) -> Readings:  # fmt: skip
    """Compare variants of one draft, each with each.

    Args:
        made: the variants, as `compare.variants` makes them; two or more.
        at: the instant of the attack; by default one at which the draft is in force.
        budget: seconds in all; None is without end.
        progress: is told of each comparison: what, which, of how many.

    Returns: whether they come to the same in every case, and else the comparisons, the smallest incident found that
        exposes the difference, how each party fares, and what holds in all of them.

    >>> from foedus.compare.variants import readings
    >>> from foedus.language import parse_draft
    >>> text = '''treaty "T", called T.  use "world.treaty".  party Ukraine, Poland.
    ... ambiguous zone: Ukraine reads territory of Ukraine, Poland reads Odesa.
    ... article 1.  After an attack by Russia on Ukraine in ?zone Poland must assist Ukraine.'''
    >>> found = side_by_side(readings(parse_draft(text).draft))
    >>> found.equal, [(held.how, held.variant) for held in found.holds]
    ('no', [('core', 'as Poland reads it')])
    """
    until = None if budget is None else time.monotonic() + budget
    pairs = list(combinations(range(len(made)), 2))
    between: list[Between] = []
    for number, (i, j) in enumerate(pairs):
        if progress is not None:
            progress("variants", number, len(pairs))
        left = None if until is None else max(0.0, until - time.monotonic()) / (len(pairs) - number)
        between.append(_between(made[i], made[j], at, left))
    witnesses = [(d.witness, (b.one, b.two)) for b in between for d in b.comparison.differences if d.witness]
    first = exposing(made, witnesses) if witnesses else None
    if witnesses and (first is None or len({u.outcome for u in first.under}) == 1):
        left = None if until is None else max(0.0, until - time.monotonic())
        first = exposing(made, [*witnesses, *_bound(made, between, at, left)])
    left = None if until is None else max(0.0, until - time.monotonic())
    holds = tuple(held(made, at, left))
    left = None if until is None else max(0.0, until - time.monotonic())
    fares = tuple(_fares(made, between, at, left))
    return Readings(
        _name(made[0].draft), made[0].variant.kind, tuple(one.variant for one in made), tuple(between),
        _equal(between), first, holds, fares,
        all(b.comparison.complete for b in between), _notes(between),
    )  # fmt: skip


def _bound(
    made: Sequence[Made], between: Sequence[Between], at: int | None, budget: float | None
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Cases in which a decision that comes out otherwise leaves somebody bound in one variant only."""
    named = {one.variant.name: one for one in made}
    for b in between:
        if b.comparison.equal == "no":
            for text in bound_otherwise(named[b.one], named[b.two], at, budget):
                yield text, (b.one, b.two)


def _between(
    one: Made, two: Made, at: int | None, budget: float | None
) -> Between:  # fmt: skip
    found = differ(
        one.draft, two.draft, fixed=one.fixed, fixed_two=two.fixed, parts=one.parts, parts_two=two.parts, at=at,
        budget=budget, causes=False,
    )  # fmt: skip
    return Between(one.variant.name, two.variant.name, found)


def _name(draft: Draft) -> str:
    return draft.code or draft.title


def _equal(between: Sequence[Between]) -> str:
    """No as soon as two differ; yes only where all are proved to be the same."""
    said = {b.comparison.equal for b in between}
    return "no" if "no" in said else "yes" if said == {"yes"} else "unknown"


def _notes(between: Sequence[Between]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for b in between for note in b.comparison.notes))


# ---- for whom --------------------------------------------------------------------------------------------------------


def _fares(
    made: Sequence[Made], between: Sequence[Between], at: int | None, budget: float | None
) -> Iterator[Fares]:  # fmt: skip
    """How each party stands under one variant, compared with each other one: all of them, or, where the time does not
    suffice for that, those whom the differences name."""
    named = {one.variant.name: one for one in made}
    each = None if budget is None else budget / max(1, len(between))
    for b in between:
        if b.comparison.equal == "no":
            yield from faring(named[b.one], named[b.two], at, each) or _shown(b)


def _shown(b: Between) -> Iterator[Fares]:
    """Those whom the differences name."""
    found: dict[tuple[str, bool], list[str]] = {}
    for difference in b.comparison.differences:
        for stands in difference.stands:
            effects = found.setdefault((stands.who, stands.protected), [])
            if stands.effect not in effects:
                effects.append(stands.effect)
    for (who, protected), effects in found.items():
        yield Fares(who, b.one, b.two, tuple(effects), protected)
