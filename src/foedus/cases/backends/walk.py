"""Exact elimination of times from a diagram: a walk that carries along how far apart the times can be."""

import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from functools import cache

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.cycles import Compared
from foedus.cases.backends.diagrams import Diagrams, Node
from foedus.cases.theory import UNBOUNDED

_LABELS = 16
Matrix = tuple[tuple[float, ...], ...]


def free(size: int) -> Matrix:
    """No comparison holds yet."""
    return tuple(tuple(0 if i == j else UNBOUNDED for j in range(size)) for i in range(size))


@cache
def _blank(size: int) -> Matrix:
    """Rows of times about which nothing is said."""
    return free(size)


def tightened(matrix: Matrix, u: int, v: int, c: float) -> Matrix | None:
    """A closed matrix with `u - v <= c` added, closed again; None if that cannot be."""
    if matrix[u][v] <= c:
        return matrix
    if matrix[v][u] + c < 0:
        return None
    from_v = matrix[v]
    rows: list[tuple[float, ...]] = []
    for row in matrix:
        through = row[u] + c
        rows.append(tuple([x if x <= through + y else through + y for x, y in zip(row, from_v)]))
    return tuple(rows)


@contextmanager
def _deep(diagrams: Diagrams) -> Generator[None]:
    """Room for calls as deep as a diagram has variables."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 2 * diagrams.variables + 2_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class Walk:
    """Eliminates times from diagrams.

    Args:
        coding: what the variables mean.
        keep: variables that stay; other variables of choices are eliminated.
    """

    def __init__(self, coding: Coding, keep: Iterable[str]) -> None:
        self._coding = coding
        self._dia = coding.diagrams
        self._keep = frozenset(keep)
        self._number: dict[str, int] = {}
        self._memo: dict[tuple[Node, Matrix], Node] = {}
        self._between: tuple[int, int] | None = None
        self._labels: dict[float, Node] = {}
        self._times: dict[Node, int] = {}  # which times a function still compares, as binary places

    def project(self, one: Node, two: Node) -> Node:
        """Where both hold for some minutes, and some values of all variables that do not stay."""
        support = one.support | two.support
        compared = Compared(self._coding, support)
        if compared.few:
            return self._dia.and_exists(one & compared.theory(), two, support - self._keep)
        f = self._begin(one, two, ())
        with _deep(self._dia):
            return self._go(f, free(len(self._number)))

    def reach(self, one: Node, two: Node, u: str, v: str) -> dict[float, Node]:
        """By each largest `u - v` of a way to fulfil both functions: when there is such a way."""
        f = self._begin(one, two, (u, v))
        self._between = self._number[u], self._number[v]
        self._labels = {}
        with _deep(self._dia):
            marked = self._go(f, free(len(self._number)))
        every = sorted({name for label in self._labels.values() for name in label.support})
        return {
            minutes: self._dia.and_exists(marked, label, every) for minutes, label in self._labels.items()
        }

    def _begin(self, one: Node, two: Node, times: Iterable[str]) -> Node:
        atoms, support = self._coding.atoms, one.support | two.support
        theory = Compared(self._coding, support).theory()
        rest = [v for v in support if v not in self._keep and v not in atoms]
        f = self._dia.and_exists(self._dia.where(theory, one), self._dia.where(theory, two), rest)
        f = self._dia.where(theory, f)
        found = {t for v in f.support if v in atoms for t in atoms[v][:2]}
        self._number = {t: i for i, t in enumerate(sorted(found.union(times)))}
        self._memo.clear()
        self._times.clear()
        self._between = None
        return f

    def _compared(self, f: Node) -> int:
        found = self._times.get(f)
        if found is None:
            found = 0
            if not self._dia.constant(f):
                name, low, high = self._dia.split(f)
                found = self._compared(low) | self._compared(high)
                atom = self._coding.atoms.get(name)
                if atom is not None:
                    found |= 1 << self._number[atom.u] | 1 << self._number[atom.v]
            self._times[f] = found
        return found

    def _relevant(self, f: Node, matrix: Matrix) -> Matrix:
        """The matrix without times that no longer matter: it stays closed, and more ways down meet."""
        mask = self._compared(f)
        if self._between is not None:
            mask |= 1 << self._between[0] | 1 << self._between[1]
        size = len(matrix)
        gone = [not mask >> i & 1 for i in range(size)]
        if not any(gone):
            return matrix
        blank = _blank(size)
        return tuple(
            blank[i] if gone[i] else tuple([UNBOUNDED if gone[j] else x for j, x in enumerate(row)])
            for i, row in enumerate(matrix)
        )

    def _go(self, f: Node, matrix: Matrix) -> Node:
        dia = self._dia
        if f == dia.false:
            return f
        if f == dia.true:
            return f if self._between is None else self._label(matrix[self._between[0]][self._between[1]])
        name, low, high = dia.split(f)
        atom = self._coding.atoms.get(name)
        if atom is not None:  # decided by what holds already?
            u, v = self._number[atom.u], self._number[atom.v]
            if matrix[u][v] <= atom.c:
                return self._go(high, matrix)
            if matrix[v][u] <= -atom.c - 1:
                return self._go(low, matrix)
        matrix = self._relevant(f, matrix)
        found = self._memo.get((f, matrix))
        if found is not None:
            return found
        dia.check()
        if atom is None:
            result = dia.ite(dia.var(name), self._go(high, matrix), self._go(low, matrix))
        else:
            u, v = self._number[atom.u], self._number[atom.v]
            yes, no = tightened(matrix, u, v, atom.c), tightened(matrix, v, u, -atom.c - 1)
            result = self._go(high, yes) if yes is not None else dia.false
            if no is not None and result != dia.true:
                result = result | self._go(low, no)
        self._memo[f, matrix] = result
        return result

    def _label(self, minutes: float) -> Node:
        """A pattern of further variables that stands for these minutes."""
        found = self._labels.get(minutes)
        if found is None:
            number, found = len(self._labels), self._dia.true
            for place in range(_LABELS):
                one = self._dia.var(f"minutes.{place}")
                found = found & (one if number >> place & 1 else ~one)
            self._labels[minutes] = found
        return found
