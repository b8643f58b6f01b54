"""In which completions something happens: as few words as can be, found by asking whether they suffice."""

from collections.abc import Callable, Iterator, Sequence

from foedus.cases.backends.sat import Sat
from foedus.cases.conduct import Assumed
from foedus.cases.graph import TRUE, Is, Lit
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
    asked = _Asked(view, lit, base)
    if asked.plain:
        if not asked.possible(base, -lit):
            return True, ()
        boxes = next(asked.boxes(), None)
        if boxes is not None:
            return False, tuple(view.settings(box) for box in boxes)
    some, here = view.project(a, base, view.points), view.project(a, view.graph.all(lit, base), view.points)
    if some <= here:
        return True, ()
    return False, tuple(view.settings(cube) for cube in here.amid(some).cover(6))


class _Asked:
    """A question about completions that turns on open points only."""

    def __init__(self, view: View, lit: Lit, base: Lit) -> None:
        self.view, self.lit, self.base = view, lit, base
        keys = list(view.graph.leaves([lit, base]))
        choices = view.graph.choices
        self.plain = all(isinstance(k, Is) and choices[k.choice].kind == "point" for k in keys)
        names = {k.choice for k in keys if isinstance(k, Is)}
        self.names = [n for n in view.points if n in names]
        self._sat = Sat(view.graph)

    def possible(self, *lits: Lit) -> bool:
        """Whether these hold together in some completion."""
        return self._sat.possible(*lits, budget=self.view.budget)

    def boxes(self) -> Iterator[Sequence[Box]]:
        """Descriptions that say no more and no less, the shortest first."""
        g = self.view.graph
        can: Box = {}
        sure: Box = {}
        for name in self.names:
            values = range(len(g.choices[name].values))
            can[name] = frozenset(i for i in values if self.possible(self.lit, self.base, g.chosen(name, i)))
            sure[name] = frozenset(
                i for i in can[name] if not self.possible(self.base, -self.lit, g.chosen(name, i))
            )
        narrow = [n for n in self.names if len(can[n]) < len(g.choices[n].values)]

        def all_of(names: Sequence[str]) -> bool:
            return not self.possible(self.base, -self.lit, *(g.among(n, can[n]) for n in names))

        def any_of(names: Sequence[str]) -> bool:
            return not self.possible(self.base, self.lit, *(-g.among(n, sure[n]) for n in names))

        if all_of(narrow):
            yield [{n: can[n] for n in _needed(narrow, all_of)}]
        enough = [n for n in self.names if sure[n]]
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
