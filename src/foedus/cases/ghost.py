"""Asks the interpreter itself what a description comes to, for every incident and completion at once.

A *ghost* run looks like a run of one attack, but each fact of the attack, and each open point, is chosen only when the
interpreter looks at it. Trying every choice gives a decision tree over just those facts that matter: so whatever the
case graph says of descriptions, places and groups is what the interpreter says.
"""

from collections.abc import Callable, Sequence, Set
from itertools import accumulate
from typing import Any, Generic, TypeVar

from foedus.base import When
from foedus.cases.graph import FALSE, TRUE, Choice, Graph, Lit
from foedus.cases.incident import PROXY, Incident
from foedus.engine.kleene import Truth
from foedus.engine.prepared import Prepared
from foedus.engine.state import Case, Env, Hap, Run
from foedus.model import Named, OpenPoint, Timeline

T = TypeVar("T")
Oracle = Callable[[Any, Env], tuple[Lit, Lit]]
_Path = list[
    tuple[str, list[Lit], int]
]  # what was looked at, the condition of each choice, which one was made
_PATHS = 200_000
_FACTS = (
    "object", "across", "means", "scale", "origin", "deliberate", "provoked", "lasting", "attribution",
)  # fmt: skip
"""The slots of an attack that are facts of the same name."""


class TooWide(Exception):
    """A description turns on more facts than can be told apart."""


