"""`foedus ledger extract`: find what parties say about issues."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from foedus.cli.common import OK, UNRESOLVED, json_option, show_json
from foedus.cli.ledger_common import asked_of, draft_option, ledger_option, open_ledger, told, words_of

if TYPE_CHECKING:
    from foedus.ledger.endpoint import Endpoint
    from foedus.ledger.extraction import Found
    from foedus.ledger.proposal import Issue, Party, Proposal

    Rows = list[tuple[str, str, Sequence[Proposal], int | None, str | None]]


@click.command("extract")
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@draft_option
@click.option(
    "--model", "address", metavar="URL#NAME", help="Ask a model as well, at an address that you name."
)
@click.option(
    "--timeout", default=120.0, show_default=True, metavar="SECONDS", help="How long a model may take."
)
@click.option("--again", is_flag=True, help="Also documents from which these rules extracted already.")
@click.option("--encoding", default="utf-8", show_default=True, help="Of plain text.")
@ledger_option
@json_option
@told
def extract_(
    file: str | None, draft: str | None, address: str | None, timeout: float, again: bool, encoding: str,
    path: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Find who says what about the issues, as proposals for a person to review.

    With FILE, no ledger is needed, and nothing is kept; --ledger and --draft lend their words. Without, the documents
    of the ledger are read that were not read yet, with the parties and issues that the ledger knows. Everything is
    found by rules on this machine, unless --model names a server; its key is taken from the environment variable
    FOEDUS_MODEL_KEY.

    Exit codes: 0 done, 2 a mistake in the command, 3 the model did not answer for some part.
    """
    from foedus.ledger.endpoint import endpoint

    model = endpoint(address, timeout) if address else None
    parties, points = asked_of(draft, as_json)
    rows: Rows
    if file is not None:
        known, more = words_of(path)
        parties, points = (*parties, *known), (*points, *more)
        rows, found = _of_file(file, encoding, parties, points, model)
    else:
        rows, found = _of_ledger(path, parties, points, model, again, quiet=as_json)
    failed = [problem for one in found for problem in one.failed]
    if as_json:
        from foedus.report.stances import extract_data

        show_json(extract_data(rows))
    else:
        _show(rows, found, file is not None)
    for problem in failed:
        click.echo(f"the model did not answer: {problem}", err=True)
    sys.exit(UNRESOLVED if failed else OK)


def _of_file(
    file: str, encoding: str, parties: "Sequence[Party]", points: "Sequence[Issue]", model: "Endpoint | None"
) -> "tuple[Rows, list[Found]]":
    from foedus.ledger.documents import MOST, clean, digest
    from foedus.ledger.errors import LedgerError
    from foedus.ledger.extraction import find
    from foedus.ledger.reading import read

    one = read(file, encoding)
    text = clean(one.text)
    if len(text) > MOST:
        raise LedgerError(f"{file} has {len(text):,} characters; more than {MOST:,} are taken for a mistake",
                          "cut out the article that is meant")  # fmt: skip
    found = find(text, parties, points, model)
    name = "standard input" if file == "-" else file
    return [(name, digest(text), found.proposals, None, None if one.reader == "text" else text)], [found]


def _of_ledger(
    path: str | None, some: "Sequence[Party]", more: "Sequence[Issue]", model: "Endpoint | None", again: bool,
    quiet: bool,
) -> "tuple[Rows, list[Found]]":  # fmt: skip
    from foedus.ledger.documents import by_id
    from foedus.ledger.extraction import find, store_found, waiting
    from foedus.ledger.vocabulary import issues, learn, parties
    from foedus.report.visible import quoted

    rows: Rows = []
    every: list[Found] = []
    with open_ledger(path) as store:
        if some or more:
            with store.write():
                learn(store, some, more)
        known, points = parties(store), issues(store)
        for number in waiting(store, again or model is not None):
            doc = by_id(store, number)
            found = find(doc.text, known, points, model)
            new = store_found(store, doc, found, model)
            rows.append((doc.name, doc.sha256, found.proposals, len(new), None))
            every.append(found)
            if not quiet:
                click.echo(f"{quoted(doc.name)}: {len(found.proposals)} found, {len(new)} new")
        if not quiet:
            left = store.value("SELECT count(*) FROM claim WHERE status = 'proposed'")
            click.echo("nothing to read that was not read yet" if not rows else
                       f"{left} to review: foedus ledger review")  # fmt: skip
    return rows, every


def _show(rows: "Rows", found: "list[Found]", whole: bool) -> None:
    from foedus.report.stances import proposals_text
    from foedus.report.terminal import Terminal
    from foedus.report.visible import quoted

    if whole:
        for _, _, proposals, _, _ in rows:
            click.echo(proposals_text(Terminal.here(), proposals))
    for one in found:
        for refused in one.refused:
            words = f" — “{quoted(refused.quoted)}”" if refused.quoted else ""
            click.echo(f"refused from the model: {quoted(refused.reason)}{words}", err=True)
