"""Breaches that nobody observes, findings that nobody must make in time."""

from __future__ import annotations

from tests.check.drafted import HEAD, PARTIES, found, sentences

DUTY = "article 1.\nAfter an attack by Russia on Ukraine each guarantor must arm Ukraine within 24 hours.\n"


def test_a_duty_that_nobody_observes():
    [one] = found(HEAD + PARTIES + DUTY, "verification")
    assert one.code == "F1101"
    assert one.sentence == "Nobody observes whether article 1 is kept."
    assert (
        one.expects == ("at 2027-03-02 04:00: Poland is in breach of article 1",)
        or "breach" in one.expects[0]
    )


def test_an_observer_is_enough():
    text = (
        HEAD
        + "organ Special Commission.\n"
        + PARTIES
        + DUTY
        + "Special Commission observes article 1 and reports within 24 hours.\n"
    )
    assert sentences(text, "verification") == []


def test_a_standard_without_a_time():
    text = HEAD + "organ Special Commission.\nstandard sustained, judged by Special Commission.\n" + PARTIES
    duty = DUTY.replace("Ukraine each", "Ukraine, provided the attack is sustained, each").replace(
        ".\nAfter", ".\nAfter", 1
    )
    more = "Special Commission observes article 1 and reports within 24 hours.\n"
    assert sentences(text + duty + more, "verification") == [
        "Special Commission need never find whether the attack is sustained."
    ]
    timed = text.replace("judged by Special Commission.", "judged by Special Commission within 7 days.")
    assert sentences(timed + duty + more, "verification") == []
