"""Dates without a time of day: what holds at whatever minute they were, and what turns on it.

`2027-03-03` is an unknown minute of that day, `2012-06` one of that month. Events of one date follow each
other in the order in which they are written. Only some minutes can make a difference: the first and last of
the span, and those at which a deadline, another event or anything that the record dates falls. So a few exact
timelines, the *worlds*, stand for all; what differs between them is unsettled for lack of precision, and says
whose time would settle it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from foedus.base import DAY, instant_text
from foedus.engine.claims import Ran
from foedus.model import DecisionLife, Duty, Event, Record, Timeline

T = TypeVar("T")
Times = Mapping[int, int]
WORLDS = 256
_ROUNDS = 3


class World(NamedTuple):
    """An exact assignment of minutes (order of an event → instant), where each was aimed at, and its record."""

    times: Times
    aims: tuple[int, ...]
    ran: Ran

    @property
    def record(self) -> Record:
        """What happened in it."""
        return self.ran.record


class Doubt(NamedTuple):
    """Something that is unsettled for lack of precision: which duty, decision or outcome, and whose time
    settles it."""

    key: str
    text: str
    events: tuple[int, ...]


class Precise(NamedTuple):
    """The record by dates, with what is doubtful marked so; the exact worlds behind it; whether some were
    left out."""

    record: Record
    worlds: tuple[World, ...]
    doubts: tuple[Doubt, ...] = ()
    capped: bool = False

    def settled(self, value: Callable[[Ran], T]) -> "tuple[T | None, tuple[int, ...]]":
        """What a statement comes to: its value if all worlds agree, else None and the events whose time
        settles it."""
        return _agree([(world, value(world.ran)) for world in self.worlds])


def imprecise(timeline: Timeline) -> tuple[Event, ...]:
    """The events whose minute is unknown, in written order."""
    return tuple(event for event in timeline.events if not event.when.exact)


def run_precise(timeline: Timeline, evaluate: Callable[[Times | None], Ran], most: int = WORLDS) -> Precise:
    """Run a timeline at every assignment of minutes that could matter.

    Args:
        timeline: the events.
        evaluate: a run, given the exact minute of each imprecise event by its order, or None for the record
            by dates.
        most: how many worlds at the most; beyond that, events are moved one at a time and a note says so.
    """
    shown = evaluate(None)
    loose = imprecise(timeline)
    if not loose:
        return Precise(shown.record, (World({}, (), shown),))
    search = _Search(timeline, loose, evaluate, most)
    worlds = search.all()
    doubts = _doubts(worlds, loose)
    return Precise(_marked(shown.record, doubts, search.capped), worlds, doubts, search.capped)


# ---- the worlds ----------------------------------------------------------------------------------


class _Search:
    """Finds the worlds: moves each event to the instants that matter for it."""

    def __init__(
        self,
        timeline: Timeline,
        loose: Sequence[Event],
        evaluate: Callable[[Times | None], Ran],
        most: int,
    ) -> None:
        self.loose = loose
        self.evaluate = evaluate
        self.most = most
        self.capped = False
        self.found: dict[tuple[int, ...], World] = {}
        self.groups = _by_date(timeline.events)
        self.fixed = {event.when.earliest for event in timeline.events if event.when.exact}
        self.first = tuple(event.when.earliest for event in loose)

    def all(self) -> tuple[World, ...]:
        """The worlds, the one with everything as early as can be first."""
        base = self.world(self.first)
        marks = [{event.when.earliest, event.when.latest} for event in self.loose]
        for group in self.groups:
            mine = {event.order for event in group}
            late = self.world(
                tuple(e.when.latest if e.order in mine else e.when.earliest for e in self.loose)
            )
            if sum(e in group for e in self.loose) > 1 and _story(late.record) != _story(base.record):
                self.apart(mine)
        for _ in range(_ROUNDS):
            fresh = self.marks(base)
            if all(new <= old for new, old in zip(fresh, marks, strict=True)):
                break
            marks = [new | old for new, old in zip(fresh, marks, strict=True)]
            self.spread(marks)
        return tuple(self.found.values())

    def apart(self, orders: set[int]) -> None:
        """Move the events of one date one by one, to see whose time it is that matters."""
        for i, event in enumerate(self.loose):
            if event.order in orders and len(self.found) < self.most:
                self.world(self.moved(i, event.when.latest))

    def moved(self, index: int, to: int) -> tuple[int, ...]:
        return (*self.first[:index], to, *self.first[index + 1 :])

    def world(self, aims: tuple[int, ...]) -> World:
        """The world in which each event is as near as can be to where it is aimed at."""
        times = self.place(aims)
        key = tuple(times.values())
        if key not in self.found:
            self.found[key] = World(times, aims, self.evaluate(times))
        return self.found[key]

    def place(self, aims: Sequence[int]) -> dict[int, int]:
        """Exact minutes: each event at its aim or, where another of its date is in the way, successively
        after it."""
        times = {event.order: aim for event, aim in zip(self.loose, aims, strict=True)}
        for group in self.groups:
            _in_order(group, times)
        return times

    def spread(self, marks: Sequence[set[int]]) -> None:
        """Run every combination of marks; one event at a time where that is too many."""
        inner = [m if len(m) > 2 else {e.when.earliest} for e, m in zip(self.loose, marks, strict=True)]
        size = 1
        for choices in inner:
            size *= len(choices)
        if size + len(self.found) <= self.most:
            for aims in product(*(sorted(choices) for choices in inner)):
                self.world(aims)
            return
        self.capped = True
        for i, choices in enumerate(marks):
            for aim in sorted(choices):
                if len(self.found) < self.most:
                    self.world(self.moved(i, aim))

    def marks(self, base: World) -> list[set[int]]:
        """For each event the minutes of its span that may matter: see the module's text."""
        out: list[set[int]] = []
        dated = {key: _instants(world.record) | self.fixed for key, world in self.found.items()}
        for i, event in enumerate(self.loose):
            own = {e.order for group in self.groups if event in group for e in group}
            at: set[int] = set()
            for key, world in self.found.items():
                at |= dated[key] - {world.times[order] for order in own if order in world.times}
                at |= self.shifted(i, event, base, world, dated)
            low, high = event.when.earliest, event.when.latest
            near = {near for mark in at for near in (mark - 1, mark, mark + 1) if low < near < high}
            out.append({low, high} | near)
        return out

    def shifted(
        self, index: int, event: Event, base: World, world: World, dated: Mapping[tuple[int, ...], set[int]]
    ) -> set[int]:
        """Where the event would have to be for a clock that runs from it to meet something else."""
        by = world.times[event.order] - base.times[event.order]
        if not by:
            return set()
        mine, theirs = dated[tuple(world.times.values())], dated[tuple(base.times.values())]
        with_it = {t for t in theirs if t + by in mine and t not in mine and t > base.times[event.order]}
        low, high = event.when.earliest, event.when.latest
        start = base.times[event.order]
        return {x - (t - start) for t in with_it for x in theirs - with_it if low <= x - (t - start) <= high}


