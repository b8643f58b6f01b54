"""What is counted, and how much it weighs: kinds of attack, each the same, or as a user weighs them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from foedus.cases.backends.diagrams import Node as Set
from foedus.cases.conduct import Conduct
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import FALSE, Lit
from foedus.cases.happenings import attack_fits
from foedus.cases.lowering import View as Words
from foedus.check.claims import LATE
from foedus.check.latest import Latest
from foedus.check.view import View
from foedus.compare.ranking.table import Table
from foedus.model import LEVELS, EventExpr, Node, Pattern, Slot, TermEvent, rewrite, walk
from foedus.model.ranking import Weighing, Weight, Weights


class NoSuchAttackError(Exception):
    """No kind of attack in the case space fits a description, so nothing can be weighed.

    Args:
        line: the sentence.
    """

    def __init__(self, line: Weighing) -> None:
        super().__init__(line.text)
        self.line = line


class Part(Struct, frozen=True):
    """Cases that are drawn evenly: those of some kinds of attack, and their weight among the others."""

    cases: Set
    share: Fraction
    weight: int


class Measure:
    """How much of what is counted a set of cases is.

    Args:
        table: the outcomes.
        weights: a user's own; None counts every kind of attack that some completion answers by itself the same.
        meant: the attacks that each sentence of the weights means, under the conduct.
    """

    def __init__(
        self, table: Table, weights: Weights | None, meant: Mapping[Weighing, Lit] | None = None
    ) -> None:
        self.table, self.space = table, table.space
        self.told: tuple[Weight, ...] = ()
        self.missing: Weighing | None = None  # a weight that fits no attack
        sets = [(table.live(), 1)] if weights is None else self._weighed(weights, meant or {})
        self._parts = [Part(cases, self.space.share(cases), weight) for cases, weight in sets if weight]
        self._parts = [part for part in self._parts if part.share]
        self._sum = sum(part.weight for part in self._parts)
        self.cases = self.space.dia.any([part.cases for part in self._parts])

    @property
    def kinds(self) -> int:
        """How many kinds of attack are counted."""
        return self.space.count(self.cases, self.table.facts)

    def named(self, fact: str) -> tuple[str, ...]:
        """Which values of a fact of the attack are counted."""
        graph = self.table.view.graph
        if fact not in self.space.values:
            return ()
        found = [
            v
            for v in self.space.values[fact]
            if self.cases & self.space.value(fact, v) != self.space.dia.false
        ]
        return tuple(graph.choices[fact].values[v] for v in found)

    def of(self, found: Set) -> Fraction:
        """The share of what is counted that a set is."""
        total = Fraction(0)
        for part in self._parts:
            total += part.weight * self.space.share(found & part.cases) / part.share
        return total / self._sum if self._sum else total

    def _weighed(self, weights: Weights, meant: Mapping[Weighing, Lit]) -> list[tuple[Set, int]]:
        table, space = self.table, self.space
        named: list[tuple[Weighing, Set]] = []
        every = space.dia.false
        attacks = table.attacks()
        for line in weights.lines:
            if line.event is not None:
                cases = space.node(meant[line]) & attacks
                if cases == space.dia.false:
                    self.missing = line
                named.append((line, cases))
                every = every | cases
        named += [(line, attacks & ~every) for line in weights.lines if line.event is None]
        self.told = tuple(
            Weight(line.text, line.weight, space.count(cases, table.facts), line.event is None)
            for line, cases in named
        )
        return [(cases, line.weight) for line, cases in named]


def described(view: View, weights: Weights | None) -> dict[Weighing, Lit]:
    """The attacks that each sentence means, as the graph has them.

    Ask before a conduct is put in: what only a weight speaks of becomes a fact of the attack here. Whoever is named
    made the attack, however sure that is, unless the sentence says how sure.
    """
    words, out = Words(min(view.low.prep.mains)), dict[Weighing, Lit]()
    for line in weights.lines if weights is not None else ():
        if line.event is not None:
            try:
                out[line] = attack_fits(view.low, _without(line.event), words).yes.at(LATE)
            except (Outside, TooWide):
                out[line] = FALSE  # described by what the case space does not hold
    return out


def under(view: View, on: Latest, found: Mapping[Weighing, Lit]) -> dict[Weighing, Lit]:
    """The same under a conduct, with how sure it is who attacked where a sentence says so."""
    g, out = view.graph, dict[Weighing, Lit]()
    given = on
    if "attribution" in on.conduct.choices:
        sure = frozenset({g.choices["attribution"].values.index("established")})
        choices = {**on.conduct.choices, "attribution": sure}
        given = Latest(view.case, Conduct(choices, on.conduct.times, on.conduct.text), on.late)
    for line, lit in found.items():
        out[line] = g.all(given.lit(lit), *(_as_sure(view, slot) for slot in _levels(line.event)))
    return out


def _levels(event: object) -> list[Slot]:
    """How sure it is to be who attacked, where a description says so."""
    return [one for one in walk(event) if isinstance(one, Slot) and one.name == "attribution"]


def _without(event: EventExpr) -> EventExpr:
    """The description without how sure it is who attacked."""

    def bare(node: Node) -> object:
        if isinstance(node, (Pattern, TermEvent)):
            return replace(node, slots=tuple(slot for slot in node.slots if slot.name != "attribution"))
        return node

    return rewrite(event, bare)


def _as_sure(view: View, slot: Slot) -> Lit:
    """Whether it is as sure as a description says."""
    if "attribution" not in view.graph.choices or slot.value not in LEVELS:
        return FALSE
    values, level = view.graph.choices["attribution"].values, LEVELS.index(cast("str", slot.value))
    meant = LEVELS[level:] if slot.op == "at-least" else (LEVELS[level],)
    return view.graph.among("attribution", [i for i, v in enumerate(values) if v in meant])


def spoken(weights: Weights | None) -> Iterable[object]:
    """The events of which the weights speak."""
    return () if weights is None else [one.event for one in weights.lines if one.event is not None]
