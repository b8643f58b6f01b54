"""Force that is owed where the Charter's conditions for it may not hold."""

from __future__ import annotations

from tests.check.drafted import found
from tests.check.pact import HEAD, voted

FORCE = "each guarantor must use-force within 24 hours"


def forced(scale: str, when: str = "") -> str:
    return f"{HEAD}article 1.\nAfter a {scale} attack by Ruritania on Vallia {FORCE}{when}.\n"


def asked(scale: str) -> str:
    invoke = f"After a {scale} attack by Ruritania on Vallia Vallia may invoke this treaty.\n"
    return f"{HEAD}article 1.\n{invoke}article 2.\nOn invocation {FORCE}.\n"


def test_force_at_the_victims_request_against_the_gravest_attacks_is_no_finding():
    assert found(asked("full-scale"), "charter") == []


def test_help_that_leaves_the_means_free_is_no_finding():
    assert found(voted(), "charter") == []


def test_force_that_nobody_asked_for():
    [one] = found(forced("full-scale"), "charter")
    assert one.code == "F1401"
    assert one.sentence == "Force is owed although Vallia has not asked for it."


def test_both_readings_of_the_threshold():
    [one] = found(asked("limited or larger"), "charter")
    assert (
        one.sentence
        == "Force is owed also against limited attacks: on the stricter reading these are no armed attacks."
    )
    assert len(one.covers) == 2
    assert "United States" in one.covers[0]
    assert "International Court of Justice" in one.covers[1]


def test_below_the_threshold():
    [one] = found(asked("below-threshold or larger"), "charter")
    assert "attacks below the threshold" in one.sentence


def test_a_draft_over_which_the_charter_prevails():
    text = forced("limited or larger") + "article 2.\nCHARTER prevails over this treaty.\n"
    text = text.replace("party Vallia.", 'use "charter.treaty".\nparty Vallia.')
    charter = (
        'charter "Charter", called CHARTER.\nparty Arland.\narticle 1.\nArland must not attack any state.\n'
    )
    text = text.replace("state Arland, Borland", "state Borland")
    assert found(text, "charter", {"charter.treaty": charter}) == []
