"""Drafts that say what those written at random do not: limits, suspension, terms, states, bodies, barred votes."""

from __future__ import annotations

HEAD = """treaty "Pact", called PACT.
state Russia, Belarus.
party Ukraine, Poland, France, Germany.
guarantors, each a guarantor, are Poland, France, Germany.
place Odesa within territory of Ukraine.
organ Special Commission.
organ Council consists of the guarantors.
event mobilisation, ceasefire.
standard grave, judged by Special Commission.
raid means an attack by anyone on Ukraine.
"""
RATIFIED = "article 9. This treaty enters into force for a party when that party ratifies.\n"
LEAVE = "article 8. A party may withdraw with 1 day of notice.\n"
FURTHER: tuple[str, ...] = (
    RATIFIED
    + """article 3. After a raid each guarantor must assist the victim within 3 days.
article 4. After a raid each guarantor must use-force. The preceding sentence does not bind a party to use-force, unless
  that party consents.
article 5. Article 3 applies only while a ceasefire is not in force.
article 6. Article 4 does not apply to Germany.
""",
    """article 9. In force from 2026-07-01 until 2027-03-02.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 5. This treaty is suspended between Poland and Ukraine from 2026-12-01 until 2027-01-10.
""",
    """article 9. This treaty enters into force on 2026-01-01.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 5. This treaty is suspended between Poland and Ukraine from 2026-12-01 until 2027-06-10.
article 6. Poland must not attack Ukraine.
""",
    RATIFIED
    + """emergency lasts from a raid until a ceasefire.
blow means an unprovoked attack by Russia on Ukraine.
alarm lasts from a blow until the end of mobilisation.
article 3. After a mobilisation each guarantor must assist Ukraine within 3 days, while emergency holds.
article 4. After a request by Ukraine Poland must arm Ukraine, provided alarm holds.
article 5. After a raid France must consult, unless alarm holds.
""",
    RATIFIED
    + LEAVE
    + """article 3. After a raid Poland must assist the victim within 3 days.
article 4. After a raid, when Ukraine requests assistance, each guarantor other than the attacker that has ratified must
  train Ukraine, while France does not assist the victim.
article 5. After a raid France must arm Ukraine within 7 days, if the attacker is a guarantor.
article 7. On breach of article 3 each other guarantor must sanction Russia within 2 days.
article 10. Duties for attacks before the exit end.
""",
    RATIFIED
    + """article 2. After a raid Council decides within 3 days whether the case has arisen.
  Council decides under article 2 by two-thirds of the guarantors that have ratified.
  The attacker is barred from the vote under article 2. Votes are final.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days of the decision.
article 4. When any of (a) the decision was rejected; (b) the decision lapsed, each guarantor must consult.
article 5. After a request by Ukraine Poland must arm Ukraine, provided the decision is pending.
""",
    RATIFIED
    + """article 2. After a raid each guarantor for itself decides within 24 hours whether the case has arisen; on
  silence it has not.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days.
article 4. After a raid, when the attack is grave, France must sanction Russia, if Special Commission has
  decided use-force.
""",
    """article 9. This treaty enters into force on 2026-01-01. This treaty lasts 2 years and then until 1 month
  after notice.
article 3. After a raid each guarantor must assist the victim within 3 days, only while France assists the victim.
article 4. After a raid Germany must consult, when a mobilisation has occurred within 7 days.
article 5. After a raid Poland must arm Ukraine or train Ukraine by 3 days after the attack, with the consent
  of Ukraine.
""",
    RATIFIED
    + """article 2. After a raid unanimity of guarantors other than the attacker that have ratified decides within
  24 hours whether the case has arisen; on silence it has.
article 3. On the decision the guarantors together must arm Ukraine, also for earlier attacks, until a ceasefire.
article 4. When the case has arisen, Poland or France must train Ukraine, for 5 days, subject to appropriation
  by Council.
article 5. After a raid, if the attack is deliberate, Ukraine may withdraw.
""",
    RATIFIED
    + """article 1. After a raid any guarantor may invoke this treaty, within 7 days of the attack.
article 2. On invocation unanimity of guarantors other than the attacker with constructive abstention decides within
  24 hours whether the case has arisen; on silence it has.
article 3. When the case has arisen, the guarantors together must assist the victim, in breach of which each
  that does not
  act is in breach, within 3 days.
article 4. A guarantor is released when a mobilisation has occurred.
article 5. Use-force by Poland needs a decision of Special Commission within 24 hours.
article 6. After a raid each guarantor must use-force, unless Ukraine objects within 24 hours.
""",
)

DRAFTS = tuple(HEAD + text for text in FURTHER)
