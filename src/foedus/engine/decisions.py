"""Decisions: invocations that take effect, electorates, votes, how a decision closes, and what silence means."""

from collections.abc import Iterator
from typing import Any

from foedus.base import instant_text
from foedus.engine.conditions import holds
from foedus.engine.force import after, bound_at, in_hours
from foedus.engine.kleene import Truth, all_of, any_of, negate
from foedus.engine.match import as_vote, fits, instrument_of, names_case, refers
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, DecisionRun, Env, Hap, Instance, Moment, Run
from foedus.engine.tally import consenting, electorate, need, verdict
from foedus.engine.triggers import lost, set_off
from foedus.engine.words import decider_text, listed, when_text
from foedus.engine.world import candidates, denote, flat_measures, is_in
from foedus.model import (
    Decider,
    Decision,
    FinalVotes,
    Norm,
    Predicate,
    Reinvoke,
    Vote,
    VoteRule,
)  # fmt: skip

# ---- invocation ------------------------------------------------------------------------------------------------------


def invocations(run: Run) -> None:
    """The fourth round, first half: invocations take effect, wait, or are void."""
    for hap in run.today:
        if hap.kind == "invoke" and hap.event is not None and not hap.event.omitted:
            for ins in sorted(instrument_of(run, hap)):
                _invoke(run, hap, ins)
    waiting: list[tuple[Hap, int, Case]] = run.memory.get("invocations", [])
    for entry in list(waiting):
        hap, ins, case = entry
        truth = _may_invoke(run, hap, ins, case, hap.at)
        if truth is not None:
            waiting.remove(entry)
            _settle_pending(run, case, waiting)
            if truth:
                _effective(run, hap, ins, case)
            else:
                run.log("invocation", f"the invocation by {listed(hap.who)} is void", "void", listed(hap.who), case,
                        because=(hap.change,))  # fmt: skip


def _settle_pending(run: Run, case: Case, waiting: list[tuple[Hap, int, Case]]) -> None:
    run.memory["pending", case] = any(c is case for _, _, c in waiting)


def _invoke(run: Run, hap: Hap, ins: int) -> None:
    if ("invoked by", hap.id, ins) in run.memory:
        return
    run.memory["invoked by", hap.id, ins] = True
    if not any(p.ins == ins for p in (*run.prep.decisions, *run.prep.norms)):
        return
    assert hap.event is not None
    named = hap.event.get("case") or None
    attacks = [c for c in run.cases if c.attack and (named is None or names_case(run, named, c))]
    covered = 0
    for case in attacks:
        barred = _barred(run, ins, case, hap)
        if barred:
            if named is not None:
                run.note(f"the case was invoked already: {barred}", case=case, because=(hap.change,))
            covered += 1
            continue
        truth = _may_invoke(run, hap, ins, case, run.now)
        if truth is True:
            covered += 1
            _effective(run, hap, ins, case)
        elif truth is None:
            covered += 1
            waiting: list[tuple[Hap, int, Case]] = run.memory.setdefault("invocations", [])
            waiting.append((hap, ins, case))
            run.memory["pending", case] = True
            run.memory["invoked", ins, case] = (run.now, hap)
            run.log("invocation", f"the invocation by {listed(hap.who)} waits: it is not settled whether the case qualifies",
                    "pending", listed(hap.who), case, because=(hap.change,), sure=False)  # fmt: skip
    if not covered and ins in run.prep.invoking | _deciding(run):
        run.log("invocation", f"the invocation by {listed(hap.who)} is void: no attack is covered that it may invoke",
                "void", listed(hap.who), because=(hap.change,))  # fmt: skip


def _deciding(run: Run) -> frozenset[int]:
    return frozenset(p.ins for p in run.prep.decisions)


def _barred(run: Run, ins: int, case: Case, hap: Hap) -> str:
    """Why an attack cannot be invoked again; "" if it can."""
    before: tuple[int, Hap] | None = run.memory.get(("invoked", ins, case))
    if before is None:
        return ""
    for prov in run.prep.of(Reinvoke):
        if prov.ins == ins:
            closed = [d for d in run.decisions if d.case is case and d.prov.ins == ins]
            if any(d.status == "open" for d in closed):
                return "its decision is still open"
            last = max((d.closed or d.opened.at for d in closed), default=before[0])
            since = after(run, Moment(last), prov.body.after) if prov.body.after is not None else last
            return "" if run.now >= since else f"it may be invoked again from {instant_text(since)}"
    return f"on {instant_text(before[0])}"


