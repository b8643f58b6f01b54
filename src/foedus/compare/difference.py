"""What one draft does otherwise than another: the exact difference, in sentences."""

import time
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from foedus.base import instant_text
from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.cell import Cell
from foedus.cases.graph import FALSE, Lit
from foedus.compare.align import align
from foedus.compare.causes import Causes
from foedus.compare.facets import Facet
from foedus.compare.first import First
from foedus.compare.groups import Group, Groups, bearers, by_cause, is_step
from foedus.compare.joint import Under
from foedus.compare.observed import Observed, Owed
from foedus.compare.outside import outside
from foedus.compare.pair import Pair
from foedus.compare.plain import preferred
from foedus.compare.replays import Aspect, Replays, aspect_of, seen
from foedus.compare.telling import Telling
from foedus.model import Draft
from foedus.model.comparison import Comparison, Difference

_TRIES = 6
_ROUNDS = 4
_FEW = 8
_SOON = 0.2  # seconds to show that somebody has no part in a difference
_LARGE = 60_000  # nodes beyond which the plainest case does


def differ(
    one: Draft, two: Draft, *, fixed: Mapping[str, str] | None = None, fixed_two: Mapping[str, str] | None = None,
    parts: tuple[str, ...] = (), parts_two: tuple[str, ...] | None = None, at: int | None = None,
    budget: float | None = 60.0, causes: bool = True,
) -> Comparison:  # fmt: skip
    """Compare two drafts, or one draft under two readings, completions or choices of its parts.

    Args:
        one, two: the draft before and after; the same draft twice to compare readings or completions of it.
        fixed: open points that are settled, by name and text of the option; in the second draft, too, if `fixed_two` is
            not given.
        fixed_two: the same for the second draft only.
        parts: titles of the secret parts to read besides the public ones; parts_two: of the second draft.
        at: the instant of the attack; by default one at which both are in force.
        budget: seconds in all; None is without end.
        causes: look for the change of words that causes each difference.

    Returns: whether they are equal in every case, and otherwise sentences that together are the difference.

    >>> from foedus.language import parse_draft
    >>> text = 'treaty "T", called T.  party Ukraine, Poland.  article 1.  After an attack on Ukraine Poland {} assist.'
    >>> a, b = (parse_draft(text.format(modal)).draft for modal in ("must", "may"))
    >>> differ(a, a).equal, differ(a, b).equal
    ('yes', 'no')
    """
    settled = dict(fixed or {})
    other = settled if fixed_two is None else dict(fixed_two)
    pair = Pair(
        one, two, settled, other, parts, parts if parts_two is None else parts_two, at, align(one, two)
    )
    if pair.large:
        from foedus.compare.large import Large

        return Large(pair, budget, causes).run()
    return Comparing(pair, budget, causes).run()


