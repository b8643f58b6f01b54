"""The exact timelines that stand for one whose dates give no time of day.

An event of unknown minute matters only in how it stands to deadlines, to other events and to what else the record
dates. So it is tried at the first and the last minute of its span, and around every such instant within it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from foedus.base import DAY
from foedus.engine.run import Ran
from foedus.model import DecisionLife, Duty, Event, Record, Timeline

Times = Mapping[int, int]
Unit = tuple[Event, ...]
WORLDS = 256
_ROUNDS = 3


class World(NamedTuple):
    """An exact assignment of minutes (order of an event → instant), where each was aimed at, and its record."""

    times: Times
    aims: Times
    ran: Ran

    @property
    def record(self) -> Record:
        """What happened in it."""
        return self.ran.record


def imprecise(timeline: Timeline) -> tuple[Event, ...]:
    """The events whose minute is unknown, in written order."""
    return tuple(event for event in timeline.events if not event.when.exact)


class Search:
    """Finds the worlds: moves each unit to the instants that matter for it.

    A unit is what one sentence of the timeline says (`A, B and C ratify`): its events move together.
    """

    def __init__(
        self, timeline: Timeline, evaluate: Callable[[Times | None], Ran], most: int, windows: bool
    ) -> None:
        self.units = _units(imprecise(timeline))
        self.evaluate = evaluate
        self.most = most
        self.windows = windows
        self.capped = False
        self.found: dict[tuple[int, ...], World] = {}
        self.groups = _by_date(timeline.events)
        self.fixed = {event.when.earliest for event in timeline.events if event.when.exact}
        self.first = tuple(unit[0].when.earliest for unit in self.units)

    def all(self) -> tuple[World, ...]:
        """The worlds, the one with everything as early as can be first."""
        base = self.world(self.first)
        marks = [{unit[0].when.earliest, unit[0].when.latest} for unit in self.units]
        late = self.world(tuple(unit[0].when.latest for unit in self.units))
        if self.windows or story(late.record) != story(base.record):
            self.by_date(base)
        for _ in range(_ROUNDS):
            fresh = self.marks(base)
            if all(new <= old for new, old in zip(fresh, marks, strict=True)):
                break
            marks = [new | old for new, old in zip(fresh, marks, strict=True)]
            self.spread(marks)
        return tuple(self.found.values())

    def by_date(self, base: World) -> None:
        """Move the events of one date after the other, and one by one where that makes a difference."""
        for group in self.groups:
            mine = [i for i, unit in enumerate(self.units) if unit[0] in group]
            last = [unit[0].when.latest for unit in self.units]
            late = self.world(tuple(last[i] if i in mine else first for i, first in enumerate(self.first)))
            if len(mine) > 1 and story(late.record) != story(base.record):
                self.one_by_one([last[i : i + 1] if i in mine else [] for i in range(len(last))])

    def moved(self, index: int, to: int) -> tuple[int, ...]:
        return (*self.first[:index], to, *self.first[index + 1 :])

    def world(self, aims: tuple[int, ...]) -> World:
        """The world in which each unit is as near as can be to where it is aimed at."""
        times = {event.order: aim for unit, aim in zip(self.units, aims, strict=True) for event in unit}
        for group in self.groups:
            _in_order(group, times)
        key = tuple(times.values())
        if key not in self.found:
            self.found[key] = World(
                times,
                {u[0].order: aim for u, aim in zip(self.units, aims, strict=True)},
                self.evaluate(times),
            )
        return self.found[key]

    def one_by_one(self, marks: Sequence[Iterable[int]]) -> None:
        """Move each unit alone to its marks."""
        for i, choices in enumerate(marks):
            for aim in choices:
                if len(self.found) < self.most:
                    self.world(self.moved(i, aim))

    def spread(self, marks: Sequence[set[int]]) -> None:
        """Run every combination of marks; one unit at a time where that is too many."""
        inner = [m if len(m) > 2 else {low} for low, m in zip(self.first, marks, strict=True)]
        size = 1
        for choices in inner:
            size *= len(choices)
        if size + len(self.found) <= self.most:
            for aims in product(*(sorted(choices) for choices in inner)):
                self.world(aims)
            return
        self.capped = True
        self.one_by_one([sorted(choices) for choices in marks])

    def marks(self, base: World) -> list[set[int]]:
        """For each unit the minutes of its span that may matter: see the module's text."""
        out: list[set[int]] = []
        dated = {key: _instants(world.record) | self.fixed for key, world in self.found.items()}
        for unit in self.units:
            own = {e.order for group in self.groups if unit[0] in group for e in group}
            at: set[int] = set()
            for key, world in self.found.items():
                at |= dated[key] - {world.times[order] for order in own if order in world.times}
                if self.apart(base, world):
                    at |= self.shifted(unit[0], base, world, dated)
            low, high = unit[0].when.earliest, unit[0].when.latest
            near = {near for mark in at for near in (mark - 1, mark, mark + 1) if low < near < high}
            out.append({low, high} | near)
        return out

    def apart(self, base: World, world: World) -> bool:
        """Whether only events of one date are elsewhere, so that what shifts with them is their own."""
        moved = [u[0] for u in self.units if world.aims[u[0].order] != base.aims[u[0].order]]
        return any(all(event in group for event in moved) for group in self.groups)

    def shifted(
        self, event: Event, base: World, world: World, dated: Mapping[tuple[int, ...], set[int]]
    ) -> set[int]:
        """Where the event would have to be for a clock that runs from it to meet something else."""
        start = base.times[event.order]
        by = world.times[event.order] - start
        if not by:
            return set()
        mine, theirs = dated[tuple(world.times.values())], dated[tuple(base.times.values())]
        with_it = {t for t in theirs if t + by in mine and t not in mine and t > start}
        low, high = event.when.earliest, event.when.latest
        return {x - (t - start) for t in with_it for x in theirs - with_it if low <= x - (t - start) <= high}


