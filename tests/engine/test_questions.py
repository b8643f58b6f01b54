"""Questions about a run."""

import pytest

from foedus.base import instant_text
from foedus.engine.questions import Reply, ask
from foedus.language import parse_question
from tests.engine.reading import ATTACK, FORCE, HEAD, RATIFIED, ran, read

DRAFT = (
    HEAD
    + """article 1. After an armed-attack Ukraine may invoke this treaty.
article 3. After an armed-attack each guarantor must use-force within 72 hours.
article 4. After an armed-attack each guarantor may sanction Russia.
"""
    + FORCE
)
ACT = "2027-03-03 00:00: Poland acts to use-force for Ukraine.\n"
FULL = ATTACK.replace("limited", "full-scale")
WHENEVER = "whenever Russia makes a full-scale attack on Ukraine in territory of Ukraine, "


def reply(question: str, events: str = RATIFIED + FULL + ACT, draft: str = DRAFT) -> Reply:
    made, problems = parse_question(question, read(draft))
    assert made is not None, [p.message for p in problems]
    return ask(ran(draft, events), made)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (WHENEVER + "at least 3 guarantors must use-force within 7 days.", True),
        (WHENEVER + "at least 3 guarantors must use-force within 72 hours.", True),
        (WHENEVER + "at least 3 guarantors must use-force within 71 hours.", False),
        (WHENEVER + "each guarantor must assist within 7 days.", True),  # a named measure assists
        (WHENEVER + "each guarantor must sanction within 7 days.", False),  # named measures are unranked
        (WHENEVER + "some guarantor may sanction.", True),
        (WHENEVER + "Poland may use-force.", True),  # a duty is more than a power
        (WHENEVER + "Poland does use-force within 3 days.", True),
        (WHENEVER + "Poland does use-force within 1 day.", False),
        (WHENEVER + "France does use-force within 3 days.", False),
        (WHENEVER + "Poland performed article 3.", True),
        ("whenever Russia attacks Poland, each guarantor must use-force.", True),  # it never happens
        ("always, Poland owes nothing.", False),
        ("never, Germany is in breach.", False),
        ("never, Poland is in breach.", True),
        ("France is in breach.", True),
        ("nobody is in breach.", False),
        ("at least 2 guarantors owe nothing.", True),
    ],
)
def test_questions(question: str, expected: bool) -> None:
    assert reply(question).value is expected


def test_a_count_of_parties_is_evaluated_over_sure_and_possible_bearers() -> None:  # edge case 53
    suspected = RATIFIED + FULL.replace("established", "suspected")
    question = "whenever an attack on Ukraine, at least 3 guarantors must use-force within 7 days."
    assert reply(question, suspected).value is not True


def test_a_question_shows_the_instants() -> None:
    found = reply("never, Germany is in breach.")
    assert [instant_text(t) for t in found.instants][:1] == ["2027-03-04 04:00"]
    assert reply("whenever Russia attacks Poland, each guarantor must use-force.").why == "it never happens"


def test_who_did_not_ratify_is_not_counted() -> None:
    events = RATIFIED.replace("Poland, France and Germany", "Poland and France") + FULL
    assert reply(WHENEVER + "at least 3 guarantors must use-force within 7 days.", events).value is False
    assert reply(WHENEVER + "at least 2 guarantors must use-force within 7 days.", events).value is True


def test_the_record_ends_before_the_answer() -> None:
    events = f'timeline "T", of G, until 2027-03-02.\n{RATIFIED}{FULL}'
    assert reply(WHENEVER + "Poland does use-force within 7 days.", events).value is None
    assert reply(WHENEVER + "Poland must use-force within 7 days.", events).value is True


def test_a_choice_of_measures_binds_to_neither() -> None:
    draft = DRAFT.replace("must use-force within", "must use-force or sanction Russia within")
    events = RATIFIED + FULL
    assert reply(WHENEVER + "each guarantor must use-force within 7 days.", events, draft).value is False
    assert reply(WHENEVER + "each guarantor must assist within 7 days.", events, draft).value is True
