"""Sentences that declare: parties, groups, organs, places, terms, open points, states, standards."""

import foedus.language.conditions as conditions
import foedus.language.happenings as happenings
from foedus.base import When
from foedus.language.cursor import Cursor
from foedus.language.declare import KINDS
from foedus.language.lists import lettered
from foedus.language.where import at_where, dated_place, where
from foedus.language.who import PARTIES, at_who, names_list, one, who
from foedus.model import (
    ActorIs,
    AnyEvent,
    Cond,
    Declaration,
    Define,
    EventExpr,
    GroupIs,
    MeasuresAre,
    Names,
    OrganIs,
    PlaceAny,
    PlaceIs,
    Relation,
    RoleIs,
    StandardIs,
    StateIs,
    TerritoryOf,
    Where,
    Who,
)  # fmt: skip


def plain(c: Cursor) -> Declaration:
    """`party Ukraine, Russia.`, `event mobilisation.`, `actor ISIS is non-state.`, `place X within Y.`"""
    start = c.i
    kind = KINDS[c.take(*KINDS)]
    if kind == "place":
        return _place(c, start)
    if kind == "organ":
        return _organ(c, start)
    names: list[str] = []
    alias = ""
    while True:
        found = c.entry(kind)
        if not found:
            c.fail(f"the name of a {kind}")
        names.append(found.name)
        if c.take("called"):
            alias = c.text_from(c.i) if c.entry(kind) is None else c.tokens[c.i - 1].value
            short = c.tokens[c.i - 1]
            alias = short.value
        mark = c.i
        if not c.take(", and", ",", "and") or c.at("assumption", "source", "unverified"):
            c.back_to(mark)
            break
    if kind == "actor" and c.take("is", "are"):
        return _actor(c, names, start)
    if kind in ("measure", "means") and c.take("are"):
        members = tuple(n for n in _words(c, kind))
        return MeasuresAre(names[0], members, kind, span=c.span_from(start))
    return Names(kind, tuple(names), alias, span=c.span_from(start))


def _actor(c: Cursor, names: list[str], start: int) -> ActorIs:
    traits: list[str] = []
    directed: Who | None = None
    while True:
        if word := c.take("non-state", "origin abroad", "origin internal"):
            traits.append(word)
        elif c.take("directed by"):
            directed = one(c)
        else:
            c.fail("non-state, origin abroad, origin internal, or directed by a party")
        mark = c.i
        if not c.take(", and", ",", "and") or not c.at("non-state", "origin", "directed"):
            c.back_to(mark)
            break
    if len(names) > 1:
        c.fail("one actor a sentence")
    return ActorIs(names[0], tuple(traits), directed, span=c.span_from(start))


def _organ(c: Cursor, start: int) -> OrganIs:
    found = c.entry("organ")
    if not found:
        c.fail("the name of an organ")
    of = one(c) if c.take("of", "in") else None
    members = None
    if c.take("consists of"):
        c.take("the")
        c.back_to(c.i - 1) if c.tokens[c.i - 1].text == "the" else None
        members = who(c)
    return OrganIs(found.name, members, of, span=c.span_from(start))


def _place(c: Cursor, start: int) -> Declaration:
    names: list[str] = []
    while True:
        found = c.entry("place")
        if not found:
            c.fail("the name of a place")
        names.append(found.name)
        mark = c.i
        if not c.take(", and", ",", "and") or not c.look("place"):
            c.back_to(mark)
            break
    relations = _relations(c)
    if len(names) > 1 and not relations:
        return Names("place", tuple(names), span=c.span_from(start))
    if len(names) > 1:
        c.fail("one place a sentence, if it lies within another")
    return PlaceIs(names[0], tuple(relations), span=c.span_from(start))


_RELATED = {"within": "within", "in": "within", "administered by": "administered", "claimed by": "claimed",
            "recognised by": "recognised", "occupied by": "administered", "held by": "administered"}  # fmt: skip


