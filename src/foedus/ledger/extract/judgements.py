"""What is said to be unacceptable, off the table, a provocation, a red line."""

from collections.abc import Iterator

from foedus.ledger.extract.cues import Cue
from foedus.ledger.extract.grammar import adverb
from foedus.ledger.extract.mentions import Mention
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed

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
    ("suitable",): ("accept", "accept_weak"),
    ("welcome",): ("welcome", "positive"),
}
_NOUN_SLURS = listed("""
    provocation blackmail capitulation sham ultimatum farce non-starter surrender diktat charade betrayal
    insult trap ruse ploy distraction gimmick mistake
""")
SLURS = _NOUN_SLURS | listed("""
    biased one-sided unrealistic unconstructive unhelpful absurd incompatible illegitimate reckless
""")
OPENINGS = {w: k for k in _TO_SOMEBODY for w in k[:1]}
_PAST = frozenset(["previously", "formerly", "once", "long", "earlier"])
_JUDGE = listed("""
    describe describes described describing calling branding dismissing denouncing labelling labeling deeming
    considering call calls called consider considers considered regard regards regarded see sees saw view
    views viewed deem deems deemed dismiss dismisses dismissed brand brands branded denounce denounces
    denounced label labels labelled labeled slam slammed
""")


_BEHIND = listed(
    "to for and but or if unless provided as because in at under on with while by until so without than"
)


def judgement(view: View, i: int) -> Iterator[Cue]:
    """`unacceptable to Kyiv`, `a red line for Moscow`; without those words the speaker's party is meant."""
    key = next((k for k in _TO_SOMEBODY if tuple(view.lows[i : i + len(k)]) == k), None)
    if key is None or view.conditional(i):
        return
    behind = view.low(i + len(key))
    if behind[:1].isalpha() and behind not in _BEHIND and i + len(key) not in view.starting:
        return  # `a suitable date` describes
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
OFFERABLE = {words[-1] for words in _OFFERS}


def offered(view: View, i: int) -> int:
    """How many words a phrase has that ends here and says that something can be had; 0 if none does."""
    return next((len(w) for w in _OFFERS if tuple(view.lows[max(0, i - len(w) + 1) : i + 1]) == w), 0)


def on_the_table(view: View, i: int) -> Iterator[Cue]:
    """`it is not on the table`, said by a party; `the offer is on the table` is only left open."""
    first = i + 1 - offered(view, i)
    group = view.group(first)
    if not group.be or view.conditional(i):
        return
    start = max(0, group.start - 3)
    for k in range(start, group.start):
        if not view.words[k].word or view.low(k) in ("but", "and", "that"):
            start = k + 1
    if group.negated:
        yield Cue(
            i, start, i + 1, group.start, i + 1, (), "reject", "reject", "predicate", own=True, about=start
        )
    elif view.low(i) == "table":
        yield Cue(i, start, i + 1, first, i + 1, (), "leave_open", "open", "left-open", kind="status")


def slur(view: View, i: int) -> Iterator[Cue]:
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
