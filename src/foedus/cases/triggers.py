"""When a provision is set off, and on which descriptions that rests."""

from itertools import product
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from foedus.cases.conditions import truth
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE
from foedus.cases.happenings import OWN, Hit, hits
from foedus.cases.leaves import Leaf
from foedus.cases.lowering import Low, View
from foedus.cases.measures import of_decided, said_by_organs, voted_on
from foedus.cases.times import LONG_AGO, NOWHEN, Guarded, Kleene, Time
from foedus.engine.prepared import Prov, by_case
from foedus.engine.triggers import waits_for_bearer
from foedus.model import CaseArisen, Decision, GroupIs, Resumes, Trigger, walk


class Fire(Struct, frozen=True):
    """A way in which a provision is set off.

    time: when. case: whether it is about the attack; else the event is a case of its own. basis: the descriptions that
    must not be settled false later. hits: what set it off. to: for whom alone, where each decides for itself. origin:
    when the event took place that is a case of its own.
    """

    time: Time
    case: bool
    basis: tuple[Kleene, ...] = ()
    hits: tuple[Hit, ...] = ()
    to: str = ""
    origin: Time = ()
    fault: tuple[str, ...] = ()
    either: bool = False  # whether any of what set it off is enough
    taken: tuple[str, ...] = ()  # the measures that the decision which set it off takes


def fired(low: Low, prov: Prov) -> list[Fire]:
    """The ways in which a provision is set off; none if nothing sets it off."""
    return low.once(("fired", prov.id), lambda: _fired(low, prov))


def by_measures(low: Low, prov: Prov) -> list[Fire]:
    """The same; where it speaks of the measure that is decided, one for each set of measures that may be taken."""
    return [one for fire in fired(low, prov) for one in _by_measures(low, prov, fire)]


def _by_measures(low: Low, prov: Prov, fire: Fire) -> list[Fire]:
    if not of_decided(prov):
        return [fire]
    mine = [h.source for h in fire.hits if h.kind == "decision"]
    if len(mine) == 1:
        if [one.measures for one in mine[0].took] == [voted_on(low)[:1]]:
            return [fire]
        times = ((one.measures, low.t.given(low.t.exists(one.time), fire.time)) for one in mine[0].took)
        return [replace(fire, time=time, taken=some) for some, time in times if time]
    if len(said_by_organs(low)) > 1:
        raise Outside("the measures that are decided, where not one decision alone sets the sentence off")
    return [fire]


def own_triggers(prov: Prov) -> list[Trigger]:
    """Its triggers but for conditions on each bearer, which wait for it by itself."""
    return [t for t in prov.triggers if not waits_for_bearer(t)]


def _fired(low: Low, prov: Prov) -> list[Fire]:
    each = [_trigger(low, prov, trigger) for trigger in own_triggers(prov)]
    out: list[Fire] = []
    for combination in product(*each):
        if len({f.case for f in combination}) > 1 and any(f.hits and not f.case for f in combination):
            if taken(low, prov, {h.kind for f in combination if not f.case for h in f.hits}):
                raise Outside("several events that must come together, of which not all are about the attack")
        merged = _join(low, combination)
        if merged is not None:
            out.append(merged)
    if isinstance(prov.body, Resumes):
        from foedus.cases.snapback import resuming

        return [resuming(low, prov, fire, number) for number, fire in enumerate(out)]
    return out


def taken(low: Low, prov: Prov | None, mine: set[str]) -> bool:
    """Whether an event that is to be about the attack is a case of its own for a provision before one, or for any."""
    about_attack = {"attack", "threat", "invocation", "decision", "breach"}
    for other in low.prep.norms:
        if other is prov:
            break
        kinds = [k for t, k in zip(other.triggers, other.kinds, strict=True) if not waits_for_bearer(t)]
        if kinds and all(k is not None and not k & about_attack and k & mine for k in kinds):
            return True
    return False


def _join(low: Low, fires: tuple[Fire, ...]) -> Fire | None:
    time = fires[0].time
    for one in fires[1:]:
        time = low.t.last(time, one.time)
    if low.t.exists(time) == FALSE:
        return None
    time = low.t.named("trigger", time)
    return Fire(
        time, any(f.case for f in fires), tuple(b for f in fires for b in f.basis),
        tuple(h for f in fires for h in f.hits), next((f.to for f in fires if f.to), ""),
        next((f.origin for f in fires if f.hits), ()), tuple(dict.fromkeys(n for f in fires for n in f.fault)),
    )  # fmt: skip


