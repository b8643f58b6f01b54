"""Whom reports name: states, their capitals and demonyms, bodies, outlets, and the parties that a user declares."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from foedus.ledger.extract.tokens import Token, tokens
from foedus.ledger.extract.words import listed
from foedus.ledger.proposal import Party


class Entry(Struct, frozen=True):
    """One way to name something.

    words: its words. name: whom it stands for. kind: body, adjective, medium or person. loose: lower case also fits.
    """

    words: tuple[str, ...]
    name: str
    kind: str
    loose: bool = False


Index = dict[str, tuple[Entry, ...]]
"""Entries by their first word, the longest first."""


def index(parties: Sequence[Party]) -> Index:
    """The names that can stand in a text, with the declared parties before the packaged lists.

    A party whose name or alias is a packaged state or body takes over all names of it.

    >>> find = index([Party("Russian Federation")])
    >>> find["Kremlin"][0].name, find["Minsk"][0].name
    ('Russian Federation', 'Belarus')
    """
    return _index(tuple(parties))


@lru_cache(maxsize=64)
def _index(parties: tuple[Party, ...]) -> Index:
    packaged = _packaged()
    renamed: dict[str, str] = {}
    for party in parties:
        known = [e.name for word in (party.name, *party.aliases) for e in _exact(packaged, word)]
        if _exact(packaged, party.name) or len(set(known)) == 1:
            renamed.setdefault(known[0], party.name)
    entries = [e if e.name not in renamed else _rename(e, renamed[e.name]) for e in packaged]
    own = [
        e
        for party in parties
        for word in (party.name, *party.aliases)
        if word == party.name or not is_person(word)
        for e in _entry(word, party.name, "body")
    ]
    found: dict[str, list[Entry]] = {}
    for entry in own + entries:
        for first in {entry.words[0], entry.words[0].capitalize()} if entry.loose else {entry.words[0]}:
            found.setdefault(first, []).append(entry)
    return {word: tuple(sorted(es, key=lambda e: -len(e.words))) for word, es in found.items()}


def single_names(find: Index) -> frozenset[str]:
    """The names of one word, in lower case."""
    return frozenset(e.words[0].lower() for es in find.values() for e in es if len(e.words) == 1)


def is_person(alias: str) -> bool:
    """Whether another word for a party is the name of a person: two or more capitalised words, none for a body.

    >>> is_person("Hatem Rifaat"), is_person("Rapid Support Forces"), is_person("RSF"), is_person("the army")
    (True, False, False, False)
    """
    words = [t for t in tokens(alias) if t.word]
    named = len(words) > 1 and words[0].capital and words[-1].capital and not words[0].text.isupper()
    body = any(t.low in _BODY_WORDS for t in words) or any(e.words == _words(alias) for e in _packaged())
    return named and not body


_BODY_WORDS = listed("""
    forces force union agency front army council organization organisation league community alliance authority
    group commission bank fund federation ministry government republic kingdom states state party movement
    house side court department office committee congress parliament assembly coalition nations military
    liberation brigade resistance islands island people street palace security defence defense
""")


def match(find: Index, words: Sequence[Token], i: int) -> Entry | None:
    """The longest entry that begins at a word."""
    for entry in find.get(words[i].text, ()):
        n = len(entry.words)
        if n == 1 or (i + n <= len(words) and all(_same(entry, k, words[i + k]) for k in range(1, n))):
            return entry
    return None


def _same(entry: Entry, k: int, token: Token) -> bool:
    return token.text == entry.words[k] or (entry.loose and token.low == entry.words[k].lower())


def _exact(entries: Iterable[Entry], word: str) -> list[Entry]:
    wanted = _words(word)
    return [e for e in entries if e.kind == "body" and e.words == wanted]


def _rename(entry: Entry, name: str) -> Entry:
    return Entry(entry.words, name, entry.kind, entry.loose)


def _words(text: str) -> tuple[str, ...]:
    words = tuple(t.text for t in tokens(text))
    return words[1:] if len(words) > 1 and words[0] in ("the", "The") and words[1][0].isupper() else words


def _entry(text: str, name: str, kind: str) -> Iterator[Entry]:
    words = _words(text)
    if words:
        yield Entry(words, name, kind, loose=words[0].islower())


@lru_cache(maxsize=1)
def _packaged() -> tuple[Entry, ...]:
    return (*_table("states.tsv"), *_table("bodies.tsv"), *_media())


def _rows(file: str) -> Iterator[str]:
    text = resources.files("foedus.ledger.extract").joinpath("data", file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _table(file: str) -> Iterator[Entry]:
    for row in _rows(file):
        name, others, adjectives, seats = (*row.split("\t"), "", "", "")[:4]
        for text in (name, *filter(None, others.split(",")), *filter(None, seats.split(","))):
            yield from _entry(text, name, "body")
        for text in filter(None, adjectives.split(",")):
            kind = "body" if text.endswith("s") and text != "EU" and _plural(text) else "adjective"
            yield from _entry(text, name, kind)


def _plural(demonym: str) -> bool:
    return demonym.endswith(
        ("ans", "is", "ins", "ers", "es", "ots", "ts", "ks", "bs", "ards", "ns", "ds", "rs")
    )


def _media() -> Iterator[Entry]:
    for row in _rows("media.txt"):
        yield from _entry(row, row, "medium")


@lru_cache(maxsize=1)
def leaders() -> dict[str, tuple[str, str]]:
    """Full name and party by family name, for persons of whom the text says nothing."""
    found: dict[str, tuple[str, str]] = {}
    for row in _rows("leaders.tsv"):
        name, party = row.split("\t")
        found.setdefault(name.split()[-1], (name, party))
    return found
