"""What the parts of the lowering share: the draft, the graph, the incident, the events, and what lies outside."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from foedus.base import DAY
from foedus.cases.ghost import Explorer, Outside
from foedus.cases.graph import FALSE, TRUE, Atom, Graph, Is, Lit
from foedus.cases.incident import Among, Incident
from foedus.cases.leaves import Leaves, Way
from foedus.cases.rewrite import Rewriting
from foedus.cases.times import ALWAYS, NEVER, Earliest, Kleene, Signal, Term, Time, Times
from foedus.engine.kleene import Truth
from foedus.engine.prepared import Instrument, Prepared
from foedus.engine.sayings import durations
from foedus.engine.state import Case, Env, Run
from foedus.engine.world import candidates, is_in, is_party
from foedus.model import Hole, Node, Pronoun, Some, rewrite, walk
from foedus.model.node import bare

T = TypeVar("T")
MONTH_SHORT, MONTH_LONG = 28 * DAY, 31 * DAY


class Spell(Struct, frozen=True):
    """A period: minutes, and calendar months beside them."""

    minutes: int
    months: int = 0


class View(NamedTuple):
    """What a phrase is read against: an instrument, the party it speaks of, and whether the attack is the case at hand.

    since: where another event is the case: when that event took place. by: who did what it speaks of. fault: who is in
    breach; helping: whether the victim of the attack is helped, so that `other` leaves it out, too. early: whether what
    the end of a time brings about at an instant is not seen at it yet, as in the condition of a stage.
    """

    ins: int
    that: str = ""
    case: bool = True
    since: Time = ()
    fault: tuple[str, ...] = ()
    helping: bool = False
    by: tuple[str, ...] = ()
    early: bool = False

    def env(self, run: Run, case: Case) -> Env:
        """The same for the interpreter."""
        aside = (*self.fault, *(case.on if self.helping and self.case else ())) if self.fault else self.by
        here = case if self.case else None
        return Env(self.ins, run.now, here, self.that)._replace(fault=self.fault, aside=aside)


class Low:
    """A draft while it is lowered.

    Args:
        prep: the draft, prepared.
        fixed: open points that are settled, by name and number of the option.
        at: the instant of the attack.
        among: what the facts of the attack may be, if not what this draft tells apart.
        each: give each step a time of its own, even where it follows another by a fixed span.
    """

    def __init__(
        self, prep: Prepared, fixed: dict[str, int] | None = None, at: int | None = None,
        among: Among | None = None, *, each: bool = False,
    ) -> None:  # fmt: skip
        self.prep = prep
        self.graph = Graph()
        self.t = Times(self.graph, each=each)
        self.incident = Incident(prep, at, among)
        self.explorer = Explorer(prep, self.graph, self.incident, fixed or {})
        self.leaves = Leaves(self.graph, self.t)
        self.memo: dict[Any, Any] = {}
        self.busy: set[Any] = set()
        self.outside: dict[int, list[str]] = {}  # by provision
        self.explorer.announce = self.finding
        self.attack: Time = self.t.at("A")
        self.graph.times["A"] = ""

    # ---- memory --------------------------------------------------------------------------------------------------

    def once(self, key: Any, make: Callable[[], T]) -> T:
        """What is worked out once; a circle of things that hang on each other lies outside the case space."""
        if key in self.memo:
            found = self.memo[key]
            if isinstance(found, Outside):
                raise found
            return cast("T", found)
        if key in self.busy:
            raise Outside("conditions that hang on each other in a circle")
        self.busy.add(key)
        try:
            self.memo[key] = made = make()
            return made
        except Outside as found:
            self.memo[key] = found
            raise
        finally:
            self.busy.discard(key)

    def name_of(self, node: Any) -> Any:
        """A key for a part of a draft that is the same wherever it stands."""
        return bare(node) if isinstance(node, Node) else node

    def party_of(self, node: Any, view: View) -> View:
        """The party that a phrase speaks of, if it speaks of it at all; else none, so that it is read once for all."""
        if self._own_words or any(isinstance(n, Pronoun) and n.role == "that" for n in walk(node)):
            return view
        return view._replace(that="")

    @cached_property
    def _own_words(self) -> bool:
        """Whether terms may mean something else for one party than for another."""
        understandings = any(part.of for one in self.prep.instruments for part in one.parts.values())
        return understandings or any(
            isinstance(n, Pronoun) and n.role == "that"
            for entries in self.prep.defines.values() for _, body, _ in entries for n in walk(body.meaning)
        ) or any(
            isinstance(n, Pronoun) and n.role == "that" for p in self.prep.points.values() for n in walk(p.options)
            if p.slot not in ("condition", "predicate", "action", "who", "decider")
        )  # fmt: skip

    def instrument(self, index: int) -> Instrument:
        """An instrument by its index."""
        return self.prep.instruments[index]

    def code(self, index: int) -> str:
        """How timelines name an instrument."""
        return self.instrument(index).draft.code

    # ---- asking the interpreter ----------------------------------------------------------------------------------

    def read(
        self, read: Callable[[Run, Case], T], now: Time | None = None, version: int = 0
    ) -> list[tuple[Lit, T]]:
        """What a reading comes to, by conditions that exclude each other; conditions inside it are tested at `now`."""
        return self.explorer.explore(read, version=version, oracle=self._oracle(now or self.attack))

    def static(self, read: Callable[[Run, Case], Truth]) -> tuple[Lit, Lit]:
        """When a reading that no finding changes is true, and when it is false."""
        return self.explorer.truth(read, oracle=self._oracle(self.attack))

    def moving(self, read: Callable[[Run, Case], Truth], now: Time | None = None) -> Kleene:
        """A reading that a finding on who attacked may change."""
        oracle = self._oracle(now or self.attack)
        before = self.explorer.truth(read, version=0, oracle=oracle)
        if not self.explorer.turns:
            return self.t.settled(*before)
        return self.by_finding(before, self.explorer.truth(read, version=1, oracle=oracle))

    def by_version(
        self, read: Callable[[Run, Case], Sequence[Truth]]
    ) -> tuple[list[tuple[Lit, Lit]], list[tuple[Lit, Lit]]]:
        """When each of several readings is true and when it is false: before the finding on who attacked, and after."""
        oracle = self._oracle(self.attack)
        before = self.explorer.truths(read, version=0, oracle=oracle)
        turns = self.explorer.turns
        return before, self.explorer.truths(read, version=1, oracle=oracle) if turns else before

    def by_finding(self, before: tuple[Lit, Lit], after: tuple[Lit, Lit]) -> Kleene:
        """What is so before the finding, and from it on."""
        if before == after:
            return self.t.settled(*before)
        return self.turning(self.t.settled(*before), self.t.settled(*after))

    def turning(self, before: Kleene, after: Kleene) -> Kleene:
        """One thing before the finding on who attacked, another from it on."""
        t = self.t
        found = self.finding()
        early, late = t.before(found), t.from_on(found)
        yes, no = (
            t.either_signal(t.both(early, one), t.both(late, two))
            for one, two in ((before.yes, after.yes), (before.no, after.no))
        )
        return Kleene(yes, no, (*(term for _, term in found), *before.turns, *after.turns))

    def then(self, truth: Kleene, at: Time) -> Kleene:
        """What was so at a time, as when a case began, by what has been found since on who attacked."""
        t, g = self.t, self.graph
        before = (t.holds_at(truth.yes, at), t.holds_at(truth.no, at))
        if "finding" not in self.leaves.all:
            return t.settled(*before)
        var = self.leaves.all["finding"].var

        def known(leaf: Is | Atom, node: int) -> Lit:
            if isinstance(leaf, Is):
                return node
            return g.within("A" if leaf.u == var else leaf.u, "A" if leaf.v == var else leaf.v, leaf.c)

        yes, no = Rewriting(g, known).lits(list(before))
        return self.by_finding(before, (yes, no))

    def beginning(self, view: View) -> Time | None:
        """When the case at hand began; None if there is none."""
        return self.attack if view.case else view.since or None

    def finding(self) -> Time:
        """When somebody finds who attacked, after the attack."""
        if "finding" not in self.leaves.all:
            ways = tuple(
                Way(level, f"the attack of {{day}} is attributed to {{attacker}}, {level}", "attribute", "")
                for level, _ in self.incident.values("finding")
            )
            self.leaves.declare("finding", ways)
        return self.leaves.time(self.leaves.all["finding"])

    def _oracle(self, now: Time) -> Callable[[Any, Env], tuple[Lit, Lit]]:
        from foedus.cases.conditions import truth

        def ask(condition: Any, env: Env) -> tuple[Lit, Lit]:
            kleene = truth(self, condition, View(env.ins, env.that, env.case is not None))
            return self.t.holds_at(kleene.yes, now), self.t.holds_at(kleene.no, now)

        return ask

    def choices(self, term: Any) -> list[tuple[Lit, Any]]:
        """What a term is, by the options of the open point that it may be."""
        if not isinstance(term, Hole):
            return [(TRUE, term)]
        return self.once(("choices", term.name), lambda: self.read(lambda run, _: run.value(term)))

    def spells(self, period: Any) -> list[tuple[Lit, Spell]]:
        """How long a period is, by the options that it rests on."""

        def length(run: Run, _: Case) -> Spell:
            parts = durations(run, period)
            return Spell(sum(p.minutes for p in parts), sum(p.months for p in parts))

        return self.once(("spells", self.name_of(period)), lambda: self.read(length))

    def after(self, time: Time, period: Any) -> Time:
        """The end of a period from a time; one in months lies outside where the time is not fixed."""
        out: list[Time] = []
        for guard, spell in self.spells(period):
            if spell.months:
                raise Outside("a period in months or years from an instant that is not fixed")
            out.append(self.t.given(guard, self.t.plus(time, spell.minutes)))
        return self.t.either(*out)

    def who(self, phrase: Any, view: View, version: int = 0) -> list[tuple[Lit, list[tuple[str, Truth]]]]:
        """The names that a phrase means or may mean, by conditions that exclude each other."""
        return self.read(lambda run, case: candidates(run, phrase, view.env(run, case)), None, version)

    def whos(self, phrase: Any, view: View) -> tuple[list[tuple[Lit, list[tuple[str, Truth]]]], ...]:
        """As `who`, before the finding on who attacked, and after."""
        before = self.who(phrase, view)
        return before, self.who(phrase, view, 1) if self.explorer.turns else before

    def possible(self, phrase: Any, ins: int, that: str = "") -> list[str]:
        """All whom a phrase may mean in some case; a condition on each of them is left aside."""
        phrase = rewrite(phrase, _any_of_them) if isinstance(phrase, Node) else phrase
        return self.once(
            ("possible", self.name_of(phrase), ins, that),
            lambda: list(
                dict.fromkeys(
                    n for found in self.whos(phrase, View(ins, that)) for _, pairs in found for n, _ in pairs
                )
            ),
        )

    def one_by_one(self, phrase: Any, view: View, now: Time) -> "list[tuple[str, Lit, Lit]] | None":
        """The names that a phrase may mean at a time, each with whether it surely does, and whether it surely does not.

        None where the phrase puts no condition on each of them, so that it can be read as a whole.
        """
        if not any(isinstance(n, Some) and n.having for n in walk(phrase)):
            return None
        out: list[tuple[str, Lit, Lit]] = []
        for name in self.possible(phrase, view.ins, view.that):
            meant = self.moving(lambda run, case, n=name: is_in(run, n, phrase, view.env(run, case)), now)
            never = TRUE if meant.no is ALWAYS else self.t.holds_at(meant.no, now)
            out.append((name, self.t.holds_at(meant.yes, now), never))
        return out

    def start(self) -> Time:
        """The first event of a case: from then on what nothing sets off may bind."""
        self.graph.times.setdefault("start", "")
        return self.t.at("start")

    def close(self) -> None:
        """Say when the first event is, once all events are declared."""
        if "start" not in self.graph.times:
            return
        early = [self.leaves.time(leaf) for leaf in self.leaves.all.values() if leaf.early]
        g, t, here = self.graph, self.t, Term("start")
        every = [one for time in (self.attack, *early) for one in time]
        t.domain["start"] = [g.any(-guard, t.term_le(here, term)) for guard, term in every]
        t.domain["start"].append(g.any(*(g.all(p, t.term_le(term, here)) for p, term in every)))
        t.names = {"start": Earliest((self.attack, *early)), **t.names}

    def party(self, ins: int, name: str) -> Lit:
        """Whether a name is a party's, as its role is settled."""
        key = ("party", ins, name)
        return self.once(key, lambda: self.static(lambda run, _: is_party(run, ins, name, run.now))[0])

    def is_victim(self, name: str) -> Lit:
        """Whether a name is the victim's."""
        return self.once(("victim", name), lambda: self._is_victim(name))

    def _is_victim(self, name: str) -> Lit:
        labels = [label for label, _ in self.incident.values("victim")]
        if name not in labels:
            return FALSE
        found = self.read(lambda run, case: case.on == (name,))
        return self.graph.any(*(g for g, yes in found if yes))

    def date(self, instant: int) -> Time:
        """A fixed date, reckoned from the attack."""
        return self.t.at("A", instant - self.incident.at)


def _any_of_them(node: Node) -> object:
    return replace(node, having=()) if isinstance(node, Some) and node.having else node


__all__ = ["FALSE", "NEVER", "TRUE", "Low", "Outside", "Signal", "Spell"]
