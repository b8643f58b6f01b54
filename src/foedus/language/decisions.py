"""Decisions: who decides what, by which rule, by when, and what silence means."""

from typing import TYPE_CHECKING

import foedus.language.conditions as conditions
import foedus.language.happenings as happenings
import foedus.language.norms as norms
import foedus.language.qualifiers as qualifiers
from foedus.language.cursor import Cursor
from foedus.language.who import at_who, one, who
from foedus.model import (
    Barred,
    Cond,
    Deadline,
    Decider,
    Decision,
    EventExpr,
    FinalVotes,
    Hole,
    Named,
    Several,
    Some,
    VoteRule,
    Who,
)  # fmt: skip

if TYPE_CHECKING:
    from foedus.language.qualifiers import Leads

_SHARES = {"two-thirds": (2, 3), "three-quarters": (3, 4), "three-fifths": (3, 5), "one-third": (1, 3),
           "half": (1, 2), "four-fifths": (4, 5)}  # fmt: skip
RULES = (*_SHARES, "majority of", "a majority of", "absolute majority of", "an absolute majority of", "unanimity of",
         "a simple majority of", "simple majority of", "consensus of", "silence procedure of",
         "a silence procedure of")  # fmt: skip
_SILENCE = {"it has": "it has", "it has not": "it has not", "the question stays open": "open",
            "it stays open": "open", "accepted": "it has", "refused": "it has not"}  # fmt: skip


def at_decision(c: Cursor) -> bool:
    """Whether a decider and the word `decides` stand here."""
    mark = c.i
    holes = list(c.holes)
    try:
        if c.token.kind == "hole":
            c.i += 1
            return at_deciding(c)
        if not _at_rule(c):
            return False
        decider(c)
        return at_deciding(c)
    except Exception:
        return False
    finally:
        c.i = mark
        c.holes = holes


def at_deciding(c: Cursor) -> bool:
    """Whether the verb stands here."""
    return c.at("decides", "decide", "determines", "determine", "must decide")


def _at_rule(c: Cursor) -> bool:
    return c.at(*RULES, "at least", "any", "each",
                "silence procedure of", "a silence procedure of",
                "the silence procedure of", "a") or at_who(c)  # fmt: skip


def decider(c: Cursor) -> "Decider | Hole":
    """`majority of guarantors`, `any guarantor`, `unanimity of members other than the attacker`, `Ukraine`."""
    start = c.i
    if hole := c.hole("decider"):
        return hole
    found = _rule(c)
    quorum, of_voting = 0, False
    abstention = False
    consent: Who | None = None
    while True:
        if c.take("of those voting", "of the votes cast"):
            of_voting = True
        elif c.take("with a quorum of", "quorum"):
            quorum = c.number() or c.fail("a number")
        elif c.take("with constructive abstention"):
            abstention = True
        elif c.take("with the consent of"):
            consent = one(c)
        else:
            break
    kind, subject, count, numerator, denominator = found
    return Decider(
        kind,
        subject,
        count,
        numerator,
        denominator,
        of_voting,
        quorum,
        abstention,
        consent,
        span=c.span_from(start),
    )


def _rule(c: Cursor) -> tuple[str, Who, int, int, int]:
    if c.take("a majority of", "majority of", "an absolute majority of", "absolute majority of",
              "a simple majority of", "simple majority of"):  # fmt: skip
        return "majority", _electorate(c), 0, 0, 0
    if word := c.take(*_SHARES):
        c.need("of")
        numerator, denominator = _SHARES[word]
        return "share", _electorate(c), 0, numerator, denominator
    if c.take("unanimity of"):
        return "unanimity", _electorate(c), 0, 0, 0
    if c.take("consensus of"):
        return "consensus", _electorate(c), 0, 0, 0
    if c.take("a silence procedure of", "silence procedure of", "the silence procedure of"):
        return "silence", _electorate(c), 0, 0, 0
    if c.take("at least"):
        count = c.number()
        if count is None:
            c.fail("a number")
        return "at-least", _electorate(c), count, 0, 0
    subject = who(c)
    if isinstance(subject, Some):
        if c.take("for itself"):
            return "each", subject, 0, 0, 0
        if subject.how == "each":
            return "each", subject, 0, 0, 0
        if subject.how in ("any", "a", "some"):
            return "any", subject, 0, 0, 0
        if subject.how == "together":
            return "unanimity", subject, 0, 0, 0
        return "unanimity", subject, 0, 0, 0
    if isinstance(subject, Several):
        return ("any" if subject.mode == "or" else "unanimity"), subject, 0, 0, 0
    if isinstance(subject, Named):
        kind = c.names.entries.get(subject.name)
        if kind and kind.kind == "organ":
            return "organ", subject, 0, 0, 0
        if kind and kind.kind == "group":
            return "unanimity", subject, 0, 0, 0
    return "party", subject, 0, 0, 0


