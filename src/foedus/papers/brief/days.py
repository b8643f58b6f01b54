"""The calendar of a timeline: who must do what by which day, as the interpreter's record has it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from foedus.base import DAY
from foedus.model import Change, Duty, Event, Record, Ref
from foedus.model.papers import Dated, Days, Said
from foedus.papers.brief.wording import Wording
from foedus.report.changes import dates, plural, together
from foedus.report.values import Run
from foedus.report.words import capital, decision_fate, gather, is_procedure, listed, quoted

Name = Callable[[str], str]
Tell = Callable[[Event], str]


def cited(ref: Ref | None, code: str) -> str:
    """A ref as people cite it."""
    if ref is None:
        return ""
    said = (
        quoted(ref.label) if "line" in ref.label or not ref.line else f"{quoted(ref.label)}, line {ref.line}"
    )
    return said if ref.instrument in ("", code) else f"{ref.instrument}, {said}"


def settled(run: Run) -> tuple[tuple[str, str, bool], ...]:
    """How the open points are settled in a record; whether the timeline says so."""
    if run.record is None:
        return ()
    given = dict(run.timeline.choices)
    return tuple((name, value, name in given) for name, value in run.record.completion)


def depends(run: Run, words: Wording) -> tuple[str, ...]:
    """What turns on the open points that a timeline leaves open."""
    return tuple(words.told(f"{a.text}.") for a in run.answers if a.value == "depends")


def attack(record: Record) -> int | None:
    """The instant of the first attack that the text is about, else of the first."""
    fits = [o.at for o in record.occurrences if o.qualifies != "no"] or [o.at for o in record.occurrences]
    return min(fits) if fits else None


def days(run: Run, words: Wording, code: str, tell: Tell) -> Days:
    """The days of a timeline, in order.

    Args:
        run: the timeline, run; with the names that are to be shown.
        words: the draft's words.
        code: what the draft is called.
        tell: what tells an event in the words of its timeline; "" where these are not known.
    """
    record = run.record
    if record is None:
        return Days(run.timeline.title, (), problem=run.problem or "It was not run.")
    since = attack(record)
    rows = [*_events(run, record, tell), *_decisions(record, code), *_duties(record, code), *_force(record)]
    plain, inexact = words.plain, dates(run)
    order = {"event": 0, "force": 1, "decision": 2, "duty": 3}
    rows.sort(key=lambda r: (r.at, order[r.kind]))
    dated = tuple(
        replace(
            row, who=plain(row.who), what=_capital(row, plain), state=plain(row.state), exact=_exact(row, inexact),
            elapsed=row.at - since if since is not None and row.at >= since else None,
        )
        for row in rows
    )  # fmt: skip
    return Days(
        run.timeline.title, dated, settled(run), tuple(_loose(record, words, code)), depends(run, words)
    )


def _exact(row: Dated, inexact: Mapping[int, str]) -> bool:
    """Whether the minute of a row is known: not of an event of which the day is told, nor of force from a day on."""
    if row.kind == "force":
        return row.at % DAY not in (0, DAY - 1)
    return row.kind != "event" or row.at not in inexact


def _capital(row: Dated, plain: Name) -> str:
    said = plain(row.what)
    return capital(said) if row.kind in ("event", "force") else said


def happened(told: Sequence[Change], events: Mapping[int, Event], tell: Tell) -> list[str]:
    """What happens at an instant, in the words of the timeline where they are known."""
    known = [events.get(change.event) for change in told]
    written = [tell(event) if event is not None else "" for event in known]
    if not all(written):
        written = [said(change, names) for change, names in together(told)]
    return list(dict.fromkeys(written))


def _events(run: Run, record: Record, tell: Tell) -> Iterator[Dated]:
    events = {event.order: event for event in run.timeline.events}
    by_instant: dict[int, list[Change]] = {}
    for change in record.changes:
        if change.kind in ("event", "attack"):
            by_instant.setdefault(change.at, []).append(change)
    for at, told in by_instant.items():
        for text in happened(told, events, tell):
            yield Dated(at, "event", "", text)


def said(change: Change, names: tuple[str, ...]) -> str:
    """A change in words, of one party or several."""
    return plural(change.text, change.who, names) if len(names) > 1 else change.text


def _decisions(record: Record, code: str) -> Iterator[Dated]:
    for one in record.decisions:
        if one.due is not None:
            what = f"last instant to decide {one.subject}"
            yield Dated(one.due, "decision", one.rule, what, decision_fate(one),
                        cited(one.ref, code))  # fmt: skip


def _alike(duties: list[Duty]) -> Iterator[list[Duty]]:
    """Duties that differ in their bearer alone."""
    groups: dict[tuple[object, ...], list[Duty]] = {}
    for d in duties:
        key = (
            d.due,
            d.since,
            d.modal,
            d.action,
            d.ref.label,
            d.ref.line,
            d.ref.instrument,
            d.sure,
            state_of(d),
        )
        groups.setdefault(key, []).append(d)
    yield from groups.values()


def state_of(duty: Duty) -> str:
    """What became of a duty, in a word or two."""
    if not duty.sure:
        return "not settled"
    if duty.status == "breached" and duty.performed is not None:
        return "in breach; performed late"
    return {"breached": "in breach", "owed": "still owed"}.get(duty.status, duty.status)


def _duties(record: Record, code: str) -> Iterator[Dated]:
    mine = [d for d in record.duties if not is_procedure(d) and d.due is not None and d.modal != "must not"]
    for group in _alike(mine):
        first = group[0]
        what = f"{first.modal} {first.action}"
        who = gather(listed([d.bearer for d in group]))
        if len(group) > 1 and first.modal == "intends to":
            what = what.replace("intends", "intend", 1)
        assert first.due is not None
        yield Dated(first.due, "duty", who, f"{what}: last instant", state_of(first), cited(first.ref, code),
                    sure=first.sure)  # fmt: skip


def _force(record: Record) -> Iterator[Dated]:
    """The ends of force that lie within the calendar or after it; begins are told as far as no event tells them."""
    groups: dict[tuple[str, int, bool, str], list[str]] = {}
    for one in record.statuses:
        if one.kind != "force":
            continue
        groups.setdefault((one.instrument, one.since, True, ""), []).append(one.who)
        if one.until is not None:
            groups.setdefault((one.instrument, one.until, False, one.why), []).append(one.who)
    for (instrument, at, begins, why), names in groups.items():
        named = [n for n in names if n]
        who = gather(listed(named)) if named else "all parties"
        what = f"{instrument} {'is in force' if begins else 'ends'} for {who}"
        yield Dated(at, "force", who, f"{what}{': ' + why if why else ''}")


def _loose(record: Record, words: Wording, code: str) -> Iterator[Said]:
    """Duties for which no clock runs."""
    mine = [
        d for d in record.duties
        if d.due is None and not is_procedure(d) and d.modal in ("must", "intends to") and d.status != "dormant"
    ]  # fmt: skip
    for group in _alike(mine):
        first = group[0]
        who = gather(listed([d.bearer for d in group]))
        yield Said(
            words.told(f"{who} {first.modal} {first.action}: {state_of(first)}."), cited(first.ref, code)
        )


__all__ = ["Tell", "attack", "cited", "days", "depends", "happened", "said", "settled", "state_of"]
