"""What binds without being a duty that is owed, and whether the attack or an act breaches it."""

from msgspec import Struct

from foedus.cases.bans import Ban, bans, standing_broken, standing_violated
from foedus.cases.graph import Lit
from foedus.cases.lowering import Low
from foedus.cases.norms import Form
from foedus.cases.stands import stands
from foedus.cases.times import NEVER, Signal, Time
from foedus.cases.triggers import own_triggers
from foedus.engine.prepared import Prov


class Standing(Struct, frozen=True):
    """A standing duty, power, policy or prohibition of one bearer; or a prohibition that something sets off.

    binds: when. violated: when it is settled that the attack breaches it, if it forbids attacks. broken: when acts
    breach it. ban: of what something sets off, how it arises and ends; none of what stands by itself.
    """

    prov: Prov
    bearer: str
    members: tuple[tuple[str, Lit], ...]
    forms: tuple[Form, ...]
    binds: Signal
    violated: Time = NEVER
    broken: tuple[Time, ...] = ()
    ban: Ban | None = None


def standing(low: Low, prov: Prov) -> list[Standing]:
    """What a provision comes to, bearer by bearer, that nothing sets off, or that forbids something."""
    if own_triggers(prov):
        return [_banned(low, one) for one in bans(low, prov)]
    found = stands(low, prov)
    if not any(f.modal == "must not" for one in found for f in one.forms):
        return [Standing(x.prov, x.bearer, x.members, x.forms, x.binds) for x in found]
    return [
        Standing(
            x.prov, x.bearer, x.members, x.forms, x.binds, standing_violated(x),
            tuple(time for _, time in standing_broken(x)),
        )
        for x in found
    ]  # fmt: skip


def _banned(low: Low, one: Ban) -> Standing:
    return Standing(
        one.prov, one.bearer, one.members, one.forms, low.t.between(one.arises, one.over), one.violated,
        tuple(time for _, time in one.broken), one,
    )  # fmt: skip
