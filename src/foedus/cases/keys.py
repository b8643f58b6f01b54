"""What the nodes of the case graph are: choices made, comparisons of times, joint conditions and counts."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

Lit = int  # a node, or with a minus sign its negation
Stands = Sequence[tuple[Lit, tuple[str, int]]]  # a time: conditions, each with minutes after a time variable
TRUE: Lit = 1
FALSE: Lit = -1


class Is(NamedTuple):
    """A choice has its value number `value`; choices of two values use number 1 only."""

    choice: str
    value: int


class Atom(NamedTuple):
    """`u - v <= c`, in whole minutes; `u < v` as words, so that each comparison has one form."""

    u: str
    v: str
    c: int


class AllOf(NamedTuple):
    """All of these hold."""

    parts: tuple[Lit, ...]


class AtLeast(NamedTuple):
    """At least so many of these hold (a count of votes); kept whole so that a backend can count."""

    need: int
    parts: tuple[Lit, ...]


Key = Is | Atom | AllOf | AtLeast | None


class Choice(Struct, frozen=True):
    """A discrete variable: a fact of the incident, a vote, whether an event takes place, an open point.

    name: `?clock` for an open point. values: what it may be, as people read them. kind: point · incident · procedure.
    group: whose it is, so that a backend can keep one party's choices together.
    """

    name: str
    values: tuple[str, ...]
    kind: str
    group: str = ""
