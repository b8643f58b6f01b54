"""Reviews: what a person decides about proposed claims. Each is saved at once, none is ever changed; undo adds one."""

import json
from collections.abc import Mapping
from secrets import token_hex
from sqlite3 import IntegrityError
from typing import Any

from msgspec import Struct

from foedus.base import nearest
from foedus.ledger.claims import Claim, claim, insert, set_chain
from foedus.ledger.documents import by_id
from foedus.ledger.errors import LedgerError
from foedus.ledger.proposal import CERTAINTIES, DEMAND, FRAMES, KINDS, STANCES, Agent, Issue, Party, Proposal
from foedus.ledger.store import Store, now
from foedus.ledger.vocabulary import learn

FIELDS: dict[str, tuple[str, ...]] = {
    "actor": (), "act": (), "stance": (*STANCES, DEMAND), "issue": (), "value": (), "condition": (),
    "certainty": CERTAINTIES, "frame": FRAMES, "kind": KINDS,
}  # fmt: skip
"""What a person may change of a claim, and the words that are allowed; any words where none are listed."""


class Review(Struct, frozen=True):
    """A decision about a claim.

    key: its name, the same in every ledger. before, after: the fields that changed. seconds: how long the person
    looked.
    """

    key: str
    claim: str
    who: str
    at: str
    decision: str
    before: dict[str, Any]
    after: dict[str, Any]
    seconds: float | None = None


def decide(store: Store, name: str, decision: str, who: str, seconds: float | None = None) -> Claim:
    """Confirm or reject a claim.

    Args:
        store: the ledger.
        name: the claim.
        decision: confirmed or rejected.
        who: the person who decides.
        seconds: how long it took.

    Raises: LedgerError if there is no such claim, or it was split.
    """
    with store.write():
        old = _open(store, name)
        _note(store, old.id, who, decision, {"status": old.status}, {"status": decision}, seconds)
        store.db.execute("UPDATE claim SET status = ? WHERE id = ?", (decision, old.id))
    return claim(store, old.id)


def edit(
    store: Store, name: str, changes: Mapping[str, Any], who: str, seconds: float | None = None
) -> Claim:
    """Change what a claim says; its words stay. A changed claim is proposed again, until it is confirmed.

    Args:
        store: the ledger.
        name: the claim.
        changes: fields and their new words; `chain` as a list of agents.
        who: the person who changes it.
        seconds: how long it took.

    Raises: LedgerError if a field or a word is not known, or nothing would change.
    """
    with store.write():
        old = _open(store, name)
        after = _checked(changes)
        before = {key: _field(old, key) for key in after}
        after = {key: value for key, value in after.items() if before[key] != value}
        if not after:
            raise LedgerError("nothing would change", "name a field and its new word: stance=reserve")
        before = {key: before[key] for key in after} | {"status": old.status}
        _note(store, old.id, who, "edited", before, after | {"status": "proposed"}, seconds)
        _apply(store, old.id, after | {"status": "proposed"})
    return claim(store, old.id)


def split(
    store: Store, name: str, changes: Mapping[str, Any], who: str, seconds: float | None = None
) -> tuple[Claim, Claim]:
    """Make two proposals of one: the claim as it is, and the same words once more with something changed.

    Use it where one sentence says two things: of two parties, or on two issues.

    Raises: LedgerError as `edit` does.
    """
    with store.write():
        old = _open(store, name)
        after = _checked(changes)
        if all(_field(old, key) == value for key, value in after.items()):
            raise LedgerError("both parts would be alike", "say what differs: issue=clock")
        names: list[str] = []
        for fields in (dict[str, Any](), after):
            made = _proposal(old, fields)
            names.append(f"{old.id}.{_free(store, old.id)}")
            insert(store, by_id(store, old.doc), made, names[-1], None)
        _note(
            store, old.id, who, "split", {"status": old.status}, {"status": "split", "into": names}, seconds
        )
        store.db.execute("UPDATE claim SET status = 'split' WHERE id = ?", (old.id,))
    return claim(store, names[0]), claim(store, names[1])


def undo(store: Store, who: str) -> Review | None:
    """Take back the last decision of a person that is not taken back yet; None if there is none.

    The decision stays in the file, followed by the one that takes it back.
    """
    with store.write():
        last = _last(store, who)
        if last is None:
            return None
        for part in last.after.get("into", ()):
            status = store.value("SELECT status FROM claim WHERE id = ?", part)
            _note(store, part, who, "split", {"status": status}, {"status": "split", "undo": last.key}, None)
            store.db.execute("UPDATE claim SET status = 'split' WHERE id = ?", (part,))
        status = last.before.get("status", "proposed")
        _note(store, last.claim, who, "undone", last.after, last.before | {"undo": last.key}, None)
        if status != "proposed":  # the store wants a decision that says so
            _note(store, last.claim, who, status, {}, {"status": status, "undo": last.key}, None)
        _apply(store, last.claim, last.before)
    return last


def reviews(store: Store, name: str = "") -> tuple[Review, ...]:
    """The decisions, in order; of one claim, or of all."""
    sql = "SELECT * FROM review WHERE claim = ? ORDER BY id" if name else "SELECT * FROM review ORDER BY id"
    rows = store.rows(sql, *([name] if name else []))
    return tuple(
        Review(r["key"], r["claim"], r["who"], r["at"], r["decision"], json.loads(r["before"]), json.loads(r["after"]),
               r["seconds"])
        for r in rows
    )  # fmt: skip


