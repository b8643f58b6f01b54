"""Duties, policies and powers in every case at once: for whom they arise when, by when they are due, how they end."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from foedus.cases.conditions import truth
from foedus.cases.decisions import Decides, at_time, deadline, decisions_of
from foedus.cases.force import bound, force, left
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.happenings import Hit, act_times, hits
from foedus.cases.leaves import Leaf, Way
from foedus.cases.lowering import Low
from foedus.cases.times import ALWAYS, NEVER, NO, NOWHEN, Kleene, Time
from foedus.cases.triggers import Fire, fired, lost, own_triggers
from foedus.engine.kleene import Truth
from foedus.engine.norms import (
    Bearer,
    Shape,
    bearers,
    in_present,
    names_attacker,
    never_bound,
    norm_of,
    of_force,
    shape,
    split,
)  # fmt: skip
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, Env, Run
from foedus.engine.states import is_event
from foedus.engine.triggers import waits_for_bearer
from foedus.engine.world import flat_measures, is_in
from foedus.model import (
    BreachOf,
    DomesticProcess,
    Norm,
    Occurred,
    Pattern,
    Prevails,
    Pronoun,
    Resumes,
    Slot,
    Tail,
    walk,
)


class Form(Struct, frozen=True):
    """What a provision obliges to under some options: modal, measures, latitude."""

    guard: Lit
    modal: str
    actions: tuple[Any, ...]
    measures: tuple[tuple[str, ...], ...]  # by action, groups spelled out
    latitude: str
    any_of: bool


class DutyCase(Struct, frozen=True):
    """A duty, policy or power of one bearer in the case of the attack, in every case at once.

    members: who bears it, each with the condition under which it is among them; several bear it together. arises:
    when. sure: whether it surely arises then. due: by when. ends: how it ends, in the order in which ends rank.
    """

    prov: Prov
    bearer: str
    members: tuple[tuple[str, Lit], ...]
    joint: str
    forms: tuple[Form, ...]
    arises: Time
    sure: Lit
    due: Time
    ends: tuple[tuple[str, Time], ...]
    case: bool
    trapped: Lit = FALSE  # it would be owed, but its bearer is the attacker

    def end(self, status: str) -> Time:
        """When it ends in one way."""
        return dict(self.ends).get(status, NEVER)


def duties(low: Low, prov: Prov) -> list[DutyCase]:
    """What a provision gives rise to, bearer by bearer."""
    return low.once(("duties", prov.id), lambda: _duties(low, prov))


def _duties(low: Low, prov: Prov) -> list[DutyCase]:
    _within(low, prov)
    if prov.part is not None and prov.part.since is not None and prov.part.since.earliest > low.incident.at:
        return []
    if _replaced(low, prov):
        return []
    forms = all_forms(low, prov)
    if not forms or all(f.modal == "must not" for f in forms) or not own_triggers(prov):
        return []
    out: list[DutyCase] = []
    for fire in fired(low, prov):
        for bearer, lit, sure in _bearers(low, prov, fire):
            made = _duty(low, prov, fire, bearer, lit, sure)
            if made is not None:
                out.append(made)
    return out


def _within(low: Low, prov: Prov) -> None:
    """Say what of a provision lies outside the case space."""
    body = norm_of(prov)
    if isinstance(prov.body, Resumes) and (prov.body.decider is not None or prov.body.within is not None):
        raise Outside("a measure that resumes unless something is decided")
    if prov.part is not None and prov.part.in_force is not None:
        raise Outside("a part of a text that enters into force upon a condition")
    if any(getattr(a, "every", None) is not None for a in body.actions):
        raise Outside("a measure for each period")
    if any(getattr(a, "measure", "") == "decide" for a in body.actions):
        raise Outside("a duty to decide")
    if body.appropriation is not False and body.appropriation is not True:
        raise Outside("a duty subject to appropriation")
    if any(isinstance(n, Pronoun) and n.role == "requester" for n in walk((body.bearer, body.provided))):
        raise Outside("the party that requested")
    for rank in low.prep.of(Prevails):
        code, article = rank.body.under
        ins = low.prep.find(code) if code else rank.ins
        if ins == prov.ins and (not article or article == prov.article) and _opposed(low, rank.body, prov):
            raise Outside("a provision over which another prevails")


def _opposed(low: Low, body: Prevails, prov: Prov) -> bool:
    """Whether a provision that prevails forbids what this one asks for, or asks for what it forbids."""
    code, article = body.over
    ins = low.prep.find(code) if code else None
    mine = {m for f in all_forms(low, prov) for ms in f.measures for m in ms}
    forbids = any(f.modal == "must not" for f in all_forms(low, prov))
    for other in low.prep.norms:
        if (
            (ins is None or other.ins == ins)
            and (not article or other.article == article)
            and other is not prov
        ):
            forms = all_forms(low, other)
            theirs = {m for f in forms for ms in f.measures for m in ms}
            if any((f.modal == "must not") != forbids for f in forms) and (
                mine & theirs or _forceful(mine, theirs)
            ):
                return True
    return False


def _forceful(one: set[str], two: set[str]) -> bool:
    both = {"attack", "use-force"}
    return bool(one & both and two & both)


def _replaced(low: Low, prov: Prov) -> bool:
    parts = low.instrument(prov.ins).replaced.get(prov.article, ())
    if not parts or prov.part is not None:
        return False
    if any(p.in_force is not None for p in parts):
        raise Outside("a part of a text that enters into force upon a condition")
    return any(p.since is None or p.since.earliest <= low.incident.at for p in parts)


# ---- what it obliges to ----------------------------------------------------------------------------------------------


def all_forms(low: Low, prov: Prov) -> list[Form]:
    """What a provision obliges to, by the options that it rests on; options under which it is nothing are left out."""
    return low.once(("forms", prov.id), lambda: _forms(low, prov, ()))


def _forms(low: Low, prov: Prov, names: tuple[str, ...]) -> list[Form]:
    def read(run: Run, case: Case) -> tuple[Shape, tuple[tuple[str, ...], ...]]:
        form = shape(run, prov)
        kept = tuple(
            a
            for a in form.actions
            if form.modal != "must" or not names or not _capped(run, prov, names, a, case)
        )
        form = form._replace(actions=kept)
        return form, tuple(_measures(run, a) for a in kept)

    found: dict[Any, list[Lit]] = {}
    for guard, (form, measures) in low.read(read):
        latitude = next((a.latitude for a in form.actions if a.latitude), form.latitude) or "measure"
        if form.modal != "nothing" and form.actions:
            key = (form.modal, form.actions, measures, latitude, form.any_of)
            found.setdefault(key, []).append(guard)
    voted = _voted(low)
    out: list[Form] = []
    for (modal, actions, measures, latitude, any_of), guards in found.items():
        known = tuple(voted if m == ("decided-measures",) else m for m in measures)
        out.append(Form(low.graph.any(*guards), modal, actions, known, latitude, any_of))
    return out


def _voted(low: Low) -> tuple[str, ...]:
    from foedus.cases.decisions import measure_voted

    measure = measure_voted(low)
    return (measure,) if measure else ()


def _measures(run: Run, action: Any) -> tuple[str, ...]:
    return flat_measures(run, (str(run.value(action.measure)),))


def _capped(run: Run, prov: Prov, names: tuple[str, ...], action: Any, case: Case) -> bool:
    env = Env(prov.ins, run.now, case, names[0])
    return bool(never_bound(run, prov, names, _measures(run, action), env))


# ---- for whom --------------------------------------------------------------------------------------------------------


class _Who(Struct, frozen=True):
    """A bearer in every case: one party, or several with the condition under which each is among them."""

    label: str
    members: tuple[tuple[str, Lit], ...]
    joint: str


def _bearers(low: Low, prov: Prov, fire: Fire) -> list[tuple[_Who, Lit, Lit]]:
    """Who bears it, under which condition, and whether surely."""

    def read(run: Run, case: Case) -> list[Bearer]:
        return bearers(run, prov, Env(prov.ins, run.now, case if fire.case else None))

    single: dict[str, tuple[list[Lit], list[Lit]]] = {}
    joint: dict[str, dict[str, list[Lit]]] = {}
    g = low.graph
    for guard, found in at_time(low, read, fire.time):
        for one in found:
            if one.joint:
                mine = joint.setdefault(one.joint, {})
                for name in one.members:
                    mine.setdefault(name, []).append(guard)
            elif not fire.to or fire.to == one.label:
                present, sure = single.setdefault(one.label, ([], []))
                present.append(guard)
                if one.sure is True:
                    sure.append(guard)
    out = [
        (_Who(name, ((name, TRUE),), ""), g.any(*present), g.any(*sure))
        for name, (present, sure) in single.items()
    ]
    for how, members in joint.items():
        pairs = tuple((name, g.any(*guards)) for name, guards in members.items())
        lit = g.any(*(x for _, x in pairs))
        out.append((_Who("together" if how == "all" else "any", pairs, how), lit, lit))
    return out


def attributed(low: Low, name: str) -> Kleene:
    """When it is settled that the attack is a party's; unsettled only where it may be."""
    return low.once(
        ("attributed", name),
        lambda: low.moving(lambda run, case: _guilt(case, name)),
    )


