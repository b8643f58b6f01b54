"""Two drafts as one Word document: tracked changes, and beside each change what it changes."""

from collections.abc import Sequence

from msgspec import Struct

from foedus.base import Source
from foedus.model import Draft
from foedus.model.comparison import Comparison, Run
from foedus.papers.word.changes import word_runs
from foedus.papers.word.consequences import NOTHING, Consequence, consequence, summary
from foedus.papers.word.document import written
from foedus.papers.word.markup import Hand, Marks
from foedus.papers.word.pairing import Row, rows
from foedus.papers.word.wording import lines

_STYLES = {
    "title": "FoedusTitle", "part": "FoedusPart", "article": "FoedusArticle", "open": "FoedusOpen",
    "sentence": "FoedusSentence", "remark": "FoedusRemark",
}  # fmt: skip


class Change(Struct, frozen=True):
    """One change of a redline: a row that is not the same, with what it comes to. A move is one change."""

    row: Row
    consequence: Consequence
    commented: bool


class Redline(Struct, frozen=True):
    """Two drafts set side by side for a paper: every row in order, and the changes among them."""

    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    summary: str


def redline(
    one: tuple[Draft, Source], two: tuple[Draft, Source], comparison: Comparison, fold: bool
) -> Redline:
    """Set two drafts side by side with what each change comes to.

    Args:
        one, two: the drafts before and after, each with its text.
        comparison: of the two.
        fold: put no comment beside a change that is proved to change nothing, nor beside headings and remarks.
    """
    papers = lines(one[1]), lines(two[1])
    found = rows(*papers, (one[0], two[0]), comparison.alignment)
    changes: list[Change] = []
    for row in found:
        if row.kind in ("same", "from"):
            continue
        said = consequence(row, comparison)
        changes.append(Change(row, said, not (fold and said.verdict in (NOTHING, "no provision"))))
    head = summary(comparison, [c.consequence for c in changes], fold, (one[1].name, two[1].name))
    return Redline(tuple(found), tuple(changes), head)


def document(made: Redline, title: str, hand: Hand) -> bytes:
    """The redline as a .docx: accepting all changes gives the second draft, rejecting all gives the first.

    Args:
        made: what `redline` made.
        title: what the page header says.
        hand: who made the changes, and when.

    Raises: WordError if python-docx is not installed.
    """
    marks = Marks(hand)
    comments = [made.summary]

    def comment(text: str) -> int:
        comments.append(text)
        return len(comments) - 1

    first = _headed(made.rows)
    said = {id(c.row): c.consequence.text for c in made.changes if c.commented}
    body: list[str] = []
    for row in made.rows:
        number = comment(said[id(row)]) if id(row) in said else None
        head = 0 if row is first else None
        body.append(_paragraph(marks, row, number, head))
    body.append(
        '<w:p><w:pPr><w:pStyle w:val="FoedusRemark"/></w:pPr></w:p>'
    )  # takes the mark of what ends the text
    return written(body, comments, title, hand)


def _headed(found: Sequence[Row]) -> Row | None:
    """The row that bears the summary: the title, or whatever stands first."""
    titles = (r for r in found if r.kind in ("same", "reworded", "to") and r.two and r.two.kind == "title")
    return next(titles, found[0] if found else None)


def _paragraph(marks: Marks, row: Row, comment: int | None, head: int | None) -> str:
    line = row.two or row.one
    assert line is not None
    style = _STYLES[(row.one if row.kind == "from" and row.one else line).kind]
    mark = "" if row.kind in ("same", "reworded") else row.kind
    return marks.paragraph(
        style, _runs(row), mark, row.name, tuple(c for c in (head, comment) if c is not None)
    )


def _runs(row: Row) -> list[Run]:
    """The words of a row. Of a move only what it takes along is marked as moved, the rest as deleted or inserted."""
    if row.kind == "deleted":
        assert row.one is not None
        return [Run("deleted", row.one.text)]
    if row.kind == "inserted":
        assert row.two is not None
        return [Run("inserted", row.two.text)]
    assert row.one is not None
    assert row.two is not None
    found = word_runs(row.one.text, row.two.text)
    if row.kind in ("same", "reworded"):
        return list(found)
    other = "inserted" if row.kind == "from" else "deleted"
    return [Run(row.kind, r.text) if r.kind == "same" else r for r in found if r.kind != other]
