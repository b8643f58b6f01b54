"""The SAT backend: clauses for the graph, and the arithmetic of times by lemmas as they are needed."""

from collections.abc import Sequence

from foedus.cases.backends.base import Clock
from foedus.cases.backends.clauses import solver
from foedus.cases.backends.encode import Encoding
from foedus.cases.backends.lemmas import Lemmas
from foedus.cases.backends.minimal import Blamed, Sets, enumerate_sets, irreducible
from foedus.cases.backends.ordered import SLICE
from foedus.cases.backends.remembered import Remembered
from foedus.cases.cell import Cell
from foedus.cases.graph import FALSE, TRUE, Atom, Graph, Is, Lit
from foedus.cases.theory import UNBOUNDED, cores, most, witness


class Sat:
    """Questions about one graph, one after another; what was learnt for one helps the next.

    Args:
        graph: the case graph; it may grow between questions.
        domain: what every case meets.

    >>> from foedus.cases.graph import Choice
    >>> g = Graph()
    >>> late = g.choice(Choice("late", ("no", "yes"), "procedure"))
    >>> domain = g.all(g.within("A", "D", 0), g.within("D", "A", 72), g.ite(late, g.within("A", "D", -24), TRUE))
    >>> g.times.update(A="", D="")
    >>> sat = Sat(g, domain)
    >>> sat.solve(late)
    Cell(choices={'late': 1}, times={'A': 0, 'D': 24})
    >>> sat.worst(late, "D", "A")
    (72, Cell(choices={'late': 1}, times={'A': 0, 'D': 72}))
    >>> sat.solve(late, g.within("D", "A", 3)) is None
    True
    """

    def __init__(self, graph: Graph, domain: Lit = TRUE) -> None:
        self.graph = graph
        self.domain = domain
        self._solver = solver(graph.kit)
        self._code = Encoding(graph, self._solver)
        self._solver.add(self._code.literal(domain))
        self._model: list[int] = []
        self._first = False  # whether the model is the first in the order of what is preferred
        self._lemmas = Lemmas(graph, self._code.atoms, self._code.between)
        self._remembered = Remembered(graph)
        self.lemmas = 0
        self.searches = 0

    @property
    def variables(self) -> int:
        """How many variables the solver has."""
        return self._solver.variables

    def let_go(self) -> None:
        """Give back the memory of a solver that is asked nothing more, which holds on to itself."""
        self._code.__dict__.clear()

    # ---- cases ---------------------------------------------------------------------------------------------------

    def solve(self, *lits: Lit, prefer: Sequence[Lit] = (), budget: float | None = None) -> Cell | None:
        """A case in the domain in which all of these hold; None if there is none.

        Args:
            lits: what must hold.
            prefer: what should hold, most important first: each is met if it can be together with those before it.
            budget: seconds.

        Raises:
            OutOfBudgetError: the seconds were not enough.
        """
        clock = Clock(budget)
        roots, prefer = [self.domain, *lits], [soft for soft in prefer if soft != FALSE]
        atoms = self._search(roots, (), clock, prefer)
        if atoms is None:
            return None
        if prefer and not self._first:
            atoms = self._preferred(roots, prefer, atoms, clock)
        return self._cell(self._model, atoms)

    def possible(self, *lits: Lit, budget: float | None = None) -> bool:
        """Whether there is a case in the domain in which all of these hold.

        Raises:
            OutOfBudgetError: the seconds were not enough.
        """
        conditions, values = self._remembered.split(lits)
        if values and self._remembered.shows(conditions, values):
            return True
        leaves = self._exists((self.domain, *conditions), lits, Clock(budget))
        if leaves is not None and values:
            self._remembered.add(conditions, values, leaves)
        return leaves is not None

    def worst(self, lit: Lit, u: str, v: str, *, budget: float | None = None) -> tuple[float, Cell] | None:
        """The largest `u - v` in minutes over the cases in which this holds, and a case that attains it.

        Returns:
            The minutes, or UNBOUNDED with a case that can be drawn out for ever; None if it never holds.

        Raises:
            OutOfBudgetError: the seconds were not enough; `proved` is what was attained until then.
        """
        clock = Clock(budget)
        best: tuple[float, Cell] | None = None
        beyond: tuple[Atom, ...] = ()
        while True:
            clock.check("the worst case", best)
            atoms = self._search([self.domain, lit], beyond, clock)
            if atoms is None:
                return best
            reach = most(atoms, u, v)
            if reach == UNBOUNDED:
                return UNBOUNDED, self._cell(self._model, atoms)
            beyond = (Atom(v, u, -int(reach)),)
            best = reach, self._cell(self._model, [*atoms, *beyond])
            beyond = (Atom(v, u, -int(reach) - 1),)

    # ---- smallest sets -------------------------------------------------------------------------------------------

    def minimal(self, lits: Sequence[Lit], *, budget: float | None = None) -> list[Lit] | None:
        """An irreducible part of these that cannot hold together in the domain; None if all can.

        Raises:
            OutOfBudgetError: the seconds were not enough.
        """
        blamed = self._blame(lits, [], Clock(budget))
        first = blamed(range(len(lits)))
        return None if first is None else [lits[i] for i in irreducible(blamed, first)]

    def smallest(
        self,
        lits: Sequence[Lit],
        *,
        given: Sequence[Lit] = (),
        alike: Sequence[Sequence[int]] = (),
        most: int | None = None,
        budget: float | None = None,
    ) -> Sets:
        """All irreducible parts of these that cannot hold together, smallest first; and what frees the rest.

        With `party 1 refuses`, `party 2 refuses`, … and `the decision is adopted` given, the cores are the smallest
        sets of parties whose refusal suffices.

        Args:
            lits: conditions that may be given up.
            given: what holds in any case.
            alike: positions of conditions that may be swapped for one another (parties with the same role); of sets
                that differ by such swaps only the one with the first of them is given.
            most: stop after so many cores.
            budget: seconds; past them the answer is what was found, marked as incomplete.
        """
        clock = Clock(budget)
        return enumerate_sets(len(lits), self._blame(lits, given, clock), alike, most, clock)

    def _blame(self, lits: Sequence[Lit], given: Sequence[Lit], clock: Clock) -> Blamed:
        roots = [self.domain, *given]
        code = self._code
        code.literals([*roots, *lits])
        order = code.inputs([*roots, *lits])  # the same for all of the many questions

        def blamed(positions: Sequence[int]) -> list[int] | None:
            impossible = [i for i in positions if lits[i] == FALSE]
            if impossible:
                return impossible[:1]
            if self._search([*roots, *(lits[i] for i in positions)], (), clock, order=order) is not None:
                return None
            core = set(self._solver.core())
            return [i for i in positions if lits[i] != TRUE and code.literal(lits[i]) in core]

        return blamed

    # ---- inside --------------------------------------------------------------------------------------------------

    def _search(
        self,
        roots: Sequence[Lit],
        extra: Sequence[Atom],
        clock: Clock,
        prefer: Sequence[Lit] = (),
        order: Sequence[int] | None = None,
    ) -> list[Atom] | None:
        """Comparisons that can hold together and make the roots hold; the model is kept. None if there are none.

        A model is a sign for each comparison. Only the comparisons that the roots rest on must fit together: any
        minutes at which these hold give a case, whatever the other comparisons come to. Where the solver decides in
        order, the model is the first in the order of what is preferred.
        """
        code, solver = self._code, self._solver
        self.searches += 1
        if FALSE in roots:
            return None
        asked = code.literals(roots) + [code.atom(a) for a in extra]
        wanted = code.literals(prefer)
        order = [*wanted, *(code.inputs([*roots, *prefer]) if order is None else order)]
        self._first = bool(order)
        while self._next(asked, order, clock):
            model = solver.model()
            met = zip(prefer, wanted, strict=True) if self._first else ()
            atoms = code.support([*roots, *(lit for lit, one in met if model[abs(one) - 1] == one)], model)
            atoms.extend(extra)
            clashes = cores(atoms)
            if not clashes:
                self._model = model
                return atoms
            self._learn(clashes)
        return None

    def _exists(
        self, roots: Sequence[Lit], given: Sequence[Lit], clock: Clock
    ) -> list[tuple[Is, bool]] | None:
        """Values of choices by which the roots hold in a case in which more is given; None if there is no case.

        In C, nothing is decided beyond what the roots need, and no model is read.
        """
        code, holding = self._code, self._code.holding
        if holding is None:
            found = self._search([*roots, *given], (), clock, order=())
            return None if found is None else code.chosen(roots, self._model)
        self.searches += 1
        while (holds := holding.holds(roots, given, SLICE)) is not False:
            if holds is None:
                clock.check("a SAT query")
            elif holding.fit():
                return holding.values()
            else:
                self._learn(cores(holding.comparisons()))
        return None

    def _next(self, asked: Sequence[int], order: Sequence[int], clock: Clock) -> bool:
        """Whether there is another model: the first in the order, if it is found soon."""
        found = self._solver.first(asked, order, clock) if self._first else None
        if found is None:
            self._first = False
            return self._solver.solve(asked, clock)
        return found

    def _learn(self, clashes: Sequence[Sequence[Atom]]) -> None:
        for clash in clashes:
            for clause in self._lemmas.of(clash):
                self._solver.add(*clause)
                self.lemmas += 1

    def _preferred(
        self, roots: list[Lit], prefer: Sequence[Lit], atoms: list[Atom], clock: Clock
    ) -> list[Atom]:
        """The comparisons of a case that meets what it can, in order: all at once, up to the first that cannot be."""
        at = 0
        while at < len(prefer):
            held = self._held(roots, prefer[at])
            if held is not None:
                atoms = held
                roots.append(prefer[at])
                at += 1
                continue
            end = len(prefer)
            while end > at:
                found = self._search([*roots, *prefer[at:end]], (), clock)
                if found is not None:
                    atoms = found
                    break
                core = set(self._solver.core())
                end = max(i for i in range(at, end) if self._code.literal(prefer[i]) in core)
            roots += prefer[at:end]
            at = end + 1  # what comes at the end cannot be met with all before it
        return atoms

    def _held(self, roots: Sequence[Lit], soft: Lit) -> list[Atom] | None:
        """The comparisons on which the last model rests, if one root more holds in it."""
        literal = self._code.literal(soft)
        if abs(literal) > len(self._model) or self._model[abs(literal) - 1] != literal:
            return None
        atoms = self._code.support([*roots, soft], self._model)
        return None if cores(atoms, 1) else atoms

    def _cell(self, model: Sequence[int], atoms: Sequence[Atom]) -> Cell:
        chosen = dict.fromkeys(self.graph.choices, 0)
        end = len(model)
        for name, literals in self._code.choices.items():
            for value, one in enumerate(literals):
                if 0 < one <= end and model[one - 1] > 0:
                    chosen[name] = value
                    break
        return Cell(chosen, witness(atoms, self.graph.times))
