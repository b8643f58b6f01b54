"""A question under a conduct is the question itself, asked of the cases of that conduct only."""

import random
from pathlib import Path

import pytest

from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.lower import CaseGraph, lower
from foedus.cases.reading import Reading
from foedus.check.conducts import willing
from foedus.language import load

DRAFTS = (
    Path("examples/ukraine-2025/istanbul-2022.treaty"),
    Path("examples/ukraine-2025/ladder.treaty"),
    Path("src/foedus/library/instruments/usjp.treaty"),
    Path("src/foedus/library/instruments/seato.treaty"),
)
ROOT = Path(__file__).resolve().parents[2]


def drawn(case: CaseGraph, assumed: Assumed, rnd: random.Random) -> Cell:
    """A case of the conduct, whatever else it is."""
    choices = {name: rnd.randrange(len(c.values)) for name, c in case.low.graph.choices.items()}
    choices |= {name: rnd.choice(sorted(values)) for name, values in assumed.conduct.choices.items()}
    return Cell(choices, dict.fromkeys(case.low.graph.times, 0) | dict(assumed.conduct.times))


@pytest.mark.parametrize("path", DRAFTS, ids=lambda p: p.stem)
def test_what_is_assumed_is_put_in(path: Path) -> None:
    draft = load(str(ROOT / path)).draft
    assert draft is not None
    case = lower(draft)
    assumed = Assumed(case, willing(case))
    roots = [case.low.t.exists(d.arises) for d in case.duties] + [
        case.low.t.exists(time) for d in case.decisions for time in (d.opened, d.voted, d.refused, d.lapsed)
    ]
    put_in = assumed.lits(roots)
    rnd = random.Random(7)
    seen = 0
    for _ in range(60):
        cell = drawn(case, assumed, rnd)
        reading = Reading(case, cell)
        if not reading.holds(case.domain):
            continue
        seen += 1
        for root, lit in zip(roots, put_in, strict=True):
            assert reading.holds(root) == reading.holds(lit)
        for duty in case.duties:
            assert reading.minutes(duty.arises) == reading.minutes(assumed.minutes(duty.arises))
    assert seen > 5
