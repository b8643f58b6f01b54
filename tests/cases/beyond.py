"""Drafts written at random that rest on more than the attack: prohibitions that something sets off, and what else."""

from __future__ import annotations

from collections.abc import Callable

from tests.cases import written
from tests.cases.written import Rnd

HEAD = written.HEAD.replace("event mobilisation.", "event mobilisation, ceasefire, flood.") + (
    "organ Council consists of the guarantors.\nsteps are sanction and use-force.\n"
)
POINTS = {
    **written.POINTS,
    "ban": "use-force | deploy-forces | arm Ukraine",
}


def draft(rnd: Rnd, make: Callable[[Rnd], list[str]] | None = None) -> str:
    """A draft with one of these constructs, and some that others have, too."""
    body = [written._definition(rnd), *written._force(rnd)]
    body += (make or rnd.choice(MAKERS))(rnd)
    text = "\n".join(body)
    opened = [f"open {name}: {options}." for name, options in POINTS.items() if f"?{name}" in text]
    return "\n".join([HEAD.rstrip(), *opened, text]) + "\n"


def _of(*texts: str) -> Callable[[Rnd], str]:
    return lambda rnd: rnd.choice(texts)


# ---- prohibitions that something sets off ----------------------------------------------------------------------------

_set_off = _of(
    "After a raid ", "After a raid ", "After a raid, when Ukraine requests assistance, ", "After a mobilisation ",
    "When a ceasefire is in force, ", "When the attack is grave, ", "24 hours after a raid, if a mobilisation has "
    "occurred, ", "After a raid or a mobilisation ", "After a request by Ukraine ",
    "When a mobilisation has occurred, ",
)  # fmt: skip
_held_back = _of(
    "each guarantor", "each guarantor", "Poland", "the guarantors together", "each other party", "Poland", "Russia",
)  # fmt: skip
_what = _of(
    "deploy-forces", "deploy-forces", "use-force", "?ban", "attack Ukraine", "arm Ukraine", "assist the victim",
    "use-force or deploy-forces", "train",
)  # fmt: skip


def _limits(rnd: Rnd) -> str:
    out: list[str] = []
    for kind in rnd.sample(
        ["provided", "unless", "while", "until", "until", "within"], rnd.choice([0, 1, 1, 2])
    ):
        if kind == "until":
            out.append(rnd.choice([
                "until 2027-03-09", "until a mobilisation", "for 5 days", "until France assists the victim",
                "until a ceasefire",
            ]))  # fmt: skip
        elif kind == "within":
            out.append(rnd.choice(["within 3 days", "by 2027-03-20", "within 24 hours of the attack"]))
        else:
            state = written._state(rnd)
            if "that guarantor" in state or (
                kind == "while" and state.split()[-1] in ("assistance", "victim")
            ):
                continue
            out.append(f"{kind} {state}")
    return "".join(f", {one}" for one in dict.fromkeys(out))


def _forbidden(rnd: Rnd) -> list[str]:
    out = [f"article 1.\n  {_set_off(rnd)}{_held_back(rnd)} must not {_what(rnd)}{_limits(rnd)}."]
    if rnd.random() < 0.3:
        decides = f"After a raid {written._rule(rnd)}"
        out = [
            f"article 2.\n  {decides}",
            f"article 1.\n  When the case has arisen, {_held_back(rnd)} must not {_what(rnd)}{_limits(rnd)}.",
        ]
    if rnd.random() < 0.5:
        out.append("article 5.\n  On breach of article 1 Germany must sanction Russia within 3 days.")
    if rnd.random() < 0.4:
        out.append(f"article 4.\n  {written._norm(rnd, 'After a raid ')}")
    if rnd.random() < 0.2:
        out.append("article 7.\n  A guarantor is released when a mobilisation has occurred.")
    return out


# ---- decisions that something other than the attack sets off ---------------------------------------------------------

_stirs = _of(
    "After a mobilisation ", "After a raid or a mobilisation ", "After any of (a) a raid; (b) a flood ",
    "After a flood ", "When a ceasefire is in force, ", "After a request by Poland ",
    "After a mobilisation or a flood ", "After a raid, on request of a party, ",
    "After a flood, on request of Poland, ", "After an attack by Russia on Poland or a flood ",
)  # fmt: skip
_body = _of(
    "Council", "Council", "majority of guarantors", "Poland", "Special Commission", "each guarantor for itself",
    "two-thirds of the parties", "?decider", "any guarantor", "unanimity of guarantors that have ratified",
    "unanimity of guarantors other than the attacker",
)  # fmt: skip


