"""How a report says dates, spans of time, counts and states: one wording everywhere."""

import re
from itertools import pairwise

from foedus.base import DAY, HOUR, instant_text
from foedus.model import OUTCOMES, DecisionLife, Duty, Record

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SHORT = {
    "CF_BINDING": ("●", "A duty to assist binds"),
    "CF_DISCRETION": ("◐", "Each may decide whether to act"),
    "CONSULT_ONLY": ("◐", "Only consultation arises"),
    "EXCL_TERRITORY": ("○", "Not covered: place or object"),
    "EXCL_TYPE": ("○", "Not covered: kind of attack"),
    "EXCL_CAUSE": ("○", "Not covered: who, on whom, or why"),
    "NOT_DETERMINED": ("?", "Nobody has found that the case has arisen"),
    "NOT_IN_FORCE": ("○", "Not yet in force"),
    "EXPIRED": ("○", "No longer in force"),
}


def day_text(instant: int, time: bool = False) -> str:
    """An instant as people read it.

    >>> day_text(0), day_text(61, time=True)
    ('1 January 1970', '1 January 1970, 01:01')
    """
    said = instant_text(instant)
    if not said[:4].isdigit():
        return said
    day, month, clock = int(said[8:10]), MONTHS[int(said[5:7]) - 1], said[11:]
    return f"{day} {month} {said[:4]}" + (f", {clock}" if time else "")


def short_day(instant: int) -> str:
    """`1 Mar 2027`."""
    day, month, year = day_text(instant).split(" ")
    return f"{day} {month[:3]} {year}"


