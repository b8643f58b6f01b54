"""Sets of cases as few plain boxes: as few as can be, or one more, as cases show no two of which share a box."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from foedus.cases.backends.completions import Cube, Set

_SEARCH = 6  # up to how many boxes the fewest are looked for
_ORDERS = 4
_CANDIDATES = 24


def boxes(found: Set, most: int = 24) -> tuple[list[Cube], int]:
    """A set as boxes, and how few boxes could do at the least.

    Args:
        found: the set; what its domain does not allow may be in a box.
        most: stop after so many boxes; the rest is then missing.

    Returns: the boxes, and a lower bound of their number: so many cases of the set lie in no box together.
    """
    best = found.cover(most)
    least = max(1, len(apart(found, best))) if best else 0
    if least + 1 < len(best) <= _SEARCH:
        best = _fewer(found, best, least)
    return best, least


def apart(found: Set, cover: Sequence[Cube]) -> list[Mapping[str, int]]:
    """Cases of the set no two of which lie in a box that fits into it."""
    out: list[Mapping[str, int]] = []
    for k, box in enumerate(cover):
        rest = found.box(box) & found
        for j, other in enumerate(cover):
            if j != k:
                rest = rest - found.box(other)
        for case in _some(rest, 8):
            if all(not together(found, case, one) for one in out):
                out.append(case)
                break
    return out


def together(found: Set, one: Mapping[str, int], two: Mapping[str, int]) -> bool:
    """Whether two cases lie in a box that fits into the set."""
    both = {n: frozenset({one[n], two[n]}) for n in found.names}
    return (found.box(both) & ~found).is_empty


def _some(found: Set, most: int) -> Iterator[dict[str, int]]:
    rest = found
    for _ in range(most):
        case = rest.any()
        if case is None:
            return
        yield case
        rest = rest - found.box({n: frozenset({v}) for n, v in case.items()})


def _fewer(found: Set, best: list[Cube], least: int) -> list[Cube]:
    """A cover with fewer boxes, if one of widest boxes around some cases is found."""
    names = list(found.names)
    orders = [names[k:] + names[:k] for k in range(0, len(names), max(1, len(names) // _ORDERS))]
    wide: list[Cube] = list(best)
    for case in (*apart(found, best), *_some(found, 4)):
        for order in orders:
            box = found.around(case, order)
            if box not in wide:
                wide.append(box)
    wide = wide[:_CANDIDATES]
    sets = [found.box(box) for box in wide]
    for size in range(least, len(best)):
        for chosen in combinations(range(len(wide)), size):
            rest = found
            for k in chosen:
                rest = rest - sets[k]
                if rest.is_empty:
                    return [wide[k] for k in chosen]
    return best


__all__ = ["apart", "boxes", "together"]
