"""The outcome rule: each code, each reason, and what decides where several would do."""

import pytest

from foedus.model import Outcome
from tests.engine.reading import ATTACK, FORCE, HEAD, RATIFIED, ran

DECIDED = (
    HEAD
    + """article 1. After an armed-attack Ukraine may invoke this treaty.
article 2. On invocation majority of guarantors decides within 24 hours whether the case has arisen;
  on silence it has not.
article 3. When the case has arisen each guarantor must use-force within 72 hours of the decision.
"""
    + FORCE
)
DIRECT = HEAD + "article 3. After an armed-attack each guarantor must use-force within 72 hours.\n" + FORCE
INVOKED = "2027-03-01 06:00: Ukraine invokes this treaty.\n"
VOTED = "2027-03-01 20:00: Poland and France vote for the case.\n"


def outcome(draft: str, text: str) -> Outcome:
    found = ran(draft, text).record.outcome
    assert found is not None
    return found


def code(draft: str, text: str) -> tuple[str, str]:
    found = outcome(draft, text)
    return found.code, found.reason


def test_a_decided_case_binds() -> None:
    found = outcome(DECIDED, RATIFIED + ATTACK + INVOKED + VOTED)
    assert (found.code, found.bearers) == ("CF_BINDING", ("Poland", "France", "Germany"))
    assert found.ref is not None
    assert found.ref.label == "article 3"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (RATIFIED + ATTACK, "unasked"),
        (RATIFIED + ATTACK + INVOKED, "refused"),  # it lapsed
        (
            RATIFIED + ATTACK + INVOKED + "2027-03-01 20:00: Poland and France vote against the case.\n",
            "refused",
        ),
        (RATIFIED + ATTACK.replace("established", "suspected") + INVOKED, "unsettled"),
    ],
)
def test_only_procedure_is_left(text: str, reason: str) -> None:
    assert code(DECIDED, text) == ("NOT_DETERMINED", reason)


def test_an_open_decision_is_unsettled() -> None:
    text = f'timeline "T", of G, until 2027-03-01 07:00.\n{RATIFIED}{ATTACK}{INVOKED}'
    assert code(DECIDED, text) == ("NOT_DETERMINED", "unsettled")


@pytest.mark.parametrize("draft", [DECIDED, DIRECT])
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("in Odesa", "in Minsk", ("EXCL_TERRITORY", "in")),
        ("scale limited", "scale below-threshold", ("EXCL_TYPE", "scale")),
        ("Russia attacks", "Belarus attacks", ("EXCL_CAUSE", "by")),
        ("territory of Ukraine in Odesa", "forces of Poland in Odesa", ("EXCL_CAUSE", "on")),
        ("attribution established", "attribution none", ("EXCL_CAUSE", "by")),
    ],
)
def test_the_slot_that_fails_names_the_code(
    draft: str, old: str, new: str, expected: tuple[str, str]
) -> None:
    assert old in ATTACK
    assert code(draft, RATIFIED + ATTACK.replace(old, new)) == expected


def test_cause_goes_before_territory_before_type() -> None:
    attack = ATTACK.replace("in Odesa", "in Minsk").replace("scale limited", "scale below-threshold")
    assert code(DIRECT, RATIFIED + attack)[0] == "EXCL_TERRITORY"
    assert code(DIRECT, RATIFIED + attack.replace("Russia", "Belarus"))[0] == "EXCL_CAUSE"


def test_an_omitted_attribute_is_unsettled_not_excluded() -> None:
    assert code(DIRECT, RATIFIED + ATTACK.replace(", scale limited", "")) == ("NOT_DETERMINED", "unsettled")


def test_not_yet_in_force() -> None:
    assert code(DIRECT, ATTACK) == ("NOT_IN_FORCE", "not yet")
    assert code(DIRECT, ATTACK + RATIFIED.replace("2027-01-01", "2027-04-01")) == ("NOT_IN_FORCE", "not yet")


def test_one_bearer_bound_suffices_and_the_others_are_told() -> None:
    found = outcome(DIRECT, RATIFIED.replace(", France and Germany", " and France") + ATTACK)
    assert (found.code, found.bearers) == ("CF_BINDING", ("Poland", "France"))
    assert found.others == (("NOT_IN_FORCE", "Germany"),)


def test_no_longer_in_force_once_the_victim_has_left() -> None:
    draft = DIRECT + "article 10. A party may withdraw with 10 days of notice.\n"
    gone = "2027-02-01 00:00: Ukraine withdraws from this treaty.\n"
    assert code(draft, RATIFIED + gone + ATTACK) == ("EXPIRED", "ended")
    late = "2027-02-25 00:00: Ukraine withdraws from this treaty.\n"
    assert code(draft, RATIFIED + late + ATTACK)[0] == "CF_BINDING"


def test_a_treaty_that_ended_has_expired() -> None:
    draft = DIRECT + "article 10. This treaty ends on 2027-02-01.\n"
    assert code(draft, RATIFIED + ATTACK) == ("EXPIRED", "ended")