def _guilt(case: Case, name: str) -> Truth:
    found = case.attributed(name)
    return False if found is None and name not in case.suspects() else found


# ---- whether it arises -----------------------------------------------------------------------------------------------


def _duty(low: Low, prov: Prov, fire: Fire, who: _Who, present: Lit, bearer_sure: Lit) -> DutyCase | None:
    t, g = low.t, low.graph
    body = norm_of(prov)
    names = tuple(n for n, _ in who.members)
    name = names[0]
    forms = _forms(low, prov, names) if who.joint == "" else _forms(low, prov, ())
    if not forms or present == FALSE:
        return None
    start = t.given(g.all(present, g.any(*(f.guard for f in forms))), fire.time)
    exempt = (
        not fire.case or prov.consequence or names_attacker(low.incident.run, prov)
        if not _open_bearer(body)
        else False
    )
    guilty = NO if exempt else attributed(low, name)
    members, guilty = _rest(low, prov, fire, who, guilty, start)
    ready = _waits(low, prov, fire, body, name, start)
    needs, doubts = _needs(low, prov, fire, body, name)
    arises = t.settle(needs, ready)
    arises = t.given(_bound(low, prov, fire, body, members, arises), arises)
    trapped = g.all(t.exists(arises), t.holds_at(guilty.yes, arises)) if guilty != NO else FALSE
    arises = t.given(-t.holds_at(guilty.yes, arises), arises) if guilty != NO else arises
    stops = _never(low, prov, fire, body, name, arises)
    arises = t.named(f"arising {prov.id} {who.label}", t.given(-stops, arises), who.label)
    if t.exists(arises) == FALSE:
        return (
            None
            if trapped == FALSE
            else DutyCase(
                prov, who.label, members, who.joint, tuple(forms), NEVER, FALSE, NEVER, (), fire.case, trapped
            )
        )
    settled = [t.holds_at(d.no, arises) for d in doubts]
    if guilty != NO:
        settled.append(t.holds_at(guilty.no, arises))
    elif who.joint and not exempt:
        found = [(lit, attributed(low, n)) for n, lit in who.members]
        guilty_one = g.any(*(g.all(lit, t.holds_at(k.yes, arises)) for lit, k in found))
        settled.append(g.any(guilty_one, g.all(*(g.any(-lit, t.holds_at(k.no, arises)) for lit, k in found))))
    sure = g.all(bearer_sure, *settled, *(t.holds_at(k.yes, arises) for k in _during(low, prov, body, name)))
    due = deadline(low, prov.ins, body.deadline, fire, arises, name) if _clocked(body) else NEVER
    due = t.named(f"due {prov.id} {who.label}", due, who.label)
    ends = _ends(low, prov, fire, who, members, tuple(forms), arises, due, guilty)
    return DutyCase(
        prov, who.label, members, who.joint, tuple(forms), arises, sure, due, ends, fire.case, trapped
    )  # fmt: skip


