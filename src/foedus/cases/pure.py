"""The nodes of a case graph, each once, in Python: what they are, and operations on them."""

from collections.abc import Sequence

from foedus.cases.keys import FALSE, TRUE, AllOf, AtLeast, Atom, Is, Key, Lit, Stands

FLAT = 4  # how many parts a joint condition has at the most that is spelled out inside another; larger ones are shared


class Core:
    """See `kit.Core`."""

    def __init__(self) -> None:
        self.nodes: list[Key] = [None, None]
        self.index: dict[Key, int] = {}
        self.members: dict[int, frozenset[Lit]] = {}  # of joint conditions
        self.below: dict[int, tuple[int, ...]] = {}  # node -> those it is made of
        self.several: dict[int, tuple[str, int]] = {}  # values of choices of more than two
        self.joined: dict[tuple[Lit, ...], Lit] = {}

    def __len__(self) -> int:
        return len(self.nodes)

    def __getitem__(self, node: int) -> Key:
        return self.nodes[node]

    # ---- nodes ---------------------------------------------------------------------------------------------------

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
        return found

    def chosen(self, choice: str, value: int, several: bool) -> Lit:
        """Whether a choice has a value; `several`: it has more than two."""
        key = Is(choice, value)
        found = self._node(key)
        if several:
            self.several[found] = key
        return found

    def within(self, u: str, v: str, c: int) -> Lit:
        """Whether the time `u` is at most `c` minutes after the time `v`."""
        if u == v:
            return TRUE if c >= 0 else FALSE
        return self._node(Atom(u, v, c)) if u < v else -self._node(Atom(v, u, -c - 1))

    def all(self, *lits: Lit) -> Lit:
        """All hold; what was joined once is not worked out again."""
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
            if lit in members and len(members[lit]) <= FLAT:
                parts.discard(lit)
                parts |= members[lit]
        if len(parts) < 2:
            return next(iter(parts), TRUE)
        if not parts.isdisjoint([-lit for lit in parts]):
            return FALSE
        kept = _absorbed(self, parts)
        if kept is None:
            return FALSE
        left = {self._left(lit, parts) for lit in kept}
        if left != kept:
            return self._joint(tuple(left))
        return self._node(AllOf(tuple(sorted(kept)))) if len(kept) > 1 else next(iter(kept))

    def _left(self, lit: Lit, others: set[Lit]) -> Lit:
        """What is left of a part once others hold: `x and not (x and y)` is `x and not y`."""
        members = self.members.get(-lit) if lit < 0 else None
        if members is None:
            return lit
        left = members - others
        return lit if len(left) > 1 else -next(iter(left)) if left else FALSE

    def any(self, *lits: Lit) -> Lit:
        """Any holds."""
        return -self.all(*(-lit for lit in lits))

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

    # ---- times: guarded terms, each minutes after a time ------------------------------------------------------------

    def le(self, one: Stands, two: Stands, slack: int) -> Lit:
        """Whether both come, one at most so many minutes after the other."""
        return self.any(
            *(self.all(p, q, self.within(u, v, t - s + slack)) for p, (u, s) in one for q, (v, t) in two)
        )

    def come(self, time: Stands, var: str, plus: int) -> Lit:
        """Whether one comes, and has come by a term."""
        return self.any(*(self.all(p, self.within(u, var, plus - s)) for p, (u, s) in time))

    def foremost(self, every: Stands, latest: bool) -> list[Lit]:
        """When each is the earliest of those that come, or the latest; at one instant the first named, or the last."""
        out: list[Lit] = []
        for i, (guard, here) in enumerate(every):
            before: list[Lit] = []
            for j, (other, there) in enumerate(every):
                if i != j:
                    (u, s), (v, t) = (here, there) if latest else (there, here)
                    even = j > i if latest else j < i
                    before.append(-self.all(other, self.within(u, v, t - s - (not even))))
            out.append(self.all(guard, *before))
        return out

    # ---- reading -------------------------------------------------------------------------------------------------

    def find(self, key: Is | Atom | AllOf | AtLeast) -> int | None:
        """The node that says this, if there is one."""
        return self.index.get(key)

    def parts(self, lit: Lit) -> tuple[Lit, ...]:
        """The parts of a joint condition; of anything else, itself alone."""
        key = self.nodes[lit] if lit > 0 else None
        return key.parts if isinstance(key, AllOf) else (lit,)

    def cone(self, roots: Sequence[Lit]) -> list[int]:
        """All nodes on which these rest, each after those it rests on: a node is made after its parts."""
        seen: set[int] = set()
        below = self.below
        todo = [abs(r) for r in roots]
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo += below.get(node, ())
        return sorted(seen)

    def leaves(self, roots: Sequence[Lit]) -> list[Is | Atom]:
        """The choices and comparisons on which these rest."""
        keys = (self.nodes[node] for node in self.cone(roots))
        return [key for key in keys if isinstance(key, (Is, Atom))]

    def hanging(self, roots: Sequence[Lit], nodes: Sequence[int]) -> list[int]:
        """Of the nodes on which these rest, those that are, or rest on, any of some nodes."""
        moved = set(map(abs, nodes))
        out: list[int] = []
        for node in self.cone(roots):
            if node in moved or not moved.isdisjoint(self.below.get(node, ())):
                moved.add(node)
                out.append(node)
        return out

    def hangings(
        self, roots: Sequence[Lit], groups: Sequence[Sequence[int]], most: int
    ) -> list[list[int] | None]:
        """As `hanging`, for up to 64 groups of nodes; None for one on which more nodes rest than so many."""
        found = (self.hanging(roots, nodes) for nodes in groups)
        return [nodes if len(nodes) <= most else None for nodes in found]


def _absorbed(core: Core, parts: set[Lit]) -> set[Lit] | None:
    """Joint conditions without what follows from the rest; None if two values of one choice are asked at once.

    `x and (x or y)` is x. `x and not-x` within one choice of several values is never.
    """
    members, several = core.members, core.several
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