def _elsewhere(rnd: Rnd) -> list[str]:
    body, clock = (
        _body(rnd),
        rnd.choice(["", " within 3 days", " within 24 hours", " within 3 days of the attack"]),
    )
    silence = rnd.choice(["", "; on silence it has", "; on silence it has not"]) if clock else ""
    measures = rnd.random() < 0.5
    what = "which of steps are taken" if measures else "whether it meets"
    extra = rnd.choice(["", "", ", provided Poland has ratified", ", unless a ceasefire is in force"])
    out = [
        f"article 2.\n  {_stirs(rnd)}{body} decides{clock} {what}{silence if not measures else ''}{extra}."
    ]
    if body == "Council":
        rule = rnd.choice(
            ["a majority of the guarantors", "two-thirds of the parties", "unanimity of the guarantors"]
        )
        out.append(f"article 3.\n  Council decides under article 2 by {rule}.")
    if rnd.random() < 0.3:
        out.append("article 6.\n  The attacker is barred from the vote under article 2.")
    act = "take that measure" if measures else rnd.choice(["consult", "arm Ukraine", "train"])
    who = rnd.choice(["each guarantor", "Poland", "each other party", "the guarantors together"])
    lead = (
        "On a decision under article 2 "
        if measures
        else rnd.choice(["On a decision under article 2 ", "After the decision "])
    )
    clauses = rnd.choice([
        "", ", within 3 days", ", within 24 hours of the decision", ", within 3 days of the attack",
        ", if Council has decided sanction", ", provided Poland has ratified", ", unless a mobilisation has occurred",
        ", until Council has decided", ", until a ceasefire",
    ])  # fmt: skip
    out.append(f"article 4.\n  {lead}{who} must {act}{clauses}.")
    if rnd.random() < 0.3:
        out.append(rnd.choice([
            "article 5.\n  After a raid each guarantor must arm Ukraine until Council has decided.",
            "article 5.\n  After a mobilisation each other party must consult within 2 days.",
            "article 5.\n  When the case has arisen, Poland must train.",
            "article 5.\n  After a raid majority of guarantors decides within 3 days whether the case has arisen; on "
            "silence it has not.\narticle 7.\n  When the case has arisen, each guarantor must assist the victim.",
        ]))  # fmt: skip
    return out


# ---- measures that resume unless something is decided ----------------------------------------------------------------

_stopper = _of(
    "Council", "Russia", "each guarantor for itself", "Special Commission", "majority of guarantors", "Poland",
    "unanimity of guarantors", "?decider", "any guarantor", "at least 2 guarantors",
    "majority of guarantors with the consent of Ukraine", "unanimity of guarantors other than the attacker",
)  # fmt: skip


def _resumes(rnd: Rnd) -> list[str]:
    lead = rnd.choice([
        "After a raid ", "After a raid ", "After a raid or a request by Ukraine ", "When the attack is grave, ",
        "On breach of article 1 ", "When the case has arisen, ",
    ])  # fmt: skip
    who = rnd.choice(["each guarantor", "Poland", "each guarantor", "France"])
    within = rnd.choice([" within 30 days", " within 3 days", " within 24 hours", " within 0 hours", ""])
    stop = f" unless {_stopper(rnd)} decides otherwise" if rnd.random() < 0.85 or not within else ""
    out = [f"article 3.\n  {lead}sanction of Russia by {who} snaps back{within}{stop}."]
    if "article 1" in lead:
        out.append("article 1.\n  After a raid each guarantor must consult within 2 days.")
    if "arisen" in lead or rnd.random() < 0.4:
        out.append(f"article 2.\n  After a raid {written._rule(rnd)}")
    if rnd.random() < 0.3:
        out.append("article 6.\n  Council decides under article 3 by a majority of the guarantors.")
    if rnd.random() < 0.3:
        out.append(f"article 4.\n  {written._norm(rnd, 'After a raid ')}")
    if rnd.random() < 0.2:
        out.append("article 7.\n  A guarantor is released when a mobilisation has occurred.")
    return out


# ---- states that a condition ends or begins --------------------------------------------------------------------------

_begun = _of(
    "a raid", "a raid", "a mobilisation", "an attack by Russia on Ukraine", "an unprovoked attack by anyone on Ukraine",
    "a raid or a mobilisation",
)  # fmt: skip
_over = _of(
    "Russia ceases fire", "Russia ceases fire", "France assists the victim", "Poland has ratified",
    "Ukraine requests assistance", "a ceasefire is in force", "a ceasefire has occurred within 3 days",
    "any of (a) a ceasefire is in force; (b) Russia ceases fire", "a mobilisation has occurred and Poland has ratified",
    "a ceasefire is not in force", "the end of mobilisation",
)  # fmt: skip
_from = _of("Poland has ratified", "a mobilisation has occurred", "a mobilisation has occurred within 3 days")


