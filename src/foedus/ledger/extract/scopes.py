"""Attribution: which words of a sentence somebody is reported to have said, and who."""

from collections.abc import Iterator

from msgspec import Struct

from foedus.ledger.extract import roles
from foedus.ledger.extract.forms import Form, table
from foedus.ledger.extract.grammar import BE, DO, HAVE, MODALS, PREPOSITIONS, Subject
from foedus.ledger.extract.mentions import Mention
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed
from foedus.ledger.proposal import UNNAMED, Agent

SAY = table(
    listed("""
    say underscore highlight tell announce declare state stress emphasize emphasise underline insist reveal
    disclose confirm repeat reiterate warn caution add note explain admit concede acknowledge claim argue
    maintain assert report write suggest indicate hint signal reply answer respond remark complain deny assure
    recall predict inform affirm reaffirm promise vow pledge threaten contend allege believe recount quip joke
    conclude clarify counter continue hope cite retort swear tweet post
""")
)
_ADDRESSED = frozenset(["tell", "assure", "inform", "warn", "promise"])
_BARE = listed("""
    say insist confirm add admit claim argue believe suggest acknowledge deny maintain hope think warn
    announce predict signal indicate
""")
"""Verbs of saying that need no *that*."""
_IMPERSONAL = frozenset(["suggest", "indicate", "signal", "note", "report"])
_OF_THINGS = listed("signal indicate announce confirm deny acknowledge admit suggest add hope predict")
"""Verbs of saying that take a thing as well as a clause."""
_TIMES = listed("""
    on in at last this next earlier late later today yesterday monday tuesday wednesday thursday friday
    saturday sunday week month year only again privately publicly bluntly night morning evening also flatly
    that repeatedly
""")
_REPORTED = listed("""
    revealed reported stated said disclosed announced confirmed described told relayed conveyed recounted
    quoted claimed outlined noted explained put cited
""")
_HEARD = frozenset(
    ["reports", "rumours", "rumors", "speculation", "allegations", "indications", "suggestions"]
)
"""Nouns whose *that* tells what nobody with a name has said."""
_TELLINGS = listed("telling view account words version opinion reading accounts")
_OPENS = listed("""
    a an the no any there it they he she we i this that these those its his her their our such
""")


class Scope(Struct, frozen=True):
    """Words that are attributed: from start to end (word numbers), to these voices, the outer one first.

    at: the word that attributes. behind: whether the words stand before it. mention: the last of the voices.
    beside: who speaks together with it.
    """

    start: int
    end: int
    agents: tuple[Agent, ...]
    at: int
    behind: bool = False
    mention: Mention | None = None
    beside: tuple[Agent, ...] = ()


def agent(mention: Mention) -> Agent:
    """The voice that a mention stands for."""
    if mention.kind == "medium":
        return Agent(mention.name, kind="medium")
    party = "" if mention.apart else mention.party
    if mention.unnamed or mention.kind == "source":
        return Agent(mention.name or UNNAMED, party, "unnamed")
    return Agent(mention.name, party)


def scopes(view: View) -> list[Scope]:
    """The attributions of a sentence; a scope that begins earlier is an outer one.

    Args:
        view: the sentence.

    Returns:
        Scopes in the order of their beginnings, wider ones first.
    """
    found = [s for i in range(view.n) if view.quotes[i] < 0 for s in _at(view, i)]
    return sorted(found, key=lambda s: (s.start, -s.end))


def _at(view: View, i: int) -> Iterator[Scope]:
    low = view.low(i)
    if low == "according" and view.low(i + 1) == "to":
        yield from _according(view, i)
    elif low == "as" and view.low(i + 1) in _REPORTED and view.low(i + 2) == "by":
        yield from _trailing(view, i, i + 3)
    elif low in _REPORTED and view.low(i + 1) == "by" and view.low(i - 1) == ",":
        yield from _trailing(view, i, i + 2)
    elif low == "described" and view.low(i + 1) == "by" and i < 12:
        yield from _leading(view, i, i + 2)
    elif low == "in" and view.low(i + 2) in _TELLINGS and view.low(i + 3) == ",":
        yield from _telling(view, i)
    elif low == "quoted":
        yield from _quoted(view, i)
    elif low == "known" and view.text(i - 3, i).lower() == "let it be" and view.low(i + 1) == "that":
        yield from _known(view, i)
    elif (
        low == "clear"
        and view.low(i + 1) == "that"
        and view.low(i - 1) in ("made", "makes", "make", "making")
    ):
        yield from _clear(view, i)
    elif low == ":" and i < 25:
        yield from _colon(view, i)
    elif low in _HEARD and view.low(i + 1) == "that" and view.low(i - 1) != ",":
        yield Scope(i + 2, _stop(view, i + 2), (Agent(UNNAMED, kind="unnamed"),), i)
    elif low in SAY:
        yield from _said(view, i, SAY[low])


