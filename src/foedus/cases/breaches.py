"""Breaches in every case at once: of duties not performed in time, and of prohibitions by the attack."""

from typing import Any

from foedus.cases.bearers import attributed
from foedus.cases.conditions import truth
from foedus.cases.duties import duties
from foedus.cases.force import bound
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.happenings import Hit
from foedus.cases.lowering import Low, View
from foedus.cases.norms import Form, all_forms
from foedus.cases.stands import stands
from foedus.cases.times import ALWAYS, NOWHEN, Kleene
from foedus.cases.triggers import own_triggers
from foedus.engine.kleene import Truth, any_of
from foedus.engine.norms import norm_of
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
                        by=(duty.bearer,) if not duty.joint else (),
                    )
                )
    return [h for h in out if h.time]


def _breached_by(low: Low, expr: BreachOf, name: str, view: View) -> Lit:
    if expr.by is None:
        return TRUE
    who: Any = expr.by
    return low.static(lambda run, case: is_in(run, name, who, view.env(run, case)))[0]


def violations(low: Low, prov: Prov, view: View, expr: BreachOf | None = None) -> list[Hit]:
    """The attack as a breach of a prohibition, once it is settled whose it is."""
    t, g = low.t, low.graph
    body = norm_of(prov)
    out: list[Hit] = []
    if own_triggers(prov):
        raise Outside("a breach of a prohibition that something sets off")
    for form in all_forms(low, prov):
        if form.modal != "must not":
            continue
        kind = _kind(low, {m for ms in form.measures for m in ms})
        if kind == FALSE:
            continue
        for name in low.possible(body.bearer, prov.ins):
            aim = _aim(low, prov, form, name)
            conditions = [truth(low, c, View(prov.ins, name)) for c in (*body.while_, *body.provided)]
            conditions += [t.k_not(truth(low, c, View(prov.ins, name))) for c in body.unless]
            whose = TRUE if expr is None else _breached_by(low, expr, name, view)
            here = g.all(
                kind,
                form.guard,
                bound(low, prov.ins, name, low.attack, True),
                whose,
                _stands(low, prov, name),
            )
            fits = t.k_all([attributed(low, name), aim, *(low.then(k, low.attack) for k in conditions)])
            out.append(Hit(t.given(here, t.settle(fits, low.attack)), kind="breach", source=None, by=(name,)))
    return out


def _stands(low: Low, prov: Prov, name: str) -> Lit:
    """Whether a prohibition still stands at the attack: one that lapses at that instant does not."""
    mine = [one for one in stands(low, prov) if name in dict(one.members)]
    return low.graph.any(*(low.t.holds_at(one.judges, low.attack) for one in mine))


def _kind(low: Low, measures: set[str]) -> Lit:
    """Whether what happens is what these measures are: an attack, or a threat."""
    attacks, threatens = bool(measures & _ATTACKING), bool(measures & _THREATENING)
    if not low.incident.threats:
        return TRUE if attacks else FALSE
    found = low.read(lambda run, case: case.hap.kind)
    return low.graph.any(*(g for g, kind in found if (attacks if kind == "attack" else threatens)))


def _aim(low: Low, prov: Prov, form: Form, name: str) -> Kleene:
    """Whether the attack is on one whom a prohibition protects."""
    targets = [a.target for a in form.actions]
    if any(target is None for target in targets):
        return Kleene(ALWAYS, NOWHEN)

    def read(run: Run, case: Case) -> Truth:

        env = Env(prov.ins, run.now, case, name)
        return any_of(is_in(run, n, target, env) for target in targets for n in case.on)

    return low.moving(read)
