"""Documents: kept as they are, each once, copies known; hostile ones do no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.ledger.claims import Run, claims, propose
from foedus.ledger.documents import MOST, Facts, add, by_sha, clean, digest, documents
from foedus.ledger.errors import LedgerError
from foedus.ledger.proposal import Agent, Proposal
from foedus.ledger.reading import read, read_bytes
from foedus.ledger.sketch import alike
from foedus.ledger.standing import standing
from foedus.ledger.store import Store
from tests.ledger.making import STORY, TEXT, proposal, put

LONG = " ".join(f"Sentence {n} of the wire story speaks of the matter number {n * n}." for n in range(60))


@pytest.fixture
def store():
    with Store.memory() as made:
        yield made


def test_what_nobody_said_stays_unknown(store: Store):
    doc = add(store, STORY, "s.txt").document
    assert (doc.publisher, doc.published_on, doc.lang, doc.url, doc.title) == ("", "", "", "", "")
    row = store.row("SELECT publisher, published_on, lang FROM document")
    assert row is not None
    assert tuple(row) == (None, None, None)


def test_a_text_is_kept_once_and_learns_what_was_not_known(store: Store):
    first = add(store, STORY, "s.txt", Facts(publisher="Wire"))
    again = add(store, STORY, "other.txt", Facts(publisher="Other", published_on="2025-08-17"))
    assert (first.new, again.new) == (True, False)
    assert (again.document.name, again.document.publisher) == ("s.txt", "Wire")
    assert again.document.published_on == "2025-08-17"


def test_a_near_copy_is_a_copy_of_the_first(store: Store):
    add(store, LONG, "wire")
    two = add(store, "By our own staff. " + LONG.replace("matter", "affair", 4), "paper two")
    three = add(store, LONG + " An editor adds a line of the house.", "paper three")
    assert two.copy is not None
    assert two.copy.name == "wire"
    assert three.document.copy_of == two.document.copy_of == 1
    assert 0.6 < two.document.alike <= 1


def test_another_story_and_a_quoted_statement_are_no_copies(store: Store):
    add(
        store,
        "The minister said that his country accepts the framework of the twelfth of May in full.",
        "statement",
    )
    said = " The minister said that his country accepts the framework of the twelfth of May in full."
    story = add(store, LONG + said, "article")
    other = add(
        store, LONG.replace("wire", "new").replace("speaks of", "tells").replace("number", "count"), "other"
    )
    assert story.copy is None
    assert other.copy is None


def test_copies_count_once_as_a_source(store: Store):
    tail = " Poland accepts the clock."
    for n, text in enumerate((LONG + tail, "From the agency. " + LONG + tail, LONG + tail + " End.")):
        put(store, text, [proposal(text, "Poland accepts the clock", "Poland", "accept", "clock")], f"p{n}")
    other = "Quite another report, written elsewhere by somebody else: Poland accepts the clock."
    put(store, other, [proposal(other, "Poland accepts the clock", "Poland", "accept", "clock")], "q")
    cell = standing(claims(store)).cells[0]
    assert len(cell.claims) == 4
    assert len(cell.behind) == 2


@given(st.text(max_size=400), st.text(max_size=400))
def test_alike_is_a_share_and_the_same_both_ways(one: str, other: str):
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other)[1] <= alike(one, other)[0] <= 1


@given(st.text(st.characters(exclude_categories=[]), min_size=1, max_size=200), st.data())
def test_any_text_can_be_quoted_at_any_place(text: str, data: st.DataObject):
    """Zero bytes, surrogates, marks that turn the writing, characters beyond the first plane: places stay places."""
    kept = clean(text)
    assert len(kept) == len(text)
    if not kept.strip():
        return
    start = data.draw(st.integers(0, len(kept) - 1))
    end = data.draw(st.integers(start + 1, len(kept)))
    with Store.memory() as store:
        doc = add(store, text, "x").document
        assert doc.text == kept
        assert by_sha(store, digest(kept)) == doc
        agents = (TEXT, Agent(kept[start:end]))
        made = Proposal(start, end, kept[start:end], "P", "say", "accept", "x", "", "", "asserted", "present", "",
                        ("article", kept[start:end]), "", "t", "position", agents)  # fmt: skip
        propose(store, doc.id, [made], Run("t", "1"))
        assert claims(store)[0].exact == kept[start:end]


@pytest.mark.parametrize(
    ("text", "facts", "said"),
    [
        (" \n\t", Facts(), "holds no text"),
        ("x" * (MOST + 1), Facts(), "taken for a mistake"),
        ("x", Facts(kind="pres"), "no kind of document “pres”"),
        ("x", Facts(published_on="17.8.2025"), "is no date"),
        ("x", Facts(published_on="2025-02-30"), "is no date"),
        ("x", Facts(lang="English!"), "is no language"),
    ],
)
def test_what_cannot_be_kept_is_said_with_its_mend(store: Store, text: str, facts: Facts, said: str):
    with pytest.raises(LedgerError, match=said) as error:
        add(store, text, "x.txt", facts)
    assert error.value.fixes
    assert documents(store) == ()


# ---- files -----------------------------------------------------------------------------------------------------------

PARAGRAPHS = "".join(f"<p>{part}</p>" for part in (STORY * 3).split("\n") if part)
PAGE = (
    "<!doctype html><html><head><title>The talks</title><meta name=date content=2020-01-01>"
    "<script>alert('x')</script></head><body><nav><a href=/>Subscribe now</a></nav>"
    f"<article><h1>The talks</h1>{PARAGRAPHS}</article><footer>Cookies</footer></body></html>"
)


def test_a_page_gives_its_article_and_no_guess(tmp_path: Path):
    (tmp_path / "p.html").write_text(PAGE, "utf-8")
    found = read(str(tmp_path / "p.html"))
    assert "Steve Witkoff said on Sunday" in found.text
    assert "alert(" not in found.text
    assert "Subscribe" not in found.text
    assert found.facts.title == "The talks"
    assert (found.facts.published_on, found.facts.publisher, found.facts.lang) == ("", "", "")


def pdf(words: str) -> bytes:
    """A PDF of one page, by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    xref = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % xref


