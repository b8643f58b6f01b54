"""Exchange: JSON Lines, W3C Web Annotation, statements of DNA: out and in again, and what is refused."""

from __future__ import annotations

import copy
import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.ledger import annotations, dna, lines
from foedus.ledger.claims import claims
from foedus.ledger.documents import Document, Facts, add, documents
from foedus.ledger.errors import LedgerError
from foedus.ledger.proposal import Issue, Party
from foedus.ledger.redaction import redacted
from foedus.ledger.reviews import decide, edit, split, undo
from foedus.ledger.standing import standing
from foedus.ledger.store import Store
from foedus.ledger.vocabulary import learn
from tests.ledger.making import STORY, proposal, put, story

EMOJI = "🕊 A dove, and a remark: Poland accepts the clock; “gladly”.\nMore 🕊."


@pytest.fixture
def store():
    with Store.memory() as made:
        learn_words(made)
        put(made, STORY, story(), published_on="2025-08-17", url="https://example.org/a")
        put(
            made,
            EMOJI,
            [proposal(EMOJI, "Poland accepts the clock; “gladly”", "Poland", "accept", "clock")],
            "e.txt",
        )
        names = [c.id for c in claims(made)]
        edit(made, names[0], {"stance": "offer"}, "Ada")
        decide(made, names[0], "confirmed", "Ada")
        split(made, names[1], {"issue": "clock"}, "Ada")
        decide(made, names[2], "rejected", "Ada")
        undo(made, "Ada")
        yield made


def learn_words(store: Store) -> None:
    with store.write():
        learn(
            store,
            [Party("Poland", ("Warsaw",))],
            [Issue("clock", "How fast?", ("1 hour", "1 day"), ("deadline",))],
        )


def docs_of(store: Store) -> dict[int, Document]:
    return {d.id: d for d in documents(store)}


def same(one: Store, other: Store) -> bool:
    return list(lines.export(one)) == list(lines.export(other))


# ---- JSON Lines ------------------------------------------------------------------------------------------------------


def test_lines_bring_everything_back(store: Store):
    with Store.memory() as other:
        counts = lines.read(other, lines.export(store), "x")
        assert (counts.documents, counts.claims) == (2, len(claims(store)))
        assert same(store, other)
        assert standing(claims(store)).cells[0].stance == standing(claims(other)).cells[0].stance


def test_reading_the_same_lines_again_changes_nothing(store: Store):
    counts = lines.read(store, lines.export(store), "x")
    assert (counts.documents, counts.claims, counts.reviews) == (0, 0, 0)


def test_of_two_reviews_of_one_claim_the_later_stands(store: Store):
    with Store.memory() as other:
        lines.read(other, lines.export(store), "x")
        name = claims(store, "confirmed")[0].id
        decide(other, name, "rejected", "Ben")
        lines.read(store, lines.export(other), "y")
        assert name not in {c.id for c in claims(store, "confirmed")}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.replace("Russia has agreed to a framework of guarantees, the", "Russia refused a framework, the"),
         "does not have its hash"),
        (lambda t: t.replace('"exact": "Russia has agreed', '"exact": "Russia has refused'), "refused: the quotation"),
        (lambda t: t.replace('"stance": "offer"', '"stance": "maybe"'), "is refused"),
        (lambda t: t.replace('"type": "claim"', '"type": "clam"', 1), "of an unknown type"),
        (lambda t: t.replace("ledger-lines/1", "ledger-lines/9"), "format ledger-lines/9"),
        (lambda t: t.replace('"actor": ', '"author": ', 1), "lacks 'actor'"),
        (lambda t: t + "\n{", "is no JSON"),
        (lambda t: t + "\n[1]", "is no record"),
        (lambda t: t.split("\n", 1)[1], "does not say that it is a ledger"),
        (lambda t: "", "does not say|is empty|no JSON"),
        (lambda t: "[" * 100_000, "is no JSON"),
    ],
)  # fmt: skip
def test_lines_that_are_wrong_bring_nothing_and_name_the_line(store: Store, change, said: str):
    text = change("\n".join(lines.export(store)))
    with Store.memory() as other:
        with pytest.raises(LedgerError, match=said):
            lines.read(other, iter(text.split("\n") if text else []), "x.jsonl")
        assert documents(other) == ()
        assert claims(other) == ()


