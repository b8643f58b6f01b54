"""Each rule at work on a sentence of its own, and what must not become a position."""

import pytest

from foedus.ledger.extract import RULES, Act, Lexicon, extract, packaged
from foedus.ledger.proposal import Issue, Party

FOUND = [
    # (text, actor, stance, voice, rule)
    ("Poland's willingness to host a depot is known.", "Poland", "offer", "narrator", "noun-owner"),
    ("Poland's readiness to discuss a depot is known.", "Poland", "open", "narrator", "noun-owner"),
    ("Romanian objections to the depot remain.", "Romania", "reject", "narrator", "noun-owner"),
    ("The refusal of Serbia and Hungary to sign delayed it.", "Hungary", "reject", "narrator", "noun-of"),
    ("An offer by Qatar to mediate was made.", "Qatar", "offer", "narrator", "noun-of"),
    ("Chad voiced strong opposition to the plan.", "Chad", "reject", "narrator", "noun-support"),
    ("Chad has no objection to the plan.", "Chad", "accept_weak", "narrator", "noun-support"),
    ("Mali has dropped its demand for a new envoy.", "Mali", "accept_weak", "narrator", "concession"),
    ("Peru has agreed to the text.", "Peru", "accept", "narrator", "verb"),
    ("Peru has agreed in principle to the text.", "Peru", "accept_weak", "narrator", "verb"),
    ("Peru would accept the text if Chile signed it.", "Peru", "accept_weak", "narrator", "verb"),
    ("Peru has not yet agreed to the text.", "Peru", "reserve", "narrator", "verb"),
    ("Peru will not accept the text.", "Peru", "reject", "narrator", "verb"),
    ("Peru does not object to the text.", "Peru", "accept_weak", "narrator", "verb"),
    ("Peru has not rejected the text.", "Peru", "open", "narrator", "verb"),
    ("Peru on Sunday ruled out a pause.", "Peru", "reject", "narrator", "verb"),
    ("Peru refused to rule out a pause.", "Peru", "open", "narrator", "verb"),
    ("Peru, which chairs the talks, called on Chile to leave.", "Peru", "demand", "narrator", "verb"),
    ("Peru reportedly rejected the text.", "Peru", "reject", "unnamed", "verb"),
    ("Peru is understood to favour the text.", "Peru", "positive", "unnamed", "verb"),
    ("The text was rejected by Peru.", "Peru", "reject", "narrator", "verb-passive"),
    ("Oman is prepared to accept the text.", "Oman", "accept_weak", "narrator", "readiness"),
    ("Oman is not ready to commit to a date.", "Oman", "reserve", "narrator", "readiness"),
    ("Oman remains open to a pause.", "Oman", "open", "narrator", "readiness"),
    ("The text is unacceptable to Oman.", "Oman", "reject", "narrator", "predicate"),
    ("Oman's minister said the text was off the table.", "Oman", "reject", "self", "predicate"),
    ("Oman said it would finance the office.", "Oman", "offer", "self", "undertaking"),
    ("Oman said it would never sit with Chad.", "Oman", "reject", "self", "undertaking"),
    ("Oman said Chad must leave the zone.", "Oman", "demand", "self", "must"),
    ('"There will be no truce," Oman\'s minister said.', "Oman", "reject", "self", "no-such"),
    ('"Our position is that the zone stays," Oman\'s envoy said.', "Oman", "demand", "self", "position"),
    ("Oman made its signature contingent on a vote.", "Oman", "demand", "narrator", "contingent"),
    ("Oman denied that any offer had been made.", "Oman", "reject", "self", "denial"),
    ("Oman cautioned that the details were open.", "Oman", "reserve", "self", "caution"),
    ("Oman agreed to a plan that would allow Chad to patrol.", "Oman", "accept", "narrator", "terms"),
]


@pytest.mark.parametrize(("text", "actor", "stance", "voice", "rule"), FOUND)
def test_found(text: str, actor: str, stance: str, voice: str, rule: str):
    found = {(p.actor, p.stance, p.voice, p.rule) for p in extract(text)}
    assert (actor, stance, voice, rule) in found


