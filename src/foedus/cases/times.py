"""Times that depend on the case: guarded terms, and stretches of time in which something holds.

A *term* is a time variable and a constant. A *time* is a list of guarded terms, at most one of which is met in a case;
none met means never. A *signal* is something that holds at some times: it says of any term whether it holds then.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from foedus.cases.graph import FALSE, TRUE, Graph, Lit


class Term(NamedTuple):
    """So many minutes after a time variable; "A" is the attack, the zero of all times."""

    var: str
    plus: int = 0


class Guarded(NamedTuple):
    """A term, where a condition holds."""

    guard: Lit
    term: Term


Time = tuple[Guarded, ...]
NEVER: Time = ()


class Signal:
    """Something that holds at some times and not at others.

    at: whether it holds at a term. starts: the terms at which it may begin to hold. stops: those at which it may cease
    to: the first instants without it. A signal changes at no other time.
    """

    __slots__ = ("_at", "_known", "starts", "stops")

    def __init__(
        self, at: "Callable[[Term], Lit]", starts: Iterable[Term] = (), stops: Iterable[Term] = ()
    ) -> None:  # fmt: skip
        self._at = at
        self._known: dict[Term, Lit] = {}
        self.starts = tuple(dict.fromkeys(starts))
        self.stops = tuple(dict.fromkeys(stops))

    def at(self, term: Term) -> Lit:
        """Whether it holds at a term."""
        if term not in self._known:
            self._known[term] = self._at(term)
        return self._known[term]


ALWAYS = Signal(lambda _: TRUE)
NOWHEN = Signal(lambda _: FALSE)
LONG_AGO = Term("A", -200 * 366 * 24 * 60)


class Kleene(NamedTuple):
    """When something surely holds, and when it surely does not; else it is unsettled.

    turns: the terms at which what was unsettled may be settled true.
    """

    yes: Signal
    no: Signal
    turns: tuple[Term, ...] = ()


YES = Kleene(ALWAYS, NOWHEN)
NO = Kleene(NOWHEN, ALWAYS)
UNSETTLED = Kleene(NOWHEN, NOWHEN)


class Pivot(NamedTuple):
    """The first instant at which a rule is met: the earliest of some times by which it is; else at the attack."""

    happens: Lit
    met: Lit
    among: tuple[str, ...]


class Earliest(NamedTuple):
    """The earliest of several times, one of which surely comes."""

    of: tuple[Time, ...]


class Times:
    """Operations on times and signals over one graph."""

    def __init__(self, graph: Graph, *, each: bool = False) -> None:
        self.graph = graph
        self.each = each  # whether a time of one term has a variable of its own, too
        self._times: dict[str, int] = {}
        self.names: dict[str, Time | Pivot | Earliest] = {}  # times with a variable of their own, in order
        self.domain: dict[str, list[Lit]] = {}  # what these variables are
        self.closings: set[Term] = set()  # first instants after an end that is known at the end itself

    # ---- times ---------------------------------------------------------------------------------------------------

    def at(self, var: str, plus: int = 0, guard: Lit = TRUE) -> Time:
        """One term, under a guard."""
        return (Guarded(guard, Term(var, plus)),) if guard != FALSE else NEVER

    def given(self, guard: Lit, time: Time) -> Time:
        """The time, if a condition holds; else never."""
        pairs = ((self.graph.all(guard, g), term) for g, term in time)
        return tuple(Guarded(g, term) for g, term in pairs if g != FALSE)

    def exists(self, time: Time) -> Lit:
        """Whether it comes at all."""
        return self.graph.any(*(g for g, _ in time))

    def plus(self, time: Time, minutes: int) -> Time:
        """So many minutes later."""
        return tuple(Guarded(g, Term(t.var, t.plus + minutes)) for g, t in time)

    def term_le(self, one: Term, two: Term, slack: int = 0) -> Lit:
        """Whether one term is at most another (plus `slack`)."""
        return self.graph.within(one.var, two.var, two.plus - one.plus + slack)

    def le(self, one: Time, two: Time, slack: int = 0) -> Lit:
        """Whether both come, and one not after the other."""
        return self.graph.le(one, two, slack)

    def lt(self, one: Time, two: Time) -> Lit:
        """Whether both come, and one before the other."""
        return self.le(one, two, -1)

    def same(self, one: Time, two: Time) -> Lit:
        """Whether both come at one instant."""
        return self.graph.all(self.le(one, two), self.le(two, one))

    def first(self, *times: Time) -> Time:
        """The earliest of several; of those at one instant, the one named first."""
        return self._foremost(times, False)

    def latest(self, *times: Time) -> Time:
        """The latest of several; of those at one instant, the one named last."""
        return self._foremost(times, True)

    def _foremost(self, times: Sequence[Time], latest: bool) -> Time:
        every = [one for time in times for one in time]
        guards = self.graph.foremost(every, latest)
        return self.merged(Guarded(g, term) for g, (_, term) in zip(guards, every, strict=True) if g != FALSE)

    def last(self, one: Time, two: Time) -> Time:
        """The later of two that both come."""
        g = self.graph
        out: list[Guarded] = []
        for p, s in one:
            for q, t in two:
                both = g.all(p, q)
                later = self.term_le(s, t)
                out += [Guarded(g.all(both, later), t), Guarded(g.all(both, -later), s)]
        return self.merged(o for o in out if o.guard != FALSE)

    def merged(self, time: Iterable[Guarded]) -> Time:
        """The same time with one guard a term."""
        found: dict[Term, list[Lit]] = {}
        for guard, term in time:
            found.setdefault(term, []).append(guard)
        pairs = ((self.graph.any(*guards), term) for term, guards in found.items())
        return tuple(Guarded(g, t) for g, t in pairs if g != FALSE)

    def named(self, name: str, time: Time, group: str = "") -> Time:
        """The same time as one term: a variable of its own that is always equal to it.

        What is compared with it later then meets one term instead of many. A time that never comes has its variable
        at the attack, so that each case has one assignment.
        """
        if len(time) < (1 if self.each else 2):
            return time
        g = self.graph
        number = self._times[name] = self._times.get(name, -1) + 1
        var = f"{name} #{number}"
        g.times[var] = group
        self.names[var] = time
        here = Term(var)
        comes = self._whichever(time) if self.each else self.exists(time)
        self.domain[var] = [
            g.any(-guard, g.all(self.term_le(here, term), self.term_le(term, here)))
            for guard, term in (*time, Guarded(-comes, Term("A")))
        ]
        return self.at(var, 0, comes)

    def _whichever(self, time: Time) -> Lit:
        """Whether it comes at all; by whichever option of an open point it does, if it does by each, falls out."""
        g = self.graph
        left = {frozenset(g.parts(guard)) for guard, _ in time}
        for name, choice in g.choices.items() if len(time) > 1 else ():
            if choice.kind != "point":
                continue
            options = [g.chosen(name, v) for v in range(len(choice.values))]
            rests: dict[frozenset[Lit], set[Lit]] = {}
            for parts in left:
                for option in parts.intersection(options):
                    rests.setdefault(parts - {option}, set()).add(option)
            for rest, found in rests.items():
                if len(found) == len(options):
                    left -= {rest | {option} for option in options}
                    left.add(rest)
        return g.any(*(g.all(*parts) for parts in left))

    def either(self, *times: Time) -> Time:
        """Several times of which at most one comes, as one."""
        return self.merged(one for time in times for one in time)

    # ---- signals -------------------------------------------------------------------------------------------------

    def when(self, guard: Lit) -> Signal:
        """At all times, if a condition holds."""
        if guard in (TRUE, FALSE):
            return ALWAYS if guard == TRUE else NOWHEN
        return Signal(lambda _: guard)

    def during(self, guard: Lit, signal: Signal) -> Signal:
        """The signal, if a condition holds."""
        return self.both(self.when(guard), signal)

    def from_on(self, time: Time) -> Signal:
        """From a time on."""
        if not time:
            return NOWHEN
        come = self.graph.come
        return Signal(lambda term: come(time, term.var, term.plus), (s for _, s in time))

    def before(self, time: Time) -> Signal:
        """Until just before a time; always, if it never comes."""
        return self.negated(self.from_on(time))

    def until(self, time: Time) -> Signal:
        """Until a time, that included; always, if it never comes."""
        over = self.plus(time, 1)
        self.closings.update(term for _, term in over)
        return self.before(over)

    def between(self, since: Time, until: Time) -> Signal:
        """From one time until just before another; without end, if that never comes."""
        return self.both(self.from_on(since), self.before(until))

    def holds_at(self, signal: Signal, time: Time) -> Lit:
        """Whether the time comes and the signal holds then."""
        g = self.graph
        return g.any(*(g.all(guard, signal.at(term)) for guard, term in time))

    def either_signal(self, *signals: Signal) -> Signal:
        """When any of these holds."""
        parts = [s for s in dict.fromkeys(signals) if s is not NOWHEN]
        if any(s is ALWAYS for s in parts):
            return ALWAYS
        if len(parts) < 2:
            return parts[0] if parts else NOWHEN
        return Signal(
            lambda term: self.graph.any(*(s.at(term) for s in parts)),
            (x for s in parts for x in s.starts), (x for s in parts for x in s.stops),
        )  # fmt: skip

    def both(self, *signals: Signal) -> Signal:
        """When all of these hold."""
        parts = [s for s in dict.fromkeys(signals) if s is not ALWAYS]
        if any(s is NOWHEN for s in parts):
            return NOWHEN
        if len(parts) < 2:
            return parts[0] if parts else ALWAYS
        return Signal(
            lambda term: self.graph.all(*(s.at(term) for s in parts)),
            (x for s in parts for x in s.starts), (x for s in parts for x in s.stops),
        )  # fmt: skip

    def negated(self, signal: Signal) -> Signal:
        """When it does not hold."""
        if signal is ALWAYS or signal is NOWHEN:
            return NOWHEN if signal is ALWAYS else ALWAYS
        return Signal(lambda term: -signal.at(term), signal.stops, signal.starts)

    def latched(self, signal: Signal) -> Signal:
        """From the first instant at which it holds, for good."""
        if signal is ALWAYS or signal is NOWHEN:
            return signal
        g = self.graph
        marks = (LONG_AGO, *signal.starts)
        return Signal(
            lambda term: g.any(
                signal.at(term), *(g.all(signal.at(mark), self.term_le(mark, term)) for mark in marks)
            ),
            signal.starts,
        )

    def first_of(self, signal: Signal, since: Time) -> Time:
        """The first instant, from a time on, at which a signal holds."""
        if signal is ALWAYS or signal is NOWHEN:
            return since if signal is ALWAYS else NEVER
        g = self.graph
        now = tuple(Guarded(g.all(guard, signal.at(term)), term) for guard, term in since)
        later: list[Guarded] = []
        for mark in signal.starts:
            begun = g.come(since, mark.var, mark.plus - 1)
            later.append(Guarded(g.all(begun, signal.at(mark)), mark))
        out = [now, *((one,) for one in later)]
        return self.first(*(tuple(o for o in time if o.guard != FALSE) for time in out))

    # ---- in strong Kleene logic ----------------------------------------------------------------------------------

    def settled(self, yes: Lit, no: Lit) -> Kleene:
        """What is the same at all times."""
        return Kleene(self.when(yes), self.when(no))

    def crisp(self, yes: Signal) -> Kleene:
        """What is never unsettled."""
        return Kleene(yes, self.negated(yes))

    def k_all(self, parts: Sequence[Kleene]) -> Kleene:
        """All hold."""
        yes, no = self.both(*(p.yes for p in parts)), self.either_signal(*(p.no for p in parts))
        return Kleene(yes, no, _turns(parts))

    def k_any(self, parts: Sequence[Kleene]) -> Kleene:
        """Any holds."""
        yes, no = self.either_signal(*(p.yes for p in parts)), self.both(*(p.no for p in parts))
        return Kleene(yes, no, _turns(parts))

    def k_not(self, part: Kleene) -> Kleene:
        """It does not hold."""
        return Kleene(part.no, part.yes, part.turns)

    def k_ite(self, guards: Sequence[tuple[Lit, Kleene]]) -> Kleene:
        """By cases that exclude each other."""
        if len(guards) == 1 and guards[0][0] == TRUE:
            return guards[0][1]
        return Kleene(
            self.either_signal(*(self.during(g, k.yes) for g, k in guards)),
            self.either_signal(*(self.during(g, k.no) for g, k in guards)),
            _turns([k for _, k in guards]),
        )

    def settle(self, truth: Kleene, since: Time, first: Kleene | None = None) -> Time:
        """When it is settled true, waiting from a time on; never, if it is settled false first.

        first: what is seen of it at that time itself, if that is less than it comes to then.
        """
        first = first or truth
        if first.yes is ALWAYS or truth.yes is NOWHEN:
            return since if first.yes is ALWAYS else NEVER
        g = self.graph
        now = tuple(Guarded(g.all(guard, first.yes.at(term)), term) for guard, term in since)
        waits = self.graph.any(
            *(g.all(guard, -first.yes.at(term), -first.no.at(term)) for guard, term in since)
        )
        now = tuple(one for one in now if one.guard != FALSE)
        if waits == FALSE:
            return now
        true = self.first_of(truth.yes, since)
        false = self.first_of(truth.no, since)
        late = self.given(g.all(waits, -self.lt(false, true)), true)
        return self.either(now, late)


def _turns(parts: Iterable[Kleene]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(t for part in parts for t in part.turns))
