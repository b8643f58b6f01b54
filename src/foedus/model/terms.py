"""Who, where, how long: the terms that sentences are made of."""

from foedus.base import Duration, When
from foedus.model.node import Node


class Hole(Node, frozen=True):
    """An open point used as a term: `?decider`. `slot` says what kind of term stands here."""

    name: str
    slot: str = ""


# ---- who ---------------------------------------------------------------------------------------


class Named(Node, frozen=True):
    """A party, state, actor, organ or group by its declared name (`Poland`, `guarantors`)."""

    name: str


class Pronoun(Node, frozen=True):
    """A role in the case at hand.

    `role` is one of: attacker, victim, that (the party the sentence speaks of: `that guarantor`, `its bearer`), other
    (`the other party`, `each other member`: all of the group but the victim or the party acted on), anyone, any-state,
    maker (the party whose statute or understanding it is), requester (who invoked or requested), signatory (any),
    in-breach (in a sentence on a breach: `that guarantor`, whom it binds or acts on).
    """

    role: str
    noun: str = ""


class Some(Node, frozen=True):
    """Members of a group, quantified: `each guarantor other than the attacker`.

    `how` is one of: each (several), a (any one, as a power or a variable), together (one joint bearer),
    any (at least one), any-else-each (`any of G and each if none does`), no, all, at-least, majority, share, several.
    `other` is true for `each other member`. `having` restricts the members (`that have ratified`).
    """

    how: str
    of: "Who"
    count: int = 0
    other: bool = False
    without: tuple["Who", ...] = ()
    having: "tuple[Node, ...]" = ()


class Several(Node, frozen=True):
    """`Poland and France` (mode "and"), `Ukraine or Poland` (mode "or")."""

    parts: tuple["Who", ...]
    mode: str = "and"


Who = Named | Pronoun | Some | Several | Hole

# ---- where --------------------------------------------------------------------------------------


class Place(Node, frozen=True):
    """A declared place, or any of a group's territories when the name is a group's."""

    name: str


class TerritoryOf(Node, frozen=True):
    """`territory of Ukraine`, `places administered by`, `places claimed by` a party; as recognised by another."""

    who: Who
    relation: str = "territory"
    recognised_by: "Who | None" = None


class PlaceTerm(Node, frozen=True):
    """A term defined to mean places (`covered-land`)."""

    name: str


class PlaceDated(Node, frozen=True):
    """A place that counts only from or until a date."""

    place: "Where"
    since: When | None = None
    until: When | None = None


class PlaceAnd(Node, frozen=True):
    """In all of these (`territory of a member in Europe`)."""

    parts: tuple["Where", ...]


class PlaceAny(Node, frozen=True):
    """In any of these."""

    parts: tuple["Where", ...]


class PlaceNot(Node, frozen=True):
    """Outside a place (`outside Crimea`, `other than Crimea`)."""

    place: "Where"


Where = Place | TerritoryOf | PlaceTerm | PlaceDated | PlaceAnd | PlaceAny | PlaceNot | Hole

# ---- how long -----------------------------------------------------------------------------------


class Period(Node, frozen=True):
    """A constant duration, or a sum of durations (`?clock + 1 day`)."""

    parts: "tuple[Duration | Hole, ...]"

    def total(self) -> tuple[int, int]:
        """Months and minutes in all. The draft must be closed (no open point left)."""
        months = minutes = 0
        for part in self.parts:
            assert isinstance(part, Duration), part
            months += part.months
            minutes += part.minutes
        return months, minutes

    @property
    def in_days(self) -> bool:
        """Whether every part counts days or more."""
        return all(isinstance(part, Duration) and part.in_days for part in self.parts)