def _named(view: View, i: int) -> tuple[Agent, Mention | None, int]:
    """Who stands from a word on: the voice, its mention, and where it ends."""
    mention = view.starting.get(i)
    if mention is not None and mention.kind not in ("adjective", "possessive"):
        return agent(mention), mention, mention.end
    end = i
    while (
        end < view.n
        and view.words[end].word
        and end - i < 8
        and view.low(end) not in ("that", "who", "which")
    ):
        if end > i and end in view.starting and view.starting[end].kind == "medium":
            return agent(view.starting[end]), view.starting[end], view.starting[end].end
        end += 1
    return _nobody(view.text(i, min(end, i + 8)), view.low(i)), None, end


def _nobody(text: str, first: str) -> Agent:
    """A voice that no mention explains: without a name if it is indefinite or plural."""
    vague = first in roles.INDEFINITE or not text[:1].isupper()
    words = text.lower().split()
    if any(w in roles.MEDIUM_HEADS for w in words):
        return Agent(text, kind="medium")
    return Agent(text or UNNAMED, kind="unnamed" if vague else "named")


def _according(view: View, i: int) -> Iterator[Scope]:
    who, mention, end = _named(view, i + 2)
    if i == 0 or (i <= 2 and view.low(end) == ","):
        comma = next((k for k in range(end, min(view.n, end + 15)) if view.low(k) == ","), end)
        yield Scope(comma + 1, _stop(view, comma + 1), (who,), i, mention=mention)
    else:
        inserted = view.low(i - 1) == "," and view.low(end) == "," and end + 2 < view.n
        yield Scope(_open(view, i), view.n if inserted else i, (who,), i, behind=True, mention=mention)


def _trailing(view: View, i: int, at: int) -> Iterator[Scope]:
    who, mention, _ = _named(view, at)
    yield Scope(_open(view, i), i, (who,), i, behind=True, mention=mention)


def _leading(view: View, i: int, at: int) -> Iterator[Scope]:
    """`Under the outline described by three officials, Iran would …`."""
    who, mention, end = _named(view, at)
    if view.low(0) in ("under", "in") and view.low(end) == ",":
        yield Scope(end + 1, view.n, (who,), i, mention=mention)


def _telling(view: View, i: int) -> Iterator[Scope]:
    owner = view.starting.get(i + 1)
    if owner is not None and owner.kind == "possessive" and owner.name not in roles.POSSESSIVES:
        yield Scope(i + 4, view.n, (agent(owner),), i, mention=owner)


def _quoted(view: View, i: int) -> Iterator[Scope]:
    """`A quoted B as saying that …`; `B was quoted as saying by A`."""
    group = view.group(i)
    subject = view.subject(group.start)
    saying = next((k for k in range(i + 1, min(view.n, i + 6)) if view.low(k) == "saying"), 0)
    if not group.be and saying and (saying + 1 >= view.n or not view.words[saying + 1].word) and i > 2:
        first = max(0, group.start - 3)
        while first < group.start and (not view.words[first].word or view.quotes[first] >= 0):
            first += 1
        outer_name = view.text(first, group.start)
        told = subject.mentions[0] if subject is not None else None
        outside = agent(told) if told is not None else Agent(outer_name or UNNAMED, kind="medium")
        inside = view.starting.get(i + 1)
        voices = (outside, agent(inside)) if inside is not None else (outside,)
        yield Scope(_open(view, first), first, voices, i, behind=True, mention=inside)
        return
    if subject is None and not group.be:
        subject = _outlet(view, group.start)
    if group.be and subject is not None:
        speaker = agent(subject.mentions[0])
        outer: tuple[Agent, ...] = ()
        for k in range(i + 1, min(view.n, i + 6)):
            if view.low(k) in ("by", "in"):
                outer = (_named(view, k + 1)[0],)
        outer = tuple(Agent(a.name, kind="medium") for a in outer) or (Agent(UNNAMED, kind="medium"),)
        yield from _place(view, i, subject, (*outer, speaker), ahead=_that(view, i + 1, 12))
    elif subject is not None:
        inner = view.starting.get(i + 1)
        start = next((k + 1 for k in range(i + 1, min(view.n, i + 15)) if view.low(k) == "saying"), 0)
        if inner is not None and start:
            start += view.low(start) == "that"
            yield Scope(
                start, _stop(view, start), (agent(subject.mentions[0]), agent(inner)), i, mention=inner
            )


def _outlet(view: View, start: int) -> Subject | None:
    """`Cambodian state television quoted …`: something that passes on words stands before the verb."""
    if view.low(start - 1) not in roles.MEDIUM_HEADS or start == 0:
        return None
    first = start - 1
    while first > 0 and view.words[first - 1].word and start - first < 5:
        first -= 1
    return Subject((Mention(first, start, "medium", view.text(first, start)),), first)


