"""Descriptions of events: `a limited or larger attack by Russia on Ukraine in ?land`, `a member declares that …`."""

import foedus.language.conditions as conditions
from foedus.language.cursor import Cursor, ParseError
from foedus.language.lists import lettered
from foedus.language.messages import complain
from foedus.language.where import at_where, where
from foedus.language.who import THIS, at_who, one, who
from foedus.model import (
    AnyEvent,
    BreachOf,
    DecisionEvent,
    EventExpr,
    Hole,
    Pattern,
    Series,
    Slot,
    StateEvent,
    TermEvent,
    Who,
)  # fmt: skip
from foedus.model.events import LEVELS, SCALES

NOUNS = {
    "attack": "attack", "attacks": "attack", "aggression": "attack", "threat": "threat", "threats": "threat",
    "request": "request", "invocation": "invoke", "ratification": "ratify", "signature": "sign", "accession": "accede",
    "repeal": "repeal", "enactment": "enact", "withdrawal": "withdraw", "notice of withdrawal": "withdraw",
    "report": "report", "objection": "object", "consent": "consent", "declaration": "declare",
    "refusal of access": "refuse-access", "attribution": "attribute",
}  # fmt: skip
ACTIVE = ("attack", "threat")
OBJECTS = (
    "territory",
    "forces",
    "vessels",
    "aircraft",
    "installations",
    "infrastructure",
    "officials",
    "nationals",
)
_PLAIN = {
    "deliberate": Slot("deliberate", True), "accidental": Slot("deliberate", False),
    "unprovoked": Slot("provoked", False), "provoked": Slot("provoked", True), "external": Slot("origin", "abroad"),
    "internal": Slot("origin", "internal"), "nuclear": Slot("means", ("nuclear-weapons",)),
}  # fmt: skip


def at_event(c: Cursor) -> bool:
    """Whether an event is described here, as a noun."""
    if c.at("any of ("):
        mark = c.i
        c.i += 5  # any of ( a )
        yes = at_event(c)
        c.back_to(mark)
        return yes
    skip = 1 if c.at("a", "an", "the", "any", "each", "every", "that", "such", "the first") else 0
    if c.at("the first"):
        skip = 2
    mark = c.i
    c.i += skip
    try:
        while (
            c.at(*_PLAIN, *SCALES, "or", "larger", "smaller", "and", "armed")
            or (skip and c.token.kind == "hole" and c.peek().text not in (",",))
            or (c.at(",") and c.peek().text in (*_PLAIN, *SCALES))
            or (skip and c.peek().text in NOUNS and c.token.kind == "word" and not c.known(c.token))
        ):
            c.i += 1
        return bool(
            c.at(
                *NOUNS,
                "series",
                "breach",
                "end of",
                "start of",
                "entry into force",
                "decision",
                "any of (",
                "adoption",
                "rejection",
            )
            or c.look("event")
            or (c.look("term") and c.names.longest(c.tokens, c.i, ("term",), False))
            or (skip and c.look("state-of"))
        )
    finally:
        c.back_to(mark)


def event(c: Cursor) -> EventExpr:
    """An event, or any of several joined by `or`."""
    start = c.i
    if c.at("any of ("):
        c.take("any of")
        return AnyEvent(tuple(lettered(c, event)), span=c.span_from(start))
    parts = [_one(c)]
    while c.at("or", ", or") and _another(c):
        c.take("or", ", or")
        parts.append(_one(c))
    return parts[0] if len(parts) == 1 else AnyEvent(tuple(parts), span=c.span_from(start))


def _another(c: Cursor) -> bool:
    mark = c.i
    c.take("or", ", or")
    yes = at_event(c)
    c.back_to(mark)
    return yes


