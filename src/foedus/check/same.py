"""Options that come to the same: in every case, whichever is chosen, everything ends alike at the same instants.

Two options are first told apart under a conduct with fixed instants, which is fast and finds nearly every difference. Of
those that are left, equality is proved: both are put into the whole graph, and a case is sought in which something comes
out differently.
"""

from collections.abc import Iterator, Sequence

from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.conduct import Assumed
from foedus.cases.graph import FALSE, TRUE, Atom, Is, Lit
from foedus.cases.times import Time
from foedus.check.view import View
from foedus.check.witnesses import lenient

_SECONDS = 3.0
_ENDS = ("performed", "waived", "excused", "lapsed", "breached")


def same_options(view: View, name: str) -> list[frozenset[int]]:
    """Groups of options of an open point that come to the same in every case, each of two or more.

    Raises:
        OutOfBudgetError: the seconds were not enough to prove it.
    """
    size = len(view.graph.choices[name].values)
    groups: list[list[int]] = []
    for value in range(size):
        home = next((g for g in groups if _same(view, name, g[0], value)), None)
        if home is None:
            groups.append([value])
        else:
            home.append(value)
    return [frozenset(g) for g in groups if len(g) > 1]


def _same(view: View, name: str, one: int, two: int) -> bool:
    """Whether two options come to the same: not told apart under a conduct, and proved in general."""
    for assumed in (view.willing, lenient(view)):
        seen = view.once(("seen", assumed.conduct.text), lambda a=assumed: list(_seen(view, a)))
        if _differ(view, [assumed.domain, *seen], name, one, two, {}):
            return False
    return not _differ(view, [view.domain, *_observed(view)], name, one, two, _derived(view))


def _derived(view: View) -> dict[str, str]:
    """The times that follow from others, each with a name for a second copy of it."""
    names = {*view.t.domain, *(var for var, _ in view.t.names)}
    return {var: f"{var} (2)" for var in names}


def _differ(view: View, roots: Sequence[Lit], name: str, one: int, two: int, second: dict[str, str]) -> bool:
    """Whether a case exists in which, with two options of a point, something comes out differently.

    Args:
        view: the draft.
        roots: what each case meets, and what is observed.
        name: the point.
        one: an option of it.
        two: another.
        second: times that follow from others, by the name of a second copy of each.
    """
    g = view.graph
    left, right = _put(view, roots, name, one, {}), _put(view, roots, name, two, second)
    if left == right:
        return False
    apart = [g.no(g.same(x, y)) for x, y in zip(left[1:], right[1:], strict=True) if x != y]
    found = view.sat.solve(left[0], right[0], g.any(*apart), budget=_SECONDS) if apart else None
    return found is not None


def _put(view: View, roots: Sequence[Lit], name: str, value: int, second: dict[str, str]) -> list[Lit]:
    """The same with an option put in for its point, and with second copies of some times."""
    g = view.graph
    size = len(g.choices[name].values)

    def leaf(key: Is | Atom) -> Lit:
        if isinstance(key, Is):
            if key.choice != name:
                return g.chosen(key.choice, key.value)
            return TRUE if key.value == value else FALSE
        return g.within(second.get(key.u, key.u), second.get(key.v, key.v), key.c)

    _ = size
    return g.map(list(roots), leaf)


def _seen(view: View, a: Assumed) -> Iterator[Lit]:
    """What is owed from when until when, and how decisions end, under a conduct with fixed instants."""
    for guard, time in _times(view):
        held = a.lit(guard)
        for lit, _ in a.minutes(time):
            yield view.graph.all(held, lit)


def _observed(view: View) -> list[Lit]:
    """Everything that can be seen of a case: what is owed from when until when, how it ends, how decisions end."""
    g, t = view.graph, view.t
    out: list[Lit] = []
    for number, (guard, time) in enumerate(_times(view)):
        var = f"seen {number}"
        out.append(g.all(guard, t.exists(time)))
        g.times.setdefault(var, "")
        out.append(g.any(*(g.all(guard, lit, t.term_le(term, t.at(var)[0].term)) for lit, term in time)))
    return out


def _times(view: View) -> Iterator[tuple[Lit, Time]]:
    for duty in view.case.duties:
        for form in duty.forms:
            yield form.guard, duty.arises
            yield form.guard, duty.due
        for status in _ENDS:
            yield TRUE, duty.end(status)
    for d in view.case.decisions:
        for time in (d.opened, d.due, d.voted, d.refused, d.lapsed, d.default_yes, d.default_no, d.void):
            yield TRUE, time


__all__ = ["OutOfBudgetError", "same_options"]
