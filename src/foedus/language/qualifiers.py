"""What qualifies a provision: deadlines, conditions, exceptions, manner, in any order."""

from typing import Any, NamedTuple, NoReturn

import foedus.language.clauses as clauses
import foedus.language.conditions as conditions
import foedus.language.happenings as happenings
from foedus.base import When
from foedus.language.actions import LATITUDES
from foedus.language.cursor import Cursor, ParseError
from foedus.language.messages import complain
from foedus.language.who import at_who, one, who
from foedus.model import Action, Cond, Deadline, EventExpr, Hole, Norm, Occurred, Period, Trigger, Who

_PROCEDURAL = {"arising", "attack", "invocation", "decision", "request"}
ANCHORS = {
    "the decision": "decision", "the determination": "decision", "the attack": "attack", "that attack": "attack",
    "the invocation": "invocation", "invocation": "invocation", "the request": "request", "request": "request",
    "entry into force": "entry", "that violation": "attack", "the violation": "attack", "the breach": "arising",
    "that breach": "arising",
}  # fmt: skip


class Leads(NamedTuple):
    """What comes before the bearer."""

    triggers: list[Trigger]
    provided: list[Cond]
    unless: list[Cond]
    while_: list[Cond]
    since: When | None
    deadline: Deadline | None = None


def that(c: Cursor) -> None:
    """Step over `that` in `provided that the case …`, but not in `provided that guarantor …`."""
    if c.at("that") and not (
        c.look("singular", ahead=1) or c.peek().text in ("state", "attack", "violation", "case")
    ):
        c.take("that")


def after(c: Cursor) -> EventExpr:
    """After an event: a noun (`an armed-attack`) or a clause (`Russia repeals RUSLAW`)."""
    if happenings.at_event(c):
        return happenings.event(c)
    start = c.i
    if at_who(c):
        subject = who(c)
        if c.take("has", "have"):
            c.back_to(start)
            found = conditions.condition(c)
            if isinstance(found, Occurred):
                return found.event
            _no_event(c, start)
        return clauses.clause(c, subject, start)
    if conditions.at_condition(c):
        try:
            conditions.condition(c)
        except ParseError:
            c.back_to(start)
        else:
            _no_event(c, start)
    return happenings.event(c)


def _no_event(c: Cursor, start: int) -> NoReturn:
    """A condition stands after `after`."""
    before = c.tokens[start - 1]
    when = c.replace(before, "When" if before.text[:1].isupper() else "when")._replace(text="write “when …”")
    fixes = (when,) if before.text.lower() == "after" else ()
    problem = complain(
        "E0401",
        c.span_from(start),
        message="“after” needs an event, found a condition",
        why="An event is a point in time; a condition is true or false at each instant.",
        fixes=fixes,
        mend="write “when …”",
    )
    raise ParseError(problem)


