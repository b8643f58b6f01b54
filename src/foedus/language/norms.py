"""Provisions: a lead (after, when, while …), a bearer, a modal, actions, and what qualifies them."""

from msgspec.structs import replace

import foedus.language.antecedent as antecedent
import foedus.language.conditions as conditions
import foedus.language.decisions as decisions
import foedus.language.happenings as happenings
from foedus.base import Edit, Fix
from foedus.language.actions import LATITUDES, actions
from foedus.language.cursor import Cursor, ParseError
from foedus.language.messages import complain
from foedus.language.qualifiers import Leads, Qualifiers, after, deadline, fixed, that
from foedus.language.who import THIS, at_who, one, who
from foedus.model import (
    Action,
    CaseArisen,
    Cond,
    EventExpr,
    Exit,
    Hole,
    Norm,
    Not,
    Occurred,
    Pattern,
    Period,
    Predicate,
    Pronoun,
    Provision,
    Resumes,
    Slot,
    Trigger,
    Who,
)  # fmt: skip

FORMER = {
    "shall not": ("must not",), "shall": ("must",), "will not": ("must not",), "will": ("must",),
    "should": ("intends to", "must"), "can": ("may",), "undertakes to": ("must",), "undertake to": ("must",),
    "undertakes not to": ("must not",), "agrees to": ("must",), "agree to": ("must",), "is obliged to": ("must",),
    "are obliged to": ("must",), "has to": ("must",), "have to": ("must",),
}  # fmt: skip
MODAL_WORDS = ("must", "may", "intends", "intend", "decides", "decide")


def leads(c: Cursor) -> Leads:
    """Everything before the bearer: `After an armed-attack,`, `When S`, `72 hours after E, if S,`."""
    found = Leads([], [], [], [], None)
    while True:
        start = c.i
        if c.take("on", "upon", "in the event of", "in case of") or _at_request(c):
            found.triggers.append(Trigger(happenings.event(c), span=c.span_from(start)))
        elif c.at_period() and _stage_ahead(c):
            delay = c.period()
            fixed(c, delay, "arising", start)
            c.need("after")
            found.triggers.append(_stage(c, happenings.event(c), delay, start))
        elif c.take("after"):
            found.triggers.append(_stage(c, after(c), None, start))
        elif c.take("when", "where", "as soon as"):
            _when(c, found, start)
        elif c.at("if") and not found.triggers:
            c.take("if")
            _when(c, found, start)
        elif c.take("if", "provided"):
            that(c)
            found.provided.append(conditions.condition(c))
        elif c.take("unless"):
            found.unless.append(conditions.condition(c))
        elif c.take("only while", "while", "as long as"):
            found.while_.append(conditions.condition(c))
        elif c.at("from") and c.peek().kind == "date":
            c.i += 1
            found = found._replace(since=c.date())
        elif c.take("within", "no later than", "not later than"):
            found = found._replace(deadline=deadline(c, start))
        else:
            return found
        c.take(", and", ",", "and") if c.at(",") or _lead_follows_and(c) else None


def _at_request(c: Cursor) -> bool:
    """`at the request of Ukraine`."""
    if c.at("at the request"):
        c.i += 1
        return True
    return False


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
        if c.at(*decisions.RULES):
            decisions.decider(c)
            c.need("decides", "decide")
        if start == c.i:
            c.error(
                "E0203",
                found=f"“{c.token.text}”" if not c.at_end() else "nothing",
                why="A sentence declares something (party, place, open …), opens an article, or says who must, may, "
                "must not or intends to do what.",
                mend="begin with a party, a group, After, When, or a declaration",
            )
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
    noun = (found.name if found.kind == "singular" else f"of {found.name}") if found else "party"
    modal = c.take("must not", "must", "may") or c.fail("is ever bound to")
    first, last, measure = c.tokens[start], c.tokens[c.i - 1], c.look("measure")
    deny = c.replace(first, f"no {noun} is ever bound to", last)
    forbid = c.replace(first, f"each {noun} must not", last)
    alone = measure is not None and c.peek(measure[1]).kind == "stop"
    fixes = (
        Fix(f"{forbid.text}, if it forbids the act", forbid.edits),
        Fix(f"{deny.text}, if it denies a duty", deny.edits if alone else ()),
    )
    span = c.source.span(first.start, last.end)
    raise ParseError(complain("E0602", span, form=f"no {noun} {modal}", fixes=fixes))


def _norm(c: Cursor, bearer: Who, lead: Leads, start: int) -> Provision:
    _never(c, start)
    if hole := c.hole("modal"):
        if c.at_end() or c.at(",", "within", "after", "unless", "provided", "while", "when"):
            c.holes[-1] = hole = Hole(hole.name, "predicate", span=hole.span)
            return _finish(c, bearer, "", (), hole, Qualifiers(c, lead), start)
        if c.take("not"):
            c.error(
                "E0201",
                expected="a measure",
                found="“not”",
                why="An open modality has its own “not”.",
                mend="put “must not” among the options",
            )
        return _acting(c, bearer, hole, lead, start)
    modal = modal_word(c)
    if modal == "may" and c.at("withdraw", "denounce"):
        return _exit(c, bearer, lead, start)
    return _acting(c, bearer, modal, lead, start)


