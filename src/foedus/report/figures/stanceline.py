"""How stances moved: a lane for each party and issue, time to the right, a stronger stance higher up."""

from collections.abc import Sequence
from typing import NamedTuple

from foedus.base import parse_when
from foedus.ledger.claims import Claim
from foedus.ledger.proposal import DEMAND
from foedus.ledger.standing import RANK, Cell, course, moments
from foedus.report.figures.happenings import cut
from foedus.report.figures.stances import WORDS, href
from foedus.report.markup import Markup, el, join
from foedus.report.stances import STANCE_WORDS, told_by
from foedus.report.values import Heard
from foedus.report.visible import visible
from foedus.report.words import short_day

WIDTH = 1040.0
_LABEL, _PAST, _LEFT, _RIGHT = 220.0, 270.0, 370.0, 900.0
_LANE, _STEP = 84.0, 8.0
MOST = 24
"""So many lanes at the most; the table holds them all."""


def lanes(heard: Heard) -> list[Cell]:
    """The cells that can be seen to move, or to stay: those with something dated of more than one time."""
    moved = {(c.actor, c.issue) for c in heard.standing.changes}
    times = {
        c: {(x.published_on, x.frame == "past") for x in c.claims if _drawn(x)} for c in heard.standing.cells
    }
    found = [c for c, some in times.items() if len(some) > 1]
    return sorted(found, key=lambda c: (c.actor, c.issue) not in moved)[:MOST]


class Along(NamedTuple):
    """The axis of time: linear from the first day to the last."""

    first: int
    last: int

    def x(self, instant: int) -> float:
        """Where an instant stands."""
        share = (instant - self.first) / (self.last - self.first) if self.last > self.first else 0.0
        return _LEFT + share * (_RIGHT - _LEFT)


def _drawn(one: Claim) -> bool:
    return bool(one.published_on) and one.stance != DEMAND


def _x(one: Claim, along: Along) -> float:
    return _PAST if one.frame == "past" else along.x(parse_when(one.published_on).earliest)


def _y(one: Claim, top: float) -> float:
    return top + _LANE - 22 - RANK[one.stance] * _STEP


def drawn(cell: Cell) -> list[Claim]:
    """The claims of a lane that are drawn: each step, and those of most weight besides."""
    dated = [one for one in cell.claims if _drawn(one)]
    steps = {one.id for line in moments(dated) for one in course(line)}
    return [one for index, one in enumerate(dated) if index < WORDS or one.id in steps]


def _mark(heard: Heard, one: Claim, x: float, y: float) -> Markup:
    """A filled square for a party's own word, an empty one for what others say."""
    kind = "b-owed" if one.voice == "self" else "b-may"
    square = el("rect", x=x - 5, y=y - 5, width=10.0, height=10.0, class_=kind)
    said = f"{one.actor} {STANCE_WORDS[one.stance]} {one.issue}, {told_by(one.voice, one.agents)}, {one.published_on}"
    return el("a", square, href=href(heard, one), aria_label=visible(said))


def _lane(heard: Heard, cell: Cell, top: float, along: Along) -> Markup:
    """One lane: its name, the line of its steps, its marks, and what each step is."""
    mine = drawn(cell)
    steps = [(_x(one, along), one) for line in moments(mine) for one in course(line)]
    parts: list[Markup] = [
        el("text", cut(visible(cell.actor), 26), x=0, y=top + 34, class_="lane"),
        el("text", cut(visible(cell.issue), 32), x=0, y=top + 53, class_="tick"),
        el("line", x1=0, x2=WIDTH, y1=top + _LANE, y2=top + _LANE, class_="rule"),
    ]
    points = [(x, _y(one, top)) for x, one in steps]
    if len(points) > 1:
        path = f"M{points[0][0]:.1f} {points[0][1]:.1f}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in points[1:])
        parts.append(el("path", d=path, class_="axis", fill="none"))
    parts += [
        _mark(heard, one, _x(one, along), _y(one, top))
        for one in sorted(mine, key=lambda c: (_x(c, along), c.id))
    ]
    last = ""
    for x, one in steps:
        if one.stance != last:
            parts.append(el("text", STANCE_WORDS[one.stance], x=x + 10, y=_y(one, top) - 7, class_="ev"))
        last = one.stance
    return join(parts)


def _ticks(dates: Sequence[int], along: Along, past: bool, bottom: float) -> Markup:
    """The dates below the head; where two would cover each other the later one goes without words."""
    parts: list[Markup] = []
    if past:
        parts.append(el("text", "before", x=_PAST, y=18, class_="tick", text_anchor="middle"))
        parts.append(el("line", x1=_PAST, x2=_PAST, y1=26, y2=bottom, class_="grid"))
    free = 0.0
    for instant in dates:
        x = along.x(instant)
        parts.append(el("line", x1=x, x2=x, y1=26, y2=bottom, class_="grid"))
        if x - 42 >= free:
            parts.append(el("text", short_day(instant), x=x, y=18, class_="tick", text_anchor="middle"))
            free = x + 42
    return join(parts)


def draw(heard: Heard, found: Sequence[Cell]) -> Markup:
    """The picture.

    Args:
        heard: what the ledger holds.
        found: the lanes, as `lanes` gives them.
    """
    shown = [one for cell in found for one in drawn(cell)]
    dates = sorted({parse_when(one.published_on).earliest for one in shown})
    along = Along(dates[0], dates[-1])
    bottom = 30 + _LANE * len(found)
    rows = [_lane(heard, cell, 30 + _LANE * index, along) for index, cell in enumerate(found)]
    return el(
        "svg",
        el("title", "How stances moved", id="stanceline-title"),
        el("desc", "A lane for each party and issue. Time runs to the right; a stronger stance stands higher. "
           "The same as a list follows.", id="stanceline-desc"),
        _ticks(dates, along, any(one.frame == "past" for one in shown), bottom), *rows,
        viewBox=f"0 0 {WIDTH:.0f} {bottom + 6:.0f}", class_="fig", role="group",
        aria_labelledby="stanceline-title stanceline-desc",
    )  # fmt: skip


def twin(heard: Heard, found: Sequence[Cell]) -> Markup:
    """The same as a table: each claim in the order of time."""
    head = el(
        "tr", *(el("th", h, scope="col") for h in ("Party", "Issue", "When", "Stance", "In whose voice"))
    )
    rows = [
        el("tr", el("td", visible(cell.actor)), el("td", visible(cell.issue)),
           el("td", f"before {one.published_on}" if one.frame == "past" else one.published_on),
           el("td", el("a", STANCE_WORDS[one.stance], href=href(heard, one))),
           el("td", visible(told_by(one.voice, one.agents))))
        for cell in found
        for one in sorted(drawn(cell), key=lambda c: (c.published_on, c.frame != "past", c.id))
    ]  # fmt: skip
    return el("table", el("thead", head), el("tbody", *rows), class_="twin")
