"""Who: parties, groups and roles."""

from foedus.language.cursor import Cursor, ParseError
from foedus.language.spelling import group_of
from foedus.model import Hole, Named, Occurred, Pattern, Pronoun, Several, Slot, Some, Who

PARTIES = ("party", "state", "actor", "organ")
THIS = tuple(
    f"this {noun}"
    for noun in (
        "treaty", "agreement", "statute", "memorandum", "declaration", "framework", "compact", "pact", "charter",
        "convention", "protocol", "law", "order", "instrument", "resolution", "package",
    )
)  # fmt: skip
_ROLES = {
    "the attacker": "attacker", "the victim": "victim", "the requester": "requester", "anyone": "anyone",
    "any state": "any-state", "anybody": "anyone", "its maker": "maker", "its bearer": "that", "itself": "that",
}  # fmt: skip
_HAVING = {
    "ratified": "ratify", "signed": "sign", "acceded": "accede", "consented": "consent", "objected": "object",
    "withdrawn": "withdraw", "invoked": "invoke",
}  # fmt: skip


def at_who(c: Cursor) -> bool:
    """Whether a party, group or role stands here."""
    if c.token.kind == "hole":
        return True
    if c.at(
        *_ROLES,
        "each",
        "every",
        "either",
        "any of",
        "no",
        "some",
        "at least",
        "all",
        "that",
        "the other",
        "each other",
        "another",
        "it",
    ):
        return True
    if c.at("a majority of", "majority of", "any other"):
        return True
    if c.at("a", "an", "any", "the", "one or more"):
        skip = 3 if c.at("one or more") else 1
        return (
            c.peek(skip).text in ("state", "states")
            or who_term(c, skip)
            or (c.look("singular", "group", *PARTIES, ahead=skip) is not None)
        )
    return c.look("group", *PARTIES) is not None or who_term(c)


def who_term(c: Cursor, ahead: int = 0) -> bool:
    """Whether a term that means a party stands here."""
    found = c.look("term", ahead=ahead)
    return found is not None and found[0].of == "who"


def who(c: Cursor, slot: str = "who") -> Who:
    """One party, group or role, or several joined by and / or; with `together` where it is said."""
    start = c.i
    first = one(c, slot)
    parts = [first]
    mode = ""
    while True:
        mark = c.i
        if (word := c.take(", and", ", or", "and", "or")) and at_who(c) and not _clause_begins(c):
            word = word.removeprefix(", ")
            if mode and mode != word:
                c.error("E0207", c.tokens[mark])
            mode = word
            parts.append(one(c, slot))
        elif not mode and c.take(",") and _list_ahead(c):
            parts.append(one(c, slot))
        else:
            c.back_to(mark)
            break
    span = c.span_from(start)
    result: Who = parts[0] if len(parts) == 1 else Several(tuple(parts), mode or "and", span=span)
    if c.take("together", "jointly"):
        result = Some("together", _plain(result), span=c.span_from(start))
    return result


def _plain(value: Who) -> Who:
    if isinstance(value, Some) and value.how == "all":
        return value if value.without or value.having or value.other else value.of
    return value


def _clause_begins(c: Cursor) -> bool:
    """Whether what follows `and` is a new clause (`Poland ratifies and a ceasefire is in force`)."""
    return c.at("the case", "the attack", "that attack", "that case", "it")


def _list_ahead(c: Cursor) -> bool:
    """Whether a comma was part of a list of names, one that ends in `and` or `or`."""
    i, mark = 0, c.i
    while i < 60:
        found = c.look("group", *PARTIES, ahead=i)
        if not found:
            return False
        i += found[1]
        after = c.tokens[min(mark + i, len(c.tokens) - 1)]
        if after.text in ("and", "or"):
            return c.look("group", *PARTIES, ahead=i + 1) is not None
        if after.text != ",":
            return False
        i += 1
    return False


