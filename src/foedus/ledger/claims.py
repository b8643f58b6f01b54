"""Claims: proposed by rules or a model, quoted from their document, read back with their chain of voices."""

import json
import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from sqlite3 import IntegrityError, Row
from typing import Any

from msgspec import Struct

from foedus.ledger.documents import Document, by_id
from foedus.ledger.errors import LedgerError
from foedus.ledger.proposal import Agent, Party, Proposal
from foedus.ledger.proposal import Issue as IssueOf
from foedus.ledger.store import Store, now
from foedus.ledger.vocabulary import learn
from foedus.ledger.voices import speaker, voice
from foedus.model import Voice

AROUND = 32
"""Characters before and after a quotation that are kept with it, as in the Web Annotation model."""


class Claim(Struct, frozen=True):
    """A claim of the ledger.

    agents: the chain of voices, the text itself first. voice, speaker: in whose voice it is known, and the agent that
    decides this; derived from the chain whenever a claim is read, and never kept.

    status: proposed · confirmed · rejected · split (into others). frame: past · ongoing · present · future.
    origin: the document that its document copies, or its document.
    """

    id: str
    doc: int
    start: int
    stop: int
    exact: str
    kind: str
    actor: str
    act: str
    stance: str
    issue: str
    value: str
    condition: str
    certainty: str
    frame: str
    cue: str
    rule: str
    status: str
    agents: tuple[Agent, ...]
    voice: Voice
    speaker: Agent
    published_on: str = ""
    origin: int = 0


class Run(Struct, frozen=True):
    """What proposed the claims: a tool and its version, and the model that it asked, if any."""

    tool: str
    version: str
    model: str = ""
    prompt_sha: str = ""


def ident(sha: str, p: Proposal) -> str:
    """The name of a claim: the same for the same claim about the same document in every ledger."""
    parts = (sha, p.start, p.end, p.kind, p.actor, p.act, p.stance, p.issue, p.value, p.time, list(p.chain))
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:12]


def propose(
    store: Store, doc: int, proposals: Iterable[Proposal], run: Run, anew: bool = False
) -> tuple[str, ...]:
    """Put proposals about a document into the ledger, all or none; those that are known already stay as they are.

    Args:
        store: the ledger.
        doc: the number of the document.
        proposals: what the rules or a model propose.
        run: what proposed them.
        anew: whether they take the place of what the same tool proposed before, as far as nobody looked at that.

    Returns:
        the names of the new claims.

    Raises: LedgerError if a quotation differs from the document, or a value is not of its vocabulary; nothing is then
    kept.
    """
    document = by_id(store, doc)
    made: list[str] = []
    known: set[str] = set()
    with store.write():
        number = store.db.execute(
            "INSERT INTO run(doc, tool, version, model, prompt_sha, at) VALUES(?,?,?,?,?,?)",
            (doc, run.tool, run.version, run.model or None, run.prompt_sha or None, now()),
        ).lastrowid
        for proposal in proposals:
            name = ident(document.sha256, proposal)
            if store.value("SELECT 1 FROM claim WHERE id = ?", name) is None:
                try:
                    insert(store, document, proposal, name, number)
                except IntegrityError as error:
                    raise LedgerError(
                        f"“{proposal.exact[:60]}” at {proposal.start} of {document.name} is refused: {error}",
                        "run foedus ledger extract again on this document",
                    ) from None
                made.append(name)
            known.add(name)
        if anew:
            _withdraw(store, doc, run.tool, known)
        if made:
            relate(store, doc)
    return tuple(made)


def _withdraw(store: Store, doc: int, tool: str, known: set[str]) -> None:
    """Take back what a tool proposed about a document and does not propose any more, unless somebody reviewed it."""
    rows = store.rows(
        "SELECT c.id FROM claim c JOIN span s ON s.id = c.span JOIN run r ON r.id = c.run WHERE s.doc = ? "
        "AND r.tool = ? AND c.status = 'proposed' AND NOT EXISTS(SELECT 1 FROM review WHERE claim = c.id)", doc, tool,
    )  # fmt: skip
    for row in rows:
        if row["id"] not in known:
            for sql in ("DELETE FROM link WHERE a = ?1 OR b = ?1", "DELETE FROM chain WHERE claim = ?1",
                        "DELETE FROM claim WHERE id = ?1"):  # fmt: skip
                store.db.execute(sql, (row["id"],))


def relate(store: Store, doc: int) -> None:
    """Link the claims of a document by what never changes, their words: one inside the words of another is part of it;
    one that says where a position comes from attributes the last position of the party before it.

    What depends on a reading (who repeats, contradicts or weakens whom) is not kept: a review may change it. The
    caller holds a transaction.
    """
    rows = store.rows(
        "SELECT c.id, c.kind, c.actor, s.start, s.stop FROM claim c JOIN span s ON s.id = c.span WHERE s.doc = ? "
        "AND c.status <> 'split' ORDER BY s.start, s.stop DESC, c.id", doc,
    )  # fmt: skip
    wide: dict[str, tuple[str, int, int]] = {}  # of each party, the last claim that is no part of another
    for row in rows:
        name, actor = row["id"], row["actor"]
        outer = wide.get(actor)
        if row["kind"] == "provenance" and outer:
            store.db.execute("INSERT OR IGNORE INTO link VALUES(?, 'attributes', ?)", (name, outer[0]))
        if outer and outer[1] <= row["start"] and row["stop"] <= outer[2]:
            if (row["start"], row["stop"]) != outer[1:] and row["kind"] == "position":
                store.db.execute("INSERT OR IGNORE INTO link VALUES(?, 'part_of', ?)", (name, outer[0]))
        elif row["kind"] == "position":
            wide[actor] = (name, row["start"], row["stop"])


