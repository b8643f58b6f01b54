"""XML of Office as a tree: declarations of types and entities are refused, depth is limited, names are short.

The two namespaces that WordprocessingML has (transitional and strict) are read as one: `w:p`, `w:t`.
"""

from functools import cache
from xml.etree import ElementTree as ET

MOST_DEPTH = 200
_SHORT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
}


class Declared(Exception):
    """The text declares a document type."""


class TooDeep(Exception):
    """Elements inside elements beyond the limit."""


@cache
def short(name: str) -> str:
    """A name with the prefix of its namespace.

    >>> short("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    'w:p'
    """
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    return f"{_SHORT[space]}:{local}" if space in _SHORT else local


class _Builder(ET.TreeBuilder):
    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Nothing that Word writes has one."""
        raise Declared(f"<!DOCTYPE {name} {system or ''}".rstrip() + ">")

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        """An element begins."""
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise TooDeep
        return super().start(short(tag), {short(k): v for k, v in attrs.items()})

    def end(self, tag: str, /) -> ET.Element:
        """An element ends."""
        self._depth -= 1
        return super().end(short(tag))


def parsed(data: bytes) -> ET.Element:
    """The root of an XML text.

    Raises: Declared, TooDeep, and ElementTree.ParseError.
    """
    parser = ET.XMLParser(target=_Builder())
    parser.feed(data)
    return parser.close()