def _electorate(c: Cursor) -> Who:
    c.take("the")
    return who(c)


def decision(c: Cursor, lead: "Leads", start: int) -> "Decision | VoteRule":
    """A decision from its decider on."""
    by = decider(c)
    return _body(c, by, lead, start)


def deciding(c: Cursor, bearer: Who, lead: "Leads", start: int, duty: bool) -> "Decision | VoteRule":
    """A decision whose bearer was already read (`President of United States must decide …`)."""
    entry = c.names.entries.get(bearer.name) if isinstance(bearer, Named) else None
    kind = "organ" if entry and entry.kind == "organ" else "party"
    if isinstance(bearer, Some):
        kind = {"each": "each", "any": "any", "a": "any"}.get(bearer.how, "unanimity")
    by: Decider | Hole = bearer if isinstance(bearer, Hole) else Decider(kind, bearer, span=bearer.span)
    return _body(c, by, lead, start, duty)


def _body(
    c: Cursor, by: "Decider | Hole", lead: "Leads", start: int, duty: bool = False
) -> "Decision | VoteRule":
    from msgspec.structs import replace

    duty = bool(c.take("must")) or duty
    c.need("decides", "decide", "determines", "determine")
    if isinstance(by, Decider) and c.at("by", "under article"):
        rule = _vote_rule(c, by, start)
        if rule:
            return rule
    if isinstance(by, Decider) and c.take("for itself"):
        by = replace(by, kind="each")
    limit: Deadline | None = lead.deadline
    subject, about, measures, silence = "", None, (), ""
    barred: list[Who] = []
    triggers = list(lead.triggers)
    more: dict[str, list[Cond]] = {"provided": list(lead.provided), "unless": list(lead.unless)}
    while not c.at_end():
        mark = c.i
        c.take(",", ";")
        if c.take("within", "not later than", "no later than"):
            limit = qualifiers.deadline(c, mark)
        elif c.take("without delay", "immediately", "forthwith"):
            limit = Deadline(delay=True)
        elif not subject and (got := _subject(c)):
            subject, about, measures = got
        elif rule := _by_rule(c, by):
            by = rule
        elif c.take("by consensus of", "by consensus"):
            rule = Decider("consensus", _electorate(c) if at_who(c) else _members(by))
            by = replace(rule, organ=_organ(by))
        elif c.take("by") and _at_rule(c):
            chosen = decider(c)
            by = replace(chosen, organ=_organ(by)) if isinstance(chosen, Decider) else chosen
        elif c.take("on silence", "failing which", "failing a decision"):
            silence = _silence(c)
        elif c.take("other than"):
            barred.append(one(c))
        elif c.take("provided", "if", "when"):
            more["provided"].append(conditions.condition(c))
        elif c.take("unless"):
            more["unless"].append(conditions.condition(c))
        elif c.at("after", "on", "upon"):
            triggers += norms.leads(c).triggers
        else:
            c.back_to(mark)
            break
    if not subject:
        c.fail("what is decided", mend="write “whether the case has arisen”, or “which of … are taken”")
    return Decision(
        by, subject, about, measures, tuple(triggers), limit, silence, tuple(more["provided"]),
        tuple(more["unless"]), tuple(barred), False, duty, span=c.span_from(start),
    )  # fmt: skip


def _organ(by: "Decider | Hole") -> str:
    """The organ that decides by the rule that follows, if it is one."""
    return by.who.name if isinstance(by, Decider) and by.kind == "organ" and isinstance(by.who, Named) else ""


def _by_rule(c: Cursor, by: "Decider | Hole") -> Decider | None:
    """`the guarantors decide by majority`: the rule alone, of those who decide."""
    mark = c.i
    if not isinstance(by, Decider) or not c.take("by"):
        return None
    word = c.take(
        "an absolute majority", "a majority", "a simple majority", "majority", "unanimity", *_SHARES
    )
    if not word or (c.at("of") and not c.at("of those voting", "of the votes cast")):
        c.back_to(mark)
        return None
    of_voting = bool(c.take("of those voting", "of the votes cast"))
    quorum = (c.number() or c.fail("a number")) if c.take("with a quorum of", "quorum") else 0
    numerator, denominator = _SHARES.get(word, (0, 0))
    kind = "share" if word in _SHARES else "unanimity" if word == "unanimity" else "majority"
    return Decider(kind, by.who, 0, numerator, denominator, of_voting, quorum, span=c.span_from(mark))


