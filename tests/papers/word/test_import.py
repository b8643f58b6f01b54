"""Bracketed texts as drafts: open points with whose they are, the words untouched, nothing guessed, nothing lost."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.language import parse_draft
from foedus.language.format import format_text
from foedus.papers.word.importing import Imported, of_contents
from foedus.papers.word.markup import Hand
from foedus.papers.word.package import Package
from foedus.papers.word.reader import contents
from foedus.papers.word.skeleton import text_of
from tests.papers.word.making import (
    box,
    ceasefire,
    chairs_text,
    docx,
    gone,
    guarantee,
    ins,
    listed,
    note,
    p,
    run,
    table,
)
from tests.papers.word.office import Office, needs_office, office
from tests.papers.word.test_redline import MOVED, ONE, TWO, written

__all__ = ["office"]


def read(*body: str, **more: object) -> Imported:
    return of_data(docx(*body, **more))  # type: ignore[arg-type]


def of_data(data: bytes) -> Imported:
    made = of_contents(contents(Package(data, "text.docx")))
    whole(made)
    return made


def whole(made: Imported) -> None:
    """What holds of every import: it can be read, is laid out, and holds each paragraph to the letter."""
    loaded = parse_draft(made.text)
    assert loaded.ok, [d.message for d in loaded.diagnostics]
    assert {d.code for d in loaded.diagnostics} <= {"E0505"}  # points that no provision uses yet
    assert format_text(made.text) == made.text
    assert loaded.draft is not None
    declared = {q.name: q for q in loaded.draft.open_points()}
    assert list(declared) == [
        q.name for q in sorted(made.points, key=lambda q: made.text.index(f"open {q.name}:"))
    ]
    for point in made.points:
        assert tuple(declared[point.name].texts) == point.written
        assert len(set(point.written)) >= 2
    shown = [said.partition("⟩ ")[2] if b.where != "text" else said
             for b, said in zip(sorted_blocks(made), text_of(made.text), strict=True)]  # fmt: skip
    assert [s.rstrip() for s in shown] == [
        "\n".join(line.rstrip() for line in b.shown.split("\n")).rstrip() for b in sorted_blocks(made)
    ]


def sorted_blocks(made: Imported) -> list:  # type: ignore[type-arg]
    """The paragraphs in the order in which the draft shows them: each note behind the paragraph that refers to it."""
    notes = ("footnote", "endnote", "comment", "header", "footer")
    out, left = [], [b for b in made.blocks if b.shown.strip()]

    def add(block: object) -> None:
        if block in left:
            left.remove(block)  # type: ignore[arg-type]
            out.append(block)
            for piece in block.pieces:  # type: ignore[attr-defined]
                for other in [b for b in left if piece.mark and b.place == piece.mark and b.where in notes]:
                    add(other)

    for block in [b for b in left if b.where not in notes]:
        add(block)
    for block in list(left):
        add(block)
    return out


def options(made: Imported, number: int = 0) -> list[tuple[str, tuple[str, ...]]]:
    return [(o.text, o.by) for o in made.points[number].point.options]


# ---- brackets --------------------------------------------------------------------------------------------------------


def test_alternatives_side_by_side():
    made = read(p("Within [72 hours] [7 days] of the attack."))
    assert options(made) == [("72 hours", ()), ("7 days", ())]
    assert made.points[0].name == "clock-1"
    assert made.points[0].statement().startswith("open clock-1: 72 hours | 7 days, asks")
    assert "Within ___ of the attack." in made.text


@pytest.mark.parametrize("between", [" ", "", "/", " / ", " or ", ", ", "; ", " | "])
def test_what_may_stand_between_alternatives(between: str):
    assert len(options(read(p(f"Within [72 hours]{between}[7 days] of it.")))) == 2


def test_brackets_apart_are_two_points():
    made = read(p("Within [72 hours] of the [attack] by it."))
    assert [options(made, k) for k in (0, 1)] == [[("72 hours", ()), ("", ())], [("attack", ()), ("", ())]]


@pytest.mark.parametrize("text, by", [
    ("[Russia: with the consent of] [Ukraine: after consulting]", [("Russia",), ("Ukraine",)]),
    ("[the Russian Federation: with the consent of] [US and UK: after consulting]",
     [("Russian Federation",), ("US", "UK")]),
    ("[Proposed by Ukraine: with the consent of] [France/Germany: after consulting]",
     [("Ukraine",), ("France", "Germany")]),
    ("[with the consent of (Russia)] [after consulting – Ukraine]", [("Russia",), ("Ukraine",)]),
    ("[Russia – with the consent of] [after consulting]", [("Russia",), ()]),
    ("[G7+: with the consent of] [Group of Friends: after consulting]", [("G7+",), ("Group of Friends",)]),
])  # fmt: skip
def test_delegations(text: str, by: list[tuple[str, ...]]):
    found = options(read(p(f"They act {text} the Council.")))
    assert found == [("with the consent of", by[0]), ("after consulting", by[1])]


def test_delegations_are_named_beside_the_point_and_as_parties_that_are_assumed():
    made = read(p("Within [Ukraine: 24 hours] [the Russian Federation: 7 days] of it."))
    assert made.delegations == ("Ukraine", "Russia")
    assert "# clock-1: 24 hours: Ukraine; 7 days: Russian Federation" in made.text
    assert "party Ukraine, Russia, assumption." in made.text


def test_one_option_of_two_delegations_is_one():
    assert options(read(p("Within [Ukraine: 24 hours] [Poland: 24 hours] [Russia: 7 days]."))) == [
        ("24 hours", ("Ukraine", "Poland")), ("7 days", ("Russia",)),
    ]  # fmt: skip


def test_labels_are_no_delegations():
    made = read(p("They meet [Option 1: in Geneva] [Alt. B – in Vienna] once a year."))
    assert made.delegations == ()
    assert [(o.text, o.label) for o in made.points[0].point.options] == [
        ("in Geneva", "Option 1"),
        ("in Vienna", "Alt. B"),
    ]


def test_strokes_inside_a_bracket():
    made = read(p("Each party [shall/may] consult [and/or] meet in [2025/26] at [www://x/y]."))
    assert options(made) == [("shall", ()), ("may", ())]
    assert made.points[0].written == ("must", "may")
    assert [len(q.point.options) for q in made.points] == [2, 2, 2, 2]
    assert options(made, 1) == [("and/or", ()), ("", ())]


def test_brackets_inside_brackets():
    made = read(p("They act [in consultation with [the Council] [Russia: all Parties]] at once."))
    assert options(made) == [("in consultation with [the Council] [Russia: all Parties]", ()), ("", ())]
    assert options(made, 1) == [("the Council", ()), ("all Parties", ("Russia",))]
    assert [q.point.within for q in made.points] == [None, 0]
    assert '# words-2: "all Parties": Russia; stands inside words-1' in made.text


def test_brackets_across_runs_and_formatting():
    made = read(
        p(
            run("Within [7", "<w:b/>"),
            run("2 ho"),
            run("urs", "<w:i/>"),
            run("] [7 "),
            run("days].", "<w:b/>"),
        )
    )
    assert options(made) == [("72 hours", ()), ("7 days", ())]


def test_brackets_across_paragraphs():
    made = read(p("[Russia: The first paragraph."), p("The second [big] one."), p("The third.] Done."))
    assert made.points[0].point.kind == "passage"
    assert options(made) == [
        ("The first paragraph.\nThe second [big] one.\nThe third.", ("Russia",)),
        ("", ()),
    ]
    assert made.points[0].point.place == "paragraphs 1 to 3"
    assert [q.point.within for q in made.points] == [None, 0]


def test_paragraphs_that_are_alternatives():
    made = read(
        p("[Ukraine: A court decides.]"),
        p(""),
        p("[Russia: The parties decide."),
        p("They do so in writing.]"),
    )
    assert [q.point.kind for q in made.points] == ["passage"]
    assert options(made) == [
        ("A court decides.", ("Ukraine",)), ("The parties decide.\nThey do so in writing.", ("Russia",)),
    ]  # fmt: skip


@pytest.mark.parametrize("text, kind", [
    ("Within [●] days.", "blank"), ("Within [___] days.", "blank"), ("On [date].", "blank"), ("[…]", "blank"),
    ("They meet. [Note: to be checked.]", "remark"), ("They agreed [12].", "reference"),
    ("They “wil [sic] meet”.", "reference"),
    ("Within [72 hours.", "bracket"), ("Within 72 hours].", "bracket"),
])  # fmt: skip
def test_brackets_that_open_nothing_are_listed(text: str, kind: str):
    made = read(p(text))
    assert made.points == ()
    assert [r.kind for r in made.remarks] == [kind]
    assert "paragraph 1" in made.text.split("# ---- brackets that open nothing")[1]


def test_a_bracket_that_never_closes_swallows_nothing():
    made = read(p("Within [72 hours of it."), p("Within [24 hours] [7 days]."), p("They meet."))
    assert [q.point.place for q in made.points] == ["paragraph 2"]
    assert [r.place for r in made.remarks] == ["paragraph 1"]


@pytest.mark.parametrize("text", [
    "[" * 5000 + "x" + "]" * 5000, "[" * 5000, "]" * 5000, "[a] " * 400, "[" + "A and " * 3000 + "]",
    "[" + " " * 40_000 + ":]",
    "[" + "A, " * 9000 + ": x]", "[Proposed by " + "The " * 9000 + "]", "[x (" + "(" * 9000 + ")]", "a. " * 5000,
    "[a/" * 800,
    "twenty " * 5000, "Article " * 5000, "[" + "– " * 9000 + "]",
])  # fmt: skip
def test_texts_made_to_stop_a_machine_are_read(text: str):
    read(p(text), table((text[:20_000], "Russia"), ("a", "b")))


# ---- tracked changes -------------------------------------------------------------------------------------------------


def test_a_tracked_change_is_a_point_with_its_author():
    made = read(p("Within ", gone("72 hours", "Moscow"), ins("7 days", "Moscow"), " of it."))
    assert options(made) == [("72 hours", ()), ("7 days", ("Moscow",))]
    assert made.points[0].point.kind == "tracked"
    assert "⟨-Moscow: 72 hours⟩⟨+Moscow: 7 days⟩" in made.text
    assert made.delegations == ()  # an author of changes is not a delegation for that alone


def test_words_only_put_in_or_only_taken_out():
    made = read(p("They meet", ins(" at once", "Ukraine"), ". They ", gone("never ", "Russia"), "part."))
    assert options(made) == [("", ()), (" at once", ("Ukraine",))]
    assert options(made, 1) == [("never ", ()), ("", ("Russia",))]
    assert made.delegations == ("Ukraine", "Russia")


def test_brackets_put_in_by_a_tracked_change():
    made = read(p("They meet ", ins("[", "Russia"), "at once", ins("]", "Russia"), "."))
    assert options(made) == [("at once", ()), ("", ())]
    assert {r.why for r in made.remarks} == {"brackets that Russia put in by a tracked change"}


def test_brackets_inside_a_tracked_change():
    made = read(p("Within ", ins("[24 hours] [7 days]", "Ukraine"), " of it."))
    assert [(q.point.kind, q.point.within) for q in made.points] == [("tracked", None), ("alternatives", 0)]


def test_moved_words_and_deleted_paragraph_marks():
    moved = '<w:moveFrom w:id="5" w:author="A"><w:r><w:t>once</w:t></w:r></w:moveFrom>'
    made = read(
        p("Say ", moved, " more.", more='<w:rPr><w:del w:id="1" w:author="B"/></w:rPr>'), p("And this.")
    )
    assert options(made) == [("once", ()), ("", ("A",))]
    assert any("joined with the next" in r.why for r in made.remarks)


# ---- the rest of a document ------------------------------------------------------------------------------------------


def test_a_table_with_a_column_for_each_delegation():
    made = read(
        table(("Provision", "Text of Ukraine", "Russian proposal"), ("Term", "10 years", "5 years"),
              ("Language", "English", "English"), ("Depositary", "Switzerland", ""), ("", "", "")),
    )  # fmt: skip
    assert [(q.point.place, q.point.context) for q in made.points] == [
        ("table 1, row 2", "Term"), ("table 1, row 4", "Depositary"),
    ]  # fmt: skip
    assert options(made) == [("10 years", ("Ukraine",)), ("5 years", ("Russia",))]
    assert options(made, 1) == [("Switzerland", ("Ukraine",)), ("", ())]


def test_a_table_of_other_things_opens_nothing():
    made = read(table(("Year", "Amount"), ("2026", "[10] [20] million")))
    assert [q.point.kind for q in made.points] == ["alternatives"]
    assert made.points[0].point.place == "table 1, row 2, column 2"


def test_a_row_that_comes_by_a_tracked_change_is_said():
    rows = table(("Term", "10 years")).replace(
        "<w:tr>", '<w:tr><w:trPr><w:ins w:id="1" w:author="Russia"/></w:trPr>'
    )
    made = read(rows)
    assert [(r.place, r.why) for r in made.remarks] == [
        ("table 1, row 1", "this row is put in by a tracked change of Russia"),
    ]  # fmt: skip


def test_numbers_that_word_shows_are_shown():
    made = read(p("Response", style="ArticleNo"), listed("They meet."), listed("They talk:"),
                listed("at once;", level=1),
                listed("in Geneva.", level=1), p("Exit", style="ArticleNo"), listed("They go.", number=3))  # fmt: skip
    assert [b.label for b in made.blocks] == ["Article 1", "1.", "2.", "(a)", "(b)", "Article 2", "1."]
    assert 'article 1 "Response".' in made.text
    assert 'article 2 "Exit".' in made.text
    assert [q.place for q in made.provisions] == ["paragraph 2", "paragraphs 3 to 5", "paragraph 7"]


def test_notes_comments_boxes_heads_and_feet_are_kept():
    made = read(
        p("They meet.", note(7), note(3, "comment")), p(box("A [box] [case].")),
        footnotes=f'<w:footnote w:id="7">{p("Unless they do not [agree].")}</w:footnote>',
        comments=f'<w:comment w:id="3" w:author="Ivanov">{p("When?")}</w:comment>', header=p("Confidential"),
    )  # fmt: skip
    for said in ("⟨footnote 7⟩ Unless they do not [agree].", "⟨comment 3, Ivanov⟩ When?",
                 "⟨text box 1⟩ A [box] [case].",                  "⟨header 1⟩ Confidential"):  # fmt: skip
        assert made.text.count(said) == 1
    assert [q.point.place for q in made.points] == ["text box 1", "footnote 7"]
    assert {r.kind for r in made.remarks} == {"footnote", "comment", "header"}


def test_formatting_that_may_mean_something_is_said():
    made = read(
        p(
            "They ",
            run("never", "<w:strike/>"),
            " meet ",
            run("in secret", "<w:vanish/>"),
            run("!", '<w:strike w:val="0"/>'),
        )
    )
    assert [r.why for r in made.remarks] == [
        "“never” is struck through; it was read as text", "“in secret” is hidden; it was read as text",
    ]  # fmt: skip


def test_pictures_and_objects_are_said():
    made = read(p("<w:r><w:drawing/></w:r>", "<w:r><w:object/></w:r>"), '<w:altChunk r:id="rId1"/>')
    assert [r.kind for r in made.remarks] == ["picture", "object", "attached text"]


def test_a_strict_document_is_read_alike():
    assert (
        of_data(docx(p("Within [72 hours] [7 days]."), strict=True)).text
        == read(p("Within [72 hours] [7 days].")).text
    )


# ---- articles and titles ---------------------------------------------------------------------------------------------


def test_articles_with_their_titles():
    made = read(
        p("A Treaty of Peace", style="Title"), p("Article 1 – Request"), p("Article 2"), p("Determination"),
        p("Article III. The parties shall meet."), p("[Article 3 bis Response]"), p("Article 3 applies at once."),
        p("Annex I – Places", style="Heading1"), p("Article 1"), p("They are these."), p("Article 1"),
    )  # fmt: skip
    loaded = parse_draft(made.text).draft
    assert loaded is not None
    assert loaded.title == "A Treaty of Peace"
    assert [(a.label, a.title, a.part) for a in loaded.articles] == [
        ("1", "Request", ""), ("2", "Determination", ""), ("III", "", ""), ("3-bis", "Response", ""),
        ("1", "", "Annex I – Places"),
    ]  # fmt: skip
    assert [q.text for q in made.provisions if q.status != "no sentence"] == [
        "The parties shall meet.", "Article 3 applies at once.", "They are these.",
    ]  # fmt: skip
    assert "# article 1 again" in made.text


@pytest.mark.parametrize("text", ['A "quoted" title', "", "   ", "Vertrag № 5 | “x” #1 ?y", "x" * 400])
def test_any_title_can_stand(text: str):
    read(
        p(text, style="Title"),
        p(text, style="Heading1"),
        p(f"Article 1 {text}", style="Heading1"),
        p("They meet."),
    )


# ---- sentences -------------------------------------------------------------------------------------------------------


def test_sentences_that_are_understood_become_provisions():
    made = read(
        p("After an attack on Ukraine each party must consult within [24 hours] [7 days]."),
        p("They are friends."),
    )
    one, two = made.provisions
    assert (one.status, one.changed) == ("understood", ())
    assert one.offered == "After an attack on Ukraine each party must consult within ?clock-1."
    assert made.used == ("clock-1",)
    assert (two.status, two.code) == ("not understood", "E0203")
    assert "source\n" in made.text or 'source "text.docx, paragraph 1"' in made.text
    assert "# paragraph 2: “They are friends.”" in made.text


def test_words_of_treaties_are_said_otherwise_and_marked_as_ours():
    made = read(p("After an attack on Ukraine each Party shall consult within seventy-two (72) hours."))
    assert made.provisions[0].changed == ("number words as digits", "shall as must", "Party as party")
    draft = parse_draft(made.text).draft
    assert draft is not None
    norm = next(s for s in draft.sentences if "consult" in s.text)
    assert norm.assumption
    assert norm.source == "text.docx, paragraph 1"


def test_what_is_nearly_understood_is_offered_and_not_taken():
    made = read(p("After an attack on Ukraine each party will consult within 24 hours."))
    assert made.provisions[0].status == "near"
    assert made.provisions[0].code == "E0205"
    assert made.provisions[0].offered.startswith("After an attack on Ukraine each party must consult")
    assert "#   near, if that is meant: After" in made.text
    draft = parse_draft(made.text).draft
    assert draft is not None
    assert not [s for s in draft.sentences if "consult" in s.text]


def test_words_that_may_go_make_no_provision():
    made = read(p("After an attack on Ukraine each party must consult within 24 hours [of the attack]."))
    assert made.provisions[0].status == "not understood"
    assert "whether words stand" in made.provisions[0].why


def test_a_party_is_assumed_where_a_sentence_binds_it():
    made = read(
        p("After an attack on Ukraine Poland must consult within [Ukraine: 24 hours] [Russia: 7 days].")
    )
    assert [q.status for q in made.provisions] == ["understood"]
    assert "\nparty Ukraine, Russia, Poland, assumption.\n" in made.text


def test_a_sentence_of_lettered_paragraphs_is_one():
    made = read(p("armed-attack means any of"), p("armed-attack means any of:"),
                listed("an attack on Ukraine;", level=1),
                listed("an attack on Poland.", level=1))  # fmt: skip
    assert (
        made.provisions[-1].text
        == "armed-attack means any of: (a) an attack on Ukraine; (b) an attack on Poland."
    )


def test_names_that_one_sentence_declares_are_known_to_another():
    made = read(
        p("After an incident each party must consult within 24 hours."),
        p("incident means an attack on Ukraine."),
    )
    assert [q.status for q in made.provisions] == ["understood", "understood"]


def test_sentences_that_do_not_go_together_are_taken_out():
    made = read(p("incident means an attack on Ukraine."), p("incident means an attack on Poland."))
    assert "not understood" in {q.status for q in made.provisions}


@pytest.mark.parametrize("text, count", [
    ("They meet. They part.", 2), ("See art. 5 of it. They part.", 2), ("The U.S. Congress meets.", 1),
    ("See No. 5. [They] part.", 2), ("It lasts 1.5 years.", 1), ("1. They meet.", 1), ("(a) They meet.", 1),
])  # fmt: skip
def test_where_sentences_end(text: str, count: int):
    assert len(read(p(text)).provisions) == count


# ---- whole texts -----------------------------------------------------------------------------------------------------


def test_a_negotiating_text():
    made = of_data(guarantee())
    assert made.delegations == ("Ukraine", "Russia", "Poland")
    assert [q.status for q in made.provisions].count("understood") == 4
    names = [q.name for q in made.points]
    assert {"decider-2", "clock-3", "modal-5", "clock-6"} <= set(names)
    assert set(made.used) == {"decider-2", "clock-3", "modal-5", "clock-6"}
    assert "On invocation ?decider-2 decides within ?clock-3 whether the case has arisen" in made.text


def test_a_protocol_in_columns():
    made = of_data(ceasefire())
    assert made.title == "PROTOCOL ON THE CESSATION OF FIRE"
    assert made.delegations == ("Ukraine", "Russia")
    assert [(q.point.kind, q.point.place) for q in made.points] == [
        ("alternatives", "paragraph 5"), ("optional", "paragraph 7"), ("alternatives", "paragraph 7"),
        ("tracked", "paragraph 8"), ("columns", "table 1, row 2"), ("optional", "table 1, row 2, column 2"),
        ("columns", "table 1, row 4"), ("tracked", "paragraph 10"), ("alternatives", "paragraph 13"),
        ("optional", "paragraph 14"),
    ]  # fmt: skip
    assert made.used == ("clock-9",)
    assert [q.offered for q in made.provisions if q.status == "understood"] == [
        "This treaty enters into force for a party when that party signs.",
        "A party may withdraw with ?clock-9 of notice.",
    ]
    assert {r.kind for r in made.remarks} == {"blank", "paragraph mark", "footnote", "header"}


def test_a_chairs_text():
    made = of_data(chairs_text())
    assert made.delegations == ("Group of Friends", "France", "Germany", "Poland")
    whole_texts = next(q for q in made.points if q.point.place == "paragraphs 5 to 7")
    assert [(o.label, o.by) for o in whole_texts.point.options] == [
        ("Alternative 1", ()), ("Alternative 2", ()), ("Alternative 3", ("Group of Friends",)),
    ]  # fmt: skip
    assert [q.offered for q in made.provisions if q.status == "understood"] == [
        "After an attack on Ukraine ?who-1 must ?action-2 within ?clock-3."
    ]
    assert sum(q.point.within is not None for q in made.points) == 7
    assert [r.kind for r in made.remarks] == ["remark", "blank"]


@pytest.mark.parametrize("text, written", [
    ("Within [24] [48] hours of it.", ("24 hours", "48 hours")),
    ("Within [seven (7)] [thirty] days of it.", ("7 days", "30 days")),
    ("Within [24] [48] km of it.", ('"24"', '"48"')), ("Within [24] hours of it.", ('"24 hours"', '"(nothing)"')),
])  # fmt: skip
def test_numbers_before_a_unit(text: str, written: tuple[str, ...]):
    assert read(p(text)).points[0].written == written


@pytest.mark.parametrize("two, accepted", [(TWO, TWO), (MOVED, MOVED)])
def test_a_redline_can_be_read_back(two: str, accepted: str):
    """What a redline writes is a text with tracked changes like any other."""
    made = of_data(written(ONE, two, Hand("Foedus")))
    assert any(q.point.kind == "tracked" for q in made.points)
    said = " ".join(" ".join(b.text for b in made.blocks if b.where == "text").split())
    assert said == " ".join(accepted.split())


WORDS = st.lists(
    st.sampled_from(["[", "]", "72 hours", "7 days", "Russia:", "Ukraine:", " / ", "shall", "must", ". ",
                     "The Parties", "or",
                     "“", '"', "|", "?x", "#", "Article 3",
                     "(a)", ";", ":", "\t", "⟨", "é", "\ue001", "each party", "Option 1:"]),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(st.lists(WORDS, max_size=6))
def test_any_words_are_kept_and_make_a_draft(texts: list[str]):
    read(*(p(run(t)) for t in texts))


@given(st.lists(st.tuples(st.sampled_from(["", "ins", "del"]), WORDS), max_size=6))
def test_any_tracked_words_are_kept_and_make_a_draft(parts: list[tuple[str, str]]):
    made = {"": run, "ins": lambda t: ins(t, "Russia"), "del": lambda t: gone(t, "Ukraine")}
    read(p(run(""), *(made[how](text) for how, text in parts)))  # type: ignore[operator]


def test_many_paragraphs():
    """A long text is read, and every point of it has its own name."""
    made = read(
        *(
            p(f"Paragraph {k}: each party must consult within [{k + 1} hours] [{k + 1} days] of it.")
            for k in range(300)
        )
    )
    assert len({q.name for q in made.points}) == 300


# ---- LibreOffice -----------------------------------------------------------------------------------------------------


@needs_office
def test_libreoffice_opens_what_the_tests_make(office: Office):
    file = office.folder / "guarantee.docx"
    file.write_bytes(guarantee())
    assert office.converted(file, "pdf").read_bytes().startswith(b"%PDF")


@needs_office
def test_what_libreoffice_saves_is_read_alike(office: Office, tmp_path: Path):
    file = office.folder / "saved.odt"
    source = office.folder / "saved.docx"
    source.write_bytes(guarantee())
    office.converted(source, "odt")
    (office.folder / "converted" / "saved.odt").rename(file)
    again = office.converted(file, "docx").read_bytes()
    assert zipfile.is_zipfile(io.BytesIO(again))
    first, second = of_data(guarantee()), of_data(again)
    assert [options(first, k) for k in range(len(first.points))] == [
        options(second, k) for k in range(len(second.points))
    ]
    assert [q.text for q in first.provisions] == [q.text for q in second.provisions]
