"""Provisions: a lead (after, when, while …), a bearer, a modal, actions, and what qualifies them."""

from typing import NamedTuple

import foedus.language.conditions as conditions
import foedus.language.decisions as decisions
import foedus.language.happenings as happenings
from foedus.base import When
from foedus.language.cursor import Cursor
from foedus.language.who import THIS, at_who, one, who
from foedus.model import (
    Action, CaseArisen, Cond, Deadline, EventExpr, Exit, Hole, Norm, Not, Occurred, Pattern, Period, Predicate,
    Pronoun, Provision, Resumes, Slot, Trigger, Who,
)  # fmt: skip

FORMER = {"shall": "must", "will": "must", "should": "intends to or must", "can": "may", "undertakes to": "must",
          "undertake to": "must", "agrees to": "must", "is obliged to": "must", "has to": "must"}  # fmt: skip
LATITUDES = {
    "by all means in its power": "all-means", "by all the means in its power": "all-means",
    "by all means in their power": "all-means", "at its discretion": "discretion", "at their discretion": "discretion",
    "by such action as it deems necessary": "discretion", "in accordance with its constitutional process": "process",
    "in accordance with the constitutional process of its bearer": "process",
    "in accordance with its constitutional processes": "process", "under its constitutional process": "process",
}  # fmt: skip
_PROCEDURAL = {"arising", "attack", "invocation", "decision", "request"}
ANCHORS = {
    "the decision": "decision", "the determination": "decision", "the attack": "attack", "that attack": "attack",
    "the invocation": "invocation", "invocation": "invocation", "the request": "request", "request": "request",
    "entry into force": "entry", "that violation": "attack", "the violation": "attack", "the breach": "arising",
    "that breach": "arising",
}  # fmt: skip


class Leads(NamedTuple):
    """What comes before the bearer."""

    triggers: list[Trigger]
    provided: list[Cond]
    unless: list[Cond]
    while_: list[Cond]
    since: When | None


def leads(c: Cursor) -> Leads:
    """Everything before the bearer: `After an armed-attack,`, `When S`, `72 hours after E, if S,`."""
    found = Leads([], [], [], [], None)
    while True:
        start = c.i
        if c.take("on", "upon"):
            found.triggers.append(Trigger(happenings.event(c), span=c.span_from(start)))
        elif c.at_period() and _stage_ahead(c):
            delay = c.period()
            c.need("after")
            found.triggers.append(_stage(c, happenings.event(c), delay, start))
        elif c.take("after"):
            found.triggers.append(_stage(c, _after(c), None, start))
        elif c.take("when", "where", "as soon as"):
            _when(c, found, start)
        elif c.take("if", "provided"):
            _that(c)
            found.provided.append(conditions.condition(c))
        elif c.take("unless"):
            found.unless.append(conditions.condition(c))
        elif c.take("only while", "while", "as long as"):
            found.while_.append(conditions.condition(c))
        elif c.at("from") and c.peek().kind == "date":
            c.i += 1
            found = found._replace(since=c.date())
        else:
            return found
        c.take(", and", ",", "and") if c.at(",") or _lead_follows_and(c) else None


def _that(c: Cursor) -> None:
    """Step over `that` in `provided that the case …`, but not in `provided that guarantor …`."""
    if c.at("that") and not (c.look("singular", ahead=1) or c.peek().text in ("state", "attack", "violation", "case")):
        c.take("that")


def _lead_follows_and(c: Cursor) -> bool:
    return c.at("and after", "and when", "and if", "and while", "and unless", "and on")


def _stage_ahead(c: Cursor) -> bool:
    if c.token.kind == "hole":
        return c.peek().text == "after"
    mark = c.i
    c.i += 2
    while c.take("+"):
        c.i += 2
    yes = c.at("after")
    c.back_to(mark)
    return yes


