"""The calendar of a draft alone: every period and date that it fixes, by what it runs from."""

from collections.abc import Iterator

from foedus.base import DAY, Duration, When
from foedus.model import (
    Action,
    CaseArisen,
    Deadline,
    Decided,
    Decision,
    DecisionEvent,
    DecisionIs,
    Define,
    DomesticProcess,
    Draft,
    Ends,
    Enters,
    Exit,
    Hole,
    Node,
    Norm,
    Observes,
    Pattern,
    Period,
    Reinvoke,
    Resumes,
    Sentence,
    Signed,
    StandardIs,
    StateEvent,
    Suspended,
    TermEvent,
    TreatyLasts,
    Trigger,
    walk,
)  # fmt: skip
from foedus.model.papers import Clock, Said
from foedus.papers.brief.does import instruments, measures, where
from foedus.papers.brief.wording import Wording, low
from foedus.report.words import PROCEDURE, day_text

ATTACK, INVOCATION, DECISION = "the attack", "the invocation", "the decision"
REQUEST, FORCE, EVENT, DATES = "the request", "signature or entry into force", "another event", "fixed dates"
NOTICE = "notice of withdrawal"
ORDER = (DATES, FORCE, ATTACK, REQUEST, INVOCATION, DECISION, EVENT, NOTICE)
_ANCHORS = {
    "attack": ATTACK, "invocation": INVOCATION, "decision": DECISION, "request": REQUEST, "entry": FORCE,
}  # fmt: skip
_KINDS = {"attack": ATTACK, "threat": ATTACK, "invoke": INVOCATION, "request": REQUEST, "vote": DECISION}


def shortest(period: object, words: Wording) -> int:
    """The shortest length of a period in minutes, over the options that it has; months count 30 days."""
    if isinstance(period, Hole):
        point = words.points.get(period.name)
        if point is None:
            return 0
        options = [
            o for t, o in zip(point.texts, point.options, strict=True) if words.fixed.get(period.name, t) == t
        ]
        return min((shortest(o, words) for o in options), default=0)
    if isinstance(period, Period):
        return sum(p.minutes + p.months * 30 * DAY if isinstance(p, Duration) else shortest(p, words)
                   for p in period.parts)  # fmt: skip
    return 0