def _relations(c: Cursor) -> list[Relation]:
    out: list[Relation] = []
    while True:
        mark = c.i
        c.take(", and", ",", "and")
        start = c.i
        kind = _RELATED[w] if (w := c.take(*_RELATED)) else ""
        if (
            not kind
            and out
            and out[-1].kind in ("within", "territory")
            and at_where(c)
            and c.token.kind != "hole"
        ):
            kind = "within"
        if not kind:
            c.back_to(mark)
            return out
        out.append(_relation(c, kind, start))


def _relation(c: Cursor, kind: str, start: int) -> Relation:
    of: Where | Who
    if kind == "within":
        of = where(c)
        if isinstance(of, TerritoryOf):
            kind, of = of.relation, of.who
    else:
        of = one(c)
    since: When | None = None
    until: When | None = None
    while c.at("from", "until"):
        if c.take("from"):
            since = c.date()
        else:
            c.take("until")
            until = c.date()
    return Relation(kind, of, since, until, span=c.span_from(start))


def _words(c: Cursor, kind: str) -> list[str]:
    out: list[str] = []
    while True:
        found = c.entry(kind, "measures")
        if not found:
            c.fail(f"the name of a {kind}")
        out.append(found.name)
        mark = c.i
        if not c.take(", and", ",", "and") or not c.look(kind, "measures"):
            c.back_to(mark)
            return out


def group(c: Cursor) -> Declaration:
    """`guarantors, each a guarantor and a party, are A, B`; also lists of measures."""
    start = c.i
    found = c.entry("group", "measures")
    if not found:
        c.fail("a group")
    singular: list[str] = []
    if c.take(", each", ","):
        if c.tokens[c.i - 1].text != "each":
            c.take("each")
        while c.take("a", "an"):
            single = c.entry("singular")
            singular.append(single.name if single else c.fail("what one member is called"))
            if not c.take("and"):
                break
        c.take(",")
    c.need("are", "is", expected="“are” and the members")
    if found.kind == "measures":
        kind = "measure" if c.look("measure", "measures") else "means"
        return MeasuresAre(found.name, tuple(_words(c, kind)), kind, span=c.span_from(start))
    members = names_list(c, "group", "singular", *PARTIES)
    since, until = _dates(c)
    return GroupIs(found.name, members, tuple(singular), "are", since, until, span=c.span_from(start))


def change(c: Cursor) -> GroupIs:
    """`From 1952-02-18 members include Greece, Turkey.`"""
    start = c.i
    c.need("from")
    since = c.date()
    c.take(",")
    found = c.entry("group")
    if not found:
        c.fail("a group")
    word = c.need("include", "exclude", "no longer include")
    members = names_list(c)
    kind = "include" if word == "include" else "exclude"
    return GroupIs(found.name, members, (), kind, since, _dates(c)[1], span=c.span_from(start))


def _dates(c: Cursor) -> tuple[When | None, When | None]:
    since: When | None = None
    until: When | None = None
    while c.at(", from", ", until", "from", "until"):
        c.take(",")
        if c.take("from"):
            since = c.date()
        elif c.take("until"):
            until = c.date()
    return since, until


def definition(c: Cursor) -> Define:
    """`armed-attack means …`: an event, a condition, a place or a party."""
    start = c.i
    found = c.entry("term")
    if not found:
        c.fail("a term")
    c.need("means")
    kind, meaning = _meaning(c)
    c.names.entries[found.name] = found._replace(of=kind)
    return Define(found.name, kind, meaning, span=c.span_from(start))


def _meaning(c: Cursor) -> "tuple[str, EventExpr | Cond | Where | Who]":
    start = c.i
    if c.at("all of (", "all of the following"):
        return "condition", conditions.condition(c)
    if c.at("any of ("):
        return _alternatives(c, start)
    if happenings.at_event(c):
        event = happenings.event(c)
        if not c.at("has", "have", "occurs", "is", "enters", "begins"):
            return "event", event
        c.back_to(start)
        return "condition", conditions.condition(c)
    if c.token.kind != "hole" and at_where(c) and not c.look("term"):
        return "place", where(c)
    mark = c.i
    if at_who(c):
        subject = who(c)
        if c.at_end() or c.at(","):
            return "who", subject
        if c.take("in") and at_where(c):  # `a state in Europe other than a party`
            return _state_in(c, subject, mark)
        c.back_to(mark)
    return "condition", conditions.condition(c)


