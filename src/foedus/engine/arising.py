"""How duties, powers, policies and prohibitions arise, for whom, and until when."""

from dataclasses import dataclass
from typing import Any

from foedus.engine.conditions import holds, measure_fits
from foedus.engine.decisions import open_side, replaced
from foedus.engine.force import after, bound_at, in_hours
from foedus.engine.kleene import Truth, all_of, any_of
from foedus.engine.match import fits, refers
from foedus.engine.norms import (
    Bearer,
    Shape,
    bearers,
    content_of,
    defeated,
    in_present,
    measures_of,
    names_attacker,
    never_bound,
    norm_of,
    of_force,
    opposed,
    released,
    scoped,
    shape,
    share,
    split,
)  # fmt: skip
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, DecisionRun, DutyRun, Env, Instance, Moment, Run
from foedus.engine.triggers import set_off, waits_for_bearer
from foedus.engine.words import action_text, listed, when_text
from foedus.engine.world import denote, is_in
from foedus.model import DomesticProcess, Norm, Occurred, Pattern, Resumes, Slot, Tail

KINDS = {"must": "duty", "may": "power", "intends to": "policy", "must not": "prohibition"}
_VERBS = {"must": "owes", "may": "may", "intends to": "intends to", "must not": "must not"}


@dataclass(slots=True, eq=False)
class Seed:
    """A provision that was set off for a bearer and has not arisen yet."""

    prov: Prov
    instance: Instance
    bearer: Bearer
    standing: bool = False
    ready_at: int | None = None  # an objection may come until then


def provisions(run: Run) -> None:
    """The sixth round: provisions that are set off arise for their bearers."""
    seeds: list[Seed] = run.memory.setdefault("seeds", [])
    for prov in run.prep.norms:
        if run.part_active(prov.part, run.now) and not replaced(run, prov):
            seeds.extend(_seeds(run, prov))
    for prov in run.prep.of(Resumes):
        _resume(run, prov, seeds)
    run.memory["seeds"] = [seed for seed in seeds if _try(run, seed) is None]


def _seeds(run: Run, prov: Prov) -> list[Seed]:
    triggers = [t for t in prov.triggers if not waits_for_bearer(t)]
    if not triggers:
        return _standing(run, prov)
    out: list[Seed] = []
    for instance in set_off(run, prov):
        instance.case = instance.case or _own_case(run, instance)
        env = Env(prov.ins, run.now, instance.case)
        own = _deciders(instance)
        out.extend(Seed(prov, instance, b) for b in bearers(run, prov, env) if not own or own & set(b.members))
    return out


def _deciders(instance: Instance) -> set[str]:
    """Who decided, where each decides for itself: the decision then sets off nothing for others."""
    return {h.source.who for h in instance.haps if isinstance(h.source, DecisionRun) and h.source.who}


def _own_case(run: Run, instance: Instance) -> Case | None:
    """An event that is no attack is the case of what it sets off."""
    if not instance.haps:
        return None
    hap = instance.haps[0]
    if hap.case is None:
        case = Case(len(run.cases), hap, hap.at, hap.day, hap.event, hap.who, (), (), False)
        run.cases.append(case)
        hap.case = case
    return hap.case


def _standing(run: Run, prov: Prov) -> list[Seed]:
    """A provision that nothing sets off binds while its instrument is in force for the bearer."""
    key = ("standing", prov.id)
    done: dict[str, int] = run.memory.setdefault(key, {})
    if run.memory.get(("standing at", prov.id)) == (run.version, run.forces):
        return []
    run.memory["standing at", prov.id] = (run.version, run.forces)
    out: list[Seed] = []
    for bearer in bearers(run, prov, Env(prov.ins, run.now)):
        if bearer.label not in done and all(bound_at(run, prov.ins, n, run.now) for n in bearer.members):
            done[bearer.label] = run.now
            out.append(Seed(prov, Instance(None, Moment(run.now, run.day_now())), bearer, True))
    return out


