"""When several sums over all parties can meet their limits at once: party by party, with clipped partial sums.

What a party can contribute is a function of the shared variables that it looks at, of which most assignments never come
up: of `D - E <= 24` and `D - E <= 72` three do, of four. The functions are made small by leaving open what they are
there. Limits of the same sums, which differ in numbers only, are answered in one run: so it is with the options of how
many votes are needed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.diagrams import Diagrams, Node
from foedus.cases.backends.parties import Parties
from foedus.cases.backends.sums import Rows, Run, pack
from foedus.cases.backends.tables import Table, Tables
from foedus.cases.graph import Lit


class Limit(NamedTuple):
    """A sum is at least `low`, and at most `high`; None for no limit."""

    sum: int
    low: int | None
    high: int | None


Limits = tuple[Limit, ...]


class Counting:
    """Answers by limits; each answer is kept."""

    def __init__(self, coding: Coding, parties: Parties) -> None:
        self.tables = Tables(coding, parties)
        self._dia: Diagrams = coding.diagrams
        self._parties = parties
        self._looks: dict[tuple[int, ...], frozenset[str]] = {}
        self._found: dict[Limits, list[tuple[Node, Node]]] = {}  # each: where it is right, and the answer

    def looks(self, limits: Limits) -> frozenset[str]:
        """The variables that the parties may look at."""
        sums = tuple(one.sum for one in limits)
        found = self._looks.get(sums)
        if found is None:
            every = [self.tables.looks(counted) for counted in self._counted(limits)]
            found = self._looks[sums] = frozenset[str]().union(*every)
        return found

    def possible(self, every: Iterable[Limits], care: Node) -> dict[Limits, Node]:
        """When the parties can make all sums meet their limits.

        Args:
            every: limits, each of which is a question of its own.
            care: what always holds between shared variables; elsewhere the answers may be anything.
        """
        like: dict[tuple[tuple[int, bool, bool], ...], list[Limits]] = {}
        for limits in every:
            like.setdefault(tuple((s, a is None, b is None) for s, a, b in limits), []).append(limits)
        cares: dict[frozenset[str], Node] = {}
        answers: dict[Limits, Node] = {}
        for group in like.values():
            looks = self.looks(group[0])
            if looks not in cares:
                cares[looks] = self._dia.exist([v for v in care.support if v not in looks], care)
            answers |= self._answers(group, cares[looks])
        return answers

    def _answers(self, group: Sequence[Limits], care: Node) -> dict[Limits, Node]:
        """Answers to limits of the same sums; what is known for more than is asked is taken."""
        answers: dict[Limits, Node] = {}
        for limits in group:
            for room, answer in self._found.get(limits, ()):
                if care & ~room == self._dia.false:
                    answers[limits] = answer
                    break
        new = [limits for limits in group if limits not in answers]
        for limits, answer in zip(new, self._count(new, care) if new else ()):
            self._found.setdefault(limits, []).append((care, answer))
            answers[limits] = answer
        return answers

    def _count(self, group: Sequence[Limits], care: Node) -> list[Node]:
        forms = _forms(group[0])
        bounds = [_bounds(limits) for limits in group]
        tables = self._tables(group[0], forms, bounds, care)
        if not all(tables):
            return [self._dia.false] * len(group)
        least = [_columns(min, table) for table in tables]
        most = [_columns(max, table) for table in tables]
        base = [sum(one) for one in zip(*least)]
        # Below zero is as good as zero: every sum starts there and only grows.
        run = Run(self._dia, [[max(0, b - x) for b, x in zip(bound, base)] for bound in bounds])
        packed = {
            id(table): run.undominated({pack([x - y for x, y in zip(k, low)]): f for k, f in table.items()})
            for table, low in zip(tables, least)
        }
        left = pack([sum(one) - x for one, x in zip(zip(*most), base)])
        rows: Rows = {0: self._dia.true}
        for table, low, high in zip(tables, least, most):
            left -= pack([x - y for x, y in zip(high, low)])
            rows = run.step(rows, packed[id(table)], left)
        return run.answers(rows)

    def _counted(self, limits: Limits) -> Iterator[list[tuple[Lit, ...]]]:
        """What is counted of each party."""
        by_sum = [dict(self._parties.sums[one.sum].parts) for one in limits]
        for who in sorted({who for row in by_sum for who in row}):
            yield [row.get(who, ()) for row in by_sum]

    def _tables(
        self, limits: Limits, forms: Sequence["_Form"], bounds: Sequence[Sequence[int]], care: Node
    ) -> list["_Valued"]:
        """For each party what it can contribute to each form, those of like parties one after another.

        Without what leaves a bound out of reach whatever the others do; right where the care holds.
        """
        made = [self.tables.of(counted) for counted in self._counted(limits)]
        if not all(made):
            return [{}]
        valued = {id(table): _valued(table, forms) for table in made}
        most = {one: _columns(max, (k for k, _ in rows)) for one, rows in valued.items()}
        spare = [
            sum(most[id(table)][j] for table in made) - min(bound[j] for bound in bounds)
            for j in range(len(forms))
        ]
        small = {one: self._small(rows, most[one], spare, care) for one, rows in valued.items()}
        order = {one: i for i, one in enumerate(valued)}
        return [small[id(table)] for table in sorted(made, key=lambda table: order[id(table)])]

    def _small(
        self, rows: "Sequence[tuple[_Values, Node]]", most: "_Values", spare: Sequence[int], care: Node
    ) -> "_Valued":
        found: _Valued = {}
        for values, f in rows:
            if all(high - x <= room for high, x, room in zip(most, values, spare)):
                f = self._dia.where(care, f)
                if f != self._dia.false:
                    found[values] = found[values] | f if values in found else f
        return found


class _Form(NamedTuple):
    """`sign` times the sum in this column of a table is to be at least a bound."""

    column: int
    sign: int


_Values = tuple[int, ...]  # of each form
_Valued = dict[_Values, Node]


def _forms(limits: Limits) -> list[_Form]:
    forms: list[_Form] = []
    for column, one in enumerate(limits):
        forms += [_Form(column, 1)] if one.low is not None else []
        forms += [_Form(column, -1)] if one.high is not None else []
    return forms


def _columns(of: Callable[[Iterable[int]], int], rows: Iterable[_Values]) -> _Values:
    return tuple([of(column) for column in zip(*rows)])


def _bounds(limits: Limits) -> list[int]:
    return [x for _, low, high in limits for x in (low, None if high is None else -high) if x is not None]


def _valued(table: Table, forms: Sequence[_Form]) -> list[tuple[_Values, Node]]:
    return [(tuple([form.sign * k[form.column] for form in forms]), f) for k, f in table]
