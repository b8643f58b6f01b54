"""The monitors' checklist: for each duty what is observed, by whom, by when, what performs and what breaches it."""

from collections.abc import Iterator

from foedus.model import (
    DomesticProcess,
    Draft,
    General,
    Hole,
    NeverBound,
    Norm,
    Observes,
    Predicate,
    Released,
    Resumes,
    Scope,
    Sentence,
    Several,
    Some,
    StandardIs,
)  # fmt: skip
from foedus.model.papers import Checklist, Watched
from foedus.papers.brief.clocks import Clocks
from foedus.papers.brief.does import actions, instruments, measures, where
from foedus.papers.brief.wording import Wording, low
from foedus.report.words import PROCEDURE, capital, listed

_KEPT = frozenset(("respect", "maintain", "stay-neutral", "neutrality"))
_NO_DUTY = "the text binds nobody to anything: it gives powers only"
_EMPTY = "the text holds neither duty nor prohibition nor policy"


class Watch:
    """Makes the checklist of a draft.

    Args:
        draft: the draft.
        words: its words.
    """

    def __init__(self, draft: Draft, words: Wording) -> None:
        self.draft, self.words = draft, words
        self.clocks = Clocks(draft, words)

    def all(self) -> Checklist:
        """Every duty, prohibition and policy, and how many powers there are besides."""
        found: list[Watched] = []
        powers = 0
        for one in instruments(self.draft):
            for sentence in one.sentences:
                body = sentence.body
                if isinstance(body, Norm):
                    modals = self.modals(body)
                    if modals & {"must", "must not", "intends to"} and not self._asks(body, modals):
                        found.append(self._norm(one, sentence, body, modals))
                    elif "may" in modals:
                        powers += 1
                elif isinstance(body, Resumes):
                    found.append(self._snapback(one, sentence, body))
        why = "" if found else _NO_DUTY if powers else _EMPTY
        return Checklist(tuple(found), powers, why)

    def modals(self, norm: Norm) -> set[str]:
        """How strongly a norm may bind, over the options of its open points."""
        if norm.predicate is not None:
            return {o.modal for o in self._options(norm.predicate) if isinstance(o, Predicate)}
        if isinstance(norm.modal, Hole):
            return {str(o) for o in self._options(norm.modal)}
        return {norm.modal}

    def _options(self, hole: Hole) -> list[object]:
        point = self.words.points.get(hole.name)
        if point is None:
            return []
        kept = self.words.fixed.get(hole.name)
        return [o for t, o in zip(point.texts, point.options, strict=True) if kept in (None, t)]

    def _asks(self, norm: Norm, modals: set[str]) -> bool:
        named = measures(norm, self.words)
        return "must" not in modals and "must not" not in modals and bool(named) and named <= PROCEDURE

    # ---- one duty --------------------------------------------------------------------------------------------------

    def _norm(self, one: Draft, sentence: Sentence, norm: Norm, modals: set[str]) -> Watched:
        who, act = self.clocks.who(norm), self.clocks.act(norm)
        forbids = modals == {"must not"}
        clock = norm.deadline is not None and (
            norm.deadline.within is not None or norm.deadline.at is not None
        )
        found = self.clocks.of(norm.deadline, norm.triggers) if clock else None
        due = found[1] if found else self._timeless(norm, forbids)
        return Watched(
            f"{capital(who)} {act}", where(self.draft, one, sentence), self._observed(norm, forbids),
            self._by(one, sentence), capital(due), tuple(self._performed(one, norm, forbids)),
            tuple(self._breached(norm, modals, found is not None)), _boxes(modals, forbids),
        )  # fmt: skip

    def _timeless(self, norm: Norm, forbids: bool) -> str:
        if forbids or self._lasts(norm):
            return "at all times while the text is in force"
        if norm.deadline is not None and norm.deadline.delay:
            return "“without delay”, which fixes no clock"
        stage = self.clocks.stage(norm.triggers)
        return f"from {stage} on; no clock is fixed" if stage else "no clock is fixed"

    def _lasts(self, norm: Norm) -> bool:
        """Whether it is a duty to keep something as it is, which no single act performs."""
        named = measures(norm, self.words)
        return bool(named) and named <= _KEPT

    def _observed(self, norm: Norm, forbids: bool) -> str:
        """What is looked for, and after what."""
        leads = [self.words.of(t) for t in norm.triggers]
        after = ", ".join(low(capital(one)) for one in leads if one)
        what = "any act of this kind" if forbids else "what goes against it" if self._lasts(norm) else (
            "what is done, by whom, and when")  # fmt: skip
        return f"{capital(f'{after}: {what}' if after else what)}."

    def _by(self, one: Draft, sentence: Sentence) -> str:
        """Who observes a sentence; "" if nobody is named."""
        out: list[str] = []
        for other in one.sentences:
            body = other.body
            if isinstance(body, Observes) and (not body.articles or sentence.article in body.articles):
                within = (
                    f", which reports within {self.words.of(body.within)}" if body.within is not None else ""
                )
                out.append(f"{self.words.of(body.who)}{within} ({where(self.draft, one, other)})")
            elif isinstance(body, StandardIs) and f"is {body.name}" in sentence.text:
                judge = self.words.of(body.judged_by)
                out.append(f"{judge}, on whether the attack is {body.name} ({where(self.draft, one, other)})")
        return capital("; ".join(dict.fromkeys(out)))

    def _performed(self, one: Draft, norm: Norm, forbids: bool) -> Iterator[str]:
        """What counts as performance."""
        words = self.words
        if forbids:
            yield "Nothing of the kind is done."
            for cond in norm.while_:
                yield f"It holds only while {words.of(cond)}."
            for cond in norm.unless:
                yield f"It does not hold if {words.of(cond)}."
            return
        if self._lasts(norm):
            yield "It is kept."
            return
        yield self._enough(norm)
        if (
            any(getattr(a, "latitude", "") == "discretion" for a in actions(norm, words))
            or norm.latitude == "discretion"
        ):
            yield "At its discretion: any act of assistance counts, whatever the means."
        if norm.purpose:
            yield f"Only an act with the stated purpose “{norm.purpose}” counts."
        if norm.for_each:
            yield "One act performs one duty only."
        yield from self._excused(one, norm)

    def _enough(self, norm: Norm) -> str:
        """Whose acts, and how many of them, are enough."""
        several = len(norm.actions) > 1
        acts = ("One of the measures" if norm.any_of else "Each of the measures") if several else "The act"
        bearer = norm.bearer
        if isinstance(bearer, Hole):
            return f"{acts}, by each that is bound; if all are bound jointly, by all of them."
        if isinstance(bearer, Some) and bearer.how == "together":
            return f"{acts}, by every one of them: it is one duty of all."
        if (isinstance(bearer, Some) and bearer.how == "any-else-each") or (
            isinstance(bearer, Several) and bearer.mode == "or"
        ):
            return f"{acts}, by any one of them."
        if isinstance(bearer, (Some, Several)):
            return f"{acts}, by each that is bound, for itself."
        return f"{acts} is taken." if several else "The act is done."

    def _excused(self, one: Draft, norm: Norm) -> Iterator[str]:
        """What frees from it."""
        words = self.words
        if norm.unless:
            yield f"Not owed, or excused, if {listed([words.of(c) for c in norm.unless], 'or')}."
        if norm.while_:
            yield f"It lapses when this ends: {listed([words.of(c) for c in norm.while_])}."
        if norm.appropriation is not False:
            yield "It is subject to appropriation: excused if the means are refused."
        named = measures(norm, words)
        article = next((s.article for s in one.sentences if s.body is norm), "")
        for sentence in one.sentences:
            body = sentence.body
            if isinstance(body, DomesticProcess) and body.measure in named:
                yield f"Excused for {words.of(body.who)} if {words.of(body.organ)} refuses ({sentence.label})."
            elif isinstance(body, Released) and (not body.articles or article in body.articles):
                yield f"Excused where released: {low(words.sentence(sentence))[:-1]} ({sentence.label})."
            elif (
                (isinstance(body, NeverBound) and (not body.measures or named & set(body.measures)))
                or (isinstance(body, General) and (not body.articles or article in body.articles))
                or (isinstance(body, Scope) and article and article in body.articles)
            ):
                yield f"{words.sentence(sentence)[:-1]} ({sentence.label})."

    def _breached(self, norm: Norm, modals: set[str], clock: bool) -> Iterator[str]:
        """What counts as breach."""
        if modals == {"must not"}:
            yield "Any such act; each act is a breach of its own."
            return
        if self._lasts(norm):
            yield "None that a record can show: the text names no act that breaks it. What is seen is to be noted."
            return
        if "must" in modals:
            if norm.actions and any(getattr(a, "every", None) is not None for a in norm.actions):
                yield "A period ends without it; each period counts by itself."
            elif clock and norm.deadline is not None and not norm.deadline.delay:
                yield "The period ends without it. A late act is recorded; the breach stands."
            else:
                yield "None by delay alone: no clock runs. A refusal is to be noted."
            yield from self._whose(norm)
        if "intends to" in modals:
            yield ("If it is “intends to”: none; a departure is recorded." if len(modals) > 1 else
                   "None: it is a policy, and a departure is recorded.")  # fmt: skip
        if "nothing" in modals:
            yield "If it is “nothing”: none; nothing is owed."
        if "may" in modals:
            yield "If it is “may”: none; there is nothing to breach."

    def _whose(self, norm: Norm) -> Iterator[str]:
        bearer = norm.bearer
        if isinstance(bearer, Hole) or not isinstance(bearer, (Some, Several)):
            return
        if isinstance(bearer, Some) and bearer.how == "together":
            said = {
                "all": "If it is not complete, all of them are in breach, as the text says.",
                "each": "Each that has not acted is in breach, as the text says.",
            }  # fmt: skip
            yield said.get(
                norm.breached_by,
                "The text does not say who of them is in breach; it is read here as each that has not acted.",
            )
        elif isinstance(bearer, Some) and bearer.how == "any-else-each":
            yield "If nobody acts, each of them is in breach."

    def _snapback(self, one: Draft, sentence: Sentence, body: Resumes) -> Watched:
        words = self.words
        within = f"within {words.of(body.within)}" if body.within is not None else "no clock is fixed"
        performed = ["The measure is taken up again, by each that is bound, for itself."]
        if body.decider is not None:
            who = (
                words.bracket(body.decider.name) if isinstance(body.decider, Hole) else words.of(body.decider)
            )
            performed.append(f"Not owed if this decides otherwise: {who}.")
        late = "The period ends without it. A late act is recorded; the breach stands."
        return Watched(
            words.sentence(sentence).rstrip("."), where(self.draft, one, sentence),
            "Who takes the measure up again, when, and whether in full.", self._by(one, sentence),
            capital(within), tuple(performed),
            (late if body.within is not None else "None by delay alone: no clock runs.",), _boxes({"must"}, False),
        )  # fmt: skip


def _boxes(modals: set[str], forbids: bool) -> tuple[str, ...]:
    """What monitors can tick."""
    if forbids:
        return "no such act seen", "act seen: ____", "cannot be seen"
    found = ["performed: ____"]
    found += ["late: ____", "not performed"] if "must" in modals else ["departed from"]
    return (*found, "excused, waived", "cannot be seen")


def watched(draft: Draft, words: Wording) -> Checklist:
    """The checklist of a draft."""
    return Watch(draft, words).all()
