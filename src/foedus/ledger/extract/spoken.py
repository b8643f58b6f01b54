"""Acts in what somebody says: undertakings, *must*, denials, cautions, *there is no …*, and what is left open."""

from collections.abc import Iterator, Sequence

from foedus.ledger.extract.cues import Cue
from foedus.ledger.extract.grammar import ADVERBS, adverb
from foedus.ledger.extract.lexicon import ANSWER, PERFORM, VEHICLES, Lexicon, plain_forms, verb_forms
from foedus.ledger.extract.scopes import SAY, Scope
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed

_REFUSE_ALSO = listed("""
    be have see know comment want need say like speculate get happen go think believe come
""")
_OFFERS = listed("""
    pause package offer deal agreement ceasefire truce concession concessions talks negotiation negotiations
    compromise withdrawal recognition retreat surrender extension return change plan referendum meeting
""")
_OPEN_WORDS = listed("""
    unclear clarified unresolved open premature unanswered undecided unsettled detail details specifics
""")
_UNCLEAR = frozenset(["unclear", "unresolved", "undecided", "unanswered", "premature"])
_TALKS = listed("talks negotiations cooperation dialogue contacts relations")
_END = listed("stop halt suspend end leave abandon freeze withdraw quit cease close break cut block")
_STILL_OPEN = (
    ("hammered", "out"),
    ("worked", "out"),
    ("ironed", "out"),
    ("thrashed", "out"),
    ("being", "negotiated"),
    ("being", "discussed"),
    ("to", "be", "clarified"),
    ("to", "be", "agreed"),
    ("to", "be", "settled"),
    ("to", "be", "decided"),
    ("to", "be", "determined"),
)
_OPEN_FIRST = {words[0] for words in _STILL_OPEN}
_DENIABLE = listed("offer deal agreement concession promise commitment pledge")


def spoken(view: View, scopes: Sequence[Scope], lexicon: Lexicon) -> Iterator[Cue]:
    """The cues that need a speaker, or tell that something is still open.

    Args:
        view: the sentence. scopes: its attributions. lexicon: the words to look for.

    Returns:
        Cues; those marked as the speaker's own hold only if its speaker has a party.
    """
    for i in range(view.n):
        low = view.low(i)
        if low in ("will", "would", "shall", "'ll", "'d", "cannot", "can", "wo"):
            yield from _undertaking(view, i)
        if low in ("could", "can") and view.low(i + 1) == "be":
            yield from _nobody_will(view, i, i + 1)
        if low == "going" and view.low(i + 1) == "to" and view.group(i).be:
            yield from _undertaking(view, i)
        if low == "require" and view.low(i - 1) in ("would", "will"):
            yield from _must(view, i)
        if low in ("must", "should", "need", "needs") or (low in ("has", "have") and view.low(i + 1) == "to"):
            yield from _must(view, i)
        if low == "no" and view.low(i - 1) in ("is", "be", "'s") and "there" in view.lows[max(0, i - 4) : i]:
            yield from _no_such(view, i)
        yield from _left_open(view, i)
    for scope in scopes:
        yield from _denial(view, scope, lexicon)
        yield from _caution(view, scope)