def _open_bearer(body: Norm) -> bool:
    return type(body.bearer).__name__ == "Hole"


def _clocked(body: Norm) -> bool:
    limit = body.deadline
    return limit is not None and not limit.delay and (limit.within is not None or limit.at is not None)


def _rest(
    low: Low, prov: Prov, fire: Fire, who: _Who, guilty: Kleene, start: Time
) -> tuple[tuple[tuple[str, Lit], ...], Kleene]:  # fmt: skip
    """The members of a joint duty but the attacker, and those that have left; the one bearer as it is."""
    if not who.joint:
        return who.members, guilty
    t, g = low.t, low.graph
    out: list[tuple[str, Lit]] = []
    for name, lit in who.members:
        mine = lit
        if fire.case and not prov.consequence:
            mine = g.all(mine, -t.holds_at(attributed(low, name).yes, start))
        if who.joint == "all":
            at = low.attack if fire.case else start
            mine = g.all(mine, -left(low, prov.ins, name, at))
        if mine != FALSE:
            out.append((name, mine))
    return tuple(out), NO


def _bound(
    low: Low, prov: Prov, fire: Fire, body: Norm, members: tuple[tuple[str, Lit], ...], arises: Time
) -> Lit:  # fmt: skip
    """Whether the instrument binds every bearer: tested at the attack, or left to the tail."""
    g = low.graph
    lits: list[Lit] = []
    for name, lit in members:
        now = bound(low, prov.ins, name, arises, fire.case)
        if not fire.case:
            lits.append(g.any(-lit, now))
            continue
        then = bound(low, prov.ins, name, low.attack, True)
        stays = g.all(then, g.any(now, tail(low, prov.ins)))
        if body.earlier_attacks or body.once_ratified:
            stays = g.any(stays, g.all(-then, now))
        lits.append(g.any(-lit, stays))
    return g.all(*lits, g.any(*(lit for _, lit in members)))


