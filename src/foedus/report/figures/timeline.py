"""One timeline as a picture: what happens on top, then decisions, then one lane for each party."""

from collections.abc import Sequence

from foedus.base import DAY
from foedus.model import Record, Timeline
from foedus.report.figures import happenings
from foedus.report.figures.axis import Axis, axis, ticks
from foedus.report.figures.lanes import place, width
from foedus.report.figures.rows import HEIGHT, Frame, Href, Rel, Row, decision_row, duty_row, hatch_row
from foedus.report.markup import Markup, el, join
from foedus.report.words import (
    capital,
    count,
    day_text,
    listed,
    outcome_text,
    short_day,
    shown,
    span_text,
)

WIDTH, LEFT, RIGHT = 1040.0, 196.0, 1010.0
_LABEL = 176.0
_GAP = 17.0
_MOST = 48


def anchor_of(record: Record) -> int | None:
    """The instant from which hours are counted: the first attack."""
    return min((o.at for o in record.occurrences), default=None)


def relative(anchor: int | None) -> Rel:
    """How instants are named: hours from the attack near it, else dates."""

    def said(instant: int) -> str:
        if anchor is None or not 0 <= instant - anchor <= 60 * DAY:
            return short_day(instant)
        return span_text(instant - anchor)

    return said


def _instants(record: Record, found: Sequence[happenings.Mark]) -> list[int]:
    """Every instant that the picture shows."""
    every = [mark.at for mark in found]
    for duty in shown(record):
        every += [i for i in (duty.since, duty.due, duty.ended, duty.performed) if i is not None]
    for decision in record.decisions:
        every += [i for i in (decision.opened, decision.closed) if i is not None]
    every += [o.at for o in record.occurrences]
    still = any(d.status in ("owed", "breached") and d.performed is None for d in shown(record))
    still = still or any(d.closed is None for d in record.decisions)
    if still or not every:  # what is open at the end runs to the end
        every.append(record.until)
    return sorted({i for i in every if i <= record.until} or {record.until})


