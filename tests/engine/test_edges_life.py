"""Edge cases of attribution, exit, exceptions, cases and breach: 23 to 59."""

import pytest

from tests.engine.texts import (
    ADOPTED,
    ATTACK,
    CHAIN,
    DECIDE,
    DIRECT,
    FORCE,
    HEAD,
    INVOKE,
    INVOKED,
    RATIFIED,
    RESPOND,
    START,
    at,
    changes,
    decision,
    duties,
    duty,
    play,
    status,
)  # fmt: skip

UNSTATED = ATTACK.replace(", attribution established", "")
FOUND = "{}: the attack of 2027-03-01 is attributed to Russia, established.\n"
DENIED = "{}: the attack of 2027-03-01 is attributed to Belarus, established.\n"
ANYONE = HEAD.replace("attack by Russia on", "attack by anyone on")
ACT = "{}: Poland acts to use-force for Ukraine.\n"


def direct(more: str, modal: str = "must use-force within 72 hours of the attack") -> str:
    """A duty set off by an attack, with a qualifier."""
    return HEAD + f"article 3. After an armed-attack each guarantor {modal}{more}.\n" + FORCE


def test_23_no_duty_arises_for_the_attacker():
    text = (
        ANYONE + "article 3. After an armed-attack each guarantor must use-force within 72 hours.\n" + FORCE
    )
    record = play(text, START.replace("Russia attacks", "Germany attacks"))
    assert [d.bearer for d in record.duties if d.modal == "must"] == ["Poland", "France"]
    assert [c.who for c in changes(record, "trap")] == ["Germany"]


def test_24_an_invocation_waits_for_attribution_and_clocks_start_then():
    record = play(CHAIN, RATIFIED + UNSTATED + "2027-03-01 06:00: Ukraine invokes this treaty.\n"
                  + FOUND.format("2027-03-03 10:00"))  # fmt: skip
    assert [c.at for c in changes(record, "pending")] == [at("2027-03-01 06:00")]
    assert (decision(record).opened, decision(record).due) == (at("2027-03-03 10:00"), at("2027-03-04 10:00"))


def test_24_also_a_clock_of_the_invocation_in_another_sentence_starts_when_it_is_settled():
    text = HEAD + INVOKE + DECIDE + RESPOND.replace("of the decision", "of the invocation") + FORCE
    record = play(text, RATIFIED + UNSTATED + "2027-03-01 06:00: Ukraine invokes this treaty.\n"
                  + FOUND.format("2027-03-03 10:00")
                  + "2027-03-03 12:00: Poland and France vote for the case.\n")  # fmt: skip
    assert duty(record).due == at("2027-03-06 10:00")


def test_24_it_is_void_when_settled_false_or_already_false():
    later = play(CHAIN, RATIFIED + UNSTATED + "2027-03-01 06:00: Ukraine invokes this treaty.\n"
                 + DENIED.format("2027-03-03 10:00"))  # fmt: skip
    assert not later.decisions
    assert changes(later, "void")
    before = play(
        CHAIN,
        RATIFIED
        + UNSTATED
        + DENIED.format("2027-03-01 05:00")
        + "2027-03-01 06:00: Ukraine invokes this treaty.\n",
    )
    assert changes(before, "void")


def test_25_votes_during_the_wait_do_not_count():
    record = play(CHAIN, RATIFIED + UNSTATED + "2027-03-01 06:00: Ukraine invokes this treaty.\n"
                  "2027-03-01 07:00: Poland and France vote for the case.\n"
                  + FOUND.format("2027-03-03 10:00"))  # fmt: skip
    assert decision(record).status == "lapsed"


def test_26_an_attribution_that_never_comes_leaves_it_unsettled():
    record = play(CHAIN, RATIFIED + UNSTATED + "2027-03-01 06:00: Ukraine invokes this treaty.\n")
    assert not record.decisions
    assert record.occurrences[0].qualifies == "unsettled"


def test_27_an_open_decision_lapses_without_default_when_revised():
    text = CHAIN.replace("on silence it has not", "on silence it has")
    record = play(text, INVOKED + DENIED.format("2027-03-01 09:00"))
    assert (decision(record).status, decision(record).answer) == ("lapsed", None)
    assert not duties(record, "Poland")


