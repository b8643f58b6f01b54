"""Where each party stands on each issue: derived from confirmed claims, every time anew.

The present stance is the one of the best voice: a party's own word stands before what others say of it, however late
they say it; among others the latest stands, then a named voice before an unnamed one and the text itself, and then the
weaker stance. What differs is shown beside it, never averaged.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from foedus.ledger.claims import Claim
from foedus.ledger.proposal import DEMAND, STANCES, Agent
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
    this stance. sources: those that say anything of it now. first_hand: how many claims are the party's own word.
    also: other present stances, each with the voice that says so, weakest first. trend: up · down · same · "" (nothing
    earlier is known).
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


Who = Mapping[str, object]
"""Who speaks in each claim: the same value for the same source."""


def standing(found: Iterable[Claim], parties: Sequence[str] = (), issues: Sequence[str] = ()) -> Standing:
    """Work the table out from claims.

    Args:
        found: the claims; only confirmed positions count.
        parties: those to show first, in this order.
        issues: those to show first, in this order.
    """
    kept = sorted((c for c in found if c.status == "confirmed" and c.kind == "position"), key=weight)
    who = speakers(kept)
    groups: dict[tuple[str, str], list[Claim]] = {}
    for one in kept:
        groups.setdefault((one.actor, one.issue), []).append(one)
    cells: list[Cell] = []
    contradictions: list[Contradiction] = []
    changes: list[Change] = []
    for (actor, issue), mine in sorted(groups.items()):
        present = current(mine, who)
        contradictions += _contradictions(actor, issue, present, who)
        changes += _changes(actor, issue, mine)
        if present:
            cells.append(_cell(actor, issue, mine, present, who))
    return Standing(
        _order(parties, (c.actor for c in cells)), _order(issues, (c.issue for c in cells)), tuple(cells),
        tuple(contradictions), tuple(changes),
    )  # fmt: skip


def _order(first: Sequence[str], found: Iterable[str]) -> tuple[str, ...]:
    there = dict.fromkeys(found)
    return tuple(dict.fromkeys([*(name for name in first if name in there), *there]))


def weight(one: Claim) -> tuple[object, ...]:
    """Which claim stands before which: the smaller one."""
    late = -int(one.published_on.replace("-", "")) if one.published_on else 0
    return (one.voice != "self", one.certainty == "denied", late, _VOICE_ORDER[one.voice], RANK.get(one.stance, 99),
            _SURE[one.certainty], one.doc, one.start, one.id)  # fmt: skip


def speakers(found: Iterable[Claim]) -> Who:
    """Who speaks in each claim.

    A named speaker is one source, however often and wherever he is quoted, and whether by his full name or the end of
    it. A text that speaks for itself is one, with all its copies. Sources without a name cannot be told apart:
    together they count as one.
    """
    some = list(found)
    full = _full_names({one.speaker for one in some if one.speaker.kind == "named"})
    return {
        one.id: ("text", one.origin) if one.voice == "narrator" else
        "unnamed" if one.voice == "unnamed" else full[one.speaker]
        for one in some
    }  # fmt: skip


def _full_names(agents: Iterable[Agent]) -> dict[Agent, tuple[str, str]]:
    """The longest name of each agent: `Witkoff` is `Steve Witkoff` where both speak for one party."""
    parties: dict[str, list[Agent]] = {}
    for agent in agents:
        parties.setdefault(agent.party, []).append(agent)
    found: dict[Agent, tuple[str, str]] = {}
    for party, mine in parties.items():
        names = {agent.name.casefold() for agent in mine}
        for agent in mine:
            own = agent.name.casefold()
            longer = [n for n in names if n.endswith(f" {own}")] if party else []
            found[agent] = (party, max(longer, key=lambda n: (len(n), n)) if longer else own)
    return found


def current(mine: Iterable[Claim], who: Who) -> list[Claim]:
    """What still stands: nothing past, and nothing that the same speaker has followed up with something later."""
    found = [one for one in mine if one.frame != "past"]
    last: dict[object, str] = {}
    for one in found:
        key = who[one.id]
        if one.published_on > last.get(key, ""):
            last[key] = one.published_on
    return [one for one in found if not one.published_on or one.published_on == last[who[one.id]]]


def _cell(actor: str, issue: str, mine: Sequence[Claim], present: Sequence[Claim], who: Who) -> Cell:
    """The cell of some claims, in the order of their weight."""
    demands = tuple(one for one in present if one.stance == DEMAND)
    scaled = [one for one in present if one.stance != DEMAND]
    head = scaled[0] if scaled else demands[0]
    also: dict[tuple[str, object], Claim] = {}
    for one in scaled:
        if one.stance != head.stance:
            also.setdefault((one.stance, who[one.id]), one)
    return Cell(
        actor, issue, head.stance, head, _sources((c for c in present if c.stance == head.stance), who),
        _sources(present, who), sum(one.voice == "self" for one in present),
        tuple(sorted(also.values(), key=lambda c: RANK[c.stance])), demands, _trend(head, mine), tuple(mine),
    )  # fmt: skip


def _sources(found: Iterable[Claim], who: Who) -> tuple[Source, ...]:
    """The independent sources behind some claims."""
    kept: dict[object, list[Claim]] = {}
    for one in found:
        kept.setdefault(who[one.id], []).append(one)
    made = [
        Source(max((c.speaker.name for c in some), key=len), some[0].speaker.party, some[0].voice,
               tuple(c.id for c in some))
        for some in kept.values()
    ]  # fmt: skip
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


def _contradictions(actor: str, issue: str, present: Sequence[Claim], who: Who) -> list[Contradiction]:
    """Opposite stances that both still stand: of two speakers, or of one speaker on one day."""
    against: dict[object, Claim] = {}
    favour: dict[object, Claim] = {}
    for one in present:
        if side := _side(one):
            (against if side < 0 else favour).setdefault(who[one.id], one)
    if not against or not favour:
        return []
    return [Contradiction(actor, issue, next(iter(against.values())), next(iter(favour.values())), len(against),
                          len(favour))]  # fmt: skip


def course(line: Iterable[Sequence[Claim]]) -> list[Claim]:
    """The stances of a line of time, one a moment: the first in the order of weight. After a party's own word only its
    own word moves on: what others say then contradicts it, or does not, but changes nothing."""
    found: list[Claim] = []
    for some in line:
        best = some[0]
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
