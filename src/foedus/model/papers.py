"""The papers that a delegation needs: the brief, the calendar, the monitors' checklist, the injects of an exercise."""

from msgspec import Struct


class Said(Struct, frozen=True):
    """Something that a paper says, with where the draft says it.

    lead: what it is about, as a label ("" is none). where: article and line. note: what a reader should add to it.
    """

    text: str
    where: str = ""
    lead: str = ""
    note: str = ""


class Topic(Struct, frozen=True):
    """A part of a paper: what it says, or why it has nothing to say."""

    name: str
    says: tuple[Said, ...] = ()
    why_empty: str = ""


class OpenQuestion(Struct, frozen=True):
    """An open point as a question. findings: how many findings of the check turn on it."""

    name: str
    asks: str
    options: tuple[str, ...]
    findings: int = 0


class Found(Struct, frozen=True):
    """A finding of the check, or several of one group of which the first is told; more: how many others."""

    code: str
    kind: str
    sentence: str
    why: str
    holds: str
    where: str
    more: int = 0
    witness: str = ""


class Brief(Struct, frozen=True):
    """What a draft does, what is open, what the check found, what is not covered."""

    does: tuple[Topic, ...]
    open: tuple[OpenQuestion, ...]
    found: tuple[Found, ...]
    uncovered: Topic
    unsaid: tuple[str, ...] = ()


class Clock(Struct, frozen=True):
    """A period or date that the draft fixes. runs_from: what it runs from; minutes: its shortest length, to sort by."""

    runs_from: str
    period: str
    who: str
    what: str
    where: str
    minutes: int = 0


class Dated(Struct, frozen=True):
    """One day of a timeline's calendar. kind: event · decision · duty · force. at: minutes since 1970.

    elapsed: minutes since the first attack, None before it or without one. state: what has become of it. exact: false
    where only the day is known.
    """

    at: int
    kind: str
    who: str
    what: str
    state: str = ""
    where: str = ""
    elapsed: int | None = None
    sure: bool = True
    exact: bool = True


class Days(Struct, frozen=True):
    """The calendar of one timeline.

    settled: how its open points were settled: name, option, whether the timeline says so. depends: what turns on those
    that it leaves open.
    """

    title: str
    days: tuple[Dated, ...]
    settled: tuple[tuple[str, str, bool], ...] = ()
    loose: tuple[Said, ...] = ()
    depends: tuple[str, ...] = ()
    problem: str = ""


class Calendar(Struct, frozen=True):
    """Who must do what by when: by the draft alone, and on the dates of each timeline."""

    clocks: tuple[Clock, ...]
    loose: tuple[Said, ...]
    timelines: tuple[Days, ...] = ()


class Watched(Struct, frozen=True):
    """A duty as monitors see it.

    observed: what is looked for. by: who observes it, ("" is nobody). due: by when. performed, breached: what counts.
    boxes: what can be ticked.
    """

    duty: str
    where: str
    observed: str
    by: str
    due: str
    performed: tuple[str, ...]
    breached: tuple[str, ...]
    boxes: tuple[str, ...]


class Checklist(Struct, frozen=True):
    """The monitors' checklist. powers: how many powers it leaves out."""

    duties: tuple[Watched, ...]
    powers: int = 0
    why_empty: str = ""


class Inject(Struct, frozen=True):
    """One step of an exercise, as the players get it.

    told: to whom it is told. news: what they are told. asks: the questions to them. exact: false where only the day is
    known.
    """

    number: int
    at: int
    elapsed: int | None
    told: str
    news: tuple[str, ...]
    asks: tuple[str, ...]
    exact: bool = True


class Key(Struct, frozen=True):
    """What the text answers to an inject, sentence by sentence, as the interpreter's record has it."""

    number: int
    says: tuple[Said, ...]
    stands: tuple[str, ...]


class Exercise(Struct, frozen=True):
    """An exercise made from a timeline.

    title: for the facilitator alone, since it may give the point away. shows: the finding that it shows ("" for none).
    """

    title: str
    file: str
    shows: str
    players: tuple[str, ...]
    settled: tuple[tuple[str, str, bool], ...]
    injects: tuple[Inject, ...]
    key: tuple[Key, ...]
    outcome: str
    depends: tuple[str, ...] = ()
    problem: str = ""


class Papers(Struct, frozen=True):
    """All papers of a draft."""

    title: str
    code: str
    kind: str
    status: str
    file: str
    digest: str
    asof: str
    at: int  # the same day, in minutes since 1970
    version: str
    lede: str
    checked: str
    brief: Brief | None  # None where it was not asked for
    calendar: Calendar
    checklist: Checklist
    exercises: tuple[Exercise, ...]
    why_no_exercise: str = ""
    anonymous: bool = False
    complete: bool = True
    notes: tuple[str, ...] = ()
