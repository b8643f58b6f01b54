"""Votes in every case at once: who votes what, and when votes adopt or refuse what is to be decided."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.leaves import Leaf, Way
from foedus.cases.lowering import Low
from foedus.cases.measures import said_by_organs, voted_on
from foedus.cases.times import NEVER, Pivot, Time
from foedus.engine.tally import need
from foedus.model import Decider, Slot


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
    """The event that a party votes: for, against, or abstaining; and for each other measure that may be decided on."""
    first, *others = voted_on(low) or ("",)

    def way(label: str, say: str, value: str, measure: str = "") -> Way:
        named = (Slot(name="measure", value=measure),) if measure else ()
        return Way(label, f"{name} {say}", "vote", name, (Slot(name="value", value=value), *named))

    ways = (
        way("for", f"votes for {first or 'the case'}", "for", first),
        way("against", "votes against the case", "against"),
        way("abstains", "abstains", "abstain"),
        *(way(f"for {one}", f"votes for {one}", "for", one) for one in others),
    )
    return low.leaves.declare(f"vote of {name}", ways, name)


def ways_for(low: Low, measure: str = "") -> tuple[int, ...]:
    """The ways to vote that are votes for a measure; or for anything at all, which is for the case."""
    others = voted_on(low)[1:]
    numbers = (0, *range(3, 3 + len(others)))
    return numbers if not measure else (numbers[voted_on(low).index(measure)],)


def organ_leaf(low: Low, organ: str) -> Leaf:
    """The event that an organ decides as such: on the case, or on a measure."""

    def way(label: str, say: str, value: str, named: str) -> Way:
        slots = (Slot(name="value", value=value), *((Slot(name="measure", value=(named,)),) if named else ()))
        return Way(label, f"{organ} {say}", "decide", organ, slots)

    ways = [
        way("adopts the finding", "adopts the finding", "for", ""),
        way("rejects the finding", "rejects the finding", "against", ""),
    ]
    for measure in said_by_organs(low):
        ways.append(way(f"adopts {measure}", f"decides on {measure}", "for", measure))
        ways.append(way(f"rejects {measure}", f"rejects {measure}", "against", measure))
    return low.leaves.declare(f"decision of {organ}", tuple(ways), organ)


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


class Tally(Struct, frozen=True):
    """When votes adopt or refuse something, whatever else happens. met: the measures for which the votes suffice."""

    yes: Time
    no: Time
    met: dict[str, Lit]


def by_votes(
    low: Low, name: str, rules: tuple[Rule, ...], opened: Time, measures: tuple[str, ...] = ()
) -> Tally:
    """When votes adopt or refuse it: by a pivot, the instant at which its rule is first met.

    measures: those that may be decided on, each by votes of its own; none where it is decided on the case.
    """
    voting = [r for r in rules if r.voters]
    if not voting:
        return Tally(NEVER, NEVER, {})
    if (
        len(voting) == 1
        and len(voting[0].voters) == 1
        and not voting[0].consent
        and voting[0].decider.kind != "silence"
    ):
        return _by_one(low, voting[0], opened, measures)
    var = f"close {name}"
    low.graph.times[var] = ""
    pivot = low.t.at(var)
    met_by, refused_by = _result(low, voting, opened, pivot, 0, measures)
    met_yet, refused_yet = _result(low, voting, opened, pivot, -1, measures)
    once = _once(low, voting, opened, measures)
    g, t = low.graph, low.t
    exists = t.exists(opened)
    now = g.any(*met_by.values(), refused_by)
    yet = g.any(*met_yet.values(), refused_yet)
    if len(measures) > 1:  # for one measure before and, when somebody names another, no longer
        yet = g.any(yet, *(g.all(t.le(end, pivot), lit) for end, lit in once if end))
    ever = g.any(*(lit for _, lit in once))
    at_attack = t.same(pivot, low.attack)
    # Where its rule is met at some time, the pivot is the first such instant; else it stands at the attack.
    t.domain[var] = [g.any(g.all(exists, ever), at_attack), g.any(-exists, -ever, g.all(now, -yet))]
    happens = g.all(exists, ever)
    speakers = [v for r in voting for v in (*r.voters, *r.consent)]
    spoken = [low.leaves.all.get(f"{v.name} {kind}s") for v in speakers for kind in ("object", "consent")]
    voters = tuple(
        dict.fromkeys([v.leaf.var for v in speakers] + [leaf.var for leaf in spoken if leaf is not None])
    )
    t.names[var] = Pivot(happens, now, voters)
    any_met = g.any(*met_by.values())
    yes, no = t.given(g.all(happens, any_met), pivot), t.given(g.all(happens, -any_met, refused_by), pivot)
    return Tally(yes, no, met_by)


def _by_one(low: Low, rule: Rule, opened: Time, measures: tuple[str, ...]) -> Tally:
    """The same of one voter: when it votes."""
    voter, g = rule.voters[0], low.graph
    guard = g.all(rule.guard, voter.may)

    def says(ways: tuple[int, ...]) -> Time:
        time = _voted(low, voter, ways)
        return low.t.given(g.all(guard, low.t.le(opened, time)), time)

    by_measure = {m: ways_for(low, m) for m in measures} or {"": ways_for(low)}
    met = {m: g.any(*(low.leaves.takes(voter.leaf, way) for way in ways)) for m, ways in by_measure.items()}
    return Tally(says(tuple(way for ways in by_measure.values() for way in ways)), says((1,)), met)


def at_most_one(low: Low, rule: Rule) -> bool:
    """Whether votes suffice for one measure at most: more than half must be for it, or all that are not abstain."""
    if rule.decider.abstention or rule.decider.kind == "consensus":
        return True
    return all(2 * need(rule.decider, size) > size for size, _ in _sizes(low, rule))


def _once(
    low: Low, rules: Sequence[Rule], opened: Time, measures: tuple[str, ...]
) -> list[tuple[Time, Lit]]:  # fmt: skip
    """Whether it is adopted or refused by all that is said (at no time), or just before somebody takes a word back.

    Who has consented abstains again; or it names a measure, and is for no other from then on.
    """
    asked = [v for r in rules for v in r.consent if f"{v.name} consents" in low.leaves.all]
    ends = [low.leaves.time(v.leaf, 2) for v in asked]
    if len(measures) > 1:
        ends += [_voted(low, v, ways_for(low)) for v in asked]
    found = [(NEVER, _result(low, rules, opened, None, 0, measures))]
    found += [(end, _result(low, rules, opened, end, -1, measures)) for end in ends]
    return [(end, low.graph.any(*met.values(), refused)) for end, (met, refused) in found]


def _result(
    low: Low, rules: Sequence[Rule], opened: Time, by: Time | None, slack: int, measures: tuple[str, ...]
) -> tuple[dict[str, Lit], Lit]:  # fmt: skip
    """Which measures the votes cast by a time (before it, with slack -1) suffice for, and whether they refuse all.

    Where no measures are decided on, "" stands for what is decided.
    """
    g = low.graph
    met: dict[str, list[Lit]] = {measure: [] for measure in measures or ("",)}
    refused: list[Lit] = []
    for rule in rules:
        asked = {v.name for v in rule.consent}
        heard = {v.name for v in rule.voters} | asked if rule.decider.kind == "silence" else asked
        consent = [
            (_for(low, v, True, opened, by, slack), _against(low, v, True, opened, by, slack))
            for v in rule.consent
        ]
        objected = g.any(*(against for _, against in consent))
        against = [_against(low, v, v.name in heard, opened, by, slack) for v in rule.voters]
        abstaining = [_cast(low, v, (2,), opened, by, slack) for v in rule.voters]
        named = TRUE
        if measures and any(f"{v.name} consents" in low.leaves.all for v in rule.voters if v.name in asked):
            ways, every = ways_for(low), (*rule.voters, *rule.consent)
            named = g.any(*(_cast(low, v, ways, opened, by, slack) for v in every))
        no = FALSE
        for measure, found in met.items():
            votes = [_for(low, v, v.name in asked, opened, by, slack, measure) for v in rule.voters]
            yes, no = counted(low, rule, {0: votes, 1: against, 2: abstaining})
            found.append(g.all(rule.guard, yes, named, -objected, *(agreed for agreed, _ in consent)))
        refused.append(g.all(rule.guard, g.any(objected, no)))
    return {measure: g.any(*lits) for measure, lits in met.items()}, g.any(*refused)


def _for(
    low: Low, voter: Voter, asked: bool, opened: Time, by: Time | None, slack: int, measure: str = ""
) -> Lit:  # fmt: skip
    """Whether one is for it by a time: it votes so, or it is asked for its consent and has not abstained since."""
    voted = _cast(low, voter, ways_for(low, measure), opened, by, slack)
    consent = low.leaves.all.get(f"{voter.name} consents") if asked else None
    if consent is None:
        return voted
    since = low.t.le(low.leaves.time(consent), low.leaves.time(voter.leaf, 2))
    abstained = low.graph.all(since, _cast(low, voter, (2,), opened, by, slack))
    others = tuple(way for way in ways_for(low) if way not in ways_for(low, measure))
    other = _cast(low, voter, others, opened, by, slack)  # for which it is then, and for no more
    agreed = low.graph.all(_spoken(low, voter, consent, opened, by, slack), -abstained, -other)
    return low.graph.any(voted, agreed)


def _against(low: Low, voter: Voter, heard: bool, opened: Time, by: Time | None, slack: int) -> Lit:
    """Whether one is against it by a time: it votes so, or objects where that is heard.

    One that objects and votes for it at the same instant is for it: what is said last counts.
    """
    voted = _cast(low, voter, (1,), opened, by, slack)
    objects = low.leaves.all.get(f"{voter.name} objects") if heard else None
    if objects is None:
        return voted
    taken_back = low.t.same(low.leaves.time(objects), _voted(low, voter, ways_for(low)))
    return low.graph.any(voted, low.graph.all(_spoken(low, voter, objects, opened, by, slack), -taken_back))


def _cast(
    low: Low, voter: Voter, ways: tuple[int, ...], opened: Time, by: Time | None, slack: int
) -> Lit:  # fmt: skip
    """Whether a vote of one of some kinds is cast once the decision is open, and by a time."""
    return low.graph.all(voter.may, _said_by(low, _voted(low, voter, ways), opened, by, slack))


def _voted(low: Low, voter: Voter, ways: tuple[int, ...]) -> Time:
    """When a vote of one of some kinds is cast."""
    return low.t.at(voter.leaf.var, 0, low.graph.any(*(low.leaves.takes(voter.leaf, way) for way in ways)))


def _spoken(low: Low, voter: Voter, leaf: Leaf, opened: Time, by: Time | None, slack: int) -> Lit:
    """Whether one objects or consents once the decision is open, and by a time."""
    return low.graph.all(voter.may, _said_by(low, low.leaves.time(leaf), opened, by, slack))


def consents(low: Low, rule: Rule, opened: Time) -> tuple[list[Time], list[Time]]:
    """When each on whose consent an organ's decision waits has consented, and when any has refused, once it is open."""
    t, leaves = low.t, low.leaves
    agreed: list[Time] = []
    refused: list[Time] = []
    for v in rule.consent:
        says = [_voted(low, v, ways_for(low)), *(_spoken_at(low, v, "consent"))]
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
    return low.t.same(low.leaves.time(leaf), _voted(low, voter, ways_for(low))) if leaf is not None else FALSE


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
