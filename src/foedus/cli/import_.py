"""`foedus import`: what does a bracketed Word text leave open?"""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.cli.common import OK, WRONG, complain, json_option, show_json, stop

if TYPE_CHECKING:
    from foedus.papers.word.importing import Imported


@click.group("import")
def command() -> None:
    """Read a text of others as the skeleton of a draft."""


@command.command("docx")
@click.argument("file", type=click.Path())
@click.option(
    "-o", "--output", type=click.Path(), help="Where to write the draft [default: standard output]."
)
@click.option(
    "--called", "code", default="DRAFT", show_default=True, metavar="CODE", help="What the draft is called."
)
@json_option
def docx(file: str, output: str | None, code: str, as_json: bool) -> None:
    """Read a Word document whose brackets and tracked changes leave things open, such as `[72 hours] [7 days]`.

    Prints a .treaty that holds the document's own text untouched, as remarks; beside it the open points with their
    options and whose they are, each sentence that the language understands as a provision, and at its end what was
    not understood, with its place and why. Nothing is guessed: a person goes on from there.

    A damaged or locked file is refused, and so is one with macros, links to be fetched or entities. Exit codes: 0
    read, 2 a mistake in the file or the command.
    """
    from foedus.papers.word.errors import WordError
    from foedus.papers.word.importing import imported

    if not code.isidentifier() or not code.isupper():
        stop(f"“{code}” is no name for a draft", "write a word in capitals, such as KYIV")
    try:
        made = imported(Path(file), file, code)
    except WordError as error:
        complain([error.diagnostic], {}, as_json)
        sys.exit(WRONG)
    if output is not None:
        _write(Path(output), made.text)
    if as_json:
        from foedus.papers.word.data import import_data

        show_json(import_data(made, output or ""))
    elif output is None:
        click.echo(made.text, nl=False)
        click.echo(_told(made), err=True)
    else:
        click.echo(f"{_told(made)}\nwrote {output}; next: foedus review {output}")
    sys.exit(OK)


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    except OSError as error:
        stop(
            f"{target} cannot be written: {(error.strerror or 'unknown reason').lower()}",
            "name another file with -o",
        )


def _told(made: "Imported") -> str:
    """What was read, in a few lines."""
    kinds = Counter(p.status for p in made.provisions)
    sentences = sum(kinds.values()) - kinds["no sentence"]
    otherwise = sum(bool(p.changed) for p in made.provisions if p.status == "understood")
    lines = [
        f"{len(made.blocks)} paragraphs, {len(made.points)} open points, {sentences} sentences",
        f"understood: {kinds['understood']}, of which {otherwise} in other words; nearly: {kinds['near']}; "
        f"not: {kinds['not understood']}",
    ]
    if made.delegations:
        lines.append(f"named beside options: {', '.join(made.delegations)}")
    if made.remarks:
        lines.append(f"not read as text, or opening nothing: {len(made.remarks)}, listed at the end")
    return "\n".join(lines)