def test_a_power_or_a_policy_is_discretion() -> None:
    for modal in ("may", "intends to"):
        draft = DIRECT.replace("must use-force", f"{modal} use-force")
        assert code(draft, RATIFIED + ATTACK)[0] == "CF_DISCRETION"


def test_powers_of_procedure_and_of_the_victim_never_count() -> None:
    draft = HEAD + "article 1. After an armed-attack Ukraine may invoke this treaty.\n"
    draft += "article 2. After an armed-attack Ukraine may use-force.\n"
    draft += "article 3. When the case has arisen each guarantor must use-force.\n"
    draft += "article 4. On invocation Poland decides within 24 hours whether the case has arisen;"
    draft += " on silence it has not.\n"
    assert code(draft + FORCE, RATIFIED + ATTACK) == ("NOT_DETERMINED", "unasked")


def test_a_duty_to_consult_only() -> None:
    draft = DIRECT.replace("must use-force", "must consult")
    assert code(draft, RATIFIED + ATTACK)[0] == "CONSULT_ONLY"


def test_consultation_is_what_is_left_when_assistance_is_excluded() -> None:
    wide = "article 2. After an attack by anyone on Ukraine each guarantor must consult.\n"
    draft = DIRECT.replace("article 3.", wide + "article 3.")
    assert code(draft, RATIFIED + ATTACK.replace("in Odesa", "in Minsk"))[0] == "CONSULT_ONLY"
    assert code(draft, RATIFIED + ATTACK)[0] == "CF_BINDING"


def test_prohibitions_do_not_count() -> None:
    draft = HEAD + "article 1. Russia must not attack Ukraine.\n"
    draft += "article 3. After an armed-attack each guarantor must use-force.\n" + FORCE
    assert code(draft, RATIFIED + ATTACK.replace("in Odesa", "in Minsk"))[0] == "EXCL_TERRITORY"


ALTERNATIVES = """armed-attack means any of
    (a) a full-scale attack by Russia on Ukraine in territory of Ukraine;
    (b) a limited or larger attack by Russia on forces of Ukraine in territory of Belarus.
"""


def test_the_alternative_that_fails_least_is_taken() -> None:
    definition = next(line for line in HEAD.splitlines() if line.startswith("armed-attack"))
    draft = DIRECT.replace(definition + "\n", ALTERNATIVES)
    # (a) fails in scale; (b) in place and object
    assert code(draft, RATIFIED + ATTACK) == ("EXCL_TYPE", "scale")
    # (a) fails in scale and place; (b) in object alone
    assert code(draft, RATIFIED + ATTACK.replace("in Odesa", "in Minsk")) == ("EXCL_TERRITORY", "object")


def test_ties_go_in_the_order_of_slots_then_of_writing() -> None:
    definition = next(line for line in HEAD.splitlines() if line.startswith("armed-attack"))
    both = """armed-attack means any of
    (a) a full-scale attack by Russia on Ukraine in territory of Ukraine;
    (b) a limited or larger attack by Russia on Ukraine in territory of Belarus.
"""
    assert code(DIRECT.replace(definition + "\n", both), RATIFIED + ATTACK) == ("EXCL_TERRITORY", "in")


def test_a_gate_is_a_cause() -> None:
    draft = DIRECT.replace("within 72 hours", "within 72 hours, provided that guarantor has signed")
    assert code(draft, RATIFIED + ATTACK) == ("EXCL_CAUSE", "gate")
    signed = "2027-01-01 00:00: Poland signs this treaty.\n"
    found = outcome(draft, RATIFIED + signed + ATTACK)
    assert (found.code, found.bearers) == ("CF_BINDING", ("Poland",))
    assert found.others == (("EXCL_CAUSE", "France, Germany"),)


def test_several_attacks_have_their_outcomes_the_strongest_first() -> None:
    other = ATTACK.replace("2027-03-01", "2027-02-01").replace("in Odesa", "in Minsk")
    codes = [o.code for o in ran(DIRECT, RATIFIED + other + ATTACK).record.outcomes]
    assert codes == ["CF_BINDING", "EXCL_TERRITORY"]


def test_names_do_not_matter() -> None:
    swap = {"Russia": "Ukraine", "Ukraine": "Russia", "Poland": "Germany", "Germany": "Poland"}

    def mirrored(text: str) -> str:
        for number, name in enumerate(swap):
            text = text.replace(name, f"@{number}@")
        for number, name in enumerate(swap.values()):
            text = text.replace(f"@{number}@", name)
        return text

    for events in (ATTACK, RATIFIED + ATTACK, RATIFIED + ATTACK.replace("in Odesa", "in Minsk")):
        assert code(mirrored(DIRECT), mirrored(events)) == code(DIRECT, events)


def test_no_attack_no_outcome() -> None:
    assert ran(DIRECT, RATIFIED).record.outcome is None


