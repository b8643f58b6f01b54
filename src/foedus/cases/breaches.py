"""Breaches in every case at once: of duties not performed in time, and of prohibitions by the attack."""

from collections.abc import Iterable, Iterator
from typing import Any

from foedus.cases.duties import duties
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.happenings import Hit
from foedus.cases.lowering import Low, View
from foedus.cases.norms import Form, all_forms
from foedus.cases.requester import sets_off
from foedus.cases.stands import stands
from foedus.cases.times import ALWAYS, NOWHEN, YES, Kleene, Time
from foedus.cases.triggers import own_triggers
from foedus.engine.kleene import Truth, any_of
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, Env, Run
from foedus.engine.world import is_in
from foedus.model import BreachOf

_ATTACKING = {"attack", "use-force"}
_THREATENING = {"threaten", "threat", "threaten-force"}


def breaches(low: Low, expr: BreachOf, view: View) -> list[Hit]:
    """The breaches that a description means: of duties not performed in time, and of prohibitions by the attack."""
    target = low.prep.find(expr.instrument) if expr.instrument else view.ins
    out: list[Hit] = []
    for prov in low.prep.norms:
        if prov.ins != target or prov.consequence or (expr.articles and prov.article not in expr.articles):
            continue
        forms = all_forms(low, prov)
        if any(f.modal == "must not" for f in forms):
            out += violations(low, prov, view, expr)
        if any(f.modal == "must" for f in forms):
            if not own_triggers(prov):
                continue
            for duty in duties(low, prov):
                if duty.joint and expr.by is not None:
                    raise Outside("who is in breach of a duty of several")
                if not duty.case:
                    raise Outside("a breach of a duty that no attack gives rise to")
                guard = _breached_by(low, expr, duty.bearer, view)
                sure = Kleene(low.t.from_on(duty.firm), NOWHEN)
                out.append(
                    Hit(
                        low.t.given(guard, duty.breach),
                        sure,
                        kind="breach",
                        source=duty,
                        by=tuple(n for n, _ in duty.members) if len(duty.members) == 1 else (),
                    )
                )
    return [h for h in out if h.time]


def _breached_by(low: Low, expr: BreachOf, name: str, view: View) -> Lit:
    if expr.by is None:
        return TRUE
    who: Any = expr.by
    return low.static(lambda run, case: is_in(run, name, who, view.env(run, case)))[0]


def violations(low: Low, prov: Prov, view: View, expr: BreachOf) -> list[Hit]:
    """The breaches of a prohibition: by the attack, once it is settled whose it is, and by acts."""
    from foedus.cases.bans import standing_broken, standing_violated

    if own_triggers(prov):
        return _of_bans(low, prov, view, expr)
    out: list[Hit] = []
    for one in stands(low, prov):
        violated = standing_violated(one)
        if len(one.members) > 1 and violated:
            raise Outside("who is in breach of a prohibition of several by the attack")
        whose = _breached_by(low, expr, one.bearer, view)
        out.append(Hit(low.t.given(whose, violated), kind="breach", source=None, by=(one.bearer,)))
        out += _by_acts(low, standing_broken(one), YES, view, expr, aside=True)
    return out


def _of_bans(low: Low, prov: Prov, view: View, expr: BreachOf) -> list[Hit]:
    """The breaches of a prohibition that something sets off: by acts, and by the attack."""
    from foedus.cases.bans import bans

    t, out = low.t, list[Hit]()
    for ban in bans(low, prov):
        if ban.origin and ban.broken:
            raise Outside("a breach of a prohibition to which another event gave rise")
        if len(ban.members) > 1 and ban.violated:
            raise Outside("who is in breach of a prohibition of several by the attack")
        sure = Kleene(t.when(ban.sure), NOWHEN)
        out += _by_acts(low, ban.broken, sure, view, expr, aside=not ban.case)
        whose = _breached_by(low, expr, ban.bearer, view)
        out.append(Hit(t.given(whose, ban.violated), sure, kind="breach", source=None, by=(ban.bearer,)))
    return out


def _by_acts(
    low: Low, broken: Iterable[tuple[str, Time]], sure: Kleene, view: View, expr: BreachOf, *, aside: bool
) -> Iterator[Hit]:  # fmt: skip
    """Breaches by acts; aside: whether they are breaches in no case, and so each a case of its own."""
    for name, time in broken:
        if any(sets_off(prov, frozenset({"act"})) for prov in low.prep.norms):
            raise Outside("a breach by an act that is a case of its own")
        whose = _breached_by(low, expr, name, view)
        yield Hit(low.t.given(whose, time), sure, kind="breach", source=None, by=(name,), aside=aside)


def kind_of(low: Low, measures: set[str]) -> Lit:
    """Whether what happens is what these measures are: an attack, or a threat."""
    attacks, threatens = bool(measures & _ATTACKING), bool(measures & _THREATENING)
    if not low.incident.threats:
        return TRUE if attacks else FALSE
    found = low.read(lambda run, case: case.hap.kind)
    return low.graph.any(*(g for g, kind in found if (attacks if kind == "attack" else threatens)))


def aim(low: Low, prov: Prov, form: Form, name: str) -> Kleene:
    """Whether the attack is on one whom a prohibition protects."""
    targets = [a.target for a in form.actions]
    if any(target is None for target in targets):
        return Kleene(ALWAYS, NOWHEN)

    def read(run: Run, case: Case) -> Truth:

        env = Env(prov.ins, run.now, case, name)
        return any_of(is_in(run, n, target, env) for target in targets for n in case.on)

    return low.moving(read)
