"""A draft checked for a review: the findings, which attacks are answered, and who can block a decision."""

from msgspec import Struct

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.ghost import Outside, TooWide
from foedus.check.coverage import Coverage, coverage
from foedus.check.deciders import Blocking, blockings
from foedus.check.run import HORIZON, check_view, view_of
from foedus.check.view import View
from foedus.model import Checked, Draft, Ref


class BlockRow(Struct, frozen=True):
    """One rule of a decision. refuse: the smallest sets whose refusal blocks it; those that differ only by parties that
    are alike once. size: how many are in the smallest, 0 if nobody can. silent: the size of the smallest set whose
    silence blocks it under some meaning of silence, 0 if none. enough: how many consents suffice, 0 if none do.
    """

    ref: Ref
    rule: str
    actors: tuple[str, ...]
    refuse: tuple[tuple[str, ...], ...]
    size: int
    silent: int
    enough: int


class Overview(Struct, frozen=True):
    """All that a review says of every case."""

    checked: Checked
    coverage: Coverage | None
    blocks: tuple[BlockRow, ...]
    horizon: int = HORIZON


def overview(draft: Draft, budget: float = 30.0, view: View | None = None) -> Overview:
    """Check a draft for a review.

    Args:
        draft: the draft.
        budget: seconds in all, the lowering apart.
        view: the draft made ready, where it is already.
    """
    view = view or view_of(draft, None, HORIZON, None, budget)
    checked = check_view(view, budget)
    view.budget = budget / 2
    try:
        table = coverage(view)
    except (OutOfBudgetError, Outside, TooWide):
        table = None
    try:
        blocks = tuple(row for prov in view.low.prep.decisions for row in _rows(view, prov))
    except (OutOfBudgetError, Outside, TooWide):
        blocks = ()
    return Overview(checked, table, blocks)


def _rows(view: View, prov: object) -> list[BlockRow]:
    return [_row(prov, b) for b in blockings(view, prov)]  # type: ignore[arg-type]


def _row(prov: object, b: Blocking) -> BlockRow:
    silent = [len(one) for _, sets in b.silent for one in sets]
    return BlockRow(
        prov.ref, b.text or "the rule",  # type: ignore[attr-defined]
        tuple(a.name for a in b.actors), tuple(b.set_names(one) for one in b.refuse),
        min(map(len, b.refuse), default=0), min(silent, default=0), min(map(len, b.suffice), default=0),
    )  # fmt: skip
