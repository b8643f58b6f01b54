"""The draft of a document: its own text as remarks, untouched, and beside it open points and provisions."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from foedus.ledger.wording import name as name_of
from foedus.papers.word.blocks import Block
from foedus.papers.word.headings import Heading
from foedus.papers.word.named import Named, quotable
from foedus.papers.word.points import Point

_TEXT = "# |"
_MORE = "# :"


class Piece(Struct, frozen=True):
    """A line of the draft that stands for something. kind: open · sentence; number: which; note: a remark before it."""

    kind: str
    number: int
    line: str
    note: str = ""


class Skeleton(Struct, frozen=True):
    """The lines of a draft, and which of them stand for what."""

    lines: tuple[str, ...]
    pieces: Mapping[int, tuple[str, int]]

    def text(self) -> str:
        """The draft, before it is laid out."""
        return "\n".join(self.lines) + "\n"

    def at(self, line: int) -> tuple[str, int] | None:
        """What a line, counted from 1, stands for: (open or sentence, its number)."""
        return self.pieces.get(line)


def head(title: str, code: str, file: str, parties: Sequence[str]) -> str:
    """The head of a draft.

    Args:
        title, code: of the draft.
        file: the document that it is from.
        parties: who is taken for a party.
    """
    out = [
        f"# Read from {quotable(file)} by rules. Behind “{_TEXT}” stands its own text, untouched; what stands between",
        "# ⟨ and ⟩ is not its text. All else is ours: hold it against the text.",
        f'treaty "{quotable(title) or "Untitled"}", called {code}.', "status draft.",
        f'source "{quotable(file)}".', 'use "world.treaty".',
    ]  # fmt: skip
    if parties:
        out += [
            "", "# ---- who is named",
            "# Named beside brackets, or bound by a sentence: whether each is a party is yours to say.",
            f"party {', '.join(name_of(p) for p in parties)}, assumption.",
        ]  # fmt: skip
    return "\n".join(out)


def skeleton(
    start: str, blocks: Sequence[Block], heads: Sequence[Heading], points: Sequence[Point],
    named: Sequence[Named], offered: Mapping[int, Sequence[Piece]],
) -> Skeleton:  # fmt: skip
    """Put a draft together.

    Args:
        start: its head.
        blocks, heads: the paragraphs, and what each is besides words.
        points, named: what is left open, and as the draft declares it.
        offered: by number of the paragraph that they follow on, the provisions.
    """
    made = _Writer([*start.split("\n"), "", "# ---- the text", ""])
    opened: dict[int, list[int]] = {}
    for k, point in enumerate(points):
        opened.setdefault(point.last, []).append(k)
    notes = {
        b.place: [k for k, o in enumerate(blocks) if o.place == b.place] for b in blocks if b.where in _NOTES
    }
    done: set[int] = set()

    def block(k: int) -> None:
        done.add(k)
        made.block(blocks[k], heads[k])
        for piece in blocks[k].pieces:
            for inner in notes.get(piece.mark, ()) if piece.mark else ():
                if inner not in done:
                    block(inner)
        for n in opened.get(k, ()):
            within = points[n].within
            made.opened(n, named[n], "" if within is None else named[within].name)
        for piece in offered.get(k, ()):
            made.sentence(piece)

    for k, one in enumerate(blocks):
        if k not in done and one.where not in _NOTES:
            block(k)
    left = [k for k in range(len(blocks)) if k not in done]
    if left:
        made.lines += ["", "# ---- notes that nothing refers to, heads and feet of pages"]
    for k in left:
        block(k)
    return Skeleton(tuple(made.lines), made.pieces)


_NOTES = ("footnote", "endnote", "comment", "header", "footer")


class _Writer:
    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        self.pieces: dict[int, tuple[str, int]] = {}
        self.part = ""
        self.articles: set[tuple[str, str]] = set()
        self.parts: set[str] = set()

    def block(self, block: Block, head: Heading) -> None:
        """A paragraph as it stands, below the heading that it is."""
        if head.kind == "part" and head.title not in self.parts:
            self.part = head.title
            self.parts.add(head.title)
            self.lines += ["", f'annex "{quotable(head.title)}".']
        elif head.kind == "article":
            self._article(head)
        elif head.kind in ("title", "heading") and block.text.strip():
            self.lines += [""]
        shown = block.shown
        if not shown.strip():
            return
        where = "" if block.where == "text" else f"⟨{block.place}{f', {block.who}' if block.who else ''}⟩ "
        first, *more = f"{where}{shown}".split("\n")
        self.lines.append(f"{_TEXT} {first}")
        self.lines += [f"{_MORE} {line}" for line in more]

    def _article(self, head: Heading) -> None:
        title = f' "{quotable(head.title)}"' if head.title else ""
        if (self.part, head.label) in self.articles:
            self.lines += [
                "",
                f"# article {head.label} again: what follows is counted with the article before it",
            ]
            return
        self.articles.add((self.part, head.label))
        self.lines += ["", f"article {head.label}{title}."]

    def opened(self, number: int, one: Named, inside: str) -> None:
        """An open point, with whose each option is."""
        told = [one.whose(), f"stands inside {inside}" if inside else ""]
        if any(told):
            self.lines.append(f"# {one.name}: {'; '.join(t for t in told if t)}")
        self.pieces[len(self.lines) + 1] = ("open", number)
        self.lines.append(one.statement())

    def sentence(self, piece: Piece) -> None:
        """A provision, with what was written otherwise than it stands."""
        if piece.note:
            self.lines.append(piece.note)
        self.pieces[len(self.lines) + 1] = (piece.kind, piece.number)
        self.lines.append(piece.line)


def text_of(draft: str) -> list[str]:
    """The document's own text, read back from its draft: one text a paragraph, line breaks inside it kept.

    >>> text_of('treaty "T", called T.\\n# | one\\n  # : two\\n# ours\\n# | three')
    ['one\\ntwo', 'three']
    """
    out: list[str] = []
    for line in draft.split("\n"):
        plain = line.lstrip()
        if plain.startswith(_TEXT):
            out.append(plain[len(_TEXT) + 1 :])
        elif plain.startswith(_MORE) and out:
            out[-1] += "\n" + plain[len(_MORE) + 1 :]
    return out