def _after(c: Cursor) -> EventExpr:
    """After an event: a noun (`an armed-attack`) or a clause (`Russia repeals RUSLAW`)."""
    if happenings.at_event(c):
        return happenings.event(c)
    start = c.i
    if at_who(c):
        subject = who(c)
        if c.take("has", "have"):
            c.back_to(start)
            found = conditions.condition(c)
            if isinstance(found, Occurred):
                return found.event
            c.error("E0401", c.tokens[start], message="“after” needs an event", why="What follows is a condition.",
                    mend="write “when …”")
        return happenings.clause(c, subject, start)
    return happenings.event(c)


def _stage(c: Cursor, event: EventExpr, delay: "Period | Hole | None", start: int) -> Trigger:
    condition: Cond | None = None
    if delay is not None and c.take(", if", "if"):
        condition = conditions.condition(c)
    return Trigger(event, None, delay, condition, span=c.span_from(start))


def _when(c: Cursor, found: Leads, start: int) -> None:
    """`when S`: a condition that becomes true; a clause in the present waits for its event."""
    condition = conditions.condition(c)
    if isinstance(condition, Occurred) and condition.tense == "present" and not found.triggers:
        found.triggers.append(Trigger(condition.event, span=c.span_from(start)))
    elif not found.triggers:
        found.triggers.append(Trigger(None, condition, span=c.span_from(start)))
    else:
        found.provided.append(condition)


def provision(c: Cursor) -> Provision:
    """A sentence with a modal, or a decision."""
    start = c.i
    lead = leads(c)
    if c.at("this preceding", "the preceding"):
        c.fail("a bearer")
    if c.take("no"):
        return _none(c, start)
    if decisions.at_decision(c):
        return decisions.decision(c, lead, start)
    if resumed := _resumes(c, lead, start):
        return resumed
    if c.take("the duty is", "the following applies"):
        c.fail("a bearer, such as each guarantor")
    bearer = _bearer(c, start)
    return _norm(c, bearer, lead, start)


def _bearer(c: Cursor, start: int) -> Who:
    if not at_who(c):
        if c.token.kind == "word" and not c.known(c.token):
            c.unknown()
        if start == c.i:
            c.error("E0203", found=f"“{c.token.text}”" if not c.at_end() else "nothing",
                    mend="begin with a party, a group, After, When, or a declaration")
        c.fail("who is bound, such as each guarantor")
    return who(c)


def _none(c: Cursor, start: int) -> Provision:
    """`no guarantor must …` is forbidden: it can deny the duty or forbid the act."""
    found = c.entry("singular", "group")
    if c.take("is ever bound to", "is bound to"):
        from foedus.model import Named, NeverBound

        measures: list[str] = []
        while measure := c.entry("measure", "measures"):
            measures.append(measure.name)
            if not c.take(", or", ",", "or"):
                break
        group = Named(found.of or found.name) if found else Named("parties")
        return NeverBound(group, tuple(measures), span=c.span_from(start))
    noun = found.name if found else "party"
    modal = c.take("must", "may") or "must"
    measure = c.look("measure")
    c.error("E0602", c.tokens[start], form=f"no {noun} {modal}", measure=measure[0].name if measure else "use-force")


def _norm(c: Cursor, bearer: Who, lead: Leads, start: int) -> Provision:
    _never(c, start)
    if hole := c.hole("modal"):
        if c.at_end() or c.at(",", "within", "after", "unless", "provided", "while", "when"):
            c.holes[-1] = hole = Hole(hole.name, "predicate", span=hole.span)
            return _finish(c, bearer, "", (), hole, lead, start)
        if c.take("not"):
            c.error("E0201", expected="a measure", found="“not”", why="An open modality has its own “not”.",
                    mend="put “must not” among the options")
        return _acting(c, bearer, hole, lead, start)
    modal = modal_word(c)
    if modal == "may" and c.at("withdraw", "denounce"):
        return _exit(c, bearer, lead, start)
    return _acting(c, bearer, modal, lead, start)


