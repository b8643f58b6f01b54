"""What a document leaves open: brackets, tracked changes and columns of proposals, each with its options and whose
they are; and the brackets that open nothing."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from foedus.papers.word.blocks import Block
from foedus.papers.word.brackets import MOST_DEPTH, Bracket, Found, brackets, chains, split
from foedus.papers.word.delegations import Delegations, Said, is_blank, is_reference, is_remark, merged

NOTHING = Said("")
_UNIT = re.compile(r"\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\b")
_COUNT = re.compile(r"\d{1,4}|[a-z]+(?:[- ][a-z]+)?(?: \(\d+\))?")  # 24, seventy-two, seven (7)
NUMBER = re.compile(r"^\s*(?:\(?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.)]|\d+(?:\.\d+)+|[–—•·-])\s+")
_AROUND = 45  # characters of the words around a point


class Point(Struct, frozen=True):
    """Something left open.

    kind: alternatives · optional (the words stand, or nothing) · tracked (a tracked change) · columns (a row of a
    table, a column a delegation) · passage (whole paragraphs). place: for people. block: the number of its paragraph;
    last: of the last one. start, end: in the paragraph's text as proposed. options: two or more; one with the text ""
    is that nothing stands there. context: the words around it. within: the number of the point that it stands inside.
    unit: of time, behind numbers that are left open: ` hours` in `[24] [48] hours`.
    """

    kind: str
    place: str
    block: int
    start: int
    end: int
    options: tuple[Said, ...]
    context: str = ""
    within: int | None = None
    last: int = -1
    unit: str = ""


class Remark(Struct, frozen=True):
    """Something that opens nothing, or that was not understood, with its place and why."""

    kind: str
    place: str
    text: str
    why: str


class Open(Struct, frozen=True):
    """All that a document leaves open, in order, and what else its brackets hold."""

    points: tuple[Point, ...]
    remarks: tuple[Remark, ...]


def find(blocks: Sequence[Block], delegations: Delegations) -> Open:
    """What is left open.

    Args:
        blocks: the paragraphs of a document.
        delegations: who may be named.
    """
    return _Finder(blocks, delegations).find()


class _Finder:
    def __init__(self, blocks: Sequence[Block], delegations: Delegations) -> None:
        self.blocks = blocks
        self.delegations = delegations
        self.points: list[Point] = []
        self.remarks: list[Remark] = []
        self.loose: list[tuple[int, Found]] = []

    def find(self) -> Open:
        """Go through the paragraphs, then through what spans several."""
        for number, block in enumerate(self.blocks):
            found = brackets(block.text)
            if found.deep:
                why = f"more than {MOST_DEPTH} brackets inside one another: those inside are read as words"
                self.remarks.append(Remark("bracket", block.place, "", why))
            if found.opened or found.closed:
                self.loose.append((number, found))
            self._tracked(number, block)
            self._chains(number, block, found.pairs)
        self._passages()
        self._columns()
        self._alternatives()
        return Open(self._nested(), tuple(self.remarks))

    def _add(self, kind: str, block: int, start: int, end: int, options: Sequence[Said]) -> None:
        one = self.blocks[block]
        behind = _UNIT.match(one.text, end)
        counts = behind and all(_COUNT.fullmatch(o.text.strip()) for o in options if o.text)
        unit = behind[0] if behind and counts else ""
        around = _context(one.text, start, end)
        self.points.append(
            Point(kind, one.place, block, start, end, tuple(options), around, None, block, unit)
        )

    # ---- brackets within a paragraph -----------------------------------------------------------------------------

    def _chains(self, number: int, block: Block, pairs: Sequence[Bracket]) -> None:
        text = block.text
        for chain in chains(pairs, text):
            options = [option for pair in chain for option in self._options(pair, text, block)]
            if options:
                self._settle(number, chain, merged(options))
            for pair in chain:
                self._chains(number, block, pair.inner)

    def _options(self, pair: Bracket, text: str, block: Block) -> list[Said]:
        """What one bracket offers; nothing if it holds no words of the text."""
        content = pair.content(text)
        kind, why = "", ""
        if is_blank(content):
            kind, why = "blank", "the place of something still to be written; no option is given"
        elif is_remark(content):
            kind, why = "remark", "a remark on the text, not a part of it"
        elif is_reference(content, text[: pair.start].strip(), text[pair.end :]):
            kind, why = "reference", "a reference, not words left open"
        if kind:
            self.remarks.append(Remark(kind, block.place, text[pair.start : pair.end], why))
            return []
        said = self.delegations.said(content)
        return [Said(part, said.by, said.label) for part in split(said.text, bool(pair.inner))]

    def _settle(self, number: int, chain: Sequence[Bracket], options: Sequence[Said]) -> None:
        start, end = chain[0].start, chain[-1].end
        if len(options) > 1:
            self._add("alternatives", number, start, end, options)
        else:
            self._add("optional", number, start, end, [*options, NOTHING])

    # ---- tracked changes -----------------------------------------------------------------------------------------

    def _tracked(self, number: int, block: Block) -> None:
        at = start = 0
        gone = come = ""
        by: list[str] = []
        for piece in (*block.pieces, None):
            if piece is not None and piece.how and not piece.mark:
                if piece.how == "deleted":
                    gone += piece.text
                else:
                    come += piece.text
                    at += len(piece.text)
                by.append(piece.author)
                continue
            if gone or come:
                self._change(number, (start, at), gone, come, tuple(dict.fromkeys(n for n in by if n)))
                gone = come = ""
                by = []
            at += len(piece.text) if piece is not None and piece.how != "deleted" else 0
            start = at

    def _change(self, number: int, span: tuple[int, int], gone: str, come: str, by: tuple[str, ...]) -> None:
        place = self.blocks[number].place
        if not gone and come.strip() and not come.strip("[]［］ "):
            who = " and ".join(by) or "somebody"
            self.remarks.append(
                Remark("tracked", place, come, f"brackets that {who} put in by a tracked change")
            )
            return
        if not (gone + come).strip():
            self.remarks.append(Remark("tracked", place, gone + come, "a tracked change of white space"))
            return
        self._add("tracked", number, *span, [Said(gone, (), "as it was"), Said(come, by, "as changed")])

    # ---- what spans paragraphs -----------------------------------------------------------------------------------

    def _passages(self) -> None:
        """Pair brackets that open in one paragraph and close in a later one of the same group."""
        stacks: dict[str, list[tuple[int, int]]] = {}
        for number, found in self.loose:
            stack = stacks.setdefault(self.blocks[number].group, [])
            for at in found.closed:
                if stack:
                    self._passage(*stack.pop(), number, at)
                else:
                    self._stray(number, at, "this bracket closes, and none before it opens")
            stack += [(number, at) for at in found.opened]
        for stack in stacks.values():
            for number, at in stack:
                self._stray(number, at, "this bracket opens, and none behind it closes")

    def _passage(self, first: int, start: int, last: int, end: int) -> None:
        texts = [self.blocks[k].text for k in range(first, last + 1)]
        texts[-1] = texts[-1][:end]
        texts[0] = texts[0][start + 1 :]
        said = self.delegations.said("\n".join(texts))
        place = places([self.blocks[first].place, self.blocks[last].place])
        here = self.blocks[first].text
        self.points.append(
            Point(
                "passage",
                place,
                first,
                start,
                len(here),
                (said, NOTHING),
                _context(here, start, len(here)),
                None,
                last,
            )
        )

    def _stray(self, number: int, at: int, why: str) -> None:
        block = self.blocks[number]
        self.remarks.append(
            Remark("bracket", block.place, block.text[max(0, at - 30) : at + 30].strip(), why)
        )

    def _alternatives(self) -> None:
        """Paragraphs that follow one another, each a bracket as a whole with its delegation or label, are one point."""
        held: list[Point] = []
        out: list[Point] = []
        for point in sorted(self.points, key=lambda p: (p.block, p.start)):
            if held and self._whole(point) and self._next(held[-1], point):
                held.append(point)
                continue
            if held and point.block <= held[-1].last:
                out.append(point)  # it stands inside the one before
                continue
            out += _one(held)
            held = []
            if self._whole(point):
                held = [point]
            else:
                out.append(point)
        self.points = out + _one(held)

    def _whole(self, point: Point) -> bool:
        """Whether a point is all of its paragraphs, with somebody's name or a label."""
        if point.kind not in ("optional", "passage") or not (point.options[0].by or point.options[0].label):
            return False
        before = self.blocks[point.block].text[: point.start]
        if point.kind == "passage":
            return not NUMBER.sub("", before).strip()
        return not (NUMBER.sub("", before) + self.blocks[point.block].text[point.end :]).strip(" .;,")

    def _next(self, one: Point, two: Point) -> bool:
        between = self.blocks[one.last + 1 : two.block]
        same = self.blocks[one.block].group == self.blocks[two.block].group
        same = same and bool(one.options[0].label) == bool(two.options[0].label)
        return same and two.block > one.last and all(not b.text.strip() for b in between)

    # ---- tables --------------------------------------------------------------------------------------------------

    def _columns(self) -> None:
        """Tables whose columns are headed by delegations: each row is one point."""
        tables: dict[int, dict[int, dict[int, list[int]]]] = {}
        for number, block in enumerate(self.blocks):
            table, row, column = block.cell
            if table and block.where == "table":
                tables.setdefault(table, {}).setdefault(row, {}).setdefault(column, []).append(number)
        for table, table_rows in tables.items():
            heads = {
                c: self.delegations.heading(self._cell(cell)) for c, cell in table_rows.get(1, {}).items()
            }
            heads = {c: by for c, by in heads.items() if by}
            if len(heads) < 2:
                continue
            for row, cells in table_rows.items():
                if row > 1:
                    self._row(f"table {table}, row {row}", cells, heads)

    def _row(self, place: str, cells: dict[int, list[int]], heads: dict[int, tuple[str, ...]]) -> None:
        texts = {c: self._cell(cells.get(c, [])) for c in heads}
        options = merged([Said(text, heads[c]) for c, text in texts.items() if text])
        blocks = [n for c in heads for n in cells.get(c, [])]
        if not options or not blocks or (len(options) == 1 and all(texts.values())):
            return  # agreed, or empty
        if len(options) == 1:
            options = (*options, NOTHING)
        first = next(
            (self._cell(cells[c]) for c in sorted(cells) if c not in heads and self._cell(cells[c])), ""
        )
        self.points.append(Point("columns", place, min(blocks), 0, 0, options, first, None, max(blocks)))

    def _cell(self, numbers: Iterable[int]) -> str:
        return "\n".join(self.blocks[n].text for n in numbers).strip()

    # ---- order ---------------------------------------------------------------------------------------------------

    def _nested(self) -> tuple[Point, ...]:
        """The points in order, each with the number of the smallest other one that holds it."""
        order = sorted(
            self.points, key=lambda p: (p.block, p.kind != "columns", p.start, -p.end, p.kind != "tracked")
        )
        out: list[Point] = []
        reach: list[
            int
        ] = []  # the points that may hold a later one: those that reach as far as the present paragraph
        for at, point in enumerate(order):
            reach = [k for k in reach if order[k].last >= point.block]
            around = [k for k in reach if _holds(order[k], point)]
            out.append(replace(point, within=around[-1] if around else None))
            reach.append(at)
        return tuple(out)


