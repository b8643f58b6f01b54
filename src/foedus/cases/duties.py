"""Duties, policies and powers in every case at once: for whom they arise when, by when they are due."""

from typing import Any

from msgspec import Struct

from foedus.cases.bearers import (
    Bearing,
    Subject,
    at_first,
    attributed,
    bearing,
    exempt,
    points_at_attacker,
    waits_for_time,
)  # fmt: skip
from foedus.cases.conditions import truth
from foedus.cases.decisions import deadline, decisions_of
from foedus.cases.ends import Members, dormant, ends, idle, released, tail, waiver
from foedus.cases.force import bound, bound_signal, lapsed
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.lowering import Low, View
from foedus.cases.norms import Form, all_forms, forms_for, later, replaced, within
from foedus.cases.prevailing import beaten
from foedus.cases.times import ALWAYS, NEVER, NO, NOWHEN, YES, Kleene, Signal, Time
from foedus.cases.triggers import Fire, by_measures, own_triggers
from foedus.engine.norms import in_present, of_force, split
from foedus.engine.prepared import Prov
from foedus.engine.state import Env
from foedus.engine.triggers import waits_for_bearer
from foedus.engine.world import is_in
from foedus.model import CaseArisen, Norm, Occurred, Pattern, Pronoun, Scope, Slot, walk


class DutyCase(Struct, frozen=True):
    """A duty, policy or power of one bearer in the case of the attack, in every case at once.

    members: who bears it, each with the condition under which it is among them; several bear it together. arises:
    when. sure: whether it surely arises then. due: by when. ends: how it ends, in the order in which ends rank. case:
    whether it is about the attack. trapped: whether it would be owed but for its bearer, who is the attacker. breach:
    when it is breached, be it unsurely. firm: from when it is sure that it has arisen.
    """

    prov: Prov
    bearer: str
    members: Members
    joint: str
    forms: tuple[Form, ...]
    arises: Time
    sure: Lit
    due: Time
    ends: tuple[tuple[str, Time], ...]
    case: bool
    trapped: Lit = FALSE
    breach: Time = NEVER
    firm: Time = NEVER

    def end(self, status: str) -> Time:
        """When it ends in one way."""
        return dict(self.ends).get(status, NEVER)


def duties(low: Low, prov: Prov) -> list[DutyCase]:
    """What a provision gives rise to, bearer by bearer."""
    return low.once(("duties", prov.id), lambda: _duties(low, prov))


def _duties(low: Low, prov: Prov) -> list[DutyCase]:
    if _forbids(low, prov):
        return []  # see `bans` and `stands`
    within(low, prov)
    if later(low, prov):
        return []
    if replaced(low, prov):
        return []
    forms = all_forms(low, prov)
    if not forms or not own_triggers(prov):
        return []
    if any(f.modal == "must not" for f in forms):
        raise Outside("a provision that forbids under one option and obliges under another")
    made = (
        _duty(Subject(low, prov, fire, who))
        for fire in by_measures(low, prov)
        for who in bearing(low, prov, fire)
    )
    return [duty for duty in made if duty is not None]


def _forbids(low: Low, prov: Prov) -> bool:
    """Whether it is a prohibition under all options."""
    forms = all_forms(low, prov)
    return bool(forms) and all(f.modal == "must not" for f in forms)


# ---- whether it arises -----------------------------------------------------------------------------------------------


class Emerging(Struct, frozen=True):
    """When a provision that was set off arises for a bearer, and who are its members then.

    trapped: whether it would arise but for its bearer, who is the attacker.
    """

    members: Members
    arises: Time
    trapped: Lit


