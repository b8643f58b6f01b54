"""How duties, powers, policies and prohibitions arise, for whom, and until when."""

from typing import Any

from foedus.engine.conditions import holds
from foedus.engine.decisions import open_side, replaced
from foedus.engine.duties import Seed, arise
from foedus.engine.force import after, bound_at, lapsed
from foedus.engine.kleene import Truth, all_of, any_of
from foedus.engine.match import refers
from foedus.engine.norms import (
    Bearer,
    Shape,
    bearers,
    binds_attacker,
    cited,
    defeated,
    env_for,
    in_present,
    may_be_released,
    measures_of,
    never_bound,
    norm_of,
    of_force,
    released,
    scoped,
    shape,
    split,
)  # fmt: skip
from foedus.engine.prepared import Prov
from foedus.engine.sayings import words_of
from foedus.engine.state import Case, DecisionRun, Env, Instance, Moment, Run
from foedus.engine.triggers import news_of, set_off, waits_for_bearer, watch_of
from foedus.engine.words import action_text, listed
from foedus.engine.world import is_in
from foedus.model import Norm, Occurred, Pattern, Resumes, Slot, Tail


def provisions(run: Run) -> None:
    """The sixth round: provisions that are set off arise for their bearers."""
    seeds: list[Seed] = run.memory.setdefault("seeds", [])
    for prov in run.prep.norms:
        if (prov.part is None or run.part_active(prov.part, run.now)) and not replaced(run, prov):
            seeds.extend(_seeds(run, prov))
    for prov in run.prep.of(Resumes):
        _resume(run, prov, seeds)
    run.memory["seeds"] = [seed for seed in seeds if _try(run, seed) is None]


def _seeds(run: Run, prov: Prov) -> list[Seed]:
    watch = watch_of(run, prov)
    if not watch.triggers:
        return _standing(run, prov)
    out: list[Seed] = []
    for instance in news_of(run, watch):
        instance.case = instance.case or _own_case(run, instance)
        env = env_for(prov, instance, run.now)
        own = _deciders(instance)
        out.extend(
            Seed(prov, instance, b) for b in bearers(run, prov, env) if not own or own & set(b.members)
        )
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
            open_side(
                run, prov, instance, "resumes", decider, body.within, "whether otherwise than that it resumes"
            )
    for decision in run.decisions:
        mine = decision.purpose == "resumes" and decision.prov is prov
        if mine and decision.closed is not None and not decision.final:
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
    env = env_for(prov, seed.instance, run.now, bearer.members[0])
    bearer = _without_attacker(run, seed, env)
    if bearer is None:
        return False
    bearer = _without_lapsed(run, seed, bearer)
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
    form = _capped(run, seed, form, env)
    if form is None:
        return False
    arise(run, seed, bearer, form, env, sure is True and bearer.sure is True)
    return True


def _without_attacker(run: Run, seed: Seed, env: Env) -> Bearer | None:
    """The bearers but the attacker, for whom no duty arises."""
    case, bearer, prov = seed.instance.case, seed.bearer, seed.prov
    if case is None or not case.attack or binds_attacker(run, prov):
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


def _without_lapsed(run: Run, seed: Seed, bearer: Bearer) -> Bearer:
    """A joint duty is of those whom the instrument still binds."""
    case, ins = seed.instance.case, seed.prov.ins
    if bearer.joint != "all" or len(bearer.members) < 2:
        return bearer
    at, towards = (case.at, case.on if case.attack else ()) if case is not None else (run.now, ())
    rest = tuple(n for n in bearer.members if not lapsed(run, ins, n, at, towards))
    if not rest or len(rest) == len(bearer.members):
        return bearer
    return bearer._replace(members=rest, label=f"{listed(rest)} together" if len(rest) > 1 else listed(rest))


def _bound(run: Run, seed: Seed, body: Norm, bearer: Bearer) -> Truth:
    """Whether the instrument binds each bearer: tested at the attack, of each of several by itself."""
    case, prov = seed.instance.case, seed.prov
    towards = case.on if case is not None and case.attack else ()
    at = case.at if case is not None else run.now
    left: list[str] = []
    waits = False
    for name in bearer.members:
        now = bound_at(run, prov.ins, name, run.now, towards)
        if bound_at(run, prov.ins, name, at, towards):
            left.extend([] if now else [name])
        elif case is None or not (body.earlier_attacks or body.once_ratified):
            return False
        elif not now:
            if not body.once_ratified:
                return False
            waits = True
    if waits:
        return None
    return case is None or not left or _tail(run, prov, case, listed(left))


