"""How a guarantor can free itself, or be freed."""

from __future__ import annotations

from tests.check.drafted import HEAD, PARTIES, found, sentences

DUTY = "article 1.\nAfter an attack by Russia on Ukraine each guarantor must use-force within 24 hours{}.\n"
VOTE = (
    "article 1.\nAfter an attack by Russia on Ukraine Ukraine may invoke this treaty.\n"
    "article 2.\nOn invocation {} decides within 24 hours whether the case has arisen; on silence it has not.\n"
    "article 3.\nWhen the case has arisen each guarantor must use-force within 24 hours.\n"
)


def test_a_guarantor_that_decides_for_itself_frees_itself():
    [one] = found(HEAD + PARTIES + VOTE.format("each guarantor for itself"), "forfeit")
    assert one.code == "F1201"
    assert one.sentence == "Each guarantor can free itself from article 3."


def test_where_others_decide_it_cannot():
    assert sentences(HEAD + PARTIES + VOTE.format("Ukraine"), "forfeit") == []


def test_an_organ_of_its_own_frees_a_guarantor():
    text = HEAD + "organ Sejm of Poland.\n" + PARTIES + DUTY.format("")
    text += "use-force by Poland needs a decision of Sejm, on silence refused.\n"
    assert sentences(text, "forfeit") == ["Poland can free itself from article 1."]


def test_a_body_frees_a_guarantor():
    text = HEAD + "organ Special Commission.\n" + PARTIES + DUTY.format("")
    text += "A guarantor is released from article 1 when Special Commission decides that the attack is provoked.\n"
    [one] = found(text, "forfeit")
    assert one.sentence == "Special Commission can free each guarantor from article 1."
    assert one.ref.line > 8


def test_a_duty_without_a_way_out():
    assert sentences(HEAD + PARTIES + DUTY.format(""), "forfeit") == []


def test_one_that_may_object_frees_from_talk_and_from_finding_who_attacked():
    consult = "article 2.\nAfter an attack by anyone on Ukraine the guarantors together must consult{}.\n"
    find = "article 3.\nAfter an attack by anyone on Ukraine Ukraine must attribute the attack within 24 hours{}.\n"
    bar = ", unless France objects within 12 hours"
    text = HEAD + PARTIES + DUTY.format("")
    assert sentences(text + consult.format("") + find.format(""), "forfeit") == []
    assert sentences(text + consult.format(bar) + find.format(bar), "forfeit") == [
        "France can free the guarantors together from article 2.",
        "France can free Ukraine from article 3.",
    ]
    [_, one] = found(text + consult.format(bar) + find.format(bar), "forfeit")
    assert one.weight < 0.5
