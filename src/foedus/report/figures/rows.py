"""The rows of a timeline: decisions and duties as bars, with labels that fit beside, inside or below them."""

from collections.abc import Callable
from typing import NamedTuple

from foedus.model import DecisionLife, Duty, Record, Ref
from foedus.report.figures.axis import Axis
from foedus.report.figures.lanes import width
from foedus.report.markup import Markup, el, join
from foedus.report.words import capital, duty_verb, votes_for

HEIGHT = 20.0
Href = Callable[[Ref], str]
Rel = Callable[[int], str]


class Frame(NamedTuple):
    """What all rows share: the axis, the limits, how instants and sentences are referred to."""

    axis: Axis
    left: float
    right: float
    end: int
    rel: Rel
    href: Href


class Row(NamedTuple):
    """A drawn row: its label, its marks for y = 0, how high it is, what stands above all marks, and when it is due."""

    label: str
    body: Markup
    height: float
    over: Markup = Markup("")
    due: int | None = None


def note(frame: Frame, said: str, start: float, end: float, colour: str = "") -> tuple[Markup, float]:
    """A label to the right of a bar if it fits there, else below it; and how much height it takes below."""
    if not said:
        return Markup(""), 0.0
    wide = width(said, 13.6, bool(colour))
    classes = f"ev {colour}".strip()
    if end + 12 + wide <= frame.right:
        return el("text", said, x=end + 12, y=14.6, class_=classes), 0.0
    x = min(max(start, frame.left), frame.right - wide)
    return el("text", said, x=max(frame.left, x), y=HEIGHT + 14.5, class_=classes), 18.0


def linked(frame: Frame, ref: Ref, label: str, *parts: Markup) -> Markup:
    """Marks that lead to their sentence, if it is printed."""
    href = frame.href(ref)
    if not href:
        return el("g", *parts)
    return el("a", *parts, href=href, aria_label=f"{label}: {ref.label}")


def inside(said: str, start: float, end: float, class_: str, frame: Frame) -> Markup | None:
    """A label inside a bar, if there is room before the bar ends or the axis breaks."""
    end = min([end, *(x - 9 for x, _ in frame.axis.breaks if x - 9 > start)])
    if end - start < width(said, 13.2, True) + 14:
        return None
    return el("text", said, x=start + 7, y=14.6, class_=class_)


def _box(start: float, end: float, class_: str) -> Markup:
    return el("rect", x=start, y=0, width=max(end - start, 2.5), height=HEIGHT, class_=class_)


def decision_row(decision: DecisionLife, frame: Frame, record: Record, label: str) -> Row:
    """A decision from its opening to its close."""
    stop = decision.closed if decision.closed is not None else frame.end
    start, end = frame.axis.x(decision.opened), frame.axis.x(stop)
    votes = votes_for(decision)
    state = f"open: {votes} of the {decision.need} votes needed" if decision.need > 1 else "open"
    if decision.need > 1 and votes >= decision.need:
        state = f"{votes} of {len(decision.electorate)} for"
    parts = [_box(start, max(end, start + 3), "b-decision")]
    said = inside(state, start, end, "bar", frame)
    parts += [said] if said else []
    told, colour = _closing(decision, frame)
    if decision.status == "adopted":
        parts.append(el("circle", cx=end, cy=HEIGHT / 2, r=6, class_="s-owed halo"))
    elif decision.status in ("lapsed", "rejected"):
        parts.append(el("path", d=f"M{end - 6:.1f} 4l12 12m0 -12l-12 12", class_="cross"))
    if not said and decision.status in ("lapsed", "open", "pending") and decision.need > 1:
        told = f"{told} ({votes} of {decision.need} votes)"
    if decision.status == "lapsed" and not record.duties:
        told += ": nobody owes anything"
    text, more = note(frame, told, start, end, colour)
    name = f"{decision.rule} decides {decision.subject}: {told}"
    return Row(label, linked(frame, decision.ref, name, *parts), HEIGHT + more, text)


def _closing(decision: DecisionLife, frame: Frame) -> tuple[str, str]:
    """How a decision ended, and the colour of those words."""
    if decision.closed is None:
        return (f"{decision.status} at the end", "")
    by = " by default" if decision.by_default else ""
    verb = {"lapsed": "lapses", "adopted": "adopted", "rejected": "rejected"}.get(
        decision.status, decision.status
    )
    said = capital(f"{verb}{by}, {frame.rel(decision.closed)}")
    return said, "gap" if decision.status in ("lapsed", "rejected") else ""


