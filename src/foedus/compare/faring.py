"""For whom two variants of one text are what: everybody who is bound, or helped, otherwise in some case, and how."""

import time
from collections.abc import Iterator

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.incident import Incident
from foedus.compare.facets import Facet, facets
from foedus.compare.joint import Joint, Under
from foedus.compare.observed import Observed, Owed
from foedus.compare.pair import Pair
from foedus.compare.variants import Made
from foedus.model.readings import Fares

EFFECT = {
    "gone": "less bound", "weaker": "less bound", "unbound": "less bound", "new": "more bound",
    "stronger": "more bound", "bound": "more bound", "later": "later", "arises later": "later", "no clock": "later",
    "sooner": "sooner", "arises sooner": "sooner", "clock": "sooner", "otherwise": "other", "members": "other",
}  # fmt: skip
_ORDER = ("more bound", "less bound", "sooner", "later", "other")


def faring(
    one: Made, two: Made, at: int | None = None, budget: float | None = 10.0
) -> tuple[Fares, ...] | None:
    """How everybody stands under the second variant, compared with the first; None if the time does not suffice.

    Args:
        one, two: the variants.
        at: the instant of the attack.
        budget: seconds in all; None is without end.
    """
    until = None if budget is None else time.monotonic() + budget
    try:
        pair = Pair(one.draft, two.draft, one.fixed, two.fixed, one.parts, two.parts, at)
        joint = pair.joint
        sides = Observed(Under(joint.one)), Observed(Under(joint.two))
        same = alike(pair)
        known: dict[tuple[str, bool], set[str]] = {}
        for facet in facets(joint, *sides):
            if facet.kind in EFFECT and _can(joint, facet.lit, until):
                for who, protected, lit in _concerned(facet, *sides):
                    effects = known.setdefault((who, protected), set())
                    effect = EFFECT[facet.kind] if facet.kind != "members" else joins(facet, who)
                    if not effect or effect in effects:
                        continue
                    if lit == TRUE or _can(joint, joint.graph.all(facet.lit, lit), until):
                        effects.add(effect)
    except (OutOfBudgetError, Outside, TooWide):
        return None
    for (who, protected), effects in list(known.items()):
        for other in same.get(who, ()):
            known.setdefault((other, protected), set()).update(effects)
    return tuple(
        Fares(who, one.variant.name, two.variant.name, tuple(e for e in _ORDER if e in effects), protected)
        for (who, protected), effects in sorted(known.items(), key=lambda item: item[0][1]) if effects
    )  # fmt: skip


def alike(pair: Pair) -> dict[str, list[str]]:
    """For each party those whom neither draft tells apart from it, itself among them."""
    sides = [Incident(case.low.prep, pair.at) for case in pair.cases]
    single = {name for side in sides for name in side.single()}
    groups: dict[object, list[str]] = {}
    for name in dict.fromkeys(n for side in sides for n in side.names):
        key: object = name if name in single else tuple(side.signature(name) for side in sides)
        groups.setdefault(key, []).append(name)
    return {name: row for row in groups.values() for name in row}


def joins(facet: Facet, who: str) -> str:
    """How somebody stands where others are bound together: it joins or leaves them, or nothing changes for it."""
    before, after = (
        {n: lit for owed in side if isinstance(owed, Owed) for n, lit in owed.members}
        for side in (facet.one, facet.two)
    )
    if (who in before) != (who in after):
        return "less bound" if who in before else "more bound"
    return "other" if before.get(who) != after.get(who) else ""


def _can(joint: Joint, lit: Lit, until: float | None) -> bool:
    """Whether a case is so. Raises: OutOfBudgetError."""
    if lit == FALSE:
        return False
    left = None if until is None else until - time.monotonic()
    if left is not None and left <= 0:
        raise OutOfBudgetError("no time left")
    return joint.solve(lit, budget=left) is not None


def _concerned(facet: Facet, one: Observed, two: Observed) -> Iterator[tuple[str, bool, Lit]]:
    """Who is bound in a facet, and whom it helps, each with when."""
    bound: dict[str, Lit] = {}
    helped: dict[str, Lit] = {}
    graph = one.under.side.graph
    for side, all_of in ((one, facet.one), (two, facet.two)):
        for owed in all_of:
            if not isinstance(owed, Owed):
                bound.setdefault(facet.who.split(":")[0], TRUE)
                continue
            for name, lit in owed.members or ((owed.bearer, TRUE),):
                bound[name] = graph.any(bound.get(name, FALSE), lit)
            for name, lit in side.towards(owed).items() if owed.measure not in ("sanction", "warn") else ():
                helped[name] = graph.any(helped.get(name, FALSE), lit)
    yield from ((name, False, lit) for name, lit in bound.items())
    yield from ((name, True, lit) for name, lit in helped.items())
