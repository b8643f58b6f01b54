"""Questions to the decision diagrams, taken apart: what is shared, what is counted, what is left of the times."""

from collections.abc import Collection

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.counting import Counting
from foedus.cases.backends.covering import Covering
from foedus.cases.backends.cycles import Compared
from foedus.cases.backends.diagrams import Node
from foedus.cases.backends.eliminate import theory
from foedus.cases.backends.order import count_name, declare
from foedus.cases.backends.parties import Count, Parties
from foedus.cases.backends.tables import slot
from foedus.cases.graph import Lit

FEW = 16  # a time that is compared in so many ways only is eliminated before parties are counted


class Questions:
    """Questions that treat the same choices and times as shared; what was counted for one helps the next.

    Args:
        coding: the graph's leaves as variables.
        parties: takes questions apart.
    """

    def __init__(self, coding: Coding, parties: Parties) -> None:
        self._coding = coding
        self._dia = coding.diagrams
        self._parties = parties
        self._counting = Counting(coding, parties)
        self._counts: dict[str, Count] = {}  # variable -> what it says
        self._memo: dict[int, Node] = {}

    def timed(self, whole: Lit, choices: Collection[str], times: Collection[str] = ()) -> tuple[Node, Node]:
        """Two functions; where both hold for some values of the variables, there is a case, its minutes left open.

        Only the variables of the kept choices and of comparisons of shared times matter.

        Args:
            whole: what must hold, the domain included.
            choices: the choices that stay.
            times: times that stay in any case.
        """
        dia = self._dia
        self._parties.add(whole)
        declare(self._coding, self._parties, self._counting.tables, whole)
        base = self._shared(whole)
        base = self._without_facts(base, set(choices), set(times))
        dia.tidy(base)
        support = base.support
        counts = [v for v in reversed(self._counts) if v in support]  # the outermost first: few are left then
        common = dia.exist(counts, base)  # holds in all cases: the cases need not say it again
        rest = dia.between(base, base | ~common)
        cases = Covering(dia, self._counts).of(rest, counts)
        looks = {name for limits in cases for name in self._counting.looks(limits)}
        order = Compared(self._coding, looks | support).order()
        possible = self._counting.possible(cases, common & order)
        result = dia.any([part & possible[limits] for limits, part in cases.items()])
        dia.check()
        return common, result

    # ---- what is shared ------------------------------------------------------------------------------------------

    def _shared(self, whole: Lit) -> Node:
        """The question over shared leaves, a variable for each count, and one for each shared node parties look at."""
        dia, coding = self._dia, self._coding
        memo = self._memo
        for node, count in self._parties.counts.items():
            if node not in memo:
                name = count_name(count)
                self._counts[name] = count
                variable = dia.var(name) if count.met else ~dia.var(name)
                memo[node] = dia.all([variable, *(coding.node(lit, memo) for lit in count.rest)])
        base = coding.node(whole, memo)
        slots: set[int] = set()
        while True:
            new = {
                node for lits in self._conditions(base) for node in self._counting.tables.slots([lits])
            } - slots
            if not new:
                return base
            slots |= new
            for node in sorted(new):
                variable, meaning = dia.var(slot(node)), coding.node(node, memo)
                base = base & dia.ite(variable, meaning, ~meaning)
                dia.check()

    def _conditions(self, base: Node) -> list[tuple[Lit, ...]]:
        """What is counted of each party in the sums on which this rests."""
        sums = {self._counts[v].sum for v in base.support if v in self._counts}
        return [lits for number in sums for _, lits in self._parties.sums[number].parts]

    def _without_facts(self, base: Node, choices: set[str], times: set[str]) -> Node:
        """Without the choices and times that no party looks at itself."""
        coding, dia = self._coding, self._dia
        conditions = self._conditions(base)
        used = choices | self._counting.tables.shared_choices(conditions)
        facts = [v for v in base.support if v in coding.owner and coding.owner[v] not in used]
        base = dia.exist(facts, base)
        atoms = {coding.atoms[v] for v in base.support if v in coding.atoms}
        looked_at = times | self._counting.tables.shared_times(conditions)
        for time in sorted({t for a in atoms for t in a[:2]} - looked_at):
            of_time = {a for a in atoms if time in a[:2]}
            if len(of_time) <= FEW:
                clauses, gone, _ = theory(coding, of_time, [time])
                base = dia.and_exists(base, clauses, gone)
                atoms = {coding.atoms[v] for v in base.support if v in coding.atoms}
        return base
