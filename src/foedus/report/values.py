"""What a report is made from: results as plain values, computed elsewhere."""

from typing import TYPE_CHECKING

from msgspec import Struct

from foedus.base import Source
from foedus.model import Answer, Draft, Record, Timeline
from foedus.model.readings import Readings

if TYPE_CHECKING:
    from foedus.check.overview import Overview
    from foedus.ledger.claims import Claim
    from foedus.ledger.standing import Standing
    from foedus.library.compare import Comparison
    from foedus.model.comparison import Comparison as Compared
    from foedus.model.ranking import Ranking


class Check(Struct, frozen=True):
    """One expectation of a timeline, and what came of it.

    holds: yes · no · unsettled · depends · unknown (not decided). got: what is so instead. line: where it is written.
    """

    text: str
    holds: str
    at: int | None = None
    got: str = ""
    line: int = 0
    wanted: str = "yes"

    @property
    def met(self) -> bool:
        """Whether it came out as expected."""
        return self.holds == self.wanted


class Turn(Struct, frozen=True):
    """What becomes of an incident if one open point alone is settled otherwise.

    outcome: its code then ("" for none). differs: outcome · duties (only who, what or when) · "" (nothing).
    """

    point: str
    option: str
    outcome: str
    differs: str


class Trial(Struct, frozen=True):
    """A timeline that was tested: for each expectation its lines of difference, two spaces before what is right.

    unknown: not every completion could be run; `settle` names points to settle first.
    """

    file: str
    title: str
    lines: tuple[tuple[str, ...], ...] = ()
    ok: bool = True
    unknown: bool = False
    settle: tuple[str, ...] = ()
    problem: str = ""


class Run(Struct, frozen=True):
    """A timeline and what it means under the draft.

    record: None where it could not be run; `problem` then says why, in a sentence. answers: what holds over the
    points that are left open. turns: what becomes of it if one point alone is settled otherwise. completions: how
    many were told apart; complete: whether all were run.
    """

    timeline: Timeline
    record: Record | None = None
    checks: tuple[Check, ...] = ()
    answers: tuple[Answer, ...] = ()
    completions: int = 1
    complete: bool = True
    problem: str = ""
    settle: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    turned: bool = False  # whether every point was settled otherwise, one at a time

    @property
    def failed(self) -> tuple[Check, ...]:
        """The expectations that did not come out."""
        return tuple(check for check in self.checks if not check.met and check.holds != "unknown")


class Heard(Struct, frozen=True):
    """What the parties are known to say: the table of a ledger, and the claims behind it.

    path: the ledger. claims: the confirmed ones. names: what each document is called. asks: what each issue asks.
    waiting: how many proposals nobody has reviewed.
    """

    path: str
    standing: "Standing"
    claims: "tuple[Claim, ...]"
    names: dict[int, str]
    asks: dict[str, str]
    waiting: int = 0


class Review(Struct, frozen=True):
    """All that a review shows.

    asof: the day on which it was made, as people read it. names: whether invented incidents name the guarantors.
    overview: the draft checked over every case. ranking: its open points ranked by what they decide.
    witnesses: the timelines that show its findings, by their text. readings: the draft as each party reads it, and
    with and without its secret parts, side by side. against: another draft compared with this one, and how the two
    are called.
    """

    draft: Draft
    runs: tuple[Run, ...] = ()
    sources: dict[str, Source] = {}
    asof: str = ""
    names: bool = False
    version: str = ""
    digest: str = ""
    precedents: "Comparison | None" = None
    overview: "Overview | None" = None
    witnesses: dict[str, Run] = {}
    heard: Heard | None = None
    readings: tuple[Readings, ...] = ()
    against: "Compared | None" = None
    against_names: tuple[str, str] = ("", "")
    ranking: "Ranking | None" = None
