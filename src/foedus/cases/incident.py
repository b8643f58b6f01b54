"""Which attacks a draft may meet: by whom, on whom, where, by what means, how large, how certain.

Two names, places or means that no sentence tells apart count as one: the space holds a representative of each class.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from foedus.base import DAY, HOUR, Duration, When, parse_when
from foedus.engine.prepared import Instrument, Prepared
from foedus.engine.sayings import minutes
from foedus.engine.state import Env, Run
from foedus.engine.world import group, inside, lies_in
from foedus.language.happenings import OBJECTS
from foedus.language.names import BUILTIN_MEANS
from foedus.model import (
    Decision,
    Enters,
    Exit,
    GroupIs,
    Hole,
    Named,
    Names,
    Norm,
    Pattern,
    Period,
    Place,
    PlaceIs,
    Pronoun,
    Resumes,
    Slot,
    TerritoryOf,
    Timeline,
    walk,
)  # fmt: skip
from foedus.model.events import LEVELS, SCALES

PROXY = "Armed Band"
STRANGER = "Other Attacker"
SEA = "Open Sea"
_DEFAULT = parse_when("2027-03-01 04:00").earliest  # where no date in the text says more
_ANY_STATE = ("state", "states", "signatory", "signatories")
Values = tuple[tuple[str, Any], ...]


class Among(Struct, frozen=True):
    """What the facts of an attack may be, for several texts together: who, whom, where, on what, by what means."""

    values: Mapping[str, Values]
    threats: bool = False


class Incident:
    """The attacks of a draft's case space, at one date.

    Args:
        prep: the draft, prepared.
        at: the instant of the attack; by default one at which the draft is in force.
        among: what facts may be, where more than this draft tells apart matters: another text is read beside it.
    """

    def __init__(self, prep: Prepared, at: int | None = None, among: "Among | None" = None) -> None:
        self.prep = prep
        self.among = among
        self.acting = tuple(one for one in prep.instruments if acts(one))
        self.at = at if at is not None else _date(prep, self.acting)
        self.run = Run(prep, Timeline(title=""), lambda _: 0)
        self.run.now = self.at
        self.names = self._names()
        self.strangers = (PROXY, STRANGER)
        self._values: dict[str, Values] = dict(among.values) if among is not None else {}
        self.threats = self.speaks_of("threat") or (among is not None and among.threats)

    def values(self, name: str) -> Values:
        """What a fact may be: (as people read it, as the interpreter takes it)."""
        if name not in self._values:
            self._values[name] = tuple(self._make(name))
        return self._values[name]

    def _make(self, name: str) -> Iterable[tuple[str, Any]]:
        if name == "attacker":
            return [(n, n) for n in (*self.attackers(), STRANGER)]
        if name == "victim":
            return [(n, n) for n in self.victims()]
        if name == "place":
            return self._places()
        if name == "across":
            return lines(self.values("place"), self)
        if name == "lasting":
            return lengths(self)
        if name == "object":
            return [(o, (o,)) for o in self._objects()]
        if name == "means":
            return [(m, (m,)) for m in self._means()]
        if name == "kind":
            return [("an attack", "attack"), ("a threat", "threat")]
        if name == "scale":
            return [(s, s) for s in SCALES]
        if name == "attribution":
            return [("not stated", None), *((level, level) for level in LEVELS)]
        if name == "finding":
            return [(level, level) for level in LEVELS]
        if name == "origin":
            return [("not stated", None), ("abroad", "abroad"), ("internal", "internal")]
        if name == "directed":
            return [("by itself", False), ("through others", True)]
        yes, no = {"deliberate": ("deliberate", "accidental"), "provoked": ("provoked", "not provoked")}[name]
        return [("not stated", None), (yes, True), (no, False)]

    # ---- who -----------------------------------------------------------------------------------------------------

    def _names(self) -> tuple[str, ...]:
        """The states and actors of which the texts speak, in order."""
        out: dict[str, None] = {}
        for one in self.acting:
            for name in one.party_names:
                out[name] = None
            for sentence in one.draft.sentences:
                for node in walk(sentence.body):
                    if isinstance(node, Named):
                        for name in self._members(node.name, one.index):
                            out[name] = None
            if one.draft.of:
                out[one.draft.of] = None
        return tuple(out)

    def _members(self, name: str, ins: int) -> Iterable[str]:
        if name in self.prep.organs:
            return ()
        if name in self.prep.groups or name in ("party", "parties"):
            try:
                return group(self.run, name, Env(ins, self.at)) or ()
            except Exception:  # pragma: no cover - a group whose members hang on a case
                return ()
        if name in self.prep.defines or name in self.prep.measures or name in _ANY_STATE:
            return ()
        return (name,)

    def classes(self) -> list[list[str]]:
        """The names in classes that no sentence tells apart."""
        return self._classes

    @cached_property
    def _classes(self) -> list[list[str]]:
        found: dict[Any, list[str]] = {}
        single = self.single()
        for name in self.names:
            key: Any = name if name in single else self.signature(name)
            found.setdefault(key, []).append(name)
        return list(found.values())

    def single(self) -> set[str]:
        """Names of which a sentence other than a list of members speaks."""
        out: set[str] = set()
        for one in self.acting:
            for sentence in one.draft.sentences:
                if not isinstance(sentence.body, (GroupIs, Names)):
                    out.update(n.name for n in walk(sentence.body) if isinstance(n, Named))
        return out

    def _spoken(self) -> set[str]:
        """The names of groups that a sentence other than a list of members speaks of."""
        if "spoken" not in self.run.cache:
            found: set[str] = set()
            for one in self.acting:
                for sentence in one.draft.sentences:
                    if not isinstance(sentence.body, (GroupIs, Names)):
                        found.update(n.name for n in walk(sentence.body) if isinstance(n, Named))
            self.run.cache["spoken"] = found | {"party", "parties"}
        return self.run.cache["spoken"]

    def signature(self, name: str) -> Any:
        """What the texts can tell a name by: its groups, its places, and where it lies itself."""
        spoken = self._spoken()
        groups = tuple(
            g for g in self.prep.groups if g in spoken and name in self._members(g, self.prep.groups[g][0][0])
        )
        mine = frozenset(self._owned.get(name, ()))
        return groups, mine, self._seen(name) if name in self.prep.places else None

    @cached_property
    def _owned(self) -> dict[str, set[tuple[frozenset[str], str]]]:
        """By name, what is its own: as which places it counts, and in what way it is."""
        owned: dict[str, set[tuple[frozenset[str], str]]] = {}
        for place, relations in self.prep.places.items():
            for relation in relations:
                for name in _owners(relation.of):
                    owned.setdefault(name, set()).add((self._seen(place), relation.kind))
        return owned

    def _seen(self, place: str) -> frozenset[str]:
        return lies_in(self.run, place, self.at)[0] & self.mentioned()

    def attackers(self) -> list[str]:
        """A representative or two of each class, and a state of which no text speaks where one speaks of any state."""
        return self._attackers

    @cached_property
    def _attackers(self) -> list[str]:
        if self.among is not None:
            return [label for label, _ in self.among.values["attacker"] if label != STRANGER]
        own = [name for members in self.classes() for name in members[:2]]
        third = self._third() if self.speaks_of_states() else None
        return [*own, third] if third is not None else own

    def _third(self) -> str | None:
        return next((s for s in self.prep.states if s not in self.names), None)

    def speaks_of_states(self) -> bool:
        """Whether a sentence speaks of any state: it may be an attacker that no sentence names."""
        return any(
            (isinstance(node, Named) and node.name in ("state", "states"))
            or (isinstance(node, Pronoun) and node.role == "any-state")
            for one in self.acting for sentence in one.draft.sentences for node in walk(sentence.body)
        )  # fmt: skip

    def victims(self) -> list[str]:
        """A representative of each class, and a state of which no text speaks."""
        if self.among is not None:
            return [label for label, _ in self.among.values["victim"]]
        own = [members[0] for members in self.classes()]
        third = self._third()
        return [*own, third] if third is not None else own

    # ---- where, by what means ------------------------------------------------------------------------------------

    def mentioned(self) -> frozenset[str]:
        """The places of which the acting texts speak."""
        key = "mentioned places"
        if key not in self.run.cache:
            found = {
                node.name
                for one in self.acting
                for sentence in one.draft.sentences
                if not isinstance(sentence.body, PlaceIs)
                for node in walk(sentence.body)
                if isinstance(node, Place)
            }
            self.run.cache[key] = frozenset(found)
        return self.run.cache[key]

    def _places(self) -> Iterator[tuple[str, Any]]:
        """One place for each way in which the texts tell places apart; somewhere in each territory; nowhere at all."""
        known = {*self.victims(), *self.attackers()}
        seen: set[Any] = set()
        for name in self.victims():
            yield f"territory of {name}", TerritoryOf(who=Named(name=name))
        for name in self.prep.places:
            if name in self.prep.states:
                continue
            inside, whose = lies_in(self.run, name, self.at)
            sign = (inside & self.mentioned(), frozenset(w for w in whose if w[1] in known))
            plain = len(sign[1]) == 1 and next(iter(sign[1]))[0] == "territory" and not sign[0]
            if sign not in seen and not plain and (sign[0] or sign[1]):
                seen.add(sign)
                yield name, Place(name=name)
        yield SEA, Place(name=SEA)
        yield "no place stated", None

    def fits_victim(self, place: int, victim: int) -> bool:
        """Whether a victim's territory may be attacked at a place."""
        where, name = self.values("place")[place][1], self.values("victim")[victim][1]
        if where is None:
            return True
        if isinstance(where, TerritoryOf):
            return getattr(where.who, "name", "") == name
        return any(w[1] == name for w in lies_in(self.run, where.name, self.at)[1])

    def _objects(self) -> list[str]:
        found = {w for words in self.slots("object") for w in words}
        found.add("territory")
        rest = next((o for o in OBJECTS if o not in found), None)
        return [o for o in OBJECTS if o in found or o == rest]

    def _means(self) -> list[str]:
        """The means that texts name, one of each group that they name, and one that none names."""
        flat = self.named_means()
        declared = [n for p in self.prep.of(Names) if p.body.kind == "means" for n in p.body.names]
        other = next((m for m in (*BUILTIN_MEANS, *declared) if m not in flat), None)
        return [
            *dict.fromkeys(m for m in (*declared, *sorted(flat)) if m in flat),
            *([other] if other else []),
        ]

    def named_means(self) -> set[str]:
        """The means that texts name, groups of means spelled out."""
        named = {w for words in self.slots("means") for w in words}
        return {one for word in named for one in self.prep.measures.get(word, (word,))}

    def slots(self, name: str) -> Iterator[tuple[str, ...]]:
        """The words of each slot of one name that the texts hold."""
        for one in self.acting:
            for sentence in one.draft.sentences:
                for node in walk(sentence.body):
                    if isinstance(node, Slot) and node.name == name and isinstance(node.value, tuple):
                        yield tuple(str(word) for word in node.value)

    def speaks_of(self, kind: str) -> bool:
        """Whether a text describes events of a kind."""
        return any(
            isinstance(n, Pattern) and n.kind == kind
            for one in self.acting for s in one.draft.sentences for n in walk(s.body)
        )  # fmt: skip


