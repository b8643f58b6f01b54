"""Which of several measures is decided, and what `that measure` then is."""

from __future__ import annotations

from tests.engine.test_constructs import ORGAN
from tests.engine.texts import START, decision, duties, play

GROUPED = ORGAN.replace(
    "measures are sanction, use-force.", "soft are sanction, embargo. measures are soft and use-force."
)
GROUPED = GROUPED.replace("organ Security", "measure embargo.\norgan Security").replace(
    "When Council has decided a measure each", "On a decision under article 6 each"
)


def test_that_measure_is_what_the_decision_has_taken_that_set_the_sentence_off():
    """Not what the body had rejected, nor what it decides later."""
    events = START + (
        "2027-03-02 00:00: Security Council rejects use-force.\n"
        "2027-03-03 00:00: Poland and France vote for sanction.\n"
        "2027-03-04 00:00: Security Council decides on embargo.\n"
        "2027-03-05 00:00: Germany acts to embargo.\n"
        "2027-03-05 00:00: France acts to sanction.\n"
    )
    record = play(GROUPED, events)
    assert [d.measures for d in duties(record, "Germany", "8")] == [("sanction",)]
    assert [duties(record, n, "8")[0].status for n in ("Germany", "France")] == ["breached", "performed"]


def test_a_body_has_decided_a_group_of_measures_if_it_has_decided_one_of_them():
    text = GROUPED + "article 10. When Council has decided soft Germany must arm Ukraine.\n"
    for_one = START + "2027-03-02 00:00: Poland and France vote for embargo.\n"
    assert len(duties(play(text, for_one), "Germany", "10")) == 1
    for_none = START + "2027-03-02 00:00: Poland and France vote for use-force.\n"
    assert not duties(play(text, for_none), "Germany", "10")


def test_who_only_consents_names_no_measure():
    text = GROUPED.replace("by two-thirds of the guarantors", "by any guarantor with the consent of Ukraine")
    record = play(
        text, START + "2027-03-02 00:00: France votes for embargo.\n2027-03-03 00:00: Ukraine consents.\n"
    )
    assert decision(record, "6").measures == ("embargo",)
    own = GROUPED.replace("by two-thirds of the guarantors", "by any guarantor with the consent of Poland")
    assert decision(play(own, START + "2027-03-02 00:00: Poland consents.\n"), "6").status == "open"
