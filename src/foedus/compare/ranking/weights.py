"""What is counted, and how much it weighs: kinds of attack, each the same, or as a user weighs them."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from foedus.cases.backends.diagrams import Node as Set
from foedus.cases.conduct import Conduct
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import Lit
from foedus.cases.happenings import attack_fits
from foedus.cases.lowering import View as Words
from foedus.check.claims import LATE
from foedus.check.latest import Latest
from foedus.check.view import View
from foedus.compare.ranking.table import Table
from foedus.model import walk
from foedus.model.events import Slot
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
    """

    def __init__(self, table: Table, weights: Weights | None) -> None:
        self.table, self.space = table, table.space
        self.told: tuple[Weight, ...] = ()
        sets = [(table.live(), 1)] if weights is None else self._weighed(weights)
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
        found = [v for v in self.space.values[fact] if self.cases & self.space.value(fact, v) != self.space.dia.false]
        return tuple(graph.choices[fact].values[v] for v in found)

    def of(self, found: Set) -> Fraction:
        """The share of what is counted that a set is."""
        total = Fraction(0)
        for part in self._parts:
            total += part.weight * self.space.share(found & part.cases) / part.share
        return total / self._sum if self._sum else total

    def _weighed(self, weights: Weights) -> list[tuple[Set, int]]:
        table, space = self.table, self.space
        named: list[tuple[Weighing, Set]] = []
        every = space.dia.false
        attacks = table.attacks()
        for line in weights.lines:
            if line.event is not None:
                cases = space.node(fits(table.view, table.on.under, line)) & attacks
                if cases == space.dia.false:
                    raise NoSuchAttackError(line)
                named.append((line, cases))
                every = every | cases
        named += [(line, attacks & ~every) for line in weights.lines if line.event is None]
        self.told = tuple(
            Weight(line.text, line.weight, space.count(cases, table.facts), line.event is None)
            for line, cases in named
        )
        return [(cases, line.weight) for line, cases in named]


def fits(view: View, under: Latest, line: Weighing) -> Lit:
    """Which attacks a description means. Whoever is named made the attack, however sure that is."""
    conduct = under.conduct
    if "attribution" in conduct.choices and not _asks(line.event, "attribution"):
        labels = view.graph.choices["attribution"].values
        sure = frozenset({labels.index("established")})
        conduct = Conduct({**conduct.choices, "attribution": sure}, conduct.times, conduct.text)
    given = Latest(view.case, conduct, under.late)
    words = Words(min(view.low.prep.mains))
    try:
        return given.lit(attack_fits(view.low, line.event, words).yes.at(LATE))
    except (Outside, TooWide) as outside:
        raise NoSuchAttackError(line) from outside


def _asks(event: object, name: str) -> bool:
    return any(isinstance(one, Slot) and one.name == name for one in walk(event))


def spoken(weights: Weights | None) -> Iterable[object]:
    """The events of which the weights speak."""
    return () if weights is None else [one.event for one in weights.lines if one.event is not None]
