"""What one party's times cannot do, another's cannot either.

That comparisons cannot hold together depends on the comparisons alone, not on whose times they compare: put other times
for these throughout, and the new ones cannot hold together either. So what is learnt of the times of one party is
learnt for all parties whose times are compared in the same way. Without that a search finds it anew for each of them.
"""

from collections.abc import Iterator, Sequence

from foedus.cases.graph import Atom, Graph

Clash = Sequence[Atom]


class Likewise:
    """Comparisons that cannot hold together, told of each party.

    The n-th time of a party is the n-th of its times in the order of declaration. Whether that is the time with the
    same part in the draft does not matter for what is true, only for how often it helps.

    >>> g = Graph()
    >>> g.times.update({"A": "", "R1": "one", "Z1": "one", "R2": "two", "Z2": "two"})
    >>> list(Likewise(g).of([Atom("R1", "A", 0), Atom("A", "R1", -1)]))
    [[Atom(u='R2', v='A', c=0), Atom(u='A', v='R2', c=-1)]]
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._seen = 0  # how many times of the graph have been put into rows
        self._rows: dict[str, list[str]] = {}  # party -> its times
        self._place: dict[str, tuple[str, int]] = {}  # time -> its party, and which of its times it is

    def of(self, clash: Clash) -> Iterator[list[Atom]]:
        """The same comparisons of the times of each other party, if those of one party only are compared."""
        self._add()
        parties = {self._place[t][0] for atom in clash for t in atom[:2] if t in self._place}
        if len(parties) != 1:
            return
        own = parties.pop()
        for party, row in self._rows.items():
            if party != own:
                try:
                    yield [Atom(self._put(u, row), self._put(v, row), c) for u, v, c in clash]
                except IndexError:  # it has fewer times
                    continue

    def _put(self, time: str, row: Sequence[str]) -> str:
        place = self._place.get(time)
        return time if place is None else row[place[1]]

    def _add(self) -> None:
        times = self._graph.times
        if len(times) == self._seen:
            return
        for time, party in list(times.items())[self._seen :]:
            if party:
                row = self._rows.setdefault(party, [])
                self._place[time] = party, len(row)
                row.append(time)
        self._seen = len(times)
