"""Provisions that can never apply; open points and options that change nothing."""

from __future__ import annotations

from tests.check.drafted import HEAD, PARTIES, found, sentences

SIX = """treaty "Pact", called PACT.
party Ukraine, Russia, Albania, Belgium, Croatia, Denmark, Estonia, Finland.
guarantors, each a guarantor and a party, are Albania, Belgium, Croatia, Denmark, Estonia, Finland.
"""
VOTE = (
    "article 1.\nAfter an attack by Russia on Ukraine Ukraine may invoke this treaty.\n"
    "article 2.\nOn invocation ?decider decides within 24 hours whether the case has arisen; on silence it has not.\n"
    "article 3.\nWhen the case has arisen each guarantor must arm Ukraine within 24 hours.\n"
)


def test_a_provision_for_a_case_that_cannot_come():
    text = (
        f"{HEAD}{PARTIES}article 1.\nAfter a full-scale attack by Russia on Ukraine, provided the attack is limited, "
        "each guarantor must assist.\n"
    )
    [one] = found(text, "dead")
    assert one.code == "F0801"
    assert one.sentence == "Article 1 can never apply."


def test_a_provision_that_applies_is_not_dead():
    text = f"{HEAD}{PARTIES}article 1.\nAfter a full-scale attack by Russia on Ukraine each guarantor must assist.\n"
    assert sentences(text, "dead") == []


def test_a_majority_and_two_thirds_of_six_are_one_rule():
    point = "open decider: majority of guarantors | two-thirds of guarantors | unanimity of guarantors, "
    point += 'asks "Who decides?".\n'
    [one] = found(SIX + point + VOTE, "dead")
    assert one.code == "F0802"
    assert one.sentence == (
        "The options “majority of guarantors” and “two-thirds of guarantors” of decider come to the same."
    )


def test_of_five_they_are_two_rules():
    point = 'open decider: majority of guarantors | two-thirds of guarantors, asks "Who decides?".\n'
    five = SIX.replace(", Finland.", ".")
    assert sentences(five + point + VOTE, "dead") == []


def test_a_point_all_of_whose_options_come_to_the_same():
    point = 'open size: below-threshold | limited, asks "How large?".\n'
    text = (
        f"{HEAD}{PARTIES}{point}article 1.\n"
        "After a ?size or larger attack by Russia on Ukraine, provided the attack is full-scale, "
        "each guarantor must arm Ukraine.\n"
    )
    [one] = found(text, "dead")
    assert (
        one.sentence
        == "The open point size changes nothing: “below-threshold” and “limited” come to the same."
    )


def test_what_asks_for_a_line_that_is_crossed_or_for_an_attack_that_lasts_is_not_dead():
    text = (
        f"{HEAD}{PARTIES}place Agreed Line within territory of Ukraine.\n"
        "article 1.\nAfter an attack by Russia on Ukraine across Agreed Line, lasting more than 3 days, "
        "each guarantor must assist.\n"
    )
    assert sentences(text, "dead") == []
    said = sentences(text, "scope")
    assert "Attacks across another line than Agreed Line are left out." in said
    assert "Attacks lasting less than 3 days are left out." in said