def _resume(run: Run, prov: Prov, seeds: list[Seed]) -> None:
    """A snapback: unless the decision is otherwise, the measure is owed again when the time is over."""
    for instance in set_off(run, prov):
        instance.case = instance.case or _own_case(run, instance)
        env = Env(prov.ins, run.now, instance.case)
        body: Resumes = prov.body
        decider = run.value(body.decider) if body.decider is not None else None
        if decider is None and body.within is None:
            seeds.extend(Seed(prov, instance, b) for b in bearers(run, prov, env))
        else:
            open_side(run, prov, instance, "resumes", decider, body.within, "whether otherwise than that it resumes")
    for decision in run.decisions:
        if decision.purpose == "resumes" and decision.prov is prov and decision.closed is not None and not decision.final:
            decision.final = True  # dealt with
            if decision.answer is not True:
                env = Env(prov.ins, run.now, decision.case)
                instance = Instance(decision.case, Moment(run.now), decision.instance.haps, decision.instance.basis,
                                    (decision.change,))  # fmt: skip
                seeds.extend(Seed(prov, instance, b) for b in bearers(run, prov, env))


# ---- whether it arises -----------------------------------------------------------------------------------------------


def _try(run: Run, seed: Seed) -> Truth:
    """Let a seed arise if it can: true if it did, false if it never will, None if it waits."""
    prov, bearer = seed.prov, seed.bearer
    body = norm_of(prov)
    case = seed.instance.case
    env = Env(prov.ins, run.now, case, bearer.members[0], prov.part.of if prov.part is not None else "")
    bearer = _without_attacker(run, seed, env)
    if bearer is None:
        return False
    bound = _bound(run, seed, body, bearer)
    if bound is not True:
        return bound
    waits = _waits(run, seed, body, env)
    if waits is not True:
        return waits
    form = shape(run, prov)
    if form.modal == "nothing":
        return False
    sure = _arises(run, seed, body, form, env)
    if sure is False:
        return False
    if sure is None and _must_be_settled(run, seed, body, form, env):
        return None
    form = _capped(run, prov, bearer, form, env)
    if form is None:
        return False
    _arise(run, seed, bearer, form, env, sure is True and bearer.sure is True)
    return True


def _without_attacker(run: Run, seed: Seed, env: Env) -> Bearer | None:
    """The bearers but the attacker, for whom no duty arises."""
    case, bearer, prov = seed.instance.case, seed.bearer, seed.prov
    if case is None or not case.attack or prov.consequence or names_attacker(run, prov):
        return bearer
    truths = {n: case.attributed(n) for n in bearer.members}
    guilty = [n for n, t in truths.items() if t is True]
    possible = any(t is None for n, t in truths.items() if n in case.suspects())
    if not guilty:
        return bearer._replace(sure=None) if possible else bearer
    form = shape(run, prov)
    if form.modal == "must not":
        return bearer
    if form.modal == "must":
        run.note(f"{listed(guilty)} would owe {action_text(run, form.actions, env, form.any_of)}, but is the attacker: "
                 "no duty arises for it", prov.ref, case, "trap", listed(guilty))  # fmt: skip
    rest = tuple(n for n in bearer.members if n not in guilty)
    label = f"{listed(rest)} together" if bearer.joint == "all" and len(rest) > 1 else listed(rest, "or")
    return bearer._replace(members=rest, label=label) if rest else None


def _bound(run: Run, seed: Seed, body: Norm, bearer: Bearer) -> Truth:
    """Whether the instrument binds the bearer: tested at the attack."""
    case, prov = seed.instance.case, seed.prov
    towards = case.on if case is not None and case.attack else ()
    at = case.at if case is not None else run.now
    then = all(bound_at(run, prov.ins, n, at, towards) for n in bearer.members)
    now = all(bound_at(run, prov.ins, n, run.now, towards) for n in bearer.members)
    if then:
        if now or case is None:
            return True
        return _tail(run, prov, case, bearer)
    if (body.earlier_attacks or body.once_ratified) and case is not None:
        return True if now else (None if body.once_ratified else False)
    return False


