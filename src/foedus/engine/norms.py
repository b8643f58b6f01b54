"""What a provision says once its open points are settled: modal, actions, bearers, and the rules that limit it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from foedus.engine.conditions import holds
from foedus.engine.kleene import Truth, all_of, any_of
from foedus.engine.prepared import Prov
from foedus.engine.sayings import as_vote, words_of
from foedus.engine.state import Case, DutyRun, Env, Hap, Instance, Run
from foedus.engine.words import listed
from foedus.engine.world import candidates, flat_measures, is_in
from foedus.model import (
    Action,
    And,
    CaseArisen,
    InForce,
    NeverBound,
    Norm,
    Occurred,
    Pattern,
    Predicate,
    Prevails,
    Pronoun,
    Released,
    Resumes,
    Scope,
    Several,
    Some,
    walk,
)  # fmt: skip
from foedus.model.norms import CONTENT

_FORCE = ("ratify", "sign", "accede")
_FORCEFUL = {"attack", "use-force"}


class Shape(NamedTuple):
    """A provision with its open points settled."""

    modal: str
    actions: tuple[Action, ...]
    latitude: str
    any_of: bool


def shape(run: Run, prov: Prov) -> Shape:
    """Settle what a provision obliges to; asks for its open points."""
    key = ("shape", prov.id)
    if key not in run.cache:
        run.cache[key] = _shape(run, prov)
    return run.cache[key]


def _shape(run: Run, prov: Prov) -> Shape:
    body = norm_of(prov)
    if body.predicate is not None:
        option: Predicate = run.value(body.predicate)
        return Shape(
            option.modal, option.actions, option.latitude or body.latitude or prov.latitude, option.any_of
        )
    modal = str(run.value(body.modal))
    if modal == "nothing":
        return Shape(modal, (), "", False)
    actions: list[Action] = []
    latitude, any_act = body.latitude, body.any_of
    for action in body.actions:
        found = run.value(action)
        if isinstance(found, Predicate):
            if found.modal == "nothing":
                continue
            actions.extend(found.actions)
            latitude, any_act = latitude or found.latitude, any_act or found.any_of
        else:
            actions.append(found)
    return Shape(modal if actions else "nothing", tuple(actions), latitude or prov.latitude, any_act)


def norm_of(prov: Prov) -> Norm:
    """The provision as a norm; a snapback is a duty to take its measure."""
    body = prov.body
    if isinstance(body, Resumes):
        return Norm(body.bearer, "must", (body.action,))
    return body


def content_of(run: Run, actions: tuple[Action, ...]) -> int:
    """1 consult, 2 assist, 3 a named measure: the most that is owed."""
    return max((CONTENT.get(str(run.value(a.measure)), 3) for a in actions), default=0)


def measures_of(
    run: Run, prov: Prov, action: Action, case: Case | None, haps: tuple[Hap, ...] = ()
) -> tuple[str, ...]:  # fmt: skip
    """The measures an action names; those that a body has decided, where the sentence says `that measure`.

    haps: what set the sentence off. Of a decision among these only what it has taken is meant, not what is decided
    besides it.
    """
    name = str(run.value(action.measure))
    if name != "decided-measures":
        return flat_measures(run, (name,))
    mine = [h.source for h in haps if h.kind == "decision"]
    taken = (m for d in mine for m in getattr(d, "taken", ())) if mine else _decided_in(run, case)
    return tuple(dict.fromkeys(taken))


def _decided_in(run: Run, case: Case | None) -> Iterator[str]:
    """All measures that have been decided in a case."""
    for d in run.decisions:
        if d.answer is True and (case is None or d.case in (None, case)):
            yield from d.taken
    for hap in run.by_kind.get("decide", ()):
        stated = hap.event.get("value") if hap.event is not None else None
        if hap.event is not None and (stated is None or as_vote(stated) == "for"):
            yield from flat_measures(run, words_of(hap.event.get("measure")))


# ---- bearers ---------------------------------------------------------------------------------------------------------


def env_for(prov: Prov, instance: Instance, at: int, that: str = "") -> Env:
    """What a provision that was set off is read against.

    `other` leaves out the victim; on a breach, who is in breach (and nobody helps itself); of bearers, after anything
    that has no victim, who did it.
    """
    env = Env(prov.ins, at, instance.case, that, prov.part.of if prov.part is not None else "")
    fault = instance.fault if prov.consequence else ()
    case = instance.case
    if not fault:
        plain = case is not None and not case.attack and not case.on and not that
        return env._replace(aside=case.by) if plain and case is not None else env
    acts = (a for a in getattr(prov.body, "actions", ()) if isinstance(a, Action))  # a decision has none
    helping = any(getattr(a.target, "role", "") == "victim" for a in acts)
    helped = case.on if helping and case is not None else ()
    return env._replace(fault=fault, aside=(*fault, *helped))


class Bearer(NamedTuple):
    """Who bears a duty: one party, or several jointly. joint: "" · all (together) · any (one suffices)."""

    label: str
    members: tuple[str, ...]
    joint: str
    sure: Truth


def bearers(run: Run, prov: Prov, env: Env) -> list[Bearer]:
    """The bearers of a provision in a case, in order."""
    found = _bearers(run, run.value(norm_of(prov).bearer), env)
    only = prov.part.of if prov.part is not None else ""
    return [b for b in found if not only or only in b.members]


def _bearers(run: Run, who: Any, env: Env) -> list[Bearer]:
    joint = ""
    if isinstance(who, Some) and who.how == "together":
        joint = "all"
    elif (isinstance(who, Some) and who.how == "any-else-each") or (
        isinstance(who, Several) and who.mode == "or"
    ):
        joint = "any"
    if joint:
        names = tuple(n for n, sure in candidates(run, who, env) if sure is not False)
        label = f"{listed(names)} together" if joint == "all" else listed(names, "or")
        return [Bearer(label, names, joint, True)] if names else []
    if isinstance(who, Several):
        return [b for part in who.parts for b in _bearers(run, run.value(part), env)]
    return [Bearer(name, (name,), "", sure) for name, sure in candidates(run, who, env)]


def names_attacker(run: Run, prov: Prov) -> bool:
    """Whether a provision binds the attacker on purpose."""
    who = run.value(norm_of(prov).bearer)
    return isinstance(who, Pronoun) and who.role == "attacker"


def binds_attacker(run: Run, prov: Prov) -> bool:
    """Whether a provision binds the attacker like anybody else: it follows from a breach, or names the attacker."""
    return prov.consequence or names_attacker(run, prov)


# ---- conditions of arising -------------------------------------------------------------------------------------------


def split(conditions: tuple[Any, ...]) -> list[Any]:
    """Conditions with joint ones taken apart."""
    out: list[Any] = []
    for condition in conditions:
        out.extend(split(condition.parts) if isinstance(condition, And) else [condition])
    return out


def of_force(condition: Any) -> bool:
    """Whether a condition is on force or ratification, which is tested at the attack."""
    return any(
        isinstance(n, InForce)
        or (isinstance(n, Occurred) and isinstance(n.event, Pattern) and n.event.kind in _FORCE)
        for n in walk(condition)
    )


def in_present(condition: Any) -> bool:
    """Whether a condition is a clause in the present, which the sentence waits for."""
    return isinstance(condition, Occurred) and condition.tense == "present"


# ---- exceptions ------------------------------------------------------------------------------------------------------


def never_bound(run: Run, prov: Prov, names: tuple[str, ...], measures: tuple[str, ...], env: Env) -> str:
    """The sentence under which a party is never bound to these measures; "" if there is none."""
    for cap in run.prep.of(NeverBound):
        body: NeverBound = cap.body
        if cap.ins != prov.ins or not run.part_active(cap.part, run.now):
            continue
        capped = set(flat_measures(run, body.measures))
        if measures and set(measures) <= capped and all(is_in(run, n, body.who, env) is True for n in names):
            return cap.sentence.label
    return ""


def released(run: Run, prov: Prov, names: tuple[str, ...], env: Env) -> str:
    """Why its bearers are released from a provision; "" if they are not."""
    rules = (rule for rule, truth in _releases(run, prov, names, env) if truth is True)
    return next((f"released under {rule.sentence.label}" for rule in rules), "")


def may_be_released(run: Run, prov: Prov, names: tuple[str, ...], env: Env) -> bool:
    """Whether it is unsettled that its bearers are released."""
    return any(truth is None for _, truth in _releases(run, prov, names, env))


def _releases(run: Run, prov: Prov, names: tuple[str, ...], env: Env) -> Iterator[tuple[Prov, Truth]]:
    for rule in run.prep.of(Released):
        body: Released = rule.body
        if rule.ins != prov.ins or (body.articles and prov.article not in body.articles):
            continue
        meant = all_of(is_in(run, n, body.who, env) for n in names)
        if meant is not False:
            yield rule, all_of((meant, *(_release(run, body, n, env) for n in names)))


def _release(run: Run, body: Released, name: str, env: Env) -> Truth:
    mine = env._replace(that=name, at=run.now)
    if body.decider is not None:
        for kind in ("release", "decide", "find", "declare"):
            for hap in run.by_kind.get(kind, ()):
                if any(is_in(run, n, body.decider.who, mine) is True for n in hap.who) and _for(
                    hap, name, kind
                ):
                    return True
        return False
    return False if body.when is None else holds(run, body.when, mine)


def _for(hap: Any, name: str, kind: str) -> bool:
    """Whether a body's act releases a party: it names it, or nobody."""
    if kind == "find" and hap.event.get("standard") is not None:
        return False  # it finds whether a standard is met
    stated_for = [hap.event.get(slot) for slot in ("on", "for", "to", "from")]
    whom = [getattr(value, "name", value) for value in stated_for if value]
    stated = hap.event.get("value")
    if stated is not None and str(stated) in ("against", "rejects", "no", "it has not"):
        return False
    return (name in whom) if whom else kind == "release" or hap.event.get("measure") in (None, "release")


