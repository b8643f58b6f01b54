"""What can be seen of a draft in a case: who owes what under which modal from when until when, and what is decided."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from foedus.cases.decisions import Decides
from foedus.cases.duties import DutyCase
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import FALSE, TRUE, Graph, Lit
from foedus.cases.lowering import View
from foedus.cases.norms import Form
from foedus.cases.standing import Standing
from foedus.cases.times import NEVER, Term, Time
from foedus.compare.joint import MOMENT, Under
from foedus.engine.norms import norm_of
from foedus.engine.prepared import Prov
from foedus.model.node import bare

STATUS = ("performed", "waived", "excused", "lapsed", "breached")
_MODALS = ("may", "intends to", "must")
_FREEDOM = ("process", "discretion", "all-means", "measure")


def strength(modal: str, latitude: str) -> int:
    """How strongly something binds: modal first, then how much it leaves free."""
    if modal == "must not":
        return 100
    return 10 * _MODALS.index(modal) + _FREEDOM.index(latitude)


class Owed(Struct, frozen=True):
    """What one bearer owes, may do or intends to do in every case, as far as it can be seen.

    measure: as people read it. rank: how strongly. extra: what else the sentence says of it. exists: whether it arises.
    """

    bearer: str
    members: tuple[tuple[str, Lit], ...]
    measure: str
    rank: int
    modal: str
    latitude: str
    extra: Any
    target: Any
    exists: Lit
    arises: Time
    due: Time
    sure: Lit
    ends: tuple[Time, ...]
    prov: Prov
    duty: DutyCase
    form: Form
    own_arises: Time
    own_due: Time

    @property
    def seen(self) -> tuple[Any, ...]:
        """All that can be seen of it."""
        return (
            self.rank, self.members, self.extra, self.target, self.exists, self.arises, self.due, self.sure, self.ends
        )  # fmt: skip


class Decided(Struct, frozen=True):
    """A decision in every case, as far as it can be seen."""

    key: tuple[str, str]
    opened: Time
    due: Time
    voted: Time
    refused: Time
    lapsed: Time
    yes: Time
    no: Time
    void: Time
    prov: Prov
    decides: Decides

    @property
    def all(self) -> tuple[Time, ...]:
        """All that can be seen of it."""
        return (self.opened, self.due, self.voted, self.refused, self.lapsed, self.yes, self.no, self.void)


class Lasting(Struct, frozen=True):
    """What binds one bearer without anything that sets it off: whether it does at any moment, and is violated."""

    bearer: str
    measure: str
    rank: int
    modal: str
    extra: Any
    binds: Lit
    turns: tuple[Term, ...]
    violated: Time
    prov: Prov
    standing: Standing


class Observed:
    """What can be seen of one draft, in the graph of both.

    Args:
        under: the draft, under a conduct or none.
    """

    def __init__(self, under: Under) -> None:
        self.under = under
        self.low = under.case.low
        self._kept: dict[Any, Any] = {}

    @cached_property
    def owed(self) -> list[Owed]:
        """Duties, policies and powers, by bearer and measure."""
        return [self.whole(one) for one in self.slowly()]

    def slowly(self) -> Iterator[Owed]:
        """The same, of which nothing is looked at yet but whether it arises."""
        for duty in self.under.case.duties:
            yield from self._owed(duty)

    def _owed(self, duty: DutyCase) -> Iterator[Owed]:
        u, t, g = self.under, self.low.t, self.low.graph
        body = norm_of(duty.prov)
        extra = (body.purpose, bool(body.appropriation), body.in_accordance, body.breached_by, body.for_each)
        bearer = duty.bearer
        for form in duty.forms:
            if form.modal not in _MODALS:
                continue
            exists = u.lit(g.all(form.guard, t.exists(duty.arises)))
            if exists == FALSE:
                continue
            members = tuple((n, u.lit(lit)) for n, lit in duty.members) if duty.joint else ()
            rank = strength(form.modal, form.latitude)
            for measure, target in _measures(form):
                yield Owed(
                    bearer, members, measure, rank, form.modal, form.latitude, extra, target, exists, NEVER,
                    NEVER, FALSE, (), duty.prov, duty, form, t.given(form.guard, duty.arises),
                    t.given(form.guard, duty.due),
                )  # fmt: skip

    def arising(self, one: Owed) -> Owed:
        """What is owed, with when it arises."""
        key = "arising", id(one.duty), id(one.form)
        if key not in self._kept:
            self._kept[key] = self.under.time(one.own_arises)
        return replace(one, arises=self._kept[key])

    def clocked(self, one: Owed) -> Owed:
        """What is owed, with when it arises and by when it is due."""
        key = "due", id(one.duty), id(one.form)
        if key not in self._kept:
            self._kept[key] = self.under.time(one.own_due)
        return replace(self.arising(one), due=self._kept[key])

    def whole(self, one: Owed) -> Owed:
        """What is owed, with all that can be seen of it."""
        u, g, duty = self.under, self.low.graph, one.duty
        key = "whole", id(duty), id(one.form)
        if key not in self._kept:
            guard = one.form.guard
            self._kept[key] = (
                u.lit(g.all(guard, duty.sure)),
                tuple(u.given(guard, duty.end(s)) for s in STATUS),
            )
        sure, ends = self._kept[key]
        return replace(self.clocked(one), sure=sure, ends=ends)

    def deciding(self) -> Iterator[tuple[tuple[str, str], Decides]]:
        """Decisions, each with what is decided, and by whom if each decides for itself."""
        for d in self.under.case.decisions:
            about = "" if d.prov.body.about is None else str(bare(d.prov.body.about))
            yield (f"{d.prov.body.subject} {about} {' '.join(d.prov.body.measures)}".strip(), d.who), d
        for d in self.under.case.aside:
            yield (
                (f"{d.prov.body.subject} {' '.join(d.prov.body.measures)} on another event".strip(), d.who),
                d,
            )

    @cached_property
    def decided(self) -> list[Decided]:
        """Decisions, by what is decided and by whom, if each decides for itself."""
        out: list[Decided] = []
        for key, d in self.deciding():
            u = self.under
            times = (d.opened, d.due, d.voted, d.refused, d.lapsed, d.default_yes, d.default_no, d.void)
            out.append(decided(key, [u.time(time) for time in times], d))
        return out

    @cached_property
    def lasting(self) -> list[Lasting]:
        """What binds without anything that sets it off, at a moment that may be any; for each whom it is for apart."""
        u = self.under
        out: list[Lasting] = []
        for s in self.under.case.standing:
            body = norm_of(s.prov)
            extra = (body.purpose, bool(body.appropriation), body.in_accordance)
            binds, turns = u.side.at_any_moment(s.binds), tuple(u.side.turns(s.binds))
            bearer = s.bearer if len(s.members) < 2 else f"{s.bearer}: {', '.join(n for n, _ in s.members)}"
            for form in s.forms:
                rank = strength(form.modal, form.latitude)
                lit = u.side.graph.all(u.lit(form.guard), binds)
                violated = u.given(form.guard, s.violated)
                for measure, target in _measures(form):
                    for k, said in enumerate(self._aimed(s, measure, target)):
                        hurt = violated if not k else NEVER
                        out.append(
                            Lasting(bearer, said, rank, form.modal, extra, lit, turns, hurt, s.prov, s)
                        )
        return out

    def _aimed(self, s: Standing, measure: str, target: Any) -> list[str]:
        """A measure by each whom it is for or against."""
        names = self.named(s.prov, target, s.bearer)
        return [f"{measure} {n}" for n in names if n != s.bearer] or [measure]

    def towards(self, one: Owed) -> dict[str, Lit]:
        """Whom a measure is for or against, in every case."""
        if one.target is None:  # help that names nobody is for the victim
            return self._victims() if one.duty.case and one.measure in ("assist", "consult", "meet") else {}
        view = View(one.prov.ins, one.bearer if not one.members else "")
        out: dict[str, Lit] = {}
        g = self.under.side.graph
        for guard, pairs in self.low.who(one.target, view):
            for name, sure in pairs:
                if sure is not False:
                    out[name] = g.any(out.get(name, FALSE), self.under.lit(guard))
        return out

    def _victims(self) -> dict[str, Lit]:
        labels = [label for label, _ in self.low.incident.values("victim")]
        return {n: self.under.lit(self.low.is_victim(n)) for n in labels}

    def named(self, prov: Prov, target: Any, bearer: str) -> list[str]:
        """Whom a standing measure is for or against, by name."""
        if target is None:
            return []
        try:
            return sorted(self.low.possible(target, prov.ins, bearer))
        except (Outside, TooWide):  # a phrase that means nobody outside a case
            return [str(bare(target))]


def _measures(form: Form) -> Iterator[tuple[str, Any]]:
    """Each measure as people read it, with whom it is for; alternatives together."""
    said = [
        (" ".join(str(x) for x in _words(action, measure)), _plain(action.target))
        for action, measures in zip(form.actions, form.measures, strict=True) for measure in measures
    ]  # fmt: skip
    if form.any_of:
        yield (
            " or ".join(m for m, _ in sorted(said, key=lambda x: x[0])),
            next((t for _, t in said if t), None),
        )
    else:
        yield from said


def _plain(target: Any) -> Any:
    """A phrase without where it stands."""
    return bare(target) if target is not None else None


def _words(action: Any, measure: str) -> Iterator[Any]:
    yield measure
    if action.about:
        yield f"“{action.about}”"
    if action.quantity:
        yield from (action.quantity, action.unit)


def decided(key: tuple[str, str], times: Sequence[Time], d: Decides) -> Decided:
    """A decision, told by what can be seen of it in the order in which it is."""
    opened, due, voted, refused, lapsed, yes, no, void = times
    return Decided(key, opened, due, voted, refused, lapsed, yes, no, void, d.prov, d)


# ---- whether the same is seen ----------------------------------------------------------------------------------------


def exists(g: Graph, time: Time) -> Lit:
    """Whether a time comes."""
    return g.any(*(guard for guard, _ in time))


def same_time(g: Graph, a: Time, b: Time) -> Lit:
    """Whether both come at one instant, or neither comes."""
    if a == b:
        return TRUE
    both = [
        g.all(p, q, g.within(s.var, t.var, t.plus - s.plus), g.within(t.var, s.var, s.plus - t.plus))
        for p, s in a for q, t in b
    ]  # fmt: skip
    return g.any(*both, g.all(-exists(g, a), -exists(g, b)))


def before(g: Graph, a: Time, b: Time) -> Lit:
    """Whether both come, and the first earlier."""
    return g.any(*(g.all(p, q, g.within(s.var, t.var, t.plus - s.plus - 1)) for p, s in a for q, t in b))


def all_times(g: Graph, a: Iterable[Time], b: Iterable[Time]) -> Lit:
    """Whether all of these come alike."""
    return g.all(*(same_time(g, x, y) for x, y in zip(a, b, strict=True)))


__all__ = [
    "MOMENT",
    "NEVER",
    "Decided",
    "Lasting",
    "Observed",
    "Owed",
    "all_times",
    "before",
    "exists",
    "same_time",
]
