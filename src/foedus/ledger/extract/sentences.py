"""Paragraphs, sentences and quotations of a text, each with its place."""

import re
from collections.abc import Iterator

from msgspec import Struct

from foedus.ledger.extract.tokens import QUOTES, Token, tokens
from foedus.ledger.extract.words import listed

LONGEST = 200
"""A sentence is cut after so many words and marks, so that no rule ever looks at more."""
_CHUNK = 200_000
_BLANK = re.compile(r"\n[ \t\r]*\n|\r\n\r\n|\x0c|\u2029")
_LINE = re.compile(r"\r?\n")
_ENDS = frozenset(".!?\u2026")
_CLOSERS = frozenset("\"'\u201d\u2019\u00bb)]")
_OPENERS = {
    "\u201c": "\u201d",
    "\u00ab": "\u00bb",
    "\u201e": "\u201c",
    '"': '"',
    "\u2018": "\u2019",
    "'": "'",
}
_ABBREVIATIONS = listed("""
    mr mrs ms dr gen col lt sgt maj capt sen rep gov st prof rev hon jr sr vs no art arts para cf etc approx
    dept inc jan feb mar apr jun jul aug sep sept oct nov dec mt ft adm brig amb sec
""")
_STARTERS = listed("""
    the a an it he she they we i but and in on at this that these those his her its their if as for
""")


class Sentence(Struct, frozen=True):
    """A sentence as its words, without quotation marks.

    quotes: for each word the number of the whole quotation that it stands in, or -1; quoted fragments count as the
    text's own words. headline: a line of its own without a full stop. ends: how it ends (`.`, `?`, …).
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    quotes: tuple[int, ...]
    headline: bool
    ends: str


class Paragraph(Struct, frozen=True):
    """The sentences of one paragraph."""

    sentences: tuple[Sentence, ...]


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text, in order; work and memory are linear in its length.

    >>> [[s.headline for s in p.sentences] for p in paragraphs("A deal\\n\\nIt is near. Mr. Li agreed.")]
    [[True], [False, False]]
    """
    number = 0
    for start, end in _stretches(text):
        words = list(tokens(text, start, end))
        if words:
            marks = _quotations(text, words, number)
            number = max([number, *marks]) + 1
            yield Paragraph(tuple(_split(text, words, marks)))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Blank lines part paragraphs; so does every line break where lines are too long to have been wrapped."""
    long_lines = any(len(line) > 160 for line in text[:_CHUNK].split("\n"))
    here = 0
    for match in (_LINE if long_lines else _BLANK).finditer(text):
        yield from _chunks(text, here, match.start())
        here = match.end()
    yield from _chunks(text, here, len(text))


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _CHUNK:
        cut = text.rfind(" ", start, start + _CHUNK)
        cut = cut if cut > start else start + _CHUNK
        yield start, cut
        start = cut
    if end > start:
        yield start, end


def _quotations(text: str, words: list[Token], number: int) -> list[int]:
    """The number of the whole quotation around each word, or -1; nested quotations belong to the outermost.

    A mark behind a plural that closes nothing is told as a possessive: `the mediators' efforts`.
    """
    found = [-1] * len(words)
    opened, closer = -1, ""
    for i, token in enumerate(words):
        mark = token.text
        if mark not in QUOTES:
            continue
        before = text[token.start - 1 : token.start]
        after = text[token.end : token.end + 1]
        if opened >= 0:
            if mark == closer and not (mark in "'\u2019" and after.isalnum()):
                number = _mark(found, words, opened, i, number)
                opened = -1
                continue
        elif mark in _OPENERS and (
            mark in "\u201c\u00ab\u201e" or not (before.isalnum() or before in ".,!?")
        ):
            if not after.isspace() and after:
                opened, closer = i, _OPENERS[mark]
        if mark in "'\u2019" and before == "s" and after == " ":
            words[i] = Token(token.start, token.end, token.text, "'s")
    if opened >= 0 and closer in '"\u201d\u00bb':
        _mark(found, words, opened, len(words), number)  # a quotation that goes on in the next paragraph
    return found


def _mark(found: list[int], words: list[Token], start: int, end: int, number: int) -> int:
    inner = [t for t in words[start + 1 : end] if t.word]
    last = words[end - 1].text if end > start else ""
    several = any(words[i].text == "." and words[i + 1].capital for i in range(start, end - 1))
    begins = bool(inner) and (inner[0].capital or several)
    whole = len(inner) >= 3 and begins and (last in ",.!?\u2026" or len(inner) >= 8)
    if not whole:
        return number
    for i in range(start, end):
        found[i] = number
    return number + 1


def _split(text: str, words: list[Token], marks: list[int]) -> Iterator[Sentence]:
    alone = words[-1].text not in ".!?\u2026:;,\"\u201d\u2019)'" and len(words) <= 40
    start = 0
    for i in range(len(words)):
        if i + 1 == len(words) or i - start >= LONGEST - 1 or _ends(text, words, i):
            yield _sentence(words[start : i + 1], marks[start : i + 1], alone)
            start = i + 1


def _sentence(words: list[Token], marks: list[int], alone: bool) -> Sentence:
    kept = [(t, q) for t, q in zip(words, marks) if t.text not in QUOTES or t.low == "'s"]
    end = next((t.text for t in reversed(words) if t.text in _ENDS), "")
    return Sentence(
        words[0].start,
        words[-1].end,
        tuple(t for t, _ in kept),
        tuple(q for _, q in kept),
        alone,
        end,
    )


def _ends(text: str, words: list[Token], i: int) -> bool:
    """Whether a sentence ends after this word: a full stop with its closing marks, and a capital behind."""
    token, after = words[i], words[i + 1]
    if after.text in _CLOSERS and after.start == token.end:
        return False
    if token.text in _CLOSERS:
        j = i
        while j > 0 and words[j].text in _CLOSERS and words[j - 1].end == words[j].start:
            j -= 1
        stop = j
    else:
        stop = i
    last = words[stop]
    if last.text not in _ENDS:
        dotted = last.text.endswith(".") and len(last.text) > 2
        return dotted and after.start > last.end and after.text[0].isupper() and after.low in _STARTERS
    if after.start == token.end or not (
        after.text[0].isupper() or after.text[0].isdigit() or after.text in QUOTES
    ):
        return False
    if last.text != "." or stop == 0:
        return True
    before = words[stop - 1]
    return not (before.low in _ABBREVIATIONS or (len(before.text) == 1 and before.capital))
