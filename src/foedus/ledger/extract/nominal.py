"""Acts in nouns: whose willingness, objections, demand it is, and what it is for."""

from collections.abc import Iterator

from foedus.ledger.extract import roles
from foedus.ledger.extract.cues import Cue
from foedus.ledger.extract.forms import table
from foedus.ledger.extract.frames import inner_verb
from foedus.ledger.extract.grammar import BE, DO, HAVE, HEARSAY, MODALS, NEGATIONS, PREPOSITIONS
from foedus.ledger.extract.lexicon import ANSWER, DISCUSS, EXCLUDING, Act, Lexicon
from foedus.ledger.extract.mentions import Mention
from foedus.ledger.extract.stance import WEAKENED, of_readiness
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed

_OBJECT = listed("to for that of on over about in against toward towards regarding concerning")
_OBJECTS = {
    "agree": frozenset(["to", "on", "that", "of"]),
    "positive": frozenset(["for", "of", "to"]),
    "demand": frozenset(["for", "that", "to", "on", "of"]),
    "offer": frozenset(["to", "of", "for", "that"]),
}
_OWNED_BY_OF = listed("""
    willingness readiness openness preparedness refusal reluctance hesitation insistence desire aspiration
    aspirations objections objection opposition unwillingness demand demands wish ambition ambitions
    commitment reservations resistance hostility
""")
_CARRY = table(
    listed("""
    express voice signal show give reiterate reaffirm repeat state raise maintain indicate demonstrate
    announce renew lodge convey declare harbour harbor restate underline underscore stress confirm retain
    register make issue have
""")
)
_CARRY.update({w: _CARRY["have"] for w in HAVE if w not in _CARRY and w.isalpha()})
_DROP = table(
    listed("""
    drop abandon withdraw lift soften relax waive shelve overcome renounce end reverse retract ease
""")
)
_WITHHOLD = {**table(["withhold", "delay", "defer", "reserve", "suspend"]), "withheld": None}
_BACK = table(["back", "retreat", "step", "walk", "row", "climb", "move"])
_WANT = table(listed("seek want need secure win receive obtain await get require gain request lack"))
_DEPENDENT = listed("conditional contingent dependent hinges hinged depends depended rests rested")
_TONES = {
    "positive": "positive",
    "favourable": "positive",
    "favorable": "positive",
    "constructive": "positive",
    "encouraging": "positive",
    "negative": "reject",
}
_PAST = listed("earlier previous former past initial prior original old")
_ONGOING = listed("""
    long-standing longstanding continued continuing persistent repeated enduring lasting traditional
""")
_NOT_BETWEEN = (
    BE | DO | HAVE | MODALS | NEGATIONS | PREPOSITIONS | listed("and or but that which who , ; : to as if")
)


def nominal(view: View, lexicon: Lexicon) -> Iterator[Cue]:
    """The cues that nouns give.

    Args:
        view: the sentence. lexicon: the words to look for.

    Returns:
        Cues from left to right.
    """
    inside = {i for m in view.found if m.kind not in ("adjective",) for i in range(m.start, m.end)}
    for i in range(view.n):
        act = lexicon.nouns.get(view.low(i)) or _answer(view, i)
        if act is not None and i not in inside:
            yield from _noun(view, i, act)


def _answer(view: View, i: int) -> Act | None:
    """`a positive response to the proposal`."""
    if view.low(i) not in ("response", "reply", "answer", "reaction", "signal", "signals"):
        return None
    stance = _TONES.get(view.low(i - 1))
    return Act("respond", stance, frozenset(["to", "on"])) if stance is not None else None


def _noun(view: View, i: int, act: Act) -> Iterator[Cue]:
    left, word = _modifiers(view, i), view.low(i)
    object_at = _object(view, i, act)
    carried = _carrier(view, left)
    owner = _owner(view, left)
    if owner is not None:
        if view.low(owner.start - 1) in _WITHHOLD and act.stance in ("accept", "positive", "offer"):
            yield from _withheld(view, i, owner)
            return
        if (object_at < 0 or word == "interest") and carried is None:
            return
        if view.conditional(i):
            return
        if _dropped(view, owner.start) is not None:
            yield from _concession(view, i, owner, act)
            return
        until = object_at if view.low(object_at) in _DEPENDENT else 0
        owners = _owners(view, owner)
        yield from _told(view, i, act, owners, owners[0].start, "noun-owner", left, until=until)
        return
    behind = _behind(view, i, word)
    if behind is not None:
        owners, end = behind
        if not _wanted(view, left):
            start = left - 1 if view.low(left - 1) in roles.DETERMINERS else left
            yield from _told(view, i, act, owners, start, "noun-of", left, end)
        return
    closed = act.stance in ("reject", "reserve", "positive", "accept") and _closed(view, i)
    if carried is not None and (object_at >= 0 or closed) and not view.conditional(i):
        yield from _carried(view, i, act, carried, left)


