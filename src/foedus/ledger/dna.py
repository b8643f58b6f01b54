"""Claims as statements of the Discourse Network Analyzer (DNA), and back.

The form is that of DNA's own event list (P. Leifeld, DNA 3): fields in quotation marks between semicolons, variables
person, organization, concept and agreement. DNA runs on Java, whose places count UTF-16 units: they are converted.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from foedus.ledger.claims import Claim, Run, propose
from foedus.ledger.documents import Document, documents
from foedus.ledger.errors import LedgerError
from foedus.ledger.proposal import DEMAND, NARRATOR, UNNAMED, Agent, Proposal
from foedus.ledger.standing import RANK
from foedus.ledger.store import Store
from foedus.ledger.voices import voice

_HEAD = ("statement_id", "time", "person", "organization", "concept", "agreement", "stance", "voice", "certainty",
         "start_position", "stop_position", "text", "coder", "document_id", "document_title", "document_author",
         "document_source", "document_section", "document_type")  # fmt: skip


def statements(docs: Mapping[int, Document], found: Iterable[Claim]) -> str:
    """Claims as an event list. person is who speaks, organization the party whose position it is."""
    out = io.StringIO()
    out.write(";".join(f'"{name}"' for name in _HEAD) + "\n")
    for number, one in enumerate(found, 1):
        doc = docs[one.doc]
        start, stop = units(doc.text, one.start), units(doc.text, one.stop)
        agreement = int(one.stance == DEMAND or RANK[one.stance] >= RANK["positive"])
        values = (
            number, _time(doc), one.speaker.name, one.actor, one.issue, agreement, one.stance, one.voice,
            one.certainty, start, stop, one.exact, 1, doc.id, doc.title or doc.name, "", doc.publisher, "", doc.kind,
        )  # fmt: skip
        out.write(";".join(str(v) if isinstance(v, int) else f'"{_plain(v)}"' for v in values) + "\n")
    return out.getvalue()


def read(store: Store, text: str, name: str) -> int:
    """Add the statements of an event list as proposals; a person reviews them here.

    A document is found by its title or file name. Where the list has no stance, agreement is read as accept, and
    disagreement as reject.

    Returns:
        how many claims were new.

    Raises: LedgerError if it cannot be read; nothing is then added.
    """
    rows = _rows(text, name)
    known = {key: d for d in documents(store) for key in (_plain(d.name), _plain(d.title)) if key}
    count = 0
    with store.write():
        for number, row in enumerate(rows, 2):
            if row["document_title"] not in known:
                raise LedgerError(f"line {number} of {name} is about {row['document_title']!r}, which is not in the "
                                  "ledger", "add the document first, with the same --title")  # fmt: skip
            doc = known[row["document_title"]]
            try:
                proposal = _proposal(doc, row)
            except (ValueError, TypeError, AttributeError, OverflowError) as error:
                raise LedgerError(
                    f"line {number} of {name} cannot be read: {error}", "export the list again"
                ) from None
            count += len(propose(store, doc.id, [proposal], Run("dna", "3")))
    return count


def _rows(text: str, name: str) -> list[dict[str, str]]:
    """The rows of an event list, if it has the columns that are needed."""
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
        fields = set(rows.fieldnames or ())
        found = list(rows)
    except csv.Error as error:
        raise LedgerError(f"{name} is no table: {error}", "export an event list from DNA") from None
    lacks = [n for n in ("organization", "concept", "agreement", "start_position", "stop_position", "text",
                         "document_title") if n not in fields]  # fmt: skip
    if lacks:
        raise LedgerError(f"{name} is no event list of DNA: it lacks {', '.join(lacks)}",
                          "export an event list from DNA, with the variables of its DNA Statement")  # fmt: skip
    return found


def units(text: str, point: int) -> int:
    """A place in code points as a place in UTF-16 units.

    >>> units("a\\U0001f54ab", 2)
    3
    """
    return point + sum(c > "\uffff" for c in text[:point])


def points(text: str, unit: int) -> int:
    """A place in UTF-16 units as a place in code points.

    >>> points("a\\U0001f54ab", 3)
    2
    """
    seen = 0
    for index, c in enumerate(text):
        if seen >= unit:
            return index
        seen += 2 if c > "\uffff" else 1
    return len(text)


def _proposal(doc: Document, row: dict[str, str]) -> Proposal:
    start, end = points(doc.text, int(row["start_position"])), points(doc.text, int(row["stop_position"]))
    exact = doc.text[start:end]
    if _plain(exact) != row["text"]:
        raise ValueError("its words are not those of the document")
    agents = _chain(row)
    actor = row["organization"].strip()
    if not actor or not row["concept"].strip():
        raise ValueError("it has no organization, or no concept")
    stance = row.get("stance") or (
        "accept" if row["agreement"].strip() in ("1", "yes", "true", "TRUE") else "reject"
    )
    return Proposal(
        start, end, exact, actor, "state", stance, row["concept"].strip(), "", "", row.get("certainty") or "asserted",
        "present", voice(actor, agents), tuple(a.name for a in agents), "", "dna", "position", agents,
    )  # fmt: skip


def _chain(row: dict[str, str]) -> tuple[Agent, ...]:
    text = Agent(NARRATOR, kind="narrator")
    person = (row.get("person") or "").strip()
    if person == UNNAMED:
        return text, Agent(person, kind="unnamed")
    if not person or person == NARRATOR:
        return (text,)
    own = row.get("voice", "self") == "self"
    return text, Agent(person, row["organization"].strip() if own else "")


def _time(doc: Document) -> str:
    """DNA's form of a date; empty for a document without one."""
    return f"{doc.published_on} 00:00:00" if doc.published_on else ""


def _plain(text: str) -> str:
    """What DNA makes of a text when it writes it."""
    return text.replace(";", ",").replace('"', "'")
