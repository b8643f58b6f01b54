"""Timelines that stand one sentence to a line, read line by line: a line that many of them hold is read once.

What a line says depends on nothing but itself where it declares no name. What it comes to has the line and the column
at which it stands as its place, as if the whole text had been read; only the count of characters from the text's
beginning is another. Where anything is doubtful (a mistake, a name declared, a sentence over two lines), nothing is
returned, and the text must be read as a whole.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from foedus.base import Source, When
from foedus.language.cursor import Cursor
from foedus.language.draft import Parsed
from foedus.language.timeline import TimelineBuilder
from foedus.language.timelines import Known
from foedus.model import Event, Expect, Timeline

_HEADER = re.compile(r'timeline "([^"\n]+)"([^"\n]*\.)')
_NEXT_CHOICE = re.compile(r", (?=\S+ = )")
_UNTITLED = "\n"  # which no header can give as a title


class Line(NamedTuple):
    """What a line says."""

    title: str
    of: tuple[str, ...]
    until: When | None
    choices: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]
    events: tuple[Event, ...]
    expects: tuple[Expect, ...]


class Lines:
    """Reads timelines of one draft.

    Args:
        known: what they may name.
        file: the name of each of their texts.
    """

    def __init__(self, known: Known, file: str) -> None:
        self.known = known
        self.file = file
        self._names = known.names.copy()  # which a line that declares something must not change
        self._read: dict[tuple[str, int], Line | None] = {}
        # a name that holds a full stop could reach from one line into the next
        self._apart = "." not in known.names.words

    def timeline(self, text: str) -> Timeline | None:
        """The timeline that a text is; None if it must be read as a whole."""
        first, *others = text.split("\n")
        header = self._header(first)
        if header is None or not self._apart:
            return None
        title, head = header
        said: list[Line] = []
        for number, line in enumerate(others, 2):
            if line:
                one = self._said(line, number)
                if one is None or one.title != _UNTITLED:
                    return None
                said.append(one)
        return self._joined(title, head, said)

    def _joined(self, title: str, head: Line, said: list[Line]) -> Timeline | None:
        choices = tuple(choice for one in said for choice in one.choices)
        events = tuple(event for one in said for event in one.events)
        if len(dict(choices)) < len(choices) or not _in_order(events):
            return None
        return Timeline(
            title, head.of, head.until, choices, tuple(part for one in said for part in one.parts),
            tuple(e if e.order == at else replace(e, order=at) for at, e in enumerate(events)),
            tuple(expect for one in said for expect in one.expects), file=self.file,
        )  # fmt: skip

    def _header(self, line: str) -> tuple[str, Line] | None:
        """The title and what else a header says, which is the same under any title."""
        match = _HEADER.fullmatch(line)
        if match is None:
            return None
        said = self._once(f'timeline "T"{match[2]}', 1)
        if said is None or said.title == _UNTITLED or any(said[3:]):
            return None
        return match[1], said

    def _said(self, line: str, number: int) -> Line | None:
        """What a line says that is no header; choices are read one by one, since timelines share most of them."""
        if not line.startswith("with ") or not line.endswith("."):
            return self._once(line, number)
        choices: list[tuple[str, str]] = []
        for part in _NEXT_CHOICE.split(line[5:-1]):
            one = self._once(f"with {part}.", 1)
            if one is None or len(one.choices) != 1 or any(one[4:]) or one.title != _UNTITLED:
                return self._once(line, number)
            choices += one.choices
        return Line(_UNTITLED, (), None, tuple(choices), (), (), ())

    def _once(self, line: str, number: int) -> Line | None:
        key = (line, number)
        if key not in self._read:
            self._read[key] = self._line(line, number)
        return self._read[key]

    def _line(self, line: str, number: int) -> Line | None:
        """Read a line at its place; None if it has a mistake, or bears upon how other lines are read."""
        source = Source(self.file, "\n" * (number - 1) + line)
        builder = TimelineBuilder(source, self._names, points=self.known.points, find=_nothing)
        builder.title = _UNTITLED
        builder.statements(first=False)
        names, known = builder.c.names, self.known.names
        if (names.entries, names.points, names.declared) != (known.entries, known.points, known.declared):
            self._names = known.copy()  # it declares a name
            return None
        if builder.problems or builder.sentences or builder.source or builder.c.holes:
            return None
        b = builder
        parts, events = tuple(b.texts_read), tuple(b.events)
        return Line(b.title, tuple(b.of_names), b.until, tuple(b.choices), parts, events, tuple(b.expects))


def _nothing(name: str, c: Cursor) -> Parsed | None:
    """What a used file declares: a timeline that uses any is read as a whole."""
    c.fail("a timeline that uses no other file")


def _in_order(events: Iterable[Event]) -> bool:
    """Whether no event is written after one that is later."""
    last: int | None = None
    for event in events:
        if last is not None and event.when.latest < last:
            return False
        last = event.when.earliest if last is None else max(last, event.when.earliest)
    return True
