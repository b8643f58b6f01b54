"""When a text does not bind, and whom."""

from __future__ import annotations

from tests.check.drafted import found, sentences
from tests.check.pact import plain, voted

ENTRY = "article 2.\nThis treaty enters into force for a party when that party ratifies.\n"


def test_a_text_in_force_without_more_is_no_finding():
    assert found(plain(), "force") == []


def test_party_by_party():
    assert sentences(plain(ENTRY), "force") == [
        "Until it has ratified, Arland, Borland or Corland owes nothing."
    ]


def test_an_invocation_needs_the_victim_to_have_joined():
    entry = "article 4.\nThis treaty enters into force for a party when that party ratifies.\n"
    assert sentences(voted() + entry, "force") == [
        "Until it has ratified, Vallia is owed nothing.",
        "Until it has ratified, Arland, Borland or Corland owes nothing.",
    ]


def test_waiting_for_a_ceasefire():
    [one] = found(plain("article 2.\nThis treaty enters into force when a ceasefire is in force.\n"), "force")
    assert one.code == "F0501"
    assert one.sentence == "Nobody is bound until a ceasefire begins."
    assert one.ref.label == "article 2"


def test_waiting_for_a_law_of_the_attacker():
    law = 'statute "Law", of Ruritania, called LAW.\nstate Ruritania.\n'
    law += "article 1.\nRuritania must not attack any state.\n"
    law += "article 2.\nThis statute takes effect when Ruritania enacts this statute.\n"
    entry = "article 2.\nThis treaty enters into force when LAW is in force.\n"
    text = plain(entry, head='use "law.treaty".\n').replace("Corland, Ruritania.", "Corland.")
    found_ = found(text, "force", {"law.treaty": law})
    assert [one.sentence for one in found_] == ["Nobody is bound until Ruritania enacts LAW."]
    assert "can keep the text from ever binding" in found_[0].why


def test_what_waits_in_some_completions_only_says_in_which():
    more = 'open order: that party ratifies | that party ratifies and a ceasefire is in force, asks "What first?".\n'
    text = plain("article 2.\nThis treaty enters into force for a party when ?order.\n", head=more)
    [one] = [f for f in found(text, "force") if "ceasefire" in f.sentence]
    assert one.depends == ((("order", ("that party ratifies and a ceasefire is in force",)),),)


def test_suspended_between_two():
    text = plain("article 2.\nThis treaty is suspended between Arland and Vallia from 2020-01-01.\n")
    [one] = found(text, "force")
    assert one.sentence == "Between Arland and Vallia the text is suspended."


def test_an_end_on_a_date_and_after_a_term():
    dated = "article 2.\nThis treaty enters into force on 2020-01-01.\nThis treaty ends on 2031-05-01.\n"
    assert sentences(plain(dated), "force") == ["Nobody is bound after 2031-05-01."]
    term = ENTRY + "article 3.\nThis treaty lasts 10 years.\n"
    assert "Nobody is bound once the term is over." in sentences(plain(term), "force")


def test_a_joint_duty_waits_for_all():
    text = plain(ENTRY, help_="the guarantors together must assist Vallia within 24 hours of the attack")
    text = text.replace("each guarantor must assist", "the guarantors together must assist")
    assert "Nobody owes anything until Arland, Borland and Corland have all ratified." in sentences(
        text, "force"
    )