def _never(c: Cursor, start: int) -> None:
    if c.at("never must", "must never", "may never"):
        c.i += 2
        measure = c.look("measure")
        c.error("E0602", c.tokens[c.i - 2], form="never must", measure=measure[0].name if measure else "use-force")


def modal_word(c: Cursor) -> str:
    """must · must not · may · intends to; a word of another style is named with what to write."""
    if word := c.take("must not", "must", "may not", "may", "intends to", "intend to"):
        return {"may not": "must not", "intend to": "intends to"}.get(word, word)
    for former, instead in FORMER.items():
        if c.at(former):
            token = c.token
            more = former.count(" ")
            fix = () if more or " " in instead else (c.replace(token, instead),)
            c.error("E0205", token, word=former, instead=instead, fixes=fix)
    if c.token.kind == "word" and not c.known(c.token):
        c.unknown("must, must not, may or intends to")
    c.error("E0204", c.token, before=c.tokens[max(c.start, c.i - 1)].text)


def _acting(c: Cursor, bearer: Who, modal: "str | Hole", lead: Leads, start: int) -> Provision:
    if decisions.at_deciding(c):
        return decisions.deciding(c, bearer, lead, start, duty=modal == "must")
    acts, any_of = actions(c)
    return _finish(c, bearer, modal, acts, None, lead, start, any_of)


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
    yes = c.token.kind == "hole" or c.look("measure", "measures") is not None or c.at("take", "attack", "withdraw from")
    c.back_to(mark)
    return yes


_VERB_MEASURES = {
    "attack": "attack", "threaten": "threaten", "invoke": "invoke", "repeal": "repeal", "convene": "convene",
    "request": "request", "object": "object", "waive": "waive", "suspend": "suspend", "declare": "declare",
    "vote": "vote", "withdraw": "withdraw", "recognise": "recognise", "maintain": "maintain", "respect": "respect",
    "prohibit": "prohibit", "join": "join", "give access": "give-access", "refuse access": "refuse-access",
    "decide": "decide", "attribute": "attribute", "find": "find", "ratify": "ratify", "act": "assist",
    "take part in": "take-part", "accede": "accede", "enact": "enact",
}  # fmt: skip


def _action(c: Cursor) -> "Action | Hole":
    start = c.i
    c.take("to")
    if hole := c.hole("action"):
        return hole
    if c.take("take any of", "take"):
        c.take("that measure", "those measures", "the measures", "the measure")
        found = c.entry("measure", "measures")
        return _object(c, found.name if found else "decided-measures", start)
    if found := c.entry("measure", "measures"):
        return _object(c, found.name, start)
    if verb := c.take(*_VERB_MEASURES):
        return _object(c, _VERB_MEASURES[verb], start)
    return c.fail("a measure, such as consult, assist or use-force", mend="declare it: measure … .")


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
            from foedus.base import Duration

            every = Period((Duration(1, c.tokens[c.i - 1].text),))
        elif not quantity and measure in ("supply", "arm") and (count := c.number()) is not None:
            quantity, unit = count, _unit(c)
        elif c.take("about", "on") and (text := c.string()) is not None:
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
    while c.token.kind in ("word", "string") and not c.at("each", "every", "to", "for", "within", "at", "by", "of"):
        words.append(c.token.value)
        c.i += 1
    return " ".join(words) or c.fail("what is supplied")


def _at_target(c: Cursor) -> bool:
    mark = c.i
    c.take("on behalf of", "of", "for", "to", "against", "with", "over")
    yes = at_who(c) and not c.at("at least", "no", "it", "that") or c.at("that", "it") and at_who(c) and c.i == mark
    yes = yes and not (c.token.kind == "hole" and c.i == mark and False)
    c.back_to(mark)
    return bool(yes)


