"""Conditions: what must hold."""

import foedus.language.clauses as clauses
import foedus.language.happenings as happenings
from foedus.language.cursor import MAX_DEPTH, Cursor
from foedus.language.lists import lettered
from foedus.language.where import where
from foedus.language.who import THIS, at_who, one, who
from foedus.model import (
    Acts,
    Always,
    And,
    AttackIs,
    CaseArisen,
    Cond,
    Decided,
    DecisionIs,
    DutyIs,
    EventExpr,
    Hole,
    InForce,
    IsIn,
    Judged,
    Located,
    Not,
    Occurred,
    Or,
    Owes,
    Pattern,
    Period,
    Slot,
    StateHolds,
    TermHolds,
    Who,
)  # fmt: skip
from foedus.model.events import LEVELS, SCALES

_PAST = {
    "ratified": "ratify", "signed": "sign", "acceded": "accede", "withdrawn": "withdraw", "invoked": "invoke",
    "requested": "request", "consented": "consent", "objected": "object", "repealed": "repeal", "enacted": "enact",
    "declared": "declare", "reported": "report", "attacked": "attack", "threatened": "threat", "waived": "waive",
    "refused access": "refuse-access", "given access": "give-access", "attributed it": "attribute",
}  # fmt: skip
_STATUS = {
    "performed": "performed", "breached": "breached", "been excused from": "excused", "been waived": "waived",
}  # fmt: skip
_ATTACK = ("the attack", "that attack", "the case", "that violation", "the violation", "it")


def condition(c: Cursor) -> Cond:
    """A condition; `and` and `or` may not be mixed without a lettered list."""
    start = c.i
    c.depth += 1
    if c.depth > MAX_DEPTH:
        c.error("E0901", most=MAX_DEPTH)
    try:
        if (
            joint := c.take("any of the following", "all of the following", "any of", "all of")
            if _list(c)
            else ""
        ):
            c.take(":")
            parts = tuple(lettered(c, condition))
            return (Or if joint.startswith("any") else And)(parts, span=c.span_from(start))
        items = [unit(c)]
        mode = ""
        while c.at("and", "or", ", and", ", or") and _more(c):
            mark = c.i
            word = c.take(", and", ", or", "and", "or").removeprefix(", ")
            if mode and word != mode:
                c.error("E0207", c.tokens[mark])
            mode = word
            items.append(unit(c))
    finally:
        c.depth -= 1
    if len(items) == 1:
        return items[0]
    return (Or if mode == "or" else And)(tuple(items), span=c.span_from(start))


def _list(c: Cursor) -> bool:
    mark = c.i
    yes = bool(c.take("any of the following", "all of the following", "any of", "all of"))
    c.take(":")
    yes = yes and c.at("(")
    c.back_to(mark)
    return yes


def _more(c: Cursor) -> bool:
    """Whether what follows the conjunction is another condition, rather than another sentence part."""
    mark = c.i
    c.take(", and", ", or", "and", "or")
    yes = at_condition(c)
    c.back_to(mark)
    return yes


def at_condition(c: Cursor) -> bool:
    """Whether a condition can begin here."""
    return (
        c.at(
            "not",
            "no",
            *_ATTACK,
            "a",
            "an",
            "the",
            "access",
            "attribution",
            "always",
            "never",
            "nobody",
            *THIS,
        )
        or c.look("state-of", "term", "instrument", "event") is not None
        or at_who(c)
    )


def unit(c: Cursor) -> Cond:
    """One condition, without `and` or `or`."""
    start = c.i
    if hole := c.hole("condition"):
        if not c.at("has", "have", "is", "are", "assists", "assist", "owes", "must") and not clauses.at_verb(
            c
        ):
            return hole
        c.back_to(start)
    if c.take("not"):
        return Not(unit(c), span=c.span_from(start))
    if word := c.take("always", "never"):
        return Always(word == "always", span=c.span_from(start))
    if c.take("nobody", "no party"):
        return _nobody(c, start)
    if c.at("access is refused", "access has been refused"):
        return _access(c, start)
    for reader in (_case, _state, _of_attack, _place, _occurrence):
        found = reader(c, start)
        if found is not None:
            return found
        c.back_to(start)
    if not at_who(c):
        if happenings.at_event(c):
            clauses.event_found(c)
        c.fail("a condition, such as “the case has arisen” or “X has ratified”")
    return _about(c, who(c), start)


