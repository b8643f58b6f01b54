"""The worst and the best case to the minute; what has no clock; who can put a decision off for ever."""

from __future__ import annotations

from itertools import product

import pytest

from foedus.base import HOUR
from foedus.check.latest import ASK, FIND
from foedus.engine.run import run
from foedus.language import parse_draft, parse_timeline
from tests.check.drafted import found, sentences
from tests.check.pact import plain, voted


def test_what_comes_within_the_horizon_is_no_finding():
    assert found(voted(), "time") == []
    assert found(plain(), "time") == []


def test_clocks_add_up_to_the_worst_case():
    [one] = found(voted(clock="48 hours", speed="24 hours"), "time")
    assert one.code == "F0301"
    assert one.minutes == FIND + 48 * HOUR + 24 * HOUR
    assert one.best == 24 * HOUR
    assert (
        one.sentence
        == "Up to 96 hours pass from the attack until the first duty to help falls due, more than 72 hours."
    )
    assert one.always
    assert "whoever asks does so within 6 hours" in one.assumes
    assert "it is found who attacked within 24 hours" in one.assumes
    assert one.covers[-1].startswith("after 96 hours: it falls due")


def test_a_clock_from_the_attack_does_not_add_up():
    [one] = found(plain(help_="each guarantor must assist Vallia within 100 hours of the attack"), "time")
    assert (one.minutes, one.best) == (100 * HOUR, 100 * HOUR)


def test_the_slowest_completion_is_told_with_where_it_is_late():
    more = 'open clock: 12 hours | 48 hours, asks "How long?".\n'
    [one] = found(voted(clock="?clock", speed="24 hours", more=more), "time")
    assert not one.always
    assert one.depends == ((("clock", ("48 hours",)),),)
    assert "in the slowest completion" in one.sentence


def test_a_duty_without_a_clock():
    [one] = found(plain(help_="each guarantor must assist Vallia, without delay"), "time")
    assert one.sentence == "The duty to help under article 1 has no clock."
    assert one.minutes is None
    assert "fixes no instant" in one.why


def test_a_power_has_no_deadline_and_is_no_gap_of_time():
    assert found(plain(help_="each guarantor may assist Vallia"), "time") == []


def test_a_question_that_stays_open_can_be_put_off_for_ever():
    findings = found(voted("unanimity of guarantors", silence="the question stays open"), "time")
    assert [one.sentence for one in findings] == [
        "Any one of the 3 guarantors can put off the decision for ever."
    ]
    assert findings[0].minutes is None
    assert findings[0].covers == ("unbounded: any one of the 3 guarantors can delay for ever by silence",)


@pytest.mark.parametrize(
    "who", ["any guarantor", "majority of guarantors", "unanimity of guarantors", "Vallia"]
)
@pytest.mark.parametrize(
    ("clock", "speed", "anchor"), [(40, 30, "decision"), (50, 1, "decision"), (60, 90, "attack")]
)
def test_the_worst_case_equals_a_brute_force(who: str, clock: int, speed: int, anchor: str):
    text = voted(who, f"{clock} hours", speed=f"{speed} hours").replace("of the decision", f"of the {anchor}")
    loaded = parse_draft(text)
    assert loaded.ok, loaded.diagnostics
    assert loaded.draft is not None
    best, worst = 10**9, 0
    # Every clock runs from one of these; at its first, last and some inner minute, and just past its end.
    for ask, find, votes in product(
        (0, 1, ASK), (0, FIND - 1, FIND), product((0, 3 * HOUR, clock * HOUR), repeat=3)
    ):
        opened = max(ask, find)
        voters = ["Vallia"] if who == "Vallia" else ["Arland", "Borland", "Corland"]
        lines = [
            'timeline "One", of PACT.', "2027-03-01 00:00: Ruritania attacks Vallia, scale limited.",
            f"{_at(ask)}: Vallia invokes PACT.",
            f"{_at(find)}: the attack of 2027-03-01 00:00 is attributed to Ruritania, established.",
            *(f"{_at(opened + v)}: {n} votes for the case." for n, v in zip(voters, votes, strict=False)),
        ]  # fmt: skip
        timeline = parse_timeline("\n".join([lines[0], *sorted(lines[1:])]), loaded)
        assert timeline.ok, timeline.diagnostics
        assert timeline.timeline is not None
        record = run(loaded.draft, timeline.timeline)
        dues = [d.due for d in record.duties if d.modal == "must" and d.due is not None]
        if dues:
            first = min(dues) - record.occurrences[0].at
            best, worst = min(best, first), max(worst, first)
    [one] = [f for f in found(text, "time") if f.minutes is not None]
    assert (one.minutes, one.best) == (worst, best)


def _at(minutes: int) -> str:
    days, rest = divmod(minutes, 24 * HOUR)
    return f"2027-03-{1 + days:02d} {rest // 60:02d}:{rest % 60:02d}"


def test_the_answer_waits_for_whoever_must_find_who_attacked():
    find = "article 9.\nAfter an attack by anyone on Vallia Vallia must attribute the attack {}.\n"
    help_ = "each guarantor must assist Vallia within 24 hours"
    said = sentences(plain(find.format("within 12 hours"), help_), "time")
    assert said == []
    [one, other] = found(plain(find.format("within 120 hours"), help_), "time")
    assert one.minutes == 144 * 60
    assert one.also[0].label == "article 9"
    assert "takes all the time that the text gives" in one.assumes
    assert other.sentence == (
        "The duty to find who attacked under article 9 falls due up to 120 hours after the attack, more than 72 hours."
    )
    said = sentences(plain(find.format("without delay"), help_), "time")
    assert said == ["The duty to find who attacked under article 9 has no clock."]


def test_a_duty_to_talk_has_a_clock_or_none():
    assert sentences(plain(help_="the guarantors together must consult within 24 hours"), "time") == []
    said = sentences(plain(help_="the guarantors together must consult, without delay"), "time")
    assert said == ["The duty to consult under article 1 has no clock."]
    [one] = found(plain(help_="the guarantors together must consult within 96 hours"), "time")
    assert one.sentence.startswith("The duty to consult under article 1 falls due up to 120 hours")
    assert one.weight < 0.3


def test_what_has_no_clock_may_arise_late_all_the_same():
    said = sentences(voted(clock="12 hours").replace(" within 12 hours of the decision", ""), "time")
    assert not [one for one in said if "before the duty" in one]
    late = found(voted(clock="10 days").replace(" within 12 hours of the decision", ""), "time")
    [one] = [x for x in late if "before the duty" in x.sentence]
    assert one.sentence.endswith("pass before the duty under article 3 arises, which has no clock then.")
    assert one.minutes == 10 * 24 * 60 + FIND  # who asks within 6 hours waits for it, too
