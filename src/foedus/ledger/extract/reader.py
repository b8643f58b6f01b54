"""From sentences to proposals: who speaks, whose position it is, and what is said twice."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from foedus.ledger.extract.conditions import condition
from foedus.ledger.extract.cues import Cue
from foedus.ledger.extract.discourse import Discourse
from foedus.ledger.extract.grammar import PREPOSITIONS
from foedus.ledger.extract.issues import Matcher, label, value
from foedus.ledger.extract.lexicon import Lexicon
from foedus.ledger.extract.mentions import Mention
from foedus.ledger.extract.nominal import nominal
from foedus.ledger.extract.predicates import predicates
from foedus.ledger.extract.provenance import provenance
from foedus.ledger.extract.scopes import Scope, scopes
from foedus.ledger.extract.scopes import agent as agent_of
from foedus.ledger.extract.sentences import Paragraph
from foedus.ledger.extract.spoken import spoken
from foedus.ledger.extract.verbal import verbal
from foedus.ledger.extract.view import View
from foedus.ledger.proposal import NARRATOR, UNNAMED, Agent, Proposal
from foedus.ledger.voices import voice

_ARTICLE = Agent(NARRATOR, kind="narrator")
_NOBODY = Agent(UNNAMED, kind="unnamed")
_PARTIES = "the parties"
_WEAKEST = {"must": 3, "undertaking": 2, "caution": 2, "position": 1, "left-open": 4}


class _Read(Struct):
    """A sentence with what was found in it."""

    view: View
    scopes: list[Scope]


class Reader:
    """Reads one text, paragraph by paragraph."""

    def __init__(self, text: str, state: Discourse, lexicon: Lexicon, matcher: Matcher) -> None:
        self.text, self.state, self.lexicon, self.matcher = text, state, lexicon, matcher
        self.said: dict[int, tuple[Agent, ...]] = {}
        self.last: tuple[Agent, ...] = ()
        self.office: Mention | None = None
        self.headlines: list[str] = []
        self.recent: list[Proposal] = []

    def paragraph(self, paragraph: Paragraph) -> Iterator[Proposal]:
        """The proposals of the next paragraph."""
        reads = [self._read(View(s, self.state.read(s))) for s in paragraph.sentences]
        self.said = {}
        for k, read in enumerate(reads):
            self._quotations(read, reads[k - 1] if k else None)
        done: list[Proposal] = []
        for read in reads:
            if not self._repeated(read.view):
                found = self._sentence(read)
                done = self._attribute(read, done, found)
        self.recent = done[-6:] or self.recent
        return iter(done)

    def _read(self, view: View) -> _Read:
        found = scopes(view)
        again = False
        for scope in found:
            mention = scope.mention
            if mention is None:
                continue
            told = self.state.bridge(mention, self.office)
            if told is not mention:
                view.rename(mention, told)
                again = True
            if mention.kind == "office" and not mention.unnamed and mention.party:
                self.office = mention
            elif mention.kind == "person":
                self.office = None
        return _Read(view, scopes(view) if again else found)

    def _repeated(self, view: View) -> bool:
        """Whether a headline only repeats one that stood before."""
        if not view.sentence.headline:
            return False
        words = self.text[view.sentence.start : view.sentence.end]
        if any(h in words for h in self.headlines[:5]):
            return True
        if len(self.headlines) < 5 and len(words) > 20:
            self.headlines.append(words)
        return False

    def _quotations(self, read: _Read, before: _Read | None) -> None:
        """Who says each quotation: the attribution beside it, else whoever was quoted or spoken of last."""
        view = read.view
        for scope in read.scopes:
            for i in range(scope.start, min(scope.end, view.n)):
                if view.quotes[i] >= 0 and abs(i - scope.at) < 400:
                    self.said.setdefault(view.quotes[i], scope.agents)
            self.last = scope.agents
        for q in dict.fromkeys(q for q in view.quotes if q >= 0):
            if q not in self.said:
                self.said[q] = self._fallback(view, before)

    def _fallback(self, view: View, before: _Read | None) -> tuple[Agent, ...]:
        own = [m for m in view.found if view.quotes[m.start] < 0 and m.kind in ("person", "office")]
        if own:
            return (agent_of(own[0]),)
        if before is not None and not before.scopes and not any(q >= 0 for q in before.view.quotes):
            told = [
                m for m in before.view.found if m.kind in ("person", "office", "body", "pronoun") and m.name
            ]
            if told and told[0].start <= 3:
                return (agent_of(told[0]),)
        return self.last or (_NOBODY,)

    def _sentence(self, read: _Read) -> list[Proposal]:
        view = read.view
        cues = [
            *nominal(view, self.lexicon),
            *verbal(view, self.lexicon),
            *predicates(view, self.lexicon),
            *spoken(view, read.scopes, self.lexicon),
        ]
        cues.sort(key=lambda c: c.own)
        found: list[tuple[Cue, Proposal]] = []
        for cue in cues:
            asked = view.sentence.ends == "?" and self._asked(view, cue)
            if not asked and not _denied(read, cue):
                found.extend((cue, p) for p in self._proposals(read, cue))
        return _once(found)

    @staticmethod
    def _asked(view: View, cue: Cue) -> bool:
        """Whether a cue is part of the question: it stands in the words that end with the question mark."""
        return view.quotes[cue.at] == view.quotes[-1]

    def _chain(self, read: _Read, cue: Cue) -> list[Agent]:
        view, i = read.view, cue.at
        agents = [_ARTICLE]
        if view.quotes[i] >= 0:
            agents.extend(self.said.get(view.quotes[i], ()))
        for scope in read.scopes:
            if scope.start <= i < scope.end and i != scope.at and view.quotes[i] < 0:
                agents.extend(scope.agents)
        if cue.teller is not None or cue.rule in ("caution", "denial"):
            agents.append(agent_of(cue.teller or cue.actors[0]))
        if cue.hearsay:
            agents.append(_NOBODY)
        return [a for k, a in enumerate(agents) if k == 0 or a.name != agents[k - 1].name]

    def _proposals(self, read: _Read, cue: Cue) -> Iterator[Proposal]:
        chain = self._chain(read, cue)
        speaker = next((a.party for a in reversed(chain) if a.party), "")
        if cue.rule == "left-open":
            yield self._proposal(read.view, cue, _PARTIES, chain)
        elif not cue.actors:
            if speaker:
                yield self._proposal(read.view, cue, speaker, chain)
        else:
            named = [p for m in cue.actors for p in (*m.also, self._actor(m, speaker))]
            for actor in dict.fromkeys(named):
                if actor and self._may(read, cue, actor, chain):
                    yield self._proposal(read.view, cue, actor, _speaking(read, chain, actor))

    @staticmethod
    def _actor(mention: Mention, speaker: str) -> str:
        if mention.origin == "we":
            return speaker
        if mention.kind == "collective":
            return _PARTIES
        if mention.apart or mention.kind in ("source", "medium"):
            return ""
        return mention.party

    @staticmethod
    def _may(read: _Read, cue: Cue, actor: str, chain: list[Agent]) -> bool:
        """An undertaking counts if its party says it, if somebody tells it of a party, or if a plan holds it."""
        if not cue.own:
            return True
        if cue.stance == "offer":
            return len(chain) > 1 or cue.hedged
        return len(chain) > 1 or cue.actors[0].kind in ("body", "person", "group")

    def _proposal(self, view: View, cue: Cue, actor: str, chain: list[Agent]) -> Proposal:
        start, end = _trim(view, cue)
        end = _closed(self.text, start, end)
        exact = self.text[start:end]
        words, strong = condition(view, cue.at, max(cue.end, view.clause_end(cue.at)))
        if not words:
            words, strong = condition(view, cue.start, cue.at)
        stance = "accept_weak" if cue.stance == "accept" and strong else cue.stance
        issue = self.matcher.match(exact, self.text[view.sentence.start : view.sentence.end])
        vague = any(a.kind == "unnamed" for a in chain)
        certainty = (
            "denied" if cue.denied else "hedged" if cue.hedged else "reported" if vague else "asserted"
        )
        name = issue.name if issue is not None else _label(view, cue)
        return Proposal(
            start=start,
            end=end,
            exact=exact,
            actor=actor,
            act=cue.act,
            stance=stance,
            issue=name,
            value=value(exact, issue),
            condition=words,
            certainty=certainty,
            time=cue.frame or "present",
            voice=voice(actor, chain),
            chain=tuple(a.name for a in chain),
            cue=self.text[
                view.words[cue.cue_start].start : view.words[max(cue.cue_end, cue.cue_start + 1) - 1].end
            ],
            rule=cue.rule,
            kind="status" if view.sentence.headline and cue.kind == "position" else cue.kind,
            agents=tuple(chain),
        )

    def _attribute(self, read: _Read, done: list[Proposal], found: list[Proposal]) -> list[Proposal]:
        """Take in a sentence that tells the source of the one before it."""
        told = provenance(read.view, read.scopes)
        earlier = done or self.recent
        if told is None or not earlier:
            return [*done, *found]
        cue, stances = told
        about = next(
            (p for p in reversed(earlier[-4:]) if p.stance in stances and p.kind == "position"), None
        )
        if about is None:
            return [*done, *found]
        chain = self._chain(read, cue)
        made = replace(
            self._proposal(read.view, cue, about.actor, chain), stance=about.stance, issue=about.issue
        )
        if len(chain) > 1:
            done = [self._sourced(p, chain) if _same_source(p, about) else p for p in done]
        return [*done, made, *(p for p in found if not _covers(made, p))]

    @staticmethod
    def _sourced(proposal: Proposal, chain: list[Agent]) -> Proposal:
        names = tuple(a.name for a in chain)
        told = voice(proposal.actor, chain)
        return replace(proposal, chain=names, agents=tuple(chain), voice=told)


def _denied(read: _Read, cue: Cue) -> bool:
    """Whether a cue only tells what somebody denies; the denial is a proposal of its own."""
    view = read.view
    inside = (s for s in read.scopes if s.start <= cue.at < s.end and not s.behind)
    return cue.rule != "denial" and any(
        view.low(s.at) in ("denied", "denies", "deny", "denying") for s in inside
    )


def _label(view: View, cue: Cue) -> str:
    """A free label: what stands behind the cue, or, where that is only a name, what the clause is about."""
    behind = label(view.words[cue.about or cue.cue_end : cue.end])
    if " " in behind or (behind and behind.islower()):
        return behind
    if cue.rule == "predicate":
        return _antecedent(view, cue.start) or label(view.words[cue.start : cue.at]) or behind
    return label(view.words[cue.cue_end - 1 : cue.end]) if behind else label(view.words[cue.start :])


def _antecedent(view: View, start: int) -> str:
    """The noun phrase that a relative clause takes up: `the aspirations, which have been …`."""
    which = next((k for k in range(start, max(0, start - 14), -1) if view.low(k) == "which"), 0)
    end = which - 1 if view.low(which - 1) == "," else which
    first = end
    while (
        first > 0
        and end - first < 7
        and view.words[first - 1].text[0] not in ",;:"
        and view.low(first - 1) not in PREPOSITIONS
    ):
        first -= 1
    return label(view.words[first:end]) if which else ""


def _speaking(read: _Read, chain: list[Agent], actor: str) -> list[Agent]:
    """The chain with each of several joint speakers speaking for itself: `France and Italy said they would …`."""
    beside = {(s.agents[-1].name, a.party): a for s in read.scopes for a in s.beside}
    beside[_PARTIES, actor] = Agent(_PARTIES, actor)  # `both delegations said`
    return [beside.get((agent.name, actor), agent) for agent in chain]


def _same_source(proposal: Proposal, about: Proposal) -> bool:
    """Statements of the same sentence that nobody with a name has made so far."""
    return (
        proposal.agents == about.agents
        and all(a.kind in ("narrator", "unnamed") and a.name in (NARRATOR, UNNAMED) for a in proposal.agents)
        and proposal.actor == about.actor
        and abs(proposal.start - about.start) < 400
    )


def _covers(a: Proposal, b: Proposal) -> bool:
    return a.actor == b.actor and a.start <= b.start and b.end <= a.end


def _trim(view: View, cue: Cue) -> tuple[int, int]:
    """The place of a cue's words, without marks at either end."""
    first, last = cue.start, max(cue.end, cue.start + 1, cue.cue_end)
    last = min(last, view.n)
    while first < cue.at and not view.words[first].word:
        first += 1
    while first < cue.at and view.quotes[first] != view.quotes[cue.at] and view.quotes[cue.at] >= 0:
        first += 1
    while last - 1 > first and not view.words[last - 1].word:
        last -= 1
    return view.words[first].start, view.words[last - 1].end