def emerging(of: Subject, forms: tuple[Form, ...], guilty: Kleene) -> Emerging:
    """When it arises, if at all; guilty: when its one bearer is the attacker, for whom it does not."""
    low, prov, fire, who = of.low, of.prov, of.fire, of.who
    t, g = low.t, low.graph
    start = t.given(g.all(who.lit, g.any(*(f.guard for f in forms))), fire.time)
    heard = _ready(of, start)
    ready = _unopposed(of, heard)
    arises = t.settle(
        _needs(of), ready, _needs(of, at_first(of)) if waits_for_time(of.body.provided) else None
    )
    members = _members(of, arises)
    arises = t.given(g.all(_bound(of, members, start, arises), _held(of, start, arises)), arises)
    caught = g.any(t.holds_at(guilty.yes, start), t.holds_at(guilty.yes, arises)) if guilty != NO else FALSE
    trapped = g.all(t.exists(arises), caught)
    arises = t.given(g.all(-caught, -_never(of, heard, ready, arises)), arises)
    return Emerging(members, t.named(f"arising {prov.id} {who.label}", arises, who.label), trapped)


def _duty(of: Subject) -> DutyCase | None:
    low, prov, fire, who = of.low, of.prov, of.fire, of.who
    t = low.t
    forms = tuple(forms_for(low, prov, who.names, fire.taken))
    if not forms or who.lit == FALSE:
        return None
    if _of_one(of):
        raise Outside("a condition on one of several who bear it together")
    guilty = _guilty(of)
    emerges = emerging(of, forms, guilty)
    members, arises = emerges.members, emerges.arises
    if t.exists(arises) == FALSE:
        if emerges.trapped == FALSE:
            return None
        return DutyCase(
            prov, who.label, members, who.joint, forms, NEVER, FALSE, NEVER, (), fire.case, emerges.trapped
        )
    due = clock(of, arises)
    nobody = _cleared(of, members, members).no
    settled = _settled(of, members, _cleared(of, members, idle(of, members, forms, arises, due)))
    found, breach = ends(of, members, forms, arises, due, nobody, settled, beaten(of))
    sure = surely(of, guilty, arises)
    firm = t.first(t.given(sure, arises), t.first_of(settled.yes, arises))
    return DutyCase(
        prov, who.label, members, who.joint, forms, arises, sure, due, found, fire.case, emerges.trapped, breach, firm
    )  # fmt: skip


def clock(of: Subject, arises: Time) -> Time:
    """By when it is due, if a clock is fixed."""
    low, prov, who, limit = of.low, of.prov, of.who, of.body.deadline
    due = deadline(low, prov.ins, limit, of.fire, arises, who.names[0]) if _clocked(of.body) else NEVER
    return low.t.named(f"due {prov.id} {who.label}", due, who.label)


def _of_one(of: Subject) -> bool:
    """Whether a sentence that several bear together asks something of one of them, whoever that is in the end."""
    body = of.body
    asked = (body.provided, body.unless, body.while_, body.until, tuple(t.when for t in of.prov.triggers))
    if len(of.who.members) < 2:
        return False
    alone = any(isinstance(n, CaseArisen) for n in walk(asked[:-1])) and any(
        d.who for d in decisions_of(of.low, of.prov.ins)
    )
    return alone or any(isinstance(n, Pronoun) and n.role == "that" for n in walk(asked))


def _clocked(body: Norm) -> bool:
    limit = body.deadline
    return limit is not None and not limit.delay and (limit.within is not None or limit.at is not None)


def _guilty(of: Subject) -> Kleene:
    """When its one bearer is the attacker, for whom no duty arises."""
    return NO if of.who.joint or exempt(of) else attributed(of.low, of.who.names[0])


def _members(of: Subject, arises: Time) -> Members:
    """The members of a joint duty but the attacker, and those that have left; the one bearer as it is."""
    if not of.who.joint:
        return of.who.members
    low = of.low
    out: list[tuple[str, Lit]] = []
    for name, lit in of.who.members:
        mine = lit
        if of.fire.case and not of.prov.consequence and not of.forbids:
            mine = low.graph.all(mine, -low.t.holds_at(attributed(low, name).yes, arises))
        if of.who.joint == "all":
            mine = low.graph.all(mine, -lapsed(low, of.prov.ins, name, _since(of) or arises, of.fire.case))
        if mine != FALSE:
            out.append((name, mine))
    return tuple(out)


