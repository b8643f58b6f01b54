"""Edge cases of time and of decisions: 1 to 22, and 60."""

import pytest

from foedus.engine import LoopError
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

ONE_SHORT = INVOKED + "2027-03-01 08:00: Poland votes for the case.\n"


def by(rule: str, silence: str = "it has not", clock: str = "24 hours") -> str:
    """The chain with another rule of decision."""
    decide = f"article 2. On invocation {rule} decides within {clock} whether the case has arisen"
    decide += f"; on silence {silence}.\n"
    return HEAD + INVOKE + decide + RESPOND + FORCE


def test_01_a_vote_at_the_deadline_counts():
    record = play(CHAIN, ONE_SHORT + "2027-03-02 06:00: France votes for the case.\n")
    assert (decision(record).status, decision(record).closed) == ("adopted", at("2027-03-02 06:00"))


def test_02_a_vote_one_minute_later_does_not():
    record = play(CHAIN, ONE_SHORT + "2027-03-02 06:01: France votes for the case.\n")
    assert (decision(record).status, decision(record).closed) == ("lapsed", at("2027-03-02 06:00"))
    assert [v.counted for v in decision(record).votes] == [True, False]


def test_03_an_act_one_minute_late_is_a_breach_that_stands():
    record = play(DIRECT, START + "2027-03-04 04:01: Poland acts to use-force for Ukraine.\n")
    late = duty(record)
    assert (late.status, late.ended, late.performed) == (
        "breached",
        at("2027-03-04 04:00"),
        at("2027-03-04 04:01"),
    )


def test_03_an_act_at_the_deadline_is_in_time():
    record = play(DIRECT, START + "2027-03-04 04:00: Poland acts to use-force for Ukraine.\n")
    assert duty(record).status == "performed"


def test_04_defaults_are_dated_exactly_so_that_stages_do_not_drift():
    record = play(by("majority of guarantors", "it has"), INVOKED)
    assert decision(record).closed == at("2027-03-02 06:00")
    assert duty(record).due == at("2027-03-05 06:00")


def test_05_a_default_may_set_off_a_duty_at_the_same_instant():
    record = play(by("majority of guarantors", "it has"), INVOKED)
    assert duty(record).since == at("2027-03-02 06:00")


def test_05_a_second_change_at_one_instant_is_a_loop():
    loop = DIRECT + "switch lasts from a ceasefire is in force until switch is in force.\n"
    with pytest.raises(LoopError, match="twice"):
        play(loop, RATIFIED + "2027-03-01 04:00: a ceasefire begins.\n")


@pytest.mark.parametrize("when, adopted", [("2027-03-02 06:00", False), ("2027-03-02 06:01", True)])
def test_06_an_objection_at_the_deadline_blocks_a_silence_procedure(when: str, adopted: bool):
    record = play(
        by("silence procedure of guarantors"), INVOKED + f"{when}: Germany votes against the case.\n"
    )
    assert decision(record).status == ("adopted" if adopted else "rejected")


def test_07_after_means_not_before():
    record = play(CHAIN, START + "2027-03-01 04:00: Ukraine invokes this treaty.\n")
    assert decision(record).opened == at("2027-03-01 04:00")


def test_08_within_a_date_written_order_is_the_order_of_instants():
    attack = ATTACK.replace(" 04:00", "")
    late = play(CHAIN, RATIFIED + "2027-03-01: Ukraine invokes this treaty.\n" + attack)
    assert not late.decisions
    assert changes(late, "void")
    good = play(CHAIN, RATIFIED + attack + "2027-03-01: Ukraine invokes this treaty.\n")
    assert len(good.decisions) == 1


def test_08_a_date_without_a_time_follows_the_event_written_before_it():
    record = play(CHAIN, START + "2027-03-01: Ukraine invokes this treaty.\n")
    assert decision(record).opened == at("2027-03-01 04:01")


def test_09_a_clock_in_days_runs_from_the_end_of_the_day():
    text = DIRECT.replace("72 hours", "3 days")
    assert duty(play(text, RATIFIED + ATTACK.replace(" 04:00", ""))).due == at("2027-03-04 23:59")
    assert duty(play(text, START)).due == at("2027-03-04 04:00")


def test_09_a_clock_in_hours_from_a_date_is_reported():
    record = play(DIRECT, RATIFIED + ATTACK.replace(" 04:00", ""))
    assert any("only the date is known" in note for note in record.notes)


def test_11_the_last_vote_before_closing_counts():
    record = play(CHAIN, ONE_SHORT + "2027-03-01 09:00: Poland votes against the case.\n"
                  "2027-03-01 10:00: France votes for the case.\n")  # fmt: skip
    assert decision(record).status == "lapsed"


def test_11_unless_votes_are_final():
    text = CHAIN + "article 8. Votes are final.\n"
    record = play(text, ONE_SHORT + "2027-03-01 09:00: Poland votes against the case.\n"
                  "2027-03-01 10:00: France votes for the case.\n")  # fmt: skip
    assert decision(record).status == "adopted"


def test_12_nothing_changes_after_closing():
    record = play(CHAIN, ADOPTED + "2027-03-01 09:00: Poland votes against the case.\n")
    assert decision(record).status == "adopted"
    assert decision(record).votes[-1].why == "the decision had closed"


