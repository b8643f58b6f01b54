"""The case graph: one hash-consed Boolean graph over choices and differences of times."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from foedus.cases.keys import FALSE, TRUE, AllOf, AtLeast, Atom, Choice, Is, Key, Lit
from foedus.cases.kit import Evaluator, Leaf, Rewriter, kit

__all__ = ["FALSE", "TRUE", "AllOf", "AtLeast", "Atom", "Choice", "Graph", "Is", "Key", "Lit"]


class Graph:
    """Nodes by number, each once. Number 1 is true; a minus sign negates.

    Args:
        python: leave C aside, as where it could not be built; the nodes are the same. None is as the environment says.

    `nodes`: what each node is. `all`, `any`, `at_least`, `within`: conditions made of others. `find`: the node that
    says something, if there is one. `parts`: the parts of a joint condition, or the condition alone. `cone`, `leaves`:
    the nodes, and the choices and comparisons, on which conditions rest. `hanging`, `hangings`: those of a cone that
    rest on some. `le`, `come`, `foremost`: of times, whether one is at most another, has come by a term, is the
    earliest or latest.

    >>> g = Graph()
    >>> rain = g.choice(Choice("rain", ("no", "yes"), "incident"))
    >>> g.all(rain, g.no(rain)) == FALSE, g.any(rain, TRUE) == TRUE
    (True, True)
    """

    def __init__(self, *, python: bool | None = None) -> None:
        self.kit = kit(python)
        self.core = core = self.kit.core()
        self.nodes = cast("Sequence[Key]", getattr(core, "nodes", core))
        self.choices: dict[str, Choice] = {}
        self.times: dict[str, str] = {}  # time variable -> whose (its group)
        # Bound once: these are called a million times.
        self.all, self.any, self.at_least, self.within = core.all, core.any, core.at_least, core.within
        self.find, self.parts = core.find, core.parts
        self.cone, self.leaves = core.cone, core.leaves
        self.hanging, self.hangings = core.hanging, core.hangings
        self.le, self.come, self.foremost = core.le, core.come, core.foremost
        self._chosen = core.chosen

    def rewriter(self, leaf: Leaf) -> Rewriter:
        """Conditions with each leaf replaced: by what a function says of its key and node, or by values of choices."""
        return self.kit.rewriter(self.core, leaf)

    def evaluator(self, leaf: Callable[[Any], bool]) -> Evaluator:
        """Whether conditions hold in one case, by what a function says of the keys of leaves."""
        return self.kit.evaluator(self.core, leaf)

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
            lit = self._chosen(name, 1, False)
            return lit if value == 1 else -lit
        return self._chosen(name, value, True)

    def among(self, name: str, values: Iterable[int]) -> Lit:
        """Whether a choice has one of these values."""
        wanted = set(values)
        if len(wanted) == len(self.choices[name].values):
            return TRUE
        return self.any(*(self.chosen(name, v) for v in sorted(wanted)))

    # ---- operations ----------------------------------------------------------------------------------------------

    def no(self, lit: Lit) -> Lit:
        """It does not hold."""
        return -lit

    def ite(self, test: Lit, then: Lit, other: Lit) -> Lit:
        """One or the other, by a test."""
        if then == other:
            return then
        return self.any(self.all(test, then), self.all(-test, other))

    def same(self, one: Lit, two: Lit) -> Lit:
        """Both or neither."""
        return self.ite(one, two, -two)

    # ---- reading -------------------------------------------------------------------------------------------------

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