def test_28_owed_duties_lapse_when_revised():
    record = play(CHAIN, ADOPTED + DENIED.format("2027-03-02 09:00"))
    assert (duty(record).status, duty(record).ended) == ("lapsed", at("2027-03-02 09:00"))


OF_SEVERAL = ANYONE + "article 3. After an armed-attack {} must use-force within 72 hours{}.\n" + FORCE
BY_GERMANY = UNSTATED.replace("Russia attacks", "Germany attacks")
GUILTY = "{}: the attack of 2027-03-01 is attributed to Germany, established.\n"
ANY = "any of guarantors and each if none does"


@pytest.mark.parametrize("found", ["2027-03-02 04:00", "2027-03-05 04:00"])
@pytest.mark.parametrize("who", [ANY, "the guarantors together"])
def test_28_also_of_several_the_others_owe_it_where_one_is_found_to_be_the_attacker(who: str, found: str):
    text = OF_SEVERAL.format(who, "") + "article 5. On breach of article 3 Ukraine must sanction Russia.\n"
    before = play(text, RATIFIED + BY_GERMANY)
    assert (before.duties[0].sure, duties(before, "Ukraine", "5")) == (False, [])
    record = play(text, RATIFIED + BY_GERMANY + GUILTY.format(found))
    assert (record.duties[0].sure, record.duties[0].status) == (True, "breached")
    assert [d.since for d in duties(record, "Ukraine", "5")] == [max(at(found), at("2027-03-04 04:00"))]


def test_28_also_of_those_who_must_all_act_the_attacker_is_not_waited_for():
    text = OF_SEVERAL.format("the guarantors together", "")
    acts = ACT.format("2027-03-01 08:00") + ACT.replace("Poland", "France").format("2027-03-01 09:00")
    found = play(text, RATIFIED + BY_GERMANY + acts + GUILTY.format("2027-03-02 04:00")).duties[0]
    assert (found.status, found.ended) == ("performed", at("2027-03-02 04:00"))
    late = play(text, RATIFIED + BY_GERMANY + acts + GUILTY.format("2027-03-05 04:00")).duties[0]
    assert (late.status, late.ended) == ("excused", at("2027-03-05 04:00"))


def test_28_also_what_several_owe_lapses_where_all_of_them_attacked():
    text = OF_SEVERAL.format("those together", "") + "those, each a culprit, are Germany.\n"
    record = play(text, RATIFIED + BY_GERMANY + GUILTY.format("2027-03-02 04:00"))
    assert (record.duties[0].status, record.duties[0].ended) == ("lapsed", at("2027-03-02 04:00"))


@pytest.mark.parametrize("level, fate", [("established", "breached"), ("none", "lapsed")])
def test_28_also_what_the_attacker_owes_is_owed_by_who_is_found_to_be_it(level: str, fate: str):
    finding = GUILTY.format("2027-03-02 04:00").replace("established", level)
    record = play(OF_SEVERAL.format("the attacker", ""), RATIFIED + BY_GERMANY + finding)
    assert [(d.bearer, d.status, d.sure) for d in record.duties] == [("Germany", fate, fate == "breached")]


def test_29_performed_and_breached_stand():
    record = play(CHAIN, ADOPTED + ACT.format("2027-03-02 09:00") + DENIED.format("2027-03-05 09:00"))
    assert (status(record), status(record, "France")) == ("performed", "breached")


def test_30_performed_beats_lapsed_at_one_instant():
    record = play(CHAIN, ADOPTED + DENIED.format("2027-03-02 09:00") + ACT.format("2027-03-02 09:00"))
    assert (status(record), status(record, "France")) == ("performed", "lapsed")


def test_31_false_and_unsettled_is_false():
    below = UNSTATED.replace("scale limited", "scale below-threshold")
    assert play(DIRECT, RATIFIED + below).occurrences[0].qualifies == "no"


@pytest.mark.parametrize(
    "level, qualifies", [("none", "no"), ("suspected", "unsettled"), ("established", "yes")]
)
def test_32_none_is_a_finding(level: str, qualifies: str):
    record = play(DIRECT, RATIFIED + ATTACK.replace("established", level))
    assert record.occurrences[0].qualifies == qualifies


