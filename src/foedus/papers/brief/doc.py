"""A paper as a document, before it is Markdown, HTML or Word: sheets of headings, sentences, lists and tables."""

from msgspec import Struct


class Item(Struct, frozen=True):
    """A sentence or two of a paper.

    lead: what stands before it, in bold. where: the place in the draft. note: said softly after it. quiet: softly as a
    whole. box: it is to be ticked.
    """

    text: str
    where: str = ""
    lead: str = ""
    note: str = ""
    quiet: bool = False
    box: bool = False


class Head(Struct, frozen=True):
    """A heading; level 1 is the title of a sheet."""

    level: int
    text: str


class Para(Struct, frozen=True):
    """A paragraph. style: lede · note · "" (plain)."""

    item: Item
    style: str = ""


class Pairs(Struct, frozen=True):
    """Labels, each with its sentences; apart: each sentence on a line of its own."""

    rows: tuple[tuple[str, tuple[Item, ...]], ...]
    apart: bool = False


class Listing(Struct, frozen=True):
    """A list. style: plain · numbered · quote (words of the draft stand under each)."""

    items: tuple[Item, ...]
    style: str = "plain"


class Table(Struct, frozen=True):
    """A table with a header row. widths: hundredths of the whole."""

    caption: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[tuple[Item, ...], ...], ...]


class Card(Struct, frozen=True):
    """Blocks that stay on one page, under a heading."""

    blocks: "tuple[Head | Para | Listing, ...]"


Block = Head | Para | Pairs | Listing | Table | Card


class Sheet(Struct, frozen=True):
    """One paper.

    ident: brief · calendar · checklist · injects · facilitator. one: whether it fits one page; scale: how large its
    letters then are, where it leaves room.
    """

    ident: str
    name: str
    blocks: tuple[Block, ...]
    one: bool = False
    scale: float = 1.0


class Document(Struct, frozen=True):
    """All papers that are written into one file. foot: at the foot of each page."""

    title: str
    subject: str
    sheets: tuple[Sheet, ...]
    foot: str
    asof: str
    at: int
    version: str
