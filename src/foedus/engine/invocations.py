"""Invocations: when they take effect, wait or are void, and which attacks they cover."""

from collections.abc import Iterator
from typing import Any

from foedus.base import instant_text
from foedus.engine.conditions import holds
from foedus.engine.force import after, bound_at
from foedus.engine.kleene import Truth, all_of, any_of, negate
from foedus.engine.match import fits, names_case, refers
from foedus.engine.prepared import Prov
from foedus.engine.sayings import instrument_of
from foedus.engine.state import Case, Env, Hap, Moment, Run
from foedus.engine.words import listed
from foedus.engine.world import is_in
from foedus.model import Decision, Norm, Predicate, Reinvoke


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
            text = f"the invocation by {listed(hap.who)} waits: it is not settled whether the case qualifies"
            run.log("invocation", text, "pending", listed(hap.who), case, because=(hap.change,), sure=False)
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
        yield bound_at(run, prov.ins, name, case.at) or bound_at(run, prov.ins, name, run.now)
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


def _set_off(run: Run, event: Any, case: Case, env: Env) -> Truth:
    """Whether the attack, or something about it, meets the power's description."""
    direct = fits(run, event, case.hap, env._replace(at=case.at))
    if direct is not False:
        return direct
    others = (h for h in run.haps if h.at <= env.at and not (h.case is not None and h.case.hap is h))
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
    because = (hap.change, case.hap.change)
    change = run.log("invocation", f"{by} has invoked {code}{late}", "effective", by, case, because=because)
    run.memory["invoked", ins, case] = (run.now, hap)
    day = hap.day if hap.at == run.now else run.day_now()
    made = run.happen("invocation", day, ins=ins, case=case, who=hap.who, event=hap.event)
    made.change = change
    made.basis = tuple(_grounds(run, hap, ins, case))


def _grounds(run: Run, hap: Hap, ins: int, case: Case) -> Iterator[tuple[Any, Hap, int]]:
    """The descriptions on which an invocation rests: if one is settled false, what follows from it is lost."""
    for prov in run.prep.norms:
        if prov.ins == ins and _is_power(run, prov, "invoke"):
            for trigger in prov.triggers:
                if (
                    trigger.event is not None
                    and fits(run, trigger.event, case.hap, Env(ins, case.at, case)) is True
                ):
                    yield trigger.event, case.hap, ins
                    return
    for prov in run.prep.decisions:
        if (
            prov.ins == ins
            and _describes(prov.body)
            and fits(run, prov.body.about, case.hap, Env(ins, case.at, case))
        ):
            yield prov.body.about, case.hap, ins
            return
