"""In which completions something happens: as few words as can be, found by trying whether they suffice."""

from collections.abc import Callable, Iterator, Sequence

from foedus.cases.backends.completions import Set
from foedus.cases.conduct import Assumed
from foedus.cases.graph import TRUE, Lit
from foedus.check.view import Depends, View

Box = dict[str, frozenset[int]]


def where(view: View, a: Assumed, lit: Lit, base: Lit = TRUE) -> tuple[bool, Depends]:
    """Whether something happens in every completion in which something else does; else in which.

    Args:
        view: the draft.
        a: the conduct under which both are asked.
        lit: what happens.
        base: what must happen in the first place.

    Returns: whether always; if not, settings of open points under any of which it happens, and no other.
    """
    if view.plain(lit) and view.plain(base):
        some, here = view.completing(base), view.completing(view.graph.all(lit, base))
        if some <= here:
            return True, ()
        boxes = next(_boxes(view, some, here), None)
        if boxes is not None:
            return False, tuple(view.settings(box) for box in boxes)
    some, here = view.project(a, base, view.points), view.project(a, view.graph.all(lit, base), view.points)
    if some <= here:
        return True, ()
    return False, tuple(view.settings(cube) for cube in here.amid(some).cover(6))


def _boxes(view: View, some: Set, here: Set) -> Iterator[Sequence[Box]]:
    """Descriptions of some completions amid others that say no more and no less, the shortest first."""
    missed = some - here
    can: Box = {}
    sure: Box = {}
    used = {*here.support(), *some.support()}
    names = [n for n in view.points if n in used]
    for name in names:
        values = range(len(view.graph.choices[name].values))
        can[name] = frozenset(i for i in values if not (here & here.box({name: frozenset({i})})).is_empty)
        sure[name] = frozenset(i for i in can[name] if (missed & missed.box({name: frozenset({i})})).is_empty)
    narrow = [n for n in names if len(can[n]) < len(view.graph.choices[n].values)]

    def all_of(names: Sequence[str]) -> bool:
        return (missed & missed.box({n: can[n] for n in names})).is_empty

    def any_of(names: Sequence[str]) -> bool:
        left = here
        for n in names:
            left = left - left.box({n: sure[n]})
        return left.is_empty

    if all_of(narrow):
        yield [{n: can[n] for n in _needed(narrow, all_of)}]
    enough = [n for n in names if sure[n]]
    if enough and any_of(enough):
        yield [{n: sure[n]} for n in _needed(enough, any_of)]


def _needed(names: Sequence[str], suffice: Callable[[Sequence[str]], bool]) -> list[str]:
    """Names of which none can be left out; the last are left out first."""
    kept = list(names)
    for name in reversed(names):
        rest = [n for n in kept if n != name]
        if suffice(rest):
            kept = rest
    return kept
