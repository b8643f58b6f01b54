"""Descriptions of events, as drafts use them, and dated events, as timelines hold them."""

from foedus.base import When
from foedus.model.node import Node
from foedus.model.terms import Hole, Period, Where, Who

SCALES = ("below-threshold", "limited", "full-scale")
LEVELS = ("none", "suspected", "established")
KINDS = (
    "attack", "threat", "attribute", "request", "invoke", "vote", "act", "sign", "ratify", "accede", "withdraw",
    "waive", "object", "consent", "declare", "enact", "repeal", "report", "decide", "find", "begin", "end", "suspend",
    "resume", "terminate", "release", "refuse-access", "give-access",
)  # fmt: skip


class Slot(Node, frozen=True):
    """One thing said of an event.

    name: by · directed-by · on · object · in · across · means · scale · origin · deliberate · provoked · lasting ·
    attribution · instrument · article · measure · for · to · from · purpose · under · case · value · decision · text ·
    standard · event · name.
    op: is · not · at-least · at-most · or-directed (for `by`: `by Russia, or by persons Russia directs`).
    value: a Who, a Where, a tuple of words, a word, a bool, a Period or an event description, by the slot's name.
    """

    name: str
    value: "Who | Where | Period | EventExpr | tuple[str, ...] | str | bool | int | When | None"
    op: str = "is"


class Pattern(Node, frozen=True):
    """Events of one kind that fit all slots: `a limited or larger attack by anyone on a member in covered-land`."""

    kind: str
    slots: tuple[Slot, ...] = ()
    first: bool = False  # `the first …`: only the first that fits


class TermEvent(Node, frozen=True):
    """Events that fit a defined term, with further slots: `an armed-attack`, `a violation of scale ?wider or more`."""

    name: str
    slots: tuple[Slot, ...] = ()
    first: bool = False


class AnyEvent(Node, frozen=True):
    """Events that fit any of these: `an attack or a threat …`, `any of (a) …; (b) …`."""

    parts: tuple["EventExpr", ...]


class Series(Node, frozen=True):
    """`a series of at least 10 limited attacks within 7 days, found by Special Commission`: one occurrence, found."""

    count: int
    of: "EventExpr"
    within: Period | None
    found_by: Who | None


class BreachOf(Node, frozen=True):
    """`a breach of article 4 [of RUSLAW] [by X]`: of its provisions other than consequences. No article: any."""

    articles: tuple[str, ...]
    instrument: str = ""
    by: Who | None = None


class DecisionEvent(Node, frozen=True):
    """`the decision`, `adoption`: the instant a decision of this instrument is taken. outcome: adopted · rejected ·
    lapsed · any."""

    outcome: str = "adopted"
    decider: Who | None = None
    article: str = ""


class StateEvent(Node, frozen=True):
    """The start or end of a state, force or access: `the end of ceasefire-in-force`, `entry into force`."""

    name: str
    edge: str = "start"  # start · end


EventExpr = Pattern | TermEvent | AnyEvent | Series | BreachOf | DecisionEvent | StateEvent | Hole


class Event(Node, frozen=True):
    """A dated fact of a timeline."""

    kind: str
    when: When
    slots: tuple[Slot, ...] = ()
    until: When | None = None  # `from D until D:` a lasting event
    omitted: bool = False  # `PARTY does not …`
    name: str = ""  # `called "…"`
    order: int = 0  # place in the timeline as written

    def get(self, name: str) -> object:
        """The value of a slot, or None if nothing is said of it."""
        for slot in self.slots:
            if slot.name == name:
                return slot.value
        return None
