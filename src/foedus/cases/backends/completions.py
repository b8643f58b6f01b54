"""Sets of values of choices, such as the completions in which something can happen."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.diagrams import Node

Cube = dict[str, frozenset[int]]


class Set:
    """Some of the values that the named choices can take together.

    Args:
        coding: what the variables of the diagram mean.
        names: the choices.
        node: the diagram, over the variables of these choices only.
        within: what the domain allows at all; asked for when it matters.
    """

    def __init__(self, coding: Coding, names: Sequence[str], node: Node, within: Callable[[], Node]) -> None:
        self.names = tuple(names)
        self._coding = coding
        self._dia = coding.diagrams
        self._node = node
        self._within = within

    # ---- questions -----------------------------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Nothing is in it."""
        return self._node == self._dia.false

    @property
    def is_all(self) -> bool:
        """All that the domain allows is in it."""
        return self._node == self._dia.true or (self._within() & ~self._node) == self._dia.false

    def count(self) -> int:
        """How many assignments of values are in it."""
        width = sum(len(self._coding.digits(name)) for name in self.names)
        return self._dia.count(self._node & self._coding.plain(self.names), width)

    def __contains__(self, values: Mapping[str, int]) -> bool:
        assigned: dict[str, bool] = {}
        for name in self.names:
            assigned |= self._coding.assign(name, values[name])
        return self._dia.let(assigned, self._node) == self._dia.true

    def support(self) -> list[str]:
        """The choices that matter, within what the domain allows, in the order of the graph.

        A choice does not matter if some set that depends on the others only agrees with this one on all that the domain
        allows.
        """
        matter = self._support(self._node)
        if self._node != self._dia.true:
            allowed = self._within()
            inside, outside = self._node & allowed, allowed & ~self._node
            for name in list(matter):
                digits = self._coding.digits(name)
                wide = self._dia.exist(digits, inside), self._dia.exist(digits, outside)
                if wide[0] & wide[1] == self._dia.false:
                    inside, outside = wide
                    matter.remove(name)
        return matter

    def _support(self, node: Node) -> list[str]:
        found = {self._coding.owner[v] for v in node.support}
        return [name for name in self.names if name in found]

    def any(self) -> dict[str, int] | None:
        """Some assignment in it."""
        return self._read(self._node)

    def _read(self, node: Node) -> dict[str, int] | None:
        picked = self._dia.pick(node)
        if picked is None:
            return None
        return {name: self._coding.read(name, picked) for name in self.names}

    # ---- operations ----------------------------------------------------------------------------------------------

    def _new(self, node: Node) -> "Set":
        return Set(self._coding, self.names, node, self._within)

    def __and__(self, other: "Set") -> "Set":
        return self._new(self._node & other._node)

    def __or__(self, other: "Set") -> "Set":
        return self._new(self._node | other._node)

    def __sub__(self, other: "Set") -> "Set":
        return self._new(self._node & ~other._node)

    def __invert__(self) -> "Set":
        """What the domain allows and is not in it."""
        return self._new(self._within() & ~self._node)

    def __le__(self, other: "Set") -> bool:
        return (self._node & ~other._node) == self._dia.false

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Set) and self.names == other.names and self._node == other._node

    def __hash__(self) -> int:
        return hash((self.names, self._node))

    def amid(self, base: "Set") -> "Set":
        """The same, where only what another set holds counts: what is outside may be in a box or not."""
        return Set(self._coding, self.names, self._node & base._node, lambda: base._node)

    def box(self, box: Cube) -> "Set":
        """A box, as a set over the same choices."""
        return self._new(self._box({n: v for n, v in box.items() if n in self.names}))

    def around(self, case: Mapping[str, int], order: Sequence[str] = ()) -> Cube:
        """A box around a case of the set that fits into it and can be widened at no choice.

        Args:
            case: where it starts.
            order: the choices to widen first.
        """
        allowed = self._within() if self._node != self._dia.true else self._dia.true
        return self._widest(case, self._node | ~allowed, order)

    def onto(self, names: Sequence[str]) -> "Set":
        """The values that some of the choices take in it."""
        gone = [digit for name in self.names if name not in names for digit in self._coding.digits(name)]

        def within() -> Node:
            return self._dia.exist(gone, self._within())

        kept = [name for name in self.names if name in names]
        return Set(self._coding, kept, self._dia.exist(gone, self._node), within)

    def given(self, fixed: Mapping[str, int]) -> "Set":
        """Those in it in which these choices have these values."""
        node = self._node
        for name, value in fixed.items():
            node = node & self._coding.value(name, value)
        return self._new(node)

    # ---- in words ------------------------------------------------------------------------------------------------

    def cover(self, most: int | None = None) -> list[Cube]:
        """The set as few plain boxes, each as wide as it can be, none of which can be left out.

        What the domain does not allow may be in a box. A choice that is not named in a box has any value.

        Args:
            most: stop after so many boxes; the rest is then missing.
        """
        allowed = self._within() if self._node != self._dia.true else self._dia.true
        room, rest = self._node | ~allowed, self._node & allowed
        boxes: list[tuple[Cube, Node]] = []
        while rest != self._dia.false and (most is None or len(boxes) < most):
            start = self._read(rest)
            assert start is not None
            box = self._widest(start, room)
            boxes.append((box, self._box(box)))
            rest = rest & ~boxes[-1][1]
        return [box for box, _ in self._needed(boxes)]

    def _box(self, box: Cube) -> Node:
        node = self._dia.true
        for name, values in box.items():
            node = node & self._dia.any([self._coding.value(name, v) for v in sorted(values)])
        return node

    def _widest(self, start: Mapping[str, int], room: Node, order: Sequence[str] = ()) -> Cube:
        """A box around an assignment that fits into the room and can be widened at no choice."""
        never = ~room
        names = self._support(room)
        if order:
            names = sorted(names, key=lambda n: order.index(n) if n in order else len(order))
        # What the box must avoid, seen along the choices not yet decided on.
        box: Cube = {}
        fixed: dict[str, Node] = {n: self._coding.value(n, start[n]) for n in names}
        for at, name in enumerate(names):
            clash = never
            for other in names[:at]:
                if other in box:
                    clash = clash & fixed[other]
            for other in names[at + 1 :]:
                clash = clash & fixed[other]
            values = self._free_values(name, clash)
            if len(values) < len(self._coding.graph.choices[name].values):
                box[name] = values
                fixed[name] = self._dia.any([self._coding.value(name, v) for v in sorted(values)])
        return box

    def _free_values(self, name: str, clash: Node) -> frozenset[int]:
        size = len(self._coding.graph.choices[name].values)
        return frozenset(v for v in range(size) if clash & self._coding.value(name, v) == self._dia.false)

    def _needed(self, boxes: list[tuple[Cube, Node]]) -> Iterator[tuple[Cube, Node]]:
        """Boxes with those left out that the others cover; the narrowest go first."""
        kept = sorted(boxes, key=lambda one: sum(map(len, one[0].values())) - 1000 * len(one[0]))
        for one in list(kept):
            others = self._dia.any([node for box, node in kept if box is not one[0]])
            if (one[1] & self._node & self._within() & ~others) == self._dia.false:
                kept.remove(one)
        yield from kept
