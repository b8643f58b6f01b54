"""The latest that each may act, as far as the text sets a clock: the conduct under which an answer comes last.

A request takes 6 hours, a finding on who attacked 24 (both assumed), unless somebody is bound to make it by some time;
a vote and such a finding take all the time that the clock allows. Every clock of a draft runs from one of these, and
none ends earlier because another event comes later; so the worst case is attained where all come last.
"""

from collections.abc import Mapping, Sequence

from foedus.base import HOUR
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.lower import CaseGraph
from foedus.cases.times import Guarded, Term, Time
from foedus.check import attributing
from foedus.check.atonce import holds
from foedus.check.view import View

ASK, FIND = 6 * HOUR, 24 * HOUR
ASKING = ("invoke", "request", "declare", "consent")
SAYING = ("vote", "decide")


class Latest(Assumed):
    """A case graph under a conduct in which some events come at times that follow from others, such as a deadline.

    Args:
        case: the case graph.
        conduct: what is assumed of the rest.
        late: times by variable.
    """

    def __init__(self, case: CaseGraph, conduct: Conduct, late: Mapping[str, Time]) -> None:
        self.late = late
        super().__init__(case, conduct)

    def _loose(self) -> list[Lit]:
        return []

    def _time(self, var: str) -> Time:
        if var not in self.late:
            return super()._time(var)
        found = self.minutes(self.late[var])
        never = -self.graph.any(*(guard for guard, _ in found))
        return tuple(o for o in (*found, Guarded(never, Term("A"))) if o.guard != FALSE)

    def at(self, view: View, time: Time, cell: Cell) -> int | None:
        """When something comes in a case, in minutes from the attack; None if it does not."""
        for guard, term in self.minutes(time):
            if holds(view, guard, cell):
                return term.plus if term.var == "A" else cell.times[term.var] + term.plus
        return None

    def filled(self, view: View, cell: Cell) -> Cell:
        """A case with the times of the late events."""
        full = view.fill(self, cell)
        times = dict(full.times)
        for var in self.late:
            times[var] = self.at(view, ((Guarded(TRUE, Term(var))),), full) or 0
        return Cell(full.choices, times)


def latest(view: View) -> Latest:
    """All do what the text asks for or lets them do, as late as it lets them."""
    return view.once("latest", lambda: _latest(view, None))


def lately(view: View, cell: Cell) -> Latest:
    """The same attack and completion as in a case; each event comes as late as it may, or not at all."""
    return _latest(view, cell, ("point", "incident"))


def late_points(view: View, cell: Cell) -> Latest:
    """The same attack, with all that happens in a case, as late as it may; only the open points are left."""
    return _latest(view, cell, ("incident", "procedure"))


def _latest(view: View, cell: Cell | None, fixed: Sequence[str] = ()) -> Latest:
    low, willing = view.low, view.willing.conduct
    times, choices = dict(willing.times), dict(willing.choices)
    late: dict[str, Time] = {}
    for leaf in low.leaves.all.values():
        kind = leaf.ways[0].kind
        if kind in ASKING:
            times[leaf.var] = ASK
        if kind in SAYING and (due := _clock(view, leaf.name)):
            late[leaf.var] = due
            times.pop(leaf.var)
        if "point" in fixed and leaf.name in choices:
            choices[leaf.name] = choices[leaf.name] | {0}
    if "attribution" in view.graph.choices and "finding" in low.leaves.all:
        labels = view.graph.choices["attribution"].values
        found = view.graph.choices["finding"].values.index("established")
        choices["attribution"] = frozenset({labels.index("not stated"), labels.index("established")})
        choices["finding"] = frozenset({0, found})
        times[low.leaves.all["finding"].var] = FIND
    text = "all do what the text asks for or lets them do, as late as it lets them"
    if cell is not None:
        facts = (n for n, c in view.graph.choices.items() if c.kind in fixed)
        choices |= {n: frozenset({cell.choices[n]}) for n in facts}
        text += ", or not at all" if "point" in fixed else ", against one attack"
    found = Latest(view.case, Conduct(choices, times, text), late)
    due = attributing.due(view)
    if not due or "finding" not in low.leaves.all:
        return found
    var = low.leaves.all["finding"].var  # whoever must find it takes all the time that the text gives
    bound = found.minutes(due)
    late[var] = (*bound, Guarded(-view.graph.any(*(guard for guard, _ in bound)), Term("A", times.pop(var))))
    return Latest(view.case, Conduct(choices, times, text), late)


def _clock(view: View, name: str) -> Time:
    """The end of the time of the decision in which somebody speaks."""
    t = view.low.t
    found: list[Time] = []
    seen: set[int] = set()
    for d in view.case.decisions:
        names = {v.leaf.name for r in d.rules for v in (*r.voters, *r.consent)}
        names |= {f"decision of {r.organ}" for r in d.rules if r.organ}
        if name in names and d.due and (not seen or d.prov.id in seen):
            seen.add(d.prov.id)
            found.append(t.given(t.exists(d.opened), d.due))
    return t.either(*found)
