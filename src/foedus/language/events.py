"""The sentences of a timeline: `2027-03-01 04:00: Russia attacks territory of Ukraine in Odesa by drones, …`."""

import foedus.language.clauses as clauses
import foedus.language.happenings as happenings
from foedus.base import When
from foedus.language.cursor import Cursor
from foedus.language.where import where
from foedus.language.who import THIS, at_who, names_list, one, who
from foedus.model import Event, Named, Pattern, Several, Slot, Who
from foedus.model.events import LEVELS, SCALES

_VERBS = {
    **clauses.VERBS,
    "votes": "vote", "vote": "vote", "abstains": "vote", "abstain": "vote", "acts": "act", "act": "act",
    "gives notice of withdrawal": "withdraw", "give notice of withdrawal": "withdraw", "denounces": "withdraw",
    "denounce": "withdraw", "attributes": "attribute", "attribute": "attribute", "adopts": "decide", "adopt": "decide",
    "rejects": "decide", "reject": "decide", "approves": "decide", "refuses": "decide",
    "takes the measures necessary": "decide", "judges": "find",
    "commits": "attack", "makes": "attack", "releases": "release", "resumes": "resume", "terminates": "terminate",
}  # fmt: skip
_LONGEST_FIRST = tuple(sorted(_VERBS, key=lambda verb: -verb.count(" ")))


def event(c: Cursor, when: When, until: When | None, order: int) -> list[Event]:
    """One event, or one for each subject (`Poland and France ratify`)."""
    start = c.i
    if passive := _passive(c):
        kind, slots = passive
        return [Event(kind, when, tuple(slots), until, False, _called(c), order, span=c.span_from(start))]
    subjects = _subjects(c)
    omitted = bool(c.take("does not", "do not"))
    kind, slots = _verb(c)
    slots += _after_commas(c)
    name = _called(c)
    span = c.span_from(start)
    return [
        Event(kind, when, (Slot("by", subject), *slots), until, omitted, name, order + i, span=span)
        for i, subject in enumerate(subjects)
    ]


def _subjects(c: Cursor) -> list[Who]:
    start = c.i
    if not at_who(c):
        if happenings.at_event(c):
            c.fail("who acts", mend="write who does it: Russia attacks Ukraine, Ukraine requests assistance")
        c.fail(
            "who acts: a declared party, actor or organ",
            mend="declare it in the timeline: actor NAME is non-state. (or place, party)",
        )
    subject = who(c)
    if isinstance(subject, Several):
        return list(subject.parts)
    if isinstance(subject, Named):
        return [subject]
    c.back_to(start)
    return [who(c)]


def _passive(c: Cursor) -> tuple[str, list[Slot]] | None:
    """Events without an actor: a finding of attribution, the start or end of a state."""
    start = c.i
    if c.at("the attack of", "the case of", "the attack", "the attack on"):
        case = case_of(c)
        if not c.at("is attributed to nobody") and c.take("is attributed to", "was attributed to"):
            to = Slot("to", one(c), span=c.span_from(start))
            c.take(",")
            found = c.take(*LEVELS) or "established"
            slots = [Slot("case", case), to, Slot("attribution", found)]
            if c.take("by", ", by"):
                slots.append(Slot("by", one(c)))
            return "attribute", slots
        if c.take("is not attributed", "is attributed to nobody"):
            return "attribute", [Slot("case", case), Slot("attribution", "none")]
        c.fail("is attributed to …")
    c.take("a", "an", "the")
    found = c.look("event", "state-of")
    if found:
        after = c.i + found[1]
        c.entry("event", "state-of")
        if c.take("enters into force", "begins", "occurs", "starts", "takes place", "is agreed"):
            return "begin", [Slot("name", found[0].name)]
        if c.take("ends", "is over", "collapses"):
            return "end", [Slot("name", found[0].name)]
        if c.at_end():
            return "begin", [Slot("name", found[0].name)]
        c.back_to(after)
        c.fail("begins, enters into force, occurs or ends")
    c.back_to(start)
    if c.take(*THIS) or c.entry("instrument"):
        name = c.tokens[c.i - 1].text if c.tokens[c.i - 2].text != "this" else ""
        if c.take("enters into force"):
            return "begin", [Slot("name", "force"), Slot("instrument", name)]
        if c.take("ends", "is terminated"):
            return "terminate", [Slot("instrument", name)]
        if c.take("is repealed"):
            return "repeal", [Slot("instrument", name)]
    c.back_to(start)
    return None


def case_of(c: Cursor) -> str:
    """`the attack of 2001-09-11`, `the attack called "A"`, `the attack on Poland`: how the case is named, as text."""
    c.need("the attack", "the case", expected="the attack of a date")
    if c.take("of"):
        return str(c.date())
    if c.take("called"):
        return c.string() or c.fail("the name of the event, in quotation marks")
    if (text := c.string()) is not None:
        return text
    return ""