class Comparing:
    """A comparison at work.

    Args:
        pair: the drafts.
        budget: seconds in all.
        causes: look for causes.
    """

    def __init__(self, pair: Pair, budget: float | None, causes: bool = True) -> None:
        self.pair, self.causes = pair, causes
        self.end = None if budget is None else time.monotonic() + budget
        self.replays = Replays(pair)
        self.telling = Telling(pair, self.replays)
        self.notes: list[str] = []
        self.complete = True
        self.exact = True
        self.groups: list[tuple[Group, Cell]] = []
        self.cause = Causes(pair, self.replays)
        self._said: list[tuple[frozenset[tuple[str, str, str]], Lit]] = []
        self._blamed: list[tuple[Cell, tuple[tuple[int, ...], bool]]] = []

    def run(self) -> Comparison:
        """Compare."""
        told = self._outside()
        try:
            self._find()
        except OutOfBudgetError as spent:
            self._stopped(f"the time was not enough: {spent}; of the rest nothing is said")
        except KeyboardInterrupt:
            self._stopped("stopped by hand; of the rest nothing is said")
        found = [self._difference(group, cell) for group, cell in self.groups]
        if self.causes:
            self._caused(found)
        every = sorted([*found, *told], key=lambda d: -d.weight)
        return self._comparison(every)

    def _stopped(self, why: str) -> None:
        self.complete = self.exact = False
        self.notes.append(why)

    @property
    def left(self) -> float | None:
        """The seconds left."""
        return None if self.end is None else max(0.0, self.end - time.monotonic())

    # ---- the difference ------------------------------------------------------------------------------------------

    def _find(self) -> None:
        pair = self.pair
        first = pair.free
        if not first and not pair.first.hidden:
            return
        g = pair.joint.graph
        covered: list[Lit] = []
        if first:
            self._at_once(first, covered)
            self._rest(first, covered)
        self._hidden(covered)
        self.proved = g.any(*covered)

    proved: Lit = FALSE  # the cases that the sentences speak of

    def _at_once(self, real: Sequence[Facet], covered: list[Lit]) -> None:
        """What differs under willing conduct, and where the same shows under any."""
        try:
            groups = Groups(self.pair, self.left)
            found = groups.at_once()
        except OutOfBudgetError as spent:
            self._stopped(f"of the conduct assumed first nothing is proved: {spent}")
            return
        any_of = self.pair.joint.graph.any
        for group in found:
            reach, told = groups.reach(group, real)
            if reach == FALSE:
                continue
            try:
                untold = any_of(*(self._untold(f) for f in told))
                cell = self._cell(group.shows, untold, reach, self.pair.willingly())
            except OutOfBudgetError as spent:
                self._stopped(f"of some differences nothing is proved: {spent}")
                continue
            if cell is not None:
                covered.append(reach)
                self._tell(told, reach)
                self.groups.append((replace(group, lit=reach), self._short(group, cell)))

    def _short(self, group: Group, cell: Cell) -> Cell:
        """The case without the events that it does not need to show the difference."""
        aspect = self._aspect(group)
        leaves = {n for case in self.pair.cases for n in case.low.leaves.all}

        def shows(one: Cell) -> bool:
            a, b = self.replays.record(0, one), self.replays.record(1, one)
            return a is not None and b is not None and aspect(a) != aspect(b)

        if not shows(cell):
            return cell
        for name in sorted(n for n in leaves if cell.choices.get(n)):
            less = Cell({**cell.choices, name: 0}, cell.times)
            if shows(less):
                cell = less
        return cell

    def _aspect(self, group: Group) -> Aspect:
        """What of a record shows a difference."""
        what = (*group.what, *(f.what for f in group.also))
        return aspect_of(group.kind, sorted({n for f in group.facets for n in (*bearers(f), f.who)}), what)

    def _rest(self, real: Sequence[Facet], covered: list[Lit]) -> None:
        """What differs beside that."""
        g = self.pair.joint.graph
        rows = sorted(by_cause(real), key=_late_first)
        if not self._any(rows):
            return
        for row in rows:
            lit = g.any(*(self._untold(f) for f in row))
            if lit == FALSE:
                continue
            try:
                if self.pair.joint.solve(lit, budget=self._share) is None:
                    continue
                shown = self._real(row) or list(row)
                cell = self._cell(lit, prefer=self._stakes)
            except OutOfBudgetError as spent:
                self._stopped(f"of some differences nothing is proved: {spent}")
                continue
            if cell is not None:
                self._add(Group(row[0].kind, tuple(shown), lit, {}, False, lit), cell)
                covered.append(lit)
                self._tell(row, lit)

    def _any(self, rows: Sequence[Sequence[Facet]]) -> bool:
        """Whether any of these may show where no sentence tells of it yet."""
        lit = self.pair.joint.graph.any(*(self._untold(f) for row in rows for f in row))
        try:
            return lit != FALSE and self.pair.joint.solve(lit, budget=self._share) is not None
        except OutOfBudgetError:
            return True

    @property
    def _share(self) -> float | None:
        """Seconds for one question, so that none takes them all."""
        return None if self.left is None else self.left / 3

    def _untold(self, facet: Facet) -> Lit:
        """Where a facet shows that no sentence tells of yet."""
        g = self.pair.joint.graph
        key = (facet.kind, facet.who, facet.what)
        return g.all(facet.lit, *(-lit for keys, lit in self._said if key in keys))

    def _tell(self, facets: Sequence[Facet], lit: Lit) -> None:
        self._said.append((frozenset((f.kind, f.who, f.what) for f in facets), lit))

    def _add(self, group: Group, cell: Cell) -> None:
        """Tell a difference apart, unless it follows from one that is told already by the same change of words."""
        cause = self._cause(group, cell)[0]
        told = {c for other, shown in self.groups for c in self._cause(other, shown)[0]}
        if len(cause) > 1 and set(cause) <= told:  # what changes that are told apart come to together
            for k, (other, shown) in enumerate(self.groups):
                if set(self._cause(other, shown)[0]) & set(cause):
                    self.groups[k] = (
                        replace(other, lit=self.pair.joint.graph.any(other.lit, group.lit)),
                        shown,
                    )
                    return
        for k, (other, shown) in enumerate(self.groups):
            late = other.kind.startswith("arises ") and set(group.what) <= set(other.what)
            same = late or {(f.who, f.what) for f in group.facets} <= {(f.who, f.what) for f in other.facets}
            if not cause or cause != self._cause(other, shown)[0] or not (same or _follows(group, other)):
                continue
            if same or not other.willing or (_direction(group.kind) == "" and group.kind not in _STEPS):
                lit = self.pair.joint.graph.any(other.lit, group.lit)
                facets = (*other.facets, *group.facets) if late else other.facets
                self.groups[k] = (replace(other, lit=lit, facets=facets), shown)
                return
            if group.kind not in _STEPS:
                group = replace(group, echo=True)
        self.groups.append((group, cell))

    def _cause(self, group: Group, cell: Cell) -> tuple[tuple[int, ...], bool]:
        """The changes of words that a difference comes from; whether it takes all of them."""
        for known, found in self._blamed:
            if known is cell:
                return found
        aspect = self._aspect(group)
        a, b = self.replays.record(0, cell), self.replays.record(1, cell)
        if a is None or b is None or aspect(a) == aspect(b):
            aspect = seen
        found = self.cause.of(cell, aspect)
        self._blamed.append((cell, found))
        return found

    def _not(self, covered: Sequence[Lit]) -> Lit:
        return -self.pair.joint.graph.any(*covered)

    def _real(self, row: Sequence[Facet]) -> list[Facet]:
        """The facets of a row without those that are soon shown to be empty."""
        j, out = self.pair.joint, list[Facet]()
        for f in row:
            try:
                empty = j.solve(f.lit, budget=self._some(_SOON)) is None
            except OutOfBudgetError:
                empty = False
            if not empty:
                out.append(f)
        return out

    def _some(self, seconds: float) -> float:
        """So many seconds, if there are so many left."""
        return seconds if self.left is None else min(seconds, self.left)

    def _hidden(self, covered: list[Lit]) -> None:
        """A time that comes alike may stand elsewhere where it does not come: what hangs on it is compared, too."""
        j = self.pair.joint
        first, apart = self.pair.first, frozenset[str]()
        for _ in range(_ROUNDS):
            wrong = {
                var for var, lits in first.hidden.items()
                if j.solve(j.graph.any(*lits), self._not(covered), budget=self.left) is not None
            }  # fmt: skip
            if not wrong:
                return
            apart |= wrong
            first = First(j, apart)
            self._rest(list(first.facets()), covered)
        self.complete = False
        self.notes.append(
            "some instants come alike for different reasons; what hangs on them is not compared"
        )

    @cached_property
    def _stakes(self) -> list[Lit]:
        """That a duty to help hangs on it, which is told first."""
        j, g = self.pair.joint, self.pair.joint.graph
        if len(g.nodes) > _LARGE:
            return []
        a, b = (
            g.any(
                *(
                    o.exists
                    for o in Observed(Under(side)).slowly()
                    if o.modal == "must" and not is_step(o.measure)
                )
            )
            for side in (j.one, j.two)
        )
        return [g.any(g.all(a, -b), g.all(b, -a)), g.any(a, b)]

    def _wanted(self, first: Sequence[Lit]) -> list[Lit]:
        """What should hold of a witness where it can; of large graphs less is asked."""
        every = [*first, *preferred(self.pair)]
        return every if len(self.pair.joint.graph.nodes) <= _LARGE else every[:_FEW]

    def _cell(self, *lits: Lit, prefer: Sequence[Lit] = ()) -> Cell | None:
        """A plain case in which all of these hold and which the interpreter confirms to differ."""
        j, g = self.pair.joint, self.pair.joint.graph
        lit = g.all(*lits)
        if lit == FALSE or j.solve(lit, budget=self._share) is None:
            return None
        tried = 0
        for pin in (g.all(), *self.pair.dates()):
            here = g.all(lit, pin)
            cell = j.solve(here, prefer=self._wanted(prefer) if not tried else (), budget=self.left)
            while cell is not None and tried < _TRIES:
                if self.replays.differ(cell):
                    return cell
                tried += 1
                names = [n for n, c in g.choices.items() if c.kind != "point" and n in cell.choices]
                here = g.all(here, -g.all(*(g.chosen(n, cell.choices[n]) for n in names)))
                cell = j.solve(here, budget=self._share) if not self.pair.dates() else None
        self.exact = False
        self.notes.append("a difference was left out, since the interpreter did not confirm it")
        return None

    # ---- the answer ----------------------------------------------------------------------------------------------

    def _difference(self, group: Group, cell: Cell) -> Difference:
        return self.telling.difference(group, cell, self.left)

    def _outside(self) -> list[Difference]:
        return list(outside(self.pair))

    def _caused(self, found: list[Difference]) -> None:
        for k, (group, cell) in enumerate(self.groups):
            changes, together = self._cause(group, cell)
            found[k] = replace(found[k], changes=changes, together=together)
        self.nothing, notes = self.cause.nothing({c for d in found for c in d.changes}, self.left)
        self.notes += notes

    nothing: tuple[int, ...] = ()

    def _comparison(self, every: Sequence[Difference]) -> Comparison:
        pair = self.pair
        unknown = pair.unknown()
        equal = "no" if every else "yes" if self.complete and self.exact and not unknown else "unknown"
        completions = (
            "none" if equal == "yes" else "every" if any(d.completions == "every" for d in every) else "some"
        )
        return Comparison(
            pair.written[0].code or pair.written[0].title, pair.written[1].code or pair.written[1].title, equal,
            self.exact and self.complete and not unknown, tuple(every), pair.alignment,
            self.nothing, *pair.only(), unknown,
            pair.conduct.text, instant_text(pair.at), completions, tuple(dict.fromkeys(self.notes)), self.complete,
        )  # fmt: skip


_MORE = ("new", "opened", "stronger", "bound")
_LESS = ("gone", "not opened", "weaker", "unbound")
_STEPS = ("time", "votes", "silence")  # of a decision: each is told by itself


def _late_first(row: Sequence[Facet]) -> tuple[int, int]:
    """Of what is owed, that it comes at another time stands before that it comes at all: the latter follows from it."""
    kind = row[0].kind
    if not isinstance((row[0].one + row[0].two)[0], Owed):
        return (0, 0)
    return (1, 0 if kind in ("arises later", "arises sooner") else 1)


def _direction(kind: str) -> str:
    return "more" if kind in _MORE else "less" if kind in _LESS else ""


def _follows(group: Group, other: Group) -> bool:
    """Whether a difference is told with another of the same cause."""
    if other.kind == "force":
        return True
    if other.kind in _STEPS:
        return group.kind not in _STEPS
    return _direction(group.kind) in ("", _direction(other.kind))


__all__ = ["Comparing", "differ"]
