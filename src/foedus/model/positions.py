"""What parties want of a draft: red lines, stances on its open points, preferences; each with its source and voice."""

from foedus.base import When
from foedus.model.draft import Question
from foedus.model.node import Node
from foedus.model.voices import Voice


class RedLine(Node, frozen=True):
    """`red line: never, Russia owes use-force`: what must hold of every text that the party would sign."""

    question: Question


class Stand(Node, frozen=True):
    """`rejects decider = unanimity of guarantors`, `reserves on clock`.

    stance: reject · reserve · open · positive · accept_weak · offer · accept · demand. option: as the draft writes it,
    or empty where the words name none. condition: the words of the condition, or empty.
    """

    stance: str
    point: str
    option: str = ""
    condition: str = ""


class Prefers(Node, frozen=True):
    """`prefers clock: 24 hours over 72 hours`; the best option first."""

    point: str
    options: tuple[str, ...]


class Weighs(Node, frozen=True):
    """`weighs decider between 0.3 and 0.5`: the share of the whole that the point has for the party."""

    point: str
    low: float
    high: float


class Held(Node, frozen=True):
    """One sentence of a positions file. voice: assumed where no source stands behind it. dated: when it was said."""

    body: RedLine | Stand | Prefers | Weighs
    text: str
    voice: Voice = "assumed"
    source: str = ""
    unverified: bool = False
    dated: When | None = None


class PositionsOf(Node, frozen=True):
    """`positions of Poland, on KYIV.` and the sentences up to the next party."""

    party: str
    held: tuple[Held, ...] = ()


class Positions(Node, frozen=True):
    """A positions file. of: the codes of the drafts that it is on."""

    of: tuple[str, ...] = ()
    parties: tuple[PositionsOf, ...] = ()
    file: str = ""
