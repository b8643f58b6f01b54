"""A graph with its leaves put otherwise: what an assumed conduct, a choice made or a renamed time leaves of it."""

from collections.abc import Callable

from msgspec import Struct

from foedus.cases.graph import FALSE, TRUE, AllOf, AtLeast, Atom, Graph, Is, Lit


class Rewriting:
    """Conditions with each leaf replaced; what decides a joint condition is found before the rest of it is looked at.

    Args:
        graph: the graph; what is new is put into it, too.
        leaf: what a leaf becomes, told its key and its node.
        known: nodes whose meaning is known already, with the negation of each.

    >>> from foedus.cases.graph import Choice
    >>> g = Graph()
    >>> a, b = (g.choice(Choice(n, ("no", "yes"), "incident")) for n in "ab")
    >>> rewriting = Rewriting(g, lambda key, node: TRUE if key.choice == "a" else node)
    >>> rewriting.lit(g.all(a, b)) == b, rewriting.lit(g.any(a, b)) == TRUE
    (True, True)
    """

    def __init__(
        self, graph: Graph, leaf: Callable[[Is | Atom, int], Lit], known: dict[int, Lit] | None = None
    ) -> None:
        self.graph, self.leaf = graph, leaf
        self.new: dict[int, Lit] = known if known is not None else {1: TRUE, -1: FALSE}

    def lit(self, root: Lit) -> Lit:
        """One condition."""
        found = self.new.get(root)
        if found is None:
            self._work(abs(root))
            found = self.new[root]
        return found

    def lits(self, roots: list[Lit]) -> list[Lit]:
        """Some conditions."""
        return [self.lit(root) for root in roots]

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
        key, new = self.graph.nodes[node], self.new
        if isinstance(key, (AllOf, AtLeast)):
            have = list(map(new.get, key.parts))
            if FALSE in have and isinstance(key, AllOf):
                new[node], new[-node] = FALSE, TRUE
            elif None in have:
                return _Waiting(node, key, key.parts, have, have.index(None))
            else:
                self._joined(node, key, have)
        else:
            assert key is not None
            made = self.leaf(key, node)
            new[node], new[-node] = made, -made
        return None

    def _back(self, waiting: "list[_Waiting]") -> int:
        """Go on with what waited for the part that is known now; the next part to look at, 0 if there is none."""
        new = self.new
        while waiting:
            one = waiting[-1]
            found = one.have[one.at] = new[one.parts[one.at]]
            if found == FALSE and isinstance(one.key, AllOf):
                new[one.node], new[-one.node] = FALSE, TRUE
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
            made = self.graph.joint(parts)
        else:
            made = self.graph.at_least(key.need, parts)
        self.new[node], self.new[-node] = made, -made


class _Waiting(Struct, gc=False):
    """A node that waits for one of its parts, with what the parts have become."""

    node: int
    key: AllOf | AtLeast
    parts: tuple[Lit, ...]
    have: list[Lit | None]
    at: int
