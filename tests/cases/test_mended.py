"""Drafts about which graph and interpreter once disagreed, each with cases enough to find it again."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from foedus.language import parse_draft
from tests.cases.agreement import Bench, bench, cases, differences
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
    "what is said last at an instant counts": """raid means an attack by Russia on Ukraine.
article 1.
  After a raid majority of guarantors with the consent of Ukraine decides within 24 hours whether the case has arisen.
article 2.
  When the case has arisen, Poland must arm Ukraine, with the consent of Ukraine.
""",
    "a vote says on what it is": """kit are arm and train.
raid means an attack by Russia on Ukraine.
article 1.
  After a raid majority of guarantors decides whether the case has arisen.
article 2.
  After a mobilisation majority of guarantors decides which of kit are taken.
""",
    "each of several is bound by itself": """raid means an attack by anyone on Ukraine.
article 8.
  A party may withdraw with 1 day of notice.
article 1.
  After a raid any of guarantors and each if none does must use-force, once it has ratified.
""",
    "each of several is bound by itself, also to earlier attacks": """raid means an attack by anyone on Ukraine.
article 8.
  A party may withdraw with 1 day of notice.
article 1.
  After a raid France or Germany must use-force, provided the attack is grave, also for earlier attacks.
""",
    "who has left and is found to be the attacker is not in breach": """raid means an attack by anyone on Ukraine.
article 8.
  A party may withdraw with 1 day of notice.
article 1.
  After a raid the guarantors together must assist the victim, within 24 hours.
""",
    "a notice before one may be given has no effect": """raid means an attack by anyone on Ukraine.
article 9.
  This treaty enters into force on 2026-01-01. From 2026-01-02 a party may withdraw with 1 day of notice.
article 4.
  After a raid each guarantor must assist the victim.
""",
    "no other event is an attack that is provoked": """article 4.
  After a request by Ukraine the guarantors together must consult within 24 hours, unless the attack is provoked.
article 5.
  After a mobilisation each guarantor must assist Ukraine, provided the attack is full-scale.
article 6.
  After any of (a) a mobilisation; (b) an attack by anyone on Ukraine Poland must assist Ukraine, unless the attack is
    provoked.
""",
    "an organ waits for the consent that it needs": """raid means an attack by Russia on Ukraine.
article 1.
  After a raid Special Commission with the consent of Poland decides within 24 hours whether the case has arisen;
    on silence it has not.
article 2.
  When the case has arisen each guarantor must arm Ukraine within 24 hours.
""",
    "so does one that votes by a rule of its own": """organ Council consists of guarantors.
raid means an attack by Russia on Ukraine.
article 1.
  After a raid Council with the consent of Ukraine decides within 24 hours whether the case has
    arisen; on silence it has.
  Council decides under article 1 by majority of the guarantors.
article 2.
  When the case has arisen Poland must arm Ukraine within 24 hours.
""",
    "the first sentence that lets a party leave counts": """raid means an attack by anyone on Ukraine.
article 8.
  A guarantor may withdraw with 2 days of notice, provided a mobilisation has occurred.
  A party may withdraw with 1 day of notice, unless the attack is grave.
  A party may withdraw with 3 days of notice.
article 4.
  After a raid each guarantor must assist the victim within 24 hours.
article 10.
  Duties for attacks before the exit end.
""",
    "a party may leave beside the notice at the end of a term": """raid means an attack by anyone on Ukraine.
article 8.
  This treaty lasts 1 year and then until 1 day after notice.
  A party may withdraw with 2 days of notice, provided a mobilisation has occurred.
article 4.
  After a raid each guarantor must assist the victim within 24 hours.
article 10.
  Duties for attacks before the exit end.
""",
    "an attack may cross a line": """place Agreed Line within territory of Ukraine.
open line: Agreed Line | Odesa.
raid means an attack by Russia on Ukraine across ?line.
article 4.
  After a raid, unless the attack is provoked, each guarantor must assist the victim within 24 hours.
""",
    "of any of several, one is found to be the attacker": """raid means an attack by anyone on Ukraine.
article 1.
  After a raid any of guarantors and each if none does must consult, within 24 hours, unless the attack is provoked.
