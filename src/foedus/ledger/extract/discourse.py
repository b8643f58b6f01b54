"""Who is meant: what a text has told so far of persons and bodies, and which of them a pronoun or a title takes up."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from foedus.ledger.extract import roles
from foedus.ledger.extract.grammar import PAST
from foedus.ledger.extract.knowledge import Index
from foedus.ledger.extract.mentions import Known, Mention, mentions
from foedus.ledger.extract.sentences import Sentence
from foedus.ledger.extract.words import listed

_PREPOSITIONS = listed("""
    of in by from with to between on over about at under against among through into near toward towards for
""")


_ADDRESS = listed("told tell tells telling assured informed warned urged asked")


class Discourse:
    """What the text has told up to here. It is read in order, sentence by sentence."""

    def __init__(self, find: Index, persons: dict[str, Known]) -> None:
        self.find = find
        self.persons = persons
        self.person: Mention | None = None
        self.body: Mention | None = None
        self.label = ""
        self.topic = ""
        self.offices: dict[str, Mention] = {}
        self.nameless: Mention | None = None

    def read(self, sentence: Sentence) -> list[Mention]:
        """The mentions of the next sentence, with pronouns and titles resolved where the text resolves them."""
        words = sentence.tokens
        found: list[Mention] = []
        for mention in mentions(words, self.find, self.persons):
            found.append(self._resolve(mention, found, sentence))
            self._apposition(found, sentence)
        self._remember(found, sentence)
        return found

    def _resolve(self, mention: Mention, before: Sequence[Mention], sentence: Sentence) -> Mention:
        if mention.kind in ("pronoun", "possessive"):
            return self._pronoun(mention, before, sentence)
        if mention.origin:
            owner = self._antecedent(mention.origin, before, sentence, mention)
            party = owner.party if owner is not None else ""
            return self._named(replace(mention, party=party), before, sentence)
        if mention.kind == "person" and not mention.party:
            return self._named(mention, before, sentence)
        told = mention.party and any(t.low == "of" for t in sentence.tokens[mention.start : mention.end])
        if mention.kind == "group" and mention.role in roles.LIKE_BODIES and not told and not mention.unnamed:
            near = next((m for m in reversed(before) if m.kind == "body" and _acts(m, sentence)), None)
            own = [m for m in before if m.kind in ("person", "office", "pronoun") and m.party]
            near = near or (own[0] if own else self.body)
            return replace(
                mention,
                party=near.party if near is not None else "",
                name=near.name if near else mention.name,
            )
        if mention.kind in ("office", "group") and not mention.party and not mention.unnamed:
            return self._title(mention, before)
        return self._named(mention, before, sentence)

    def _apposition(self, found: list[Mention], sentence: Sentence) -> None:
        """`Saeed Khatibzadeh, the Iranian spokesman, said`: the office behind a name tells its party."""
        if len(found) < 2:
            return
        name, office = found[-2:]
        words = sentence.tokens
        if office.kind == "person" and not office.party and name.kind == "office" and name.party:
            between = words[name.end : office.start]
            if between and all(t.low in ("of", "and", "for", "the") or t.capital for t in between):
                self.persons[office.name.split()[-1]] = Known(office.name, name.party)
                found[-1] = replace(office, party=name.party, role=name.role)
            return
        if (
            name.kind != "person"
            or name.role
            or office.kind != "office"
            or not office.party
            or office.unnamed
        ):
            return
        beside = office.start == name.end + 1 and words[name.end].low == ","
        if beside and (office.end >= len(words) or words[office.end].low in (",", ".", "who", "in", "at")):
            if name.party in ("", name.name):
                self.persons[name.name.split()[-1]] = Known(name.name, office.party)
                found[-2] = replace(name, party=office.party, role=office.role)

    def _elided(self, mention: Mention, before: Sequence[Mention], sentence: Sentence) -> str:
        """Whose office it is where nothing says so: of the heading, or of the side that is spoken of."""
        if self.label or mention.role in roles.FOREIGN:
            return self.label
        before_it = sentence.tokens[max(0, mention.start - 2) : mention.start]
        joined = bool(before_it) and before_it[-1].low in ("and", "with", "between", "to")
        if joined and before_it[0].low != ",":  # `, and Minister X` begins a clause
            return ""
        first = next((m for m in before if m.party and m.kind != "adjective" and _subject(m, sentence)), None)
        if first is not None:
            return first.party
        told = {m.party for m in before if m.party}
        return told.pop() if len(told) == 1 else self.topic

    def _named(self, mention: Mention, before: Sequence[Mention], sentence: Sentence) -> Mention:
        """Remember a person with a party; give a name its party if the text told it."""
        if mention.kind != "person":
            return mention
        family = mention.name.split()[-1]
        known = self.persons.get(family)
        if known is not None and not mention.party:
            return replace(mention, party=known.party, name=known.name)
        titled = bool(mention.role) and mention.role not in roles.SOURCES | roles.APART
        party = mention.party
        if titled and not party:
            party = self._elided(mention, before, sentence) or mention.name
        if party and family not in self.persons:
            self.persons[family] = Known(mention.name, party)
            first = mention.name.split()[0]
            if party in _FAMILY_FIRST and first not in self.persons:
                self.persons[first] = Known(mention.name, party)
        return replace(mention, party=party)

    def _title(self, mention: Mention, before: Sequence[Mention]) -> Mention:
        """`the minister`, `the government`: whoever was last called so, or the side that is spoken of."""
        last = self.offices.get(mention.role)
        if last is not None and (mention.kind == "office" or last.party):
            return replace(mention, party=last.party, name=last.name, unnamed=last.unnamed, apart=last.apart)
        if mention.kind == "group" and mention.role in (
            "government",
            "leadership",
            "cabinet",
            "authorities",
            "delegation",
        ):
            near = next((m for m in reversed(before) if m.party and m.kind in ("person", "office")), None)
            owner = near or self.person or self.body
            return replace(mention, party=owner.party if owner is not None else self.label)
        if mention.kind == "group" and mention.role in roles.STANDING:
            return replace(mention, party=f"the {mention.role}")
        return mention

    def _pronoun(self, mention: Mention, before: Sequence[Mention], sentence: Sentence) -> Mention:
        owner = self._antecedent(mention.origin, before, sentence, mention)
        if owner is None:
            return mention
        also = _coordinated(owner, before, sentence) if mention.origin == "they" else ()
        return replace(
            mention,
            also=also,
            name=owner.name,
            party=owner.party,
            unnamed=owner.unnamed,
            apart=owner.apart,
            role=owner.role,
        )

    def _antecedent(
        self, pronoun: str, before: Sequence[Mention], sentence: Sentence, mention: Mention
    ) -> Mention | None:
        """Whom a pronoun takes up; `we` is settled by whoever speaks, and a quotation begins afresh."""
        quote = sentence.quotes[mention.start]
        if pronoun == "we":
            return None
        if pronoun == "whose":
            return before[-1] if before else None
        near = [
            m
            for m in before
            if m.kind not in ("pronoun", "possessive", "adjective", "medium")
            and sentence.quotes[m.start] == quote
            and _subject(m, sentence)
        ]
        if quote >= 0 and not near:
            return None
        if pronoun == "he":
            own = [m for m in near if m.kind in ("person", "office") and not m.plural]
            own = [m for m in own if not m.start or sentence.tokens[m.start - 1].low not in _ADDRESS] or own
            return own[-1] if own else self.person if quote < 0 else None
        if pronoun == "it":
            own = [m for m in near if m.kind in ("body", "group") and m.party]
            own = [m for m in own if not _owns(m, sentence)] or own
            telling = [m for m in own if m.end < mention.start and sentence.tokens[m.end].low in _TELLING]
            own = telling[-1:] or own
            own = own or [
                m for m in before if m.kind == "body" and sentence.tokens[m.start - 1].low in ("of", "by")
            ]
            return own[0] if own else self.body if quote < 0 else None
        words = sentence.tokens
        own = [m for m in near if m.plural or m.kind in ("body", "group")]
        own = [m for m in own if words[m.start - 1].low not in _ADDRESS or m.start == 0] or own
        return own[-1] if own else self.nameless if quote < 0 else None

    def _remember(self, found: Iterable[Mention], sentence: Sentence) -> None:
        found = list(found)
        told = [m for m in found if sentence.quotes[m.start] < 0]
        subjects = [m for m in told if _subject(m, sentence)]
        bodies = [m for m in subjects if m.kind in ("body", "group") and m.party and _acts(m, sentence)]
        leads = [m for m in told if m.kind not in ("adjective", "medium", "possessive")][:1]
        headed = [m for m in leads if m.start == 1 and sentence.tokens[0].low == "for"]  # `For Nicosia, …`
        if told or any(q < 0 for q in sentence.quotes):
            lead = next((m for m in leads if m in headed or (m in subjects and _acts(m, sentence))), None)
            self.topic = lead.party if lead is not None else ""
        people = [m for m in told if m.kind in ("person", "office") and not m.plural]
        owned = [m for m in people if m.party and m.kind == "office"]
        self.body = (bodies or owned or [self.body])[0]
        first = [m for m in people if m in subjects]
        own = [m for m in first if not _owns(m, sentence)]
        self.person = (own or first or people or [self.person])[0]
        for mention in told:
            if mention.role and mention.origin != "we":
                self.offices[mention.role] = mention
            if mention.plural and mention.kind in ("group", "body"):
                self.nameless = mention
        if (
            len(found) == 1
            and found[0].kind == "body"
            and len(sentence.tokens) <= found[0].end + 1
            and not found[0].start
        ):
            self.label = found[0].party

    def bridge(self, mention: Mention, before: Mention | None) -> Mention:
        """A name that appears without a title right after a title without a name belongs to it."""
        nobody = mention.party in ("", mention.name)
        if mention.kind != "person" or not nobody or before is None or not before.party:
            return mention
        self.persons[mention.name.split()[-1]] = Known(mention.name, before.party)
        return replace(mention, party=before.party)


def _subject(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention can be what its sentence is about: not the object of a preposition."""
    return mention.start == 0 or sentence.tokens[mention.start - 1].low not in _PREPOSITIONS


