"""The difference of two drafts with many open points: under assumed conduct first, then what shows only under other.

With all times fixed nothing but choices is left, and whatever differs is read off decision diagrams. What differs
only under other conduct is asked for step by step, each for a short time; what is not answered then is said not to be
proved.
"""

import time
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.backends.completions import Cube, Set
from foedus.cases.cell import Cell
from foedus.cases.graph import FALSE, Lit
from foedus.compare.difference import Comparing
from foedus.compare.facets import Facet
from foedus.compare.force import InForce
from foedus.compare.groups import Group, Groups, by_cause, is_step, leading
from foedus.compare.observed import Decided, Owed
from foedus.compare.plain import preferred
from foedus.model import OpenPoint

LOOSE = (
    ("vote", "decide"),
    ("withdraw",),
    ("withdraw", "vote", "decide"),
    ("ratify", "sign", "enact", "repeal", "begin", "end"),
)  # what is let go of the conduct assumed first, step by step, to find a plain case
_STEPS = ("force", "not opened", "opened", "time", "silence", "votes")
_ASK, _ALL = 1.6, 3.5  # seconds for one question about any conduct, and for all
_REST = 1.5  # seconds for one case
_BOXES = 3
_WHOLE = {"gone", "new", "not opened", "opened", "force", "changed"}  # with these goes whatever hangs on them
_MAIN = _WHOLE | {"weaker", "stronger", "later", "sooner"}
_ABOUT = "under other conduct than these nothing more is proved"

_Rows = dict[tuple[str, object, bool], list[Facet]]


class Large(Comparing):
    """A comparison of drafts with many open points."""

    def _find(self) -> None:
        free = self.pair.free
        if not free and not self.pair.first.hidden:
            return
        covered: list[Lit] = []
        groups = Groups(self.pair, self.left, lasting=False)
        for group in AtOnce(groups).groups(self._single):
            reach, told = self._reach(group, free)
            cell = self._cell(group.shows, prefer=(), among=(self.pair.willingly(),))
            if cell is not None:
                covered.append(reach)
                self._tell(told, reach)
                self.groups.append((replace(group, lit=reach), self._short(group, cell)))
        self._others(free, covered)
        self.proved = self.pair.joint.graph.any(*covered)

    def _reach(self, group: Group, free: Sequence[Facet]) -> tuple[Lit, list[Facet]]:
        """What a difference under the conduct assumed first tells of under any: the same steps of the same sentence."""
        refs = {r for f in (*group.facets, *group.also) for r in sentences(f)}
        decided = isinstance((group.facets[0].one + group.facets[0].two)[0], Decided)
        same = decided or not self._single
        told = [
            f for f in free
            if refs & set(sentences(f)) and (not same or f.kind == group.kind) and f.kind != "force"
            and isinstance((f.one + f.two)[0], Decided) == decided
        ]  # fmt: skip
        return self.pair.joint.graph.any(*(f.lit for f in told)), told

    def _others(self, free: Sequence[Facet], covered: list[Lit]) -> None:
        """What shows only under other conduct: each step of procedure by itself, then all the rest."""
        j, g = self.pair.joint, self.pair.joint.graph
        rows = [row for row in by_cause(free) if g.any(*(self._untold(f) for f in row)) != FALSE]
        self._pool = time.monotonic() + _ALL
        rows.sort(key=lambda row: _STEPS.index(row[0].kind) if row[0].kind in _STEPS else len(_STEPS))
        open_: list[Lit] = []
        for row in rows:
            lit = g.any(*(self._untold(f) for f in row))
            try:
                if j.solve(lit, budget=self._some(self._ask)) is None:
                    continue
                cell = self._cell(lit, among=self._conducts())
            except OutOfBudgetError:
                open_.append(lit)
                continue
            if cell is None:
                open_.append(lit)
                continue
            if self._follows(row[0].kind) and self._from_told(row, cell):
                covered.append(lit)
            else:
                self.groups.append((Group(row[0].kind, tuple(row), lit, {}, False, lit), cell))
                covered.append(lit)
            self._tell(row, lit)
        if open_ or not self._alike(covered):
            self._stopped(
                _ABOUT if self.groups else "nothing is proved under conduct other than the one assumed"
            )

    @property
    def _single(self) -> bool:
        """Whether just one sentence says otherwise: whatever differs comes from that."""
        moving = [self.pair.alignment.passages[k] for k in self.cause.moving]
        said = [d.sentences for d in self.pair.drafts]
        bodies = [
            said[0][p.one].body if p.one is not None else said[1][p.two or 0].body for p in moving
            if not p.instrument
        ]  # fmt: skip
        return len(moving) == 1 or (
            len(moving) == len(bodies) and sum(not isinstance(b, OpenPoint) for b in bodies) == 1
        )

    def _follows(self, kind: str) -> bool:
        """Whether a step of this kind may be told with what is told already."""
        told = {group.kind for group, _ in self.groups}
        return bool(told) and (kind not in _STEPS or kind == "votes" or bool(told & _WHOLE))

    _pool = 0.0

    @property
    def _ask(self) -> float:
        """Seconds for one question about any conduct."""
        return max(0.05, min(_ASK, self._pool - time.monotonic()))

    def _from_told(self, row: Sequence[Facet], cell: Cell) -> bool:
        """Whether it comes from the same change of words as a difference that is told already."""
        cause = set(self._cause(Group(row[0].kind, tuple(row), FALSE, {}, False, FALSE), cell)[0])
        return bool(cause) and cause <= {
            c for other, shown in self.groups for c in self._cause(other, shown)[0]
        }

    def _alike(self, covered: Sequence[Lit]) -> bool:
        """Whether what comes alike for different reasons is proved to change nothing."""
        j, hidden = self.pair.joint, self.pair.first.hidden
        lit = j.graph.any(*(lit for lits in hidden.values() for lit in lits))
        try:
            return lit == FALSE or j.solve(lit, self._not(covered), budget=self._some(self._ask)) is None
        except OutOfBudgetError:
            return False

    # ---- cases ---------------------------------------------------------------------------------------------------

    def _conducts(self) -> Iterator[Lit]:
        """Conducts under which a case is looked for, the plainest first."""
        yield self.pair.willingly()
        for kinds in LOOSE:
            yield self.pair.willingly(kinds)

    def _cell(self, *lits: Lit, prefer: Sequence[Lit] = (), among: object = None) -> Cell | None:
        """A plain case in which all of these hold and which the interpreter confirms to differ."""
        j = self.pair.joint
        conducts: list[Lit] = list(among) if among is not None else [self.pair.willingly()]  # type: ignore[call-overload]
        wanted = [*prefer, *preferred(self.pair)]
        for conduct in conducts:
            for pin in (j.graph.all(), *self.pair.dates()[:4]):
                try:
                    cell = j.solve(*lits, conduct, pin, prefer=wanted, budget=self._some(_REST))
                except OutOfBudgetError:
                    continue
                if cell is not None and self.replays.differ(cell):
                    return cell
        return None