def _rows(record: Record, frame: Frame, bound: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """The rows of decisions and those of parties."""
    decisions = record.decisions[:8]
    many = len({d.ref.label for d in decisions}) > 1
    labels = [
        f"Decision, {d.ref.label}" if many else "Decision" if i == 0 else "" for i, d in enumerate(decisions)
    ]
    first = [decision_row(d, frame, record, label) for d, label in zip(decisions, labels, strict=True)]
    duties = sorted(shown(record), key=lambda d: (_order(d.bearer, bound, record), d.since, d.due or 0))
    rows: list[Row] = []
    last = ""
    for duty in duties[:_MOST]:
        rows.append(duty_row(duty, frame, duty.bearer if duty.bearer != last else ""))
        last = duty.bearer
    return first, [*rows, *_free(record, frame, bound)]


def _order(bearer: str, bound: Sequence[str], record: Record) -> int:
    """Guarantors in their order, then the others as they come."""
    if bearer in bound:
        return bound.index(bearer)
    return len(bound) + next((i for i, d in enumerate(record.duties) if d.bearer == bearer), 0)


def why_free(record: Record, party: str) -> str:
    """Why a party owes nothing, where the record shows it."""
    force = [s for s in record.statuses if s.kind == "force"]
    when = anchor_of(record)
    mine = [s for s in force if s.who == party]
    if when is None or not any(s.who for s in force):
        return ""
    if not any(s.since <= when and (s.until is None or when <= s.until) for s in mine):
        return (
            "the text was not in force for it at the attack"
            if not any(s.since <= when for s in mine)
            else ("the text was no longer in force for it")
        )
    return ""


def free_parties(record: Record, bound: Sequence[str]) -> dict[str, list[str]]:
    """Guarantors that owe nothing in the record, by the reason."""
    busy = {name for duty in shown(record) for name in (duty.bearer, *duty.members)}
    if not record.occurrences:
        return {}
    groups: dict[str, list[str]] = {}
    for party in bound:
        if party not in busy:
            groups.setdefault(why_free(record, party), []).append(party)
    return groups


def _free(record: Record, frame: Frame, bound: Sequence[str]) -> list[Row]:
    """Hatched rows for guarantors that owe nothing, one for each reason."""
    rows: list[Row] = []
    duties = shown(record)
    start = anchor_of(record)
    since = min((d.since for d in duties), default=start if start is not None else frame.end)
    until = max((d.due or frame.end for d in duties), default=frame.end)
    groups = free_parties(record, bound)
    if (
        sum(map(len, groups.values())) == len(bound) and len(groups) > 1
    ):  # nobody owes anything: one row says so
        groups = {"": list(bound)}
    for why, names in groups.items():
        label = names[0] if len(names) == 1 else _short_list(names, len(names) == len(bound))
        said = f"{'owes' if len(names) == 1 else 'owe'} nothing{': ' + why if why else ''}"
        if len(names) > 1:
            said = said.replace(" for it", " for them")
        rows.append(hatch_row(label, said, frame.axis.x(since), frame.axis.x(min(until, frame.end)), frame))
    return rows


def _short_list(names: list[str], everyone: bool) -> str:
    """Several parties as the label of one lane."""
    if all(name.startswith("Guarantor ") for name in names):
        letters = [name.removeprefix("Guarantor ") for name in names]
        said = f"Guarantors {letters[0]} to {letters[-1]}" if everyone else f"Guarantors {listed(letters)}"
    else:
        said = listed(names)
    return said if width(said, 15, True) < _LABEL else f"{count(len(names), 'guarantor')}".capitalize()


def _lane_label(said: str, y: float) -> Markup:
    """The name of a lane, in two lines if it is long."""
    if width(said, 15, True) <= _LABEL or " " not in said:
        return el("text", said, x=_LABEL, y=y, class_="lane", text_anchor="end")
    middle = len(said) // 2
    at = min((i for i, c in enumerate(said) if c == " "), key=lambda i: abs(i - middle))
    parts = (happenings.cut(said[:at], 26), happenings.cut(said[at + 1 :], 26))
    return join(
        el("text", part, x=_LABEL, y=y - 8 + 16 * i, class_="lane", text_anchor="end")
        for i, part in enumerate(parts)
    )


def _top(found: Sequence[happenings.Mark], line: Axis) -> tuple[Markup, float]:
    """The lane of events, drawn from y = 0 down; and its height."""
    placed = place([(line.x(m.at), m.label) for m in found], LEFT - 14, WIDTH)
    above = max((p.row + 1 for p in placed if p.row >= 0), default=1)
    below = max((-p.row for p in placed if p.row < 0), default=0)
    middle = above * 19 + 12.0
    parts = [
        el(
            "line",
            x1=p.left,
            x2=p.right + (0 if p is line.pieces[-1] else 18),
            y1=middle,
            y2=middle,
            class_="axis",
        )
        for p in line.pieces
    ]
    for one in placed:
        mark = found[one.mark]
        x = line.x(mark.at)
        y = middle - 14 - 19 * one.row if one.row >= 0 else middle + 24 + 19 * (-one.row - 1)
        if one.row > 0 or one.row < -1:
            stop = y + 4 if one.row >= 0 else y - 12
            parts.append(el("line", x1=x, x2=x, y1=middle, y2=stop, class_="leader"))
        parts.append(el("text", mark.label, x=one.left, y=y, class_="ev"))
    parts += [
        happenings.draw(mark, line.x(mark.at), middle)
        for mark in sorted(found, key=lambda m: m.shape == "attack")
    ]
    parts.append(_lane_label("What happens", middle + 5))
    return join(parts), middle + 16 + 19.0 * below


def _breaks(line: Axis, top: float, bottom: float) -> Markup:
    """The breaks in the axis: a torn strip through all lanes, with how long it leaves out."""
    parts: list[Markup] = []
    for x, length in line.breaks:
        teeth = int((bottom - top) // 12) + 1
        edge = "".join(f"l{4 if i % 2 == 0 else -4} 6" for i in range(2 * teeth))
        back = "".join(f"l{-4 if i % 2 == 0 else 4} -6" for i in range(2 * teeth - 1, -1, -1))
        shape = f"M{x - 9:.1f} {top:.1f}{edge}l14 0{back}z"
        parts.append(el("path", d=shape, class_="torn"))
        parts.append(el("path", d=f"M{x - 9:.1f} {top:.1f}{edge}M{x + 5:.1f} {top:.1f}{edge}", class_="tear"))
        said = f"{max(1, round(length / DAY))} d"
        parts.append(el("text", said, x=x, y=top - 43, class_="tick", text_anchor="middle"))
    return join(parts)


def _dues(rows: Sequence[tuple[Row, float]], frame: Frame, bottom: float) -> tuple[Markup, float]:
    """Dotted rules where duties fall due, each with its label below; and the height of the labels."""
    found: dict[int, list[float]] = {}
    for row, y in rows:
        if row.due is not None and row.due <= frame.end:
            found.setdefault(row.due, []).append(y)
    dues = sorted(found)
    if not dues:
        return Markup(""), 0.0
    labels = [(frame.axis.x(due), f"due {frame.rel(due)}") for due in dues]
    placed = place(labels, LEFT - 14, WIDTH, one_side=True)
    parts: list[Markup] = []
    deepest = 0
    for i, due in enumerate(dues):
        spot = placed[i]
        deepest = max(deepest, deep := spot.row)
        x = labels[i][0]
        parts.append(el("line", x1=x, x2=x, y1=min(found[due]) - 7, y2=bottom + 6 + 18 * deep, class_="due"))
        parts.append(el("text", labels[i][1], x=spot.left, y=bottom + 20 + 18 * deep, class_="tick"))
    return join(parts), 26.0 + 18 * deepest


def _stack(
    rows: Sequence[Row], y: float, over: list[Markup]
) -> tuple[list[Markup], list[tuple[Row, float]], float]:
    """Rows one below the other from y, and where they end; `over` takes what stands above the breaks."""
    parts: list[Markup] = []
    places: list[tuple[Row, float]] = []
    for row in rows:
        if row.label:
            parts.append(_lane_label(row.label, y + 14.6))
        parts.append(el("g", row.body, transform=f"translate(0 {y:.1f})"))
        over.append(el("g", row.over, transform=f"translate(0 {y:.1f})"))
        places.append((row, y))
        y += row.height + _GAP
    return parts, places, y


def describe(timeline: Timeline, record: Record) -> str:
    """What the picture shows, in sentences."""
    duties = shown(record)
    breaches = sum(d.status == "breached" for d in duties)
    told = (
        outcome_text(record),
        capital(count(len(record.decisions), "decision")),
        capital(count(len(duties), "duty or power", "duties and powers")),
        capital(count(breaches, "breach", "breaches")),
    )
    return f"{timeline.title}. {'. '.join(told)}. The same as a list follows the picture."


def draw(timeline: Timeline, record: Record, bound: Sequence[str] = (), href: Href = lambda ref: "",
         ident: str = "t") -> Markup:  # fmt: skip
    """The picture of a timeline.

    Args:
        timeline: what happens.
        record: what it means.
        bound: the guarantors, as they are shown, in their order.
        href: where the sentence of a ref is printed; "" if it is not.
        ident: makes the ids of this picture unique in a page.
    """
    lanes = frozenset(name for d in shown(record) for name in (d.bearer, *d.members))
    found = happenings.marks(timeline, record, lanes)
    anchor = anchor_of(record)
    line = axis(_instants(record, found), LEFT, RIGHT, anchor)
    frame = Frame(line, LEFT, WIDTH, record.until, relative(anchor), href)
    decisions, parties = _rows(record, frame, bound)
    marks = ticks(line)
    top, high = _top(found, line)
    head = 62 if line.breaks else 44
    over: list[Markup] = []
    first, _, y = _stack(decisions, head + high + 10, over)
    second, places, y = _stack(parties, y + (6 if decisions else 0), over)
    bottom = y - _GAP + 8
    due, extra = _dues(places, frame, bottom)
    grid = [el("line", x1=t.x, x2=t.x, y1=head - 14, y2=bottom, class_="grid") for t in marks]
    grid += [el("text", t.label, x=t.x, y=head - 24, class_="tick", text_anchor="middle") for t in marks]
    when = f"; the attack came on {day_text(anchor, time=True)} UTC" if anchor is not None else ""
    return el(
        "svg",
        el("title", f"{timeline.title}: who owes what by when", id=f"{ident}-title"),
        el("desc", f"{describe(timeline, record)} Times in hours from the attack{when}." if when
           else describe(timeline, record), id=f"{ident}-desc"),
        *grid,
        *first, *second, due,
        _breaks(line, head, bottom),
        *over,
        el("g", top, transform=f"translate(0 {head})"),
        viewBox=f"0 0 {WIDTH:.0f} {bottom + extra + 4:.0f}", class_="fig", role="group",
        aria_labelledby=f"{ident}-title {ident}-desc",
    )  # fmt: skip


def hidden_rows(record: Record) -> int:
    """How many duties the picture leaves to the list."""
    return max(0, len(shown(record)) - _MOST)


__all__ = [
    "HEIGHT",
    "anchor_of",
    "describe",
    "draw",
    "free_parties",
    "hidden_rows",
    "relative",
    "shown",
    "why_free",
]