def _at_about(c: Cursor) -> bool:
    return c.token.kind == "string" or c.at(
        "this treaty", "article", *THIS, "access", "common measures", "about common measures", "joint measures",
        "its independence", "the case", "of the case", "a meeting", "measures", "about measures", "ceasefire",
        "part in", "any other state", "another state",
    ) or c.look("instrument") is not None or c.look("term") is not None


def _about(c: Cursor, measure: str) -> str:
    """The thing, as opposed to the party, that a measure is about; kept as its words."""
    if (text := c.string()) is not None:
        return text
    start = c.i
    if c.at("article"):
        happenings.article_list(c)
        return c.text_from(start)
    if c.take("any other state", "another state", "common measures", "about common measures", "joint measures",
              "its independence", "of the case", "the case", "a meeting", "about measures", "measures", *THIS):  # fmt: skip
        return c.text_from(start).removeprefix("about ")
    if found := c.entry("instrument", "term"):
        return found.name
    c.i += 1
    return c.text_from(start)


def _finish(
    c: Cursor, bearer: Who, modal: "str | Hole", acts: "tuple[Action | Hole, ...]", predicate: Hole | None,
    lead: Leads, start: int, any_of: bool = False,
) -> Norm:  # fmt: skip
    q = Qualifiers(c, lead)
    q.read()
    norm = q.norm(bearer, modal, acts, predicate, any_of)
    _check_norm(c, norm, start)
    from msgspec.structs import replace

    return replace(norm, span=c.span_from(start))


def _check_norm(c: Cursor, norm: Norm, start: int) -> None:
    from foedus.model import Some

    if isinstance(norm.bearer, Some) and norm.bearer.how == "at-least" and norm.modal != "may":
        token = c.tokens[start]
        c.error("E0610", token, count=norm.bearer.count)


