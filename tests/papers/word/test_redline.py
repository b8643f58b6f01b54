"""A redline as a Word document: accepting gives the second draft, rejecting the first, in LibreOffice too."""

from __future__ import annotations

import io
import itertools
import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.base import Source
from foedus.compare.align import align
from foedus.language import load, parse_draft
from foedus.model.comparison import Comparison, Difference, Stands
from foedus.papers.word.changes import word_runs
from foedus.papers.word.markup import Hand
from foedus.papers.word.redline import Redline, document, redline
from foedus.papers.word.wording import lines, text_of
from tests.papers.word.office import Office, needs_office, office
from tests.papers.word.settling import W, settled, tree

__all__ = ["office"]
EXAMPLES = Path(__file__).parents[3] / "examples" / "ukraine-2025"
DRAFTS = sorted(EXAMPLES.glob("*.treaty"))
PAIRS = [pytest.param(a, b, id=f"{a.stem}-{b.stem}") for a, b in itertools.permutations(DRAFTS, 2)]
HAND = Hand("Foedus")
ONE = """# Our first text.
treaty "Guarantee for Vallia", called GUARD.
status reported.
state Arland, Borland, Ruritania.
party Vallia.
guarantors, each a guarantor and a party, are Arland, Borland.  # two for now
open clock: 24 hours | 72 hours, asks "How long?".
article 1 "Invocation".
After an attack by Ruritania on Vallia, Vallia may invoke this treaty.
article 2 "Determination".
On invocation majority of guarantors decides within ?clock whether the case has arisen; on silence it has not.
article 3 "Response".
When the case has arisen each guarantor must use-force within 72 hours of the decision.
A party may withdraw with 1 year of notice.
article 4 "Force".
This treaty enters into force for a party when that party ratifies.
"""
TWO = (
    ONE.replace("within 72 hours of", "within 7 days of")
    .replace("# Our first text.\n", "# Our second text, without a clock.\n")
    .replace("A party may withdraw with 1 year of notice.\n", "")
    .replace('open clock: 24 hours | 72 hours, asks "How long?".\n', "")
    .replace("?clock", "24 hours")
    .replace(
        "party Vallia.\n",
        "party Vallia.\nparty Elland.\n",
    )
)
MOVED = ONE.replace("A party may withdraw with 1 year of notice.\n", "").replace(
    'article 1 "Invocation".',
    'article 1 "Exit".\nA party may withdraw with 1 year of notice.\narticle 5 "Invocation".',
)


def compared(one: str, two: str, **more: object) -> Comparison:
    a, b = parse_draft(one, "a.treaty"), parse_draft(two, "b.treaty")
    assert a.draft is not None
    assert b.draft is not None
    fields: dict[str, object] = {"equal": "unknown", "exact": False, "differences": (), **more}
    return Comparison(one="A", two="B", alignment=align(a.draft, b.draft), **fields)  # type: ignore[arg-type]


def made(one: str, two: str, fold: bool = False, **more: object) -> Redline:
    a, b = parse_draft(one, "a.treaty"), parse_draft(two, "b.treaty")
    assert a.draft is not None
    assert b.draft is not None
    pair = (a.draft, a.sources["a.treaty"]), (b.draft, b.sources["b.treaty"])
    return redline(*pair, compared(one, two, **more), fold)


def written(one: str, two: str, hand: Hand = HAND, **more: object) -> bytes:
    return document(made(one, two, **more), "A → B", hand)  # type: ignore[arg-type]


def paper(text: str) -> str:
    return text_of(lines(Source("x", text)))


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("path", DRAFTS, ids=lambda p: p.stem)
def test_a_paper_says_what_the_draft_says(path: Path):
    text = path.read_text("utf-8")
    said = paper(text)
    assert squeezed(said) == squeezed(text)
    again, first = load(str(path), {str(path): said}), load(str(path))
    assert again.ok
    assert first.draft is not None
    assert again.draft is not None
    assert [s.text for s in again.draft.sentences] == [s.text for s in first.draft.sentences]


@pytest.mark.parametrize("one, two", PAIRS)
def test_accepting_gives_the_second_and_rejecting_the_first(one: Path, two: Path):
    a, b = load(str(one)), load(str(two))
    assert a.draft is not None
    assert b.draft is not None
    comparison = Comparison("A", "B", "unknown", False, (), align(a.draft, b.draft))
    found = redline((a.draft, a.sources[str(one)]), (b.draft, b.sources[str(two)]), comparison, False)
    data = document(found, "A → B", Hand("Foedus"))
    assert settled(data, accept=True) == paper(two.read_text("utf-8"))
    assert settled(data, accept=False) == paper(one.read_text("utf-8"))