def test_33_an_omitted_attribute_is_unsettled_and_an_event_not_written_did_not_happen():
    assert (
        play(DIRECT, RATIFIED + ATTACK.replace(", scale limited", "")).occurrences[0].qualifies == "unsettled"
    )
    asks = direct(", if Ukraine has requested it")
    assert not duties(play(asks, START), "Poland")


EXIT = "article 8. A party may withdraw with 1 day of notice.\n"
LEAVES = START.replace("2027-03-01 04:00", "2027-02-28 12:00: Poland withdraws.\n2027-03-01 04:00") + (
    "2027-03-01 18:00: Ukraine invokes this treaty.\n2027-03-01 20:00: Poland and France vote for the case.\n"
)


def test_34_bound_at_the_attack_and_gone_at_the_decision():
    assert status(play(CHAIN + EXIT + "Duties for attacks before the exit remain.\n", LEAVES)) == "breached"
    assert status(play(CHAIN + EXIT + "Duties for attacks before the exit end.\n", LEAVES)) == ""
    silent = play(CHAIN + EXIT, LEAVES)
    assert status(silent) == "breached"
    assert changes(silent, "exit")


def test_34_a_tail_that_ends_takes_owed_duties_with_it():
    text = CHAIN + EXIT + "Duties for attacks before the exit end.\n"
    record = play(text, ADOPTED + "2027-03-01 09:00: Poland withdraws.\n")
    assert (duty(record).status, duty(record).ended) == ("lapsed", at("2027-03-02 09:00"))


@pytest.mark.parametrize("attack, owes", [("2027-03-01 12:00", True), ("2027-03-01 12:01", False)])
def test_35_a_status_holds_at_both_its_ends(attack: str, owes: bool):
    events = RATIFIED + "2027-02-28 12:00: Poland withdraws.\n" + ATTACK.replace("2027-03-01 04:00", attack)
    assert bool(duties(play(DIRECT + EXIT, events), "Poland")) == owes
    late = ATTACK.replace("2027-03-01 04:00", "2027-01-01 00:00")
    assert bool(duties(play(DIRECT, RATIFIED + late), "Poland"))


ITALY = CHAIN.replace("Poland, France, Germany.\nplace", "Poland, France, Germany, Italy.\nplace").replace(
    "majority of guarantors", "any guarantor"
)


def test_36_ratified_after_the_attack_is_not_bound():
    events = INVOKED + "2027-03-01 07:00: Italy ratifies.\n2027-03-01 08:00: Poland votes for the case.\n"
    assert status(play(ITALY, events), "Italy") == ""
    also = ITALY.replace("of the decision.", "of the decision, also for earlier attacks.")
    assert status(play(also, events), "Italy") == "breached"


def test_37_ratified_after_the_decision():
    events = INVOKED + "2027-03-01 08:00: Poland votes for the case.\n2027-03-01 10:00: Italy ratifies.\n"
    assert status(play(ITALY, events), "Italy") == ""
    once = ITALY.replace("of the decision.", "of the decision, once it has ratified.")
    assert duty(play(once, events), "Italy").since == at("2027-03-01 10:00")


@pytest.mark.parametrize("more", ["once it has ratified", "also for earlier attacks"])
def test_37_also_each_of_several_is_bound_by_itself(more: str):
    text = CHAIN.replace("each guarantor must", "Poland or France must").replace(
        "of the decision.", f"of the decision, {more}."
    )
    text += "article 12. A party may withdraw with 1 day of notice.\n"
    events = START.replace("Poland, France", "Poland") + (
        "2027-03-01 05:00: Poland withdraws.\n2027-03-03 04:00: Ukraine invokes this treaty.\n"
        "2027-03-03 05:00: France ratifies.\n2027-03-03 06:00: Germany and France vote for the case.\n"
    )
    tail = "article 13. Duties for attacks before the exit {}.\n"
    found = duty(play(text + tail.format("remain"), events))
    assert (found.members, found.since) == (("Poland", "France"), at("2027-03-03 06:00"))
    assert not duties(play(text + tail.format("end"), events), "France")