def _trigger(low: Low, prov: Prov, trigger: Trigger) -> list[Fire]:
    if trigger.event is None:
        return [_condition(low, prov, trigger)]
    about = by_case(trigger.event) or (isinstance(prov.body, Decision) and prov.body.subject == "case")
    out: list[Fire] = []
    for hit in hits(low, trigger.event, View(prov.ins, "", about)):
        own = hit.attack or (hit.kind in OWN and not hit.aside)
        case = own or about
        if not case:
            _lately(low, prov, hit)
        time = hit.fires(low)
        if about and not own:
            if taken(low, prov, {hit.kind}):
                raise Outside("an event about the attack that is a case of its own for another provision")
            time = low.t.given(low.t.le(low.attack, time), time)
        if trigger.delay is not None:
            time = low.after(time, trigger.delay)
            if trigger.condition is not None:
                view = View(prov.ins, "", case)
                first = truth(low, trigger.condition, view._replace(early=True))
                time = low.t.settle(truth(low, trigger.condition, view), time, first)
        out.append(Fire(time, case, _basis(hit), (hit,), hit.to, () if case else hit.time, hit.by))
    return out


def _lately(low: Low, prov: Prov, hit: Hit) -> None:
    """An event that is a case of its own comes after the last date at which the members of a group change."""
    if not isinstance(hit.source, Leaf) or not hit.source.early:
        return
    dates = [
        d for p in low.instrument(prov.ins).of(GroupIs) for d in (p.body.since, p.body.until) if d is not None
    ]
    last = max((d.latest for d in dates if d.latest < low.incident.at), default=None)
    if last is not None:
        earliest = last + 1 - low.incident.at
        low.leaves.earliest[hit.source.var] = earliest
        late = low.graph.within("A", hit.source.var, -earliest)
        low.leaves.domain.append(low.graph.any(-low.leaves.takes(hit.source), late))


def _basis(hit: Hit) -> tuple[Kleene, ...]:
    if hit.attack:
        return (hit.fits,)
    basis: Any = getattr(hit.source, "basis", ())
    return tuple(basis)


def _condition(low: Low, prov: Prov, trigger: Trigger) -> Fire:
    about = by_case(trigger.when) or (isinstance(prov.body, Decision) and prov.body.subject == "case")
    holds = truth(low, trigger.when, View(prov.ins, "", about)).yes
    if about:
        time = low.t.first_of(holds, low.attack)
        return Fire(time, True, _decided(low, prov, trigger, time))
    if holds.at(LONG_AGO) != FALSE:
        return Fire(low.t.first_of(holds, low.start()), False)
    return Fire(low.t.first_of(holds, (Guarded(TRUE, LONG_AGO),)), False)


def _decided(low: Low, prov: Prov, trigger: Trigger, time: Time) -> tuple[Kleene, ...]:
    """The descriptions that the decisions adopted by then rest on, where the condition is that the case has arisen."""
    from foedus.cases.decisions import decisions_of

    if not any(isinstance(n, CaseArisen) for n in walk(trigger.when)):
        return ()
    every = decisions_of(low, prov.ins)
    stirred = {low.name_of(t.event) for d in every for t in d.prov.triggers}
    for other in low.prep.others.get("Resumes", ()):
        if other.ins == prov.ins and other.body.decider is not None:
            if not {low.name_of(t.event) for t in other.triggers} <= stirred and other is not prov:
                raise Outside("a case that may rest on what keeps a measure from resuming")
    t, out = low.t, list[Kleene]()
    for d in every:
        adopted = t.le(d.adopted, time)
        out += [Kleene(b.yes, t.during(adopted, b.no), b.turns) for b in d.basis]
    return tuple(out)


def lost(low: Low, basis: tuple[Kleene, ...], since: Time) -> Time:
    """When a description on which something rests is settled false."""
    times = [low.t.first_of(one.no, since) for one in dict.fromkeys(basis) if one.no is not NOWHEN]
    return low.t.first(*times) if times else ()
