"""Copies of one text: found by the phrases that two texts share.

A text is cut into phrases of five words; a sample of their hashes, the same sample for every text, finds candidates in
an index, and the shares of all phrases then decide. After A. Z. Broder, On the resemblance and containment of documents
(1997).
"""

import re
from hashlib import blake2b

WORDS = 5
SAMPLE = 8
"""One phrase in so many goes into the index."""
MOST = 2000
"""So many of a text at the most."""
_WORD = re.compile(r"\w+")


def phrases(text: str) -> set[int]:
    """The hashes of all phrases of five words, whatever their case and punctuation; of all words if there are fewer.

    >>> len(phrases("One two three four five, six.")), len(phrases("one two"))
    (2, 1)
    """
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - WORDS + 1)
    return {_hash(" ".join(words[i : i + WORDS])) for i in range(last)} if words else set()


def sketch(text: str) -> list[int]:
    """The sample of a text's phrases that the index holds, in order."""
    found = phrases(text)
    some = sorted(one for one in found if one % SAMPLE == 0)
    return (some or sorted(found)[:1])[:MOST]


def alike(one: str, other: str) -> tuple[float, float]:
    """How much of the shorter, and of the longer, of two texts is phrases that both have; between 0 and 1.

    >>> alike("a b c d e f", "x a b c d e f y")
    (1.0, 0.5)
    """
    a, b = phrases(one), phrases(other)
    least, most = sorted((len(a), len(b)))
    shared = len(a & b)
    return (shared / least, shared / most) if least else (0.0, 0.0)


def _hash(phrase: str) -> int:
    """63 bits, the same on every machine."""
    return int.from_bytes(blake2b(phrase.encode(), digest_size=8).digest()) >> 1