def _holds(one: Point, two: Point) -> bool:
    """Whether a point stands inside another."""
    if one.kind == "columns" or one.last > one.block:
        whole = one.block <= two.block and two.last <= one.last
        later = two.block > one.block or one.kind == "columns" or two.start >= one.start
        return whole and later and two.kind != "columns"
    return one.block == two.block and two.last == two.block and one.start <= two.start and two.end <= one.end


def _one(held: Sequence[Point]) -> list[Point]:
    """Points that are alternatives to one another, as one."""
    if len(held) < 2:
        return list(held)
    options = merged([p.options[0] for p in held])
    if len(options) < 2:
        return list(held)
    place = places([held[0].place, held[-1].place])
    return [replace(held[0], kind="passage", place=place, options=options, last=held[-1].last, context="")]


def places(several: Sequence[str]) -> str:
    """The place from the first to the last of several.

    >>> places(["paragraph 5", "paragraph 6", "paragraph 8"])
    'paragraphs 5 to 8'
    """
    first, last = several[0], several[-1]
    if first == last:
        return first
    one, two = first.rpartition(" "), last.rpartition(" ")
    if one[0] == two[0] == "paragraph":
        return f"paragraphs {one[2]} to {two[2]}"
    if one[0] in ("paragraph", "paragraphs") and two[0] in ("paragraph", "paragraphs"):
        return f"paragraphs {_numbers(first)[0]} to {_numbers(last)[-1]}"
    return f"{first} to {last}"


def _numbers(place: str) -> list[str]:
    return [w for w in place.split() if w.isdecimal()]


def _context(text: str, start: int, end: int) -> str:
    """The words around a place, with a gap where it is."""
    before, behind = " ".join(text[:start].split()), " ".join(text[end:].split())
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(behind) > _AROUND:
        behind = behind[:_AROUND].rpartition(" ")[0] + " …"
    joint = "" if behind[:1] in ".,;:)]" else " "
    return f"{before}{'' if before[-1:] in '([' else ' '}___{joint}{behind}".strip()
