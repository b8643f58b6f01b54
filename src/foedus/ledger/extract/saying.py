"""Verbs of saying: which words belong to them, ahead or behind, and who speaks."""

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


def nobody(text: str, first: str) -> Agent:
    """A voice that no mention explains: without a name if it is indefinite or plural."""
    vague = first in roles.INDEFINITE or not text[:1].isupper()
    words = text.lower().split()
    if any(w in roles.MEDIUM_HEADS for w in words):
        return Agent(text, kind="medium")
    return Agent(text or UNNAMED, kind="unnamed" if vague else "named")


def said(view: View, i: int, form: Form) -> Iterator[Scope]:
    """The scope of a verb of saying, if it is one here and somebody says it."""
    group = view.group(i)
    if (group.infinitive and not group.raised) or (form.kind == "past" and group.be and not group.perfect):
        return
    if _noun_like(view, i, form):
        return
    inverted = _inverted(view, i)
    if inverted is not None:
        yield from place(view, i, inverted, (agent(inverted.mentions[0]),), ahead=-1)
        return
    subject = view.subject(group.start)
    beside = view.ending.get(i) if form.kind == "ing" else None
    if beside is not None and view.low(beside.start - 1) == "with":
        yield from place(
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
    yield from place(view, i, subject, (agent(subject.mentions[-1]),), ahead=_ahead(view, i, form.lemma))


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
    who: tuple[Agent, ...] = (nobody(view.text(first, start), view.low(first)),)
    if who[0].kind == "medium":
        ahead = _ahead(view, i, form.lemma)
        led = [m for m in inside if view.low(m.start - 1) in ("to", "from", "by", "of")]
        who = (*who, *(agent(m) for m in led[:1]))
    else:
        ahead = behind_that(view, i + 1, 8)
    if ahead >= 0:
        yield Scope(ahead, stopping(view, ahead), who, i)


def _ahead(view: View, i: int, lemma: str) -> int:
    """Where the words begin that follow a verb of saying, or -1."""
    j = i + 1
    if lemma in _OF_THINGS and _thing(view, j):
        return -1
    if lemma in _BARE and view.low(j) in _OPENS | {"that"}:
        return j + (view.low(j) == "that")
    if lemma in _BARE and j in view.starting and view.starting[j].kind != "medium":
        return j
    clause = behind_that(view, j, 10)
    if clause >= 0:
        return clause
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
    return j if _clause(view, j) else -1


def _clause(view: View, j: int) -> bool:
    """Whether a clause begins without an article: `said guarantees must be …`."""
    for k in range(j, min(view.n, j + 8)):
        low = view.low(k)
        if not view.words[k].word or not view.same(k, j) or (low in PREPOSITIONS and k == j):
            return False
        if k > j and (low in BE or low in HAVE or low in DO or low in MODALS):
            return True
    return False


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


def behind_that(view: View, i: int, reach: int) -> int:
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


def place(view: View, i: int, subject: Subject, agents: tuple[Agent, ...], ahead: int) -> Iterator[Scope]:
    """The words that belong to a verb of saying: behind it if there is a clause, else before it."""
    mention = subject.mentions[-1]
    if ahead >= 0:
        beside = tuple(agent(m) for m in subject.mentions[:-1])
        yield Scope(ahead, stopping(view, ahead), agents, i, mention=mention, beside=beside)
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
            opening(view, first, inserted),
            view.n if goes_on else first,
            agents,
            i,
            behind=True,
            mention=mention,
        )
    elif i + 1 < view.n and view.low(i + 1) == ":":
        yield Scope(i + 2, view.n, agents, i, mention=mention)


def opening(view: View, i: int, inserted: bool = False) -> int:
    """Where a sentence, or what stands behind a semicolon (for an insertion, behind a dash), begins."""
    marks = (";", "\u2014", "\u2013") if inserted else (";",)
    return next((k + 1 for k in range(i - 1, -1, -1) if view.low(k) in marks), 0)


def stopping(view: View, start: int) -> int:
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
