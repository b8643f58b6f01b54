"""A draft as a check looks at it: its case graph, the conducts that findings assume, and the backends."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec import Struct

from foedus.cases.backends.base import Clock
from foedus.cases.backends.completions import Cube, Set
from foedus.cases.backends.forked import Forked, forked
from foedus.cases.backends.sat import Sat
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed, Conduct
from foedus.cases.duties import DutyCase, Form
from foedus.cases.graph import FALSE, TRUE, Graph, Is, Lit
from foedus.cases.lower import CaseGraph, domain
from foedus.cases.witness import timeline_text
from foedus.check.conducts import willing
from foedus.engine.assistance import NEVER_COUNT
from foedus.model import Draft, Ref
from foedus.model.norms import CONTENT

if TYPE_CHECKING:
    from foedus.cases.backends.bdd import Bdd

T = TypeVar("T")
Depends = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]


class Answer(Struct, frozen=True):
    """Something that a duty may come to: one of its forms, under its condition, with its weight.

    level: binding (a duty to assist or take a measure) · discretion (a power or policy to) · consult; "" for a duty
    that is no answer, which the victim may have as well.
    """

    duty: DutyCase
    form: Form
    level: str

    @property
    def ref(self) -> Ref:
        """The sentence behind it."""
        return self.duty.prov.ref


_GROWN = 3_000  # variables that a solver may have in any case
_FAR = 4  # … and how many times more than what is asked rests on


class View:
    """A draft under check.

    Args:
        draft: the draft.
        case: its case graph.
        horizon: minutes within which something is to be owed.
        budget: seconds for each question to the decision diagrams.
    """

    def __init__(self, draft: Draft, case: CaseGraph, horizon: int, budget: float | None = 20.0) -> None:
        self.draft, self.case, self.horizon, self.budget = draft, case, horizon, budget
        self.low = case.low
        self.graph: Graph = case.low.graph
        self.t = case.low.t
        self._sats: dict[object, Sat] = {}
        self._assumed: dict[object, Assumed] = {}
        self._kept: dict[Any, Any] = {}
        self._bdds: dict[Lit, Bdd] = {}

    # ---- what there is -------------------------------------------------------------------------------------------

    @property
    def points(self) -> list[str]:
        """The open points, as choices."""
        return [name for name, c in self.graph.choices.items() if c.kind == "point"]

    @property
    def incident(self) -> list[str]:
        """The facts of the attack of which the draft takes notice."""
        return [name for name, c in self.graph.choices.items() if c.kind == "incident"]

    @property
    def several(self) -> bool:
        """Whether several texts are checked side by side: then what is said must name the one that is meant."""
        return len(self.low.prep.mains) > 1

    @property
    def domain(self) -> Lit:
        """What each case meets, with all times named until now."""
        return domain(self.low)

    @cached_property
    def answers(self) -> list[Answer]:
        """What the draft answers an attack with: help, measures, consultation; not what the victim does for itself."""
        mains = self.low.prep.mains
        return [
            Answer(duty, form, level)
            for duty in self.case.duties if duty.case and duty.prov.ins in mains
            for form in duty.forms if (level := _level(form))
        ]  # fmt: skip

    def once(self, key: Any, make: Callable[[], T]) -> T:
        """What several findings need, worked out once."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast("T", self._kept[key])

    def arises(self, answer: Answer) -> Lit:
        """Whether it arises; of an answer, for another than the victim."""
        return self.once(("arises", id(answer)), lambda: self._arises(answer))

    def _arises(self, answer: Answer) -> Lit:
        g = self.graph
        lit = g.all(answer.form.guard, self.t.exists(answer.duty.arises))
        if answer.level and not answer.duty.joint:
            bearer = answer.duty.bearer
            lit = g.all(lit, -self.once(("victim", bearer), lambda: self.low.is_victim(bearer)))
        return lit

    def strength(self, level: str) -> Lit:
        """Whether an answer of at least this level arises for anybody."""
        order = ("consult", "discretion", "binding")
        wanted = order[order.index(level) :]
        return self.once(
            ("strength", level),
            lambda: self.graph.any(*(self.arises(a) for a in self.answers if a.level in wanted)),
        )

    # ---- under a conduct -----------------------------------------------------------------------------------------

    def assume(self, conduct: Conduct) -> Assumed:
        """The graph under a conduct, worked out once."""
        key = key_of(conduct)
        if key not in self._assumed:
            self._assumed[key] = Assumed(self.case, conduct)
        return self._assumed[key]

    @cached_property
    def willing(self) -> Assumed:
        """Everybody does at once what the text asks for or lets it do."""
        return self.assume(willing(self.case))

    def sat(self, assumed: Assumed | None, *lits: Lit) -> Sat:
        """A solver for questions under a conduct: one each, since each looks at a small part of the graph only.

        One that has grown far beyond what is asked is put away: each of its answers speaks of all that it holds.
        """
        key = key_of(assumed.conduct) if assumed is not None else None
        found = self._sats.get(key)
        if found is None or (
            found.variables > _GROWN and found.variables > _FAR * len(self.graph.cone(lits))
        ):
            if found is not None:
                found.let_go()
            found = self._sats[key] = Sat(self.graph, TRUE)
        return found

    def possible(self, assumed: Assumed | None, *lits: Lit, budget: float | None = None) -> bool:
        """Whether there is a case in which all of these hold; the domain is one of them only where it is named."""
        return self.sat(assumed, *lits).possible(*lits, budget=self.budget if budget is None else budget)

    # ---- questions -----------------------------------------------------------------------------------------------

    def cell(self, assumed: Assumed | None, *lits: Lit, prefer: Sequence[Lit] = ()) -> Cell | None:
        """A case in which all of these hold, with what the conduct fixes filled in."""
        within = assumed.domain if assumed is not None else self.domain
        asked = (within, *lits)
        found = self.sat(assumed, *asked).solve(*asked, prefer=prefer, budget=self.budget)
        return self.fill(assumed, found) if found is not None else None

    def fill(self, assumed: Assumed | None, cell: Cell) -> Cell:
        """A case with what the conduct fixes, and with the rest as little as can be."""
        choices = dict.fromkeys(self.graph.choices, 0)
        times = dict.fromkeys(self.graph.times, 0)
        if assumed is not None:
            choices |= {name: min(values) for name, values in assumed.conduct.choices.items()}
            times |= assumed.conduct.times
        fixed: Mapping[str, frozenset[int]] = assumed.conduct.choices if assumed is not None else {}
        choices |= {name: n for name, n in cell.choices.items() if name not in fixed or n in fixed[name]}
        times |= {
            var: at for var, at in cell.times.items() if assumed is None or var not in assumed.conduct.times
        }
        return Cell(choices, times)

    def project(self, assumed: Assumed, lit: Lit, keep: Iterable[str]) -> Set:
        """The values of some choices for which a case under the conduct exists in which this holds."""
        return self._project(assumed.domain, lit, tuple(keep))

    def _project(self, domain: Lit, lit: Lit, keep: tuple[str, ...]) -> Set:
        Clock(self.budget).check("decision diagrams")
        small = self._forked
        found = small.project(domain, lit, keep) if small is not None else None
        return self._bdd(domain).project(lit, keep) if found is None else found

    def ways(self, assumed: Assumed, lit: Lit, keep: Sequence[str]) -> int:
        """For how many values of some choices a case under the conduct exists in which this holds."""
        return self._project(assumed.domain, lit, tuple(keep)).count()

    def ways_with(
        self, assumed: Assumed, lit: Lit, values: dict[str, int], keep: tuple[str, ...]
    ) -> int | None:
        """As `ways`, of what is left of a condition once some choices are made; None where that takes long."""
        small = self._forked
        return None if small is None else small.ways(assumed.domain, lit, values, keep)

    @property
    def _forked(self) -> Forked | None:
        """Diagrams for what compares no times; others, once more choices are declared."""
        return self.once(("forked", len(self.graph.choices)), lambda: forked(self.graph))

    def _bdd(self, domain: Lit) -> "Bdd":
        from foedus.cases.backends.bdd import Bdd  # seldom asked where there is C

        if domain not in self._bdds:
            self._bdds[domain] = Bdd(self.graph, domain, self.budget)
        self._bdds[domain].afresh(self.budget)  # each question has its own seconds
        return self._bdds[domain]

    def plain(self, lit: Lit) -> bool:
        """Whether something turns on open points only."""
        keys, choices = self.graph.leaves([lit]), self.graph.choices
        return all(isinstance(k, Is) and choices[k.choice].kind == "point" for k in keys)

    def completing(self, lit: Lit) -> Set:
        """The completions in which something holds that turns on open points only."""
        return self._project(TRUE, lit, tuple(self.points))

    def completions(self, assumed: Assumed, lit: Lit) -> tuple[bool, Depends]:
        """Whether this can happen in every completion; else under which settings."""
        names = [n for n in self.points if n not in assumed.conduct.choices]
        found = self.project(assumed, lit, names)
        if found.is_all:
            return True, ()
        return False, tuple(self.settings(cube) for cube in found.cover(12))

    def settings(self, cube: Cube) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """A box of completions as points with their options."""
        return tuple(
            (name[1:], tuple(self.graph.choices[name].values[i] for i in sorted(values)))
            for name, values in cube.items()
        )

    def witness(self, cell: Cell, title: str, expects: Iterable[str] = ()) -> str:
        """The timeline of a case."""
        return timeline_text(self.case, cell, title, self.code, expects)

    @property
    def code(self) -> str:
        """The draft as a timeline names what it is of; of several loaded together, each."""
        if self.draft.kind == "package" and not self.draft.file:
            return " and ".join(self.draft.members)
        return self.draft.code or f'"{self.draft.title}"'


def key_of(conduct: Conduct) -> object:
    """What tells conducts apart: not their words alone."""
    return conduct.text, frozenset(conduct.choices.items()), frozenset(conduct.times.items())


def _level(form: Form) -> str:
    measures = [m for ms in form.measures for m in ms]
    counted = [m for m in measures if m not in NEVER_COUNT]
    content = max((CONTENT.get(m, 3) for m in counted), default=0)
    if content > 1:
        return "binding" if form.modal == "must" else "discretion"
    return "consult" if content == 1 else ""


__all__ = ["FALSE", "Answer", "View"]
