"""Text to values and back: drafts, timelines and questions."""

from collections.abc import Mapping
from pathlib import Path

from foedus.base import Diagnostic, Source
from foedus.language.asking import load_questions, parse_asking
from foedus.language.cursor import Cursor, ParseError
from foedus.language.draft import Parsed
from foedus.language.lexer import lex
from foedus.language.load import Loaded, Loader, load
from foedus.language.names import Names
from foedus.language.timelines import load_timeline, points_of
from foedus.language.together import load_together
from foedus.model import Question

__all__ = [
    "Loaded",
    "load",
    "load_questions",
    "load_run",
    "load_together",
    "load_under",
    "parse_asking",
    "parse_draft",
    "parse_question",
    "parse_timeline",
    "points_of",
]


def parse_draft(text: str, name: str = "draft.treaty", texts: Mapping[str, str] | None = None) -> Loaded:
    """Read a draft from a text.

    Args:
        text: the draft.
        name: what to call it in messages.
        texts: other texts that it may use, by name.

    >>> parse_draft('treaty "T", called T.  party Ukraine.').ok
    True
    """
    return load(name, {**(texts or {}), name: text})


def parse_timeline(text: str, drafts: Loaded | None = None, name: str = "case.timeline") -> Loaded:
    """Read a timeline from a text, with the draft that it is of.

    >>> draft = parse_draft('treaty "T", called T.  party Ukraine.')
    >>> parse_timeline('timeline "One", of T.  2027-01-01: Ukraine ratifies.', draft).ok
    True
    """
    loader = Loader({name: text})
    if drafts is None or drafts.draft is None or drafts.names is None:
        return load(name, {name: text})
    loader.sources.update(drafts.sources)
    return load_timeline(loader, Path(name), name, Parsed(drafts.draft, drafts.names, ()))


def load_run(
    draft: str | Path, timeline: str | Path, texts: Mapping[str, str] | None = None
) -> tuple[Loaded, Loaded]:
    """Load a draft and a timeline that is run under it, whatever the timeline says it is of."""
    loader = Loader(texts)
    try:
        parsed = loader.draft(Path(draft), str(draft))
    except ParseError as error:
        bad = Loaded(None, None, loader.sources, (*loader.problems, error.diagnostic))
        return bad, Loaded(None, None, loader.sources, ())
    first = Loaded(parsed.draft, None, loader.sources, tuple(loader.problems), parsed.names)
    loader.problems = []
    try:
        return first, load_timeline(loader, Path(timeline), str(timeline), parsed)
    except ParseError as error:
        return first, Loaded(None, None, loader.sources, (error.diagnostic,))


def load_under(draft: Loaded, timeline: str | Path) -> Loaded:
    """Load a timeline that is run under a draft, which is loaded already, whatever the timeline says it is of."""
    assert draft.draft is not None
    assert draft.names is not None
    loader = Loader()
    loader.sources.update(draft.sources)
    try:
        given = Parsed(draft.draft, draft.names, draft.diagnostics)
        return load_timeline(loader, Path(timeline), str(timeline), given)
    except ParseError as error:
        return Loaded(None, None, loader.sources, (error.diagnostic,))


def parse_question(text: str, draft: Loaded) -> tuple[Question | None, tuple[Diagnostic, ...]]:
    """Read a question about a draft, such as `never, Russia owes use-force.`"""
    from foedus.language.questions import question

    source = Source("question", text if text.rstrip().endswith(".") else text + ".")
    lexed = lex(source)
    c = Cursor(source, lexed.tokens, draft.names or Names())
    try:
        made = question(c)
        if not c.at_end():
            c.error(
                "E0209",
                found=f"“{c.token.text}”",
                why="The question is complete before it.",
                mend="take the rest out, or ask it apart",
            )
    except ParseError as error:
        return None, (*lexed.diagnostics, error.diagnostic)
    return made, tuple(lexed.diagnostics)
