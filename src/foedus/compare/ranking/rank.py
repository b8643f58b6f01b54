"""The open points of a draft ranked by how much they decide, for a horizon, weights and a conduct that are stated."""

import time
from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.graph import Lit
from foedus.check.ask import view_for
from foedus.check.run import HORIZON, check_view, checked, digest
from foedus.check.view import View
from foedus.compare.ranking.conducts import CONDUCTS, Ground, ground
from foedus.compare.ranking.counting import Counting
from foedus.compare.ranking.points import blank, counted, detailed, told
from foedus.compare.ranking.table import Table
from foedus.compare.ranking.turns import turned
from foedus.compare.ranking.weights import Measure, NoSuchAttackError, described, spoken, under
from foedus.model import Asking, Checked, Draft, OpenPoint, Question
from foedus.model.ranking import Pair, RankedPoint, Ranking, Weighing, Weights

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
_STEPS = (
    "the outcomes",
    "what each point decides",
    "what each option gives",
    "findings",
    "points that go together",
)


def rank(
    draft: Draft, fixed: Mapping[str, str] | None = None, horizon: int = HORIZON, at: int | None = None,
    conduct: str = "late", weights: Weights | None = None, budget: float | None = 60.0, findings: bool = True,
    progress: Progress | None = None,
) -> Ranking:  # fmt: skip
    """Rank the open points of a draft by how much they decide.

    Args:
        draft: the draft.
        fixed: open points that are settled: option texts by name; these are not ranked.
        horizon: minutes from the attack within which something is to be owed.
        at: the instant of the attack; by default one at which the draft is in force.
        conduct: a key of CONDUCTS: how the parties act, as far as that is not counted.
        weights: a user's own weights over attacks; by default each kind of attack that is answered weighs the same.
        budget: seconds in all, the lowering apart.
        findings: check the draft, to say which findings each point can open or close.
        progress: told the step at hand, its number and how many there are.

    Returns: the points, the one that decides most first. An interrupt or the end of the budget leaves a part of it,
        marked as incomplete.

    Raises:
        NoSuchAttackError: a weight fits no attack of the case space.

    >>> from foedus.language import parse_draft
    >>> text = '''treaty "Help", called HELP.
    ... state Ruritania. party Arland, Vallia.
    ... open size: limited | full-scale. open bound: may | must.
    ... article 1. After a ?size or larger attack by Ruritania on Vallia Arland ?bound assist Vallia within 2 days.'''
    >>> found = rank(parse_draft(text).draft, findings=False)
    >>> [(one.name, str(one.share)) for one in found.points]
    [('bound', '3/4'), ('size', '1/2')]
    """
    askings = [Asking(Question("whenever", None, event), "") for event in spoken(weights)]  # type: ignore[arg-type]
    view = view_for(draft, askings, fixed, at, budget)
    view.horizon = horizon
    return rank_view(view, conduct, weights, budget, findings, progress, draft)


def rank_view(
    view: View, conduct: str = "late", weights: Weights | None = None, budget: float | None = 60.0,
    findings: bool = True, progress: Progress | None = None, draft: Draft | None = None, found: Checked | None = None,
) -> Ranking:  # fmt: skip
    """As `rank`, of a draft that is lowered already; with what a check of it found, if it has been made."""
    return _Rank(view, conduct, weights, budget, progress).ranking(findings, draft or view.draft, found)


class _Base(NamedTuple):
    """What is counted."""

    table: Table
    measure: Measure
    counting: Counting


