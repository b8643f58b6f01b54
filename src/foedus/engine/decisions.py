"""Decisions: how they open, votes, how they close, and what silence means."""

from typing import Any

from foedus.base import instant_text
from foedus.engine.conditions import holds
from foedus.engine.deadlines import deadline
from foedus.engine.force import after, bound_at
from foedus.engine.kleene import all_of, negate
from foedus.engine.match import refers
from foedus.engine.norms import env_for
from foedus.engine.prepared import Prov
from foedus.engine.sayings import as_vote, words_of
from foedus.engine.state import Case, DecisionRun, Env, Hap, Instance, Moment, Run
from foedus.engine.tally import agreed, consenting, electorate, need, verdict
from foedus.engine.triggers import lost, set_off
from foedus.engine.words import decider_text, listed, when_text, who_text
from foedus.engine.world import candidates, denote, flat_measures
from foedus.model import (
    Decider,
    Decision,
    FinalVotes,
    Reinvoke,
    Vote,
    VoteRule,
)  # fmt: skip

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


def replaced(run: Run, prov: Prov, at: int | None = None) -> bool:
    """Whether a part in effect (now, or at another instant) stands instead of the provision's article."""
    replacing = run.instrument(prov.ins).replaced
    if not replacing or prov.part is not None:
        return False
    now = run.now if at is None else at
    return any(run.part_active(p, now) for p in replacing.get(prov.article, ()))


def _open_by_vote(run: Run, prov: Prov) -> None:
    """A decision that nothing sets off: it opens with the first act on it (a vote, or the body's decision)."""
    for hap in run.today:
        if hap.kind not in ("vote", "decide") or ("opened by", hap.id, prov.id) in run.memory:
            continue
        attacks = [c for c in run.cases if c.attack and refers(run, hap, c)]
        fresh: list[Case | None] = [c for c in attacks if not _has_decision(run, prov, c)]
        for case in fresh if attacks else [None]:
            if _acts_on(run, prov, hap, case):
                run.memory["opened by", hap.id, prov.id] = True
                _open(run, prov, Instance(case, Moment(run.now, hap.day), (hap,), (), (hap.change,)))


def _acts_on(run: Run, prov: Prov, hap: Hap, case: Case | None) -> bool:
    """Whether somebody acts who may vote on a decision, or the body itself."""
    env = Env(prov.ins, run.now, case)
    decider: Decider = run.value(prov.body.decider)
    if set(hap.who) & set(electorate(run, prov, _rule(run, prov, env) or decider, env)):
        return True
    if decider.organ:
        return decider.organ in hap.who
    return decider.kind == "organ" and bool(
        set(hap.who) & {*denote(run, decider.who, env), who_text(run, decider.who)}
    )


def _has_decision(run: Run, prov: Prov, case: Case) -> bool:
    return any(d.prov is prov and d.case is case for d in run.decisions)


def _rule(run: Run, prov: Prov, env: Env) -> Decider | None:
    """The rule by which it is decided: an organ's own rule for this article; None for an outside body."""
    return rule_of(run, prov, run.value(prov.body.decider), env)


def rule_of(run: Run, prov: Prov, decider: Decider, env: Env) -> Decider | None:
    """The rule by which a decider decides; None for an outside body."""
    if decider.kind != "organ":
        return decider
    subject = getattr(prov.body, "subject", "")
    name = getattr(run.value(decider.who), "name", "")
    rules = [p.body for p in run.prep.of(VoteRule) if who_text(run, p.body.organ) == name]
    fitting = [r for r in rules if not r.subject or r.subject == subject]
    by_article = [r for r in fitting if prov.article in r.articles]
    by_subject = [r for r in fitting if r.subject]
    general = [r for r in fitting if not r.articles]
    found: list[VoteRule] = by_article or by_subject or general
    return run.value(found[0].rule) if found else None