def _nobody(c: Cursor, start: int) -> Cond:
    if c.take("is in breach"):
        return _duty(c, None, "breached", start)
    if c.take("owes"):
        from foedus.model import Named, Some  # the empty group: no party owes

        return Owes(Some("no", Named("parties")), _measure(c), span=c.span_from(start))
    return c.fail("is in breach, or owes …")


def _access(c: Cursor, start: int) -> Cond:
    c.take("access is refused", "access has been refused")
    slots = (Slot("lasting", c.period(), "at-least"),) if c.take("for") else ()
    return Occurred(Pattern("refuse-access", slots), span=c.span_from(start))


def _case(c: Cursor, start: int) -> Cond | None:
    if c.take("the case has not arisen", "it has not arisen"):
        return Not(CaseArisen(_under(c)), span=c.span_from(start))
    if c.take("the case has arisen", "it has arisen"):
        return CaseArisen(_under(c), span=c.span_from(start))
    if c.take("the case is not settled", "the case is unsettled"):
        return DecisionIs("unsettled", span=c.span_from(start))
    if c.at("the decision"):
        c.i += 2
        article = _under(c)
        if c.take("is not open"):
            return Not(DecisionIs("open", article), span=c.span_from(start))
        if status := c.take(
            "is open",
            "is pending",
            "was adopted",
            "is adopted",
            "was rejected",
            "is rejected",
            "lapsed",
            "has lapsed",
            "is not opened",
        ):
            name = {"is not opened": "none", "has lapsed": "lapsed"}.get(status, status.split()[-1])
            return DecisionIs(name, article, span=c.span_from(start))
    return None


def _under(c: Cursor) -> str:
    if c.at("under article", "of article"):
        c.i += 1
        return happenings.article_list(c)[0][0]
    return ""


def _state(c: Cursor, start: int) -> Cond | None:
    """Something is in force, or a state or a term holds."""
    c.take("a", "an", "the")
    instrument, name = "", ""
    if c.take(*THIS):
        pass
    elif found := c.entry("instrument"):
        instrument = found.name
    elif found := c.entry("state-of", "event"):
        name = found.name
    elif found := c.entry("term"):
        if c.take("holds", "hold"):
            return TermHolds(found.name, span=c.span_from(start))
        if c.take("does not hold"):
            return Not(TermHolds(found.name), span=c.span_from(start))
        kind = c.names.entries[found.name].of
        bare = c.tokens[start] is c.tokens[c.i - 1] and not c.at(
            "has", "have", "occurs", "is", "was", "begins"
        )
        known = kind == "condition" or (not kind and bare)  # a term defined further down has no kind yet
        return TermHolds(found.name, span=c.span_from(start)) if known else None
    else:
        return None
    if name:
        if c.take("is not in force", "does not hold", "has not begun", "is not in effect"):
            return Not(StateHolds(name), span=c.span_from(start))
        if c.take("is in force", "holds", "is in effect"):
            return StateHolds(name, span=c.span_from(start))
        if c.at("has", "enters", "begins", "ends", "occurs"):
            return None
        return StateHolds(name, span=c.span_from(start)) if c.names.entries[name].kind == "state-of" else None
    negative = bool(c.take("is not in force"))
    if not negative and not c.take("is in force"):
        return None
    holder = one(c) if c.take("for") else None
    force = InForce(instrument, holder, span=c.span_from(start))
    return Not(force, span=force.span) if negative else force


def _of_attack(c: Cursor, start: int) -> Cond | None:
    """`the attack was not provoked`, `that attack is sustained`, `the attack is an armed-attack`."""
    c.take(*_ATTACK)
    if c.i == start:
        return None
    if not c.take("is", "was"):
        return None
    negative = bool(c.take("not"))
    test = _attack_test(c)
    if test is None:
        return None
    result = (
        test if not isinstance(test, tuple) else AttackIs(Pattern("attack", test), span=c.span_from(start))
    )
    return Not(result, span=c.span_from(start)) if negative else result


def _attack_test(c: Cursor) -> "Cond | tuple[Slot, ...] | None":
    if word := c.take("deliberate", "accidental", "provoked", "unprovoked", "internal", "external"):
        return {
            "deliberate": (Slot("deliberate", True),), "accidental": (Slot("deliberate", False),),
            "provoked": (Slot("provoked", True),), "unprovoked": (Slot("provoked", False),),
            "internal": (Slot("origin", "internal"),), "external": (Slot("origin", "abroad"),),
        }[word]  # fmt: skip
    if c.at(*SCALES):
        return (happenings.scale(c),)
    if c.take("directed from abroad"):
        return (Slot("origin", "abroad"),)
    if c.take("attributed"):
        return (Slot("attribution", c.take(*LEVELS) or "established", "at-least"),)
    if found := c.entry("standard"):
        return Judged(found.name)
    if c.take("on"):
        return tuple(happenings.on(c, c.i))
    if c.take("by"):
        return (Slot("by", who(c)),)
    if happenings.at_event(c):
        return AttackIs(happenings.event(c))
    return None