def links(store: Store) -> dict[str, tuple[tuple[str, str], ...]]:
    """What each claim is to others: pairs of a relation and a claim."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in store.rows("SELECT a, rel, b FROM link ORDER BY a, rel, b"):
        found[row["a"]] = (*found.get(row["a"], ()), (row["rel"], row["b"]))
    return found


def insert(store: Store, document: Document, p: Proposal, name: str, run: int | None) -> None:
    """Write one claim with its span and chain; the store checks them. The caller holds a transaction."""
    span = _span(store, document, p)
    agents = p.agents or tuple(
        Agent(one, kind="narrator" if i == 0 else "named") for i, one in enumerate(p.chain)
    )
    if not agents:
        raise LedgerError(f"the claim at {p.start} of {document.name} has no voice",
                          "give its chain, the text itself first")  # fmt: skip
    learn(store, [Party(p.actor)], [IssueOf(p.issue)], declared=False)
    store.db.execute(
        "INSERT INTO claim(id, span, kind, actor, act, stance, issue, value, condition, certainty, frame, cue, rule, "
        "run) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (name, span, p.kind, p.actor, p.act, p.stance, p.issue, p.value, p.condition, p.certainty, p.time, p.cue,
         p.rule, run),
    )  # fmt: skip
    set_chain(store, name, agents)


def _span(store: Store, document: Document, p: Proposal) -> int:
    known = store.value("SELECT id FROM span WHERE doc = ? AND start = ? AND stop = ? AND exact = ?",
                        document.id, p.start, p.end, p.exact)  # fmt: skip
    if known is not None:
        return known
    prefix = document.text[max(0, p.start - AROUND) : p.start]
    suffix = document.text[p.end : p.end + AROUND]
    made = store.db.execute(
        "INSERT INTO span(doc, start, stop, exact, prefix, suffix) VALUES(?,?,?,?,?,?)",
        (document.id, p.start, p.end, p.exact, prefix, suffix),
    ).lastrowid
    assert made is not None
    return made


def set_chain(store: Store, claim: str, agents: Sequence[Agent]) -> None:
    """Write the chain of a claim. The caller holds a transaction."""
    store.db.execute("DELETE FROM chain WHERE claim = ?", (claim,))
    for depth, agent in enumerate(agents):
        store.db.execute("INSERT OR IGNORE INTO agent(name, party, kind) VALUES(?,?,?)",
                         (agent.name, agent.party, agent.kind))  # fmt: skip
        store.db.execute(
            "INSERT INTO chain SELECT ?, ?, id FROM agent WHERE name = ? AND party = ? AND kind = ?",
            (claim, depth, agent.name, agent.party, agent.kind),
        )


# ---- reading back ----------------------------------------------------------------------------------------------------

_SELECT = """
SELECT c.id, s.doc, s.start, s.stop, s.exact, c.kind, c.actor, c.act, c.stance, c.issue, c.value, c.condition,
  c.certainty, c.frame, c.cue, c.rule, c.status, coalesce(d.published_on, '') AS published_on,
  coalesce(d.copy_of, d.id) AS origin,
  (SELECT group_concat(agent) FROM (SELECT agent FROM chain WHERE claim = c.id ORDER BY depth)) AS chain
FROM claim c JOIN span s ON s.id = c.span JOIN document d ON d.id = s.doc
"""


def claims(store: Store, status: str = "", doc: int = 0) -> tuple[Claim, ...]:
    """The claims in the order of their documents and words.

    Args:
        store: the ledger.
        status: only those; all if empty.
        doc: only those of a document; of all if 0.
    """
    where = " AND ".join((["c.status = ?"] if status else []) + (["s.doc = ?"] if doc else []))
    values = ([status] if status else []) + ([doc] if doc else [])
    rows = store.rows(
        f"{_SELECT} {'WHERE ' + where if where else ''} ORDER BY s.doc, s.start, s.stop, c.id", *values
    )
    agents = all_agents(store)
    return tuple(_claim(row, agents) for row in rows)


def claim(store: Store, name: str) -> Claim:
    """The claim of a name, or of the beginning of one.

    Raises: LedgerError if there is none, or several.
    """
    if not re.fullmatch(r"[0-9a-f]+(\.\d+)*", name):
        raise LedgerError(f"“{name}” names no claim", "foedus ledger show --claims lists their names")
    rows = store.rows(
        f"{_SELECT} WHERE c.id = ? OR c.id LIKE ? ORDER BY c.id <> ? LIMIT 2", name, f"{name}%", name
    )
    if not rows or (len(rows) > 1 and rows[0]["id"] != name):
        what = "several claims begin with" if rows else "there is no claim"
        raise LedgerError(f"{what} {name}", "foedus ledger show --claims lists their names")
    return _claim(rows[0], all_agents(store))


def all_agents(store: Store) -> dict[int, Agent]:
    """The agents by their numbers."""
    return {
        row["id"]: Agent(row["name"], row["party"], row["kind"]) for row in store.rows("SELECT * FROM agent")
    }


def _claim(row: Row, agents: dict[int, Agent]) -> Claim:
    chain = tuple(agents[int(one)] for one in (row["chain"] or "").split(",") if one)
    values: tuple[Any, ...] = tuple(row)
    return Claim(*values[:17], agents=chain, voice=voice(row["actor"], chain), speaker=speaker(chain),
                 published_on=values[17], origin=values[18])  # fmt: skip
