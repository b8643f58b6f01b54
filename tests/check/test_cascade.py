"""Who else comes to owe help once the attack occurs, or once somebody helps."""

from __future__ import annotations

from tests.check.drafted import found

GUARD = """treaty "Guarantee", called GUARD.
state Arland, Borland, Corland, Dorland, Ruritania.
party Vallia.
guarantors, each a guarantor and a party, are Arland, Borland.
article 1.
After a limited or larger attack by Ruritania on Vallia each guarantor must use-force within 72 hours of the attack.
"""
NORTH = """treaty "Alliance", called NORTH.
state Arland, Borland, Corland, Dorland, Ruritania, Vallia.
allies, each an ally and a party, are {}.
article 5.
After a limited or larger attack by anyone on an ally each other ally must assist the victim.
"""
BOTH = 'package "Both", called BOTH, of GUARD, NORTH.\nuse "guard.treaty", "north.treaty".\n'


def both(allies: str) -> dict[str, str]:
    return {"guard.treaty": GUARD, "north.treaty": NORTH.format(allies)}


def test_help_that_draws_in_the_allies_of_whoever_helps():
    [one] = found(BOTH, "cascade", both("Borland, Corland, Dorland"))
    assert one.code == "F1301"
    assert one.sentence == (
        "If Ruritania strikes back at a party that helps Vallia, Corland and Dorland come to owe it help"
        " under article 5 of NORTH."
    )
    assert one.covers == ("Corland", "Dorland")
    assert one.ref.instrument == "NORTH"
    assert one.witness.count(" attacks ") == 2


def test_an_alliance_to_which_no_guarantor_belongs_is_not_drawn_in():
    assert found(BOTH, "cascade", both("Corland, Dorland")) == []


def test_an_ally_of_the_victim_owes_help_for_the_same_attack():
    findings = found(BOTH, "cascade", both("Vallia, Corland, Dorland"))
    assert "An attack on Vallia obliges Corland and Dorland too, under article 5 of NORTH." in [
        f.sentence for f in findings
    ]


def test_one_text_alone_has_no_cascade():
    assert found(GUARD, "cascade") == []
