"""What timelines expect, and how a difference reads."""

from collections.abc import Mapping

from foedus.engine.expect import ExpectResult, check
from foedus.engine.summary import state_at
from tests.engine.reading import ATTACK, FORCE, HEAD, RATIFIED, events, ran, read

OPEN = (
    HEAD
    + """open decider: any guarantor | majority of guarantors | unanimity of guarantors, asks "Who decides?".
open clock: 24 hours | 72 hours, asks "How long?".
open silence: it has not | it has, asks "And if nobody speaks?".
article 1. After an armed-attack Ukraine may invoke this treaty.
article 2. On invocation ?decider decides within ?clock whether the case has arisen; on silence ?silence.
article 3. When the case has arisen each guarantor must use-force within 72 hours of the decision.
"""
    + FORCE
)
STORY = (
    RATIFIED
    + ATTACK
    + """2027-03-01 06:00: Ukraine invokes this treaty.
2027-03-01 20:00: Poland and France vote for the case.
2027-03-03 00:00: Poland acts to use-force for Ukraine.
"""
)
SETTLED = {"decider": "majority of guarantors", "clock": "24 hours", "silence": "it has not"}


def results(
    text: str, fixed: Mapping[str, str] | None = None, draft: str = OPEN, limit: int = 1000
) -> tuple[ExpectResult, ...]:
    loaded = read(draft)
    assert loaded.draft is not None
    return check(loaded.draft, events(text, loaded), fixed, limit)


def test_all_as_expected() -> None:
    expected = """expect at 2027-03-04 00:00:
  the case has arisen;
  Poland performed article 3;
  Germany owes use-force until 2027-03-04 20:00 under article 3;
  nobody is in breach.
expect CF_BINDING.
"""
    found = results(STORY + expected, SETTLED)
    assert [r.ok for r in found] == [True, True], [r.lines() for r in found]
    assert found[1].lines() == ("  CF_BINDING",)


def test_a_difference_says_what_is_so_instead() -> None:
    found = results(STORY + "expect at 2027-03-04 00:00: Germany owes nothing; the case has arisen.", SETTLED)
    assert found[0].lines() == (
        "- at 2027-03-04 00:00: Germany owes nothing",
        "+ Germany owes use-force until 2027-03-04 20:00 under article 3",
        "  at 2027-03-04 00:00: the case has arisen",
    )
    found = results(STORY + "expect NOT_DETERMINED.", SETTLED)
    assert found[0].lines() == (
        "- NOT_DETERMINED",
        "+ CF_BINDING (arises): article 3: Poland must use-force",
    )


def test_an_expectation_must_hold_in_every_completion() -> None:
    found = results(STORY + "expect CF_BINDING.\nexpect it depends whether the case has arisen.\n")
    assert [r.ok for r in found] == [False, True]
    assert found[0].lines()[:2] == (
        "- CF_BINDING",
        "+ it depends: no if decider = unanimity of guarantors, and silence = it has not; else yes",
    )


def test_the_timelines_own_choices_count() -> None:
    chosen = "with decider = majority of guarantors, silence = it has not, clock = 24 hours.\n"
    assert results(chosen + STORY + "expect CF_BINDING.")[0].ok


def test_unsettled_can_be_expected() -> None:
    text = (
        RATIFIED
        + ATTACK.replace("established", "suspected")
        + "2027-03-01 06:00: Ukraine invokes this treaty.\n"
    )
    found = results(
        text + "expect NOT_DETERMINED.\nexpect it is unsettled whether the case has arisen.\n", SETTLED
    )
    assert [r.ok for r in found] == [True, True], [r.lines() for r in found]


def test_a_case_is_not_settled_while_its_invocation_waits() -> None:
    text = (
        RATIFIED
        + ATTACK.replace("established", "suspected")
        + "2027-03-01 06:00: Ukraine invokes this treaty.\n"
        + "2027-03-03 00:00: the attack is attributed to Russia.\n"
        + "2027-03-03 01:00: Poland and France vote for the case.\n"
    )
    waits = "expect at 2027-03-02 00:00: the case is not settled.\n"
    found = results(text + waits + "expect at 2027-03-03 02:00: the case has arisen.\n", SETTLED)
    assert [r.ok for r in found] == [True, True], [r.lines() for r in found]


def test_a_date_without_a_time_leaves_an_expectation_unsettled() -> None:
    text = STORY.replace("2027-03-03 00:00", "2027-03-04")
    found = results(text + "expect Poland performed article 3.\n", SETTLED)
    assert not found[0].ok
    assert "unsettled for lack of precision" in found[0].lines()[1]
    assert results(text + "expect it is unsettled whether Poland performed article 3.\n", SETTLED)[0].ok


def test_questions_may_be_expected() -> None:
    ask = "expect whenever Russia attacks Ukraine, at least 3 guarantors must use-force within 7 days.\n"
    assert results(STORY + ask, SETTLED)[0].ok
    assert results(STORY + "expect it is not so that never, Germany is in breach.\n", SETTLED)[0].ok


def test_beyond_the_limit_it_is_unknown_and_says_what_to_settle() -> None:
    found = results(STORY + "expect nobody is in breach.\n", limit=2)[0]
    assert found.unknown
    assert found.settle


def test_the_state_in_plain_words() -> None:
    found = ran(OPEN, STORY, SETTLED)
    from foedus.base import parse_when

    def lines(when: str) -> tuple[str, ...]:
        return state_at(found.record, parse_when(when).earliest).lines()

    assert lines("2027-03-01 07:00")[:1] == (
        "majority of guarantors decides whether the case has arisen under article 2: open until 2027-03-02 06:00, "
        "0 of 2 votes for it",
    )
    assert "France owes use-force until 2027-03-04 20:00 under article 3" in lines("2027-03-03 12:00")
    assert lines("2027-03-05 00:00")[0] == "France is in breach of article 3: use-force, due 2027-03-04 20:00"
