"""A duty's life after it has arisen: performed, waived, excused, lapsed, breached, in that order at one instant."""

from typing import Any

from msgspec.structs import replace

from foedus.base import instant_text
from foedus.engine.arising import remains, waives
from foedus.engine.conditions import holds, measure_fits, target_fits
from foedus.engine.duties import KINDS, sentence
from foedus.engine.force import after, bound_at
from foedus.engine.kleene import Truth, all_of, any_of, negate
from foedus.engine.match import fits, refers
from foedus.engine.norms import (
    applies,
    binds_attacker,
    cited,
    defeated,
    env_for,
    may_be_released,
    measures_of,
    names_attacker,
    norm_of,
    of_force,
    released,
)  # fmt: skip
from foedus.engine.state import DutyRun, Env, Hap, Instance, Moment, Run
from foedus.engine.states import is_event
from foedus.engine.triggers import lost
from foedus.engine.words import listed
from foedus.engine.world import denote, is_in, names_of
from foedus.model import Action, Tail

_ATTACKING = ("attack", "use-force")
_THREATENING = ("threaten", "threat", "threaten-force")


def env_of(duty: DutyRun, run: Run, ahead: int = 0) -> Env:
    """What a duty's own phrases are read against."""
    return env_for(duty.prov, duty.instance, run.now + ahead, duty.members[0])


# ---- seventh round: performance, waivers, excuses, lapses ------------------------------------------------------------


def update(run: Run) -> None:
    """The seventh round, in the order in which ends rank."""
    acts = [h for h in run.today if h.event is not None and not h.event.omitted]
    for duty in run.duties:
        if duty.modal in ("must", "intends to") and (duty.status == "owed" or _may_be_late(duty)):
            _perform(run, duty, acts)
    for hap in acts:
        if hap.kind == "waive":
            _waive(run, hap)
    for duty in run.duties:
        if duty.status == "owed":
            _excuse(run, duty)
        if duty.status == "owed":
            _lapse(run, duty)
    _settle(run)
    _forbidden(run)


def _may_be_late(duty: DutyRun) -> bool:
    return duty.status == "breached" and duty.performed is None and duty.modal == "must"


def _perform(run: Run, duty: DutyRun, acts: list[Hap]) -> None:
    for hap in (*duty.early, *acts):
        if hap.id in duty.used or not (set(hap.who) & set(duty.members)):
            continue
        if norm_of(duty.prov).for_each and run.memory.get(("used", hap.id, duty.prov.id, duty.bearer)):
            continue
        marks = [i for i, a in enumerate(duty.actions) if _does(run, duty, a, hap)]
        if not marks:
            continue
        duty.used.add(hap.id)
        run.memory["used", hap.id, duty.prov.id, duty.bearer] = True
        duty.done.update((name, i) for name in hap.who if name in duty.members for i in marks)
        if _complete(run, duty):
            _performed(run, duty, hap)
            return
    if duty.status == "owed" and duty.joint == "all" and duty.done and _complete(run, duty):
        found = next((h for h in acts if h.kind == "attribute"), None)
        if found is not None:  # the one that the others waited for owes nothing
            _performed(run, duty, found)


def _does(run: Run, duty: DutyRun, action: Action, hap: Hap) -> bool:
    if action.measure == "decide":
        return hap.kind in ("vote", "decide")
    if hap.kind in ("attack", "threat", "vote"):
        return False
    named = measures_of(run, duty.prov, action, duty.case, duty.instance.haps)
    if not any(measure_fits(run, hap, m) for m in named):
        return False
    if hap.event is None or (
        duty.case is not None and hap.event.get("case") and not refers(run, hap, duty.case)
    ):
        return False
    purpose = norm_of(duty.prov).purpose
    if purpose and hap.event.get("purpose") != purpose:
        return False
    under: Any = hap.event.get("under")
    if isinstance(under, str) and under and under != duty.prov.article:
        return False
    env = env_of(duty, run)
    if action.target is not None:
        return target_fits(run, hap, tuple(denote(run, action.target, env)))
    victims = duty.case.on if duty.case is not None and duty.case.attack else ()
    helped = names_of(run, hap, "for")
    return not helped or not victims or bool(set(helped) & set(victims))


def _complete(run: Run, duty: DutyRun) -> bool:
    idle = _idle(duty)
    if duty.joint == "all":
        return not set(idle) & set(_others(run, duty))
    return len(idle) < len(duty.members)


def _idle(duty: DutyRun) -> tuple[str, ...]:
    """The bearers that have not done what is owed."""
    every = range(len(duty.actions))

    def by(name: str) -> bool:
        done = [(name, i) in duty.done for i in every]
        return any(done) if duty.any_of else all(done)

    return tuple(n for n in duty.members if not by(n))


