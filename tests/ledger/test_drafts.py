"""From claims to texts of the language: positions files and the skeleton of a draft; both can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.language import load, parse_draft
from foedus.language.format import format_text
from foedus.ledger.claims import claims
from foedus.ledger.documents import documents
from foedus.ledger.proposal import STANCES, Agent
from foedus.ledger.skeleton import Said, merged, skeleton
from foedus.ledger.stands import positions
from foedus.ledger.store import Store
from foedus.ledger.vocabulary import of_draft
from foedus.model import OpenPoint, Stand
from tests.ledger.making import AIDE, ENVOY, MINISTER, TEXT, proposal, put

DRAFT = """treaty "Pact", called PACT.
party Ukraine, Russia, "Côte d'Ivoire".
guarantors, each a guarantor and a party, are Ukraine.
open clock: 24 hours | 72 hours, asks "How fast?".
open form: consult | use-force, asks "What is done?".
After an attack on Ukraine each guarantor must ?form within ?clock.
"""
NEWS = (
    'Russia accepts "72 hours", the envoy said. Russia will not use force, its minister said, unless provoked. '
    "An aide said Ukraine would take 24 hours. Mars demands a seat. Once Russia refused."
)


def written(found: list[object], text: str = NEWS, date: str = "2025-08-17") -> tuple[str, int]:
    draft = parse_draft(DRAFT, "pact.treaty").draft
    assert draft is not None
    with Store.memory() as store:
        put(store, text, found, name='a "quoted" name.txt', published_on=date)  # type: ignore[arg-type]
        docs = {d.id: d for d in documents(store)}
        made, left = positions(claims(store), draft, docs, [p.name for p in of_draft(draft)[0]])
    return format_text(made, "x.positions"), left


def test_a_positions_file_can_be_read_and_hearsay_stays_hearsay():
    text, left = written([
        proposal(NEWS, 'Russia accepts "72 hours"', "Russia", "accept", "clock", ENVOY, value="72 hours"),
        proposal(NEWS, "Russia will not use force", "Russia", "reject", "form", MINISTER, value="use-force",
                 condition="unless provoked"),
        proposal(NEWS, "Ukraine would take 24 hours", "Ukraine", "accept_weak", "clock", AIDE, value="24 hours"),
        proposal(NEWS, "Mars demands a seat", "Mars", "demand", "seats"),
        proposal(NEWS, "Once Russia refused", "Russia", "reject", "clock", time="past"),
    ])  # fmt: skip
    loaded = load("x.positions", {"x.positions": text, "pact.treaty": DRAFT})
    assert loaded.diagnostics == ()
    assert loaded.positions is not None
    held = {one.party: one.held for one in loaded.positions.parties}
    assert set(held) == {"Ukraine", "Russia"}
    russia = [
        (h.voice, h.body.stance, h.body.option, h.body.condition)
        for h in held["Russia"]
        if isinstance(h.body, Stand)
    ]
    assert russia == [("other", "accept", "72 hours", ""), ("self", "reject", "use-force", "unless provoked")]
    assert held["Ukraine"][0].voice == "unnamed"
    assert str(held["Russia"][0].dated) == "2025-08-17"
    assert "Steve Witkoff (United States), in a 'quoted' name.txt" in held["Russia"][0].source
    assert left == 1
    assert "# Mars is no party of PACT:" in text
    assert "Once Russia refused" not in text
    assert '# “Russia accepts "72 hours"”' in text


def test_what_somebody_denies_becomes_no_sentence():
    text, left = written(
        [proposal(NEWS, "Mars demands a seat", "Russia", "accept", "clock", certainty="denied")]
    )
    assert left == 1
    assert "\naccepts" not in text


def test_nothing_confirmed_makes_a_file_that_says_so():
    text, left = written([])
    assert left == 0
    assert all(line.startswith("#") for line in text.splitlines())


rows_of = st.tuples(
    st.sampled_from(["Russia", "Ukraine", "Côte d'Ivoire"]), st.sampled_from([*STANCES, "demand"]),
    st.sampled_from(["", "24 hours", "72 HOURS", "a week"]), st.text(max_size=30), st.text(max_size=12),
)  # fmt: skip


@given(st.lists(rows_of, min_size=1, max_size=5))
def test_whatever_is_said_the_file_can_be_read(rows: list[tuple[str, str, str, str, str]]):
    """Quotation marks, line ends, comment signs and control characters in what people say break nothing."""
    text = "\n".join(f"{n} Words." for n in range(len(rows)))
    found = [
        proposal(
            text, f"{n} Words", actor, stance, "clock", Agent(name or "x"), value=value, condition=condition
        )
        for n, (actor, stance, value, condition, name) in enumerate(rows)
    ]
    made, _ = written(found, text, "")
    loaded = load("x.positions", {"x.positions": made, "pact.treaty": DRAFT})
    assert [d for d in loaded.diagnostics if d.severity == "error"] == []


# ---- the skeleton ----------------------------------------------------------------------------------------------------

STATES = ("Russia", "Ukraine", "United States")


def said(actor: str, stance: str, exact: str = "some words", *agents: Agent, frame: str = "present") -> Said:
    return Said(actor, stance, "form", exact, frame, (TEXT, *agents), "0–10")


def points_of(text: str) -> set[str]:
    made = parse_draft(text)
    assert made.diagnostics == (), [d.message for d in made.diagnostics]
    assert made.draft is not None
    return {p.name for p in made.draft.open_points()}


def test_a_skeleton_can_be_read_and_leaves_open_what_is_unsaid():
    text = skeleton(
        [said("United States", "offer", "the U.S. would help within 24 hours"), said("Ukraine", "demand"),
         said("Russia", "accept", "Russia agreed", ENVOY)], "news.txt", STATES)  # fmt: skip
    assert points_of(text) >= {"land", "threshold", "decider", "clock", "silence", "response", "order", "notice",
                               "role-of-russia"}  # fmt: skip
    assert "# clock: “the U.S. would help within 24 hours”" in text
    assert "# silence: the report does not say." in text
    assert "# Russia, form (says Steve Witkoff; 0–10):" in text
    assert "guarantors, each a guarantor and a party, are United States, assumption." in text


def test_a_skeleton_without_roles_names_placeholders():
    text = skeleton([said("Atlantis", "open")], "news.txt", STATES)
    points_of(text)
    assert "Beneficiary" in text
    assert "Guarantor A" in text
    assert "# Nothing." in text


def test_what_is_past_is_not_said_to_be_agreed():
    assert "Russia agreed" not in skeleton(
        [said("Russia", "accept", "Russia agreed", frame="past")], "n", STATES
    )


names = st.text(st.characters(categories=["L", "P", "Zs"]), min_size=1, max_size=20).filter(str.strip)
things_said = st.builds(
    said,
    st.one_of(st.sampled_from(STATES), names),
    st.sampled_from([*STANCES, "demand"]),
    st.text(max_size=40),
)


@given(st.lists(things_said, min_size=1, max_size=4))
def test_whatever_a_report_says_the_skeleton_can_be_read(found: list[Said]):
    points_of(format_text(skeleton(merged(found), 'a "report"\nname', STATES)))


def test_the_points_of_a_skeleton_are_all_used():
    made = parse_draft(skeleton([said("Ukraine", "demand")], "n", STATES)).draft
    assert made is not None
    assert all(isinstance(p, OpenPoint) and p.slot for p in made.open_points())


@pytest.mark.parametrize("stance", [*STANCES, "demand"])
def test_every_stance_has_words_in_a_positions_file(stance: str):
    text, _ = written([proposal(NEWS, "Mars demands a seat", "Russia", stance, "clock")])
    loaded = load("x.positions", {"x.positions": text, "pact.treaty": DRAFT})
    assert loaded.positions is not None
    body = loaded.positions.parties[0].held[0].body
    assert isinstance(body, Stand)
    assert body.stance == stance
