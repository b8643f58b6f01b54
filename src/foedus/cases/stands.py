"""Provisions that nothing sets off: while they bind whom, whatever is done in the meantime."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from foedus.cases.bearers import Subject, bearing
from foedus.cases.ends import dated_end, lapses
from foedus.cases.force import bound_signal
from foedus.cases.ghost import Outside
from foedus.cases.graph import Lit
from foedus.cases.lowering import Low
from foedus.cases.norms import Form, all_forms, later, replaced, within
from foedus.cases.times import NOWHEN, Signal, Time
from foedus.cases.triggers import Fire
from foedus.engine.norms import norm_of
from foedus.engine.prepared import Prov
from foedus.engine.triggers import waits_for_bearer
from foedus.model import Some, walk


class Stands(Struct, frozen=True):
    """A standing duty, power, policy or prohibition of one bearer, and when it binds.

    force: when its instrument binds its bearer, and there is such a provision. soft, hard: when it ends otherwise,
    before acts of that instant are looked at, or after them. of: what its phrases are read for.
    """

    prov: Prov
    bearer: str
    members: tuple[tuple[str, Lit], ...]
    forms: tuple[Form, ...]
    binds: Signal
    force: Signal
    soft: Time
    hard: Time
    of: Subject


def stands(low: Low, prov: Prov) -> list[Stands]:
    """While a provision that nothing sets off binds, bearer by bearer."""
    return low.once(("stands", prov.id), lambda: list(_stands(low, prov)))


def _stands(low: Low, prov: Prov) -> Iterator[Stands]:
    if any(not waits_for_bearer(trigger) for trigger in prov.triggers):
        return
    within(low, prov)
    if replaced(low, prov):
        return
    if later(low, prov):
        return
    forms = tuple(all_forms(low, prov))
    if not forms:
        return
    if any(f.modal != "must not" for f in forms) and _conditional(prov):
        raise Outside("a standing provision under a condition or with a clock")
    if any(isinstance(n, Some) and n.having for n in walk(norm_of(prov).bearer)):
        raise Outside("a standing provision whose bearers change with events")
    t, g = low.t, low.graph
    shape = g.any(*(f.guard for f in forms))
    for who in bearing(low, prov, Fire(low.attack, False)):
        force = [
            t.either_signal(bound_signal(low, prov.ins, n, False), t.when(-lit)) for n, lit in who.members
        ]
        binds = t.during(g.all(shape, who.lit), t.both(*force))
        of = Subject(low, prov, Fire(low.start(), False), who)
        begun = t.first_of(binds, low.start())
        soft, hard = t.first(*lapses(of, begun, NOWHEN)), dated_end(low, of.body, begun)
        lasts = t.both(binds, t.before(t.first(soft, hard)))
        yield Stands(prov, who.label, who.members, forms, lasts, binds, soft, hard, of)


def _conditional(prov: Prov) -> bool:
    body: Any = norm_of(prov)
    clauses = (*body.provided, *body.unless, body.deadline, *prov.scopes,
               body.consent_of, body.objection_of, *(t.when for t in prov.triggers))  # fmt: skip
    return any(one is not None for one in clauses)
