"""Names of one draft that another calls otherwise: told by where they stand in sentences that are else alike."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from foedus.model import (
    ActorIs,
    Define,
    Draft,
    GroupIs,
    MeasuresAre,
    Names,
    OpenPoint,
    OrganIs,
    PlaceIs,
    StandardIs,
    StateIs,
)  # fmt: skip
from foedus.model.comparison import Renaming

_GIVEN = ("party", "parties", "state", "states", "guarantor", "member")


def declared(draft: Draft) -> dict[str, str]:
    """The names that a draft itself declares, each with its kind.

    >>> from foedus.language import parse_draft
    >>> declared(parse_draft('treaty "T", called T.  party Ukraine.  open clock: 1 day | 2 days.').draft)
    {'T': 'instrument', 'Ukraine': 'party', 'clock': 'point'}
    """
    out: dict[str, str] = {draft.code: "instrument"} if draft.code else {}
    for sentence in draft.sentences:
        for name, kind in _names(sentence.body):
            out.setdefault(name, kind)
    return out


def _names(body: object) -> Iterator[tuple[str, str]]:
    if isinstance(body, Names):
        yield from ((name, body.kind) for name in body.names)
    elif isinstance(body, GroupIs):
        yield body.name, "group"
        yield from ((word, "member") for word in body.singular if word != "party")
    elif isinstance(body, OpenPoint):
        yield body.name, "point"
    elif isinstance(body, (Define, StateIs)):
        yield body.name, "term"
    elif isinstance(body, MeasuresAre):
        yield body.name, body.kind
    elif isinstance(body, (OrganIs, PlaceIs, StandardIs, ActorIs)):
        yield body.name, type(body).__name__.removesuffix("Is").lower()


def renamings(one: Draft, two: Draft) -> tuple[Renaming, ...]:
    """What only the second draft's names can stand for in the first, where the sentences around them leave no doubt.

    Args:
        one, two: the drafts.

    Returns: pairs of names of one kind, one to one. A name that stands for several, or for another in one sentence and
        not in the next, is not given.
    """
    mine, theirs = declared(one), declared(two)
    world_one, world_two = ({n for d in draft.everything() for n in declared(d)} for draft in (one, two))
    only_one = {n: k for n, k in mine.items() if n not in theirs and n not in world_two}
    only_two = {n: k for n, k in theirs.items() if n not in mine and n not in world_one}
    if not only_one or not only_two:
        return ()
    first = [_masked(s.text, only_one) for s in one.sentences]
    second = [_masked(s.text, only_two) for s in two.sentences]
    votes: Counter[tuple[str, str]] = Counter()
    for a, b in _pairs(first, second):
        for x, y in _together(a, b):
            votes[x, y] += 1
    if one.code in only_one and two.code in only_two:
        votes[one.code, two.code] += 1
    return tuple(
        Renaming(only_one[x], x, y)
        for x, y in _one_to_one(votes)
        if only_one[x] == only_two[y] and _options_alike(one, two, x, y)
    )


def _options_alike(one: Draft, two: Draft, x: str, y: str) -> bool:
    """Whether two open points have an option in common; nothing is asked of other names."""
    a, b = ({p.name: p for p in d.open_points()} for d in (one, two))
    return x not in a or y not in b or (a[x].slot == b[y].slot and bool(set(a[x].texts) & set(b[y].texts)))


Word = tuple[str, str]  # what is compared, and the name that stands there


def _masked(text: str, names: Mapping[str, str]) -> list[Word]:
    """The words of a sentence with names put aside as their kind."""
    out: list[Word] = []
    at = 0
    for found in pattern(names).finditer(text):
        out += [(w, "") for w in _words(text[at : found.start()])]
        out.append((f"<{names[found[0]]}>", found[0]))
        at = found.end()
    return [*out, *((w, "") for w in _words(text[at:]))]


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+|[^\w\s]", text)


def pattern(names: Iterable[str]) -> re.Pattern[str]:
    """What finds names in a text, the longest first."""
    listed = sorted((re.escape(n) for n in names), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(listed)})(?![\w-])") if listed else re.compile(r"(?!)")


def _pairs(
    first: Sequence[list[Word]], second: Sequence[list[Word]]
) -> Iterator[tuple[list[Word], list[Word]]]:
    """Sentences that hold names, each with the one that is most like it."""
    left = [(i, ws) for i, ws in enumerate(second) if any(n for _, n in ws)]
    for a in first:
        if not any(n for _, n in a):
            continue
        best, at = 0.55, -1
        for place, (_, b) in enumerate(left):
            match = SequenceMatcher(None, [w for w, _ in a], [w for w, _ in b], autojunk=False)
            if match.real_quick_ratio() > best and match.quick_ratio() > best and match.ratio() > best:
                best, at = match.ratio(), place
        if at >= 0:
            yield a, left.pop(at)[1]


def _together(a: list[Word], b: list[Word]) -> Iterator[tuple[str, str]]:
    match = SequenceMatcher(None, [w for w, _ in a], [w for w, _ in b], autojunk=False)
    for block in match.get_matching_blocks():
        for k in range(block.size):
            x, y = a[block.a + k][1], b[block.b + k][1]
            if x and y:
                yield x, y


def _one_to_one(votes: Counter[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs in which each name stands for the other wherever either stands in a sentence with a counterpart."""
    for (x, y), n in votes.most_common():
        rivals = sum(m for (a, b), m in votes.items() if (a == x) != (b == y))
        if n > 3 * rivals:
            yield x, y


def said_as(text: str, names: Mapping[str, str]) -> str:
    """A text with names replaced.

    >>> said_as("After an aggression Ukraine may invoke", {"aggression": "armed-attack"})
    'After an armed-attack Ukraine may invoke'
    """
    return pattern(names).sub(lambda found: names[found[0]], text) if names else text


__all__ = ["declared", "pattern", "renamings", "said_as"]
