"""The outcome of every case under every completion, as diagrams: what the ranking counts."""

from collections.abc import Iterable

from foedus.cases.backends.diagrams import Node
from foedus.cases.graph import Is, Lit
from foedus.check.view import View
from foedus.compare.ranking.conducts import Ground
from foedus.compare.ranking.measure import Space
from foedus.compare.ranking.outcome import LEVELS, Owed, bits, by, owed
from foedus.model import Hole, OpenPoint, walk


class Table:
    """The rows of a draft's outcome over facts of the attack × procedure × completions.

    Args:
        view: the draft.
        on: the conduct.
        budget: seconds for all diagrams.
        also: conditions on attacks that will be asked about besides.
    """

    def __init__(self, view: View, on: Ground, budget: float | None, also: Iterable[Lit] = ()) -> None:
        self.view, self.on = view, on
        self.found: list[Owed] = owed(view, on)
        rows = bits(view, self.found)
        order = _order(view, on, [on.under.domain, *rows.exact, *also])
        conduct, choices = on.under.conduct, view.graph.choices
        values = {n: sorted(conduct.choices.get(n, range(len(choices[n].values)))) for n in order}
        self.space = Space(view.graph, values, budget)
        self._free = [n for n in order if n not in on.names]
        self.facts = [n for n in on.facts if n in values]
        self.points = [n for n in on.points if n in values]
        self.domain = self.space.some(self._free, self.space.node(on.under.domain))
        self.exact = self._sets(rows.exact)
        self.least = self._sets(rows.least)
        self.levels = {name: self._set(rows.levels[name]) for name in LEVELS}
        self._own = self._set(rows.own)
        self.instants = sorted({t.plus for one in self.found if _binds(one) for _, t in one.moments})
        g = view.graph
        self.due = [
            self._set(g.any(*(by(view, one, at) for one in self.found if _binds(one))))
            for at in self.instants
        ]

    def _sets(self, lits: tuple[int, ...]) -> list[Node]:
        """The cases in which each of these holds; those that are everywhere alike once."""
        return list(dict.fromkeys(self._set(lit) for lit in lits))

    def _set(self, lit: int) -> Node:
        node = self.space.node(self.view.graph.all(self.on.under.domain, lit))
        return self.space.some(self._free, node)

    def attacks(self, cases: Node | None = None) -> Node:
        """The kinds of attack of a set of cases; of all cases that there are."""
        others = [n for n in self.space.values if n not in self.facts]
        return self.space.some(others, self.domain if cases is None else cases)

    def live(self) -> Node:
        """The kinds of attack that some completion answers by itself, however the procedure goes."""
        return self.attacks(self._own)


def _binds(one: Owed) -> bool:
    return one.content > 1 and one.strength == "must"


def _order(view: View, on: Ground, lits: list[int]) -> list[str]:
    """The choices on which something hangs, in an order that keeps diagrams small.

    Facts first; then points as the text uses them, those of entry and exit ahead of the others; the votes, party by
    party, behind the point that says who decides, so that what comes after them sees only how the decision went.
    """
    used = {key.choice for key in view.graph.leaves(lits) if isinstance(key, Is)}
    place: dict[str, int] = {}
    for prov in view.low.prep.of(OpenPoint):
        place.setdefault(f"?{prov.body.name}", len(place))
    status = _of_status(view)
    points = sorted(on.points, key=lambda n: (n not in status, place.get(n, len(place))))
    deciders = [n for n in points if view.low.prep.points[n[1:]].slot == "decider"]
    rest = [n for n in view.graph.choices if n in used and n not in on.names]
    cut = points.index(deciders[0]) + 1 if deciders else 0
    groups = list(dict.fromkeys(view.graph.choices[n].group for n in on.procedure))
    procedure = sorted(on.procedure, key=lambda n: groups.index(view.graph.choices[n].group))
    order = (*on.facts, *points[:cut], *rest, *procedure, *points[cut:])
    return [n for n in order if n in used]


def _of_status(view: View) -> set[str]:
    """The points of which only sentences on entry, exit and duration speak."""
    status: set[str] = set()
    others: set[str] = set()
    for kind, provs in view.low.prep.others.items():
        for prov in provs:
            names = {f"?{node.name}" for node in walk(prov.body) if isinstance(node, Hole)}
            (status if kind in _STATUS else others).update(names)
    return status - others


_STATUS = ("Enters", "Exit", "TreatyLasts", "Tail", "Ends", "Suspended")
