"""Votes in every case at once: who votes what, and when votes adopt or refuse what is to be decided."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.leaves import Leaf, Way
from foedus.cases.lowering import Low
from foedus.cases.times import NEVER, Pivot, Time
from foedus.engine.tally import need
from foedus.engine.world import flat_measures
from foedus.model import Decider, Decision, Slot


class Voter(Struct, frozen=True):
    """One who may vote: whether it may in this case, and its vote."""

    name: str
    may: Lit
    leaf: Leaf


class Rule(Struct, frozen=True):
    """One way in which it may be decided: under which options, by whom, how counted."""

    guard: Lit
    decider: Decider
    voters: tuple[Voter, ...]
    organ: str
    consent: tuple[Voter, ...] = ()


def vote_leaf(low: Low, name: str) -> Leaf:
    """The event that a party votes: for, against, or abstaining."""
    measure = measure_voted(low)
    slots = (Slot(name="measure", value=measure),) if measure else ()
    ways = (
        Way(
            "for",
            f"{name} votes for {measure or 'the case'}",
            "vote",
            name,
            (Slot(name="value", value="for"), *slots),
        ),
        Way(
            "against", f"{name} votes against the case", "vote", name, (Slot(name="value", value="against"),)
        ),
        Way("abstains", f"{name} abstains", "vote", name, (Slot(name="value", value="abstain"),)),
    )
    return low.leaves.declare(f"vote of {name}", ways, name)


def measure_voted(low: Low) -> str:
    """The measure that votes are for, where measures are voted on."""
    for prov in low.prep.decisions:
        body: Decision = prov.body
        if body.subject == "measures":
            names = flat_measures(low.incident.run, body.measures)
            return names[0] if names else ""
    return ""


def organ_leaf(low: Low, organ: str) -> Leaf:
    """The event that an organ decides as such: on the case, or on a measure."""
    measure = measure_voted(low) or "use-force"

    def way(label: str, say: str, value: str, named: str) -> Way:
        slots = (Slot(name="value", value=value), *((Slot(name="measure", value=(named,)),) if named else ()))
        return Way(label, f"{organ} {say}", "decide", organ, slots)

    ways = (
        way("adopts the finding", "adopts the finding", "for", ""),
        way("rejects the finding", "rejects the finding", "against", ""),
        way(f"adopts {measure}", f"decides on {measure}", "for", measure),
        way(f"rejects {measure}", f"rejects {measure}", "against", measure),
    )
    return low.leaves.declare(f"decision of {organ}", ways, organ)


def only(low: Low, ends: Sequence[Time], index: int) -> Time:
    """One of several ends, where none comes before it; of those at one instant the one named first."""
    g, t = low.graph, low.t
    out: list[Any] = []
    for guard, term in ends[index]:
        single = ((guard, term),)
        before = [
            t.le(other, single, 0 if j < index else -1)  # type: ignore[arg-type]
            for j, other in enumerate(ends) if j != index
        ]  # fmt: skip
        out.append(type(ends[index][0])(g.all(guard, *(-b for b in before)), term))
    return tuple(o for o in out if o.guard != FALSE)


def by_votes(low: Low, name: str, rules: tuple[Rule, ...], opened: Time) -> tuple[Time, Time]:
    """When votes adopt or refuse it, whatever else happens: by a pivot, the instant at which its rule is first met."""
    voting = [r for r in rules if r.voters]
    if not voting:
        return NEVER, NEVER
    if (
        len(voting) == 1
        and len(voting[0].voters) == 1
        and not voting[0].consent
        and voting[0].decider.kind != "silence"
    ):
        voter = voting[0].voters[0]
        guard = low.graph.all(voting[0].guard, voter.may)
        yes, no = (low.leaves.time(voter.leaf, way) for way in (0, 1))
        return tuple(low.t.given(low.graph.all(guard, low.t.le(opened, time)), time) for time in (yes, no))  # type: ignore[return-value]
    var = f"close {name}"
    low.graph.times[var] = ""
    pivot = low.t.at(var)
    met_by, refused_by = _result(low, voting, opened, pivot, 0)
    met_yet, refused_yet = _result(low, voting, opened, pivot, -1)
    met_ever, refused_ever = _ever(low, voting, opened)
    g, t = low.graph, low.t
    exists = t.exists(opened)
    now, yet, ever = g.any(met_by, refused_by), g.any(met_yet, refused_yet), g.any(met_ever, refused_ever)
    at_attack = t.same(pivot, low.attack)
    # Where its rule is met at some time, the pivot is the first such instant; else it stands at the attack.
    t.domain[var] = [g.any(g.all(exists, ever), at_attack), g.any(-exists, -ever, g.all(now, -yet))]
    happens = g.all(exists, ever)
    speakers = [v for r in voting for v in (*r.voters, *r.consent)]
    spoken = [low.leaves.all.get(f"{v.name} {kind}s") for v in speakers for kind in ("object", "consent")]
    voters = tuple(
        dict.fromkeys([v.leaf.var for v in speakers] + [leaf.var for leaf in spoken if leaf is not None])
    )
    t.names.append((var, Pivot(happens, now, voters)))
    return t.given(g.all(happens, met_by), pivot), t.given(g.all(happens, -met_by, refused_by), pivot)


def _ever(low: Low, rules: Sequence[Rule], opened: Time) -> tuple[Lit, Lit]:
    """Whether it is adopted or refused at some time: by all that is said, or just before one abstains again."""
    asked = [v for r in rules for v in r.consent if f"{v.name} consents" in low.leaves.all]
    ends = [low.leaves.time(v.leaf, 2) for v in asked]
    found = [_result(low, rules, opened, None, 0), *(_result(low, rules, opened, end, -1) for end in ends)]
    return low.graph.any(*(met for met, _ in found)), low.graph.any(*(refused for _, refused in found))


def _result(
    low: Low, rules: Sequence[Rule], opened: Time, by: Time | None, slack: int
) -> tuple[Lit, Lit]:  # fmt: skip
    """Whether the votes cast by a time (before it, with slack -1) adopt it, and whether they refuse it."""
    g = low.graph
    met: list[Lit] = []
    refused: list[Lit] = []
    for rule in rules:
        asked = {v.name for v in rule.consent}
        heard = {v.name for v in rule.voters} | asked if rule.decider.kind == "silence" else asked
        cast: dict[int, list[Lit]] = {0: [], 1: [], 2: []}  # for, against, abstaining
        for v in rule.voters:
            cast[0].append(_for(low, v, v.name in asked, opened, by, slack))
            cast[1].append(_against(low, v, v.name in heard, opened, by, slack))
            cast[2].append(_cast(low, v, 2, opened, by, slack))
        consent = [
            (_for(low, v, True, opened, by, slack), _against(low, v, True, opened, by, slack))
            for v in rule.consent
        ]
        yes, no = counted(low, rule, cast)
        objected = g.any(*(against for _, against in consent))
        met.append(g.all(rule.guard, yes, -objected, *(agreed for agreed, _ in consent)))
        refused.append(g.all(rule.guard, g.any(objected, no)))
    return g.any(*met), g.any(*refused)


def _for(low: Low, voter: Voter, asked: bool, opened: Time, by: Time | None, slack: int) -> Lit:
    """Whether one is for it by a time: it votes so, or it is asked for its consent and has not abstained since."""
    voted = _cast(low, voter, 0, opened, by, slack)
    consent = low.leaves.all.get(f"{voter.name} consents") if asked else None
    if consent is None:
        return voted
    since = low.t.le(low.leaves.time(consent), low.leaves.time(voter.leaf, 2))
    abstained = low.graph.all(since, _cast(low, voter, 2, opened, by, slack))
    return low.graph.any(voted, low.graph.all(_spoken(low, voter, consent, opened, by, slack), -abstained))


def _against(low: Low, voter: Voter, heard: bool, opened: Time, by: Time | None, slack: int) -> Lit:
    """Whether one is against it by a time: it votes so, or objects where that is heard.

    One that objects and votes for it at the same instant is for it: what is said last counts.
    """
    voted = _cast(low, voter, 1, opened, by, slack)
    objects = low.leaves.all.get(f"{voter.name} objects") if heard else None
    if objects is None:
        return voted
    taken_back = low.t.same(low.leaves.time(objects), low.leaves.time(voter.leaf, 0))
    return low.graph.any(voted, low.graph.all(_spoken(low, voter, objects, opened, by, slack), -taken_back))


def _cast(low: Low, voter: Voter, way: int, opened: Time, by: Time | None, slack: int) -> Lit:
    """Whether a vote of one kind is cast once the decision is open, and by a time."""
    return low.graph.all(voter.may, _said_by(low, low.leaves.time(voter.leaf, way), opened, by, slack))


def _spoken(low: Low, voter: Voter, leaf: Leaf, opened: Time, by: Time | None, slack: int) -> Lit:
    """Whether one objects or consents once the decision is open, and by a time."""
    return low.graph.all(voter.may, _said_by(low, low.leaves.time(leaf), opened, by, slack))


def consents(low: Low, rule: Rule, opened: Time) -> tuple[list[Time], list[Time]]:
    """When each on whose consent an organ's decision waits has consented, and when any has refused, once it is open."""
    t, leaves = low.t, low.leaves
    agreed: list[Time] = []
    refused: list[Time] = []
    for v in rule.consent:
        says = [leaves.time(v.leaf, 0), *(_spoken_at(low, v, "consent"))]
        against = [
            leaves.time(v.leaf, 1),
            *(t.given(-_taken_back(low, v), x) for x in _spoken_at(low, v, "object")),
        ]
        agreed.append(t.first(*(t.given(low.graph.all(rule.guard, t.le(opened, x)), x) for x in says)))
        refused += [t.given(low.graph.all(rule.guard, t.le(opened, x)), x) for x in against]
    return agreed, refused


