"""Notice of withdrawal: when the shortest must be given to run out right after the attack."""

from foedus.base import DAY, add_months
from foedus.check.view import View
from foedus.model import Exit


def runs_out(view: View) -> tuple[int, int]:
    """When the shortest notice is given that runs out right after the attack, and when it does, in minutes from it."""
    return view.once("notice runs out", lambda: _runs_out(view))


def _runs_out(view: View) -> tuple[int, int]:
    low, at = view.low, view.low.incident.at
    spells = [
        spell for p in low.prep.of(Exit) if p.ins in low.prep.mains and p.body.notice is not None
        for _, spell in low.spells(p.body.notice)
    ]  # fmt: skip
    if not spells:
        return 1, 1
    short = min(spells, key=lambda one: one.minutes + one.months * 30 * DAY)
    given = 1 - short.minutes
    if short.months:
        given += add_months(at, -short.months) - at
        while add_months(at + given, short.months) + short.minutes <= at:
            given += DAY
    return given, add_months(at + given, short.months) - at + short.minutes


__all__ = ["runs_out"]
