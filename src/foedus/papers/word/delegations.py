"""Whose words a bracket holds: the names of delegations before, behind or above them."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

# Other names of states that stand in texts and on the plates of delegations; on the right as the gazetteer has them.
ALIASES = {
    "Russian Federation": "Russia", "RF": "Russia", "RUS": "Russia", "UKR": "Ukraine", "US": "United States",
    "USA": "United States", "U.S.": "United States", "United States of America": "United States",
    "UK": "United Kingdom", "U.K.": "United Kingdom", "Great Britain": "United Kingdom", "GBR": "United Kingdom",
    "DEU": "Germany", "FRA": "France", "POL": "Poland", "ITA": "Italy", "TUR": "Turkey", "Türkiye": "Turkey",
    "Turkiye": "Turkey", "CHN": "China", "PRC": "China", "People's Republic of China": "China",
    "People’s Republic of China": "China", "EU": "European Union", "European Union": "European Union",
    "ROK": "South Korea", "Republic of Korea": "South Korea", "DPRK": "North Korea",
    "Republic of Moldova": "Moldova", "Czech Republic": "Czechia", "Republic of Poland": "Poland",
    "French Republic": "France", "Federal Republic of Germany": "Germany", "Italian Republic": "Italy",
}  # fmt: skip
_PEOPLE = {
    "Russian": "Russia", "Ukrainian": "Ukraine", "American": "United States", "British": "United Kingdom",
    "French": "France", "German": "Germany", "Polish": "Poland", "Italian": "Italy", "Turkish": "Turkey",
    "Chinese": "China", "European": "European Union",
}  # fmt: skip
_WORD = re.compile(r"[A-Z][\w.’'-]*\+?")
_LATER = re.compile(r"[A-Z0-9][\w.’'-]*\+?|of|the|and|for")
_MOST_WORDS = 7  # of one name
_MOST_BEFORE = 120  # characters before the colon behind names
_LABEL = re.compile(
    r"(?:opt(?:ion)?|alt(?:ernative)?|var(?:iant)?|version|text|bracket|formula)\b\.?\s*(?:[A-Z]|\d+|[ivx]+)?",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:note|n\.?b\.?|drafting note|editor.?s note|ed\.|placeholder|comment|remark|"
    r"to be (?:discussed|confirmed|agreed)|"
    r"subject to|agreed ad ref(?:erendum)?|chair.?s note|explanation|reservation)\b", re.IGNORECASE,
)  # fmt: skip
_MARK = re.compile(r"\s*:\s*|\s*[–—]\s*|\s+-\s+")
_BY = re.compile(
    r"(?:(?i:proposed|suggested|proposal|text|amendment|language|reserved|wording|addition)\s+(?i:by|of|from)\s+)?"
    r"(?:(?i:the\s+)?(?i:delegations?)\s+of\s+)?"
)
_AFTER_LABEL = re.compile(r"\s*(?:\((?P<by>[^()]{1,80})\)\s*)?(?:[:–—.)]|\s-\s)\s*")
_KIND = re.compile(r"\s+(?:proposal|text|version)$")
_SEPARATOR = re.compile(r"\s*(?:,|;|/|&|\band\b)\s*")


class Said(Struct, frozen=True):
    """The words of an option, whose they are (as written), and the label it bears, such as `Option 1`."""

    text: str
    by: tuple[str, ...] = ()
    label: str = ""


class Delegations:
    """Knows states and what they are called.

    Args:
        states: the names that the gazetteer declares.
    """

    def __init__(self, states: Iterable[str]) -> None:
        self._known = {s: s for s in states} | ALIASES

    def canonical(self, name: str) -> str:
        """The name of a delegation as the gazetteer has it; its own if the gazetteer does not know it.

        >>> Delegations(["Russia"]).canonical("the Russian Federation")
        'Russia'
        """
        plain = name.strip().removeprefix("the ").removeprefix("The ")
        return self._known.get(plain, plain)

    def knows(self, name: str) -> bool:
        """Whether it is a state or union that is known."""
        return name.strip().removeprefix("the ").removeprefix("The ") in self._known

    def said(self, content: str) -> Said:
        """What a bracket holds, without whose it is.

        >>> d = Delegations(["Ukraine", "Poland"])
        >>> d.said("Russia: with the consent of")
        Said(text='with the consent of', by=('Russia',), label='')
        >>> d.said("within 24 hours (Ukraine, Poland)").by
        ('Ukraine', 'Poland')
        """
        label = _LABEL.match(content.lstrip())
        if label and (rest := _AFTER_LABEL.match(content.lstrip()[label.end() :])):
            behind = content.lstrip()[label.end() + rest.end() :].strip()
            return Said(behind, self._names(rest["by"] or ""), label[0].strip())
        if found := _MARK.search(content, 0, _MOST_BEFORE):
            before, behind = content[: found.start()].strip(), content[found.end() :].strip()
            names = self._names(_KIND.sub("", _BY.sub("", before, count=1)))
            if (
                names
                and behind
                and (":" in found[0] or all(map(self.knows, names)))
                and not _REMARK.match(before)
            ):
                return Said(behind, names)
        text, behind = _behind(content.strip())
        names = self._names(behind)
        if text and names and all(map(self.knows, names)):
            return Said(text, names)
        return Said(content.strip())

    def _names(self, text: str) -> tuple[str, ...]:
        """Several names; one that holds “and” and is known is one. None at all if one is no name."""
        text = text.strip()
        if self.knows(text):
            return (text.removeprefix("the ").removeprefix("The "),)
        names = [n.strip().removeprefix("the ").removeprefix("The ") for n in _SEPARATOR.split(text)]
        return tuple(names) if all(map(_is_name, names)) else ()

    def heading(self, cell: str) -> tuple[str, ...]:
        """Whose column it is that a cell at the head of a table names; nobody's if it names none that is known.

        >>> Delegations(["Ukraine"]).heading("Text proposed by Ukraine"), Delegations(["Ukraine"]).heading("Article")
        (('Ukraine',), ())
        """
        plain = " ".join(cell.split()).strip("[]: ")
        if len(plain) > _MOST_BEFORE:
            return ()
        bare = re.sub(
            r"(?i)^(?:text|proposal|version|position|wording|draft)?\s*(?:proposed|suggested)?\s*(?:by|of|from)?\s*(?:the\s+)?|"
            r"(?:['’]s)?\s*(?:proposal|text|version|position|wording|draft|delegation|side)s?$", "", plain,
        ).strip()  # fmt: skip
        bare = re.sub(r"(?i)\s*(?:proposal|text|version|position|wording|draft|delegation|side)s?$", "", bare)
        if bare in _PEOPLE:
            return (_PEOPLE[bare],)
        names = self._names(bare)
        return names if names and all(map(self.knows, names)) else ()


def _is_name(text: str) -> bool:
    """Whether words may be the name of a delegation: capitals, and small words between them."""
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS or not _WORD.fullmatch(words[0]):
        return False
    return all(_LATER.fullmatch(w) for w in words) and words[-1] not in ("of", "the", "and", "for")


def _behind(text: str) -> tuple[str, str]:
    """What stands before and inside the round brackets at the end of an option, or before and behind its last dash."""
    if text.endswith(")"):
        before, _, inside = text[:-1].rpartition("(")
        return before.strip(), inside
    before, dash, after = text.replace("—", "–").rpartition("–")
    return text[: len(before)].strip() if dash else "", after


def is_remark(content: str) -> bool:
    """Whether a bracket holds a remark on the text rather than text.

    >>> is_remark("Note: to be checked by the lawyers"), is_remark("noting the request")
    (True, False)
    """
    return bool(_REMARK.match(content.strip()))


def is_blank(content: str) -> bool:
    """Whether a bracket holds the place of something still to be written.

    >>> [is_blank(text) for text in ("…", "X", "____", "date", "●", "a date")]
    [True, True, True, True, True, False]
    """
    plain = content.strip().strip(".…_●•-–— *").strip().lower()
    return plain in ("", "x", "xx", "xxx", "n", "y", "tbd", "tbc", "date", "place", "number", "name",
                     "to be determined",
                     "to be completed", "to be inserted", "insert", "day", "month", "year")  # fmt: skip


def is_reference(content: str, before: str, behind: str) -> bool:
    """Whether a bracket holds a reference rather than text: `[12]` behind a sentence, `[sic]`."""
    plain = content.strip().lower()
    if plain in ("sic", "emphasis added", "footnote omitted"):
        return True
    return plain.isdecimal() and bool(before) and (not behind.strip() or behind[:1] in ".,;:)")


def merged(options: Sequence[Said]) -> tuple[Said, ...]:
    """Options with equal words as one, with all whose they are."""
    out: dict[str, Said] = {}
    for one in options:
        key = " ".join(one.text.split())
        old = out.get(key)
        by = tuple(dict.fromkeys((*(old.by if old else ()), *one.by)))
        out[key] = Said(one.text, by, (old.label if old else "") or one.label)
    return tuple(out.values())