def _owners(view: View, owner: Mention) -> tuple[Mention, ...]:
    """`Britain's and France's readiness`."""
    found = [owner]
    while view.low(found[0].start - 1) == "and" and view.low(found[0].start - 2) == "'s" and len(found) < 6:
        before = view.ending.get(found[0].start - 2)
        if before is None or not before.party:
            break
        found.insert(0, before)
    return tuple(found)


def _modifiers(view: View, i: int) -> int:
    """The first of the describing words before a noun."""
    left = i
    while left > 0 and i - left < 4 and view.same(left - 1, i):
        low = view.low(left - 1)
        ends = view.ending.get(left)
        if ends is not None or low in _NOT_BETWEEN or low in roles.DETERMINERS or low in roles.POSSESSIVES:
            break
        if not view.words[left - 1].word or low in ("'s", "no", "any"):
            break
        if low in _CARRY or low in _DROP or low in _WANT or _finite(view, left - 1):
            break
        left -= 1
    return left


def _finite(view: View, i: int) -> bool:
    """Whether a word before a noun is a verb rather than an adjective: `has rebuffed proposals`."""
    before = view.low(i - 1)
    return view.low(i).endswith("ed") and (before in HAVE or before in BE or i in view.ending)


def _owner(view: View, left: int) -> Mention | None:
    """Whose act it is, from the words before it: a possessive, a demonym, or a name."""
    if view.low(left - 1) == "'s":
        return view.ending.get(left - 1) or view.ending.get(left)
    mention = view.ending.get(left)
    if mention is None or mention.kind in ("pronoun", "medium"):
        return None
    if mention.kind in ("adjective", "possessive"):
        return mention
    named = mention.kind == "body" and mention.end - mention.start <= 3
    return mention if named and view.low(left) not in ("agreement", "deal") else None


def _object(view: View, i: int, act: Act) -> int:
    """Where the object of the noun begins, or -1: a noun without one only mentions what is known already."""
    after = view.low(i + 1)
    if after == ":" and view.sentence.headline:
        return i + 2
    if after == "," and view.low(i + 2) in ("including", "such"):
        return i + 2
    if after == "not" and view.low(i + 2) == "to":
        return i + 3
    k = (
        i + 4 if after == "," and view.low(i + 3) == "," else i + 1
    )  # `acceptance, however, is conditional on …`
    if view.low(k) in BE and view.low(k + 1) in _DEPENDENT:
        return k + 1
    if view.low(k) in _DEPENDENT and view.low(k + 1) in ("on", "upon"):
        return k
    allowed = _OBJECTS.get(act.act) or _OBJECTS.get(act.stance) or _OBJECT
    if act.act == "welcome" or act.stance == "positive":
        allowed = _OBJECTS["positive"]
    if after in allowed and not (after == "of" and view.low(i) in ("agreement", "consent")):
        return i + 2
    return i + 1 if after in ("concern", "concerns", "centre", "center", "focus", "remain", "remains") else -1


def _closed(view: View, i: int) -> bool:
    return not (i + 1 < view.n and view.words[i + 1].word) or view.low(i + 1) in PREPOSITIONS


def _carrier(view: View, left: int) -> int | None:
    """The verb that only carries the noun: `voiced strong opposition`, `had no objection`."""
    j = left - 1
    while (
        j >= 0
        and left - j < 4
        and (
            view.low(j) in roles.DETERMINERS
            or view.low(j) in ("no", "any", "its", "their", "his", "her", "our", "'s")
            or j + 1 in view.ending
        )
    ):
        mention = view.ending.get(j + 1)
        j = mention.start - 1 if mention is not None else j - 1
    low = view.low(j)
    if j >= 0 and low in _CARRY and view.same(j, left):
        return j
    return None


def _carried(view: View, i: int, act: Act, verb: int, left: int) -> Iterator[Cue]:
    group = view.group(verb)
    subject = view.subject(group.start)
    if subject is None or group.infinitive:
        return
    negated = group.negated or "no" in view.lows[verb + 1 : i]
    start = subject.start if not subject.inherited else group.start
    yield from _told(
        view, i, act, subject.mentions, start, "noun-support", left, negated=negated, hearsay=group.hearsay
    )