def _may_invoke(run: Run, hap: Hap, ins: int, case: Case, at: int) -> Truth:
    """Whether a power to invoke covers this invocation of an attack."""
    powers = [p for p in run.prep.norms if p.ins == ins and _is_power(run, p, "invoke")]
    if powers:
        return any_of(_power(run, p, name, case, at) for p in powers for name in hap.who)
    about = [
        t.event for p in run.prep.decisions if p.ins == ins for t in p.triggers
        if t.event is not None and fits(run, t.event, case.hap, Env(ins, case.at, case)) is not False
    ]  # fmt: skip
    described = [p.body.about for p in run.prep.decisions if p.ins == ins and _describes(p.body)]
    if about or not described:
        return True
    return any_of(fits(run, d, case.hap, Env(ins, case.at, case)) for d in described)


def _describes(body: Decision) -> bool:
    return body.about is not None and body.subject == "case"


def _is_power(run: Run, prov: Prov, measure: str) -> bool:
    body: Norm = prov.body
    if body.modal != "may" or not run.part_active(prov.part, run.now):
        return False
    for action in body.actions:
        found = run.value(action)
        actions = found.actions if isinstance(found, Predicate) else (found,)
        if any(run.value(a.measure) == measure for a in actions):
            return True
    return False


def _power(run: Run, prov: Prov, name: str, case: Case, at: int) -> Truth:
    body: Norm = prov.body
    env = Env(prov.ins, at, case, name)

    def grounds():
        yield is_in(run, name, body.bearer, env)
        yield bound_at(run, prov.ins, name, case.at if _bound_then(run, prov, name, case) else run.now)
        for trigger in prov.triggers:
            if trigger.event is not None:
                yield _set_off(run, trigger.event, case, env)
            if trigger.when is not None:
                yield holds(run, trigger.when, env._replace(at=run.now))
        for condition in (*body.provided, *body.while_):
            yield holds(run, condition, env._replace(at=run.now))
        for condition in body.unless:
            yield negate(holds(run, condition, env._replace(at=run.now)))
        yield _in_time(run, body, case, at)

    return all_of(grounds())


def _bound_then(run: Run, prov: Prov, name: str, case: Case) -> bool:
    return bound_at(run, prov.ins, name, case.at)


def _set_off(run: Run, event: Any, case: Case, env: Env) -> Truth:
    """Whether the attack, or something about it, meets the power's description."""
    direct = fits(run, event, case.hap, env._replace(at=case.at))
    if direct is not False:
        return direct
    others = (h for h in run.haps if h is not case.hap and not (h.case is not None and h.case.hap is h) and h.at <= env.at)
    return any_of(fits(run, event, h, env) for h in others if refers(run, h, case))


def _in_time(run: Run, body: Norm, case: Case, at: int) -> bool:
    limit = body.deadline
    if limit is None or limit.within is None:
        return True
    return at <= after(run, Moment(case.at, case.day), limit.within)


def _effective(run: Run, hap: Hap, ins: int, case: Case) -> None:
    by = listed(hap.who)
    code = run.instrument(ins).code
    late = "" if hap.at == run.now else f" (made {instant_text(hap.at)})"
    change = run.log("invocation", f"{by} has invoked {code}{late}", "effective", by, case, because=(hap.change, case.hap.change))
    run.memory["invoked", ins, case] = (run.now, hap)
    day = hap.day if hap.at == run.now else run.day_now()
    made = run.happen("invocation", day, ins=ins, case=case, who=hap.who, event=hap.event)
    made.change = change
    made.basis = tuple(_grounds(run, hap, ins, case))


