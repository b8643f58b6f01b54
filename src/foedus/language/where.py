"""Where: places, territories and areas."""

from foedus.base import When
from foedus.language.cursor import Cursor
from foedus.language.lists import lettered
from foedus.language.who import one as one_party
from foedus.language.who import who
from foedus.model import (
    Place,
    PlaceAnd,
    PlaceAny,
    PlaceDated,
    PlaceNot,
    PlaceTerm,
    TerritoryOf,
    Where,
)  # fmt: skip

_RELATIONS = {
    "territory of": "territory", "the territory of": "territory", "land of": "territory",
    "land administered by": "administered", "places administered by": "administered",
    "islands administered by": "administered", "territory administered by": "administered",
    "land claimed by": "claimed", "places claimed by": "claimed", "territory claimed by": "claimed",
}  # fmt: skip


def at_where(c: Cursor) -> bool:
    """Whether a place stands here."""
    return (
        c.token.kind == "hole"
        or c.at(*_RELATIONS, "any of (", "outside")
        or c.look("place", "term") is not None
        or (c.at("the") and c.look("place", ahead=1) is not None)
    )


def where(c: Cursor) -> Where:
    """A place, a party's territory, an area term, or any of several."""
    start = c.i
    if c.at("any of (", "any of ("):
        c.take("any of")
        return PlaceAny(tuple(lettered(c, dated_place)), span=c.span_from(start))
    parts = [_one(c)]
    while c.at("or") and _continues(c):
        c.take("or")
        parts.append(_one(c))
    return parts[0] if len(parts) == 1 else PlaceAny(tuple(parts), span=c.span_from(start))


def _continues(c: Cursor) -> bool:
    mark = c.i
    c.take("or")
    yes = at_where(c)
    c.back_to(mark)
    return yes


def dated_place(c: Cursor) -> Where:
    """A place, with the dates from and until which it counts."""
    start = c.i
    place = where(c)
    since: When | None = None
    until: When | None = None
    while c.at(", from", ", until"):
        c.i += 1
        if c.take("from"):
            since = c.date()
        elif c.take("until"):
            until = c.date()
    return PlaceDated(place, since, until, span=c.span_from(start)) if since or until else place


def _one(c: Cursor) -> Where:
    start = c.i
    if hole := c.hole("place"):
        return hole
    if c.take("outside"):
        return PlaceNot(_one(c), span=c.span_from(start))
    place = _base(c, start)
    if c.at("other than") and (c.look("place", "term", ahead=2) or c.at("other than territory of")):
        c.take("other than")
        place = PlaceAnd((place, PlaceNot(_one(c))), span=c.span_from(start))
    if c.at("in") and not isinstance(place, Place):
        mark = c.i
        c.take("in")
        if at_where(c):
            return PlaceAnd((place, where(c)), span=c.span_from(start))
        c.back_to(mark)
    return place


def _base(c: Cursor, start: int) -> Where:
    if relation := c.take(*_RELATIONS):
        party = one_party(c) if c.at("any", "each", "a", "an") else who(c)
        by = one_party(c) if c.take("as recognised by", "recognised by", "as recognized by") else None
        return TerritoryOf(party, _RELATIONS[relation], by, span=c.span_from(start))
    c.take("the")
    if found := c.entry("place"):
        return Place(found.name, span=c.span_from(start))
    if found := c.entry("term"):
        return PlaceTerm(found.name, span=c.span_from(start))
    if found := c.look("group"):
        c.error(
            "E0304",
            name=found[0].name,
            is_="a group",
            wanted="a place",
            why="An attack happens in a place, and is on a party.",
            mend=f"write “territory of any of {found[0].name}”",
        )
    if found := c.look("party", "state"):
        c.error(
            "E0304",
            name=found[0].name,
            is_="a party",
            wanted="a place",
            why="An attack happens in a place, and is on a party.",
            mend=f"write “territory of {found[0].name}”",
        )
    return c.fail("a place")
