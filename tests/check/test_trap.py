"""Traps: a provoked attack binds, a co-guarantor is the attacker, the attacker votes."""

from __future__ import annotations

from tests.check.drafted import HEAD, PARTIES, found, sentences

DUTY = "each guarantor must use-force within 24 hours"


def codes(text: str) -> list[str]:
    return [one.code for one in found(text, "trap")]


def draft(trigger: str, more: str = "", duty: str = DUTY) -> str:
    return f"{HEAD}{PARTIES}{more}article 1.\nAfter {trigger} {duty}.\n"


def test_a_provoked_attack_binds_where_nothing_asks_who_began_it():
    [one] = found(draft("an attack by Russia on Ukraine"), "trap")
    assert one.code == "F0901"
    assert one.sentence == "Article 1 binds each guarantor even where the victim provoked the attack."
    assert ", provoked." in one.witness


def test_no_trap_where_only_an_unprovoked_attack_counts():
    assert codes(draft("an unprovoked attack by Russia on Ukraine")) == []


def test_a_guarantor_that_attacks_another_sets_guarantors_against_each_other():
    found_ = codes(draft("an unprovoked attack by anyone on Ukraine"))
    assert found_ == ["F0902"]
    assert sentences(draft("an unprovoked attack by anyone on Ukraine"), "trap") == [
        "Article 1 binds each guarantor against a co-guarantor."
    ]


def test_no_co_guarantor_can_be_the_attacker_where_only_another_counts():
    assert "F0902" not in codes(draft("an unprovoked attack by Russia on Ukraine"))


VOTE = (
    "article 1.\nAfter an unprovoked attack by anyone on Ukraine Ukraine may invoke this treaty.\n"
    "article 2.\nOn invocation {} decides within 24 hours whether the case has arisen; on silence it has not.\n"
)


def test_an_attacker_among_the_voters_has_a_vote():
    [one] = found(HEAD + PARTIES + VOTE.format("unanimity of parties"), "trap")
    assert one.code == "F0903"
    assert one.ref.label == "article 2"
    assert "against the case" in one.witness


def test_an_attacker_that_is_left_out_votes_as_long_as_it_is_not_found_who_attacked():
    [one] = found(HEAD + PARTIES + VOTE.format("unanimity of parties other than the attacker"), "trap")
    assert one.code == "F0903"
    assert one.sentence == (
        "Article 2 may open the vote before it is found who attacked, and until then the attacker is not left out."
    )
    assert one.share is not None
    assert 0 < one.share.of < one.share.whole
    assert "attribution established" not in one.witness
    assert "expect the decision was rejected" in one.witness


def test_an_attacker_that_is_left_out_has_no_vote_where_it_is_known_when_the_vote_opens():
    """What is done by any state is so only once it is found who did it; where one vote for it is enough, none harms."""
    known = VOTE.replace("an unprovoked attack by anyone", "an unprovoked attack by any state")
    assert codes(HEAD + PARTIES + known.format("unanimity of parties other than the attacker")) == []
    assert codes(HEAD + PARTIES + VOTE.format("any party other than the attacker")) == []


def test_the_members_refuse_it_not_their_organ():
    text = "organ Council consists of the parties.\n" + VOTE.format("Council")
    text += "Council decides under article 2 by two-thirds of the parties.\n"
    [one] = found(HEAD + PARTIES + text, "trap")
    assert one.code == "F0903"
    assert "Council rejects" not in one.witness