def _tail(run: Run, prov: Prov, case: Case, bearer: Bearer) -> bool:
    """Bound at the attack, not any more: the tail decides; a draft that is silent leaves the case with the attack."""
    for rule in run.prep.of(Tail):
        if rule.ins == prov.ins:
            return remains(run, rule.body)
    run.note(f"{bearer.label} has left since the attack, and the draft does not say whether its duties remain: "
             "the case is taken to stay with the attack", prov.ref, case, "exit", bearer.label)  # fmt: skip
    return True


def remains(run: Run, tail: Tail) -> bool:
    """Whether duties for attacks before the exit remain."""
    value = run.value(tail.remain)
    return value is True or str(value) == "remain"


def _waits(run: Run, seed: Seed, body: Norm, env: Env) -> Truth:
    """Clauses in the present, consents and objections, which the sentence waits for."""
    for trigger in seed.prov.triggers:
        if trigger.when is None or holds(run, trigger.when, env) is True:
            continue
        if waits_for_bearer(trigger) or any(d.who for d in run.decisions if d.case is env.case and d.purpose == "case"):
            return None  # also where each decides for itself, and this bearer has not yet
    for condition in split(body.provided):
        if in_present(condition) and holds(run, condition, _at(run, seed, body, condition, env)) is not True:
            return None
    if body.consent_of is not None and not _said(run, "consent", body.consent_of, env):
        return False if _said(run, "object", body.consent_of, env) else None
    if body.objection_of is not None:
        return _objection(run, seed, body, env)
    return True


def _said(run: Run, kind: str, who: Any, env: Env) -> bool:
    return holds(run, Occurred(Pattern(kind, (Slot("by", who),)), "case" if env.case is not None else ""), env) is True


def _objection(run: Run, seed: Seed, body: Norm, env: Env) -> Truth:
    """`unless X objects`: silence lets it be, at the end of the time for objections."""
    if _said(run, "object", body.objection_of, env):
        return False
    if body.objection_within is None or _said(run, "consent", body.objection_of, env):
        return True
    if seed.ready_at is None:
        seed.ready_at = after(run, seed.instance.since, body.objection_within)
        run.schedule(seed.ready_at)
    if run.now < seed.ready_at:
        return None
    late: set[int] = run.memory.setdefault("settling", set())
    if id(seed) in late:
        return True
    run.memory.setdefault("expiring", []).append(seed)  # only once nothing else happens at this instant
    return None


def _at(run: Run, seed: Seed, body: Norm, condition: Any, env: Env) -> Env:
    """Force and ratification are tested at the attack, unless the sentence says otherwise."""
    case = seed.instance.case
    if case is None or body.earlier_attacks or body.once_ratified or not of_force(condition):
        return env
    return env._replace(at=case.at)


def _arises(run: Run, seed: Seed, body: Norm, form: Shape, env: Env) -> Truth:
    """Whether the conditions let it arise: false ends it, unsettled makes it unsure."""
    if form.modal == "must not" and seed.standing:  # tested at each act
        return True
    results: list[Truth] = []
    for condition in split(body.provided):
        truth = holds(run, condition, _at(run, seed, body, condition, env))
        if truth is False and body.once_ratified and of_force(condition):
            truth = None
        if truth is False:
            return False
        results.append(truth)
    if seed.prov.scopes:
        measures = tuple(m for a in form.actions for m in measures_of(run, seed.prov, a, env.case))
        results.append(scoped(run, seed.prov, seed.bearer.members[0], measures, env))
        if results[-1] is False:
            return False
    exception = any_of(holds(run, c, env) for c in body.unless)
    if exception is True:
        _never(run, seed, form, env, "an exception holds already")
        return False
    then = env._replace(at=env.case.at) if env.case is not None else env
    during = all_of(t for c in body.while_ for t in (holds(run, c, then), holds(run, c, env)))
    if during is False:
        return False
    if why := _gone(run, seed, form, env):
        _never(run, seed, form, env, why)
        return False
    return all_of((*results, None if exception is None else True, during))


