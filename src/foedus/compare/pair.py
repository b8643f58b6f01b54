"""Two drafts made ready to be compared: in one vocabulary, over one space of attacks, in one graph."""

from collections.abc import Collection, Mapping
from functools import cached_property

from foedus.base import DAY, add_months
from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.graph import Graph, Lit
from foedus.cases.lower import CaseGraph, lower
from foedus.check.conducts import willing
from foedus.compare.align import align
from foedus.compare.facets import Facet, facets
from foedus.compare.first import First
from foedus.compare.force import declared
from foedus.compare.joint import Joint, Under
from foedus.compare.observed import Observed
from foedus.compare.space import together
from foedus.compare.vocabulary import in_order_of, in_words_of, with_options_of, with_world_of
from foedus.engine.prepared import prepare
from foedus.model import Draft, Ref
from foedus.model.comparison import Alignment

_MANY_POINTS = 10


class Pair:
    """Two drafts and the graph of both.

    Args:
        one, two: the drafts, as they were read.
        fixed, fixed_two: open points that are settled in each, by name and text of the option.
        parts, parts_two: secret parts to read in each.
        at: the instant of the attack.
    """

    def __init__(
        self, one: Draft, two: Draft, fixed: Mapping[str, str], fixed_two: Mapping[str, str],
        parts: tuple[str, ...] = (), parts_two: tuple[str, ...] = (), at: int | None = None,
        alignment: Alignment | None = None,
    ) -> None:  # fmt: skip
        self.alignment = alignment if alignment is not None else align(one, two)
        self.written = one, two
        told = in_words_of(one, two, self.alignment)
        (first, self.only_one), (second, self.only_two) = (
            with_options_of(one, told),
            with_options_of(told, one),
        )
        self.told = one, told
        self.drafts = with_world_of(first, told), with_world_of(in_order_of(first, second), one)
        named = {r.two: r.one for r in self.alignment.renamings}
        settled = {
            named.get(name, name): _told(two, told, name, text, named) for name, text in fixed_two.items()
        }
        self.fixed = _numbers(self.drafts[0], fixed), _numbers(self.drafts[1], settled)
        self.parts = parts, parts_two
        ready = prepare(self.drafts[0], parts), prepare(self.drafts[1], parts_two)
        among, self.at = together(*ready, at)
        self.cases: tuple[CaseGraph, CaseGraph] = (
            lower(ready[0], self.fixed[0], self.at, parts, among, each=True),
            lower(ready[1], self.fixed[1], self.at, parts_two, among, each=True),
        )
        for case in self.cases:
            declared(case.low)
        self._conducts = willing(self.cases[0]), willing(self.cases[1])

    def unknown(self) -> tuple[tuple[Ref, str], ...]:
        """Provisions of which it is not said whether they come alike."""
        from foedus.compare.outside import unread

        return unread(self)

    def only(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What only one of the drafts speaks of."""
        from foedus.compare.outside import only

        one, two = self.told
        return only(one, two), only(two, one)

    @property
    def large(self) -> bool:
        """Whether so much is open that it is compared under assumed conduct first."""
        return max(len(d.open_points()) for d in self.drafts) > _MANY_POINTS

    def willingly(self, but: Collection[str] = ()) -> Lit:
        """That everybody does at once what the texts ask for or let them do; events of some kinds go in any way."""
        g = self.joint.graph
        leaves = {**self.cases[1].low.leaves.all, **self.cases[0].low.leaves.all}
        free = {n for n, leaf in leaves.items() if leaf.ways[0].kind in but}
        loose = {leaves[n].var for n in free}
        lits = [g.among(n, values) for n, values in self._willing_choices().items() if n not in free]
        return g.all(*lits, *(_is(g, v, at) for v, at in self.conduct.times.items() if v not in loose))

    def _willing_choices(self) -> dict[str, set[int]]:
        """The values of choices under the conduct assumed first, numbered as in the graph of both."""
        g, out = self.joint.graph, dict[str, set[int]]()
        for case, made in zip(self.cases, self._conducts, strict=True):
            for name, values in made.choices.items():
                labels = {case.low.graph.choices[name].values[v] for v in values}
                out[name] = {i for i, v in enumerate(g.choices[name].values) if v in labels}
        return out

    def dates(self) -> list[Lit]:
        """Cases in which what ends by the calendar has its exact end: each with notices given so long before.

        A month has no fixed length in the graph, so that a case may ask for an end that no calendar gives.
        """
        return self._dates

    @cached_property
    def _dates(self) -> list[Lit]:
        j, g = self.joint, self.joint.graph
        ends = {
            (side.var(end), notice, months) for side in (j.one, j.two)
            for end, notice, months in side.case.low.memo.get("calendar", ())
        }  # fmt: skip
        if not ends:
            return []
        out: list[Lit] = []
        for days in (*range(20, 420, 40), 800, 1500):
            at = -days * DAY
            lits: list[Lit] = []
            for end, notice, months in ends:
                over = add_months(self.at + at, months) - self.at
                lits += [_is(g, notice, at), _is(g, end, over)]
            out.append(g.all(*lits))
        return out

    @cached_property
    def joint(self) -> Joint:
        """The graph of both."""
        return Joint(*self.cases)

    @cached_property
    def free(self) -> list[Facet]:
        """Where the drafts first part, whatever anybody does."""
        return list(self.first.facets())

    @cached_property
    def first(self) -> First:
        """The first partings."""
        return First(self.joint)

    @cached_property
    def conduct(self) -> Conduct:
        """Everybody does at once what either text asks for or lets it do."""
        one, two = self._conducts
        choices = {**two.choices, **one.choices}
        return Conduct(choices, {**two.times, **one.times}, one.text)

    @cached_property
    def assumed(self) -> tuple[Assumed, Assumed]:
        """Each draft under the conduct assumed first."""
        one, two = (Assumed(case, made) for case, made in zip(self.cases, self._conducts, strict=True))
        return one, two

    @cached_property
    def at_once(self) -> tuple[Lit, list[Facet]]:
        """What differs under the conduct assumed first, and the cases that there are under it."""
        j = self.joint
        one, two = self.assumed
        within = j.graph.all(j.one.lit(one.domain), j.two.lit(two.domain))
        return within, facets(j, Observed(Under(j.one, one)), Observed(Under(j.two, two)))


def _is(g: Graph, var: str, at: int) -> Lit:
    return g.all(g.within(var, "A", at), g.within("A", var, -at))


def _told(two: Draft, told: Draft, name: str, text: str, named: Mapping[str, str]) -> str:
    """An option of the second draft as it is called in the first one's words."""
    before = next((p for p in two.open_points() if p.name == name), None)
    after = next((p for p in told.open_points() if p.name == named.get(name, name)), None)
    if before is None or after is None or text not in before.texts:
        return text
    return after.texts[before.texts.index(text)]


def _numbers(draft: Draft, fixed: Mapping[str, str]) -> dict[str, int]:
    points = {p.name: p for p in draft.open_points()}
    return {
        n: points[n].texts.index(text) for n, text in fixed.items() if n in points and text in points[n].texts
    }


__all__ = ["Pair"]
