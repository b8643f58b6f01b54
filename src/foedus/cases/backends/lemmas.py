"""What is learnt of times when some comparisons turn out not to hold together: more than just that.

Comparisons of times clash by what they compare, whoever's times these are and whichever of the constants at hand. So
what one clash teaches is put at once

- for the times of every other party that are compared in the same way, and
- for all constants that any three times are compared with, if that is soon done.

Otherwise the search runs into each of these for itself, and each time starts anew. Most questions about a draft never
clash; so nothing is put before the first does.
"""

from collections.abc import Iterator, Mapping, Sequence

from foedus.cases.backends.cycles import tightest
from foedus.cases.graph import Atom, Graph
from foedus.cases.theory import negation

LITTLE = 2_000  # pairs of constants looked at at once: two milliseconds


class Lemmas:
    """Clauses that hold of all times.

    Args:
        graph: says whose the times are; it may grow.
        literals: comparisons, in the graph's order of words, as literals of a solver; they may become more.
        constants: by two times, in the order of words, what their difference is compared with, in order.

    >>> g = Graph()
    >>> g.times.update({"A": "", "R1": "one", "R2": "two"})
    >>> literals = {Atom("A", "R1", 0): 1, Atom("A", "R1", 5): 2, Atom("A", "R2", 0): 3, Atom("A", "R2", 5): 4}
    >>> lemmas = Lemmas(g, literals, {("A", "R1"): [0, 5], ("A", "R2"): [0, 5]})
    >>> list(lemmas.of([Atom("A", "R1", 0), Atom("R1", "A", -6)]))
    [[-1, 2], [-3, 4]]
    """

    def __init__(
        self,
        graph: Graph,
        literals: Mapping[Atom, int],
        constants: Mapping[tuple[str, str], Sequence[int]],
    ) -> None:
        self._graph = graph
        self._literals = literals
        self._constants = constants
        self._seen = 0  # how many times of the graph have been put into rows
        self._rows: dict[str, list[str]] = {}  # party -> its times
        self._place: dict[str, tuple[str, int]] = {}  # time -> its party, and which of its times it is
        self._put: set[tuple[int, ...]] = set()
        self._done: dict[
            tuple[str, ...], int
        ] = {}  # three times -> how many constants there were when they were put
        self._at_once = 0  # how many comparisons there were when all that were there were looked at

    def of(self, clash: Sequence[Atom]) -> Iterator[list[int]]:
        """What some comparisons that cannot hold together teach; first that."""
        yield [-self._literal(atom) for atom in clash]
        self._look()
        for names in self._parties(clash):
            other = [Atom(names.get(u, u), names.get(v, v), c) for u, v, c in clash]
            if names and all((a if a.u < a.v else negation(a)) in self._literals for a in other):
                yield [-self._literal(atom) for atom in other]
            if len(other) == 3:
                yield from self._triangle(*(atom.u for atom in other))
        if len(self._literals) > 2 * self._at_once:
            self._at_once = len(self._literals)
            yield from self._triangles()

    def _literal(self, atom: Atom) -> int:
        return self._literals[atom] if atom.u < atom.v else -self._literals[negation(atom)]

    # ---- parties -------------------------------------------------------------------------------------------------

    def _parties(self, clash: Sequence[Atom]) -> Iterator[dict[str, str]]:
        """No times renamed; then, if those of one party only are compared, these to the times of each other party.

        The n-th time of a party is the n-th of its times in the order of declaration. Whether that is the time with the
        same part in the draft does not matter for what is true, only for how often it helps.
        """
        yield {}
        places = {t: self._place[t] for atom in clash for t in atom[:2] if t in self._place}
        parties = {party for party, _ in places.values()}
        if len(parties) == 1:
            last = max(at for _, at in places.values())
            for party, row in self._rows.items():
                if party not in parties and len(row) > last:
                    yield {time: row[at] for time, (_, at) in places.items()}

    def _look(self) -> None:
        times = self._graph.times
        if len(times) > self._seen:
            for time, party in list(times.items())[self._seen :]:
                if party:
                    row = self._rows.setdefault(party, [])
                    self._place[time] = party, len(row)
                    row.append(time)
            self._seen = len(times)

    # ---- constants -----------------------------------------------------------------------------------------------

    def _triangles(self) -> Iterator[list[int]]:
        """What follows from one another for any three times, all of which are compared; as long as that is little."""
        near: dict[str, set[str]] = {}
        for u, v in self._constants:
            near.setdefault(u, set()).add(v)
            near.setdefault(v, set()).add(u)
        left = LITTLE
        for u, v in list(self._constants):
            for w in sorted(near[u] & near[v]):
                if w > v:  # u < v < w
                    left -= self._size(u, v, w)
                    if left < 0:
                        return
                    yield from self._triangle(u, v, w)

    def _size(self, x: str, y: str, z: str) -> int:
        return len(self._between(x, y)) * len(self._between(y, z))

    def _triangle(self, x: str, y: str, z: str) -> Iterator[list[int]]:
        """What follows from one another for three times."""
        names = tuple(sorted((x, y, z)))
        count = len(self._between(x, y)) + len(self._between(y, z)) + len(self._between(x, z))
        if self._done.get(names) != count and self._size(x, y, z) <= LITTLE:
            self._done[names] = count
            yield from self._turn(x, y, z)
            yield from self._turn(x, z, y)

    def _turn(self, x: str, y: str, z: str) -> Iterator[list[int]]:
        """What follows for `x - z` from `x - y` and `y - z`; and so for each of these from the negations of two."""
        for c, d, e in tightest(self._between(x, y), self._between(y, z), self._between(x, z)):
            one, two, three = Atom(x, y, c), Atom(y, z, d), Atom(x, z, e)
            clause = [-self._literal(one), -self._literal(two), self._literal(three)]
            key = tuple(sorted(clause))
            if key not in self._put:
                self._put.add(key)
                yield clause

    def _between(self, u: str, v: str) -> Sequence[int]:
        """What `u - v` is compared with, in order."""
        if u < v:
            return self._constants.get((u, v), ())
        return [-c - 1 for c in reversed(self._constants.get((v, u), ()))]
