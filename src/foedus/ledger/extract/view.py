"""A sentence as the rules see it: its verb groups, their subjects, its clauses and conditions."""

from collections.abc import Sequence

from msgspec.structs import replace

from foedus.ledger.extract.grammar import (
    ADVERBS,
    BE,
    BEFORE_SUBJECT,
    CONDITIONS,
    DO,
    DOUBT,
    HAVE,
    HEARSAY,
    INSERTED,
    IRREALIS,
    MAIN,
    MODALS,
    NEGATIONS,
    NO_OBJECT_BEHIND,
    NOT_PLURAL,
    NOUNS_IN_S,
    PAST,
    POSTPOSED,
    PREPOSITIONS,
    RAISING,
    RELATIVE,
    SEEM,
    STOPS,
    TELLS,
    TIME_LEADS,
    TIME_WORDS,
    Group,
    Subject,
    Told,
    adverb,
)
from foedus.ledger.extract.mentions import Mention
from foedus.ledger.extract.sentences import Sentence


class View:
    """One sentence with its mentions."""

    def __init__(self, sentence: Sentence, found: Sequence[Mention]) -> None:
        self.sentence = sentence
        self.words = sentence.tokens
        self.quotes = sentence.quotes
        self.n = len(self.words)
        self.lows = [t.low for t in self.words]
        self.found = list(found)
        self.ending = {m.end: m for m in found}
        self.starting = {m.start: m for m in found}

    def low(self, i: int) -> str:
        """The word at a place in lower case, empty outside the sentence."""
        return self.lows[i] if 0 <= i < self.n else ""

    def same(self, i: int, j: int) -> bool:
        """Whether two places stand in the same quotation, or both in none."""
        return self.quotes[i] == self.quotes[j]

    def rename(self, old: Mention, new: Mention) -> None:
        """Put what was learnt of a mention in its place."""
        self.found = [new if m is old else m for m in self.found]
        self.ending[new.end] = self.starting[new.start] = new

    def text(self, i: int, j: int) -> str:
        """Words of the sentence, joined by single spaces."""
        return " ".join(t.text for t in self.words[i:j])

    def group(self, verb: int) -> Group:
        """The predicate that a verb or adjective stands in, read from right to left."""
        told = Told(start=verb)
        i = verb - 1
        for _ in range(12):
            if i < 0 or not self.same(i, verb):
                break
            if self.low(i) == "to" and told.start == i + 1:
                if self.low(i - 1) == "as" and self.low(i - 2) == "far" and i > 4:
                    told.start, i, told.perfect = i - 4, i - 5, True  # `went so far as to reject`
                    continue
                if self._unmet(i - 1):
                    told.negated = told.perfect = True
                    told.start, i = i - 2, i - 3
                    continue
                if self.low(i - 1) not in RAISING:
                    told.infinitive = True
                    break
                told.raised = self.low(i - 1)
                told.negated = told.negated or told.raised == "unlikely"
                told.start, i = i - 1, i - 2
            elif self._aux(told, i):
                told.start, i = i, i - 1
            elif self.low(i) == "," and self.low(i - 1) in ADVERBS and self.low(i - 2) == ",":
                i -= 3
            else:
                break
        return Group(**{f: getattr(told, f) for f in told.__struct_fields__})

    def _unmet(self, i: int) -> bool:
        """`has yet to`, `have failed to`."""
        before = self.low(i - 1)
        return (self.low(i) == "yet" and (before in HAVE or before in BE)) or (
            self.low(i) == "failed" and before in HAVE
        )

    def _aux(self, told: "Told", i: int) -> bool:
        """Note what a word before a verb adds; no if it is none of the predicate."""
        low = self.low(i)
        if low == "no":
            return self.low(i + 1) == "longer"
        if low in NEGATIONS or (low == "longer" and self.low(i - 1) == "no"):
            told.negated = True
        if low in MODALS:
            told.modal = low
        elif low == "'s":
            told.be = True
            return self._contraction(i)
        elif low in HAVE:
            told.perfect = True
        elif low in BE:
            told.be = True
        elif low in DO:
            told.do = True
        elif low in HEARSAY:
            told.hearsay = True
        elif low in DOUBT or (low in SEEM and i + 1 == told.start):
            told.doubt = True
        else:
            return low in NEGATIONS or low in ADVERBS or low == "longer" or adverb(low)
        return True

    def _contraction(self, i: int) -> bool:
        return self.low(i - 1) in ("it", "he", "she", "that", "there", "what", "who", "here", "let")

    def subject(self, start: int) -> Subject | None:
        """Of whom a predicate that begins here speaks, found to its left.

        Insertions between commas, relative pronouns, coordination of subjects and of predicates are followed.
        """
        p = self._before_time(start - 1)
        if p < 0 or not self.same(p, start):
            return None
        low = self.low(p)
        if low in ("who", "which", "that") and p > 0:
            q = p - 1 if self.low(p - 1) != "," else p - 2
            owner = self.ending.get(q + 1)
            if owner is not None and owner.kind == "body" and low != "who" and q == p - 1:
                return None  # a name takes no such clause without a comma: another noun is meant
            return Subject(self._list(owner), p, relative=True) if owner is not None else None
        direct = self.ending.get(p + 1)
        if direct is not None:
            return self._eligible(direct)
        if low in (",", "\u2014", "\u2013", ")"):
            return self._across(p, start) or self._inherited(p)
        if low in ("and", "but", "or", "then", "yet", "nor"):
            return self._inherited(p)
        return self._loose(p)

    def _before_time(self, p: int) -> int:
        """Pass over when something was done: `Kyiv on Sunday rejected`."""
        q = p
        while q > 0 and (self.low(q) in TIME_WORDS or self.words[q].text.isdigit()):
            q -= 1
        if q == p:
            return p
        while q > 0 and self.low(q) in TIME_LEADS:
            q -= 1
        return q if q + 1 in self.ending else p

    def _across(self, p: int, start: int) -> Subject | None:
        """Skip an insertion: `Israel, which is not a party to the talks, opposes`."""
        opener = {")": "("}.get(self.low(p), self.low(p))
        for q in range(p - 1, max(-1, p - 30), -1):
            if not self.same(q, start) or self.low(q) in (";", ":"):
                return None
            if self.low(q) != opener:
                continue
            mention = self.ending.get(q) or self.ending.get(q + 1)
            if mention is not None and mention.kind not in ("adjective", "possessive"):
                found = self._eligible(mention)
                if found is not None:
                    return found
        return None

    def _eligible(self, mention: Mention) -> Subject | None:
        """A mention as a subject, with those that are coordinated with it; no if a preposition governs it."""
        if mention.kind in ("adjective", "medium", "possessive"):
            return None
        chain = self._list(mention)
        first = chain[0]
        before = self.low(first.start - 1)
        if before.endswith("ing") and before not in NO_OBJECT_BEHIND:
            return None  # the object of a participle
        if self.low(first.start - 1) in PREPOSITIONS:
            if len(chain) > 1 and self.low(chain[-1].start - 1) in ("and", "but"):
                chain, first = chain[-1:], chain[-1]
            else:
                return self._headed(first, chain)
        return Subject(chain, first.start)

    def _headed(self, first: Mention, chain: tuple[Mention, ...]) -> Subject | None:
        """`the leaders of France and Germany`, `the ambassador to the Council`: an office before a preposition."""
        head = self.ending.get(first.start - 1)
        if head is None or not head.role:
            return None
        if self.low(first.start - 1) == "of" and not head.party:
            return Subject(chain, head.start)
        return Subject((head,), head.start)

    def _list(self, mention: Mention) -> tuple[Mention, ...]:
        """`Britain, France and Germany`: the mentions that are coordinated, from left to right."""
        chain = [mention]
        while len(chain) < 12:
            at = chain[0].start - 1
            if self.low(at) == "both":
                at -= 1
            join = at
            if self.low(join) == "and" and self.low(join - 1) == ",":
                join -= 1
            elif self.low(join) not in ("and", ",", "or"):
                break
            if self.low(join) == "," and (len(chain) == 1 and self.low(at) == ","):
                break
            before = self.ending.get(join)
            if before is not None and before.kind == "adjective" and mention.role and len(chain) == 1:
                before = replace(before, kind="group")  # `Russian and Ukrainian negotiators`
            if (
                before is None
                or before.kind in ("adjective", "medium", "pronoun", "possessive")
                or before.party == mention.party
            ):
                break
            chain.insert(0, before)
        return tuple(chain)

    def _loose(self, p: int) -> Subject | None:
        """`three officials briefed on the talks said`: words that describe a person stand before the predicate."""
        for q in range(p, max(-1, p - 14), -1):
            mention = self.ending.get(q)
            if self.low(q) in (",", ";", ":", "that", "and", "but") or not self.same(q, p):
                return None
            if mention is None or mention.kind not in ("person", "office", "group", "source", "body"):
                continue
            behind = self.low(mention.end)
            if behind in POSTPOSED or (
                behind in ("in", "at", "from", "on", "for", "with", "to") and mention.role
            ):
                return self._eligible(mention)
        return None

    def _inherited(self, p: int) -> Subject | None:
        """The subject of an earlier predicate of the same sentence: `rejects A and has not returned to B`."""
        for mention in reversed(self.found):
            if (
                mention.end > p
                or not self.same(mention.start, p)
                or mention.kind in ("adjective", "medium", "possessive")
            ):
                continue
            if self.low(mention.end) == "'s" or self.low(mention.start - 1) in PREPOSITIONS:
                continue
            opens = self.low(mention.start - 1) in BEFORE_SUBJECT or not self.words[mention.start - 1].word
            if self._predicate(mention.end) and (self.low(mention.end) != "," or opens or not mention.start):
                found = self._eligible(mention)
                if found is not None:
                    return Subject(found.mentions, p + 1, inherited=True)
        return None

    def _predicate(self, i: int) -> bool:
        """Whether a predicate begins here, as far as the form of a word tells."""
        while self.low(i) in ADVERBS or adverb(self.low(i)):
            i += 1
        low = self.low(i)
        if low == ",":
            return True
        if low in HAVE or low in BE or low in DO or low in MODALS:
            return True
        return (low.endswith(("ed", "s")) and low not in ("'s", "as", "its", "his", "this")) or low in PAST

    def clause_end(self, i: int) -> int:
        """Where the clause around a word ends (the place of the mark, or the end of the sentence)."""
        for j in range(i + 1, self.n):
            low = self.low(j)
            if not self.same(j, i) or low in STOPS or (j + 1 == self.n and not self.words[j].word):
                return j
            if (low == "," and self.low(j + 1) not in INSERTED) or (
                low in ("and", "but") and self.second(j + 1)
            ):
                return j
        return self.n

    def second(self, i: int) -> bool:
        """Whether another predicate of the same subject begins here: `welcomed A but said …`."""
        while self.low(i) in ADVERBS or adverb(self.low(i)):
            i += 1
        low = self.low(i)
        return (
            low == "that"
            or low in HAVE
            or low in BE
            or low in DO
            or low in MODALS
            or low in PAST
            or (low.endswith("ed") and i not in self.starting)
            or low in TELLS
        )

    def listed(self, i: int) -> tuple[tuple[Mention, ...], int]:
        """The mentions that are named one after another from a word on, and where they end.

        `the U.S. and its European partners, including the European Union`.
        """
        found: list[Mention] = []
        j = i
        while j < self.n and len(found) < 10 and self.same(i, j):
            mention = self.starting.get(j)
            if mention is not None and mention.kind not in ("adjective", "pronoun", "medium", "possessive"):
                found.append(mention)
                j = mention.end
            elif mention is not None and mention.kind == "possessive" and found:
                j = mention.end
            elif found and self.low(j) in ("and", ",", "including", "or", "the") and self._more(j):
                j += 1
            else:
                break
        return tuple(m for m in found if m.party), j

    def _more(self, j: int) -> bool:
        """Whether another name follows a comma or *and*."""
        for k in range(j + 1, min(self.n, j + 4)):
            mention = self.starting.get(k)
            if mention is not None:
                return mention.kind in ("body", "person", "group", "office", "possessive")
            if self.low(k) not in ("and", "including", "the", "both", ","):
                return False
        return False

    def phrase_end(self, i: int, stop: int) -> int:
        """Where a noun phrase ends that is the subject of its clause: before the predicate.

        Each relative clause and each condition within it has a predicate of its own, which is passed over.
        """
        pending, passed = 0, i
        for j in range(i + 1, stop):
            low = self.low(j)
            if low in RELATIVE:
                pending += 1
            elif self._main(j, stop) or (pending and (low in PAST or low in TELLS or low.endswith("ed"))):
                if pending == 0 and passed < j - 1:
                    return j
                pending, passed = max(0, pending - (passed < j - 1)), j
        return stop

    def _main(self, j: int, stop: int) -> bool:
        """Whether a word is a finite predicate: *be*, *have*, a modal, or a word in -s behind a plural."""
        low = self.low(j)
        if low in BE - {"being", "be", "been"} or low in HAVE - {"having", "have", "'ve"} or low in MODALS:
            return True
        if low in MAIN or (low == "have" and self.low(j - 1) not in ("to", "may")):
            return True
        told = low.endswith("s") and not low.endswith(("ss", "us", "'s")) and low not in NOUNS_IN_S
        behind = j + 1 < stop and self.words[j + 1].word and self.low(j + 1) not in PREPOSITIONS
        return told and behind and self._plural(j - 1)

    def _plural(self, i: int) -> bool:
        low = self.low(i)
        return (
            low.endswith("s")
            and not low.endswith(("ss", "us", "'s"))
            and low not in NOT_PLURAL
            and not self.words[i].capital
        )

    def conditional(self, i: int) -> bool:
        """Whether a word stands inside a condition or an indirect question."""
        for j in range(i - 1, max(-1, i - 40), -1):
            low = self.low(j)
            if low in (",", ";", ":") or not self.same(j, i):
                return False
            if low in CONDITIONS and low != "should":
                return not (
                    low == "provided" and self.low(j + 1) not in ("that", "the", "a", "an", "it", "they")
                )
            named = (
                self.low(j - 1) in ("demand", "request") and self.low(j - 3) == ","
            )  # `, a demand that Kyiv rejected`
            if low == "that" and self.low(j - 1) in IRREALIS and not named:
                return True
            if low == "long" and self.low(j - 1) == "as" and self.low(j + 1) == "as":
                return True
        return False