def test_38_an_act_before_the_duty_does_not_perform_it_but_is_noted():
    events = (
        INVOKED + ACT.format("2027-03-01 07:00") + "2027-03-01 08:00: Poland and France vote for the case.\n"
    )
    record = play(CHAIN, events)
    assert status(record) == "breached"
    assert any("does not perform" in note for note in record.notes)
    by = CHAIN.replace("within 72 hours of the decision", "by 3 days after the attack")
    assert status(play(by, events)) == "performed"


def test_39_performed_beats_waived():
    record = play(
        CHAIN, ADOPTED + "2027-03-02 09:00: Ukraine waives article 3.\n" + ACT.format("2027-03-02 09:00")
    )
    assert (status(record), status(record, "France")) == ("performed", "waived")


def test_39_also_who_acts_late_as_it_is_found_that_it_owed_nothing_is_excused():
    text = (
        ANYONE
        + "article 3. After an armed-attack each guarantor must use-force within 72 hours of the attack.\n"
        + FORCE
    )
    attack = (
        UNSTATED.replace("Russia attacks", "Germany attacks")
        + "2027-03-05 04:00: Germany acts to use-force.\n"
    )
    found = "2027-03-05 04:00: the attack of 2027-03-01 is attributed to Germany, established.\n"
    assert duty(play(text, RATIFIED + attack), "Germany").status == "breached"
    assert duty(play(text, RATIFIED + attack + found), "Germany").status == "excused"


@pytest.mark.parametrize("when, owes", [("2027-03-01 03:00", True), ("2027-03-01 05:00", False)])
def test_40_a_waiver_covers_the_attack_if_it_is_not_before_it(when: str, owes: bool):
    waiver = f"{when}: Ukraine waives article 3.\n"
    head, tail = (RATIFIED + waiver + ATTACK, "") if owes else (START, waiver)
    record = play(CHAIN, head + tail + ADOPTED.removeprefix(START))
    assert bool(duties(record, "Poland")) == owes


def test_41_a_waiver_after_a_breach_cures_nothing():
    record = play(DIRECT, START + "2027-03-05 09:00: Ukraine waives article 3.\n")
    assert status(record) == "breached"


def test_42_an_exception_excuses_for_good_and_while_lapses_without_revival():
    unless = direct(", unless a ceasefire is in force")
    events = START + "2027-03-02 00:00: a ceasefire begins.\n2027-03-02 10:00: a ceasefire ends.\n"
    assert duty(play(unless, events)).status == "excused"
    during = direct(", while a ceasefire is in force")
    events = (
        RATIFIED
        + "2027-02-01 00:00: a ceasefire begins.\n"
        + ATTACK
        + ("2027-03-02 00:00: a ceasefire ends.\n2027-03-02 10:00: a ceasefire begins.\n")
    )
    found = duty(play(during, events))
    assert (found.status, found.ended) == ("lapsed", at("2027-03-02 00:00"))


def test_42_an_exception_that_already_holds_means_that_it_is_never_owed():
    record = play(
        direct(", unless a ceasefire is in force"),
        RATIFIED + "2027-02-01 00:00: a ceasefire begins.\n" + ATTACK,
    )
    assert not duties(record, "Poland")
    assert changes(record, "never owed")


NESTED = direct(", unless Germany has objected and Ukraine has not requested it")


def test_43_an_exception_to_an_exception_comes_too_late():
    events = START + "2027-03-02 00:00: Germany objects.\n2027-03-02 10:00: Ukraine requests it.\n"
    assert status(play(NESTED, events)) == "excused"


def test_44_both_at_once_leave_the_duty():
    events = START + "2027-03-02 00:00: Germany objects.\n2027-03-02 00:00: Ukraine requests it.\n"
    assert status(play(NESTED, events)) == "breached"


SECOND = ATTACK.replace("2027-03-01 04:00", "2027-03-01 05:00")


def test_45_an_invocation_that_names_none_covers_every_attack_not_yet_invoked():
    record = play(CHAIN, START + SECOND + "2027-03-01 06:00: Ukraine invokes this treaty.\n")
    assert [d.occurrence for d in record.decisions] == [0, 1]


