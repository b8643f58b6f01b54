"""Circular preconditions, and windows in which one is bound and another is not yet."""

from __future__ import annotations

from tests.check.drafted import found, sentences
from tests.check.pact import plain

EACH = "article 3.\nThis treaty enters into force for a party when that party ratifies.\n"
ALL = "article 3.\nThis treaty enters into force when each party has ratified.\n"


def test_entry_for_all_at_once_opens_no_window():
    assert found(plain(ALL), "order") == []
    assert found(plain(), "order") == []


def test_the_victim_bound_before_its_guarantors():
    neutral = "article 2.\nVallia must stay-neutral.\n"
    [one] = found(plain(neutral + EACH), "order")
    assert one.code == "F1001"
    assert one.sentence == "Vallia is bound by PACT before anybody is bound to help it."
    assert one.ref.label == "article 2"
    assert found(plain(neutral + ALL), "order") == []


def test_one_guarantor_bound_before_the_others():
    assert sentences(plain(EACH), "order") == [
        "PACT binds each party as it joins: one may owe help alone until the others follow."
    ]


def test_a_ceasefire_that_is_owed_only_once_the_text_is_in_force():
    cease = "article 2.\nRuritania must cease-fire.\n"
    cease += "article 3.\nThis treaty enters into force when a ceasefire is in force.\n"
    [one] = found(plain(cease, head="party Ruritania.\n"), "order")
    assert (
        one.sentence
        == "PACT waits for a ceasefire, and nobody is bound to bring that about until PACT is in force."
    )
    assert one.also[0].label == "article 2"


def test_a_ceasefire_that_nobody_owes_or_that_is_owed_before_is_no_circle():
    wait = "article 3.\nThis treaty enters into force when a ceasefire is in force.\n"
    assert found(plain(wait, head="party Ruritania.\n"), "order") == []
    truce = 'treaty "Truce", called TRUCE.\nstate Ruritania.\nparty Ruritania.\n'
    truce += "article 1.\nRuritania must cease-fire.\n"
    text = plain(wait, head='use "truce.treaty".\n').replace("Corland, Ruritania.", "Corland.")
    assert found(text, "order", {"truce.treaty": truce}) == []


def test_a_circle_through_another_text():
    truce = 'treaty "Truce", called TRUCE.\nstate Ruritania.\nparty Ruritania.\n'
    truce += "article 1.\nThis treaty enters into force when a ceasefire is in force.\n"
    cease = "article 2.\nRuritania must cease-fire.\n"
    cease += "article 3.\nThis treaty enters into force when TRUCE is in force.\n"
    text = plain(cease, head='use "truce.treaty".\nparty Ruritania.\n').replace(
        "Corland, Ruritania.", "Corland."
    )
    [one] = [f for f in found(text, "order", {"truce.treaty": truce}) if "waits" in f.sentence]
    assert one.sentence.startswith("PACT waits for a ceasefire")
