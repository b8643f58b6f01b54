"""Status rules and rules about rules: force, exit, duration, suspension; what prevails, who is released."""

import foedus.language.conditions as conditions
import foedus.language.decisions as decisions
import foedus.language.happenings as happenings
from foedus.base import When
from foedus.language.actions import LATITUDES
from foedus.language.cursor import Cursor
from foedus.language.who import THIS, at_who, one, who
from foedus.model import (
    Accession,
    Cond,
    DomesticProcess,
    Ends,
    Enters,
    EventExpr,
    FinalVotes,
    General,
    Hole,
    Lasts,
    LeavesOut,
    NoNuclear,
    Observes,
    Period,
    Prevails,
    Provision,
    Reinvoke,
    Released,
    Scope,
    Signed,
    Suspended,
    Tail,
    TreatyLasts,
    Who,
)  # fmt: skip


def moment(c: Cursor) -> "Cond | EventExpr | When":
    """A date, an event, or a condition."""
    if c.token.kind == "date":
        return c.date()
    mark = c.i
    term = c.look("term")
    if happenings.at_event(c) and not (term and term[0].of in ("condition", "")):
        event = happenings.event(c)
        if c.at_end() or c.at(",", "for", "on purpose"):
            return event
        c.back_to(mark)
    return conditions.condition(c)


def this_treaty(c: Cursor) -> Provision | None:
    """What may be said of the instrument itself."""
    start = c.i
    if not c.take(*THIS):
        return None
    if c.take("enters into force", "enter into force", "takes effect"):
        return _enters(c, start)
    if c.take("applies provisionally"):
        return Enters(_occasion(c), provisional=True, span=c.span_from(start))
    if c.take("lasts", "remains in force for", "is in force for"):
        return _lasts(c, start)
    if c.take("is suspended", "was suspended"):
        return _suspended(c, start)
    if c.take("ends", "ended", "terminates", "ceases to be in force", "ceased to be in force", "lapses"):
        holder = who(c) if c.take("for") else None
        when = _occasion(c)
        if holder is None and c.take("for"):
            holder = who(c)
        if when is None:
            c.fail("when it ends")
        return Ends(when, holder, _provided(c), span=c.span_from(start))
    if c.take("prevails over"):
        return Prevails(("", ""), _text(c), span=c.span_from(start))
    if c.take("may be invoked again"):
        return Reinvoke(c.period() if c.take("after") else None, span=c.span_from(start))
    return c.fail("enters into force, applies provisionally, lasts, is suspended, ends or prevails over")


def _occasion(c: Cursor) -> "Cond | EventExpr | When | None":
    if c.take("on", "upon", "when", "after", "from", "as soon as"):
        return moment(c)
    return None


def _enters(c: Cursor, start: int) -> Enters:
    holder: Who | None = None
    when: Cond | EventExpr | When | None = None
    delay: Period | Hole | None = None
    while not c.at_end():
        if c.take("for"):
            holder = who(c)
        elif when is None and c.at_period():
            delay = c.period()
            c.need("after", "from", "following")
            when = moment(c)
        elif when is None and (found := _occasion(c)) is not None:
            when = found
        else:
            break
        c.take(",") if c.at(", on", ", when", ", for") else None
    until = c.date() if c.take("until", ", until") else None
    return Enters(when, holder, until, delay=delay, span=c.span_from(start))


def signed(c: Cursor) -> Signed:
    """`Signed 2024-06-19 [by Russia].`"""
    start = c.i
    c.need("signed", "done")
    c.take("on")
    when = c.date()
    by = who(c) if c.take("by", ", by") else None
    return Signed(when, by, span=c.span_from(start))


def in_force(c: Cursor) -> Enters:
    """`In force from 1939-08-25 [until 1945-01-01] [for France]`, `In force again for X from D, if C.`"""
    start = c.i
    c.need("in force")
    again = bool(c.take("again"))
    holder = who(c) if c.take("for") else None
    when: Cond | EventExpr | When | None = None
    if c.take("from", "on", "since", "when", "after"):
        when = moment(c)
    if c.take(", when", ", since"):
        c.fail("one date or one occasion")
    until = c.date() if c.take("until", ", until") else None
    if holder is None and c.take("for"):
        holder = who(c)
    if again and holder is None:
        c.fail("for whom it is in force again")
    return Enters(when, holder, until, again=again, provided=_provided(c), span=c.span_from(start))


def _provided(c: Cursor) -> tuple[Cond, ...]:
    """`, if C` after a date on which something begins or ends."""
    return (conditions.condition(c),) if c.take(", if", "if", ", provided", "provided") else ()


