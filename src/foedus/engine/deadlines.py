"""By when: the instant at which a clock expires, and what it runs from."""

from typing import Any

from foedus.engine.force import after, in_hours
from foedus.engine.match import fits
from foedus.engine.prepared import Prov
from foedus.engine.state import Case, Env, Hap, Instance, Moment, Run
from foedus.model import Deadline

_ANCHORS = {
    "decision": ("decision",), "invocation": ("invocation", "invoke"), "request": ("request",), "entry": ("force",),
}  # fmt: skip


def deadline(
    run: Run, prov: Prov, limit: Deadline | None, instance: Instance, since: Moment, env: Env
) -> int | None:
    """When a duty or decision that arises at `since` is due; None if no clock is fixed.

    A deadline that is past already runs from the arising, and is noted.
    """
    if limit is None or limit.delay:
        return None
    if limit.at is not None:
        return limit.at.latest
    if limit.within is None:
        return None
    base = _anchor(run, prov, instance, since, limit.anchor, env)
    if in_hours(run, base, limit.within):
        run.note("a clock in hours runs from an event of which only the date is known", prov.ref, env.case)
    due = after(run, base, limit.within)
    if due < run.now:
        text = "a deadline was past before its clock could start: it runs from then"
        run.note(text, prov.ref, env.case, "deadline past")
        due = after(run, since, limit.within)
    return due


def _anchor(run: Run, prov: Prov, instance: Instance, since: Moment, anchor: Any, env: Env) -> Moment:
    """The instant that a deadline runs from."""
    case = instance.case
    if anchor == "attack" and case is not None:
        return Moment(case.at, case.day)
    if isinstance(anchor, str):
        kinds = _ANCHORS.get(anchor, ())
        own = [h for h in instance.haps if h.kind in kinds]
        mine = own or next((h for kind in kinds if (h := _of_kind(run, kind, prov, case, env))), list[Hap]())
        return Moment(mine[-1].at, mine[-1].day) if mine else since
    met = [h for h in run.haps if fits(run, anchor, h, Env(prov.ins, h.at, h.case or case)) is True]
    mine = [h for h in met if h.case is case or h.case is None] or met
    return Moment(mine[-1].at, mine[-1].day) if mine else since


def _of_kind(run: Run, kind: str, prov: Prov, case: Case | None, env: Env) -> list[Hap]:
    """What happened of a kind in the case, under the instrument, by the party where that matters."""
    return [
        h for h in run.by_kind.get(kind, ())
        if h.case in (None, case) and h.ins in (-1, prov.ins)
        and (not h.who or kind not in ("force", "decision") or env.that in h.who)
    ]  # fmt: skip
