"""Questions to all cases: the conduct that they assume, one by one or as a `.questions` file."""

from pathlib import Path
from typing import NamedTuple

import foedus.language.questions as questions
from foedus.base import Diagnostic, Source
from foedus.language.cursor import Cursor, ParseError
from foedus.language.lexer import lex
from foedus.language.load import Loaded, Loader
from foedus.language.messages import complain
from foedus.language.names import Names
from foedus.language.who import THIS, who
from foedus.model import Asking, Given, Hole, Period, Questions, Some, Who

_VERBS = {
    "ratify": ("ratifies", "ratify"), "sign": ("signs", "sign"), "enact": ("enacts", "enact"),
    "repeal": ("repeals", "repeal"), "withdraw": ("withdraws", "withdraw"),
    "terminate": ("terminates", "terminate"), "invoke": ("invokes", "invoke"), "request": ("requests", "request"),
    "vote": ("votes", "vote", "abstains", "abstain"), "decide": ("decides", "decide"), "act": ("acts", "act"),
    "consent": ("consents", "consent"), "object": ("objects", "object"), "waive": ("waives", "waive"),
    "report": ("reports", "report"), "attribute": ("establishes who attacked", "establish who attacked"),
}  # fmt: skip
_WORDS = {word: kind for kind, words in _VERBS.items() for word in words}
_QUESTION = ("whenever", "always", "never", "under protocol", "under practice", "under amendment")


class Read(NamedTuple):
    """What a file of questions holds, the texts behind it, and what is wrong."""

    questions: Questions | None
    sources: dict[str, Source]
    diagnostics: tuple[Diagnostic, ...]


def asking(c: Cursor, given: tuple[Given, ...] = (), nothing: bool = False) -> Asking:
    """One question with what it assumes, up to the full stop; what it assumes comes on top of what is given."""
    if c.at("given"):
        given, nothing = _givens(c)
        c.take(",")
    if not c.at(*_QUESTION):
        c.error(
            "E0203", found=f"“{c.token.text}”",
            why="A question to all cases asks what always, never or whenever is so.",
            mend="write whenever EVENT, CLAIM within PERIOD; always CLAIM; or never CLAIM",
        )  # fmt: skip
    start = c.i
    made = questions.question(c)
    return Asking(made, c.text_from(start), given, nothing, span=c.span_from(start))


def _givens(c: Cursor) -> tuple[tuple[Given, ...], bool]:
    """`given Ukraine invokes within 24 hours and no guarantor votes`; `given nothing`."""
    c.need("given")
    c.take("that")
    if c.take("nothing"):
        return (), True
    out = [_given(c)]
    while not c.at_end():
        mark = c.i
        if not c.take(", and", "and", ",") or c.at(*_QUESTION):
            c.back_to(mark)
            break
        out.append(_given(c))
    return tuple(out), False


def _given(c: Cursor) -> Given:
    """`Ukraine invokes within 24 hours`, `no guarantor votes`, `Russia may withdraw at any time`."""
    start = c.i
    subject, none = _subject(c)
    how = "not" if none or c.take("does not", "do not") else "may" if c.take("may") else "does"
    kind, value = _doing(c)
    of = found.name if (found := c.entry("instrument")) else ""
    c.take(*THIS, "it", "the case", "the attack")
    when, period = _when(c)
    return Given(subject, kind, how, value, when, period, of, c.text_from(start), span=c.span_from(start))


def _subject(c: Cursor) -> tuple[Who | None, bool]:
    if c.take("everybody", "everyone"):
        return None, False
    if c.take("nobody"):
        return None, True
    found = who(c)
    return found, isinstance(found, Some) and found.how == "no"


def _doing(c: Cursor) -> tuple[str, str]:
    """What is done, and for a vote or decision how it goes."""
    verb = c.take(*_WORDS)
    if not verb:
        c.fail("what is done, such as ratifies, invokes, votes or withdraws")
    if verb.startswith("abstain"):
        return "vote", "abstain"
    value = c.take("for", "against") if _WORDS[verb] in ("vote", "decide") else ""
    if _WORDS[verb] == "act" and c.take("to"):
        measure = c.entry("measure")
        value = measure.name if measure else c.fail("a measure, such as use-force")
    if _WORDS[verb] == "withdraw":
        c.take("from")
    return _WORDS[verb], value


