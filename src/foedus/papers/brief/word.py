"""Papers as a Word document, by python-docx: headings, header rows, language, properties; the same bytes again."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

from foedus.papers.brief.doc import Block, Document, Head, Item, Listing, Pairs, Para, Sheet, Table
from foedus.papers.brief.fit import INDENT
from foedus.papers.brief.wording import pieces

EXTRA = "word"
_SERIF, _SANS = "Times New Roman", "Arial"
_INK, _SOFT, _MARK, _LINE = "1B1F24", "565D66", "F7E3B4", "B9B4A8"
_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}  # twentieths of a point
_MARGIN = (737, 850)  # above and below, left and right
_ONE = (8.6, 11.0)  # letters and lines of a sheet of one page; the rest has more room
_MANY = (10.0, 13.0)
_SOONEST, _LATEST = (
    datetime(1980, 1, 1, tzinfo=UTC),
    datetime(2107, 12, 31, tzinfo=UTC),
)  # what a zip file can say


def docx(document: Document, paper: str = "a4") -> bytes:
    """A document as a Word file.

    Args:
        document: the papers.
        paper: a4 or letter.

    Raises: ModuleNotFoundError where python-docx is not installed.
    """
    return _Writer(document, paper).bytes()


class _Writer:
    def __init__(self, document: Document, paper: str) -> None:
        from docx import Document as new
        from docx.oxml.ns import qn

        self.document = document
        self.qn = qn
        self.word: Any = new()
        self.size, self.line = _MANY
        self.wide = _PAPERS[paper][0] - 2 * _MARGIN[1]
        self._page(_PAPERS[paper])
        self._styles()
        self._properties()
        self._foot()
        for number, sheet in enumerate(document.sheets):
            self._sheet(sheet, number)

    # ---- the file --------------------------------------------------------------------------------------------------

    def bytes(self) -> bytes:
        """The file, the same each time: its parts bear the day of the papers."""
        raw = io.BytesIO()
        self.word.save(raw)
        moment = min(max(self._moment(), _SOONEST), _LATEST)
        out = io.BytesIO()
        with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for name in old.namelist():  # content types first, as Word has it
                info = zipfile.ZipInfo(name, (moment.year, moment.month, moment.day, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                made.writestr(info, old.read(name))
        return out.getvalue()

    def _moment(self) -> datetime:
        try:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=self.document.at)
        except OverflowError:
            return _SOONEST

    def _properties(self) -> None:
        core = self.word.core_properties
        core.title, core.subject = self.document.title, self.document.subject
        core.author = core.last_modified_by = "Foedus"
        core.keywords = "security guarantee; draft; brief"
        core.comments = f"Our draft, our options. {self.document.foot}"
        core.language = "en-GB"
        core.revision = 1
        core.created = core.modified = self._moment().replace(tzinfo=None)

    def _page(self, size: tuple[int, int]) -> None:
        from docx.shared import Twips

        section = self.word.sections[0]
        section.page_width, section.page_height = Twips(size[0]), Twips(size[1])
        section.top_margin = section.bottom_margin = Twips(_MARGIN[0])
        section.left_margin = section.right_margin = Twips(_MARGIN[1])
        section.header_distance = section.footer_distance = Twips(380)

    def _styles(self) -> None:
        from docx.shared import Pt, RGBColor

        styles = self.word.styles
        normal = styles["Normal"]
        self._face(normal, _SERIF)
        normal.font.size = Pt(_MANY[0])
        normal.paragraph_format.space_after = Pt(4)
        for name, size, face in (
            ("Heading 1", 17, _SERIF),
            ("Heading 2", 11.5, _SANS),
            ("Heading 3", 10, _SANS),
        ):
            style = styles[name]
            self._face(style, face)
            style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
            style.font.color.rgb = RGBColor.from_string(_INK)
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_before = Pt(0 if name == "Heading 1" else 8)
            style.paragraph_format.space_after = Pt(2)
        for properties in styles.element.iter(self.qn("w:rPrDefault")):
            for language in properties.iter(self.qn("w:lang")):
                language.set(self.qn("w:val"), "en-GB")

    def _face(self, style: Any, face: str) -> None:
        """One typeface for all scripts; those of a theme would win otherwise."""
        style.font.name = face
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(self.qn(f"w:{key}"), None)
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(self.qn(f"w:{key}"), face)

    def _foot(self) -> None:
        from docx.shared import Pt

        line = self.word.sections[0].footer.paragraphs[0]
        line.paragraph_format.space_after = Pt(0)
        self._run(line, f"Our draft, our options · {self.document.foot} · page ", soft=True, size=7.5)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = self._run(line, "", soft=True, size=7.5)
            part = run._r.makeelement(self.qn("w:fldChar" if kind else "w:instrText"), {})
            if kind:
                part.set(self.qn("w:fldCharType"), kind)
            else:
                part.text = text
            run._r.append(part)

    # ---- text ------------------------------------------------------------------------------------------------------

    def _run(
        self, line: Any, text: str, bold: bool = False, soft: bool = False, italic: bool = False, mark: bool = False,
        size: float = 0.0,
    ) -> Any:  # fmt: skip
        from docx.shared import Pt, RGBColor

        run = line.add_run(text)
        run.font.size = Pt(size or self.size)
        if bold:
            run.font.bold = True
        if italic:
            run.font.italic = True
        if soft:
            run.font.color.rgb = RGBColor.from_string(_SOFT)
        if mark:
            shade = run._r.get_or_add_rPr().makeelement(self.qn("w:shd"), {})
            for key, value in (("val", "clear"), ("color", "auto"), ("fill", _MARK)):
                shade.set(self.qn(f"w:{key}"), value)
            run._r.get_or_add_rPr().append(shade)
        return run

    def _text(self, line: Any, text: str, **how: Any) -> None:
        """A text with its brackets shaded."""
        for piece, bracket in pieces(text):
            self._run(line, piece, mark=bracket, **how)

    def _item(self, line: Any, one: Item) -> None:
        if one.box:
            self._run(line, "☐ ")
        if one.lead:
            self._text(line, f"{one.lead} ", bold=True)
        self._text(line, one.text, soft=one.quiet)
        if one.note:
            self._text(line, f" {one.note}", italic=True, soft=True)
        if one.where:
            self._run(line, f" ({one.where})", soft=True)

    def _set(self, line: Any, after: float = 3.0) -> Any:
        """The room that a paragraph has: exact lines, so that it prints alike whatever the typeface."""
        from docx.enum.text import WD_LINE_SPACING
        from docx.shared import Pt

        form = line.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(self.line)
        form.space_after = Pt(after)
        return line

    # ---- blocks ----------------------------------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet, number: int) -> None:
        size, line = _ONE if sheet.one else _MANY
        self.size, self.line = (
            int(size * sheet.scale * 2) / 2 if sheet.scale > 1 else size,
            line * sheet.scale,
        )
        self.tight = sheet.one
        for place, block in enumerate(sheet.blocks):
            self._block(block, number > 0 and place == 0)

    def _block(self, block: Block, fresh: bool = False) -> None:
        if isinstance(block, Head):
            self._head(block, fresh)
        elif isinstance(block, Para):
            line = self._set(self.word.add_paragraph(), 3 if self.tight else 5)
            if block.style == "note":
                self._item(
                    line,
                    Item(block.item.text, block.item.where, block.item.lead, block.item.note, quiet=True),
                )
            else:
                self._item(line, block.item)
        elif isinstance(block, Pairs):
            for label, items in block.rows:
                line = self._set(self.word.add_paragraph(), 1.8)
                self._run(line, f"{label}.  ", bold=True)
                if not block.apart:
                    self._items(line, items)
                    continue
                for place, one in enumerate(items):
                    self._item(self._indented() if place else line, one)
        elif isinstance(block, Listing):
            self._listing(block)
        elif isinstance(block, Table):
            self._table(block)
        else:
            for one in block.blocks:
                self._block(one)

    def _indented(self) -> Any:
        from docx.shared import Pt

        line = self._set(self.word.add_paragraph(), 1.8)
        line.paragraph_format.left_indent = Pt(INDENT)
        return line

    def _items(self, line: Any, items: tuple[Item, ...]) -> None:
        for place, one in enumerate(items):
            if place:
                self._run(line, " ")
            self._item(line, one)

    def _head(self, block: Head, fresh: bool) -> None:
        from docx.shared import Pt

        line = self.word.add_heading(block.text, block.level)
        if fresh:
            line.paragraph_format.page_break_before = True
        if self.tight and block.level == 2:
            line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(5), Pt(1)
            for run in line.runs:
                run.font.size = Pt(10)

    def _listing(self, block: Listing) -> None:
        from docx.shared import Pt

        numbered = block.style == "numbered"
        for number, one in enumerate(block.items, 1):
            line = self._set(self.word.add_paragraph(style="List Bullet" if not numbered else None),
                             1.2 if self.tight else 3)  # fmt: skip
            if numbered:  # numbers as text: each list begins at one, in every program
                line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Pt(14), Pt(-14)
                line.paragraph_format.tab_stops.add_tab_stop(Pt(14))
                self._run(line, f"{number}.\t")
            self._item(line, one)

    def _table(self, block: Table) -> None:
        from docx.shared import Pt, Twips

        caption = self._set(self.word.add_paragraph(), 2)
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before = Pt(5)
        self._run(caption, block.caption, bold=True)
        table = self.word.add_table(rows=1, cols=len(block.heads))
        table.autofit = False
        self._rules(table, block.caption)
        widths = [Twips(self.wide * part // sum(block.widths)) for part in block.widths]
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = wide
        for cell, name, wide in zip(table.rows[0].cells, block.heads, widths, strict=True):
            cell.width = wide
            self._run(self._set(cell.paragraphs[0], 2), name, bold=True, size=self.size - 1)
        self._flag(table.rows[0], "tblHeader")
        size, line = self.size, self.line
        self.size, self.line = size - 0.8, line - 1.2
        for row in block.rows:
            made = table.add_row()
            self._flag(made, "cantSplit")
            for cell, items, wide in zip(made.cells, row, widths, strict=True):
                cell.width = wide
                for place, one in enumerate(items or (Item("–", quiet=True),)):
                    self._item(self._set(cell.paragraphs[0] if not place else cell.add_paragraph(), 2), one)
        self.size, self.line = size, line
        self._set(self.word.add_paragraph(), 2)

    def _flag(self, row: Any, name: str) -> None:
        properties = row._tr.get_or_add_trPr()
        flag = properties.makeelement(self.qn(f"w:{name}"), {})
        flag.set(self.qn("w:val"), "true")
        properties.append(flag)

    def _rules(self, table: Any, caption: str) -> None:
        """Thin rules between rows and nothing else; the caption also for those who hear it."""
        properties = table._tbl.tblPr
        borders = properties.makeelement(self.qn("w:tblBorders"), {})
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            rule = borders.makeelement(self.qn(f"w:{side}"), {})
            across = side in ("top", "bottom", "insideH")
            for key, value in (
                ("val", "single" if across else "nil"),
                ("sz", "4"),
                ("space", "0"),
                ("color", _LINE),
            ):
                if across or key == "val":
                    rule.set(self.qn(f"w:{key}"), value)
            borders.append(rule)
        layout = properties.find(self.qn("w:tblLayout"))
        if layout is not None:
            layout.addprevious(borders)
        else:
            properties.append(borders)
        said = properties.makeelement(self.qn("w:tblCaption"), {})
        said.set(self.qn("w:val"), caption)
        properties.append(said)
