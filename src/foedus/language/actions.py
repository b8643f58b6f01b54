"""What is owed: measures, what they are done to, and with what latitude."""

import foedus.language.happenings as happenings
from foedus.base import Duration
from foedus.language.cursor import Cursor
from foedus.language.who import THIS, at_who, who
from foedus.model import Action, Hole, Period, Who

LATITUDES = {
    "by all means in its power": "all-means", "by all the means in its power": "all-means",
    "by all means in their power": "all-means", "at its discretion": "discretion", "at their discretion": "discretion",
    "by such action as it deems necessary": "discretion",
    "as it deems necessary": "discretion", "in accordance with its constitutional process": "process",
    "in accordance with the constitutional process of its bearer": "process",
    "in accordance with its constitutional processes": "process", "under its constitutional process": "process",
}  # fmt: skip


_THINGS = (
    "assistance", "aid", "help", "the attack", "that attack", "any other state", "another state", "common measures",
    "about common measures", "joint measures",
    "its independence", "of the case", "the case", "a meeting", "about measures",
    "measures",
)  # fmt: skip


def actions(c: Cursor) -> "tuple[tuple[Action | Hole, ...], bool]":
    """Measures with what they are done to, joined by `and` (all) or `or` (any suffices)."""
    out: list[Action | Hole] = [_action(c)]
    mode = ""
    while c.at("and", "or", ", and", ", or", ",") and _action_ahead(c):
        mark = c.i
        word = c.take(", and", ", or", "and", "or", ",").lstrip(", ")
        if word and mode and word != mode:
            c.error("E0207", c.tokens[mark])
        mode = word or mode
        out.append(_action(c))
    return tuple(out), mode == "or"


def _action_ahead(c: Cursor) -> bool:
    mark = c.i
    c.take(", and", ", or", "and", "or", ",")
    yes = (
        c.token.kind == "hole"
        or c.look("measure", "measures") is not None
        or c.at("take", "attack", "withdraw from")
    )
    c.back_to(mark)
    return yes


_VERB_MEASURES = {
    "attack": "attack", "threaten": "threaten", "invoke": "invoke", "repeal": "repeal", "convene": "convene",
    "request": "request", "object": "object", "waive": "waive", "suspend": "suspend", "declare": "declare",
    "vote": "vote", "withdraw": "withdraw", "recognise": "recognise", "maintain": "maintain", "respect": "respect",
    "prohibit": "prohibit", "join": "join", "give access": "give-access", "refuse access": "refuse-access",
    "decide": "decide", "attribute": "attribute", "find": "find", "ratify": "ratify", "act": "assist",
    "terminate": "terminate", "take part in": "take-part", "accede": "accede", "enact": "enact",
}  # fmt: skip


def _action(c: Cursor) -> "Action | Hole":
    start = c.i
    c.take("to")
    if hole := c.hole("action"):
        return hole
    if c.take("take such action as it deems necessary"):
        return Action("assist", latitude="discretion", span=c.span_from(start))
    if not c.at("take part in") and c.take("take any of", "take"):
        c.take("that measure", "those measures", "the measures", "the measure")
        found = c.entry("measure", "measures")
        return _object(c, found.name if found else "decided-measures", start)
    if found := c.entry("measure", "measures"):
        return _object(c, found.name, start)
    if verb := c.take(*_VERB_MEASURES):
        return _object(c, _VERB_MEASURES[verb], start)
    late = c.at(
        "within", "when", "if", "unless", "provided", "by", "on", "at", "without delay", "immediately"
    )
    mend = f"write the measure first, and “{c.token.text} …” after it" if late else ""
    return c.fail("a measure, such as consult, assist or use-force", mend=mend)


def _object(c: Cursor, measure: str, start: int) -> Action:
    """What a measure is done to, about, how much of it, and with what latitude."""
    target: Who | None = None
    about, unit, latitude = "", "", ""
    quantity = 0
    every: Period | None = None
    while True:
        mark = c.i
        if word := c.take(*LATITUDES):
            latitude = LATITUDES[word]
        elif c.take("each year", "every year", "each month", "every month", "each week", "every week"):
            every = Period((Duration(1, c.tokens[c.i - 1].text),))
        elif not quantity and measure in ("supply", "arm") and (count := c.number()) is not None:
            quantity, unit = count, _unit(c)
        elif c.take("about", "on", "of") and (text := c.string()) is not None:
            about = text
        elif c.back_to(mark) or (about == "" and _at_about(c)):
            about = _about(c, measure)
        elif target is None and _at_target(c):
            c.take("on behalf of", "of", "for", "to", "against", "with", "over")
            target = who(c)
        else:
            c.back_to(mark)
            return Action(measure, target, about, quantity, unit, every, latitude, span=c.span_from(start))


def _unit(c: Cursor) -> str:
    words: list[str] = []
    while c.token.kind in ("word", "string") and not c.at(
        "each", "every", "to", "for", "within", "at", "by", "of"
    ):
        words.append(c.token.value)
        c.i += 1
    return " ".join(words) or c.fail("what is supplied")


def _at_target(c: Cursor) -> bool:
    mark = c.i
    c.take("on behalf of", "of", "for", "to", "against", "with", "over")
    yes = (at_who(c) and not c.at("at least", "no", "it", "that")) or (
        c.at("that", "it") and at_who(c) and c.i == mark
    )
    c.back_to(mark)
    return bool(yes)


def _at_about(c: Cursor) -> bool:
    return (
        c.token.kind == "string"
        or c.at(
            "this treaty",
            "article",
            *THIS,
            "access",
            "assistance",
            "aid",
            "help",
            "the attack",
            "that attack",
            "common measures",
            "about common measures",
            "joint measures",
            "its independence",
            "the case",
            "of the case",
            "a meeting",
            "measures",
            "about measures",
            "ceasefire",
            "part in",
            "any other state",
            "another state",
        )
        or c.look("instrument") is not None
        or c.look("term") is not None
    )


def _about(c: Cursor, measure: str) -> str:
    """The thing, as opposed to the party, that a measure is about; kept as its words."""
    if (text := c.string()) is not None:
        return text
    start = c.i
    if c.at("article"):
        happenings.article_list(c)
        return c.text_from(start)
    if c.take(*_THINGS, *THIS):
        return c.text_from(start).removeprefix("about ")
    if found := c.entry("instrument", "term"):
        return found.name
    c.i += 1
    return c.text_from(start)