_CLOSES = {"\u201c": "\u201d", '"': '"', "\u00ab": "\u00bb", "\u2018": "\u2019"}


def _closed(text: str, start: int, end: int) -> int:
    """Take in the mark that closes a quoted fragment at the end."""
    for opener, closer in _CLOSES.items():
        inside = text[start:end]
        odd = inside.count(opener) % 2 if opener == closer else inside.count(opener) > inside.count(closer)
        if odd and text[end : end + 1] == closer:
            return end + 1
    return end


def _once(found: Sequence[tuple[Cue, Proposal]]) -> list[Proposal]:
    """Drop what says the same of the same party in the same words; stronger rules stand."""
    ranked = sorted(found, key=lambda pair: (_WEAKEST.get(pair[0].rule, 0), pair[0].own, pair[1].start))
    kept: list[tuple[Cue, Proposal]] = []
    for cue, proposal in ranked:
        if not any(_double(cue, proposal, c, p) for c, p in kept):
            kept.append((cue, proposal))
    return sorted((p for _, p in kept), key=lambda p: (p.start, p.end))


def _double(cue: Cue, proposal: Proposal, other: Cue, kept: Proposal) -> bool:
    """Whether a proposal only repeats one that a stronger rule found in the same words."""
    if cue.rule == "left-open" and kept.start <= proposal.start and proposal.end <= kept.end:
        return True
    if proposal.actor != kept.actor or "terms" in (cue.rule, other.rule):
        return False
    if cue.at == other.at:
        return True
    overlap = min(proposal.end, kept.end) - max(proposal.start, kept.start)
    half = 2 * overlap >= min(proposal.end - proposal.start, kept.end - kept.start)
    within = cue.start <= other.at < cue.end or other.start <= cue.at < other.end
    weak = _WEAKEST.get(cue.rule, 0) > 0 or (cue.rule == "predicate" and cue.own)
    return half and within and weak