def _tail(run: Run, prov: Prov, case: Case, who: str) -> bool:
    """Bound at the attack, not any more: the tail decides; a draft that is silent leaves the case with the attack."""
    for rule in run.prep.of(Tail):
        if rule.ins == prov.ins:
            return remains(run, rule.body)
    run.note(f"{who} has left since the attack, and the draft does not say whether its duties remain: "
             "the case is taken to stay with the attack", prov.ref, case, "exit", who)  # fmt: skip
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
        if waits_for_bearer(trigger) or any(
            d.who for d in run.decisions if d.case is env.case and d.purpose == "case"
        ):
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
    return (
        holds(run, Occurred(Pattern(kind, (Slot("by", who),)), "case" if env.case is not None else ""), env)
        is True
    )


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
        measures = tuple(
            m for a in form.actions for m in measures_of(run, seed.prov, a, env.case, seed.instance.haps)
        )
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
    doubtful = exception is None or may_be_released(run, seed.prov, seed.bearer.members, env)
    return all_of((*results, None if doubtful else True, during))


def _gone(run: Run, seed: Seed, form: Shape, env: Env) -> str:
    """Why it is never owed: released, waived, or beaten by what prevails."""
    prov, names = seed.prov, seed.bearer.members
    if why := released(run, prov, names, env):
        return why
    measures = tuple(m for a in form.actions for m in measures_of(run, prov, a, env.case, seed.instance.haps))
    if form.modal != "must not" and (other := defeated(run, prov, names[0], form.modal, measures, env)):
        return f"{cited(other)} prevails"
    if form.modal == "must" and env.case is not None:
        for hap in run.by_kind.get("waive", ()):
            if hap.at >= env.case.at and waives(run, hap, prov, names, measures, env.case):
                return f"{listed(hap.who)} waived it"
    return ""


def waives(
    run: Run, hap: Any, prov: Prov, names: tuple[str, ...], measures: tuple[str, ...], case: Case | None
) -> bool:  # fmt: skip
    """Whether a waiver covers a duty: made by the victim, for its article, bearer, measure and case."""
    event = hap.event
    if case is not None and (not refers(run, hap, case) or (case.on and not set(hap.who) & set(case.on))):
        return False
    articles = words_of(event.get("article"))
    if articles and prov.article not in articles:
        return False
    if event.get("instrument") and run.prep.find(str(event.get("instrument"))) != prov.ins:
        return False
    env = Env(prov.ins, hap.at, case)
    for slot in ("on", "for", "to", "from"):
        whom: Any = event.get(slot)
        if whom is not None and not any(is_in(run, n, whom, env) is True for n in names):
            return False
    waived = words_of(event.get("measure"))
    return not waived or bool(set(waived) & set(measures))


def _never(run: Run, seed: Seed, form: Shape, env: Env, why: str) -> None:
    if form.modal == "must":
        text = f"{seed.bearer.label} never owes {action_text(run, form.actions, env, form.any_of)}: {why}"
        because = seed.instance.because
        run.log("duty", text, "never owed", seed.bearer.label, env.case, ref=seed.prov.ref, because=because)


def _must_be_settled(run: Run, seed: Seed, body: Norm, form: Shape, env: Env) -> bool:
    """A condition of arising that is unsettled is waited for; an unsettled exception is not."""
    for condition in split(body.provided):
        if holds(run, condition, _at(run, seed, body, condition, env)) is not True:
            return True
    measures = tuple(
        m for a in form.actions for m in measures_of(run, seed.prov, a, env.case, seed.instance.haps)
    )
    return bool(seed.prov.scopes) and scoped(run, seed.prov, seed.bearer.members[0], measures, env) is None


def _capped(run: Run, seed: Seed, form: Shape, env: Env) -> Shape | None:
    """The provision without what its bearer is never bound to."""
    if form.modal != "must":
        return form
    prov, bearer, haps = seed.prov, seed.bearer, seed.instance.haps
    kept = tuple(
        a
        for a in form.actions
        if not never_bound(run, prov, bearer.members, measures_of(run, prov, a, env.case, haps), env)
    )
    if len(kept) < len(form.actions):
        gone = action_text(run, tuple(a for a in form.actions if a not in kept), env)
        text = f"{bearer.label} is never bound to {gone}: that duty does not arise"
        run.note(text, prov.ref, env.case, "cap", bearer.label)
    return form._replace(actions=kept) if kept else None


def silence(run: Run) -> bool:
    """At the end of the time for objections, once nothing else happens: what nobody objected to may arise."""
    expiring: list[Seed] = run.memory.pop("expiring", [])
    settling: set[int] = run.memory.setdefault("settling", set())
    fresh = [s for s in expiring if id(s) not in settling]
    settling.update(id(s) for s in fresh)
    return bool(fresh)
