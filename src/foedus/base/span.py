"""A place in a source text."""

from bisect import bisect_right
from typing import NamedTuple


class Span(NamedTuple):
    """Where something stands: file, character offsets (end exclusive), line and column counted from 1.

    >>> Span("kyiv.treaty", 0, 6, 1, 1)
    Span(file='kyiv.treaty', start=0, end=6, line=1, column=1)
    """

    file: str
    start: int
    end: int
    line: int
    column: int

    def to(self, other: "Span") -> "Span":
        """The span from this one's start to the other's end."""
        return self._replace(end=max(self.end, other.end))

    def place(self) -> str:
        """`file:line:column`, as compilers print it."""
        return f"{self.file}:{self.line}:{self.column}"


class Source:
    """One text with its name and an index of its lines.

    >>> Source("a", "one\\ntwo").span(4, 7).place()
    'a:2:1'
    """

    __slots__ = ("_starts", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        starts = [0]
        find = text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        self._starts = starts

    def span(self, start: int, end: int) -> Span:
        """The span of the characters from start to end."""
        line = bisect_right(self._starts, start)
        return Span(self.name, start, end, line, start - self._starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line (counted from 1), without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return len(self._starts)