@given(st.randoms(use_true_random=False))
def test_any_edit_can_be_accepted_and_rejected(chance: random.Random):
    two = edited(chance)
    data = written(ONE, two)
    assert settled(data, accept=True) == paper(two)
    assert settled(data, accept=False) == paper(ONE)


def edited(chance: random.Random) -> str:
    """A draft that differs from the first in some places: shuffled, cut, added to, reworded."""
    head, *rest = ONE.split("\n", 2)
    title, rest = rest[0], rest[1].splitlines()
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(rest))
        match chance.randrange(5):
            case 0:
                rest.insert(chance.randrange(len(rest)), rest.pop(at))
            case 1:
                del rest[at]
            case 2:
                rest.insert(at, f"# a remark on {chance.randrange(9)}")
            case 3:
                rest[at] = (
                    rest[at].replace("72 hours", "7 days").replace("each", "a").replace("Vallia", "Borland")
                )
            case _:
                rest.insert(at, "each guarantor must consult Vallia within 24 hours.")
        if not rest:
            rest = ["# nothing is left"]
    return "\n".join([head, title, *rest]) + "\n"


@given(st.text(alphabet="ab .,'\n-é[]1", max_size=40), st.text(alphabet="ab .,'\n-é[]1", max_size=40))
def test_runs_put_together_are_the_texts(one: str, two: str):
    found = word_runs(one, two)
    assert "".join(r.text for r in found if r.kind != "inserted") == one
    assert "".join(r.text for r in found if r.kind != "deleted") == two


def test_moves_are_marked_as_moves():
    data = written(ONE, MOVED)
    body = tree(data)
    moved = [e.get(f"{W}name") for e in body.iter(f"{W}moveFromRangeStart")]
    assert moved
    assert moved == [e.get(f"{W}name") for e in body.iter(f"{W}moveToRangeStart")] or len(set(moved)) == len(
        moved
    )
    words = ["".join(t.text or "" for t in e.iter(f"{W}t")) for e in body.iter(f"{W}moveTo")]
    assert "A party may withdraw with 1 year of notice." in words
    assert settled(data, accept=True) == paper(MOVED)
    assert settled(data, accept=False) == paper(ONE)


def test_each_comment_stands_around_a_change():
    data = written(ONE, TWO)
    body = tree(data)
    starts = [e.get(f"{W}id") for e in body.iter(f"{W}commentRangeStart")]
    ends = [e.get(f"{W}id") for e in body.iter(f"{W}commentRangeEnd")]
    references = [e.get(f"{W}id") for e in body.iter(f"{W}commentReference")]
    comments = [e.get(f"{W}id") for e in tree(data, "word/comments.xml").iter(f"{W}comment")]
    assert sorted(starts) == sorted(ends) == sorted(references) == sorted(comments)  # type: ignore[type-var]
    assert len(set(starts)) == len(starts) > 3
    tracked = {f"{W}{n}" for n in ("ins", "del", "moveFrom", "moveTo")}
    for paragraph in body.iter(f"{W}p"):
        children = list(paragraph)
        for at, child in enumerate(children):
            if child.tag == f"{W}commentRangeStart" and child.get(f"{W}id") != "0":  # 0 is the summary
                assert children[at + 1].tag in tracked | {f"{W}commentRangeStart"}


def test_marks_have_numbers_of_their_own():
    body = tree(written(ONE, MOVED))
    names = ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart")
    ids = [e.get(f"{W}id") for n in names for e in body.iter(f"{W}{n}")]
    assert len(ids) == len(set(ids)) > 2


def test_author_and_date_stand_at_every_mark_and_comment():
    data = written(ONE, TWO, Hand("Legal adviser <A&B>", "2027-03-01T00:00:00Z"))
    for name in ("ins", "del"):
        for mark in tree(data).iter(f"{W}{name}"):
            assert mark.get(f"{W}author") == "Legal adviser <A&B>"
            assert mark.get(f"{W}date") == "2027-03-01T00:00:00Z"
    for comment in tree(data, "word/comments.xml").iter(f"{W}comment"):
        assert comment.get(f"{W}author") == "Legal adviser <A&B>"
        assert comment.get(f"{W}date") == "2027-03-01T00:00:00Z"