def lines(places: Values, *sides: Incident) -> Values:
    """What an attack may cross: of the places, one for each way in which some drafts tell lines apart."""
    asked = [
        (run, value, Env(one.index, side.at))
        for side in sides for one in side.acting for value in _of_slot(one, "across") for run in _runs(side)
    ]  # fmt: skip
    told: dict[Any, tuple[str, Any]] = {}
    for label, where in reversed(places):  # named lines come last, and are shown where others are like them
        if any(isinstance(n, Pronoun) for _, value, _ in asked for n in walk(value)):
            told[label] = label, where  # whose land it is, only a case says
        elif where is not None:
            told.setdefault(
                tuple(inside(run, where, value, env) for run, value, env in asked), (label, where)
            )
    return (("not stated", None), *(one for one in told.values() if one[1] is not None))


def lengths(*sides: Incident) -> Values:
    """How long an attack may last, as far as drafts tell: shorter than any of them asks for, or as long as one does."""
    asked = sorted({
        minutes(run, value)
        for side in sides for one in side.acting for value in _of_slot(one, "lasting") for run in _runs(side)
    })  # fmt: skip
    short = [(f"less than {_length(asked[0])}", asked[0] - 1)] if asked else []
    known = [*short, *((_length(one), one) for one in asked)]
    return (("not stated", None), *((label, Period(parts=(Duration(n, "minute"),))) for label, n in known))


