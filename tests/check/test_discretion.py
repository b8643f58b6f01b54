"""A duty that fixes no measure, a power or a policy where readers expect a duty, consultation and no more."""

from __future__ import annotations

import pytest

from tests.check.drafted import HEAD, PARTIES, found, sentences


def draft(answer: str, more: str = "") -> str:
    return f"{HEAD}{PARTIES}{more}article 1.\nAfter an attack by anyone on Ukraine each guarantor {answer}.\n"


@pytest.mark.parametrize(("answer", "said"), [
    ("may use-force within 24 hours",
     "Article 1 is only a power: each guarantor may leave the attack unanswered."),
    ("intends to arm Ukraine",
     "Article 1 is only a policy: each guarantor may leave the attack unanswered."),
    ("must consult within 24 hours", "Article 1 asks each guarantor to do no more than consult."),
    ("must assist the victim at its discretion",
     "Article 1 binds each guarantor to assist, but the means are free."),
    ("must assist the victim within 24 hours", "Article 1 binds each guarantor to assist, but names no measure."),
])  # fmt: skip
def test_what_an_answer_leaves_open(answer: str, said: str):
    [one] = found(draft(answer), "discretion")
    assert (one.code, one.sentence) == ("F0401", said)
    assert one.always


def test_a_duty_to_a_named_measure_leaves_nothing_open():
    assert sentences(draft("must use-force within 24 hours"), "discretion") == []


def test_the_options_under_which_it_is_left_open_are_named():
    more = 'open bound: may | must, asks "Is it a duty?".\n'
    [one] = found(draft("?bound use-force within 24 hours", more), "discretion")
    assert (
        one.sentence
        == "Article 1 is only a power: each guarantor may leave the attack unanswered if bound is may."
    )
    assert one.depends == ((("bound", ("may",)),),)


def test_not_even_talk_is_a_duty():
    text = (
        HEAD
        + PARTIES
        + "article 1.\nAfter an attack by Russia on Ukraine each guarantor may consult Ukraine.\n"
    )
    [one] = found(text, "discretion")
    assert one.sentence == "Article 1 lets each guarantor consult, and not even that is a duty."
    assert one.weight > found(text.replace("may", "must"), "discretion")[0].weight


def test_leave_to_do_what_needs_none_binds_nobody():
    report = (
        "article 1.\nAfter an attack by Russia on Ukraine the guarantors together {} report to Ukraine.\n"
    )
    keep = 'article 2.\nEach guarantor {} respect "the independence of Ukraine".\n'
    text = HEAD + PARTIES + report + keep
    assert sentences(text.format("must", "must"), "discretion") == []
    assert sentences(text.format("may", "may"), "discretion") == [
        "Article 1 is only a power: the guarantors together need not report.",
        "Article 2 is only a power: each guarantor need not respect.",
    ]
    assert all(one.weight < 0.2 for one in found(text.format("may", "may"), "discretion"))
    invoke = "article 1.\nAfter an attack by Russia on Ukraine Ukraine may invoke this treaty.\n"
    assert sentences(HEAD + PARTIES + invoke, "discretion") == []