def _state_in(c: Cursor, subject: Who, mark: int) -> "tuple[str, Who]":
    from foedus.model import Located, Some

    place = where(c)
    without: tuple[Who, ...] = ()
    if c.take("other than"):
        without = (one(c),)
    some = subject if isinstance(subject, Some) else Some("a", subject)
    return "who", Some(
        some.how, some.of, some.count, some.other, without, (Located(place),), span=c.span_from(mark)
    )


def _alternatives(c: Cursor, start: int) -> "tuple[str, EventExpr | Cond | Where]":
    """`any of (a) …; (b) …`: of events, of places, or of conditions, by what the first item is."""
    mark = c.i
    while c.at("any of (", "all of ("):
        c.i += 5  # any of ( a )
    is_event = happenings.at_event(c)
    is_place = not is_event and at_where(c)
    c.back_to(mark)
    c.take("any of")
    if is_event:
        return "event", AnyEvent(tuple(lettered(c, happenings.event)), span=c.span_from(start))
    if is_place:
        return "place", PlaceAny(tuple(lettered(c, dated_place)), span=c.span_from(start))
    c.back_to(mark)
    return "condition", conditions.condition(c)


def state(c: Cursor) -> StateIs:
    """`persisting lasts from a violation until Russia ceases fire.`"""
    start = c.i
    found = c.entry("state-of")
    if not found:
        c.fail("a state")
    c.need("lasts from")
    begin = _edge(c)
    end = _edge(c) if c.take("until", ", until") else None
    return StateIs(found.name, begin, end, span=c.span_from(start))


def _edge(c: Cursor) -> "EventExpr | Cond":
    mark = c.i
    term = c.look("term")
    if happenings.at_event(c) and not (term and term[0].of == "condition"):
        event = happenings.event(c)
        if c.at_end() or c.at("until", ",", "is declared"):
            c.take("is declared")
            return event
        c.back_to(mark)
    return conditions.condition(c)


def standard(c: Cursor) -> StandardIs:
    """`standard sustained, judged by Special Commission within 7 days.`"""
    from foedus.model import Hole

    start = c.i
    c.need("standard")
    found = c.entry("standard")
    if not found:
        c.fail("the name of a standard")
    c.take(",")
    c.need("judged by")
    by = one(c)
    period = c.period() if c.take("within", ", within") else None
    return StandardIs(found.name, by, None if isinstance(period, Hole) else period, span=c.span_from(start))


def role(c: Cursor) -> RoleIs:
    """`Russia is ?russia-role`, `Russia is not a party`."""
    start = c.i
    subject = who(c)
    if c.take("acknowledges", "acknowledge"):
        c.need("this treaty", "this agreement", "this framework", "this declaration", "this memorandum")
        return RoleIs(subject, "acknowledges", span=c.span_from(start))
    if c.take("consents in writing", "consent in writing"):
        return RoleIs(subject, "consents", span=c.span_from(start))
    c.need("is", "are")
    hole = c.hole("role")
    return RoleIs(subject, hole or role_word(c), span=c.span_from(start))


def role_word(c: Cursor) -> str:
    """`a party`, `not a party`, `acknowledges`, `a guarantor`."""
    if c.take("not a party", "no party"):
        return "not-party"
    if c.take("acknowledges"):
        return "acknowledges"
    c.take("a", "an")
    found = c.entry("singular", "group")
    if not found:
        c.fail("a role: a party, not a party, acknowledges, or a member of a group")
    return "party" if found.name == "party" else found.of or found.name
