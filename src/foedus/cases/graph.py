"""The case graph: one hash-consed Boolean graph over choices and differences of times."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field

Lit = int  # a node, or with a minus sign its negation
TRUE: Lit = 1
FALSE: Lit = -1


class Is(NamedTuple):
    """A choice has its value number `value`; choices of two values use number 1 only."""

    choice: str
    value: int


class Atom(NamedTuple):
    """`u - v <= c`, in whole minutes; `u < v` as words, so that each comparison has one form."""

    u: str
    v: str
    c: int


class AllOf(NamedTuple):
    """All of these hold."""

    parts: tuple[Lit, ...]


class AtLeast(NamedTuple):
    """At least so many of these hold (a count of votes); kept whole so that a backend can count."""

    need: int
    parts: tuple[Lit, ...]


Key = Is | Atom | AllOf | AtLeast | None


class Choice(Struct, frozen=True):
    """A discrete variable: a fact of the incident, a vote, whether an event takes place, an open point.

    name: `?clock` for an open point. values: what it may be, as people read them. kind: point · incident · procedure.
    group: whose it is, so that a backend can keep one party's choices together.
    """

    name: str
    values: tuple[str, ...]
    kind: str
    group: str = ""


_FLAT = 4  # how many parts a joint condition has at the most that is spelled out inside another; larger ones are shared


class Graph(Struct, eq=False):
    """Nodes by number, each once. Number 1 is true; a minus sign negates.

    >>> g = Graph()
    >>> rain = g.choice(Choice("rain", ("no", "yes"), "incident"))
    >>> g.all(rain, g.no(rain)) == FALSE, g.any(rain, TRUE) == TRUE
    (True, True)
    """

    nodes: list[Key] = field(default_factory=lambda: [None, None])
    index: dict[Key, int] = field(default_factory=dict[Key, int])
    members: dict[int, frozenset[Lit]] = field(
        default_factory=dict[int, frozenset[Lit]]
    )  # of joint conditions
    below: dict[int, tuple[int, ...]] = field(
        default_factory=dict[int, tuple[int, ...]]
    )  # node -> those it is made of
    several: dict[int, tuple[str, int]] = field(
        default_factory=dict[int, tuple[str, int]]
    )  # values of choices of more than two
    joined: dict[tuple[Lit, ...], Lit] = field(default_factory=dict[tuple[Lit, ...], Lit])
    choices: dict[str, Choice] = field(default_factory=dict[str, Choice])
    times: dict[str, str] = field(default_factory=dict[str, str])  # time variable -> whose (its group)

    # ---- leaves --------------------------------------------------------------------------------------------------

    def choice(self, choice: Choice) -> Lit:
        """Declare a choice; returns `it has value 1` for a choice of two."""
        self.choices.setdefault(choice.name, choice)
        return self.chosen(choice.name, 1) if len(choice.values) == 2 else TRUE

    def chosen(self, name: str, value: int) -> Lit:
        """Whether a declared choice has a value."""
        size = len(self.choices[name].values)
        if size == 1:
            return TRUE
        if size == 2:
            lit = self._node(Is(name, 1))
            return lit if value == 1 else -lit
        return self._node(Is(name, value))

    def among(self, name: str, values: Iterable[int]) -> Lit:
        """Whether a choice has one of these values."""
        wanted = set(values)
        if len(wanted) == len(self.choices[name].values):
            return TRUE
        return self.any(*(self.chosen(name, v) for v in sorted(wanted)))

    def within(self, u: str, v: str, c: int) -> Lit:
        """Whether the time `u` is at most `c` minutes after the time `v`."""
        if u == v:
            return TRUE if c >= 0 else FALSE
        return self._node(Atom(u, v, c)) if u < v else -self._node(Atom(v, u, -c - 1))

    # ---- operations ----------------------------------------------------------------------------------------------

    def _node(self, key: Key) -> Lit:
        found = self.index.get(key)
        if found is None:
            found = self.index[key] = len(self.nodes)
            self.nodes.append(key)
            if isinstance(key, AllOf):
                self.members[found] = frozenset(key.parts)
                self.below[found] = tuple(map(abs, key.parts))
            elif isinstance(key, AtLeast):
                self.below[found] = tuple(map(abs, key.parts))
            elif isinstance(key, Is) and len(self.choices[key.choice].values) > 2:
                self.several[found] = key
        return found

    def no(self, lit: Lit) -> Lit:
        """It does not hold."""
        return -lit

    def all(self, *lits: Lit) -> Lit:
        """All hold."""
        return self.joint(lits)

    def joint(self, lits: tuple[Lit, ...]) -> Lit:
        """All of these hold; what was joined once is not worked out again."""
        found = self.joined.get(lits)
        if found is None:
            found = self.joined[lits] = self._joint(lits)
        return found

    def _joint(self, lits: tuple[Lit, ...]) -> Lit:
        parts, members = set(lits), self.members
        if FALSE in parts:
            return FALSE
        parts.discard(TRUE)
        for lit in lits:
            if lit in members and len(members[lit]) <= _FLAT:
                parts.discard(lit)
                parts |= members[lit]
        if len(parts) < 2:
            return next(iter(parts), TRUE)
        if not parts.isdisjoint([-lit for lit in parts]):
            return FALSE
        kept = _absorbed(self, parts)
        if kept is None:
            return FALSE
        return self._node(AllOf(tuple(sorted(kept)))) if len(kept) > 1 else next(iter(kept))

    def any(self, *lits: Lit) -> Lit:
        """Any holds."""
        return -self.all(*(-lit for lit in lits))

    def ite(self, test: Lit, then: Lit, other: Lit) -> Lit:
        """One or the other, by a test."""
        if then == other:
            return then
        return self.any(self.all(test, then), self.all(-test, other))

    def same(self, one: Lit, two: Lit) -> Lit:
        """Both or neither."""
        return self.ite(one, two, -two)

    def at_least(self, need: int, lits: Sequence[Lit]) -> Lit:
        """At least `need` of these hold."""
        need -= sum(lit == TRUE for lit in lits)
        parts = sorted(lit for lit in lits if lit not in (TRUE, FALSE))
        if need <= 0:
            return TRUE
        if need > len(parts):
            return FALSE
        if need == 1:
            return self.any(*parts)
        if need == len(parts):
            return self.all(*parts)
        return self._node(AtLeast(need, tuple(parts)))

    # ---- reading -------------------------------------------------------------------------------------------------

    def cone(self, roots: Iterable[Lit], known: Container[int] = ()) -> list[int]:
        """All nodes on which these rest, each after those it rests on: a node is made after its parts.

        Args:
            roots: conditions.
            known: nodes that need not be looked at, nor what they rest on.
        """
        seen: set[int] = set()
        below = self.below
        todo = [abs(r) for r in roots]
        while todo:
            node = todo.pop()
            if node not in seen and node not in known:
                seen.add(node)
                if node in below:
                    todo += below[node]
        return sorted(seen)

    def leaves(self, roots: Iterable[Lit]) -> Iterator[Is | Atom]:
        """The choices and comparisons on which these rest."""
        for node in self.cone(roots):
            key = self.nodes[node]
            if isinstance(key, (Is, Atom)):
                yield key

    def values(
        self, roots: Sequence[Lit], choices: Mapping[str, int], times: Mapping[str, int | None]
    ) -> list[bool]:
        """What these come to in one case.

        Args:
            roots: what to evaluate.
            choices: the number of the value of each choice.
            times: minutes by time variable; None for an event that does not take place: no comparison with it holds.
        """
        value: dict[int, bool] = {1: True}
        for node in self.cone(roots):
            key = self.nodes[node]
            if isinstance(key, Is):
                value[node] = choices[key.choice] == key.value
            elif isinstance(key, Atom):
                u, v = times.get(key.u), times.get(key.v)
                value[node] = u is not None and v is not None and u - v <= key.c
            elif isinstance(key, AllOf):
                value[node] = all(value[abs(p)] == (p > 0) for p in key.parts)
            elif isinstance(key, AtLeast):
                value[node] = sum(value[abs(p)] == (p > 0) for p in key.parts) >= key.need
        return [value[abs(r)] == (r > 0) for r in roots]


def _absorbed(graph: Graph, parts: set[Lit]) -> set[Lit] | None:
    """Joint conditions without what follows from the rest; None if two values of one choice are asked at once.

    `x and (x or y)` is x. `x and not-x` within one choice of several values is never.
    """
    members, several = graph.members, graph.several
    chosen: dict[str, int] = {}
    joint: list[Lit] = []  # disjunctions among them
    values: list[Lit] = []  # values of choices that are not taken
    for lit in parts:
        if lit < 0:
            if -lit in members:
                joint.append(lit)
            elif -lit in several:
                values.append(lit)
        elif lit in several:
            choice, value = several[lit]
            if chosen.setdefault(choice, value) != value:
                return None
    gone: list[Lit] = []
    if chosen and values:
        for lit in values:
            choice, value = several[-lit]
            if chosen.get(choice, value) != value:
                gone.append(lit)
    if joint:
        against = {-lit for lit in parts}
        gone += [lit for lit in joint if not against.isdisjoint(members[-lit])]
    return parts.difference(gone) if gone else parts
