"""Provisions over which another prevails: what the one asks for falls away while the other forbids it."""

from collections.abc import Iterator

from foedus.cases.bearers import Subject
from foedus.cases.conditions import truth
from foedus.cases.graph import FALSE, Lit
from foedus.cases.lowering import Low, View
from foedus.cases.norms import Form, forms_for, opposed_by
from foedus.cases.stands import Stands, stands
from foedus.cases.times import Signal
from foedus.engine.norms import norm_of, share


def beaten(of: Subject) -> Signal:
    """When a prohibition that prevails binds the bearer and forbids what the provision asks for.

    Only prohibitions that nothing sets off are looked at here; `norms.within` says that the rest is outside the case
    space.
    """
    low, t, g = of.low, of.low.t, of.low.graph
    name = of.who.names[0]
    mine = forms_for(low, of.prov, of.who.names, of.fire.taken)
    found: list[Signal] = []
    for other in opposed_by(low, of.prov):
        for one in stands(low, other):
            lit = g.all(_member(low, one, name), _shared(low, mine, one.forms))
            if lit == FALSE:
                continue
            here = View(other.ins, name, of.fire.case, of.view.since)
            body = norm_of(other)
            conditions = [truth(low, c, here) for c in (*body.while_, *body.provided)]
            conditions += [t.k_not(truth(low, c, here)) for c in body.unless]
            bars = t.both(
                one.force, t.until(one.soft), t.until(one.hard)
            )  # also at the instant at which it ends
            found.append(t.during(lit, t.both(bars, *(k.yes for k in conditions))))
    return t.either_signal(*found)


def _member(low: Low, one: Stands, name: str) -> Lit:
    return low.graph.any(*(lit for member, lit in one.members if member == name))


def _shared(low: Low, mine: list[Form], theirs: tuple[Form, ...]) -> Lit:
    """The options under which both speak of the same measures, one asking for them and one forbidding them."""
    return low.graph.any(*_pairs(low, mine, theirs))


def _pairs(low: Low, mine: list[Form], theirs: tuple[Form, ...]) -> Iterator[Lit]:
    for one in mine:
        for two in theirs:
            if one.modal != "must not" and two.modal == "must not" and share(_all(one), _all(two)):
                yield low.graph.all(one.guard, two.guard)


def _all(form: Form) -> tuple[str, ...]:
    return tuple(m for measures in form.measures for m in measures)
