"""Which attacks are answered with what, over all completions: the matrix of places, means and scales.

Computed under willing conduct, of the attacks that the draft is about: those by whom and on whom it answers most often.
Facts that no row or column tells apart are as plain as can be, and the result says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod

from msgspec import Struct

from foedus.cases.backends.completions import Set
from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.incident import SEA
from foedus.check.view import View
from foedus.check.words import OTHER_MEANS
from foedus.engine.words import listed

LEVELS = ("binding", "discretion", "consult")
_PLAIN = {
    "directed": "by itself",
    "deliberate": "deliberate",
    "provoked": "not provoked",
    "origin": "abroad",
    "kind": "an attack",
}
SEA_SAID = "a place outside all that the text names"
_ROWS = ("victim", "object", "place")


class CoverCell(Struct, frozen=True):
    """In how many completions the strongest answer is a duty that binds, a power or policy, consultation.

    unsettled: nothing surely arises, but something would if it were established who attacked.
    """

    binding: int
    discretion: int
    consult: int
    whole: int
    unsettled: bool = False

    @property
    def answered(self) -> int:
        """In how many anything arises at all."""
        return self.binding + self.discretion + self.consult

    @property
    def state(self) -> str:
        """certain (a duty binds in every completion) · depends · gap · unsettled."""
        if self.unsettled:
            return "unsettled"
        return "certain" if self.binding == self.whole else "depends" if self.answered else "gap"


Cells = tuple[tuple[CoverCell, ...], ...]


class CoverRow(Struct, frozen=True):
    """Attacks that are answered alike everywhere: what they hit, and where.

    cells: by scale, then by column.
    """

    label: str
    note: str
    cells: Cells


class Coverage(Struct, frozen=True):
    """The matrix. points: the open points that decide it; whole: how many ways there are to settle these.

    columns: means that are answered alike, each as one; a single one "" where no sentence tells means apart.
    """

    attacker: str
    victim: str
    scales: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[CoverRow, ...]
    whole: int
    points: tuple[str, ...]
    plain: tuple[str, ...]
    assumes: str


def coverage(view: View) -> Coverage | None:
    """The matrix of a draft; None where nothing in it answers an attack.

    Args:
        view: the draft under check.
    """
    if not view.answers:
        return None
    attacker, victim = _about(view)
    conduct = _conduct(view, attacker)
    names = [n for n in (*_ROWS, "means", "scale") if n in view.graph.choices and n not in conduct.choices]
    levels = _levels(view, view.assume(conduct), names)
    matter = {n for found in levels.values() for n in found.support()}
    names = [n for n in names if n in matter]
    levels = _levels(view, view.assume(conduct), names)
    table = _Table(view, names, levels, victim)
    doubt = _doubtful(view, conduct, attacker, victim, names)
    return table.matrix(attacker, conduct, doubt)


def _about(view: View) -> tuple[int | None, int | None]:
    """Whose attack on whom is answered in most cases."""
    g = view.graph
    names = [n for n in ("attacker", "victim") if n in g.choices]
    if not names:
        return None, None
    answered = view.willing.lit(view.strength("consult"))
    found = dict.fromkeys(names, 0)
    for name in names:
        others = [n for n in (*names, "scale") if n in g.choices and n != name]
        whole = view.project(view.willing, answered, [name, *others])
        counts = [whole.given({name: v}).count() for v in range(len(g.choices[name].values))]
        found[name] = counts.index(max(counts))
    return found.get("attacker"), found.get("victim")


def _conduct(view: View, attacker: int | None) -> Conduct:
    """Willing conduct, of plain attacks by one attacker."""
    base = view.willing.conduct
    choices = dict(base.choices)
    if attacker is not None:
        choices["attacker"] = frozenset({attacker})
    for name, value in _PLAIN.items():
        if name in view.graph.choices and value in view.graph.choices[name].values:
            choices[name] = frozenset({view.graph.choices[name].values.index(value)})
    return Conduct(choices, base.times, base.text)


def _levels(view: View, under: Assumed, names: Sequence[str]) -> dict[str, Set]:
    """For each strength, the rows, columns and completions in which an answer at least as strong arises."""
    keep = [*names, *(n for n in view.points if n not in under.conduct.choices)]
    return {level: view.project(under, under.lit(view.strength(level)), keep) for level in LEVELS}


def _doubtful(
    view: View, conduct: Conduct, attacker: int | None, victim: int | None, names: Sequence[str]
) -> Mapping[str, Set] | None:  # fmt: skip
    """The same where nobody establishes who attacked; None where no sentence asks."""
    graph = view.graph
    if "attribution" not in graph.choices:
        return None
    choices = {**conduct.choices, "attribution": frozenset({0})}
    if "finding" in graph.choices:
        choices["finding"] = frozenset({0})
    text = f"{conduct.text}; but nobody establishes who attacked"
    return _levels(view, view.assume(Conduct(choices, conduct.times, text)), names)


class _Table:
    """Counts of completions by victim, object, place, means and scale."""

    def __init__(
        self, view: View, names: Sequence[str], levels: Mapping[str, Set], victim: int | None
    ) -> None:
        self.view, self.names, self.levels, self.victim = view, names, levels, victim
        self.graph = view.graph
        self.points = [n for n in view.points if n not in view.willing.conduct.choices]
        self.every = prod(len(self.graph.choices[n].values) for n in self.points)
        matter = {n for found in levels.values() for n in found.support()}
        self.mine = [n for n in self.points if n in matter]
        self.whole = prod(len(self.graph.choices[n].values) for n in self.mine)

    def values(self, name: str) -> list[int | None]:
        """The values of a fact; None alone where the draft does not tell it apart."""
        return list(range(len(self.graph.choices[name].values))) if name in self.names else [None]

    def cell(self, facts: Mapping[str, int], levels: Mapping[str, Set], settled: bool = True) -> CoverCell:
        """The counts for one kind of attack."""
        up = [self._count(levels[level], facts) for level in LEVELS]
        doubt = not settled and up[2] == 0 and self._count(self.levels["consult"], facts) > 0
        return CoverCell(up[0], up[1] - up[0], up[2] - up[1], self.whole, doubt)

    def _count(self, found: Set, facts: Mapping[str, int]) -> int:
        share = Fraction(found.given(facts).count(), self.every)
        return int(share * self.whole)

    def rows(self) -> Iterator[dict[str, int]]:
        """What is hit and where: of the victim that the draft is about all, of others what they have in its land."""
        victims = self.values("victim")
        victims.sort(key=lambda v: v != self.victim)
        for victim in victims:
            main = victim is None or victim == self.victim
            for thing in self.values("object"):
                for place in self.values("place"):
                    if self._lies(victim if victim is not None else self.victim, thing, place, main):
                        pairs = (("victim", victim), ("object", thing), ("place", place))
                        yield {n: v for n, v in pairs if v is not None}

    def _lies(self, victim: int | None, thing: int | None, place: int | None, main: bool) -> bool:
        """Whether something of a victim can be hit at a place that the matrix shows."""
        incident = self.view.low.incident
        land = thing is None or incident.values("object")[thing][0] == "territory"
        if place is None:
            return main or not land
        if incident.values("place")[place][1] is None:
            return False
        if land:
            return main and (victim is None or incident.fits_victim(place, victim))
        inside = self.victim is not None and incident.fits_victim(place, self.victim)
        return inside or (main and incident.values("place")[place][0] == SEA)

    # ---- the matrix ----------------------------------------------------------------------------------------------

    def matrix(self, attacker: int | None, conduct: Conduct, doubt: Mapping[str, Set] | None) -> Coverage:
        """Rows and columns that are answered alike, each once."""
        scales, means = self.values("scale"), self.values("means")
        found = [(facts, self._row(facts, scales, means, self.levels)) for facts in self.rows()]
        if doubt is not None and found:
            best = max(found, key=lambda one: sum(c.answered for row in one[1] for c in row))
            unsure = self._row(best[0], scales, means, doubt, settled=False)
        else:
            unsure = None
        columns = self._alike(
            [[row[s][m] for _, row in found for s in range(len(scales))] for m in range(len(means))]
        )
        labels = tuple(self._means([means[i] for i in group], len(columns)) for group in columns)
        rows = list(self._merged([(facts, self._picked(row, columns)) for facts, row in found]))
        if unsure is not None:
            rows.append(
                CoverRow(
                    "Attacker not established", "nobody finds who attacked", self._picked(unsure, columns)
                )
            )
        g = self.graph

        def name(fact: str, value: int | None) -> str:
            return g.choices[fact].values[value] if value is not None else ""

        fixed = [n for n in _PLAIN if n in g.choices and n in conduct.choices]
        plain = tuple(g.choices[n].values[min(conduct.choices[n])] for n in fixed)
        return Coverage(
            name("attacker", attacker), name("victim", self.victim), tuple(name("scale", s) for s in scales), labels,
            tuple(rows), self.whole, tuple(n[1:] for n in self.mine), plain, conduct.text,
        )  # fmt: skip

    def _row(
        self, facts: dict[str, int], scales: Sequence[int | None], means: Sequence[int | None],
        levels: Mapping[str, Set], settled: bool = True,
    ) -> Cells:  # fmt: skip
        def at(scale: int | None, mean: int | None) -> CoverCell:
            more = {n: v for n, v in (("scale", scale), ("means", mean)) if v is not None}
            return self.cell({**facts, **more}, levels, settled)

        return tuple(tuple(at(scale, mean) for mean in means) for scale in scales)

    @staticmethod
    def _picked(row: Sequence[Sequence[CoverCell]], columns: Sequence[Sequence[int]]) -> Cells:
        return tuple(tuple(line[group[0]] for group in columns) for line in row)

    @staticmethod
    def _alike(columns: Sequence[Sequence[CoverCell]]) -> list[list[int]]:
        """Positions of columns that are the same throughout."""
        groups: dict[tuple[CoverCell, ...], list[int]] = {}
        for i, column in enumerate(columns):
            groups.setdefault(tuple(column), []).append(i)
        return list(groups.values())

    def _means(self, values: Sequence[int | None], groups: int) -> str:
        if groups == 1:
            return ""
        spoken = self.view.low.incident.named_means()
        named = [self.graph.choices["means"].values[v] for v in values if v is not None]
        named = list(dict.fromkeys(n if n in spoken else OTHER_MEANS for n in named))
        return listed(named, "or")

    def _merged(self, found: Sequence[tuple[dict[str, int], Cells]]) -> Iterator[CoverRow]:
        """What is hit is put together where it fares alike at every place; then places where it does."""
        by_thing: dict[tuple[int | None, int | None], list[tuple[int | None, Cells]]] = {}
        for facts, cells in found:
            by_thing.setdefault((facts.get("victim"), facts.get("object")), []).append(
                (facts.get("place"), cells)
            )
        alike: dict[tuple[bool, object], list[tuple[int | None, int | None]]] = {}
        for thing, places in by_thing.items():
            alike.setdefault((thing[0] == self.victim, tuple(places)), []).append(thing)
        rows: dict[tuple[bool, tuple[int | None, ...], Cells], list[tuple[int | None, int | None]]] = {}
        for (main, _), things in alike.items():
            by_cells: dict[Cells, list[int | None]] = {}
            for place, cells in by_thing[things[0]]:
                by_cells.setdefault(cells, []).append(place)
            for cells, places in by_cells.items():
                rows.setdefault((main, tuple(places), cells), []).extend(things)
        for (_, places, cells), things in rows.items():
            yield CoverRow(self._what(things), self._where(places), cells)

    def _named(self, fact: str, values: Sequence[int | None]) -> list[str]:
        return list(dict.fromkeys(self.graph.choices[fact].values[v] for v in values if v is not None))

    def _what(self, things: Sequence[tuple[int | None, int | None]]) -> str:
        """`Territory`, `Forces or vessels of six others`."""
        what = self._named("object", [t for _, t in things]) or ["anything"]
        said = listed(what, "or")
        whose = self._named("victim", [v for v, _ in things if v != self.victim])
        return f"{said[:1].upper()}{said[1:]}" + (f" of {_short(whose)}" if whose else "")

    def _where(self, places: Sequence[int | None]) -> str:
        names = [SEA_SAID if n == SEA else n for n in self._named("place", places)]
        return f"in {_short(names, 4)}" if names else ""


def _short(names: Sequence[str], most: int = 3) -> str:
    """A few names; of many, the first and how many more."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"