def _gone(run: Run, seed: Seed, form: Shape, env: Env) -> str:
    """Why it is never owed: released, waived, or beaten by what prevails."""
    prov, names = seed.prov, seed.bearer.members
    if why := released(run, prov, names, env):
        return why
    measures = tuple(m for a in form.actions for m in measures_of(run, prov, a, env.case))
    if form.modal != "must not" and (other := defeated(run, prov, names[0], form.modal, measures, env)):
        return f"{other.prov.ref.instrument}, {other.prov.sentence.label}, prevails"
    if form.modal == "must" and env.case is not None:
        for hap in run.by_kind.get("waive", ()):
            if hap.at >= env.case.at and waives(run, hap, prov, names, measures, env.case):
                return f"{listed(hap.who)} waived it"
    return ""


def waives(run: Run, hap: Any, prov: Prov, names: tuple[str, ...], measures: tuple[str, ...], case: Case | None) -> bool:
    """Whether a waiver covers a duty: made by the victim, for its article, bearer, measure and case."""
    event = hap.event
    if case is not None and (not refers(run, hap, case) or (case.on and not set(hap.who) & set(case.on))):
        return False
    article: Any = event.get("article")
    if article is not None and prov.article not in (article if isinstance(article, tuple) else (article,)):
        return False
    if event.get("instrument") and run.prep.find(str(event.get("instrument"))) != prov.ins:
        return False
    env = Env(prov.ins, hap.at, case)
    for slot in ("on", "for", "to", "from"):
        whom: Any = event.get(slot)
        if whom is not None and not any(is_in(run, n, whom, env) is True for n in names):
            return False
    measure: Any = event.get("measure")
    return measure is None or bool(set(measure if isinstance(measure, tuple) else (measure,)) & set(measures))


def _never(run: Run, seed: Seed, form: Shape, env: Env, why: str) -> None:
    if form.modal == "must":
        text = f"{seed.bearer.label} never owes {action_text(run, form.actions, env, form.any_of)}: {why}"
        run.log("duty", text, "never owed", seed.bearer.label, env.case, ref=seed.prov.ref, because=seed.instance.because)


def _must_be_settled(run: Run, seed: Seed, body: Norm, form: Shape, env: Env) -> bool:
    """A condition of arising that is unsettled is waited for; an unsettled exception is not."""
    for condition in split(body.provided):
        if holds(run, condition, _at(run, seed, body, condition, env)) is not True:
            return True
    measures = tuple(m for a in form.actions for m in measures_of(run, seed.prov, a, env.case))
    return bool(seed.prov.scopes) and scoped(run, seed.prov, seed.bearer.members[0], measures, env) is None


def _capped(run: Run, prov: Prov, bearer: Bearer, form: Shape, env: Env) -> Shape | None:
    """The provision without what its bearer is never bound to."""
    if form.modal != "must":
        return form
    kept = tuple(
        a for a in form.actions if not never_bound(run, prov, bearer.members, measures_of(run, prov, a, env.case), env)
    )
    if len(kept) < len(form.actions):
        gone = action_text(run, tuple(a for a in form.actions if a not in kept), env)
        run.note(f"{bearer.label} is never bound to {gone}: that duty does not arise", prov.ref, env.case, "cap", bearer.label)
    return form._replace(actions=kept) if kept else None


# ---- arising ---------------------------------------------------------------------------------------------------------


