"""Where a question looks at parties one by one, and where it counts them.

Every leaf belongs to one party or to none. A node over the leaves of several parties is a count: of votes cast, or -
for "all" and "any" - of parties for which something holds. With the counts cut off, each remaining node looks at one
party at most.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from foedus.cases.graph import AllOf, AtLeast, Atom, Graph, Is, Lit

NOBODY = ""


class Sum(NamedTuple):
    """For each party (or nobody) the conditions that are counted, each as often as it is named."""

    parts: tuple[tuple[str, tuple[Lit, ...]], ...]


class Count(NamedTuple):
    """At least `need` of the sum number `sum` hold - or, where not `met`, fewer - and all of `rest` hold."""

    sum: int
    need: int
    met: bool
    rest: tuple[Lit, ...]


def joined(graph: Graph, roots: Iterable[Lit]) -> dict[str, str]:
    """Parties whose times are compared with each other count as one: by party, the one that stands for it."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for node in graph.cone(list(roots)):
        key = graph.nodes[node]
        if isinstance(key, Atom):
            a, b = (graph.times.get(t, NOBODY) for t in (key.u, key.v))
            if a and b and a != b:
                parent[root(a)] = root(b)
    return {one: root(one) for one in list(parent)}


class Parties:
    """Questions taken apart by parties.

    Args:
        graph: the graph; conditions of one party that stand together are added to it as nodes.
        keep: choices and times that are treated as shared, because they are asked for.
        joined: parties that count as one.
    """

    def __init__(self, graph: Graph, keep: Collection[str], joined: Mapping[str, str]) -> None:
        self.graph = graph
        self.sums: list[Sum] = []
        self.counts: dict[int, Count] = {}  # by node
        self._keep = keep
        self._joined = joined
        self._sum: dict[Sum, int] = {}
        self._whose: dict[int, str] = {1: NOBODY}  # node -> the party it looks at

    def add(self, root: Lit) -> None:
        """Take one more question apart."""
        who = self.whose(abs(root))
        if who != NOBODY:  # it looks at one party
            self.counts[abs(root)] = Count(self._add(Sum(((who, (abs(root),)),))), 1, True, ())

    # ---- whose ---------------------------------------------------------------------------------------------------

    def whose_time(self, time: str) -> str:
        """The party of a time; of one that is asked for, nobody."""
        if time in self._keep:
            return NOBODY
        group = self.graph.times.get(time, NOBODY)
        return self._joined.get(group, group)

    def whose_choice(self, choice: str) -> str:
        """The party of a choice; of one that is kept, nobody."""
        if choice in self._keep:
            return NOBODY
        group = self.graph.choices[choice].group
        return self._joined.get(group, group)

    def whose(self, node: int) -> str:
        """The party that a node looks at, counts aside."""
        if node not in self._whose:
            for one in self.graph.cone([node]):
                if one not in self._whose:
                    self._place(one)
        return self._whose[node]

    def _place(self, node: int) -> None:
        key = self.graph.nodes[node]
        who = NOBODY
        if isinstance(key, Is):
            who = self.whose_choice(key.choice)
        elif isinstance(key, Atom):
            who = self.whose_time(key.u) or self.whose_time(key.v)
        elif key is not None:
            parties = {self._whose[abs(p)] for p in key.parts} - {NOBODY}
            if len(parties) > 1:
                self.counts[node] = self._count(key)
            elif parties:
                who = parties.pop()
        self._whose[node] = who

    # ---- counts --------------------------------------------------------------------------------------------------

    def _count(self, key: AllOf | AtLeast) -> Count:
        by: dict[str, list[Lit]] = {}
        for part in key.parts:
            by.setdefault(self._whose[abs(part)], []).append(part)
        rest: tuple[Lit, ...] = ()
        if isinstance(key, AllOf):
            rest = tuple(by.pop(NOBODY, ()))
            by = {who: [self._together(parts)] for who, parts in by.items()}
            need = len(by)
        else:
            need = key.need
        lits = [lit for parts in by.values() for lit in parts]
        met = True
        if sum(lit < 0 for lit in lits) * 2 > len(lits):
            # Said the other way round, so that "none of them" and "any of them" are one sum.
            by = {who: [-lit for lit in parts] for who, parts in by.items()}
            need, met = len(lits) - need + 1, False
        found = Sum(tuple((who, tuple(sorted(parts))) for who, parts in sorted(by.items())))
        return Count(self._add(found), need, met, rest)

    def _together(self, parts: Sequence[Lit]) -> Lit:
        if len(parts) == 1:
            return parts[0]
        lit = self.graph.all(*parts)
        self.whose(abs(lit))
        return lit

    def _add(self, found: Sum) -> int:
        number = self._sum.get(found)
        if number is None:
            number = self._sum[found] = len(self.sums)
            self.sums.append(found)
        return number