def _known(view: View, i: int) -> Iterator[Scope]:
    subject = view.subject(view.group(i - 3).start)
    if subject is not None:
        yield Scope(i + 2, _stop(view, i + 2), (agent(subject.mentions[0]),), i, mention=subject.mentions[0])


def _clear(view: View, i: int) -> Iterator[Scope]:
    """`has made clear that …`."""
    subject = view.subject(view.group(i - 1).start)
    if subject is not None:
        yield Scope(
            i + 2, _stop(view, i + 2), (agent(subject.mentions[-1]),), i, mention=subject.mentions[-1]
        )


def _colon(view: View, i: int) -> Iterator[Scope]:
    """`The minister softened the line: …`; not a heading, and not a list."""
    first = next((m for m in view.found if m.end <= i), None)
    if first is None or first.start > 6 or first.kind not in ("person", "office") or first.end == i:
        return
    if i + 1 < view.n and view.quotes[i + 1] < 0 and view.low(first.end) != "'s":
        yield Scope(i + 1, view.n, (agent(first),), i, mention=first)


def _said(view: View, i: int, form: Form) -> Iterator[Scope]:
    group = view.group(i)
    if (group.infinitive and not group.raised) or (form.kind == "past" and group.be and not group.perfect):
        return
    if _noun_like(view, i, form):
        return
    inverted = _inverted(view, i)
    if inverted is not None:
        yield from _place(view, i, inverted, (agent(inverted.mentions[0]),), ahead=-1)
        return
    subject = view.subject(group.start)
    beside = view.ending.get(i) if form.kind == "ing" else None
    if beside is not None and view.low(beside.start - 1) == "with":
        yield from _place(
            view, i, Subject((beside,), beside.start), (agent(beside),), ahead=_ahead(view, i, form.lemma)
        )
        return
    if subject is None:
        yield from _unknown(view, i, group.start, form)
        return
    if view.text(subject.start, subject.start + 1).lower() == "it" and form.lemma in _IMPERSONAL:
        return
    if form.kind == "ing" and not group.be and view.low(i - 1) not in (",", "while"):
        return
    yield from _place(view, i, subject, (agent(subject.mentions[-1]),), ahead=_ahead(view, i, form.lemma))


def _noun_like(view: View, i: int, form: Form) -> bool:
    """Whether a form that may be a noun or an adjective is one here: `Russian state media`, `the report`."""
    if form.kind not in ("base", "s"):
        return False
    before = view.ending.get(i)
    if view.low(i - 1) in ("the", "a", "an", "'s", "its", "his", "their", "no", "this"):
        return True
    if before is not None and before.kind in ("adjective", "possessive"):
        return True
    single = before is not None and not (before.plural or before.origin in ("we", "they"))
    return form.kind == "base" and single and view.low(before.start - 1 if before else 0) != "and"


def _inverted(view: View, i: int) -> Subject | None:
    """`…, said Henrik Lindqvist`."""
    mention = view.starting.get(i + 1)
    if mention is None or mention.kind in ("adjective", "possessive") or i == 0:
        return None
    if view.quotes[i - 1] >= 0 or (view.low(i - 1) == "," and view.low(mention.end) in ("", ".", ",")):
        return Subject((mention,), i)
    return None


def _unknown(view: View, i: int, start: int, form: Form) -> Iterator[Scope]:
    """A speaker that is no subject by itself: `a statement from the ministry said …`, `the widow said that …`."""
    if form.kind == "ing" or start == 0:
        return
    first = start - 1
    while first > 0 and view.words[first - 1].word and view.same(first - 1, i) and start - first < 10:
        first -= 1
    inside = [
        m
        for m in view.found
        if first <= m.start < start and m.kind not in ("adjective", "possessive", "pronoun")
    ]
    who: tuple[Agent, ...] = (_nobody(view.text(first, start), view.low(first)),)
    if who[0].kind == "medium":
        ahead = _ahead(view, i, form.lemma)
        led = [m for m in inside if view.low(m.start - 1) in ("to", "from", "by", "of")]
        who = (*who, *(agent(m) for m in led[:1]))
    else:
        ahead = _that(view, i + 1, 8)
    if ahead >= 0:
        yield Scope(ahead, _stop(view, ahead), who, i)


