"""A graph with its leaves put otherwise: what an assumed conduct, a choice made or a renamed time leaves of it."""

from collections.abc import Iterable

from foedus.cases.graph import Graph, Lit
from foedus.cases.kit import Leaf, Rewriter


class Rewriting:
    """Conditions with each leaf replaced; what decides a joint condition is found before the rest of it is looked at.

    Args:
        graph: the graph; what is new is put into it, too.
        leaf: what a leaf becomes, told its key and its node; or the values that some choices have.
        made: what has been worked out already.

    >>> from foedus.cases.graph import TRUE, Choice
    >>> g = Graph()
    >>> a, b = (g.choice(Choice(n, ("no", "yes"), "incident")) for n in "ab")
    >>> rewriting = Rewriting(g, lambda key, node: TRUE if key.choice == "a" else node)
    >>> rewriting.lit(g.all(a, b)) == b, rewriting.lit(g.any(a, b)) == TRUE
    (True, True)
    """

    def __init__(self, graph: Graph, leaf: Leaf, made: Rewriter | None = None) -> None:
        self.graph = graph
        self.made = made if made is not None else graph.rewriter(leaf)
        self.lit = self.made.lit  # one condition

    def lits(self, roots: Iterable[Lit]) -> list[Lit]:
        """Some conditions."""
        return list(map(self.lit, roots))
