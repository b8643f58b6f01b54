"""What a Word document holds, as plain values: its paragraphs in order, each with its place and its words."""

from typing import Literal

from msgspec import Struct

How = Literal["", "inserted", "deleted"]


class Piece(Struct, frozen=True):
    """Words in a row. how: "" as they stand · inserted · deleted, by a tracked change of `author`.

    mark: what stands there instead of words, such as `footnote 2`; then text is "".
    """

    text: str
    how: How = ""
    author: str = ""
    mark: str = ""


class Block(Struct, frozen=True):
    """One paragraph.

    place: where it stands, for people: `paragraph 12`, `table 1, row 2, column 3`, `footnote 2`. where: text · table ·
    footnote · endnote · comment · box · header · footer. label: the number that Word shows before it, "" if none.
    style: the name of its style. level: of a heading, from 1; 0 if it is none. group: paragraphs of one group may share
    a bracket. cell: table, row and column, from 1. who: who made a comment.
    """

    place: str
    where: str
    pieces: tuple[Piece, ...]
    label: str = ""
    style: str = ""
    level: int = 0
    group: str = "text"
    cell: tuple[int, int, int] = (0, 0, 0)
    who: str = ""

    @property
    def text(self) -> str:
        """The words as proposed: with what tracked changes insert, without what they delete."""
        return "".join(p.text for p in self.pieces if p.how != "deleted")

    @property
    def shown(self) -> str:
        """All its words and marks, as they stand; between ⟨ and ⟩ stands what is not text of the document."""
        out: list[str] = []
        for p in self.pieces:
            if p.mark:
                out.append(f"⟨{p.mark}⟩")
            elif p.how:
                who = f"{p.author}: " if p.author else ""
                out.append(f"⟨{'+' if p.how == 'inserted' else '-'}{who}{p.text}⟩")
            else:
                out.append(p.text)
        return (f"⟨{self.label}⟩ " if self.label else "") + "".join(out)


class Unread(Struct, frozen=True):
    """What could not be read as words, with its place. kind: picture · object · field · formatting …"""

    kind: str
    place: str
    why: str


class Contents(Struct, frozen=True):
    """A document as it was read. title: of its properties, "" if they name none."""

    name: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...]
    title: str = ""
