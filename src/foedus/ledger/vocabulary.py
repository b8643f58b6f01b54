"""The parties and issues of a ledger: from a draft, from the user, or from the words that were found."""

import json
from collections.abc import Iterable

from foedus.ledger.proposal import Issue, Party
from foedus.ledger.store import Store
from foedus.model import Draft, Named, Names, walk


def parties(store: Store, declared: bool = True) -> tuple[Party, ...]:
    """The parties, with the words that stand for them: those that a person or a draft named, or all that were met."""
    rows = store.rows("SELECT name, aliases FROM party WHERE declared >= ? ORDER BY name", int(declared))
    return tuple(Party(row["name"], tuple(json.loads(row["aliases"]))) for row in rows)


def issues(store: Store, declared: bool = True) -> tuple[Issue, ...]:
    """The issues, with the words that point to them: those that a person or a draft named, or all that were met."""
    rows = store.rows("SELECT * FROM issue WHERE declared >= ? ORDER BY name", int(declared))
    return tuple(
        Issue(row["name"], row["asks"], tuple(json.loads(row["options"])), tuple(json.loads(row["terms"])))
        for row in rows
    )


def learn(
    store: Store, some: Iterable[Party] = (), more: Iterable[Issue] = (), declared: bool = True
) -> None:
    """Add parties and issues; words and options that are known stay, new ones are added.

    declared: a person or a draft names them; then extraction looks for them, and for no others. Not so for those that
    were only met in a claim. The caller holds a transaction (`store.write()`).
    """
    for party in some:
        known = store.row("SELECT aliases FROM party WHERE name = ?", party.name)
        words = _joined(json.loads(known["aliases"]) if known else (), party.aliases)
        store.db.execute(
            "INSERT INTO party VALUES(?, ?, ?) ON CONFLICT(name) DO UPDATE SET aliases = excluded.aliases, "
            "declared = max(declared, excluded.declared)",
            (party.name, _json(words), int(declared)),
        )
    for issue in more:
        known = store.row("SELECT asks, options, terms FROM issue WHERE name = ?", issue.name)
        asks = issue.asks or (known["asks"] if known else "")
        options = issue.options or (json.loads(known["options"]) if known else ())
        terms = _joined(json.loads(known["terms"]) if known else (), issue.terms)
        store.db.execute(
            "INSERT INTO issue VALUES(?, ?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET asks = excluded.asks, "
            "options = excluded.options, terms = excluded.terms, declared = max(declared, excluded.declared)",
            (issue.name, asks, _json(options), _json(terms), int(declared)),
        )


def of_draft(draft: Draft) -> tuple[tuple[Party, ...], tuple[Issue, ...]]:
    """The parties that a draft declares, and its open points as issues."""
    points = tuple(Issue(p.name, p.asks, p.texts) for p in draft.open_points())
    return tuple(Party(name, aliases) for name, aliases in _named(draft).items()), points


def _named(draft: Draft) -> dict[str, tuple[str, ...]]:
    """The parties of a draft in order of writing: those it declares, and the states that its sentences name."""
    known = {name for one in draft.everything() for name, _ in _declared(one)}
    found = dict(_declared(draft))
    for one in draft.everything():
        if one.kind == "gazetteer":
            continue
        found.update({name: aliases for name, aliases in _declared(one) if name not in found})
        for node in walk(one.sentences):
            if isinstance(node, Named) and node.name in known:
                found.setdefault(node.name, ())
    return found


def _declared(draft: Draft) -> list[tuple[str, tuple[str, ...]]]:
    """The parties and states that a text declares, with a second name, if any."""
    return [
        (name, (s.body.alias,) if s.body.alias else ())
        for s in draft.sentences
        if isinstance(s.body, Names) and s.body.kind in ("party", "state")
        for name in s.body.names
    ]


def _joined(old: Iterable[str], new: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*old, *(word for word in new if word)]))


def _json(value: Iterable[str]) -> str:
    return json.dumps(list(value), ensure_ascii=False)