def _one(c: Cursor) -> EventExpr:
    start = c.i
    if c.at("breach of"):
        return _breach(c, start)
    first = bool(c.take("the first", "the next"))
    if not first:
        c.take("a", "an", "the", "any", "each", "every", "that", "such")
    if c.at("breach of", "breach by"):
        return _breach(c, start)
    if c.take("series of"):
        return _series(c, start)
    if edge := c.take("end of", "start of", "beginning of"):
        return StateEvent(state_name(c), "end" if edge == "end of" else "start", span=c.span_from(start))
    if c.take("entry into force"):
        if c.take("of"):
            if not c.take(*THIS):
                c.entry("instrument", "state-of", "event")
        return StateEvent("force", "start", span=c.span_from(start))
    if outcome := c.take("decision", "adoption", "rejection"):
        return _decision(c, start, outcome)
    slots = _adjectives(c)
    if c.at("and") and slots:
        c.fail("the attack that is described")
    if noun := c.take(*NOUNS):
        kind = NOUNS[noun]
        slots += attack_slots(c) if kind in ACTIVE else _plain_slots(c, kind)
        return Pattern(kind, tuple(slots), first, span=c.span_from(start))
    if found := c.entry("term"):
        slots += attack_slots(c)
        return TermEvent(found.name, tuple(slots), first, span=c.span_from(start))
    if found := c.entry("event"):
        slots += _plain_slots(c, "begin")
        return Pattern("begin", (Slot("name", found.name), *slots), first, span=c.span_from(start))
    if found := c.entry("state-of"):
        return StateEvent(found.name, "start", span=c.span_from(start))
    return c.fail("an event, such as an attack, a request or a defined term")


def state_name(c: Cursor) -> str:
    """The name of a declared state or event, with or without its article."""
    c.take("a", "an", "the", "that")
    found = c.entry("state-of", "event")
    return found.name if found else c.fail("the name of a state or an event")


def _breach(c: Cursor, start: int) -> EventExpr:
    by: Who | None = None
    articles: list[str] = []
    instrument = ""
    c.need("breach")
    while True:
        if c.take("by"):
            by = one(c)
        elif c.take("of"):
            articles, instrument = article_list(c)
        else:
            break
    return BreachOf(tuple(articles), instrument, by, span=c.span_from(start))


def article_list(c: Cursor) -> tuple[list[str], str]:
    """`article 4`, `articles 1 and 2 of RUSLAW`, `this treaty`: labels, and the instrument's name ('' is this one)."""
    if c.take(*THIS):
        return [], ""
    if found := c.entry("instrument"):
        return [], found.name
    if c.take("this article", "that article"):
        return [c.article], ""
    c.need("article", "articles", expected="an article")
    out = [c.label()]
    while c.at("and", ",", "or") and c.peek().kind in ("number", "word") and _is_label(c, c.peek().text):
        c.i += 1
        out.append(c.label())
    instrument = ""
    if (
        c.at("of")
        and c.peek().text.isupper()
        and c.peek().kind == "word"
        and not c.look("instrument", ahead=1)
    ):
        from foedus.base import nearest

        unknown = c.peek()
        fixes = tuple(c.replace(unknown, k) for k in nearest(unknown.text, c.names.instruments))
        c.error(
            "E0306",
            unknown,
            name=unknown.text,
            fixes=fixes,
            mend=f"use the file whose title is called {unknown.text}",
        )
    if c.at("of") and (c.look("instrument", ahead=1) or any(_phrase_ahead(c, t) for t in THIS)):
        c.take("of")
        found = c.entry("instrument")
        instrument = found.name if found else ""
        if not found:
            c.take(*THIS)
    return out, instrument


def _phrase_ahead(c: Cursor, phrase: str) -> bool:
    return c.peek().text == "this" and c.peek(2).text == phrase.split()[1]


def _is_label(c: Cursor, text: str) -> bool:
    return text[:1].isdigit() or (text.isupper() and set(text) <= set("IVXLC"))


def _series(c: Cursor, start: int) -> EventExpr:
    counted = c.take("at least")
    count = c.number() if counted else None
    if count is None:
        c.error("E0609")
    of = _one(c)
    within = None
    found_by: Who | None = None
    while True:
        if c.take("within", ", within"):
            period = c.period()
            within = period if not isinstance(period, Hole) else None
        elif c.take(", found by", "found by"):
            found_by = one(c)
        else:
            break
    return Series(count, of, within, found_by, span=c.span_from(start))


