"""The state of one run: facts, cases, decisions, duties, force. Lives and dies with the run."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from heapq import heappush
from itertools import count
from typing import Any, NamedTuple, cast

from msgspec import Struct

from foedus.engine.kleene import Truth
from foedus.engine.prepared import Instrument, Prepared, Prov
from foedus.model import LEVELS, Change, Define, Duty, Event, Hole, OpenPoint, Part, Ref, Timeline, Vote

Pick = Callable[[OpenPoint], int]


class PointOpen(Exception):
    """A run met an open point that nobody settled."""

    def __init__(self, point: OpenPoint) -> None:
        super().__init__(f"{point.name} is open: it may be {' | '.join(point.texts)}")
        self.point = point


class LoopError(Exception):
    """Something would change twice at one instant."""

    def __init__(self, at: int, refs: tuple[Ref, ...], what: str) -> None:
        where = "; ".join(f"{ref.label}: {ref.text}" if ref.text else ref.label for ref in refs)
        super().__init__(f"{what} would change twice at one instant ({where})")
        self.at = at
        self.refs = refs


class Moment(NamedTuple):
    """An instant, and whether it stems from an event of which only the date is known."""

    at: int
    day: bool = False


class Env(NamedTuple):
    """What a phrase is read against: instrument, instant, case, the party spoken of, and whose reading it is.

    In a sentence on a breach also who is in breach, and whom `each other party` leaves out.
    """

    ins: int
    at: int
    case: "Case | None" = None
    that: str = ""
    maker: str = ""
    fault: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()

    @property
    def group_at(self) -> int:
        """When groups are read: at the attack, if there is a case."""
        return self.case.at if self.case is not None else self.at


class Noticing(Env):
    """A reading that notices whether anything looks at the party spoken of: if not, it is the same for every party."""

    __slots__ = ()
    _looks = count()  # only ever grows, so that two readings at once may at most take a look for their own

    @property
    def that(self) -> str:  # type: ignore[override]
        """The party spoken of."""
        next(self._looks)
        return self[3]

    @classmethod
    def mark(cls) -> int:
        """A number that is the next after the last mark if nobody was looked at since."""
        return next(cls._looks)


class Hap(Struct, eq=False):
    """Something that happened: an event of the timeline, or what follows from events (a decision, a breach …)."""

    id: int
    kind: str
    at: int
    day: bool
    event: Event | None = None
    case: "Case | None" = None
    ins: int = -1
    name: str = ""
    edges: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    change: int = -1
    source: "DecisionRun | DutyRun | None" = None
    sure: bool = True
    basis: "tuple[tuple[Any, Hap, int], ...]" = ()  # descriptions on which it rests (of an invocation)


class Case(Struct, eq=False):
    """An attack (or another event that a provision answers) and what is found about it."""

    index: int
    hap: Hap
    at: int
    day: bool
    event: Event | None
    by: tuple[str, ...]
    directed: tuple[str, ...]
    on: tuple[str, ...]
    attack: bool
    found: dict[str, str] = {}
    version: int = 0
    fits: list[Truth] = []

    def attributed(self, name: str, standard: str = "established") -> Truth:
        """Whether the attack is a party's, at a standard of attribution."""
        if not self.attack:
            return name in self.by or name in self.directed
        level = self.found.get(name)
        if level is None:
            if name in self.by or name in self.directed:
                return None
            return None if not self.by and "established" not in self.found.values() else False
        if level == "none":
            return False
        return True if LEVELS.index(level) >= LEVELS.index(standard) else None

    def suspects(self) -> tuple[str, ...]:
        """All who may have made or directed the attack."""
        return tuple(dict.fromkeys((*self.by, *self.directed, *self.found)))


class Interval(Struct, eq=False):
    """When something holds, both ends included."""

    since: int
    until: int | None = None
    why: str = ""
    towards: str = ""

    def holds(self, at: int) -> bool:
        """Whether it holds at an instant."""
        return self.since <= at and (self.until is None or at <= self.until)


class Instance(Struct, eq=False):
    """A trigger that fired, and the descriptions on which that rests: `lost` if one is settled false later."""

    case: Case | None
    since: Moment
    haps: tuple[Hap, ...] = ()
    basis: tuple[tuple[Any, Hap, int], ...] = ()  # description, happening, instrument
    because: tuple[int, ...] = ()

    @property
    def fault(self) -> tuple[str, ...]:
        """Who is in breach, where a breach set it off."""
        return tuple(dict.fromkeys(n for hap in self.haps if hap.kind == "breach" for n in hap.who))