def _grounds(run: Run, hap: Hap, ins: int, case: Case) -> Iterator[tuple[Any, Hap, int]]:
    """The descriptions of attacks on which an invocation rests: if one is settled false, what follows from it is lost."""
    for prov in run.prep.norms:
        if prov.ins == ins and _is_power(run, prov, "invoke"):
            for trigger in prov.triggers:
                if trigger.event is not None and fits(run, trigger.event, case.hap, Env(ins, case.at, case)) is True:
                    yield trigger.event, case.hap, ins
                    return
    for prov in run.prep.decisions:
        if prov.ins == ins and _describes(prov.body) and fits(run, prov.body.about, case.hap, Env(ins, case.at, case)):
            yield prov.body.about, case.hap, ins
            return


# ---- opening ---------------------------------------------------------------------------------------------------------


def openings(run: Run) -> None:
    """Decisions open when their triggers are met."""
    for prov in run.prep.decisions:
        if not run.part_active(prov.part, run.now) or replaced(run, prov):
            continue
        if prov.triggers:
            for instance in set_off(run, prov):
                _open(run, prov, instance)
        else:
            _open_by_vote(run, prov)


def replaced(run: Run, prov: Prov) -> bool:
    """Whether a part in effect stands instead of the provision's article."""
    parts = run.instrument(prov.ins).replaced.get(prov.article, ())
    return bool(parts) and prov.part is None and any(run.part_active(p, run.now) for p in parts)


def _open_by_vote(run: Run, prov: Prov) -> None:
    """A decision that nothing sets off: it opens with the first act on it (a vote, or the body's decision)."""
    for hap in run.today:
        if hap.kind not in ("vote", "decide") or ("opened by", hap.id, prov.id) in run.memory:
            continue
        attacks = [c for c in run.cases if c.attack and refers(run, hap, c)]
        cases: list[Case | None] = [c for c in attacks if not _has_decision(run, prov, c)] or ([] if attacks else [None])
        decider = run.value(prov.body.decider)
        mine = decider.kind == "organ" and is_in(run, decider.who.name, decider.who, Env(prov.ins, run.now))
        for case in cases:
            env = Env(prov.ins, run.now, case)
            voters = electorate(run, prov, _rule(run, prov, env) or decider, case)
            if set(hap.who) & set(voters) or (mine and set(hap.who) & set(denote(run, decider.who, env) + [decider.who.name])):
                run.memory["opened by", hap.id, prov.id] = True
                moment = Moment(run.now, hap.day)
                _open(run, prov, Instance(case, moment, (hap,), (), (hap.change,)))


def _has_decision(run: Run, prov: Prov, case: Case) -> bool:
    return any(d.prov is prov and d.case is case for d in run.decisions)


def _rule(run: Run, prov: Prov, env: Env) -> Decider | None:
    """The rule by which it is decided: an organ's own rule for this article; None for an outside body."""
    return _rule_of(run, prov, run.value(prov.body.decider), env)


def _rule_of(run: Run, prov: Prov, decider: Decider, env: Env) -> Decider | None:
    if decider.kind != "organ":
        return decider
    subject = getattr(prov.body, "subject", "")
    name = getattr(run.value(decider.who), "name", "")
    rules: list[VoteRule] = [p.body for p in run.prep.of(VoteRule) if getattr(run.value(p.body.organ), "name", "") == name]
    for wanted in (lambda r: prov.article in r.articles, lambda r: bool(subject) and r.subject == subject, lambda r: not r.articles):
        for rule in rules:
            if wanted(rule) and (not rule.subject or rule.subject == subject):
                return run.value(rule.rule)
    return None


def _open(run: Run, prov: Prov, instance: Instance) -> None:
    body: Decision = prov.body
    case = instance.case
    env = Env(prov.ins, run.now, case)
    if case is not None and _decided_before(run, prov, case, instance):
        return
    if not bound_at(run, prov.ins, "", case.at if case is not None else run.now):
        return
    if all_of((*(holds(run, c, env) for c in body.provided), *(negate(holds(run, c, env)) for c in body.unless))) is False:
        return
    rule = _rule(run, prov, env)
    decider: Decider = run.value(body.decider)
    if decider.kind == "each":
        for name, sure in candidates(run, decider.who, env._replace(at=run.now)):
            if sure is not False:
                _begin(run, prov, instance, decider, decider, (name,), name)
        return
    voters = electorate(run, prov, rule, case) if rule is not None else ()
    _begin(run, prov, instance, decider, rule, voters, "")


