"""Sets of values of choices, such as the completions in which something can happen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from foedus.cases.graph import Graph

Cube = dict[str, frozenset[int]]
Node = Any  # a diagram: knows `&`, `|` and `~`; equal functions are equal


class Algebra(Protocol):
    """What sets are made with: diagrams over the values of choices."""

    graph: Graph
    true: Node
    false: Node

    def value(self, choice: str, number: int) -> Node:
        """Whether a choice has a value."""
        ...

    def any(self, parts: Sequence[Node]) -> Node:
        """Any holds."""
        ...

    def onto(self, choices: Sequence[str], node: Node) -> Node:
        """For some values of all other choices."""
        ...

    def count_of(self, node: Node, choices: Sequence[str]) -> int:
        """For how many values of these choices it holds; it must turn on no others."""
        ...

    def support(self, node: Node) -> set[str]:
        """The choices on which it turns."""
        ...

    def first(self, node: Node, choices: Sequence[str]) -> dict[str, int] | None:
        """The first values with which it holds, in the order of the graph; None if it never does."""
        ...

    def into(self, other: "Algebra", node: Node) -> Node | None:
        """The same in other diagrams; None if it cannot be put there."""
        ...


class Set:
    """Some of the values that the named choices can take together.

    Args:
        of: what the diagram is made with.
        names: the choices.
        node: the diagram, over these choices only.
        within: what the domain allows at all; asked for when it matters.
    """

    def __init__(self, of: Algebra, names: Sequence[str], node: Node, within: Callable[[], Node]) -> None:
        self.names = tuple(names)
        self._of = of
        self._node = node
        self._within = within

    # ---- questions -----------------------------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Nothing is in it."""
        return self._node == self._of.false

    @property
    def is_all(self) -> bool:
        """All that the domain allows is in it."""
        return self._node == self._of.true or (self._within() & ~self._node) == self._of.false

    def count(self) -> int:
        """How many assignments of values are in it."""
        return self._of.count_of(self._node, self.names)

    def __contains__(self, values: Mapping[str, int]) -> bool:
        node = self._node
        for name in self._support(node):
            node = node & self._of.value(name, values[name])
        return node != self._of.false

    def support(self) -> list[str]:
        """The choices that matter, within what the domain allows, in the order of the graph.

        A choice does not matter if some set that depends on the others only agrees with this one on all that the domain
        allows.
        """
        matter = self._support(self._node)
        if self._node != self._of.true:
            allowed = self._within()
            inside, outside = self._node & allowed, allowed & ~self._node
            for name in list(matter):
                rest = [n for n in self.names if n != name]
                wide = self._of.onto(rest, inside), self._of.onto(rest, outside)
                if wide[0] & wide[1] == self._of.false:
                    inside, outside = wide
                    matter.remove(name)
        return matter

    def _support(self, node: Node) -> list[str]:
        found = self._of.support(node)
        return [name for name in self.names if name in found]

    def any(self) -> dict[str, int] | None:
        """Some assignment in it."""
        return self._of.first(self._node, self.names)

    # ---- operations ----------------------------------------------------------------------------------------------

    def _new(self, node: Node) -> "Set":
        return Set(self._of, self.names, node, self._within)

    def _with(self, other: "Set") -> tuple["Set", Node]:
        """The set, and the diagram of another, made with the same."""
        if self._of is other._of:
            return self, other._node
        theirs = other._of.into(self._of, other._node)
        if theirs is not None:
            return self, theirs
        of, here = other._of, self._within

        def within() -> Node:
            return self._of.into(of, here())

        return Set(of, self.names, self._of.into(of, self._node), within), other._node

    def __and__(self, other: "Set") -> "Set":
        mine, theirs = self._with(other)
        return mine._new(mine._node & theirs)

    def __or__(self, other: "Set") -> "Set":
        mine, theirs = self._with(other)
        return mine._new(mine._node | theirs)

    def __sub__(self, other: "Set") -> "Set":
        mine, theirs = self._with(other)
        return mine._new(mine._node & ~theirs)

    def __invert__(self) -> "Set":
        """What the domain allows and is not in it."""
        return self._new(self._within() & ~self._node)

    def __le__(self, other: "Set") -> bool:
        return (self - other).is_empty

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Set) or self.names != other.names:
            return False
        mine, theirs = self._with(other)
        return bool(mine._node == theirs)

    def __hash__(self) -> int:
        return hash(self.names)

    def amid(self, base: "Set") -> "Set":
        """The same, where only what another set holds counts: what is outside may be in a box or not."""
        mine, theirs = self._with(base)
        return Set(mine._of, self.names, mine._node & theirs, lambda: theirs)

    def box(self, box: Cube) -> "Set":
        """A box, as a set over the same choices."""
        return self._new(self._box({n: v for n, v in box.items() if n in self.names}))

    def around(self, case: Mapping[str, int], order: Sequence[str] = ()) -> Cube:
        """A box around a case of the set that fits into it and can be widened at no choice.

        Args:
            case: where it starts.
            order: the choices to widen first.
        """
        allowed = self._within() if self._node != self._of.true else self._of.true
        return self._widest(case, self._node | ~allowed, order)

    def onto(self, names: Sequence[str]) -> "Set":
        """The values that some of the choices take in it."""
        kept = [name for name in self.names if name in names]

        def within() -> Node:
            return self._of.onto(kept, self._within())

        return Set(self._of, kept, self._of.onto(kept, self._node), within)

    def given(self, fixed: Mapping[str, int]) -> "Set":
        """Those in it in which these choices have these values."""
        node = self._node
        for name, value in fixed.items():
            node = node & self._of.value(name, value)
        return self._new(node)

    # ---- in words ------------------------------------------------------------------------------------------------

    def cover(self, most: int | None = None) -> list[Cube]:
        """The set as few plain boxes, each as wide as it can be, none of which can be left out.

        What the domain does not allow may be in a box. A choice that is not named in a box has any value.

        Args:
            most: stop after so many boxes; the rest is then missing.
        """
        allowed = self._within() if self._node != self._of.true else self._of.true
        room, rest = self._node | ~allowed, self._node & allowed
        boxes: list[tuple[Cube, Node]] = []
        while rest != self._of.false and (most is None or len(boxes) < most):
            start = self._of.first(rest, self.names)
            assert start is not None
            box = self._widest(start, room)
            boxes.append((box, self._box(box)))
            rest = rest & ~boxes[-1][1]
        return [box for box, _ in self._needed(boxes)]

    def _box(self, box: Cube) -> Node:
        node = self._of.true
        for name, values in box.items():
            node = node & self._of.any([self._of.value(name, v) for v in sorted(values)])
        return node

    def _widest(self, start: Mapping[str, int], room: Node, order: Sequence[str] = ()) -> Cube:
        """A box around an assignment that fits into the room and can be widened at no choice."""
        never = ~room
        names = self._support(room)
        if order:
            names = sorted(names, key=lambda n: order.index(n) if n in order else len(order))
        # What the box must avoid, seen along the choices not yet decided on.
        box: Cube = {}
        fixed: dict[str, Node] = {n: self._of.value(n, start[n]) for n in names}
        for at, name in enumerate(names):
            clash = never
            for other in names[:at]:
                if other in box:
                    clash = clash & fixed[other]
            for other in names[at + 1 :]:
                clash = clash & fixed[other]
            values = self._free_values(name, clash)
            if len(values) < len(self._of.graph.choices[name].values):
                box[name] = values
                fixed[name] = self._of.any([self._of.value(name, v) for v in sorted(values)])
        return box

    def _free_values(self, name: str, clash: Node) -> frozenset[int]:
        size = len(self._of.graph.choices[name].values)
        return frozenset(v for v in range(size) if clash & self._of.value(name, v) == self._of.false)

    def _needed(self, boxes: list[tuple[Cube, Node]]) -> Iterator[tuple[Cube, Node]]:
        """Boxes with those left out that the others cover; the narrowest go first."""
        kept = sorted(boxes, key=lambda one: sum(map(len, one[0].values())) - 1000 * len(one[0]))
        for one in list(kept):
            others = self._of.any([node for box, node in kept if box is not one[0]])
            if (one[1] & self._node & self._within() & ~others) == self._of.false:
                kept.remove(one)
        yield from kept
