"""A standing prohibition that prevails over a duty: graph and interpreter agree on when the duty falls away."""

from __future__ import annotations

import random

import pytest

from foedus.language import parse_draft
from tests.cases.agreement import bench
from tests.cases.test_agreement import agree

HEAD = """treaty "Prevailing", called PV.
party Ukraine, Poland, France, Russia.
states.
group guarantors: Poland, France.
open response: use-force | sanction.
open when: always | the victim requests assistance.
"""
TEXTS = {
    "an exception by what happened": """
article 2 prevails over article 3.
article 2 "Force".
  Each party must not use-force, unless the attacker is Russia.
article 3 "Help".
  After an armed-attack by anyone on a party each guarantor must ?response within 24 hours.
""",
    "a state in the present": """
article 2 prevails over article 3.
article 2 "Force".
  Each guarantor must not use-force, unless the victim requests assistance.
article 3 "Help".
  After an armed-attack by anyone on a party each guarantor must ?response within 24 hours.
""",
    "while it has not ratified": """
article 2 prevails over article 3.
article 2 "Force".
  Poland must not use-force.
article 3 "Help".
  When Ukraine invokes this treaty, each guarantor must ?response within 24 hours.
article 4 "Entry into force".
  This treaty enters into force for each party when that party ratifies.
article 5 "Withdrawal".
  Each party may withdraw with 30 days notice.
""",
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_prevails(name: str):
    loaded = parse_draft(HEAD + TEXTS[name])
    assert loaded.draft is not None, loaded.diagnostics
    of = bench(loaded.draft)
    assert not of.case.unknown
    assert agree(of, random.Random(f"prevailing {name}"), 10, 15, name).triples >= 100
