"""Dates without a time of day: what they leave open is unsettled, and it is said whose time would settle it."""

import random

import pytest

from foedus.base import instant_text
from foedus.engine.bench import Bench
from foedus.engine.precision import Precise
from foedus.model import Duty, Record, Timeline
from tests.engine.reading import ATTACK, FORCE, HEAD, RATIFIED, events, precise, read

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


# ---- against every minute tried at random ----------------------------------------------------------------------------

CHAIN = (
    HEAD
    + """article 1. After an armed-attack Ukraine may invoke this treaty.
article 2. On invocation majority of guarantors decides within {clock} whether the case has arisen;
  on silence {silence}.
article 3. When the case has arisen each guarantor must use-force within {response} of the decision,
  unless Ukraine has withdrawn.
article 8. A party may withdraw with 1 year of notice.
"""
    + FORCE
)


def story(source: random.Random) -> str:
    """Events of which some have no time of day, near to deadlines of other events."""

    def when(day: int) -> str:
        time = source.choice(("", "", " 04:00", " 12:00", " 23:59"))
        return f"2027-03-{day:02d}{time}"

    lines = [
        f"{when(1)}: Russia attacks territory of Ukraine in Odesa, scale limited, attribution established.",
        f"{when(source.choice((1, 2)))}: Ukraine invokes this treaty.",
        f"{when(source.choice((2, 3)))}: Poland and France vote for the case.",
    ]
    if source.random() < 0.7:
        lines.append(f"{when(source.choice((3, 4, 5)))}: Poland acts to use-force for Ukraine.")
    if source.random() < 0.3:
        lines.append(f"{when(source.choice((3, 4, 5)))}: Ukraine withdraws from this treaty.")
    return RATIFIED + "\n".join(lines) + "\n"


def minutes_at_random(timeline: Timeline, source: random.Random) -> dict[int, int] | None:
    """A minute for each imprecise event, in written order within a date."""
    times: dict[int, int] = {}
    last: dict[int, int] = {}
    for event in timeline.events:
        at = event.when.earliest
        if not event.when.exact:
            at = source.choice((source.randint(event.when.earliest, event.when.latest), at + 720, at + 240))
            times[event.order] = at
        day = at // 1440
        if day in last and at <= last[day] and event.when != timeline.events[event.order - 1].when:
            return None
        if day in last and not event.when.exact and at <= last[day]:
            times[event.order] = at = last[day] + 1
        last[day] = at
    return times


def fates(record: Record) -> dict[str, str]:
    found = {d.key: "late" if d.performed and d.status == "breached" else d.status for d in record.duties}
    return {**found, "outcome": record.outcome.code if record.outcome else ""}


@pytest.mark.parametrize("seed", range(15))
def test_no_minute_at_random_contradicts_the_worlds(seed: int) -> None:
    source = random.Random(seed)
    text = CHAIN.format(
        clock=source.choice(("12 hours", "24 hours", "1 day", "36 hours")),
        silence=source.choice(("it has", "it has not")),
        response=source.choice(("24 hours", "36 hours", "2 days")),
    )
    loaded = read(text)
    assert loaded.draft is not None
    timeline = events(story(source), loaded)
    bench = Bench(loaded.draft, timeline)
    found = bench.run(lambda point: 0)
    seen = [fates(world.record) for world in found.worlds]
    for _ in range(25):
        times = minutes_at_random(timeline, source)
        if times is not None:
            one = fates(bench.once(lambda point: 0, times).record)
            for key, fate in one.items():
                assert fate in {other.get(key, "") for other in seen}, (key, fate, times)
            missing = {key for other in seen for key in other} - set(one)
            assert all(any(key not in other for other in seen) for key in missing)
