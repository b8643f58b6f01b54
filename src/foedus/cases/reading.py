"""What a graph comes to in one case: whether conditions hold, and when times come."""

from foedus.base import add_months
from foedus.cases.cell import Cell
from foedus.cases.graph import Atom, Is, Lit
from foedus.cases.lower import CaseGraph
from foedus.cases.lowering import Low
from foedus.cases.times import Earliest, Pivot, Time


class Reading:
    """What a graph comes to in one case; nothing is looked at before it is asked for.

    Args:
        case: the case graph.
        cell: the case; only the times of events of the case space are read.
    """

    def __init__(self, case: CaseGraph, cell: Cell) -> None:
        self.graph = case.low.graph
        self.low: Low = case.low
        self.cell = cell
        self.choices = cell.choices
        leaves = case.low.leaves.all.values()
        self.times: dict[str, int] = {
            leaf.var: m for leaf in leaves if (m := cell.times.get(leaf.var)) is not None
        }
        self.times["A"] = 0
        self._value = self.graph.evaluator(self._leaf)
        self._named = case.low.t.names

    def holds(self, lit: Lit) -> bool:
        """Whether something holds in this case."""
        return self._value.holds(lit)

    def minutes(self, time: Time) -> int | None:
        """When something comes, in minutes from the attack; None if it never does."""
        for guard, term in time:
            if self.holds(guard):
                return self.at(term.var) + term.plus
        return None

    def at(self, var: str) -> int:
        """The minute of a time variable; any, if its event does not take place."""
        found = self.times.get(var)
        if found is None:
            found = self.times[var] = self._moment(var)
        return found

    def _moment(self, var: str) -> int:
        meaning = self._named.get(var)
        if meaning is None:
            return self._calendar(var)
        if isinstance(meaning, Pivot):
            return self._pivot(var, meaning)
        if isinstance(meaning, Earliest):
            return min(at for time in meaning.of if (at := self.minutes(time)) is not None)
        return self.minutes(meaning) or 0

    def _calendar(self, var: str) -> int:
        """The end of a period in months, by the calendar."""
        zero = self.low.incident.at
        for end, notice, months in self.low.memo.get("calendar", ()):
            if end == var:
                return add_months(zero + self.at(notice), months) - zero
        return 0

    def _pivot(self, var: str, pivot: Pivot) -> int:
        if self.holds(pivot.happens):
            for at in sorted({self.times[v] for v in pivot.among if v in self.times}):
                self.times[var] = at
                if self._value.copy().holds(pivot.met):
                    return at
        return 0

    def _leaf(self, key: Is | Atom | None) -> bool:
        if isinstance(key, Is):
            return self.choices.get(key.choice, 0) == key.value
        if isinstance(key, Atom):
            return self.at(key.u) - self.at(key.v) <= key.c
        return True
