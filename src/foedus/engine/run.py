"""The interpreter: a draft and a timeline give a record."""

from collections.abc import Mapping
from heapq import heappop
from typing import NamedTuple

from foedus.engine import arising, decisions, facts, force, invocations, lives, states
from foedus.engine.conditions import holds
from foedus.engine.outcome import outcomes
from foedus.engine.prepared import Prepared, joined, prepare
from foedus.engine.state import Case, DecisionRun, LoopError, Pick, Run, as_duty, picker
from foedus.engine.world import agent_of
from foedus.model import ActorIs, DecisionLife, Draft, Names, Occurrence, Record, Status, Timeline
from foedus.model.terms import Place, TerritoryOf

ROUNDS = 200
INSTANTS = 100_000


class Ran(NamedTuple):
    """A finished run: its record, and the state from which names and events are looked up."""

    record: Record
    run: Run


def run(
    draft: Draft | Prepared,
    timeline: Timeline,
    pick: Pick | Mapping[str, str] | None = None,
    parts: tuple[str, ...] = (),
    times: Mapping[int, int] | None = None,
) -> Record:
    """What a draft comes to on a timeline.

    Args:
        draft: the draft, or the draft prepared.
        timeline: its events.
        pick: how open points are settled: option texts by point, or a function that is asked for each point when it is
            met first. What the timeline itself settles goes before a function, and after a mapping.
        parts: titles of secret parts to read besides the public ones and those that the timeline names.
        times: exact instants for events by their place in the timeline, where only a date is given.

    Returns: the record.
    Raises: PointOpen if an open point is met that nobody settled; LoopError if something would change twice at one
        instant.
    """
    return record(execute(draft, timeline, pick, times, parts))


def execute(
    draft: Draft | Prepared,
    timeline: Timeline,
    pick: Pick | Mapping[str, str] | None = None,
    times: Mapping[int, int] | None = None,
    parts: tuple[str, ...] = (),
) -> Run:
    """The run behind a record, with its state at the end. See `run`."""
    prep = (
        draft if isinstance(draft, Prepared) else prepare(joined(draft, timeline), (*parts, *timeline.parts))
    )
    state = Run(prep, timeline, picker(pick, timeline.choices), judge=holds)
    for sentence in timeline.declarations:
        if isinstance(sentence.body, ActorIs):
            state.memory["actor", sentence.body.name] = sentence.body.traits
        elif isinstance(sentence.body, Names) and sentence.body.kind == "actor":
            for name in sentence.body.names:
                state.memory["actor", name] = ("non-state",)
    todo = facts.dated(timeline, times)
    if not todo:
        state.now = timeline.until.latest if timeline.until is not None else 0
        state.memory["until"] = state.now
        return state
    _work(state, todo, timeline.until.latest if timeline.until is not None else None)
    return state


def _work(state: Run, todo: list[facts.Dated], until: int | None) -> None:
    first = todo[0].at
    force.begin(state)
    state.wakes = sorted({w for w in state.wakes if w >= first})
    state.agenda = sorted({d.at for d in todo})
    index = 0
    at = first
    for _ in range(INSTANTS):
        found = _next(state, until)
        if found is None:
            break
        at = found
        state.now = at
        state.today = []
        if state.wakes and state.wakes[0] <= at:  # a date at which somebody may join or leave
            state.version += 1
        while index < len(todo) and todo[index].at <= at:
            facts.enter(state, todo[index])
            index += 1
        _instant(state)
        while state.agenda and state.agenda[0] <= at:
            heappop(state.agenda)
        while state.wakes and state.wakes[0] <= at:
            heappop(state.wakes)
    state.memory["until"] = until if until is not None else at


def _next(state: Run, until: int | None) -> int | None:
    """The next instant: an event or deadline, or a date to look at before the last of them."""
    times = [q[0] for q in (state.agenda, state.wakes) if q]
    if not times or (not state.agenda and until is None):
        return None
    at = min(times)
    return at if until is None or at <= until else None


def _instant(state: Run) -> None:
    """Work an instant in rounds until nothing changes; what expires does so last."""
    for _ in range(ROUNDS):
        before = state.tick
        force.update(state)
        states.update(state)
        invocations.invocations(state)
        decisions.openings(state)
        decisions.votes(state)
        decisions.tallies(state)
        arising.provisions(state)
        lives.update(state)
        if state.tick != before:
            continue
        decisions.expire(state)
        if state.tick != before or arising.silence(state):
            continue
        lives.expire(state)
        if state.tick == before:
            decisions.uncounted(state)
            return
    refs = tuple(c.ref for c in state.changes[-10:] if c.ref is not None)
    raise LoopError(state.now, tuple(dict.fromkeys(refs)), "something")


# ---- the record ------------------------------------------------------------------------------------------------------


def record(state: Run) -> Record:
    """The record of a finished run."""
    state.ended = True
    prep, timeline = state.prep, state.timeline
    outcome = outcomes(state)
    texts = tuple((name, prep.points[name].texts[i]) for name, i in state.chosen.items())
    order = {name: i for i, name in enumerate(prep.points)}
    return Record(
        prep.draft.code or prep.draft.title, timeline.title, state.memory["until"],
        tuple(sorted(texts, key=lambda pair: order[pair[0]])), tuple(state.changes),
        tuple(_occurrence(case) for case in state.cases), tuple(as_duty(d) for d in state.duties),
        tuple(_decision(d) for d in state.decisions), _statuses(state), outcome, tuple(state.notes),
    )  # fmt: skip


def _occurrence(case: Case) -> Occurrence:
    qualifies = "yes" if True in case.fits else "unsettled" if None in case.fits else "no"
    event = case.event
    where = event.get("in") if event is not None else None
    place = where.name if isinstance(where, Place) else ""
    if isinstance(where, TerritoryOf):
        place = f"{where.relation} of {getattr(where.who, 'name', 'a party')}"
    whom = f" {' and '.join(case.on)}" if case.on else ""
    text = f"{agent_of(case)} {'attacked' if case.attack else 'acted'}{whom}"
    return Occurrence(
        case.index, event.order if event is not None else -1, case.at, agent_of(case), ", ".join(case.on), place, text,
        qualifies if case.attack else "yes",
    )  # fmt: skip


def _decision(d: DecisionRun) -> DecisionLife:
    return DecisionLife(
        d.key, d.prov.ref, d.label, d.subject, d.case.index if d.case is not None else -1, d.electorate, d.need,
        d.opened.at, d.due, d.status, d.closed, tuple(d.votes), d.by_default, d.answer, d.why, d.taken,
    )  # fmt: skip


def _statuses(state: Run) -> tuple[Status, ...]:
    out: list[Status] = []
    for (ins, name), spans in state.force.items():
        code = state.instrument(ins).code
        out.extend(Status("force", code, name, s.since, s.until, s.why) for s in spans)
    for (ins, name), spans in state.states.items():
        code = state.instrument(ins).code
        out.extend(Status("state", code, name, s.since, s.until, s.why) for s in spans)
    for ins, one, other, span in state.suspended:
        who = " and ".join(n for n in (one, other) if n)
        out.append(Status("suspended", state.instrument(ins).code, who, span.since, span.until, span.why))
    return tuple(out)
