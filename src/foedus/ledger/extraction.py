"""Claims of the documents of a ledger: by rules, and by a model if one is named."""

from collections.abc import Sequence

from msgspec import Struct

from foedus.ledger.answers import Refused
from foedus.ledger.claims import Run, propose
from foedus.ledger.documents import Document
from foedus.ledger.endpoint import Endpoint
from foedus.ledger.proposal import Issue, Party, Proposal
from foedus.ledger.store import Store

RULES = "rules"


class Found(Struct, frozen=True):
    """What was found in a text. refused and failed: what a model answered and may not be used, and why."""

    proposals: tuple[Proposal, ...]
    refused: tuple[Refused, ...] = ()
    failed: tuple[str, ...] = ()


def find(
    text: str, parties: Sequence[Party] = (), issues: Sequence[Issue] = (), model: Endpoint | None = None
) -> Found:
    """The proposals of a text.

    Args:
        text: the document.
        parties: the parties; those that the rules know by themselves if there are none.
        issues: the issues; free labels if there are none.
        model: a model to ask as well.
    """
    from foedus.ledger.extract import extract

    ruled = extract(text, parties=parties, issues=issues)
    if model is None:
        return Found(ruled)
    from foedus.ledger.asking import ask

    asked = ask(model, text, parties, issues)
    more = tuple(p for p in asked.proposals if not any(_same(p, q) for q in ruled))
    return Found((*ruled, *more), asked.refused, asked.failed)


def _same(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals say the same of the same words."""
    return (one.actor, one.stance, one.issue) == (other.actor, other.stance, other.issue) and (
        one.start < other.end and other.start < one.end
    )


def store_found(store: Store, doc: Document, found: Found, model: Endpoint | None = None) -> tuple[str, ...]:
    """Keep what was found in a document, as proposals of the run that found them.

    Returns:
        the names of the new claims.
    """
    from foedus import __version__

    ruled = [p for p in found.proposals if not p.rule.startswith("model:")]
    names = propose(store, doc.id, ruled, Run(RULES, __version__), anew=True)
    if model is None:
        return names
    from foedus.ledger.asking import prompt_sha

    asked = [p for p in found.proposals if p.rule.startswith("model:")]
    return (*names, *propose(store, doc.id, asked, Run("model", __version__, model.model, prompt_sha())))


def waiting(store: Store, again: bool = False) -> tuple[int, ...]:
    """The numbers of the documents from which nothing was extracted yet by these rules; of all with `again`."""
    from foedus import __version__

    if again:
        return tuple(row[0] for row in store.rows("SELECT id FROM document ORDER BY id"))
    rows = store.rows(
        "SELECT id FROM document WHERE id NOT IN (SELECT doc FROM run WHERE tool = ? AND version = ? AND doc NOT NULL) "
        "ORDER BY id", RULES, __version__,
    )  # fmt: skip
    return tuple(row[0] for row in rows)
