"""Cases in which somebody is bound under one variant and not under another, where only a decision parts."""

import time
from collections.abc import Iterator

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.witness import timeline_text
from foedus.compare.joint import Under
from foedus.compare.observed import Observed
from foedus.compare.pair import Pair
from foedus.compare.variants import Made

_EACH = 3


def bound_otherwise(
    one: Made, two: Made, at: int | None = None, budget: float | None = 10.0
) -> Iterator[str]:
    """Timelines of cases in which somebody must or may do under one variant what the other does not give rise to.

    Args:
        one, two: the variants.
        at: the instant of the attack.
        budget: seconds in all; None is without end.
    """
    until = None if budget is None else time.monotonic() + budget
    try:
        pair = Pair(one.draft, two.draft, one.fixed, two.fixed, one.parts, two.parts, at)
        sides = pair.joint.one, pair.joint.two
        seen = [list(Observed(Under(side)).slowly()) for side in sides]
        graph = pair.joint.graph
        for number in (0, 1):
            mine, other = seen[number], seen[1 - number]
            found = 0
            for key in dict.fromkeys((o.bearer, o.measure) for o in mine):
                had = graph.any(*(o.exists for o in mine if (o.bearer, o.measure) == key))
                has = graph.any(*(o.exists for o in other if (o.bearer, o.measure) == key))
                left = None if until is None else max(0.0, until - time.monotonic())
                cell = pair.joint.solve(had, -has, budget=left)
                if cell is not None and found < _EACH:
                    found += 1
                    code = one.draft.code or f'"{one.draft.title}"'
                    yield timeline_text(pair.cases[number], sides[number].cell(cell), "A case", code)
    except (OutOfBudgetError, Outside, TooWide):
        return