def one(c: Cursor, slot: str = "who") -> Who:
    """One party, group or role."""
    start = c.i
    if hole := c.hole(slot):
        return _restricted(c, hole, start)
    if role := c.take(*_ROLES):
        return _restricted(c, Pronoun(_ROLES[role], span=c.span_from(start)), start)
    if c.at("it"):
        c.i += 1
        return Pronoun("that", "it", span=c.span_from(start))
    if c.take("that"):
        noun = c.entry("singular")
        if not noun and not c.take("state"):
            c.fail("the name for one of a group, such as guarantor")
        return Pronoun("that", noun.name if noun else "state", span=c.span_from(start))
    if c.take("the other", "another"):
        return _other(c, start)
    if found := c.entry(*PARTIES):
        return _restricted(c, Named(found.name, span=c.span_from(start)), start)
    if who_term(c) and (found := c.entry("term")):
        return _restricted(c, Named(found.name, span=c.span_from(start)), start)
    if c.take("one or more"):
        return _finish(c, start, "any", _plural(c))
    return _quantified(c, start)


def _other(c: Cursor, start: int) -> Who:
    if plural := c.entry("group"):
        return _restricted(c, Some("all", Named(plural.name), other=True, span=c.span_from(start)), start)
    return _restricted(c, Some("each", Named(_group(c)), other=True, span=c.span_from(start)), start)


def _quantified(c: Cursor, start: int) -> Who:
    if how := c.take("each", "every", "either", "no", "some"):
        how = {"every": "each", "either": "each"}.get(how, how)
        if c.take("of"):
            c.take("the")
            return _finish(c, start, how, _plural(c))
        other = bool(c.take("other"))
        return _finish(c, start, how, _group(c), other)
    if c.take("any of"):
        c.take("the")
        if hole := c.hole("who"):  # `any of ?protected`
            return Some("any", hole, span=c.span_from(start))
        if hole := c.hole("who"):
            return _restricted(c, Some("any", hole, span=c.span_from(start)), start)
        group = _plural(c)
        if c.take("and each if none does"):
            return Some("any-else-each", Named(group), span=c.span_from(start))
        return _finish(c, start, "any", group)
    if c.take("any"):
        other = bool(c.take("other"))
        return _finish(c, start, "any", _group(c), other)
    if c.take("a majority of", "majority of"):
        c.take("the")
        return _finish(c, start, "majority", _plural(c))
    if c.take("at least"):
        count = c.number()
        if count is None:
            c.fail("a number")
        return _finish(c, start, "at-least", _plural_or_one(c), count=count)
    if c.take("all"):
        c.take("of")
        c.take("the")
        other = bool(c.take("other"))
        return _finish(c, start, "all", _plural(c), other)
    if c.take("a", "an"):
        other = bool(c.take("other"))
        return _finish(c, start, "a", _group(c), other)
    the = c.take("the")
    if the and (found := c.entry(*PARTIES)):
        return _restricted(c, Named(found.name, span=c.span_from(start)), start)
    if found := c.entry("group"):
        if the:
            return _finish(c, start, "all", found.name)
        return _restricted(c, Named(found.name, span=c.span_from(start)), start)
    if found := c.look("place"):
        c.error(
            "E0304",
            name=found[0].name,
            is_="a place",
            wanted="a party",
            why="An attack happens in a place, and is on a party.",
            mend=f"name the party: on …, in {found[0].name}",
        )
    return c.fail("a party, a group or a role")


def _finish(c: Cursor, start: int, how: str, group: str, other: bool = False, count: int = 0) -> Who:
    return _restricted(c, Some(how, Named(group), count, other, span=c.span_from(start)), start)


def _singulars(c: Cursor, group: str) -> list[str]:
    """What one of a group is called."""
    return [e.name for e in c.names.entries.values() if e.kind == "singular" and e.of == group]


