"""What the incidents leave open depends on the points that a reader of the draft would name.

Each answer was worked out by hand from the draft; the order of the options is that of the draft.
"""

from __future__ import annotations

import pytest

from foedus.engine.expect import check
from foedus.language import load
from tests.conftest import ROOT

TIMELINES = ROOT / "examples" / "ukraine-2025" / "timelines"
BUT_UKRAINE_OR_ALL = (
    "decider = any guarantor or majority of guarantors or two-thirds of guarantors or each guarantor for itself "
    "or majority of guarantors other than the attacker"
)
CASES = {
    ("02-power-or-duty", "Poland is in breach of article 3"): "bound = must",
    ("03-joint-duty", "Poland performed article 3"): "bearer = each other guarantor",
    ("04-drone-salvo", "the case has arisen"): "threshold = below-threshold or limited",
    ("05-missile-stray", "the case has arisen"): "intent = always",
    ("06-sabotage", "the case has arisen"): "threshold = below-threshold, and quiet-means = always",
    ("09-occupied-land", "the case has arisen"): "land = territory of Ukraine",
    ("10-guarantor-forces-hit", "the case has arisen"): "troops = always",
    ("11-provoked", "each guarantor owes use-force until 2027-03-04 20:00"): "cause = always",
    ("17-silence", "the case has arisen"): "silence = it has",
    ("17-silence", "United States is in breach of article 3"): "silence = it has",
    ("18-blocked-vote", "the case has arisen"): BUT_UKRAINE_OR_ALL,
    (
        "18-blocked-vote",
        "the decision was rejected",
    ): "decider = unanimity of guarantors or each guarantor for itself",
    ("19-russia-votes", "the case has arisen"): BUT_UKRAINE_OR_ALL,
    ("23-european-union", "European Union owes use-force until 2027-03-04 20:00"): "eu-role = a guarantor",
    ("24-before-the-ceasefire", "this treaty is in force for Ukraine"): "order = that party ratifies",
    ("25-withdrawal", "United States owes use-force"): "tail = remain",
    ("26-expired", "this treaty is in force for Poland"): "term = 15 years or 50 years",
    ("27-law-broken", "Russia is in breach of article 1 of RUSLAW"): "protected = any of european-states",
    ("istanbul-veto", "France owes assistance"): (
        "decider = each guarantor for itself or unanimity of guarantors other than the attacker"
    ),
    ("italian-decide-or-consult", "nobody is in breach"): "first-step = consult",
}


@pytest.mark.parametrize(("name", "claim"), CASES, ids=lambda value: value)
def test_an_answer_depends_on_the_points_that_decide_it(name: str, claim: str):
    loaded = load(TIMELINES / f"{name}.timeline")
    assert loaded.draft is not None
    assert loaded.timeline is not None
    checks = [c for result in check(loaded.draft, loaded.timeline) for c in result.checks]
    found = [c.answer for c in checks if c.expected.endswith(f"depends: {claim}")]
    assert [answer.text for answer in found] == [f"yes if {CASES[name, claim]}; else no"]
