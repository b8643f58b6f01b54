"""The whole ledger as JSON Lines: one record a line, for archives, for version control, and to join two ledgers.

Documents are known by their hash, claims by their name, so that reading the same lines twice changes nothing.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, cast

import msgspec

from foedus.ledger.claims import Claim, claims, insert
from foedus.ledger.documents import Document, Facts, add, by_sha, documents
from foedus.ledger.errors import LedgerError
from foedus.ledger.proposal import Agent, Issue, Party, Proposal
from foedus.ledger.reviews import Review, reviews, write_back
from foedus.ledger.store import Store
from foedus.ledger.vocabulary import issues, learn, parties

FORMAT = "ledger-lines/1"
UNUSABLE = (TypeError, ValueError, AttributeError, OverflowError, sqlite3.IntegrityError, sqlite3.ProgrammingError,
            sqlite3.InterfaceError, msgspec.MsgspecError)  # fmt: skip
"""What a value of the wrong kind ends in, on its way into the file."""


def export(store: Store) -> Iterator[str]:
    """The lines of a ledger, without line ends.

    >>> list(export(Store.memory()))
    ['{"type": "ledger", "format": "ledger-lines/1"}']
    """
    yield _line("ledger", format=FORMAT)
    docs = {d.id: d for d in documents(store)}
    for doc in docs.values():
        known = {
            k: v for k, v in msgspec.to_builtins(doc).items() if k not in ("id", "copy_of", "alike") and v
        }
        yield _line("document", **known)
    named, asked = parties(store), issues(store)
    for party in parties(store, declared=False):
        yield _line("party", **msgspec.to_builtins(party), declared=party in named)
    for issue in issues(store, declared=False):
        yield _line("issue", **msgspec.to_builtins(issue), declared=issue in asked)
    runs = {r["id"]: dict(r) for r in store.rows("SELECT * FROM run")}
    first = {r["id"]: runs.get(r["run"], {}) for r in store.rows("SELECT id, run FROM claim")}
    for one in claims(store):
        yield _line("claim", **claim_data(one, docs[one.doc]), run=_run(first[one.id]))
    for row in store.rows("SELECT a, rel, b FROM link ORDER BY a, rel, b"):
        yield _line("link", **dict(row))
    for review in reviews(store):
        yield _line("review", **msgspec.to_builtins(review))


def claim_data(one: Claim, doc: Document) -> dict[str, Any]:
    """A claim as plain values: its words, what it says, and its chain."""
    return {
        "id": one.id, "document": doc.sha256, "start": one.start, "end": one.stop, "exact": one.exact,
        "kind": one.kind, "actor": one.actor, "act": one.act, "stance": one.stance, "issue": one.issue,
        "value": one.value, "condition": one.condition, "certainty": one.certainty, "time": one.frame,
        "chain": msgspec.to_builtins(one.agents), "cue": one.cue, "rule": one.rule, "status": one.status,
    }  # fmt: skip


def _run(row: dict[str, Any]) -> dict[str, Any] | None:
    return {k: row[k] for k in ("tool", "version", "model", "prompt_sha", "at")} if row else None


def _line(record: str, /, **fields: Any) -> str:
    return json.dumps({"type": record, **fields}, ensure_ascii=False)


# ---- reading ---------------------------------------------------------------------------------------------------------


class Counts(msgspec.Struct):
    """How many records were new."""

    documents: int = 0
    claims: int = 0
    reviews: int = 0


def read(store: Store, lines: Iterator[str], name: str) -> Counts:
    """Join the lines of another ledger to this one: all of them, or none.

    Args:
        store: the ledger.
        lines: the lines.
        name: what to call them in messages.

    Raises: LedgerError that names the line which is at fault.
    """
    counts = Counts()
    readers: dict[str, Callable[[Store, dict[str, Any], Counts], None]] = {
        "ledger": _head, "document": _document, "party": _party, "issue": _issue, "claim": _claim, "link": _link,
        "review": _review,
    }  # fmt: skip
    begun = False
    with store.write():
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"line {number} of {name}"
            record = _record(line, where, begun)
            begun = True
            reader = readers.get(str(record.get("type")))
            if reader is None:
                raise LedgerError(f"{where} is of an unknown type", f"the types are {', '.join(readers)}")
            try:
                reader(store, record, counts)
            except KeyError as error:
                raise LedgerError(f"{where} lacks {error}", "export the ledger again") from None
            except UNUSABLE as error:
                raise LedgerError(f"{where} is refused: {error}", "export the ledger again") from None
            except LedgerError as error:
                raise LedgerError(f"{where}: {error.message}", *error.fixes) from None
    if not begun:
        raise LedgerError(f"{name} is empty", "name a file that foedus ledger export wrote")
    return counts


def _record(line: str, where: str, begun: bool) -> dict[str, Any]:
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise LedgerError(f"{where} is no JSON", "name a file that foedus ledger export wrote") from None
    if not isinstance(record, dict):
        raise LedgerError(f"{where} is no record", "name a file that foedus ledger export wrote")
    found = cast("dict[str, Any]", record)
    if not begun and found.get("type") != "ledger":
        raise LedgerError(f"{where} does not say that it is a ledger", 'begin with {"type": "ledger", …}')
    return found


def _head(store: Store, record: dict[str, Any], counts: Counts) -> None:
    if record["format"] != FORMAT:
        raise LedgerError(
            f"it is of the format {record['format']}, and not {FORMAT}", "install the Foedus that wrote it"
        )


def _document(store: Store, record: dict[str, Any], counts: Counts) -> None:
    facts = msgspec.convert({k: v for k, v in record.items() if k in Facts.__struct_fields__}, Facts)
    added = add(store, str(record["text"]), str(record["name"]), facts)
    if added.document.sha256 != record["sha256"]:
        raise LedgerError("the text of the document does not have its hash", "export the ledger again")
    counts.documents += added.new


def _party(store: Store, record: dict[str, Any], counts: Counts) -> None:
    learn(store, [msgspec.convert(record, Party)], declared=bool(record["declared"]))


def _issue(store: Store, record: dict[str, Any], counts: Counts) -> None:
    learn(store, (), [msgspec.convert(record, Issue)], declared=bool(record["declared"]))


def _claim(store: Store, record: dict[str, Any], counts: Counts) -> None:
    if store.value("SELECT 1 FROM claim WHERE id = ?", record["id"]) is not None:
        return
    doc = by_sha(store, record["document"])
    if doc is None:
        raise LedgerError(
            "the document of the claim comes neither before it nor in this ledger", "export again"
        )
    agents = msgspec.convert(record["chain"], tuple[Agent, ...])
    proposal = Proposal(
        record["start"], record["end"], record["exact"], record["actor"], record["act"], record["stance"],
        record["issue"], record["value"], record["condition"], record["certainty"], record["time"], "",
        tuple(a.name for a in agents), record["cue"], record["rule"], record["kind"], agents,
    )  # fmt: skip
    run = cast("dict[str, Any]", record.get("run") or {})
    number = None
    if run:
        number = store.db.execute(
            "INSERT INTO run(doc, tool, version, model, prompt_sha, at) VALUES(?,?,?,?,?,?)",
            (doc.id, run["tool"], run["version"], run["model"], run["prompt_sha"], run["at"]),
        ).lastrowid
    insert(store, doc, proposal, record["id"], number)
    counts.claims += 1


def _link(store: Store, record: dict[str, Any], counts: Counts) -> None:
    store.db.execute("INSERT OR IGNORE INTO link VALUES(?,?,?)", (record["a"], record["rel"], record["b"]))


def _review(store: Store, record: dict[str, Any], counts: Counts) -> None:
    review = msgspec.convert({k: v for k, v in record.items() if k != "type"}, Review)
    counts.reviews += write_back(store, review)
