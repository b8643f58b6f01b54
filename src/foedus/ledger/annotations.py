"""Claims as W3C Web Annotations, and back: a place in a document, its words, and what they say.

After the Web Annotation Data Model, W3C Recommendation of 23 February 2017: a TextPositionSelector counts code points,
its end is exclusive, as here; a TextQuoteSelector carries the words themselves with what stands around them.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

import msgspec

from foedus.ledger.claims import AROUND, Claim, Run, propose
from foedus.ledger.documents import Document, by_sha, documents
from foedus.ledger.errors import LedgerError
from foedus.ledger.lines import UNUSABLE, claim_data
from foedus.ledger.proposal import Agent, Proposal
from foedus.ledger.store import Store

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_BODY = ("kind", "actor", "act", "stance", "issue", "value", "condition", "certainty", "time", "cue", "rule")


def collection(docs: Mapping[int, Document], found: Iterable[Claim]) -> dict[str, Any]:
    """Claims as an annotation collection with one page; of documents that are withheld neither place nor words."""
    items = [_annotation(one, docs[one.doc]) for one in found]
    page = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    return {"@context": CONTEXT, "type": "AnnotationCollection", "label": "Foedus ledger", "total": len(items),
            "first": page}  # fmt: skip


def _annotation(one: Claim, doc: Document) -> dict[str, Any]:
    data = claim_data(one, doc)
    said = {"type": "foedus:Claim", **{key: data[key] for key in (*_BODY, "chain")},
            "voice": one.voice, "status": one.status}  # fmt: skip
    words = f"{one.actor}: {one.stance} on {one.issue} ({one.voice})"
    body = {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": words}
    return {
        "id": f"urn:foedus:claim:{one.id}", "type": "Annotation", "motivation": "classifying", "body": [body, said],
        "target": _target(one, doc) if doc.sha256 else {"source": f"urn:foedus:withheld:{doc.id}"},
    }  # fmt: skip


def _target(one: Claim, doc: Document) -> dict[str, Any]:
    """The place of a claim: its document, by address and by the hash of its text, its position and its words."""
    return {
        "source": doc.url or f"urn:sha256:{doc.sha256}",
        "state": {"type": "foedus:Text", "sha256": doc.sha256},
        "selector": [
            {"type": "TextPositionSelector", "start": one.start, "end": one.stop},
            {"type": "TextQuoteSelector", "exact": one.exact,
             "prefix": doc.text[max(0, one.start - AROUND) : one.start],
             "suffix": doc.text[one.stop : one.stop + AROUND]},
        ],
    }  # fmt: skip


def read(store: Store, text: str, name: str) -> int:
    """Add the claims of an annotation collection as proposals; a person reviews them here.

    Args:
        store: the ledger; the documents must be in it.
        text: a collection, a page, a list of annotations or one annotation, as JSON.
        name: what to call it in messages.

    Returns:
        how many claims were new.

    Raises: LedgerError if it cannot be read; nothing is then added.
    """
    try:
        made = cast("object", json.loads(text))
    except (ValueError, RecursionError):
        raise LedgerError(f"{name} is no JSON", "name a file of Web Annotations") from None
    items = _items(made)
    if items is None:
        raise LedgerError(f"{name} holds no annotations", "name a file of Web Annotations")
    count = 0
    with store.write():
        for number, item in enumerate(items, 1):
            try:
                doc, proposal = _proposal(store, item)
                count += len(propose(store, doc.id, [proposal], Run("web-annotation", "1")))
            except (KeyError, StopIteration, *UNUSABLE) as error:
                raise LedgerError(
                    f"annotation {number} of {name} cannot be read: {error}",
                    "each needs a position, its words, and a body of type foedus:Claim",
                ) from None
    return count


def _items(made: object) -> list[Any] | None:
    if isinstance(made, list):
        return cast("list[Any]", made)
    if not isinstance(made, dict):
        return None
    record = cast("dict[str, Any]", made)
    if record.get("type") == "Annotation":
        return [record]
    page = record.get("first", record)
    found = cast("dict[str, Any]", page).get("items") if isinstance(page, dict) else None
    return cast("list[Any]", found) if isinstance(found, list) else None


def _proposal(store: Store, item: dict[str, Any]) -> tuple[Document, Proposal]:
    target = item["target"]
    selectors = {one["type"]: one for one in target["selector"]}
    place, words = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
    doc = _source(store, target)
    body: Any = item["body"]
    bodies = cast("list[dict[str, Any]]", body if isinstance(body, list) else [body])
    said = next(one for one in bodies if one.get("type") == "foedus:Claim")
    agents = msgspec.convert(said["chain"], tuple[Agent, ...])
    fields = {key: str(said[key]) for key in _BODY}
    return doc, Proposal(start=int(place["start"]), end=int(place["end"]), exact=str(words["exact"]), voice="",
                         chain=tuple(a.name for a in agents), agents=agents, **fields)  # fmt: skip


def _source(store: Store, target: dict[str, Any]) -> Document:
    """The document that an annotation is about: by the hash of its text, or by its address."""
    state = cast("dict[str, Any]", target.get("state") or {})
    source = str(target["source"])
    doc = by_sha(store, str(state.get("sha256") or source.removeprefix("urn:sha256:")))
    if doc is None:
        doc = next((one for one in documents(store) if one.url and one.url == source), None)
    if doc is None:
        raise ValueError(f"its document ({source[:80]}) is not in the ledger")
    return doc