class Clocks:
    """Finds the clocks of a draft.

    Args:
        draft: the draft.
        words: its words.
    """

    def __init__(self, draft: Draft, words: Wording) -> None:
        self.draft, self.words = draft, words
        self._meaning = {
            s.body.name: s.body.meaning
            for one in draft.everything() for s in one.sentences if isinstance(s.body, Define)
        }  # fmt: skip

    def anchor(self, term: object, depth: int = 0) -> str:
        """What an event or condition is, as something that a clock may run from."""
        for node in walk(term):
            if isinstance(node, (CaseArisen, DecisionEvent, DecisionIs, Decided)):
                return DECISION
            if isinstance(node, StateEvent) and node.name == "entry":
                return FORCE
            if isinstance(node, Pattern):
                return _KINDS.get(node.kind, EVENT)
            if isinstance(node, TermEvent) and depth < 4:
                return self.anchor(self._meaning.get(node.name), depth + 1)
        return EVENT

    def runs_from(self, deadline: Deadline | None, triggers: tuple[Trigger, ...]) -> str:
        """What the clock of a sentence runs from."""
        if deadline is not None and deadline.anchor != "arising":
            anchor = deadline.anchor
            return _ANCHORS.get(anchor, EVENT) if isinstance(anchor, str) else self.anchor(anchor)
        found = [self.anchor((t.event, t.when)) for t in triggers]
        for one in (DECISION, INVOCATION, REQUEST, ATTACK):
            if one in found:
                return one
        return EVENT if triggers else FORCE

    def of(self, deadline: Deadline | None, triggers: tuple[Trigger, ...]) -> tuple[str, str, int] | None:
        """What a clock runs from, its period in words and its shortest length; None where no clock is fixed."""
        if deadline is not None and deadline.at is not None:
            return DATES, f"by {day_text(deadline.at.latest)}", deadline.at.latest
        if deadline is not None and deadline.within is not None:
            anchor = self.runs_from(deadline, triggers)
            said = self.words.of(deadline)
            if " of " not in said and " after " not in said:
                said += _tail(anchor, self.lead(triggers))
            return anchor, said, shortest(deadline.within, self.words)
        stage = next((t for t in triggers if t.delay is not None), None)
        if stage is not None:
            said = f"from {self.stage(triggers)} on"
            return self.anchor(stage.event), said, shortest(stage.delay, self.words)
        return None

    def stage(self, triggers: tuple[Trigger, ...]) -> str:
        """From when on a stage runs: `24 hours after a violation`; "" if it is none."""
        found = next((t for t in triggers if t.delay is not None), None)
        return self.words.of(found).partition(", if ")[0] if found is not None else ""

    def lead(self, triggers: tuple[Trigger, ...]) -> str:
        """The event that a sentence follows, in its own words."""
        event = next((t.event for t in triggers if t.event is not None), None)
        return self.words.of(event)

    # ---- sentences -------------------------------------------------------------------------------------------------

    def all(self) -> tuple[tuple[Clock, ...], tuple[Said, ...]]:
        """Every clock, in the order in which they run; and what is to be done without one."""
        clocks: list[Clock] = []
        loose: list[Said] = []
        for one in instruments(self.draft):
            for sentence in one.sentences:
                place = where(self.draft, one, sentence)
                clocks += self._clocks(sentence, place)
                loose += self._loose(sentence, place)
        rank = {name: i for i, name in enumerate(ORDER)}
        return tuple(sorted(clocks, key=lambda c: (rank[c.runs_from], c.minutes))), tuple(loose)

    def _clocks(self, sentence: Sentence, place: str) -> Iterator[Clock]:
        body, words = sentence.body, self.words
        if isinstance(body, Norm):
            found = self.of(body.deadline, body.triggers)
            if found:
                yield Clock(
                    found[0], found[1], self.who(body), self.act(body) + self.test(body), place, found[2]
                )
            for until in body.until:
                if isinstance(until, When):
                    yield Clock(DATES, f"until {day_text(until.latest)}", self.who(body), self.act(body), place,
                                until.latest)  # fmt: skip
        elif isinstance(body, Decision):
            found = self.of(body.deadline, body.triggers)
            if found:
                yield Clock(
                    found[0], found[1], decider(body, words), self.deciding(sentence), place, found[2]
                )
        elif isinstance(body, Exit) and body.notice is not None:
            said = words.bracket(body.notice.name) if isinstance(body.notice, Hole) else words.of(body.notice)
            yield Clock(NOTICE, f"{said} after notice", low(words.of(body.who)), "is free, as the text lets it leave",
                        place, shortest(body.notice, words))  # fmt: skip
        elif isinstance(body, Resumes) and body.within is not None:
            anchor = self.runs_from(None, body.triggers)
            yield Clock(
                anchor, f"within {words.of(body.within)}{_tail(anchor, self.lead(body.triggers))}",
                low(words.of(body.bearer)), f"takes up again: {self.deed(body.action)}", place,
                shortest(body.within, words),
            )  # fmt: skip
        elif isinstance(body, (StandardIs, Observes, DomesticProcess)) and body.within is not None:
            yield self._organ(body, place)
        else:
            yield from self._life(body, sentence, place)

    def _organ(self, body: StandardIs | Observes | DomesticProcess, place: str) -> Clock:
        """The clock of a body that judges, reports or agrees."""
        words = self.words
        span = f"within {words.of(body.within)}"
        length = shortest(body.within, words)
        if isinstance(body, StandardIs):
            what = f"judges whether the attack is {body.name}"
            return Clock(ATTACK, f"{span} of being asked", words.of(body.judged_by), what, place, length)
        if isinstance(body, Observes):
            return Clock(EVENT, f"{span} of what it observes", words.of(body.who), "reports", place, length)
        what = f"decides on {words.plain(f'{body.measure} by')} {words.of(body.who)}"
        return Clock(DECISION, span, words.of(body.organ), what, place, length)

    def _life(self, body: object, sentence: Sentence, place: str) -> Iterator[Clock]:
        """The dates and periods of the instrument itself."""
        words = self.words
        said = words.sentence(sentence).rstrip(".")
        what = said[:1].lower() + said[1:] if said.startswith("This ") else said
        if isinstance(body, TreatyLasts):
            length = f"for {words.bracket(body.period.name)}" if isinstance(body.period, Hole) else (
                f"for {words.of(body.period)}")  # fmt: skip
            yield Clock(FORCE, length, "the text", what, place, shortest(body.period, words))
        elif isinstance(body, Enters) and body.delay is not None:
            yield Clock(
                FORCE, "some time after its occasion", "the text", what, place, shortest(body.delay, words)
            )
        elif isinstance(body, Reinvoke) and body.after is not None:
            yield Clock(DECISION, "after it", "the case", what, place, shortest(body.after, words))
        elif isinstance(body, (Signed, Enters, Ends, Suspended)):
            when = _date(body)
            if when is not None:
                yield Clock(DATES, day_text(when.latest), "the text", what, place, when.latest)

    def _loose(self, sentence: Sentence, place: str) -> Iterator[Said]:
        """A duty or decision for which no clock is fixed."""
        body = sentence.body
        if isinstance(body, Norm) and body.modal not in ("must not", "nothing", "may"):
            if self.of(body.deadline, body.triggers) is None and not measures(body, self.words) <= PROCEDURE:
                note = (
                    "“without delay” fixes no clock"
                    if body.deadline is not None and body.deadline.delay
                    else ""
                )
                yield Said(self.words.sentence(sentence), place, note=note)
        elif isinstance(body, Decision) and self.of(body.deadline, body.triggers) is None:
            yield Said(self.words.sentence(sentence), place)

    def deed(self, action: Action) -> str:
        """A measure with whom it is for or against."""
        measure = action.measure
        said = self.words.bracket(measure.name) if isinstance(measure, Hole) else self.words.plain(measure)
        return self.words.of(action, otherwise=f"{said} {self.words.of(action.target)}".strip())

    # ---- words -----------------------------------------------------------------------------------------------------

    def who(self, norm: Norm) -> str:
        """Whom a norm binds."""
        term = norm.bearer
        if isinstance(term, Hole):
            return self.words.bracket(term.name)
        return low(self.words.of(term, otherwise="a party"))

    def act(self, norm: Norm) -> str:
        """Modal and acts of a norm: `[may / must] use force`."""
        if norm.predicate is not None:
            return self.words.bracket(norm.predicate.name)
        modal = self.words.bracket(norm.modal.name) if isinstance(norm.modal, Hole) else norm.modal
        joined = " or " if norm.any_of else " and "
        said = joined.join(
            self.words.bracket(a.name) if isinstance(a, Hole) else self.deed(a) for a in norm.actions
        )
        return f"{modal} {said}"

    def test(self, norm: Norm) -> str:
        """What a stage asks for besides its time: `, if the case has arisen`."""
        found = [
            self.words.of(t.condition)
            for t in norm.triggers
            if t.delay is not None and t.condition is not None
        ]
        return f", if {' and '.join(found)}" if any(found) else ""

    def deciding(self, sentence: Sentence) -> str:
        """What a decision is on: `decides whether the case has arisen`."""
        body = sentence.body
        assert isinstance(body, Decision)
        said = self.words.sentence(sentence).rstrip(".").partition(";")[0]
        for word in ("whether", "which of", "which", "when"):
            _, found, rest = said.partition(f" {word} ")
            if found:
                return f"decides {word} {rest}".rstrip(" ,")
        return "decides"


def decider(body: Decision, words: Wording) -> str:
    """By whose rule a decision is taken."""
    who = body.decider
    if isinstance(who, Hole):
        return words.bracket(who.name)
    return words.of(who) or words.of(who.who, otherwise="whoever decides")


def _date(body: Signed | Enters | Ends | Suspended) -> When | None:
    """The date that a sentence on the life of the text names."""
    for value in (getattr(body, "when", None), getattr(body, "since", None)):
        if isinstance(value, When):
            return value
    return None


def _tail(anchor: str, lead: str) -> str:
    if anchor in (DECISION, INVOCATION, REQUEST, ATTACK):
        return f" of {anchor}"
    return f" of {lead}" if lead else ""


__all__ = ["ORDER", "Clocks", "Node", "decider", "shortest"]