def _by_date(events: Sequence[Event]) -> list[list[Event]]:
    """Events of one date in written order: those of one day, and those given the very same month or year."""
    groups: dict[object, list[Event]] = {}
    for event in events:
        when = event.when
        key = when.earliest // DAY if when.precision in ("minute", "day") else when
        groups.setdefault(key, []).append(event)
    return [group for group in groups.values() if any(not event.when.exact for event in group)]


def _in_order(group: Sequence[Event], times: dict[int, int]) -> None:
    """Push the events of one date apart so that each is after the one before it; an exact one never moves."""
    for one, other in pairwise(group):
        if not other.when.exact:
            times[other.order] = max(times[other.order], _time(one, times) + 1)
    for one, other in zip(group[-2::-1], group[::-1], strict=False):
        if not one.when.exact:
            times[one.order] = min(times[one.order], _time(other, times) - 1)
    for event in group:  # what an exact event beside it makes impossible stays within its span
        if not event.when.exact:
            span = event.when
            times[event.order] = min(max(times[event.order], span.earliest), span.latest)


def _time(event: Event, times: Mapping[int, int]) -> int:
    return times.get(event.order, event.when.earliest)


def _instants(record: Record) -> set[int]:
    """Every instant that the record dates."""
    out: set[int | None] = {change.at for change in record.changes}
    for duty in record.duties:
        out |= {duty.since, duty.due, duty.ended, duty.performed}
    for decision in record.decisions:
        out |= {decision.opened, decision.due, decision.closed}
    for status in record.statuses:
        out |= {status.since, status.until}
    return {at for at in out if at is not None}


# ---- what differs --------------------------------------------------------------------------------