def _verb(c: Cursor) -> tuple[str, list[Slot]]:
    verb = c.take(*_LONGEST_FIRST)
    if not verb:
        return _measure(c)
    kind = _VERBS[verb]
    match kind:
        case "vote":
            return kind, _vote(c, verb)
        case "attack" | "threat":
            return _attack(c, kind, verb)
        case "act":
            c.take("to")
            return _measure(c)
        case "attribute":
            return kind, _attribution(c)
        case "decide":
            return kind, _decides(c, verb)
        case "find":
            return kind, _finds(c)
        case "waive":
            return kind, _waives(c)
        case "withdraw" | "suspend" | "release" | "resume" | "terminate" | "cease":
            return _plain(c, kind)
        case "invoke":
            slots = clauses.clause_slots(c, kind)
            return kind, slots + _for_case(c)
        case _:
            return kind, clauses.clause_slots(c, kind)


def _measure(c: Cursor) -> tuple[str, list[Slot]]:
    """`acts to use-force for Ukraine`, `the members consult`, `France assists Poland`: a measure is taken."""
    start = c.i
    found = c.entry("measure", "measures")
    name = found.name if found else ""
    if not name:
        word = c.token.text
        for stem in (word.removesuffix("s"), word.removesuffix("es")):
            entry = c.names.entries.get(stem)
            if c.token.kind == "word" and entry and entry.kind == "measure":
                name = stem
                c.i += 1
                break
    if not name:
        mend = "join those who act by “and”" if c.at(",") else ""
        c.fail("what happens: attacks, invokes, votes, ratifies, acts to …, or a measure", mend=mend)
    slots = [Slot("measure", name, span=c.span_from(start))]
    while not c.at_end():
        mark = c.i
        c.take(",")
        if c.take("for the sole purpose of", "for the purpose of"):
            slots.append(Slot("purpose", clauses.purpose(c)))
        elif c.take("under"):
            articles, instrument = happenings.article_list(c)
            slots.append(Slot("article", articles[0] if articles else ""))
            if instrument:
                slots.append(Slot("instrument", instrument))
        elif c.at("for the attack", "for the case"):
            slots += _for_case(c)
        elif (c.take("for", "to", "against", "with", "on", "in") or True) and at_who(c):
            slots.append(Slot("for", who(c)))
        elif c.take("about") or c.token.kind == "string":
            slots.append(Slot("text", c.string() or c.fail("what about, in quotation marks")))
        else:
            c.back_to(mark)
            break
    return "act", slots


def _vote(c: Cursor, verb: str) -> list[Slot]:
    start = c.i
    if verb.startswith("abstain"):
        value = "abstain"
        c.take("on the case", "on the decision", "on the acceptance", "on the finding")
    else:
        value = c.take("for", "against") or ("abstain" if c.take("to abstain") else c.fail("for or against"))
        if c.at("the attack"):
            return [Slot("value", value, span=c.span_from(start)), Slot("case", case_of(c))]
        found = c.take("the case", "the decision", "the acceptance", "the finding", "the measure", "it")
        if not found and (measure := c.entry("measure", "measures")):
            return [
                Slot("value", value, span=c.span_from(start)),
                Slot("measure", measure.name),
                *_for_case(c),
            ]
        if found == "the case" and c.at("of"):
            c.i -= 2
            return [Slot("value", value, span=c.span_from(start)), Slot("case", case_of(c))]
    slots = [Slot("value", value, span=c.span_from(start))]
    if c.take("under"):
        slots.append(Slot("article", happenings.article_list(c)[0][0]))
    return slots + _for_case(c)


def _for_case(c: Cursor) -> list[Slot]:
    start = c.i
    if c.at("for the attack", "for the case", "in the case of", "on the attack"):
        c.i += 1
        if c.at("the attack on") or (c.peek(2).text not in ("of", "called") and c.peek(2).kind != "string"):
            c.i += 2
            return []
        return [Slot("case", case_of(c), span=c.span_from(start))]
    return []


def _attack(c: Cursor, kind: str, verb: str) -> tuple[str, list[Slot]]:
    start = c.i
    if verb in ("commits", "makes"):
        made = happenings.event(c)
        return (made.kind, list(made.slots)) if isinstance(made, Pattern) else (kind, [])
    slots: list[Slot] = []
    if kind == "threat" and c.take("to attack"):
        pass
    if not c.at("by", "in", ",", "with", "across"):
        slots = happenings.on(c, start)
    if c.take(", directed by"):
        slots.append(Slot("directed-by", one(c)))
    slots += happenings.attack_slots(c)
    return kind, slots


def _after_commas(c: Cursor) -> list[Slot]:
    """The attributes after the main clause: `, scale limited, attribution established, deliberate, not provoked`."""
    slots: list[Slot] = []
    while c.at(","):
        mark = c.i
        c.take(",")
        c.take("and")
        start = c.i
        found = _attribute(c)
        if found is None:
            c.back_to(mark)
            break
        slots.append(Slot(found.name, found.value, found.op, span=c.span_from(start)))
    return slots


