"""Must and must not for one party: in one text, and across two."""

from __future__ import annotations

from tests.check.drafted import HEAD, PARTIES, found, sentences

DUTY = "article 1.\nAfter an attack by anyone on Ukraine each guarantor must use-force within 24 hours.\n"
BAN = "article 2.\nPoland must not use-force against Russia.\n"


def test_one_party_must_and_must_not():
    [one] = found(HEAD + PARTIES + DUTY + BAN, "conflict")
    assert one.code == "F0701"
    assert one.sentence == "Poland must use-force under article 1 and must not under article 2."
    assert one.ref.label == "article 1"
    assert [ref.label for ref in one.also] == ["article 2"]


def test_a_rank_settles_it():
    assert (
        sentences(
            HEAD + PARTIES + DUTY + BAN + "article 3.\nArticle 1 prevails over article 2.\n", "conflict"
        )
        == []
    )


def test_another_than_the_attacker_may_be_spared():
    ban = "article 2.\nPoland must not use-force against Ukraine.\n"
    attacked = DUTY.replace("by anyone", "by Russia")
    assert sentences(HEAD + PARTIES + attacked + ban, "conflict") == []


def test_two_texts_together():
    law = 'statute "Neutrality Law", of Poland, called NEUTRAL.\nuse "names.treaty".\n'
    law += "article 1.\nPoland must not arm Ukraine.\n"
    names = 'treaty "Names", called NAMES.\nstate Ukraine, Russia, Poland, France.\n'
    head = HEAD.replace(
        "party Ukraine, Russia, Poland, France.",
        'use "law.treaty", "names.treaty".\nparty Ukraine, Russia, Poland, France.',
    )
    duty = (
        "article 1.\nAfter an attack by Russia on Ukraine each guarantor must arm Ukraine within 24 hours.\n"
    )
    [one] = found(head + PARTIES + duty, "conflict", {"law.treaty": law, "names.treaty": names})
    assert one.sentence == "Poland must arm under article 1 and must not under article 1 of NEUTRAL."