def share(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two lists of measures overlap; an attack is a use of force."""
    a, b = set(one), set(two)
    return bool(a & b) or bool(a & _FORCEFUL and b & _FORCEFUL)


def opposed(one: str, two: str) -> bool:
    """Whether two modals cannot both be kept to."""
    return (one == "must not") != (two == "must not")


def defeated(
    run: Run, prov: Prov, name: str, modal: str, measures: tuple[str, ...], env: Env
) -> DutyRun | None:
    """The duty, power or prohibition of this bearer that prevails over a provision and cannot be kept beside it."""
    ranks = run.prep.of(Prevails)
    if not ranks:
        return None
    for rank in ranks:
        body: Prevails = rank.body
        if not _covers(run, rank, body.under, prov) or not run.part_active(rank.part, run.now):
            continue
        for other in run.duties:
            kept = other.status == "performed" and other.ended == env.at  # what prevails was done just now
            if not (other.status == "owed" or kept) or name not in other.members:
                continue
            if not _covers(run, rank, body.over, other.prov):
                continue
            if other.prov is not prov and opposed(other.modal, modal) and share(other.measures, measures):
                if other.modal != "must not" or applies(run, other, env) is True:
                    return other
    return None


def cited(duty: DutyRun) -> str:
    """How the sentence behind a duty is cited: `KYIV, article 3`."""
    return f"{duty.prov.ref.instrument}, {duty.prov.sentence.label},"


def _covers(run: Run, rank: Prov, named: tuple[str, str], prov: Prov) -> bool:
    code, article = named
    ins = run.prep.find(code) if code else rank.ins
    return ins == prov.ins and (not article or article == prov.article)


def applies(run: Run, duty: DutyRun, env: Env) -> Truth:
    """Whether a prohibition forbids here and now: its own conditions, tested at the act."""
    body = norm_of(duty.prov)
    here = env._replace(ins=duty.prov.ins)
    conditions = [holds(run, c, here) for c in body.while_]
    if duty.standing:
        conditions += [holds(run, c, here) for c in body.provided]
    exception = any_of(holds(run, c, here) for c in body.unless)
    return all_of((*conditions, None if exception is None else not exception))


def scoped(run: Run, prov: Prov, name: str, measures: tuple[str, ...], env: Env) -> Truth:
    """Whether sentences that limit the provision let it bind here; unsettled also where an exception may yet come."""
    results: list[Truth] = []
    for scope in prov.scopes:
        if scope.effect in ("only-when", "only-while"):
            if scope.when is not None:
                truth = holds(run, scope.when, env)
                results.append(None if truth is False and _awaited(run, scope, env) else truth)
            continue
        if scope.who is not None and is_in(run, name, scope.who, env) is False:
            continue
        if scope.measure and not set(measures) <= set(flat_measures(run, (scope.measure,))):
            continue
        when = True if scope.when is None else holds(run, scope.when, env)
        unless = any_of(holds(run, c, env) for c in scope.unless)
        hit = all_of((when, None if unless is None else not unless))
        waits = hit is True and any(in_present(c) or isinstance(c, Occurred) for c in scope.unless)
        results.append(None if waits or hit is None else not hit)
    return all_of(results)


def _awaited(run: Run, scope: Scope, env: Env) -> bool:
    """Whether the decision that a sentence makes another subject to may yet be taken in this case."""
    if scope.effect != "only-when" or not any(isinstance(n, CaseArisen) for n in walk(scope.when)):
        return False
    mine = [d for d in run.decisions if d.prov.ins == env.ins and d.purpose == "case" and d.case is env.case]
    return all(d.closed is None for d in mine)
