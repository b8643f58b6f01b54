"""Every construct of a draft, played: force, exit, parts, organs, packages, consequences, stages."""

import pytest

from tests.engine.texts import (
    ADOPTED,
    ATTACK,
    CHAIN,
    DIRECT,
    FORCE,
    HEAD,
    INVOKED,
    RATIFIED,
    START,
    at,
    changes,
    decision,
    duties,
    duty,
    play,
    status,
)  # fmt: skip

ACT = "{}: Poland acts to use-force for Ukraine.\n"


def article(text: str, force: str = FORCE) -> str:
    """A draft with one article."""
    return HEAD + f"article 3. {text}\n" + force


# ---- the example of the language page --------------------------------------------------------------------------------


def test_open_points_that_a_timeline_does_not_reach_stay_open():
    text = CHAIN.replace("must use-force", "must ?response") + (
        "open response: consult | use-force.\nopen role: not a party | a party.\nRussia is ?role.\n"
    )
    assert play(text, RATIFIED).completion == ()
    assert play(text, ADOPTED, response="use-force").completion == (("response", "use-force"),)


# ---- force -----------------------------------------------------------------------------------------------------------


def test_force_needs_every_condition():
    text = DIRECT.replace("ratifies.", "ratifies and a ceasefire is in force.")
    events = RATIFIED + "2027-02-01 00:00: a ceasefire begins.\n"
    assert [s.since for s in play(text, events).statuses] == [at("2027-02-01 00:00")] * 4


def test_a_draft_silent_on_entry_is_in_force_from_the_first_event():
    record = play(article("After an armed-attack each guarantor must use-force within 72 hours.", ""), ATTACK)
    assert status(record) == "breached"
    assert any("does not say when it enters into force" in note for note in record.notes)


def test_in_force_on_a_date_and_until_one():
    text = article("After an armed-attack each guarantor must use-force within 72 hours.",
                   "In force from 2020-01-01 until 2027-03-01.\n")  # fmt: skip
    assert duties(play(text, ATTACK), "Poland")
    assert not duties(play(text, ATTACK.replace("2027-03-01", "2027-03-02")), "Poland")


def test_a_majority_of_ratifications():
    text = article("After an armed-attack each guarantor must use-force within 72 hours.",
                   "This treaty enters into force when a majority of guarantors have ratified.\n")  # fmt: skip
    assert not duties(play(text, "2027-01-01 00:00: Poland ratifies.\n" + ATTACK), "Poland")
    assert duties(play(text, "2027-01-01 00:00: Poland and France ratify.\n" + ATTACK), "Poland")


def test_withdrawal_needs_a_sentence():
    record = play(DIRECT, RATIFIED + "2027-02-01 00:00: Poland withdraws.\n" + ATTACK)
    assert status(record) == "breached"
    assert any("withdraw" in note for note in record.notes)


def test_a_term_of_years():
    text = DIRECT + "This treaty lasts 10 years.\n"
    span = next(s for s in play(text, RATIFIED).statuses if s.who == "Poland")
    assert span.until is not None
    assert span.until in (at("2037-01-01 00:00"), at("2037-01-01 23:59"))


def test_a_term_and_then_notice():
    text = DIRECT + "This treaty lasts 1 year and then until 6 months after notice.\n"
    late = ATTACK.replace("2027-03-01", "2029-03-01")
    assert duties(play(text, RATIFIED + late), "Poland")
    noticed = RATIFIED + "2028-03-01 00:00: Poland withdraws.\n" + late
    assert not duties(play(text, noticed), "Poland")


def test_suspension_between_two():
    text = DIRECT + "This treaty is suspended between Poland and Ukraine from 2027-02-01 until 2027-04-01.\n"
    record = play(text, START)
    assert (status(record), status(record, "France")) == ("", "breached")


def test_the_end_of_the_treaty():
    text = DIRECT + "This treaty ends on 2027-02-01.\n"
    assert not duties(play(text, START), "Poland")


def test_accession():
    text = DIRECT + "Italy may accede.\n"
    record = play(text, "2027-01-01 00:00: Italy accedes.\n2027-01-02 00:00: Italy ratifies.\n")
    assert [s.who for s in record.statuses] == ["Italy"]


# ---- parts -----------------------------------------------------------------------------------------------------------

SECRET = article("After an armed-attack each guarantor must consult within 72 hours.") + (
    'protocol "Secret", secret.\nAfter an armed-attack Poland must use-force within 72 hours.\n'
)


def test_a_secret_part_counts_only_if_it_is_read():
    assert not [d for d in play(SECRET, START).duties if d.action == "use-force"]
    named = play(SECRET, 'timeline "T", of G.\nwith protocol "Secret".\n' + START)
    assert [d.bearer for d in named.duties if d.action == "use-force"] == ["Poland"]