class DecisionRun(Struct, eq=False):
    """A decision of one case."""

    key: str
    prov: Prov
    rule: Any  # Decider, after an organ's own rule is found; None for an outside body
    body: Any
    case: Case | None
    instance: Instance
    electorate: tuple[str, ...]
    need: int
    opened: Moment
    due: int | None
    status: str = "open"
    closed: int | None = None
    votes: list[Vote] = []
    values: dict[str, tuple[str, int]] = {}  # voter -> value, change
    picks: dict[str, str] = {}  # voter -> measure
    proposed: bool = False  # whether anybody has voted for it; who consents, consents to what others are for
    seen: set[int] = set()
    taken: tuple[str, ...] = ()
    by_default: bool = False
    answer: bool | None = None
    why: str = ""
    organ: str = ""
    who: str = ""  # of `each`: whose own decision it is
    label: str = ""
    subject: str = ""
    purpose: str = "case"  # case · domestic · resumes
    final: bool = False
    consenting: tuple[str, ...] = ()
    said: int = -1  # by which change an organ has decided, where it waits for consent
    extra: Any = None
    change: int = -1


class DutyRun(Struct, eq=False):
    """A duty, power, policy or prohibition of one bearer in one case."""

    key: str
    prov: Prov
    modal: str
    bearer: str
    members: tuple[str, ...]
    actions: tuple[Any, ...]
    measures: tuple[str, ...]
    action: str
    content: int
    latitude: str
    instance: Instance
    since: Moment
    due: int | None
    any_of: bool = False
    status: str = "owed"
    ended: int | None = None
    performed: int | None = None
    beneficiary: tuple[str, ...] = ()
    sure: bool = True
    why: str = ""
    done: set[tuple[str, int]] = set()  # (member, action) performed
    used: set[int] = set()  # happenings already looked at
    watch: DecisionRun | None = None  # the domestic decision that it needs
    change: int = -1
    standing: bool = False
    joint: str = ""  # all · any
    ends: int | None = None  # the end of its own period
    early: list[Hap] = []  # acts since the attack that count
    failed: tuple[str, ...] = ()  # who had not acted when it was breached

    @property
    def case(self) -> Case | None:
        """Its case."""
        return self.instance.case