def _members(by: "Decider | Hole") -> Who:
    return by.who if isinstance(by, Decider) else by


def _subject(c: Cursor) -> "tuple[str, Cond | EventExpr | None, tuple[str, ...]] | None":
    mark = c.i
    if c.take("whether the case has arisen", "that the case has arisen"):
        return "case", None, ()
    if c.take("whether it meets"):
        return "meeting", None, ()
    if c.take("whether"):
        return _whether(c)
    if c.take("which of"):
        c.take("the")
        found = c.entry("measures", "measure")
        if not found:
            c.fail("a list of measures", mend="declare it: measures are …, … .")
        c.take("are taken", "is taken", "to take", "it takes", "apply")
        return "measures", None, (found.name,)
    if c.take("which measures are taken", "which measures to take"):
        return "measures", None, ()
    if c.take("on") and (found := c.entry("measure", "measures")):
        return "measures", None, (found.name,)
    c.back_to(mark)
    return None


def _whether(c: Cursor) -> "tuple[str, Cond | EventExpr | None, tuple[str, ...]]":
    """`whether an armed-attack was directed from abroad`, `whether that violation is established`."""
    start = c.i
    if c.take(
        "that violation is established",
        "the violation is established",
        "that attack is established",
        "the attack is established",
        "an attack has occurred",
    ):
        return "case", None, ()
    if happenings.at_event(c) and not c.at("the attack", "that attack"):
        event = happenings.event(c)
        c.take("has occurred", "is established", "was established", "has arisen")
        if c.take("was", "is"):
            c.take("a", "an")
            if happenings.at_event(c):
                return "case", happenings.event(c), ()
            slots = happenings.attack_slots(c)
            from foedus.model import AnyEvent, Pattern, TermEvent

            if isinstance(event, TermEvent):
                event = TermEvent(event.name, (*event.slots, *slots), event.first, span=event.span)
            elif isinstance(event, Pattern):
                event = Pattern(event.kind, (*event.slots, *slots), event.first, span=event.span)
            elif isinstance(event, AnyEvent):
                c.back_to(start)
                c.fail("one event")
        return "case", event, ()
    return "condition", conditions.condition(c), ()


def _silence(c: Cursor) -> "str | Hole":
    if hole := c.hole("silence"):
        return hole
    word = c.take(*sorted(_SILENCE, key=len, reverse=True))
    return _SILENCE[word] if word else c.fail("it has, it has not, or the question stays open")


def silence_option(c: Cursor) -> str:
    """An option for what silence means."""
    word = c.take(*sorted(_SILENCE, key=len, reverse=True))
    return _SILENCE[word] if word else c.fail("it has, it has not, or the question stays open")


def _vote_rule(c: Cursor, by: Decider, start: int) -> VoteRule | None:
    """`Organ of Consultation decides under article 8 by two-thirds of the parties that have ratified.`"""
    mark = c.i
    articles: list[str] = []
    if c.take("under"):
        articles = happenings.article_list(c)[0]
    rule = _by_rule(c, by) or (decider(c) if c.take("by") and _at_rule(c) else None)
    if isinstance(rule, Decider):
        meets = "meeting" if c.take("whether it meets") else ""
        if c.at_end() or c.at(", assumption", ", source", ", unverified"):
            return VoteRule(by.who, rule, tuple(articles), meets, span=c.span_from(start))
    c.back_to(mark)
    return None


def barred(c: Cursor) -> Barred:
    """`The attacker is barred from the vote under article 8.`"""
    start = c.i
    subject = who(c)
    c.need("is barred from the vote", "are barred from the vote", "does not vote", "do not vote")
    articles = happenings.article_list(c)[0] if c.take("under") else []
    provided = [conditions.condition(c)] if c.take("if", "when", "provided", ", if", ", when") else []
    return Barred(subject, tuple(articles), tuple(provided), span=c.span_from(start))


__all__ = [
    "FinalVotes",
    "at_deciding",
    "at_decision",
    "barred",
    "decider",
    "deciding",
    "decision",
    "silence_option",
]
