"""A draft: an instrument with its declarations, open points and sentences."""

from typing import Any

from foedus.base import When
from foedus.model.conditions import Cond
from foedus.model.events import Event, EventExpr
from foedus.model.node import Node
from foedus.model.norms import (
    Accession,
    Barred,
    Decision,
    DomesticProcess,
    Ends,
    Enters,
    Exit,
    FinalVotes,
    General,
    Lasts,
    LeavesOut,
    NeverBound,
    NoNuclear,
    Norm,
    Observes,
    Prevails,
    Reinvoke,
    Released,
    Resumes,
    Scope,
    Signed,
    Suspended,
    Tail,
    TreatyLasts,
    VoteRule,
)  # fmt: skip
from foedus.model.terms import Hole, Period, Where, Who

# ---- declarations -------------------------------------------------------------------------------


class Names(Node, frozen=True):
    """Names declared of one kind: `party Ukraine, Russia.` kind: party · state · actor · organ · measure · means ·
    event · place · purpose."""

    kind: str
    names: tuple[str, ...]
    alias: str = ""  # `"Democratic People's Republic of Korea" called North Korea`


class GroupIs(Node, frozen=True):
    """`guarantors, each a guarantor and a party, are A, B, from D` and `From D members include A`.

    change: are · include · exclude. singular: the words after `each a`. members may name other groups.
    """

    name: str
    members: tuple[Who, ...]
    singular: tuple[str, ...] = ()
    change: str = "are"
    since: When | None = None
    until: When | None = None


class MeasuresAre(Node, frozen=True):
    """`peaceful-measures are recall-envoys, break-relations.`; kind: measure · means."""

    name: str
    members: tuple[str, ...]
    kind: str = "measure"


class OrganIs(Node, frozen=True):
    """`organ Special Commission consists of the parties and the coalition.`; members None is an outside body."""

    name: str
    members: Who | None = None
    of: Who | None = None


class Relation(Node, frozen=True):
    """How a place lies: within another, or territory of, administered by, claimed by a party; dated."""

    kind: str  # within · territory · administered · claimed · recognised
    of: "Where | Who"
    since: When | None = None
    until: When | None = None


class PlaceIs(Node, frozen=True):
    """`place Hawaii within territory of United States, Pacific Area.`"""

    name: str
    relations: tuple[Relation, ...] = ()


class ActorIs(Node, frozen=True):
    """`actor ISIS is non-state, origin abroad.`"""

    name: str
    traits: tuple[str, ...] = ()
    directed_by: Who | None = None


class OpenPoint(Node, frozen=True):
    """`open decider: Ukraine | any guarantor, asks "Who decides?".`

    options: the parsed terms, all of one slot; texts: as written. By slot an option is: who, place, duration (Period),
    condition: that node; decider: Decider; scale, level, modal, silence (it has · it has not · open), role (party ·
    not-party · acknowledges · a group's name): a word; predicate: Predicate (modal "nothing", or modal and actions);
    action: Predicate with modal "" (or "nothing"); tail: bool. readers: of an `ambiguous` sentence, who reads it so
    (one an option); such a point is a meant ambiguity.
    """

    name: str
    options: tuple[Any, ...]
    texts: tuple[str, ...]
    asks: str = ""
    slot: str = ""
    readers: tuple[str, ...] = ()


class RoleIs(Node, frozen=True):
    """`Russia is ?russia-role`, `Russia is not a party`, `Russia is a guarantor`. role: party · not-party ·
    acknowledges · a group's name."""

    who: Who
    role: "str | Hole"


class Define(Node, frozen=True):
    """`armed-attack means …`. kind says what it means: event · condition · place · who."""

    name: str
    kind: str
    meaning: "EventExpr | Cond | Where | Who"
    alternatives: bool = False


class StateIs(Node, frozen=True):
    """`persisting lasts from a violation until Russia ceases fire.`"""

    name: str
    start: "EventExpr | Cond"
    end: "EventExpr | Cond | None" = None


class StandardIs(Node, frozen=True):
    """`standard sustained, judged by Special Commission [within 7 days].`"""

    name: str
    judged_by: Who
    within: Period | None = None


Declaration = (
    Names | GroupIs | MeasuresAre | OrganIs | PlaceIs | ActorIs | OpenPoint | RoleIs | Define | StateIs | StandardIs
)  # fmt: skip
Provision = (
    Norm | Decision | VoteRule | Barred | FinalVotes | Reinvoke | Scope | Prevails | NeverBound | NoNuclear | Lasts
    | General | DomesticProcess | Released | Resumes | Observes | LeavesOut | Enters | Exit | Tail | Accession
    | TreatyLasts | Suspended | Ends | Signed
)  # fmt: skip