def _lasts(c: Cursor, start: int) -> TreatyLasts:
    period = c.period()
    renewable, then = False, None
    since: When | None = None
    while not c.at_end():
        if c.take("and is renewable", ", renewable", "and is renewed", "renewable"):
            renewable = True
        elif c.take("and then until", ", and then until", "and thereafter until"):
            found = c.period()
            then = None if isinstance(found, Hole) else found
            c.need("after notice", "after a notice")
        elif c.take("from"):
            if c.token.kind == "date":
                since = c.date()
            else:
                c.need("entry into force")
        else:
            break
    return TreatyLasts(period, renewable, then, since, span=c.span_from(start))


def _suspended(c: Cursor, start: int) -> Suspended:
    one_side: Who | None = None
    other: Who | None = None
    since: When | None = None
    until: When | None = None
    when: Cond | None = None
    while not c.at_end():
        if c.take("between"):
            one_side = one(c)
            c.need("and")
            other = one(c)
        elif c.take("for"):
            one_side = who(c)
        elif c.take("towards"):
            other = one(c)
        elif c.take("from"):
            since = c.date()
        elif c.take("until"):
            until = c.date()
        elif c.take("when", "while"):
            when = conditions.condition(c)
        else:
            break
        c.take(",") if c.at(", from", ", until", ", when") else None
    return Suspended(one_side, other, since, until, when, span=c.span_from(start))


def _text(c: Cursor) -> tuple[str, str]:
    """An instrument or one of its articles, as (name, label)."""
    articles, instrument = happenings.article_list(c)
    return instrument, articles[0] if articles else ""


def prevails(c: Cursor) -> Prevails | None:
    """`Charter prevails over this treaty`, `article 5 prevails over article 3`."""
    start = c.i
    if not (c.look("instrument") or c.at("article")):
        return None
    over = _text(c)
    if not c.take("prevails over"):
        c.back_to(start)
        return None
    return Prevails(over, _text(c), span=c.span_from(start))


def scope(c: Cursor) -> Provision | None:
    """`Article 2 applies only while …`, `The preceding sentence does not bind a party to use-force, unless …`."""
    start = c.i
    if c.take("the preceding sentence", "the preceding article"):
        articles, instrument = ["preceding"], ""
    elif c.at("article", "articles", "this article"):
        articles, instrument = happenings.article_list(c)
    else:
        return None
    effect = {"applies only while": "only-while", "apply only while": "only-while", "applies only when": "only-when",
              "applies only if": "only-when", "apply only when": "only-when", "apply only if": "only-when",
              "is subject to": "subject", "does not apply": "not", "do not apply": "not",
              "does not bind": "not-bind", "do not bind": "not-bind"}  # fmt: skip
    word = c.take(*effect)
    if not word:
        c.back_to(start)
        return None
    kind = effect[word]
    if kind == "subject":
        return _subject(c, articles, instrument, start)
    return _limited(c, kind, articles, instrument, start)


def _subject(c: Cursor, articles: list[str], instrument: str, start: int) -> Scope:
    """`is subject to that decision`: applies only when the case has been found to have arisen."""
    from foedus.model import CaseArisen

    if c.take("that decision", "a decision", "that finding"):
        under = ""
        if c.at("under article"):
            c.i += 1
            under = happenings.article_list(c)[0][0]
        return Scope(
            tuple(articles), "only-when", CaseArisen(under), instrument=instrument, span=c.span_from(start)
        )
    return Scope(
        tuple(articles), "only-when", conditions.condition(c), instrument=instrument, span=c.span_from(start)
    )


def _limited(c: Cursor, kind: str, articles: list[str], instrument: str, start: int) -> Scope:
    holder: Who | None = None
    measure = ""
    when: Cond | None = None
    unless: list[Cond] = []
    if kind.startswith("only"):
        when = conditions.condition(c)
    elif c.take("to") or (kind == "not-bind" and at_who(c)):
        holder = who(c)
        if c.take("to") and (found := c.entry("measure", "measures")):
            measure = found.name
    while c.at(", unless", "unless", ", when", "when", ", if", "if", ", while", "while"):
        c.take(",")
        if c.take("unless"):
            unless.append(conditions.condition(c))
        elif c.take("when", "if", "while"):
            when = conditions.condition(c)
    effect = "not" if kind == "not-bind" else kind
    return Scope(
        tuple(articles), effect, when, holder, measure, tuple(unless), instrument, span=c.span_from(start)
    )