def _open(run: Run, prov: Prov, instance: Instance) -> None:
    body: Decision = prov.body
    case = instance.case
    env = env_for(prov, instance, run.now)
    if case is not None and _decided_before(run, prov, case, instance):
        return
    if not bound_at(run, prov.ins, "", case.at if case is not None else run.now):
        return
    exceptions = (negate(holds(run, c, env)) for c in body.unless)
    if all_of((*(holds(run, c, env) for c in body.provided), *exceptions)) is False:
        return
    rule = _rule(run, prov, env)
    decider: Decider = run.value(body.decider)
    if decider.kind == "each":
        for name, sure in candidates(run, decider.who, env._replace(at=run.now)):
            if sure is not False:
                _begin(run, prov, instance, decider, decider, (name,), name)
        return
    voters = electorate(run, prov, rule, env) if rule is not None else ()
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
    env = env_for(prov, instance, run.now, who)
    key = f"decision {prov.id}{f' by {who}' if who else ''} on {case.index if case is not None else '-'} from {run.now}"
    opened = Moment(run.now, instance.since.day)
    organ = getattr(run.value(decider.who), "name", "") if decider.kind == "organ" else decider.organ
    decision = DecisionRun(
        key, prov, rule, body, case, instance, voters, need(rule, len(voters)) if rule is not None else -1, opened,
        deadline(run, prov, body.deadline, instance, opened, env), organ=organ, who=who,
        label=f"{who} for itself" if who else decider_text(run, decider),
        subject=subject_text(run, body), final=_final(run, prov),
        consenting=consenting(run, rule or decider, env_for(prov, instance, run.now), decider.consent_of),
    )  # fmt: skip
    run.turn(key, (prov.ref,), arising=True)
    run.decisions.append(decision)
    text = f"the decision {decision.subject} is open{when_text(decision.due)}: {decision.label}"
    decision.change = run.log("decision", text, "open", who, case, key, prov.ref, instance.because)
    if decision.due is not None:
        run.schedule(decision.due)
    if rule is not None and (decision.need > len(voters) or not voters):
        text = f"{decision.label} can never adopt it: {len(voters)} may vote, and {decision.need} votes are needed"
        run.note(text, prov.ref, case)