def span_text(minutes: int) -> str:
    """A length of time: hours up to ten days, then days.

    >>> [span_text(m) for m in (30, 5520, 10080, 10110, 28800)]
    ['30 min', '92 h', '168 h', '168.5 h', '20 d']
    """
    if minutes < HOUR:
        return f"{minutes} min"
    if minutes >= 10 * DAY:
        return f"{minutes // DAY} d" if minutes % DAY == 0 else f"{minutes / DAY:.1f} d"
    return f"{minutes // HOUR} h" if minutes % HOUR == 0 else f"{minutes / HOUR:.1f} h"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `no duty`, `one duty`, `12 duties`.

    >>> count(0, "duty", "duties"), count(1, "guarantor"), count(12, "guarantor")
    ('no duties', 'one guarantor', '12 guarantors')
    """
    noun = one if number == 1 else many or f"{one}s"
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} {noun}"


def capital(value: str) -> str:
    """The text with a capital at its start."""
    return value[:1].upper() + value[1:]


def quoted(value: str) -> str:
    """The text with the apostrophes and quotation marks of print.

    >>> quoted("guarantors' \\"own\\" forces")
    'guarantors’ “own” forces'
    """
    opened = re.sub(r'(^|[\s(])"', r"\1“", value)
    return opened.replace('"', "”").replace("'", "’")


def listed(names: list[str] | tuple[str, ...], last: str = "and") -> str:
    """`A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


_SEVERAL = re.compile(r"Guarantor [A-Z]+(?:(?:, | and )Guarantor [A-Z]+)+")

_LAST = re.compile(r"(?<=\w), (Guarantors [A-Z]+(?: to|(?:, [A-Z]+)* and) [A-Z]+)(?!\w)")


def _gathered(match: re.Match[str]) -> str:
    """Several guarantors in a row, in the order of their letters: `Guarantors A, C and D`, `Guarantors A to F`."""
    marks = sorted(set(re.findall(r"Guarantor ([A-Z]+)", match.group())), key=lambda m: (len(m), m))
    if len(marks) < 2:
        return f"Guarantor {marks[0]}"
    if len(marks) > 3 and all(ord(b) - ord(a) == 1 for a, b in pairwise(marks) if len(a) == len(b) == 1):
        return f"Guarantors {marks[0]} to {marks[-1]}"
    return f"Guarantors {listed(marks)}"


def gather(said: str) -> str:
    """A text with the guarantors that it lists gathered, `Guarantors A and E`, `Ukraine and Guarantors A to F`.

    >>> gather("Ukraine, Guarantor A, Guarantor B, Guarantor C and Guarantor D ratify")
    'Ukraine and Guarantors A to D ratify'
    """
    return _LAST.sub(r" and \1", _SEVERAL.sub(_gathered, said))


PROCEDURE = frozenset((
    "invoke", "vote", "withdraw", "convene", "waive", "request", "accede", "ratify", "repeal", "terminate", "object",
    "consent", "decide", "release",
))  # fmt: skip


def is_procedure(duty: Duty) -> bool:
    """Whether it is only a power to ask, vote, join or leave."""
    return duty.modal == "may" and bool(duty.measures) and set(duty.measures) <= PROCEDURE


def shown(record: Record) -> list[Duty]:
    """The duties that get a row: not the powers to ask, vote or leave."""
    return [d for d in record.duties if not is_procedure(d)]


def duty_verb(duty: Duty) -> str:
    """What a bearer is bound or free to do, as a label: `must use-force`, `may consult`."""
    return f"{duty.modal} {duty.action}" if duty.sure else f"not settled: {duty.modal} {duty.action}?"


def due_text(duty: Duty) -> str:
    """By when: `by 3 March 2027, 05:00`, or that no clock runs."""
    return f"by {day_text(duty.due, time=True)}" if duty.due is not None else "no deadline"


def fate(duty: Duty) -> str:
    """What became of a duty, as one phrase."""
    if not duty.sure:
        return f"not settled{': ' + duty.why if duty.why else ''}"
    if duty.status == "breached":
        if duty.modal == "must not":
            return f"breached {day_text(duty.ended or duty.since, time=True)}"
        if duty.performed is not None:
            return f"in breach; performed late, {day_text(duty.performed, time=True)}"
        return "in breach; not performed"
    if duty.status == "performed" and duty.performed is not None:
        return f"performed {day_text(duty.performed, time=True)}"
    if duty.status == "owed":
        return {"must": "still owed", "must not": "still holds"}.get(duty.modal, "open to it")
    ended = f" {day_text(duty.ended, time=True)}" if duty.ended is not None else ""
    return f"{duty.status}{ended}{': ' + duty.why if duty.why else ''}"


GLYPH = {"owed": "●", "performed": "●", "breached": "○", "unsettled": "?", "ended": "–", "may": "◐"}


def duty_state(duty: Duty) -> str:
    """The state of a duty as a mark shows it: owed · performed · breached · unsettled · ended · may."""
    if not duty.sure:
        return "unsettled"
    if duty.status in ("performed", "breached"):
        return duty.status
    if duty.modal in ("may", "intends to") and duty.status == "owed":
        return "may"
    return "owed" if duty.status == "owed" else "ended"


def votes_for(decision: DecisionLife) -> int:
    """How many votes for it counted in the end: each member's last."""
    last: dict[str, str] = {}
    for vote in decision.votes:
        if vote.counted:
            last[vote.who] = vote.value
    return sum(value == "for" for value in last.values())


def decision_fate(decision: DecisionLife) -> str:
    """What became of a decision, as one phrase."""
    if decision.status in ("open", "pending") or decision.closed is None:
        until = (
            f" until {day_text(decision.due, time=True)}"
            if decision.due is not None
            else ", with no deadline"
        )
        return (
            f"{decision.status}{until}" if decision.status == "open" else f"{decision.status}{_why(decision)}"
        )
    by = ", by default" if decision.by_default else ""
    return f"{decision.status} {day_text(decision.closed, time=True)}{by}{_why(decision)}"


def _why(decision: DecisionLife) -> str:
    return f": {decision.why}" if decision.why else ""


def outcome_glyph(code: str) -> str:
    """The glyph of an outcome."""
    return SHORT[code][0] if code in SHORT else "?"


def outcome_text(record: Record | None) -> str:
    """The headline of a record in a few words."""
    if record is None:
        return "Not run"
    if record.outcome is None:
        return "No attack, so no case"
    code = record.outcome.code
    return SHORT[code][1] if code in SHORT else OUTCOMES.get(code, code)
