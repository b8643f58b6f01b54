"""Which sentences of a document the language understands, which it nearly does, and what is wrong with the rest."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from foedus.base import Diagnostic, Fix, Source
from foedus.language import parse_draft
from foedus.language.cursor import Cursor, ParseError
from foedus.language.declare import declare
from foedus.language.lexer import Token, lex
from foedus.language.names import Names
from foedus.language.norms import second_modal
from foedus.language.options import SLOTS, read
from foedus.language.sentence import sentence

_ROUNDS = 4  # a sentence may need names that another declares
_EDITS = 3
_SENTENCE = "sentence"


class Tried(Struct, frozen=True):
    """A sentence as it was tried. text: in the language's words; changed: what was written otherwise than it stands.

    problem: why it is not understood; None if it is. near: a text that would be, after the edits that its own
    diagnostics propose; "" if there is none.
    """

    text: str
    changed: tuple[str, ...] = ()
    problem: Diagnostic | None = None
    near: str = ""


@lru_cache(maxsize=8)
def names_of(header: str) -> Names:
    """The names that the head of a draft declares; not to be changed."""
    made = parse_draft(header)
    assert made.names is not None
    return made.names


def understood(texts: Sequence[str], header: str, points: Sequence[str]) -> list[Diagnostic | None]:
    """For each sentence, why it is not understood; None if it is.

    Args:
        texts: sentences in the language's words, each with its full stop.
        header: the head of the draft, which declares parties.
        points: the names of the open points.
    """
    out: list[Diagnostic | None] = [None] * len(texts)
    waiting = list(range(len(texts)))
    known: list[int] = []
    names = _with(header, [], points)
    for _ in range(_ROUNDS):
        still: list[int] = []
        for k in waiting:
            out[k] = problem(texts[k], names)
            (still if out[k] else known).append(k)
        before, names = names, _with(header, [texts[k] for k in known], points)
        new = [n for n in names.entries if n not in before.entries]
        waiting = [k for k in still if any(n in texts[k] for n in new)]  # the others fail as before
        if not waiting:
            break
    return out


def _with(header: str, texts: Sequence[str], points: Sequence[str]) -> Names:
    names = Names()
    names.include(names_of(header + "\n".join(("", *texts, ""))))
    names.points = dict.fromkeys(points, 0)
    return names


def problem(text: str, known: Names) -> Diagnostic | None:
    """Why a sentence is not understood; None if it is.

    Args:
        text: with its full stop.
        known: the names declared elsewhere.
    """
    source = Source(_SENTENCE, text)
    lexed = lex(source)
    if lexed.diagnostics:
        return lexed.diagnostics[0]
    tokens = lexed.tokens
    if len(tokens) < 3 or tokens[-2].kind != "stop":
        return Diagnostic("E0202", "a full stop is missing", None)
    own = Names()
    count = len(own.entries)
    declare(tokens, own)
    names = known if len(own.entries) == count else _copied(known, tokens)
    c = Cursor(source, tokens, names)
    try:
        sentence(c, "1", 1, "")
        if c.token.kind == "stop" and c.i == len(tokens) - 2:
            return None
        c.unknown_ahead()
        second_modal(c)
        c.error("E0209", found=f"“{c.token.text}”", why="The sentence is complete before it.",
                mend="end the sentence with a full stop, or take the words out")  # fmt: skip
    except ParseError as error:
        return error.diagnostic
    except RecursionError:
        return Diagnostic("E0901", "nested too deeply", None)


def near(text: str, found: Diagnostic, names: Names) -> str:
    """The sentence after the edits that its own diagnostics propose, if it is understood then; else "".

    Args:
        text: the sentence.
        found: what is wrong with it.
        names: the names declared elsewhere.
    """
    for _ in range(_EDITS):
        fix = next((f for f in found.fixes if f.edits and _on_it(f)), None)
        if fix is None:
            return ""
        text = fix.apply(text)
        told = problem(text, names)
        if told is None:
            return text
        found = told
    return ""


def _on_it(fix: Fix) -> bool:
    """Whether a fix changes the sentence itself, and does not add another."""
    return all(e.span.file == _SENTENCE and "\n" not in e.text for e in fix.edits)


def slot_of(options: Sequence[str], names: Names) -> str:
    """The kind of term that all options are, such as `duration`; "" if there is none."""
    return next((slot for slot in SLOTS if all(_fits(o, slot, names) for o in options)), "")


def _fits(option: str, slot: str, names: Names) -> bool:
    source = Source("option", option)
    lexed = lex(source)
    if lexed.diagnostics or lexed.comments or any(t.kind in ("hole", "stop", "string") or t.text in ("|", ":") for t in
                                                  lexed.tokens):  # fmt: skip
        return False
    c = Cursor(source, [*lexed.tokens[:-1], Token("end", "", len(option), len(option))], names)
    try:
        read(c, slot)
    except (ParseError, RecursionError):
        return False
    return c.at_end() and len(lexed.tokens) > 1


def _copied(known: Names, tokens: list[Token]) -> Names:
    """The names known elsewhere, with those that a sentence declares itself."""
    names = Names()
    names.include(known)
    names.points = dict(known.points)
    declare(tokens, names)
    return names
