"""Which cases there are, said once more: from the description of the case space, and from the interpreter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from foedus.base import DAY, When
from foedus.cases.cell import Cell
from foedus.cases.leaves import Leaf
from foedus.cases.reading import Reading
from foedus.cases.scene import timeline
from foedus.engine.run import execute
from foedus.engine.sayings import durations
from foedus.engine.world import lies_in
from foedus.model import Exit, InForce, StateHolds, TerritoryOf, TreatyLasts, walk
from tests.cases.agreement import Bench

MEMORY = 150 * 366 * DAY
YEAR = 366 * DAY


def admitted(of: Bench, cell: Cell) -> bool:
    """Whether a case is one of the case space."""
    return all(_rules(of, cell))


def _rules(of: Bench, cell: Cell) -> Iterator[bool]:
    yield _another(of, cell)
    yield _where_it_lies(of, cell)
    yield from (_in_time(leaf, cell.times[leaf.var]) for leaf in of.case.low.leaves.all.values())
    yield from _ended_after_they_began(of, cell)
    yield from _terms(of, cell)
    yield from _left_what_binds(of, cell)


def _label(of: Bench, cell: Cell, name: str) -> Any:
    """A fact of the attack as the interpreter takes it; None if nothing hangs on it."""
    if name not in of.case.low.graph.choices:
        return None
    return of.case.low.incident.values(name)[cell.choices[name]]


def _another(of: Bench, cell: Cell) -> bool:
    """The attacker attacks another."""
    attacker, victim = _label(of, cell, "attacker"), _label(of, cell, "victim")
    return attacker is None or victim is None or attacker[0] != victim[0]


def _where_it_lies(of: Bench, cell: Cell) -> bool:
    """Territory is attacked where it lies."""
    place, victim, thing = (_label(of, cell, name) for name in ("place", "victim", "object"))
    if place is None or victim is None or thing is None or thing[1] != ("territory",) or place[1] is None:
        return True
    where = place[1]
    if isinstance(where, TerritoryOf):
        return where.who.name == victim[0]  # type: ignore[union-attr]
    low = of.case.low
    return any(found[1] == victim[0] for found in lies_in(low.incident.run, where.name, low.incident.at)[1])


def _in_time(leaf: Leaf, at: int) -> bool:
    """What may lie before the attack lies in living memory; nothing else lies before it."""
    return at >= (-MEMORY if leaf.early else 0)


def _ended_after_they_began(of: Bench, cell: Cell) -> Iterator[bool]:
    """A state of affairs that a sentence asks about ends only after it has begun."""
    asked = {
        n.name if isinstance(n, StateHolds) else n.instrument
        for one in of.case.low.incident.acting for s in one.draft.sentences for n in walk(s.body)
        if isinstance(n, (StateHolds, InForce))
    }  # fmt: skip
    found: dict[tuple[str, str], Leaf] = {}
    for leaf in of.case.low.leaves.all.values():
        way = leaf.ways[0]
        if way.kind in ("begin", "end"):
            found[way.kind, str(way.slots[0].value)] = leaf
    for (kind, name), leaf in found.items():
        if kind == "end" and name in asked and cell.choices[leaf.name]:
            begin = found["begin", name]
            yield bool(cell.choices[begin.name]) and cell.times[begin.var] < cell.times[leaf.var]


def _terms(of: Bench, cell: Cell) -> Iterator[bool]:
    """A term that runs from no fixed date is surely over before the case, or outlasts it by a year."""
    low = of.case.low
    for one in low.prep.instruments:
        for prov in one.of(TreatyLasts):
            label = f"the {'first ' if prov.body.then_notice is not None else ''}term of {one.code}"
            if label not in low.graph.choices:
                continue
            parts = durations(low.incident.run, prov.body.period)
            minutes, months = sum(p.minutes for p in parts), sum(p.months for p in parts)
            for leaf in low.leaves.all.values():
                if leaf.ways[0].kind in ("ratify", "sign", "enact") and cell.choices[leaf.name]:
                    ago = -cell.times[leaf.var]
                    over = ago > minutes + months * 31 * DAY
                    yield over if cell.choices[label] else ago + YEAR <= minutes + months * 28 * DAY


def _left_what_binds(of: Bench, cell: Cell) -> Iterator[bool]:
    """A party gives notice only of what is in force for it, or was."""
    low = of.case.low
    leaving = [
        leaf for leaf in low.leaves.all.values()
        if leaf.ways[0].kind == "withdraw" and cell.choices[leaf.name]
    ]  # fmt: skip
    if not leaving:
        return
    told = timeline(of.case, cell, reading=Reading(of.case, cell))
    at = low.incident.at
    last = max(at, *(at + cell.times[leaf.var] for leaf in leaving))
    state = execute(of.prep, replace(told, until=When(last, last)), lambda p: len(p.texts) - 1)
    for leaf in leaving:
        way = leaf.ways[0]
        named = next((s.value for s in way.slots if s.name == "instrument"), None)
        one = low.prep.instruments[low.prep.find(str(named)) or 0]
        if one.of(Exit) or any(p.body.then_notice is not None for p in one.of(TreatyLasts)):
            begun = [c.at for c in state.changes if c.status == "in force" and c.who == way.who]
            yield any(since <= at + cell.times[leaf.var] for since in begun)
