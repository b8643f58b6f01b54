"""The numbers that Word shows before paragraphs: they are not in the text, and count as it goes on."""

from xml.etree.ElementTree import Element

from msgspec import Struct

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 9  # levels of a list in Word


class _Level(Struct):
    start: int = 1
    form: str = "decimal"
    text: str = ""


class Numbering:
    """Counts paragraphs as Word does.

    Args:
        tree: the part with the numbering; None if the document has none.
    """

    def __init__(self, tree: Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in tree if tree is not None else ():
            if element.tag == "w:abstractNum":
                self._levels[element.get("w:abstractNumId", "")] = _levels(element)
            elif element.tag == "w:num":
                self._number(element)

    def _number(self, element: Element) -> None:
        name = element.get("w:numId", "")
        for child in element:
            if child.tag == "w:abstractNumId":
                self._lists[name] = child.get("w:val", "")
            elif child.tag == "w:lvlOverride":
                start = child.find("w:startOverride")
                if start is not None:
                    self._starts[name, _int(child.get("w:ilvl"))] = _int(start.get("w:val"), 1)

    def label(self, number: str, level: int) -> str:
        """The number of the next paragraph of a list at a level; "" if it bears none.

        Args:
            number: the list, by its `numId`; "0" is none.
            level: from 0.
        """
        name = self._lists.get(number)
        levels = self._levels.get(name or "")
        if name is None or not levels or level not in levels or not 0 <= level < _MOST:
            return ""
        counts = self._counts.setdefault(name, {})
        override = self._starts.get((number, level))
        if override is not None and (number, level) not in self._begun:
            self._begun.add((number, level))
            counts[level] = override
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        if levels[level].form == "bullet":
            return "•"
        text = levels[level].text
        for k in range(level + 1):
            one = levels.get(k, _Level())
            text = text.replace(f"%{k + 1}", numeral(counts.get(k, one.start), one.form))
        return text.strip()


def _levels(element: Element) -> dict[int, _Level]:
    out: dict[int, _Level] = {}
    for child in element.findall("w:lvl"):
        one = _Level()
        for part in child:
            value = part.get("w:val", "")
            if part.tag == "w:start":
                one.start = _int(value, 1)
            elif part.tag == "w:numFmt":
                one.form = value
            elif part.tag == "w:lvlText":
                one.text = value
        out[_int(child.get("w:ilvl"))] = one
    return out


def numeral(count: int, form: str) -> str:
    """A number as a list writes it.

    >>> numeral(4, "lowerRoman"), numeral(28, "lowerLetter"), numeral(3, "decimal")
    ('iv', 'bb', '3')
    """
    if form in ("none", ""):
        return ""
    if form in ("lowerLetter", "upperLetter") and 0 < count < 1000:
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return text.upper() if form == "upperLetter" else text
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = ""
        for value, sign in _ROMAN:
            text += sign * (count // value)
            count %= value
        return text.upper() if form == "upperRoman" else text
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _int(text: str | None, default: int = 0) -> int:
    try:
        return max(-1, min(int(text or ""), 1_000_000))
    except ValueError:
        return default
