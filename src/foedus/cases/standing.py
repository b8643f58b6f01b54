"""What binds without anything that sets it off, and whether the attack breaches it."""

from msgspec import Struct

from foedus.cases.breaches import violations
from foedus.cases.graph import Lit
from foedus.cases.lowering import Low, View
from foedus.cases.norms import Form
from foedus.cases.stands import stands
from foedus.cases.times import NEVER, Signal, Time
from foedus.engine.prepared import Prov


class Standing(Struct, frozen=True):
    """A standing duty, power, policy or prohibition of one bearer.

    binds: when. violated: when it is settled that the attack breaches it, if it forbids attacks.
    """

    prov: Prov
    bearer: str
    members: tuple[tuple[str, Lit], ...]
    forms: tuple[Form, ...]
    binds: Signal
    violated: Time = NEVER


def standing(low: Low, prov: Prov) -> list[Standing]:
    """What a provision that nothing sets off comes to, bearer by bearer."""
    found = stands(low, prov)
    if not any(f.modal == "must not" for one in found for f in one.forms):
        return [Standing(x.prov, x.bearer, x.members, x.forms, x.binds) for x in found]
    breached = violations(low, prov, View(prov.ins))
    return [
        Standing(
            x.prov, x.bearer, x.members, x.forms, x.binds,
            low.t.either(*(h.time for h in breached if tuple(n for n, _ in x.members) == h.by)),
        )
        for x in found
    ]  # fmt: skip