def _since(of: Subject) -> Time | None:
    """When its case began, if it has one."""
    return of.low.beginning(of.view)


def surely(of: Subject, guilty: Kleene, arises: Time) -> Lit:
    """Whether it surely arises: no exception, release or guilt of a bearer is unsettled."""
    low, t, g = of.low, of.low.t, of.low.graph
    first = at_first(of)
    doubts = [truth(low, c, _seen(of, c, first)) for c in of.body.unless] + released(of)
    settled = [t.holds_at(d.no, arises) for d in doubts]
    if guilty != NO:
        settled.append(t.holds_at(guilty.no, arises))
    elif of.who.joint and not exempt(of):
        found = [(lit, attributed(low, n)) for n, lit in of.who.members]
        one = g.any(*(g.all(lit, t.holds_at(k.yes, arises)) for lit, k in found))
        settled.append(g.any(one, g.all(*(g.any(-lit, t.holds_at(k.no, arises)) for lit, k in found))))
    settled += [t.holds_at(k.yes, arises) for k in dormant(of, first)]
    return g.all(of.who.sure, *settled)


def _cleared(of: Subject, members: Members, failing: Members) -> Kleene:
    """Whether it is owed by what is settled of who attacked: of several, by the rest where one is the attacker.

    failing: its members, without those who have done their part: they alone may be in breach.
    """
    low, t = of.low, of.low.t
    if points_at_attacker(of):
        return attributed(low, of.who.names[0])
    if exempt(of):
        return YES
    one = t.k_any([t.k_all([t.settled(lit, -lit), attributed(low, name)]) for name, lit in members])
    nobody = t.both(
        one.yes, *(t.either_signal(t.when(-lit), attributed(low, name).yes) for name, lit in failing)
    )
    return Kleene(t.both(t.either_signal(one.yes, one.no), t.negated(nobody)), nobody, one.turns)


def _settled(of: Subject, members: Members, cleared: Kleene) -> Kleene:
    """Whether what it rests on is settled in its favour: exceptions, releases, who attacked, states."""
    low, t = of.low, of.low.t
    against = [truth(low, c, of.view) for c in of.body.unless]
    # Who is released is freed from then on; what was breached before stands, once that is settled.
    against += [Kleene(NOWHEN, t.either_signal(k.yes, k.no)) for k in released(of, members)]
    states = [truth(low, c, of.view) for c in of.body.while_]
    return t.k_all([*(t.k_not(k) for k in against), cleared, *states])


# ---- force -----------------------------------------------------------------------------------------------------------


def _bound(of: Subject, members: Members, start: Time, arises: Time) -> Lit:
    """Whether the instrument binds every bearer: tested when the case began, or left to the tail."""
    low, g, ins, body = of.low, of.low.graph, of.prov.ins, of.body
    towards = of.fire.case
    began = _since(of)
    lits: list[Lit] = []
    for name, lit in members:
        now = bound(low, ins, name, arises, towards)
        if began is None:
            lits.append(g.any(-lit, now))
            continue
        then = bound(low, ins, name, began, towards)
        stays = g.all(then, g.any(now, tail(low, ins)))
        if body.once_ratified:
            stays = g.any(stays, g.all(-then, now))
        elif body.earlier_attacks:
            stays = g.any(stays, g.all(-then, now, bound(low, ins, name, start, towards)))
        lits.append(g.any(-lit, stays))
    return g.all(*lits, g.any(*(lit for _, lit in members)))


