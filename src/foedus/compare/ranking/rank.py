"""The open points of a draft ranked by how much they decide, for a horizon, weights and a conduct that are stated."""

import time
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import NamedTuple

from msgspec.structs import replace

from foedus.cases.backends.base import OutOfBudgetError
from foedus.check.ask import view_for
from foedus.check.run import HORIZON, check_view, checked, digest
from foedus.check.same import same_options
from foedus.check.view import View
from foedus.compare.ranking.conducts import CONDUCTS, Ground, ground
from foedus.compare.ranking.counting import Counting
from foedus.compare.ranking.table import Table
from foedus.compare.ranking.turns import turned
from foedus.compare.ranking.weights import Measure, spoken
from foedus.engine.prepared import Prov
from foedus.model import Asking, Checked, Draft, Hole, OpenPoint, Question, walk
from foedus.model.ranking import Gives, Pair, RankedPoint, Ranking, Turned, Weights

Progress = Callable[[str, int, int], None]
_STEPS = ("the outcomes", "what each point decides", "what each option gives", "points that go together", "findings")


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
        OutOfBudgetError: the budget did not suffice for any point.
    """
    askings = [Asking(Question("whenever", None, event), "") for event in spoken(weights)]  # type: ignore[arg-type]
    view = view_for(draft, askings, fixed, at, budget)
    view.horizon = horizon
    return rank_view(view, conduct, weights, budget, findings, progress, draft)


def rank_view(
    view: View, conduct: str = "late", weights: Weights | None = None, budget: float | None = 60.0,
    findings: bool = True, progress: Progress | None = None, draft: Draft | None = None,
    found: Checked | None = None, on: Ground | None = None,
) -> Ranking:  # fmt: skip
    """As `rank`, of a draft that is lowered already; with what a check of it found, if it has been made."""
    made = _Rank(view, conduct, weights, budget, progress)
    return made.ranking(findings, draft or view.draft, found, on)


class _Seen(NamedTuple):
    """What was counted, for the lines of single points."""

    counting: Counting
    shares: dict[str, tuple[Fraction, Fraction]]
    gives: dict[str, tuple[Gives, ...]]
    turns: dict[str, list[Turned]]
    checked: bool


class _Rank:
    """One ranking, while it is made."""

    def __init__(
        self, view: View, conduct: str, weights: Weights | None, budget: float | None, progress: Progress | None
    ) -> None:
        self.view, self.conduct, self.weights = view, conduct, weights
        self.end = None if budget is None else time.monotonic() + budget
        self.progress = progress
        self.notes: list[str] = []
        self.complete = True

    def _left(self) -> float | None:
        return None if self.end is None else max(0.0, self.end - time.monotonic())

    def _step(self, number: int) -> None:
        if self.progress is not None:
            self.progress(_STEPS[number], number, len(_STEPS))

    def ranking(self, findings: bool, draft: Draft, found: Checked | None, on: Ground | None) -> Ranking:
        """All of it, as far as the budget goes."""
        view = self.view
        self._step(0)
        on = on or ground(view, self.conduct)
        table = Table(view, on, self._left())
        measure = Measure(table, self.weights)
        counting = Counting(table, measure)
        shares = self._shares(counting)
        gives = self._each(2, "what each option gives", counting, self._gives)
        pairs = self._pairs(counting)
        told = self._check(findings, found)
        turns = turned(told, {n[1:]: view.graph.choices[n].values for n in on.points}) if told else {}
        seen = _Seen(counting, shares, gives, turns, told is not None)
        ranked = [
            self._point(prov, seen) for prov in view.low.prep.of(OpenPoint)
            if prov.body.name not in view.low.explorer.fixed
        ]  # fmt: skip
        ranked.sort(key=lambda one: (one.idle == "unknown", -one.share, -one.moves))
        base = checked(view, [], (), self.complete)
        choices = view.graph.choices
        return Ranking(
            base.draft, digest(draft), base.on, view.horizon, self.conduct, CONDUCTS[self.conduct], measure.told,
            measure.kinds, table.space.count(table.attacks(), table.facts),
            measure.named("attacker"), measure.named("victim"),
            prod(len(table.space.values[n]) for n in on.procedure if n in table.space.values),
            tuple(n for n in on.procedure if n in table.space.values),
            prod(len(choices[n].values) for n in on.points), tuple(ranked), tuple(pairs), told is not None,
            base.unknown, self.complete, tuple(self.notes),
        )  # fmt: skip

    # ---- steps ---------------------------------------------------------------------------------------------------

    def _shares(self, counting: Counting) -> dict[str, tuple[Fraction, Fraction]]:
        self._step(1)
        return {point: (counting.share(point), counting.moves(point)) for point in counting.table.points}

    def _each(
        self, step: int, what: str, counting: Counting, ask: "Callable[[Counting, str], tuple[Gives, ...]]"
    ) -> dict[str, tuple[Gives, ...]]:
        self._step(step)
        out: dict[str, tuple[Gives, ...]] = {}
        try:
            for point in counting.table.points:
                out[point] = ask(counting, point)
        except (OutOfBudgetError, KeyboardInterrupt) as spent:
            self._short(what, spent)
        return out

    def _gives(self, counting: Counting, point: str) -> tuple[Gives, ...]:
        texts = self.view.graph.choices[point].values
        return tuple(counting.gives(point, v, texts[v]) for v in counting.space.values[point])

    def _pairs(self, counting: Counting) -> Sequence[Pair]:
        self._step(3)
        if not self.complete:
            return ()
        try:
            return counting.pairs()
        except (OutOfBudgetError, KeyboardInterrupt) as spent:
            self._short("which points matter only together", spent)
            return ()

    def _check(self, findings: bool, found: Checked | None) -> Checked | None:
        if found is not None or not findings or not self.complete:
            return found
        self._step(4)
        found = check_view(self.view, self._left())
        if not found.complete:
            self.complete = False
            self.notes += found.notes
        return found

    # ---- one point -----------------------------------------------------------------------------------------------

    def _point(self, prov: Prov, seen: "_Seen") -> RankedPoint:
        point: OpenPoint = prov.body
        name, counting = f"?{point.name}", seen.counting
        users, outside = self._users(point.name)
        texts = self.view.graph.choices[name].values if name in self.view.graph.choices else point.texts
        share, moves = seen.shares.get(name, (Fraction(0), Fraction(0)))
        out = RankedPoint(point.name, point.asks, prov.ref, share, moves, outside=outside, meant=bool(point.readers),
                          turns=tuple(seen.turns.get(point.name, ())))  # fmt: skip
        if not share and not moves:
            out = replace(out, idle="unused" if not users else "unknown" if outside else "here")
        if name not in counting.table.points:
            told = () if name in self.view.graph.choices else texts
            return replace(out, alike=(tuple(texts),) if out.idle == "here" and not told else (),
                           idle=self._always(name, out, seen))  # fmt: skip
        alike = counting.alike(name)
        out = replace(
            out, gives=seen.gives.get(name, ()), order=counting.order(name, texts),
            only=tuple((n[1:], tuple(self.view.graph.choices[n].values[v] for v in values))
                       for n, values in counting.only(name)),
            alike=tuple(tuple(texts[v] for v in group) for group in alike),
            proved=self._proved(name) if alike and seen.checked else (),
        )  # fmt: skip
        return replace(out, idle=self._always(name, out, seen))

    def _users(self, name: str) -> tuple[bool, bool]:
        """Whether any sentence uses a point, and whether one of these lies outside the case space."""
        unknown = {one.ref for one in self.view.case.unknown}
        users = [
            prov for kind in self.view.low.prep.others.values() for prov in kind
            if any(isinstance(node, Hole) and node.name == name for node in walk(prov.body))
        ]  # fmt: skip
        return bool(users), any(prov.ref in unknown for prov in users)

    def _proved(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Groups of options that come to the same in every case, whoever does what when."""
        values = self.view.graph.choices[name].values
        try:
            return tuple(tuple(values[i] for i in sorted(group)) for group in same_options(self.view, name))
        except OutOfBudgetError:
            return ()

    def _always(self, name: str, one: RankedPoint, seen: "_Seen") -> str:
        """Why a point decides nothing."""
        if one.idle != "here" or not seen.checked or name not in self.view.graph.choices:
            return one.idle
        groups = one.proved or self._proved(name)
        whole = len(self.view.graph.choices[name].values)
        return "always" if any(len(group) == whole for group in groups) else "here"

    def _short(self, what: str, spent: BaseException) -> None:
        self.complete = False
        why = "stopped by hand" if isinstance(spent, KeyboardInterrupt) else str(spent)
        self.notes.append(f"{what}: {why}; nothing is said of the rest")