class Qualifiers:
    """What may follow the actions of a provision, in any order."""

    def __init__(self, c: Cursor, lead: Leads) -> None:
        self.c = c
        self.lead = lead
        self.more: dict[str, object] = {}
        self.provided = list(lead.provided)
        self.unless = list(lead.unless)
        self.while_ = list(lead.while_)
        self.until: list[Cond | EventExpr | When] = []
        self.triggers = list(lead.triggers)

    def read(self) -> None:
        """Read qualifiers up to the end of the sentence."""
        c = self.c
        while not c.at_end():
            mark = c.i
            c.take(", and", ",")
            if c.at_end() or not self._one():
                c.back_to(mark)
                if c.at(",") and c.peek().text in ("assumption", "source", "unverified"):
                    return
                self._surplus()
                return

    def _surplus(self) -> None:
        c = self.c
        if c.at(",", ", and"):
            c.take(", and", ",")
        if c.at("must", "may", "intends to"):
            c.error("E0206", word=c.token.text)

    def _one(self) -> bool:
        c = self.c
        return self._time() or self._states() or self._manner(c)

    def _time(self) -> bool:
        c = self.c
        start = c.i
        if c.take("within"):
            self.more["deadline"] = deadline(c, start)
        elif c.take("without delay", "immediately", "at once", "forthwith"):
            self.more["deadline"] = Deadline(delay=True, span=c.span_from(start))
        elif c.at("by") and c.peek().kind == "date":
            c.i += 1
            self.more["deadline"] = Deadline(at=c.date(), early=True, span=c.span_from(start))
        elif c.at("by") and (c.peek().kind in ("number", "hole") or c.peek().text in ("one", "two", "three")):
            c.i += 1
            self.more["deadline"] = _by(c, start)
        elif c.take("for each attack", "for each case", "for each"):
            self.more["for_each"] = True
        elif c.at("for") and c.peek().kind in ("number", "hole"):
            c.i += 1
            self.more["lasting"] = c.period()
        elif c.take("until"):
            self.until.append(_until(c))
        elif c.take("also for earlier attacks"):
            self.more["earlier_attacks"] = True
        elif c.take("once it has ratified", "once that party has ratified"):
            self.more["once_ratified"] = True
        else:
            return False
        return True

    def _states(self) -> bool:
        c = self.c
        start = c.i
        if c.at("unless") and self._objection(start):
            return True
        if c.take("unless"):
            self.unless.append(conditions.condition(c))
        elif c.take("provided", "if", "only if", "only when"):
            _that(c)
            self.provided.append(conditions.condition(c))
        elif c.take("when", "where"):
            self.provided.append(conditions.condition(c))
        elif c.take("only while", "while", "as long as"):
            self.while_.append(conditions.condition(c))
        elif c.take("after"):
            self.triggers.append(Trigger(_after(c), span=c.span_from(start)))
        elif c.take("on", "upon") and happenings.at_event(c):
            self.triggers.append(Trigger(happenings.event(c), span=c.span_from(start)))
        else:
            c.back_to(start)
            return False
        return True

    def _objection(self, start: int) -> bool:
        c = self.c
        c.take("unless")
        if at_who(c):
            whom = who(c)
            if c.take("objects", "object"):
                self.more["objection_of"] = whom
                if c.take("within"):
                    self.more["objection_within"] = c.period()
                return True
        c.back_to(start)
        return False

    def _manner(self, c: Cursor) -> bool:
        if word := c.take(*LATITUDES):
            self.more["latitude"] = LATITUDES[word]
        elif c.take("for the sole purpose of", "for the purpose of"):
            self.more["purpose"] = happenings.purpose(c)
        elif c.take("with the consent of"):
            self.more["consent_of"] = who(c)
        elif c.at("with its consent", "with consent", "with their consent", "by consent", "subject to consent"):
            c.error("E0603")
        elif c.take("subject to appropriation"):
            self.more["appropriation"] = one(c) if c.take("by") else True
        elif c.take("in accordance with"):
            self.more["in_accordance"] = (*self._laws(), *self.more.get("in_accordance", ()))  # type: ignore[misc]
        elif c.take("in breach of which each that does not act is in breach", "each that does not act is in breach",
                    "each that does not act being in breach"):
            self.more["breached_by"] = "each"
        elif c.take("all being in breach if none acts", "all are in breach if they do not act"):
            self.more["breached_by"] = "all"
        else:
            return False
        return True

    def _laws(self) -> tuple[str, ...]:
        c = self.c
        c.take("the law of each party", "its law", "its laws")
        c.take("and")
        if c.at("article"):
            articles, instrument = happenings.article_list(c)
            return (f"article {articles[0]} of {instrument}" if instrument else f"article {articles[0]}",)
        if found := c.entry("instrument"):
            return (found.name,)
        if (text := c.string()) is not None:
            return (text,)
        return ("its law",)

    def norm(
        self, bearer: Who, modal: "str | Hole", acts: "tuple[Action | Hole, ...]", predicate: Hole | None, any_of: bool
    ) -> Norm:
        """The provision that was read."""
        return Norm(
            bearer, modal, acts, predicate, tuple(self.triggers), provided=tuple(self.provided),
            unless=tuple(self.unless), while_=tuple(self.while_), until=tuple(self.until), any_of=any_of, **self.more,
        )  # type: ignore[arg-type]  # fmt: skip


def deadline(c: Cursor, start: int) -> Deadline:
    """After `within`: a period and what it runs from."""
    period = c.period()
    anchor: str | EventExpr = "arising"
    if c.at("of", "after", "from"):
        mark = c.i
        c.take("of", "after", "from")
        if word := c.take(*ANCHORS):
            anchor = ANCHORS[word]
        elif happenings.at_event(c):
            anchor = happenings.event(c)
        else:
            c.back_to(mark)
    _fixed(c, period, anchor, start)
    return Deadline(period, anchor, span=c.span_from(start))