def _held(of: Subject, start: Time, arises: Time) -> Lit:
    """Whether the instrument bound those of several who turn out to be the attacker until that was found.

    Only from then on are they left out: one who was not bound while the others waited has undone what all bear. And it
    never waits where nobody bears it as it is set off, whoever turns out not to be the attacker.
    """
    if not of.who.joint or exempt(of) or arises == start:
        return TRUE
    low, t, g, ins, body = of.low, of.low.t, of.low.graph, of.prov.ins, of.body
    began = _since(of) or start
    begun = t.first_of(_binding(of), start) if body.once_ratified else start
    lits: list[Lit] = []
    for name, lit in of.who.members:
        guilty = attributed(low, name).yes
        found = t.given(-t.holds_at(guilty, begun), t.first_of(guilty, begun))
        if t.exists(found) == FALSE:
            continue
        then, now = bound(low, ins, name, began, True), bound(low, ins, name, t.plus(found, -1), True)
        if body.once_ratified:
            stays = g.any(-then, now, tail(low, ins))
        else:
            stays = g.all(then, g.any(now, tail(low, ins)))
            if body.earlier_attacks:
                stays = g.any(stays, g.all(-then, now, bound(low, ins, name, start, True)))
        gone = lapsed(low, ins, name, began, True) if of.who.joint == "all" else FALSE
        lits.append(g.any(-lit, gone, -t.le(found, arises), stays))
    return g.all(*lits, g.any(*(lit for _, lit in _members(of, start))))


def _binding(of: Subject) -> Signal:
    """`once it has ratified`: while the instrument binds every bearer but the attacker, or did when the case began."""
    low, t, g = of.low, of.low.t, of.low.graph
    began = _since(of)
    parts: list[Signal] = []
    for name, lit in of.who.members:
        now = bound_signal(low, of.prov.ins, name, of.fire.case)
        then = bound(low, of.prov.ins, name, began, of.fire.case) if began else FALSE
        gone = (
            lapsed(low, of.prov.ins, name, began, of.fire.case) if began and of.who.joint == "all" else FALSE
        )
        aside = attributed(low, name).yes if of.who.joint and not exempt(of) else NOWHEN
        parts.append(t.either_signal(now, aside, t.when(g.any(-lit, then, gone))))
    return t.both(*parts)


# ---- what it waits for -----------------------------------------------------------------------------------------------


def _ready(of: Subject, start: Time) -> Time:
    """When what the sentence waits for has come, once it is set off: clauses in the present, consents, objections."""
    low, t, body = of.low, of.low.t, of.body
    waits: list[Signal] = [_binding(of)] if body.once_ratified else []
    alone = [d for d in decisions_of(low, of.prov.ins) if d.who] if of.fire.case else []
    for trigger in of.prov.triggers:
        if trigger.when is None:
            continue
        mine = truth(low, trigger.when, of.view).yes
        if waits_for_bearer(trigger):
            waits.append(mine)
        elif alone:
            each = low.graph.any(*(t.exists(d.opened) for d in alone))
            waits.append(t.either_signal(t.during(each, mine), t.when(-each)))
    waits += [_tested(of, c).yes for c in split(body.provided) if in_present(c)]
    ready = t.first_of(t.both(*waits), start)
    if body.consent_of is not None:
        ready = _agreed(of, ready)
    return ready


def _agreed(of: Subject, ready: Time) -> Time:
    """When those have consented whose consent it needs, unless they have objected first."""
    t = of.low.t
    agreed, objected = (_said(of, of.body.consent_of, kind).yes for kind in ("consent", "object"))
    refused = t.first_of(t.both(objected, t.negated(agreed)), ready)
    return t.given(-t.exists(refused), t.first_of(agreed, ready))


def _said(of: Subject, who: Any, kind: str) -> Kleene:
    event = Pattern(kind=kind, slots=(Slot(name="by", value=who),))
    own = of.fire.case or bool(of.fire.origin)
    return truth(of.low, Occurred(event=event, since="case" if own else ""), of.view)


def _unopposed(of: Subject, ready: Time) -> Time:
    """When those who may object have let their time pass, or agreed."""
    low, t, body = of.low, of.low.t, of.body
    if body.objection_of is None or body.objection_within is None:
        return ready
    agreed = t.first_of(_said(of, body.objection_of, "consent").yes, ready)
    return t.first(agreed, t.last(ready, low.after(of.fire.time, body.objection_within)))


