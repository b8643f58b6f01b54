"""When several sums over all parties can meet their limits at once: party by party, with clipped partial sums.

What a party can contribute is a function of the shared variables that it looks at, of which most assignments never come
up: of `D - E <= 24` and `D - E <= 72` three do, of four. The functions are made small by leaving open what they are there.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.diagrams import Diagrams, Node
from foedus.cases.backends.parties import Parties
from foedus.cases.backends.tables import Table, Tables
from foedus.cases.graph import Lit


class Limit(NamedTuple):
    """A sum is at least `low`, and at most `high`; None for no limit."""

    sum: int
    low: int | None
    high: int | None


Limits = tuple[Limit, ...]
Rows = dict[int, Node]  # by packed sums
_WIDTH = 16  # binary places of a sum in a packed number; the highest stays free, to compare all sums at once


class Counting:
    """Answers by limits; each answer is kept."""

    def __init__(self, coding: Coding, parties: Parties) -> None:
        self.tables = Tables(coding, parties)
        self._dia: Diagrams = coding.diagrams
        self._parties = parties
        self._found: dict[Limits, list[tuple[Node, Node]]] = {}  # each: where it is right, and the answer
        self.widest = 0

    def possible(self, limits: Limits, care: Node) -> Node:
        """When the parties can make all sums meet their limits.

        Args:
            limits: of the sums.
            care: what always holds between shared variables; elsewhere the answer may be anything.
        """
        seen = self.looks(limits)
        care = self._dia.exist([v for v in care.support if v not in seen], care)
        found = self._found.setdefault(limits, [])
        for room, answer in found:
            if care & ~room == self._dia.false:
                return answer
        answer = self._count(limits, care)
        found.append((care, answer))
        return answer

    def looks(self, limits: Limits) -> set[str]:
        """The variables that the parties may look at."""
        return {name for _, counted in self._counted(limits) for name in self.tables.looks(counted)}

    def _count(self, limits: Limits, care: Node) -> Node:
        dia = self._dia
        forms = _forms(limits)
        packed = [_packed(table, forms) for table in self._tables(limits, care)]
        if any(table is None for table in packed):
            return dia.false
        tables = [table for table in packed if table is not None]
        bounds = [form.bound - sum(t.least[j] for t in tables) for j, form in enumerate(forms)]
        if any(bound > sum(t.most[j] for t in tables) for j, bound in enumerate(bounds)):
            return dia.false
        # Below zero is as good as zero: every sum starts there and only grows.
        run = _Run(dia, _pack([max(0, bound) for bound in bounds]), len(forms))
        reduced = {id(t): run.undominated(t.rows) for t in tables}
        left = _pack([sum(t.most[j] for t in tables) for j in range(len(forms))])
        rows: Rows = {0: dia.true}
        for table in tables:
            left -= _pack(table.most)
            rows = run.step(rows, reduced[id(table)], left)
            self.widest = max(self.widest, len(rows))
        return rows.get(run.bound, dia.false)

    def _counted(self, limits: Limits) -> Iterator[tuple[str, list[tuple[Lit, ...]]]]:
        """The parties, each with what is counted of it."""
        by_sum = [dict(self._parties.sums[one.sum].parts) for one in limits]
        for who in sorted({who for row in by_sum for who in row}):
            yield who, [row.get(who, ()) for row in by_sum]

    def _tables(self, limits: Limits, care: Node) -> list[Table]:
        """One table for each party, those of like parties one after another; right where the care holds."""
        made = [self.tables.of(counted) for _, counted in self._counted(limits)]
        first: dict[int, int] = {}
        for i, table in enumerate(made):
            first.setdefault(id(table), i)
        small = {id(table): self._where(care, table) for table in made}
        return [small[id(table)] for table in sorted(made, key=lambda table: first[id(table)])]

    def _where(self, care: Node, table: Table) -> Table:
        rows = ((k, self._dia.where(care, f)) for k, f in table)
        return [(k, f) for k, f in rows if f != self._dia.false]


class _Form(NamedTuple):
    """`sign` times the sum in this column of a table is at least `bound`."""

    column: int
    sign: int
    bound: int


def _forms(limits: Limits) -> list[_Form]:
    forms: list[_Form] = []
    for column, one in enumerate(limits):
        if one.low is not None:
            forms.append(_Form(column, 1, one.low))
        if one.high is not None:
            forms.append(_Form(column, -1, -one.high))
    return forms


class _Packed(NamedTuple):
    """A table by what counts for the forms, each less its least value; and the least and the most of each."""

    rows: Rows
    least: tuple[int, ...]
    most: tuple[int, ...]


def _packed(table: Table, forms: Sequence[_Form]) -> _Packed | None:
    if not table:
        return None
    values = [([form.sign * k[form.column] for form in forms], f) for k, f in table]
    least = [min(k[j] for k, _ in values) for j in range(len(forms))]
    rows: Rows = {}
    most = [0] * len(forms)
    for k, f in values:
        shifted = [x - y for x, y in zip(k, least)]
        most = [max(x, y) for x, y in zip(shifted, most)]
        to = _pack(shifted)
        rows[to] = rows[to] | f if to in rows else f
    return _Packed(rows, tuple(least), tuple(most))


def _pack(sums: Sequence[int]) -> int:
    number = 0
    for value in sums:
        if value >= 1 << _WIDTH - 1:
            raise ValueError(f"a count of {value} is beyond what is meant to be counted")
        number = number << _WIDTH | value
    return number


class _Run:
    """Sums packed into one number each: added, cut and compared all at once."""

    def __init__(self, dia: Diagrams, bound: int, forms: int) -> None:
        self._dia = dia
        self.bound = bound
        self._free = _pack([0] * forms)
        for _ in range(forms):
            self._free = self._free << _WIDTH | 1 << _WIDTH - 1

    def step(self, rows: Rows, table: Rows, left: int) -> Rows:
        """After one more party. What lies beyond reach is dropped; what exceeds a bound is cut down to it."""
        false, free, bound = self._dia.false, self._free, self.bound
        new: Rows = {}
        for k, f in rows.items():
            for add, g in table.items():
                to = k + add
                if ((to + left | free) - bound) & free != free:
                    continue
                both = f & g
                if both != false:
                    enough = ((to | free) - bound) & free
                    mask = enough - (enough >> _WIDTH - 1)
                    to = to & ~mask | bound & mask
                    new[to] = new[to] | both if to in new else both
        self._dia.check()
        return self.undominated(new)

    def undominated(self, rows: Rows) -> Rows:
        """Without what another row does as well or better in every sum."""
        false, free = self._dia.false, self._free
        kept: Rows = {}
        above: list[tuple[int, Node]] = []
        for k in sorted(rows, reverse=True):
            f = rows[k]
            for g in [g for other, g in above if (other - k) & free == free]:
                f = f & ~g
                if f == false:
                    break
            else:
                kept[k] = f
                above.append((k | free, f))
        return kept
