"""Dates without a time of day: what holds at whatever minute they were, and what turns on it.

`2027-03-03` is an unknown minute of that day, `2012-06` one of that month. Events of one date follow each
other in the order in which they are written. Only some minutes can make a difference: the first and last of
the span, and those at which a deadline, another event or anything that the record dates falls. So a few exact
timelines, the *worlds*, stand for all; what differs between them is unsettled for lack of precision, and says
whose time would settle it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from foedus.base import instant_text
from foedus.engine.run import Ran
from foedus.engine.worlds import WORLDS, Search, Times, Unit, World, codes, course, fate, imprecise
from foedus.model import Record, Timeline

T = TypeVar("T")
KIND_WORDS = {
    "invoke": "invocation", "ratify": "ratification", "sign": "signature", "accede": "accession", "withdraw": "notice",
    "waive": "waiver", "attribute": "attribution", "declare": "declaration", "object": "objection", "find": "finding",
    "decide": "decision", "enact": "enactment", "begin": "beginning",
}  # fmt: skip


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


def run_precise(
    timeline: Timeline, evaluate: Callable[[Times | None], Ran], most: int = WORLDS, windows: bool = True
) -> Precise:
    """Run a timeline at every assignment of minutes that could matter.

    Args:
        timeline: the events.
        evaluate: a run, given the exact minute of each imprecise event by its order, or None for the record
            by dates.
        most: how many worlds at the most; beyond that, events are moved one at a time and a note says so.
        windows: whether the draft looks back over a time (`within the last 7 days`), which no deadline shows.
    """
    loose = imprecise(timeline)
    if not loose:
        shown = evaluate(None)
        return Precise(shown.record, (World({}, {}, shown),))
    search = Search(timeline, evaluate, most, windows)
    worlds = search.all()
    doubts = _doubts(worlds, search.units)
    return Precise(_marked(worlds[0].record, doubts, search.capped), worlds, doubts, search.capped)


# ---- what differs --------------------------------------------------------------------------------


def _agree(values: "Sequence[tuple[World, T]]") -> "tuple[T | None, tuple[int, ...]]":
    first = values[0][1]
    other = [world for world, value in values if value != first]
    if not other:
        return first, ()
    same = [world for world, value in values if value == first]
    pairs = [(a, b) for a in same[:16] for b in other]
    return None, min((_moved(a, b) for a, b in pairs), key=lambda orders: (len(orders), orders))


def _moved(one: World, other: World) -> tuple[int, ...]:
    """The events (by order, the first of each sentence) that are aimed elsewhere."""
    return tuple(order for order, aim in one.aims.items() if other.aims[order] != aim)


def _doubts(worlds: Sequence[World], loose: Sequence[Unit]) -> tuple[Doubt, ...]:
    """What differs between the worlds: the fate or the deadline of a duty, a decision, the outcome."""
    out: list[Doubt] = []
    duties = [(world, {d.key: d for d in world.record.duties}) for world in worlds]
    for key in dict.fromkeys(key for _, mine in duties for key in mine):
        one = next(mine[key] for _, mine in duties if key in mine)
        name = f"{one.bearer}, {one.action} under {one.ref.label}"
        out += _doubt(key, name, [(world, fate(mine.get(key))) for world, mine in duties], loose)
    decisions = [(world, {d.key: d for d in world.record.decisions}) for world in worlds]
    for key in dict.fromkeys(key for _, mine in decisions for key in mine):
        life = next(mine[key] for _, mine in decisions if key in mine)
        name = f"{life.rule} decides {life.subject} under {life.ref.label}"
        out += _doubt(key, name, [(world, course(mine.get(key))) for world, mine in decisions], loose)
    outcome = [(world, (codes(world.record), True, None)) for world in worlds]
    return (*out, *_doubt("outcome", "the outcome", outcome, loose))


def _doubt(
    key: str,
    name: str,
    values: "Sequence[tuple[World, tuple[str, bool, int | None]]]",
    loose: Sequence[Unit],
) -> list[Doubt]:
    same, events = _agree([(world, value[:2]) for world, value in values])
    if same is None:
        seen = dict.fromkeys(value[0] or "never arises" for _, value in values)
        said = " or ".join(seen) if len(seen) > 1 else "sure or not"
        return [Doubt(key, f"{name}: {said}, which turns on {_which(events, loose)}", events)]
    due, events = _agree([(world, (value[2],)) for world, value in values])
    if due is None:
        dues = [value[2] for _, value in values if value[2] is not None]
        span = f"between {instant_text(min(dues))} and {instant_text(max(dues))}"
        return [Doubt(key, f"{name}: its deadline is {span}, which turns on {_which(events, loose)}", events)]
    return []


def _which(orders: Iterable[int], loose: Sequence[Unit]) -> str:
    """The events whose time would settle it, as people name them."""
    by_order = {unit[0].order: unit for unit in loose}
    return " and ".join(_name(by_order[order]) for order in orders)


def _name(unit: Unit) -> str:
    one = unit[0]
    time = "time of day" if one.when.precision == "day" else "day and time"
    what = f"“{one.name}”" if one.name else f"the {KIND_WORDS.get(one.kind, one.kind)}"
    return f"the {time} of {what} of {one.when}"


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