def open_side(
    run: Run, prov: Prov, instance: Instance, purpose: str, decider: Decider | None, within: Any, subject: str,
    who: str = "",
) -> DecisionRun:  # fmt: skip
    """A decision beside the case's own: a domestic process, or one that stops a snapback."""
    case = instance.case
    env = env_for(prov, instance, run.now)
    organ_who = decider.who if decider is not None else getattr(prov.body, "organ", None)
    organ = getattr(run.value(organ_who), "name", "") if decider is None or decider.kind == "organ" else ""
    rule = (rule_of(run, prov, decider, env) if decider is not None else None) or None
    voters = electorate(run, prov, rule, env) if rule is not None else ()
    opened = Moment(run.now, run.day_now())
    due = after(run, opened, within) if within is not None else None
    label = decider_text(run, decider) if decider is not None else organ
    on = case.index if case is not None else "-"
    key = f"{purpose} {prov.id}{f' for {who}' if who else ''} on {on} from {run.now}"
    decision = DecisionRun(
        key, prov, rule, prov.body, case, instance, voters, need(rule, len(voters)) if rule is not None else -1,
        opened, due, organ=organ, who=who, label=label, subject=subject, purpose=purpose,
        consenting=consenting(run, rule, env),
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


def subject_text(run: Run, body: Decision) -> str:
    """What is decided."""
    if body.subject == "measures":
        names = flat_measures(run, body.measures)
        return f"which of {listed(names)} are taken" if names else "which measures are taken"
    plain = {"case": "whether the case has arisen", "meeting": "whether it meets"}
    return plain.get(body.subject, f"on the {body.subject}")


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
    if (
        article is not None
        and isinstance(article, (str, tuple))
        and decision.prov.article not in (article, *article)
    ):
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
    if hap.kind == "object" and (decision.rule is None or decision.rule.kind != "silence"):
        return bool(set(hap.who) & set(decision.consenting))  # an objection to something else is no vote
    return bool(set(hap.who) & {*decision.electorate, *decision.consenting})


def _cast(run: Run, decision: DecisionRun, hap: Hap) -> None:
    assert hap.event is not None
    value = {"object": "against", "consent": "for"}.get(hap.kind) or as_vote(hap.event.get("value") or "for")
    measure = words_of(hap.event.get("measure"))
    for name in hap.who:
        if name not in decision.electorate and name not in decision.consenting:
            decision.votes.append(Vote(run.now, name, value, False, "it has no vote"))
            continue
        if decision.final and name in decision.values:
            decision.votes.append(Vote(run.now, name, value, False, "votes are final"))
            continue
        decision.votes.append(Vote(run.now, name, value, True))
        decision.values[name] = (value, hap.change)
        decision.proposed |= hap.kind == "vote" and value == "for"
        if measure:
            decision.picks[name] = measure[0]
        because = (hap.change, decision.change)
        run.log("vote", f"{name} {_cast_text(value)} {decision.subject}", value, name, decision.case, decision.key,
                decision.prov.ref, because)  # fmt: skip


def _cast_text(value: str) -> str:
    return {"abstain": "abstains on"}.get(value, f"votes {value}, on")


def _body(run: Run, hap: Hap) -> None:
    """An outside body, or an organ as such, decides."""
    for decision in run.decisions:
        if (
            decision.status != "open"
            or hap.id in decision.seen
            or not decision.organ
            or decision.organ not in hap.who
        ):
            continue
        if hap.event is None or not _about(run, decision, hap) or not _answers(decision, hap):
            continue
        decision.seen.add(hap.id)
        stated = hap.event.get("value")
        value = as_vote(stated) if stated is not None else "for"
        if value == "for":
            decision.taken = flat_measures(run, words_of(hap.event.get("measure")))
        if value == "for" and decision.consenting:
            decision.said = hap.change
            continue  # until those have spoken on whose consent it waits
        close(
            run,
            decision,
            "adopted" if value == "for" else "rejected",
            f"{decision.organ} decided",
            (hap.change,),
        )


def _answers(decision: DecisionRun, hap: Hap) -> bool:
    """A decision on measures is answered with a measure, one on the case without; neither by finding a standard met."""
    if hap.kind == "find" and hap.event is not None and hap.event.get("standard") is not None:
        return decision.purpose != "case"
    if decision.purpose != "case" or hap.kind != "decide" or hap.event is None:
        return True
    named = bool(hap.event.get("measure"))
    subject = getattr(decision.prov.body, "subject", "")
    return named if subject == "measures" else not named if subject == "case" else True


def uncounted(run: Run) -> None:
    """At the end of an instant: votes that met no open decision are reported."""
    for hap in run.today:
        if hap.kind == "vote" and ("counted", hap.id) not in run.memory:
            run.memory["counted", hap.id] = True
            _uncounted(run, hap)


def _uncounted(run: Run, hap: Hap) -> None:
    voters = set(hap.who)
    closed = [
        d
        for d in run.decisions
        if d.closed is not None and voters & set(d.electorate) and _about(run, d, hap)
    ]
    value = as_vote((hap.event.get("value") if hap.event is not None else None) or "for")
    for decision in closed[-1:]:
        decision.votes.extend(
            Vote(run.now, name, value, False, "the decision had closed") for name in hap.who
        )
    why = "the decision had closed" if closed else "no decision is open on which it may vote"
    for name in hap.who:
        text = f"the vote of {name} on {instant_text(run.now)} does not count: {why}"
        run.note(text, because=(hap.change,), who=name)


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
        result, why = agreed(decision) if decision.rule is None or decision.said >= 0 else ("", "")
        if not result and decision.rule is not None:
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
    decision.change = run.log("decision", text, decision.status, decision.who, decision.case, decision.key,
                              decision.prov.ref, (decision.change, *because))  # fmt: skip
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
                text = f"the time for the decision {decision.subject} is over; it stays open"
                run.note(text, decision.prov.ref, decision.case)
            continue
        decision.answer = {"it has": True, "granted": True, "it has not": False, "refused": False}.get(
            str(silence)
        )
        decision.by_default = decision.answer is not None
        decision.taken = ()  # what a body said while it waited for consent; silence names no measure
        close(run, decision, "lapsed", _count(decision))


def _count(decision: DecisionRun) -> str:
    cast = sum(v == "for" for v, _ in decision.values.values())
    return (
        f"{cast} of the {decision.need} votes needed" if decision.need > 0 else "nothing was decided in time"
    )
