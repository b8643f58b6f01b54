"""How everything stands at an instant, in plain words: who owes what by when, who is in breach, what is open."""

from typing import NamedTuple

from foedus.base import instant_text
from foedus.model import DecisionLife, Duty, Occurrence, Record, Status


def duty_status(duty: Duty, at: int) -> str:
    """The status of a duty at an instant: "" before it arises, then owed, then what became of it.

    The last change of an instant counts: at its deadline a duty that nobody performed is breached.
    """
    if at < duty.since:
        return ""
    if duty.ended is not None and at < duty.ended:
        return "owed"
    return duty.status


def decision_status(decision: DecisionLife, at: int) -> str:
    """The status of a decision at an instant: "" before it opens, then open, then how it closed."""
    if at < decision.opened:
        return ""
    if decision.closed is not None and at < decision.closed:
        return "open"
    return decision.status


def holds_at(status: Status, at: int) -> bool:
    """Whether a status covers an instant; both its ends count."""
    return status.since <= at and (status.until is None or at <= status.until)


def duty_text(duty: Duty) -> str:
    """A duty in words: `Poland must use-force until 2027-03-05 05:00 under article 3`.

    Powers, policies and prohibitions read with their own modal.
    """
    verb = {"must": "owes", "may": "may", "intends to": "intends to", "must not": "must not"}[duty.modal]
    until = f" until {instant_text(duty.due)}" if duty.due is not None else ""
    if duty.modal == "must" and not duty.sure:
        verb = "may owe"
    ref = duty.ref.label if duty.ref.label else "the draft"
    return f"{duty.bearer} {verb} {duty.action}{until} under {ref}"


def duty_line(duty: Duty, at: int) -> str:
    """A duty as it stands at an instant, in words; "" before it arises."""
    status = duty_status(duty, at)
    if status in ("", "dormant"):
        return ""
    if status == "owed":
        return duty_text(duty)
    ended = f" {instant_text(duty.ended)}" if duty.ended is not None else ""
    if status == "breached":
        return f"{duty.bearer} is in breach of {duty.ref.label}: {duty.action}{_late(duty, at)}"
    words = {
        "performed": "performed",
        "waived": "is let off",
        "excused": "is excused from",
        "lapsed": "no longer owes",
    }
    said = f"{duty.bearer} {words[status]} {duty.action} under {duty.ref.label}"
    return f"{said}{'' if status == 'performed' else ', since'}{ended}"


def decision_text(decision: DecisionLife, at: int) -> str:
    """An open or closed decision in words, as it stands at an instant."""
    status = decision_status(decision, at)
    said = f"{decision.rule} decides {decision.subject} under {decision.ref.label}"
    if status != "open":
        return f"{said}: {status}" + (
            f" {instant_text(decision.closed)}" if decision.closed is not None else ""
        )
    until = f" until {instant_text(decision.due)}" if decision.due is not None else ", with no clock"
    votes = _votes(decision, at)
    need = f", {votes} of {decision.need} votes for it" if decision.need > 0 else ""
    return f"{said}: open{until}{need}"


def _votes(decision: DecisionLife, at: int) -> int:
    last = {vote.who: vote.value for vote in decision.votes if vote.counted and vote.at <= at}
    return sum(value == "for" for value in last.values())


class State(NamedTuple):
    """How everything stands at an instant.

    owed: duties that are owed for sure; doubtful: those that may be owed. done: duties that ended otherwise
    than in breach.
    """

    at: int
    owed: tuple[Duty, ...]
    doubtful: tuple[Duty, ...]
    breached: tuple[Duty, ...]
    done: tuple[Duty, ...]
    powers: tuple[Duty, ...]
    policies: tuple[Duty, ...]
    prohibitions: tuple[Duty, ...]
    open: tuple[DecisionLife, ...]
    pending: tuple[DecisionLife, ...]
    closed: tuple[DecisionLife, ...]
    force: tuple[Status, ...]
    states: tuple[Status, ...]
    occurrences: tuple[Occurrence, ...]

    def lines(self) -> tuple[str, ...]:
        """The state as sentences, the urgent first."""
        by_due = sorted(self.owed, key=lambda d: (d.due is None, d.due or 0))
        said = [duty_line(d, self.at) for d in self.breached]
        said += [duty_text(d) for d in (*by_due, *self.doubtful)]
        said += [decision_text(d, self.at) for d in (*self.open, *self.pending)]
        said += [duty_text(d) for d in (*self.powers, *self.policies, *self.prohibitions)]
        if not self.owed and not self.doubtful:
            said.append("nobody owes anything")
        if not self.breached:
            said.append("nobody is in breach")
        return tuple(said)


def _late(duty: Duty, at: int) -> str:
    """What a duty in breach came to later."""
    if duty.performed is not None and duty.performed <= at:
        return f", performed late {instant_text(duty.performed)}"
    return f", due {instant_text(duty.due)}" if duty.due is not None else ""


def state_at(record: Record, instant: int | None = None) -> State:
    """How everything stands at an instant, or at the end of the record.

    Args:
        record: what happened.
        instant: when; changes at that very minute have been made.
    """
    at = record.until if instant is None else instant
    now = [(d, duty_status(d, at)) for d in record.duties]
    duties = [(d, s) for d, s in now if d.modal == "must" and s not in ("", "dormant")]
    others = [d for d, s in now if d.modal != "must" and s == "owed"]
    decisions = [(d, decision_status(d, at)) for d in record.decisions]
    standing = [s for s in record.statuses if holds_at(s, at)]
    return State(
        at,
        tuple(d for d, s in duties if s == "owed" and d.sure),
        tuple(d for d, s in duties if s == "owed" and not d.sure),
        tuple(d for d, s in now if s == "breached" and d.modal in ("must", "must not")),
        tuple(d for d, s in duties if s not in ("owed", "breached")),
        tuple(d for d in others if d.modal == "may"),
        tuple(d for d in others if d.modal == "intends to"),
        tuple(d for d in others if d.modal == "must not"),
        tuple(d for d, s in decisions if s == "open"),
        tuple(d for d, s in decisions if s == "pending"),
        tuple(d for d, s in decisions if s not in ("", "open", "pending")),
        tuple(s for s in standing if s.kind == "force"),
        tuple(s for s in standing if s.kind == "state"),
        tuple(o for o in record.occurrences if o.at <= at),
    )