def _place(c: Cursor, start: int) -> Cond | None:
    if c.take("the place is not in"):
        return Not(Located(where(c)), span=c.span_from(start))
    if c.take("the place is in"):
        return Located(where(c), span=c.span_from(start))
    return None


def _occurrence(c: Cursor, start: int) -> Cond | None:
    """`a wider-attack has occurred since`, `no attack has occurred within 7 days`, `a ceasefire enters into force`."""
    negative = bool(c.take("no"))
    if not happenings.at_event(c):
        return None
    event = happenings.event(c)
    if c.take("has not occurred", "have not occurred"):
        negative = not negative
    elif not c.take(
        "has occurred", "have occurred", "occurs", "enters into force", "begins", "has been found", "is found"
    ):
        return None
    since, within = _since(c)
    found = Occurred(event, since, within, span=c.span_from(start))
    return Not(found, span=found.span) if negative else found


def _since(c: Cursor) -> "tuple[str | EventExpr, Period | None]":
    since: str | EventExpr = ""
    within: Period | None = None
    while True:
        if c.take("since then", "since the attack", "since that attack"):
            since = "case"
        elif c.take("since"):
            since = happenings.event(c) if happenings.at_event(c) else "case"
        elif c.take("within the last", "within", "in the last"):
            period = c.period()
            within = None if isinstance(period, Hole) else period
        else:
            return since, within


def _about(c: Cursor, subject: Who, start: int) -> Cond:
    """What is said of a party."""
    if clauses.at_verb(c):
        pattern = clauses.clause(c, subject, start)
        since, within = _since(c)
        return Occurred(pattern, since, within, "present", span=c.span_from(start))
    if c.take("has", "have"):
        return _has(c, subject, start)
    if c.take("is", "are", "was", "were"):
        return _is(c, subject, start)
    if c.take("owes", "owe"):
        return _owes(c, subject, "must", start)
    if c.take("may owe"):
        return _owes(c, subject, "must?", start)
    if c.take("must not"):
        return _owes(c, subject, "must not", start)
    if c.take("must"):
        return _owes(c, subject, "must", start)
    if c.take("may"):
        return _owes(c, subject, "may", start)
    if c.take("intends to", "intend to"):
        return _owes(c, subject, "intends to", start)
    if word := c.take("performed", "breached"):
        return _duty(c, subject, word, start, bare=True)
    if c.take("does not", "do not"):
        return Not(_does(c, subject, start), span=c.span_from(start))
    if c.take("does", "do") or c.look("measure"):
        return _does(c, subject, start)
    return _third_person(c, subject, start)


def _third_person(c: Cursor, subject: Who, start: int) -> Cond:
    """`France assists the victim under article 1 of FRCZ`: a measure's verb."""
    word = c.token.text
    for stem in (word.removesuffix("s"), word.removesuffix("es")):
        entry = c.names.entries.get(stem)
        if c.token.kind == "word" and entry and entry.kind == "measure":
            c.i += 1
            return _acts(c, subject, stem, start)
    return c.fail("what is said of it: has …, is …, owes …, must …, or a verb such as requests")


def _does(c: Cursor, subject: Who, start: int) -> Cond:
    if found := c.entry("measure", "measures"):
        return _acts(c, subject, found.name, start)
    return c.fail("a measure, such as assist")


def _acts(c: Cursor, subject: Who, measure: str, start: int) -> Cond:
    target: Who | None = None
    c.take("for", "to", "against", "with")
    if at_who(c) and not c.at("no", "at least"):
        target = one(c)
    article, instrument = "", ""
    if c.take("under"):
        articles, instrument = happenings.article_list(c)
        article = articles[0] if articles else ""
    return Acts(subject, measure, target, article, instrument, span=c.span_from(start))


def _has(c: Cursor, subject: Who, start: int) -> Cond:
    negative = bool(c.take("not"))
    found = _has_done(c, subject, start)
    return Not(found, span=c.span_from(start)) if negative else found