def _lasting(rnd: Rnd) -> list[str]:
    state = f"alarm lasts from {_begun(rnd)} until {_over(rnd)}."
    if rnd.random() < 0.15:
        state = f"alarm lasts from {_from(rnd)} until the end of mobilisation."
    who, what = (
        rnd.choice(["each guarantor", "Poland", "each other party"]),
        rnd.choice(["consult", "arm Ukraine"]),
    )
    holds = rnd.choice([
        "After a raid {0} must {1}, while alarm holds", "After a raid {0} must {1}, unless alarm holds",
        "After a raid {0} must {1}, provided alarm holds", "After a request by Ukraine {0} must {1}, provided alarm "
        "holds", "24 hours after a raid, if alarm holds, {0} must {1}", "When alarm holds, {0} must {1}",
        "72 hours after a raid, if alarm holds, {0} may {1}", "After the start of alarm {0} must {1}",
        "After a raid {0} must {1} until the end of alarm", "After the end of alarm {0} must {1}",
        "After a raid {0} must not deploy-forces, while alarm holds",
        "After a raid {0} must not deploy-forces, unless alarm holds",
    ]).format(who, what)  # fmt: skip
    out = [state, f"article 1.\n  {holds}."]
    if rnd.random() < 0.3:
        out.append(f"article 2.\n  After a raid {written._rule(rnd)}")
        out.append(
            "article 6.\n  24 hours after a raid, if the case has arisen and alarm, Poland must use-force."
        )
    if rnd.random() < 0.3:
        out.append(f"article 4.\n  {written._norm(rnd, 'After a raid ')}")
    return out


# ---- the party that requested ----------------------------------------------------------------------------------------


def _asked(rnd: Rnd) -> list[str]:
    who = rnd.choice([
        "each party other than the requester", "each guarantor other than the requester",
        "each other party other than the requester", "the guarantors other than the requester together",
        "each guarantor other than the requester",
    ])  # fmt: skip
    lead = rnd.choice([
        "After a flood, when a party requests it, ", "After a flood or a mobilisation, when a guarantor requests it, ",
        "After a raid, when a party requests it, ", "After a raid, on request of a party, ",
        "After a flood, on request of a guarantor, ", "After a flood ", "After a raid, when the victim requests it, ",
        "When the case has arisen, ", "24 hours after a raid, if a mobilisation has occurred, ",
    ])  # fmt: skip
    what = rnd.choice(
        ["assist the requester", "arm Ukraine", "consult", "assist the requester at its discretion"]
    )
    out = [
        f"article 1.\n  {lead}{who} must {what}{rnd.choice(['', ', within 3 days', ', until a ceasefire'])}."
    ]
    if "arisen" in lead or rnd.random() < 0.3:
        invokes = rnd.choice(["Ukraine", "a party"])
        out.append(
            f"article 2.\n  After a raid {invokes} may invoke this treaty.\n  On invocation {written._rule(rnd)}"
        )
    if rnd.random() < 0.3:
        out.append(f"article 4.\n  {written._norm(rnd, 'After a raid, when Ukraine requests assistance, ')}")
    if rnd.random() < 0.15:
        out.append("article 5.\n  After a request by Poland France must arm Ukraine.")
    return out


# ---- prohibitions that nothing sets off, and what follows from their breach ------------------------------------------


def _forbidden_always(rnd: Rnd) -> list[str]:
    who = rnd.choice(["Each guarantor", "Poland", "France", "The guarantors together", "Ukraine"])
    what = rnd.choice(["deploy-forces", "use-force", "?ban", "deploy-forces", "train", "attack Ukraine"])
    limit = rnd.choice([
        "", "", ", unless a mobilisation has occurred", ", until a ceasefire", ", while a ceasefire is in force",
        ", until 2027-03-09", ", unless Ukraine requests assistance", ", provided Poland has ratified",
    ])  # fmt: skip
    then = rnd.choice([
        "Germany must sanction Russia within 3 days", "each other party must consult within 24 hours",
        "each guarantor must arm Ukraine", "each guarantor must assist the victim within 2 days",
        "Germany must train",
    ])  # fmt: skip
    out = [f"article 1.\n  {who} must not {what}{limit}.", f"article 5.\n  On breach of article 1 {then}."]
    if rnd.random() < 0.4:
        out.append("article 4.\n  After a raid each guarantor must deploy-forces within 3 days.")
    if rnd.random() < 0.2:
        out.append(
            "article 6.\n  After a raid majority of guarantors decides within 3 days whether it meets."
        )
    return out


MAKERS = [_forbidden, _elsewhere, _resumes, _lasting, _asked, _forbidden_always]
