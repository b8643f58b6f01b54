"""What is forbidden in the case of an attack, to whom, by which sentence, and whether the attack itself breaks it."""

from collections.abc import Iterator

from msgspec import Struct

from foedus.cases.bearers import attributed
from foedus.cases.breaches import aim
from foedus.cases.conditions import truth
from foedus.cases.force import bound
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import FALSE, Lit
from foedus.cases.lowering import View as Reader
from foedus.cases.norms import Form, all_forms, within
from foedus.cases.triggers import fired, own_triggers
from foedus.check.view import View
from foedus.engine.norms import norm_of
from foedus.engine.prepared import Prov

FORCE = frozenset({"attack", "use-force"})


class Prohibition(Struct, frozen=True):
    """A prohibition of one party. forbids: whether it forbids anything at the attack; breached: whether the attack
    breaks it."""

    prov: Prov
    bearer: str
    form: Form
    forbids: Lit
    breached: Lit


def prohibitions(view: View) -> list[Prohibition]:
    """All prohibitions that may hold when an attack takes place."""
    return view.once("prohibitions", lambda: list(_all(view)))


def _all(view: View) -> Iterator[Prohibition]:
    for prov in view.low.prep.norms:
        try:
            within(view.low, prov)  # one over which another prevails forbids nothing for certain
            forms = [f for f in all_forms(view.low, prov) if f.modal == "must not"]
            for form in forms:
                yield from _of(view, prov, form)
        except (Outside, TooWide):
            continue


def _of(view: View, prov: Prov, form: Form) -> Iterator[Prohibition]:
    low, t, g = view.low, view.t, view.graph
    body = norm_of(prov)
    set_off = [f.time for f in fired(low, prov)] if own_triggers(prov) else None
    for name in low.possible(body.bearer, prov.ins):
        reader = Reader(prov.ins, name)
        kleene = [truth(low, c, reader) for c in (*body.while_, *body.provided)]
        kleene += [t.k_not(truth(low, c, reader)) for c in body.unless]
        if set_off is None:
            begins, conditions = [g.all(*(t.holds_at(k.yes, low.attack) for k in kleene))], []
        else:
            begins, conditions = [t.exists(time) for time in set_off], kleene
            begins = [
                g.all(x, *(t.holds_at(k.yes, time) for k in conditions))
                for x, time in zip(begins, set_off, strict=True)
            ]
        holds = g.all(form.guard, bound(low, prov.ins, name, low.attack, False), g.any(*begins))
        if holds == FALSE:
            continue
        yield Prohibition(prov, name, form, holds, _breached(view, prov, form, name, holds))


def _breached(view: View, prov: Prov, form: Form, name: str, holds: Lit) -> Lit:
    """Whether the attack itself, once it is settled whose it is, breaks it."""
    low, t = view.low, view.t
    if not FORCE & {m for ms in form.measures for m in ms} or own_triggers(prov):
        return FALSE
    fits = t.k_all([attributed(low, name), aim(low, prov, form, name)])
    return view.graph.all(holds, t.holds_at(fits.yes, low.attack))
