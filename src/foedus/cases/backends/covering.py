"""A question as cases: limits on sums, and when they are enough; few cases, each with few limits.

As an irredundant sum of products (Minato 1992), the counts being the literals and functions of the rest the
coefficients. Where a count matters only one way round, nothing is asked of it the other way round.
"""

from collections.abc import Mapping, Sequence

from foedus.cases.backends.counting import Limit, Limits
from foedus.cases.backends.diagrams import Diagrams, Node
from foedus.cases.backends.parties import Count

Bounds = dict[int, tuple[int | None, int | None]]
_MARK = "must"


class Covering:
    """Takes a function apart into cases.

    What must be covered and what may be are carried along as one function, which asks first of all for which of them
    it stands: so one look finds what both depend on, and one step fixes a count in both.

    Args:
        diagrams: of the function.
        counts: variables, each with the count that it stands for.
    """

    def __init__(self, diagrams: Diagrams, counts: Mapping[str, Count]) -> None:
        self._dia = diagrams
        self._counts = counts
        self._mark = diagrams.first(_MARK)
        self._cases: dict[Limits, Node] = {}

    def of(self, f: Node, left: Sequence[str]) -> dict[Limits, Node]:
        """The cases of a function.

        Args:
            f: the function.
            left: counts in the order in which they are decided.
        """
        self._cases = {}
        self._cover(f, {}, left)
        return self._cases

    def _both(self, must: Node, may: Node) -> Node:
        return must if must == may else self._dia.ite(self._mark, must, may)

    def _cover(self, f: Node, limits: Bounds, left: Sequence[str]) -> Node:
        """A function between what must be covered and what may be; its cases are noted."""
        dia = self._dia
        support = f.support
        left = [v for v in left if v in support]
        if not left:
            return self._case(f, limits)
        name, rest = left[0], left[1:]
        count = self._counts[name]
        low, high = limits.get(count.sum, (None, None))
        if low is not None and low >= count.need:
            return self._cover(dia.given(name, True, f), limits, rest)
        if high is not None and high < count.need:
            return self._cover(dia.given(name, False, f), limits, rest)
        must1, may1 = dia.halves(_MARK, dia.given(name, True, f))
        must0, may0 = dia.halves(_MARK, dia.given(name, False, f))
        yes, no = must1 & ~may0, must0 & ~may1
        if yes != dia.false:
            yes = self._cover(self._both(yes, may1), limits | {count.sum: (count.need, high)}, rest)
        if no != dia.false:
            no = self._cover(self._both(no, may0), limits | {count.sum: (low, count.need - 1)}, rest)
        # Where a limit decides a count, nothing is said of the case that it is decided otherwise; so what is left must
        # be kept within what may be, lest a case that cannot be is covered with the count left out.
        may = may0 & may1
        both = ((must1 & ~yes) | (must0 & ~no)) & may
        if both != dia.false:
            both = self._cover(self._both(both, may), limits, rest)
        return both | dia.ite(dia.var(name), yes, no)

    def _case(self, f: Node, limits: Bounds) -> Node:
        must, may = self._dia.halves(_MARK, f)
        part = self._dia.between(must, may)
        if part != self._dia.false:
            key = tuple(Limit(s, low, high) for s, (low, high) in sorted(limits.items()))
            self._cases[key] = self._cases[key] | part if key in self._cases else part
        return part