def test_every_rule_is_shown():
    shown = {rule for *_, rule in FOUND} | {"provenance", "left-open"}
    assert shown == set(RULES)


def test_provenance_tells_the_source_of_the_sentence_before():
    text = (
        "Ruritania has reportedly agreed to a truce."
        " This concession emerged from a meeting, as revealed by envoy Ann Roe."
    )
    first, second = extract(text, parties=[Party("Ruritania")])
    assert (first.voice, first.chain) == ("other", ("article", "Ann Roe"))
    assert (second.rule, second.kind, second.actor) == ("provenance", "provenance", "Ruritania")


def test_what_is_left_open_has_no_party():
    (found,) = extract("The details are still being hammered out.")
    assert (found.rule, found.kind, found.actor, found.stance) == (
        "left-open",
        "status",
        "the parties",
        "open",
    )


NOTHING = [
    "Will Oman accept the text?",
    "If Oman accepts the text, the talks go on.",
    "It is important that Oman agrees to the text.",
    "The agreement marks a shift in the region.",
    "Oman declined to comment on the text.",
    "Oman asked whether the text was ready.",
    "The atmosphere was welcomed as better than before.",
    "No government willingly signs away its rights.",
    "An analyst said the offer was weak.",
    "Talks in Oman collapsed over a proposed law.",
    "Oman offered its condolences to Chad.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_found(text: str):
    assert extract(text) == ()


VOICES = [
    # (text, chain behind the article, voice)
    ("An aide said the minister told him that Ruritania had agreed to a truce.", 2, "unnamed"),
    ("Ruritania's envoy said Ruritania had agreed to a truce.", 1, "self"),
    ("Envoy Ann Roe said Ruritania had agreed to a truce.", 1, "other"),
    ("Ruritania had agreed to a truce, according to two diplomats.", 1, "unnamed"),
    ("Ruritania had agreed to a truce, its foreign minister told Reuters.", 1, "self"),
    ("Ruritania has agreed to a truce.", 0, "narrator"),
    ("A diplomat quoted Ann Roe as saying that Ruritania had agreed to a truce.", 2, "unnamed"),
]


@pytest.mark.parametrize(("text", "behind", "voice"), VOICES)
def test_voices(text: str, behind: int, voice: str):
    (found,) = [p for p in extract(text, parties=[Party("Ruritania")]) if p.actor == "Ruritania"]
    assert (len(found.chain) - 1, found.voice, found.stance) == (behind, voice, "accept")
    assert found.chain[0] == "article"


def test_parties_take_over_the_names_that_the_lists_know():
    text = (
        "The Kremlin rejected the plan, and the militia welcomed it. Jane Doe said she would accept a pause."
    )
    declared = [
        Party("Russian Federation"),
        Party("Northern Front", ("the militia",)),
        Party("Utopia", ("Jane Doe",)),
    ]
    assert [p.actor for p in extract(text, parties=declared)] == [
        "Russian Federation",
        "Northern Front",
        "Utopia",
    ]


def test_issues_are_the_open_points_that_share_words():
    issues = [
        Issue("clock", "How long may the decision take?", ("24 hours", "72 hours")),
        Issue("land", "Which land is covered?", ("territory of Oman",), terms=("buffer zone",)),
    ]
    text = "Oman wants a decision within 72 hours. Chad rejected the buffer zone."
    first, second = extract(text, issues=issues)
    assert (first.issue, first.value) == ("clock", "72 hours")
    assert second.issue == "land"


def test_a_free_label_and_a_condition_without_a_draft():
    (found,) = extract("Oman would accept a monitored pause provided that Chad leaves the zone.")
    assert (found.issue, found.condition) == ("monitored pause", "Chad leaves the zone")


def test_a_lexicon_of_ones_own():
    own = Lexicon(
        packaged().nouns, packaged().verbs | {"greenlight": Act("accept", "accept")}, packaged().adjectives
    )
    assert extract("Oman greenlighted the pause.") == ()
    assert [p.stance for p in extract("Oman greenlighted the pause.", lexicon=own)] == ["accept"]