def _ahead(view: View, i: int, lemma: str) -> int:
    """Where the words begin that follow a verb of saying, or -1."""
    j = i + 1
    if lemma in _OF_THINGS and _thing(view, j):
        return -1
    if lemma in _BARE and view.low(j) in _OPENS | {"that"}:
        return j + (view.low(j) == "that")
    if lemma in _BARE and j in view.starting and view.starting[j].kind != "medium":
        return j
    that = _that(view, j, 10)
    if that >= 0:
        return that
    k = j + 1 if view.low(j) == "," else j
    if k < view.n and view.quotes[k] >= 0 and view.quotes[i] < 0:
        return k
    if lemma in _ADDRESSED:
        return _addressed(view, j)
    if lemma not in _BARE:
        return -1
    while j < view.n and (view.low(j) in _TIMES or view.words[j].text.isdigit()) and j - i < 6:
        if (
            view.low(j) in ("on", "in", "at")
            and view.low(j + 1) not in _TIMES
            and not view.low(j + 1).isdigit()
        ):
            return -1  # a place, and no clause
        j += 1
    if view.low(j) in _OPENS or (j in view.starting and view.starting[j].kind != "medium"):
        return j
    return -1


def _thing(view: View, j: int) -> bool:
    """Whether a noun phrase follows rather than a clause: `signalled a readiness to talk`."""
    if view.low(j) not in roles.DETERMINERS | roles.POSSESSIVES.keys() | {"no", "any"}:
        return False
    for k in range(j, min(view.n, j + 14)):
        low = view.low(k)
        if low in ("that", "which", "who", "to") or not view.words[k].word:
            return True
        if low in BE or low in HAVE or low in DO or low in MODALS:
            return False
    return True


def _addressed(view: View, j: int) -> int:
    """Where the words begin that follow an addressee: `told reporters the delegation had …`."""
    mention = view.starting.get(j)
    first = mention.end if mention is not None else j + 1
    for k in range(first, min(view.n, first + 6)):
        if not view.words[k - 1].word or not view.words[k].word:
            return -1
        led = view.low(k - 1) in PREPOSITIONS or view.low(k - 1) in _OPENS
        if (view.low(k) in _OPENS or k in view.starting) and not led:
            return k
    return -1


def _that(view: View, i: int, reach: int) -> int:
    """The place behind the next *that*, before any mark."""
    for k in range(i, min(view.n, i + reach)):
        if not view.words[k].word:
            return -1
        if view.low(k) == "that" and view.low(k - 1) not in (
            "provided",
            "so",
            "such",
            "now",
            "given",
            "condition",
        ):
            return k + 1
    return -1


def _place(view: View, i: int, subject: Subject, agents: tuple[Agent, ...], ahead: int) -> Iterator[Scope]:
    """The words that belong to a verb of saying: behind it if there is a clause, else before it."""
    mention = subject.mentions[-1]
    if ahead >= 0:
        beside = tuple(agent(m) for m in subject.mentions[:-1])
        yield Scope(ahead, _stop(view, ahead), agents, i, mention=mention, beside=beside)
        return
    first = min(subject.start, i)
    before = view.low(first - 1)
    if first <= 0 or subject.inherited or subject.relative:
        return
    if before in (",", "\u2014", "\u2013") or view.quotes[first - 1] >= 0:
        rest = view.clause_end(max(i, mention.end - 1))
        goes_on = view.low(rest) in (",", "\u2014", "\u2013") and rest + 2 < view.n
        inserted = mention.kind == "pronoun" and goes_on
        yield Scope(
            _open(view, first, inserted),
            view.n if goes_on else first,
            agents,
            i,
            behind=True,
            mention=mention,
        )
    elif i + 1 < view.n and view.low(i + 1) == ":":
        yield Scope(i + 2, view.n, agents, i, mention=mention)


def _open(view: View, i: int, inserted: bool = False) -> int:
    """Where a sentence, or what stands behind a semicolon (for an insertion, behind a dash), begins."""
    marks = (";", "\u2014", "\u2013") if inserted else (";",)
    return next((k + 1 for k in range(i - 1, -1, -1) if view.low(k) in marks), 0)


def _stop(view: View, start: int) -> int:
    """Where reported words end: at a new clause with a subject of its own, or with the sentence."""
    for k in range(start, view.n):
        if not view.same(k, start) or view.low(k) == ";":
            return k
        if view.low(k) == "," and view.low(k + 1) in (
            "and",
            "but",
            "though",
            "although",
            "while",
            "whereas",
            "as",
        ):
            mention = view.starting.get(k + 2)
            if (
                mention is not None
                and mention.kind != "pronoun"
                and view.low(mention.end) not in ("and", ",")
            ):
                return k
        if (
            view.low(k) in (",", "\u2014", "\u2013")
            and view.low(k + 1) in ("a", "an")
            and _aside(view, k + 3)
        ):
            return k
    return view.n


def _aside(view: View, i: int) -> bool:
    """Whether a noun in apposition is told by the text: `, a demand that Kyiv …`, `, a stance rejected by …`."""
    mention = view.starting.get(i)
    named = mention is not None and mention.kind in ("body", "person", "group", "office")
    return (
        view.low(i) in ("that", "which")
        or named
        or (view.low(i).endswith("ed") and view.low(i + 1) in ("by", "as"))
    )
