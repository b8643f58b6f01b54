"""The queue of a review: one proposal after the other, each decision saved before the next is shown."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from foedus.ledger.claims import Claim, claim
from foedus.ledger.documents import Document, by_id
from foedus.ledger.errors import LedgerError
from foedus.ledger.reviews import decide, edit, split, undo
from foedus.ledger.store import Store

PARAGRAPH = 1500
"""So many characters around the words at the most."""


class Shown(Struct, frozen=True):
    """A proposal as it is shown: the claim, its document, and the paragraph with the words in it at start:stop."""

    claim: Claim
    document: Document
    paragraph: str
    start: int
    stop: int


class Queue:
    """Proposals that wait for a person, in the order of documents and words.

    Looking is never accepting: only `accept` and `reject` decide, one claim at a time.

    Args:
        store: the ledger.
        who: the person who decides.
        clock: the time in seconds, for tests.
    """

    def __init__(self, store: Store, who: str, clock: Callable[[], float] = time.monotonic) -> None:
        if not who.strip():
            raise LedgerError("nobody is named who decides", "write --who NAME")
        self.store = store
        self.who = who
        self.clock = clock
        self.later: set[str] = set()
        self.at = ""
        self.since = clock()

    # ---- looking -----------------------------------------------------------------------------------------------------

    def current(self) -> Shown | None:
        """The proposal to decide now; None if none is left. What was put off comes last."""
        name = self._next()
        if name is None:
            self.at = ""
            return None
        if name != self.at:
            self.at, self.since = name, self.clock()
        one = claim(self.store, name)
        document = by_id(self.store, one.doc)
        first, last = paragraph(document.text, one.start, one.stop)
        return Shown(one, document, document.text[first:last], one.start - first, one.stop - first)

    def left(self) -> int:
        """How many proposals wait."""
        return self.store.value("SELECT count(*) FROM claim WHERE status = 'proposed'")

    def done(self) -> int:
        """How many were decided."""
        return self.store.value("SELECT count(*) FROM claim WHERE status IN('confirmed', 'rejected')")

    def _next(self) -> str | None:
        if self.at and self._waits(self.at) and self.at not in self.later:
            return self.at
        rows = self.store.rows(
            "SELECT c.id FROM claim c JOIN span s ON s.id = c.span WHERE c.status = 'proposed' "
            "ORDER BY s.doc, s.start, s.stop, c.id"
        )
        names = [row["id"] for row in rows]
        if names and self.later.issuperset(names):
            self.later.clear()
        return next((name for name in names if name not in self.later), None)

    def _waits(self, name: str) -> bool:
        return self.store.value("SELECT status FROM claim WHERE id = ?", name) == "proposed"

    # ---- deciding ----------------------------------------------------------------------------------------------------

    def accept(self) -> Claim:
        """Confirm the proposal at hand."""
        return decide(self.store, self._at(), "confirmed", self.who, self._seconds())

    def reject(self) -> Claim:
        """Reject it."""
        return decide(self.store, self._at(), "rejected", self.who, self._seconds())

    def put_off(self) -> None:
        """Show it again after the others."""
        self.later.add(self._at())
        self.at = ""

    def edit(self, changes: Mapping[str, Any]) -> Claim:
        """Change what it says; it still waits to be confirmed."""
        return edit(self.store, self._at(), changes, self.who, self._seconds())

    def split(self, changes: Mapping[str, Any]) -> tuple[Claim, Claim]:
        """Make two of it: as it is, and with something changed. Both wait."""
        return split(self.store, self._at(), changes, self.who, self._seconds())

    def undo(self) -> str:
        """Take back this person's last decision, and show that claim; its name, or "" if there is none."""
        last = undo(self.store, self.who)
        if last is None:
            return ""
        self.later.discard(last.claim)
        self.at, self.since = last.claim, self.clock()
        return last.claim

    def _at(self) -> str:
        if not self.at:
            raise LedgerError("nothing is left to decide", "foedus ledger show")
        if not self._waits(self.at):
            self.at = ""
            raise LedgerError("somebody else decided this one meanwhile", "look at the next one")
        return self.at

    def _seconds(self) -> float:
        spent, self.since = self.clock() - self.since, self.clock()
        return spent


def paragraph(text: str, start: int, stop: int) -> tuple[int, int]:
    """Where the paragraph around some words begins and ends; cut at a word where it is very long.

    >>> paragraph("One.\\nTwo three.\\nFour.", 9, 14), paragraph("One.\\n\\nTwo\\nthree.", 10, 15)
    ((5, 15), (6, 16))
    """
    mark = "\n\n" if "\n\n" in text.strip() else "\n"  # else its lines are its paragraphs
    first = text.rfind(mark, 0, start) + len(mark) if mark in text[:start] else 0
    end = text.find(mark, stop)
    last = len(text) if end < 0 else end
    if start - first > PARAGRAPH:
        first = max(start - PARAGRAPH, text.find(" ", start - PARAGRAPH, start) + 1)
    if last - stop > PARAGRAPH:
        cut = text.rfind(" ", stop, stop + PARAGRAPH)
        last = cut if cut > 0 else stop + PARAGRAPH
    return first, last


def changes_of(words: str) -> dict[str, str]:
    """What an edit writes: `stance=reserve issue=clock value=24 hours`, each up to the next field.

    Raises: LedgerError if there is no field in it.

    >>> changes_of("stance=reserve value=24 hours")
    {'stance': 'reserve', 'value': '24 hours'}
    """
    import re

    found: dict[str, str] = {}
    parts = re.split(r"(?:^|\s)(\w+)=", words)
    if parts[0].strip() or len(parts) < 3:
        raise LedgerError(
            f"“{words.strip()}” changes nothing", "write a field and its new word: stance=reserve"
        )
    for key, value in zip(parts[1::2], parts[2::2], strict=True):
        found[key] = value.strip()
    return found
