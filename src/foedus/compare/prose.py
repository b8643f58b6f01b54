"""What a case comes to under one draft and not under the other, in prose."""

from collections.abc import Iterator

from foedus.base import instant_text
from foedus.model import DecisionLife, Duty, Record

_MOST = 2
_VERB = {"must": "owes", "may": "may", "intends to": "intends to", "must not": "must not"}


def told(record: Record, other: Record) -> str:
    """What is so of a record and not of another.

    Args:
        record: the record.
        other: the one that it is compared with.
    """
    found = [x for x in dict.fromkeys(_all(record)) if x not in set(_all(other))]
    more = len(found) - _MOST
    said = "; ".join(found[:_MOST])
    if not said:
        return "nothing of the kind"
    return f"{said}; and {more} more" if more > 0 else said


def _all(record: Record) -> Iterator[str]:
    yield from (_duty(d) for d in sorted(record.duties, key=lambda d: (d.modal != "must", d.content == 0)))
    yield from (_decision(d) for d in record.decisions)
    for s in record.statuses:
        if s.kind == "force":
            until = f" until {instant_text(s.until)}" if s.until is not None else " on"
            yield f"{s.instrument} is in force for {s.who} from {instant_text(s.since)}{until}"


def _duty(d: Duty) -> str:
    due = f", due {instant_text(d.due)}" if d.due is not None else ""
    end = f", {d.status} {instant_text(d.ended)}" if d.ended is not None else ""
    return f"from {instant_text(d.since)} {d.bearer} {_VERB[d.modal]} {d.action}{due}{end}"


def _decision(d: DecisionLife) -> str:
    due = f", due {instant_text(d.due)}" if d.due is not None else ""
    end = f", {d.status} {instant_text(d.closed)}" if d.closed is not None else ", open"
    answer = "" if d.answer is None else ": it has" if d.answer else ": it has not"
    return f"the decision {d.subject} opens {instant_text(d.opened)}{due}{end}{answer}"


__all__ = ["told"]