class Explorer:
    """Tries every choice that a reading of the draft meets.

    Args:
        prep: the draft, prepared.
        graph: where choices are declared.
        incident: what attacks there may be.
        fixed: open points that are settled, by name.
    """

    def __init__(self, prep: Prepared, graph: Graph, incident: Incident, fixed: dict[str, int]) -> None:
        self.prep, self.graph, self.incident, self.fixed = prep, graph, incident, fixed
        self.path: _Path = []
        self.known: dict[str, int] = {}
        self.depth = 0
        self.version = 0
        self.looked = (
            False  # whether what is being explored has looked at what has been found of who attacked
        )
        self.turns = False  # … and whether what was explored last had
        self.oracle: Oracle | None = None
        self._facts: dict[str, tuple[list[Lit], list[Any]]] = {}
        self._options: dict[str, tuple[str, list[Lit]]] = {}
        self.announce: Callable[[], object] = lambda: None  # declares the finding on who attacked
        self._event = GhostEvent(self)

    # ---- choosing ------------------------------------------------------------------------------------------------

    def ask(self, key: str, guards: list[Lit]) -> int:
        """Which of several ways it goes, in the try at hand; each once."""
        if key in self.known:
            return self.known[key]
        if self.depth == len(self.path):
            first = next(i for i, guard in enumerate(guards) if guard != FALSE)
            self.path.append((key, guards, first))
        _, _, index = self.path[self.depth]
        self.depth += 1
        self.known[key] = index
        return index

    def fact(self, name: str) -> Any:
        """A fact of the attack; declared as a choice when it is looked at first."""
        found = self._facts.get(name)
        if found is None:
            found = self._facts[name] = self._declare(name)
        guards, values = found
        at = self.known.get(name)
        return values[self.ask(name, guards) if at is None else at]

    def _declare(self, name: str) -> tuple[list[Lit], list[Any]]:
        """The conditions for each value of a fact, and the values."""
        values = self.incident.values(name)
        first = 0
        if name == "finding":  # the choice of an event, whose number 0 is that nobody finds anything
            self.announce()
            first = 1
        elif name not in self.graph.choices:
            self.graph.choice(Choice(name, tuple(label for label, _ in values), "incident"))
        return [self.graph.chosen(name, first + i) for i in range(len(values))], [
            value for _, value in values
        ]

    def point(self, point: OpenPoint) -> int:
        """The option of an open point."""
        if point.name in self.fixed:
            return self.fixed[point.name]
        if point.name not in self._options:
            name = f"?{point.name}"
            if name not in self.graph.choices:
                self.graph.choice(Choice(name, point.texts, "point", point.name))
            self._options[point.name] = name, [self.graph.chosen(name, i) for i in range(len(point.texts))]
        return self.ask(*self._options[point.name])

    def explore(
        self, read: Callable[[Run, Case], T], *, version: int = 0, oracle: Oracle | None = None
    ) -> list[tuple[Lit, T]]:
        """What a reading comes to, with the condition for each result; the conditions exclude each other.

        Args:
            read: what to ask the interpreter, given a ghost run and its attack.
            version: 0 before the finding on who attacked, 1 from it on.
            oracle: when conditions that change over time hold: (surely, surely not).
        """
        found = self._paths(read, version, oracle)
        kinds: dict[Any, tuple[T, set[int]]] = {}
        for number, (_, result) in enumerate(found):
            kinds.setdefault(_key(result), (result, set()))[1].add(number)
        if len(kinds) == 1:
            return [(TRUE, found[0][1])]
        tree = _Tree(self.graph, [path for path, _ in found])
        out = [(tree.lit(numbers), result) for result, numbers in kinds.values()]
        return [(lit, result) for lit, result in out if lit != FALSE]

    def _paths(
        self, read: Callable[[Run, Case], T], version: int, oracle: Oracle | None
    ) -> list[tuple[_Path, T]]:
        """Each way in which a reading may go, with what it comes to."""
        saved = self.path, self.known, self.depth, self.version, self.oracle
        looked, self.looked = self.looked, False
        self.path, self.version, self.oracle = [], version, oracle
        out: list[tuple[_Path, T]] = []
        try:
            for _ in range(_PATHS):
                self.known, self.depth = {}, 0
                run, case = self._ghost()
                result = read(run, case)
                out.append((list(self.path), result))
                run.haps[0].case = None  # else the two hold each other, and take up room to the end
                if not self._advance():
                    return out
            raise TooWide
        finally:
            self.path, self.known, self.depth, self.version, self.oracle = saved
            self.turns, self.looked = self.looked, looked

    def _advance(self) -> bool:
        """Move on to the next way not tried yet; ways that cannot be are skipped."""
        while self.path:
            key, guards, index = self.path.pop()
            for later in range(index + 1, len(guards)):
                if guards[later] != FALSE:
                    self.path.append((key, guards, later))
                    return True
        return False

    def truth(
        self, read: Callable[[Run, Case], Truth], *, version: int = 0, oracle: Oracle | None = None
    ) -> tuple[Lit, Lit]:
        """When a reading is true, and when it is false."""
        found = self.explore(read, version=version, oracle=oracle)
        yes = self.graph.any(*(g for g, truth in found if truth is True))
        no = self.graph.any(*(g for g, truth in found if truth is False))
        return yes, no

    def truths(
        self, read: Callable[[Run, Case], Sequence[Truth]], *, version: int = 0, oracle: Oracle | None = None
    ) -> list[tuple[Lit, Lit]]:
        """As `truth`, of several readings that look at much the same: each way is tried once for all."""
        found = self._paths(read, version, oracle)
        tree = _Tree(self.graph, [path for path, _ in found])
        every = range(len(found))
        return [
            tuple(tree.lit({at for at in every if found[at][1][i] is way}) for way in (True, False))
            for i in range(len(found[0][1]))
        ]  # type: ignore[return-value]

    # ---- the ghost -----------------------------------------------------------------------------------------------

    def _ghost(self) -> tuple[Run, Case]:
        run = Run(self.prep, _NOTHING, self.point, judge=self._judge)
        run.now = self.incident.at
        hap: Any = GhostHap(self, self._event)
        case: Any = GhostCase(self, hap)
        hap.case = case
        run.haps.append(hap)
        run.by_kind["attack"] = run.by_kind["threat"] = [hap]
        run.cases.append(case)
        for name in self.incident.strangers:
            run.memory["actor", name] = ("non-state",)
        return run, case

    def _judge(self, run: Run, condition: Any, env: Env) -> Truth:
        """A condition inside a description: as the oracle says, at the instant that is spoken of."""
        if self.oracle is None:
            raise Outside("a condition within a description")
        yes, no = self.oracle(condition, env)
        if yes == TRUE or no == TRUE:
            return yes == TRUE
        guards = [yes, no, self.graph.all(-yes, -no)]
        key = f"condition {id(condition)} {env.that} {env.at}"
        return (True, False, None)[self.ask(key, guards)]