def test_an_open_response_is_still_assistance() -> None:
    options = (
        "open response: assist the victim at its discretion | sanction Russia and use-force | consult.\n"
    )
    draft = DECIDED.replace("article 1.", options + "article 1.", 1).replace(
        "must use-force", "must ?response"
    )
    for text, expected in (
        ("consult", "NOT_DETERMINED"),
        ("sanction Russia and use-force", "NOT_DETERMINED"),
    ):
        found = ran(draft, RATIFIED + ATTACK, {"response": text}).record.outcome
        assert found is not None
        assert (found.code, found.ref and found.ref.label) == (expected, "article 3")


def test_measures_that_differ_are_told() -> None:
    draft = DIRECT.replace(
        "article 3.", "article 2. After an armed-attack each guarantor must sanction Russia.\narticle 3.", 1
    ).replace("must use-force", "may use-force")
    found = outcome(draft, RATIFIED + ATTACK)
    assert (found.code, found.others) == ("CF_BINDING", (("CF_DISCRETION", "use-force"),))


CONSULTING = DIRECT.replace(
    "article 3.",
    "article 2. When a party declares that a party is threatened, the guarantors together must consult.\narticle 3.",
)


def test_a_threat_that_a_party_declares_opens_consultation_only() -> None:
    threat = "2027-03-01 04:00: Russia threatens Ukraine, attribution established.\n"
    declared = "2027-03-02 00:00: Ukraine declares that Ukraine is threatened.\n"
    assert code(CONSULTING, RATIFIED + threat + declared)[0] == "CONSULT_ONLY"
    assert code(CONSULTING, RATIFIED + threat) == ("EXCL_TYPE", "kind")
    outside = ATTACK.replace("in Odesa", "in Minsk")
    assert code(CONSULTING, RATIFIED + outside + declared)[0] == "CONSULT_ONLY"


def test_a_provoked_attack_is_a_cause() -> None:
    draft = DIRECT.replace("a limited or larger attack", "an unprovoked limited or larger attack")
    assert code(draft, RATIFIED + ATTACK.replace("scale limited", "scale limited, provoked")) == (
        "EXCL_CAUSE",
        "provoked",
    )


def test_means_are_type() -> None:
    head = DIRECT.replace("by Russia on Ukraine", "by Russia on Ukraine by missiles").replace(
        "place Odesa", "means missiles, cyber-operation.\nplace Odesa"
    )
    hacked = ATTACK.replace("in Odesa", "in Odesa by cyber-operation")
    assert code(head, RATIFIED + hacked) == ("EXCL_TYPE", "means")


def test_a_judged_standard_that_nobody_found_is_unsettled() -> None:
    draft = DIRECT.replace("article 3.", "standard sustained, judged by Germany.\narticle 3.").replace(
        "within 72 hours", "within 72 hours, provided the attack is sustained"
    )
    assert code(draft, RATIFIED + ATTACK) == ("NOT_DETERMINED", "unsettled")


def test_consent_and_objection() -> None:
    draft = DIRECT.replace("within 72 hours", "within 72 hours, with the consent of Germany")
    assert code(draft, RATIFIED + ATTACK) == ("NOT_DETERMINED", "unasked")
    consent = "2027-03-01 05:00: Germany consents to use-force.\n"
    assert code(draft, RATIFIED + ATTACK + consent)[0] == "CF_BINDING"
    objects = "2027-03-01 05:00: Germany objects to use-force.\n"
    assert code(draft, RATIFIED + ATTACK + objects) == ("NOT_DETERMINED", "refused")
    free = draft.replace("with the consent of Germany", "unless Germany objects within 24 hours")
    assert code(free, RATIFIED + ATTACK + objects) == ("NOT_DETERMINED", "refused")
    assert code(free, RATIFIED + ATTACK)[0] == "CF_BINDING"


def test_conditions_are_tested_when_they_count() -> None:
    asked = DIRECT.replace("within 72 hours", "within 72 hours, when Ukraine requests it")
    assert code(asked, RATIFIED + ATTACK) == ("NOT_DETERMINED", "unasked")
    request = "2027-03-05 00:00: Ukraine requests assistance.\n"
    assert code(asked, RATIFIED + ATTACK + request)[0] == "CF_BINDING"
    peace = DIRECT.replace("within 72 hours", "within 72 hours, provided a ceasefire is in force")
    later = "2027-03-05 00:00: a ceasefire begins.\n"
    assert code(peace, RATIFIED + ATTACK + later) == ("EXCL_CAUSE", "gate")
    decided = DECIDED.replace("of the decision", "of the decision, provided a ceasefire is in force")
    assert code(decided, RATIFIED + ATTACK + INVOKED + VOTED + later) == ("EXCL_CAUSE", "gate")
    early = later.replace("03-05 00:00", "03-01 10:00")
    assert code(decided, RATIFIED + ATTACK + INVOKED + early + VOTED)[0] == "CF_BINDING"
