"""For whom a text is in force when: where two drafts part in it, all else parts with it."""

from collections.abc import Iterator

from msgspec import Struct

from foedus.cases.force import force, members
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import FALSE, Lit
from foedus.cases.lowering import Low
from foedus.cases.times import Signal, Term
from foedus.compare.facets import Facet
from foedus.compare.joint import MOMENT, Joint, Side


class InForce(Struct, frozen=True):
    """A text and somebody for whom it is, or is not, in force. turns: how many terms its force may turn at."""

    code: str
    who: str


def force_facets(joint: Joint, second: Side) -> Iterator[Facet]:
    """Where a text is in force for somebody under one draft and not under the other, at some moment."""
    one, two = _signals(joint.one.case.low), _signals(second.case.low)
    for key in {**one, **two}:
        a, b = one.get(key), two.get(key)
        lits: list[Lit] = [FALSE, FALSE]
        turns = [*(joint.one.turns(a) if a else ()), *(second.turns(b) if b else ())]
        if a is not None:
            lits[0] = joint.one.at_any_moment(a)
        if b is not None:
            lits[1] = second.at_any_moment(b)
        if lits[0] == lits[1]:
            continue
        lit = joint.ever(-joint.graph.same(*lits), turns)
        if lit != FALSE:
            yield Facet("force", key[1], key[0], lit, (InForce(*key),), (InForce(*key),))


def declared(low: Low) -> None:
    """Declare the events on which it rests for whom a text is in force, before two drafts are put together."""
    for signal in _signals(low).values():
        signal.at(Term(MOMENT))


def _signals(low: Low) -> dict[tuple[str, str], Signal]:
    out: dict[tuple[str, str], Signal] = {}
    for one in low.incident.acting:
        try:
            for name in members(low, one.index):
                party = low.t.when(low.party(one.index, name))
                out[one.code, name] = low.t.both(party, force(low, one.index, name))
        except (Outside, TooWide):
            continue
    return out


__all__ = ["MOMENT", "InForce", "force_facets"]
