"""Triples: what interpreter, decision diagrams and SAT say of one draft, completion and case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from foedus.base import add_months
from foedus.cases.backends.bdd import Bdd
from foedus.cases.backends.sat import Sat
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.graph import Lit
from foedus.cases.lower import CaseGraph
from foedus.cases.reading import Reading
from foedus.engine.state import LoopError
from tests.cases.agreement import Bench, cases, differences, fitting, run_rows
from tests.cases.statement import lines

LARGE = 5_000  # nodes of a case graph from which on diagrams over all that may happen take long


class Count(NamedTuple):
    """How many triples were compared, and in how many of them a comparison just held or just did not."""

    triples: int = 0
    tied: int = 0

    def plus(self, other: Count) -> Count:
        return Count(self.triples + other.triples, self.tied + other.tied)


class Disagreement(AssertionError):
    """Of one case, the three do not say the same."""

    def __init__(self, found: Sequence[str], reading: Reading) -> None:
        super().__init__("\n".join(found))
        self.reading = reading


class Answers:
    """The two backends on one draft.

    The diagrams answer as they do in the product: under a conduct, here one that fixes every minute and no choice; so
    one conduct serves all completions and all choices of who does what. Of a large draft it fixes who does what, too.
    SAT is given the draft as it stands, with the arithmetic of times left to it: the case is assumed, and what does not
    take place has no minute.
    """

    def __init__(self, case: CaseGraph) -> None:
        self.case, self.graph = case, case.low.graph
        self.sat = Sat(self.graph, case.domain)
        self.large = len(self.graph.nodes) > LARGE
        self.conduct: Conduct | None = None
        self.assumed: Assumed
        self.bdd: Bdd

    def at(self, cell: Cell) -> None:
        """Ask the diagrams about these minutes from now on."""
        leaves = self.case.low.leaves.all.values()
        done = {leaf.name: frozenset({cell.choices.get(leaf.name, 0)}) for leaf in leaves if self.large}
        conduct = Conduct(done, {leaf.var: cell.times[leaf.var] for leaf in leaves}, "")
        if conduct != self.conduct:
            self.conduct = conduct
            self.assumed = Assumed(self.case, conduct)
            self.bdd = Bdd(self.graph, self.assumed.domain)

    def by_diagrams(self, cell: Cell, statement: Lit) -> bool:
        """Whether the case is one of the domain in which the statement holds."""
        put_in = self.assumed.lit(statement)
        names = tuple(self.graph.choices)
        return {n: cell.choices.get(n, 0) for n in names} in self.bdd.project(put_in, names)

    def by_sat(self, cell: Cell, statement: Lit) -> bool | None:
        """Whether the statement holds in the case; None where it may or may not, or the case is none."""
        facts = self.facts(cell)
        yes = self.sat.solve(*facts, statement) is not None
        no = self.sat.solve(*facts, -statement) is not None
        return yes if yes != no else None

    def facts(self, cell: Cell) -> list[Lit]:
        """A case as literals: each choice, and when what takes place does."""
        g = self.graph
        out = [g.chosen(name, cell.choices.get(name, 0)) for name in g.choices]
        for leaf in self.case.low.leaves.all.values():
            if cell.choices.get(leaf.name, 0):
                at = cell.times[leaf.var]
                out += [g.within(leaf.var, "A", at), g.within("A", leaf.var, -at)]
        for end, notice, months in self.case.low.memo.get("calendar", ()):
            zero, at = self.case.low.incident.at, cell.times.get(notice)
            if at is not None:  # the graph knows of months only how long they may be
                months_on = add_months(zero + at, months) - zero
                out += [g.within(end, "A", months_on), g.within("A", end, -months_on)]
        return out


def compare(of: Bench, answers: Answers, reading: Reading) -> None:
    """Raise Disagreement unless interpreter, graph, diagrams and SAT say the same of a case."""
    rows = run_rows(of, reading)
    found = differences(of, reading, rows)
    if found:
        raise Disagreement(found, reading)
    told = lines(of.case, reading, rows)
    found = [f"of nothing in the graph: {row}" for row in told.apart]
    statement = told.statement(of.case)
    answers.at(reading.cell)
    if not answers.by_diagrams(reading.cell, statement):
        found.append("the diagrams deny what the run says")
    verdict = answers.by_sat(reading.cell, statement)
    if verdict is not True:
        found.append(f"SAT {'denies' if verdict is False else 'does not settle'} what the run says")
    if found:
        raise Disagreement(found, reading)


# ---- many of them ----------------------------------------------------------------------------------------------------


def triples(of: Bench, rnd: Random, seeds: int, each: int) -> Count:
    """Compare so many cases, and of each so many others at the same minutes; raises Disagreement on the first."""
    answers, count = Answers(of.case), Count()
    for first in islice(cases(of, rnd), seeds):
        for reading in (first, *islice(others(of, rnd, first), each)):
            try:
                compare(of, answers, reading)
            except LoopError:  # the interpreter itself says that this draft contradicts itself
                continue
            count = count.plus(Count(1, tied(of, reading)))
    return count


def others(of: Bench, rnd: Random, first: Reading) -> Iterator[Reading]:
    """Cases at the same minutes: some choices are made anew, those of completions above all."""
    graph, leaves = of.case.low.graph, of.case.low.leaves.all
    while True:
        for _ in range(100):
            choices = dict(first.choices)
            for name, choice in graph.choices.items():
                leaf = leaves.get(name)
                if rnd.random() >= (0.5 if choice.kind == "point" else 0.25 if leaf is None else 0.15):
                    continue
                choices[name] = rnd.randrange(len(choice.values))
            fitting(of, rnd, choices)
            reading = Reading(of.case, replace(first.cell, choices=choices))
            if reading.holds(of.domain):
                yield reading
                break
        else:
            return


def tied(of: Bench, reading: Reading) -> bool:
    """Whether two events that take place are just as far apart as some comparison allows, or a minute further."""
    here = {"A"} | {leaf.var for leaf in of.case.low.leaves.all.values() if reading.choices.get(leaf.name, 0)}
    times = reading.times
    return any(a.u in here and a.v in here and 0 <= times[a.u] - times[a.v] - a.c <= 1 for a in of.atoms)
