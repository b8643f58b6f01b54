"""Who is mentioned in a sentence: states and bodies, offices and groups, persons, pronouns, sources without a name."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from foedus.ledger.extract import roles
from foedus.ledger.extract.knowledge import Entry, Index, leaders, match
from foedus.ledger.extract.tokens import Token
from foedus.ledger.extract.words import listed


class Mention(Struct, frozen=True):
    """Words that stand for somebody.

    start, end: word numbers in the sentence. kind: body, adjective (a demonym), person, office, group, source,
    collective, pronoun or medium. name: how to call it. party: for whom it speaks, or empty. origin: the pronoun that
    says for whom (`its minister`). role: the word for the office. unnamed: a source without a name.
    apart: a voice that does not bind its government. plural: more than one. also: further parties that are meant.
    """

    start: int
    end: int
    kind: str
    name: str
    party: str = ""
    origin: str = ""
    role: str = ""
    unnamed: bool = False
    apart: bool = False
    plural: bool = False
    also: tuple[str, ...] = ()


class Known(Struct, frozen=True):
    """A person of whom the text has told the party."""

    name: str
    party: str


def mentions(words: Sequence[Token], find: Index, persons: Mapping[str, Known]) -> list[Mention]:
    """The mentions of a sentence from left to right, none within another.

    Args:
        words: the sentence.
        find: the names to look for.
        persons: persons known so far, by family name.

    Returns:
        Mentions; pronouns are not resolved yet.
    """
    scan = _Scan(words, find, persons)
    found: list[Mention] = []
    i = 0
    while i < len(words):
        mention = scan.at(i)
        if mention is None:
            i += 1
        else:
            found.append(mention)
            i = max(mention.end, i + 1)
    return found


class _Scan:
    def __init__(self, words: Sequence[Token], find: Index, persons: Mapping[str, Known]) -> None:
        self.words, self.find, self.persons = words, find, persons
        self.n = len(words)

    def low(self, i: int) -> str:
        return self.words[i].low if 0 <= i < self.n else ""

    def at(self, i: int) -> Mention | None:
        low = self.low(i)
        if not (self.words[i].capital or low in _BEGIN or self.words[i].text in self.find or low.isdigit()):
            return None
        entry = self._entry(i)
        if entry is not None and entry.kind == "medium":
            return Mention(i, i + len(entry.words), "medium", entry.name)
        return (
            self._collective(i)
            or self._declared(i, entry)
            or self._office(i)
            or self._body(i, entry)
            or self._person(i)
            or self._pronoun(i, low)
        )

    def _declared(self, i: int, entry: Entry | None) -> Mention | None:
        """A declared party that is called by common words: `the army`; not where an office of it follows."""
        if entry is None or not entry.loose or entry.kind != "body":
            return None
        end = i + len(entry.words)
        if self.low(end) == "'s" and self._head(self._over(end + 1)):
            return None
        return Mention(i, end, "body", entry.name, entry.name)

    @staticmethod
    def _pronoun(i: int, low: str) -> Mention | None:
        if low in roles.PRONOUNS:
            return Mention(i, i + 1, "pronoun", low, origin=roles.PRONOUNS[low])
        if low in roles.POSSESSIVES:
            return Mention(i, i + 1, "possessive", low, origin=roles.POSSESSIVES[low])
        return None

    def _entry(self, i: int) -> Entry | None:
        return match(self.find, self.words, i) if i < self.n else None

    def _collective(self, i: int) -> Mention | None:
        j = i
        if self.low(j) in ("both", "neither", "all", "the", "either"):
            j += 1
        if self.low(j) in ("two", "three", "rival", "warring", "opposing") and j > i:
            j += 1
        counted = j > i + 1 or self.low(i) in ("both", "neither", "either", "all")
        single = self.low(i) in ("neither", "either") and self.low(j) in (
            "side",
            "party",
            "government",
            "leader",
        )
        if j > i and (
            (self.low(j) in roles.COLLECTIVES and (counted or self.low(j) in ("sides", "parties"))) or single
        ):
            return Mention(i, j + 1, "collective", "the parties", plural=True)
        return None

    def _body(self, i: int, entry: Entry | None) -> Mention | None:
        start = i
        if entry is None and self.low(i) in ("the", "both"):
            i += 1
            entry = self._entry(i)
        elif entry is None and self.low(i) in ("a", "an") and (self._entry(i + 1) or entry) is not None:
            found = self._entry(i + 1)
            entry, i = (
                (found, i + 1)
                if found is not None and found.kind == "body" and len(found.words) > 1
                else (None, i)
            )
        if entry is None or entry.kind == "medium":
            return None
        end = i + len(entry.words)
        if entry.kind == "adjective" and not (entry.name == "European Union" or self._all_capitals(entry)):
            return Mention(i, end, "adjective", entry.name, entry.name)
        return Mention(start, end, "body", entry.name, entry.name)

    @staticmethod
    def _all_capitals(entry: Entry) -> bool:
        return all(w.replace(".", "").isupper() for w in entry.words)

    def _origin(self, j: int) -> tuple[int, str, str]:
        """Whose office it is: the place behind it, its party, and the pronoun if it is one."""
        low = self.low(j)
        if low in roles.POSSESSIVES:
            return j + 1, "", roles.POSSESSIVES[low]
        entry = self._entry(j)
        if entry is None and j < self.n and self.words[j].capital:
            return self._of_person(j)
        if entry is None or entry.kind == "medium":
            return j, "", ""
        end = j + len(entry.words)
        return (end + 1 if self.low(end) == "'s" else end), entry.name, ""

    def _of_person(self, j: int) -> tuple[int, str, str]:
        """`Putin's spokesman`, `Trump envoy`: a known person stands for the party."""
        text = self.words[j].text
        known = self.persons.get(text) or self._leader(text)
        if known is None or not known.party:
            return j, "", ""
        end = j + 2 if self.low(j + 1) == "'s" else j + 1
        return (end, known.party, "") if self._head(self._over(end)) else (j, "", "")

    def _office(self, i: int) -> Mention | None:
        """`its chief negotiator, Dawit Alemu`, `three senior officials`, `the Sudanese foreign ministry`."""
        j, indefinite, determined = i, False, False
        alias, of_alias, _ = self._origin(i)
        if alias > i + 1 and of_alias and self.low(alias - 1) == "'s":
            j = self._over(alias)
            if self._head(j):
                j = self._heads(j)
                return self._finish(i, j + 1, self._head(j), of_alias, "", False)
            return None
        if self.low(j) in ("one", "some", "two") and self.low(j + 1) == "of":
            j, indefinite, determined = j + 2, True, True
        while j < i + 4 and (
            self.low(j) in roles.DETERMINERS or (j < self.n and self.words[j].text.isdigit())
        ):
            indefinite = indefinite or self.low(j) in roles.INDEFINITE or self.words[j].text.isdigit()
            determined = True
            j += 1
        j = self._over(j)
        first = j
        j, party, origin = self._origin(j)
        if j == first and not (
            determined or self.words[i].capital or self.low(i) in roles.MODIFIERS | roles.PERSONS
        ):
            return self._bare(i, j)
        if party and self.low(j) in ("-", "\u2013"):
            return None
        j = self._over(j)
        if party == "" and origin == "":
            j2, party, _ = self._origin(j)
            j = self._over(j2) if party else j
        head = self._head(j)
        if head == "":
            return self._titled(i) if i == first else None
        j = self._heads(j)
        head = self._head(j)
        found = self._finish(i, j + 1, head, party, origin, indefinite)
        alone = not (determined or party or origin or found.kind == "person")
        noun = self.low(j + 1) in _NOUNS_BEHIND and head in roles.ADJECTIVAL
        return None if noun or (alone and not self._bare(i, i)) else found

    def _titled(self, i: int) -> Mention | None:
        """`Settlement Minister Orit Strock`: an office of which no list knows the first word."""
        j = i
        while (
            j < min(self.n, i + 3)
            and self.words[j].capital
            and self.low(j) not in roles.NOT_NAMES
            and self._entry(j) is None
        ):
            j += 1
            if self._head(j) and j < self.n and self.words[j].capital and self._name(j + 1)[0]:
                return self._finish(i, j + 1, self._head(j), "", "", False)
        return None

    def _heads(self, j: int) -> int:
        while self._head(j + 1) and self._entry(j + 1) is None:
            j += 1
        return j

    def _bare(self, i: int, j: int) -> Mention | None:
        """`officials`, `sources`: plurals without any word before them."""
        low = self.low(j)
        plural = low.endswith("s") or low == "people"
        if (
            plural
            and low in roles.GROUPS | roles.SOURCES
            and low not in ("authorities", "forces", "troops", "soldiers")
        ):
            return self._finish(i, j + 1, low, "", "", True)
        return None

    def _over(self, j: int) -> int:
        limit = j + 6
        while j < limit and self.low(j) in roles.MODIFIERS and self._follows(j) and self._entry(j) is None:
            j += 1
        return j

    def _follows(self, j: int) -> bool:
        """A modifier counts as one only if a head, a modifier or a name of a state comes next."""
        return bool(
            self.low(j + 1) in roles.MODIFIERS or self._head(j + 1) or (j + 1 < self.n and self._entry(j + 1))
        )

    def _head(self, j: int) -> str:
        low = self.low(j)
        if low == "opposition" and self.low(j + 1) == "to":
            return ""
        if low in roles.PERSONS or low in roles.GROUPS or low in roles.SOURCES or low in roles.APART:
            return low
        return ""

    def _finish(self, i: int, j: int, head: str, party: str, origin: str, indefinite: bool) -> Mention:
        if (
            head == "secretary"
            and self.low(j) == "of"
            and self.low(j + 1) in ("state", "defense", "defence", "war")
        ):
            j += 2
        if self.low(j) in _HONORIFICS:
            j += 2 if self.low(j + 1) == "." else 1
        name, end = self._name(j)
        if not name and self.low(j) == "," and (head in roles.PERSONS or head in _NAMED_SOURCES):
            name, end = self._name(j + 1)
            closes = self.low(end) in (",", ".", "") or end >= self.n or not self.words[end].word
            name, end = (name, end + (self.low(end) == ",")) if name and closes else ("", j)
        end = max(end, j)
        if not party and not origin and not name and self._placing(j, head):
            k, party, whose = self._origin(j + (2 if self.low(j + 1) == "the" else 1))
            origin = origin or whose
            k = self._over(k) if party else k
            while party and self._head(k):
                k += 1
            end = k if party and self.low(k - 1) != "'s" else end
            name, end = self._behind(name, end) if party else (name, end)
        if not name and head in roles.PERSONS and self.low(end) in ("for", "to", "in", "on"):
            name, end = self._further(end)
        if name and not party and not origin:
            known = self._leader(name)
            party = known.party if known is not None else ""
        plural = head.endswith("s") and head not in ("affairs",)
        person = head in roles.PERSONS
        unnamed = not name and (head in roles.SOURCES or (indefinite and head not in ("ministry",)))
        unnamed = unnamed or (not name and plural and head in ("officials", "diplomats", "aides", "advisers"))
        kind = "person" if name else "office" if person else "source" if head in roles.SOURCES else "group"
        text = name if name else self._text(i, j)
        apart = head in roles.APART or any(self.low(k) in ("parliament", "opposition") for k in range(i, j))
        return Mention(i, end, kind, text, party, origin, head, unnamed, apart, plural)

    def _placing(self, j: int, head: str) -> bool:
        """Whether the word behind an office leads to whose office it is."""
        return self.low(j) in ("of", "for", "at", "from") or (self.low(j) == "in" and head in roles.PLACED)

    def _behind(self, name: str, end: int) -> tuple[str, int]:
        """A name in apposition: `the president of Kosovo, Arben Gashi,`."""
        if self.low(end) != ",":
            return name, end
        found, k = self._name(end + 1)
        if found and (k >= self.n or not self.words[k].word):
            return found, k + (self.low(k) == ",")
        return name, end

    def _further(self, end: int) -> tuple[str, int]:
        """A name in apposition behind some words: `envoy for the Horn, Laura Pennington,`."""
        for comma in range(end + 1, min(end + 6, self.n)):
            if not self.words[comma].word:
                return (
                    self._behind("", comma)
                    if self.low(comma) == "," and self._behind("", comma)[0]
                    else ("", end)
                )
        return "", end

    def _text(self, i: int, j: int) -> str:
        return " ".join(t.text for t in self.words[i:j]).replace(" 's", "'s").replace(" \u2019s", "\u2019s")

    def _name(self, i: int) -> tuple[str, int]:
        """Capitalised words that are no known body; at most five, particles included."""
        j = i
        while j < self.n and j - i < 6:
            token = self.words[j]
            if (token.low.startswith(("al-", "el-", "ben-", "bin-")) and j > i) or (
                token.low in roles.PARTICLES
                and j > i
                and j + 1 < self.n
                and self.words[j + 1].text[0].isalpha()
            ):
                j += 1
            elif (
                token.capital
                and token.low not in roles.NOT_NAMES
                and self._head(j) in ("", "general", "king", "prince")
            ):
                if self._entry(j) is not None and j == i:
                    break
                j += 1
            else:
                break
        while j > i and self.words[j - 1].low in roles.PARTICLES:
            j -= 1
        return (" ".join(t.text for t in self.words[i:j]), j) if j > i else ("", i)

    def _person(self, i: int) -> Mention | None:
        if not self.words[i].capital or self.low(i) in roles.NOT_NAMES:
            return None
        name, end = self._name(i)
        if not name:
            return None
        known = self.persons.get(name.split()[-1]) or self._leader(name)
        if known is not None:
            return Mention(i, end, "person", known.name, known.party)
        if self.words[end - 1].low in roles.NOT_PERSONS:
            return None
        shouted = all(t.text.isupper() for t in self.words[i:end]) and len(name) > 4
        if shouted or self._entry(end - 1) is not None:
            return None
        if end - i >= 2 and not (i == 0 and self.words[i].low.endswith(("ing", "ed"))):
            return Mention(i, end, "person", name)
        return None

    @staticmethod
    def _leader(name: str) -> Known | None:
        found = leaders().get(name.split()[-1])
        if found is None or (" " in name and not name.endswith(found[0])):
            return None
        return Known(*found)


_NOT_ALONE = frozenset(["authorities", "forces", "troops", "soldiers"])
_NAMED_SOURCES = frozenset(["observer", "mediator"])
_HONORIFICS = listed("mr mrs ms dr sir lord dame sheikh ayatollah")
_BEGIN = (
    roles.DETERMINERS
    | roles.MODIFIERS
    | roles.PERSONS
    | roles.GROUPS
    | roles.SOURCES
    | roles.APART
    | roles.COLLECTIVES
    | roles.PRONOUNS.keys()
    | roles.POSSESSIVES.keys()
    | {"neither", "either"}
)
"""Words in lower case with which a mention can begin."""
_NOUNS_BEHIND = listed("""
    alliance aid support operation operations action campaign equipment base bases force forces assistance
    guarantee guarantees council adviser pact cooperation presence personnel bloc exercise exercises funding
    sources source figures spending structure
""")