def special(c: Cursor) -> Provision | None:
    """Sentences with an opening of their own."""
    start = c.i
    if c.take("votes are final"):
        return FinalVotes(span=c.span_from(start))
    if c.take("duties for attacks before the exit"):
        hole = c.hole("tail")
        remain = hole or c.need("remain", "end") == "remain"
        return Tail(remain, span=c.span_from(start))
    if c.take("a case may be invoked again", "the case may be invoked again", "a case may be reopened"):
        return Reinvoke(c.period() if c.take("after") else None, span=c.span_from(start))
    if c.at("nothing in"):
        c.i += 1
        c.need("in")
        c.need(*THIS)
        c.need(
            "commits nuclear weapons", "commits nuclear-weapons", "commits any party to use nuclear weapons"
        )
        return NoNuclear(span=c.span_from(start))
    if c.take("leaves out"):
        what = moment(c)
        c.need("on purpose")
        return LeavesOut(what, span=c.span_from(start))  # type: ignore[arg-type]
    if c.at("a duty", "each duty", "every duty", "duties"):
        return _duties(c, start)
    return None


def _duties(c: Cursor, start: int) -> Provision | None:
    c.take("a duty", "each duty", "every duty", "duties")
    if not c.take("under"):
        c.back_to(start)
        return None
    articles, _ = happenings.article_list(c)
    if c.take("lasts until", "last until"):
        until = moment(c)
        return Lasts(until, tuple(articles), span=c.span_from(start))  # type: ignore[arg-type]
    c.need("is performed", "are performed", "is carried out", "are carried out")
    word = c.take(*LATITUDES)
    if not word:
        c.fail(
            "how: at its discretion, by all means in its power, in accordance with the constitutional process "
            "of its bearer"
        )
    return General(LATITUDES[word], tuple(articles), span=c.span_from(start))


def of_party(c: Cursor) -> Provision | None:
    """Sentences that begin with a party and have no modal: released, observes, accede, barred, a domestic process."""
    start = c.i
    if c.look("measure"):
        return _domestic(c, start)
    if not at_who(c):
        return None
    holes = list(c.holes)
    try:
        subject = who(c)
    except Exception:
        c.back_to(start)
        c.holes = holes
        return None
    if c.at("is barred from the vote", "are barred from the vote", "does not vote", "do not vote"):
        c.back_to(start)
        return decisions.barred(c)
    if c.take("is released", "are released"):
        return _released(c, subject, start)
    if c.take("observes", "observe", "monitors", "monitor"):
        return _observes(c, subject, start)
    if c.take("may accede"):
        return _accede(c, subject, start)
    c.back_to(start)
    c.holes = holes
    return None


def _domestic(c: Cursor, start: int) -> DomesticProcess | None:
    measure = c.entry("measure")
    assert measure
    if not c.take("by"):
        c.back_to(start)
        return None
    subject = who(c)
    if not c.take("needs a decision of", "need a decision of", "needs the consent of"):
        c.back_to(start)
        return None
    organ = one(c)
    within: Period | None = None
    silence = ""
    while c.at(",", "within", "on silence"):
        c.take(",")
        if c.take("within"):
            found = c.period()
            within = None if isinstance(found, Hole) else found
        elif c.take("on silence"):
            silence = c.need("refused", "granted", "it has", "it has not", "given")
        else:
            c.back_to(c.i - 1)
            break
    silence = {"it has": "granted", "it has not": "refused", "given": "granted"}.get(silence, silence)
    return DomesticProcess(measure.name, subject, organ, within, silence, span=c.span_from(start))


def _released(c: Cursor, subject: Who, start: int) -> Released:
    articles: tuple[str, ...] = ()
    if c.take("from"):
        articles = tuple(happenings.article_list(c)[0])
    c.need("when", "if", ", when", ", if", "after")
    mark = c.i
    if decisions.at_decision(c):
        decider = decisions.decider(c)
        c.need("decides", "decide", "determines")
        about: Cond | EventExpr | None = None
        if c.take("that"):
            about = conditions.condition(c)
        elif c.take("so"):
            about = None
        if not isinstance(decider, Hole):
            return Released(subject, articles, about, decider, span=c.span_from(start))
        c.back_to(mark)
    when = moment(c)
    return Released(subject, articles, when, span=c.span_from(start))  # type: ignore[arg-type]


def _observes(c: Cursor, subject: Who, start: int) -> Observes:
    c.take("breaches of", "compliance with", "performance of")
    articles, _ = happenings.article_list(c)
    within: Period | None = None
    if c.take("and reports", "and report", ", and reports"):
        c.need("within")
        found = c.period()
        within = None if isinstance(found, Hole) else found
    return Observes(subject, tuple(articles), within, span=c.span_from(start))


def _accede(c: Cursor, subject: Who, start: int) -> Accession:
    consent: Who | None = None
    provided: list[Cond] = []
    while not c.at_end():
        c.take(",")
        if c.take("with the consent of"):
            consent = who(c)
        elif c.take("provided", "if", "when"):
            provided.append(conditions.condition(c))
        elif c.take("to"):
            c.need(*THIS)
        else:
            break
    return Accession(subject, consent, tuple(provided), span=c.span_from(start))