def write_back(store: Store, review: Review) -> bool:
    """Add a decision that comes from another copy of the ledger; of two about one claim the later one stands.

    Returns:
        whether it was new here.
    """
    if store.value("SELECT 1 FROM review WHERE key = ?", review.key) is not None:
        return False
    newest = store.value("SELECT max(at) FROM review WHERE claim = ?", review.claim) or ""
    store.db.execute(
        "INSERT INTO review(key, claim, who, at, decision, before, after, seconds) VALUES(?,?,?,?,?,?,?,?)",
        (review.key, review.claim, review.who, review.at, review.decision,
         json.dumps(review.before, ensure_ascii=False), json.dumps(review.after, ensure_ascii=False), review.seconds),
    )  # fmt: skip
    if review.at >= newest:
        back = review.decision == "undone" and review.after.get("status") != "proposed"
        # What brings a decision back is followed by the decision itself, which sets the status.
        _apply(store, review.claim, {k: v for k, v in review.after.items() if not (back and k == "status")})
    return True


# ---- inside ----------------------------------------------------------------------------------------------------------


def _last(store: Store, who: str) -> Review | None:
    """The last decision of a person that no later one takes back."""
    mine = [one for one in reviews(store) if one.who == who]
    gone = {one.after["undo"] for one in mine if "undo" in one.after}
    left = [
        one for one in mine if one.decision != "undone" and "undo" not in one.after and one.key not in gone
    ]
    return left[-1] if left else None


def _open(store: Store, name: str) -> Claim:
    found = claim(store, name)
    if found.status == "split":
        raise LedgerError(f"claim {found.id} was split", "decide about its parts, or undo")
    return found


def _field(old: Claim, key: str) -> Any:
    if key == "chain":
        return [[a.name, a.party, a.kind] for a in old.agents]
    return getattr(old, key)


def _checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes, each of a known field with a word that it may have."""
    found: dict[str, Any] = {}
    for key, value in changes.items():
        if key == "chain":
            found[key] = [[a.name, a.party, a.kind] for a in _agents(value)]
            continue
        if key not in FIELDS:
            near = nearest(key, FIELDS)
            raise LedgerError(
                f"a claim has no field “{key}”",
                f"did you mean {near[0]}?" if near else f"its fields are {', '.join(FIELDS)}",
            )
        word = " ".join(str(value).split())
        allowed = FIELDS[key]
        if allowed and word not in allowed:
            near = nearest(word, allowed)
            raise LedgerError(
                f"“{word}” is no {key}",
                f"did you mean {near[0]}?" if near else f"write one of: {', '.join(allowed)}",
            )
        if not word and key in ("actor", "act", "issue"):
            raise LedgerError(f"a claim needs its {key}", f"write {key}=…")
        found[key] = word
    return found


def _agents(value: Any) -> list[Agent]:
    """The agents of a chain that is given as agents, or as lists of name, party and kind."""
    made = [one if isinstance(one, Agent) else Agent(*one) for one in value]
    if not made:
        raise LedgerError("a chain needs a voice", "begin it with the text itself")
    return made


def _apply(store: Store, name: str, fields: Mapping[str, Any]) -> None:
    """Write fields of a claim; the review that allows it has been noted."""
    learn(store, [Party(fields["actor"])] if "actor" in fields else [],
          [Issue(fields["issue"])] if "issue" in fields else [], declared=False)  # fmt: skip
    for key, value in fields.items():
        if key == "chain":
            set_chain(store, name, _agents(value))
        elif key in FIELDS or key == "status":
            store.db.execute(f"UPDATE claim SET {key} = ? WHERE id = ?", (value, name))


def _note(
    store: Store, name: str, who: str, decision: str, before: Mapping[str, Any], after: Mapping[str, Any],
    seconds: float | None,
) -> None:  # fmt: skip
    if not who.strip():
        raise LedgerError("a review needs the name of the person who decides", "write --who NAME")
    try:
        store.db.execute(
            "INSERT INTO review(key, claim, who, at, decision, before, after, seconds) VALUES(?,?,?,?,?,?,?,?)",
            (token_hex(6), name, who, now(), decision, json.dumps(before, ensure_ascii=False),
             json.dumps(after, ensure_ascii=False), None if seconds is None else round(seconds, 1)),
        )  # fmt: skip
    except IntegrityError:
        raise LedgerError(f"“{decision}” is no decision", "write confirmed or rejected") from None


def _proposal(old: Claim, fields: Mapping[str, Any]) -> Proposal:
    agents = tuple(_agents(fields["chain"])) if "chain" in fields else old.agents
    get = {key: fields.get(key, getattr(old, key)) for key in FIELDS}
    return Proposal(
        old.start, old.stop, old.exact, get["actor"], get["act"], get["stance"], get["issue"], get["value"],
        get["condition"], get["certainty"], get["frame"], "", tuple(a.name for a in agents), old.cue, old.rule,
        get["kind"], agents,
    )  # fmt: skip


def _free(store: Store, name: str) -> int:
    """A number for a part of a claim that no earlier, undone split took."""
    return 1 + store.value("SELECT count(*) FROM claim WHERE id GLOB ? AND id NOT GLOB ?",
                           f"{name}.[0-9]*", f"{name}.*.*")  # fmt: skip
