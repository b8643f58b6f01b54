"""`foedus ledger positions`: what the parties are known to want, as a positions file; or read one."""

import sys

import click

from foedus.cli.common import OK, WRONG, complain, json_option, show_json
from foedus.cli.ledger_common import ledger_option, load_draft, open_ledger, told
from foedus.cli.ledger_exchange import write


@click.command("positions")
@click.argument("file", type=click.Path())
@click.option("-o", "--output", type=click.Path(), help="Where to write it [default: standard output].")
@click.option("--party", "only", metavar="NAME", multiple=True, help="Only this party; may be repeated.")
@click.option("--redact", is_flag=True, help="Without the words, and who said them.")
@ledger_option
@json_option
@told
def positions_(
    file: str, output: str | None, only: tuple[str, ...], redact: bool, path: str | None, as_json: bool
) -> None:
    """Write the confirmed claims about a DRAFT as a positions file; or show what a .positions FILE says.

    Each sentence names its source and voice; hearsay stays marked as hearsay. What the draft has no open point or
    party for stands there as a comment.
    """
    if file.endswith(".positions"):
        _read(file, as_json)
        sys.exit(OK)
    from foedus.language.format import format_text
    from foedus.ledger.claims import claims
    from foedus.ledger.documents import documents
    from foedus.ledger.redaction import redacted
    from foedus.ledger.stands import positions
    from foedus.ledger.vocabulary import of_draft

    loaded = load_draft(file, as_json)
    assert loaded.draft is not None
    with open_ledger(path) as store:
        found = [c for c in claims(store, "confirmed") if not only or c.actor in only]
        docs = {d.id: d for d in documents(store, texts=False)}
    names = [p.name for p in of_draft(loaded.draft)[0]]
    if redact:
        withheld, docs = redacted(found, docs, names)
        found = list(withheld)
    if only:
        _known(only, [c.actor for c in found])
    text, left = positions(found, loaded.draft, docs, names)
    write(output, format_text(text, output or "new.positions"))
    if left:
        click.echo(f"{left} {'claim stands' if left == 1 else 'claims stand'} as comments: the draft has no such open "
                   "point or party, or somebody denies it", err=True)  # fmt: skip
    sys.exit(OK)


def _known(only: tuple[str, ...], actors: list[str]) -> None:
    from foedus.cli.common import stop

    for name in only:
        if name not in actors:
            stop(f"nothing is confirmed of {name}", "foedus ledger show lists who said something")


def _read(file: str, as_json: bool) -> None:
    """Show what a positions file says, or what is wrong with it."""
    from foedus.language import load
    from foedus.report.positions import positions_data, positions_text
    from foedus.report.terminal import Terminal

    loaded = load(file)
    if loaded.positions is None or not loaded.ok:
        complain(loaded.diagnostics, loaded.sources, as_json)
        sys.exit(WRONG)
    if as_json:
        show_json(positions_data(loaded.positions))
        return
    if loaded.diagnostics:
        complain(loaded.diagnostics, loaded.sources)
        click.echo(err=True)
    click.echo(positions_text(Terminal.here(), loaded.positions))
