"""The backend of decision diagrams: all completions at once."""

from collections.abc import Callable, Iterable
from collections.abc import Set as Set_
from fractions import Fraction
from typing import TypeVar

from foedus.cases.backends.base import Clock, OutOfBudgetError
from foedus.cases.backends.coding import Coding
from foedus.cases.backends.completions import Set
from foedus.cases.backends.diagrams import Diagrams, Node, no_room
from foedus.cases.backends.parties import Parties, joined
from foedus.cases.backends.question import Questions
from foedus.cases.backends.walk import Walk
from foedus.cases.graph import TRUE, Atom, Graph, Is, Lit

T = TypeVar("T")


class Bdd:
    """Questions over all values of some choices at once.

    Args:
        graph: the case graph; it may grow between questions.
        domain: what every case meets.
        budget: seconds for all questions together.
        nodes: how many nodes of diagrams there may be at once.
        python: use the pure Python diagrams even where CUDD is there.

    >>> from foedus.cases.graph import Choice
    >>> g = Graph()
    >>> _ = g.choice(Choice("?clock", ("a day", "three days", "a week"), "point"))
    >>> hours = (24, 72, 168)
    >>> domain = g.all(g.within("A", "D", 0),
    ...     g.any(*(g.all(g.chosen("?clock", i), g.within("D", "A", h)) for i, h in enumerate(hours))))
    >>> late = Bdd(g, domain).project(g.within("A", "D", -72), ["?clock"])
    >>> late.count(), late.cover()
    (2, [{'?clock': frozenset({1, 2})}])
    """

    def __init__(
        self,
        graph: Graph,
        domain: Lit = TRUE,
        budget: float | None = None,
        *,
        nodes: int = 5_000_000,
        python: bool = False,
    ) -> None:
        self.graph = graph
        self.domain = domain
        self._dia = Diagrams(nodes, Clock(budget), python=python)
        self._coding = Coding(graph, self._dia)
        self._questions: dict[object, Questions] = {}
        self._declared: set[str] = set()  # choices that have their variables
        self._plain: dict[int, Node] = {}  # diagrams of what compares no times
        self._found: dict[tuple[Lit, tuple[str, ...]], Node] = {}

    @property
    def native(self) -> bool:
        """Whether CUDD answers; otherwise the pure Python diagrams do, with the same answers."""
        return self._dia.native

    def afresh(self, budget: float | None) -> None:
        """Give the questions from now on so many seconds together."""
        self._dia.clock = Clock(budget)

    def project(self, lit: Lit, keep: Iterable[str]) -> Set:
        """The values of the named choices for which a case in the domain exists in which this holds.

        Raises:
            OutOfBudgetError: the time or the nodes were not enough.
        """
        names = tuple(keep)
        return self._set(names, self._project(lit, names))

    def share(self, lit: Lit, over: Iterable[str]) -> Fraction:
        """The share of the assignments of these choices possible in the domain for which this can hold.

        Times are projected out first: a share never counts minutes.
        """
        names = tuple(over)
        possible = self.project(TRUE, names).count()
        return Fraction(self.project(lit, names).count(), possible) if possible else Fraction(0)

    def worst(self, lit: Lit, u: str, v: str, keep: Iterable[str]) -> list[tuple[float, Set]]:
        """The largest `u - v` for each value of the named choices, over the cases in the domain in which this holds.

        Returns:
            Minutes, or UNBOUNDED, from the largest on, each with the values for which it is the exact worst case.
            Values for which no case exists are in none of the sets.

        Raises:
            OutOfBudgetError: the time or the nodes were not enough.
        """
        names = tuple(keep)
        whole = self.graph.all(self.domain, lit)
        found = self._asked(lambda: self._walk(names).reach(*self._timed(whole, names, (u, v)), u, v))
        done, result = self._dia.false, list[tuple[float, Set]]()
        for minutes in sorted(found, reverse=True):
            new = found[minutes] & ~done
            if new != self._dia.false:
                result.append((minutes, self._set(names, new)))
                done = done | new
        return result

    # ---- inside --------------------------------------------------------------------------------------------------

    def _set(self, names: tuple[str, ...], node: Node) -> Set:
        return Set(self._coding, names, node, lambda: self._project(TRUE, names))

    def _project(self, lit: Lit, names: tuple[str, ...]) -> Node:
        found = self._found.get((lit, names))
        if found is None:
            found = self._found[lit, names] = self._within(lit, names) or self._whole(lit, names)
        return found

    def _within(self, lit: Lit, names: tuple[str, ...]) -> Node | None:
        """The projection of what turns on the named choices only: itself, where the domain allows it."""
        leaves = self.graph.leaves([lit])
        if not leaves or not all(isinstance(leaf, Is) and leaf.choice in names for leaf in leaves):
            return None
        allowed = self._project(TRUE, names)
        return self._asked(lambda: self._timeless(lit, names, _choices(leaves)) & allowed)

    def _whole(self, lit: Lit, names: tuple[str, ...]) -> Node:
        whole = self.graph.all(self.domain, lit)
        leaves = self.graph.leaves([whole])
        if any(isinstance(leaf, Atom) for leaf in leaves):
            return self._asked(lambda: self._walk(names).project(*self._timed(whole, names, ())))
        return self._asked(lambda: self._timeless(whole, names, _choices(leaves)))

    def _timeless(self, whole: Lit, names: tuple[str, ...], rests_on: set[str]) -> Node:
        """The projection of what compares no times: the other choices go, and that is all."""
        self._declare(rests_on.union(names))
        return self._coding.onto(names, self._coding.timeless(whole, self._plain))

    def _declare(self, used: Set_[str]) -> None:
        """Give choices their variables, those of one choice together."""
        if used <= self._declared:
            return
        for name in self.graph.choices:
            if name in used and name not in self._declared:
                for digit in self._coding.digits(name):
                    self._dia.var(digit)
        self._declared |= used

    def _walk(self, names: tuple[str, ...]) -> Walk:
        return Walk(self._coding, [digit for name in names for digit in self._coding.digits(name)])

    def _timed(self, whole: Lit, names: tuple[str, ...], times: tuple[str, ...]) -> tuple[Node, Node]:
        apart = {n for n in names if self.graph.choices[n].group} | {
            t for t in times if self.graph.times.get(t)
        }
        one = joined(self.graph, [whole])
        key = frozenset(apart), tuple(sorted(one.items()))
        questions = self._questions.get(key)
        if questions is None:
            questions = self._questions[key] = Questions(self._coding, Parties(self.graph, apart, one))
        return questions.timed(whole, names, times)

    def _asked(self, ask: Callable[[], T]) -> T:
        """The answer; with variables ordered anew all along if it needs much room otherwise."""
        spent = ""
        for careful in (False, True):
            if careful:
                self._dia.careful()
            try:
                return ask()
            except OutOfBudgetError as error:
                spent = str(error)
                if self._dia.clock.over:
                    break
            except (ValueError, MemoryError) as error:
                if not no_room(error):
                    raise
        # Raised here, so that no frame is kept alive that holds on to diagrams after their manager is gone.
        raise OutOfBudgetError(spent or f"no room for decision diagrams within {self._dia.nodes} nodes")


def _choices(leaves: Iterable[Is | Atom]) -> set[str]:
    return {leaf.choice for leaf in leaves if isinstance(leaf, Is)}
