"""A draft as the paragraphs of a paper: one for each sentence, heading and remark, not a word lost."""

import re

from msgspec import Struct

from foedus.base import Source
from foedus.language.declare import TITLES
from foedus.language.draft import PARTS
from foedus.language.lexer import Token, lex

_ITEM = re.compile(r"\([a-z]{1,4}\)\s")


class Line(Struct, frozen=True):
    """One paragraph of a paper.

    kind: title · part · article · open · sentence · remark. text: its words; a line break stays only before an item
    such as (a), and behind a remark inside a sentence. start: where it begins in the draft's text. article: the label
    of the article that it stands in, its part before it as in `Alignment`. line: its line in the draft, from 1.
    """

    kind: str
    text: str
    start: int
    article: str
    line: int


def lines(source: Source) -> tuple[Line, ...]:
    """The paragraphs of a draft, in order.

    Args:
        source: the draft's text, which can be read without errors.

    Returns: paragraphs that differ from the text in white space only.

    >>> [(x.kind, x.text) for x in lines(Source("a", "treaty  \\"T\\",\\n  called T.  # short\\narticle 1."))]
    [('title', 'treaty "T", called T.  # short'), ('article', 'article 1.')]
    """
    return tuple(_Reader(source).read())


def text_of(paragraphs: "tuple[Line, ...] | list[Line]") -> str:
    """The text that a paper shows, one line a paragraph; it says what the draft says."""
    return "\n".join(line.text for line in paragraphs)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        found = lex(source)
        self.tokens = sorted((*found.tokens[:-1], *found.comments), key=lambda t: t.start)
        self.out: list[Line] = []
        self.part = self.article = ""
        self._last_line = 0

    def read(self) -> list[Line]:
        """All paragraphs."""
        held: list[Token] = []
        for token in self.tokens:
            if token.kind == "comment" and not held:
                self._remark(token)
                continue
            held.append(token)
            if token.kind == "stop":
                self._add(held)
                held = []
        if held:
            self._add(held)
        return self.out

    def _remark(self, token: Token) -> None:
        """A remark on its own line is a paragraph; behind a sentence on the same line it belongs to that."""
        if self.out and self.source.span(token.start, token.start).line == self._last_line:
            last = self.out[-1]
            self.out[-1] = Line(last.kind, f"{last.text}  {token.text}", last.start, last.article, last.line)
            return
        place = self.source.span(token.start, token.end)
        self.out.append(Line("remark", token.text, token.start, self._where(), place.line))

    def _add(self, held: list[Token]) -> None:
        kind = self._kind(held)
        place = self.source.span(held[0].start, held[0].end)
        self._last_line = self.source.span(held[-1].start, held[-1].end).line
        self.out.append(Line(kind, self._text(held), held[0].start, self._where(), place.line))

    def _kind(self, held: list[Token]) -> str:
        word = held[0].text.lower()
        quoted = len(held) > 1 and held[1].kind == "string"
        if word in TITLES and quoted and not any(x.kind == "title" for x in self.out):
            return "title"
        if (word in PARTS and quoted) or (word == "understanding" and held[1:2] and held[1].text == "of"):
            titles = [t.value for t in held if t.kind == "string"]
            self.part, self.article = titles[0] if titles else "", ""
            return "part"
        plain = [t for t in held if t.kind != "comment"]
        short = len(plain) <= 4 and all(t.kind in ("word", "number", "string", "stop") for t in plain)
        if word == "article" and len(plain) > 2 and short:
            self.article = plain[1].value
            return "article"
        return "open" if word in ("open", "ambiguous") else "sentence"

    def _where(self) -> str:
        return f"{self.part}: {self.article}" if self.part else self.article

    def _text(self, held: list[Token]) -> str:
        out = ""
        end = held[0].start
        for before, token in zip([None, *held], held, strict=False):
            gap = self.source.text[end : token.start]
            if before is None or not gap:
                pass
            elif before.kind == "comment":
                out += "\n"
            elif token.kind == "comment":
                out += "  "
            else:
                item = "\n" in gap and _ITEM.match(self.source.text, token.start)
                out += "\n" if item else " "
            out += self._words(token)
            end = token.end
        return out

    def _words(self, token: Token) -> str:
        """A token's words; the lexer closes what the text leaves open, so read them off the text."""
        words = self.source.text[token.start : token.end]
        return (
            words.rstrip()
            if token.kind == "comment"
            else " ".join(words.split())
            if token.kind == "date"
            else words
        )
