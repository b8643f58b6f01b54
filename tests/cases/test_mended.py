"""Drafts about which graph and interpreter once disagreed, each with cases enough to find it again."""

from __future__ import annotations

import random

import pytest

from foedus.language import parse_draft
from tests.cases.agreement import bench
from tests.cases.triples import triples
from tests.cases.written import HEAD

RATIFIED = "article 9.\n  This treaty enters into force for a party when that party ratifies.\n"
DRAFTS = {
    "who is released after the time is over was in breach": """raid means an attack by anyone on a party.
article 4.
  After a raid Poland must assist the victim, within 24 hours.
article 7.
  A guarantor is released when a mobilisation has occurred.
""",
    "the attacker is not waited for": """raid means an attack by anyone on Ukraine.
article 4.
  After a raid the guarantors together must assist the victim, once it has ratified.
""",
    "a vote says on what it is": """kit are arm and train.
raid means an attack by Russia on Ukraine.
article 1.
  After a raid majority of guarantors decides whether the case has arisen.
article 2.
  After a mobilisation majority of guarantors decides which of kit are taken.
""",
}


@pytest.mark.parametrize("name", DRAFTS)
def test_they_agree_now(name: str):
    loaded = parse_draft(HEAD + RATIFIED + DRAFTS[name])
    assert loaded.ok, loaded.diagnostics
    assert loaded.draft is not None
    assert triples(bench(loaded.draft), random.Random(name), 60, 4).triples > 250