article 5.
  On breach of article 1 each guarantor must sanction Russia within 3 days.
""",
    "of those who must all act, one is found to be the attacker": """raid means an attack by anyone on Ukraine.
article 8.
  A party may withdraw with 1 day of notice.
article 1.
  After a raid the guarantors together must consult and arm Ukraine, by 2027-03-02, unless the attack is provoked.
article 5.
  On breach of article 1 any of guarantors and each if none does must sanction Russia within 3 days.
""",
    "what the attacker owes is owed once it is found who that is": """raid means an attack by anyone on Ukraine.
article 1.
  After a raid the attacker must consult, within 24 hours.
article 5.
  On breach of article 1 each guarantor must sanction Russia within 3 days.
""",
    "who is in breach of a duty of several hangs on the case": """raid means an attack by anyone on Ukraine.
helpers, each a helper, are Poland.
article 1.
  After a raid the guarantors together must consult, within 24 hours.
article 2.
  After a raid the helpers together must arm Ukraine, within 24 hours.
article 5.
  On breach of article 1 each other guarantor must sanction Russia within 3 days.
article 6.
  On breach of article 2 each other guarantor must sanction Russia within 3 days.
article 7.
  After a request by Ukraine the attacker must train Ukraine.
""",
    "an attack may last": """raid means an attack by Russia on Ukraine, lasting more than ?clock.
open clock: 24 hours | 7 days.
article 4.
  After a raid each guarantor must assist the victim.
""",
    "acts of a power of several are no help owed elsewhere": """
raid means an attack by Russia, or by persons Russia directs on Ukraine in Odesa.
article 9.
  This treaty enters into force for a party when that party ratifies.
article 1 "Help".
  After a mobilisation each guarantor other than France must assist the victim, within 7 days, once it has ratified.
article 4.
  After a raid the guarantors together may use-force.
""",
}

RARE = {  # of these, more cases: who attacked must be found late, and what is waited for later still
    "of any of several, one is found to be the attacker in between": """
open help: consult | assist the victim | use-force.
raid means a limited or larger attack by Russia, or by persons Russia directs on a party.
article 9.
  This treaty enters into force on 2026-01-01. A party may withdraw with 30 days of notice.
article 1 "Help".
  When the attack is grave, any of guarantors and each if none does must consult, within 24 hours of the attack,
    provided Ukraine requests assistance.
article 5.
  On breach of article 1 each guarantor must sanction Russia within 3 days.
article 4.
  After a raid each guarantor other than France may ?help, with the consent of Ukraine, while any of (a) the attack is
    grave; (b) Poland has ratified.
""",
    "who is found to be the attacker later was bound until then": """raid means an attack by anyone on Ukraine.
article 9.
  This treaty enters into force for Ukraine when Ukraine ratifies.
  This treaty enters into force for France when France ratifies.
article 4.
  After a raid, when Ukraine requests assistance, France or Germany must arm Ukraine.
""",
    "who leaves before it is found to be the attacker": """raid means an attack by anyone on Ukraine.
article 8.
  A party may withdraw with 1 day of notice.
article 4.
  After a raid, when Ukraine requests assistance, the guarantors together must use-force, also for earlier attacks.
article 10.
  Duties for attacks before the exit end.
""",
}
RARE |= {
    name: DRAFTS[name]
    for name in (
        "of any of several, one is found to be the attacker",
        "of those who must all act, one is found to be the attacker",
    )
}


@pytest.mark.parametrize("name", DRAFTS)
def test_they_agree_now(name: str):
    assert triples(_bench(DRAFTS[name]), random.Random(name), 60, 4).triples > 250


@pytest.mark.parametrize("name", RARE)
def test_rare_cases_agree_now(name: str):
    of = _bench(RARE[name])
    for reading in islice(cases(of, random.Random(name)), 1_000):
        assert not differences(of, reading)


def _bench(text: str) -> Bench:
    loaded = parse_draft(HEAD + ("" if "article 9." in text else RATIFIED) + text)
    assert loaded.ok, loaded.diagnostics
    assert loaded.draft is not None
    return bench(loaded.draft)