def _arise(run: Run, seed: Seed, bearer: Bearer, form: Shape, env: Env, sure: bool) -> None:
    prov, instance = seed.prov, seed.instance
    case = instance.case
    day = instance.since.day if instance.since.at == run.now else run.day_now()
    since = Moment(run.now, day)
    due = _due(run, prov, instance, since, env)
    measures = tuple(dict.fromkeys(m for a in form.actions for m in measures_of(run, prov, a, case)))
    marks = "+".join(str(h.id) for h in instance.haps) or "-"
    key = f"{KINDS[form.modal]} {prov.id} of {bearer.label} on {case.index if case is not None else '-'} from {marks}"
    text = action_text(run, form.actions, env, form.any_of)
    latitude = next((a.latitude for a in form.actions if a.latitude), form.latitude) or "measure"
    beneficiary = case.on if case is not None and case.attack else _targets(run, form, env)
    duty = DutyRun(
        key, prov, form.modal, bearer.label, bearer.members, form.actions, measures, text, content_of(run, form.actions),
        latitude, instance, since, due, form.any_of, beneficiary=beneficiary, sure=sure, standing=seed.standing,
        joint=bearer.joint, why="" if sure else "it rests on something unsettled",
    )  # fmt: skip
    run.turn(key, (prov.ref,), arising=True)
    run.duties.append(duty)
    if not (seed.standing and form.modal == "may"):
        duty.change = run.log(KINDS[form.modal], sentence(duty), "owed", bearer.label, case, key, prov.ref, instance.because,
                              sure=sure)  # fmt: skip
    else:
        run.tick += 1
    if due is not None:
        run.schedule(due)
    _ending(run, duty)
    _earlier(run, duty, env)
    if form.modal == "must":
        _domestic(run, duty)
        _conflicts(run, duty, env)


def sentence(duty: DutyRun) -> str:
    """`United Kingdom owes use-force until 2027-03-05 05:00`."""
    verb = _VERBS[duty.modal]
    if duty.joint == "all" and duty.modal == "must":
        verb = "owe"
    if duty.modal == "must" and not duty.sure:
        verb = "may owe"
    return f"{duty.bearer} {verb} {duty.action}{when_text(duty.due)}"


def _targets(run: Run, form: Shape, env: Env) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for a in form.actions if a.target is not None for n in denote(run, a.target, env)))


def _due(run: Run, prov: Prov, instance: Instance, since: Moment, env: Env) -> int | None:
    limit = norm_of(prov).deadline
    if limit is None or limit.delay:
        return None
    if limit.at is not None:
        return limit.at.latest
    if limit.within is None:
        return None
    base = _anchor(run, prov, instance, since, limit.anchor, env)
    if in_hours(run, base, limit.within):
        run.note("a clock in hours runs from an event of which only the date is known", prov.ref, env.case)
    due = after(run, base, limit.within)
    if due < run.now:
        run.note("a deadline was past before the duty arose: it runs from its arising", prov.ref, env.case, "deadline past")
        due = after(run, since, limit.within)
    return due


def _anchor(run: Run, prov: Prov, instance: Instance, since: Moment, anchor: Any, env: Env) -> Moment:
    """The instant that a deadline runs from."""
    case = instance.case
    if anchor == "attack" and case is not None:
        return Moment(case.at, case.day)
    kinds = {"decision": ("decision",), "invocation": ("invocation", "invoke"), "request": ("request",), "entry": ("force",)}
    if isinstance(anchor, str):
        own = [h for h in instance.haps if h.kind in kinds.get(anchor, ())]
        mine = own or [
            h for kind in kinds.get(anchor, ()) for h in run.by_kind.get(kind, ())
            if (h.case is None or h.case is case) and (h.ins in (-1, prov.ins)) and (not h.who or kind not in ("force", "decision") or env.that in h.who)
        ]  # fmt: skip
        return Moment(mine[-1].at, mine[-1].day) if mine else since
    met = [h for h in run.haps if fits(run, anchor, h, Env(prov.ins, h.at, h.case or case)) is True]
    mine = [h for h in met if h.case is case or h.case is None] or met
    return Moment(mine[-1].at, mine[-1].day) if mine else since


