"""A ranking the slow way: the interpreter run on every case under every completion, and what it says compared."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product
from typing import NamedTuple

from foedus.cases.cell import Cell
from foedus.cases.reading import Reading
from foedus.check.run import view_of
from foedus.check.view import View
from foedus.compare.ranking.conducts import Ground, ground
from foedus.engine.state import Run
from foedus.model import Draft
from foedus.model.norms import NEVER_COUNT
from tests.cases.agreement import Bench, bench, interpreted

Row = frozenset[tuple[object, ...]]
STRENGTHS = ("may", "intends to", "must")
LEVELS = ("binding", "late", "discretion", "consult", "unsettled", "nothing")


class Outcome(NamedTuple):
    """What the interpreter says of one case."""

    exact: Row
    least: Row
    levels: frozenset[str]
    due: int | None
    own: bool


class Slow:
    """Every case under every completion, run.

    Args:
        draft: the draft.
        rnd: which facts of the attack are looked at, where all are too many.
        conduct: the conduct.
        most: how many runs there may be.
    """

    def __init__(self, draft: Draft, rnd: random.Random, conduct: str, horizon: int, most: int) -> None:
        self.view: View = view_of(draft, horizon=horizon)
        self.on: Ground = ground(self.view, conduct)
        self.only = self._held(rnd, most)
        self.on = ground(self.view, conduct, self.only)
        self.bench: Bench = bench(draft, self.view.case)
        under, choices = self.on.under, self.view.graph.choices
        self.values = {
            n: sorted(under.conduct.choices.get(n, range(len(choices[n].values)))) for n in choices
        }
        self.names = [n for n in self.on.names if n in choices]
        self.free = [
            n for n in choices
            if n not in self.names and n in under.conduct.choices and len(self.values[n]) > 1
        ]  # fmt: skip
        self.points = list(self.on.points)
        self.refs = {x.ref for x in self.view.answers}
        self.rows: dict[tuple[int, ...], Outcome] = {}
        self.possible: set[tuple[int, ...]] = set()

    @property
    def size(self) -> int:
        """How many runs it takes."""
        found = 1
        for name in (*self.names, *self.free):
            found *= len(self.values[name])
        return found

    def _held(self, rnd: random.Random, most: int) -> dict[str, frozenset[int]]:
        """Some values of each fact of the attack, such that not too many cases are left."""
        choices, under = self.view.graph.choices, self.on.under.conduct.choices
        sizes = {n: sorted(under.get(n, range(len(choices[n].values)))) for n in choices}
        kept = {n: list(sizes[n]) for n in self.on.facts}
        names = list(self.on.facts)

        def runs() -> int:
            found = 1
            for name in choices:
                if name in kept or (len(sizes[name]) > 1 and (name in under or name in self.on.names)):
                    found *= len(kept.get(name, sizes[name]))
            return found

        while runs() > most and any(len(v) > 1 for v in kept.values()):
            name = rnd.choice([n for n in names if len(kept[n]) > 1])
            kept[name].remove(rnd.choice(kept[name]))
        return {n: frozenset(v) for n, v in kept.items()}

    # ---- running -------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Run everything."""
        base = self.view.fill(self.on.under, Cell({}, {}))
        domain = self.bench.domain
        for values in product(*(self.values[n] for n in self.names)):
            found: list[Outcome] = []
            for free in product(*(self.values[n] for n in self.free)):
                chosen = {**base.choices, **dict(zip(self.names, values)), **dict(zip(self.free, free))}
                reading = Reading(self.view.case, self.on.under.filled(self.view, Cell(chosen, base.times)))
                if not reading.holds(domain):
                    continue
                found.append(self.outcome(interpreted(self.bench, reading)))
            if found:
                self.rows[values] = _joined(found)

    def outcome(self, state: Run) -> Outcome:
        """What a run comes to."""
        attack, horizon = self.view.low.incident.at, self.view.horizon
        begun = {c.instance: c.sure for c in reversed(state.changes) if c.status == "owed"}
        victim = next(
            getattr(slot.value, "name", "") for event in state.timeline.events if event.kind in ("attack", "threat")
            for slot in event.slots if slot.name == "on"
        )  # fmt: skip
        exact: set[tuple[object, ...]] = set()
        least: set[tuple[object, ...]] = set()
        levels: set[str] = set()
        dues: list[int] = []
        own = False
        for d in state.duties:
            if (
                d.standing
                or d.modal == "must not"
                or d.prov.ref not in self.refs
                or d.prov.ins not in state.prep.mains
            ):
                continue
            if d.case is None or not d.case.attack:
                continue  # another event set it off
            measures = tuple(dict.fromkeys(m for m in d.measures if m not in NEVER_COUNT))
            if not measures:
                continue
            end, due = d.ended, d.due
            if d.status in ("waived", "excused", "lapsed") and end is not None:
                if (due is None and end - attack <= horizon) or (due is not None and end < due):
                    continue
            at = (due if due is not None else d.since.at) - attack
            content = max({"consult": 1, "assist": 2}.get(m, 3) for m in measures)
            what = (*measures, "discretion") if d.latitude == "discretion" else measures
            sure = begun.get(d.key, d.sure)
            whens = (["by"] if at <= horizon else []) + ["ever"] if sure else ["unsure"]
            for who in d.members:
                if who == victim:
                    continue
                own = own or not d.prov.consequence
                kinds = [k for k in (1, 2) if k <= content] + ([what] if content == 3 else [])
                for strength in STRENGTHS[: STRENGTHS.index(d.modal) + 1]:
                    for when in whens:
                        exact.add((who, d.joint, what, strength, when))
                        if sure:
                            least |= {(who, d.joint, kind, strength, when) for kind in kinds}
                if not sure:
                    levels.add("unsettled")
                elif content == 1:
                    levels.add("consult")
                elif d.modal != "must":
                    levels.add("discretion")
                else:
                    levels |= {"late", "binding"} if at <= horizon else {"late"}
                    dues.append(at)
        return Outcome(frozenset(exact), frozenset(least), frozenset(levels), min(dues, default=None), own)

    # ---- counting ------------------------------------------------------------------------------------------------

    def live(self) -> dict[tuple[int, ...], Outcome]:
        """The cases whose attack some completion answers by itself."""
        facts = len(self.on.facts)
        pure = any(one.own for one in self.rows.values())
        good = {v[:facts] for v, one in self.rows.items() if (one.own if pure else one.exact)}
        return {v: one for v, one in self.rows.items() if v[:facts] in good}

    def groups(self, *points: str) -> Iterator[dict[tuple[int, ...], Outcome]]:
        """The counted cases in groups that differ in some points only, by what these are."""
        places = [self.names.index(p) for p in points]
        out: dict[tuple[int, ...], dict[tuple[int, ...], Outcome]] = {}
        for values, one in self.live().items():
            rest = tuple(v for i, v in enumerate(values) if i not in places)
            out.setdefault(rest, {})[tuple(values[i] for i in places)] = one
        yield from out.values()

    def share(self, point: str) -> Fraction:
        return _share([len({one.exact for one in g.values()}) > 1 for g in self.groups(point)])

    def moves(self, point: str) -> Fraction:
        return _share([len({one.due for one in g.values()}) > 1 for g in self.groups(point)])

    def needs(self, point: str) -> dict[str, tuple[int, ...]]:
        """Other points with the options under which alone a point decides anything."""
        kept: dict[str, set[int]] = {p: set() for p in self.points if p != point}
        for group, rest in self._with_rest(point):
            if len({one.exact for one in group.values()}) > 1:
                for name in kept:
                    kept[name].add(rest[name])
        return {
            name: tuple(sorted(values)) for name, values in kept.items()
            if any(kept.values()) and len(values) < len(self.values[name])
        }  # fmt: skip

    def _with_rest(self, point: str) -> Iterator[tuple[dict[tuple[int, ...], Outcome], dict[str, int]]]:
        place = self.names.index(point)
        others = [n for n in self.names if n != point]
        out: dict[tuple[int, ...], dict[tuple[int, ...], Outcome]] = {}
        for values, one in self.live().items():
            rest = values[:place] + values[place + 1 :]
            out.setdefault(rest, {})[(values[place],)] = one
        yield from ((group, dict(zip(others, rest))) for rest, group in out.items())

    def gives(self, point: str, value: int) -> tuple[list[Fraction], int | None]:
        every = [g[(value,)] for g in self.groups(point)]
        strongest = [next((level for level in LEVELS if level in one.levels), "nothing") for one in every]
        worst = max((one.due for one in every if one.due is not None), default=None)
        return [Fraction(strongest.count(level), len(every)) for level in LEVELS], worst

    def alike(self, point: str) -> set[tuple[int, ...]]:
        groups = list(self.groups(point))
        found: dict[tuple[Row, ...], list[int]] = {}
        for value in self.values[point]:
            found.setdefault(tuple(g[(value,)].exact for g in groups), []).append(value)
        return {tuple(group) for group in found.values() if len(group) > 1}

    def order(self, point: str) -> set[tuple[int, int]]:
        groups = list(self.groups(point))
        apart = {
            (one, two) for one, two in product(self.values[point], repeat=2)
            if any(g[(one,)].exact != g[(two,)].exact for g in groups)
        }  # fmt: skip
        least = {
            (one, two) for one, two in apart if all(g[(one,)].least >= g[(two,)].least for g in groups)
        }  # fmt: skip
        return {(one, two) for one, two in least if (two, one) not in least}

    def pairs(self) -> dict[tuple[str, str], Fraction]:
        out: dict[tuple[str, str], Fraction] = {}
        for one, two in combinations(self.points, 2):
            hits = []
            for group in self.groups(one, two):
                for a, b in group:
                    here = group[a, b].exact
                    alone = any(
                        other.exact != here for (x, y), other in group.items() if (x == a) != (y == b)
                    )
                    both = any(other.exact != here for (x, y), other in group.items())
                    hits.append(both and not alone)
            if any(hits):
                out[one[1:], two[1:]] = _share(hits)
        return out


def _joined(found: list[Outcome]) -> Outcome:
    """What arises in any of some cases: a power that several may use is used."""
    dues = [one.due for one in found if one.due is not None]
    return Outcome(
        frozenset().union(*(one.exact for one in found)), frozenset().union(*(one.least for one in found)),
        frozenset().union(*(one.levels for one in found)), min(dues, default=None), any(one.own for one in found),
    )  # fmt: skip


def _share(hits: list[bool]) -> Fraction:
    return Fraction(sum(hits), len(hits)) if hits else Fraction(0)
