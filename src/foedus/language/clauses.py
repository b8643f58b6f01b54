"""Events as clauses: `a member declares that …`, `Russia attacks Ukraine`, `the victim requests it`."""

import foedus.language.happenings as happenings
from foedus.language.cursor import Cursor
from foedus.language.happenings import ACTIVE
from foedus.language.who import THIS, at_who, one, who
from foedus.model import EventExpr, Pattern, Slot, Who

VERBS = {
    "attacks": "attack", "attack": "attack", "threatens": "threat", "threaten": "threat", "requests": "request",
    "request": "request", "invokes": "invoke", "invoke": "invoke", "ratifies": "ratify", "ratify": "ratify",
    "signs": "sign", "sign": "sign", "accedes": "accede", "accede": "accede", "repeals": "repeal", "repeal": "repeal",
    "enacts": "enact", "enact": "enact", "withdraws": "withdraw", "withdraw": "withdraw", "reports": "report",
    "report": "report", "objects": "object", "object": "object", "consents": "consent", "consent": "consent",
    "declares": "declare", "declare": "declare", "refuses access": "refuse-access", "refuse access": "refuse-access",
    "gives access": "give-access", "give access": "give-access", "waives": "waive", "waive": "waive",
    "decides": "decide", "decide": "decide", "finds": "find", "find": "find", "acts to": "act", "act to": "act",
    "suspends": "suspend", "suspend": "suspend", "ceases fire": "cease", "cease fire": "cease",
}  # fmt: skip


def at_verb(c: Cursor) -> bool:
    """Whether the verb of an event stands here."""
    return c.at(*VERBS)


def clause(c: Cursor, by: Who, start: int) -> EventExpr:
    """The rest of `a member declares that …`, `Russia attacks Ukraine`, `the victim requests it`."""
    verb = c.take(*VERBS)
    if not verb:
        c.fail("what is done, such as attacks, requests, invokes or ratifies")
    kind = VERBS[verb]
    slots = [Slot("by", by, span=by.span)]
    if kind == "cease":
        kind, slots = "act", [*slots, Slot("measure", "cease-fire")]
    else:
        slots += clause_slots(c, kind)
    return Pattern(kind, tuple(slots), span=c.span_from(start))


def clause_slots(c: Cursor, kind: str) -> list[Slot]:
    """What follows the verb of a clause."""
    start = c.i
    if kind in ACTIVE:
        slots: list[Slot] = []
        if not c.at("by", "in", ","):
            c.take("the independence of", "the territory of")
            slots = happenings.on(c, start)
        return slots + happenings.attack_slots(c)
    if kind == "declare":
        return _declared(c, start)
    if kind in ("request", "object", "consent", "act", "decide"):
        return asked(c, start)
    if kind == "waive":
        return [Slot("article", tuple(happenings.article_list(c)[0]), span=c.span_from(start))]
    if kind in ("refuse-access", "give-access"):
        slots = []
        if c.take("to"):
            slots.append(Slot("to", who(c), span=c.span_from(start)))
        if c.take("for"):
            slots.append(Slot("lasting", c.period(), "at-least", span=c.span_from(start)))
        return slots
    if kind == "report":
        return [Slot("to", who(c), span=c.span_from(start))] if c.take("to") else []
    if kind == "invoke" and c.at("the case"):
        c.i += 2
        return []
    slots = []
    if kind in ("withdraw", "accede"):
        c.take("from" if kind == "withdraw" else "to")
    if c.take(*THIS):
        slots.append(Slot("instrument", "", span=c.span_from(start)))
    elif found := c.entry("instrument"):
        slots.append(Slot("instrument", found.name, span=c.span_from(start)))
    elif c.at("article", "articles"):
        articles, instrument = happenings.article_list(c)
        slots.append(Slot("article", articles[0], span=c.span_from(start)))
        if instrument:
            slots.append(Slot("instrument", instrument))
    return slots


def _declared(c: Cursor, start: int) -> list[Slot]:
    if (text := c.string()) is not None:
        return [Slot("text", text, span=c.span_from(start))]
    if c.take("that"):
        subject = one(c)
        if c.take("is threatened", "are threatened"):
            return [Slot("on", subject, span=c.span_from(start)), Slot("text", "threatened")]
        if c.take("is attacked", "has been attacked"):
            return [Slot("on", subject, span=c.span_from(start)), Slot("text", "attacked")]
        return c.fail("is threatened or is attacked")
    if c.at("the end of"):
        c.i += 3
        return [Slot("text", "end of " + happenings.state_name(c), span=c.span_from(start))]
    return c.fail("what is declared: a quotation, “that X is threatened”, or “the end of …”")


def asked(c: Cursor, start: int) -> list[Slot]:
    """`requests assistance from X`, `objects to use-force`, `consents`, `acts to use-force for Ukraine`."""
    slots: list[Slot] = []
    c.take("to", "in")
    if c.take("it", "this", "that", "so"):
        pass
    elif c.take("the assistance", "assistance", "aid", "help"):
        slots.append(Slot("measure", "assist", span=c.span_from(start)))
    elif c.take("the consultation", "consultations", "consultation", "a meeting", "meetings"):
        slots.append(Slot("measure", "consult", span=c.span_from(start)))
    elif found := c.entry("measure", "measures"):
        slots.append(Slot("measure", found.name, span=c.span_from(start)))
        if (whom := c.look("party", "state", "actor")) and c.peek(whom[1]).text in (",", ".", "under"):
            slots.append(Slot("for", who(c), span=c.span_from(start)))
    while True:
        mark = c.i
        if c.take("of", "from"):
            slots.append(Slot("from", who(c), span=c.span_from(mark)))
        elif c.take("for the sole purpose of", "for the purpose of"):
            slots.append(Slot("purpose", purpose(c), span=c.span_from(mark)))
        elif c.take("for", "against", "to"):
            if not at_who(c):
                c.back_to(mark)
                return slots
            slots.append(Slot("for", who(c), span=c.span_from(mark)))
        elif (c.at("under article") or c.at("under")) and c.take("under"):
            articles, instrument = happenings.article_list(c)
            slots.append(Slot("article", articles[0] if articles else "", span=c.span_from(mark)))
            if instrument:
                slots.append(Slot("instrument", instrument))
        else:
            return slots


def purpose(c: Cursor) -> str:
    """A purpose, as the text names it: a quotation, or the words up to the next comma."""
    if (text := c.string()) is not None:
        return text
    words: list[str] = []
    while not c.at_end() and not c.at(",", ";") and c.token.kind in ("word", "number"):
        words.append(c.token.text)
        c.i += 1
    return " ".join(words) or c.fail("a purpose")


def event_found(c: Cursor) -> None:
    """An event stands where a condition is needed: `when an attack …`."""
    word = c.tokens[max(c.start, c.i - 1)]
    happenings.event(c)
    if not (c.at_end() or c.at(",", "and", "or") or at_who(c)):
        return
    after = word.text.lower() in ("when", "if", "where")
    text = "After" if word.text[:1].isupper() else "after"
    fixes = (c.replace(word, text)._replace(text="write “after …” for the event"),) if after else ()
    c.error("E0402", c.tokens[max(c.start, c.tokens.index(word) + 1)], word=word.text.lower(), fixes=fixes)
