"""The conducts under which open points are ranked: every instant follows, so that nothing but choices is left.

What a body decides is not assumed: each way to vote is counted. A power to invoke, request or consent is used by
whoever has it, for else the question of who may would be drowned by cases in which somebody else tries.
"""

from collections.abc import Mapping

from msgspec import Struct

from foedus.base import HOUR
from foedus.cases.conduct import Conduct
from foedus.cases.times import NEVER, Time
from foedus.check.conducts import BEFORE, willing
from foedus.check.latest import ASK, ASKING, SAYING, Latest
from foedus.check.view import View

_LATE = "all do what the text asks for or lets them do, as late as it lets them"
_FOR = "each member of a deciding body votes for, or not at all"
CONDUCTS = {
    "late": f"{_LATE}; {_FOR}",
    "opposed": f"{_LATE}; each member of a deciding body votes for, against, abstains or does not vote",
    "prompt": f"all do at once what the text asks for or lets them do; {_FOR}",
    "willing": "all do at once what the text asks for or lets them do, and all vote for",
    "any": f"{_LATE}, and each withdrawal, repeal, waiver or objection of which it speaks takes place or not; {_FOR}",
}
"""The conducts by name, each as the sentence that states it."""

_LOOSE = ("begin", "end")  # events of nobody's doing: they may take place or not
_HAND = ("withdraw", "repeal", "terminate", "object", "waive", "release")
_PAUSE = 24 * HOUR  # from the opening to a vote, where the text sets no clock


class Ground(Struct, frozen=True):
    """A conduct put into the graph, and what is counted under it.

    under: the graph under the conduct. facts: the facts of the attack; procedure: the choices of parties, organs and of
    nobody that are counted; points: the open points. Whatever else may go in several ways is used by whoever can.
    """

    under: Latest
    facts: tuple[str, ...]
    procedure: tuple[str, ...]
    points: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All that is counted."""
        return (*self.facts, *self.procedure, *self.points)


def ground(view: View, name: str, only: Mapping[str, frozenset[int]] | None = None) -> Ground:
    """The graph under one of the conducts.

    Args:
        view: the draft.
        name: a key of CONDUCTS.
        only: facts of the attack with the values to which they are held.
    """
    late = name in ("late", "opposed", "any")
    base = willing(view.case)
    choices, times = dict(base.choices), dict(base.times)
    clocks: dict[str, Time] = {}
    procedure: list[str] = []
    for leaf in view.low.leaves.all.values():
        kind = leaf.ways[0].kind
        if late and kind in ASKING:
            times[leaf.var] = ASK
        if kind in SAYING:
            if late and (at := _last(view, leaf.name)):
                clocks[leaf.var] = at
                times.pop(leaf.var)
            if name != "willing":
                good = choices[leaf.name]
                choices[leaf.name] = frozenset(range(len(leaf.ways) + 1)) if name == "opposed" else good | {0}
        if name == "any" and kind in _HAND:
            choices[leaf.name] = frozenset(range(len(leaf.ways) + 1))
            times[leaf.var] = BEFORE if kind == "withdraw" else 0
        ways = choices.get(leaf.name, frozenset(range(len(leaf.ways) + 1)))
        if len(ways) > 1 and (kind in (*SAYING, *_LOOSE) or (name == "any" and kind in _HAND)):
            procedure.append(leaf.name)
    for fact in view.incident:
        values = view.graph.choices[fact].values
        choices[fact] = frozenset(
            i for i, v in enumerate(values) if v not in ("not stated", "no place stated")
        ) or frozenset(range(len(values)))
        if only and fact in only:
            choices[fact] = only[fact]
    conduct = Conduct(choices, times, CONDUCTS[name])
    facts = [n for n in view.incident if len(choices[n]) > 1]
    points = [n for n in view.points if n not in choices]
    return Ground(Latest(view.case, conduct, clocks), tuple(facts), tuple(procedure), tuple(points))


def _last(view: View, name: str) -> Time:
    """The last moment at which somebody may speak in a decision: its deadline; without one, a day after it opens."""
    t = view.low.t
    found: list[Time] = []
    first = None
    for d in view.case.decisions:
        names = {v.leaf.name for r in d.rules for v in (*r.voters, *r.consent)}
        names |= {f"decision of {r.organ}" for r in d.rules if r.organ}
        if name in names and first in (None, d.prov.id):
            first = d.prov.id
            found.append(t.given(t.exists(d.opened), d.due))
            found.append(t.given(-t.exists(d.due), t.plus(d.opened, _PAUSE)))
    return t.either(*found) if found else NEVER