def _group(c: Cursor) -> str:
    """The group whose member is named here: `guarantor` leads to `guarantors`."""
    if found := c.entry("singular"):
        return found.of
    if c.take("state"):
        return "states"
    if who_term(c) and (found := c.entry("term")):
        return found.name
    if c.token.kind == "word" and c.names.entries.get(c.token.text + "s", None) and not c.known(c.token):
        c.error("E0307", word=c.token.text + "s")
    if found := c.look("group"):
        c.error(
            "E0304",
            name=found[0].name,
            is_="a group",
            wanted="the name for one of its members",
            why="Each, any, a and no speak of one member.",
            fixes=tuple(c.replace(c.token, one_of) for one_of in _singulars(c, found[0].name)),
            mend=f"write “each of {found[0].name}”",
        )
    if c.token.kind == "word" and not c.known(c.token):
        raise ParseError(group_of(c))
    return c.fail(
        "the name for one of a group, such as guarantor",
        "A group says what one of its members is called: guarantors, each a guarantor, are …",
    )


def _plural(c: Cursor) -> str:
    if found := c.entry("group"):
        return found.name
    if c.take("states"):
        return "states"
    if found := c.look("singular"):
        c.error(
            "E0304",
            name=found[0].name,
            is_="one member",
            wanted=f"the group {found[0].of}",
            why="“of” speaks of the whole group.",
            fixes=(c.replace(c.token, found[0].of),),
        )
    return c.fail("a group")


def _plural_or_one(c: Cursor) -> str:
    found = c.entry("group", "singular")
    if found:
        return found.of or found.name
    return _plural(c)


def _restricted(c: Cursor, value: Who, start: int) -> Who:
    """`other than X`, `that have ratified`."""
    if not _place_left_out(c) and c.take("other than", "except"):
        mark = c.i
        without = who(c)
        if isinstance(without, Several) and without.mode == "or":
            c.back_to(mark)
            without = one(c)
        others = without.parts if isinstance(without, Several) else (without,)
        some = value if isinstance(value, Some) else Some("all", value)
        value = Some(some.how, some.of, some.count, some.other, others, some.having, span=c.span_from(start))
    if c.at("that have", "that has", "who have", "who has"):
        mark = c.i
        c.i += 2
        if done := c.take(*_HAVING):
            some = value if isinstance(value, Some) else Some("all", value)
            kind = _HAVING[done]
            having = Occurred(Pattern(kind, (Slot("by", Pronoun("that")),)))
            value = Some(
                some.how, some.of, some.count, some.other, some.without, (having,), span=c.span_from(start)
            )
        else:
            c.back_to(mark)
    return value


def _place_left_out(c: Cursor) -> bool:
    """Whether `other than` leaves out a place (`territory of Denmark other than Greenland`), not a party."""
    place = c.at("other than") and c.look("place", ahead=2) is not None
    return place and c.look("group", *PARTIES, ahead=2) is None


def names_list(c: Cursor, *kinds: str) -> tuple[Who, ...]:
    """Declared names separated by commas and `and`: the members of a group."""
    out: list[Who] = []
    while True:
        start = c.i
        c.take("the")
        if hole := c.hole("who"):
            out.append(hole)
        else:
            found = c.entry(*(kinds or ("group", *PARTIES)))
            if not found:
                if c.token.kind == "word" and not c.known(c.token):
                    c.unknown()
                c.fail("a party or a group")
            out.append(Named(found.name, span=c.span_from(start)))
        mark = c.i
        if not c.take(", and", ",", "and"):
            return tuple(out)
        if not (c.at("the") or c.token.kind == "hole" or c.look("group", *PARTIES)) and not _unknown_name(c):
            c.back_to(mark)
            return tuple(out)


def _unknown_name(c: Cursor) -> bool:
    token = c.token
    return token.kind == "word" and token.text[:1].isupper() and not c.known(token)


__all__ = ["PARTIES", "THIS", "Hole", "at_who", "names_list", "one", "who"]