def _decided_before(run: Run, prov: Prov, case: Case, instance: Instance) -> bool:
    """A case is decided once, unless it was invoked again as the draft allows."""
    mine = [d for d in run.decisions if d.prov is prov and d.case is case]
    again = bool(run.prep.of(Reinvoke)) and any(h.kind == "invocation" for h in instance.haps)
    return bool(mine) and not (again and all(d.status != "open" for d in mine))


def _begin(
    run: Run, prov: Prov, instance: Instance, decider: Decider, rule: Decider | None, voters: tuple[str, ...], who: str
) -> None:  # fmt: skip
    body: Decision = prov.body
    case = instance.case
    key = f"decision {prov.id}{f' by {who}' if who else ''} on {case.index if case is not None else '-'} from {run.now}"
    opened = Moment(run.now, instance.since.day)
    organ = getattr(run.value(decider.who), "name", "") if decider.kind == "organ" else ""
    decision = DecisionRun(
        key, prov, rule, body, case, instance, voters, need(rule, len(voters)) if rule is not None else -1, opened,
        _due(run, prov, instance, opened), organ=organ, who=who, label=f"{who} for itself" if who else decider_text(run, decider),
        subject=subject_text(run, body), final=_final(run, prov),
        consenting=consenting(run, rule, Env(prov.ins, run.now, case)),
    )  # fmt: skip
    run.turn(key, (prov.ref,), arising=True)
    run.decisions.append(decision)
    text = f"the decision {decision.subject} is open{when_text(decision.due)}: {decision.label}"
    decision.change = run.log("decision", text, "open", who, case, key, prov.ref, instance.because)
    if decision.due is not None:
        run.schedule(decision.due)
    if (rule is not None and decision.need > len(voters)) or (rule is not None and not voters):
        run.note(f"{decision.label} can never adopt it: {len(voters)} may vote, and {decision.need} votes are needed", prov.ref, case)


def open_side(
    run: Run, prov: Prov, instance: Instance, purpose: str, decider: Decider | None, within: Any, subject: str, who: str = "",
) -> DecisionRun:  # fmt: skip
    """A decision beside the case's own: a domestic process, or one that stops a snapback."""
    case = instance.case
    env = Env(prov.ins, run.now, case)
    organ_who = decider.who if decider is not None else getattr(prov.body, "organ", None)
    organ = getattr(run.value(organ_who), "name", "") if decider is None or decider.kind == "organ" else ""
    rule = (_rule_of(run, prov, decider, env) if decider is not None else None) or None
    voters = electorate(run, prov, rule, case) if rule is not None else ()
    opened = Moment(run.now, run.day_now())
    due = after(run, opened, within) if within is not None else None
    label = decider_text(run, decider) if decider is not None else organ
    key = f"{purpose} {prov.id}{f' for {who}' if who else ''} on {case.index if case is not None else '-'} from {run.now}"
    decision = DecisionRun(
        key, prov, rule, prov.body, case, instance, voters, need(rule, len(voters)) if rule is not None else -1, opened, due,
        organ=organ, who=who, label=label, subject=subject, purpose=purpose, consenting=consenting(run, rule, env),
    )  # fmt: skip
    run.turn(key, (prov.ref,), arising=True)
    run.decisions.append(decision)
    text = f"the decision {subject} is open{when_text(due)}: {label}"
    decision.change = run.log("decision", text, "open", who, case, key, prov.ref, instance.because)
    if due is not None:
        run.schedule(due)
    return decision


def _final(run: Run, prov: Prov) -> bool:
    return prov.body.final or any(p.ins == prov.ins for p in run.prep.of(FinalVotes))


