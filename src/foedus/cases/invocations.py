"""Invocations in every case at once: by whom an instrument is invoked, and when that takes effect."""

from typing import Any

from msgspec import Struct

from foedus.cases.conditions import truth
from foedus.cases.force import bound, force, suspended
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.happenings import OWN, attack_fits, hits, invocation_way
from foedus.cases.lowering import Low, View
from foedus.cases.times import NO, Kleene, Signal, Time
from foedus.engine.prepared import Prov
from foedus.engine.state import Env
from foedus.engine.world import is_in
from foedus.model import Norm, Predicate, Reinvoke


class Invocation(Struct, frozen=True):
    """An instrument's invocation: by whom it takes effect when, and while it waits."""

    by: tuple[tuple[str, Time], ...]
    pending: Signal
    basis: tuple[Kleene, ...]


def invocations(low: Low, ins: int) -> list[Invocation]:
    """The invocation of an instrument; none, if no sentence speaks of one."""
    return low.once(("invocations", ins), lambda: _invocations(low, ins))


def _invocations(low: Low, ins: int) -> list[Invocation]:
    if low.prep.of(Reinvoke) and any(p.ins == ins for p in low.prep.of(Reinvoke)):
        raise Outside("invocation again")
    powers = _powers(low, ins)
    names = [
        n for n in dict.fromkeys(n for _, p in powers for n in _bearers(low, p)) if low.party(ins, n) != FALSE
    ]
    ways = [invocation_way(low, ins, name) for name in names]
    if not ways:
        return []
    leaf = low.leaves.declare(f"invocation of {low.code(ins)}", tuple(ways))
    by: list[tuple[str, Time]] = []
    waits: list[Signal] = []
    for number, name in enumerate(names):
        made = low.leaves.time(leaf, number)
        grounds = low.t.k_any([_power(low, p, g, name, made) for g, p in powers])
        by.append((name, low.t.settle(grounds, made)))
        settled = low.t.first(low.t.first_of(grounds.yes, made), low.t.first_of(grounds.no, made))
        waits.append(low.t.both(low.t.from_on(made), low.t.before(settled)))
    effect = low.t.either(*(time for _, time in by))
    return [Invocation(tuple(by), low.t.either_signal(*waits), _basis(low, ins, powers, effect))]


def _basis(low: Low, ins: int, powers: list[tuple[Lit, Prov]], effect: Time) -> tuple[Kleene, ...]:
    """The description an invocation rests on: the first that the attack meets when the invocation takes effect."""
    t, g = low.t, low.graph
    grounds: list[tuple[Lit, Any]] = [
        (guard, x.event) for guard, prov in powers for x in prov.triggers if x.event is not None
    ]
    decided = (p.body for p in low.prep.decisions if p.ins == ins)
    grounds += [(TRUE, body.about) for body in decided if body.subject == "case" and body.about is not None]
    out: list[Kleene] = []
    before = FALSE
    for guard, event in grounds:
        fits = attack_fits(low, event, View(ins))
        met = g.all(guard, t.holds_at(fits.yes, effect))
        out.append(Kleene(fits.yes, t.during(g.all(met, -before), fits.no)))
        before = g.any(before, met)
    return tuple(out)


def _powers(low: Low, ins: int) -> list[tuple[Lit, Prov]]:
    out: list[tuple[Lit, Prov]] = []
    for prov in low.prep.norms:
        body: Norm = prov.body
        if prov.ins != ins or body.modal != "may":
            continue
        for action in body.actions:
            for guard, found in low.choices(action):
                actions = found.actions if isinstance(found, Predicate) else (found,)
                if any(getattr(a, "measure", "") == "invoke" for a in actions):
                    out.append((guard, prov))
    return out


def _bearers(low: Low, prov: Prov) -> list[str]:
    return low.possible(prov.body.bearer, prov.ins)


def _power(low: Low, prov: Prov, guard: Lit, name: str, made: Time) -> Kleene:
    """Whether a power covers an invocation by a party, over time."""
    t = low.t
    body: Norm = prov.body
    bearer: Any = body.bearer
    then = bound(low, prov.ins, name, low.attack, False)
    now = t.both(force(low, prov.ins, name), t.negated(suspended(low, prov.ins, name, "")))
    parts = [
        low.moving(lambda run, case: is_in(run, name, bearer, Env(prov.ins, run.now, case, name))),
        t.crisp(t.either_signal(t.when(then), now)),
    ]
    for trigger in prov.triggers:
        if trigger.event is not None:
            parts.append(_set_off(low, prov, trigger.event, name, made))
        if trigger.when is not None:
            parts.append(truth(low, trigger.when, View(prov.ins, name)))
    parts += [truth(low, c, View(prov.ins, name)) for c in (*body.provided, *body.while_)]
    parts += [t.k_not(truth(low, c, View(prov.ins, name))) for c in body.unless]
    if body.deadline is not None and body.deadline.within is not None:
        in_time = t.le(made, low.after(low.attack, body.deadline.within))
        parts.append(t.settled(in_time, -in_time))
    both = t.k_all(parts)
    return t.k_ite([(guard, both), (-guard, NO)])


def _set_off(low: Low, prov: Prov, event: Any, name: str, made: Time) -> Kleene:
    t = low.t
    direct = attack_fits(low, event, View(prov.ins, name))
    others = [h for h in hits(low, event, View(prov.ins, name)) if not h.attack]
    if any(h.kind not in OWN for h in others):  # which is a case of its own from the end of its instant on
        raise Outside("a power to invoke that an event about no attack sets off")
    before = low.graph.any(*(low.graph.all(t.le(low.attack, h.time), t.le(h.time, made)) for h in others))
    yes = t.either_signal(direct.yes, t.during(before, direct.no))
    return Kleene(yes, t.during(-before, direct.no), direct.turns)
