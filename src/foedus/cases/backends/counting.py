"""When several sums over all parties can meet their limits at once: party by party, with clipped partial sums."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.diagrams import Diagrams, Node
from foedus.cases.backends.parties import Parties
from foedus.cases.backends.tables import Table, Tables


class Limit(NamedTuple):
    """A sum is at least `low`, and at most `high`; None for no limit."""

    sum: int
    low: int | None
    high: int | None


Limits = tuple[Limit, ...]
State = tuple[int, ...]


class Form(NamedTuple):
    """`sign` times the sum in this column of a table is at least `bound`."""

    column: int
    sign: int
    bound: int


class Counting:
    """Answers by limits; each answer is kept."""

    def __init__(self, coding: Coding, parties: Parties) -> None:
        self.tables = Tables(coding, parties)
        self._dia: Diagrams = coding.diagrams
        self._parties = parties
        self._found: dict[Limits, Node] = {}
        self.widest = 0

    def possible(self, limits: Limits) -> Node:
        """When the parties can make all sums meet their limits."""
        found = self._found.get(limits)
        if found is None:
            found = self._found[limits] = self._count(limits)
        return found

    def _count(self, limits: Limits) -> Node:
        dia = self._dia
        forms: list[Form] = []
        for column, one in enumerate(limits):
            if one.low is not None:
                forms.append(Form(column, 1, one.low))
            if one.high is not None:
                forms.append(Form(column, -1, -one.high))
        tables = [_reduced(dia, table, forms) for table in self._tables(limits)]
        more = _ahead(tables, len(forms), max)
        less = _ahead(tables, len(forms), min)
        states: dict[State, Node] = {tuple(0 for _ in forms): dia.true}
        for at, table in enumerate(tables):
            states = self._step(states, table, forms, more[at + 1], less[at + 1])
        return dia.any([f for k, f in states.items() if all(x >= form.bound for x, form in zip(k, forms))])

    def _tables(self, limits: Limits) -> list[Table]:
        """One table for each party, those of like parties one after another."""
        by_sum = [dict(self._parties.sums[one.sum].parts) for one in limits]
        names = sorted({who for row in by_sum for who in row})
        made = [self.tables.of(who, [row.get(who, ()) for row in by_sum]) for who in names]
        first: dict[int, int] = {}
        for i, table in enumerate(made):
            first.setdefault(id(table), i)
        return sorted(made, key=lambda table: first[id(table)])

    def _step(
        self,
        states: dict[State, Node],
        table: Sequence[tuple[State, Node]],
        forms: Sequence[Form],
        more: Sequence[int],
        less: Sequence[int],
    ) -> dict[State, Node]:
        """After one more party. What lies beyond reach is dropped; what is sure of its bound is cut down to it."""
        dia = self._dia
        false = dia.false
        new: dict[State, Node] = {}
        for k, f in states.items():
            for add, g in table:
                sums = [x + y for x, y in zip(k, add)]
                if any(x + m < form.bound for x, m, form in zip(sums, more, forms)):
                    continue
                both = f & g
                if both != false:
                    to = tuple([min(x, form.bound - m) for x, m, form in zip(sums, less, forms)])
                    new[to] = new[to] | both if to in new else both
        dia.check()
        kept = _undominated(dia, new)
        self.widest = max(self.widest, len(kept))
        return kept


def _reduced(dia: Diagrams, table: Table, forms: Sequence[Form]) -> list[tuple[State, Node]]:
    """A table by what counts for the forms."""
    rows: dict[State, Node] = {}
    for k, f in table:
        to = tuple(form.sign * k[form.column] for form in forms)
        rows[to] = rows[to] | f if to in rows else f
    return list(_undominated(dia, rows).items())


def _undominated(dia: Diagrams, rows: dict[State, Node]) -> dict[State, Node]:
    """Without what another row does as well or better in every form."""
    kept: dict[State, Node] = {}
    for k in sorted(rows, key=lambda k: (-sum(k), k)):
        f = rows[k]
        for other, g in kept.items():
            if all(x >= y for x, y in zip(other, k)):
                f = f & ~g
                if f == dia.false:
                    break
        if f != dia.false:
            kept[k] = f
    return kept


def _ahead(
    tables: Sequence[Sequence[tuple[State, Node]]], width: int, best: Callable[[Iterable[int]], int]
) -> list[list[int]]:
    """For each place the most, or the least, that the parties from there on can add to each form."""
    rows = [[0] * width]
    for table in reversed(tables):
        if not table:
            return [[0] * width for _ in range(len(tables) + 1)]
        rows.append([x + best([k[j] for k, _ in table]) for j, x in enumerate(rows[-1])])
    return rows[::-1]