def test_confirmed_needs_its_review_in_the_lines_too(store: Store):
    """A claim that says it is confirmed, without a review that says so, comes in as a proposal."""
    kept = [line for line in lines.export(store) if json.loads(line)["type"] != "review"]
    with Store.memory() as other:
        lines.read(other, iter(kept), "x")
        assert {c.status for c in claims(other)} == {"proposed"}


# ---- W3C -------------------------------------------------------------------------------------------------------------


def test_annotations_have_the_form_of_the_recommendation(store: Store):
    made = annotations.collection(docs_of(store), claims(store))
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert made["total"] == len(made["first"]["items"]) == len(claims(store))
    texts = {d.sha256: d.text for d in documents(store)}
    for item in made["first"]["items"]:
        place, quote = item["target"]["selector"]
        text = texts[item["target"]["state"]["sha256"]]
        assert (place["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text.find(quote["prefix"] + quote["exact"] + quote["suffix"]) >= 0


def test_annotations_come_back_as_proposals(store: Store):
    text = json.dumps(annotations.collection(docs_of(store), claims(store, "confirmed")))
    with Store.memory() as other:
        for doc in documents(store):
            add(other, doc.text, doc.name, Facts(url=doc.url))
        assert annotations.read(other, text, "x") == len(claims(store, "confirmed"))
        assert {c.status for c in claims(other)} == {"proposed"}
        assert {(c.actor, c.stance, c.exact, c.voice) for c in claims(other)} == {
            (c.actor, c.stance, c.exact, c.voice) for c in claims(store, "confirmed")
        }


def test_annotations_that_cannot_be_used_are_said(store: Store):
    good = annotations.collection(docs_of(store), claims(store))
    moved = json.loads(json.dumps(good))
    moved["first"]["items"][1]["target"]["selector"][0]["start"] += 1
    for bad, said in (("no", "is no JSON"), ("{}", "holds no annotations"),
                      ('[{"type": "Annotation"}]', "annotation 1"),
                      (json.dumps(moved), "refused")):  # fmt: skip
        with Store.memory() as other:
            for doc in documents(store):
                add(other, doc.text, doc.name)
            with pytest.raises(LedgerError, match=said):
                annotations.read(other, bad, "x.json")
            assert claims(other) == ()
    with Store.memory() as empty, pytest.raises(LedgerError, match="is not in the ledger"):
        annotations.read(empty, json.dumps(good), "x.json")


# ---- DNA -------------------------------------------------------------------------------------------------------------


def test_statements_have_the_columns_of_the_event_list_and_java_places(store: Store):
    text = dna.statements(docs_of(store), claims(store, "confirmed"))
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert list(rows[0])[:2] == ["statement_id", "time"]
    assert {"person", "organization", "concept", "agreement", "start_position", "document_title"} <= set(
        rows[0]
    )
    mine = next(r for r in rows if r["organization"] == "Poland")
    java = EMOJI.encode("utf-16-le")
    start, stop = int(mine["start_position"]), int(mine["stop_position"])
    assert java[2 * start : 2 * stop].decode("utf-16-le") == "Poland accepts the clock; “gladly”"
    assert mine["text"] == "Poland accepts the clock, “gladly”"
    assert mine["time"] == ""
    assert {r["time"] for r in rows if r["organization"] == "Russia"} == {"2025-08-17 00:00:00"}


def test_statements_come_back_as_proposals(store: Store):
    found = claims(store, "confirmed")
    text = dna.statements(docs_of(store), found)
    with Store.memory() as other:
        for doc in documents(store):
            add(other, doc.text, doc.name)
        assert dna.read(other, text, "x") == len(found)
        assert {(c.actor, c.issue, c.stance, c.exact) for c in claims(other)} == {
            (c.actor, c.issue, c.stance, c.exact) for c in found
        }
        assert {c.status for c in claims(other)} == {"proposed"}


def test_a_list_from_dna_itself_has_agreement_alone(store: Store):
    head = (
        '"statement_id";"time";"person";"organization";"concept";"agreement";"start_position";"stop_position";"text";'
        '"coder";"document_id";"document_title";"document_author";"document_source";"document_section";'
        '"document_type"\n'
    )
    row = (
        '1;2025-08-17 00:00:00;"Steve Witkoff";"Russia";"form";0;0;46;'
        '"Russia has agreed to a framework of guarantees";1;1;"story.txt";"";"";"";""\n'
    )
    with Store.memory() as other:
        add(other, STORY, "story.txt")
        assert dna.read(other, head + row, "x") == 1
        assert (claims(other)[0].stance, claims(other)[0].rule) == ("reject", "dna")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.replace('"concept"', '"topic"'), "lacks concept"),
        (lambda t: t.replace("story.txt", "novel.txt"), "is not in the ledger"),
        (lambda t: t.replace("Russia has agreed", "Russia has refused"), "not those of the document"),
        (lambda t: t.replace(";0;46;", ";zero;46;"), "cannot be read"),
        (lambda t: "rubbish", "is no event list"),
    ],
)
def test_statements_that_cannot_be_used_are_said(store: Store, change, said: str):
    text = change(dna.statements(docs_of(store), claims(store, "confirmed")))
    with Store.memory() as other:
        for doc in documents(store):
            add(other, doc.text, doc.name)
        with pytest.raises(LedgerError, match=said):
            dna.read(other, text, "x.csv")
        assert claims(other) == ()


