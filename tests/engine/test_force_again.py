"""Force that comes back, that ends or is suspended on a condition, and what those who have left still count for."""

import pytest

from tests.engine.reading import ran

TEXT = """treaty "Guarantee", called G.
party Ukraine.
state Russia, Belarus, Poland, France, Germany.
parties, each a party, are Poland, France, Germany.
organ Council consists of the parties other than Ukraine.
event union.
In force from 2020-01-01.
This treaty ended for France on 2024-01-01.
article 1.
After an attack by a state on Ukraine each other party must assist the victim.
article 2.
After an attack by a state on Ukraine the parties together must consult.
article 3.
After an attack by a state on Ukraine Council decides which measures are taken.
Council decides under article 3 by consensus of the parties other than Ukraine.
On a decision under article 3 each other party must take that measure.
"""
ATTACK = "2027-03-01 04:00: Russia attacks Ukraine, scale limited, attribution established.\n"


def bearers(draft: str, events: str, article: str, settled: dict[str, str] | None = None) -> set[str]:
    """Who bears a duty under an article."""
    run = ran(draft, events, settled).run
    return {name for duty in run.duties if duty.prov.article == article for name in duty.members}


def test_who_has_left_has_no_share_in_a_joint_duty() -> None:
    assert bearers(TEXT, ATTACK, "1") == {"Poland", "Germany"}
    assert bearers(TEXT, ATTACK, "2") == {"Poland", "Germany", "Ukraine"}


def test_who_has_left_has_no_vote() -> None:
    votes = "2027-03-02 04:00: Poland and Germany vote for use-force.\n"
    assert bearers(TEXT, ATTACK + votes, "3") == {"Poland", "Germany"}


@pytest.mark.parametrize(("back", "expected"), [("2025-01-01", True), ("2028-01-01", False)])
def test_in_force_again(back: str, expected: bool) -> None:
    text = TEXT + f"In force again for France from {back}.\n"
    assert ("France" in bearers(text, ATTACK, "1")) == expected


def test_in_force_again_until() -> None:
    text = TEXT + "In force again for France from 2025-01-01 until 2026-01-01.\n"
    assert "France" not in bearers(text, ATTACK, "1")


@pytest.mark.parametrize("answer", ["always", "never"])
@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("In force again for France from 2025-01-01, if ?back.", {"always": True, "never": False}),
        ("This treaty ended for Poland on 2025-01-01, if ?back.", {"always": False, "never": True}),
        (
            "This treaty is suspended for Poland from 2025-01-01 while ?back.",
            {"always": False, "never": True},
        ),
        ("This treaty is suspended for Poland from 2028-01-01 while ?back.", {"always": True, "never": True}),
    ],
)
def test_on_a_condition(sentence: str, bound: dict[str, bool], answer: str) -> None:
    who = "France" if "France" in sentence else "Poland"
    text = TEXT + f"open back: always | never.\n{sentence}\n"
    assert (who in bearers(text, ATTACK, "1", {"back": answer})) == bound[answer]


def test_nothing_is_owed_to_whom_it_is_suspended_for() -> None:
    text = TEXT + "This treaty is suspended for Ukraine from 2025-01-01.\n"
    run = ran(text, ATTACK)
    assert bearers(text, ATTACK, "1") == set()
    assert [o.code for o in run.record.outcomes] == ["EXPIRED"]


SECOND = TEXT.replace(
    "each other party must assist the victim.",
    "each other party must assist the victim,\n"
    "if an attack by a state other than the attacker on the victim has occurred.",
)
OTHER = "2027-03-05 04:00: Belarus attacks Ukraine, scale limited, attribution established.\n"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (ATTACK, set()),
        (ATTACK + OTHER.replace("Belarus", "Russia"), set()),
        (ATTACK + OTHER, {"Poland", "Germany"}),
    ],
)
def test_another_attack_by_another_attacker(events: str, expected: set[str]) -> None:
    """In a condition on another attack, the attacker and the victim are those of the case at hand."""
    assert bearers(SECOND, events, "1") == expected


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("from abroad", "CF_BINDING"), ("origin internal", "EXCL_TYPE")],
)
def test_an_exception_for_a_party_names_the_ground(origin: str, expected: str) -> None:
    text = (
        'treaty "Pair", called G.\nparty Ukraine, Poland.\nstate Russia.\nIn force from 2020-01-01.\narticle 1.\n'
        "After an attack by anyone on a party each other party must assist the victim.\n"
        'understanding of Poland "Only from outside".\narticle 2.\n'
        "Article 1 does not bind Poland, unless the attack is external.\n"
    )
    events = ATTACK.replace("scale limited", f"scale limited, {origin}")
    assert [o.code for o in ran(text, events).record.outcomes] == [expected]


def test_a_replaced_article_says_nothing_to_the_outcome() -> None:
    text = (
        'treaty "Amended", called G.\nparty Ukraine, Poland.\nstate Russia.\nIn force from 2020-01-01.\n'
        "organ Council.\narticle 1.\n"
        "After an attack by anyone on a party Council decides whether the case has arisen.\n"
        "When the case has arisen each other party must assist the victim.\n"
        'amendment "New", from 2025-01-01.\narticle 1.\n'
        "Instead of article 1, after an attack by anyone on a party, on request of the victim, "
        "Council decides whether the case has arisen.\n"
        "When the case has arisen each other party must assist the victim.\n"
    )
    refused = "2027-03-02: Ukraine requests assistance.\n2027-03-03: Council decides that the case has not arisen.\n"
    found = ran(text, ATTACK + refused).record.outcomes
    assert [(o.code, o.reason) for o in found] == [("NOT_DETERMINED", "refused")]


@pytest.mark.parametrize("towards", [" towards Poland", ""])
def test_suspended_towards_one_alone(towards: str) -> None:
    text = TEXT.replace("party Ukraine.", "party Ukraine, Italy.").replace("on Ukraine", "on Poland")
    events = f"2027-02-01: Germany suspends this treaty{towards}.\n" + ATTACK.replace("Ukraine", "Poland")
    assert bearers(text, events, "1") == ({"Ukraine", "Italy"} if towards else set())


def test_an_event_of_a_year() -> None:
    assert bearers(TEXT, "2027: " + ATTACK.partition(": ")[2], "1") == {"Poland", "Germany"}