class _Rank:
    """One ranking, while it is made: each step is done as far as the budget goes."""

    def __init__(
        self,
        view: View,
        conduct: str,
        weights: Weights | None,
        budget: float | None,
        progress: Progress | None,
    ) -> None:
        self.view, self.conduct, self.weights = view, conduct, weights
        self.end = None if budget is None else time.monotonic() + budget
        self.progress = progress
        self.notes: list[str] = []
        self.complete = True

    def ranking(self, findings: bool, draft: Draft, found: Checked | None) -> Ranking:
        """All of it, as far as the budget goes."""
        view = self.view
        points = self._blank()
        meant = described(view, self.weights)
        on = ground(view, self.conduct)
        base = self._try(0, lambda: self._base(on, under(view, on.under, meant)))
        missing = base.measure.missing if base is not None else None
        if missing is not None:
            base = None  # so that no frame of the error holds on to diagrams
            raise NoSuchAttackError(missing)
        if base is None:
            points = [one if one.idle else replace(one, idle="unresolved") for one in points]
        else:
            points = self._each(1, points, lambda one: counted(view, base.counting, one), lost="unresolved")
            points = self._each(2, points, lambda one: detailed(view, base.counting, one))
        found = found or (self._check() if findings and self.complete else None)
        if found is not None:
            turns = turned(found, {n[1:]: view.graph.choices[n].values for n in on.points})
            points = [told(view, one, turns.get(one.name, ())) for one in points]
        pairs = self._try(4, base.counting.pairs) if base is not None and self.complete else None
        points.sort(key=lambda one: (one.idle in ("unknown", "unresolved"), -one.share, -one.moves))
        return self._told(draft, on, base, points, pairs or (), found is not None)

    def _blank(self) -> list[RankedPoint]:
        """The points that are left open, each name once: texts that are read together share their points by name."""
        view, out = self.view, dict[str, RankedPoint]()
        for prov in view.low.prep.of(OpenPoint):
            name = prov.body.name
            if name in view.low.explorer.fixed:
                continue
            if name in out:
                self.notes.append(
                    f"several texts leave {name} open; read together, it is the point of the first"
                )
            elif prov.body == view.low.prep.points[name]:
                out[name] = blank(view, prov)
        return list(out.values())

    def _told(
        self, draft: Draft, on: Ground, base: _Base | None, points: Sequence[RankedPoint], pairs: Sequence[Pair],
        findings: bool,
    ) -> Ranking:  # fmt: skip
        view, choices = self.view, self.view.graph.choices
        space = checked(view, [], (), self.complete)
        of = base.table.space.count(base.table.attacks(), base.table.facts) if base else space.incidents
        values: Mapping[str, Sequence[int]] = base.table.space.values if base else {}
        procedure = tuple(n for n in on.procedure if n in values)
        measure = base.measure if base else None
        return Ranking(
            space.draft, digest(draft), space.on, view.horizon, self.conduct, CONDUCTS[self.conduct],
            measure.told if measure else (), measure.kinds if measure else 0, of,
            measure.named("attacker") if measure else (), measure.named("victim") if measure else (),
            prod(len(values[n]) for n in procedure), procedure, prod(len(choices[n].values) for n in on.points),
            tuple(points), tuple(pairs), findings, space.unknown, self.complete, tuple(self.notes),
        )  # fmt: skip

    # ---- steps ---------------------------------------------------------------------------------------------------

    def _base(self, on: Ground, meant: Mapping[Weighing, Lit]) -> _Base:
        table = Table(self.view, on, self._left(), meant.values())
        measure = Measure(table, self.weights, meant)
        return _Base(table, measure, Counting(table, measure))

    def _check(self) -> Checked:
        self._step(3)
        found = check_view(self.view, self._left())
        if not found.complete:
            self.complete = False
            self.notes += found.notes
        return found

    def _left(self) -> float | None:
        return None if self.end is None else max(0.0, self.end - time.monotonic())

    def _step(self, number: int) -> None:
        if self.progress is not None:
            self.progress(_STEPS[number], number, len(_STEPS))

    def _try(self, number: int, do: Callable[[], T]) -> T | None:
        """One step; None where it does not come to its end."""
        self._step(number)
        try:
            return do()
        except (OutOfBudgetError, KeyboardInterrupt) as spent:
            self._short(_STEPS[number], spent)
            return None

    def _each(
        self,
        number: int,
        points: Sequence[RankedPoint],
        do: Callable[[RankedPoint], RankedPoint],
        lost: str = "",
    ) -> list[RankedPoint]:
        """One step, point by point; those after the end of the budget stay as they were, or are marked as lost."""
        self._step(number)
        out: list[RankedPoint] = []
        try:
            for one in points:
                out.append(do(one))
        except (OutOfBudgetError, KeyboardInterrupt) as spent:
            self._short(_STEPS[number], spent)
            rest = points[len(out) :]
            out += [replace(one, idle=lost) if lost and not one.idle else one for one in rest]
        return out

    def _short(self, what: str, spent: BaseException) -> None:
        self.complete = False
        why = "stopped by hand" if isinstance(spent, KeyboardInterrupt) else str(spent)
        self.notes.append(f"{what}: {why}; nothing is said of the rest")
