"""Gap of scope: attacks that the description leaves out, although everybody does what the text lets them do.

First the single facts that alone leave an attack out (too small, elsewhere, by other means, by somebody else …), then
the combinations that are left.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from foedus.cases.backends.completions import Cube, Set
from foedus.cases.cell import Cell
from foedus.cases.conduct import Conduct
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.check.expects import none
from foedus.check.origins import description
from foedus.check.people import merged, places
from foedus.check.purpose import meant
from foedus.check.reasons import Said, said
from foedus.check.showing import NOTHING, article, confirmed
from foedus.check.view import Answer, View
from foedus.check.witnesses import lenient, plain, quiet
from foedus.check.words import OTHER_MEANS, attacks, condition
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import Finding, Ref
from foedus.model.finding import Share

CODE = "F0101"
FACTS = (
    "attacker",
    "directed",
    "scale",
    "place",
    "across",
    "means",
    "object",
    "attribution",
    "deliberate",
    "provoked",
    "origin",
    "lasting",
    "kind",
)
_EXCLUDED = "EXCL_TERRITORY or EXCL_TYPE or EXCL_CAUSE"
_MOST = 4  # boxes of what no single fact explains


def find(view: View) -> Iterator[Finding]:
    """The attacks on those who are protected that nothing answers: one finding a reason, then a few boxes."""
    answers = [a for a in view.answers if not a.duty.prov.consequence] or view.answers
    answers = [a for a in answers if a.level != "consult"] or answers
    if not answers or not view.incident:
        return
    gap = _Gap(view, answers)
    if not gap.victims or gap.answerable.is_empty:
        return
    reasons = [r for fact in FACTS if fact in view.graph.choices for r in gap.reasons(fact)]
    yield from (gap.finding(r) for r in reasons)
    yield from gap.rest(reasons)
    if all(r.fact != "attribution" for r in reasons):
        yield from gap.unproved()


class _Reason(Struct, frozen=True):
    """Values of one fact that leave an attack out, with the completions in which they do (None: in all)."""

    fact: str
    groups: tuple[tuple[frozenset[int], Set | None], ...]

    @property
    def values(self) -> frozenset[int]:
        return frozenset(v for values, _ in self.groups for v in values)

    @property
    def always(self) -> bool:
        return all(where is None for _, where in self.groups)


class _Gap:
    """What is asked of one draft.

    Args:
        view: the draft.
        answers: what may answer an attack.
    """

    def __init__(self, view: View, answers: list[Answer]) -> None:
        self.view, self.graph, self.answers = view, view.graph, answers
        self.a = view.assume(_conduct(view))
        known, self._sure = TRUE, dict[str, int]()
        if "attribution" in self.graph.choices:
            self.levels = [label for label, _ in view.low.incident.values("attribution")]
            known = self.graph.chosen("attribution", self.levels.index("established"))
            self._sure = {"attribution": self.levels.index("established")}
        self.known = known
        self.answered = self.a.lit(self.graph.any(*(view.arises(x) for x in answers)))
        self.points = [n for n in view.points if n not in self.a.conduct.choices]
        self.facts = [n for n in view.incident if n not in self.a.conduct.choices and n != "attribution"]

    @cached_property
    def victims(self) -> list[int]:
        """Those of whom some attack is answered in some case."""
        if "victim" not in self.graph.choices:
            return [0]
        found = self.view.project(self.a, self.graph.all(self.answered, self.known), ["victim"])
        return [i for i in range(len(self.graph.choices["victim"].values)) if {"victim": i} in found]

    @cached_property
    def protected(self) -> Lit:
        """An attack on one of those."""
        if "victim" not in self.graph.choices:
            return TRUE
        return self.graph.among("victim", self.victims)

    @cached_property
    def answerable(self) -> Set:
        """The completions in which some attack is answered."""
        return self._where({})

    @cached_property
    def _whole(self) -> Set:
        """The attacks and completions in which an attack is answered: worked out once, and read from many sides."""
        names = [*self.facts, *self._sure, *self.points]
        return self.view.project(self.a, self.graph.all(self.answered, self.protected), names)

    @cached_property
    def _room(self) -> Set:
        """The attacks that there may be on those who are protected."""
        return self.view.project(self.a, self.protected, self.facts)

    def _where(self, fixed: dict[str, int]) -> Set:
        """The completions in which an attack with these facts is answered; who attacked is established if not said."""
        return self._whole.given({**self._sure, **fixed}).onto(self.points)

    # ---- single facts --------------------------------------------------------------------------------------------

    def reasons(self, fact: str) -> Iterator[_Reason]:
        """The values of a fact that alone leave an attack out: those that always do, and those that may."""
        always: set[int] = set()
        sometimes: dict[Set, set[int]] = {}
        for value in self._values(fact):
            if not self._possible(fact, value):
                continue
            covered = self._where({fact: value})
            if covered.is_empty:
                always.add(value)
            elif not self.answerable <= covered:
                sometimes.setdefault((self.answerable - covered).amid(self.answerable), set()).add(value)
        if always and self._worth(fact, always):
            yield _Reason(fact, ((frozenset(always), None),))
        groups = [(frozenset(v), where) for where, v in sometimes.items() if self._worth(fact, v)]
        if groups:
            yield _Reason(fact, tuple(sorted(groups, key=lambda one: sorted(one[0]))))

    def _values(self, fact: str) -> range | list[int]:
        values = self.graph.choices[fact].values
        if fact == "attribution":
            return [self.levels.index("suspected")]
        return [i for i, v in enumerate(values) if v not in ("not stated", "no place stated")]

    def _possible(self, fact: str, value: int) -> bool:
        return fact not in self.facts or not self._room.given({fact: value}).is_empty

    @cached_property
    def _never(self) -> list[int]:
        values = range(len(self.graph.choices["attacker"].values))
        return [v for v in values if not self._possible("attacker", v)]

    def _worth(self, fact: str, values: set[int]) -> bool:
        """Whether they are left out by themselves: a victim cannot be the attacker in any text."""
        if fact != "attacker" or "victim" not in self.graph.choices:
            return True
        victims = {self.graph.choices["victim"].values[i] for i in self.victims}
        return (
            any(self.graph.choices["attacker"].values[v] not in victims for v in values) or len(victims) > 1
        )

    def finding(self, reason: _Reason) -> Finding:
        """One reason as a finding."""
        values, where = reason.groups[-1]
        box = self.graph.among(reason.fact, reason.values)
        what = tuple(self._phrase({reason.fact: vs}) for vs, _ in reason.groups)
        depends = (
            () if reason.always else _settings(self.view, [w for _, w in reason.groups if w is not None])
        )
        spot = said(self.view, self.answers, reason.fact)
        text = what[0] if len(what) == 1 else what[-1]
        sentence = self._sentence(reason, what)
        cell, outcome = self._near(reason, values, where)
        owed = () if reason.fact == "attribution" else self._expects(cell)
        exact = [self._expects(cell), (f"{NOTHING} or CONSULT_ONLY",)]
        if outcome:
            exact = [(*outcome, *owed), (NOTHING, *owed), (NOTHING,), (f"{NOTHING} or CONSULT_ONLY",)]
        expects = self._confirmed(cell, *exact)
        share = None if reason.fact == "attribution" else self._share(box)
        part = share.of / max(1, share.whole) if share else 0.5
        return Finding(
            CODE, "scope", sentence, spot.ref if spot else self._ref, self._why(spot), covers=what, share=share,
            always=reason.always, depends=depends, assumes=self.a.conduct.text,
            witness=self.view.witness(cell, f"Left out: {text}", expects), expects=expects, group="scope",
            weight=part if reason.always else part / 2, also=self._besides(spot),
            on_purpose=self._meant(box, reason.fact != "attribution"),
        )  # fmt: skip

    def _besides(self, spot: Said | None) -> tuple[Ref, ...]:
        """The sentence that describes the attack, where another is to blame."""
        return (self._ref,) if spot is not None and spot.ref.label != self._ref.label else ()

    def _sentence(self, reason: _Reason, what: Sequence[str]) -> str:
        """What is left out, and in which completions."""
        if reason.always:
            return f"{_cap(what[0])} are left out."
        parts: list[str] = []
        for text, (_, where) in zip(what, reason.groups, strict=True):
            boxes = where.cover(3) if where is not None else []
            said = " or if ".join(condition(self.view.settings(box)) for box in boxes)
            parts.append(f"{text}{' are left out' * (not parts)} if {said}")
        return f"{_cap('; '.join(parts))}."

    def _meant(self, box: Lit, sure: bool = True) -> bool:
        """Whether the draft says that it leaves these out on purpose (sure: where it is known who attacked)."""
        purpose = self.a.lit(meant(self.view))
        if purpose == FALSE:
            return False
        known = self.known if sure else TRUE
        loose = self.view.project(
            self.a, self.graph.all(self.protected, known, box, -self.answered, -purpose), ()
        )
        return loose.is_empty

    def _near(
        self, reason: _Reason, values: frozenset[int], where: Set | None
    ) -> tuple[Cell, tuple[str, ...]]:
        """A case that would be answered but for that one fact, and what its outcome is, where nothing else arises."""
        view, g = self.view, self.graph
        settled = (where if where is not None else self.answerable).any() or {}
        points = [g.chosen(n, v) for n, v in settled.items()]
        loose = lenient(view)
        answered = loose.lit(g.any(*(view.arises(x) for x in self.answers)))
        fine = view.cell(
            loose, answered, self.protected, self.known, *points, prefer=[*plain(view), *quiet(view)]
        )
        assert fine is not None
        same = [g.chosen(n, fine.choices[n]) for n in self.facts if n != reason.fact]
        doing = [g.chosen(n, fine.choices[n]) for n in view.low.leaves.all if n not in loose.conduct.choices]
        one = g.among(reason.fact, values)
        known = TRUE if reason.fact == "attribution" else self.known
        nothing = -loose.lit(view.strength("consult"))
        order = _likely(view, reason.fact, values)
        asked = [one, -answered, known, *points, self.protected]
        order = [*doing, *order, *same]
        cell = view.cell(loose, *asked, nothing, prefer=order)
        if cell is not None:
            return cell, ("NOT_DETERMINED" if reason.fact == "attribution" else _EXCLUDED,)
        cell = view.cell(loose, *asked, prefer=order)
        assert cell is not None
        return cell, ()  # something else arises, such as a standing duty to consult

    # ---- what is left --------------------------------------------------------------------------------------------

    def rest(self, reasons: Sequence[_Reason]) -> Iterator[Finding]:
        """Combinations that no single fact explains."""
        g, view = self.graph, self.view
        plain = [-g.among(r.fact, r.values) for r in reasons if r.fact != "attribution"]
        within = g.all(self.known, self.protected, *plain, *self._stated())
        covered = view.project(self.a, g.all(within, self.answered), self.facts)
        room = view.project(self.a, within, self.facts)
        left = (room - covered).amid(room)
        cubes = left.cover(_MOST + 1)
        for cube in cubes[:_MOST]:
            yield self._box(cube, left, len(cubes) > _MOST and cube is cubes[_MOST - 1])

    def unproved(self) -> Iterator[Finding]:
        """Attacks that are answered once it is established who made them, and not while that is only suspected."""
        if "attribution" not in self._sure:
            return
        unsure = {"attribution": self.levels.index("suspected")}
        sure, loose = (self._whole.given(known).onto(self.facts) for known in (self._sure, unsure))
        for cube in (sure - loose).amid(sure).cover(_MOST):
            yield self._box({**cube, "attribution": frozenset(unsure.values())}, sure, False)

    def _stated(self) -> Iterator[Lit]:
        for fact in self.facts:
            values = self.graph.choices[fact].values
            for i, value in enumerate(values):
                if value in ("not stated", "no place stated"):
                    yield -self.graph.chosen(fact, i)

    def _box(self, cube: Cube, left: Set, more: bool) -> Finding:
        g, view = self.graph, self.view
        known = TRUE if "attribution" in cube else self.known
        box = g.all(known, self.protected, *(g.among(n, v) for n, v in cube.items()), *self._stated())
        loose = lenient(view)
        nothing = loose.lit(g.any(*(view.arises(x) for x in self.answers)))
        quietly = [-loose.lit(view.strength("consult")), *plain(view), *quiet(view)]
        cell = view.cell(loose, box, -nothing, prefer=quietly)
        assert cell is not None
        what = self._phrase(cube)
        share = self._share(g.all(*(g.among(n, v) for n, v in cube.items())))
        tail = " There are more such combinations." if more else ""
        unsettled = ("NOT_DETERMINED",) if "attribution" in cube else (f"{NOTHING} or CONSULT_ONLY",)
        exact = (
            [unsettled, self._expects(cell)]
            if "attribution" in cube
            else [self._expects(cell), (NOTHING,), unsettled]
        )
        expects = self._confirmed(cell, *exact)  # the place may be too large to tell
        return Finding(
            CODE, "scope", f"{_cap(what)} are left out.", self._about(cube),
            f"Each of these facts alone would not leave the attack out; together they do.{tail}",
            covers=(what,), share=share, assumes=self.a.conduct.text,
            witness=view.witness(cell, f"Left out: {what}", expects), expects=expects,
            weight=0.5 * share.of / max(1, share.whole), group="scope",
            on_purpose=self._meant(box, "attribution" not in cube),
        )  # fmt: skip

    # ---- in words ------------------------------------------------------------------------------------------------

    def _phrase(self, cube: Cube) -> str:
        view = self.view
        whose = {n: self.graph.choices[n].values for n in ("attacker", "victim") if n in self.graph.choices}
        known = [whose["victim"][i] for i in self.victims] if "victim" in whose else []

        def people(name: str, names: Sequence[str]) -> list[str]:
            if name in ("place", "outside"):
                return places(view, names, name == "outside")
            if name == "means":
                spoken = view.low.incident.named_means()
                return list(dict.fromkeys(n if n in spoken else OTHER_MEANS for n in names))
            return merged(view, names, known if name == "victim" else whose[name])

        clean = dict(cube)
        if "attacker" in cube:  # one who is never asked about, such as the only victim, goes with the rest
            clean["attacker"] = cube["attacker"] | frozenset(self._never)
        if "attacker" in cube and "victim" in cube and len(cube["victim"]) == 1:
            victim = whose["victim"][min(cube["victim"])]
            clean["attacker"] = frozenset(i for i in cube["attacker"] if whose["attacker"][i] != victim)
        if "victim" in cube:
            clean["victim"] = frozenset(i for i in cube["victim"] if i in self.victims)
        return attacks(self.graph, clean, people)

    def _share(self, box: Lit) -> Share:
        part = self._room & self.view.project(self.a, box, self.facts)
        return Share(part.count(), self._room.count(), self._room.names)

    @cached_property
    def _ref(self) -> Ref:
        return description(self.view, self.answers[0].duty.prov) or self.answers[0].ref

    def _about(self, cube: Cube) -> Ref:
        """The sentence that describes the attacks on those victims by those attackers, if any does."""
        g, view = self.graph, self.view
        whose = [g.among(n, v) for n, v in cube.items() if n in ("victim", "attacker")]
        for prov, mine in _by_prov(self.answers) if whose else ():
            some = self.a.lit(g.any(*(view.arises(x) for x in mine)))
            if view.sat(self.a, some).possible(self.a.domain, some, *whose, budget=view.budget):
                return description(view, prov) or mine[0].ref
        return self._ref

    def _why(self, spot: Said | None) -> str:
        labels = listed(dict.fromkeys(x.ref.label for x in self.answers), "or")
        nothing = f"Nothing arises under {labels}, even if all do what the text lets them do"
        if spot is None or not spot.words:
            return f"{nothing}."
        return f"{_cap(spot.ref.label)} asks for “{spot.words}”. {nothing}."

    def _expects(self, cell: Cell) -> tuple[str, ...]:
        """What the interpreter must say: nobody owes anything, and no answer to the attack is open to anybody."""
        bearers = dict.fromkeys(n for x in self.answers for n, _ in x.duty.members)
        under = list(dict.fromkeys(article(self.view, x.duty.prov) for x in self.answers))
        names = [n for n in bearers if n != self._victim(cell)][:2]
        some = [tail for tail in under if tail][:2] or [""]
        return tuple(f"{name} owes nothing{tail}" for name in names for tail in some)

    def _confirmed(self, cell: Cell, *exact: tuple[str, ...]) -> tuple[str, ...]:
        """What the interpreter confirms; where another text may answer the attack, at least that this one does not."""
        return confirmed(self.view, cell, *exact, *([self._unowed(cell)] if self.view.several else []))

    def _unowed(self, cell: Cell) -> tuple[str, ...]:
        """That none of this is owed, whatever else is."""
        victim = self._victim(cell)
        return tuple(
            none(self.view, [(n, x) for x in self.answers for n, _ in x.duty.members if n != victim])
        )

    def _victim(self, cell: Cell) -> str:
        values = self.view.low.incident.values("victim")
        return values[cell.choices.get("victim", 0)][0]


def _by_prov(answers: list[Answer]) -> list[tuple[Prov, list[Answer]]]:
    """Some answers, sentence by sentence."""
    out: dict[int, tuple[Prov, list[Answer]]] = {}
    for x in answers:
        out.setdefault(x.duty.prov.id, (x.duty.prov, []))[1].append(x)
    return list(out.values())


def _conduct(view: View) -> Conduct:
    """Everybody does at once what the text lets them do; how sure it is who attacked is left open."""
    base = view.willing.conduct
    choices = {name: values for name, values in base.choices.items() if name != "attribution"}
    return Conduct(choices, base.times, f"{base.text} (where it is not said how sure that is)")


def _settings(view: View, where: list[Set]) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
    found = where[0]
    for one in where[1:]:
        found = found | one
    return tuple(view.settings(cube) for cube in found.cover(6))


def _likely(view: View, fact: str, values: frozenset[int]) -> list[Lit]:
    """Of the values of a fact, the one to show: the largest scale, a known state."""
    order = sorted(values, reverse=fact == "scale")
    return [view.graph.chosen(fact, v) for v in order]


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
