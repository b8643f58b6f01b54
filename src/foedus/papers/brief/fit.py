"""Whether a sheet fits one printed page, A4 as well as Letter: an estimate that is never less than the print."""

from collections.abc import Iterable
from typing import NamedTuple

from foedus.papers.brief.doc import Block, Head, Item, Listing, Pairs, Para, Table
from foedus.report.figures.lanes import width


class Press(NamedTuple):
    """How a medium prints a sheet, in points.

    wide: the narrower of the two papers without its margins; high: the lower of the two. label: the column of labels,
    0 where labels run into the text. size: of letters; line: from line to line; stretch: how much wider its letters are
    than those that are measured. gap: between blocks. title: size of the title's letters.
    """

    wide: float
    high: float
    label: float
    size: float
    line: float
    stretch: float
    gap: float
    title: float

    def scaled(self, scale: float) -> "Press":
        """The same with larger letters."""
        return self._replace(size=self.size * scale, line=self.line * scale)


INDENT = 12  # of the sentences after the first, where labels run into the text
# A4 is 595 × 842 points, Letter 612 × 792; margins as the style sheets have them.
SCREEN = Press(wide=510, high=684, label=78, size=9.2, line=11.9, stretch=1.0, gap=5.5, title=20)
WORD = Press(wide=510, high=700, label=0, size=8.6, line=11.0, stretch=1.06, gap=5.0, title=17)


def lines(text: str, wide: float, press: Press, size: float = 0.0) -> int:
    """How many lines a text takes."""
    left, count = wide, 1
    letters = size or press.size
    for word in text.split():
        w = width(f"{word} ", letters) * press.stretch - 2
        if w > left:
            count, left = count + 1, wide
        left -= w
    return count


def said(item: Item) -> str:
    """All words of an item, in one line."""
    parts = (f"{item.lead} " if item.lead else "", item.text, f" {item.note}" if item.note else "",
             f" ({item.where})" if item.where else "")  # fmt: skip
    return "".join(parts)


def _item(item: Item, wide: float, press: Press) -> float:
    return lines(said(item), wide, press) * press.line


def _block(block: Block, press: Press) -> float:
    if isinstance(block, Head):
        size = press.title if block.level == 1 else 1.32 * press.size
        return (
            lines(block.text, press.wide, press, size) * size * 1.24
            + press.gap
            + (0 if block.level == 1 else 5)
        )
    if isinstance(block, Para):
        return _item(block.item, press.wide, press) + press.gap
    if isinstance(block, Pairs):
        return sum(_pair(label, items, press, block.apart) for label, items in block.rows) + press.gap
    if isinstance(block, Listing):
        return sum(_item(one, press.wide - 14, press) + 1.4 for one in block.items) + press.gap
    if isinstance(block, Table):
        return sum(press.line * 2 for _ in block.rows)
    return sum(_block(one, press) for one in block.blocks)


def _pair(label: str, items: tuple[Item, ...], press: Press, apart: bool) -> float:
    texts = [said(one) for one in items] if apart else [" ".join(said(one) for one in items)]
    if press.label:
        wide = press.wide - press.label - 10
        rows = max(sum(lines(one, wide, press) for one in texts), lines(label, press.label, press))
    else:
        first = lines(f"{label}.  {texts[0]}", press.wide, press)
        rows = first + sum(lines(one, press.wide - INDENT, press) for one in texts[1:])
    return rows * press.line + 2.4 + 1.2 * (len(texts) - 1)


def height(blocks: Iterable[Block], press: Press) -> float:
    """How high blocks are in print, in points."""
    return sum(_block(one, press) for one in blocks)


def fits(blocks: Iterable[Block], press: Press) -> bool:
    """Whether blocks fit one page of A4 and of Letter."""
    return height(blocks, press) <= press.high