class Sentence(Node, frozen=True):
    """One sentence with where it stands and what backs it.

    article: its label ("" outside articles). number: its place within the article, from 1. part: the title of the
    protocol, practice or understanding it belongs to ("" for the instrument itself). text: as written.
    """

    body: Declaration | Provision
    text: str = ""
    article: str = ""
    number: int = 0
    part: str = ""
    assumption: bool = False
    source: str = ""
    unverified: bool = False

    @property
    def label(self) -> str:
        """How people cite it: `article 3`, `protocol "X", article 1`, `line 12`."""
        place = (
            f"article {self.article}"
            if self.article
            else f"line {self.span.line}"
            if self.span
            else "the draft"
        )
        return f'"{self.part}", {place}' if self.part else place


class Article(Node, frozen=True):
    """An article's heading."""

    label: str
    title: str = ""
    part: str = ""


class Part(Node, frozen=True):
    """`protocol "Secret Protocol", secret, from 1939-08-25.`; kind: protocol · amendment · practice · understanding."""

    kind: str
    title: str
    secret: bool = False
    since: When | None = None
    of: str = ""  # understanding of PARTY: binds only its maker
    in_force: "Cond | EventExpr | None" = None
    replaces: tuple[str, ...] = ()  # `Instead of article 1,`


class Draft(Node, frozen=True):
    """A parsed and resolved instrument, with the instruments it uses."""

    kind: str  # treaty · statute · memorandum · declaration · agreement · gazetteer · charter · package …
    title: str
    code: str = ""  # `called KYIV`
    of: str = ""  # the maker of a statute
    status: str = ""
    source: str = ""
    file: str = ""
    articles: tuple[Article, ...] = ()
    parts: tuple[Part, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    uses: "tuple[Draft, ...]" = ()
    members: tuple[str, ...] = ()  # of a package: the codes that it loads together

    def open_points(self) -> tuple[OpenPoint, ...]:
        """The open points of this text and of the instruments it uses, in order of writing."""
        own = tuple(s.body for s in self.sentences if isinstance(s.body, OpenPoint))
        return own + tuple(p for used in self.uses for p in used.open_points())

    def everything(self) -> "tuple[Draft, ...]":
        """This draft and all that it uses, each once."""
        seen: dict[str, Draft] = {self.file or self.code: self}
        for used in self.uses:
            for one in used.everything():
                seen.setdefault(one.file or one.code, one)
        return tuple(seen.values())


# ---- timelines ---------------------------------------------------------------------------------


class Question(Node, frozen=True):
    """`always Q`, `never Q`, `whenever E, Q within D`.

    kind: always · never · whenever · is (a plain claim). within bounds the claim's duty (must) or act (does).
    """

    kind: str
    claim: Cond
    event: EventExpr | None = None
    within: Period | None = None
    parts: tuple[str, ...] = ()  # parts of the text that it reads; none is all public parts


class Given(Node, frozen=True):
    """Conduct that a question assumes: `Ukraine invokes within 24 hours`, `no guarantor votes`, `Russia may withdraw`.

    who: None is everybody. kind: of the event. how: does · not · may. value: how a vote or decision goes. when: once ·
    within · after · before (the attack) · any; period: how long, for the second to the fourth ("before" may have none).
    """

    who: Who | None
    kind: str
    how: str = "does"
    value: str = ""
    when: str = "once"
    period: Period | None = None
    of: str = ""  # the instrument, where only one is meant
    text: str = ""


class Asking(Node, frozen=True):
    """A question to all cases, with the conduct that it assumes.

    given: what differs from willing conduct. nothing: no conduct is assumed at all.
    """

    question: Question
    text: str
    given: tuple[Given, ...] = ()
    nothing: bool = False


class Questions(Node, frozen=True):
    """A file of questions: `questions "Red lines", of KYIV.` and then one question after another."""

    title: str
    of: tuple[str, ...] = ()
    askings: tuple[Asking, ...] = ()


class Expect(Node, frozen=True):
    """What is expected: facts at an instant, the outcome, or a question's answer."""

    at: int | None = None  # None: at the end
    facts: tuple[Cond, ...] = ()
    texts: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()  # CF_BINDING …; several: any of them
    questions: tuple[Question, ...] = ()
    answer: str = "yes"  # yes · no · unsettled · depends
    bearer: str = ""  # whose outcome, where it differs between bearers
    confidence: str = ""  # of an outcome: high · medium · contested
    because: str = ""


class Timeline(Node, frozen=True):
    """Dated events and what is expected of them."""

    title: str
    of: tuple[str, ...] = ()
    until: When | None = None
    choices: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()  # `with protocol "X"`: parts of the text to read besides the public ones
    events: tuple[Event, ...] = ()
    expects: tuple[Expect, ...] = ()
    declarations: tuple[Sentence, ...] = ()
    source: str = ""
    unverified: bool = False  # whether its source is somebody's memory
    file: str = ""