def tail(low: Low, ins: int) -> Lit:
    """Whether duties for attacks before an exit remain."""
    rules = [p for p in low.prep.of(Tail) if p.ins == ins]
    if not rules:
        return TRUE
    found = low.read(lambda run, _: run.value(rules[0].body.remain))
    return low.graph.any(*(g for g, value in found if value is True or str(value) == "remain"))


def _waits(low: Low, prov: Prov, fire: Fire, body: Norm, name: str, start: Time) -> Time:
    """What the sentence waits for, once it is set off: clauses in the present, consents, objections."""
    t = low.t
    wait = ALWAYS
    alone = [d for d in decisions_of(low, prov.ins) if d.who] if fire.case else []
    for trigger in prov.triggers:
        if trigger.when is None:
            continue
        if waits_for_bearer(trigger):
            wait = t.both(wait, truth(low, trigger.when, prov.ins, name).yes)
        elif alone:
            each = low.graph.any(*(t.exists(d.opened) for d in alone))
            mine = truth(low, trigger.when, prov.ins, name).yes
            wait = t.both(wait, t.either_signal(t.during(each, mine), t.when(-each)))
    for condition in split(body.provided):
        if in_present(condition):
            wait = t.both(wait, _at(low, prov, fire, body, condition, name).yes)
    if body.consent_of is not None:
        wait = t.both(wait, _said(low, prov, fire, body.consent_of, "consent", name).yes)
    ready = t.first_of(wait, start)
    if body.objection_of is not None:
        ready = _unopposed(low, prov, fire, body, name, ready)
    return ready


def _said(low: Low, prov: Prov, fire: Fire, who: Any, kind: str, name: str) -> Kleene:
    said = Occurred(
        event=Pattern(kind=kind, slots=(Slot(name="by", value=who),)), since="case" if fire.case else ""
    )
    return truth(low, said, prov.ins, name)


def _unopposed(low: Low, prov: Prov, fire: Fire, body: Norm, name: str, ready: Time) -> Time:
    t = low.t
    objected = _said(low, prov, fire, body.objection_of, "object", name).yes
    if body.objection_within is None:
        return t.given(-t.holds_at(objected, ready), ready)
    agreed = t.first_of(_said(low, prov, fire, body.objection_of, "consent", name).yes, ready)
    silent = low.after(fire.time, body.objection_within)
    when = t.first(agreed, t.last(ready, silent))
    return t.given(-t.holds_at(objected, when), when)


def _at(low: Low, prov: Prov, fire: Fire, body: Norm, condition: Any, name: str) -> Kleene:
    """A condition of arising: on force and ratification it is tested at the attack, unless the sentence says otherwise."""
    found = truth(low, condition, prov.ins, name)
    if not fire.case or body.earlier_attacks or body.once_ratified or not of_force(condition):
        return found
    t = low.t
    return t.settled(t.holds_at(found.yes, low.attack), t.holds_at(found.no, low.attack))


