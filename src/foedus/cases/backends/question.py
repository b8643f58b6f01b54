"""One question to the decision diagrams, taken apart: what is shared, what is counted, and the times at the end."""

from collections.abc import Collection, Sequence

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.counting import Counting, Limit, Limits
from foedus.cases.backends.diagrams import Node
from foedus.cases.backends.eliminate import theory
from foedus.cases.backends.order import count_name, declare
from foedus.cases.backends.parties import Count, Parties
from foedus.cases.backends.tables import slot
from foedus.cases.backends.walk import Walk
from foedus.cases.graph import Graph, Lit

Bounds = dict[int, tuple[int | None, int | None]]
FEW = 16  # a time that is compared in so many ways only is eliminated before parties are counted


class Question:
    """Whether, for each value of the kept choices, there is a case.

    Args:
        graph: the graph.
        coding: its leaves as variables.
        whole: what must hold, the domain included.
        keep: the choices that stay.
    """

    def __init__(self, graph: Graph, coding: Coding, whole: Lit, keep: Collection[str]) -> None:
        self._graph = graph
        self._coding = coding
        self._dia = coding.diagrams
        self._keep = set(keep)
        self._whole = whole
        self._parties = Parties(graph, whole, self._keep)
        self.counting = Counting(coding, self._parties)
        self._counts: dict[str, Count] = {}  # variable -> what it says
        self._memo: dict[int, Node] = {}
        declare(coding, self._parties, self.counting.tables)

    def answer(self) -> Node:
        """The diagram over the variables of the kept choices."""
        result = self.timed()
        keep = [digit for name in self._keep for digit in self._coding.digits(name)]
        return Walk(self._coding, keep).project(result)

    def timed(self) -> Node:
        """The answer before the last times are eliminated: over kept choices and comparisons of shared times."""
        dia = self._dia
        base, slots = self._shared()
        base = self._without_facts(base, slots)
        dia.tidy()
        counts = [v for v in self._counts if v in base.support]
        common = dia.exist(counts, base)  # holds in all cases: the cases need not say it again
        cases: dict[Limits, Node] = {}
        self._cover(base, base | ~common, {}, counts, cases)
        result = dia.false
        for limits, part in sorted(cases.items(), key=lambda one: len(one[1])):
            result = result | (part & self.counting.possible(limits))
            dia.check()
        return dia.and_exists(common, result, [slot(node) for node in slots])

    # ---- what is shared ------------------------------------------------------------------------------------------

    def _shared(self) -> tuple[Node, set[int]]:
        """The question over shared leaves, a variable for each count, and one for each shared node parties look at."""
        dia, coding = self._dia, self._coding
        memo = self._memo
        for node, count in self._parties.counts.items():
            name = count_name(count)
            self._counts[name] = count
            variable = dia.var(name) if count.met else ~dia.var(name)
            memo[node] = dia.all([variable, *(coding.node(lit, memo) for lit in count.rest)])
        base = coding.node(self._whole, memo)
        slots: set[int] = set()
        while True:
            sums = {self._counts[v].sum for v in base.support if v in self._counts}
            new = {
                node
                for number in sums
                for _, lits in self._parties.sums[number].parts
                for node in self.counting.tables.slots([lits])
            } - slots
            if not new:
                return base, slots
            slots |= new
            for node in sorted(new):
                variable, meaning = dia.var(slot(node)), coding.node(node, memo)
                base = base & ((variable & meaning) | (~variable & ~meaning))
                dia.check()

    def _without_facts(self, base: Node, slots: set[int]) -> Node:
        """Without the choices and times that no party looks at itself."""
        coding, dia = self._coding, self._dia
        support = base.support
        sums = {self._counts[v].sum for v in support if v in self._counts}
        lits = [lits for number in sums for _, lits in self._parties.sums[number].parts]
        used = self._keep | self.counting.tables.shared_choices(lits)
        facts = [v for v in support if v in coding.owner and coding.owner[v] not in used]
        base = dia.exist(facts, base)
        atoms = {coding.atoms[v] for v in base.support if v in coding.atoms}
        looked_at = self.counting.tables.shared_times(lits)
        for time in sorted({t for a in atoms for t in a[:2]} - looked_at):
            of_time = {a for a in atoms if time in a[:2]}
            if len(of_time) <= FEW:
                clauses, gone = theory(coding, of_time, [time])
                base = dia.and_exists(base, clauses, gone)
                atoms = {coding.atoms[v] for v in base.support if v in coding.atoms}
        return base

    # ---- counts --------------------------------------------------------------------------------------------------

    def _cover(
        self, must: Node, may: Node, limits: Bounds, left: Sequence[str], cases: dict[Limits, Node]
    ) -> Node:
        """A function between two, as cases: limits on sums, and when they are enough; few cases, each with few limits.

        As an irredundant sum of products (Minato 1992), the counts being the literals and functions of the rest the
        coefficients. Where a count matters only one way round, nothing is asked of it the other way round.
        """
        dia = self._dia
        if must == dia.false:
            return must
        support = must.support | may.support
        left = [v for v in left if v in support]
        if not left:
            key = tuple(Limit(s, low, high) for s, (low, high) in sorted(limits.items()))
            part = dia.between(must, may)
            cases[key] = cases[key] | part if key in cases else part
            return part
        name, rest = left[0], left[1:]
        count = self._counts[name]
        low, high = limits.get(count.sum, (None, None))
        must1, may1 = dia.let({name: True}, must), dia.let({name: True}, may)
        if low is not None and low >= count.need:
            return self._cover(must1, may1, limits, rest, cases)
        must0, may0 = dia.let({name: False}, must), dia.let({name: False}, may)
        if high is not None and high < count.need:
            return self._cover(must0, may0, limits, rest, cases)
        yes = self._cover(must1 & ~may0, may1, limits | {count.sum: (count.need, high)}, rest, cases)
        no = self._cover(must0 & ~may1, may0, limits | {count.sum: (low, count.need - 1)}, rest, cases)
        both = self._cover((must1 & ~yes) | (must0 & ~no), may0 & may1, limits, rest, cases)
        variable = dia.var(name)
        return both | (variable & yes) | (~variable & no)