def duty_row(duty: Duty, frame: Frame, label: str) -> Row:
    """A duty, power, policy or prohibition from its arising to its end."""
    x = frame.axis.x
    due = duty.due
    stop = duty.ended if duty.ended is not None else duty.performed
    if duty.status == "breached":
        stop = due if due is not None else duty.ended
    start, end = x(duty.since), x(stop if stop is not None else frame.end)
    end = max(end, start + 3)
    kind = (
        "b-unsettled" if not duty.sure else {"must": "b-owed", "must not": "b-not"}.get(duty.modal, "b-may")
    )
    loose = duty.status == "owed" and due is None and duty.modal == "must" and duty.sure
    verb = duty_verb(duty) + (", no deadline" if loose else "")
    parts = [_box(start, end, kind)]
    said = inside(verb, start, end, "bar w" if kind == "b-owed" else "bar", frame)
    parts += [_plate(verb, start)] if said and kind == "b-unsettled" else []
    parts += [said] if said else []
    told, colour = _ending(duty, frame)
    begin = start
    if due is not None and stop is not None and stop < due and duty.status != "breached":
        parts.insert(0, el("rect", x=end, y=0, width=max(0.0, x(due) - end), height=HEIGHT, class_="b-left"))
    if duty.status == "breached" and duty.sure:
        last = x(duty.performed if duty.performed is not None else frame.end)
        parts.append(_box(end, last, "b-gap"))
        written = inside("breach", end, last, "bar w2", frame)
        parts += [written] if written else []
        begin, end = end, max(end + 2.5, last)
    if duty.performed is not None:
        parts.append(el("circle", cx=x(duty.performed), cy=HEIGHT / 2, r=6, class_="s-ink halo"))
    if not said:
        told = f"{verb}; {told}" if told else verb
    wide_to = max(end, x(due)) if due is not None and _beside_due(due, end, told, frame) else end
    text, more = note(frame, told, begin, wide_to, colour)
    name = f"{duty.bearer} {verb}{'; ' + told if told and not told.startswith(verb) else ''}"
    return Row(label, linked(frame, duty.ref, name, *parts), HEIGHT + more, text, due)


def _beside_due(due: int, end: float, told: str, frame: Frame) -> bool:
    """Whether a note beside the bar would run through the rule of its own deadline."""
    x = frame.axis.x(due)
    return end + 2 < x < end + 14 + width(told)


def _plate(said: str, start: float) -> Markup:
    """A ground under words that stand on hatching."""
    return el(
        "rect", x=start + 4, y=1.5, width=width(said, 13.2, True) + 6, height=HEIGHT - 3, class_="plate"
    )


def _ending(duty: Duty, frame: Frame) -> tuple[str, str]:
    """How a duty ended, in a few words, and their colour."""
    if not duty.sure:
        return duty.why, ""
    if duty.status == "breached":
        if duty.performed is not None:
            return f"performed late, {frame.rel(duty.performed)}", "gap"
        if duty.modal == "must not":
            return "breached", "gap"
        return "in breach to the end", "gap"
    if duty.status == "performed" and duty.performed is not None:
        return f"performed, {frame.rel(duty.performed)}", ""
    if duty.status == "owed":
        return "", ""
    ended = f", {frame.rel(duty.ended)}" if duty.ended is not None else ""
    return f"{duty.status}{ended}{': ' + duty.why if duty.why else ''}", ""


def hatch_row(label: str, said: str, start: float, end: float, frame: Frame) -> Row:
    """A row of somebody who is not bound."""
    end = max(end, start + 60)
    parts = [_box(start, min(end, frame.right), "b-hatch")]
    wide = width(said) + 12
    middle = min(max((start + end) / 2, frame.left + wide / 2), frame.right - wide / 2)
    if wide < (end - start) - 40:
        parts.append(el("rect", x=middle - wide / 2, y=1, width=wide, height=HEIGHT - 2, class_="plate"))
        parts.append(el("text", said, x=middle, y=14.6, class_="ev", text_anchor="middle"))
        return Row(label, join(parts), HEIGHT)
    text, more = note(frame, said, start, min(end, frame.right))
    return Row(label, join(parts), HEIGHT + more, text)
