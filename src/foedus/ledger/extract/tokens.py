"""Words with their exact place: offsets count code points, and nothing of the text is changed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"  # U.S., U.S.-led
    r"|\d+(?:[.,]\d+)+%?(?:-[^\W_]+)*"  # 3.67, 3.5-year
    r"|(?:[^\W_]|[\u0300-\u036f])+(?:[-\u2010\u2011'\u2019](?:[^\W_]|[\u0300-\u036f])+)*"
    r"|[^\w\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_CLITIC = re.compile(r"['\u2019](?:s|re|ve|ll|d|m|t)$", re.IGNORECASE)
_NOT = {"can": "can", "won": "will", "shan": "shall"}

QUOTES = frozenset("\"'\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb")
DASHES = frozenset("\u2014\u2013-")


class Token(NamedTuple):
    """A word or a mark. low: lower case; a contraction is told as its parts (`do`, `n't`, `'s`)."""

    start: int
    end: int
    text: str
    low: str

    @property
    def word(self) -> bool:
        """Whether it is a word or a number, not a mark."""
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The words and marks of a stretch of text, in order.

    Args:
        text: the document.
        start: where to begin.
        end: where to end; the end of the text if not given.

    Returns:
        Each word or mark with its offsets; white space, control and direction marks are passed over.

    >>> [t.low for t in tokens("The U.S. didn\u2019t accept Kyiv's 3.5%.")]
    ['the', 'u.s.', 'did', "n't", 'accept', 'kyiv', "'s", '3.5%', '.']
    """
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        yield from _parts(match.group(), match.start(), match.end())


def _parts(word: str, start: int, end: int) -> Iterator[Token]:
    clitic = _CLITIC.search(word[-3:]) if len(word) > 2 else None
    if clitic is None:
        yield Token(start, end, word, word.lower().replace("\u2019", "'"))
        return
    cut = len(word) - len(clitic.group())
    head, tail = word[:cut], word[cut:].lower().replace("\u2019", "'")
    low = head.lower().replace("\u2019", "'")
    if tail == "'t":
        if not low.endswith("n"):
            yield Token(start, end, word, word.lower())
            return
        yield Token(start, start + cut, head, _NOT.get(low, low[:-1]))
        yield Token(start + cut, end, word[cut:], "n't")
        return
    yield Token(start, start + cut, head, low)
    yield Token(start + cut, end, word[cut:], tail)
