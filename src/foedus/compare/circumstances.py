"""Under which circumstances a difference shows, in words: which attacks, what conduct, which completions."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import product

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.cell import Cell
from foedus.cases.graph import Is, Lit
from foedus.cases.incident import STRANGER
from foedus.check.people import merged, places
from foedus.check.view import View
from foedus.check.words import OTHER_MEANS, attacks
from foedus.compare.groups import Group
from foedus.compare.pair import Pair
from foedus.engine.words import listed

_COMPLETIONS = 48
_NAMES, _EVENTS = 3, 4  # of a condition
_KIND = {
    "ratify": "ratify", "sign": "sign", "invoke": "invoke", "vote": "vote", "request": "request", "decide": "decide",
    "act": "act", "attribute": "say who attacked", "begin": "begin", "declare": "declare", "consent": "consent",
    "report": "report", "find": "find", "enact": "enact",
}  # fmt: skip


class Circumstances:
    """Tells of a pair of drafts when their differences show.

    Args:
        pair: the drafts.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair = pair

    @cached_property
    def view(self) -> View:
        """The first draft as findings look at it, for its words."""
        return View(self.pair.drafts[0], self.pair.cases[0], 0, None)

    def where(self, group: Group) -> str:
        """The attacks about which a difference is: ` attacks on … by …`; "" if it is about all."""
        g = self.pair.joint.graph
        cube = {n: v for n, v in (group.told or group.box).items() if g.choices[n].kind == "incident"}
        unsaid = [
            n for n in ("provoked", "deliberate", "origin")
            if n in cube and [g.choices[n].values[v] for v in cube[n]] == ["not stated"]
        ]  # fmt: skip
        for name in unsaid:
            del cube[name]
        if not cube and not unsaid:
            return ""
        view = self.view
        spoken = {n for case in self.pair.cases for n in case.low.incident.names}

        def people(name: str, names: Sequence[str]) -> list[str]:
            if name in ("place", "outside"):
                return places(view, names, name == "outside")
            if name == "means":
                means = {m for case in self.pair.cases for m in case.low.incident.named_means()}
                return list(dict.fromkeys(n if n in means else OTHER_MEANS for n in names))
            every = g.choices[name].values
            known = {*spoken, STRANGER}
            shown = [n if n in known else STRANGER for n in names]
            return merged(view, shown, [n for n in every if n in known])

        said = attacks(g, cube, people)
        if not unsaid:
            return said
        words = {"provoked": "whether they were provoked", "deliberate": "whether they were deliberate",
                 "origin": "where they came from"}  # fmt: skip
        return f"{said} of which it is not stated {listed(words[n] for n in unsaid)}"

    def conduct(self, cell: Cell) -> str:
        """What happens in a case that the text does not ask for, in a few words."""
        g, pair = self.pair.joint.graph, self.pair
        leaves = {**pair.cases[1].low.leaves.all, **pair.cases[0].low.leaves.all}
        willing, times = pair.conduct.choices, pair.conduct.times
        idle: dict[str, list[str]] = {}
        done: dict[str, list[str]] = {}
        late: dict[str, list[str]] = {}
        for name, leaf in leaves.items():
            kind, value = leaf.ways[0].kind, cell.choices.get(name, 0)
            who = leaf.ways[0].who or name
            if not value and 0 not in willing.get(name, {0}):
                idle.setdefault(kind, []).append(who)
            elif value and value not in willing.get(name, {value}):
                done.setdefault(g.choices[name].values[value], []).append(who)
            elif value and cell.times.get(leaf.var, 0) != times.get(leaf.var, 0) and not leaf.early:
                late.setdefault(kind, []).append(who)
        many = len({leaf.ways[0].who for leaf in leaves.values() if leaf.ways[0].who})
        out = [
            f"{_few(w, many)} {'does' if len(set(w)) == 1 else 'do'} not {_KIND.get(k, k)}"
            for k, w in idle.items()
        ]
        out += [f"{_few(w, many)}: {label}" for label, w in done.items()]
        out += [f"{_few(w, many)} {_KIND.get(k, k)} later" for k, w in late.items()]
        if len(out) > _EVENTS:
            out = [*out[: _EVENTS - 1], "and more, as its timeline has it"]
        return "as in the case shown: " + "; ".join(out) if out else "as in the case shown"

    # ---- completions ---------------------------------------------------------------------------------------------

    def completions(
        self, group: Group, cell: Cell, budget: float | None
    ) -> tuple[tuple[tuple[tuple[str, tuple[str, ...]], ...], ...], str]:
        """Under which settings it shows, and in how many completions."""
        g = self.pair.joint.graph
        if group.willing:
            points = {n: v for n, v in group.box.items() if g.choices[n].kind == "point"}
            return self._settings(points), "every" if group.every and not points else "some"
        lit = group.shows
        names = sorted(
            {k.choice for k in g.leaves([lit]) if isinstance(k, Is) and g.choices[k.choice].kind == "point"}
        )
        try:
            found: dict[str, frozenset[int]] = {}
            for name in names:
                size = len(g.choices[name].values)
                able = frozenset(
                    v for v in range(size)
                    if cell.choices.get(name, 0) == v or self._can(budget, lit, g.chosen(name, v))
                )  # fmt: skip
                if len(able) < size:
                    found[name] = able
            if found:
                return self._settings(found), "some"
            return (), self._every(lit, names, budget)
        except OutOfBudgetError:
            return (), "unknown"

    def _can(self, budget: float | None, *lits: Lit) -> bool:
        return self.pair.joint.solve(*lits, budget=budget) is not None

    def _every(self, lit: Lit, names: Sequence[str], budget: float | None) -> str:
        g = self.pair.joint.graph
        size = 1
        for name in names:
            size *= len(g.choices[name].values)
        if size > _COMPLETIONS:
            return "unknown"
        for values in product(*(range(len(g.choices[n].values)) for n in names)):
            if not self._can(budget, lit, *(g.chosen(n, v) for n, v in zip(names, values, strict=True))):
                return "some"
        return "every"

    def _settings(
        self, points: Mapping[str, frozenset[int]]
    ) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:  # fmt: skip
        g = self.pair.joint.graph
        box = tuple((n[1:], tuple(g.choices[n].values[i] for i in sorted(v))) for n, v in points.items())
        return (box,) if box else ()


def _few(names: Sequence[str], every: int) -> str:
    """Some names, or how many of all there are."""
    found = list(dict.fromkeys(names))
    return listed(found) if len(found) <= _NAMES else f"{len(found)} of {max(every, len(found))}"


__all__ = ["Circumstances"]
