"""Which parties are alike: what is counted of a party, with the names of its own choices and times left out."""

from collections.abc import Sequence
from typing import NamedTuple

from foedus.cases.backends.parties import NOBODY, Parties
from foedus.cases.graph import AllOf, AtLeast, Atom, Is, Lit

Key = tuple[object, ...]


class Shape(NamedTuple):
    """What is counted of one party.

    key: equal keys mean equal functions of the party's n-th choice or time and of the n-th slot. slots: the shared
    nodes that are looked at, counts included; leaves that are shared are part of the key.
    """

    key: tuple[tuple[int, ...], ...]
    slots: tuple[int, ...]


class Shapes:
    """Shapes of what is counted.

    The n-th choice of a party is the n-th in the order of declaration; so parties that are declared in the same way
    and have the same part in the draft have the same shape. Parties that differ in that order only count as different,
    which costs time and changes no answer.
    """

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self._graph = parties.graph
        self._index: dict[Key, int] = {}
        self._place: dict[str, int] = {}
        self._singles: dict[tuple[Lit, ...], tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self._blind: dict[int, int] = {}  # node -> its shape with all slots alike
        seen: dict[str, int] = {}
        groups = [(name, parties.whose_choice(name)) for name in self._graph.choices]
        groups += [(name, parties.whose_time(name)) for name in self._graph.times]
        for name, who in groups:
            if who != NOBODY:
                self._place[name] = seen[who] = seen.get(who, 0) + 1

    def of(self, counted: Sequence[Sequence[Lit]]) -> Shape:
        """The shape of the conditions of one party in several sums."""
        place: dict[int, int] = {}
        key: list[tuple[int, ...]] = []
        for lits in counted:
            shape, slots = self._single(tuple(lits))
            key += [shape, tuple(place.setdefault(node, len(place)) for node in slots)]
        return Shape(tuple(key), tuple(place))

    def _single(self, lits: tuple[Lit, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        found = self._singles.get(lits)
        if found is None:
            slots = self._slots(lits)
            memo = {node: self._number(("slot", i)) for i, node in enumerate(slots)}
            found = self._singles[lits] = tuple(sorted(self._shape(lit, memo) for lit in lits)), tuple(slots)
        return found

    def is_slot(self, node: int) -> bool:
        """Whether a node is shared and no leaf."""
        key = self._graph.nodes[node]
        return isinstance(key, (AllOf, AtLeast)) and self._parties.whose(node) == NOBODY

    def _slots(self, lits: Sequence[Lit]) -> list[int]:
        """The shared nodes in an order that like parties share: by the shapes on the way to them."""
        found: dict[int, None] = {}
        seen: set[int] = set()
        todo = [abs(lit) for lit in sorted(lits, key=self._blindly, reverse=True)]
        while todo:
            node = todo.pop()
            if self.is_slot(node):
                found.setdefault(node)
                continue
            key = self._graph.nodes[node]
            if node not in seen and isinstance(key, (AllOf, AtLeast)):
                seen.add(node)
                todo += [abs(p) for p in sorted(key.parts, key=self._blindly, reverse=True)]
        return list(found)

    def _blindly(self, lit: Lit) -> int:
        return self._shape(lit, self._blind)

    def _shape(self, lit: Lit, memo: dict[int, int]) -> int:
        """The number of a literal; that of the negation is the negative one."""
        todo = [abs(lit)]
        while todo:
            node = todo[-1]
            if node not in memo:
                key = self._graph.nodes[node]
                if self.is_slot(node):
                    memo[node] = self._number(("slot",))
                elif isinstance(key, (AllOf, AtLeast)):
                    waits = [abs(p) for p in key.parts if abs(p) not in memo]
                    if waits:
                        todo.extend(waits)
                        continue
                    need = key.need if isinstance(key, AtLeast) else 0
                    parts = sorted(memo[p] if p > 0 else -memo[-p] for p in key.parts)
                    memo[node] = self._number(("some", need, *parts))
                else:
                    memo[node] = self._leaf(node, key)
            todo.pop()
        return memo[lit] if lit > 0 else -memo[-lit]

    def _leaf(self, node: int, key: Is | Atom | None) -> int:
        if key is None or self._parties.whose(node) == NOBODY:
            return self._number(("shared", node))
        if isinstance(key, Is):
            return self._number(
                ("is", self._place[key.choice], len(self._graph.choices[key.choice].values), key.value)
            )
        one, two = self._time(key.u), self._time(key.v)
        if one > two:  # stored either way round, by the words; told from the place, both are one
            return -self._number(("within", two, one, -key.c - 1))
        return self._number(("within", one, two, key.c))

    def place(self, name: str) -> int:
        """Which of its party's choices and times this is; 0 for what is shared."""
        return self._place.get(name, 0)

    def _time(self, name: str) -> tuple[int, str]:
        place = self._place.get(name, 0)
        return place, "" if place else name

    def _number(self, key: Key) -> int:
        return self._index.setdefault(key, len(self._index) + 1)