def _has_done(c: Cursor, subject: Who, start: int) -> Cond:
    if c.take("taken the measures necessary"):
        return Decided(subject, span=c.span_from(start))
    if c.take("decided", "adopted"):
        if c.take("that the case has arisen"):
            return CaseArisen(span=c.span_from(start))
        return Decided(subject, _measure_or_blank(c), span=c.span_from(start))
    if c.take("refused") and not c.at("access"):
        return Decided(subject, _measure_or_blank(c), "against", span=c.span_from(start))
    if word := c.take(*_STATUS):
        return _duty(c, subject, _STATUS[word], start, bare=True)
    if word := c.take(*_PAST):
        kind = _PAST[word]
        slots = [Slot("by", subject), *clauses.clause_slots(c, kind)]
        since, within = _since(c)
        return Occurred(Pattern(kind, tuple(slots)), since, within, span=c.span_from(start))
    if found := c.entry("measure"):
        return _acts(c, subject, found.name, start)
    word = c.token.text
    for stem in (word.removesuffix("ed"), word.removesuffix("d")):
        entry = c.names.entries.get(stem)
        if entry and entry.kind == "measure":
            c.i += 1
            return _acts(c, subject, stem, start)
    return c.fail("what it has done, such as ratified, signed, requested or consented")


def _is(c: Cursor, subject: Who, start: int) -> Cond:
    negative = bool(c.take("not"))
    if c.take("in breach"):
        found: Cond = _duty(c, subject, "breached", start)
    elif c.take("in"):
        c.fail("breach")
    elif status := c.take("excused from", "released from", "late with"):
        name = {"excused from": "excused", "released from": "excused", "late with": "late"}[status]
        found = _duty(c, subject, name, start, bare=True)
    elif c.take("bound by", "bound"):
        c.take(*THIS)
        found = InForce("", subject, span=c.span_from(start))
    elif verb := c.take("attacked", "threatened"):
        kind = "attack" if verb == "attacked" else "threat"
        pattern = Pattern(kind, (Slot("on", subject), *happenings.attack_slots(c)))
        found = Occurred(pattern, tense="present", span=c.span_from(start))
    elif c.take("at war because of"):
        found = Occurred(happenings.event(c), span=c.span_from(start))
    elif c.take("engaged in hostilities"):
        found = Acts(subject, "use-force", span=c.span_from(start))
    else:
        mark = c.i
        c.take("a", "an", "one of", "among", "any of", "the")
        if group := c.entry("singular", "group"):
            from foedus.model import Named

            found = IsIn(subject, Named(group.of or group.name), span=c.span_from(start))
        else:
            c.back_to(mark)
            found = IsIn(subject, one(c), span=c.span_from(start))
    return Not(found, span=c.span_from(start)) if negative else found


def _owes(c: Cursor, subject: Who, modal: str, start: int) -> Cond:
    measure = _measure(c)
    target: Who | None = None
    until: int | None = None
    within: Period | None = None
    article, instrument = "", ""
    c.take("for", "against", "to")
    if at_who(c) and not c.at("no", "at least"):
        target = one(c)
    while True:
        if c.take("until"):
            until = c.date().latest
        elif c.take("within"):
            period = c.period()
            within = None if isinstance(period, Hole) else period
        elif c.take("under"):
            articles, instrument = happenings.article_list(c)
            article = articles[0] if articles else ""
        else:
            return Owes(
                subject, measure, article, instrument, modal, until, within, target, span=c.span_from(start)
            )


def _measure(c: Cursor) -> "str | Hole":
    if hole := c.hole("action"):
        return hole
    if c.take("nothing"):
        return "nothing"
    if c.take("anything", "a duty", "something"):
        return ""
    if c.take("assistance", "aid", "help"):
        return "assist"
    if c.take("consultation", "to consult"):
        return "consult"
    c.take("to")
    if found := c.entry("measure", "measures"):
        return found.name
    if verb := c.take("attack", "threaten", "invoke", "repeal"):
        return verb
    return c.fail("a measure, such as use-force or assistance, or nothing")


def _measure_or_blank(c: Cursor) -> str:
    c.take("on", "that", "a measure", "the finding")
    return found.name if (found := c.entry("measure", "measures")) else ""


def _duty(c: Cursor, subject: Who | None, status: str, start: int, bare: bool = False) -> DutyIs:
    articles, instrument = list[str](), ""
    named = (c.take("of", "under") or bare) and not c.take(*THIS, "it", "its duty")
    if named and (c.at("article", "articles", "this article") or c.look("instrument")):
        articles, instrument = happenings.article_list(c)
    return DutyIs(subject, status, "".join(articles[:1]), "", instrument, span=c.span_from(start))