def _when(c: Cursor) -> tuple[str, Period | None]:
    """`at once`, `within 24 hours`, `after 24 hours`, `30 days before the attack`, `at any time`."""
    if c.take("at any time"):
        return "any", None
    if c.take("before the attack"):
        return "before", None
    if word := c.take("within", "after"):
        return word, _period(c)
    if c.at_period():
        period = _period(c)
        c.need("before the attack")
        return "before", period
    c.take("at once")
    return "once", None


def _period(c: Cursor) -> Period:
    found = c.period()
    return c.fail("a duration, such as 24 hours") if isinstance(found, Hole) else found


# ---- one question, and files -----------------------------------------------------------------------------------------


def parse_asking(text: str, draft: Loaded) -> tuple[Asking | None, tuple[Diagnostic, ...]]:
    """Read one question to all cases, such as `never, Russia owes use-force`.

    Args:
        text: the question, with or without its full stop; `given …,` may come first.
        draft: the draft that it is about.
    """
    source = Source("question", text if text.rstrip().endswith(".") else text + ".")
    lexed = lex(source)
    c = Cursor(source, lexed.tokens, draft.names or Names())
    try:
        made = asking(c)
        _end(c)
    except ParseError as error:
        return None, (*lexed.diagnostics, error.diagnostic)
    return made, tuple(lexed.diagnostics)


def _end(c: Cursor) -> None:
    if not c.at_end():
        why = "The question is complete before it."
        c.error("E0209", found=f"“{c.token.text}”", why=why, mend="take the rest out, or ask it apart")


def load_questions(path: str | Path, draft: Loaded) -> Read:
    """Read a file of questions about a draft, with everything that is wrong with it in one go.

    Args:
        path: the file: `questions "Red lines", of KYIV.`, then questions; `given ….` alone holds for all that follow.
        draft: the draft that they are about.
    """
    try:
        text = Loader().text(Path(path), str(path))
    except ParseError as error:
        return Read(None, {}, (error.diagnostic,))
    source = Source(str(path), text)
    lexed = lex(source)
    told = list(lexed.diagnostics)
    c = Cursor(source, lexed.tokens, draft.names or Names())
    reader = _Reader(c)
    while c.token.kind != "end":
        if c.token.kind == "stop":
            c.i += 1
            continue
        c.start = c.i
        try:
            reader.sentence()
            _end(c)
        except ParseError as error:
            told.append(error.diagnostic)
            while not c.at_end():
                c.i += 1
    if not reader.askings and not told:
        why, mend = "The file holds no question.", "write whenever EVENT, CLAIM within PERIOD."
        told.append(complain("E0203", source.span(0, 0), found="the end", why=why, mend=mend))
    made = Questions(reader.title, tuple(reader.of), tuple(reader.askings))
    return Read(made, {str(path): source}, tuple(told))


class _Reader:
    """Reads a file sentence by sentence."""

    def __init__(self, c: Cursor) -> None:
        self.c = c
        self.title = ""
        self.of: list[str] = []
        self.given: tuple[Given, ...] = ()
        self.nothing = False
        self.askings: list[Asking] = []

    def sentence(self) -> None:
        """The header, what is given for all that follow, or one question."""
        c = self.c
        if c.at("questions") and c.peek().kind == "string":
            c.i += 1
            self.title = c.string() or ""
            self._of()
            return
        if c.at("given"):
            given, nothing = _givens(c)
            if c.at_end():
                self.given, self.nothing = given, nothing
                return
            c.take(",")
            self.askings.append(asking(c, given, nothing))
            return
        self.askings.append(asking(c, self.given, self.nothing))

    def _of(self) -> None:
        """`, of KYIV and RUSLAW`: which drafts they are about."""
        c = self.c
        if not c.take(", of"):
            return
        while True:
            found = c.entry("instrument")
            if not found:
                mend = "correct the name, or name the draft that it is about"
                c.error("E0306", name=c.token.text, fixes=(), mend=mend)
            self.of.append(found.name)
            if not c.take(", and", ",", "and"):
                return
