"""A case as a timeline that the interpreter runs without reading a text: the same events as its text tells."""

from typing import Any

from msgspec.structs import replace

from foedus.base import When, instant_text
from foedus.cases.cell import Cell
from foedus.cases.incident import PROXY, SEA, STRANGER
from foedus.cases.leaves import Leaf, Way
from foedus.cases.lower import CaseGraph
from foedus.cases.reading import Reading
from foedus.cases.witness import attack_of, fact, occurring, settings
from foedus.engine.prepared import Prepared, joined, prepare
from foedus.model import ActorIs, Draft, Event, Named, PlaceIs, Sentence, Slot, Timeline


def stage(draft: Draft, parts: tuple[str, ...] = ()) -> Prepared:
    """A draft made ready for any of its cases: with the actors and the place that a case may invent.

    Args:
        draft: the draft.
        parts: titles of secret parts to read besides the public ones.
    """
    return prepare(joined(draft, Timeline(title="", declarations=_DECLARED)), parts)


def timeline(case: CaseGraph, cell: Cell, title: str = "", reading: Reading | None = None) -> Timeline:
    """The timeline of a case, as values.

    Args:
        case: the case graph.
        cell: the case.
        title: what to call it.
        reading: the case as read already, if it has been.
    """
    read = reading or Reading(case, cell)
    made = [
        (at, rank, say, _event(case, read, leaf, way, at))
        for at, rank, say, leaf, way in occurring(case, read)
    ]
    found = sorted(made, key=lambda one: one[:3])
    events = tuple(replace(event, order=number) for number, (_, _, _, event) in enumerate(found))
    draft = case.low.prep.draft
    return Timeline(
        title=title, of=(draft.code or draft.title,), choices=tuple(settings(case, read.cell)), events=events,
        declarations=_DECLARED,
    )  # fmt: skip


def _event(case: CaseGraph, reading: Reading, leaf: Leaf | None, way: Way | None, at: int) -> Event:
    if leaf is None or way is None:
        return Event(
            kind=attack_of(case, reading.cell)[0], when=When(at, at), slots=attack_slots(case, reading.cell)
        )
    if leaf.name == "finding":
        return Event(kind="attribute", when=When(at, at), slots=_finding(case, reading))
    event = way.event(at)
    if way.kind == "waive":
        by = Slot(name="by", value=Named(name=fact(case.low, reading.cell, "victim")))
        return replace(event, slots=(by, *event.slots))
    if way.kind == "vote" and case.beside:
        return replace(
            event,
            slots=(*event.slots, Slot(name="case", value=instant_text(case.low.incident.at))),
        )
    if way.kind == "find" and any(s.name == "standard" for s in way.slots):
        day = Slot(name="case", value=instant_text(case.low.incident.at))
        return replace(event, slots=(event.slots[0], day, *event.slots[1:]))
    return event


def _finding(case: CaseGraph, reading: Reading) -> tuple[Slot, ...]:
    number = reading.choices.get("finding", 1) - 1
    return (
        Slot(name="case", value=instant_text(case.low.incident.at)),
        Slot(name="to", value=Named(name=fact(case.low, reading.cell, "attacker"))),
        Slot(name="attribution", value=case.low.incident.values("finding")[number][0]),
    )


def attack_slots(case: CaseGraph, cell: Cell) -> tuple[Slot, ...]:
    """What a case says of its attack."""
    _, by, victim, thing, said = attack_of(case, cell)
    slots = [Slot(name="by", value=Named(name=by)), Slot(name="on", value=Named(name=victim))]
    if thing:
        slots.append(Slot(name="object", value=(thing,)))
    values: dict[str, Any] = dict(said)
    if "means" in values:
        values["means"] = tuple(values["means"])
    if "directed-by" in values:
        values["directed-by"] = Named(name=values["directed-by"])
    return (*slots, *(Slot(name=name, value=value) for name, value in values.items()))


def _sentence(body: Any, text: str) -> Sentence:
    return Sentence(body=body, text=text)


_DECLARED = (
    *(
        _sentence(ActorIs(name=n, traits=("non-state",)), f"actor {n} is non-state")
        for n in (PROXY, STRANGER)
    ),
    _sentence(PlaceIs(name=SEA, relations=()), f"place {SEA}"),
)
