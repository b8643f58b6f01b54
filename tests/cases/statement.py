"""What the interpreter says of a case, as one statement about the case graph that any backend can be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from foedus.cases.bans import Ban
from foedus.cases.decisions import Decides
from foedus.cases.duties import DutyCase
from foedus.cases.graph import Lit
from foedus.cases.lower import CaseGraph
from foedus.cases.norms import Form
from foedus.cases.reading import Reading
from foedus.cases.standing import Standing
from foedus.cases.times import Term, Time
from tests.cases.agreement import (
    HORIZON,
    Row,
    decision_ends,
    graph_binding,
    graph_broken,
    graph_decision,
    graph_duty,
    graph_violated,
)


class Line(NamedTuple):
    """What one decision, duty or lasting provision comes to: its line of the record, none if it comes to nothing."""

    row: Row | None
    tell: Callable[[Row | None], Lit]
    """A line as a literal."""


class Lines(NamedTuple):
    """Lines by what they are of; apart: those of which the graph alone or the run alone knows."""

    lines: list[Line]
    apart: list[Row]

    def statement(self, case: CaseGraph) -> Lit:
        """All of it as one literal: what arises, opens and binds when and how, and that nothing else does."""
        return case.low.graph.all(*(line.tell(line.row) for line in self.lines))


def lines(case: CaseGraph, reading: Reading, rows: list[Row]) -> Lines:
    """The lines of a record, each given to what it is of.

    The graph does not say of what it gives rise to which line of the record is which: lines that tell the same are
    given to what reads the same in this case. What is told is the record's alone.
    """
    left = list(rows)
    out: list[Line] = []
    apart: list[Row] = []
    for own, tell in _tellers(case, reading):
        if own is None:
            out.append(Line(None, tell))
        elif own in left:
            out.append(Line(left.pop(left.index(own)), tell))
        else:
            apart.append(own)
    return Lines(out, [*apart, *left])


def _tellers(case: CaseGraph, reading: Reading) -> Iterator[tuple[Row | None, Callable[[Row | None], Lit]]]:
    made = _Made(case)
    for decision in (*case.decisions, *case.aside):
        yield graph_decision(reading, decision), lambda row, d=decision: made.decision(d, row)
    for duty in case.duties:
        yield graph_duty(reading, duty), lambda row, d=duty: made.duty(d, row)
    for one in case.standing:
        yield graph_binding(reading, one), lambda row, s=one: made.binding(s, row)
        yield graph_violated(reading, one), lambda row, s=one: made.violated(s, s.violated, row)
        for time in one.broken:
            yield graph_broken(reading, one, time), lambda row, s=one, t=time: made.violated(s, t, row)


class _Made:
    """Lines of a record as literals."""

    def __init__(self, case: CaseGraph) -> None:
        self.graph, self.t = case.low.graph, case.low.t

    def at(self, time: Time, minute: int | None) -> Lit:
        """It comes at that minute after the attack; or never."""
        if minute is None:
            return -self.t.exists(time)
        here = self.t.at("A", minute)
        return self.t.same(time, here)

    def not_within(self, time: Time) -> Lit:
        """It does not come before the horizon."""
        return -self.t.le(time, self.t.at("A", HORIZON))

    def ended(self, ends: tuple[tuple[str, Time], ...], open_: str, status: str, at: int | None) -> Lit:
        """It ends in this way then, and in no other; or, while it is open, in none before the horizon."""
        g = self.graph
        if status == open_:
            return g.all(*(self.not_within(time) for _, time in ends))
        return g.any(*(
            g.all(self.at(time, at), *(-self.t.exists(other) for j, (_, other) in enumerate(ends) if j != i))
            for i, (name, time) in enumerate(ends) if name == status
        ))  # fmt: skip

    def members(self, members: tuple[tuple[str, Lit], ...], names: frozenset[str]) -> Lit:
        """These are among those who bear it, and no others."""
        each = {n: self.graph.any(*(lit for m, lit in members if m == n)) for n, _ in members}
        return self.graph.all(*(lit if n in names else -lit for n, lit in each.items()))

    def form(self, forms: tuple[Form, ...], fits: Callable[[Form], bool]) -> Lit:
        """The first form that is met is one of these."""
        g = self.graph
        return g.any(*(
            g.all(f.guard, *(-e.guard for e in forms[:i])) for i, f in enumerate(forms) if fits(f)
        ))  # fmt: skip

    def decision(self, d: Decides, row: Row | None) -> Lit:
        if row is None:
            return self.not_within(d.opened)
        _, _, opened, due, status, closed = row
        return self.graph.all(
            self.at(d.opened, opened), self.at(d.due, due), self.ended(decision_ends(d), "open", status, closed)
        )  # fmt: skip

    def duty(self, d: DutyCase, row: Row | None) -> Lit:
        if row is None:
            return self.not_within(d.arises)
        _, names, modal, measures, since, due, status, ended, sure = row
        return self.graph.all(
            self.at(d.arises, since), self.at(d.due, due), self.ended(d.ends, "owed", status, ended),
            self.members(d.members, names), d.sure if sure else -d.sure,
            self.form(d.forms, lambda f: f.modal == modal and told(f) == measures),
        )  # fmt: skip

    def binding(self, s: Standing, row: Row | None) -> Lit:
        if s.ban is not None:
            return self.ban(s, s.ban, row)
        lasts = self.graph.all(
            s.binds.at(Term("A", HORIZON + 1)), self.form(s.forms, lambda f: f.modal != "may")
        )
        if row is None:
            return -lasts
        _, names, modal = row
        return self.graph.all(
            lasts, self.members(s.members, names), self.form(s.forms, lambda f: f.modal == modal)
        )

    def ban(self, s: Standing, ban: Ban, row: Row | None) -> Lit:
        if row is None:
            return self.not_within(ban.arises)
        _, names, _, measures, since, due, over, sure = row
        return self.graph.all(
            self.at(ban.arises, since), self.at(ban.due, due), self.members(s.members, names),
            self.not_within(ban.over) if over is None else self.at(ban.over, over),
            ban.sure if sure else -ban.sure, self.form(s.forms, lambda f: told(f) == measures),
        )  # fmt: skip

    def violated(self, s: Standing, time: Time, row: Row | None) -> Lit:
        if row is None:
            return self.not_within(time)
        return self.graph.all(self.at(time, row[3]), self.members(s.members, row[1]))


def told(form: Form) -> tuple[Any, ...]:
    """The measures of a form, as a record lists them."""
    return tuple(dict.fromkeys(m for ms in form.measures for m in ms))
