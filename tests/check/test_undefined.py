"""No rule for silence, nobody to vote, nobody bound to attribute, nothing on nuclear weapons."""

from __future__ import annotations

from tests.check.drafted import HEAD, PARTIES, found

ATTRIBUTE = "article 9.\nAfter an attack by anyone on Ukraine Poland must attribute within 24 hours.\n"
NUCLEAR = "Nothing in this treaty commits nuclear weapons.\n"


def vote(decider: str, silence: str = "; on silence it has not", by: str = "") -> str:
    return (
        f"{HEAD}{PARTIES}article 1.\nAfter an attack{by} on Ukraine Ukraine may invoke this treaty.\n"
        f"article 2.\nOn invocation {decider} decides within 24 hours whether the case has arisen{silence}.\n"
        "article 3.\nWhen the case has arisen each guarantor must arm Ukraine within 24 hours.\n"
    )


def codes(text: str) -> list[str]:
    return [one.code for one in found(text, "undefined")]


def test_a_decision_without_a_rule_for_silence():
    [one] = found(vote("majority of guarantors", ""), "undefined")
    assert (one.code, one.sentence) == ("F1501", "Article 2 has no rule for silence.")


def test_a_decision_with_one():
    assert codes(vote("majority of guarantors")) == []


def test_an_electorate_smaller_than_its_rule():
    text = vote("at least 2 guarantors other than the attacker")
    [one] = found(text, "undefined")
    assert one.code == "F1501"
    assert one.sentence == "Article 2 can be left without enough voters."


def test_nobody_is_bound_to_attribute():
    text = vote("majority of guarantors", by=" by Russia")
    [one] = found(text, "undefined")
    assert one.code == "F1502"
    assert codes(text + ATTRIBUTE) == []


def test_nothing_on_nuclear_weapons_where_force_is_owed():
    force = vote("majority of guarantors").replace("arm Ukraine", "use-force")
    assert codes(force) == ["F1503"]
    assert codes(force + NUCLEAR) == []


def test_of_some_attacks_nobody_is_bound_to_find_who_made_them():
    duty = "After an attack by Russia on Ukraine each guarantor must assist within 24 hours.\n"
    find = "article 9.\nAfter an attack by anyone on Ukraine Poland must attribute within 24 hours{}.\n"
    text = f"{HEAD}{PARTIES}article 1.\n{duty}"
    said = "Nobody is bound to find who {}, although the answer turns on it."
    assert found(text + find.format(""), "undefined") == []
    [one] = found(text + find.format(", unless the attack is provoked"), "undefined")
    assert one.sentence == said.format("made provoked attacks")
    [one] = found(text + find.format(", provided the victim has requested assistance"), "undefined")
    assert one.sentence == said.format("attacked unless Ukraine requests assistance")
    assert [ref.label for ref in one.also] == ["article 9"]
    asked = text.replace("24 hours.", "24 hours, provided the victim has requested assistance.")
    assert found(asked + find.format(", provided the victim has requested assistance"), "undefined") == []
