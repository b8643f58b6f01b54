"""When a provision is set off: events that meet its description, conditions that become true, stages."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from msgspec import Struct, field

from foedus.engine.conditions import holds
from foedus.engine.force import after, in_hours
from foedus.engine.kleene import Truth
from foedus.engine.match import fits, refers
from foedus.engine.prepared import Kinds, Prov, by_bearer, by_case
from foedus.engine.state import Case, Env, Hap, Instance, Moment, Run
from foedus.model import CaseArisen, Decision, Trigger, walk

Basis = tuple[Any, Hap, int]


class Open(Struct, eq=False):
    """An event that may yet meet a trigger."""

    trigger: int
    hap: Hap
    case: Case | None
    truth: Truth = None
    checked: int = -1
    met: Moment | None = None  # a stage waits from here
    due: int = 0
    noted: bool = False


class Fired(Struct, eq=False):
    """A trigger that was met."""

    case: Case | None
    hap: Hap | None
    moment: Moment
    basis: tuple[Basis, ...] = ()
    because: tuple[int, ...] = ()


class Watch(Struct, eq=False):
    """What is known about the triggers of one provision in one run."""

    prov: Prov
    triggers: list[Trigger]
    kinds: list[Kinds]
    conditional: bool  # whether a trigger is a condition, to be looked at each time
    fired: list[list[Fired]]
    seen: int = 0
    news: bool = False
    open: list[Open] = field(default_factory=list[Open])
    made: set[tuple[int, ...]] = field(default_factory=set[tuple[int, ...]])
    whens: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])


def watch_of(run: Run, prov: Prov) -> Watch:
    """What is known about the triggers of a provision so far."""
    found: Watch | None = run.watches.get(prov.id)
    if found is None:
        triggers, kinds, conditional = _watched(run, prov)
        found = Watch(prov, triggers, kinds, conditional, [[] for _ in triggers])
        run.watches[prov.id] = found
    return found


def _watched(run: Run, prov: Prov) -> tuple[list[Trigger], list[Kinds], bool]:
    """The triggers that a provision is watched for, the kinds of events of each, and whether one is a condition."""
    key = ("watched", prov.id)
    kept = run.prep.kept
    if key not in kept:
        pairs = [(t, k) for t, k in zip(prov.triggers, prov.kinds, strict=True) if not waits_for_bearer(t)]
        triggers = [t for t, _ in pairs]
        kept[key] = (triggers, [k for _, k in pairs], any(t.event is None for t in triggers))
    return kept[key]


def waits_for_bearer(trigger: Trigger) -> bool:
    """Whether a trigger is a condition on each bearer, which then waits for it by itself."""
    return trigger.event is None and trigger.when is not None and by_bearer(trigger.when)


def set_off(run: Run, prov: Prov) -> Iterable[Instance]:
    """New instances of a provision, each once."""
    return news_of(run, watch_of(run, prov))


def news_of(run: Run, watch: Watch) -> Iterable[Instance]:
    """New instances of the provision that is watched, each once."""
    if watch.seen < len(run.haps):
        _collect(run, watch)
    if watch.open:
        for one in watch.open:
            _try(run, watch, one, watch.triggers[one.trigger])
        watch.open = [o for o in watch.open if _undecided(o)]
    if watch.conditional:
        for index, trigger in enumerate(watch.triggers):
            if trigger.event is None:
                _conditions(run, watch, index, trigger)
    if not watch.news:
        return ()
    watch.news = False
    return _combine(watch)


def _undecided(one: Open) -> bool:
    """Whether an event may yet meet the trigger: a finding may change what an attack is."""
    return one.met is not None or one.truth is None or (one.truth is False and one.case is not None)


def _collect(run: Run, watch: Watch) -> None:
    prov = watch.prov
    new = run.haps[watch.seen :]
    watch.seen = len(run.haps)
    for hap in new:
        if prov.part is not None and not run.part_active(prov.part, hap.at):
            continue
        for index, trigger in enumerate(watch.triggers):
            allowed = watch.kinds[index]
            if trigger.event is None or (allowed is not None and hap.kind not in allowed):
                continue
            for case in _cases(run, prov, trigger, hap):
                watch.open.append(Open(index, hap, case))


def _cases(run: Run, prov: Prov, trigger: Trigger, hap: Hap) -> list[Case | None]:
    """The cases that an event belongs to: its own, or each attack that it may be about."""
    if hap.case is not None:
        return [hap.case]
    about_case = by_case(trigger.event) or (isinstance(prov.body, Decision) and prov.body.subject == "case")
    if about_case and hap.kind != "breach":
        return [c for c in run.cases if c.attack and refers(run, hap, c)]
    return [None]


def _try(run: Run, watch: Watch, one: Open, trigger: Trigger) -> None:
    """See whether an event meets the trigger by now."""
    if one.met is not None:
        _stage(run, watch, one, trigger)
        return
    if one.truth is False and one.checked == run.findings:
        return
    env = Env(watch.prov.ins, one.hap.at, one.case)
    one.truth, one.checked = fits(run, trigger.event, one.hap, env), run.findings
    if one.case is not None and one.case.attack:
        one.case.fits.append(one.truth)
    if one.truth is not True:
        return
    day = one.hap.day if one.hap.at == run.now else run.day_now()
    moment = Moment(run.now, day)
    if trigger.delay is None:
        _fire(run, watch, one, trigger, moment)
        return
    one.met, one.due = moment, after(run, moment, trigger.delay)
    if in_hours(run, moment, trigger.delay):
        run.note(
            "a stage in hours runs from an event of which only the date is known", watch.prov.ref, one.case
        )
    run.schedule(one.due)
    _stage(run, watch, one, trigger)


def _stage(run: Run, watch: Watch, one: Open, trigger: Trigger) -> None:
    if run.now < one.due:
        return
    env = Env(watch.prov.ins, run.now, one.case)
    holding = True if trigger.condition is None else holds(run, trigger.condition, env)
    if holding is None:
        return
    one.met, one.truth = None, True
    if holding:
        _fire(run, watch, one, trigger, Moment(run.now))


def _fire(run: Run, watch: Watch, one: Open, trigger: Trigger, moment: Moment) -> None:
    basis: tuple[Basis, ...] = ((trigger.event, one.hap, watch.prov.ins), *_basis_of(one.hap))
    watch.news = True
    watch.fired[one.trigger].append(Fired(one.case, one.hap, moment, basis, (one.hap.change,)))


def _basis_of(hap: Hap) -> tuple[Basis, ...]:
    instance: Instance | None = getattr(hap.source, "instance", None)
    return instance.basis if instance is not None and hap.kind == "decision" else hap.basis


def _conditions(run: Run, watch: Watch, index: int, trigger: Trigger) -> None:
    prov = watch.prov
    key = ("by case", prov.id, index)
    kept = run.prep.kept
    if key not in kept:
        kept[key] = by_case(trigger.when) or (isinstance(prov.body, Decision) and prov.body.subject == "case")
    cases: list[Case | None] = [c for c in run.cases if c.attack] if kept[key] else [None]
    for case in cases:
        mark = (index, case.index if case is not None else -1)
        if mark in watch.whens or (case is not None and not run.part_active(prov.part, case.at)):
            continue
        if holds(run, trigger.when, Env(prov.ins, run.now, case)) is not True:
            continue
        watch.whens.add(mark)
        moment = Moment(run.now, run.day_now())
        basis, because = _decided(run, prov, trigger, case)
        watch.news = True
        watch.fired[index].append(
            Fired(case, None, moment, basis, because or tuple(h.change for h in run.today))
        )


def _decided(
    run: Run, prov: Prov, trigger: Trigger, case: Case | None
) -> tuple[tuple[Basis, ...], tuple[int, ...]]:
    """The descriptions that a decision rests on, where the condition is that the case has arisen."""
    if not any(isinstance(n, CaseArisen) for n in walk(trigger.when)):
        return (), ()
    mine = [d for d in run.decisions if d.case is case and d.prov.ins == prov.ins and d.answer is True]
    basis = tuple(b for d in mine for b in d.instance.basis)
    return basis, tuple(d.change for d in mine)


def _combine(watch: Watch) -> Iterator[Instance]:
    """All triggers met, about one case: the provision is set off at the latest."""
    if not watch.fired or not all(watch.fired):
        return
    for combination in product(*(enumerate(f) for f in watch.fired)):
        mark = tuple(i for i, _ in combination)
        if mark in watch.made:
            continue
        fired = [f for _, f in combination]
        cases = {f.case for f in fired if f.case is not None}
        if len(cases) > 1:
            continue
        watch.made.add(mark)
        moment = max((f.moment for f in fired), key=lambda m: m.at)
        yield Instance(
            next(iter(cases), None), moment, tuple(f.hap for f in fired if f.hap is not None),
            tuple(b for f in fired for b in f.basis), tuple(c for f in fired for c in f.because),
        )  # fmt: skip


def lost(run: Run, instance: Instance) -> bool:
    """Whether a description on which an instance rests has been settled false since."""
    for expr, hap, ins in instance.basis:
        case = hap.case
        if case is None or case.version == 0:
            continue
        if fits(run, expr, hap, Env(ins, hap.at, instance.case or case)) is False:
            return True
    return False


def pending(run: Run, prov: Prov, case: Case) -> bool:
    """Whether it is unsettled that an attack sets a provision off."""
    watch: Watch | None = run.watches.get(prov.id)
    return watch is not None and any(o.case is case and o.truth is None for o in watch.open)