def _ending(run: Run, duty: DutyRun) -> None:
    """Schedule the end of its period and of its dates."""
    body = norm_of(duty.prov)
    if body.lasting is not None:
        duty.ends = after(run, duty.since, body.lasting)
    for until in body.until:
        latest = getattr(until, "latest", None)
        if latest is not None:
            duty.ends = min(latest, duty.ends) if duty.ends is not None else latest
    if duty.ends is not None:
        run.wake(duty.ends)
    for action in duty.actions:
        if action.every is not None and duty.due is None:
            duty.due = after(run, duty.since, action.every)
            run.wake(duty.due)


def _earlier(run: Run, duty: DutyRun, env: Env) -> None:
    """Acts since the attack count where the sentence says `by`; else they are noted."""
    case, limit = duty.case, norm_of(duty.prov).deadline
    if case is None or duty.modal != "must":
        return
    for hap in run.by_kind.get("act", ()):
        if case.at <= hap.at < run.now and set(hap.who) & set(duty.members):
            if any(measure_fits(run, hap, m) for m in duty.measures):
                if limit is not None and limit.early:
                    duty.early.append(hap)
                else:
                    run.note(f"the act of {listed(hap.who)} before the duty arose does not perform it", duty.prov.ref, case,
                             because=(hap.change,))  # fmt: skip


def _domestic(run: Run, duty: DutyRun) -> None:
    """The bearer's own process: its organ decides, and the duty is excused if it refuses."""
    env = Env(duty.prov.ins, run.now, duty.case, duty.members[0])
    for rule in run.prep.of(DomesticProcess):
        body: DomesticProcess = rule.body
        if body.measure in duty.measures and any(is_in(run, n, body.who, env) is True for n in duty.members):
            mine = [d for d in run.decisions if d.purpose == "domestic" and d.prov is rule and d.case is duty.case]
            decision = next((d for d in mine if d.who == duty.bearer), None)
            duty.watch = decision or open_side(
                run, rule, duty.instance, "domestic", None, body.within, f"on {body.measure} by {duty.bearer}", duty.bearer,
            )  # fmt: skip


def _conflicts(run: Run, duty: DutyRun, env: Env) -> None:
    """Two provisions that collide and are not ranked are reported."""
    for other in run.duties:
        if other is duty or other.status != "owed" or not set(other.members) & set(duty.members):
            continue
        if opposed(other.modal, duty.modal) and other.modal == "must not" and share(other.measures, duty.measures):
            goal = set(_aimed(run, duty, env)) & set(_aimed(run, other, env)) if _aimed(run, other, env) else True
            if goal and not _ranked(run, duty.prov, other.prov):
                run.note(f"{duty.bearer} must and must not {listed(duty.measures)}: {duty.prov.sentence.label} and "
                         f"{other.prov.ref.instrument}, {other.prov.sentence.label}, are not ranked",
                         duty.prov.ref, duty.case, "conflict", duty.bearer)  # fmt: skip


def _aimed(run: Run, duty: DutyRun, env: Env) -> tuple[str, ...]:
    names = tuple(n for a in duty.actions if a.target is not None for n in denote(run, a.target, env))
    return names or (tuple(duty.case.suspects()) if duty.case is not None else ())


def _ranked(run: Run, one: Prov, two: Prov) -> bool:
    from foedus.model import Prevails

    pairs = [(p.body.over, p.body.under, p.ins) for p in run.prep.of(Prevails)]
    codes = {run.instrument(one.ins).code, run.instrument(two.ins).code}
    return any((over[0] in codes or not over[0]) and (under[0] in codes or not under[0]) for over, under, _ in pairs)


def silence(run: Run) -> bool:
    """At the end of the time for objections, once nothing else happens: what nobody objected to may arise."""
    expiring: list[Seed] = run.memory.pop("expiring", [])
    settling: set[int] = run.memory.setdefault("settling", set())
    fresh = [s for s in expiring if id(s) not in settling]
    settling.update(id(s) for s in fresh)
    return bool(fresh)