class _Tree:
    """All the ways in which a reading may go, as they are tried one after the other: those of a branch side by side."""

    def __init__(self, graph: Graph, paths: Sequence[_Path]) -> None:
        self._graph, self._paths = graph, paths

    def lit(self, wanted: Set[int]) -> Lit:
        """The condition for some of the ways."""
        self._before = list(accumulate((i in wanted for i in range(len(self._paths))), initial=0))
        return self._lit(0, 0, len(self._paths))

    def _lit(self, depth: int, first: int, end: int) -> Lit:
        hit = self._before[end] - self._before[first]
        if hit in (0, end - first):
            return TRUE if hit else FALSE
        paths, g = self._paths, self._graph
        guards = paths[first][depth][1]
        by_rest: dict[Lit, list[Lit]] = {}
        ways, at = 0, first
        while at < end:
            start, way = at, paths[at][depth][2]
            while at < end and paths[at][depth][2] == way:
                at += 1
            ways += 1
            by_rest.setdefault(self._lit(depth + 1, start, at), []).append(guards[way])
        if len(by_rest) == 1 and ways == len(guards) - guards.count(FALSE):
            return next(iter(by_rest))
        return g.any(*[g.all(rest, g.any(*mine)) for rest, mine in by_rest.items()])


class Outside(Exception):
    """A construct that lies outside the case space; the interpreter has it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


_NOTHING = Timeline(title="")


def _key(result: Any) -> Any:
    try:
        hash(result)
    except TypeError:
        return repr(result)
    return result


class GhostEvent:
    """The attack as an event: says of itself what is chosen when it is asked."""

    kind = "attack"
    omitted = False
    until = None
    name = ""
    order = 0

    def __init__(self, explorer: Explorer) -> None:
        self._explorer = explorer
        self.when = When(explorer.incident.at, explorer.incident.at)

    def get(self, slot: str) -> Any:
        """The value of a slot, or None if nothing is said of it."""
        ask = self._explorer
        if slot == "on":
            return Named(name=ask.fact("victim"))
        if slot == "in":
            return ask.fact("place")
        if slot == "directed-by":
            return Named(name=ask.fact("attacker")) if ask.fact("directed") else None
        if slot in _FACTS:
            return ask.fact(slot)
        return None


class GhostHap:
    """The attack as something that happened; a threat instead, if the texts speak of threats."""

    id = 0
    day = False
    ins = -1
    name = ""
    edges: tuple[str, ...] = ()
    change = -1
    source = None
    sure = True
    basis: tuple[Any, ...] = ()

    def __init__(self, explorer: Explorer, event: GhostEvent) -> None:
        self._explorer = explorer
        self.event = event
        self.at = explorer.incident.at
        self.case: Case | None = None

    @property
    def kind(self) -> str:
        """An attack or a threat."""
        return self._explorer.fact("kind") if self._explorer.incident.threats else "attack"

    @property
    def who(self) -> tuple[str, ...]:
        """Who made it."""
        return self.case.by if self.case is not None else ()


class _Once(Generic[T]):
    """A value worked out when it is first asked for: as `cached_property`, without its lock, which costs as much."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make, self._name = make, make.__name__

    def __get__(self, one: Any, owner: type | None = None) -> T:
        found = one.__dict__[self._name] = self._make(one)
        return found


class GhostCase:
    """The attack as a case: who is named, and what has been found, are chosen when they are looked at."""

    index = 0
    day = False
    attack = True

    def __init__(self, explorer: Explorer, hap: Hap) -> None:
        self._explorer, self.hap = explorer, hap
        self.at, self.event = hap.at, hap.event
        self.fits: list[Truth] = []

    @_Once
    def by(self) -> tuple[str, ...]:
        """Who made the attack."""
        return (PROXY,) if self._explorer.fact("directed") else (self._explorer.fact("attacker"),)

    @_Once
    def directed(self) -> tuple[str, ...]:
        """Who directed it."""
        return (self._explorer.fact("attacker"),) if self._explorer.fact("directed") else ()

    @_Once
    def on(self) -> tuple[str, ...]:
        """On whom it is."""
        return (self._explorer.fact("victim"),)

    @property
    def version(self) -> int:
        """How many findings there have been."""
        self._explorer.looked = True
        return self._explorer.version

    @_Once
    def found(self) -> dict[str, str]:
        """What has been found of who attacked."""
        ask = self._explorer
        ask.looked = True
        stated = ask.fact("attribution")
        found: dict[str, str] = {}
        if stated is not None:
            found.update((name, str(stated)) for name in (*self.by, *self.directed))
        if ask.version:
            found[ask.fact("attacker")] = ask.fact("finding")
        return found

    # Whether the attack is a party's, at a standard of attribution; all who may have made or directed it.
    attributed: Any = Case.attributed
    suspects: Any = Case.suspects
