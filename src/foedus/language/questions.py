"""Questions: `always …`, `never …`, `whenever E, Q within D`."""

import foedus.language.clauses as clauses
import foedus.language.conditions as conditions
import foedus.language.happenings as happenings
from foedus.language.cursor import Cursor
from foedus.language.who import at_who, who
from foedus.model import Cond, EventExpr, Hole, Period, Question


def question(c: Cursor) -> Question:
    """One question, up to the full stop."""
    start = c.i
    parts = _parts(c)
    if c.take("always"):
        c.take(",")
        return Question("always", conditions.condition(c), parts=parts, span=c.span_from(start))
    if c.take("never"):
        c.take(",")
        return Question("never", conditions.condition(c), parts=parts, span=c.span_from(start))
    if c.take("whenever"):
        event = happening(c)
        c.take(", then", "then", ",")
        claim, within = _claim(c)
        return Question("whenever", claim, event, within, parts, span=c.span_from(start))
    claim, within = _claim(c)
    return Question("is", claim, None, within, parts, span=c.span_from(start))


def _parts(c: Cursor) -> tuple[str, ...]:
    """`under protocol "X",`: parts of the text to read besides the public ones."""
    out: list[str] = []
    while c.at("under protocol", "under practice", "under amendment", "under understanding"):
        c.i += 2
        out.append(c.string() or c.fail("the part's title, in quotation marks"))
        c.take(",")
    return tuple(out)


def happening(c: Cursor) -> EventExpr:
    """An event, as in a question: `Russia makes a full-scale attack on Ukraine`, `Russia attacks Ukraine`."""
    start = c.i
    if happenings.at_event(c):
        event = happenings.event(c)
        c.take("occurs", "has occurred")
        return event
    if not at_who(c):
        c.fail("an event, such as “Russia makes a full-scale attack on Ukraine”")
    subject = who(c)
    if c.take("makes", "make", "commits"):
        made = happenings.event(c)
        return by(made, subject)
    return clauses.clause(c, subject, start)


def by(event: EventExpr, subject: object) -> EventExpr:
    """The event, done by a party."""
    from msgspec.structs import replace

    from foedus.model import AnyEvent, Pattern, Slot, TermEvent

    if isinstance(event, (Pattern, TermEvent)):
        return replace(event, slots=(Slot("by", subject), *event.slots))  # type: ignore[arg-type]
    if isinstance(event, AnyEvent):
        return replace(event, parts=tuple(by(part, subject) for part in event.parts))
    return event


def _claim(c: Cursor) -> "tuple[Cond, Period | None]":
    claim = conditions.condition(c)
    within: Period | None = None
    if c.take(", within", "within"):
        period = c.period()
        within = None if isinstance(period, Hole) else period
    return claim, within