def _needs(low: Low, prov: Prov, fire: Fire, body: Norm, name: str) -> tuple[Kleene, list[Kleene]]:
    """What must be settled true for it to arise; and what must be settled false for it to arise surely."""
    t = low.t
    needs: list[Kleene] = []
    for condition in split(body.provided):
        if not in_present(condition):
            found = _at(low, prov, fire, body, condition, name)
            if body.once_ratified and of_force(condition):
                found = Kleene(found.yes, NOWHEN, found.yes.starts)
            needs.append(found)
    needs += _scopes(low, prov, name)
    doubts = [truth(low, c, prov.ins, name) for c in body.unless]
    doubts += _released(low, prov, name)
    return t.k_all(needs), doubts


def _scopes(low: Low, prov: Prov, name: str) -> list[Kleene]:
    t = low.t
    out: list[Kleene] = []
    for scope in prov.scopes:
        if scope.effect in ("only-when", "only-while"):
            if scope.when is not None:
                found = truth(low, scope.when, prov.ins, name)
                mine = decisions_of(low, prov.ins)
                from foedus.model import CaseArisen

                if scope.effect == "only-when" and any(isinstance(n, CaseArisen) for n in walk(scope.when)):
                    closed = t.either_signal(*(t.from_on(d.closed) for d in mine))
                    found = Kleene(found.yes, t.both(found.no, closed), found.yes.starts)
                out.append(found)
            continue
        if scope.who is not None:
            who: Any = scope.who
            yes, no = low.static(
                lambda run, case, w=who: is_in(run, name, w, Env(prov.ins, run.now, case, name))
            )
            if no == TRUE:
                continue
            if no != FALSE:
                raise Outside("a limit on a party whose role is open")
        if scope.measure:
            flat = set(low.prep.measures.get(scope.measure, (scope.measure,)))
            forms = all_forms(low, prov)
            fits = [all(set(m) <= flat for m in f.measures) for f in forms]
            if not any(fits):
                continue
            if not all(fits):
                raise Outside("a limit on one of several measures")
        when = truth(low, scope.when, prov.ins, name) if scope.when is not None else Kleene(ALWAYS, NOWHEN)
        unless = [truth(low, c, prov.ins, name) for c in scope.unless]
        hit = t.k_all([when, t.k_not(t.k_any(unless))]) if unless else when
        if any(isinstance(c, Occurred) for c in scope.unless):
            out.append(Kleene(hit.no, NOWHEN, hit.no.starts))
        else:
            out.append(t.k_not(hit))
    return out


def _released(low: Low, prov: Prov, name: str) -> list[Kleene]:
    """When a bearer is freed by a sentence on forfeiture."""
    from foedus.model import Released

    out: list[Kleene] = []
    for rule in low.prep.of(Released):
        body: Released = rule.body
        if rule.ins != prov.ins or (body.articles and prov.article not in body.articles):
            continue
        who: Any = body.who
        meant = low.moving(lambda run, case, w=who: is_in(run, name, w, Env(prov.ins, run.now, case, name)))
        if meant.yes is NOWHEN:
            continue
        if body.decider is not None:
            out.append(low.t.k_all([meant, low.t.crisp(low.t.from_on(_freed(low, body, name)))]))
        elif body.when is not None:
            out.append(low.t.k_all([meant, truth(low, body.when, rule.ins, name)]))
    return out


def _freed(low: Low, body: Any, name: str) -> Time:
    """The act by which a body frees a party."""
    organ = getattr(body.decider.who, "name", "")
    if not organ:
        raise Outside("a release by a body that is not named")
    say = f"{organ} releases {name}"
    raise Outside(f"a release by an act of a body ({say})")


def _during(low: Low, prov: Prov, body: Norm, name: str) -> list[Kleene]:
    """States that must hold, at the attack and when it arises."""
    t = low.t
    out: list[Kleene] = []
    for condition in body.while_:
        found = truth(low, condition, prov.ins, name)
        out += [found, t.settled(t.holds_at(found.yes, low.attack), t.holds_at(found.no, low.attack))]
    return out