def _tested(of: Subject, condition: Any, view: View | None = None) -> Kleene:
    """A condition of arising: on force and ratification it is tested when the case began, unless the sentence says
    otherwise."""
    found = truth(of.low, condition, _seen(of, condition, view or of.view))
    began = _since(of)
    if began is None or of.body.earlier_attacks or of.body.once_ratified or not of_force(condition):
        return found
    return of.low.then(found, began)


def _needs(of: Subject, view: View | None = None) -> Kleene:
    """What must be settled true for it to arise; view: what is seen of it at first, if that is less."""
    needs: list[Kleene] = []
    for condition in split(of.body.provided):
        if not in_present(condition):
            found = _tested(of, condition, view)
            if of.body.once_ratified and of_force(condition):
                found = Kleene(found.yes, NOWHEN)
            needs.append(found)
    return of.low.t.k_all([*needs, *_scopes(of)])


def _seen(of: Subject, condition: Any, view: View) -> View:
    return view if waits_for_time(condition) else of.view


def _never(of: Subject, heard: Time, ready: Time, arises: Time) -> Lit:
    """Whether it never arises since an exception, a release or a waiver holds before, or a state does not."""
    low, t, g = of.low, of.low.t, of.low.graph

    def before(signal: Signal) -> Lit:
        return t.holds_at(signal, arises) if ready == arises else t.le(t.first_of(signal, ready), arises)

    first = at_first(of)
    lits = [before(truth(low, c, _seen(of, c, first)).yes) for c in of.body.unless]
    lits += [before(k.yes) for k in released(of)]
    lits.append(before(beaten(of)))
    lits += [before(k.no) for k in dormant(of, first)]
    if of.body.objection_of is not None:
        lits.append(t.le(t.first_of(_said(of, of.body.objection_of, "object").yes, heard), arises))
    waived = waiver(of)
    if waived and _since(of) is not None:
        duty = g.any(*(f.guard for f in all_forms(low, of.prov) if f.modal == "must"))
        lits.append(g.all(duty, t.le(waived, arises)))
    return g.any(*lits)


# ---- sentences that limit it -----------------------------------------------------------------------------------------


def _scopes(of: Subject) -> list[Kleene]:
    found = (_scope(of, scope) for scope in of.prov.scopes)
    return [k for k in found if k is not None]


def _scope(of: Subject, scope: Scope) -> Kleene | None:
    """Whether a sentence that limits the provision lets it bind; None if it does not concern it."""
    low, t, prov = of.low, of.low.t, of.prov
    if scope.effect in ("only-when", "only-while"):
        return _only(of, scope) if scope.when is not None else None
    if scope.who is not None:
        who: Any = scope.who
        name = of.who.names[0]
        _, no = low.static(lambda run, case: is_in(run, name, who, Env(prov.ins, run.now, case, name)))
        if no == TRUE:
            return None
        if no != FALSE:
            raise Outside("a limit on a party whose role is open")
    if scope.measure:
        flat = set(low.prep.measures.get(scope.measure, (scope.measure,)))
        forms = forms_for(low, prov, (), of.fire.taken)
        fits = [all(set(m) <= flat for m in f.measures) for f in forms]
        if not any(fits):
            return None
        if not all(fits):
            raise Outside("a limit on one of several measures")
    when = truth(low, scope.when, of.view) if scope.when is not None else Kleene(ALWAYS, NOWHEN)
    unless = [truth(low, c, of.view) for c in scope.unless]
    hit = t.k_all([when, t.k_not(t.k_any(unless))]) if unless else when
    if any(isinstance(c, Occurred) for c in scope.unless):
        return Kleene(hit.no, NOWHEN)
    return t.k_not(hit)


def _only(of: Subject, scope: Scope) -> Kleene:
    low, t = of.low, of.low.t
    found = truth(low, scope.when, of.view)
    if scope.effect == "only-when" and any(isinstance(n, CaseArisen) for n in walk(scope.when)):
        closed = [t.from_on(d.closed) for d in decisions_of(low, of.prov.ins)]
        return Kleene(found.yes, t.both(found.no, t.either_signal(*closed)))
    return found


__all__ = ["Bearing", "DutyCase", "Fire", "duties"]