def _due(run: Run, prov: Prov, instance: Instance, opened: Moment) -> int | None:
    limit = prov.body.deadline
    if limit is None or limit.delay:
        return None
    if limit.at is not None:
        return limit.at.latest
    if limit.within is None:
        return None
    base = opened
    case = instance.case
    if limit.anchor == "attack" and case is not None:
        base = Moment(case.at, case.day)
    elif not isinstance(limit.anchor, str):
        met = [h for h in run.haps if fits(run, limit.anchor, h, Env(prov.ins, h.at, case)) is True]
        base = Moment(met[-1].at, met[-1].day) if met else opened
    if in_hours(run, base, limit.within):
        run.note("a clock in hours runs from an event of which only the date is known", prov.ref, case)
    due = after(run, base, limit.within)
    if due < run.now:
        run.note("a deadline was past before its clock could start: it runs from then", prov.ref, case, "deadline past")
        due = after(run, Moment(run.now, run.day_now()), limit.within)
    return due


def subject_text(run: Run, body: Decision) -> str:
    """What is decided."""
    if body.subject == "measures":
        names = flat_measures(run, body.measures)
        return f"which of {listed(names)} are taken" if names else "which measures are taken"
    return {"case": "whether the case has arisen", "meeting": "whether it meets"}.get(body.subject, f"on the {body.subject}")


# ---- votes -----------------------------------------------------------------------------------------------------------


def votes(run: Run) -> None:
    """The fourth round, second half: each vote counts for the open decision that it is about."""
    for hap in run.today:
        if hap.kind in ("vote", "object", "consent") and hap.event is not None and not hap.event.omitted:
            _vote(run, hap)
        elif hap.kind in ("decide", "find"):
            _body(run, hap)


def _about(run: Run, decision: DecisionRun, hap: Hap) -> bool:
    event = hap.event
    assert event is not None
    article = event.get("article") or event.get("decision")
    if article is not None and isinstance(article, (str, tuple)) and decision.prov.article not in (article, *article):
        return False
    named = event.get("instrument")
    if named and run.prep.find(str(named)) != decision.prov.ins:
        return False
    return decision.case is None or refers(run, hap, decision.case)


def _vote(run: Run, hap: Hap) -> None:
    assert hap.event is not None
    mine = [d for d in run.decisions if d.status == "open" and _about(run, d, hap) and _may_vote(d, hap)]
    cases = {d.case for d in mine}
    if len(cases) > 1 and not hap.event.get("case"):
        if hap.kind == "vote":
            run.note(f"the vote by {listed(hap.who)} names no case while {len(cases)} are open: it does not count",
                     because=(hap.change,))  # fmt: skip
            run.memory["counted", hap.id] = True
        return
    for decision in mine:
        if hap.id not in decision.seen:
            decision.seen.add(hap.id)
            _cast(run, decision, hap)
    if mine:
        run.memory["counted", hap.id] = True


def _may_vote(decision: DecisionRun, hap: Hap) -> bool:
    if hap.kind == "consent":
        return bool(set(hap.who) & set(decision.consenting))
    return bool(set(hap.who) & {*decision.electorate, *decision.consenting})


def _cast(run: Run, decision: DecisionRun, hap: Hap) -> None:
    assert hap.event is not None
    value = {"object": "against", "consent": "for"}.get(hap.kind) or as_vote(hap.event.get("value") or "for")
    measure = hap.event.get("measure")
    for name in hap.who:
        if name not in decision.electorate and name not in decision.consenting:
            decision.votes.append(Vote(run.now, name, value, False, "it has no vote"))
            continue
        if decision.final and name in decision.values:
            decision.votes.append(Vote(run.now, name, value, False, "votes are final"))
            continue
        decision.votes.append(Vote(run.now, name, value, True))
        decision.values[name] = (value, hap.change)
        if measure is not None:
            decision.picks[name] = str(measure[0] if isinstance(measure, tuple) else measure)
        run.log("vote", f"{name} votes {value} {decision.subject}", value, name, decision.case, decision.key, decision.prov.ref,
                (hap.change, decision.change))  # fmt: skip


def _body(run: Run, hap: Hap) -> None:
    """An outside body, or an organ as such, decides."""
    for decision in run.decisions:
        if decision.status != "open" or hap.id in decision.seen or not decision.organ or decision.organ not in hap.who:
            continue
        if hap.event is None or not _about(run, decision, hap):
            continue
        decision.seen.add(hap.id)
        stated = hap.event.get("value")
        value = as_vote(stated) if stated is not None else "for"
        measure = hap.event.get("measure")
        if measure is not None:
            decision.taken = flat_measures(run, measure if isinstance(measure, tuple) else (str(measure),))
        close(run, decision, "adopted" if value == "for" else "rejected", f"{decision.organ} decided", (hap.change,))


