"""Questions about a run: `always`, `never`, `whenever … then … within …`, and the instants that show the answer."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from foedus.engine.claims import anybody, as_strong, duties, each, holds_then, word
from foedus.engine.kleene import Truth, all_of, any_of, negate
from foedus.engine.match import fits, minutes
from foedus.engine.run import Ran
from foedus.engine.state import Case, Env, Hap
from foedus.model import And, Cond, Duty, Not, Or, Owes, Question
from foedus.model.norms import CONTENT

_NEVER_OWED = ("excused", "waived")


class Reply(NamedTuple):
    """What a question comes to in one run: true, false or unsettled; the instants that show it; why, in a few words."""

    value: Truth
    instants: tuple[int, ...] = ()
    why: str = ""


def ask(ran: Ran, question: Question) -> Reply:
    """Answer a question about a finished run."""
    if question.kind == "whenever":
        return _whenever(ran, question)
    if question.kind in ("always", "never"):
        return _throughout(ran, question.claim, question.kind == "never")
    end = ran.record.until
    return Reply(holds_then(ran, question.claim, end), (end,))


# ---- always, never ---------------------------------------------------------------------------------------------------


def moments(ran: Ran) -> tuple[int, ...]:
    """The instants at which anything may have changed, from the first event to the end of the record."""
    record = ran.record
    at = {change.at for change in record.changes}
    at |= {status.until + 1 for status in record.statuses if status.until is not None}
    first = min((change.at for change in record.changes if change.event >= 0), default=record.until)
    return tuple(sorted({t for t in at if first <= t <= record.until} | {first, record.until}))


def _throughout(ran: Ran, claim: Cond, never: bool) -> Reply:
    values = [(at, holds_then(ran, claim, at)) for at in moments(ran)]
    wanted = [(at, negate(value) if never else value) for at, value in values]
    worst = all_of(value for _, value in wanted)
    return Reply(worst, tuple(at for at, value in wanted if value is worst) if worst is not True else ())


# ---- whenever … then … within … --------------------------------------------------------------------------------------


def _whenever(ran: Ran, question: Question) -> Reply:
    results: list[tuple[int, Truth]] = []
    for hap, trigger in _triggers(ran, question):
        span = question.within
        last = hap.at + minutes(ran.run, span) if span is not None else None
        then = _comes(ran, question.claim, hap.at, last, hap.case)
        results.append((hap.at, any_of((negate(trigger), then))))
    if not results:
        return Reply(True, (), "it never happens")
    worst = all_of(value for _, value in results)
    return Reply(worst, tuple(at for at, value in results if value is worst))


def _triggers(ran: Ran, question: Question) -> Iterator[tuple[Hap, Truth]]:
    """What happened that fits, or may fit, the question's event."""
    if question.event is None:
        return
    run = ran.run
    for hap in run.haps:
        case = hap.case if hap.case is not None and hap.case.hap is hap else None
        truth = fits(run, question.event, hap, Env(min(run.prep.mains), hap.at, case))
        if truth is not False:
            yield hap, truth


def _comes(ran: Ran, claim: Cond, start: int, last: int | None, case: Case | None) -> Truth:
    """Whether a claim comes true between two instants, for a case; unsettled where the record ends before."""
    if isinstance(claim, And):
        return all_of(_comes(ran, part, start, last, case) for part in claim.parts)
    if isinstance(claim, Or):
        return any_of(_comes(ran, part, start, last, case) for part in claim.parts)
    if isinstance(claim, Not):
        return negate(_comes(ran, claim.part, start, last, case))
    if isinstance(claim, Owes):
        return _bound(ran, claim, start, last, case)
    end = ran.record.until if last is None else min(last, ran.record.until)
    found = any_of(holds_then(ran, claim, at, case) for at in {start, end, *_between(ran, start, end)})
    return None if found is False and _cut_off(ran, last) else found


def _cut_off(ran: Ran, last: int | None) -> bool:
    """Whether the timeline says that it ends before an instant; one that does not say so ends when nothing is left."""
    return last is not None and ran.run.timeline.until is not None and last > ran.record.until


def _between(ran: Ran, start: int, end: int) -> Iterator[int]:
    return (at for at in moments(ran) if start <= at <= end)


def _bound(ran: Ran, claim: Owes, start: int, last: int | None, case: Case | None) -> Truth:
    """`must M within d`: a duty of at least that force, due by then."""
    if last is None and claim.within is not None:
        last = start + minutes(ran.run, claim.within)
    measure = word(ran, claim.measure)
    either = {duty.key for duty in ran.run.duties if duty.any_of}

    def due_by_then(duty: Duty) -> bool:
        never = duty.status in _NEVER_OWED and duty.ended == duty.since
        if never or duty.since < start:
            return False
        return last is None or (duty.due is not None and duty.due <= last)

    def one(name: str) -> Truth:
        mine = [d for d in duties(ran, name, claim.article, claim.instrument, case) if due_by_then(d)]
        if measure == "nothing":
            return negate(any_of(True if d.sure else None for d in mine if d.modal == "must"))
        strong = [
            d
            for d in mine
            if as_strong(ran, d, claim.modal, measure)
            and not (d.key in either and not _whichever(ran, d, measure))
        ]
        return any_of(True if d.sure else None for d in strong)

    found = each(ran, anybody(claim.who), start, case, one)
    return None if found is False and _cut_off(ran, last) else found


def _whichever(ran: Ran, duty: Duty, measure: str) -> bool:
    """Whether a duty with a choice of measures meets the force asked for whichever is chosen."""
    return all(
        as_strong(ran, replace(duty, measures=(m,), content=CONTENT.get(m, 3)), duty.modal, measure)
        for m in duty.measures
    )
