"""Drafts written at random in which somebody decides which of several measures are taken, and others take them."""

from __future__ import annotations

from tests.cases import beyond, written
from tests.cases.beyond import _of, _stirs
from tests.cases.written import Rnd

HEAD = (
    beyond.HEAD.replace("steps are sanction and use-force.\n", "")
    + """measure embargo, recall-envoys.
soft are embargo, recall-envoys.
steps are soft and sanction and use-force.
pair are sanction, embargo.
hard are use-force, sanction.
"""
)
_body = _of(
    *["Council"] * 4, *["any guarantor"] * 4, "majority of guarantors", "Poland", "Special Commission",
    "each guarantor for itself", "at least 2 parties", "two-thirds of the parties", "at least 1 parties",
    "unanimity of guarantors with constructive abstention", "unanimity of guarantors other than the attacker",
    "majority of guarantors with the consent of Poland", "any guarantor with the consent of Ukraine",
    "any guarantor with the consent of Poland", "consensus of guarantors", "a silence procedure of guarantors",
)  # fmt: skip
_list = _of("steps", "steps", "soft", "pair", "pair", "hard", "hard")
_which = _of(*["which of {}"] * 6, "which measures")
_asked = _of("use-force", "sanction", "soft", "embargo", "steps", "use-force", "arm")
_told = _of(
    "if Council has decided {0}", "unless Council has decided {0}", "until Council has decided {0}",
    "while Council has not decided {0}", "provided Council has decided {0}",
    "unless Special Commission has decided {0}",
)  # fmt: skip
_clauses = _of(
    "", ", within 3 days", ", within 24 hours of the decision", ", within 3 days of the attack", ", until a ceasefire",
    ", provided Poland has ratified", ", unless a mobilisation has occurred",
)  # fmt: skip
_who = _of(
    "each guarantor",
    "Poland",
    "each other party",
    "the guarantors together",
    "Poland or France",
    "each party",
)
_beside = _of(
    "The preceding sentence does not bind a party to {0}, unless that party consents.",
    "The preceding sentence does not bind a party to {0}, unless that party consents.",
    "The preceding sentence does not bind Germany to {0}.", "No guarantor is ever bound to {0}.",
    "{1} by Poland needs a decision of Special Commission within 24 hours.",
)  # fmt: skip


def draft(rnd: Rnd) -> str:
    """A draft with a decision on measures, a sentence on that measure, and sentences that ask what was decided."""
    body = [written._definition(rnd), *written._force(rnd), *_decision(rnd), *_answers(rnd)]
    text = "\n".join(body)
    opened = [f"open {name}: {options}." for name, options in beyond.POINTS.items() if f"?{name}" in text]
    return "\n".join([HEAD.rstrip(), *opened, text]) + "\n"


def _decision(rnd: Rnd) -> list[str]:
    lead = rnd.choice(["After a raid ", "After a raid ", _stirs(rnd)])
    body = _body(rnd)
    clock = rnd.choice(["", " within 3 days", " within 24 hours", " within 3 days of the attack"])
    silence = rnd.choice([*["", "; on silence it has not"] * 3, "; on silence it has"]) if clock else ""
    out = [f"article 2.\n  {lead}{body} decides{clock} {_which(rnd).format(_list(rnd))} are taken{silence}."]
    if body == "Council":
        rule = rnd.choice([
            "a majority of the guarantors", "two-thirds of the parties", "unanimity of the guarantors",
            "at least 1 parties", "at least 2 parties", "a majority of the guarantors with the consent of Poland",
        ])  # fmt: skip
        out.append(f"article 3.\n  Council decides under article 2 by {rule}.")
    if rnd.random() < 0.2:
        out.append("article 6.\n  The attacker is barred from the vote under article 2.")
    if rnd.random() < 0.3:  # which gives the parties consents and objections to utter
        out.append(
            "article 8.\n  After a raid Germany must train, "
            + rnd.choice(
                [
                    "with the consent of Poland.",
                    "with the consent of Ukraine.",
                    "unless Poland objects within 1 day.",
                ]
            )
        )
    if rnd.random() < 0.3:
        out.append(f"article 7.\n  After a raid {written._rule(rnd)}")
    return out


def _answers(rnd: Rnd) -> list[str]:
    out: list[str] = []
    if rnd.random() < 0.8:
        modal = rnd.choice(["must", "must", "must", "may", "must not"])
        out.append(
            f"article 4.\n  On a decision under article 2 {_who(rnd)} {modal} take that measure{_clauses(rnd)}."
        )
        if modal == "must" and rnd.random() < 0.5:
            measure = rnd.choice(["use-force", "use-force", "sanction", "embargo"])
            out.append("  " + _beside(rnd).format(measure, measure.capitalize()))
    for number in range(5, 5 + rnd.choice([1, 1, 2])):
        lead = rnd.choice(["On a decision under article 2 ", "After a raid ", "After a raid "])
        modal, what = rnd.choice(["must", "must", "may"]), rnd.choice(["arm Ukraine", "use-force", "consult"])
        told = _told(rnd).format(_asked(rnd))
        if rnd.random() < 0.25:
            out.append(
                f"article 1{number}.\n  When Council has decided {_asked(rnd)}, {_who(rnd)} {modal} {what}"
                f"{_clauses(rnd)}."
            )
        else:
            out.append(f"article 1{number}.\n  {lead}{_who(rnd)} {modal} {what}, {told}.")
    return out


DRAFTS: dict[str, str] = {
    "several measures at once": """article 9. This treaty enters into force on 2026-01-01.
article 2. After a raid any guarantor decides which of pair are taken.
article 4. On a decision under article 2 Ukraine must take those measures. The preceding sentence does not bind a party
  to embargo, unless that party consents.
article 5. On a decision under article 2 each guarantor must take those measures within 1 day.
""",
    "what members or their organ decide": """article 9. This treaty enters into force on 2026-01-01.
article 2. After a raid Council decides within 1 day which of steps are taken; on silence it has not.
  Council decides under article 2 by at least 1 parties.
article 4. On a decision under article 2 each party must take that measure within 1 day. The preceding sentence does not
  bind a party to use-force, unless that party consents.
article 5. On a decision under article 2 each party may use-force, if Council has decided use-force.
article 6. After a raid Poland must arm Ukraine, until Council has decided soft.
article 7. After a raid France must consult, until Council has decided sanction.
""",
    "consents": """article 9. This treaty enters into force on 2026-01-01.
article 2. After a raid any guarantor with the consent of Poland decides which of pair are taken.
article 4. On a decision under article 2 each party must take those measures. The preceding sentence does not bind a
  party to embargo, unless that party consents.
article 5. After a raid Germany must train, with the consent of Poland.
""",
    "consents of one that votes, too": """article 9. This treaty enters into force on 2026-01-01.
article 2. After a raid majority of guarantors with the consent of Poland decides which of pair are taken.
article 4. On a decision under article 2 each party must take those measures. The preceding sentence does not bind a
  party to embargo, unless that party consents.
article 5. After a raid Germany must train, with the consent of Poland.
""",
    "a measure beside those that may be taken": """article 9. This treaty enters into force on 2026-01-01.
article 2. After a raid Council decides within 1 day which of soft are taken; on silence it has not.
  Council decides under article 2 by a majority of the guarantors.
article 4. On a decision under article 2 each party must take that measure within 1 day.
article 5. After a raid Poland must arm Ukraine, unless Special Commission has decided arm.
article 6. After a raid France must arm Ukraine, until Council has decided arm.
article 7. When Council has decided soft, Germany must consult.
""",
}
