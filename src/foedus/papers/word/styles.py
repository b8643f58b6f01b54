"""Styles of paragraphs: their names, whether they are headings, and which list they belong to."""

import re
from xml.etree.ElementTree import Element

from msgspec import Struct

_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)


class Style(Struct, frozen=True):
    """A style as far as reading needs it. outline: the level of a heading, from 1; 0 if it is none."""

    name: str = ""
    outline: int = 0
    list: str = ""
    level: int = 0
    base: str = ""


class Styles:
    """The styles of a document, by their ids.

    Args:
        tree: the part with the styles; None if the document has none.
    """

    def __init__(self, tree: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default = ""
        for element in tree if tree is not None else ():
            if element.tag == "w:style" and element.get("w:type", "paragraph") == "paragraph":
                name = element.get("w:styleId", "")
                self._styles[name] = _style(element)
                if element.get("w:default") in ("1", "true"):
                    self._default = name

    def of(self, properties: Element | None) -> Style:
        """The style of a paragraph."""
        return self._styles.get(_value(properties, "w:pStyle") or self._default, Style())

    def level(self, properties: Element | None) -> int:
        """The level of the heading that a paragraph is, from 1; 0 if it is none."""
        own = _value(properties, "w:outlineLvl")
        if own.isdecimal():
            return int(own) + 1 if int(own) < 9 else 0
        return next((s.outline for s in self._line(properties) if s.outline), 0)

    def list_of(self, properties: Element | None) -> tuple[str, int]:
        """The list that numbers a paragraph, and at which level; "" if none does."""
        found = properties.find("w:numPr") if properties is not None else None
        number, level = _value(found, "w:numId"), _value(found, "w:ilvl")
        if number:
            return ("" if number == "0" else number), int(level) if level.isdecimal() else 0
        for style in self._line(properties):
            if style.list:
                return ("" if style.list == "0" else style.list), style.level
        return "", 0

    def _line(self, properties: Element | None) -> list[Style]:
        """The style of a paragraph, and those it is based on."""
        out: list[Style] = []
        name = _value(properties, "w:pStyle") or self._default
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            out.append(self._styles[name])
            name = out[-1].base
        return out


def _style(element: Element) -> Style:
    properties = element.find("w:pPr")
    name = _value(element, "w:name")
    heading = _HEADING.search(name)
    outline = _value(properties, "w:outlineLvl")
    numbers = properties.find("w:numPr") if properties is not None else None
    level = _value(numbers, "w:ilvl")
    return Style(
        name,
        int(heading[1]) if heading else int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0,
        _value(numbers, "w:numId"), int(level) if level.isdecimal() else 0, _value(element, "w:basedOn"),
    )  # fmt: skip


def _value(parent: Element | None, name: str) -> str:
    found = parent.find(name) if parent is not None else None
    return found.get("w:val", "") if found is not None else ""