def test_without_a_date_there_is_none_and_the_bytes_are_the_same():
    first, second = written(ONE, TWO), written(ONE, TWO)
    assert first == second
    assert b"w:date" not in zipfile.ZipFile(io.BytesIO(first)).read("word/document.xml")


def test_consequences_stand_beside_the_changes():
    alignment = compared(ONE, TWO).alignment
    clock = next(k for k, p in enumerate(alignment.passages) if "7 days" in p.after and "72" in p.before)
    exit_ = next(
        k for k, p in enumerate(alignment.passages) if p.kind == "deleted" and "withdraw" in p.before
    )
    party = next(k for k, p in enumerate(alignment.passages) if "Elland" in p.after)
    differences = (
        Difference(
            "later", "B answers 96 hours later.", stands=(Stands("Arland", "later"), Stands("Vallia", "later", True)),
            changes=(clock,), completions="some", only_under=((("clock", ("72 hours",)),),),
        ),
        Difference("gone", "No party may leave.", changes=(exit_,), together=True),
        Difference("other", "Nobody knows why."),
    )  # fmt: skip
    found = made(ONE, TWO, equal="no", differences=differences, nothing=(party,))
    by = {c.row.passage: c.consequence for c in found.changes if c.row.passage is not None}
    assert by[clock].verdict == "changes"
    assert by[clock].text == (
        "B answers 96 hours later. (Arland: later; Vallia, helped: later) Only if clock = 72 hours."
    )
    assert "together with others" in by[exit_].text
    assert by[party].verdict == "changes nothing"
    assert "Nobody knows why." in found.summary
    texts = ["".join(t.text or "" for t in c.iter(f"{W}t")) for c in
             tree(document(found, "", Hand("F")), "word/comments.xml").iter(f"{W}comment")]  # fmt: skip
    assert any(t.startswith("B answers 96 hours later.") for t in texts)
    assert any(t.startswith("Changes nothing") for t in texts)


def test_unknown_is_never_shown_as_nothing():
    found = made(ONE, TWO)
    verdicts = {c.consequence.verdict for c in found.changes if c.row.passage is not None}
    assert verdicts == {"not decided"}
    assert "was not decided" in found.summary


def test_fold_leaves_out_what_changes_nothing():
    plain = made(ONE, TWO, equal="yes")
    folded = made(ONE, TWO, fold=True, equal="yes")
    assert all(c.commented for c in plain.changes)
    assert not any(c.commented for c in folded.changes)
    assert len(list(tree(document(folded, "", Hand("F")), "word/comments.xml").iter(f"{W}comment"))) == 1
    assert re.search(r"\d+ of \d+ changes change nothing", folded.summary)


def test_the_same_draft_twice_has_no_changes():
    found = made(ONE, ONE, equal="yes")
    assert found.changes == ()
    body = tree(document(found, "", Hand("F")))
    assert not list(body.iter(f"{W}ins"))


def test_signs_that_xml_cannot_hold_are_shown_as_replaced():
    strange = ONE.replace("# Our first text.", "# Our first\x0b & <b> \x01 text.")
    said = settled(written(ONE, strange), accept=True).split("\n")[0]
    assert said == "# Our first\ufffd & <b> \ufffd text."


@needs_office
@pytest.mark.parametrize(
    "one, two, name", [(ONE, TWO, "edited"), (ONE, MOVED, "moved"), (TWO, MOVED, "both")]
)
def test_libreoffice_accepts_and_rejects_alike(one: str, two: str, name: str, office: Office):
    file = office.folder / f"{name}.docx"
    file.write_bytes(written(one, two, Hand("Foedus", "2027-03-01T00:00:00Z")))
    assert office.settled(file, "Accept") == paper(two)
    assert office.settled(file, "Reject") == paper(one)


@needs_office
def test_libreoffice_opens_a_whole_redline(office: Office):
    a, b = DRAFTS[1], DRAFTS[0]
    one, two = load(str(a)), load(str(b))
    assert one.draft is not None
    assert two.draft is not None
    comparison = Comparison("A", "B", "unknown", False, (), align(one.draft, two.draft))
    file = office.folder / "whole.docx"
    found = redline((one.draft, one.sources[str(a)]), (two.draft, two.sources[str(b)]), comparison, False)
    file.write_bytes(document(found, "A → B", Hand("Foedus")))
    assert office.converted(file, "pdf").read_bytes().startswith(b"%PDF")
    assert office.settled(file, "Accept") == paper(b.read_text("utf-8"))
    assert office.settled(file, "Reject") == paper(a.read_text("utf-8"))