def _never(low: Low, prov: Prov, fire: Fire, body: Norm, name: str, arises: Time) -> Lit:
    """Whether it never arises since an exception, a release or a waiver holds already, or a state does not."""
    t, g = low.t, low.graph
    lits = [t.holds_at(truth(low, c, prov.ins, name).yes, arises) for c in body.unless]
    lits += [t.holds_at(k.yes, arises) for k in _released(low, prov, name)]
    lits += [t.holds_at(k.no, arises) for k in _during(low, prov, body, name)]
    waived = _waiver(low, prov, fire)
    if waived:
        duty = g.any(*(f.guard for f in all_forms(low, prov) if f.modal == "must"))
        lits.append(g.all(duty, t.le(waived, arises)))
    return g.any(*lits)


def _waiver(low: Low, prov: Prov, fire: Fire) -> Time:
    """When the victim waives what is owed to it under an article."""
    if not fire.case or not prov.article or prov.ins not in low.prep.mains or len(low.prep.mains) > 1:
        return NEVER
    if not any(f.modal == "must" for f in all_forms(low, prov)):
        return NEVER
    return low.leaves.time(waiver_leaf(low, prov.article))


def waiver_leaf(low: Low, article: str) -> Leaf:
    """The event that the victim waives an article."""
    quoted = article if article.isalnum() else f'"{article}"'
    way = Way(
        "waives it",
        f"{{victim}} waives article {quoted}",
        "waive",
        "",
        (Slot(name="article", value=(article,)),),
    )
    return low.leaves.declare(f"waiver of article {article}", (way,), "the victim")


# ---- how it ends -----------------------------------------------------------------------------------------------------


def _ends(
    low: Low, prov: Prov, fire: Fire, who: _Who, members: tuple[tuple[str, Lit], ...], forms: tuple[Form, ...],
    arises: Time, due: Time, guilty: Kleene,
) -> tuple[tuple[str, Time], ...]:  # fmt: skip
    t, g = low.t, low.graph
    body = norm_of(prov)
    name = members[0][0]
    by_modal = {m: g.any(*(f.guard for f in forms if f.modal == m)) for m in ("must", "intends to", "may")}
    must, may = by_modal["must"], by_modal["may"]
    waived = t.given(must, _after(low, _waiver(low, prov, fire), arises))
    excused = [t.first_of(truth(low, c, prov.ins, name).yes, arises) for c in body.unless]
    excused += [t.first_of(k.yes, arises) for k in _released(low, prov, name)]
    excused.append(_refused_at_home(low, prov, fire, members, forms, arises))
    lapsed = _lapses(low, prov, fire, body, name, arises, guilty, who.joint)
    over = [t.given(-may, time) for time in _force_ends(low, prov, members, arises, fire.case)]
    dated = _dated_end(low, body, arises)
    ranked = [
        ("performed", _performed(low, prov, who, members, forms, arises, due)),
        ("waived", waived), ("excused", t.first(*excused)), ("lapsed", t.first(*lapsed)),
        ("lapsed", t.first(dated, *over)), ("breached", t.given(must, due)), ("lapsed", t.given(-must, due)),
    ]  # fmt: skip
    times = [time for _, time in ranked]
    found: dict[str, list[Time]] = {}
    from foedus.cases.decisions import only

    for index, (status, _) in enumerate(ranked):
        found.setdefault(status, []).append(only(low, times, index))
    return tuple((status, t.either(*ends)) for status, ends in found.items())


def _after(low: Low, time: Time, since: Time) -> Time:
    return low.t.given(low.t.lt(since, time), time)


def _performed(
    low: Low, prov: Prov, who: _Who, members: tuple[tuple[str, Lit], ...], forms: tuple[Form, ...],
    arises: Time, due: Time,
) -> Time:  # fmt: skip
    """When it is performed: when each measure has been taken, by each member of a duty of all, by any of others."""
    t, g = low.t, low.graph
    body = norm_of(prov)
    if body.purpose:
        return NEVER
    early = body.deadline is not None and body.deadline.early
    out: list[Time] = []
    for form in forms:
        if form.modal == "may":
            continue
        done: list[Time] = []
        for name, lit in members:
            each = [_taken(low, name, measures, arises, early) for measures in form.measures]
            mine = t.first(*each) if form.any_of else _last(low, each)
            if who.joint == "all":
                absent = t.given(-lit, arises)
                mine = t.either(t.given(lit, mine), absent)
            else:
                mine = t.given(lit, mine)
            done.append(t.named(f"act {prov.id} {name}", mine, name))
        whole = _last(low, done) if who.joint == "all" else t.first(*done)
        out.append(t.given(form.guard, whole))
    _ = g
    return t.either(*out)


