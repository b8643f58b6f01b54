"""Compares the case graph with the interpreter: random cases, half of them at ties and boundaries."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from foedus.base import When
from foedus.cases.bans import Ban
from foedus.cases.cell import Cell
from foedus.cases.decisions import Decides
from foedus.cases.duties import DutyCase
from foedus.cases.graph import Atom, Lit
from foedus.cases.leaves import Leaf
from foedus.cases.lower import CaseGraph, events_domain, lower
from foedus.cases.reading import Reading
from foedus.cases.scene import stage, timeline
from foedus.cases.standing import Standing
from foedus.cases.times import Term, Time
from foedus.cases.triggers import own_triggers
from foedus.engine.prepared import Prepared
from foedus.engine.run import execute
from foedus.engine.state import DecisionRun, DutyRun, Run
from foedus.model import Draft, OpenPoint

DAY = 1440
HORIZON = 366 * DAY  # no term ends within a year after the attack, in the case space
Row = tuple[Any, ...]  # a line of a record: its provision, and what is told of it
_RARE = ("withdraw", "repeal", "terminate", "end", "waive")


class Bench(NamedTuple):
    """A draft lowered, and made ready to run."""

    case: CaseGraph
    prep: Prepared
    constants: tuple[int, ...]
    atoms: tuple[Atom, ...]
    domain: Lit


def bench(draft: Draft, case: CaseGraph | None = None) -> Bench:
    case = case or lower(draft)
    graph = case.low.graph
    mine = {leaf.var for leaf in case.low.leaves.all.values()}
    atoms = tuple(k for k in graph.nodes if isinstance(k, Atom))
    constants = tuple(sorted({a.c for a in atoms if abs(a.c) < 50_000})) or (0,)
    return Bench(case, stage(draft), constants, tuple(a for a in atoms if a.u in mine or a.v in mine),
                 events_domain(case.low))  # fmt: skip


# ---- cases -----------------------------------------------------------------------------------------------------------


def cases(of: Bench, rnd: random.Random, directed: float = 0.5) -> Iterator[Reading]:
    """Cases of the case space without end, a share of them at boundaries, and most with something that arises."""
    while True:
        idle = 0
        for _ in range(400):
            cell = sample(of, rnd)
            reading = Reading(of.case, cell)
            if rnd.random() < directed:
                reading = at_boundary(of, rnd, cell, reading)
            if not reading.holds(of.domain):
                continue
            if lively(of.case, reading) or idle >= 5 or rnd.random() < 0.1:
                yield reading
                break
            idle += 1
        else:
            raise AssertionError("no case of the case space was found in 400 tries")


def lively(case: CaseGraph, reading: Reading) -> bool:
    """Whether anything but a power arises."""
    return any(reading.minutes(d.opened) is not None for d in case.decisions) or any(
        reading.minutes(d.arises) is not None for d in case.duties if any(f.modal != "may" for f in d.forms)
    )


def sample(of: Bench, rnd: random.Random) -> Cell:
    low = of.case.low
    choices: dict[str, int] = {}
    for name, choice in low.graph.choices.items():
        count = len(choice.values)
        leaf = low.leaves.all.get(name)
        if leaf is None:
            choices[name] = rnd.randrange(count)
            continue
        rare = leaf.ways[0].kind in _RARE and rnd.random() < 0.6
        absent = rare or rnd.random() < (0.1 if leaf.early else 0.3)
        choices[name] = 0 if absent else rnd.randrange(1, count)
    fitting(of, rnd, choices)
    times = {"A": 0}
    leaves = list(low.leaves.all.values())
    rnd.shuffle(leaves)
    for leaf in leaves:
        times[leaf.var] = _minute(of, rnd, leaf, times)
    return Cell(choices, times)


def fitting(of: Bench, rnd: random.Random, choices: dict[str, int]) -> None:
    """Another attacks than is attacked, and territory where it lies."""
    incident = of.case.low.incident
    if "victim" not in choices:
        return
    victim = incident.values("victim")[choices["victim"]][0]
    if "attacker" in choices:
        fine = [i for i, (n, _) in enumerate(incident.values("attacker")) if n != victim]
        if choices["attacker"] not in fine:
            choices["attacker"] = rnd.choice(fine)
    if "place" in choices and "object" in choices:
        if incident.values("object")[choices["object"]][1][0] == "territory":
            count = len(incident.values("place"))
            fine = [p for p in range(count) if incident.fits_victim(p, choices["victim"])]
            if choices["place"] not in fine and fine:
                choices["place"] = rnd.choice(fine)


def _minute(of: Bench, rnd: random.Random, leaf: Leaf, times: dict[str, int]) -> int:
    if leaf.early and rnd.random() < 0.8 and leaf.ways[0].kind not in ("withdraw", "end", "repeal"):
        return -rnd.choice([0, 1, 2, 60, DAY * 30, DAY * 200])
    if rnd.random() < 0.6:
        at = times[rnd.choice(list(times))] + rnd.choice(of.constants) + rnd.choice([-1, 0, 0, 1])
    else:
        at = rnd.randrange(0, 20_000)
    return at if leaf.early or at >= 0 else rnd.choice([0, 0, 1, 5])


def at_boundary(of: Bench, rnd: random.Random, cell: Cell, reading: Reading) -> Reading:
    """The case with a few events moved to where a comparison of the graph just holds, or just does not."""
    if not of.atoms:
        return reading
    leaves = {leaf.var: leaf for leaf in of.case.low.leaves.all.values()}
    choices, times = dict(cell.choices), dict(cell.times)
    for _ in range(rnd.choice([1, 2, 3])):
        atom = rnd.choice(of.atoms)
        slack = rnd.choice([0, 1])
        known = reading.at
        if atom.u in leaves and (atom.v not in leaves or rnd.random() < 0.5):
            var, at = atom.u, known(atom.v) + atom.c + slack
        else:
            var, at = atom.v, known(atom.u) - atom.c - slack
        leaf = leaves[var]
        if at < 0 and not leaf.early:
            continue
        times[var] = at
        if not choices[leaf.name]:
            choices[leaf.name] = rnd.randrange(1, len(leaf.ways) + 1)
        reading = Reading(of.case, Cell(choices, times))
    return reading


# ---- what a case comes to --------------------------------------------------------------------------------------------


def differences(of: Bench, reading: Reading, rows: list[Row] | None = None) -> list[str]:
    """Where graph and interpreter disagree about a case, in words; nothing if they agree.

    rows: the lines of the record, if it was run already.
    """
    out = list(_doubled(of.case, reading))
    ours, others = (
        Counter(graph_rows(of.case, reading)),
        Counter(run_rows(of, reading) if rows is None else rows),
    )
    if ours != others:
        out += [f"graph alone: {_line(x)}" for x in (ours - others).elements()]
        out += [f"run alone:   {_line(x)}" for x in (others - ours).elements()]
    return out


def run_rows(of: Bench, reading: Reading) -> list[Row]:
    """The lines of the record of which the graph knows something."""
    state = interpreted(of, reading)
    unknown = {u.ref for u in of.case.unknown}
    found = (*run_decisions(state, of.case), *run_duties(state, of.case), *run_standing(state, of.case))
    return [row for row in found if row[0] not in unknown]


def graph_rows(case: CaseGraph, reading: Reading) -> Iterator[Row]:
    """The same lines, as the graph has them."""
    made = (
        *(graph_decision(reading, d) for d in (*case.decisions, *case.aside)),
        *(graph_duty(reading, d) for d in case.duties),
        *(graph_binding(reading, s) for s in case.standing),
        *(graph_violated(reading, s) for s in case.standing),
        *(graph_broken(reading, s, time) for s in case.standing for time in s.broken),
    )
    return (row for row in made if row is not None)


def _line(found: Row) -> str:
    return f"{found[0].label} {' '.join(str(x) for x in found[1:])}"


def interpreted(of: Bench, reading: Reading) -> Run:
    def other(point: OpenPoint) -> int:  # on which nothing hangs in the graph
        return len(point.texts) - 1

    told = timeline(of.case, reading.cell, reading=reading)
    late = of.case.low.incident.at + HORIZON  # so that dates after the last deadline are looked at, too
    return execute(of.prep, replace(told, until=When(late, late)), other)


def graph_decision(reading: Reading, d: Decides) -> Row | None:
    opened = reading.minutes(d.opened)
    if opened is None or opened > HORIZON:
        return None
    return (d.prov.ref, d.who, opened, reading.minutes(d.due), *decision_end(reading, d))


def decision_end(reading: Reading, d: Decides) -> tuple[str, int | None]:
    found = [(s, m) for s, t in decision_ends(d) if (m := reading.minutes(t)) is not None and m <= HORIZON]
    return found[0] if found else ("open", None)


def decision_ends(d: Decides) -> tuple[tuple[str, Any], ...]:
    return (
        ("adopted", d.voted), ("rejected", d.refused), ("lapsed", d.lapsed), ("lapsed, yes", d.default_yes),
        ("lapsed, no", d.default_no), ("lapsed", d.void),
    )  # fmt: skip


def run_decisions(state: Run, case: CaseGraph) -> Iterator[Row]:
    at = case.low.incident.at
    for d in state.decisions:
        if d.purpose == "case":
            yield d.prov.ref, d.who, d.opened.at - at, _since(d.due, at), _status(d), _since(d.closed, at)


def _status(d: DecisionRun) -> str:
    if d.by_default or (d.rule is not None and d.rule.kind == "silence" and d.status == "adopted"):
        return "lapsed, yes" if d.answer else "lapsed, no"
    return d.status


def _since(at: int | None, zero: int) -> int | None:
    return None if at is None else at - zero


def graph_duty(reading: Reading, d: DutyCase) -> Row | None:
    since = reading.minutes(d.arises)
    if since is None or since > HORIZON:
        return None
    form = next((f for f in d.forms if reading.holds(f.guard)), None)
    measures = tuple(m for ms in form.measures for m in ms) if form else ()
    members = frozenset(n for n, lit in d.members if reading.holds(lit))
    return (
        d.prov.ref, members, form.modal if form else "?", tuple(dict.fromkeys(measures)), since,
        reading.minutes(d.due), *duty_end(reading, d), reading.holds(d.sure),
    )  # fmt: skip


def duty_end(reading: Reading, d: DutyCase) -> tuple[str, int | None]:
    found = [(s, m) for s, t in d.ends if (m := reading.minutes(t)) is not None and m <= HORIZON]
    return found[0] if found else ("owed", None)


def run_duties(state: Run, case: CaseGraph) -> Iterator[Row]:
    at = case.low.incident.at
    begun = {c.instance: c.sure for c in reversed(state.changes) if c.status == "owed"}
    for d in state.duties:
        if d.standing or d.modal == "must not":
            continue
        yield (
            d.prov.ref, frozenset(d.members), d.modal, tuple(dict.fromkeys(d.measures)), d.since.at - at,
            _since(d.due, at), d.status, _since(d.ended, at), begun.get(d.key, d.sure),
        )  # fmt: skip


def graph_binding(reading: Reading, s: Standing) -> Row | None:
    """What nothing sets off: whether it binds at the end; of a prohibition that was set off its whole life."""
    if s.ban is not None:
        return graph_ban(reading, s, s.ban)
    modal = next((f.modal for f in s.forms if reading.holds(f.guard)), "may")
    if modal == "may" or not reading.holds(s.binds.at(Term("A", HORIZON + 1))):
        return None
    return s.prov.ref, frozenset(n for n, lit in s.members if reading.holds(lit)), modal


def graph_ban(reading: Reading, s: Standing, ban: Ban) -> Row | None:
    since = reading.minutes(ban.arises)
    if since is None or since > HORIZON:
        return None
    form = next((f for f in s.forms if reading.holds(f.guard)), None)
    measures = tuple(dict.fromkeys(m for ms in form.measures for m in ms)) if form else ()
    over = reading.minutes(ban.over)
    ended = over if over is not None and over <= HORIZON else None
    return (
        s.prov.ref, frozenset(n for n, lit in s.members if reading.holds(lit)), "must not", measures, since,
        reading.minutes(ban.due), ended, reading.holds(ban.sure),
    )  # fmt: skip


def graph_broken(reading: Reading, s: Standing, time: Time) -> Row | None:
    """When an act breaks a prohibition."""
    at = reading.minutes(time)
    if at is None or at > HORIZON:
        return None
    return s.prov.ref, frozenset(n for n, lit in s.members if reading.holds(lit)), "broken", at


def graph_violated(reading: Reading, s: Standing) -> Row | None:
    """And when the attack breaches it."""
    at = reading.minutes(s.violated)
    if at is None or at > HORIZON:
        return None
    return s.prov.ref, frozenset(n for n, lit in s.members if reading.holds(lit)), "violated", at


def run_standing(state: Run, case: CaseGraph) -> Iterator[Row]:
    at = case.low.incident.at
    for d in state.duties:
        if d.prov.part is not None and d.prov.part.since is not None and d.prov.part.since.earliest > at:
            continue  # another date is another question
        if d.standing and d.status != "lapsed" and d.modal != "may":
            yield d.prov.ref, frozenset(d.members), d.modal
        if d.modal == "must not" and d.status == "breached" and d.case is not None and d.case.attack:
            hap = d.instance.haps[-1] if d.instance.haps else None
            if hap is not None and hap.kind in ("attack", "threat"):
                yield d.prov.ref, frozenset(d.members), "violated", _since(d.ended, at)
        if d.modal == "must not":
            yield from _ban(state, d, at)


def _ban(state: Run, d: DutyRun, at: int) -> Iterator[Row]:
    """A prohibition that something set off, or an act that broke it (which the record keeps beside it)."""
    if d.status == "breached":
        hap = d.instance.haps[-1]
        if hap.kind not in ("attack", "threat"):
            yield d.prov.ref, frozenset(d.members), "broken", _since(d.ended, at)
        elif d.case is None or not d.case.attack:
            yield d.prov.ref, frozenset(d.members), "violated", _since(d.ended, at)
    elif own_triggers(d.prov):
        yield (
            d.prov.ref, frozenset(d.members), "must not", tuple(dict.fromkeys(d.measures)), d.since.at - at,
            _since(d.due, at), _since(d.ended, at), d.sure,
        )  # fmt: skip


def _doubled(case: CaseGraph, reading: Reading) -> Iterator[str]:
    """Ends that do not exclude each other."""
    for d in case.decisions:
        if sum(reading.minutes(t) is not None for _, t in decision_ends(d)) > 1:
            yield f"{d.prov.ref.label} {d.who}: ends twice"
    for d in case.duties:
        if sum(reading.minutes(t) is not None for _, t in d.ends) > 1:
            yield f"{d.prov.ref.label} {d.bearer}: ends twice"


__all__ = ["DutyRun", "bench", "cases", "differences"]
