"""Documents: kept as they are, each once, with copies of one text known as copies."""

import json
import re
from collections.abc import Sequence
from hashlib import sha256
from sqlite3 import Row

from msgspec import Struct

from foedus.ledger.errors import LedgerError
from foedus.ledger.sketch import alike, sketch
from foedus.ledger.store import Store, now

MOST = 5_000_000
"""Characters; a longer text is no article."""
COPY, LEAST = 0.6, 0.3
"""One text is a copy of another if they share so much of the shorter one, and so much of the longer one: an article
that quotes a short statement in full is no copy of the statement."""
FEW = LEAST / 2
"""Whoever shares less than this of a text's sample is not looked at: the sample is only a sample."""
KINDS = ("press", "communique", "transcript", "treaty", "post", "note")


class Document(Struct, frozen=True):
    """A document of the ledger. What nobody said (date, publisher, language) is empty, never guessed."""

    id: int
    sha256: str
    name: str
    text: str
    kind: str = "press"
    title: str = ""
    publisher: str = ""
    published_on: str = ""
    url: str = ""
    lang: str = ""
    copy_of: int = 0
    alike: float = 0.0


class Facts(Struct, frozen=True):
    """What the user, or the document about itself, says of a document."""

    kind: str = "press"
    title: str = ""
    publisher: str = ""
    published_on: str = ""
    url: str = ""
    lang: str = ""


class Added(Struct, frozen=True):
    """What became of a document. new: it was not there. copy: the document that it copies, if any; alike: how much."""

    document: Document
    new: bool
    copy: Document | None = None


_UNFIT = re.compile("[\0\ud800-\udfff]")
_COLUMNS = "id, sha256, name, text, kind, title, publisher, published_on, url, lang, copy_of, alike"


def clean(text: str) -> str:
    """The text as it is kept: characters that no store can hold become U+FFFD, one for one, so that no place moves.

    >>> clean("a\\0b") == "a\\ufffdb"
    True
    """
    return _UNFIT.sub("\ufffd", text)


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return sha256(text.encode()).hexdigest()


def add(store: Store, text: str, name: str, facts: Facts | None = None) -> Added:
    """Put a document into the ledger; a text that is there already stays as it is.

    Args:
        store: the ledger.
        text: its text.
        name: what to call it: the file that it came from.
        facts: what is known of it.

    Raises: LedgerError if the text is empty or too long, or a fact has a form that it must not have.
    """
    facts = facts or Facts()
    text = clean(text)
    _check(text, name, facts)
    sha = digest(text)
    mine = sketch(text)
    with store.write():
        known = store.row(f"SELECT {_COLUMNS} FROM document WHERE sha256 = ?", sha)
        if known is not None:
            _complete(store, known["id"], facts)
            return Added(by_id(store, known["id"]), new=False)
        copied, share = _copied(store, text, mine)
        made = store.db.execute(
            "INSERT INTO document(sha256, name, text, kind, title, publisher, published_on, url, lang, copy_of, "
            "alike, at) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
            (sha, name, text, facts.kind, facts.title or None, facts.publisher or None, facts.published_on or None,
             facts.url or None, facts.lang or None, copied or None, share if copied else None, now()),
        ).lastrowid  # fmt: skip
        store.db.executemany("INSERT OR IGNORE INTO sketch VALUES(?, ?)", [(h, made) for h in mine])
    copy = by_id(store, copied) if copied else None
    return Added(by_id(store, made or 0), new=True, copy=copy)


def by_id(store: Store, ident: int) -> Document:
    """The document of a number."""
    row = store.row(f"SELECT {_COLUMNS} FROM document WHERE id = ?", ident)
    if row is None:
        raise LedgerError(f"the ledger has no document {ident}", "foedus ledger show lists the documents")
    return _document(row)


def by_sha(store: Store, sha: str) -> Document | None:
    """The document of a hash."""
    row = store.row(f"SELECT {_COLUMNS} FROM document WHERE sha256 = ?", sha)
    return _document(row) if row else None


def documents(store: Store, texts: bool = True) -> tuple[Document, ...]:
    """All documents, in the order in which they came; without their texts where those are not needed."""
    columns = _COLUMNS if texts else _COLUMNS.replace(" text,", " '' AS text,")
    return tuple(_document(row) for row in store.rows(f"SELECT {columns} FROM document ORDER BY id"))


def _document(row: Row) -> Document:
    names = row.keys()
    known = {name: row[name] for name in names if row[name] is not None}
    return Document(**known)


def _complete(store: Store, ident: int, facts: Facts) -> None:
    """Add what was not known of a document; what is known stays."""
    for column in ("title", "publisher", "published_on", "url", "lang"):
        if value := getattr(facts, column):
            store.db.execute(
                f"UPDATE document SET {column} = coalesce({column}, ?) WHERE id = ?", (value, ident)
            )


def _copied(store: Store, text: str, mine: Sequence[int]) -> tuple[int, float]:
    """The document that a text copies, nearly or in full, and how much of the shorter one is the same; 0 if none."""
    best, share = 0, 0.0
    if not mine:
        return best, share
    found = store.rows(
        "SELECT doc, count(*) AS shared FROM sketch WHERE hash IN (SELECT value FROM json_each(?)) "
        "GROUP BY doc HAVING shared >= ? ORDER BY shared DESC, doc LIMIT 8", json.dumps(list(mine)), len(mine) * FEW,
    )  # fmt: skip
    for row in found:
        other = by_id(store, row["doc"])
        shorter, longer = alike(text, other.text)
        if shorter >= COPY and longer >= LEAST and shorter > share:
            best, share = other.copy_of or other.id, shorter
    return best, share


def _check(text: str, name: str, facts: Facts) -> None:
    if not text.strip():
        raise LedgerError(f"{name} holds no text", "name a file with words in it")
    if len(text) > MOST:
        raise LedgerError(f"{name} has {len(text):,} characters; more than {MOST:,} are taken for a mistake",
                          "cut out the article that is meant")  # fmt: skip
    if facts.kind not in KINDS:
        from foedus.base import nearest

        near = nearest(facts.kind, KINDS)
        raise LedgerError(f"there is no kind of document “{facts.kind}”",
                          f"did you mean {near[0]}?" if near else f"write one of: {', '.join(KINDS)}")  # fmt: skip
    if facts.published_on:
        _check_date(facts.published_on)
    if facts.lang and not (facts.lang.replace("-", "").isalnum() and 2 <= len(facts.lang) <= 35):
        raise LedgerError(f"“{facts.lang}” is no language", "write its code, such as en or uk")


def _check_date(text: str) -> None:
    from datetime import date

    try:
        if len(text) != 10:
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise LedgerError(f"“{text}” is no date", "write year, month and day: 2025-08-17") from None
