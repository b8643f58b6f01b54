"""The graph of both drafts over the changed pairs: everybody whom the change concerns, how, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.compare.facets import Facet, facets
from foedus.compare.faring import alike, joins
from foedus.compare.joint import Under
from foedus.compare.observed import Observed, Owed
from foedus.compare.pair import Pair as Both
from tests.compare.corpus import folders, pair
from tests.compare.test_pairs import EFFECT, STANDS

LONGEST = 30.0


@pytest.mark.parametrize("folder", folders("changed"), ids=lambda f: f.name)
def test_everybody_whom_it_concerns_and_nobody_else(folder: Path) -> None:
    one = pair(folder)
    assert one.a.draft is not None
    assert one.b.draft is not None
    both = Both(one.a.draft, one.b.draft, {}, {})
    joint = both.joint
    sides = Observed(Under(joint.one)), Observed(Under(joint.two))
    found: set[tuple[str, str, str]] = set()
    for facet in facets(joint, *sides):
        for who, measure, lit in _concerned(facet):
            effect = EFFECT.get(facet.kind, "other")
            if facet.kind == "members":  # whoever stays among those who are bound together is bound as before
                effect = STANDS.get(joins(facet, who), "")
            key = who, measure, effect
            if not effect:
                continue
            if key not in found and joint.solve(facet.lit, lit, budget=LONGEST) is not None:
                found.add(key)
    told = {(w, m, h) for t in one.told for w in t.bearers for m in t.measures for h in t.how}
    allowed = told | {
        (w, m, h) for t in one.told for w in t.bearers for m in t.measures for h in (*t.also, "other")
    }
    found |= {(other, m, h) for w, m, h in found for other in alike(both).get(w, ())}
    ends = {(w, m, h) for w, m, h in told if (w, m, "other") in found}  # bound for longer, or less long
    assert found - allowed == set()
    assert told - found - ends == set()


def _concerned(facet: Facet) -> list[tuple[str, str, int]]:
    """Who does what in a facet, each with when: a member of those who do it together by itself."""
    out: list[tuple[str, str, int]] = []
    for owed in (*facet.one, *facet.two):
        if isinstance(owed, Owed):
            measure = owed.measure.replace("“this treaty”", "").replace("“this declaration”", "").strip()
            out += [(name, f"{measure} together", lit) for name, lit in owed.members]
            out += [] if owed.members else [(owed.bearer, measure, 1)]
        elif facet.what.startswith("attack"):
            out += [(facet.who, "not attack", 1)]
    return out