def test_46_votes_must_name_a_case_if_two_are_open():
    two = START + SECOND + "2027-03-01 06:00: Ukraine invokes this treaty.\n"
    record = play(CHAIN, two + "2027-03-01 08:00: Poland votes for the case.\n")
    assert not any(v.counted for d in record.decisions for v in d.votes)
    assert any("names no case" in note for note in record.notes)
    named = play(CHAIN, two + "2027-03-01 08:00: Poland and France vote for the case of 2027-03-01 05:00.\n")
    assert [d.status for d in named.decisions] == ["lapsed", "adopted"]


def test_46_an_act_discharges_every_duty_that_it_fits():
    record = play(DIRECT, START + SECOND + ACT.format("2027-03-02 00:00"))
    assert [d.status for d in duties(record, "Poland")] == ["performed", "performed"]
    each = play(direct(" for each attack"), START + SECOND + ACT.format("2027-03-02 00:00"))
    assert [d.status for d in duties(each, "Poland")] == ["performed", "breached"]


def test_47_a_case_is_decided_once_unless_the_draft_lets_it_be_invoked_again():
    events = (
        INVOKED
        + "2027-03-03 06:00: Ukraine invokes this treaty.\n2027-03-03 08:00: Poland and France vote for the case.\n"
    )
    assert decision(play(CHAIN, events)).status == "lapsed"
    again = play(CHAIN + "A case may be invoked again after 1 day.\n", events)
    assert [d.status for d in again.decisions] == ["lapsed", "adopted"]
    early = play(CHAIN + "A case may be invoked again after 2 days.\n", events)
    assert [d.status for d in early.decisions] == ["lapsed"]


PROHIBITED = HEAD + (
    "article 4. Poland must not attack Belarus.\n"
    "article 5. On breach of article 4 France must sanction Poland within 7 days.\n"
)
BORDER = "{}: Poland attacks Belarus in Minsk, scale limited, attribution established.\n"


def test_48_one_consequence_for_each_breach_and_one_act_may_discharge_both():
    record = play(PROHIBITED, BORDER.format("2027-03-01 04:00") + BORDER.format("2027-03-02 04:00")
                  + "2027-03-03 00:00: France acts to sanction Poland.\n")  # fmt: skip
    assert [d.status for d in duties(record, "France", "5")] == ["performed", "performed"]


def test_49_a_breach_for_each_act():
    record = play(PROHIBITED, BORDER.format("2027-03-01 04:00") + BORDER.format("2027-03-02 04:00"))
    found = duties(record, "Poland", "4", "must not")
    assert [d.status for d in found] == ["owed", "breached", "breached"]


def test_50_the_breach_of_a_consequence_sets_off_nothing():
    text = PROHIBITED.replace("On breach of article 4", "On breach of this treaty")
    record = play(text, BORDER.format("2027-03-01 04:00"))
    assert [d.status for d in duties(record, "France", "5")] == ["breached"]


def test_51_a_duration_of_nothing_is_due_at_once():
    text = direct("", "must use-force within 0 minutes")
    assert duty(play(text, START)).ended == at("2027-03-01 04:00")
    assert status(play(text, START + ACT.format("2027-03-01 04:00"))) == "performed"


def test_52_an_unsettled_exception_leaves_it_unsure():
    text = direct(", unless the attack was provoked")
    record = play(text, START)
    assert (duty(record).sure, duty(record).status) == (False, "breached")
    assert not [c for c in changes(record, "breached") if c.sure]
    assert "may owe" in changes(record, "owed")[0].text


def test_52_also_of_several_of_whom_one_is_found_to_be_the_attacker():
    text = OF_SEVERAL.format(ANY, ", unless the attack was provoked")
    record = play(text, RATIFIED + BY_GERMANY + GUILTY.format("2027-03-02 04:00"))
    assert (record.duties[0].sure, record.duties[0].status) == (False, "breached")
    assert not [c for c in changes(record, "breached") if c.sure]


def test_55_durations_add_up():
    text = CHAIN.replace("within 72 hours of the decision", "within ?clock + 1 day of the decision") + (
        "open clock: 24 hours | 72 hours.\n"
    )
    assert duty(play(text, ADOPTED, clock="72 hours")).due == at("2027-03-05 08:00")


