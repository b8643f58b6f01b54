"""A Word document read paragraph by paragraph; whatever holds words is read, wherever it stands."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from foedus.papers.word.blocks import Block, Contents, How, Piece, Unread
from foedus.papers.word.errors import refuse
from foedus.papers.word.numbering import Numbering
from foedus.papers.word.package import Package
from foedus.papers.word.styles import Styles

_SPACES = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_TRACKED: dict[str, How] = {
    "w:ins": "inserted",
    "w:moveTo": "inserted",
    "w:del": "deleted",
    "w:moveFrom": "deleted",
}
_FETCHING = re.compile(r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|RD)\b", re.IGNORECASE)
_SILENT = frozenset((
    "w:pPr", "w:rPr", "w:instrText", "w:delInstrText", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr",
    "w:sdtPr", "w:sdtEndPr", "w:fldChar", "w:lastRenderedPageBreak", "w:annotationRef", "w:footnoteRef",
    "w:endnoteRef", "w:separator", "w:continuationSeparator", "w:customXmlPr", "w:smartTagPr", "w:rubyPr",
))  # fmt: skip
_SIGNS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "",
    "w:br": "\n",
    "w:cr": "\n",
}
_MEANT = {"w:strike": "struck through", "w:dstrike": "struck through", "w:vanish": "hidden"}
_NOTED = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote", "w:commentReference": "comment"}


def contents(package: Package) -> Contents:
    """All that a document says.

    Args:
        package: the opened document.

    Raises: WordError if it is damaged, or draws on something outside itself.
    """
    return _Reader(package).read()


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"))
        self.unread: list[Unread] = []
        self.out: list[Block] = []
        self.count = self.table = self.box = 0
        self.where: str = "text"
        self.group: str = "text"
        self.place = self.who = ""
        self.cell: tuple[int, int, int] = (0, 0, 0)

    def _part(self, kind: str) -> Element | None:
        found = self.package.linked(kind)
        return self.package.xml(found[0]) if found else None

    def read(self) -> Contents:
        """The text, then its notes and comments, then what stands at the head and foot of pages."""
        tree = self.package.xml(self.package.main)
        body = tree.find("w:body") if tree is not None else None
        if tree is None or body is None:
            raise refuse("E1101", file=self.package.name, problem="the part that holds the text has no body")
        self._blocks(body)
        for kind, one in (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")):
            self._notes(self._part(kind), one)
        for kind in ("header", "footer"):
            for number, part in enumerate(self.package.linked(kind), 1):
                self.where, self.place, self.group = kind, f"{kind} {number}", f"{kind} {number}"
                root = self.package.xml(part)
                self._blocks(root if root is not None else Element("none"))
        return Contents(self.package.name, tuple(self.out), tuple(dict.fromkeys(self.unread)), self._title())

    def _title(self) -> str:
        found = next((x.target for x in self.package.links("") if x.kind.endswith("core-properties")), "")
        tree = self.package.xml(found) if found else None
        named = (e.text or "" for e in (tree if tree is not None else ()) if e.tag == "title")
        return " ".join(next(named, "").split())

    def _notes(self, tree: Element | None, kind: str) -> None:
        """Footnotes, endnotes or comments, by the numbers that the document gives them."""
        for note in tree if tree is not None else ():
            if note.get("w:type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            number = note.get("w:id", "?")
            self.where, self.place, self.group = kind, f"{kind} {number}", f"{kind} {number}"
            self.who = note.get("w:author", "") if kind == "comment" else ""
            self._blocks(note)
            self.who = ""

    # ---- paragraphs and tables -----------------------------------------------------------------------------------

    def _blocks(self, parent: Element) -> None:
        for element in parent:
            if element.tag == "w:p":
                self._paragraph(element)
            elif element.tag == "w:tbl":
                self._table(element)
            elif element.tag == "w:altChunk":
                self._note("attached text", "another document is put in here by reference; it was not read")
            elif element.tag not in _SILENT:
                self._blocks(_chosen(element))

    def _table(self, table: Element) -> None:
        held = self.where, self.place, self.cell, self.group
        self.table += 1
        mine = self.table
        for row, line in enumerate((r for r in _inside(table) if r.tag == "w:tr"), 1):
            self._row(line, f"table {mine}, row {row}")
            for column, cell in enumerate((c for c in _inside(line) if c.tag == "w:tc"), 1):
                self.where, self.cell = "table", (mine, row, column)
                self.place = self.group = f"table {mine}, row {row}, column {column}"
                self._blocks(cell)
        self.where, self.place, self.cell, self.group = held

    def _row(self, line: Element, place: str) -> None:
        """A row that comes or goes as a whole; its words are read all the same."""
        properties = line.find("w:trPr")
        for change in properties if properties is not None else ():
            if change.tag in ("w:ins", "w:del"):
                how = "put in" if change.tag == "w:ins" else "taken out"
                who = change.get("w:author") or "somebody"
                self._note("table row", f"this row is {how} by a tracked change of {who}", place)

    def _paragraph(self, element: Element) -> None:
        properties = element.find("w:pPr")
        style = self.styles.of(properties)
        if self.where == "text":
            self.count += 1
        place = f"paragraph {self.count}" if self.where == "text" else self.place
        number, level = self.styles.list_of(properties)
        label = self.numbering.label(number, level) if number else ""
        at = len(self.out)
        self.out.append(Block(place, self.where, ()))  # what stands in boxes inside it follows on it
        pieces = _joined(self._inline(element, "", "", place))
        self.out[at] = Block(
            place,
            self.where,
            pieces,
            label,
            style.name,
            self.styles.level(properties),
            self.group,
            self.cell,
            self.who,
        )
        mark = properties.find("w:rPr") if properties is not None else None
        for change in mark if mark is not None else ():
            if change.tag in _TRACKED:
                how = "joined with the next" if _TRACKED[change.tag] == "deleted" else "begun anew"
                who = change.get("w:author") or "somebody"
                self._note("paragraph mark", f"by a tracked change of {who} this paragraph is {how}", place)

    # ---- words ---------------------------------------------------------------------------------------------------

    def _inline(self, parent: Element, how: How, author: str, place: str) -> Iterator[Piece]:
        for element in parent:
            tag = element.tag
            if tag in ("w:t", "w:delText", "m:t"):
                yield Piece(_SPACES.sub(" ", element.text or ""), how, author)
            elif tag in _SIGNS:
                yield Piece(_SIGNS[tag], how, author)
            elif tag in _TRACKED:
                # what one inserts and another deletes is deleted; what is deleted stays so
                yield from self._inline(element, "deleted" if how == "deleted" else _TRACKED[tag],
                                        element.get("w:author", ""), place)  # fmt: skip
            elif tag in _NOTED:
                yield Piece("", how, author, f"{_NOTED[tag]} {element.get('w:id', '?')}")
            elif tag == "w:sym":
                yield Piece(_symbol(element), how, author)
            elif tag in ("w:instrText", "w:fldSimple"):
                self._field(element)
                yield from self._inline(element, how, author, place)
            elif tag in ("w:drawing", "w:pict", "w:object"):
                yield from self._drawn(element, how, author, place)
            elif tag == "w:txbxContent":
                self._boxed(element)
            elif tag not in _SILENT:
                if tag == "w:r":
                    self._formatted(element, place)
                yield from self._inline(_chosen(element), how, author, place)

    def _formatted(self, run: Element, place: str) -> None:
        """Formatting that may mean something: struck or hidden words are in the text all the same."""
        properties = run.find("w:rPr")
        for part in properties if properties is not None else ():
            if part.tag in _MEANT and part.get("w:val", "true") not in ("0", "false"):
                words = "".join(e.text or "" for e in run if e.tag == "w:t").strip()
                if words:
                    self._note("formatting", f"“{words}” is {_MEANT[part.tag]}; it was read as text", place)

    def _drawn(self, element: Element, how: How, author: str, place: str) -> Iterator[Piece]:
        texts = [e for e in _walk(element) if e.tag in ("w:txbxContent", "a:t")]
        kind = "object" if element.tag == "w:object" else "drawing" if texts else "picture"
        yield Piece("", how, author, kind)
        if kind == "object":
            self._note(kind, "an embedded object: it was not read", place)
        elif kind == "picture":
            self._note(kind, "a picture: if it shows text, that was not read", place)
        for inner in texts:
            if inner.tag == "w:txbxContent":
                self._boxed(inner)
            elif inner.text:
                yield Piece(inner.text, how, author)

    def _boxed(self, element: Element) -> None:
        """The paragraphs of a text box, as a group of their own."""
        held = self.where, self.place, self.group
        self.box += 1
        self.where, self.place = "box", f"text box {self.box}"
        self.group = self.place
        self._blocks(element)
        self.where, self.place, self.group = held

    def _field(self, element: Element) -> None:
        code = element.get("w:instr", "") or element.text or ""
        found = _FETCHING.match(code)
        if found:
            raise refuse(
                "E1106", file=self.package.name, problem=f"a field {found[1].upper()} that fetches from it"
            )

    def _note(self, kind: str, why: str, place: str = "") -> None:
        self.unread.append(Unread(kind, place or self.place or f"paragraph {self.count}", why))


def _inside(parent: Element) -> Iterator[Element]:
    """The children, and those of wrappers such as controls and tracked rows."""
    for element in parent:
        if element.tag in (
            "w:sdt",
            "w:sdtContent",
            "w:ins",
            "w:del",
            "w:customXml",
            "w:moveFrom",
            "w:moveTo",
        ):
            yield from _inside(element)
        else:
            yield element


def _walk(element: Element) -> Iterator[Element]:
    """All elements below, the first choice of each alternative; not what is inside a text box."""
    for child in _chosen(element):
        yield child
        if child.tag not in ("w:txbxContent", "a:t"):
            yield from _walk(child)


def _chosen(element: Element) -> Element:
    """Of alternatives for newer and older versions of Word, the first."""
    if element.tag != "mc:AlternateContent":
        return element
    found = element.find("mc:Choice")
    if found is None:
        found = element.find("mc:Fallback")
    return found if found is not None else element


def _symbol(element: Element) -> str:
    try:
        code = int(element.get("w:char", ""), 16)
    except ValueError:
        return "�"
    return "�" if 0xE000 <= code <= 0xF8FF or not 0x20 <= code < 0xD800 else chr(code)


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """Pieces with those joined that only formatting parts."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if not piece.text and not piece.mark:
            continue
        if last and not last.mark and not piece.mark and (last.how, last.author) == (piece.how, piece.author):
            out[-1] = replace(last, text=last.text + piece.text)
        else:
            out.append(piece)
    return tuple(out)