def _attribute(c: Cursor) -> Slot | None:
    if c.take("scale"):
        return Slot("scale", c.take(*SCALES) or c.fail("below-threshold, limited or full-scale"))
    if c.take("attribution"):
        return Slot("attribution", c.take(*LEVELS) or c.fail("none, suspected or established"))
    if c.take("not deliberate", "accidental"):
        return Slot("deliberate", False)
    if c.take("deliberate"):
        return Slot("deliberate", True)
    if c.take("not provoked", "unprovoked"):
        return Slot("provoked", False)
    if c.take("provoked"):
        return Slot("provoked", True)
    if c.take("origin abroad", "from abroad", "directed from abroad"):
        return Slot("origin", "abroad")
    if c.take("origin internal"):
        return Slot("origin", "internal")
    if c.take("directed by"):
        return Slot("directed-by", one(c))
    if c.take("lasting"):
        return Slot("lasting", c.period(), "at-least")
    if c.take("by", "by means of", "with") and c.look("means", "measures"):
        return Slot("means", happenings.means_list(c))
    if c.take("in"):
        return Slot("in", where(c))
    if c.take("across"):
        return Slot("across", where(c))
    return None


def _called(c: Cursor) -> str:
    if c.take(", called", "called"):
        return c.string() or c.fail("the name of the event, in quotation marks")
    return ""


def _attribution(c: Cursor) -> list[Slot]:
    """`United States attributes the attack of 2027-03-01 to Russia, suspected.`"""
    slots = [Slot("case", case_of(c))]
    if c.take("to nobody"):
        return [*slots, Slot("attribution", "none")]
    c.need("to")
    slots.append(Slot("to", one(c)))
    c.take(",")
    slots.append(Slot("attribution", c.take(*LEVELS) or "established"))
    return slots


def _decides(c: Cursor, verb: str) -> list[Slot]:
    """What an organ decides: the case, a measure, or that something is refused."""
    start = c.i
    value = "against" if verb in ("rejects", "reject", "refuses") else "for"
    if word := c.take("for", "against"):
        value = word
    if verb == "takes the measures necessary":
        return [Slot("value", "for"), Slot("measure", "")]
    slots = [Slot("value", value, span=c.span_from(start))]
    if c.take("that the case has not arisen"):
        slots = [Slot("value", "against", span=c.span_from(start))]
    elif c.take("that the case has arisen", "the finding", "the case", "the decision", "otherwise"):
        if c.tokens[c.i - 1].text == "otherwise":
            slots.append(Slot("text", "otherwise"))
    elif (text := c.string()) is not None:
        slots.append(Slot("text", text))
    else:
        measures: list[str] = []
        c.take("on", "to")
        while found := c.entry("measure", "measures"):
            measures.append(found.name)
            mark = c.i
            if not c.take(", and", ",", "and") or not c.look("measure", "measures"):
                c.back_to(mark)
                break
        if not measures:
            c.fail("what is decided: that the case has arisen, the finding, or a measure")
        slots.append(Slot("measure", tuple(measures)))
    if c.take("by"):
        slots.append(Slot("for", who(c)))
    if c.take("under"):
        slots.append(Slot("article", happenings.article_list(c)[0][0]))
    return slots + _for_case(c)


def _finds(c: Cursor) -> list[Slot]:
    """`Special Commission finds the attack of 2027-03-01 sustained`, `… finds a violation`, `… finds a series`."""
    c.take("that")
    if c.take("a series", "the series"):
        return [Slot("text", "series")]
    case = case_of(c) if c.at("the attack", "the case") else ""
    c.take("is", "was", "to be")
    negative = bool(c.take("not"))
    slots: list[Slot] = [Slot("value", "against" if negative else "for")]
    if found := c.entry("standard", "term"):
        slots.append(Slot("standard", found.name))
    elif c.take("established"):
        slots.append(Slot("text", "established"))
    else:
        c.fail("a standard that it judges")
    return [Slot("case", case), *slots] if case else slots


def _waives(c: Cursor) -> list[Slot]:
    start = c.i
    if c.take("its rights", "every duty", "all duties"):
        slots = [Slot("article", (), span=c.span_from(start))]
    else:
        slots = [Slot("article", tuple(happenings.article_list(c)[0]), span=c.span_from(start))]
    if c.take("for", "towards", "against"):
        slots.append(Slot("for", who(c)))
    return slots


def _plain(c: Cursor, kind: str) -> tuple[str, list[Slot]]:
    start = c.i
    if kind == "cease":
        return "act", [Slot("measure", "cease-fire")]
    c.take("from")
    slots: list[Slot] = []
    if c.take(*THIS):
        slots.append(Slot("instrument", ""))
    elif found := c.entry("instrument"):
        slots.append(Slot("instrument", found.name, span=c.span_from(start)))
    elif kind == "release" and at_who(c):
        slots.append(Slot("for", who(c)))
    if c.take("towards", "for", "to"):
        slots.append(Slot("for", who(c)))
    if c.take("from article"):
        c.i -= 1
        slots.append(Slot("article", tuple(happenings.article_list(c)[0])))
    return kind, slots


__all__ = ["case_of", "event", "names_list"]