def test_a_part_from_a_date():
    text = SECRET.replace(", secret.", ", from 2027-03-02.")
    assert not [d for d in play(text, START).duties if d.action == "use-force"]
    late = RATIFIED + ATTACK.replace("2027-03-01", "2027-03-03")
    assert [d for d in play(text, late).duties if d.action == "use-force"]


def test_an_understanding_binds_only_its_maker():
    text = article("After an armed-attack each guarantor must consult within 72 hours.") + (
        'understanding of Poland "Ours".\nAfter an armed-attack each guarantor must use-force within 72 hours.\n'
    )
    assert [d.bearer for d in play(text, START).duties if d.action == "use-force"] == ["Poland"]


# ---- decisions -------------------------------------------------------------------------------------------------------


def test_each_decides_for_itself():
    text = CHAIN.replace("majority of guarantors decides", "each guarantor decides")
    record = play(text, INVOKED + "2027-03-01 08:00: Poland votes for the case.\n")
    assert [(d.electorate, d.status) for d in record.decisions] == [
        (("Poland",), "adopted"), (("France",), "lapsed"), (("Germany",), "lapsed"),
    ]  # fmt: skip
    assert [d.bearer for d in record.duties if d.modal == "must"] == ["Poland"]


ORGAN = (
    HEAD
    + (
        "organ Council consists of the guarantors.\norgan Security Council.\nmeasures are sanction, use-force.\n"
        "article 6. After an armed-attack Council decides which of measures are taken.\n"
        "article 7. Council decides under article 6 by two-thirds of the guarantors.\n"
        "article 8. When Council has decided a measure each guarantor must take that measure within 7 days.\n"
        "The preceding sentence does not bind a guarantor to use-force, unless that guarantor consents.\n"
    )
    + FORCE
)


def test_an_organ_decides_on_measures_by_its_own_rule():
    events = START + "2027-03-02 00:00: Poland and France vote for sanction.\n"
    record = play(ORGAN, events)
    assert (decision(record, "6").need, decision(record, "6").measures) == (2, ("sanction",))
    assert [d.action for d in duties(record, "Germany", "8")] == ["decided-measures"] or duties(
        record, "Germany", "8"
    )


def test_a_measure_that_binds_only_who_consents():
    events = START + "2027-03-02 00:00: Poland and France vote for use-force.\n"
    assert not duties(play(ORGAN, events), "Poland", "8")
    record = play(ORGAN, events + "2027-03-03 00:00: Poland consents.\n")
    assert (len(duties(record, "Poland", "8")), len(duties(record, "France", "8"))) == (1, 0)


def test_an_outside_body_ends_the_duties():
    text = HEAD + "organ Security Council.\narticle 3. After an armed-attack each guarantor must use-force.\n" + (
        "A duty under this article lasts until Security Council has taken the measures necessary.\n"
    ) + FORCE  # fmt: skip
    record = play(text, START + "2027-03-02 00:00: Security Council takes the measures necessary.\n")
    assert (status(record), duty(record).ended) == ("lapsed", at("2027-03-02 00:00"))


def test_a_barred_party_does_not_vote():
    text = CHAIN + "Germany is barred from the vote.\n"
    assert decision(play(text, ADOPTED)).electorate == ("Poland", "France")


# ---- the package -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("event, end", [("", "excused"), ("2027-03-02 00:00: Sejm approves use-force.\n", "breached"),
                                        ("2027-03-02 00:00: Sejm refuses use-force.\n", "excused")])  # fmt: skip
def test_a_domestic_process(event: str, end: str):
    text = (
        article("After an armed-attack each guarantor must use-force within 7 days.").replace(
            "event ceasefire.", "event ceasefire.\norgan Sejm."
        )
        + "use-force by Poland needs a decision of Sejm within 2 days, on silence refused.\n"
    )
    record = play(text, START + event)
    assert (status(record), status(record, "France")) == (end, "breached")


def test_released_by_a_body():
    text = (
        DIRECT
        + "organ Commission.\n"
        + "A guarantor is released from article 3 when Commission decides that Ukraine has attacked Russia.\n"
    )
    record = play(text, START + "2027-03-02 00:00: Commission releases Poland.\n")
    assert (status(record), status(record, "France")) == ("excused", "breached")


SNAPBACK = (
    HEAD
    + (
        "organ Security Council.\n"
        "article 6. After an armed-attack sanction of Russia by each guarantor resumes within 7 days "
        "unless Security Council decides otherwise.\n"
    )
    + FORCE
)


def test_a_snapback_resumes_unless_decided_otherwise():
    record = play(SNAPBACK, START)
    assert [(d.bearer, d.since) for d in record.duties] == [
        (g, at("2027-03-08 04:00")) for g in ("Poland", "France", "Germany")
    ]
    assert not play(SNAPBACK, START + "2027-03-03 00:00: Security Council decides otherwise.\n").duties