def uncounted(run: Run) -> None:
    """At the end of an instant: votes that met no open decision are reported."""
    for hap in run.today:
        if hap.kind == "vote" and ("counted", hap.id) not in run.memory:
            run.memory["counted", hap.id] = True
            closed = [d for d in run.decisions if d.status != "open" and set(hap.who) & set(d.electorate) and d.closed is not None]
            value = as_vote(hap.event.get("value") or "for") if hap.event is not None else "for"
            for decision in closed[-1:]:
                for name in hap.who:
                    decision.votes.append(Vote(run.now, name, value, False, "the decision had closed"))
            why = "the decision had closed" if closed else "no decision is open on which it may vote"
            for name in hap.who:
                run.note(f"the vote of {name} on {instant_text(run.now)} does not count: {why}", because=(hap.change,), who=name)


# ---- closing ---------------------------------------------------------------------------------------------------------


def tallies(run: Run) -> None:
    """The fifth round: a decision closes at the first instant its rule is met or refused, or its ground is lost."""
    for decision in run.decisions:
        if decision.status != "open":
            continue
        if lost(run, decision.instance):
            close(run, decision, "lapsed", "it is settled that the case does not qualify")
            decision.answer = None
            continue
        if decision.rule is None:
            continue
        result, why = verdict(run, decision)
        if result:
            because = tuple(c for _, c in decision.values.values())
            close(run, decision, result, why, because)


def close(run: Run, decision: DecisionRun, status: str, why: str, because: tuple[int, ...] = ()) -> None:
    """A decision ends."""
    run.turn(decision.key, (decision.prov.ref,))
    decision.status, decision.closed, decision.why = status, run.now, why
    if status == "adopted":
        decision.answer = True
    elif status == "rejected":
        decision.answer = False
    _announce(run, decision, because)


def _announce(run: Run, decision: DecisionRun, because: tuple[int, ...]) -> None:
    word = {"adopted": "was adopted", "rejected": "was rejected", "lapsed": "lapsed"}[decision.status]
    default = "; on silence it counts as adopted" if decision.by_default and decision.answer else ""
    default = "; on silence it counts as refused" if decision.by_default and not decision.answer else default
    text = f"the decision {decision.subject} {word}: {decision.why}{default}"
    decision.change = run.log("decision", text, decision.status, decision.who, decision.case, decision.key, decision.prov.ref,
                              (decision.change, *because))  # fmt: skip
    edges = (decision.status, *(("adopted",) if decision.answer and decision.status == "lapsed" else ()))
    edges = (*edges, *(("rejected",) if decision.by_default and not decision.answer else ()))
    if decision.purpose != "case":
        return
    made = run.happen("decision", run.day_now(), ins=decision.prov.ins, case=decision.case, name=decision.prov.article,
                      edges=edges, source=decision, who=(decision.who,) if decision.who else ())  # fmt: skip
    made.change = decision.change


def expire(run: Run) -> None:
    """The last round: what is open at its deadline ends; only then does silence speak."""
    for decision in run.decisions:
        if decision.status != "open" or decision.due is None or run.now < decision.due:
            continue
        if decision.rule is not None and decision.rule.kind == "silence":
            close(run, decision, "adopted", "nobody objected in time")
            continue
        silence = run.value(getattr(decision.body, "silence", ""))
        if silence == "open":
            if ("stays open", decision.key) not in run.memory:
                run.memory["stays open", decision.key] = True
                run.note(f"the time for the decision {decision.subject} is over; it stays open", decision.prov.ref, decision.case)
            continue
        decision.answer = {"it has": True, "granted": True, "it has not": False, "refused": False}.get(str(silence))
        decision.by_default = decision.answer is not None
        close(run, decision, "lapsed", _count(decision))


def _count(decision: DecisionRun) -> str:
    cast = sum(v == "for" for v, _ in decision.values.values())
    return f"{cast} of the {decision.need} votes needed" if decision.need > 0 else "nothing was decided in time"

