"""Which attacks a description leaves out, reason by reason, and where the text says so."""

from __future__ import annotations

from foedus.language import parse_draft
from tests.check.drafted import HEAD, PARTIES, found, sentences

ANSWER = "After an armed-attack each guarantor must assist the victim within 24 hours."


def draft(meaning: str, more: str = "") -> str:
    return f"{HEAD}{more}armed-attack means {meaning}.\n{PARTIES}article 1.\n{ANSWER}\n"


def test_an_attack_below_the_threshold_is_left_out():
    [one] = found(draft("a limited or larger attack by anyone on Ukraine"), "scope")
    assert one.code == "F0101"
    assert one.sentence == "Attacks below the threshold are left out."
    assert one.ref.line == 5
    assert one.always
    assert not one.on_purpose


def test_where_any_attack_counts_none_is_left_out():
    assert sentences(draft("an attack by anyone on Ukraine"), "scope") == []


def test_each_reason_is_told_once_and_by_itself():
    said = sentences(draft("a limited or larger attack by Russia on Ukraine by ballistic-missiles"), "scope")
    assert sorted(said) == [
        "Attacks below the threshold are left out.",
        "Attacks by anyone but Russia are left out.",
        "Attacks by means other than ballistic-missiles are left out.",
        "Attacks made through others are left out.",
        "Attacks of which it is only suspected who made them are left out.",
    ]


def test_combinations_are_told_after_the_single_facts():
    meaning = "any of (a) an attack by Russia on Ukraine by ballistic-missiles; "
    meaning += "(b) a full-scale attack by Russia on Ukraine"
    said = sentences(draft(meaning), "scope")
    assert "Attacks by anyone but Russia are left out." in said, said
    assert any(
        "below-threshold or limited attacks by means other than ballistic-missiles" in s.lower() for s in said
    )


def test_what_depends_on_an_open_point_says_on_which_option():
    more = 'open size: below-threshold | limited | full-scale, asks "How large?".\n'
    [one] = found(draft("a ?size or larger attack by anyone on Ukraine", more), "scope")
    assert not one.always
    assert one.sentence == (
        "Attacks below the threshold are left out if size is limited or full-scale; "
        "limited attacks if size is full-scale."
    )


def test_what_is_left_out_on_purpose_is_marked():
    text = (
        draft("a limited or larger attack by anyone on Ukraine")
        + "leaves out a below-threshold attack on purpose.\n"
    )
    loaded = parse_draft(text)
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    assert [one.on_purpose for one in found(text, "scope")] == [True]


def test_who_attacked_must_be_established():
    [one] = [f for f in found(draft("an attack by Russia on Ukraine"), "scope") if "suspected" in f.sentence]
    assert one.sentence == "Attacks of which it is only suspected who made them are left out."
