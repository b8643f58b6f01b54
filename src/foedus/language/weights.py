"""A user's own weights over attacks, as a `.weights` file: `Russia attacks Ukraine by missiles: 3.`"""

from pathlib import Path
from typing import NamedTuple

import foedus.language.questions as questions
from foedus.base import Diagnostic, Source
from foedus.language.cursor import Cursor, ParseError
from foedus.language.lexer import lex
from foedus.language.load import Loaded, Loader
from foedus.language.messages import complain
from foedus.language.names import Names
from foedus.model.ranking import Weighing, Weights

_REST = ("all other attacks", "any other attack")
_MOST = 1_000_000
_SHAPE = "write an attack and a whole number, such as “Russia attacks Ukraine: 3.”"


class ReadWeights(NamedTuple):
    """What a file of weights holds, the text behind it, and what is wrong."""

    weights: Weights | None
    sources: dict[str, Source]
    diagnostics: tuple[Diagnostic, ...]


def load_weights(path: str | Path, draft: Loaded) -> ReadWeights:
    """Read a file of weights about a draft, with everything that is wrong with it in one go.

    Args:
        path: the file. It may begin `weights "Our fears", of KYIV.`; each further sentence is an attack, as in a
            question, a colon and a whole number; `all other attacks: 1.` weighs what no other sentence speaks of.
        draft: the draft that they are about.
    """
    try:
        text = Loader().text(Path(path), str(path))
    except ParseError as error:
        return ReadWeights(None, {}, (error.diagnostic,))
    return read_weights(Source(str(path), text), draft)


def read_weights(source: Source, draft: Loaded) -> ReadWeights:
    """Read weights from a text, as `load_weights` does from a file."""
    lexed = lex(source)
    told = list(lexed.diagnostics)
    c = Cursor(source, lexed.tokens, draft.names or Names())
    title, of, lines = "", tuple[str, ...](), list[Weighing]()
    while c.token.kind != "end":
        if c.token.kind == "stop":
            c.i += 1
            continue
        c.start = c.i
        try:
            if c.at("weights") and c.peek().kind == "string":
                title, of = _header(c)
            else:
                lines.append(_line(c))
            if not c.at_end():
                c.error("E0209", found=f"“{c.token.text}”", why="The weight ends the sentence.",
                        mend="end the sentence with a full stop")  # fmt: skip
        except ParseError as error:
            told.append(error.diagnostic)
            while not c.at_end():
                c.i += 1
    told += _together(source, lines, told)
    return ReadWeights(Weights(title, of, tuple(lines)), {source.name: source}, tuple(told))


def _header(c: Cursor) -> tuple[str, tuple[str, ...]]:
    """`weights "Our fears", of KYIV`."""
    c.i += 1
    title = c.string() or ""
    of: list[str] = []
    if c.take(",") and c.take("of"):
        while found := c.entry("instrument"):
            of.append(found.name)
            if not c.take(",", "and"):
                break
        if not of:
            c.fail(
                "the name of the draft that the weights are about",
                "",
                "write the name after “called” in the draft",
            )
    return title, tuple(of)


def _line(c: Cursor) -> Weighing:
    """An attack with its weight."""
    start = c.i
    event = None if c.take(*_REST) else questions.happening(c)
    said = c.text_from(start)
    if not c.take(":"):
        c.fail("a colon and a whole number", "A weight follows its attack after a colon.", _SHAPE)
    return Weighing(event, said, _number(c), span=c.span_from(start))


def _number(c: Cursor) -> int:
    token = c.token
    if token.kind != "number" or not token.text.isdecimal() or int(token.text) > _MOST:
        why = "Weights are compared with each other: 3 beside 1 counts three times as much."
        c.fail(
            f"a whole number from 0 to {_MOST:,}", why, "multiply all weights until they are whole numbers"
        )
    c.i += 1
    return int(token.text)


def _together(source: Source, lines: list[Weighing], told: list[Diagnostic]) -> list[Diagnostic]:
    """What is wrong with all sentences together: none, or no weight at all, or two for all others."""
    if any(one.severity == "error" for one in told):
        return []
    if not any(one.weight for one in lines):
        why, found = "Nothing would be counted.", "a weight of 0 alone" if lines else "the end"
        return [complain("E0203", source.span(0, 0), found=found, why=why, mend=_SHAPE)]
    rest = [one for one in lines if one.event is None]
    if len(rest) > 1:
        why = "“all other attacks” means what no other sentence speaks of, and can be weighed once."
        return [
            complain("E0203", rest[1].span, found="all other attacks once more", why=why, mend="take one out")
        ]
    return []
