"""`foedus ledger show`: who stands where, and how we know."""

import sys
from typing import TYPE_CHECKING

import click

from foedus.cli.common import OK, json_option, show_json, stop
from foedus.cli.ledger_common import asked_of, draft_option, ledger_option, open_ledger, told

if TYPE_CHECKING:
    from foedus.ledger.documents import Document
    from foedus.ledger.standing import Standing
    from foedus.ledger.store import Store


@click.command("show")
@click.argument("party", required=False)
@click.argument("issue", required=False)
@click.option("--claims", "listing", is_flag=True, help="List all claims, whatever became of them.")
@click.option("--documents", "files", is_flag=True, help="List the documents.")
@draft_option
@ledger_option
@json_option
@told
def show_(
    party: str | None, issue: str | None, listing: bool, files: bool, draft: str | None, path: str | None, as_json: bool
) -> None:  # fmt: skip
    """Show where each party stands on each issue, in whose voice, with how many sources, and what changed.

    Only confirmed claims count. PARTY and ISSUE show the words behind that place of the table. With --draft, the
    parties and open points of a draft come first.
    """
    from foedus.ledger.claims import claims, links
    from foedus.ledger.standing import standing
    from foedus.report import stances
    from foedus.report.terminal import Terminal

    first, points = asked_of(draft, as_json)
    with open_ledger(path) as store:
        found = claims(store, "" if listing else "confirmed")
        seen = standing(found, [p.name for p in first], [i.name for i in points])
        if as_json:
            show_json(
                stances.standing_data(
                    seen, store.path, _counts(store), found, _documents(store), links(store)
                )
            )
        elif files:
            click.echo(_files_text(store))
        elif listing:
            click.echo(stances.claims_text(Terminal.here(), found, _documents(store), links(store)))
        elif party is not None:
            click.echo(_words(store, seen, party, issue))
        else:
            asks = {row["name"]: row["asks"] for row in store.rows("SELECT name, asks FROM issue")}
            click.echo(stances.standing_text(Terminal.here(), seen, _head(store), asks))
    sys.exit(OK)


def _documents(store: "Store") -> "dict[int, Document]":
    from foedus.ledger.documents import documents

    return {d.id: d for d in documents(store, texts=False)}


def _counts(store: "Store") -> dict[str, int]:
    found = {row[0]: row[1] for row in store.rows("SELECT status, count(*) FROM claim GROUP BY status")}
    copies = store.value("SELECT count(*) FROM document WHERE copy_of IS NOT NULL")
    return {
        "documents": store.value("SELECT count(*) FROM document"), "copies": copies,
        "confirmed": found.get("confirmed", 0), "rejected": found.get("rejected", 0),
        "proposed": found.get("proposed", 0),
    }  # fmt: skip


def _head(store: "Store") -> str:
    from foedus.report.words import count

    n = _counts(store)
    copies = (
        f", of which {n['copies']} {'is a copy' if n['copies'] == 1 else 'are copies'}" if n["copies"] else ""
    )
    return (f"{store.path}: {count(n['documents'], 'document')}{copies}; {count(n['confirmed'], 'claim')} confirmed, "
            f"{n['rejected']} rejected, {n['proposed']} to review").replace(" no ", " 0 ")  # fmt: skip


def _files_text(store: "Store") -> str:
    from foedus.ledger.documents import documents
    from foedus.report.visible import quoted

    every = documents(store, texts=False)
    names = {d.id: d.name for d in every}
    out: list[str] = []
    for d in every:
        known = " · ".join(p for p in (d.publisher, d.published_on, d.lang, d.kind) if p)
        copy = f"  (a copy of {names[d.copy_of]})" if d.copy_of else ""
        out.append(f"{d.id:4}  {quoted(d.name)}  {quoted(known)}{copy and f'  {quoted(copy)}'}")
    return "\n".join(out) or "no documents"


def _words(store: "Store", seen: "Standing", party: str, issue: str | None) -> str:
    """The words behind one cell, or behind all cells of a party."""
    from foedus.base import nearest
    from foedus.ledger.claims import links
    from foedus.report.stances import cell_text
    from foedus.report.terminal import Terminal

    if party not in seen.parties:
        near = nearest(party, seen.parties)
        stop(
            f"nothing is confirmed of {party}",
            f"did you mean {near[0]}?"
            if near
            else f"there is something of {', '.join(seen.parties) or 'nobody'}",
        )
    mine = [c for c in seen.cells if c.actor == party]
    if issue is not None and issue not in [c.issue for c in mine]:
        near = nearest(issue, [c.issue for c in mine])
        stop(
            f"nothing is confirmed of {party} on {issue}",
            f"did you mean {near[0]}?"
            if near
            else f"there is something on {', '.join(c.issue for c in mine)}",
        )
    docs = _documents(store)
    shown = [c for c in mine if issue in (None, c.issue)]
    return "\n\n".join(cell_text(Terminal.here(), c, docs, links(store)) for c in shown)