def _last(low: Low, times: Sequence[Time]) -> Time:
    found = times[0]
    for one in times[1:]:
        found = low.t.last(found, one)
    return found


def _taken(low: Low, name: str, measures: Sequence[str], arises: Time, early: bool) -> Time:
    """When a party takes one of some measures, once the duty has arisen; or since the attack, where the draft says `by`."""
    t = low.t
    times: list[Time] = []
    for measure in measures:
        for time in act_times(low, name, measure):
            if early:
                since = t.given(t.le(low.attack, time), time)
                times.append(t.last(since, arises))
            else:
                times.append(t.given(t.le(arises, time), time))
    return t.first(*dict.fromkeys(times)) if times else NEVER


def _lapses(
    low: Low, prov: Prov, fire: Fire, body: Norm, name: str, arises: Time, guilty: Kleene, joint: str
) -> list[Time]:  # fmt: skip
    t = low.t
    out = [lost(low, fire.basis, arises)] if fire.basis else []
    if guilty != NO and joint != "all":
        out.append(t.first_of(guilty.yes, arises))
    for condition in body.while_:
        out.append(t.first_of(t.ahead(truth(low, condition, prov.ins, name).no), arises))
    for scope in prov.scopes:
        if scope.effect == "only-while" and scope.when is not None and not of_force(scope.when):
            out.append(t.first_of(t.ahead(truth(low, scope.when, prov.ins, name).no), arises))
    for until in (*body.until, *(rule.until for rule in prov.lasts)):
        if getattr(until, "latest", None) is not None:
            continue
        if is_event(low.incident.run, until):
            set_off = {id(h) for h in fire.hits}
            for hit in hits(low, until, prov.ins, name):
                if id(hit) not in set_off and not (hit.attack and any(h.attack for h in fire.hits)):
                    out.append(t.given(t.le(arises, hit.time), hit.fires(low)))
        else:
            out.append(t.first_of(truth(low, until, prov.ins, name).yes, arises))
    return out


def _force_ends(
    low: Low, prov: Prov, members: tuple[tuple[str, Lit], ...], arises: Time, case: bool
) -> list[Time]:  # fmt: skip
    """When what is owed ends with force: where no case is at stake, or where the tail says so."""
    t, g = low.t, low.graph
    lapses = -tail(low, prov.ins) if case else TRUE
    if lapses == FALSE:
        return []
    ended = ALWAYS
    for name, lit in members:
        gone = t.ahead(t.negated(force(low, prov.ins, name)))
        ended = t.both(ended, t.either_signal(t.during(lit, gone), t.when(g.no(lit))))
    return [t.given(lapses, t.first_of(ended, arises))]


def _dated_end(low: Low, body: Norm, arises: Time) -> Time:
    times = [low.date(u.latest) for u in body.until if getattr(u, "latest", None) is not None]  # type: ignore[union-attr]
    if body.lasting is not None:
        times.append(low.after(arises, body.lasting))
    return low.t.first(*(low.t.last(time, arises) for time in times)) if times else NEVER


def _refused_at_home(
    low: Low, prov: Prov, fire: Fire, members: tuple[tuple[str, Lit], ...], forms: tuple[Form, ...], arises: Time
) -> Time:  # fmt: skip
    """When a bearer's own organ refuses what is owed, or lets its time pass where silence refuses."""
    t, g = low.t, low.graph
    out: list[Time] = []
    for rule in low.prep.of(DomesticProcess):
        body: DomesticProcess = rule.body
        asked = g.any(
            *(f.guard for f in forms if f.modal == "must" and any(body.measure in m for m in f.measures))
        )
        meant = [n for n, _ in members if n in low.possible(body.who, rule.ins)]
        if asked == FALSE or not meant:
            continue
        if len(members) > 1:
            raise Outside("a domestic process within a duty of several together")
        leaf = domestic_leaf(low, body, meant[0])
        if leaf is None:
            raise Outside("a domestic process of an organ that is not named")
        opened = t.given(asked, arises)
        yes, no = (
            t.given(t.le(opened, time), time) for time in (low.leaves.time(leaf, 0), low.leaves.time(leaf, 1))
        )
        refused = no
        if body.within is not None and body.silence == "refused":
            over = low.after(opened, body.within)
            refused = t.first(t.given(-t.le(yes, over), no), t.given(-t.le(yes, over), over))
        out.append(t.given(t.exists(opened), refused))
    return t.first(*out) if out else NEVER


