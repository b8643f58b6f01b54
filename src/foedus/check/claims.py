"""Claims about all cases: when a claim of a question surely holds, and when it surely does not, as conditions."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from foedus.base import DAY
from foedus.cases.conditions import truth
from foedus.cases.duties import DutyCase
from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, TRUE, Graph, Lit
from foedus.cases.happenings import hits
from foedus.cases.lowering import View as Words
from foedus.cases.norms import Form
from foedus.cases.times import Guarded, Kleene, Signal, Term, Time
from foedus.check.view import View
from foedus.model import And, CaseArisen, DutyIs, Named, Not, Or, Owes, Pronoun, Question, Several, Some
from foedus.model.norms import CONTENT, MODALS

LATE = Term("A", 150 * 366 * DAY)  # after all that a record tells of
_SYNONYMS = {"assistance": "assist", "consultation": "consult"}
_STATUS = ("performed", "waived", "excused", "lapsed", "breached")


class Held(NamedTuple):
    """When something surely holds, and when it surely does not; neither is unsettled. met: when it is asked at all."""

    yes: Lit
    no: Lit
    met: Lit = TRUE


class Window(NamedTuple):
    """From one time to another; without an end where that is None."""

    since: Time
    until: Time | None


class Claims:
    """Questions about one draft, as conditions of its case graph.

    Args:
        view: the draft under check.
    """

    def __init__(self, view: View) -> None:
        self.view, self.low, self.t = view, view.low, view.t
        self.g: Graph = view.graph
        self.words = Words(min(view.low.prep.mains))

    # ---- a question ----------------------------------------------------------------------------------------------

    def held(self, question: Question) -> Held:
        """When a question is answered yes, and when no.

        Raises:
            Outside: something in it lies outside the case space.
        """
        if question.kind == "whenever":
            return self._whenever(question)
        signal = self._signal(question.claim)
        wrong = signal.yes if question.kind == "never" else signal.no
        right = signal.no if question.kind == "never" else signal.yes
        terms = list(dict.fromkeys((Term("A"), *wrong.starts, *right.stops, *wrong.stops, *right.starts)))
        seen = [(self._told(term), term) for term in terms]
        no = self.g.any(*(self.g.all(told, wrong.at(term)) for told, term in seen))
        loose = self.g.any(*(self.g.all(told, -right.at(term)) for told, term in seen))
        return Held(-self.g.any(no, loose), no)

    def _told(self, term: Term) -> Lit:
        """Whether a record tells of an instant: nothing is told of what lies before the first event."""
        g, leaves = self.g, self.low.leaves
        early = [
            g.all(leaves.takes(leaf), g.within(leaf.var, term.var, term.plus))
            for leaf in leaves.all.values() if leaf.early
        ]  # fmt: skip
        return g.any(g.within("A", term.var, term.plus), *early)

    def _whenever(self, question: Question) -> Held:
        g = self.g
        yes: list[Lit] = []
        no: list[Lit] = []
        met: list[Lit] = []
        for hit in hits(self.low, question.event, self.words):
            came = self.t.exists(hit.time)
            fits, not_fits = hit.fits.yes.at(LATE), hit.fits.no.at(LATE)
            until = self._until(hit.time, question.within)
            claim = self._comes(question.claim, Window(hit.time, until))
            met.append(g.all(came, -not_fits))
            no.append(g.all(came, fits, claim.no))
            yes.append(g.any(-came, not_fits, claim.yes))
        return Held(g.all(*yes), g.any(*no), g.any(*met))

    def _until(self, since: Time, period: Any) -> Time | None:
        return None if period is None else self.low.after(since, period)

    # ---- what comes within a time --------------------------------------------------------------------------------

    def _comes(self, claim: Any, window: Window) -> Held:
        g = self.g
        if isinstance(claim, (And, Or)):
            parts = [self._comes(part, window) for part in claim.parts]
            yes, no = [p.yes for p in parts], [p.no for p in parts]
            return Held(g.all(*yes), g.any(*no)) if isinstance(claim, And) else Held(g.any(*yes), g.all(*no))
        if isinstance(claim, Not):
            part = self._comes(claim.part, window)
            return Held(part.no, part.yes)
        if isinstance(claim, Owes):
            if window.until is None and claim.within is not None:
                window = Window(window.since, self._until(window.since, claim.within))
            return self._each(claim.who, lambda name: self._bound(claim, name, window))
        signal = self._signal(claim)
        inside = [(self._in(term, window), term) for term in self._turns(signal)]
        start = self.t.holds_at(signal.yes, window.since), self.t.holds_at(signal.no, window.since)
        yes = g.any(start[0], *(g.all(lit, signal.yes.at(term)) for lit, term in inside))
        maybe = g.any(-start[1], *(g.all(lit, -signal.no.at(term)) for lit, term in inside))
        return Held(yes, -maybe)

    def _turns(self, signal: Kleene) -> list[Term]:
        return list(dict.fromkeys((*signal.yes.starts, *signal.no.stops)))

    def _in(self, term: Term, window: Window) -> Lit:
        """Whether an instant lies in a window."""
        at: Time = (Guarded(TRUE, term),)
        lit = self.t.le(window.since, at)
        return lit if window.until is None else self.g.all(lit, self.t.le(at, window.until))

    def _bound(self, claim: Owes, name: str, window: Window) -> Held:
        """`must M within d`: a duty of at least that force, due by then."""
        g = self.g
        yes: list[Lit] = []
        maybe: list[Lit] = []
        for duty, mine in self._duties(name, claim):
            strong = self._strong(duty, claim)
            if strong == FALSE:
                continue
            arises = self.t.le(window.since, duty.arises)
            due = TRUE if window.until is None else self.t.le(duty.due, window.until)
            at_once = g.any(*(self.t.same(duty.end(s), duty.arises) for s in ("waived", "excused")))
            lit = g.all(mine, strong, arises, due, -at_once)
            yes.append(g.all(lit, duty.sure))
            maybe.append(lit)
        held = Held(g.any(*yes), -g.any(*maybe))
        return Held(held.no, held.yes) if self._measure(claim) == "nothing" else held

    def _duties(self, name: str, claim: Any) -> Iterator[tuple[DutyCase, Lit]]:
        """The duties of a party ("" is anyone's), also joint ones, each with when it is among their bearers."""
        mains = self.low.prep.mains
        wanted = self.low.prep.find(claim.instrument) if claim.instrument else None
        for duty in self.view.case.duties:
            if wanted is not None and duty.prov.ins != wanted:
                continue
            if claim.article and (
                duty.prov.article != claim.article or (wanted is None and duty.prov.ins not in mains)
            ):
                continue
            mine = dict(duty.members).get(name, FALSE) if name and duty.members else TRUE
            if mine != FALSE and (not name or duty.members or duty.bearer == name):
                yield duty, mine

    def _measure(self, claim: Any) -> str:
        said = str(claim.measure)
        return _SYNONYMS.get(said, said)

    def _strong(self, duty: DutyCase, claim: Owes) -> Lit:
        """When a duty is at least as strong as the claim asks for, by the options that its form rests on."""
        if not isinstance(claim.measure, str):
            raise Outside("an open point as the measure of a question")
        measure = self._measure(claim)
        return self.g.any(*(f.guard for f in duty.forms if self._is_strong(f, claim.modal, measure)))

    def _is_strong(self, form: Form, modal: str, measure: str) -> bool:
        if measure == "nothing":
            return form.modal == "must"
        if modal == "must not" or form.modal == "must not":
            return form.modal == modal and self._is_named(form, measure)
        if MODALS.index(form.modal) < MODALS.index(modal):
            return False
        wanted = CONTENT.get(measure, 3) if measure else 0
        if wanted < 3:
            weigh = min if form.any_of else max
            found = [_content(ms) for ms in form.measures]
            return (weigh(found) if found else 0) >= wanted
        if form.any_of:
            return bool(form.measures) and all(self._among(ms, measure) for ms in form.measures)
        return self._is_named(form, measure)

    def _is_named(self, form: Form, measure: str) -> bool:
        if not measure:
            return True
        if any(self._among(ms, measure) for ms in form.measures):
            return True
        return measure == "assist" and any(_content(ms) >= CONTENT["assist"] for ms in form.measures)

    def _among(self, measures: Sequence[str], measure: str) -> bool:
        return bool({*self.low.prep.measures.get(measure, (measure,))} & {*measures})

    # ---- at an instant -------------------------------------------------------------------------------------------

    def _signal(self, claim: Any) -> Kleene:
        """When a claim holds, over time."""
        t = self.t
        if isinstance(claim, And):
            return t.k_all([self._signal(part) for part in claim.parts])
        if isinstance(claim, Or):
            return t.k_any([self._signal(part) for part in claim.parts])
        if isinstance(claim, Not):
            return t.k_not(self._signal(claim.part))
        if isinstance(claim, Owes):
            return self._each_signal(claim.who, lambda name: self._owed(claim, name))
        if isinstance(claim, DutyIs):
            return self._each_signal(claim.who, lambda name: self._was(claim, name))
        found = truth(self.low, claim, self.words)
        if isinstance(
            claim, CaseArisen
        ):  # told afterwards: what waited in vain is unsettled, what was settled is not
            settled = self.g.any(found.no.at(LATE), found.yes.at(LATE))
            return Kleene(found.yes, t.both(t.negated(found.yes), t.when(settled)), found.turns)
        return found

    def _owed(self, claim: Owes, name: str) -> Kleene:
        """`X owes M`: a duty of that modality that has arisen and not ended."""
        if claim.until is not None or claim.within is not None or claim.target is not None:
            raise Outside("a duty with a date or a person it is for, at an instant")
        t, g = self.t, self.g
        measure = self._measure(claim)
        yes: list[Signal] = []
        maybe: list[Signal] = []
        for duty, mine in self._duties(name, claim):
            forms = [
                f.guard for f in duty.forms
                if f.modal == claim.modal and (measure in ("", "nothing") or self._is_named(f, measure))
            ]  # fmt: skip
            lit = g.all(mine, g.any(*forms))
            if lit == FALSE:
                continue
            ended = t.either_signal(*(t.from_on(duty.end(status)) for status in _STATUS))
            signal = t.both(t.from_on(t.given(lit, duty.arises)), t.negated(ended))
            yes.append(t.during(duty.sure, signal))
            maybe.append(signal)
        found = Kleene(t.either_signal(*yes), t.negated(t.either_signal(*maybe)))
        return t.k_not(found) if measure == "nothing" else found

    def _was(self, claim: DutyIs, name: str) -> Kleene:
        """`X performed article 3`, `X is in breach`."""
        t = self.t
        if claim.status not in _STATUS:
            raise Outside(f"a claim that a duty is {claim.status}")
        if claim.measure:
            raise Outside("a claim about one measure of a duty")
        yes: list[Signal] = []
        maybe: list[Signal] = []
        for duty, mine in self._duties(name, claim):
            signal = t.from_on(t.given(mine, duty.end(claim.status)))
            yes.append(t.during(duty.sure, signal))
            maybe.append(signal)
        return Kleene(t.either_signal(*yes), t.negated(t.either_signal(*maybe)))

    # ---- of whom -------------------------------------------------------------------------------------------------

    def _each(self, who: Any, test: Callable[[str], Held]) -> Held:
        """Of those a phrase means, as the interpreter counts them: each, any, none, at least so many."""

        def one(name: str) -> Kleene:
            held = test(name)
            return self.t.settled(held.yes, held.no)

        found = self._each_signal(who, one)
        return Held(found.yes.at(Term("A")), found.no.at(Term("A")))

    def _each_signal(self, who: Any, test: Callable[[str], Kleene]) -> Kleene:
        if who is None or (isinstance(who, Some) and who.how == "no" and who.of == Named(name="parties")):
            return self.t.k_not(test(""))
        parts = [(guard, self._quantified(phrase, test)) for guard, phrase in self.low.choices(who)]
        return self.t.k_ite(parts)

    def _quantified(self, who: Any, test: Callable[[str], Kleene]) -> Kleene:
        t = self.t
        if isinstance(who, Several):
            found = [self._each_signal(part, test) for part in who.parts]
            return t.k_all(found) if who.mode == "and" else t.k_any(found)
        how = who.how if isinstance(who, Some) else "all"
        parts: list[tuple[Lit, Kleene]] = []
        for guard, pairs in self.low.who(who, self.words):
            sides = [test(name) if sure else self._unsure(test(name)) for name, sure in pairs]
            parts.append((guard, self._counted(who, how, sides)))
        return t.k_ite(parts)

    def _unsure(self, found: Kleene) -> Kleene:
        """What holds of somebody who may not be meant."""
        return Kleene(self.t.when(FALSE), found.no, found.turns)

    def _counted(self, who: Any, how: str, parts: Sequence[Kleene]) -> Kleene:
        t = self.t
        if how in ("a", "any", "some") or (isinstance(who, Pronoun) and who.role == "attacker"):
            return t.k_any(parts)
        if how == "no":
            return t.k_not(t.k_any(parts))
        if how in ("at-least", "majority"):
            need = who.count if how == "at-least" and isinstance(who, Some) else len(parts) // 2 + 1
            return Kleene(
                self._at_least(need, [p.yes for p in parts]),
                self._at_least(len(parts) - need + 1, [p.no for p in parts]),
            )
        return t.k_all(parts) if parts else t.settled(FALSE, TRUE)

    def _at_least(self, need: int, signals: Sequence[Signal]) -> Signal:
        """At least so many hold at once."""
        return Signal(
            lambda term: self.g.at_least(need, [s.at(term) for s in signals]),
            (x for s in signals for x in s.starts), (x for s in signals for x in s.stops),
        )  # fmt: skip


def _content(measures: Sequence[str]) -> int:
    """The strongest content of some measures: 1 consult, 2 assist, 3 any other."""
    return max((CONTENT.get(m, 3) for m in measures), default=0)
