"""Brute force: the truth of every node in every case of a small graph, as one number with a bit for each case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod

from foedus.cases.graph import AllOf, AtLeast, Atom, Graph, Is, Lit


class Space:
    """All choices × all minutes of a graph; A is at 0, every other time at -reach … reach."""

    def __init__(self, graph: Graph, reach: int) -> None:
        self.graph = graph
        times = sorted(graph.times.keys() - {"A"})
        minutes = range(-reach, reach + 1)
        self.axes: dict[str, range] = {name: range(len(c.values)) for name, c in graph.choices.items()}
        self.axes |= {f"@{name}": minutes for name in times}
        self.size = prod(len(axis) for axis in self.axes.values())
        self.full = (1 << self.size) - 1
        self._stride: dict[str, int] = {}
        stride = 1
        for name, axis in self.axes.items():
            self._stride[name] = stride
            stride *= len(axis)
        self._is: dict[tuple[str, int], int] = {}
        self._memo: dict[int, int] = {1: self.full}

    def at(self, name: str, value: int) -> int:
        """The cases in which an axis has this value."""
        found = self._is.get((name, value))
        if found is None:
            axis, stride = self.axes[name], self._stride[name]
            block = ((1 << stride) - 1) << stride * (value - axis.start)
            found, width = block, stride * len(axis)
            while width < self.size:
                found |= found << width
                width *= 2
            found = self._is[name, value] = found & self.full
        return found

    def of(self, lit: Lit) -> int:
        """The cases in which this holds."""
        for node in self.graph.cone([lit]):
            if node not in self._memo:
                self._memo[node] = self._node(node)
        return self._memo[lit] if lit > 0 else self.full ^ self._memo[-lit]

    def _node(self, node: int) -> int:
        key = self.graph.nodes[node]
        if isinstance(key, Is):
            return self.at(key.choice, key.value)
        if isinstance(key, Atom):
            found = 0
            for one in self._minutes(key.u):
                for two in self._minutes(key.v):
                    if one[0] - two[0] <= key.c:
                        found |= one[1] & two[1]
            return found
        parts = [self._memo[p] if p > 0 else self.full ^ self._memo[-p] for p in key.parts]
        if isinstance(key, AllOf):
            found = self.full
            for part in parts:
                found &= part
            return found
        assert isinstance(key, AtLeast)
        more = [self.full] + [0] * len(parts)
        for part in parts:
            for k in range(len(parts), 0, -1):
                more[k] |= more[k - 1] & part
        return more[key.need]

    def _minutes(self, time: str) -> list[tuple[int, int]]:
        if f"@{time}" not in self.axes:
            return [(0, self.full)]
        return [(m, self.at(f"@{time}", m)) for m in self.axes[f"@{time}"]]

    def project(self, cases: int, keep: Iterable[str]) -> set[tuple[int, ...]]:
        """The values of these choices that occur."""
        keep = list(keep)
        found: set[tuple[int, ...]] = set()
        for values in product(*(self.axes[k] for k in keep)):
            mask = cases
            for name, value in zip(keep, values):
                mask &= self.at(name, value)
            if mask:
                found.add(values)
        return found

    def distances(self, cases: int, u: str, v: str) -> Iterator[int]:
        """Each `u - v` that occurs."""
        for one in self._minutes(u):
            for two in self._minutes(v):
                if cases & one[1] & two[1]:
                    yield one[0] - two[0]

    def holds(self, lit: Lit, choices: Mapping[str, int], times: Mapping[str, int]) -> bool:
        """The graph's own evaluation of one case."""
        return self.graph.values([lit], choices, {"A": 0, **times})[0]
