"""More drafts for the corners of the lowering: ties of several events, what is said of groups, places and means."""

from __future__ import annotations

from tests.cases.further import HEAD, LEAVE, RATIFIED

DATED = "article 9. This treaty enters into force on 2026-01-01.\n"
CORNERS: dict[str, str] = {
    "what has occurred since an event": DATED
    + """article 3. After a raid Poland must arm Ukraine, when a mobilisation has occurred since a ceasefire.
article 4. After a request by Ukraine France must arm Ukraine, if a mobilisation has occurred since a raid.
article 5. After a request by Ukraine Germany must arm Ukraine, if a mobilisation has occurred since.
article 6. After a request by Ukraine Germany must train Ukraine, unless a mobilisation has occurred since a raid or a
  ceasefire.
article 7. After a mobilisation Poland must consult, unless a raid has occurred within 2 days.
article 8. After a mobilisation Poland must train Ukraine, unless Ukraine has requested it since a ceasefire.
article 10. After a raid, when Ukraine requests assistance since a mobilisation, Poland must warn Russia.
""",
    "what several parties do": RATIFIED
    + """article 3. After a raid, when each guarantor has ratified, Ukraine must consult.
article 4. After a raid Poland must arm Ukraine, while at least 2 guarantors assist the victim.
article 5. After a raid France must arm Ukraine, unless no guarantor assists the victim.
article 6. After a raid Germany must arm Ukraine, until a majority of guarantors assist the victim.
article 7. After a raid Germany must consult, unless some guarantor other than the attacker has ratified.
article 8. After a raid Poland must consult, unless each guarantor other than the attacker has ratified.
article 10. After a raid France must consult, if the attacker has ratified.
article 11. After a raid France must train Ukraine, if the victim has ratified and the victim requests it.
""",
    "that guarantor": RATIFIED
    + LEAVE
    + """strike means an attack by anyone on a guarantor.
article 3. After a strike each other guarantor must assist that guarantor within 2 days, provided that guarantor has
  ratified.
article 4. After a strike, when that guarantor requests it, each other guarantor must arm that guarantor.
article 5. After a strike the other guarantors together must consult, while this treaty is in force for that
  guarantor.
article 6. After a strike that guarantor must consult. After a mobilisation each other guarantor must consult.
article 7. If Poland is attacked by Russia, France must arm Poland. When Poland is the victim, Germany must consult.
""",
    "each for itself, and the rest": RATIFIED
    + """article 2. After a raid each guarantor for itself decides within 24 hours whether the case has arisen;
  on silence the
  question stays open.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days of the decision.
article 4. After the decision each guarantor must arm Ukraine within 2 days of the decision.
article 5. After a raid, when the case has arisen, Poland must train Ukraine.
article 6. When the decision was rejected, Poland must consult.
article 7. After rejection France must consult. When the case is not settled, Germany must consult.
article 8. After a raid, when Ukraine requests assistance, each guarantor must sanction Russia, provided the
  case has arisen.
""",
    "votes that tie": RATIFIED
    + """article 1. After a raid any guarantor may invoke this treaty, provided Ukraine has ratified.
article 2. On invocation majority of guarantors with the consent of Poland decides within 24 hours whether the
  case has
  arisen; on silence it has.
article 3. When the case has arisen, each guarantor must assist the victim within 2 days of the invocation, with the
  consent of Poland.
article 4. After a raid France must arm Ukraine, unless Poland objects within 24 hours.
article 5. When any of (a) the decision was rejected; (b) the decision lapsed, Germany must consult.
article 6. After a request by Ukraine Germany must arm Ukraine, provided the decision is open.
article 7. After an attack by Belarus on Poland Ukraine may invoke this treaty by 2027-04-01.
""",
    "half of them": RATIFIED
    + """article 2. After a raid half of guarantors other than France decide within 24 hours whether the case
  has arisen.
  Germany is barred from the vote under article 2.
article 3. When the case has arisen, each guarantor must assist the victim within 2 days.
article 4. After a mobilisation at least 3 guarantors decide which of sanction are taken.
article 5. After a raid one-third of parties decide within 24 hours of the attack whether an attack by Russia has
  occurred; on silence it has.
""",
    "a decision on what was described": RATIFIED
    + """article 1. After a request by Ukraine Ukraine may invoke this treaty within 7 days of the attack.
article 2. On invocation majority of guarantors decides within 24 hours whether a raid has occurred; on silence
  it has.
article 3. When the case has arisen, each guarantor must assist the victim within 2 days of the request.
article 4. After a raid Poland must consult, unless the decision is open. After a raid France must consult
  within 1 day
  of the request.
""",
    "an organ's two decisions": RATIFIED
    + """responses are arm, sanction.
article 2. After a raid Council decides within 2 days whether the case has arisen.
  Council decides under article 2 by majority.
article 4. After a raid Council decides within 3 days which of responses are taken.
  Council decides under article 4 by two-thirds of the guarantors.
article 5. After a raid Poland must arm Ukraine within 5 days, unless Council has decided arm.
article 6. After a raid France must consult, until Council has decided sanction.
article 10. After a raid Poland must consult, until Council has taken the measures necessary.
article 7. After a raid with attribution suspected or higher Germany must consult.
article 8. After a raid by Russia Germany must train Ukraine.
""",
    "one voter by a silence procedure": RATIFIED
    + """article 2. After a raid a silence procedure of Poland decides within 24 hours whether the case has arisen.
article 3. When the case has arisen, each guarantor must assist the victim within 2 days, unless Poland objects within
  24 hours.
""",
    "who may not invoke, vote or leave": RATIFIED
    + """open leader: Poland | France.
article 8. ?leader may withdraw with 1 day of notice.
article 1. After a raid Ukraine may invoke this treaty. After an attack by Russia on Ukraine Poland must invoke
  this treaty.
article 2. On invocation Ukraine decides within 24 hours whether the case has arisen; on silence it has.
article 3. When the case has arisen, each guarantor must assist the victim within 2 days.
article 10. Duties for attacks before the exit end.
""",
    "a term and then one of two notices": RATIFIED
    + """open clock: 24 hours | 7 days.
article 4. This treaty lasts 5 years and then until ?clock after notice.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 5. 24 hours after a raid the guarantors together must train Ukraine, also for earlier attacks, when Ukraine
  requests it.
""",
    "each other than who did it": DATED
    + """article 3. After a raid, after a request by Poland, each other party must consult within 2 days.
article 4. After a request by France each other guarantor must arm Ukraine within 2 days.
article 5. After a mobilisation, when a raid has occurred, each other party must train Ukraine.
""",
    "suspended while": DATED
    + """open freeze: always | never.
article 4. This treaty is suspended for Poland from 2027-03-05 while ?freeze.
article 7. This treaty is suspended for Germany while a ceasefire is in force.
article 5. This treaty is suspended between France and Ukraine until 2027-03-20 while a mobilisation has occurred.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 6. After a raid the guarantors together must consult, when Ukraine requests assistance.
""",
    "suspended from a date while something lasts": DATED
    + """article 4. This treaty is suspended for Poland from 2027-01-01 while a ceasefire is in force.
article 3. After a raid each guarantor must assist the victim within 3 days.
""",
    "leads beside what always binds": RATIFIED
    + """article 1. Poland must train Ukraine. Germany must not arm Russia.
article 3. After a raid, after a mobilisation, each guarantor must consult within 3 days.
practice "Custom".
article 4. Each guarantor must warn Russia.
article 5. After a raid France must arm Ukraine.
""",
    "into force for guarantors alone": """article 9. This treaty enters into force for a party when that party
  ratifies and that party is a guarantor.
article 3. After a raid each guarantor must assist the victim within 3 days, provided Ukraine is not a guarantor.
article 4. After a mobilisation Poland must consult, provided the victim is not Ukraine.
""",
    "a reading of its own": DATED
    + """article 3. After a raid each guarantor must assist the victim within 3 days.
article 4. After a raid Germany must arm Ukraine, if an attack by Russia has occurred.
understanding of Germany "Reading".
raid means a full-scale attack by Russia on Ukraine.
article 5. After a raid Germany must consult.
""",
    "suspended from a date until something occurs": DATED
    + """article 4. This treaty is suspended for Poland from 2027-01-01 while a mobilisation has not occurred.
article 3. After a raid each guarantor must assist the victim within 3 days.
""",
    "two terms": RATIFIED
    + """article 4. This treaty lasts 5 years. This treaty lasts 10 years.
article 3. After a raid each guarantor must assist the victim within 3 days.
""",
    "two requests": RATIFIED
    + """article 3. After a request by Ukraine, after a request by Poland, France must consult within 2 days of the
  request.
article 4. After a raid, after a request by Poland, each guarantor must arm Ukraine within 2 days of the request.
article 5. After a request by the victim each guarantor must train Ukraine.
article 6. After a request by a guarantor other than the attacker Ukraine must consult.
""",
    "in force again, and over": """article 9. In force from 2020-01-01. This treaty ended for France on 2021-01-01.
  In force again for France from 2022-01-01 until 2023-01-01.
article 3. After a raid each guarantor must assist the victim within 3 days.
""",
    "more that prevails": DATED
    + """article 1. Each guarantor must not use-force, unless a ceasefire is in force.
article 2. Poland must train Ukraine.
article 3. After a raid each guarantor must use-force within 3 days.
article 4. After a raid Poland must not train Ukraine.
article 1 prevails over article 3.
article 2 prevails over article 4.
""",
    "once it is over": DATED
    + """article 3. After a raid each guarantor must assist the victim within 3 days, unless a ceasefire is not in
  force.
article 4. After a raid Poland must arm Ukraine within 3 days, until a ceasefire is not in force.
article 5. When a ceasefire is not in force, after a raid, France must arm Ukraine.
""",
    "what resumes": DATED
    + """article 1. After a raid each guarantor must assist the victim within 1 day.
article 2. On breach of article 1 sanction of Russia by each guarantor resumes.
article 4. After a raid sanction of Belarus by Poland resumes within 7 days.
article 3. After a raid sanction of Belarus by Poland resumes within 7 days unless Council decides otherwise.
""",
    "released by one of two bodies": DATED
    + """article 2. After a raid Special Commission decides within 2 days whether the case has arisen.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days, subject to appropriation by
  Council.
article 4. A guarantor is released from article 5 when Special Commission decides that the attack is provoked.
article 5. After a raid each guarantor must arm Ukraine within 3 days.
article 6. A guarantor is released from article 7 when Council decides that the attack is provoked.
article 7. After a raid each guarantor must train Ukraine within 3 days.
""",
    "what hangs on the decision's state": RATIFIED
    + """article 1. After a raid Ukraine may invoke this treaty, provided the attack is grave.
article 2. On invocation majority of guarantors decides within 24 hours whether the case has arisen; on silence it has.
article 3. After a raid, when Poland requests assistance, Poland must arm Ukraine, provided the decision is open.
article 4. After a raid, when Poland requests assistance, France must arm Ukraine, unless the decision is pending.
article 5. After a raid, when Poland requests assistance, Germany must arm Ukraine, provided the decision is not opened.
article 6. After a raid Germany must train Ukraine, while the decision is open.
article 7. When the decision is pending, France must train Ukraine. When the decision is open, France must consult.
""",
    "who may not leave": RATIFIED
    + """article 8. A party may withdraw with 0 days of notice, unless a mobilisation has occurred, unless a ceasefire
  is in force.
article 3. After a raid each guarantor must assist the victim within 3 days.
article 10. Duties for attacks before the exit end.
""",
    "each for itself, upon an invocation": RATIFIED
    + """article 1. After a raid Ukraine may invoke this treaty within 3 days, provided the attack is grave.
article 2. On invocation each guarantor for itself decides within 24 hours whether the case has arisen; on silence it
  has.
article 3. After a raid, when Poland requests assistance, Poland must arm Ukraine, provided the decision is pending.
""",
    "once all have ratified, with consent": RATIFIED
    + """article 3. After a raid the guarantors together must assist the victim, once it has ratified, with the consent
  of Ukraine.
""",
    "several, later than the attack": RATIFIED
    + """article 3. 24 hours after a raid Poland or France must arm Ukraine, provided Ukraine requests assistance.
article 4. 24 hours after a raid France or Germany must consult, also for earlier attacks, provided Ukraine requests
  assistance.
""",
    "a request by another": RATIFIED
    + """article 3. After a request by a guarantor other than the attacker each other party must consult within 2 days.
""",
    "two bodies at home": DATED
    + """article 3. After a raid each guarantor must use-force within 5 days.
article 4. Use-force by Poland needs a decision of Council within 24 hours, on silence refused.
article 5. Use-force by a guarantor needs a decision of Special Commission within 2 days, on silence refused.
article 6. After a raid Ukraine must consult, unless France does use-force.
""",
    "all others but one decide": RATIFIED
    + """article 2. After a raid majority of each other guarantor other than Poland decides within 24 hours whether the
  case has arisen; on silence it has not.
article 3. When the case has arisen, each guarantor must assist the victim within 3 days.
""",
    "a year and a day": RATIFIED
    + """article 4. This treaty lasts 366 days.
article 3. After a raid each guarantor must assist the victim within 3 days.
""",
    "decisions with a condition": RATIFIED
    + LEAVE
    + """article 2. After a raid Ukraine decides within 24 hours whether the case has arisen, provided Ukraine
  has ratified,
  unless the attack is provoked.
article 3. When the case has arisen, each guarantor must assist the victim within 2 days, unless the attack is grave.
article 4. 24 hours after the decision, if a mobilisation has occurred, Poland must arm Ukraine.
article 5. 0 hours after a raid, if the attack is grave, Poland must consult.
article 6. 24 hours after a request by Ukraine Poland must sanction Russia.
""",
    "two decisions": RATIFIED
    + """article 2. After a raid any guarantor decides within 24 hours whether the case has arisen.
article 3. After a mobilisation majority of guarantors decides within 24 hours whether the case has arisen.
article 4. When the case has arisen under article 2, each guarantor must assist the victim within 2 days.
article 5. When the case has arisen under article 3, each guarantor must arm Ukraine within 2 days of the decision.
article 6. When the decision was adopted, Germany must consult. When the case has arisen, Ukraine must consult.
""",
    "limits that hang on events": RATIFIED
    + """article 3. After a raid each guarantor must assist the victim within 3 days. Article 3 applies only
  while the attack is
  grave.
article 4. After a raid each guarantor must use-force within 3 days. The preceding sentence does not bind a party to
  use-force, unless a mobilisation has occurred.
article 5. After a raid each guarantor must arm Ukraine within 3 days. Article 5 does not apply, if a ceasefire is in
  force.
article 6. After a raid Poland must train Ukraine. A duty under article 6 lasts until Special Commission has taken the
  measures necessary.
article 7. After a raid Poland must sanction Russia within 3 days. Article 7 applies only when Ukraine has ratified.
""",
    "who was bound when": RATIFIED
    + """article 8. A party may withdraw with 0 days of notice.
article 3. After a raid the guarantors together must assist the victim within 2 days, also for earlier attacks,
  provided
  the attack is grave.
article 4. After a raid any of guarantors and each if none does must use-force within 2 days, also for earlier
  attacks.
article 5. After a mobilisation the guarantors together must consult, unless a raid has occurred.
article 6. After a mobilisation each guarantor must train Ukraine within 2 days.
article 7. After a raid each guarantor must arm Ukraine, once it has ratified, unless a mobilisation has occurred.
article 10. Duties for attacks before the exit end.
""",
    "places": DATED
    + """place Harbour within Odesa.
place Strip within territory of Ukraine, administered by Russia, claimed by Russia.
place Rock, Reef.
place Old Coast within territory of Ukraine until 2026-12-31. place New Coast within territory of Ukraine from
  2026-12-31.
held means land administered by Ukraine. away means outside Odesa.
inland means territory of Ukraine other than Odesa.
article 3. After an attack by Russia on Ukraine in Odesa each guarantor must assist the victim within 3 days.
article 4. After an attack by Russia on Ukraine in away Poland must arm Ukraine.
article 5. After an attack by anyone on Ukraine in held France must arm Ukraine.
article 6. After an attack by anyone on Ukraine in inland Germany must arm Ukraine.
article 7. After an attack by anyone on a party in Rock Germany must consult, if the place is not in Harbour.
article 8. After an attack by anyone on a party in New Coast Poland must consult.
""",
    "means and objects": DATED
    + """means loitering-munitions.
far-means are missiles, loitering-munitions.
article 3. After an attack by Russia on Ukraine by drones or far-means each guarantor must assist the victim.
article 4. After an attack by anyone on forces, vessels or aircraft of a guarantor Poland must consult.
article 5. After an attack by anyone on installations of Ukraine by sabotage France must consult.
article 6. After an attack by anyone on Ukraine that is not a raid Germany must consult.
article 7. After a full-scale attack by anyone on a guarantor with attribution suspected or higher Germany must
  arm Ukraine.
article 8. After a limited or smaller attack by Russia on Ukraine Germany must train Ukraine.
""",
    "groups": """article 9. This treaty enters into force on 2026-01-01.
state Norway, Sweden, Spain, Italy, Portugal.
observers, each an observer, are Norway, Sweden.
backers, each a backer and a party, are Spain, Italy, from 2026-06-01 until 2030-12-31.
helpers, each a helper and a party, are Spain, Norway. From 2026-12-01 backers include Portugal.
From 2026-12-01 backers exclude Italy.
article 3. After an attack by an observer on Ukraine each guarantor must assist the victim.
article 4. After a raid each backer must arm Ukraine within 3 days.
article 5. After an attack by any state on a backer the backers together must consult.
article 6. After an attack by anyone on a guarantor that has ratified each other party must consult.
""",
    "by several clocks": RATIFIED
    + """open clock: 24 hours | 2 days | 7 days.
open lead: a raid | a mobilisation.
open gate: always | never | a ceasefire is in force.
open tail: remain | end.
article 8. A party may withdraw with 1 day of notice.
article 3. After a raid each guarantor must assist the victim within ?clock + 1 day, provided ?gate.
article 4. ?clock after a raid, if ?gate, Poland must arm Ukraine within ?clock of the attack.
article 5. After a mobilisation, after a raid, France must arm Ukraine by 1 day after the attack, for ?clock.
article 10. Duties for attacks before the exit ?tail.
""",
    "what is waived or prevented": DATED
    + """open strength: may | intends to | must.
open deed: nothing | must sanction Russia | may arm Ukraine.
article 3. After a raid each guarantor ?strength assist the victim within 2 days.
article 4. After a raid Poland ?deed within 2 days.
article 5. After a raid the guarantors together must use-force within 2 days. No guarantor is ever bound to use-force.
article 6. After a raid France must arm Ukraine and use-force within 2 days. Poland is released when a ceasefire is in
  force.
article 7. After a raid France intends to arm Ukraine or train Ukraine within 2 days, until a mobilisation or a
  ceasefire.
""",
    "all but the requester": RATIFIED
    + """article 3. After a raid, when a guarantor requests assistance, each guarantor other than the requester must
  consult.
article 5. After a raid, when Ukraine requests assistance, the requester must train Ukraine.
""",
    "what follows a request of another": RATIFIED
    + """article 3. After a request by a guarantor each other guarantor must consult, provided each other guarantor
  has ratified.
""",
    "what had to hold as something else occurred": RATIFIED
    + """article 3. After a mobilisation Poland must consult, with the consent of Ukraine, while an attack by Russia on
  Ukraine has occurred.
article 4. After a mobilisation France must consult, if an attack by Russia on Ukraine has occurred.
article 5. After a mobilisation Germany must consult, unless Special Commission has taken the measures necessary.
""",
    "a notice that is open": """open notice: 1 day | 3 days.
article 9. This treaty enters into force on 2027-02-01. A party may withdraw with ?notice of notice.
article 3. After a raid each guarantor must assist the victim within 3 days.
""",
    "a ban on several, and what follows": DATED
    + """article 3. After a raid the guarantors together must not sanction Ukraine.
article 4. On breach of article 3 Ukraine must consult.
""",
    "a purpose that several have": DATED
    + """article 3. After a raid the guarantors together must consult within 24 hours for the sole purpose of "talks",
  unless the attack is provoked.
""",
    "a decision that an attack or an invocation opens": RATIFIED
    + """article 2. After a raid Ukraine may invoke this treaty.
article 3. After a raid or an invocation by Ukraine majority of guarantors decides within 24 hours whether
  the case has arisen, provided a mobilisation has occurred.
article 4. When the case has arisen, Poland must arm Ukraine.
""",
    "a case, and what resumes unless otherwise decided": DATED
    + """article 2. After a raid majority of guarantors decides within 24 hours whether the case has arisen.
article 3. When the case has arisen, Poland must arm Ukraine within 2 days.
article 4. After a raid sanction of Russia by Poland resumes within 2 days unless Council decides otherwise.
""",
    "each for itself, and what becomes of it": RATIFIED
    + """article 2. After a raid each guarantor for itself decides within 24 hours whether the case has arisen; on
  silence it has not.
article 3. After a raid, when Ukraine requests assistance, Poland must arm Ukraine, while the decision was rejected.
article 4. After a raid France must consult, unless the decision lapsed. After a raid France must train Ukraine, unless
  the decision was adopted.
article 5. After a mobilisation Germany must consult within 24 hours of the decision.
article 6. After a raid Poland must consult, unless the decision is open.
article 7. After a raid Poland or France must train Ukraine, unless the case has arisen.
article 8. Ukraine must train Poland, while the decision was adopted.
""",
    "a decision of an instant": RATIFIED
    + """article 2. After a raid Ukraine decides within 0 hours whether the case has arisen; on silence it has.
article 3. After a raid Poland must arm Ukraine, unless the decision was rejected.
article 4. When the case has arisen, France must arm Ukraine within 2 days.
article 5. After a request by Ukraine the attacker must consult.
""",
    "silence, and what was decided": RATIFIED
    + """article 1. After a raid Ukraine may invoke this treaty.
article 2. On invocation majority of guarantors decides within 24 hours whether the case has arisen; on silence it has.
article 3. After a raid Poland must arm Ukraine, while the decision was rejected.
article 4. After a raid France must arm Ukraine, unless the decision was adopted.
article 5. After a raid Germany must arm Ukraine within 3 days, unless the decision lapsed.
article 6. Ukraine must train Poland, while the decision is not opened.
article 7. When the decision lapsed, Germany must consult within 2 days.
""",
    "a silence procedure, and what was decided": RATIFIED
    + """article 2. After a raid a silence procedure of guarantors decides within 24 hours whether the case has arisen.
article 3. After a raid France must arm Ukraine, unless the decision was adopted.
article 4. After a raid Germany must arm Ukraine within 3 days, unless the decision lapsed.
article 5. When the decision lapsed, Germany must consult within 2 days.
""",
}

