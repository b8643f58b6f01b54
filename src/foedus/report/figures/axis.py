"""A time axis: linear in pieces, with breaks drawn where nothing happens for long."""

from itertools import pairwise
from typing import NamedTuple

from foedus.base import DAY, HOUR
from foedus.report.figures.lanes import width
from foedus.report.words import short_day, span_text

_BREAK = 46.0
_LEAST = 84.0
_STEPS = (HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 3 * DAY, 5 * DAY, 7 * DAY, 10 * DAY, 14 * DAY,
          28 * DAY, 56 * DAY, 91 * DAY, 182 * DAY, 365 * DAY, 730 * DAY, 3652 * DAY, 36525 * DAY)  # fmt: skip


class Piece(NamedTuple):
    """A stretch of time drawn to scale."""

    start: int
    end: int
    left: float
    right: float


class Tick(NamedTuple):
    """A mark on the axis."""

    x: float
    label: str


class Axis(NamedTuple):
    """Pieces from left to right; between two pieces the axis is broken."""

    pieces: tuple[Piece, ...]
    anchor: int | None

    def x(self, instant: int) -> float:
        """Where an instant stands; inside a break, in proportion."""
        first, last = self.pieces[0], self.pieces[-1]
        if instant <= first.start:
            return first.left
        for piece, after in zip(self.pieces, (*self.pieces[1:], None), strict=True):
            if instant <= piece.end:
                return _between(instant, piece.start, piece.end, piece.left, piece.right)
            if after is not None and instant < after.start:
                return _between(instant, piece.end, after.start, piece.right, after.left)
        return last.right

    @property
    def breaks(self) -> tuple[tuple[float, int], ...]:
        """Where the axis is broken (middle), and how long the gap is."""
        pairs = pairwise(self.pieces)
        return tuple(((a.right + b.left) / 2, b.start - a.end) for a, b in pairs)

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.pieces[-1].right


def _between(value: int, low: int, high: int, left: float, right: float) -> float:
    return left if high == low else left + (right - left) * (value - low) / (high - low)


def _cuts(instants: list[int], most: int = 4) -> list[tuple[int, int]]:
    """The gaps to leave out: days long, and each more than two fifths of what remains."""
    gaps = sorted(((b - a, a, b) for a, b in pairwise(instants)), reverse=True)
    total = instants[-1] - instants[0]
    cut: list[tuple[int, int]] = []
    for length, start, end in gaps[:most]:
        long = length >= 5 * DAY or (length >= 2 * DAY and length > 0.65 * total)
        if not long or length < 0.4 * total or len(instants) < 3:
            break
        cut.append((start, end))
        total -= length
    return sorted(cut)


def axis(instants: list[int], left: float, right: float, anchor: int | None = None) -> Axis:
    """An axis for some instants between two places.

    >>> axis([0, 60, 60 * 24 * 90], 0, 100).breaks[0][1] // 60
    2159
    """
    points = sorted(set(instants)) or [0]
    if len(points) == 1:
        points = [points[0], points[0] + DAY]
    cuts = _cuts(points)
    starts = [points[0], *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), points[-1]]
    room = right - left - _BREAK * len(cuts)
    lengths = [e - s for s, e in zip(starts, ends, strict=True)]
    widths = _shares(lengths, room)
    pieces: list[Piece] = []
    at = left
    for start, end, wide in zip(starts, ends, widths, strict=True):
        pieces.append(Piece(start, end, at, at + wide))
        at += wide + _BREAK
    return Axis(tuple(pieces), anchor)


def _shares(lengths: list[int], room: float) -> list[float]:
    """Widths in proportion to lengths, none below the least."""
    least = min(_LEAST, room / max(1, len(lengths)) * 0.7)
    floor = [least if length else least * 0.5 for length in lengths]
    spare = room - sum(floor)
    total = sum(lengths) or 1
    return [f + spare * length / total for f, length in zip(floor, lengths, strict=True)]


def _step(piece: Piece, apart: float) -> int | None:
    """The least step of ticks that stand far enough apart."""
    length = piece.end - piece.start
    if not length:
        return None
    per = (piece.right - piece.left) / length
    return next((step for step in _STEPS if step * per >= apart), None)


def _label(instant: int, anchor: int | None) -> str:
    """Hours or days from the anchor near it, else a date."""
    if anchor is None or not 0 <= instant - anchor <= 60 * DAY:
        return short_day(instant)
    return "attack" if instant == anchor else span_text(instant - anchor)


def ticks(line: Axis, apart: float = 78.0) -> list[Tick]:
    """Marks that do not collide: the anchor first, then where pieces begin, then regular steps."""
    first: list[int] = []
    rest: list[int] = []
    for piece in line.pieces:
        inside = line.anchor is not None and piece.start <= line.anchor <= piece.end
        origin = line.anchor if inside and line.anchor is not None else piece.start
        first.insert(0 if inside else len(first), origin)
        step = _step(piece, apart)
        if step is not None:
            rest += range(origin + step, piece.end + 1, step)
    marks: list[Tick] = []
    for instant in (*first, *rest):
        mark = Tick(line.x(instant), _label(instant, line.anchor))
        if all(abs(mark.x - m.x) > (width(mark.label, 13) + width(m.label, 13)) / 2 + 12 for m in marks):
            marks.append(mark)
    return sorted(marks)
