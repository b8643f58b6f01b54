"""Square brackets in a text: which belong together, which stand inside which, and which have no partner."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

MOST_DEPTH = 30  # brackets inside one another; what stands deeper is read as words
_OPEN, _CLOSE = "[［", "]］"  # the second is the wide form


class Bracket(Struct, frozen=True):
    """A pair of brackets. start: of the opening one; end: behind the closing one; inner: the pairs inside."""

    start: int
    end: int
    inner: "tuple[Bracket, ...]" = ()

    def content(self, text: str) -> str:
        """What stands between the two."""
        return text[self.start + 1 : self.end - 1]


class Found(Struct, frozen=True):
    """The brackets of one paragraph: pairs in order, those that find no partner in it, and those too deep to read."""

    pairs: tuple[Bracket, ...]
    opened: tuple[int, ...]
    closed: tuple[int, ...]
    deep: tuple[int, ...] = ()


def brackets(text: str) -> Found:
    """Match the brackets of a paragraph.

    >>> found = brackets("[a [b] c] d] [e")
    >>> [(p.start, p.end, len(p.inner)) for p in found.pairs], found.closed, found.opened
    ([(0, 9, 1)], (11,), (13,))
    """
    stack: list[tuple[int, list[Bracket]]] = []
    top: list[Bracket] = []
    closed: list[int] = []
    deep: list[int] = []
    above = 0  # brackets open beyond the limit
    for at, ch in enumerate(text):
        if ch in _OPEN and len(stack) >= MOST_DEPTH:
            deep.append(at)
            above += 1
        elif ch in _CLOSE and above:
            above -= 1
        elif ch in _OPEN:
            stack.append((at, []))
        elif ch in _CLOSE:
            if not stack:
                closed.append(at)
                continue
            start, inner = stack.pop()
            (stack[-1][1] if stack else top).append(Bracket(start, at + 1, tuple(inner)))
    opened = [start for start, _ in stack]
    for _, inner in stack:  # pairs inside one that never closes stand by themselves
        top += inner
    return Found(tuple(sorted(top, key=lambda b: b.start)), tuple(opened), tuple(closed), tuple(deep))


def chains(pairs: Sequence[Bracket], text: str) -> Iterator[tuple[Bracket, ...]]:
    """Brackets side by side, with nothing but white space, a stroke, a bar, a comma or “or” between them.

    >>> text = "within [72 hours] / [7 days] or [a month] of [the] attack"
    >>> [len(chain) for chain in chains(brackets(text).pairs, text)]
    [3, 1]
    """
    held: list[Bracket] = []
    for pair in pairs:
        if held and not _beside(text[held[-1].end : pair.start]):
            yield tuple(held)
            held = []
        held.append(pair)
    if held:
        yield tuple(held)


def _beside(between: str) -> bool:
    return between.strip().strip("/|,;").strip().lower() in ("", "or", "/or")


def split(content: str, inner: bool = False) -> list[str]:
    """The alternatives that a stroke or bar parts inside one bracket: `shall/should`; one if there is none.

    A stroke in `and/or`, in a number or in an address parts nothing.

    >>> split("shall/should"), split("and/or"), split("2025/26")
    (['shall', 'should'], ['and/or'], ['2025/26'])
    """
    if inner or "://" in content:
        return [content]
    for mark in (" | ", "|", " / ", "/"):
        parts = [p.strip() for p in content.split(mark)]
        if len(parts) > 1 and all(parts) and not _one_word(parts, mark):
            return parts
    return [content]


def _one_word(parts: Sequence[str], mark: str) -> bool:
    """Whether the parts are rather one expression: `and/or`, `24/7`, `km/h`."""
    if mark != "/":
        return False
    if [p.lower() for p in parts] == ["and", "or"]:
        return True
    if any(p[-1].isdigit() and q[0].isdigit() for p, q in pairwise(parts)):
        return True
    return any(p.split()[-1].lower() == "and" and q.split()[0].lower() == "or" for p, q in pairwise(parts))
