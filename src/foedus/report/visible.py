"""Words of others, made safe to show: no character of a document may move the cursor or turn the writing round."""

import re

from foedus.ledger.wording import shortened

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with every control character, and every mark that turns its direction, as U+FFFD: one for one.

    >>> visible("a\\x1b[2Jb") == "a\\ufffd[2Jb", visible("a\\u202eb") == "a\\ufffdb"
    (True, True)
    """
    return _UNSAFE.sub("\ufffd", text.replace("\r", " "))


def quoted(text: str, most: int = 0) -> str:
    """A text on one line, safe to show; shortened at a word if it is longer than `most`.

    >>> quoted("one\\n two three", 9)
    'one two …'
    """
    return visible(shortened(text, most or len(text)))