def _decision(c: Cursor, start: int, outcome: str) -> EventExpr:
    result = "rejected" if outcome == "rejection" else "adopted"
    decider: Who | None = None
    article = ""
    while True:
        if c.take("by"):
            decider = one(c)
        elif c.at("under article", "of article"):
            c.i += 1
            article = article_list(c)[0][0]
        elif c.at("of") and at_who_ahead(c):
            c.take("of")
            decider = one(c)
        else:
            break
    return DecisionEvent(result, decider, article, span=c.span_from(start))


def at_who_ahead(c: Cursor) -> bool:
    """Whether a party stands after the token at hand."""
    c.i += 1
    yes = at_who(c)
    c.i -= 1
    return yes


def _adjectives(c: Cursor) -> list[Slot]:
    slots: list[Slot] = []
    while True:
        start = c.i
        if word := c.take(*_PLAIN):
            plain = _PLAIN[word]
            slots.append(Slot(plain.name, plain.value, plain.op, span=c.span_from(start)))
        elif c.take("armed"):
            _armed(c)
        elif c.at(*SCALES) or (c.token.kind == "hole"):
            slots.append(scale(c))
        else:
            return slots
        if c.at("and", ",") and (c.peek().text in _PLAIN or c.peek().text in SCALES):
            c.i += 1


def _armed(c: Cursor) -> None:
    """`armed attack` says nothing more than `attack`; where a term armed-attack is defined, that is what is meant."""
    if c.at("attack", "attacks") and "armed-attack" in c.names.entries:
        first, last = c.tokens[c.i - 1], c.token
        fixes = (c.replace(first, "armed-attack", last), c.replace(first, "attack", last))
        span = c.source.span(first.start, last.end)
        problem = complain("E0301", span, fixes=fixes, word="armed attack", label="the term has a hyphen")
        why = "Without the hyphen it is any attack, and not the one that the draft defines."
        raise ParseError(problem._replace(why=why))


def scale(c: Cursor) -> Slot:
    """`limited`, `limited or larger`, `?threshold or more`, as a slot."""
    start = c.i
    value = c.hole("scale") or c.take(*SCALES)
    if not value:
        c.fail("below-threshold, limited or full-scale")
    op = "is"
    if c.take("or larger", "or more", "or greater"):
        op = "at-least"
    elif c.take("or smaller", "or less"):
        op = "at-most"
    return Slot("scale", value, op, span=c.span_from(start))


def attack_slots(c: Cursor) -> list[Slot]:
    """What may be said of an attack or threat after its noun."""
    slots: list[Slot] = []
    while True:
        start = c.i
        found = _attack_slot(c, start)
        if not found:
            c.back_to(start)
            return slots
        slots += found


def _attack_slot(c: Cursor, start: int) -> list[Slot]:
    if c.take("with attribution", ", with attribution", "attributed at least as", "attributed as"):
        return [level(c, start)]
    if c.take("by means of", "with", "using") or (c.at("by") and (c.look("means", ahead=1))):
        c.take("by")
        if not c.look("means", "measures"):
            return []
        return [Slot("means", means_list(c), span=c.span_from(start))]
    if c.take("by"):
        if not at_who(c):
            return []
        by = who(c)
        if c.at(", or by persons", "or by persons", ", or by any person", "or by any person"):
            c.take(",")
            c.i += 3
            one(c)
            c.need("directs", "direct", "directed")
            c.take(",")
            return [Slot("by", by, "or-directed", span=c.span_from(start))]
        return [Slot("by", by, span=c.span_from(start))]
    if c.take("directed by"):
        return [Slot("directed-by", one(c), span=c.span_from(start))]
    threat = c.at("to") and c.tokens[c.i - 1].text in ("threat", "threats")
    if not c.at("on purpose") and c.take("on", "against", *(("to",) if threat else ())):
        return on(c, start)
    if c.take("in", "within"):
        unknown = c.tokens[c.i - 1].text == "in" and c.token.kind == "word" and not c.known(c.token)
        if at_where(c) or unknown or c.look("party", "state", "group"):
            return [Slot("in", where(c), span=c.span_from(start))]
        return []
    if c.take("across"):
        return [Slot("across", where(c), span=c.span_from(start))]
    if c.take("of scale", "of at least scale"):
        return [scale(c)]
    if c.take(", lasting", "lasting"):
        c.take("at least", "more than")
        return [Slot("lasting", c.period(), "at-least", span=c.span_from(start))]
    if c.take("directed from abroad", "from abroad"):
        return [Slot("origin", "abroad", span=c.span_from(start))]
    if c.take("that is not", "other than"):
        if not at_event(c):
            return []
        return [Slot("event", _one(c), "not", span=c.span_from(start))]
    if c.at("while") and not c.at("while the"):
        c.take("while")
        return [Slot("while", conditions.unit(c), span=c.span_from(start))]  # type: ignore[arg-type]
    if c.take("from"):
        return [Slot("since", c.date(), span=c.span_from(start))] if c.token.kind == "date" else []
    return []


