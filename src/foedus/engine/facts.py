"""The events of a timeline: at which instants they stand, and what they are facts of."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from foedus.base import DAY
from foedus.engine.match import names_case
from foedus.engine.sayings import event_names
from foedus.engine.state import Case, Env, Hap, Run
from foedus.engine.words import event_text
from foedus.engine.world import denote, names_of
from foedus.model import Event, Timeline


class Dated(NamedTuple):
    """An event with its instant; `day` if only its date is known."""

    at: int
    day: bool
    event: Event


def dated(timeline: Timeline, times: Mapping[int, int] | None = None) -> list[Dated]:
    """The events in the order of their instants.

    Events of one date are successive in the order of writing: one without a time of day stands in the first minute
    of its date, or in the minute after the event of that date written before it. What one sentence says of several
    (`Ukraine, Poland and France ratify`) is one event: it happens at one instant.

    Args:
        timeline: the timeline.
        times: instants for events by their place in the file, instead of these.
    """
    out: list[Dated] = []
    last: dict[int, int] = {}  # by day
    before: Event | None = None
    for event in timeline.events:
        first, latest = event.when.earliest, event.when.latest
        inexact = event.when.precision != "minute"
        at = first
        if inexact:
            together = before is not None and event.span is not None and event.span == before.span
            at = out[-1].at if together else min(max(first, last.get(first // DAY, first - 1) + 1), latest)
        if times is not None and event.order in times:
            at = times[event.order]
        last[at // DAY] = max(at, last.get(at // DAY, at))
        out.append(Dated(at, event.when.precision == "day", event))
        before = event
    return sorted(out, key=lambda d: d.at)


def enter(run: Run, fact: Dated) -> Hap:
    """Write an event into the run."""
    event = fact.event
    hap = run.happen(event.kind, fact.day, event=event)
    hap.who = names_of(run, hap, "by")
    run.today.append(hap)
    kind = "attack" if event.kind == "attack" else "event"
    hap.change = run.log(
        kind, event_text(run, event.kind, event, hap.who), who=", ".join(hap.who), event=event.order
    )
    if event.omitted:
        return hap
    if event.kind in ("attack", "threat"):
        hap.case = open_case(run, hap, attack=True)
    elif event.kind == "attribute":
        _attribute(run, hap)
    elif event.kind == "find":
        run.findings += 1
    elif event.kind == "end":
        run.wake(hap.at + 1)  # what has ended holds at its end still
    for name in event_names(event):
        run.memory[("named", name)] = hap
    if event.until is not None:
        run.wake(event.until.latest)
        run.wake(event.until.latest + 1)
    return hap


def open_case(run: Run, hap: Hap, attack: bool = False) -> Case:
    """A case for an event; an attack may be attributed from the start."""
    directed = tuple(names_of(run, hap, "directed-by"))
    by = hap.who
    on = names_of(run, hap, "on") if attack else ()
    case = Case(len(run.cases), hap, hap.at, hap.day, hap.event, by, directed, on, attack)
    if attack and not directed:
        case.directed = tuple(n for name in by for n in _directors(run, name))
    stated = hap.event.get("attribution") if hap.event is not None else None
    if stated is not None and attack:
        case.found = {name: str(stated) for name in (*by, *case.directed)}
    run.cases.append(case)
    if hap.change >= 0:
        _with_case(run, hap.change, case)
    return case


def _with_case(run: Run, index: int, case: Case):

    return replace(run.changes[index], occurrence=case.index)


def _directors(run: Run, name: str) -> list[str]:
    """Who is declared to direct an actor."""
    actor = run.prep.actors.get(name)
    return (
        denote(run, actor.directed_by, Env(0, run.now))
        if actor is not None and actor.directed_by is not None
        else []
    )


def _attribute(run: Run, hap: Hap) -> None:
    """A finding on who attacked: the last one written counts."""
    event = hap.event
    assert event is not None
    level = str(event.get("attribution") or event.get("level") or event.get("value") or "established")
    to = names_of(run, hap, "to") or names_of(run, hap, "on")
    attacks = [c for c in run.cases if c.attack]
    named = event.get("case") or event.get("event")
    if named:
        attacks = [c for c in attacks if names_case(run, named, c)]
    else:
        attacks = attacks[-1:]
    if not attacks:
        run.note("a finding on who attacked fits no attack and counts for none", because=(hap.change,))
    for case in attacks:
        _find(case, to or case.suspects(), level)
        hap.case = case
        _with_case(run, hap.change, case)
    run.findings += 1


def _find(case: Case, to: tuple[str, ...], level: str) -> None:
    known = case.suspects()
    for name in to:
        case.found[name] = level
    if level == "established" and not set(to) & set(known):
        for name in known:
            case.found[name] = "none"
    case.version += 1
