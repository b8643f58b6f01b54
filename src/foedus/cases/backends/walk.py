"""Exact elimination of times from a diagram: a walk that carries along how far apart the times can be."""

from collections.abc import Iterable

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.diagrams import Node
from foedus.cases.theory import UNBOUNDED

Matrix = tuple[tuple[float, ...], ...]


def free(size: int) -> Matrix:
    """No comparison holds yet."""
    return tuple(tuple(0 if i == j else UNBOUNDED for j in range(size)) for i in range(size))


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


class Walk:
    """Eliminates times and choices from diagrams over them.

    Args:
        coding: what the variables mean.
        keep: variables that stay.
    """

    def __init__(self, coding: Coding, keep: Iterable[str]) -> None:
        self._coding = coding
        self._dia = coding.diagrams
        self._keep = frozenset(keep)
        self._number: dict[str, int] = {}
        self._memo: dict[tuple[Node, Matrix], Node] = {}
        self._over: dict[Node, frozenset[str]] = {}

    def project(self, f: Node) -> Node:
        """For some minutes, and some values of all variables that do not stay."""
        atoms = self._coding.atoms
        support = f.support
        rest = [v for v in support if v not in self._keep and v not in atoms]
        f = self._dia.exist(rest, f)
        times = sorted({t for v in f.support if v in atoms for t in atoms[v][:2]})
        self._number = {t: i for i, t in enumerate(times)}
        self._memo.clear()
        return self._go(f, free(len(times)))

    def _go(self, f: Node, matrix: Matrix) -> Node:
        dia = self._dia
        if dia.constant(f):
            return f
        name, low, high = dia.split(f)
        atom = self._coding.atoms.get(name)
        if atom is not None:  # decided by what holds already?
            u, v = self._number[atom.u], self._number[atom.v]
            if matrix[u][v] <= atom.c:
                return self._go(high, matrix)
            if matrix[v][u] <= -atom.c - 1:
                return self._go(low, matrix)
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
