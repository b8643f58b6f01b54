"""Whether the case space holds a representative of each attack: whoever attacks whom, wherever and by whatever means.

Attacks are told to the interpreter with every name, place, means and object there is, not with those that the lowering
chose. What comes of each must come of an attack of the case space, too, up to names that no sentence names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from foedus.base import When
from foedus.cases.incident import PROXY, SEA, STRANGER
from foedus.cases.lower import CaseGraph
from foedus.engine.prepared import Prepared
from foedus.engine.run import execute
from foedus.language.happenings import OBJECTS
from foedus.language.names import BUILTIN_MEANS
from foedus.model import Event, GroupIs, Named, Names, OpenPoint, Place, Slot, TerritoryOf, Timeline, walk
from tests.cases.agreement import DAY, HORIZON, Bench, run_decisions, run_duties, run_standing

UNNAMED = "Nowhereland"
Outcome = frozenset[Any]


class Attack(NamedTuple):
    """An attack: by whom, on whom, where, on what of it, by what means."""

    by: str
    on: str
    where: Any = None
    thing: tuple[str, ...] = ()
    means: tuple[str, ...] = ()

    def event(self, at: int) -> Event:
        slots = [
            Slot(name="by", value=Named(name=self.by)), Slot(name="on", value=Named(name=self.on)),
            Slot(name="scale", value="full-scale"), Slot(name="attribution", value="established"),
            Slot(name="deliberate", value=True), Slot(name="provoked", value=False),
        ]  # fmt: skip
        for name, value in (("in", self.where), ("object", self.thing), ("means", self.means)):
            if value:
                slots.append(Slot(name=name, value=value))
        return Event(kind="attack", when=When(at, at), slots=tuple(slots))


def missing(of: Bench, case: CaseGraph) -> list[Attack]:
    """Attacks of which comes what comes of no attack of the case space."""
    known = {what_comes(of, one) for one in chosen(of, case)}
    return [one for one in told(of) if what_comes(of, one) not in known]


def told(of: Bench) -> Iterator[Attack]:
    """Attacks with all there is."""
    prep = of.prep
    names = [*_names(prep), UNNAMED]
    places = [None, Place(name=SEA), *(Place(name=p) for p in prep.places)]
    declared = [n for p in prep.of(Names) if p.body.kind == "means" for n in p.body.names]
    yield from _attacks([*names, STRANGER], names, places, OBJECTS, [*BUILTIN_MEANS, *declared])


def chosen(of: Bench, case: CaseGraph) -> Iterator[Attack]:
    """Attacks with what the lowering chose."""
    values = case.low.incident.values
    places = [v for _, v in values("place") if not isinstance(v, TerritoryOf)]
    whose = [v.who.name for _, v in values("place") if isinstance(v, TerritoryOf)]
    victims = [v for _, v in values("victim")]
    means = [m for _, (m,) in values("means")]
    things = [o for _, (o,) in values("object")]
    for one in _attacks([v for _, v in values("attacker")], victims, places, things, means):
        if not isinstance(one.where, TerritoryOf) or one.where.who.name in whose:
            yield one


def _attacks(
    attackers: Iterable[str], victims: Iterable[str], places: Iterable[Any], things: Iterable[str],
    means: Iterable[str],
) -> Iterator[Attack]:  # fmt: skip
    """Whoever attacks whom; and, of an attack by the first of them, all else by itself."""
    attackers, victims = list(attackers), list(victims)
    for by in attackers:
        yield from (Attack(by, on) for on in victims if on != by)
    for on in victims:
        by = next(one for one in attackers if one != on)
        yield from (Attack(by, on, where) for where in (*places, TerritoryOf(who=Named(name=on))))
        yield from (Attack(by, on, None, (thing,)) for thing in things)
        yield from (Attack(by, on, None, (), (one,)) for one in means)


def what_comes(of: Bench, one: Attack) -> Outcome:
    """What the interpreter says of it, once all have ratified; of those that no sentence names, how many there are."""
    case = of.case
    at = case.low.incident.at
    early = at - 200 * DAY
    parties = case.low.incident.acting[0].party_names
    code = case.low.code(0)
    events = [
        Event(kind="ratify", when=When(early, early),
              slots=(Slot(name="by", value=Named(name=n)), Slot(name="instrument", value=code)))
        for n in parties
    ]  # fmt: skip
    events.append(one.event(at))
    draft = case.low.prep.draft
    line = Timeline(
        title="",
        of=(draft.code or draft.title,),
        events=tuple(events),
        until=When(at + HORIZON, at + HORIZON),
    )
    state = execute(of.prep, line, _last)
    rows = (*run_decisions(state, case), *run_duties(state, case), *run_standing(state, case))
    singly = _singly(of.prep)

    def role(name: str) -> str:
        if name in (one.by, one.on):
            return "attacker" if name == one.by else "victim"
        return name if name in singly else "another"

    plain = (tuple(_renamed(part, role) for part in row) for row in rows)
    return frozenset(Counter(plain).items())


def _renamed(part: Any, role: Any) -> Any:
    return tuple(sorted(Counter(map(role, part)).items())) if isinstance(part, frozenset) else part


def _last(point: OpenPoint) -> int:
    return len(point.texts) - 1


def _names(prep: Prepared) -> list[str]:
    """The parties and states that the draft declares."""
    mine = prep.instruments[0]
    return list(dict.fromkeys((*mine.party_names, *(n for n in prep.states if n != PROXY))))


def _singly(prep: Prepared) -> set[str]:
    """Names of which a sentence other than a list of members speaks."""
    bodies = [s.body for s in prep.draft.sentences if not isinstance(s.body, (GroupIs, Names))]
    return {n.name for body in bodies for n in walk(body) if isinstance(n, Named)}
