"""How far each sentence goes, party by party: in how many cases it binds, what that hangs on, by when it is due.

Counted over the facts of the attack and the open points. All do at once what the text asks for or lets them do; then
one kind of event after the other is made to go otherwise, and what is left is counted. Parties that are alike share
their formulas, and so are counted once.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.duties import DutyCase, Form
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.cases.leaves import Leaf
from foedus.cases.times import Time
from foedus.check.atonce import Given, at_once, attack, choices_of, shortest
from foedus.check.latest import latest
from foedus.check.notice import runs_out
from foedus.check.view import View
from foedus.engine.words import listed
from foedus.model import Ref
from foedus.model.finding import Extent, Thing

_SOON = 60  # minutes
_ENDS = ("excused", "waived", "lapsed")
_STEPS = {
    ("request", 0): "nobody requests assistance",
    ("invoke", 0): "nobody invokes it",
    ("vote", 0): "nobody votes",
    ("vote", 2): "all vote against",
    ("vote", 3): "all abstain",
    ("consent", 0): "nobody consents",
    ("find", 0): "nothing is found",
    ("declare", 0): "nothing is declared",
    ("report", 0): "nothing is reported",
    ("sign", 0): "nobody signs",
    ("ratify", 0): "nobody ratifies",
    ("enact", 0): "nothing is enacted",
}
_VOTES = ("does not vote", "votes for", "votes against", "abstains")
_DOES = {
    "object": "objects", "release": "releases it", "waive": "waives it", "withdraw": "leaves",
    "repeal": "repeals the law", "terminate": "ends the text", "find": "finds so", "declare": "declares so",
    "consent": "consents",
}  # fmt: skip


_Counted = tuple[tuple[int, int], ...]
_Done = tuple[tuple[Thing, ...], tuple[tuple[str, int], ...], _Counted, int, _Counted]


class Part(Struct, frozen=True):
    """What a sentence gives rise to for one party on one occasion; without a duty, what stands while it binds.

    lit: that it arises; held: that it does and is not at an end before long, where all takes place at once.
    """

    duty: DutyCase | None
    forms: tuple[Form, ...]
    lit: Lit
    held: Lit


class Row(Struct, frozen=True):
    """All that a sentence gives rise to for one party."""

    who: str
    ref: Ref
    parts: tuple[Part, ...]
    lit: Lit  # something arises
    held: Lit  # … and lasts, where all takes place at once


def extents(view: View) -> list[Extent]:
    """How far each sentence of the draft under check goes, worked out once."""
    return view.once("extents", lambda: [_of(view).extent(row) for row in rows(view)])


def rows(view: View) -> list[Row]:
    """What each sentence gives rise to, party by party."""
    return view.once("extent rows", lambda: list(_of(view).rows()))


def _of(view: View) -> "_Extents":
    return view.once("extents of", lambda: _Extents(view))


class _Extents:
    def __init__(self, view: View) -> None:
        self.view, self.graph, self.t = view, view.graph, view.t
        self.a = at_once(view)
        known = view.willing.conduct.choices
        self.facts = [n for n in view.incident if n not in known]
        self.points = tuple(n for n in view.points if n not in known)
        self.names = [*self.facts, *self.points]
        self.willing = {n: min(v) for n, v in known.items() if n in view.low.leaves.all or n == "attribution"}
        self._counts: dict[Lit, int] = {}
        self._completions: dict[tuple[str, Lit], int] = {}
        self._given: dict[tuple[tuple[str, int], ...], Given] = {}
        self._stages: dict[tuple[tuple[str, int], ...], Given] = {}
        self._done: dict[object, _Done] = {}

    # ---- what there is -------------------------------------------------------------------------------------------

    def rows(self) -> Iterator[Row]:
        """What each sentence gives rise to, for each of those who bear it."""
        found: dict[tuple[int, str], list[Part]] = {}
        refs: dict[int, Ref] = {}
        for duty in self.view.case.duties:
            refs[duty.prov.id] = duty.prov.ref
            for name, member in duty.members:
                lit = self.graph.all(member, self.t.exists(duty.arises))
                if lit != FALSE:  # that it arises rests on one of its forms already
                    part = Part(duty, duty.forms, lit, self._held(duty, lit))
                    found.setdefault((duty.prov.id, name), []).append(part)
        for one in self.view.case.standing:
            refs[one.prov.id] = one.prov.ref
            binds = (
                self.t.holds_at(one.binds, self.view.low.attack) if one.ban is None
                else self.t.exists(one.ban.arises)
            )  # fmt: skip
            for name, member in one.members:
                lit = self.graph.all(member, binds)
                found.setdefault((one.prov.id, name), []).append(Part(None, one.forms, lit, self.a.lit(lit)))
        for (prov, name), parts in found.items():
            lit, held = (
                self.graph.any(*lits) for lits in zip(*((p.lit, p.held) for p in parts), strict=True)
            )
            yield Row(name, refs[prov], tuple(parts), lit, held)

    def _held(self, duty: DutyCase, lit: Lit) -> Lit:
        """That it arises, and is not at an end before long; nothing but choices is left."""
        arises = self.a.lit(lit)
        return (
            arises
            if arises == FALSE
            else self.graph.all(arises, *(-over for over in self._over(self.a, duty)))
        )

    def _over(self, a: Assumed, duty: DutyCase) -> list[Lit]:
        def make() -> list[Lit]:
            terms = [o for status in _ENDS for o in a.minutes(duty.end(status))]
            return [
                o.guard
                for o in terms
                if o.term.var == "A" and o.term.plus <= _SOON + max(0, runs_out(self.view)[1])
            ]

        return self.view.once(("over", a.conduct.text, id(duty)), make)

    # ---- how far it goes -----------------------------------------------------------------------------------------

    @cached_property
    def whole(self) -> int:
        """How many cases there are."""
        return self.view.ways(self.view.willing, TRUE, self.names)

    @cached_property
    def _plain(self) -> dict[str, int]:
        """The plainest attack that is answered at all."""
        cell = attack(self.view)
        return self._facts(cell) if cell is not None else {}

    def _facts(self, cell: Cell) -> dict[str, int]:
        return {n: cell.choices[n] for n in self.facts}

    def extent(self, row: Row) -> Extent:
        """One row, counted."""
        base = self.view.willing.lit(row.lit)
        owed, rare = self._count(base), False
        if owed == self.whole and (least := self._least(row)) < owed:
            owed = least  # another event sets it off whatever the attack: what it comes to after the attack is told
        one, usual = dict[str, int](), dict[str, int]()
        if owed:
            one = self._against(base)
        elif row.held != FALSE:
            rare, (one, usual) = True, self._found(row.held)
            owed = self._count(self._with(row.held, usual))
        if not owed:
            return Extent(row.who, row.ref, 0, self.whole, 0, 0)
        known = one if rare else one | self._entering
        held = self._within(row.held, known)
        each = self._each(row, known)
        usual = usual or self._usual(self._within(self.a.lit(row.lit), known))
        among = self._sum(each, usual)
        if not among:
            return Extent(row.who, row.ref, 0, self.whole, 0, 0)
        key = self._alike(row, held, known, usual)
        if key not in self._done:
            by, ever, since = self._by(row, one) if not rare else ((), 0, ())
            steps = (*self._steps(held, each, usual, among), *self._leaves(row, known, usual, among))
            self._done[key] = tuple(self._things(row, known, usual)), steps, by, ever, since
        things, steps, by, ever, since = self._done[key]
        return Extent(
            row.who, row.ref, owed, self.whole, among, self._room, things, rare, steps, by, ever, since
        )

    def _least(self, row: Row) -> int:
        """In how many cases it arises on the occasion on which it does least often, if it does at all."""
        duties = {id(p.duty): p.duty for p in row.parts if p.duty is not None and p.duty.case}
        lits = (self.graph.any(*(p.lit for p in row.parts if p.duty is one)) for one in duties.values())
        counts = [self._count(self.view.willing.lit(lit)) for lit in lits]
        return min((n for n in counts if n), default=self.whole)

    def _alike(self, row: Row, held: Lit, known: Mapping[str, int], usual: Mapping[str, int]) -> object:
        """What makes two parties alike under a sentence: the same arises for both, is due at once, and can be left."""
        out = any(x.group == row.who for x in self._withdrawals)
        parts = tuple(
            (p.forms, self._within(p.held, known), self._due(p, known) if p.duty is not None else ())
            for p in row.parts
        )
        return (
            row.ref,
            out,
            parts,
            tuple(sorted((n, v) for n, v in usual.items() if n in choices_of(self.view, held))),
        )

    def _due(self, part: Part, known: Mapping[str, int]) -> object:
        assert part.duty is not None
        return tuple((self._within(o.guard, known), o.term) for o in self.a.minutes(part.duty.due))

    @cached_property
    def _room(self) -> int:
        """How many completions there are."""
        return self._ways(TRUE)

    def _within(self, lit: Lit, known: Mapping[str, int]) -> Lit:
        """Something against one attack, once all is in force: small, and shared by many."""
        key = tuple(known.items())
        if key not in self._stages:
            self._stages[key] = Given(self.graph, known)
        return self._stages[key].lit(lit)

    @cached_property
    def _entering(self) -> dict[str, int]:
        """The events by which a text comes to bind, and ceases to: findings on force and exit look at these."""
        leaves = self.view.low.leaves.all
        kinds = ("ratify", "sign", "enact", "accede", "withdraw", "act")
        return {
            n: self.willing[n] for n, x in leaves.items() if x.ways[0].kind in kinds and n in self.willing
        }

    @cached_property
    def _withdrawals(self) -> list[Leaf]:
        return [x for x in self.view.low.leaves.all.values() if x.ways[0].kind == "withdraw"]

    def _found(self, held: Lit) -> tuple[dict[str, int], dict[str, int]]:
        """The attack, and what happens besides, in a case with few events in which something arises."""
        cell = shortest(self.view, self.a, held)
        if cell is None:
            return {}, {}
        names = (*self.view.low.leaves.all, "attribution")
        return self._facts(cell), {n: cell.choices[n] for n in names if n in cell.choices}

    def _against(self, base: Lit) -> dict[str, int]:
        """The facts of a plain attack against which something arises: of the plainest, if it does."""
        if self._within(base, self._plain) != FALSE:
            return self._plain
        cell = shortest(self.view, self.view.willing, base)
        return self._facts(cell) if cell is not None else {}

    def _things(self, row: Row, known: Mapping[str, int], usual: dict[str, int]) -> Iterator[Thing]:
        found: dict[tuple[str, str, bool, bool], list[Lit]] = {}
        for part in row.parts:
            joint = part.duty is not None and bool(part.duty.joint)
            held = self._with(self._within(part.held, known), usual)
            for form in part.forms:
                free = form.modal == "must" and form.latitude != "measure"
                lit = self.graph.all(held, self._within(form.guard, known))
                for what in dict.fromkeys(m for ms in form.measures for m in ms) or (
                    "carry out what is decided",
                ):
                    found.setdefault((what, form.modal, free, joint), []).append(lit)
        for (what, modal, free, joint), lits in found.items():
            if count := self._ways(self.graph.any(*lits)):
                yield Thing(what, modal, count, free, joint)

    def _count(self, lit: Lit) -> int:
        """In how many cases something holds."""
        if lit == FALSE:
            return 0
        if lit not in self._counts:
            self._counts[lit] = self.view.ways(self.view.willing, lit, self.names)
        return self._counts[lit]

    def _ways(self, lit: Lit, a: Assumed | None = None) -> int:
        """In how many completions something that turns on no other facts holds."""
        under = a or self.view.willing
        key = under.conduct.text, lit
        if lit == FALSE:
            return 0
        if key not in self._completions:
            self._completions[key] = self.view.ways(under, lit, self.points)
        return self._completions[key]

    def _usual(self, arises: Lit) -> dict[str, int]:
        """What happens where all do what brings something about, and nothing that ends it."""
        used, leaves = choices_of(self.view, arises), self.view.low.leaves.all
        return {n: v if n in used or n not in leaves else 0 for n, v in self.willing.items()}

    def _with(self, lit: Lit, values: Mapping[str, int]) -> Lit:
        """Something where events go in some way."""
        key = tuple(sorted(values.items()))
        if key not in self._given:
            self._given[key] = Given(self.graph, dict(key))
        return self._given[key].lit(lit)

    def _each(self, row: Row, known: Mapping[str, int]) -> tuple[Lit, ...]:
        """What arises on each of several occasions: an attack, an overthrow, the breach of an article."""
        by_duty: dict[int, list[Lit]] = {}
        for part in row.parts:
            by_duty.setdefault(id(part.duty), []).append(self._within(part.held, known))
        return tuple(lit for lits in by_duty.values() if (lit := self.graph.any(*lits)) != FALSE)

    def _sum(self, each: tuple[Lit, ...], values: dict[str, int]) -> int:
        return sum(self._left(lit, values) for lit in each)

    def _left(self, lit: Lit, values: dict[str, int]) -> int:
        """In how many completions something holds where events go in some way."""
        found = self.view.ways_with(self.view.willing, lit, values, self.points)
        return self._ways(self._with(lit, values)) if found is None else found

    def _steps(
        self, held: Lit, each: tuple[Lit, ...], usual: dict[str, int], owed: int
    ) -> Iterator[tuple[str, int]]:
        """What it hangs on: each kind of event that may go otherwise, with the cases that are then left."""
        for words, otherwise in self._otherwise(held, usual):
            left = self._sum(each, {**usual, **otherwise})
            if left < owed:
                yield words, left

    def _otherwise(self, lit: Lit, usual: Mapping[str, int]) -> Iterator[tuple[str, Mapping[str, int]]]:
        """The ways in which events may go that it rests on, kind by kind: in words, and what goes how."""
        leaves = self.view.low.leaves.all
        used = choices_of(self.view, lit)
        kinds: dict[str, list[Leaf]] = {}
        for name in leaves:
            if name in used:
                kinds.setdefault(leaves[name].ways[0].kind, []).append(leaves[name])
        for kind, mine in kinds.items():
            if kind in ("begin", "end", "act"):
                continue
            for way in range(1 + max(len(leaf.ways) for leaf in mine)):
                some = {x.name: way for x in mine if way <= len(x.ways) and usual.get(x.name) != way}
                if some:
                    yield _said(kind, way, [leaves[n] for n in some]), some
                if kind == "vote" and len(some) > 1:
                    for one in dict.fromkeys((next(iter(some)), *(n for n in some if n in self._consents))):
                        yield f"{leaves[one].ways[0].who} {_cast(leaves[one], way)}", {one: way}

    @cached_property
    def _consents(self) -> frozenset[str]:
        """The votes of those whose own consent a decision needs."""
        return frozenset(v.leaf.name for d in self.view.case.decisions for r in d.rules for v in r.consent)

    def _leaves(
        self, row: Row, known: Mapping[str, int], usual: dict[str, int], owed: int
    ) -> Iterator[tuple[str, int]]:
        """What is left if its bearer gave notice so that it is out as soon as the attack has come."""
        leaves = [x.name for x in self._withdrawals if x.group == row.who]
        duties = [p for p in row.parts if p.duty is not None]
        if not leaves or not duties:
            return
        by_duty: dict[int, list[Lit]] = {}
        for part in duties:
            by_duty.setdefault(id(part.duty), []).append(self._lasting(part))
        each = tuple(self.graph.any(*lits) for lits in by_duty.values())
        gone = {**usual, **known, **dict.fromkeys(leaves, 1)}
        left = self._sum(each, gone)
        if left < owed and self._with(self._gone.domain, gone) != FALSE:  # not where notice came before entry
            yield "its bearer is out right after the attack", left

    def _lasting(self, part: Part) -> Lit:
        """That it arises, and is not at an end, where whoever leaves is out right after the attack."""
        assert part.duty is not None
        return self.graph.all(
            self._gone.lit(part.lit), *(-over for over in self._over(self._gone, part.duty))
        )

    @cached_property
    def _gone(self) -> Assumed:
        """The same instants, but whoever leaves is out right after the attack."""
        times = dict(self.view.willing.conduct.times)
        for leaf in self.view.low.leaves.all.values():
            if leaf.ways[0].kind == "withdraw":
                times[leaf.var] = runs_out(self.view)[0]
        text = (
            f"what takes place takes place at once; whoever leaves gives notice at {runs_out(self.view)[0]}"
        )
        return self.view.assume(Conduct({}, times, text))

    # ---- by when -------------------------------------------------------------------------------------------------

    def _by(self, row: Row, one: dict[str, int]) -> tuple[_Counted, int, _Counted]:
        """The cases in which it is due by each instant, where all are as slow as they may; those in which it arises.

        Where it has no clock, the cases in which it has arisen by each instant come last.
        """
        a, g = latest(self.view), self.graph
        owed: list[Lit] = []
        due: dict[int, list[Lit]] = {}
        for part in row.parts:
            if part.duty is not None:
                owed.append(self._within(a.lit(part.lit), one))
                self._put(due, part.duty.due, owed[-1], one)
        arises = g.any(*owed)
        if arises == FALSE:
            return (), 0, ()
        if due:
            return tuple(self._rising(due, a)), self._ways(arises, a), ()
        since: dict[int, list[Lit]] = {}
        for part in row.parts:
            if part.duty is not None:
                self._put(since, part.duty.arises, self._within(a.lit(part.lit), one), one)
        return (), 0, tuple(self._rising(since, a))

    def _put(self, into: dict[int, list[Lit]], time: Time, when: Lit, one: Mapping[str, int]) -> None:
        """Put each instant at which something comes, if it does, to the rest."""
        a = latest(self.view)
        for guard, term in self.view.once(("late", time), lambda: a.minutes(time)):
            if term.var == "A":
                into.setdefault(term.plus, []).append(self.graph.all(when, self._within(guard, one)))

    def _rising(self, at: Mapping[int, list[Lit]], a: Assumed) -> Iterator[tuple[int, int]]:
        known, so_far = 0, FALSE
        for minutes, lits in sorted(at.items()):
            so_far = self.graph.any(so_far, *lits)
            if (count := self._ways(so_far, a)) > known:
                known = count
                yield minutes, count


def _said(kind: str, way: int, leaves: list[Leaf]) -> str:
    """That events of a kind go some way: `nobody requests assistance`, `United States objects`."""
    if (kind, way) in _STEPS:
        return _STEPS[kind, way]
    if not way:
        return f"there is no {kind}"
    if kind == "attribute":
        found = leaves[0].ways[way - 1].label
        return (
            "it is found that nobody is known to have attacked"
            if found == "none"
            else f"it is {found} who attacked"
        )
    if kind == "vote":
        return f"all vote {leaves[0].ways[way - 1].label}"
    whose = list(dict.fromkeys(x.ways[0].who or x.group for x in leaves))
    if kind in _DOES:
        return f"{'each of them' if len(whose) > 3 else listed(whose) or 'somebody'} {_DOES[kind]}"
    return leaves[0].ways[way - 1].say.replace("{victim}", "the victim").replace("{day}", "the day")


def _cast(leaf: Leaf, way: int) -> str:
    """How one votes: `votes against`, `votes for use-force`."""
    return _VOTES[way] if way < len(_VOTES) else f"votes {leaf.ways[way - 1].label}"


__all__ = ["Row", "extents", "rows"]
