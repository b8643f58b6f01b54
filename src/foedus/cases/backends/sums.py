"""Sums over parties, each sum with the cases in which it comes about, added up party by party."""

from collections.abc import Mapping, Sequence

from foedus.cases.backends.diagrams import Diagrams, Node

Rows = dict[int, Node]  # by packed sums
_WIDTH = 16  # binary places of a sum in a packed number; the highest stays free, to compare all sums at once


def pack(sums: Sequence[int]) -> int:
    """Several small numbers as one: added, cut and compared all at once."""
    number = 0
    for value in sums:
        if value >= 1 << _WIDTH - 1:
            raise ValueError(f"a count of {value} is beyond what is meant to be counted")
        number = number << _WIDTH | value
    return number


class Run:
    """Adds up what is to reach some bounds.

    Args:
        diagrams: of the cases.
        bounds: what the sums are to be at least; several such, each a question of its own.
    """

    def __init__(self, diagrams: Diagrams, bounds: Sequence[Sequence[int]]) -> None:
        self._dia = diagrams
        self._bounds = [pack(one) for one in bounds]
        self._highest = pack([max(one) for one in zip(*bounds)])
        self._free = pack([0] * len(bounds[0]))
        for _ in bounds[0]:
            self._free = self._free << _WIDTH | 1 << _WIDTH - 1

    def step(self, rows: Rows, table: Mapping[int, Node], left: int) -> Rows:
        """After one more party, when those to come can add so much at the most.

        What is beyond reach of all bounds is dropped; what exceeds the highest is cut down to it.
        """
        false, free, highest = self._dia.false, self._free, self._highest
        new: Rows = {}
        kept: dict[int, int] = {}  # sums, and what becomes of them; -1 for those out of reach
        for k, f in rows.items():
            for add, g in table.items():
                to = kept.get(k + add)
                if to is None:
                    to = k + add
                    enough = ((to | free) - highest) & free
                    mask = enough - (enough >> _WIDTH - 1)
                    far = to + left
                    to = to & ~mask | highest & mask if self._reaches(far) else -1
                    kept[k + add] = to
                if to >= 0:
                    both = f & g
                    if both != false:
                        new[to] = new[to] | both if to in new else both
        self._dia.check()
        return new

    def _reaches(self, sums: int) -> bool:
        free = self._free
        sums |= free
        return any((sums - bound) & free == free for bound in self._bounds)

    def undominated(self, rows: Mapping[int, Node]) -> Rows:
        """Without what another row does as well or better in every sum.

        Worth its while for what one party can add; of sums of such rows few are then dominated.
        """
        false, free = self._dia.false, self._free
        kept: Rows = {}
        above: list[tuple[int, Node]] = []
        for k in sorted(rows, reverse=True):
            f = rows[k]
            for g in [g for other, g in above if (other - k) & free == free]:
                f = f & ~g
                if f == false:
                    break
            else:
                kept[k] = f
                above.append((k | free, f))
        return kept

    def answers(self, rows: Rows) -> list[Node]:
        """When each of the bounds is reached, once all parties are added."""
        free = self._free
        return [
            self._dia.any([f for k, f in rows.items() if ((k | free) - bound) & free == free])
            for bound in self._bounds
        ]