STANDARD = (
    HEAD
    + (
        "organ Commission.\nstandard sustained, judged by Commission.\n"
        "article 3. After an armed-attack each guarantor must use-force within 7 days, if the attack is sustained.\n"
    )
    + FORCE
)


def test_a_judged_standard_is_unsettled_until_it_is_found():
    assert not play(STANDARD, START).duties
    found = START + "2027-03-03 00:00: Commission finds the attack of 2027-03-01 sustained.\n"
    assert duty(play(STANDARD, found)).since == at("2027-03-03 00:00")
    assert not play(STANDARD, found.replace("2027-03-01 sustained", "2027-03-01 not sustained")).duties


def test_a_series_is_found_and_not_counted():
    text = (
        HEAD
        + "organ Commission.\n"
        + "article 3. After a series of at least 10 limited attacks within 7 days, found by Commission, "
        + "each guarantor must use-force within 7 days.\n"
        + FORCE
    )
    assert not play(text, START).duties
    record = play(text, START + "2027-03-03 00:00: Commission finds a series.\n")
    assert duty(record).since == at("2027-03-03 00:00")


def test_never_bound():
    record = play(DIRECT + "No guarantor is ever bound to use-force.\n", START)
    assert not duties(record, "Poland")
    assert changes(record, "cap")


def test_latitude_of_all_duties():
    text = (
        DIRECT
        + "Each duty under this treaty is performed in accordance with the constitutional process of its bearer.\n"
    )
    assert duty(play(text, START)).latitude == "process"


def test_a_repeal_and_its_consequence():
    law = 'statute "Law", of Russia, called LAW.\nstate Russia, Ukraine.\n' + (
        "article 1. Russia must not attack Ukraine.\narticle 2. Russia may repeal this statute.\n"
    )
    text = HEAD.replace("called G.", 'called G.\nuse "law.treaty".').replace("state Russia, ", "state ")
    text += "article 4. After a repeal of LAW each guarantor must sanction Russia within 7 days.\n" + FORCE
    events = START + "2027-03-05 00:00: Russia repeals LAW.\n" + ATTACK.replace("2027-03-01", "2027-03-06")
    record = play(text, events, {"law.treaty": law})
    assert [d.since for d in duties(record, "Poland", "4")] == [at("2027-03-05 00:00")]
    breaches = [d for d in record.duties if d.modal == "must not" and d.status == "breached"]
    assert [d.ended for d in breaches] == [at("2027-03-01 04:00")]


# ---- bearers, modals, stages -----------------------------------------------------------------------------------------


def test_jointly_all_must_act():
    text = article(
        "After an armed-attack the guarantors together must use-force within 72 hours, "
        "each that does not act is in breach."
    )
    record = play(text, START + ACT.format("2027-03-02 00:00"))
    found = duty(record)
    assert (found.bearer, found.status) == ("Poland, France and Germany together", "breached")
    assert "France and Germany did not act" in found.why
    assert (
        status(play(text, START + "2027-03-02 00:00: Poland, France and Germany act to use-force.\n"))
        == "performed"
    )


def test_any_suffices():
    text = article(
        "After an armed-attack any of guarantors and each if none does must use-force within 72 hours."
    )
    assert status(play(text, START + ACT.format("2027-03-02 00:00")), "France") == "performed"
    assert status(play(text, START), "France") == "breached"


def test_a_power_and_a_policy_are_never_breached():
    record = play(article("After an armed-attack each guarantor may use-force within 72 hours."), START)
    assert [d.status for d in duties(record, "Poland", "3", "may")] == ["lapsed"]
    record = play(
        article("After an armed-attack each guarantor intends to use-force within 72 hours."), START
    )
    found = duty(record, modal="intends to")
    assert (found.status, "departed" in found.why) == ("lapsed", True)


def test_each_other_excludes_the_victim():
    text = HEAD.replace("on Ukraine in territory of Ukraine", "on a guarantor").replace(
        "attack by Russia", "attack by Russia"
    )
    text += (
        "article 3. After an armed-attack each other guarantor must assist the victim within 72 hours.\n"
        + FORCE
    )
    record = play(
        text, RATIFIED + "2027-03-01 04:00: Russia attacks Poland, scale limited, attribution established.\n"
    )
    assert [(d.bearer, d.action) for d in record.duties] == [
        ("France", "assist Poland"),
        ("Germany", "assist Poland"),
    ]


STAGES = (
    HEAD
    + (
        "persisting lasts from an armed-attack until a ceasefire.\n"
        "article 3. 24 hours after an armed-attack, if persisting, each guarantor must use-force within 72 hours.\n"
    )
    + FORCE
)