def domestic_leaf(low: Low, body: DomesticProcess, name: str) -> Leaf | None:
    """The event that a party's own organ agrees to a measure, or refuses it."""
    organ = getattr(body.organ, "name", "")
    if not organ:
        return None
    slots = (Slot(name="measure", value=(body.measure,)),)
    ways = tuple(
        Way(
            verb,
            f"{organ} {verb} {body.measure} by {name}",
            "decide",
            organ,
            (Slot(name="value", value=value), *slots),
        )
        for verb, value in (("adopts", "for"), ("rejects", "against"))
    )
    return low.leaves.declare(f"decision of {organ}", ways, organ)


# ---- breaches --------------------------------------------------------------------------------------------------------


def breaches(low: Low, expr: BreachOf, ins: int, that: str) -> list[Hit]:
    """The breaches that a description means: of duties not performed in time, and of prohibitions by the attack."""
    target = low.prep.find(expr.instrument) if expr.instrument else ins
    out: list[Hit] = []
    for prov in low.prep.norms:
        if prov.ins != target or prov.consequence or (expr.articles and prov.article not in expr.articles):
            continue
        forms = all_forms(low, prov)
        if any(f.modal == "must not" for f in forms):
            out += _violations(low, prov, expr, ins, that)
        if any(f.modal == "must" for f in forms):
            if not own_triggers(prov):
                continue
            for duty in duties(low, prov):
                if not duty.case:
                    raise Outside("a breach of a duty that no attack gives rise to")
                guard = _breached_by(low, expr, duty.bearer, ins, that)
                out.append(
                    Hit(
                        low.t.given(low.graph.all(guard, duty.sure), duty.end("breached")),
                        kind="breach",
                        source=duty,
                    )
                )
    return [h for h in out if h.time]


def _breached_by(low: Low, expr: BreachOf, name: str, ins: int, that: str) -> Lit:
    if expr.by is None:
        return TRUE
    who: Any = expr.by
    return low.static(lambda run, case: is_in(run, name, who, Env(ins, run.now, case, that)))[0]


def _violations(low: Low, prov: Prov, expr: BreachOf, ins: int, that: str) -> list[Hit]:
    """The attack as a breach of a prohibition, once it is settled whose it is."""
    t, g = low.t, low.graph
    body = norm_of(prov)
    out: list[Hit] = []
    if own_triggers(prov):
        raise Outside("a breach of a prohibition that something sets off")
    for form in all_forms(low, prov):
        if form.modal != "must not" or not {"attack", "use-force"} & {m for ms in form.measures for m in ms}:
            continue
        for name in low.possible(body.bearer, prov.ins):
            aim = _aim(low, prov, form, name)
            fits = low.t.k_all([attributed(low, name), aim])
            conditions = [truth(low, c, prov.ins, name) for c in (*body.while_, *body.provided)]
            conditions += [t.k_not(truth(low, c, prov.ins, name)) for c in body.unless]
            here = g.all(
                form.guard, bound(low, prov.ins, name, low.attack, True),
                *(t.holds_at(k.yes, low.attack) for k in conditions), _breached_by(low, expr, name, ins, that),
            )  # fmt: skip
            time = t.first_of(t.during(here, fits.yes), low.attack)
            out.append(Hit(time, kind="breach", source=None, to=""))
    return out


def _aim(low: Low, prov: Prov, form: Form, name: str) -> Kleene:
    """Whether the attack is on one whom a prohibition protects."""
    targets = [a.target for a in form.actions]
    if any(target is None for target in targets):
        return Kleene(ALWAYS, NOWHEN)

    def read(run: Run, case: Case) -> Truth:
        from foedus.engine.kleene import any_of

        env = Env(prov.ins, run.now, case, name)
        return any_of(is_in(run, n, target, env) for target in targets for n in case.on)

    return low.moving(read)


__all__ = ["Decides", "DutyCase", "Form", "duties"]