def level(c: Cursor, start: int) -> Slot:
    """`established`, `suspected or higher`: the standard of attribution."""
    value = c.hole("level") or c.take(*LEVELS) or c.fail("none, suspected or established")
    op = "at-least" if c.take("or higher", "or more", "or better") else "is"
    return Slot("attribution", value, op, span=c.span_from(start))


def on(c: Cursor, start: int) -> list[Slot]:
    """Whom or what an attack is on: `on Ukraine`, `on forces, vessels or aircraft of a member`."""
    objects: list[str] = []
    mark = c.i
    c.take("the")
    while c.at(*OBJECTS):
        objects.append(c.take(*OBJECTS))
        if not (c.at(",", "or", "and", ", or") and _object_ahead(c)):
            break
        c.take(", or", ",", "or", "and")
    if not objects:
        c.back_to(mark)
        return [Slot("on", who(c), span=c.span_from(start))]
    slots = [Slot("object", tuple(objects), span=c.span_from(start))]
    if c.take("of"):
        slots.insert(0, Slot("on", who(c), span=c.span_from(start)))
    return slots


def _object_ahead(c: Cursor) -> bool:
    mark = c.i
    c.take(", or", ",", "or", "and")
    yes = c.at(*OBJECTS)
    c.back_to(mark)
    return yes


def means_list(c: Cursor) -> "tuple[str, ...]":
    """Means, joined by commas, `and` or `or`."""
    out: list[str] = []
    while True:
        found = c.entry("means", "measures")
        if not found:
            c.fail("a means, such as drones or missiles", mend="declare it: means … .")
        out.append(found.name)
        mark = c.i
        if not c.take(", or", ", and", ",", "or", "and") or not c.look("means", "measures"):
            c.back_to(mark)
            return tuple(out)


def _plain_slots(c: Cursor, kind: str) -> list[Slot]:
    slots: list[Slot] = []
    while True:
        start = c.i
        if c.take("by"):
            if not at_who(c):
                c.back_to(start)
                return slots
            slots.append(Slot("by", who(c), span=c.span_from(start)))
        elif c.take("of", "from") and _of(c, kind, slots, start):
            continue
        elif c.back_to(start) or c.take("to"):
            slots.append(Slot("to", who(c), span=c.span_from(start)))
        else:
            c.back_to(start)
            return slots


def _of(c: Cursor, kind: str, slots: list[Slot], start: int) -> bool:
    """What stands after `of`: an instrument, an article, or a party."""
    if c.at(*THIS):
        c.take(*THIS)
        slots.append(Slot("instrument", "", span=c.span_from(start)))
    elif found := c.entry("instrument"):
        slots.append(Slot("instrument", found.name, span=c.span_from(start)))
    elif c.at("article"):
        articles, instrument = article_list(c)
        slots.append(Slot("article", articles[0], span=c.span_from(start)))
        if instrument:
            slots.append(Slot("instrument", instrument))
    elif c.at("the attack", "that attack") and kind == "attribute":
        c.i += 2
    elif at_who(c):
        slots.append(Slot("by" if kind != "threat" else "on", who(c), span=c.span_from(start)))
    else:
        return False
    return True