def _dropped(view: View, start: int) -> int | None:
    verb = start - 1
    while verb > 0 and view.low(verb) in ("from", "on", "all", "of", "away", "back", "down"):
        verb -= 1
    backed = verb < start - 1 and view.low(verb) in _BACK
    return verb if view.low(verb) in _DROP or backed else None


def _concession(view: View, i: int, owner: Mention, act: Act) -> Iterator[Cue]:
    """A dropped demand or objection is a concession of its owner, if the owner drops it."""
    verb = _dropped(view, owner.start)
    if verb is None or act.stance not in ("demand", "reject", "reserve"):
        return
    group = view.group(verb)
    subject = view.subject(group.start)
    if subject is None or group.infinitive or subject.mentions[0].party != owner.party:
        return
    stance = "reject" if group.negated else "accept_weak"
    start = subject.start if not subject.inherited else group.start
    yield Cue(
        i,
        start,
        view.clause_end(i),
        verb,
        i + 1,
        subject.mentions,
        "concede",
        stance,
        "concession",
        hearsay=group.hearsay,
    )


def _withheld(view: View, i: int, owner: Mention) -> Iterator[Cue]:
    """`has so far withheld its endorsement`."""
    verb = owner.start - 1
    group = view.group(verb)
    subject = view.subject(group.start)
    if subject is not None and not group.infinitive and subject.mentions[0].party == owner.party:
        start = subject.start if not subject.inherited else group.start
        yield Cue(
            i, start, view.clause_end(i), verb, i + 1, subject.mentions, "hesitate", "reserve", "noun-support"
        )


def _wanted(view: View, left: int) -> bool:
    """Whether the noun is what somebody else wants or lacks: `received no assurances from Iran`."""
    return any(
        view.low(j) in _WANT or view.low(j) in ("without", "no") for j in range(max(0, left - 3), left)
    )


def _behind(view: View, i: int, word: str) -> tuple[tuple[Mention, ...], int] | None:
    """The owners behind *of*, *by* or *from*, and where they end."""
    low = view.low(i + 1)
    if word == "agreement" or not (low in ("by", "from") or (low == "of" and word in _OWNED_BY_OF)):
        return None
    owners, end = view.listed(i + 2)
    return (owners, end) if owners else None


def _told(
    view: View,
    i: int,
    act: Act,
    owners: tuple[Mention, ...],
    start: int,
    rule: str,
    left: int,
    end: int = 0,
    negated: bool = False,
    hearsay: bool = False,
    until: int = 0,
) -> Iterator[Cue]:
    word, at = view.low(i), max(i, end - 1)
    inner = inner_verb(view, at)
    negated = negated or view.low(left - 1) == "no"
    stance = _stance(act, word, inner, negated)
    if stance == "" or (act.stance == "refuse" and inner in ANSWER) or view.low(start - 1) == "without":
        return
    stop = view.clause_end(until or (at + 1 if view.low(at + 1) == "," else at))
    if rule != "noun-support" and not until:
        stop = view.phrase_end(end or at, stop)
    tail = " ".join(view.lows[i:stop])
    if stance == "accept" and any(w in tail[:60] for w in WEAKENED):
        stance = "accept_weak"
    described = set(view.lows[left:i])
    frame = "past" if described & _PAST else "ongoing" if described & _ONGOING else ""
    near = any(view.low(k) in HEARSAY for k in range(max(0, start - 6), start) if view.same(k, i))
    last = min(i + 3, stop) if inner and end == 0 else i + 1
    yield Cue(
        i,
        start,
        stop,
        left,
        last,
        owners,
        act.act,
        stance,
        rule,
        hearsay=hearsay or near,
        frame=frame,
        about=end,
    )


def _stance(act: Act, word: str, inner: str, negated: bool) -> str:
    base = act.stance
    if act.act == "consider" and base == "accept_weak":
        return of_readiness("accept_weak", inner, negated, word)
    if base in ("refuse", "reject") and word in ("refusal", "unwillingness"):
        return "open" if inner in EXCLUDING or negated else "reject"
    if negated and word in ("intention", "intent"):
        return "reject"
    if negated and word == "doubt":
        return ""
    if negated:
        return {
            "reject": "accept_weak",
            "reserve": "accept_weak",
            "positive": "reject",
            "demand": "open",
        }.get(base, "")
    if base == "accept" and inner in DISCUSS:
        return "open"
    return base