class Qualifiers:
    """What may follow the actions of a provision, in any order."""

    def __init__(self, c: Cursor, lead: Leads) -> None:
        self.c = c
        self.lead = lead
        self.more: dict[str, Any] = {}
        self.provided = list(lead.provided)
        self.unless = list(lead.unless)
        self.while_ = list(lead.while_)
        self.until: list[Cond | EventExpr | When] = []
        self.triggers = list(lead.triggers)
        if lead.deadline is not None:
            self.more["deadline"] = lead.deadline

    def aside(self) -> None:
        """Read what stands between the modal and the measure: `must, within 72 hours of the decision, assist`."""
        c = self.c
        if c.take("immediately", "without delay", "forthwith", "at once"):
            self.more["deadline"] = Deadline(delay=True)
        mark = c.i
        while c.take(","):
            if not self._one():
                break
            mark = c.i
        if mark != c.i and mark != c.i - 1:
            c.back_to(mark)

    def read(self) -> None:
        """Read qualifiers up to the end of the sentence."""
        c = self.c
        while not c.at_end():
            mark = c.i
            c.take(", and", ",")
            if c.at_end() or not self._one():
                c.back_to(mark)
                if c.at(",") and c.peek().text in ("assumption", "source", "unverified"):
                    return
                self._surplus()
                return

    def _surplus(self) -> None:
        c = self.c
        if c.at(",", ", and"):
            c.take(", and", ",")
        if c.at("must", "may", "intends to"):
            c.error("E0206", word=c.token.text)

    def _one(self) -> bool:
        c = self.c
        return self._time() or self._states() or self._manner(c)

    def _time(self) -> bool:
        c = self.c
        start = c.i
        if c.take("within", "not later than", "no later than"):
            self.more["deadline"] = deadline(c, start)
        elif c.take("without delay", "immediately", "at once", "forthwith"):
            self.more["deadline"] = Deadline(delay=True, span=c.span_from(start))
        elif c.at("by") and c.peek().kind == "date":
            c.i += 1
            self.more["deadline"] = Deadline(at=c.date(), early=True, span=c.span_from(start))
        elif c.at("by") and (c.peek().kind in ("number", "hole") or c.peek().text in ("one", "two", "three")):
            c.i += 1
            self.more["deadline"] = _by(c, start)
        elif c.take("for each attack", "for each case", "for each"):
            self.more["for_each"] = True
        elif c.at("for") and c.peek().kind in ("number", "hole"):
            c.i += 1
            self.more["lasting"] = c.period()
        elif c.take("until"):
            self.until.append(_until(c))
        elif c.take("also for earlier attacks"):
            self.more["earlier_attacks"] = True
        elif c.take("once it has ratified", "once that party has ratified"):
            self.more["once_ratified"] = True
        else:
            return False
        return True

    def _states(self) -> bool:
        c = self.c
        start = c.i
        if c.at("unless") and self._objection(start):
            return True
        if c.take("unless"):
            self.unless.append(conditions.condition(c))
        elif c.take("provided", "if", "only if", "only when"):
            that(c)
            self.provided.append(conditions.condition(c))
        elif c.take("when", "where"):
            self.provided.append(conditions.condition(c))
        elif c.take("only while", "while", "as long as"):
            self.while_.append(conditions.condition(c))
        elif c.take("after"):
            self.triggers.append(Trigger(after(c), span=c.span_from(start)))
        elif c.take("on", "upon") and happenings.at_event(c):
            self.triggers.append(Trigger(happenings.event(c), span=c.span_from(start)))
        else:
            c.back_to(start)
            return False
        return True

    def _objection(self, start: int) -> bool:
        c = self.c
        c.take("unless")
        if at_who(c) and not c.at("any of (", "any of the following", "all of"):
            whom = who(c)
            if c.take("objects", "object"):
                self.more["objection_of"] = whom
                if c.take("within"):
                    self.more["objection_within"] = c.period()
                return True
        c.back_to(start)
        return False

    def _manner(self, c: Cursor) -> bool:
        if word := c.take(*LATITUDES):
            self.more["latitude"] = LATITUDES[word]
        elif c.take("for the sole purpose of", "for the purpose of"):
            self.more["purpose"] = clauses.purpose(c)
        elif c.take("with the consent of"):
            self.more["consent_of"] = who(c)
        elif c.at(
            "with its consent", "with consent", "with their consent", "by consent", "subject to consent"
        ):
            start = c.i
            c.take("with its", "with their", "with", "by", "subject to")
            c.take("consent")
            raise ParseError(complain("E0603", c.span_from(start)))
        elif c.take("subject to appropriation"):
            self.more["appropriation"] = one(c) if c.take("by") else True
        elif c.take("in accordance with"):
            self.more["in_accordance"] = (*self._laws(), *self.more.get("in_accordance", ()))  # type: ignore[misc]
        elif c.take(
            "in breach of which each that does not act is in breach",
            "each that does not act is in breach",
            "each that does not act being in breach",
        ):
            self.more["breached_by"] = "each"
        elif c.take("all being in breach if none acts", "all are in breach if they do not act"):
            self.more["breached_by"] = "all"
        else:
            return False
        return True

    def _laws(self) -> tuple[str, ...]:
        c = self.c
        c.take("the law of each party", "its law", "its laws")
        c.take("and")
        if c.at("article"):
            articles, instrument = happenings.article_list(c)
            return (f"article {articles[0]} of {instrument}" if instrument else f"article {articles[0]}",)
        if found := c.entry("instrument"):
            return (found.name,)
        if (text := c.string()) is not None:
            return (text,)
        return ("its law",)

    def norm(
        self,
        bearer: Who,
        modal: "str | Hole",
        acts: "tuple[Action | Hole, ...]",
        predicate: Hole | None,
        any_of: bool,
    ) -> Norm:
        """The provision that was read."""
        return Norm(
            bearer, modal, acts, predicate, tuple(self.triggers), provided=tuple(self.provided),
            unless=tuple(self.unless), while_=tuple(self.while_), until=tuple(self.until), any_of=any_of, **self.more,
        )  # fmt: skip


def deadline(c: Cursor, start: int) -> Deadline:
    """After `within`: a period and what it runs from."""
    period = c.period()
    anchor: str | EventExpr = "arising"
    if c.at("of", "after", "from"):
        mark = c.i
        c.take("of", "after", "from")
        if word := c.take(*ANCHORS):
            anchor = ANCHORS[word]
        elif happenings.at_event(c):
            anchor = happenings.event(c)
        else:
            c.take("the")
            if c.token.kind == "word" and not c.known(c.token):
                c.fail("what the time runs from, such as the decision")
            c.back_to(mark)
    fixed(c, period, anchor, start)
    return Deadline(period, anchor, span=c.span_from(start))


def fixed(c: Cursor, period: "Period | Hole", anchor: "str | EventExpr", start: int) -> None:
    """Months and years run only from a fixed date."""
    if isinstance(period, Period) and anchor in _PROCEDURAL:
        for part in period.parts:
            if not isinstance(part, Hole) and part.months:
                raise ParseError(complain("E0607", c.span_from(start), unit=f"a period of {part.unit}s"))


def _by(c: Cursor, start: int) -> Deadline:
    """`by 7 days after the attack`: acts since the attack count."""
    period = c.period()
    anchor: str | EventExpr = "attack"
    if c.take("after", "of", "from"):
        word = c.take(*ANCHORS)
        anchor = ANCHORS[word] if word else happenings.event(c)
    fixed(c, period, anchor, start)
    return Deadline(period, anchor, early=True, span=c.span_from(start))


def _until(c: Cursor) -> "Cond | EventExpr | When":
    if c.token.kind == "date":
        return c.date()
    mark = c.i
    if happenings.at_event(c):
        event = happenings.event(c)
        if not c.at("has", "have", "is", "are"):
            return event
        c.back_to(mark)
    return conditions.condition(c)
