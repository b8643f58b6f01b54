"""Attribution: which words of a sentence somebody is reported to have said, and who."""

from collections.abc import Iterator

from foedus.ledger.extract import roles
from foedus.ledger.extract.grammar import Subject
from foedus.ledger.extract.mentions import Mention
from foedus.ledger.extract.saying import (
    SAY,
    Scope,
    agent,
    behind_that,
    nobody,
    opening,
    place,
    said,
    stopping,
)
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed
from foedus.ledger.proposal import UNNAMED, Agent

_REPORTED = listed("""
    revealed reported stated said disclosed announced confirmed described told relayed conveyed recounted
    quoted claimed outlined noted explained put cited
""")
_HEARD = frozenset(
    ["reports", "rumours", "rumors", "speculation", "allegations", "indications", "suggestions"]
)
"""Nouns whose *that* tells what nobody with a name has said."""
_TELLINGS = listed("telling view account words version opinion reading accounts")


def scopes(view: View) -> list[Scope]:
    """The attributions of a sentence; a scope that begins earlier is an outer one.

    Args:
        view: the sentence.

    Returns:
        Scopes in the order of their beginnings, wider ones first.
    """
    found = [s for i in range(view.n) if view.quotes[i] < 0 for s in _at(view, i)]
    return sorted(found, key=lambda s: (s.start, -s.end))


def _at(view: View, i: int) -> Iterator[Scope]:
    low = view.low(i)
    if low == "according" and view.low(i + 1) == "to":
        yield from _according(view, i)
    elif low == "as" and view.low(i + 1) in _REPORTED and view.low(i + 2) == "by":
        yield from _trailing(view, i, i + 3)
    elif low in _REPORTED and view.low(i + 1) == "by" and view.low(i - 1) == ",":
        yield from _trailing(view, i, i + 2)
    elif low == "described" and view.low(i + 1) == "by" and i < 12:
        yield from _leading(view, i, i + 2)
    elif low == "in" and view.low(i + 2) in _TELLINGS and view.low(i + 3) == ",":
        yield from _telling(view, i)
    elif low == "quoted":
        yield from _quoted(view, i)
    elif low == "known" and view.text(i - 3, i).lower() == "let it be" and view.low(i + 1) == "that":
        yield from _known(view, i)
    elif (
        low == "clear"
        and view.low(i + 1) == "that"
        and view.low(i - 1) in ("made", "makes", "make", "making")
    ):
        yield from _clear(view, i)
    elif low == ":" and i < 25:
        yield from _colon(view, i)
    elif low in _HEARD and view.low(i + 1) == "that" and view.low(i - 1) != ",":
        yield Scope(i + 2, stopping(view, i + 2), (Agent(UNNAMED, kind="unnamed"),), i)
    elif low in SAY:
        yield from said(view, i, SAY[low])


def _named(view: View, i: int) -> tuple[Agent, Mention | None, int]:
    """Who stands from a word on: the voice, its mention, and where it ends."""
    mention = view.starting.get(i)
    if mention is not None and mention.kind not in ("adjective", "possessive"):
        return agent(mention), mention, mention.end
    end = i
    while (
        end < view.n
        and view.words[end].word
        and end - i < 8
        and view.low(end) not in ("that", "who", "which")
    ):
        if end > i and end in view.starting and view.starting[end].kind == "medium":
            return agent(view.starting[end]), view.starting[end], view.starting[end].end
        end += 1
    return nobody(view.text(i, min(end, i + 8)), view.low(i)), None, end


def _according(view: View, i: int) -> Iterator[Scope]:
    who, mention, end = _named(view, i + 2)
    if i == 0 or (i <= 2 and view.low(end) == ","):
        comma = next((k for k in range(end, min(view.n, end + 15)) if view.low(k) == ","), end)
        yield Scope(comma + 1, stopping(view, comma + 1), (who,), i, mention=mention)
    else:
        inserted = view.low(i - 1) == "," and view.low(end) == "," and end + 2 < view.n
        yield Scope(opening(view, i), view.n if inserted else i, (who,), i, behind=True, mention=mention)