class Run(Struct, eq=False):
    """One run, while it goes on."""

    prep: Prepared
    timeline: Timeline
    pick: Pick
    now: int = 0
    chosen: dict[str, int] = {}
    haps: list[Hap] = []
    by_kind: dict[str, list[Hap]] = {}
    today: list[Hap] = []  # events of this instant
    cases: list[Case] = []
    force: dict[tuple[int, str], list[Interval]] = {}
    states: dict[tuple[int, str], list[Interval]] = {}
    suspended: list[tuple[int, str, str, Interval]] = []
    decisions: list[DecisionRun] = []
    duties: list[DutyRun] = []
    changes: list[Change] = []
    notes: list[str] = []
    agenda: list[int] = []
    wakes: list[int] = []
    acceded: dict[int, list[tuple[str, int]]] = {}
    tick: int = 0  # counts everything that changes
    version: int = 0  # counts changes of who is a member of what
    forces: int = 0  # counts changes of force
    findings: int = 0  # counts findings
    moved: dict[str, tuple[int, int]] = {}
    cache: dict[Any, Any] = {}
    watches: dict[int, Any] = {}  # what is known about the triggers of each provision
    memory: dict[Any, Any] = {}  # what the rooms of rules keep for this run
    ended: bool = False
    judge: "Callable[[Run, Any, Env], Truth] | None" = None  # `holds` of conditions, which build on all below

    def holds(self, condition: Any, env: Env) -> Truth:
        """Whether a condition holds, read against the state so far."""
        assert self.judge is not None
        return self.judge(self, condition, env)

    # ---- open points ---------------------------------------------------------------------------------------------

    def value(self, term: Any) -> Any:
        """A term with its open point settled."""
        if type(term) is not Hole:  # nearly always
            return term
        for _ in range(20):
            term = self.option(term.name)
            if not isinstance(term, Hole):
                return term
        raise ValueError("an open point that stands for itself")

    def option(self, name: str) -> Any:
        """The chosen option of an open point; asks for it when it is met first."""
        point = self.prep.points[name]
        index = self.chosen.get(name)
        if index is None:
            index = self.chosen[name] = self.pick(point)
        return point.options[index]

    # ---- looking up ----------------------------------------------------------------------------------------------

    def instrument(self, index: int) -> Instrument:
        """An instrument by its index."""
        return self.prep.instruments[index]

    def part_active(self, part: Part | None, at: int) -> bool:
        """Whether a protocol, practice or understanding counts at an instant."""
        if part is None:
            return True
        if part.since is not None and at < part.since.earliest:
            return False
        if part.in_force is None:
            return True
        since = self.memory.get(("part", part.title))
        return since is not None and since <= at

    def define(self, name: str, env: Env) -> Define | None:
        """What a term means here: the maker's understanding, else the latest part, else the text, else texts used."""
        entries = self.prep.defines.get(name, ())
        best: Define | None = None
        rank = -1
        for ins, body, part in entries:
            if part is not None and not self.part_active(part, env.at):
                continue
            if part is not None and part.of and part.of != (env.maker or env.that):
                continue
            mine = (
                (4 if part is not None and part.of else 3 if part is not None else 2) if ins == env.ins else 1
            )
            if mine > rank or (mine == rank and part is not None):
                best, rank = body, mine
        return best

    # ---- writing -------------------------------------------------------------------------------------------------

    def log(
        self, kind: str, text: str, status: str = "", who: str = "", case: Case | None = None, instance: str = "",
        ref: Ref | None = None, because: tuple[int, ...] = (), event: int = -1, sure: bool = True,
    ) -> int:  # fmt: skip
        """Write a change into the record; returns its index."""
        causes = tuple(dict.fromkeys(b for b in because if b >= 0))
        index = case.index if case is not None else -1
        self.changes.append(
            Change(self.now, kind, text, status, who, index, instance, ref, causes, event, sure)
        )
        if kind != "note":
            self.tick += 1
        return len(self.changes) - 1

    def note(
        self, text: str, ref: Ref | None = None, case: Case | None = None, status: str = "note", who: str = "",
        because: tuple[int, ...] = (),
    ) -> None:  # fmt: skip
        """Write a remark, once."""
        key = ("note", text, case.index if case is not None else -1)
        if key not in self.memory:
            self.memory[key] = True
            self.log("note", text, status, who, case, ref=ref, because=because)
            self.notes.append(text)

    def happen(self, kind: str, day: bool = False, **what: Any) -> Hap:
        """Something happens now."""
        hap = Hap(len(self.haps), kind, self.now, day, **what)
        self.haps.append(hap)
        self.by_kind.setdefault(kind, []).append(hap)
        self.tick += 1
        return hap

    def schedule(self, at: int) -> None:
        """A deadline: the run goes on at least until then."""
        if at > self.now:
            heappush(self.agenda, at)

    def wake(self, at: int) -> None:
        """Look again at this instant, if the run lasts that long."""
        if at > self.now and not self.ended:
            heappush(self.wakes, at)

    def day_now(self) -> bool:
        """Whether this instant stems from events of which only the date is known."""
        return bool(self.today) and all(h.day for h in self.today)

    def turn(self, key: str, refs: tuple[Ref, ...], arising: bool = False) -> None:
        """An instance changes: at most once an instant, except that it may arise and end at once."""
        at, count = self.moved.get(key, (self.now, 0))
        count = 0 if arising else (count if at == self.now else 0) + 1
        if count > 1:
            raise LoopError(self.now, refs, key)
        self.moved[key] = (self.now, count)


def picker(pick: Pick | Mapping[str, str] | None, choices: tuple[tuple[str, str], ...]) -> Pick:
    """How open points are settled: as given, then as the timeline says."""
    given = dict(choices)
    if isinstance(pick, Mapping):
        given.update(cast("Mapping[str, str]", pick))

    def choose(point: OpenPoint) -> int:
        text = given.get(point.name)
        if text is not None:
            index = place_of_option(point.texts, text)
            if index is None:
                wanted = " ".join(text.split())
                raise ValueError(f"{point.name} has no option {wanted}: it is {' | '.join(point.texts)}")
            return index
        if pick is None or isinstance(pick, Mapping):
            raise PointOpen(point)
        return pick(point)

    return choose


@lru_cache(maxsize=4096)
def place_of_option(texts: tuple[str, ...], text: str) -> int | None:
    """Which of the options is written so, white space apart; None if none is."""
    wanted = " ".join(text.split())
    return next((i for i, option in enumerate(texts) if " ".join(option.split()) == wanted), None)


def as_duty(duty: DutyRun) -> Duty:
    """The duty as the record keeps it."""
    case = duty.case
    return Duty(
        duty.key, duty.prov.ref, duty.modal, duty.bearer, duty.members, duty.measures, duty.action, duty.content,
        duty.latitude, case.index if case is not None else -1, duty.since.at, duty.due, duty.status, duty.ended,
        duty.performed, ", ".join(duty.beneficiary), duty.sure, duty.why, duty.prov.consequence,
    )  # fmt: skip