def test_a_stage_is_tested_when_it_comes():
    assert duty(play(STAGES, START)).since == at("2027-03-02 04:00")
    assert not play(STAGES, START + "2027-03-01 12:00: a ceasefire begins.\n").duties


def test_several_triggers_must_all_have_occurred():
    text = article(
        "After an armed-attack and after a request by Ukraine each guarantor must use-force within 72 hours."
    )
    assert not play(text, START).duties
    assert duty(play(text, START + "2027-03-02 00:00: Ukraine requests it.\n")).since == at(
        "2027-03-02 00:00"
    )


def test_a_present_clause_waits():
    text = article(
        "After an armed-attack each guarantor must use-force within 72 hours, when the victim requests it."
    )
    assert not play(text, START).duties
    assert duty(play(text, START + "2027-03-02 00:00: Ukraine requests it.\n")).since == at(
        "2027-03-02 00:00"
    )


def test_with_the_consent_of_somebody():
    text = article(
        "After an armed-attack each guarantor must use-force within 72 hours, with the consent of Ukraine."
    )
    assert not play(text, START).duties
    assert duty(play(text, START + "2027-03-02 00:00: Ukraine consents.\n")).since == at("2027-03-02 00:00")


def test_a_deadline_that_is_past_runs_from_the_arising():
    text = CHAIN.replace("within 72 hours of the decision", "within 1 hour of the attack")
    record = play(text, ADOPTED)
    assert duty(record).due == at("2027-03-01 09:00")
    assert changes(record, "deadline past")


def test_without_delay_fixes_no_clock():
    record = play(article("After an armed-attack each guarantor must use-force, without delay."), START)
    assert (duty(record).due, duty(record).status) == (None, "owed")


def test_collisions_are_reported_and_ranks_decide():
    text = DIRECT + "article 4. Poland must not use-force.\n"
    assert changes(play(text, START), "conflict")
    ranked = play(text + "Article 4 prevails over article 3.\n", START)
    assert (status(ranked), status(ranked, "France")) == ("", "breached")
    other = play(text + "Article 3 prevails over article 4.\n", START + ACT.format("2027-03-02 00:00"))
    assert status(other) == "performed"
    assert not [d for d in other.duties if d.modal == "must not" and d.status == "breached"]


def test_the_attacker_by_direction():
    text = HEAD.replace("attack by Russia on", "attack by Russia, or by persons Russia directs, on")
    text += "article 3. After an armed-attack each guarantor must use-force within 72 hours.\n" + FORCE
    events = RATIFIED + ATTACK.replace("Russia attacks", "Belarus attacks").replace(
        "attribution established", "directed by Russia, attribution established"
    )
    assert duties(play(text, events), "Poland")
    assert not duties(play(DIRECT, events), "Poland")


LADDER = (
    HEAD
    + (
        "violation means an attack by Russia on Ukraine.\n"
        "wider-attack means a violation of scale full-scale.\n"
        "first-violation means the first violation.\n"
        "article 3. 72 hours after first-violation, if a wider-attack has occurred since, "
        "the guarantors together must use-force.\n"
    )
    + FORCE
)


def test_the_first_of_several_sets_off_the_ladder_once():
    wider = ATTACK.replace("2027-03-01", "2027-03-02").replace("limited", "full-scale")
    record = play(LADDER, START + wider)
    assert [(d.occurrence, d.since) for d in record.duties] == [(0, at("2027-03-04 04:00"))]
    assert not play(LADDER, START + ATTACK.replace("2027-03-01", "2027-03-02")).duties


# ---- duties to decide, and money -----------------------------------------------------------------------------------


def test_who_must_decide_is_in_breach_if_it_does_not():
    text = article(
        "After an armed-attack Poland must decide within 24 hours whether the case has arisen; on silence it has not."
    )
    assert duty(play(text, START)).status == "breached"
    voted = START + "2027-03-01 09:00: Poland votes against the case.\n"
    assert duty(play(text, voted)).status == "performed"
    assert decision(play(text, voted), "3").status == "rejected"


def test_a_duty_subject_to_appropriation_is_excused_if_the_money_is_refused():
    text = "organ Sejm of Poland.\n" + article(
        "After an armed-attack Poland must supply 100 interceptors to Ukraine within 7 days, "
        "subject to appropriation by Sejm."
    )
    head, _, rest = text.partition("\n")
    text = rest.replace("article 3.", f"{head}\narticle 3.")
    assert duty(play(text, START)).status == "breached"
    refused = duty(play(text, START + "2027-03-02 09:00: Sejm refuses supply.\n"))
    assert (refused.status, refused.why) == ("excused", "Sejm refused")
    granted = (
        START + "2027-03-02 09:00: Sejm approves supply.\n2027-03-03: Poland acts to supply for Ukraine.\n"
    )
    assert duty(play(text, granted)).status == "performed"
