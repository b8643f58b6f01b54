"""Text to tokens. A full stop ends a sentence where white space, `#` or the end follows."""

import re
from collections.abc import Callable
from typing import NamedTuple

from foedus.base import Diagnostic, Edit, Fix, Source
from foedus.language.messages import complain

MAX_CHARACTERS = 5_000_000
_AFTER_QUOTE = re.compile(
    r"[.,;:]?\s*(?:#.*)?$|,\s*(?:called|of|asks|source|assumption|unverified|secret|public|from|until)\b"
)
_TOKEN = re.compile(
    r"""[ ]*(?:(?P<space>\s+)
  |(?P<comment>\#[^\n]*)
  |(?P<date>\d{4}-\d{1,2}(?:-\d{1,2}(?:[ ]+\d{1,2}:\d{2}(?!\d))?)?(?![\w-])|\d{1,2}\.\d{1,2}\.\d{4}(?!\w))
  |(?P<number>\d+(?:\.\d+)?(?![\w-]))
  |(?P<word>[^\W\d_][\w'’]*(?:-\w[\w'’]*)*|\d+[\w-]+)
  |(?P<hole>\?[^\W\d_]\w*(?:-\w+)*)
  |(?P<string>"[^"\n]*"|“[^”\n]*”)
  |(?P<stop>\.(?=\s|\#|\Z))
  |(?P<punct>[,;:|()=+]))""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word, number, date, string, `?hole`, mark, or the end; with its place and whether its line starts here."""

    kind: str
    text: str
    start: int
    end: int
    starts_line: bool = False

    @property
    def value(self) -> str:
        """A string's text without its quotes; a hole's name without its mark; else the text."""
        if self.kind == "string":
            return self.text[1:-1]
        return self.text[1:] if self.kind == "hole" else self.text


# as Token(…) does, with a call less for each of many thousands
_made: Callable[[type[Token], tuple[object, ...]], Token] = tuple.__new__  # type: ignore[assignment]


class Lexed(NamedTuple):
    """The tokens of a text (the last is the end), its comments, and what could not be read."""

    tokens: list[Token]
    comments: list[Token]
    diagnostics: list[Diagnostic]


def lex(source: Source) -> Lexed:
    """Cut a text into tokens; never fails: what cannot be read is reported and skipped.

    >>> [t.text for t in lex(Source("x", "party Ukraine.")).tokens]
    ['party', 'Ukraine', '.', '']
    """
    text = source.text
    tokens: list[Token] = []
    comments: list[Token] = []
    problems: list[Diagnostic] = []
    if len(text) > MAX_CHARACTERS:
        problems.append(complain("E0704", None, file=source.name, size=len(text), most=MAX_CHARACTERS))
        return Lexed([Token("end", "", 0, 0)], [], problems)
    at, fresh, size = 0, True, len(text)
    match_at = _TOKEN.match
    while at < size:
        match = match_at(text, at)
        if match is None:
            start, at = at, _skip(source, at, problems)
            if text[start] in '"“':
                tokens.append(Token("string", f'{text[start:at]}"', start, at, fresh))
                fresh = False
            elif text[start] == ".":
                tokens.append(Token("stop", ".", start, at, fresh))
                fresh = False
            continue
        kind = match.lastgroup or ""
        start, at = match.span(kind)
        if kind == "space":
            fresh = fresh or "\n" in text[start:at]
        elif kind == "comment":
            comments.append(Token(kind, text[start:at].rstrip(), start, at, fresh))
        else:
            tokens.append(_made(Token, (kind, text[start:at], start, at, fresh)))
            fresh = False
    tokens.append(Token("end", "", size, size, True))
    return Lexed(tokens, comments, problems)


def _closing(text: str, at: int, end: int) -> int:
    """Where the quotation that opens at `at` most likely closes on its line."""
    found = _AFTER_QUOTE.search(text[at:end].rstrip("\r"))
    return at + found.start() if found and found.start() > 0 else end


def _skip(source: Source, at: int, problems: list[Diagnostic]) -> int:
    """Report what stands at `at` and return where to go on."""
    text = source.text
    if text[at] in '"“':
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        close = _closing(text, at, end)
        mark = '"' if text[at] == '"' else "”"
        fix = Fix(
            f"write the closing {mark} after “{text[at + 1 : close][-20:]}”",
            (Edit(source.span(close, close), mark),),
        )
        problems.append(complain("E0102", source.span(at, close), fixes=(fix,)))
        return close
    if text[at] == ".":
        place = source.span(at, at + 1)
        fix = Fix("put a space after it", (Edit(place, ". "),))
        problems.append(complain("E0104", place, fixes=(fix,)))
        return at + 1
    end = at + 1
    while end < len(text) and text[end] == text[at]:
        end += 1
    if len(problems) < 50:
        shown = text[at] if text[at].isprintable() else f"U+{ord(text[at]):04X}"
        problems.append(complain("E0101", source.span(at, end), shown=shown))
    return end
