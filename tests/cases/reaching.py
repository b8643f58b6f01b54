"""Drafts for the corners of the lowering that neither those written at random nor the further ones reach."""

from __future__ import annotations

from tests.cases.further import HEAD, LEAVE, RATIFIED

OPEN = "article 9. This treaty enters into force on 2026-01-01.\n"
REACHING: dict[str, str] = {
    "bearers that have ratified": RATIFIED
    + """article 3. After a raid the guarantors that have ratified must assist the victim within 3 days.
article 4. After a raid the guarantors that have ratified together must sanction Russia within 3 days.
article 5. After a raid Poland or France must train Ukraine within 3 days.
""",
    "breaches by somebody": RATIFIED
    + """article 1. Russia must not attack Ukraine. Each guarantor must not use-force.
article 2. Belarus must not attack Poland, unless a mobilisation has occurred. Russia is a party. Belarus is a party.
article 3. After a raid each guarantor must assist the victim within 24 hours.
article 4. After a breach of article 1 by Russia each guarantor must sanction Russia within 2 days.
article 5. On breach of article 3 by Poland France must train Ukraine within 2 days.
article 6. On breach of article 3 by a guarantor each other guarantor must arm that guarantor within 2 days.
article 7. On breach of this treaty by Poland Germany must consult within 2 days.
""",
    "a breach of what the guarantors owe together": RATIFIED
    + """article 3. After a raid the guarantors together must assist the victim within 24 hours.
article 4. On breach of article 3 Ukraine must consult within 2 days.
article 5. On breach of article 3 by Poland Germany must consult within 2 days.
article 6. After a mobilisation Poland must train Ukraine within 24 hours.
article 7. On breach of article 6 France must consult within 2 days.
""",
    "terms as conditions": RATIFIED
    + """hard-times means all of (a) a raid has occurred; (b) a ceasefire is not in force.
covered means any of (a) the place is in Odesa; (b) the attack is deliberate.
doubt means the attack is grave.
article 3. After a raid each guarantor must assist the victim within 3 days, while hard-times.
article 4. After a raid Poland must arm Ukraine, provided covered.
article 5. After a raid Germany must consult, unless doubt.
article 6. After a mobilisation France must consult, provided the place is in Odesa.
""",
    "what has occurred since": OPEN
    + """article 3. After a raid each guarantor must assist the victim within 3 days, until Poland objects.
article 4. When Ukraine requests assistance and Poland has ratified, France must arm Ukraine.
article 5. After a mobilisation each guarantor must consult, if no attack has occurred within 7 days.
article 6. After a mobilisation Poland must train Ukraine, unless Ukraine has requested it within 3 days.
article 7. After a raid Poland must sanction Russia, if at least 2 guarantors have ratified.
article 8. After a raid Germany must sanction Russia, if a majority of guarantors have ratified.
article 10. After a raid France must sanction Russia, if no guarantor has ratified.
article 11. After a raid France must train Ukraine, if Poland and Germany have ratified.
article 12. After a raid France must warn Russia, if Poland or Germany has ratified.
""",
    "how the decision stands": RATIFIED
    + """article 1. After a raid Ukraine may invoke this treaty, provided the attack is grave.
article 2. On invocation majority of guarantors decides within 24 hours whether the case has arisen; on silence the
  question stays open.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days of the invocation.
article 4. After a raid Poland must consult, if the decision is not opened.
article 5. After a request by Ukraine Poland must arm Ukraine, provided the decision is pending.
article 6. After a request by Ukraine France must arm Ukraine, provided the decision is open.
article 7. After a request by Ukraine Germany must arm Ukraine, provided the case is not settled.
article 10. After a request by Ukraine Germany must train Ukraine, provided the case has arisen under article 2.
article 11. After the decision under article 2 Germany must sanction Russia within 2 days of the request.
article 12. After a raid Germany must consult within 3 days of the decision.
""",
    "only when the case has arisen": RATIFIED
    + """article 2. After a raid unanimity of guarantors decides within 24 hours whether the case has arisen;
  on silence
  it has not.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 4. Article 3 applies only when the case has arisen.
article 5. After a raid Poland must arm Ukraine.
article 6. Article 5 is subject to that decision.
article 7. After a mobilisation Poland must consult. Article 7 applies only while a ceasefire is in force.
""",
    "the body's own act": RATIFIED
    + """article 2. Special Commission decides whether the case has arisen.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days of a mobilisation.
article 4. After a raid each guarantor must arm Ukraine within 3 days of a request.
article 5. After adoption Poland must consult. After rejection France must consult.
""",
    "each for itself among those that are left": RATIFIED
    + """article 2. After a raid each guarantor other than the attacker for itself decides within 24 hours whether the
  case has arisen; on silence it has.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days of the decision.
article 4. When the case has not arisen, Poland must consult, provided Germany has ratified.
""",
    "an organ's decision and its members'": RATIFIED
    + """responses are arm, sanction.
article 2. After a raid Council decides within 3 days which of responses are taken.
  Council decides under article 2 by majority.
article 3. When Council has decided arm, each guarantor must arm Ukraine within 3 days.
article 4. After a raid France must consult, unless Council has decided sanction.
article 5. After the decision Poland must take those measures.
""",
    "a silence procedure": RATIFIED
    + """article 2. After a raid a silence procedure of guarantors decides within 24 hours whether the case has
  arisen.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days.
article 4. After a raid Poland must arm Ukraine, unless a guarantor objects within 48 hours.
""",
    "consent to a decision": RATIFIED
    + """article 2. After a raid majority of guarantors with the consent of Ukraine decides within 24 hours
  whether the
  case has arisen; on silence it has not.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days.
article 4. After a raid Poland must arm Ukraine, with the consent of Ukraine.
article 5. After a raid France must arm Ukraine, unless Ukraine objects within 24 hours.
""",
    "one voter with another's consent": RATIFIED
    + """article 2. After a raid Poland with the consent of Ukraine decides within 24 hours whether the case
  has arisen.
article 3. When the case has arisen, each guarantor must assist the victim, unless Ukraine objects within 24 hours.
""",
    "consensus": RATIFIED
    + """article 2. After a raid consensus of guarantors other than the attacker decides within 24 hours
  whether the case
  has arisen; on silence it has not.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days.
article 4. When the decision lapsed, Poland must consult.
""",
    "an electorate that ratifies": RATIFIED
    + LEAVE
    + """article 1. After a raid any guarantor may invoke this treaty.
article 2. On invocation at least 2 guarantors that have ratified decide within 24 hours whether the case has
  arisen; on
  silence it has not.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days.
""",
    "several leads": RATIFIED
    + """article 3. When always, each guarantor must consult Ukraine.
article 4. After a raid, after a mobilisation, Poland must arm Ukraine within 3 days.
article 5. When Poland has ratified, after a raid, France must arm Ukraine.
article 6. After a mobilisation, when a raid has occurred, Germany must arm Ukraine.
article 7. After a mobilisation Poland must train Ukraine within 24 hours, with the consent of Ukraine.
article 10. After a raid or a mobilisation, after a request by Ukraine, France must consult.
""",
    "once it has ratified": RATIFIED
    + LEAVE
    + """article 3. After a raid the guarantors together must assist the victim within 3 days, once it has ratified.
article 4. After a raid each guarantor must arm Ukraine, once it has ratified, provided Ukraine has ratified.
article 5. After a raid the guarantors together must train Ukraine, also for earlier attacks, when Ukraine
  requests it.
article 6. After a mobilisation Poland must consult, once it has ratified.
article 7. After a raid Poland or France must sanction Russia, once it has ratified, unless Ukraine objects within
  24 hours.
article 10. Duties for attacks before the exit end.
""",
    "limits on one party": RATIFIED
    + """article 3. After a raid each guarantor must assist the victim. The preceding sentence does not bind Germany.
article 4. After a raid each guarantor must use-force or train Ukraine. The preceding sentence does not bind a
  party to
  use-force, unless the attack is grave.
article 5. After a raid each guarantor must arm Ukraine. Article 5 does not apply to France, unless a mobilisation has
  occurred.
article 6. After a raid Poland must consult for the sole purpose of "talks".
""",
    "two ways into force": """article 9. This treaty enters into force for a party when that party ratifies.
  This treaty enters into force when Ukraine ratifies and a mobilisation occurs.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 8. A guarantor may withdraw with 30 days of notice, unless a raid has occurred.
article 10. Duties for attacks before the exit end.
""",
    "some time after ratification": """article 9. This treaty enters into force for a party 30 days after that party
  ratifies.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 8. From 2027-02-20 a party may withdraw with 2 months of notice, if a ceasefire is in force.
""",
    "provisional force": """article 9. This treaty applies provisionally from 2027-01-01. Signed 2026-05-01 by Poland.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 4. This treaty ends when a mobilisation has occurred.
""",
    "an end on a date": OPEN
    + """article 4. This treaty ends on 2027-03-20.
article 3. After a raid each guarantor must assist the victim within 30 days.
article 5. When this treaty is not in force, Ukraine must consult.
""",
    "a term that runs from ratification": RATIFIED
    + """article 4. This treaty lasts 10 years.
article 3. After a raid each guarantor must assist the victim within 3 days.
""",
    "a term and then notice": RATIFIED
    + """article 4. This treaty lasts 5 years and then until 30 days after notice.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 10. Duties for attacks before the exit end.
""",
    "a term from a date": """article 4. This treaty lasts 2 years from 2025-04-01.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 5. This treaty enters into force when a majority of guarantors have ratified.
""",
    "what may be ended": OPEN
    + """article 4. Ukraine may terminate this treaty.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 5. A party may withdraw at 0 days' notice.
article 10. Duties for attacks before the exit end.
""",
    "entry into force as an event": RATIFIED
    + """article 3. After entry into force each guarantor must train Ukraine within 3 days.
article 4. After a raid Poland must arm Ukraine, provided this treaty is in force for France.
article 5. After a raid France must arm Ukraine, provided each guarantor is bound by this treaty.
""",
    "states of affairs": OPEN
    + """emergency lasts from a raid until a ceasefire.
truce lasts from a ceasefire.
drill lasts from any of (a) a mobilisation; (b) a request by Ukraine until the end of mobilisation.
article 3. After the start of emergency each guarantor must assist Ukraine within 3 days.
article 4. After the end of emergency Poland must consult.
article 5. After a raid France must arm Ukraine, unless truce holds.
article 6. After a raid Germany must arm Ukraine, while drill holds.
article 7. After the end of mobilisation Germany must consult.
""",
    "into force on a date, for those that have ratified": """article 9. In force from 2027-02-01, if Ukraine
  has ratified.
article 8. A party may withdraw with 1 day of notice.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 4. After a raid, when Ukraine requests assistance, each guarantor must arm Ukraine within 3 days.
""",
    "in force again": """article 9. In force from 2027-02-01 until 2027-02-20. In force again for France from
  2027-02-25, if
  Ukraine has ratified.
article 3. After a raid each guarantor must assist the victim within 3 days.
""",
    "descriptions with conditions": OPEN
    + """open proof: suspected | established.
open land: territory of Ukraine | Odesa.
strike means an attack by Russia on Ukraine in ?land with attribution ?proof or higher.
assault means an attack by anyone on Ukraine while a ceasefire is in force.
calm means a ceasefire is in force.
article 3. After a strike each guarantor must assist the victim within 3 days.
article 4. After an assault Poland must arm Ukraine.
article 5. After a raid France must arm Ukraine, if calm.
article 7. After the first raid Germany must train Ukraine.
""",
    "threats": OPEN
    + """article 3. After a raid or a threat on Ukraine by Russia each guarantor must consult within 3 days.
article 4. After a threat to a party the parties together must meet.
article 5. Russia must not threaten Ukraine. Belarus must not attack Ukraine. Russia is a party. Belarus is a party.
article 6. After a raid Poland must arm Ukraine, if the attack is a raid.
article 7. On breach of article 5 France must arm Ukraine within 2 days.
""",
    "an external attack through others": OPEN
    + """article 3. After an attack on Ukraine by Russia, or by persons Russia directs each guarantor must consult.
article 4. After a raid Poland must arm Ukraine, provided the attack is external.
article 5. After a raid France must arm Ukraine, unless the attack is internal.
article 6. After a raid Germany must arm Ukraine, provided the attacker is Russia and Poland is not the victim.
article 7. After an attack by anyone on a guarantor by drones or missiles Ukraine must consult.
""",
    "other events": OPEN
    + """article 3. After Ukraine declares that Ukraine is threatened each guarantor must consult within 3 days.
article 4. After a ratification Poland must train Ukraine.
article 5. After an objection by Poland France must consult.
article 6. After a report by Special Commission France must train Ukraine.
article 7. After Poland acts to arm Ukraine, France must arm Ukraine.
article 8. After a withdrawal by Poland Germany must consult.
article 10. After a consent of Germany Germany must arm Ukraine.
article 11. After an attribution of the attack Germany must warn Russia.
""",
    "a series": OPEN
    + """erosion means a series of at least 3 limited attacks by Russia on Ukraine within 7 days, found by Special
  Commission.
article 3. After erosion each guarantor must assist Ukraine within 3 days.
article 4. After a raid Poland must consult within 3 days.
""",
    "a case may be invoked in any of two ways": RATIFIED
    + """article 1. After a raid Ukraine may invoke this treaty within 3 days, when a mobilisation has occurred.
  After an attack by Belarus on Poland a guarantor may invoke this treaty, unless a ceasefire is in force.
article 2. On invocation two-thirds of guarantors decide within 24 hours of the attack whether the case has arisen; on
  silence it has.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days of the attack.
article 8. A party may withdraw with 0 days of notice.
""",
    "released": RATIFIED
    + """article 3. After a raid the guarantors together must assist the victim within 3 days.
article 4. A guarantor is released from article 3 when Special Commission decides that the attack is provoked.
article 5. Poland is released from article 7 when Ukraine requests assistance.
article 6. A guarantor is released from article 7 when a mobilisation has occurred.
article 7. After a raid each guarantor must arm Ukraine within 3 days, unless the attack is grave.
article 8. Each guarantor must train Ukraine.
""",
    "refused at home": OPEN
    + """article 3. After a raid Poland must use-force within 5 days.
article 4. Use-force by Poland needs a decision of Special Commission within 24 hours.
article 5. After a raid each guarantor must arm Ukraine within 5 days, subject to appropriation by Special Commission.
article 6. Use-force by a guarantor needs a decision of Special Commission.
""",
    "what has to be done": OPEN
    + """article 3. After a raid the guarantors together must arm Ukraine and sanction Russia within 3 days.
article 4. After a raid Poland must arm Ukraine or sanction Russia by 3 days after the attack.
article 5. After a raid any of guarantors and each if none does must use-force by 2027-03-20.
article 6. After a raid France intends to assist the victim by 2 days after the attack, until 2027-03-25.
article 7. After a raid Germany may arm Ukraine, within 3 days.
article 8. After a raid Germany must assist the victim, for 3 days, until Germany trains Ukraine.
""",
    "what prevails": OPEN
    + """article 1. Each guarantor must not use-force, while a ceasefire is in force.
article 2. Poland must not arm Ukraine, until a mobilisation.
article 3. After a raid each guarantor must use-force within 3 days.
article 4. After a raid Poland must arm Ukraine and train Ukraine within 3 days.
article 5. After a raid the guarantors together must use-force within 3 days.
article 6. After a raid France must train Ukraine.
article 1 prevails over article 3.
article 2 prevails over article 4.
article 1 prevails over article 6.
""",
    "standing provisions": RATIFIED
    + """article 1. Each guarantor that has ratified must not arm Russia.
article 2. Ukraine must stay-neutral until a raid.
article 3. Poland intends to train Ukraine until 2027-04-01.
article 4. France may arm Ukraine.
article 5. Germany must not attack Ukraine, provided a ceasefire is in force.
article 10. Poland must not attack Ukraine, for 10 days. France must not attack Ukraine, until a mobilisation.
article 11. Germany must not attack Ukraine, while a ceasefire is not in force.
article 6. Poland must consult within 3 days.
article 7. The guarantors together must train Ukraine, for 10 days.
article 8. A guarantor may withdraw with 1 day of notice.
""",
    "parts": """article 9. This treaty enters into force on 2026-01-01.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 4. After a raid France must arm Ukraine.
article 8. Each guarantor must train Ukraine.
protocol "First Protocol", from 2026-05-01.
article 5. After a raid Poland must arm Ukraine.
amendment "Second", from 2026-06-01.
Instead of article 4, after a raid France must sanction Russia.
Instead of article 8, each guarantor must warn Russia.
amendment "Third", from 2030-01-01.
Instead of article 3, after a raid each guarantor must consult.
article 6. Each guarantor must train Ukraine.
protocol "Fourth Protocol", in force when each guarantor has ratified.
article 7. After a raid Poland must train Ukraine.
""",
}  # fmt: skip

DRAFTS = {name: HEAD + text for name, text in REACHING.items()}
# What lies outside the case space, provision by provision.
OUTSIDE: dict[str, dict[str, str]] = {
    "states of affairs": {"article 6": "a state that may begin again"},
    "how the decision stands": {"article 11": "a clock that runs from a request that is a case of its own"},
    "a breach of what the guarantors owe together": {
        "article 5": "who is in breach of a duty of several",
        "article 7": "a breach of a duty that no attack gives rise to",
    },
    "entry into force as an event": {"article 3": "entry into force, or its end, as an event"},
    "in force again": {"article 3": "force that comes back"},
    "other events": {"article 11": "an event of the kind attribute"},
    "standing provisions": {
        "article 1": "a standing provision whose bearers change with events",
        "article 6": "a standing provision under a condition or with a clock",
    },
    "parts": {'"Fourth Protocol", article 7': "a part of a text that enters into force upon a condition"},
}