def _units(loose: Sequence[Event]) -> list[Unit]:
    """The events by the sentence that says them."""
    out: list[list[Event]] = []
    for event in loose:
        if out and _together(out[-1][0], event):
            out[-1].append(event)
        else:
            out.append([event])
    return [tuple(unit) for unit in out]


def _together(one: Event, other: Event) -> bool:
    """Whether one sentence says both: then they happen at one instant."""
    return other.span is not None and one.span == other.span


def _by_date(events: Sequence[Event]) -> list[list[Event]]:
    """Events of one date in written order: those of one day, and those given the very same month or year."""
    groups: dict[object, list[Event]] = {}
    for event in events:
        when = event.when
        key = when.earliest // DAY if when.precision in ("minute", "day") else when
        groups.setdefault(key, []).append(event)
    return [group for group in groups.values() if any(not event.when.exact for event in group)]


def _in_order(group: Sequence[Event], times: dict[int, int]) -> None:
    """Push the sentences of one date apart so that each is after the one before it; an exact one never moves."""
    for one, other in pairwise(group):
        if not other.when.exact:
            times[other.order] = max(times[other.order], _time(one, times) + (not _together(one, other)))
    last = group[-1].when.latest + 1
    for event, after in zip(reversed(group), (None, *reversed(group)), strict=False):
        if not event.when.exact:
            apart = after is None or not _together(event, after)
            times[event.order] = min(times[event.order], last - apart, event.when.latest)
            times[event.order] = max(
                times[event.order], event.when.earliest
            )  # beside an exact event no room may be left
        last = _time(event, times)


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


# ---- what a record comes to ----------------------------------------------------------------------


def fate(duty: Duty | None) -> tuple[str, bool, int | None]:
    """What became of a duty, whether that is sure, and when it was due."""
    if duty is None:
        return "", True, None
    late = duty.performed is not None and duty.status == "breached"
    return ("late" if late else duty.status), duty.sure, duty.due


def course(decision: DecisionLife | None) -> tuple[str, bool, int | None]:
    """How a decision ended, whether by default, and when it was due."""
    return (decision.status, decision.by_default, decision.due) if decision else ("", False, None)


def story(record: Record) -> tuple[object, ...]:
    """What a record comes to, without the instants that only shift."""
    duties = tuple((d.key, *fate(d)) for d in record.duties)
    return duties, tuple((d.key, *course(d)) for d in record.decisions), codes(record)


def codes(record: Record) -> str:
    """The headline outcome."""
    return ", ".join(outcome.code for outcome in record.outcomes[:1])
