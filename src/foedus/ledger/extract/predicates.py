"""Acts in what is said to be: ready, open, opposed, unacceptable, off the table, a red line."""

from collections.abc import Iterator

from foedus.ledger.extract.cues import Cue
from foedus.ledger.extract.frames import inner_verb
from foedus.ledger.extract.grammar import BE, UNSOURCED, Group, Subject, adverb
from foedus.ledger.extract.lexicon import DISCUSS, Act, Lexicon
from foedus.ledger.extract.mentions import Mention
from foedus.ledger.extract.stance import of_readiness
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed

_COPULAS = BE | listed("""
    remain remains remained remaining become becomes became stay stays stayed 's seem seems stand stands stood
""")
_TO_SOMEBODY: dict[tuple[str, ...], tuple[str, str]] = {
    ("anathema",): ("reject", "reject"),
    ("unacceptable",): ("reject", "reject"),
    ("inadmissible",): ("reject", "reject"),
    ("intolerable",): ("reject", "reject"),
    ("unthinkable",): ("reject", "reject"),
    ("unworkable",): ("reject", "reject"),
    ("casus", "belli"): ("object", "reject"),
    ("red", "line"): ("object", "reject"),
    ("non-starter",): ("reject", "reject"),
    ("nonstarter",): ("reject", "reject"),
    ("deal-breaker",): ("reject", "reject"),
    ("dealbreaker",): ("reject", "reject"),
    ("taboo",): ("reject", "reject"),
    ("out", "of", "the", "question"): ("reject", "reject"),
    ("non-negotiable",): ("demand", "demand"),
    ("off", "the", "table"): ("reject", "reject"),
    ("acceptable",): ("accept", "accept_weak"),
    ("tolerable",): ("accept", "accept_weak"),
    ("welcome",): ("welcome", "positive"),
}
_NOUN_SLURS = listed("""
    provocation blackmail capitulation sham ultimatum farce non-starter surrender diktat charade betrayal
    insult trap ruse ploy distraction gimmick mistake
""")
_SLURS = _NOUN_SLURS | listed("""
    biased one-sided unrealistic unconstructive unhelpful absurd incompatible illegitimate reckless
""")
_OPENINGS = {w: k for k in _TO_SOMEBODY for w in k[:1]}
_PAST = frozenset(["previously", "formerly", "once", "long", "earlier"])
_JUDGE = listed("""
    describe describes described describing calling branding dismissing denouncing labelling labeling deeming
    considering call calls called consider considers considered regard regards regarded see sees saw view
    views viewed deem deems deemed dismiss dismisses dismissed brand brands branded denounce denounces
    denounced label labels labelled labeled slam slammed
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
        if view.low(i) in _OPENINGS:
            yield from _judgement(view, i)
        if view.low(i) in _OFFERABLE and _offered(view, i):
            yield from _on_the_table(view, i)
        if view.low(i) == "position" and i > 0:
            yield from _position(view, i)
        if view.low(i) in ("contingent", "conditional") and view.low(i + 1) in ("on", "upon"):
            yield from _contingent(view, i)
        if view.low(i) in ("conditioned", "conditions") and "on" in view.lows[i + 1 : i + 12]:
            yield from _conditioned(view, i)
        if view.low(i) in _SLURS:
            yield from _slur(view, i)
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


def _judgement(view: View, i: int) -> Iterator[Cue]:
    """`unacceptable to Kyiv`, `a red line for Moscow`; without those words the speaker's party is meant."""
    key = next((k for k in _TO_SOMEBODY if tuple(view.lows[i : i + len(k)]) == k), None)
    if key is None or view.conditional(i):
        return
    act, stance = _TO_SOMEBODY[key]
    end = i + len(key)
    actors, stop = _for_whom(view, end)
    left = i
    while left > 0 and (
        view.low(left - 1) in ("a", "an", "the", "perceived", "previously", "formerly", "red", "also")
        or adverb(view.low(left - 1))
    ):
        left -= 1
    group = view.group(left)
    told = set(view.lows[max(0, left - 1) : i])
    if group.negated or "no" in view.lows[max(0, left - 3) : i] or "not" in told:
        stance = "open" if stance == "reject" else "reject"
    teller = None
    owned = view.ending.get(left - 1) if view.low(left - 1) == "'s" else view.ending.get(left)
    if (
        not actors
        and key[0] in ("red", "non-starter")
        and owned is not None
        and owned.kind in ("body", "possessive", "person")
    ):
        actors, left = (owned,), owned.start
    if not actors:
        judged = next((k for k in range(i - 1, max(-1, i - 8), -1) if view.low(k) in _JUDGE), -1)
        if judged >= 0:
            subject = view.subject(view.group(judged).start)
            if subject is None or view.group(judged).infinitive:
                return
            actors, left = subject.mentions, min(subject.start, left)
            teller = actors[0] if actors[0].unnamed else None
        elif not group.be or act == "welcome":
            return
    hedged = group.modal in ("might", "may", "could") or "perceived" in told
    if hedged and stance == "accept_weak":
        stance = "open"
    start = group.start if actors or not group.be else max(0, group.start - 3)
    if view.low(left - 1) in ("concept", "idea", "condition", "demand", "notion"):
        left -= 2
    yield Cue(
        i,
        min(start, left),
        stop,
        i,
        end,
        actors,
        act,
        stance,
        "predicate",
        own=not actors,
        hedged=hedged,
        frame="past" if told & _PAST else "",
        teller=teller,
    )


def _for_whom(view: View, end: int) -> tuple[tuple[Mention, ...], int]:
    """The party behind *to* or *for*, and where the words end."""
    if view.low(end) in ("to", "for"):
        mention = view.starting.get(end + 1)
        if mention is not None and mention.kind in ("body", "person", "office", "group"):
            stop = mention.end
            if view.low(stop) == "'s":
                stop = view.clause_end(stop)
            elif view.low(stop) == "and" and stop + 1 in view.starting:
                other = view.starting[stop + 1]
                return (mention, other), other.end
            return (mention,), stop
    return (), view.clause_end(end - 1)


_OFFERS = (
    ("on", "the", "table"),
    ("a", "bargaining", "chip"),
    ("for", "sale"),
    ("up", "for", "negotiation"),
    ("up", "for", "discussion"),
    ("up", "for", "debate"),
    ("negotiable",),
    ("on", "offer"),
)
_OFFERABLE = {words[-1] for words in _OFFERS}


def _offered(view: View, i: int) -> int:
    """How many words a phrase has that ends here and says that something can be had; 0 if none does."""
    return next((len(w) for w in _OFFERS if tuple(view.lows[max(0, i - len(w) + 1) : i + 1]) == w), 0)


def _on_the_table(view: View, i: int) -> Iterator[Cue]:
    """`it is not on the table`, said by a party; `the offer is on the table` is only left open."""
    first = i + 1 - _offered(view, i)
    group = view.group(first)
    if not group.be or view.conditional(i):
        return
    start = max(0, group.start - 3)
    while start < group.start and not view.words[start].word:
        start += 1
    if group.negated:
        yield Cue(
            i, start, i + 1, group.start, i + 1, (), "reject", "reject", "predicate", own=True, about=start
        )
    elif view.low(i) == "table":
        yield Cue(i, start, i + 1, first, i + 1, (), "leave_open", "open", "left-open", kind="status")


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


def _slur(view: View, i: int) -> Iterator[Cue]:
    """`called it a provocation`."""
    judged = next((k for k in range(i - 1, max(-1, i - 8), -1) if view.low(k) in _JUDGE), -1)
    if judged < 0 or (
        view.low(i) in _NOUN_SLURS and view.low(i - 1) not in ("a", "an", "as", "mere", "pure")
    ):
        return
    group = view.group(judged)
    subject = view.subject(group.start)
    if subject is None or group.infinitive or group.negated or view.conditional(judged):
        return
    start = group.start if subject.inherited or subject.relative else subject.start
    yield Cue(
        i, start, i + 1, judged, i + 1, subject.mentions, "reject", "reject", "predicate", about=judged + 1
    )


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
