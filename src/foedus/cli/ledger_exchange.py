"""`foedus ledger export` and `foedus ledger import`: the ledger in the forms of others."""

import json
import sys
from pathlib import Path

import click

from foedus.cli.common import OK, stop
from foedus.cli.ledger_common import ledger_option, open_ledger, told

FORMS = ("lines", "w3c", "dna")
_form = click.option(
    "--as", "form", metavar="FORM", default="lines", show_default=True,
    help="lines (JSON Lines, everything), w3c (Web Annotations) or dna (Discourse Network Analyzer).",
)  # fmt: skip


def _known(form: str) -> str:
    from foedus.base import nearest

    if form not in FORMS:
        near = nearest(form, FORMS)
        stop(
            f"there is no form “{form}”",
            f"did you mean {near[0]}?" if near else f"write one of: {', '.join(FORMS)}",
        )
    return form


@click.command("export")
@_form
@click.option("-o", "--output", type=click.Path(), help="Where to write it [default: standard output].")
@click.option("--all", "every", is_flag=True, help="With w3c and dna: also what is not confirmed.")
@click.option("--redact", is_flag=True, help="With w3c and dna: without the words, and who said them.")
@ledger_option
@told
def export_(form: str, output: str | None, every: bool, redact: bool, path: str | None) -> None:
    """Write the ledger in another form. JSON Lines hold everything, and can be read into any ledger again.

    With --redact, parties, stances, voices and dates stay; speakers become numbered sources, and words, places and
    documents are withheld.
    """
    from foedus.ledger import annotations, dna, lines
    from foedus.ledger.claims import claims
    from foedus.ledger.documents import documents
    from foedus.ledger.redaction import redacted

    if _known(form) == "lines" and redact:
        stop("JSON Lines hold the documents themselves", "write --as w3c or --as dna with --redact")
    with open_ledger(path) as store:
        if form == "lines":
            text = "\n".join(lines.export(store)) + "\n"
        else:
            found, docs = claims(store, "" if every else "confirmed"), {d.id: d for d in documents(store)}
            if redact:
                found, docs = redacted(found, docs, {c.actor for c in found})
            if form == "w3c":
                text = json.dumps(annotations.collection(docs, found), ensure_ascii=False, indent=2) + "\n"
            else:
                text = dna.statements(docs, (c for c in found if c.kind == "position"))
    write(output, text)
    sys.exit(OK)


def write(output: str | None, text: str) -> None:
    """Write a text to a file, or to standard output."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        Path(output).write_text(text, "utf-8")
    except OSError as error:
        stop(
            f"{output} cannot be written: {(error.strerror or 'unknown reason').lower()}",
            "name another file with -o",
        )
    click.echo(f"wrote {output}")


@click.command("import")
@click.argument("file", type=click.Path(allow_dash=True))
@_form
@ledger_option
@told
def import_(file: str, form: str, path: str | None) -> None:
    """Read a ledger, annotations or statements into the ledger: all of it, or nothing if something is wrong.

    JSON Lines bring documents, claims and reviews; of two reviews of one claim the later one stands. Annotations and
    statements bring proposals about documents that are here, and a person reviews them here.
    """
    from foedus.ledger import annotations, dna, lines
    from foedus.ledger.reading import text_of

    _known(form)
    text = text_of(file)
    with open_ledger(path, create=form == "lines") as store:
        if form == "lines":
            made = lines.read(store, iter(text.split("\n")), file)
            said = f"new: {made.documents} documents, {made.claims} claims, {made.reviews} reviews"
        else:
            count = (annotations if form == "w3c" else dna).read(store, text, file)
            said = f"new: {count} claims, to be reviewed"
        click.echo(f"{said}  ({store.path})")
    sys.exit(OK)