def test_13_a_vote_before_opening_is_ignored_and_reported():
    record = play(CHAIN, START + "2027-03-01 05:00: Poland votes for the case.\n"
                  "2027-03-01 06:00: Ukraine invokes this treaty.\n"
                  "2027-03-01 07:00: France votes for the case.\n")  # fmt: skip
    assert decision(record).status == "lapsed"
    assert any("does not count" in note for note in record.notes)


def test_14_silence_applies_to_lapsed_decisions_only():
    record = play(by("majority of guarantors", "it has"),
                  INVOKED + "2027-03-01 08:00: Poland, France and Germany vote against the case.\n")  # fmt: skip
    assert decision(record).status == "rejected"
    assert not duties(record, "Poland")


def test_15_against_rejects_at_n_minus_k_plus_one():
    two = (
        INVOKED
        + "2027-03-01 08:00: Poland votes against the case.\n2027-03-01 09:00: France votes against the case.\n"
    )
    assert decision(play(CHAIN, two)).closed == at("2027-03-01 09:00")
    abstain = INVOKED + "2027-03-01 08:00: Poland, France and Germany abstain.\n"
    assert decision(play(CHAIN, abstain)).status == "lapsed"


def test_16_only_a_cast_abstention_is_one():
    text = by("unanimity of guarantors with constructive abstention")
    silent = INVOKED + "2027-03-01 08:00: Poland and France vote for the case.\n"
    assert decision(play(text, silent)).status == "lapsed"
    assert decision(play(text, silent + "2027-03-01 09:00: Germany abstains.\n")).status == "adopted"


def test_17_all_abstaining_adopts_nothing():
    text = by("unanimity of guarantors with constructive abstention")
    assert (
        decision(play(text, INVOKED + "2027-03-01 08:00: Poland, France and Germany abstain.\n")).status
        == "lapsed"
    )


def test_18_with_the_consent_of_needs_its_vote():
    text = by("majority of guarantors with the consent of Germany")
    votes = INVOKED + "2027-03-01 08:00: Poland and France vote for the case.\n"
    assert decision(play(text, votes)).status == "lapsed"
    assert decision(play(text, votes + "2027-03-01 09:00: Germany votes for the case.\n")).closed == at(
        "2027-03-01 09:00"
    )
    assert (
        decision(play(text, votes + "2027-03-01 09:00: Germany votes against the case.\n")).status
        == "rejected"
    )


def test_18_unless_x_objects_lets_silence_be():
    text = (
        HEAD
        + "article 3. After an armed-attack Poland must use-force within 72 hours, "
        + "unless Germany objects within 24 hours.\n"
        + FORCE
    )
    assert duty(play(text, START)).since == at("2027-03-02 04:00")
    assert duty(play(text, START + "2027-03-01 06:00: Germany consents.\n")).since == at("2027-03-01 06:00")
    assert not duties(play(text, START + "2027-03-02 04:00: Germany objects.\n"), "Poland")


def test_19_a_fixed_count_is_kept_without_the_attacker():
    attack = START.replace("Russia attacks", "Germany attacks")
    head = HEAD.replace("attack by Russia on", "attack by anyone on")
    votes = "2027-03-01 06:00: Ukraine invokes this treaty.\n2027-03-01 08:00: Poland votes for the case.\n"
    for rule, need in (
        ("at least 3 guarantors other than the attacker", 3),
        ("majority of guarantors other than the attacker", 2),
    ):
        decide = f"article 2. On invocation {rule} decides within 24 hours whether the case has arisen"
        decide += "; on silence it has not.\n"
        found = decision(play(head + INVOKE + decide + RESPOND + FORCE, attack + votes))
        assert (found.electorate, found.need) == (("Poland", "France"), need)


def test_20_an_electorate_that_is_too_small_stays_open_and_lapses():
    record = play(
        by("at least 4 guarantors"),
        INVOKED + "2027-03-01 08:00: Poland, France and Germany vote for the case.\n",
    )
    assert (decision(record).status, decision(record).closed) == ("lapsed", at("2027-03-02 06:00"))
    assert any("can never adopt" in note for note in record.notes)


def test_21_a_majority_is_of_all_members():
    one = INVOKED + "2027-03-01 08:00: Poland votes for the case.\n"
    assert decision(play(CHAIN, one)).status == "lapsed"
    text = by("majority of guarantors of those voting with a quorum of 2")
    assert decision(play(text, one)).status == "lapsed"
    assert decision(play(text, one + "2027-03-01 09:00: France abstains.\n")).status == "adopted"


def test_22_the_electorate_is_frozen_at_the_opening():
    text = CHAIN + "From 2027-03-01 guarantors include Italy.\n"
    assert decision(play(text, INVOKED)).electorate == ("Poland", "France", "Germany", "Italy")
    text = CHAIN + "From 2027-03-02 guarantors include Italy.\n"
    assert decision(play(text, INVOKED)).electorate == ("Poland", "France", "Germany")


def test_60_a_vote_stays_counted_when_its_member_leaves():
    text = CHAIN + "article 8. A party may withdraw with 1 hour of notice.\n"
    record = play(
        text,
        ONE_SHORT + "2027-03-01 08:30: Poland withdraws.\n2027-03-01 12:00: France votes for the case.\n",
    )
    assert decision(record).status == "adopted"


def test_the_chain():
    record = play(CHAIN, ADOPTED + "2027-03-03 00:00: Poland acts to use-force for Ukraine.\n")
    assert status(record) == "performed"
    assert status(record, "France") == status(record, "Germany") == "breached"
    assert duty(record).due == at("2027-03-04 08:00")
    assert DECIDE
