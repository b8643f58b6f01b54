"""One draft under several readings, completions, versions or choices of its parts, side by side."""

from msgspec import Struct

from foedus.model.comparison import Comparison
from foedus.model.record import Ref

VARIANTS = ("reading", "completion", "version", "part")
"""What makes one text several: who reads it, how its open points are settled, at what stage it is, what counts."""


class Variant(Struct, frozen=True):
    """One of the texts that a draft is read as.

    kind: one of VARIANTS. name: how it is called in sentences, `as Russia reads it`. short: its name as the head of a
    column. readers: who reads it so. settled: the points that it settles, with their options. parts: the secret parts
    that it reads. without: the public parts that it leaves out.
    """

    kind: str
    name: str
    short: str
    readers: tuple[str, ...] = ()
    settled: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Under(Struct, frozen=True):
    """What an incident comes to under one variant: the outcome, and what is not so under every variant."""

    variant: str
    outcome: str
    says: tuple[str, ...]


class Exposed(Struct, frozen=True):
    """The smallest incident found on which variants part; none of its events can be left out.

    timeline: its text, without what is expected of it. events: how many. alike: what it comes to under every variant.
    between: the variants of whose comparison it is a witness.
    """

    timeline: str
    events: int
    under: tuple[Under, ...]
    alike: tuple[str, ...]
    between: tuple[str, str]


class Held(Struct, frozen=True):
    """A provision across the variants.

    how: same (proved: what it gives rise to differs in no case) · core (what `variant` gives holds in every one, and
    others give more) · apart (it comes out otherwise, and no variant gives the least) · one (not every variant has
    it) · unknown.
    """

    ref: Ref
    how: str
    variant: str = ""


class Fares(Struct, frozen=True):
    """How somebody stands under one variant, compared with another: more bound, less bound, later, sooner, other.

    protected: it is who is helped; then the words say how much is owed to it.
    """

    who: str
    one: str
    two: str
    effects: tuple[str, ...]
    protected: bool = False


class Between(Struct, frozen=True):
    """Two variants compared: the names of both, and the comparison from the first to the second."""

    one: str
    two: str
    comparison: Comparison


class Readings(Struct, frozen=True):
    """One draft in several variants.

    equal: yes (proved: all come to the same in every case) · no · unknown. first: the incident that exposes it. holds:
    each provision that the variants share. complete: false where the budget ran out.
    """

    draft: str
    kind: str
    variants: tuple[Variant, ...]
    between: tuple[Between, ...]
    equal: str
    first: Exposed | None = None
    holds: tuple[Held, ...] = ()
    fares: tuple[Fares, ...] = ()
    complete: bool = True
    notes: tuple[str, ...] = ()
