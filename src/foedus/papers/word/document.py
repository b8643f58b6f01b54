"""A .docx around paragraphs that are ready: styles, comments, header, properties; the same bytes each time."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from foedus.papers.word.errors import refuse
from foedus.papers.word.markup import NS, Hand

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a ZIP archive can bear
_INK, _SOFT = "1B1F24", "565D66"
# name, points, bold, italic, colour, indent in points, space before, space after
_STYLES: tuple[tuple[str, float, bool, bool, str, float, float, float], ...] = (
    ("Foedus Title", 15, True, False, _INK, 0, 0, 8),
    ("Foedus Part", 13, True, False, _INK, 0, 18, 6),
    ("Foedus Article", 11.5, True, False, _INK, 0, 14, 4),
    ("Foedus Open", 10.5, False, False, _INK, 12, 2, 4),
    ("Foedus Sentence", 10.5, False, False, _INK, 0, 2, 4),
    ("Foedus Remark", 9, False, True, _SOFT, 0, 4, 2),
)
_FONT = "Times New Roman"


def written(body: Sequence[str], comments: Sequence[str], header: str, hand: Hand) -> bytes:
    """The document as the bytes of a .docx.

    Args:
        body: XML elements of the body, in order.
        comments: texts of the comments, by their number.
        header: what each page says at its head.
        hand: author and date.

    Raises: WordError if python-docx is not installed.
    """
    try:
        import docx
        from docx.oxml import parse_xml
    except ImportError:
        raise refuse("E1108", package="python-docx") from None
    made: Any = docx.Document()
    _styles(made)
    _page(made, header)
    root: Any = parse_xml(f'<w:body xmlns:w="{NS}">{"".join(body)}</w:body>')
    section = made.element.body.sectPr
    for element in list(root):
        section.addprevious(element)
    for text in comments:
        comment = made.comments.add_comment(text, hand.author, hand.author[:1].upper())
        _dated(comment, hand.date)
    _properties(made, header, hand)
    out = io.BytesIO()
    made.save(out)
    return _repacked(out.getvalue())


def _styles(made: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    normal = made.styles["Normal"]
    normal.font.name = _FONT
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.font.size = Pt(10.5)
    for name, size, bold, italic, colour, indent, before, after in _STYLES:
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        font, layout = style.font, style.paragraph_format
        font.size, font.bold, font.italic, font.color.rgb = (
            Pt(size),
            bold,
            italic,
            RGBColor.from_string(colour),
        )
        layout.left_indent, layout.space_before, layout.space_after = Pt(indent), Pt(before), Pt(after)
        layout.keep_with_next = name in ("Foedus Title", "Foedus Part", "Foedus Article")
        layout.widow_control = True


def _page(made: Any, header: str) -> None:
    from docx.shared import Cm

    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.3)
    paragraph = section.header.paragraphs[0]
    paragraph.text = header
    paragraph.style = made.styles["Foedus Remark"]


def _dated(comment: Any, date: str) -> None:
    """Put the date on a comment; python-docx puts the present instant."""
    element = comment._comment_elm
    for name in list(element.attrib):
        if name.endswith("}date"):
            del element.attrib[name]
            if date:
                element.set(name, date)


def _properties(made: Any, header: str, hand: Hand) -> None:
    when = (
        datetime.fromisoformat(hand.date).astimezone(UTC) if hand.date else datetime(*_EARLIEST, tzinfo=UTC)
    )
    core = made.core_properties
    core.author = core.last_modified_by = hand.author
    core.title, core.comments, core.keywords = header, "", ""
    core.created = core.modified = when
    core.revision = 1


def _repacked(data: bytes) -> bytes:
    """The same archive without the instant at which it was written, so that equal drafts give equal bytes.

    The picture of the first page that python-docx's template brings is of another text: it is left out.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()
