"""Dates without a time of day: what they leave open is unsettled, and it is said whose time would settle it."""

import pytest

from foedus.base import instant_text
from foedus.engine.precision import Precise
from foedus.model import Duty
from tests.engine.reading import ATTACK, FORCE, HEAD, RATIFIED, precise

DIRECT = HEAD + "article 3. After an armed-attack each guarantor must use-force within 72 hours.\n" + FORCE
DAYS = DIRECT.replace("72 hours", "3 days")
ON_A_DAY = ATTACK.replace("2027-03-01 04:00", "2027-03-01")
ACT = "{}: Poland acts to use-force for Ukraine.\n"


def poland(found: Precise) -> Duty:
    return next(d for d in found.record.duties if d.bearer == "Poland")


def said(found: Precise) -> list[str]:
    return [doubt.text for doubt in found.doubts]


def test_exact_events_leave_nothing_open() -> None:
    found = precise(DIRECT, RATIFIED + ATTACK)
    assert len(found.worlds) == 1
    assert not found.doubts


def test_a_date_that_changes_nothing_leaves_nothing_open() -> None:
    found = precise(DIRECT, RATIFIED.replace(" 00:00", "") + ATTACK + ACT.format("2027-03-02"))
    assert said(found) == []
    assert poland(found).status == "performed"


def test_an_act_on_the_day_of_its_deadline() -> None:  # edge case 10
    found = precise(DIRECT, RATIFIED + ATTACK + ACT.format("2027-03-04"))
    assert said(found) == [
        "Poland, use-force under article 3: performed or late, which turns on the time of day of the act of 2027-03-04"
    ]
    assert not poland(found).sure
    times = {t for world in found.worlds for t in world.times.values()}
    assert {"2027-03-04 04:00", "2027-03-04 04:01"} <= {instant_text(t) for t in times}


def test_a_clock_in_days_runs_from_the_end_of_the_day() -> None:  # edge case 9
    found = precise(DAYS, RATIFIED + ON_A_DAY)
    assert said(found) == []
    due = poland(found).due
    assert due is not None
    assert instant_text(due) == "2027-03-04 23:59"


def test_a_clock_in_hours_from_a_date_is_unsettled() -> None:  # edge case 9
    found = precise(DIRECT, RATIFIED + ON_A_DAY)
    assert len(found.doubts) == 3
    assert said(found)[0] == (
        "Poland, use-force under article 3: its deadline is between 2027-03-04 00:00 and 2027-03-04 23:59, "
        "which turns on the time of day of the attack of 2027-03-01"
    )


def test_a_clock_in_hours_from_a_date_against_an_exact_act() -> None:
    inside = precise(DIRECT, RATIFIED + ON_A_DAY + ACT.format("2027-03-03 23:00"))
    assert "deadline" in said(inside)[0]
    across = precise(DIRECT, RATIFIED + ON_A_DAY + ACT.format("2027-03-04 12:00"))
    assert said(across)[0].startswith("Poland, use-force under article 3: late or performed")


def test_events_of_one_date_follow_each_other_as_written() -> None:  # edge case 8
    draft = HEAD + "article 1. After an armed-attack Ukraine may invoke this treaty.\n"
    draft += "article 2. On invocation Poland decides within 3 days whether the case has arisen; on silence it has.\n"
    draft += (
        "article 3. When the case has arisen each guarantor must use-force within 3 days of the decision.\n"
        + FORCE
    )
    invoked = "2027-03-01: Ukraine invokes this treaty.\n"
    after = precise(draft, RATIFIED + ON_A_DAY + invoked)
    assert poland(after).status == "breached"
    before = precise(draft, RATIFIED + invoked + ON_A_DAY)
    assert not [d for d in before.record.duties if d.modal == "must"]
    assert not before.doubts


def test_ratified_and_attacked_on_one_day_is_settled_by_the_order_of_writing() -> None:
    day = "2027-03-01: Ukraine, Poland, France and Germany ratify.\n"
    assert poland(precise(DAYS, day + ON_A_DAY)).status == "breached"
    assert not precise(DAYS, ON_A_DAY + day).record.duties


@pytest.mark.parametrize(("when", "doubtful"), [("2027-02", False), ("2027-03", True), ("2027-04", False)])
def test_a_month_is_an_unknown_minute_of_it(when: str, doubtful: bool) -> None:
    ratified = f"{when}: Ukraine, Poland, France and Germany ratify.\n"
    text = ratified + ATTACK if when < "2027-03" else ATTACK + ratified
    found = precise(DIRECT, text)
    assert bool(found.doubts) == doubtful
    if doubtful:
        assert "never arises or breached" in said(found)[0] or "breached or never arises" in said(found)[0]
        assert "the day and time of the ratification of 2027-03" in said(found)[0]
        assert any("lack of precision" in note for note in found.record.notes)


def test_a_vote_on_the_day_of_the_deadline() -> None:
    draft = HEAD + "article 1. After an armed-attack Ukraine may invoke this treaty.\n"
    draft += "article 2. On invocation Poland decides within 24 hours whether the case has arisen;"
    draft += " on silence it has not.\n"
    draft += (
        "article 3. When the case has arisen each guarantor must use-force within 7 days of the decision.\n"
        + FORCE
    )
    text = (
        RATIFIED
        + ATTACK
        + "2027-03-01 06:00: Ukraine invokes this treaty.\n2027-03-02: Poland votes for the case.\n"
    )
    found = precise(draft, text)
    assert any(d.key == "outcome" for d in found.doubts)
    assert all("the time of day of the vote of 2027-03-02" in line for line in said(found))


def test_two_dates_that_matter_only_together() -> None:
    draft = HEAD + "article 1. After an armed-attack Ukraine may invoke this treaty.\n"
    draft += "article 2. On invocation Poland decides within 24 hours whether the case has arisen;"
    draft += " on silence it has not.\n"
    draft += (
        "article 3. When the case has arisen each guarantor must use-force within 7 days of the decision.\n"
        + FORCE
    )
    text = (
        RATIFIED
        + ATTACK
        + "2027-03-01: Ukraine invokes this treaty.\n2027-03-02: Poland votes for the case.\n"
    )
    found = precise(draft, text)
    assert any(d.key == "outcome" for d in found.doubts)


def test_too_many_dates_are_said_to_be_too_many() -> None:
    acts = "".join(ACT.format(f"2027-03-{day:02d}") for day in range(2, 12))
    found = precise(DIRECT.replace("72 hours", "9 days"), RATIFIED + ATTACK + acts)
    assert len(found.worlds) <= 256