class AtOnce:
    """What differs under the conduct assumed first, sentence of the draft by sentence.

    Args:
        groups: the facets and the decision diagrams over them.
    """

    def __init__(self, groups: Groups) -> None:
        self.of, self.g = groups, groups.g

    def groups(self, single: bool) -> list[Group]:
        """One group for each kind of change of each sentence; of a single change of words only what leads."""
        sets = {id(f): self.of.bdd.project(f.lit, self.of.keep) for f in self.of.found}
        found = [f for f in self.of.found if not sets[id(f)].is_empty]
        rows: _Rows = {}
        for f in found:
            if is_step(f.what) and any(not is_step(o.what) or o.kind in _STEPS for o in found):
                continue  # what follows from it is told
            rows.setdefault((f.kind, _direct(f), isinstance((f.one + f.two)[0], Decided)), []).append(f)
        if single:
            kinds = {kind for kind, *_ in rows}
            lead = _WHOLE & kinds or _MAIN & kinds or kinds
            rows = {key: row for key, row in rows.items() if row[0].kind in lead}
            rows = self._most(rows, sets)
        out = [g for row in rows.values() for g in self._told(row, sets)]
        duties = [g for g in out if isinstance((g.facets[0].one + g.facets[0].two)[0], Owed)]
        if any(g.kind in ("gone", "new") for g in duties):
            out = [g for g in out if g.kind not in ("not opened", "opened")]
        return out

    def _most(self, rows: _Rows, sets: Mapping[int, Set]) -> _Rows:
        """Facets of one kind together, if one change of words is behind all; those who are concerned always apart."""
        out: _Rows = {}
        for (kind, _, decided), row in rows.items():
            for who in dict.fromkeys(f.who for f in row):
                mine = [f for f in row if f.who == who]
                always = not decided and self.of.base(kind, mine, True) <= self._union(mine, sets)
                out.setdefault((kind, always, decided), []).extend(mine)
        return out

    def _union(self, row: Sequence[Facet], sets: Mapping[int, Set]) -> Set:
        whole = sets[id(row[0])]
        for f in row[1:]:
            whole = whole | sets[id(f)]
        return whole

    def _told(self, row: Sequence[Facet], sets: Mapping[int, Set]) -> Iterator[Group]:
        whole = self._union(row, sets)
        kind = row[0].kind
        base = (
            self.of.base(kind, row, True)
            if isinstance((row[0].one + row[0].two)[0], Owed)
            else self._opens(row)
        )
        cover = whole.amid(base).cover(_BOXES + 1)
        if len(cover) > _BOXES or any(len(box) > _BOXES for box in cover):
            cover = [self._about(whole, base)]
        points = [n for n in whole.names if self.g.choices[n].kind == "point"]
        every = not points or whole.onto(points).is_all
        shows = self.g.all(self.of.within, self.g.any(*(f.lit for f in row)))
        merged = cover[0] if len(cover) == 1 else self._about(whole, base)
        yield Group(
            kind, tuple(row), FALSE, merged, True, shows, every, told=merged, some=not merged and not base <= whole
        )  # fmt: skip

    def _opens(self, row: Sequence[Facet]) -> Set:
        g = self.g
        comes = [
            g.any(*(p for p, _ in d.opened)) for f in row for d in (*f.one, *f.two) if isinstance(d, Decided)
        ]
        return self.of.bdd.project(g.any(*comes), self.of.keep)

    def _about(self, whole: Set, base: Set) -> Cube:
        """The values outside which it does not show, of the choices on which that turns."""
        out: Cube = {}
        for name in whole.names:
            size = range(len(self.g.choices[name].values))
            here = frozenset(v for v in size if not whole.given({name: v}).is_empty)
            ever = frozenset(v for v in size if not base.given({name: v}).is_empty)
            if here != ever and self.g.choices[name].kind in ("point", "incident"):
                out[name] = here
        return out


def sentences(facet: Facet) -> list[object]:
    """The sentences of both drafts that a facet is of."""
    return [x.prov.ref for x in (*facet.one, *facet.two) if not isinstance(x, InForce)]


def _direct(facet: Facet) -> object:
    """The sentences that it is of, by which differences are told."""
    return frozenset(x.prov.ref.line for x in leading(facet))


__all__ = ["LOOSE", "AtOnce", "Large", "sentences"]