def _fixed(c: Cursor, period: "Period | Hole", anchor: "str | EventExpr", start: int) -> None:
    """Months and years run only from a fixed date."""
    if isinstance(period, Period) and anchor in _PROCEDURAL:
        for part in period.parts:
            if not isinstance(part, Hole) and part.months:
                c.error("E0607", c.tokens[start], unit=f"a period of {part.unit}s")


def _by(c: Cursor, start: int) -> Deadline:
    """`by 7 days after the attack`: acts since the attack count."""
    period = c.period()
    anchor: str | EventExpr = "attack"
    if c.take("after", "of", "from"):
        word = c.take(*ANCHORS)
        anchor = ANCHORS[word] if word else happenings.event(c)
    _fixed(c, period, anchor, start)
    return Deadline(period, anchor, early=True, span=c.span_from(start))


def _until(c: Cursor) -> "Cond | EventExpr | When":
    if c.token.kind == "date":
        return c.date()
    mark = c.i
    if happenings.at_event(c):
        event = happenings.event(c)
        if not c.at("has", "have", "is", "are"):
            return event
        c.back_to(mark)
    return conditions.condition(c)


def _exit(c: Cursor, bearer: Who, lead: Leads, start: int) -> Exit:
    """`may withdraw with 1 year of notice to X`."""
    c.i += 1
    notice: Period | Hole | None = None
    depositary: Who | None = None
    provided, unless = list(lead.provided), list(lead.unless)
    for trigger in lead.triggers:
        if trigger.when is not None:
            provided.append(trigger.when)
        elif trigger.event is not None:
            provided.append(Occurred(trigger.event))
    while not c.at_end():
        mark = c.i
        c.take("from")
        c.take(*THIS)
        c.take(",")
        if c.take("with", "on", "after", "at") or c.at_period():
            notice = c.period()
            c.take("of notice", "notice", "'s notice")
        elif c.take("to"):
            depositary = one(c)
        elif c.take("provided", "if", "when", "only when"):
            provided.append(conditions.condition(c))
        elif c.take("unless"):
            unless.append(conditions.condition(c))
        else:
            c.back_to(mark)
            break
    return Exit(bearer, notice, depositary, lead.since, tuple(provided), tuple(unless), span=c.span_from(start))


def _resumes(c: Cursor, lead: Leads, start: int) -> Resumes | None:
    """`sanction of Russia by each guarantor resumes within 7 days unless Security Council decides otherwise`."""
    mark = c.i
    c.take("suspension of")
    found = c.entry("measure", "measures")
    if not found:
        c.back_to(mark)
        return None
    target = who(c) if c.take("of", "against", "on") else None
    bearer: Who = who(c) if c.take("by") else Pronoun("that")
    if not c.take("resumes", "resume", "snaps back"):
        c.back_to(mark)
        return None
    within: Period | None = None
    decider = None
    if c.take("within", "after"):
        period = c.period()
        within = None if isinstance(period, Hole) else period
    if c.take("unless", ", unless"):
        decider = decisions.decider(c)
        c.need("decides otherwise", "decide otherwise")
    return Resumes(Action(found.name, target), bearer, tuple(lead.triggers), within, decider, span=c.span_from(start))


def predicate(c: Cursor) -> Predicate:
    """An option that holds modal and actions: `must sanction Russia`, `nothing`."""
    start = c.i
    if c.take("nothing"):
        return Predicate("nothing", span=c.span_from(start))
    modal = modal_word(c)
    acts, any_of = actions(c)
    plain = tuple(a for a in acts if isinstance(a, Action))
    latitude = next((LATITUDES[w] for w in [c.take(*LATITUDES)] if w), "")
    return Predicate(modal, plain, latitude, any_of, span=c.span_from(start))


__all__ = ["ANCHORS", "CaseArisen", "Leads", "Not", "Pattern", "Slot", "actions", "deadline", "leads", "modal_word",
           "predicate", "provision"]  # fmt: skip