def _undertaking(view: View, i: int) -> Iterator[Cue]:
    """`the Union would finance …`, `Addis Ababa would not sign …`."""
    verb, negated = _main(view, i)
    if verb < 0 or view.conditional(i):
        return
    form = plain_forms().get(view.low(verb))
    lemma = form.lemma if form is not None and form.kind == "base" else ""
    if negated and not _refusable(view, verb, lemma):
        return
    if not negated and (lemma not in PERFORM or view.low(i) in ("can", "cannot")):
        return
    group = view.group(verb) if view.group(verb).start <= i else view.group(i)
    subject = view.subject(min(group.start, i))
    if subject is None:
        yield from _nobody_will(view, i, verb)
        return
    if subject.mentions[0].kind == "collective":
        return
    plan = _under(view)
    stop = view.clause_end(verb)
    mild = negated and " ".join(view.lows[verb : verb + 4]) in ("stand in the way", "get in the way of")
    stance = "accept_weak" if mild else "reject" if negated else "offer"
    act = "accept" if mild else "refuse" if negated else "undertake"
    if lemma in _END and _TALKS & set(view.lows[verb + 1 : verb + 5]) and not negated:
        stance, act = "reject", "refuse"
    other = view.starting.get(verb + 1)
    if (
        lemma in _END
        and not negated
        and other is not None
        and other.party not in ("", subject.mentions[0].party)
    ):
        stance, act = "reject", "threaten"
    start = subject.start if not (subject.inherited or subject.relative) else min(group.start, i)
    yield Cue(
        verb,
        start,
        stop,
        i,
        verb + 1,
        subject.mentions,
        act,
        stance,
        "undertaking",
        own=True,
        frame="future",
        hedged=plan,
    )


def _nobody_will(view: View, i: int, verb: int) -> Iterator[Cue]:
    """`No marine will leave the islands`: a refusal of whoever says it."""
    none = next((k for k in range(i - 1, max(-1, i - 6), -1) if view.low(k) == "no" and view.same(k, i)), -1)
    if none >= 0 and all(view.words[k].word for k in range(none, i)):
        yield Cue(
            verb, none, view.clause_end(verb), i, verb + 1, (), "refuse", "reject", "undertaking", own=True
        )


def _refusable(view: View, verb: int, lemma: str) -> bool:
    """Whether a negated verb tells a refusal: not what reporters are refused, nor *be*, *have*, *know*."""
    word = view.low(verb)
    if word == "be":
        return view.low(verb + 1) in ("party", "part", "bound", "bullied", "blackmailed")
    if lemma in ANSWER - PERFORM and not _matter(view, verb, lemma):
        return False
    return word.isalpha() and (word not in _REFUSE_ALSO or word == "consider")


def _matter(view: View, verb: int, lemma: str) -> bool:
    """`will not discuss the temples` is a refusal, `would not discuss details` is none."""
    behind = view.lows[verb + 1 : verb + 4]
    return lemma == "discuss" and not {
        "details",
        "specifics",
        "contents",
        "terms",
        "matter",
        "it",
        "them",
    } & set(behind)


def _under(view: View) -> bool:
    """Whether a sentence tells what a plan holds: `Under the compromise, …`."""
    return view.low(0) in ("under", "in") and bool(
        (VEHICLES | _OFFERS | {"proposal", "outline"}) & set(view.lows[1:6])
    )


def _main(view: View, i: int) -> tuple[int, bool]:
    """The main verb behind a modal, and whether it is negated; insertions of a few words are passed over."""
    negated = view.low(i) == "cannot"
    j = i + 1
    if view.low(i) == "going":
        return i + 2, view.group(i).negated
    inserted = False
    while j < min(view.n, i + 8) and view.same(i, j):
        low = view.low(j)
        if low in ("not", "n't", "never"):
            negated = True
        elif low == ",":
            inserted = not inserted
        elif low == "no" and view.low(j + 1) == "longer":
            negated, j = True, j + 1
        elif not inserted and low not in ADVERBS and not adverb(low):
            return (j, negated) if view.words[j].word else (-1, False)
        elif inserted and low in plain_forms() and view.low(j - 1) not in ("any", "the", "a"):
            return j, negated
        j += 1
    return -1, False


def _must(view: View, i: int) -> Iterator[Cue]:
    """What a speaker says that another must do, or that a thing must have."""
    if view.conditional(i) or view.low(i - 1) in ("the", "a", "no", "in"):
        return
    start = i
    while (
        start > 0
        and view.words[start - 1].word
        and view.same(start - 1, i)
        and i - start < 8
        and view.low(start - 1) not in ("that", "and", "but", "said", "says")
    ):
        start -= 1
    if start == i or view.low(start) in ("what", "how", "it", "there", "who", "which", "why"):
        return
    if (
        view.low(i) in ("need", "needs")
        and view.low(i - 1) not in ("would", "will", "we", "they", "also")
        and view.low(i) == "need"
    ):
        return
    yield Cue(i, start, view.clause_end(i), i, min(i + 2, view.n), (), "demand", "demand", "must", own=True)