def _of_slot(one: Instrument, name: str) -> Iterator[Any]:
    """The values of each slot of one name."""
    for sentence in one.draft.sentences:
        for node in walk(sentence.body):
            if isinstance(node, Slot) and node.name == name:
                yield node.value


def _runs(side: Incident) -> Iterator[Run]:
    """A run for each option that an open point may have."""
    for option in range(max((len(p.texts) for p in side.prep.points.values()), default=1)):
        run = Run(side.prep, Timeline(title=""), lambda p, k=option: min(k, len(p.texts) - 1))
        run.now = side.at
        yield run


def _length(count: int) -> str:
    unit, size = next(u for u in (("day", DAY), ("hour", HOUR), ("minute", 1)) if count % u[1] == 0)
    return f"{count // size} {unit}{'s' * (count != size)}"


def acts(one: Instrument) -> bool:
    """Whether an instrument has provisions at all (a gazetteer has none)."""
    return any(one.of(kind) for kind in (Norm, Decision, Resumes, Enters, Exit))


def _owners(of: Any) -> Iterator[str]:
    for node in walk(of):
        if isinstance(node, Named):
            yield node.name


def _date(prep: Prepared, acting: tuple[Instrument, ...]) -> int:
    """An instant at which the texts are in force: after the last date that begins something, before the first end."""
    main = [one for one in acting if one.index in prep.mains] or list(acting)
    starts = [w.latest for one in main for w in _dates(one, ("when", "since"))]
    ends = [w.earliest for one in main for w in _dates(one, ("until",))]
    ends += [
        p.body.when.earliest
        for one in main
        for p in one.provs.get("Ends", ())
        if isinstance(p.body.when, When)
    ]
    first_end = min(ends, default=None)
    begun = [s for s in starts if first_end is None or s < first_end]
    at = (max(begun) // DAY + 60) * DAY if begun else _DEFAULT
    if first_end is None and begun:  # a notice given on the first day has run out
        at += max((_longest(prep, p.body.notice) for one in main for p in one.of(Exit)), default=0)
    if first_end is not None and at >= first_end:
        at = max(begun, default=first_end - 2 * DAY) // DAY * DAY + DAY
    return max(at, _DEFAULT) if first_end is None else at


def _longest(prep: Prepared, period: Any) -> int:
    """The longest that a period may be, in minutes."""
    if isinstance(period, Hole):
        return max(_longest(prep, option) for option in prep.points[period.name].options)
    if isinstance(period, Period):
        return sum(_longest(prep, part) for part in period.parts)
    return period.minutes + period.months * 31 * DAY if isinstance(period, Duration) else 0


def _dates(one: Instrument, names: tuple[str, ...]) -> Iterator[When]:
    for kind in ("Enters", "GroupIs", "Exit", "TreatyLasts", "Suspended"):
        for prov in one.provs.get(kind, ()):
            for name in names:
                when = getattr(prov.body, name, None)
                if isinstance(when, When):
                    yield when