def test_a_pdf_gives_its_words_whatever_it_is_called():
    assert read_bytes(pdf("Poland accepts the clock."), "report.txt").text == "Poland accepts the clock."


@pytest.mark.parametrize(("library", "data"), [("trafilatura", PAGE.encode()), ("pypdf", pdf("words"))])
def test_a_missing_library_is_named_with_what_brings_it(
    library: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / f"{library}.py").write_text(f"raise ModuleNotFoundError('no', name={library!r})")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(LedgerError, match=f"Foedus needs {library}") as error:
        read_bytes(data, "x.html")
    assert "foedus[ledger]" in error.value.fixes[0]


HOSTILE = {
    "divs without end": b"<html>" + b"<div>" * 300_000,
    "deep enough to recurse": b"<html>" + b"<b>" * 1_900 + b"x",
    "a megabyte of brackets": b"<html>" + b"<" * 1_000_000,
    "tags that never close": b"<html>" + b"<a " * 1_000_000,
    "entities that multiply":
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><html>&b;</html>',
    "a page of nothing": b"<html></html>",
    "a broken pdf": b"%PDF-1.7 nothing of the kind",
    "a pdf cut off": pdf("words")[:200],
    "bytes that are no text": b"\xff\xfe\x00\xd8" * 100,
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_end_in_words_or_in_text(data: bytes):
    try:
        found = read_bytes(data, "x.html" if b"<html" in data else "x.txt")
    except LedgerError as refused:
        said = refused
    else:
        assert len(found.text) <= len(data)
        return
    assert said.fixes
    assert len(said.message) < 400
    assert "Traceback" not in said.message


def test_a_line_of_five_megabytes_is_kept_and_quoted(store: Store):
    text = "Poland accepts the clock; " + "a" * (MOST - 60) + " and Poland rejects the form."
    doc = add(store, text, "long").document
    found = [proposal(text, "Poland rejects the form", "Poland", "reject", "form")]
    assert len(propose(store, doc.id, found, Run("t", "1"))) == 1


def test_text_in_another_encoding_asks_for_it(tmp_path: Path):
    (tmp_path / "r.txt").write_bytes("Россия согласна".encode("cp1251"))
    with pytest.raises(LedgerError, match="is not UTF-8 text: byte 0") as error:
        read(str(tmp_path / "r.txt"))
    assert "--encoding" in error.value.fixes[0]
    assert read(str(tmp_path / "r.txt"), "cp1251").text == "Россия согласна"
    with pytest.raises(LedgerError, match="no encoding"):
        read(str(tmp_path / "r.txt"), "cp9999")


def test_a_misspelt_file_gets_a_suggestion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text("x")
    with pytest.raises(LedgerError, match=r"there is no file artcle\.txt") as error:
        read("artcle.txt")
    assert error.value.fixes == ("did you mean article.txt?",)
    with pytest.raises(LedgerError, match="is a folder"):
        read(".")