def _others(run: Run, duty: DutyRun) -> tuple[str, ...]:
    """The bearers but those found to be the attacker since, where any other is left."""
    case = duty.case
    if case is None or not case.attack or binds_attacker(run, duty.prov):
        return duty.members
    return tuple(n for n in duty.members if case.attributed(n) is not True) or duty.members


def _performed(run: Run, duty: DutyRun, hap: Hap) -> None:
    if any(a.every is not None for a in duty.actions) and duty.status == "owed":
        _say(
            run, duty, "duty", f"{duty.bearer} performed {duty.action} for this period", "owed", (hap.change,)
        )
        return
    if duty.status == "breached":
        duty.performed = (
            run.now
        )  # said once; it remains free to turn out at this instant that nothing was owed
        _say(
            run,
            duty,
            "duty",
            f"{duty.bearer} performed {duty.action} late: the breach stands",
            "late",
            (hap.change,),
        )
        return
    duty.performed = run.now
    end(run, duty, "performed", "", (hap.change,))


def _say(run: Run, duty: DutyRun, kind: str, text: str, status: str, because: tuple[int, ...] = ()) -> int:
    """Write a change of a duty."""
    causes = (duty.change, *because)
    return run.log(
        kind, text, status, duty.bearer, duty.case, duty.key, duty.prov.ref, causes, sure=duty.sure
    )


def end(run: Run, duty: DutyRun, status: str, why: str, because: tuple[int, ...] = ()) -> None:
    """A duty, power, policy or prohibition ends."""
    run.turn(duty.key, (duty.prov.ref,))
    duty.status, duty.ended = status, run.now
    duty.why = why or duty.why
    be = "are" if len(duty.members) > 1 else "is"
    text = {
        "performed": f"{duty.bearer} performed {duty.action}",
        "waived": f"{duty.action} by {duty.bearer} was waived",
        "excused": f"{duty.bearer} {be} excused from {duty.action}",
        "lapsed": f"{_noun(duty)} lapsed",
        "breached": f"{duty.bearer} {be if duty.sure else 'may be'} in breach: {duty.action} was due",
    }[status]
    text += f": {why}" if why else ""
    duty.change = _say(run, duty, KINDS[duty.modal], text, status, because)


def _noun(duty: DutyRun) -> str:
    words = {"must": "duty", "may": "power", "intends to": "policy", "must not": "prohibition"}[duty.modal]
    return f"the {words} of {duty.bearer} to {'not ' if duty.modal == 'must not' else ''}{duty.action}"


def _waive(run: Run, hap: Hap) -> None:
    for duty in run.duties:
        if duty.status == "owed" and duty.modal == "must":
            if waives(run, hap, duty.prov, duty.members, duty.measures, duty.case):
                end(run, duty, "waived", f"by {listed(hap.who)}", (hap.change,))


def _excuse(run: Run, duty: DutyRun) -> None:
    body = norm_of(duty.prov)
    if duty.modal == "must not":  # its exceptions are tested at each act
        return
    env = env_of(duty, run)
    if body.unless and any_of(holds(run, c, env) for c in body.unless) is True:
        end(run, duty, "excused", "an exception has come true", tuple(h.change for h in run.today))
    elif duty.watch is not None and duty.watch.answer is False:
        end(run, duty, "excused", f"{duty.watch.label} refused", (duty.watch.change,))
    elif why := released(run, duty.prov, duty.members, env):
        end(run, duty, "excused", why)
    elif other := defeated(run, duty.prov, duty.members[0], duty.modal, duty.measures, env):
        end(run, duty, "excused", f"{cited(other)} prevails", (other.change,))


def _lapse(run: Run, duty: DutyRun) -> None:
    body = norm_of(duty.prov)
    if lost(run, duty.instance):
        end(
            run,
            duty,
            "lapsed",
            "it is settled that the case does not qualify",
            tuple(h.change for h in run.today),
        )
        return
    case = duty.case
    if case is not None and case.version and duty.modal != "must not" and _owed_whoever(run, duty) is False:
        named = "not " if names_attacker(run, duty.prov) else ""
        end(run, duty, "lapsed", f"it is settled that it is {named}the attacker")
        return
    ahead = env_of(duty, run, 1)  # a state that ends now still holds now, and not after
    if body.while_ and all_of(holds(run, c, ahead) for c in body.while_) is False:
        end(run, duty, "lapsed", "the state that it depends on has ended")
        return
    for scope in duty.prov.scopes:
        if scope.effect == "only-while" and scope.when is not None and not of_force(scope.when):
            if holds(run, scope.when, ahead) is False:
                end(run, duty, "lapsed", "the state that it depends on has ended")
                return
    for until in (*body.until, *(rule.until for rule in duty.prov.lasts)):
        if getattr(until, "latest", None) is None and _reached(run, duty, until):
            end(run, duty, "lapsed", "what it lasts until has come about", tuple(h.change for h in run.today))
            return


