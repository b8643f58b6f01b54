"""A reading position in the tokens of a text, and how it says what is wrong there."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NoReturn

import foedus.language.spelling as spelling
from foedus.base import Diagnostic, Duration, Edit, Fix, Source, Span, When, nearest, parse_when
from foedus.language.keywords import KEYWORDS
from foedus.language.lexer import Token
from foedus.language.messages import complain
from foedus.language.names import Entry, Names
from foedus.model import Hole, Period

MAX_DEPTH = 40
_SPELLED = frozenset({"word", "punct", "stop"})  # kinds of tokens that a phrase may be made of
UNITS = ("minute", "hour", "day", "week", "month", "year")
COUNTS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}


class ParseError(Exception):
    """A diagnostic on its way to the end of its sentence."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Cursor:
    """Where the parser stands. Sentence parsers are functions of a cursor; they raise ParseError."""

    def __init__(self, source: Source, tokens: list[Token], names: Names) -> None:
        self.source = source
        self.tokens = tokens
        self.names = names
        self.i = 0
        self.start = 0  # where the sentence begins
        self.depth = 0
        self.holes: list[Hole] = []
        self.article = ""

    # ---- looking --------------------------------------------------------------------------------

    @property
    def token(self) -> Token:
        """The token at hand."""
        return self.tokens[self.i]

    def peek(self, ahead: int = 1) -> Token:
        """A token further on; the end if there is none."""
        return self.tokens[min(self.i + ahead, len(self.tokens) - 1)]

    def _is(self, index: int, word: str) -> bool:
        token = self.tokens[min(index, len(self.tokens) - 1)]
        if token.kind not in _SPELLED:
            return False
        return token.text == word or bool(
            token.text.lower() == word
            and (
                index == self.start
                or (token.text[0].isupper() and index and self.tokens[index - 1].text in (".", ":", ")", ";"))
            )
        )

    def at(self, *phrases: str) -> bool:
        """Whether any of these words (or phrases, space-separated) stands here."""
        return bool(self._here(phrases))

    def _here(self, phrases: tuple[str, ...]) -> tuple[str, ...]:
        """The words of the first of these phrases that stands here; none if none does."""
        token = self.tokens[self.i]
        if token.kind not in _SPELLED:
            return ()
        text = token.text
        heads = _heads(phrases)
        found = heads.get(text)
        if found is None:  # it may begin a sentence, with a capital
            lower = text.lower()
            found = heads.get(lower) if lower != text else None
            if found is None or not self._is(self.i, lower):
                return ()
        for words in found:
            if len(words) == 1 or all(self._is(self.i + k, word) for k, word in enumerate(words) if k):
                return words
        return ()

    def at_end(self) -> bool:
        """Whether the sentence ends here."""
        return self.token.kind in ("stop", "end")

    # ---- taking ---------------------------------------------------------------------------------

    def take(self, *phrases: str) -> str:
        """Step over the first of these phrases that stands here; '' if none does."""
        words = self._here(phrases)
        if not words:  # nearly always
            return ""
        self.i += len(words)
        return " ".join(words)

    def need(self, *phrases: str, expected: str = "") -> str:
        """Step over one of these, or say that it is missing."""
        if found := self.take(*phrases):
            return found
        fixes: tuple[Fix, ...] = ()
        if len(phrases) == 1 and not phrases[0].isalpha() and self.i:
            before = self.tokens[self.i - 1]
            edit = Edit(
                self.source.span(before.end, before.end),
                f" {phrases[0]}" if phrases[0] == "=" else phrases[0],
            )
            fixes = (Fix(f"write {phrases[0]} after “{before.text}”", (edit,)),)
        self.fail(expected or " or ".join(f"“{p}”" for p in phrases), fixes=fixes)

    def back_to(self, mark: int) -> None:
        """Return to an earlier position (and forget the holes that were met since)."""
        position = self.tokens[mark].start
        self.holes = [h for h in self.holes if h.span is None or h.span.start < position]
        self.i = mark

    def hole(self, slot: str) -> Hole | None:
        """An open point that stands for a term of this slot, if one stands here."""
        if self.token.kind != "hole":
            return None
        hole = Hole(self.token.value, slot, span=self.span_of(self.token))
        if hole.name not in self.names.points:
            known = nearest(hole.name, self.names.points)
            fixes = tuple(self.replace(self.token, f"?{k}") for k in known)
            mend = f'declare it: open {hole.name}: … | …, asks "…".'
            self.error("E0501", self.token, fixes=fixes, name=hole.name, mend=mend)
        self.i += 1
        self.holes.append(hole)
        return hole

    def string(self) -> str | None:
        """A quotation's text, if one stands here."""
        if self.token.kind != "string":
            return None
        self.i += 1
        return self.tokens[self.i - 1].value

    def number(self) -> int | None:
        """A whole number, in digits or words up to ten, if one stands here."""
        token = self.token
        if token.kind == "number" and "." not in token.text:
            self.i += 1
            return int(token.text) if len(token.text) < 10 else 10**9
        if token.kind == "word" and token.text in COUNTS:
            self.i += 1
            return COUNTS[token.text]
        return None

    def label(self) -> str:
        """An article's label: 5, 42, IV, 5-bis."""
        token = self.token
        if token.kind in ("number", "word", "string"):
            self.i += 1
            return token.value
        return self.fail("the number of an article")

    def date(self) -> When:
        """A date with or without a time."""
        token = self.token
        if token.kind != "date":
            self.fail("a date, such as 2027-03-01")
        try:
            when = parse_when(_padded(token.text))
        except ValueError as problem:
            text, _, mend = str(problem).partition(": write ")
            self.error(
                "E0103", token, problem=text, mend=f"write {mend}" if mend else "write the date that is meant"
            )
        self.i += 1
        return when

    def at_period(self) -> bool:
        """Whether a duration stands here: `72 hours`, or `?clock`."""
        token, after = self.token, self.peek()
        counted = token.kind == "number" or (token.kind == "word" and token.text in COUNTS)
        return token.kind == "hole" or (counted and after.text.rstrip("s'’") in UNITS)

    def period(self) -> Period | Hole:
        """A duration, an open point for one, or a sum."""
        start = self.i
        parts: list[Duration | Hole] = []
        while True:
            hole = self.hole("duration")
            parts.append(hole or self._duration())
            if not self.take("+"):
                break
        if len(parts) == 1 and isinstance(parts[0], Hole):
            return parts[0]
        return Period(tuple(parts), span=self.span_from(start))

    def _duration(self) -> Duration:
        count = self.number()
        if count is None:
            if self.at("the"):
                self.error("E0608", self.token)
            self.fail("a duration, such as 72 hours")
        unit = self.token.text.rstrip("'’").removesuffix("s").rstrip("'’")
        if unit not in UNITS:
            self.fail("minutes, hours, days, weeks, months or years")
        self.i += 1
        return Duration(count, unit)

    # ---- names ----------------------------------------------------------------------------------

    def entry(self, *kinds: str) -> Entry | None:
        """The longest declared name here, of one of these kinds; steps over it. None if there is none."""
        found = self.look(*kinds)
        if found:
            self.i += found[1]
            return found[0]
        return None

    def look(self, *kinds: str, ahead: int = 0) -> tuple[Entry, int] | None:
        """The longest declared name here of one of these kinds, and how many tokens it takes."""
        return self.names.longest(self.tokens, self.i + ahead, kinds, self.i + ahead == self.start)

    # ---- saying what is wrong -------------------------------------------------------------------

    def span_of(self, token: Token) -> Span:
        """A token's place."""
        return self.source.span(token.start, token.end)

    def span_from(self, start: int) -> Span:
        """The place from a token's index to the token before this one."""
        end = self.tokens[max(start, self.i - 1)].end
        return self.source.span(self.tokens[start].start, end)

    def text_from(self, start: int) -> str:
        """The text from a token's index to the token before this one, as written, white space folded."""
        end = self.tokens[max(start, self.i - 1)].end
        return " ".join(self.source.text[self.tokens[start].start : end].split())

    def replace(self, token: Token, text: str, last: Token | None = None) -> Fix:
        """The fix that writes something else for a token, or for all tokens up to a last one."""
        return Fix(f"write “{text}”", (Edit(self.source.span(token.start, (last or token).end), text),))

    def error(self, code: str, token: Token | None = None, **words: object) -> NoReturn:
        """Stop reading this sentence, and say why."""
        raise ParseError(complain(code, self.span_of(token or self.token), **words))  # type: ignore[arg-type]

    def fail(self, expected: str, why: str = "", mend: str = "", fixes: tuple[Fix, ...] = ()) -> NoReturn:
        """Something else was expected here: an unknown word is named as such, with suggestions."""
        self.unknown_next()
        token = self.token
        if token.kind == "word" and not self.known(token):
            self.unknown(expected)
        if token.kind == "hole" and token.value not in self.names.points:
            self.hole("")
        found = "the end of the sentence" if self.at_end() else f"“{token.text}”"
        self.error(
            "E0201",
            token,
            expected=expected,
            found=found,
            why=why or "The sentence cannot be read otherwise.",
            mend=mend or f"write {expected}",
            fixes=fixes,
        )

    def known(self, token: Token) -> bool:
        """Whether a word is a keyword or begins or is part of a declared name."""
        text = token.text
        return (
            text in KEYWORDS
            or text.lower() in KEYWORDS
            or text in self.names.words
            or text.removesuffix("s") in UNITS
        )

    def unknown(self, expected: str = "") -> NoReturn:
        """Say that the word here is not known, and what may have been meant."""
        raise ParseError(spelling.unknown(self, expected))

    def unknown_next(self) -> None:
        """Say so if a comma, `and` or `or` stands here and a word that is not known follows."""
        if self.at(",", "and", "or") and self.peek().kind == "word" and not self.known(self.peek()):
            self.i += 1
            self.unknown()

    def unknown_ahead(self) -> None:
        """Say so if a word that is not known stands here or later in the sentence."""
        mark = self.i
        while not self.at_end():
            if self.token.kind == "word" and not self.known(self.token):
                self.unknown()
            self.i += 1
        self.i = mark


@lru_cache(maxsize=4096)
def _heads(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases, cut into words, by their first word; in the order that they are asked for."""
    heads: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split(" "))
        heads.setdefault(words[0], []).append(words)
    return heads


def _padded(text: str) -> str:
    """A date with one-digit parts written out, so that `2027-3-1 4:00` is read as meant."""
    date, _, time = text.partition(" ")
    date = "-".join(part.zfill(2) for part in date.split("-"))
    return f"{date} {time.strip().zfill(5)}" if time else date


def one_of(words: Iterable[str]) -> str:
    """`a, b or c`."""
    items = list(words)
    return " or ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
