"""Walks over a case graph in Python: with leaves put otherwise, in one case, as clauses of a solver."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from foedus.cases.keys import FALSE, TRUE, AllOf, AtLeast, Atom, Is, Lit
from foedus.cases.kit import Leaf, Settling
from foedus.cases.pure import Core

HEAVY = 1 << 40  # weights beyond it are one


class Rewriter:
    """See `kit.Rewriter`. What decides a joint condition is found before the rest of it is looked at."""

    def __init__(self, core: Core, leaf: Leaf) -> None:
        self.core = core
        self.leaf = _reader(core, leaf)
        self.new: dict[int, Lit] = {1: TRUE, -1: FALSE}

    def lit(self, root: Lit) -> Lit:
        """One condition."""
        found = self.new.get(root)
        if found is None:
            self._work(abs(root))
            found = self.new[root]
        return found

    def put(self, of: Lit, to: Lit) -> None:
        """From now on one condition becomes another."""
        self.new[of], self.new[-of] = to, -to

    def copy(self, leaf: Leaf, without: Iterable[int]) -> "Rewriter":
        """The same with another way to read leaves, but for some nodes, which are to be worked out anew."""
        made = Rewriter(self.core, leaf)
        gone = set(without)
        made.new = {node: lit for node, lit in self.new.items() if abs(node) not in gone}
        return made

    def _work(self, root: int) -> None:
        """Depth first, without recursion."""
        waiting: list[_Waiting] = []
        node = root
        while node:
            stopped = self._look(node)
            if stopped is not None:
                waiting.append(stopped)
                node = abs(stopped.parts[stopped.at])
            else:
                node = self._back(waiting)

    def _look(self, node: int) -> "_Waiting | None":
        """Work a node out, or say for which of its parts it waits."""
        key, new = self.core.nodes[node], self.new
        if isinstance(key, (AllOf, AtLeast)):
            have = list(map(new.get, key.parts))
            if FALSE in have and isinstance(key, AllOf):
                self.put(node, FALSE)
            elif None in have:
                return _Waiting(node, key, key.parts, have, have.index(None))
            else:
                self._joined(node, key, have)
        else:
            assert key is not None
            self.put(node, self.leaf(key, node))
        return None

    def _back(self, waiting: "list[_Waiting]") -> int:
        """Go on with what waited for the part that is known now; the next part to look at, 0 if there is none."""
        new = self.new
        while waiting:
            one = waiting[-1]
            found = one.have[one.at] = new[one.parts[one.at]]
            if found == FALSE and isinstance(one.key, AllOf):
                self.put(one.node, FALSE)
            elif (at := self._next(one)) < len(one.parts):
                one.at = at
                return abs(one.parts[at])
            else:
                self._joined(one.node, one.key, one.have)
            waiting.pop()
        return 0

    def _next(self, one: "_Waiting") -> int:
        """The next part that is not known yet."""
        get, have, parts = self.new.get, one.have, one.parts
        for at in range(one.at + 1, len(parts)):
            if have[at] is None:
                have[at] = found = get(parts[at])
                if found is None:
                    return at
        return len(parts)

    def _joined(self, node: int, key: AllOf | AtLeast, have: list[Lit | None]) -> None:
        parts: tuple[Lit, ...] = tuple(have)  # type: ignore[assignment]
        if parts == key.parts:
            made = node
        elif isinstance(key, AllOf):
            made = self.core.all(*parts)
        else:
            made = self.core.at_least(key.need, parts)
        self.put(node, made)


def _reader(core: Core, leaf: Leaf) -> Callable[[Any, int], Lit]:
    if callable(leaf):
        return leaf
    if isinstance(leaf, Settling):
        return _put_in(core, leaf.tell, leaf.values, leaf.times)
    return _given(leaf)


def _put_in(
    core: Core, tell: Callable[[str], Any], values: dict[str, frozenset[int]], times: dict[str, Any]
) -> Callable[[Any, int], Lit]:
    """Choices narrowed to what is possible, and times put where they stand."""

    def stands(name: str) -> Any:
        if name not in times:
            tell(name)
        return times[name]

    def leaf(key: Is | Atom, node: int) -> Lit:
        if isinstance(key, Is):
            possible = values.get(key.choice)
            if possible is None:
                return node
            return FALSE if key.value not in possible else node if len(possible) > 1 else TRUE
        found: list[Lit] = []
        one, two = stands(key.u), stands(key.v)
        for p, (u, s) in one:
            for q, (v, t) in two:
                near = core.within(u, v, key.c + t - s)
                if near != FALSE and (both := core.all(p, q, near)) != FALSE:
                    found.append(both)
        return found[0] if len(found) == 1 else core.any(*found)

    return leaf


def _given(values: dict[str, int]) -> Callable[[Any, int], Lit]:
    """A choice whose value is given is decided; all else stays."""

    def leaf(key: Is | Atom, node: int) -> Lit:
        chosen = values.get(key.choice) if isinstance(key, Is) else None
        return node if chosen is None or isinstance(key, Atom) else TRUE if chosen == key.value else FALSE

    return leaf


class _Waiting(Struct, gc=False):
    """A node that waits for one of its parts, with what the parts have become."""

    node: int
    key: AllOf | AtLeast
    parts: tuple[Lit, ...]
    have: list[Lit | None]
    at: int


class Evaluator:
    """See `kit.Evaluator`. Parts are looked at one by one, until it is clear."""

    def __init__(self, core: Core, leaf: Callable[[Any], bool]) -> None:
        self.core, self.leaf = core, leaf
        self.value: dict[int, bool] = {1: True}

    def holds(self, lit: Lit) -> bool:
        """Whether something holds."""
        node = abs(lit)
        if node not in self.value:
            self._work(node)
        return self.value[node] == (lit > 0)

    def copy(self) -> "Evaluator":
        """The same, apart from now on."""
        made = Evaluator(self.core, self.leaf)
        made.value = dict(self.value)
        return made

    def _work(self, root: int) -> None:
        nodes, value = self.core.nodes, self.value
        todo = [(root, 0, 0)]  # node, how many parts have been looked at, how many of them hold
        while todo:
            node, looked, held = todo.pop()
            key = nodes[node]
            if not isinstance(key, (AllOf, AtLeast)):
                value[node] = self.leaf(key)
                continue
            parts = key.parts
            need = len(parts) if isinstance(key, AllOf) else key.need
            while looked < len(parts):
                part = parts[looked]
                found = value.get(abs(part))
                if found is None:
                    todo += [(node, looked, held), (abs(part), 0, 0)]
                    break
                looked += 1
                held += found == (part > 0)
                if held >= need or held + len(parts) - looked < need:
                    value[node] = held >= need
                    break
            else:
                value[node] = held >= need


class Clauses:
    """See `kit.Clauses`.

    Args:
        core: the graph.
        solver: `variables` counts its variables, `new()` makes one.
        clause: adds a clause.
        leaf: the literal of a node that is no joint condition.
        choices: the literals of choices that are known already, by value.
    """

    def __init__(
        self,
        core: Core,
        solver: Any,
        clause: Callable[[Sequence[int]], None],
        leaf: Callable[[int], int],
        choices: dict[str, list[int]],
    ) -> None:
        self.core, self.solver, self.clause, self.leaf = core, solver, clause, leaf
        self.variable: dict[int, int] = {}
        self.weight: dict[int, int] = {1: 0}  # about how many comparisons a node rests on
        self._order: dict[int, list[tuple[int, int]]] = {}

    def literal(self, lit: Lit) -> int:
        """What stands for this literal of the graph in the solver."""
        node = abs(lit)
        if node not in self.variable:
            for one in self._missing(node):
                self._encode(one)
        return self._of(lit)

    def put(self, node: int, variable: int) -> None:
        """What stands for a node."""
        self.variable[node] = variable

    def inputs(self, roots: Sequence[Lit]) -> list[int]:
        """None: a solver that decides as it likes needs no order."""
        return []

    def _of(self, lit: Lit) -> int:
        return self.variable[lit] if lit > 0 else -self.variable[-lit]

    def _missing(self, root: int) -> list[int]:
        seen: set[int] = set()
        todo = [root]
        while todo:
            node = todo.pop()
            if node not in seen and node not in self.variable:
                seen.add(node)
                todo += self.core.below.get(node, ())
        return sorted(seen)

    def _encode(self, node: int) -> None:
        """A joint condition holds just when all its parts do (Tseitin 1968)."""
        key, weight = self.core.nodes[node], 0
        if isinstance(key, AllOf):
            self.variable[node] = new = self.solver.new()
            whole = [new]
            for p in key.parts:
                part = self._of(p)
                whole.append(-part)
                self.clause([-new, part])
            self.clause(whole)
        else:
            self.variable[node] = self.leaf(node)
        if isinstance(key, (AllOf, AtLeast)):
            weight = sum(self.weight[abs(p)] for p in key.parts)
        self.weight[node] = int(isinstance(key, Atom)) or min(weight, HEAVY)

    def support(self, roots: Sequence[Lit], model: list[int]) -> list[Atom]:
        """Comparisons which, with the choices of the model, make these hold.

        Where one of several parts is enough, the one that rests on the fewest comparisons is taken.
        """
        met = self._met(roots, model, self.weight.__getitem__)
        return [
            key if holds else Atom(key.v, key.u, -key.c - 1) for key, holds in met if isinstance(key, Atom)
        ]

    def chosen(self, roots: Sequence[Lit], model: list[int]) -> list[tuple[Is, bool]]:
        """Values of choices which, with the comparisons of `support`, make these hold, and whether they are taken."""
        return [(key, holds) for key, holds in self._met(roots, model, abs) if isinstance(key, Is)]

    def _met(
        self, roots: Sequence[Lit], model: list[int], matters: Callable[[int], int]
    ) -> Iterator[tuple[Is | Atom, bool]]:
        """The leaves on the way down from conditions that hold, by parts that make them hold."""
        variable, keys = self.variable, self.core.nodes
        seen: set[int] = set()
        todo = [abs(r) for r in roots]
        while todo:
            node = todo.pop()
            if node in seen or not matters(node):
                continue
            seen.add(node)
            key = keys[node]
            holds = (model[abs(variable[node]) - 1] > 0) == (variable[node] > 0)
            if isinstance(key, (Is, Atom)):
                yield key, holds
            elif isinstance(key, AllOf):
                todo += map(abs, key.parts) if holds else self._cheapest(node, key, False, 1, model)
            elif isinstance(key, AtLeast):
                count = key.need if holds else len(key.parts) - key.need + 1
                todo += self._cheapest(node, key, holds, count, model)

    def _cheapest(
        self, node: int, key: AllOf | AtLeast, holds: bool, count: int, model: list[int]
    ) -> list[int]:
        """Parts of a node that hold, or do not; those that rest on the fewest comparisons."""
        order = self._order.get(node)
        if order is None:
            parts = sorted(key.parts, key=lambda p: self.weight[abs(p)])
            order = self._order[node] = [(abs(p), self._of(p)) for p in parts]
        found: list[int] = []
        for part, literal in order:
            if ((model[abs(literal) - 1] > 0) == (literal > 0)) == holds:
                found.append(part)
                if len(found) == count:
                    break
        return found