def _trailing(view: View, i: int, at: int) -> Iterator[Scope]:
    who, mention, _ = _named(view, at)
    yield Scope(opening(view, i), i, (who,), i, behind=True, mention=mention)


def _leading(view: View, i: int, at: int) -> Iterator[Scope]:
    """`Under the outline described by three officials, Iran would …`."""
    who, mention, end = _named(view, at)
    if view.low(0) in ("under", "in") and view.low(end) == ",":
        yield Scope(end + 1, view.n, (who,), i, mention=mention)


def _telling(view: View, i: int) -> Iterator[Scope]:
    owner = view.starting.get(i + 1)
    if owner is not None and owner.kind == "possessive" and owner.name not in roles.POSSESSIVES:
        yield Scope(i + 4, view.n, (agent(owner),), i, mention=owner)


def _quoted(view: View, i: int) -> Iterator[Scope]:
    """`A quoted B as saying that …`; `B was quoted as saying by A`."""
    group = view.group(i)
    subject = view.subject(group.start)
    saying = next((k for k in range(i + 1, min(view.n, i + 6)) if view.low(k) == "saying"), 0)
    if not group.be and saying and (saying + 1 >= view.n or not view.words[saying + 1].word) and i > 2:
        first = max(0, group.start - 3)
        while first < group.start and (not view.words[first].word or view.quotes[first] >= 0):
            first += 1
        outer_name = view.text(first, group.start)
        told = subject.mentions[0] if subject is not None else None
        outside = agent(told) if told is not None else Agent(outer_name or UNNAMED, kind="medium")
        inside = view.starting.get(i + 1)
        voices = (outside, agent(inside)) if inside is not None else (outside,)
        yield Scope(opening(view, first), first, voices, i, behind=True, mention=inside)
        return
    if subject is None and not group.be:
        subject = _outlet(view, group.start)
    if group.be and subject is not None:
        speaker = agent(subject.mentions[0])
        outer: tuple[Agent, ...] = ()
        for k in range(i + 1, min(view.n, i + 6)):
            if view.low(k) in ("by", "in"):
                outer = (_named(view, k + 1)[0],)
        outer = tuple(Agent(a.name, kind="medium") for a in outer) or (Agent(UNNAMED, kind="medium"),)
        yield from place(view, i, subject, (*outer, speaker), ahead=behind_that(view, i + 1, 12))
    elif subject is not None:
        inner = view.starting.get(i + 1)
        start = next((k + 1 for k in range(i + 1, min(view.n, i + 15)) if view.low(k) == "saying"), 0)
        if inner is not None and start:
            start += view.low(start) == "that"
            yield Scope(
                start, stopping(view, start), (agent(subject.mentions[0]), agent(inner)), i, mention=inner
            )


def _outlet(view: View, start: int) -> Subject | None:
    """`Cambodian state television quoted …`: something that passes on words stands before the verb."""
    if view.low(start - 1) not in roles.MEDIUM_HEADS or start == 0:
        return None
    first = start - 1
    while first > 0 and view.words[first - 1].word and start - first < 5:
        first -= 1
    return Subject((Mention(first, start, "medium", view.text(first, start)),), first)


def _known(view: View, i: int) -> Iterator[Scope]:
    subject = view.subject(view.group(i - 3).start)
    if subject is not None:
        yield Scope(
            i + 2, stopping(view, i + 2), (agent(subject.mentions[0]),), i, mention=subject.mentions[0]
        )


def _clear(view: View, i: int) -> Iterator[Scope]:
    """`has made clear that …`."""
    subject = view.subject(view.group(i - 1).start)
    if subject is not None:
        yield Scope(
            i + 2, stopping(view, i + 2), (agent(subject.mentions[-1]),), i, mention=subject.mentions[-1]
        )


def _colon(view: View, i: int) -> Iterator[Scope]:
    """`The minister softened the line: …`; not a heading, and not a list."""
    first = next((m for m in view.found if m.end <= i), None)
    if first is None or first.start > 6 or first.kind not in ("person", "office") or first.end == i:
        return
    if i + 1 < view.n and view.quotes[i + 1] < 0 and view.low(first.end) != "'s":
        yield Scope(i + 1, view.n, (agent(first),), i, mention=first)