def _no_such(view: View, i: int) -> Iterator[Cue]:
    """`There will be no ceasefire`: a refusal, where a party says it."""
    noun = next((k for k in range(i + 1, min(view.n, i + 4)) if view.low(k) in _OFFERS | VEHICLES), -1)
    future = view.low(i - 1) == "be"
    if noun >= 0 or (future and view.low(i + 1) not in ("doubt", "question", "way", "reason", "need")):
        at = noun if noun >= 0 else i + 1
        start = next((k for k in range(i - 1, max(-1, i - 5), -1) if view.low(k) == "there"), i)
        yield Cue(
            at,
            start,
            view.clause_end(at),
            start,
            min(at + 1, view.n),
            (),
            "reject",
            "reject",
            "no-such",
            own=True,
        )


def _left_open(view: View, i: int) -> Iterator[Cue]:
    if view.low(i) not in _OPEN_FIRST:
        return
    for words in _STILL_OPEN:
        if tuple(view.lows[i : i + len(words)]) != words:
            continue
        before = view.lows[max(0, i - 5) : i]
        if not {"still", "remain", "remains", "remained", "yet"} & set(before):
            return
        start = i
        while (
            start > 0
            and view.words[start - 1].word
            and view.same(start - 1, i)
            and view.low(start - 1) not in ("while", "though", "although", "but", "and", "that", "as")
        ):
            start -= 1
        yield Cue(
            i, start, i + len(words), i, i + len(words), (), "leave_open", "open", "left-open", kind="status"
        )
        return


def _denial(view: View, scope: Scope, lexicon: Lexicon) -> Iterator[Cue]:
    """`denied that any such offer had been made`: denied acts of agreeing or offering are refusals."""
    if scope.behind or SAY.get(view.low(scope.at), ("", ""))[0] != "deny" or scope.mention is None:
        return
    forms = verb_forms(lexicon)
    for k in range(scope.start, min(scope.end, scope.start + 15)):
        stances = {lexicon.verbs[entry].stance for _, entry in forms.get(view.low(k), ())}
        noun = lexicon.nouns.get(view.low(k))
        if view.low(k) in _DENIABLE or noun is not None:
            stances.add(noun.stance if noun is not None else "accept")
        if stances & {"accept", "accept_weak", "offer", "open"}:
            first = min(scope.mention.start, scope.at) if scope.mention.end <= scope.at else scope.at
            yield Cue(
                scope.at,
                first,
                scope.end,
                scope.at,
                scope.at + 1,
                (scope.mention,),
                "deny",
                "reject",
                "denial",
                denied=True,
            )
            return


def _caution(view: View, scope: Scope) -> Iterator[Cue]:
    """A verb of saying that takes a position itself."""
    if scope.behind or scope.mention is None or scope.start <= scope.at:
        return
    form = SAY.get(view.low(scope.at))
    lemma = form.lemma if form is not None else ""
    content = view.lows[scope.start : scope.end]
    open_left = bool(_OPEN_WORDS & set(content))
    unclear = bool(_UNCLEAR & set(content))
    wanted = any(
        w in ("must", "should", "be", "need", "needs") or (w == "have" and n == "to")
        for w, n in zip(content, [*content[1:], ""])
    )
    if lemma == "caution" or (lemma == "warn" and open_left) or unclear:
        act, stance = "caution", "reserve"
    elif lemma == "insist" and wanted:
        act, stance = "insist", "demand"
    else:
        return
    near = scope.mention.end <= scope.at <= scope.mention.end + 6
    first = min(scope.mention.start, scope.at) if near else scope.at
    yield Cue(scope.at, first, scope.end, scope.at, scope.at + 1, (scope.mention,), act, stance, "caution")
