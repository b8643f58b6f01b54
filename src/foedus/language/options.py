"""The options of open points: read once it is known what kind of term each point stands for."""

from typing import Any, NamedTuple

import foedus.language.conditions as conditions
import foedus.language.decisions as decisions
import foedus.language.declarations as declarations
import foedus.language.norms as norms
from foedus.base import Diagnostic, Fix, Span
from foedus.language.actions import LATITUDES, actions
from foedus.language.cursor import Cursor, ParseError
from foedus.language.lexer import Token
from foedus.language.messages import complain
from foedus.language.where import where
from foedus.language.who import one, who
from foedus.model import Action, Hole, OpenPoint, Predicate, Some
from foedus.model.events import LEVELS, SCALES

SLOTS = {
    "who": "a party or group", "decider": "who decides", "place": "a place", "scale": "a scale of attack",
    "level": "a standard of attribution", "duration": "a duration", "modal": "a modal (must, may …)",
    "predicate": "a modal with its actions", "action": "what is to be done", "condition": "a condition",
    "silence": "what silence means", "role": "a role (a party, not a party …)", "tail": "remain or end",
}  # fmt: skip


class Raw(NamedTuple):
    """An open point as written: its name, its options' tokens, what it asks, and (if ambiguous) who reads it so."""

    name: Token
    options: list[list[Token]]
    asks: str
    readers: list[str]
    span: Span


def raw_point(c: Cursor) -> Raw:
    """`open NAME: option | option, asks "…"` and `ambiguous NAME: Ukraine reads A, Russia and X read B`."""
    start = c.i
    ambiguous = c.take("open", "ambiguous") == "ambiguous"
    name = c.token
    if name.kind != "word":
        c.fail("the name of the open point")
    c.i += 1
    c.need(":", expected="a colon and the options")
    readers: list[str] = []
    options: list[list[Token]] = []
    asks = ""
    while not c.at_end():
        if ambiguous:
            names = [getattr(one(c), "name", "") or "a party"]
            while c.take("and"):
                names.append(getattr(one(c), "name", "") or "a party")
            readers.append(" and ".join(names))
            c.need("reads", "read")
        item: list[Token] = []
        while (
            not c.at_end()
            and not c.at("|")
            and not c.at(", asks", ", assumption", ", source", ", unverified")
        ):
            if ambiguous and c.at(",", ";") and _reader_follows(c):
                break
            item.append(c.token)
            c.i += 1
        if not item:
            c.fail("an option")
        options.append(item)
        if c.at(", asks"):
            c.i += 2
            asks = c.string() or c.fail("the question, in quotation marks")
        if c.at(", assumption", ", source", ", unverified") or not c.take(
            "|", *([",", ";"] if ambiguous else [])
        ):
            break
    return Raw(name, options, asks, readers, c.span_from(start))


def _reader_follows(c: Cursor) -> bool:
    """Whether a reader comes next, or several: `Egypt and Jordan read …`."""
    ahead = 1
    while (found := c.look("party", "state", "group", ahead=ahead)) is not None:
        after = c.peek(ahead + found[1]).text
        if after != "and":
            return after in ("reads", "read")
        ahead += found[1] + 1
    return False


def settle(
    c: Cursor, raw: Raw, uses: list[Hole], problems: list[Diagnostic], lost: bool = False
) -> OpenPoint:
    """The open point with its options parsed for the slot that it fills; problems are added to the list.

    lost: it is used in a sentence that could not be read.
    """
    texts = tuple(_text(c, item) for item in raw.options)
    name = raw.name.value
    place = c.span_of(raw.name)
    slots = list(dict.fromkeys(hole.slot for hole in uses if hole.slot))
    if len(raw.options) < 2:
        problems.append(
            complain(
                "E0504",
                place,
                name=name,
                count="one option" if raw.options else "no option",
                mend="add an option after |, or write the term in its place",
            )
        )
    for i, text in enumerate(texts):
        if text in texts[:i]:
            problems.append(complain("E0506", _span(c, raw.options[i]), name=name, option=text))
    if not slots:
        if not lost:
            problems.append(complain("E0505", place, name=name))
        return OpenPoint(name, texts, texts, raw.asks, "", tuple(raw.readers), span=raw.span)
    if len(slots) > 1 and set(slots) != {"who", "decider"}:
        odd = next(h for h in uses if h.slot == slots[1])
        problems.append(complain("E0503", odd.span, name=name, slot=SLOTS[slots[1]], other=SLOTS[slots[0]]))
    options = tuple(_option(c, item, slots[0], name, problems) for item in raw.options)
    return OpenPoint(name, options, texts, raw.asks, slots[0], tuple(raw.readers), span=raw.span)


def _text(c: Cursor, item: list[Token]) -> str:
    return " ".join(c.source.text[item[0].start : item[-1].end].split())


def _span(c: Cursor, item: list[Token]) -> Span:
    return c.source.span(item[0].start, item[-1].end)


def _option(c: Cursor, item: list[Token], slot: str, name: str, problems: list[Diagnostic]) -> Any:
    sub = Cursor(c.source, [*item, Token("end", "", item[-1].end, item[-1].end)], c.names)
    try:
        value = read(sub, slot)
        if not sub.at_end():
            sub.error(
                "E0209",
                found=f"“{sub.token.text}”",
                why="The option ends before it.",
                mend="write | before a new option",
            )
        if sub.holes:
            sub.error(
                "E0401",
                item[0],
                message="an option may not hold an open point",
                why="Each point is settled by itself.",
                mend="write out the options",
            )
        return value
    except ParseError as error:
        inner = error.diagnostic
        if inner.code not in (
            "E0201",
            "E0203",
            "E0204",
            "E0209",
            "E0401",
        ):  # it says best itself what is wrong
            problems.append(inner)
        else:
            whole = complain(
                "E0502", _span(c, item), name=name, slot=SLOTS[slot], mend=f"write {SLOTS[slot]}"
            )
            problems.append(
                whole._replace(
                    fixes=(*whole.fixes, Fix(f"{inner.message}")) if inner.code != "E0201" else whole.fixes
                )
            )
        return _text(c, item)


def read(c: Cursor, slot: str) -> Any:
    """One option, read as a term of its slot."""
    match slot:
        case "who":
            return who(c)
        case "decider":
            return decisions.decider(c)
        case "place":
            return where(c)
        case "scale":
            return c.take(*SCALES) or c.fail("below-threshold, limited or full-scale")
        case "level":
            return c.take(*LEVELS) or c.fail("none, suspected or established")
        case "duration":
            return c.period()
        case "modal":
            return "nothing" if c.take("nothing") else norms.modal_word(c)
        case "predicate":
            return norms.predicate(c)
        case "action":
            return action(c)
        case "condition":
            return conditions.condition(c)
        case "silence":
            return decisions.silence_option(c)
        case "role":
            return declarations.role_word(c)
        case "tail":
            return c.need("remain", "end") == "remain"
        case _:
            return c.fail("a term")


def action(c: Cursor) -> Predicate:
    """An option that stands after a modal: `arm Ukraine and sanction Russia`, `nothing`."""
    start = c.i
    if c.take("nothing"):
        return Predicate("nothing", span=c.span_from(start))
    acts, any_of = actions(c)
    latitude = next((LATITUDES[w] for w in [c.take(*LATITUDES)] if w), "")
    return Predicate(
        "", tuple(a for a in acts if isinstance(a, Action)), latitude, any_of, span=c.span_from(start)
    )


__all__ = ["SLOTS", "Raw", "Some", "action", "raw_point", "read", "settle"]
