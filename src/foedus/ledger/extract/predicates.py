"""Acts in what is said to be: ready, open, opposed, unacceptable, off the table, a red line."""

from collections.abc import Iterator

from foedus.ledger.extract.cues import Cue
from foedus.ledger.extract.frames import inner_verb
from foedus.ledger.extract.grammar import BE, UNSOURCED, Group, Subject, adverb
from foedus.ledger.extract.judgements import (
    OFFERABLE,
    OPENINGS,
    SLURS,
    judgement,
    offered,
    on_the_table,
    slur,
)
from foedus.ledger.extract.lexicon import DISCUSS, Act, Lexicon
from foedus.ledger.extract.stance import of_readiness
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed

_COPULAS = BE | listed("""
    remain remains remained remaining become becomes became stay stays stayed 's seem seems stand stands stood
""")


def predicates(view: View, lexicon: Lexicon) -> Iterator[Cue]:
    """The cues that adjectives and fixed predicates give.

    Args:
        view: the sentence. lexicon: the words to look for.

    Returns:
        Cues from left to right.
    """
    for i in range(view.n):
        act = lexicon.adjectives.get(view.low(i))
        if act is not None:
            yield from _readiness(view, i, act)
        if view.low(i) in OPENINGS:
            yield from judgement(view, i)
        if view.low(i) in OFFERABLE and offered(view, i):
            yield from on_the_table(view, i)
        if view.low(i) == "position" and i > 0:
            yield from _position(view, i)
        if view.low(i) in ("contingent", "conditional") and view.low(i + 1) in ("on", "upon"):
            yield from _contingent(view, i)
        if view.low(i) in ("conditioned", "conditions") and "on" in view.lows[i + 1 : i + 12]:
            yield from _conditioned(view, i)
        if view.low(i) in SLURS:
            yield from slur(view, i)
        if view.low(i) in ("precondition", "condition", "prerequisite") and view.low(i - 1) == "a":
            yield from _contingent(view, i)


def _readiness(view: View, i: int, act: Act) -> Iterator[Cue]:
    after = view.low(i + 1)
    if "*" not in act.after and after not in act.after and not (view.sentence.headline and after == "to"):
        return
    group, subject = _copula(view, i)
    if subject is None or view.conditional(group.start) or group.infinitive:
        return
    inner = inner_verb(view, i)
    stance = _stance(act, view.low(i), inner, group.negated)
    if stance:
        start = subject.start if not (subject.inherited or subject.relative) else group.start
        hedged = group.modal in ("might", "may", "could") or group.doubt
        yield Cue(
            i,
            start,
            view.clause_end(i),
            i - 1 if group.negated else i,
            min(i + 3, view.clause_end(i)) if inner else i + 2,
            subject.mentions,
            act.act,
            stance,
            "readiness",
            hearsay=group.hearsay or group.raised in UNSOURCED,
            hedged=hedged,
            kind="status" if subject.mentions[0].kind == "collective" else "position",
        )


def _copula(view: View, i: int) -> tuple[Group, Subject | None]:
    """The predicate of an adjective, if a form of *be* or *remain* carries it; in a headline none is needed."""
    j = i - 1
    while view.low(j) in (
        "not",
        "n't",
        "also",
        "now",
        "still",
        "both",
        "more",
        "very",
        "never",
        "only",
        "so",
        "strongly",
        "fully",
    ) or adverb(view.low(j)):
        j -= 1
    if view.low(j) in _COPULAS and view.low(j) not in BE:
        group = view.group(j)
        negated = group.negated or any(view.low(k) in ("not", "n't", "never") for k in range(j + 1, i))
        return Group(
            group.start, negated, group.modal, hearsay=group.hearsay, raised=group.raised
        ), view.subject(group.start)
    group = view.group(i)
    if group.be or (view.sentence.headline and i in view.ending):
        return group, view.subject(group.start)
    return group, None


def _stance(act: Act, word: str, inner: str, negated: bool) -> str:
    base = act.stance
    if word in ("willing", "ready", "prepared", "happy", "content", "inclined", "disposed"):
        return of_readiness(base, inner, negated, word)
    if base == "refuse":
        return "accept_weak" if negated else "reject"
    if negated:
        return {"reject": "accept_weak", "reserve": "", "demand": ""}.get(base, "reject")
    if base == "accept" and inner in DISCUSS:
        return "open"
    return base


def _position(view: View, i: int) -> Iterator[Cue]:
    """`our position is that …`, `… is our position`."""
    owner = view.ending.get(i)
    owner = owner if owner is not None else view.ending.get(i - 1) if view.low(i - 1) == "'s" else None
    if owner is None or owner.kind not in ("possessive", "body", "person", "adjective"):
        return
    first = owner.start
    if view.low(first - 1) in BE:
        start = first - 2
        while (
            start > 0 and view.words[start - 1].word and first - start < 10 and view.low(start - 1) != "that"
        ):
            start -= 1
        yield Cue(i, start, i + 1, first, i + 1, (owner,), "demand", "demand", "position")
    elif view.low(i + 1) == "that":
        stop = view.clause_end(i + 1)
        refused = {"not", "n't", "never", "no"} & set(view.lows[i + 2 : min(stop, i + 10)])
        stance = "reject" if refused else "demand"
        yield Cue(i, first, stop, first, i + 1, (owner,), stance, stance, "position")
    elif view.low(i + 1) in ("is", "remains", "was") and view.low(i + 2) in ("that", "clear"):
        yield Cue(i, first, view.clause_end(i + 2), first, i + 1, (owner,), "demand", "demand", "position")


def _conditioned(view: View, i: int) -> Iterator[Cue]:
    """`has conditioned an agreement on the truce holding`."""
    group = view.group(i)
    subject = view.subject(group.start)
    if subject is not None and not group.infinitive and not (group.be and not group.perfect):
        start = group.start if subject.inherited or subject.relative else subject.start
        yield Cue(i, start, view.clause_end(i), i, i + 1, subject.mentions, "demand", "demand", "contingent")


def _contingent(view: View, i: int) -> Iterator[Cue]:
    verb = next(
        (k for k in range(i - 1, max(-1, i - 10), -1) if view.low(k) in ("make", "makes", "made", "making")),
        -1,
    )
    if verb < 0:
        return
    group = view.group(verb)
    subject = view.subject(group.start)
    if subject is not None and not group.infinitive:
        yield Cue(
            i,
            subject.start,
            view.clause_end(i),
            verb,
            i + 2,
            subject.mentions,
            "demand",
            "demand",
            "contingent",
            hearsay=group.hearsay,
        )
