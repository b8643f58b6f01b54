"""Leaving before or during the case at no cost; a law that its maker can undo; a text that says nothing of the tail."""

from __future__ import annotations

from tests.check.drafted import found, sentences
from tests.check.pact import plain

REMAIN = "Duties for attacks before the exit remain.\n"
LATE = "each guarantor must assist Vallia within 20 days of the attack"


def test_no_exit_and_a_long_notice_with_a_tail_are_no_finding():
    assert found(plain(), "exit") == []
    assert found(plain(f"article 2.\nA party may withdraw with 1 year of notice.\n{REMAIN}"), "exit") == []


def test_leaving_in_sight_of_an_attack():
    [one] = found(plain(f"article 2.\nA party may withdraw.\n{REMAIN}"), "exit")
    assert one.code == "F0601"
    assert one.sentence == "Arland, Borland or Corland can leave within 72 hours, when an attack is in sight."
    assert one.ref.label == "article 2"
    assert found(plain(f"article 2.\nA party may withdraw with 4 days of notice.\n{REMAIN}"), "exit") == []


def test_leaving_after_the_attack_where_duties_end_with_the_exit():
    notice = (
        "article 2.\nA party may withdraw with {} days of notice.\nDuties for attacks before the exit end.\n"
    )
    said = sentences(plain(notice.format(10), help_=LATE), "exit")
    assert said == ["Arland, Borland or Corland can leave after the attack and is rid of what it owes."]
    [other] = found(plain(notice.format(30), help_=LATE), "exit")
    assert other.sentence == (
        "Arland, Borland or Corland is rid of what it owes once a notice given before the attack has run out."
    )
    assert other.weight < 0.6


def test_the_tail_decides_where_it_is_open():
    more = 'open tail: remain | end, asks "What of earlier attacks?".\n'
    text = plain(
        "article 2.\nA party may withdraw with 10 days of notice.\nDuties for attacks before the exit ?tail.\n",
        LATE,
        more,
    )
    [one] = found(text, "exit")
    assert one.depends == ((("tail", ("end",)),),)


def test_a_text_silent_on_the_tail():
    said = sentences(plain("article 2.\nA party may withdraw with 1 year of notice.\n"), "exit")
    assert said == [
        "The text does not say whether a party that leaves still owes what an earlier attack gave rise to."
    ]


LAW = """statute "Law", of Ruritania, called LAW.
state Ruritania.
article 1.
Ruritania must not attack any state.
article 2.
Ruritania may repeal this statute.
"""


def guarded(consequence: str) -> str:
    text = plain(f"article 2.\n{consequence}", head='use "law.treaty".\n')
    return text.replace("Corland, Ruritania.", "Corland.")


def test_a_law_that_its_maker_can_undo():
    [one] = found(guarded(""), "exit", {"law.treaty": LAW})
    assert one.sentence == "Ruritania can repeal LAW alone, at no cost."
    assert one.sets == (("Ruritania",),)


def test_a_repeal_that_costs_something_is_no_finding():
    text = guarded("After a repeal of LAW each guarantor must sanction Ruritania within 24 hours.\n")
    assert found(text, "exit", {"law.treaty": LAW}) == []
    assert (
        found(
            guarded(""),
            "exit",
            {"law.treaty": LAW.replace("article 2.\nRuritania may repeal this statute.\n", "")},
        )
        == []
    )


def test_of_two_parties_the_one_that_is_not_attacked_may_leave():
    text = """treaty "Pact", called PACT.
party Arland, Borland.
article 1.
  After an attack by anyone on a party the other party must assist the victim within 24 hours.
article 2.
  This treaty enters into force on 2026-01-15.
  A party may withdraw{}.
  Duties for attacks before the exit remain.
"""
    said = sentences(text.format(""), "exit")
    assert said == ["Borland or Arland can leave within 72 hours, when an attack is in sight."]
    assert sentences(text.format(" with 1 year of notice"), "exit") == []


def test_who_is_bound_to_talk_only_may_leave_as_well():
    text = plain(f"article 2.\nA party may withdraw.\n{REMAIN}", help_="the guarantors together must consult")
    assert sentences(text, "exit") == [
        "Arland, Borland or Corland can leave within 72 hours, when an attack is in sight."
    ]


def test_whoever_made_the_attack_owes_no_share_that_it_could_leave():
    """Arland alone can have attacked; it is Corland that owes what is asked of both together."""
    text = (
        'treaty "Joint", called JOINT.\nstate Ruritania.\nparty Arland, Corland.\n'
        "This treaty enters into force for a party when that party ratifies.\n"
        "A party may withdraw with 1 year of notice.\n"
        "article 1.\nAfter an attack by a party on Corland the parties together must consult, within 10 days.\n"
    )
    [one] = found(text, "exit")
    assert "Corland withdraws from JOINT." in one.witness
    assert one.expects == ("at 2027-03-01 04:00: Corland owes consultation under article 1",)
