"""Invocations and decisions in every case at once: when they open, who votes, how and when they close."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from foedus.cases.conditions import truth
from foedus.cases.force import force_any, lapsed
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.happenings import hits
from foedus.cases.invocations import invocations
from foedus.cases.lowering import Low, View
from foedus.cases.measures import Took, decided_on, just, merged, takings
from foedus.cases.norms import later
from foedus.cases.times import NEVER, NOWHEN, Kleene, Signal, Time
from foedus.cases.triggers import Fire, fired, lost, own_triggers, taken
from foedus.cases.votes import (
    Rule,
    Tally,
    Voter,
    at_most_one,
    by_votes,
    consents,
    only,
    organ_leaf,
    vote_leaf,
)
from foedus.engine.decisions import rule_of
from foedus.engine.kleene import Truth
from foedus.engine.prepared import Prov
from foedus.engine.sayings import words_of
from foedus.engine.state import Case, Env, Run
from foedus.engine.tally import electorate
from foedus.engine.world import candidates, flat_measures, is_in
from foedus.model import Barred, Decider, IsIn, Named, Pronoun, Some, walk

_HITS = ("request", "invocation", "decision")


class Decides(Struct, frozen=True):
    """A decision: when it opens, when its time is over, and how it closes.

    case: whether it is on the attack; else something else set it off, and it is on no case. took: which measures it
    takes, where it is on measures.
    """

    prov: Prov
    who: str
    rules: tuple[Rule, ...]
    opened: Time
    due: Time
    voted: Time  # adopted by votes or by an organ
    refused: Time  # rejected by votes or by an organ
    lapsed: Time
    default_yes: Time
    default_no: Time
    void: Time  # lapsed since the ground is lost
    pending: Signal
    basis: tuple[Kleene, ...]
    low: Low
    case: bool = True
    took: tuple[Took, ...] = ()

    @property
    def adopted(self) -> Time:
        """When it is answered yes, by a vote or by default."""
        return self.low.t.either(self.voted, self.default_yes)

    @property
    def closed(self) -> Time:
        """When it ends, in whatever way."""
        return self.low.t.either(
            self.voted, self.refused, self.lapsed, self.default_yes, self.default_no, self.void
        )

    def known(self, early: bool) -> "Decides":
        """The same, where what comes of its time being over is seen only in the minute after, if `early`."""
        if not early:
            return self
        plus = self.low.t.plus
        lapsed, yes, no = (plus(time, 1) for time in (self.lapsed, self.default_yes, self.default_no))
        return replace(self, lapsed=lapsed, default_yes=yes, default_no=no)

    @property
    def _tacit(self) -> Lit:
        """Whether it is adopted where nobody objects in time; else it lapses, whatever silence means."""
        return self.low.graph.any(*(r.guard for r in self.rules if r.decider.kind == "silence"))

    def ends(self, status: str) -> Time:
        """When it ends in one way, as an event that the draft may speak of: also as silence counts."""
        t = self.low.t
        if status == "adopted":
            return self.adopted
        if status == "rejected":
            return t.either(self.refused, self.default_no)
        return t.either(self.lapsed, t.given(-self._tacit, self.default_yes), self.default_no, self.void)

    def stands(self, status: str) -> Time:
        """When it ends in one way, as a condition asks: what lapses is neither adopted nor rejected."""
        t = self.low.t
        if status == "adopted":
            return t.either(self.voted, t.given(self._tacit, self.default_yes))
        return self.refused if status == "rejected" else self.ends(status)


# ---- decisions -------------------------------------------------------------------------------------------------------


def decisions_of(low: Low, ins: int, view: View | None = None) -> list[Decides]:
    """The decisions that an instrument provides for: those on the attack, or all that a view may speak of."""
    found = [d for prov in low.prep.decisions if prov.ins == ins for d in decisions(low, prov)]
    return [d for d in found if d.case or (view is not None and not view.case)]


def decisions(low: Low, prov: Prov) -> list[Decides]:
    """The decision of a provision; one for each, where each decides for itself."""
    return low.once(("decisions", prov.id), lambda: _decisions(low, prov))


def _decisions(low: Low, prov: Prov) -> list[Decides]:
    if prov.part is not None and prov.part.in_force is not None:
        raise Outside("a part of a text that enters into force upon a condition")
    if later(low, prov):
        return []
    fires = fired(low, prov) if own_triggers(prov) else [_by_act(low, prov)]
    mine = [f for f in fires if f.case]
    if len(mine) > 1:  # a case is decided once: when it is set off first while nothing bars it
        limit = prov.body.deadline
        if (prov.body.provided or prov.body.unless) and limit is not None and limit.anchor in _HITS:
            raise Outside("a clock from one of several events that may open a decision")
        time = low.t.first(*(_opens(low, prov, f) for f in mine))
        basis = tuple(b for f in mine for b in f.basis)
        mine = [Fire(time, True, basis, tuple(h for f in mine for h in f.hits), either=True)]
    others = [f for f in fires if not f.case]
    if any(low.t.exists(_opens(low, prov, f)) != FALSE for f in others):
        low.memo["beside"] = True  # also if the decision itself lies outside the case space
    return [d for number, fire in enumerate((*mine, *others)) for d in _by(low, prov, fire, number)]


def _by(low: Low, prov: Prov, fire: Fire, number: int) -> list[Decides]:
    """What is to be decided since something happened."""
    opened = low.t.named(f"opening {prov.id}", _opens(low, prov, fire))
    if low.t.exists(opened) == FALSE:
        return []
    out: list[Decides] = []
    together: list[Rule] = []
    name = f"{prov.id}" if fire.case else f"{prov.id} {number}"
    for guard, decider in low.choices(prov.body.decider):
        if decider.kind == "each":
            out += _each(low, prov, guard, decider, fire, opened, name)
        else:
            together.append(_rule(low, prov, guard, decider, opened, fire.case))
    if together:
        guard = low.graph.any(*(r.guard for r in together))
        out.insert(0, _decide(low, prov, tuple(together), low.t.given(guard, opened), fire, "", name))
    return out


def _opens(low: Low, prov: Prov, fire: Fire) -> Time:
    """When it opens: while the instrument is in force at the attack, unless its conditions surely fail."""
    t, body, view = low.t, prov.body, View(prov.ins, "", fire.case)
    in_force = t.holds_at(force_any(low, prov.ins), low.attack if fire.case else fire.time)
    needs = [truth(low, c, view) for c in body.provided] + [t.k_not(truth(low, c, view)) for c in body.unless]
    fails = t.holds_at(t.k_all(needs).no, fire.time) if needs else FALSE
    return t.given(low.graph.all(in_force, -fails), fire.time)


def _by_act(low: Low, prov: Prov) -> Fire:
    """A decision that nothing sets off opens with the first act on it."""
    times: list[Time] = []
    for _, decider in low.choices(prov.body.decider):
        if decider.kind == "organ" and _voting_rule(low, prov, decider) is None:
            leaf = organ_leaf(low, getattr(decider.who, "name", ""))
            times.append(low.leaves.time(leaf))
        else:
            raise Outside("a decision that opens with the first vote")
    return Fire(low.t.first(*times), True)


def _voting_rule(low: Low, prov: Prov, decider: Decider) -> Decider | None:
    found = low.read(lambda run, case: rule_of(run, prov, decider, Env(prov.ins, run.now, case)))
    rules = [r for _, r in found]
    if len(rules) != 1:
        raise Outside("an organ whose rule hangs on an open point")
    return rules[0]


def only_rule(low: Low, prov: Prov, guard: Lit, decider: Decider, opened: Time) -> Rule:
    """How something beside the case is decided, under the options of one decider."""
    return _rule(low, prov, guard, decider, opened, True)


def _rule(low: Low, prov: Prov, guard: Lit, decider: Decider, opened: Time, case: bool) -> Rule:
    rule = _voting_rule(low, prov, decider)
    organ = getattr(decider.who, "name", "") if decider.kind == "organ" else decider.organ
    consent = tuple(
        Voter(n, TRUE, vote_leaf(low, n))
        for of in [(rule.consent_of if rule is not None else None) or decider.consent_of]
        if of is not None
        for n in low.possible(of, prov.ins)
    )
    if rule is None:
        return Rule(guard, decider, (), organ, consent)
    if rule.of_voting:
        raise Outside("a majority of those voting")
    for barred in low.prep.of(Barred):
        if any(not isinstance(c, IsIn) for c in barred.body.provided):
            raise Outside("a party barred from the vote upon a condition over time")
    if not case and (rule.consent_of is not None or rule.kind == "silence"):
        raise Outside("a consent or an objection where another event is the case")
    may = _electorate(low, prov, rule, opened, case)
    voters = tuple(Voter(n, lit, vote_leaf(low, n)) for n, lit in may.items() if lit != FALSE)
    return Rule(guard, rule, voters, organ, consent)


def _electorate(low: Low, prov: Prov, rule: Decider, opened: Time, about: bool) -> dict[str, Lit]:
    """Who may vote, as the interpreter fixes it when the decision opens; about: whether it is on the attack."""
    view = View(prov.ins, "", about)
    bare, left_out = _without(rule)
    found: dict[str, list[Lit]] = {}

    def whole(run: Run, case: Case) -> tuple[str, ...]:
        return electorate(run, prov, bare, view.env(run, case))

    each = low.one_by_one(bare.who, view, opened)
    if each is None:
        for guard, names in at_time(low, whole, opened):
            for name in names:
                found.setdefault(name, []).append(guard)
    for name, _, no in each or ():
        one = replace(bare, who=Named(name=name))
        fine = low.moving(
            lambda run, case, r=one, n=name: n in electorate(run, prov, r, view.env(run, case)),
            opened,
        ).yes
        found.setdefault(name, []).append(low.graph.all(-no, low.t.holds_at(fine, opened)))
    out: dict[str, Lit] = {}
    for name, guards in found.items():
        barred = [low.t.holds_at(_is(low, name, (*found,), who, view).yes, opened) for who in left_out]
        may = low.graph.all(low.graph.any(*guards), *(-b for b in barred))
        out[name] = low.graph.all(may, -lapsed(low, prov.ins, name, low.attack if about else opened))
    return out


def _without(rule: Decider) -> tuple[Decider, tuple[Any, ...]]:
    """A rule without those whom it leaves out, and these: who they are is asked name by name, which is quicker."""
    who = rule.who
    if isinstance(who, Some) and who.without and not who.other:
        return replace(rule, who=replace(who, without=()), without=()), (*rule.without, *who.without)
    return replace(rule, without=()), rule.without


def _is(low: Low, name: str, names: tuple[str, ...], who: Any, view: View) -> Kleene:
    """When it is settled that one of some names is among those whom a phrase means."""
    phrase = low.name_of(who)
    if not isinstance(who, Pronoun):  # else all look at the same facts, and are tried at once
        names = (name,)

    def read(run: Run, case: Case) -> list[Truth]:
        env = view.env(run, case)
        return [is_in(run, one, who, env) for one in names]

    every = low.once(("are", names, phrase, view), lambda: low.by_version(read))
    return low.once(
        ("is", name, phrase, view), lambda: low.by_finding(*(of[names.index(name)] for of in every))
    )


def at_time(low: Low, read: Callable[..., Any], now: Time) -> list[tuple[Lit, Any]]:
    """A reading at a time, by whether the finding on who attacked has been made by then."""
    before = low.read(read, now, 0)
    after = low.read(read, now, 1) if low.explorer.turns else before
    if before == after:
        return before
    made = low.t.le(low.finding(), now)
    g = low.graph
    pairs = [(g.all(-made, x), r) for x, r in before] + [(g.all(made, x), r) for x, r in after]
    return [(x, r) for x, r in pairs if x != FALSE]


def organ_says(low: Low, view: View, organ: str, measure: str, value: str) -> Time:
    """When an organ has decided, on any measure or on one: in the case of the attack, or where another is the case."""
    from foedus.cases.snapback import stops

    if stops(low, organ):
        raise Outside("a decision of an organ that may also stop a measure from resuming")
    leaf = organ_leaf(low, organ)
    meant = set(flat_measures(low.incident.run, (measure,))) if measure else None
    times: list[Time] = []
    for number, way in enumerate(leaf.ways):
        named = (w for s in way.slots if s.name == "measure" for w in words_of(s.value))
        if way.slots[0].value == value and (meant is None or meant & set(named)):
            time = low.leaves.time(leaf, number)
            times.append(low.t.given(low.t.le(view.since, time), time) if view.since else time)
    every = decisions_of(low, view.ins, View(view.ins, "", False)) if value == "for" else ()
    for d in every:
        if any(r.organ == organ for r in d.rules) and not (view.since and d.case):
            took = (one.time for one in d.took if meant is not None and meant & set(one.measures))
            times += [d.known(view.early).adopted] if meant is None else took
    return low.t.first(*times)


def _each(
    low: Low, prov: Prov, guard: Lit, decider: Decider, fire: Fire, opened: Time, label: str
) -> list[Decides]:  # fmt: skip
    view = View(prov.ins, "", fire.case)
    found: dict[str, list[Lit]] = {}
    who: Any = decider.who

    def meant(run: Run, case: Case) -> list[str]:
        return [n for n, sure in candidates(run, who, view.env(run, case)) if sure is not False]

    for lit, names in at_time(low, meant, opened):
        for name in names:
            found.setdefault(name, []).append(lit)
    out: list[Decides] = []
    for name, lits in found.items():
        may = low.graph.all(guard, low.graph.any(*lits))
        rule = Rule(may, decider, (Voter(name, TRUE, vote_leaf(low, name)),), "")
        out.append(_decide(low, prov, (rule,), low.t.given(may, opened), fire, name, label))
    return out


# ---- closing ---------------------------------------------------------------------------------------------------------


def _decide(
    low: Low, prov: Prov, rules: tuple[Rule, ...], opened: Time, fire: Fire, who: str, name: str
) -> Decides:  # fmt: skip
    t, g = low.t, low.graph
    due = t.named(f"end of time {prov.id} {who}", _due(low, prov, fire, opened), who)
    measures = decided_on(low, prov.body)
    votes = by_votes(low, name, rules, opened, measures)
    organ_yes, organ_no = _organs(low, prov, rules, opened)
    gone = t.given(g.any(*(lit for lit, _ in opened)), lost(low, fire.basis, opened)) if fire.basis else NEVER
    silent = _silence(low, prov, rules, due)
    ends = [organ_yes, organ_no, gone, votes.yes, votes.no, *silent.values()]
    chosen = [only(low, ends, i) for i in range(len(ends))]
    pending = _pending(low, prov) if fire.case else NOWHEN
    quiet = dict(zip(silent, chosen[5:], strict=True))
    took: list[Took] = []
    if prov.body.subject == "measures":
        took = [*_by_body(low, rules, chosen[0]), *_by_members(low, rules, votes, chosen[3])]
    return Decides(
        prov, who, rules, opened, due, t.either(chosen[0], chosen[3]), t.either(chosen[1], chosen[4]),
        quiet["lapsed"], quiet["yes"], quiet["no"], chosen[2], pending, fire.basis, low, fire.case, merged(low, took),
    )  # fmt: skip


def _by_body(low: Low, rules: tuple[Rule, ...], said: Time) -> list[Took]:
    """Which measure a body takes as such."""
    says: dict[str, list[Lit]] = {}
    for rule in rules:
        leaf = low.leaves.all.get(f"decision of {rule.organ}") if rule.organ else None
        for number, way in enumerate(leaf.ways if leaf is not None else ()):
            for measure in (w for s in way.slots if s.name == "measure" for w in words_of(s.value)):
                says.setdefault(measure, []).append(
                    low.graph.all(rule.guard, low.leaves.takes(leaf, number))  # type: ignore[arg-type]
                )
    return [Took((measure,), low.t.given(low.graph.any(*lits), said)) for measure, lits in says.items()]


def _by_members(low: Low, rules: tuple[Rule, ...], votes: Tally, voted: Time) -> list[Took]:
    """Which measures are taken by votes: all for which they suffice at the instant at which they do for one."""
    if len(votes.met) < 2:
        return [Took(tuple(measure for measure in votes.met if measure), voted)]
    alone = all(at_most_one(low, rule) for rule in rules if rule.voters)
    return [
        Took(some, low.t.given(just(low, votes.met, some), voted))
        for some in takings(tuple(votes.met), alone=alone)
    ]


def _pending(low: Low, prov: Prov) -> Signal:
    if prov.ins not in low.prep.invoking:
        return NOWHEN
    return low.t.either_signal(*(i.pending for i in invocations(low, prov.ins)))


def _due(low: Low, prov: Prov, fire: Fire, opened: Time) -> Time:
    limit = prov.body.deadline
    if limit is None or limit.delay or (limit.within is None and limit.at is None):
        return NEVER
    return deadline(low, prov.ins, limit, fire if fire.case else replace(fire, origin=()), opened)


def deadline(low: Low, ins: int, limit: Any, fire: Fire, since: Time, that: str = "") -> Time:
    """When a clock that starts with something is over; one that is over already runs from the arising."""
    t, g = low.t, low.graph
    if limit.at is not None:
        return t.given(t.exists(since), low.date(limit.at.latest))
    base = anchor(low, ins, limit.anchor, fire, since, that)
    due = t.given(t.exists(since), low.after(base, limit.within))
    if base == since:
        return due
    late = t.lt(due, since)
    return t.either(t.given(-late, due), t.given(g.all(late, t.exists(due)), low.after(since, limit.within)))


def anchor(low: Low, ins: int, what: Any, fire: Fire, since: Time, that: str = "") -> Time:
    """What a clock runs from."""
    if what == "arising":
        return since
    if what == "attack":  # or from the event that is the case, or from the arising where there is none
        return low.attack if fire.case else fire.origin or since
    kinds = {"decision": ("decision",), "invocation": ("invocation", "invoke"), "request": ("request",)}
    if isinstance(what, str) and what in kinds:
        own = [h.fires(low) for h in fire.hits if h.kind in kinds[what]]
        if own:
            return low.t.first(*own) if fire.either else own[-1]
        if what == "decision" and not fire.case:
            return since  # those on the attack are of another case
        if what == "decision":
            if any(not d.case for d in decisions_of(low, ins, View(ins, "", False))):
                raise Outside("a clock from a decision that may be on another case")
            every = (
                decisions_of(low, ins) if fire.case else ()
            )  # what is about no case knows of no decision on one
            mine = [d for d in every if not d.who or d.who == that]
            return _latest(low, [d.closed for d in mine], since)
        if what == "invocation":
            return _latest(low, [time for one in invocations(low, ins) for _, time in one.by], since)
    if what == "request":
        leaves = [leaf for leaf in low.leaves.all.values() if leaf.ways[0].kind == "request"]
        if taken(low, None, {"request"}):
            raise Outside("a clock that runs from a request that is a case of its own")
        return _latest(low, [low.leaves.time(leaf) for leaf in leaves], since)
    if isinstance(what, str):
        raise Outside(f"a clock that runs from the {what}")
    times = [
        low.t.given(low.t.holds_at(h.fits.yes, since), h.time)
        for h in hits(low, what, View(ins, that, fire.case))
    ]  # fmt: skip
    return _latest(low, times, since)


def _latest(low: Low, times: Sequence[Time], since: Time) -> Time:
    """The latest of several by a time, else that time."""
    t, g = low.t, low.graph
    found = t.latest(*(t.given(t.le(time, since), time) for time in times))
    return t.either(found, t.given(g.no(t.exists(found)), since))


def _silence(low: Low, prov: Prov, rules: tuple[Rule, ...], due: Time) -> dict[str, Time]:
    """What the end of the time means: adopted, refused, or nothing; not if it stays open."""
    g, t = low.graph, low.t
    procedure = g.any(*(r.guard for r in rules if r.decider.kind == "silence"))
    said: dict[str, list[Lit]] = {"yes": [procedure], "no": [], "lapsed": []}
    for guard, option in low.choices(getattr(prov.body, "silence", "")):
        word = {"it has": "yes", "granted": "yes", "it has not": "no", "refused": "no", "open": "open"}.get(
            str(option), "lapsed"
        )
        if word != "open":
            said[word].append(g.all(guard, -procedure))
    return {word: t.given(g.any(*lits), due) for word, lits in said.items()}


def _organs(low: Low, prov: Prov, rules: tuple[Rule, ...], opened: Time) -> tuple[Time, Time]:
    yes: list[Time] = []
    no: list[Time] = []
    t = low.t
    for rule in rules:
        if not rule.organ or (
            rule.decider.kind != "organ" and f"decision of {rule.organ}" not in low.leaves.all
        ):
            continue
        leaf = organ_leaf(low, rule.organ)
        for number, way in enumerate(leaf.ways):
            named = any(s.name == "measure" for s in way.slots)
            subject = prov.body.subject
            if (subject == "measures" and not named) or (subject == "case" and named):
                continue
            time = t.given(rule.guard, low.leaves.time(leaf, number))
            time = t.given(t.le(opened, time), time)
            (yes if way.slots[0].value == "for" else no).append(time)
        if rule.consent:
            agreed, refused = consents(low, rule, opened)
            yes = [_with_consent(low, time, agreed, refused) for time in yes]
            no += refused
    return t.either(*yes), t.either(*no) if len(no) < 2 else t.first(*no)


def _with_consent(low: Low, said: Time, agreed: Sequence[Time], refused: Sequence[Time]) -> Time:
    """When an organ has decided and all have consented, unless one has refused by then."""
    both = reduce(low.t.last, agreed, said)
    return low.t.given(low.graph.all(*(-low.t.le(time, both) for time in refused)), both)


__all__ = ["Decides", "Named", "decisions", "decisions_of", "invocations", "walk"]
