"""Accept or reject all tracked changes of a document, over its XML; and its text, paragraph by paragraph.

Written from ECMA-376 part 1, 17.13.5, and shares nothing with what writes the documents.
"""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COME, GONE = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")


def tree(data: bytes, part: str = "word/document.xml") -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return ET.fromstring(package.read(part))


def settled(data: bytes, accept: bool) -> str:
    """The text after all changes are accepted, or rejected; one line a paragraph."""
    body = tree(data).find(f"{W}body")
    assert body is not None
    out: list[str] = []
    held = ""
    for paragraph in body.iter(f"{W}p"):
        held += _words(paragraph, accept)
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        dropped = GONE if accept else COME
        if mark is not None and any(child.tag in dropped for child in mark):
            continue  # its mark goes, so it runs into the next paragraph
        out.append(held)
        held = ""
    return "\n".join(out).strip("\n")


def _words(element: ET.Element, accept: bool) -> str:
    kept = ""
    for child in element:
        if child.tag in (GONE if accept else COME):
            continue
        if child.tag in (f"{W}t", f"{W}delText"):
            kept += child.text or ""
        elif child.tag == f"{W}br":
            kept += "\n"
        elif child.tag != f"{W}pPr":
            kept += _words(child, accept)
    return kept