def _reached(run: Run, duty: DutyRun, until: Any) -> bool:
    if is_event(run, until):
        env = env_of(duty, run)
        return any(
            h.at >= duty.since.at and fits(run, until, h, env._replace(at=h.at, case=h.case or duty.case)) is True
            for h in run.haps if h not in duty.instance.haps
        )  # fmt: skip
    return holds(run, until, env_of(duty, run)) is True


def _settle(run: Run) -> None:
    """What was unsure becomes sure, or never was, once its exceptions are settled."""
    for duty in run.duties:
        if duty.sure or duty.status not in ("owed", "breached") or duty.modal == "must not":
            continue
        truth = _grounds(run, duty)
        if truth is None or (duty.status == "owed" and not truth):
            continue
        duty.sure = True
        duty.why = ""
        if duty.status == "owed":
            _say(run, duty, "duty", sentence(duty), "owed")
        elif truth:
            since = instant_text(duty.ended or run.now)
            _say(
                run,
                duty,
                "duty",
                f"{duty.bearer} was in breach since {since}: that is settled now",
                "breached",
            )
            for hap in run.by_kind.get("breach", ()):
                if hap.source is duty:
                    hap.sure = True
        else:
            end(run, duty, "excused", "it is settled that nothing was owed")
        run.tick += 1


def _grounds(run: Run, duty: DutyRun) -> Truth:
    """Whether what a duty rests on is settled in its favour."""
    body, env = norm_of(duty.prov), env_of(duty, run)
    exception = any_of(holds(run, c, env) for c in body.unless)
    freed: Truth = None if may_be_released(run, duty.prov, duty.members, env) else False
    states = (holds(run, c, env) for c in body.while_)
    return all_of((_owed_whoever(run, duty), negate(any_of((exception, freed))), *states))


def _owed_whoever(run: Run, duty: DutyRun) -> Truth:
    """Whether it is owed by what is settled of who attacked: of several, by the rest where one is the attacker."""
    case = duty.case
    if case is None or not case.attack or duty.prov.consequence:
        return True
    if names_attacker(run, duty.prov):
        return all_of(case.attributed(n) for n in duty.members)
    guilty = {n: case.attributed(n) for n in duty.members}
    if True in guilty.values():
        return any(guilty[n] is not True for n in duty.failed or duty.members)
    return None if any(guilty[n] is None for n in case.suspects() if n in guilty) else True


# ---- prohibitions ----------------------------------------------------------------------------------------------------


def _forbidden(run: Run) -> None:
    """Each act that a prohibition forbids breaches it, once; also where it is settled only later what the act was."""
    for duty in run.duties:
        if duty.modal != "must not":
            continue
        waiting: list[Hap] = run.memory.get(("unsettled acts", duty.key), [])
        if duty.status != "owed":  # an act stays what it was when it was done, whatever has ended since
            if waiting:
                run.memory["unsettled acts", duty.key] = _judged(run, duty, waiting)
            continue
        mark: int = run.memory.get(
            ("watched", duty.key), duty.instance.haps[-1].id + 1 if duty.instance.haps else 0
        )
        new = [h for h in run.haps[mark:] if h.event is not None and not h.event.omitted]
        acts = [*waiting, *(h for h in new if h.at >= duty.since.at)]
        run.memory["watched", duty.key] = len(run.haps)
        run.memory["unsettled acts", duty.key] = _judged(run, duty, acts)


def _judged(run: Run, duty: DutyRun, acts: list[Hap]) -> list[Hap]:
    """Record the breaches among some acts; those of which it is not settled yet whether they are."""
    still: list[Hap] = []
    for hap in acts:
        truth = _violates(run, duty, hap)
        if truth is True:
            _violation(run, duty, hap)
        elif truth is None:
            still.append(hap)
    return still


def _violates(run: Run, duty: DutyRun, hap: Hap) -> Truth:
    """Whether an act is what a prohibition forbids its bearer: who, what, on whom, under its conditions."""
    kinds = set(duty.measures)
    if hap.kind == "attack":
        if not kinds & set(_ATTACKING):
            return False
    elif hap.kind == "threat":
        if not kinds & set(_THREATENING):
            return False
    elif not any(measure_fits(run, hap, m) for m in duty.measures):
        return False
    tests = (lambda: _author(duty, hap), lambda: _aim(run, duty, hap), lambda: _here(run, duty, hap))
    return all_of(test() for test in tests)


def _author(duty: DutyRun, hap: Hap) -> Truth:
    case = hap.case
    if hap.kind in ("attack", "threat") and case is not None and case.hap is hap:
        return any_of(case.attributed(n) for n in duty.members)
    return bool(set(hap.who) & set(duty.members))


