"""Two wordings of a draft in one case space: who is bound in one of them and not in the other, and by when."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from foedus.cases.backends.sat import Sat
from foedus.cases.bans import Ban
from foedus.cases.cell import Cell
from foedus.cases.duties import DutyCase
from foedus.cases.graph import FALSE, TRUE, AllOf, AtLeast, Atom, Choice, Graph, Is, Lit
from foedus.cases.lower import CaseGraph, domain
from foedus.cases.norms import Form
from foedus.cases.standing import Standing
from foedus.cases.times import Guarded, Term, Time

_MODALS = ("may", "intends to", "must")


class Owed(Struct, frozen=True):
    """What one bearer owes under a draft: a measure with a modal, when it arises and by when it is due."""

    bearer: str
    measure: str
    modal: str
    arises: Time
    due: Time


class Change(Struct, frozen=True):
    """A case in which the second wording gives less than the first: who no longer owes what.

    what: lost · later · gone-clock.
    """

    bearer: str
    modal: str
    measure: str
    what: str
    cell: Cell


class Both:
    """Two case graphs as one.

    Args:
        one, two: drafts lowered at the same instant. Facts that only one tells apart stay at what both know.
    """

    def __init__(self, one: CaseGraph, two: CaseGraph) -> None:
        self.graph = Graph()
        self.one, self.two = one, two
        self.shared: list[Lit] = []
        self.same_space = True
        self._choices()
        self._first = _Import(self.graph, one, "")
        self._second = _Import(self.graph, two, "second wording: ")
        self.domain = self.graph.all(
            *self.shared, self._first.lit(domain(one.low)), self._second.lit(domain(two.low))
        )
        self.sat = Sat(self.graph, self.domain)

    def _choices(self) -> None:
        first, second = self.one.low.graph.choices, self.two.low.graph.choices
        for name in {**first, **second}:
            a, b = first.get(name), second.get(name)
            values = tuple(dict.fromkeys((*(a.values if a else ()), *(b.values if b else ()))))
            known = a or b
            assert known is not None
            self.graph.choice(Choice(name, values, known.kind, known.group))
            if a is not None and b is not None and set(a.values) != set(b.values):
                self.same_space = False
                both = [i for i, v in enumerate(values) if v in a.values and v in b.values]
                self.shared.append(self.graph.among(name, both))

    # ---- what differs --------------------------------------------------------------------------------------------

    def differ(self, budget: float | None = None) -> bool | None:
        """Whether some case comes out differently; None if none does where both spaces meet, but they differ.

        Raises: OutOfBudgetError.
        """
        one, two = self._observed(self._first), self._observed(self._second)
        parts: list[Lit] = []
        for key in {**one, **two}:
            parts += self._parted(one.get(key), two.get(key))
        if self.sat.possible(self.graph.any(*parts), budget=budget):
            return True
        return False if self.same_space else None

    def _observed(self, side: "_Import") -> dict[tuple[str, ...], list[tuple[str, Time | Lit]]]:
        out: dict[tuple[str, ...], list[tuple[str, Time | Lit]]] = {}
        for duty in side.case.duties:
            for form in duty.forms:
                what = " ".join(m for ms in form.measures for m in ms)
                key = (duty.prov.ref.label, duty.bearer, form.modal, form.latitude, what)
                rows: list[tuple[str, Time | Lit]] = [("arises", side.given(form.guard, duty.arises))]
                rows += [
                    ("due", side.given(form.guard, duty.due)),
                    ("sure", side.lit(self._sure(side, duty))),
                ]
                rows += [(status, side.given(form.guard, end)) for status, end in duty.ends]
                out.setdefault(key, []).extend(rows)
        for one, ban, form in _banned(side):
            what = " ".join(m for ms in form.measures for m in ms)
            key = (one.prov.ref.label, one.bearer, form.modal, form.latitude, what)
            out.setdefault(key, []).extend(self._broken(side, ban, form, one))
        for decided in (*side.case.decisions, *side.case.aside):
            rows = [(s, side.time(decided.ends(s))) for s in ("adopted", "rejected", "lapsed")]
            out.setdefault((decided.prov.ref.label, decided.who), []).extend(rows)
        return out

    def _sure(self, side: "_Import", duty: DutyCase) -> Lit:
        return side.case.low.graph.all(duty.sure, side.case.low.t.exists(duty.arises))

    def _broken(
        self, side: "_Import", ban: Ban, form: Form, one: Standing
    ) -> Iterator[tuple[str, Time | Lit]]:  # fmt: skip
        """A prohibition that something sets off: when it arises and ends, and when it is broken."""
        low, given = side.case.low, side.given
        yield "arises", given(form.guard, ban.arises)
        yield "sure", side.lit(low.graph.all(ban.sure, low.t.exists(ban.arises)))
        yield "over", given(form.guard, ban.over)
        for time in (one.violated, *one.broken):
            yield "broken", given(form.guard, time)

    def _parted(
        self, one: "list[tuple[str, Time | Lit]] | None", two: "list[tuple[str, Time | Lit]] | None"
    ) -> Iterator[Lit]:
        """Where two lists of observables part; where only one wording has them, where they come at all."""
        g = self.graph
        if one is None or two is None:
            for _, value in one or two or ():
                yield _exists(g, value)
            return
        if [n for n, _ in one] != [n for n, _ in two]:
            yield TRUE
            return
        for (_, a), (_, b) in zip(one, two, strict=True):
            here, there = _exists(g, a), _exists(g, b)
            yield -g.same(here, there)
            if not isinstance(a, int) and not isinstance(b, int):
                yield g.all(here, there, -_same_time(g, a, b))

    # ---- who is bound --------------------------------------------------------------------------------------------

    def lost(self, budget: float | None = None) -> Iterator[Change]:
        """Cases in which somebody owes less under the second wording, one for each bearer and measure."""
        yield from self._less(_owed(self._first), _owed(self._second), budget)

    def gained(self, budget: float | None = None) -> Iterator[Change]:
        """Cases in which somebody owes more under the second wording."""
        yield from self._less(_owed(self._second), _owed(self._first), budget)

    def _less(self, one: list[Owed], two: list[Owed], budget: float | None) -> Iterator[Change]:
        g = self.graph
        for key in dict.fromkeys((o.bearer, o.measure, o.modal) for o in one):
            before = [o for o in one if (o.bearer, o.measure, o.modal) == key]
            after = [
                o for o in two if o.bearer == key[0] and o.measure == key[1] and _at_least(o.modal, key[2])
            ]
            had = g.any(*(_exists(g, o.arises) for o in before))
            has = g.any(*(_exists(g, o.arises) for o in after))
            cell = self.sat.solve(had, -has, budget=budget)
            if cell is not None:
                yield Change(key[0], key[2], key[1], "lost", cell)
                continue
            by = g.any(*(_exists(g, o.due) for o in before))
            clock = g.any(*(_exists(g, o.due) for o in after))
            cell = self.sat.solve(by, -clock, budget=budget)
            if cell is not None:
                yield Change(key[0], key[2], key[1], "gone-clock", cell)
                continue
            cell = self.sat.solve(by, clock, -_some_as_early(g, before, after), budget=budget)
            if cell is not None:
                yield Change(key[0], key[2], key[1], "later", cell)


def _at_least(modal: str, other: str) -> bool:
    if "must not" in (modal, other):
        return modal == other
    return _MODALS.index(modal) >= _MODALS.index(other)


def _some_as_early(g: Graph, before: list[Owed], after: list[Owed]) -> Lit:
    """Whether something after is due no later than something before."""
    return g.any(
        *(
            g.all(p, q, g.within(t.var, s.var, s.plus - t.plus))
            for a in before for b in after for p, s in a.due for q, t in b.due
        )
    )  # fmt: skip


def _owed(side: "_Import") -> list[Owed]:
    out: list[Owed] = []
    for duty in side.case.duties:
        for form in duty.forms:
            if form.modal not in _MODALS:
                continue
            for measure in sorted({m for ms in form.measures for m in ms}):
                free = form.latitude in ("discretion", "process")
                arises, due = side.given(form.guard, duty.arises), side.given(form.guard, duty.due)
                out += [Owed(n, measure, form.modal, arises, due) for n in _who(duty)]
                if not free:
                    out += [Owed(n, f"{measure}, to the full", form.modal, arises, due) for n in _who(duty)]
    for one, ban, form in _banned(side):
        arises = side.given(form.guard, ban.arises)
        measures = sorted({m for ms in form.measures for m in ms})
        out += [Owed(one.bearer, measure, "must not", arises, ()) for measure in measures]
    return out


def _banned(side: "_Import") -> Iterator[tuple[Standing, Ban, Form]]:
    """The prohibitions that something sets off."""
    for one in side.case.standing:
        if one.ban is not None:
            yield from ((one, one.ban, form) for form in one.forms)


def _who(duty: DutyCase) -> tuple[str, ...]:
    return (duty.bearer,)


def _exists(g: Graph, value: "Time | Lit") -> Lit:
    return value if isinstance(value, int) else g.any(*(guard for guard, _ in value))


def _same_time(g: Graph, a: Time, b: Time) -> Lit:
    return g.any(
        *(
            g.all(p, q, g.within(s.var, t.var, t.plus - s.plus), g.within(t.var, s.var, s.plus - t.plus))
            for p, s in a for q, t in b
        )
    )  # fmt: skip


class _Import:
    """A case graph brought into another graph; its own times that follow from others get names of their own."""

    def __init__(self, graph: Graph, case: CaseGraph, prefix: str) -> None:
        self.graph, self.case, self.prefix = graph, case, prefix
        self._own = set(case.low.t.domain)
        self._new: dict[int, Lit] = {1: TRUE}
        for var, group in case.low.graph.times.items():
            graph.times[self.var(var)] = group

    def var(self, name: str) -> str:
        """A time variable as it is called in both."""
        return f"{self.prefix}{name}" if name in self._own else name

    def time(self, time: Time) -> Time:
        """A time of this draft."""
        pairs = ((self.lit(guard), Term(self.var(term.var), term.plus)) for guard, term in time)
        return tuple(Guarded(guard, term) for guard, term in pairs if guard != FALSE)

    def given(self, guard: Lit, time: Time) -> Time:
        """A time of this draft under a condition."""
        return self.time(self.case.low.t.given(guard, time))

    def lit(self, root: Lit) -> Lit:
        """Something that this draft says."""
        own, g, new = self.case.low.graph, self.graph, self._new
        for node in own.cone([root]):
            if node in new:
                continue
            key = own.nodes[node]
            if isinstance(key, Is):
                new[node] = self._is(key, own.choices)
            elif isinstance(key, Atom):
                new[node] = g.within(self.var(key.u), self.var(key.v), key.c)
            elif isinstance(key, AllOf):
                new[node] = g.all(*(self._get(p) for p in key.parts))
            elif isinstance(key, AtLeast):
                new[node] = g.at_least(key.need, [self._get(p) for p in key.parts])
        return self._get(root)

    def _get(self, lit: Lit) -> Lit:
        return self._new[lit] if lit > 0 else -self._new[-lit]

    def _is(self, key: Is, choices: Mapping[str, Choice]) -> Lit:
        label = choices[key.choice].values[key.value]
        return self.graph.chosen(key.choice, self.graph.choices[key.choice].values.index(label))