def _spoken_at(low: Low, voter: Voter, kind: str) -> list[Time]:
    leaf = low.leaves.all.get(f"{voter.name} {kind}s")
    return [] if leaf is None else [low.leaves.time(leaf)]


def _taken_back(low: Low, voter: Voter) -> Lit:
    """Whether one who objects votes for it at the same instant: what is said last counts."""
    leaf = low.leaves.all.get(f"{voter.name} objects")
    return low.t.same(low.leaves.time(leaf), low.leaves.time(voter.leaf, 0)) if leaf is not None else FALSE


def _said_by(low: Low, time: Time, opened: Time, by: Time | None, slack: int) -> Lit:
    in_time = low.t.le(opened, time)
    if by is not None:
        in_time = low.graph.all(in_time, low.t.le(time, by, slack))
    return in_time


def counted(low: Low, rule: Rule, cast: dict[int, list[Lit]]) -> tuple[Lit, Lit]:
    """Whether a rule is met by the votes cast, and whether it is refused."""
    g = low.graph
    kind = rule.decider.kind
    any_for, any_against = g.any(*cast[0]), g.any(*cast[1])
    if kind == "silence":
        return FALSE, any_against
    met: list[Lit] = []
    refused: list[Lit] = []
    for size, lit in _sizes(low, rule):
        if rule.decider.abstention or kind == "consensus":
            either = [g.any(a, b) for a, b in zip(cast[0], cast[2], strict=True)]
            met.append(g.all(lit, any_for, g.at_least(size, either)))
            refused.append(g.all(lit, any_against))
            continue
        wanted = need(rule.decider, size)
        met.append(g.all(lit, g.at_least(max(wanted, 1), cast[0])))
        refused.append(g.all(lit, g.at_least(max(1, size - wanted + 1), cast[1])))
    return g.any(*met), g.any(*refused)


def _sizes(low: Low, rule: Rule) -> list[tuple[int, Lit]]:
    """How many may vote, and when it is so many."""
    g = low.graph
    may = [v.may for v in rule.voters]
    sure = sum(m == TRUE for m in may)
    out = [
        (size, g.all(g.at_least(size, may), -g.at_least(size + 1, may))) for size in range(sure, len(may) + 1)
    ]
    return [(size, lit) for size, lit in out if lit != FALSE]