NINE = ("Poland", "France", "Germany", "Italy", "Spain", "Norway", "Sweden", "Latvia", "Estonia")
COUNTED = """treaty "Pact", called PACT.
state Russia.
party Ukraine, Poland, France, Germany, Italy, Spain, Norway, Sweden, Latvia, Estonia.
guarantors, each a guarantor, are {names}.
raid means an attack by Russia on Ukraine.
article 9. This treaty enters into force for a party when that party ratifies.
article 3. After a raid Poland must assist the victim, if at least 2 guarantors have ratified.
article 4. After a raid Poland must arm Ukraine, if each guarantor has ratified.
article 5. After a raid Poland must train Ukraine, if at least {count} guarantors have ratified.
"""
# What lies outside the case space, provision by provision.
OUTSIDE: dict[str, dict[str, str]] = {
    "what has occurred since an event": {"article 6": "an event reckoned from the last of several"},
    "that guarantor": {"article 5": "a condition on one of several who bear it together"},
    "suspended from a date while something lasts": {
        "article 3": "a suspension from a date while something lasts"
    },
    "suspended from a date until something occurs": {
        "article 3": "a suspension from a date while something lasts"
    },
    "two terms": {"article 3": "several terms of one text"},
    "into force for guarantors alone": {
        "article 4": "the attacker or the victim where another event is the case"
    },
    "two requests": {
        "article 4": "several events that must come together, of which not all are about the attack",
        "article 5": "an event about the attack that is a case of its own for another provision",
        "article 6": "an event about the attack that is a case of its own for another provision",
    },
    "more that prevails": {
        "article 4": "a provision over which another prevails",
    },
    "all but the requester": {"article 5": "the party that requested"},
    "each for itself, and what becomes of it": {
        "article 6": "whether the decision is open, where each decides for itself",
        "article 7": "a condition on one of several who bear it together",
    },
    "a decision of an instant": {
        "article 3": "what becomes of a decision that may end in the instant in which it opens",
        "article 5": "the attacker where another event is the case",
    },
    "a year and a day": {"article 3": "a term of less than two years"},
    "9 of them": {"article 3": "a count of more than eight parties over time"},
    "a decision on what was described": {
        "article 2": "a power to invoke that an event about no attack sets off",
        "article 3": "a power to invoke that an event about no attack sets off",
        "article 4": "a power to invoke that an event about no attack sets off",
    },
}
DRAFTS = (
    {name: HEAD + text for name, text in CORNERS.items()}
    | {"a treaty without a short name": HEAD.replace(", called PACT", "") + CORNERS["votes that tie"] + LEAVE}
    | {f"{count} of them": COUNTED.format(count=count, names=", ".join(NINE[:count])) for count in (8, 9)}
)