# ---- redacted --------------------------------------------------------------------------------------------------------


def test_redacted_claims_name_nobody_and_quote_nothing_and_stand_where_they_stood(store: Store):
    found = claims(store, "confirmed")
    some, docs = redacted(found, docs_of(store), {"Russia", "Ukraine", "Poland"})
    for text in (json.dumps(annotations.collection(docs, some)), dna.statements(docs, some)):
        for secret in ("Witkoff", "agreed to a framework", "story.txt", "example.org", docs_of(store)[1].sha256,
                       *(c.id for c in found)):  # fmt: skip
            assert secret not in text
        assert "source 1" in text
    before, after = standing(found), standing(some)
    assert [(c.actor, c.issue, c.stance, c.voice, len(c.behind)) for c in before.cells] == [
        (c.actor, c.issue, c.stance, c.voice, len(c.behind)) for c in after.cells
    ]
    assert [c.speaker.party for c in some] == [c.speaker.party for c in found]


# ---- whatever is in a file -------------------------------------------------------------------------------------------

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=4,
)  # fmt: skip


def paths(value: object, here: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """The place of each value inside a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(path for key, one in inner for path in paths(one, (*here, key)))]


def changed(value: object, path: tuple[object, ...], new: object) -> object:
    if not path:
        return new
    made = copy.copy(value)
    made[path[0]] = changed(value[path[0]], path[1:], new)  # type: ignore[index]
    return made


def story_store() -> Store:
    made = Store.memory()
    put(made, STORY, story())
    return made


@given(st.data())
def test_lines_with_any_value_in_any_place_end_in_words(data: st.DataObject):
    with story_store() as store:
        kept = [json.loads(line) for line in lines.export(store)]
    number = data.draw(st.integers(0, len(kept) - 1))
    record = changed(kept[number], data.draw(st.sampled_from(paths(kept[number]))), data.draw(values))
    text = [json.dumps(one) for one in (*kept[:number], record, *kept[number + 1 :])]
    with Store.memory() as other:
        try:
            lines.read(other, iter(text), "x")
        except LedgerError:
            assert documents(other) == ()
        spans = other.rows("SELECT s.*, d.text FROM span s JOIN document d ON d.id = s.doc")
        assert all(r["text"][r["start"] : r["stop"]] == r["exact"] for r in spans)


@given(st.data())
def test_annotations_with_any_value_in_any_place_end_in_words(data: st.DataObject):
    with story_store() as store:
        made = annotations.collection(docs_of(store), claims(store))
    bad = changed(made, data.draw(st.sampled_from(paths(made))), data.draw(values))
    with Store.memory() as other:
        add(other, STORY, "story.txt")
        try:
            annotations.read(other, json.dumps(bad), "x")
        except LedgerError:
            assert claims(other) == ()
        assert {c.status for c in claims(other)} <= {"proposed"}


@given(st.text(max_size=60), st.integers(0, 900))
def test_statements_with_any_text_in_any_place_end_in_words(text: str, at: int):
    with story_store() as store:
        made = dna.statements(docs_of(store), claims(store))
    at = min(at, len(made))
    with Store.memory() as other:
        add(other, STORY, "story.txt")
        try:
            dna.read(other, made[:at] + text + made[at:], "x")
        except LedgerError:
            assert claims(other) == ()