def _story(record: Record) -> tuple[object, ...]:
    """What a record comes to, without the instants that only shift."""
    duties = tuple((d.key, *_fate(d)) for d in record.duties)
    return duties, tuple((d.key, *_course(d)) for d in record.decisions), _codes(record)


def _agree(values: "Sequence[tuple[World, T]]") -> "tuple[T | None, tuple[int, ...]]":
    first = values[0][1]
    other = [world for world, value in values if value != first]
    if not other:
        return first, ()
    same = [world for world, value in values if value == first]
    pairs = [(a, b) for a in same[:16] for b in other]
    return None, min((_moved(a, b) for a, b in pairs), key=lambda orders: (len(orders), orders))


def _moved(one: World, other: World) -> tuple[int, ...]:
    """The events that are elsewhere."""
    orders = tuple(one.times)
    return tuple(o for o, a, b in zip(orders, one.aims, other.aims, strict=True) if a != b)


def _fate(duty: Duty | None) -> tuple[str, bool, int | None]:
    if duty is None:
        return "", True, None
    late = duty.performed is not None and duty.status == "breached"
    return ("late" if late else duty.status), duty.sure, duty.due


def _course(decision: DecisionLife | None) -> tuple[str, bool, int | None]:
    return (decision.status, decision.by_default, decision.due) if decision else ("", False, None)


def _doubts(worlds: Sequence[World], loose: Sequence[Event]) -> tuple[Doubt, ...]:
    """What differs between the worlds: the fate or the deadline of a duty, a decision, the outcome."""
    out: list[Doubt] = []
    duties = [(world, {d.key: d for d in world.record.duties}) for world in worlds]
    for key in dict.fromkeys(key for _, mine in duties for key in mine):
        one = next(mine[key] for _, mine in duties if key in mine)
        name = f"{one.bearer}, {one.action} under {one.ref.label}"
        out += _doubt(key, name, [(world, _fate(mine.get(key))) for world, mine in duties], loose)
    decisions = [(world, {d.key: d for d in world.record.decisions}) for world in worlds]
    for key in dict.fromkeys(key for _, mine in decisions for key in mine):
        course = next(mine[key] for _, mine in decisions if key in mine)
        name = f"{course.rule} decides {course.subject} under {course.ref.label}"
        out += _doubt(key, name, [(world, _course(mine.get(key))) for world, mine in decisions], loose)
    codes = [(world, (_codes(world.record), True, None)) for world in worlds]
    return (*out, *_doubt("outcome", "the outcome", codes, loose))


def _codes(record: Record) -> str:
    return ", ".join(outcome.code for outcome in record.outcomes[:1])


def _doubt(
    key: str,
    name: str,
    values: "Sequence[tuple[World, tuple[str, bool, int | None]]]",
    loose: Sequence[Event],
) -> list[Doubt]:
    fate, events = _agree([(world, value[:2]) for world, value in values])
    if fate is None:
        seen = dict.fromkeys(value[0] or "never arises" for _, value in values)
        said = " or ".join(seen) if len(seen) > 1 else "sure or not"
        return [Doubt(key, f"{name}: {said}, which turns on {_which(events, loose)}", events)]
    due, events = _agree([(world, (value[2],)) for world, value in values])
    if due is None:
        dues = [value[2] for _, value in values if value[2] is not None]
        span = f"between {instant_text(min(dues))} and {instant_text(max(dues))}"
        return [Doubt(key, f"{name}: its deadline is {span}, which turns on {_which(events, loose)}", events)]
    return []


def _which(orders: Iterable[int], loose: Sequence[Event]) -> str:
    """The events whose time would settle it, as people name them."""
    by_order = {event.order: event for event in loose}
    names = [
        f"the {'time of day' if by_order[o].when.precision == 'day' else 'day and time'} of "
        f"{by_order[o].name or 'what happened'} on {by_order[o].when}"
        for o in orders
    ]
    return " and ".join(names)


def _marked(record: Record, doubts: Sequence[Doubt], capped: bool) -> Record:
    """The record by dates with its doubtful duties marked so, and a note for each doubt."""
    by_key = {doubt.key: doubt for doubt in doubts}
    duties = tuple(
        replace(duty, sure=False, why=by_key[duty.key].text) if duty.key in by_key else duty
        for duty in record.duties
    )
    notes = tuple(f"unsettled for lack of precision: {doubt.text}" for doubt in doubts)
    if capped:
        notes += ("too many dates without a time of day: each was tried by itself, not all together",)
    return replace(record, duties=duties, notes=(*record.notes, *notes))