_TELLING = listed("""
    said says denied denies announced announces confirmed confirms claimed claims insisted insists warned
    warns stressed stated states declared argues argued signalled signaled
""")
_FAMILY_FIRST = frozenset(["China", "North Korea", "South Korea", "Taiwan", "Vietnam", "Cambodia", "Hungary"])
"""Where the name of the family comes first."""


def _coordinated(owner: Mention, before: Sequence[Mention], sentence: Sentence) -> tuple[str, ...]:
    """The parties named together with one that *they* takes up."""
    found: list[str] = []
    start = owner.start
    for mention in reversed(before):
        joined = mention.end < start and sentence.tokens[mention.end].low in ("and", ",")
        if mention.end + 1 == start and joined and mention.party and mention.kind == owner.kind:
            found.insert(0, mention.party)
            start = mention.start
    return tuple(found)


def _owns(mention: Mention, sentence: Sentence) -> bool:
    """Whether a possessive mark follows."""
    return mention.end < len(sentence.tokens) and sentence.tokens[mention.end].low == "'s"


def _acts(mention: Mention, sentence: Sentence) -> bool:
    """Whether a body is named for itself, not as a describing word (`the US proposal`)."""
    if mention.end >= len(sentence.tokens):
        return True
    after = sentence.tokens[mention.end]
    return after.low in _LEADS or after.low in PAST or not after.word or after.low.endswith(("ed", "s", "ly"))


_LEADS = listed("""
    's is are was were has have had will would can could may might should must did does do also and or to in
    on at for of said told that who which with from
""")


def survey(sentences: Iterable[Sentence], find: Index, told: dict[str, Known]) -> dict[str, Known]:
    """The persons whose party the text tells somewhere, by family name; those told before stand."""
    state = Discourse(find, dict(told))
    for sentence in sentences:
        state.read(sentence)
    return state.persons