def _never(c: Cursor, start: int) -> None:
    """`must never` is forbidden as `no … must` is."""
    if form := c.take("never must", "must never", "may never", "never may"):
        first, last = c.tokens[c.i - 2], c.tokens[c.i - 1]
        measure = c.look("measure")
        name = measure[0].name if measure else "use-force"
        c.error(
            "E0602",
            first,
            form=form,
            fixes=(
                c.replace(first, "must not", last),
                Fix(f"or, if it only denies a duty: no … is ever bound to {name}"),
            ),
        )


def second_modal(c: Cursor) -> None:
    """Say so if a second modal stands here, perhaps after `and`, with the fix that makes two sentences of it."""
    mark = c.i
    c.take(", and", ",", "and", "but", ", but")
    if not c.at("must", "may", "intends to", "intend to", "shall"):
        c.i = mark
        return
    modal, before = c.token, c.tokens[mark - 1]
    first = next((t for t in c.tokens[c.start : mark] if t.text in MODAL_WORDS), None)
    fixes: tuple[Fix, ...] = ()
    if first:
        lead = c.source.text[c.tokens[c.start].start : first.start]
        edit = Edit(c.source.span(before.end, modal.start), f".\n{lead}")
        fixes = (Fix(f"end the sentence before “{modal.text}” and begin a new one", (edit,)),)
    c.error("E0206", word=modal.text, fixes=fixes)


def modal_word(c: Cursor) -> str:
    """must · must not · may · intends to; a word of another style is named with what to write."""
    if word := c.take("must not", "must", "may not", "may", "intends to", "intend to"):
        return {"may not": "must not", "intend to": "intends to"}.get(word, word)
    for former, instead in FORMER.items():
        if c.at(former):
            last = c.peek(former.count(" "))
            fixes = tuple(c.replace(c.token, modal, last) for modal in instead)
            c.error("E0205", word=former, fixes=fixes)
    if c.token.kind == "word" and not c.known(c.token) and not _verb_of_measure(c):
        c.unknown("must, must not, may or intends to")
    c.unknown_next()
    stem = _verb_of_measure(c)
    fixes = tuple(c.replace(c.token, f"{modal} {stem}") for modal in ("must", "may") if stem)
    c.error("E0204", c.token, before=c.tokens[max(c.start, c.i - 1)].text, fixes=fixes)


def _verb_of_measure(c: Cursor) -> str:
    """The measure whose verb stands here: `assists`, `consult`."""
    word = c.token.text
    for stem in (word, word.removesuffix("s"), word.removesuffix("es")):
        entry = c.names.entries.get(stem)
        if c.token.kind == "word" and entry and entry.kind == "measure":
            return stem
    return ""


def _acting(c: Cursor, bearer: Who, modal: "str | Hole", lead: Leads, start: int) -> Provision:
    if decisions.at_deciding(c):
        return decisions.deciding(c, bearer, lead, start, duty=modal == "must")
    q = Qualifiers(c, lead)
    q.aside()
    acts, any_of = actions(c)
    return _finish(c, bearer, modal, acts, None, q, start, any_of)


def _finish(
    c: Cursor, bearer: Who, modal: "str | Hole", acts: "tuple[Action | Hole, ...]", predicate: Hole | None,
    q: Qualifiers, start: int, any_of: bool = False,
) -> Norm:  # fmt: skip
    q.read()
    norm = q.norm(bearer, modal, acts, predicate, any_of)
    _check_norm(c, norm, start)
    return replace(antecedent.settled(c, norm), span=c.span_from(start))


def _check_norm(c: Cursor, norm: Norm, start: int) -> None:
    from foedus.model import Some

    if isinstance(norm.bearer, Some) and norm.bearer.how == "at-least" and norm.modal != "may":
        span = norm.bearer.span or c.span_from(start)
        raise ParseError(complain("E0610", span, count=norm.bearer.count))


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
        if c.take("with", "on", "after", "at", "by giving", "upon") or c.at_period():
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
    return Exit(
        bearer, notice, depositary, lead.since, tuple(provided), tuple(unless), span=c.span_from(start)
    )


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
    return Resumes(
        Action(found.name, target), bearer, tuple(lead.triggers), within, decider, span=c.span_from(start)
    )


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


__all__ = ["CaseArisen", "Leads", "Not", "Pattern", "Slot", "actions", "leads", "modal_word",
           "predicate", "provision"]  # fmt: skip
