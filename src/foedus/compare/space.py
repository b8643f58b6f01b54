"""The attacks that two drafts may meet: one space that tells apart whatever either of them does."""

from collections.abc import Iterator
from typing import Any

from foedus.cases.incident import SEA, STRANGER, Among, Incident, Values, lengths, lines
from foedus.engine.prepared import Prepared
from foedus.engine.world import lies_in
from foedus.language.happenings import OBJECTS
from foedus.language.names import BUILTIN_MEANS
from foedus.model import Named, Names, Place, Pronoun, TerritoryOf, walk


def together(one: Prepared, two: Prepared, at: int | None = None) -> tuple[Among, int]:
    """What the facts of an attack may be for two drafts, and the instant at which both are looked at.

    Args:
        one, two: the drafts, prepared.
        at: the instant of the attack; by default the later of those at which either is in force.
    """
    if at is None:
        at = max(Incident(p).at for p in (one, two))
    sides = Incident(one, at), Incident(two, at)
    attackers, victims = _who(*sides)
    values: dict[str, Values] = {
        "attacker": tuple((n, n) for n in (*attackers, STRANGER)),
        "victim": tuple((n, n) for n in victims),
    }
    known = {*attackers, *victims}
    values["place"] = tuple(_places(*sides, victims, known))
    named = {o for side in sides for o in _named_objects(side)}
    rest = next((o for o in OBJECTS[1:] if o not in named), None)
    values["object"] = tuple((o, (o,)) for o in OBJECTS if o in named or o == rest)
    values["means"] = tuple((m, (m,)) for m in _means(*sides))
    values["across"], values["lasting"] = lines(values["place"], *sides), lengths(*sides)
    return Among(values, any(side.threats for side in sides)), at


def _who(a: Incident, b: Incident) -> tuple[list[str], list[str]]:
    """Representatives of those whom neither draft tells apart: two attackers and a victim of each class."""
    single = a.single() | b.single()
    found: dict[Any, list[str]] = {}
    for name in dict.fromkeys((*a.names, *b.names)):
        key: Any = name if name in single else (a.signature(name), b.signature(name))
        found.setdefault(key, []).append(name)
    spoken = {*a.names, *b.names}
    states = dict.fromkeys((*a.prep.states, *b.prep.states))
    third = [s for s in states if s not in spoken][:1]
    attackers = [n for row in found.values() for n in row[:2]]
    if any(side.speaks_of_states() or _of_any_state(side) for side in (a, b)):
        attackers += third
    return attackers, [*(row[0] for row in found.values()), *third]


def _of_any_state(side: Incident) -> bool:
    """Whether a sentence speaks of `any state`: a state that no sentence names may attack, too."""
    bodies = (s.body for one in side.prep.instruments for s in one.draft.sentences)
    return any(isinstance(n, Pronoun) and n.role == "any-state" for body in bodies for n in walk(body))


def _places(a: Incident, b: Incident, victims: list[str], known: set[str]) -> Iterator[tuple[str, Any]]:
    seen: set[Any] = set()
    for name in victims:
        yield f"territory of {name}", TerritoryOf(who=Named(name=name))
    for name in dict.fromkeys((*a.prep.places, *b.prep.places)):
        if name in a.prep.states or name in b.prep.states:
            continue
        marks: list[Any] = []
        for side in (a, b):
            inside, whose = lies_in(side.run, name, side.at)
            marks.append((inside & side.mentioned(), frozenset(w for w in whose if w[1] in known)))
        plain = all(len(w) == 1 and next(iter(w))[0] == "territory" and not m for m, w in marks)
        sign = tuple(marks)
        if sign not in seen and not plain and any(m or w for m, w in marks):
            seen.add(sign)
            yield name, Place(name=name)
    yield SEA, Place(name=SEA)
    yield "no place stated", None


def _named_objects(side: Incident) -> Iterator[str]:
    for words in side.slots("object"):
        yield from words
    yield "territory"


def _means(a: Incident, b: Incident) -> Iterator[str]:
    flat = a.named_means() | b.named_means()
    declared = [n for s in (a, b) for p in s.prep.of(Names) if p.body.kind == "means" for n in p.body.names]
    yield from dict.fromkeys(m for m in (*declared, *sorted(flat)) if m in flat)
    other = next((m for m in (*BUILTIN_MEANS, *declared) if m not in flat), None)
    if other:
        yield other


__all__ = ["together"]
