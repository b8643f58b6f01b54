"""Where each party stands on each issue: derived from confirmed claims, every time anew.

The present stance is the one of the best voice: a party's own word stands before what others say of it, however late
they say it; among others the latest stands, then a named voice before an unnamed one and the text itself, and then the
weaker stance. What differs is shown beside it, never averaged.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from foedus.ledger.claims import Claim
from foedus.ledger.proposal import DEMAND, STANCES
from foedus.model import Voice

RANK = {stance: number for number, stance in enumerate(STANCES)}
_VOICE_ORDER = {"self": 0, "other": 1, "unnamed": 2, "narrator": 3, "assumed": 4}
_SURE = {"asserted": 0, "reported": 1, "hedged": 2, "denied": 3}
AGAINST, FOR = RANK["reserve"], RANK["accept_weak"]
"""Up to the first a stance is against, from the second on it is for."""


class Source(Struct, frozen=True):
    """An independent source. name: the speaker, or the text. claims: what rests on it."""

    name: str
    party: str
    voice: Voice
    claims: tuple[str, ...]


class Change(Struct, frozen=True):
    """A stance that became another. days are as published, empty where nobody said. by: who says so now."""

    actor: str
    issue: str
    before: Claim
    after: Claim
    kind: str  # concession · hardening


class Contradiction(Struct, frozen=True):
    """Sources that say opposite things of one party, and none of which took back what it said.

    one, other: what weighs most against, and for. against, favour: how many sources say so.
    """

    actor: str
    issue: str
    one: Claim
    other: Claim
    against: int = 1
    favour: int = 1


class Cell(Struct, frozen=True):
    """Where a party stands on an issue.

    stance: the present one. claim: on whose words it rests. voice: in whose voice. behind: the independent sources of
    this stance. sources: those that say anything of it now. first_hand: how many claims are the party's own word. also: other present stances, each with
    the voice that says so, weakest first. trend: up · down · same · "" (nothing earlier is known). denied: whether the
    party, or somebody, denies it.
    """

    actor: str
    issue: str
    stance: str
    claim: Claim
    behind: tuple[Source, ...]
    sources: tuple[Source, ...]
    first_hand: int
    also: tuple[Claim, ...]
    demands: tuple[Claim, ...]
    trend: str
    claims: tuple[Claim, ...]

    @property
    def voice(self) -> Voice:
        """In whose voice the present stance is known."""
        return self.claim.voice

    @property
    def date(self) -> str:
        """When it was published, if anybody said."""
        return self.claim.published_on


class Standing(Struct, frozen=True):
    """The whole table: its parties, its issues, a cell for each pair of which something is confirmed."""

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    cells: tuple[Cell, ...]
    contradictions: tuple[Contradiction, ...]
    changes: tuple[Change, ...]

    def cell(self, actor: str, issue: str) -> Cell | None:
        """The cell of a party and an issue."""
        return next((c for c in self.cells if c.actor == actor and c.issue == issue), None)


def standing(found: Iterable[Claim], parties: Sequence[str] = (), issues: Sequence[str] = ()) -> Standing:
    """Work the table out from claims.

    Args:
        found: the claims; only confirmed positions count.
        parties: those to show first, in this order.
        issues: those to show first, in this order.
    """
    groups: dict[tuple[str, str], list[Claim]] = {}
    for one in found:
        if one.status == "confirmed" and one.kind == "position":
            groups.setdefault((one.actor, one.issue), []).append(one)
    cells: list[Cell] = []
    contradictions: list[Contradiction] = []
    changes: list[Change] = []
    for (actor, issue), mine in sorted(groups.items()):
        contradictions += _contradictions(actor, issue, mine)
        changes += _changes(actor, issue, mine)
        if cell := _cell(actor, issue, mine):
            cells.append(cell)
    return Standing(
        _order(parties, (c.actor for c in cells)), _order(issues, (c.issue for c in cells)), tuple(cells),
        tuple(contradictions), tuple(changes),
    )  # fmt: skip


def _order(first: Sequence[str], found: Iterable[str]) -> tuple[str, ...]:
    there = dict.fromkeys(found)
    return tuple(dict.fromkeys([*(name for name in first if name in there), *there]))


def weight(one: Claim) -> tuple[object, ...]:
    """Which claim stands before which: the smaller one."""
    own = one.voice == "self"
    late = tuple(-ord(c) for c in one.published_on) or (1,)
    return (not own, one.certainty == "denied", late, _VOICE_ORDER[one.voice], RANK.get(one.stance, 99),
            _SURE[one.certainty], one.doc, one.start, one.id)  # fmt: skip


def current(mine: Iterable[Claim]) -> list[Claim]:
    """What still stands: nothing past, and nothing that the same speaker has followed up with something later."""
    found = [one for one in mine if one.frame != "past"]
    last: dict[str, str] = {}
    for one in found:
        last[_who(one)] = max(last.get(_who(one), ""), one.published_on)
    return [one for one in found if not one.published_on or one.published_on == last[_who(one)]]


def _cell(actor: str, issue: str, mine: Sequence[Claim]) -> Cell | None:
    present = current(mine)
    if not present:
        return None
    demands = tuple(sorted((one for one in present if one.stance == DEMAND), key=weight))
    scaled = sorted((one for one in present if one.stance != DEMAND), key=weight)
    head = scaled[0] if scaled else demands[0]
    also: dict[tuple[str, str, str], Claim] = {}
    for one in scaled:
        if one.stance != head.stance:
            also.setdefault((one.stance, one.voice, one.speaker.name), one)
    return Cell(
        actor, issue, head.stance, head, sources(c for c in present if c.stance == head.stance), sources(present),
        sum(one.voice == "self" for one in present),
        tuple(sorted(also.values(), key=lambda c: (RANK[c.stance], weight(c)))), demands, _trend(head, mine),
        tuple(sorted(mine, key=weight)),
    )  # fmt: skip


def sources(found: Iterable[Claim]) -> tuple[Source, ...]:
    """The independent sources behind some claims.

    A named speaker is one source, however often and wherever it is quoted. A text that speaks for itself is one, with
    all its copies. Sources without a name cannot be told apart: together they count as one.
    """
    kept: dict[tuple[str, object], list[Claim]] = {}
    for one in found:
        key = ("text", one.origin) if one.voice == "narrator" else (
            ("unnamed", "") if one.voice == "unnamed" else (one.speaker.name.casefold(), one.speaker.party)
        )  # fmt: skip
        kept.setdefault(key, []).append(one)
    made = [
        Source(some[0].speaker.name, some[0].speaker.party, some[0].voice, tuple(c.id for c in some))
        for some in kept.values()
    ]
    return tuple(sorted(made, key=lambda s: (_VOICE_ORDER[s.voice], s.name)))


# ---- what changed, and what does not agree ---------------------------------------------------------------------------


def moments(mine: Iterable[Claim]) -> list[list[list[Claim]]]:
    """Claims in lines of time, each a list of moments. Dated documents make one line, in which what a text calls past
    comes before its day; a document without a date is a line of its own, since nobody knows where it belongs."""
    lines: dict[int, dict[tuple[str, bool], list[Claim]]] = {}
    for one in mine:
        if one.stance != DEMAND and one.certainty != "denied":
            line = lines.setdefault(0 if one.published_on else one.origin, {})
            line.setdefault((one.published_on, one.frame != "past"), []).append(one)
    return [[some for _, some in sorted(line.items())] for _, line in sorted(lines.items())]


def _side(one: Claim) -> int:
    rank = RANK.get(one.stance, -1)
    return 0 if rank < 0 or one.certainty == "denied" else -1 if rank <= AGAINST else 1 if rank >= FOR else 0


def _contradictions(actor: str, issue: str, mine: Sequence[Claim]) -> list[Contradiction]:
    """Opposite stances that both still stand: of two speakers, or of one speaker on one day."""
    best: dict[tuple[str, int], Claim] = {}
    for one in sorted((c for c in current(mine) if _side(c)), key=weight):
        best.setdefault((_who(one), _side(one)), one)
    against = [c for (_, side), c in best.items() if side < 0]
    favour = [c for (_, side), c in best.items() if side > 0]
    if not against or not favour:
        return []
    return [Contradiction(actor, issue, against[0], favour[0], len(against), len(favour))]


def _who(one: Claim) -> str:
    return f"text {one.origin}" if one.voice == "narrator" else f"{one.speaker.name.casefold()}/{one.speaker.party}"


def course(line: Iterable[Sequence[Claim]]) -> list[Claim]:
    """The stances of a line of time, one a moment. After a party's own word only its own word moves on: what others
    say then contradicts it, or does not, but changes nothing."""
    found: list[Claim] = []
    for some in line:
        best = min(some, key=weight)
        if not (found and found[-1].voice == "self" and best.voice != "self"):
            found.append(best)
    return found


def _changes(actor: str, issue: str, mine: Sequence[Claim]) -> list[Change]:
    """Steps along time from one stance to a stronger or a weaker one."""
    found: list[Change] = []
    for line in moments(mine):
        for before, after in pairwise(course(line)):
            if RANK[before.stance] != RANK[after.stance]:
                up = RANK[after.stance] > RANK[before.stance]
                found.append(Change(actor, issue, before, after, "concession" if up else "hardening"))
    return found


def _trend(head: Claim, mine: Sequence[Claim]) -> str:
    """Whether the present stance is stronger or weaker than the one before it."""
    for line in moments(mine):
        steps = course(line)
        if head in steps[1:]:
            was, now = RANK[steps[steps.index(head) - 1].stance], RANK[head.stance]
            return "up" if now > was else "down" if now < was else "same"
    return ""