def _aim(run: Run, duty: DutyRun, hap: Hap) -> Truth:
    env = Env(duty.prov.ins, hap.at, duty.case or hap.case, duty.members[0])
    results: list[Truth] = []
    for action in duty.actions:
        if action.target is None:
            return True
        names = [n for slot in ("on", "for", "to", "against") for n in names_of(run, hap, slot)]
        results.append(any_of(is_in(run, n, action.target, env) for n in names) if names else None)
    return any_of(results)


def _here(run: Run, duty: DutyRun, hap: Hap) -> Truth:
    case = hap.case if hap.kind in ("attack", "threat") else duty.case
    env = Env(duty.prov.ins, hap.at, case, duty.members[0])
    towards = names_of(run, hap, "on") if hap.kind == "attack" else ()
    if not any(bound_at(run, duty.prov.ins, n, hap.at, towards) for n in duty.members):
        return False
    if any(defeated(run, duty.prov, n, "must not", duty.measures, env) for n in duty.members):
        return False
    return applies(run, duty, env)


def _violation(run: Run, duty: DutyRun, hap: Hap) -> None:
    case = hap.case
    key = f"{duty.key} by {hap.id}"
    instance = Instance(case or duty.case, duty.since, (hap,), (), (hap.change,))
    breach = replace(
        duty, key=key, instance=instance, due=run.now, status="breached", ended=run.now, standing=False,
        used=set(), done=set(),
    )  # fmt: skip
    run.duties.append(breach)
    text = f"{duty.bearer} is in breach: it must not {duty.action}"
    breach.change = _say(run, breach, "prohibition", text, "breached", (hap.change,))
    _announce(run, breach, tuple(n for n in duty.members if n in hap.who) or duty.members, hap.day)


def _announce(run: Run, duty: DutyRun, who: tuple[str, ...], day: bool) -> None:
    made = run.happen("breach", day, ins=duty.prov.ins, name=duty.prov.article, who=who, source=duty, case=duty.case,
                      sure=duty.sure)  # fmt: skip
    made.change = duty.change


# ---- last round: expiry ----------------------------------------------------------------------------------------------


def expire(run: Run) -> None:
    """Ends of force and of periods first (what is owed lapses), then deadlines (it is breached)."""
    for duty in run.duties:
        if duty.status != "owed":
            continue
        if duty.ends is not None and run.now >= duty.ends:
            end(run, duty, "lapsed", "its time is over")
        elif duty.modal != "may" or duty.standing:
            _with_force(run, duty)
    for duty in run.duties:
        if duty.status == "owed" and duty.due is not None and run.now >= duty.due:
            _overdue(run, duty)


def _with_force(run: Run, duty: DutyRun) -> None:
    """What is owed under an instrument that ends now: standing provisions end with it, cases as the tail says."""
    ends: set[int] = run.memory.get("ends", set())
    if run.now not in ends or all(bound_at(run, duty.prov.ins, n, run.now + 1) for n in duty.members):
        return
    if duty.standing or duty.case is None:
        end(run, duty, "lapsed", "the instrument is no longer in force")
        return
    for rule in run.prep.of(Tail):
        if rule.ins == duty.prov.ins and not remains(run, rule.body):
            end(run, duty, "lapsed", "duties for attacks before the exit end with it")
            return
        if rule.ins == duty.prov.ins:
            return
    run.note(f"{duty.bearer} leaves while it owes {duty.action}, and the draft does not say whether that remains: "
             "it is taken to remain", duty.prov.ref, duty.case, "exit", duty.bearer)  # fmt: skip


def _overdue(run: Run, duty: DutyRun) -> None:
    if any(a.every is not None for a in duty.actions) and duty.done:
        duty.done.clear()
        every = next(a.every for a in duty.actions if a.every is not None)
        duty.due = after(run, Moment(run.now), every)
        run.wake(duty.due)
        run.tick += 1
        return
    if duty.modal == "must":
        duty.failed = _idle(duty)
        who = _failing(run, duty)
        end(run, duty, "breached", f"{listed(who)} did not act" if who != duty.members else "")
        _announce(run, duty, who, False)
    elif duty.modal == "intends to":
        end(run, duty, "lapsed", f"{duty.bearer} departed from it")
    else:
        end(run, duty, "lapsed", "its time is over")


def _failing(run: Run, duty: DutyRun) -> tuple[str, ...]:
    """Who breaches a joint duty: all, or each that did not act."""
    if norm_of(duty.prov).breached_by == "all" or duty.joint != "all":
        return duty.members
    acted = {name for name, _ in duty.done}
    return tuple(n for n in _others(run, duty) if n not in acted) or duty.members