def test_56_months_are_added_once():
    text = DIRECT + "article 8. A party may withdraw with 1 month of notice.\n"
    for day in ("28", "29", "30", "31"):
        record = play(text, RATIFIED + f"2027-01-{day} 12:00: Poland withdraws.\n")
        span = next(s for s in record.statuses if s.who == "Poland")
        assert span.until == at("2027-02-28 12:00")


def test_57_a_record_runs_until_no_deadline_remains_or_until_the_end_said():
    assert play(DIRECT, START).until == at("2027-03-04 04:00")
    early = play(DIRECT, f'timeline "T", of G, until 2027-03-02.\n{START}')
    assert (early.until, duty(early).status) == (at("2027-03-02 23:59"), "owed")


def test_58_of_two_findings_at_one_instant_the_last_counts():
    record = play(
        DIRECT, RATIFIED + UNSTATED + FOUND.format("2027-03-01 05:00") + DENIED.format("2027-03-01 05:00")
    )
    assert not duties(record, "Poland")
    record = play(
        DIRECT, RATIFIED + UNSTATED + DENIED.format("2027-03-01 05:00") + FOUND.format("2027-03-01 05:00")
    )
    assert duties(record, "Poland")


SHIELD = """statute "Shield", of Poland, called SHIELD.
party Poland.
article 1. Poland must not use-force.
article 2. SHIELD prevails over G.
"""


@pytest.mark.parametrize("force, found", [("2026-01-01", ""), ("2028-01-01", "breached")])
def test_59_an_exception_from_what_is_not_in_force_defeats_nothing(force: str, found: str):
    text = HEAD + "article 3. After an armed-attack each guarantor must use-force within 72 hours.\n" + FORCE
    text = (
        text.replace("called G.", 'called G.\nuse "shield.treaty".') + "SHIELD prevails over this treaty.\n"
    )
    shield = 'statute "Shield", of Poland, called SHIELD.\nstate Poland.\n' + (
        f"In force from {force}.\narticle 1. Poland must not use-force.\n"
    )
    assert status(play(text, START, {"shield.treaty": shield})) == found


assert DECIDE
assert INVOKE
assert RESPOND


@pytest.mark.parametrize(
    "say, ends",
    [
        ("acts to assist", "performed"), ("acts to arm", "performed"), ("acts to report", "owed"),
        ("acts to consult", "owed"), ("requests assistance", "owed"), ("reports", "owed"),
    ],
)  # fmt: skip
def test_only_an_act_of_substance_discharges_a_duty_to_assist(say: str, ends: str):
    text = direct("", "must assist the victim")
    record = play(text, START + f"2027-03-02: Poland {say}.\n")
    assert duty(record, "Poland").status == ends


def test_a_duty_of_any_of_several_outlives_the_finding_that_one_of_them_attacked():
    text = ANYONE + "article 3. After an armed-attack Poland or Germany must use-force.\n" + FORCE
    found = "2027-03-03: the attack of 2027-03-01 is attributed to Germany, established.\n"
    start = START.replace("Russia attacks", "Germany attacks").replace(", attribution established", "")
    record = play(text, start + found)
    assert [d.status for d in record.duties if d.modal == "must"] == ["owed"]


def test_an_act_is_judged_by_what_bound_when_it_was_done_though_its_author_has_left_since():
    text = ANYONE + "article 3. Each guarantor must not attack Ukraine.\n" + FORCE
    text += "article 10. Each guarantor may withdraw with 1 day of notice.\n"
    start = START.replace("Russia attacks", "Germany attacks").replace(", attribution established", "")
    left = "2027-03-01: Germany withdraws.\n"
    found = "2027-03-09: the attack of 2027-03-01 is attributed to Germany, established.\n"
    record = play(text, start + left + found)
    assert [d.bearer for d in record.duties if d.status == "breached"] == ["Germany"]
    later = START.replace("2027-03-01: Russia attacks", "2027-03-08: Germany attacks")
    before = play(
        text,
        later.replace(", attribution established", "") + left + found.replace("2027-03-01", "2027-03-08"),
    )
    assert not [d for d in before.duties if d.status == "breached"]
