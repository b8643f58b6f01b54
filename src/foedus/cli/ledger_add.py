"""`foedus ledger add`: put documents into the ledger."""

import sys
from typing import TYPE_CHECKING

import click

from foedus.cli.common import OK, json_option, show_json
from foedus.cli.ledger_common import ledger_option, open_ledger, told

if TYPE_CHECKING:
    from foedus.ledger.documents import Added, Facts


@click.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--date", "published_on", metavar="DATE", help="When it was published: 2025-08-17.")
@click.option("--lang", metavar="CODE", help="Its language: en, uk, ru.")
@click.option("--title", metavar="TEXT", help="Its title.")
@click.option("--url", metavar="URL", help="Where it was published.")
@click.option(
    "--kind",
    metavar="KIND",
    default="press",
    show_default=True,
    help="press, communique, transcript, treaty, post or note.",
)
@click.option("--encoding", default="utf-8", show_default=True, help="Of plain text.")
@click.option("--ask/--no-ask", default=None, help="Ask for what is not given [default: at a terminal].")
@ledger_option
@json_option
@told
def add_(
    files: tuple[str, ...], publisher: str | None, published_on: str | None, lang: str | None, title: str | None,
    url: str | None, kind: str, encoding: str, ask: bool | None, path: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Add documents: text, HTML or PDF; - reads standard input.

    Publisher, date and language are asked for or stay empty; they are never guessed. A copy of a text that is there
    already is kept, and counts as one source with it.
    """
    from foedus.ledger.documents import Facts, add
    from foedus.ledger.reading import read

    if ask is None:
        ask = not as_json and sys.stdin.isatty() and "-" not in files
    given = Facts(kind, title or "", publisher or "", published_on or "", url or "", lang or "")
    texts = [(file, read(file, encoding)) for file in files]
    made: list[Added] = []
    with open_ledger(path, create=True) as store:
        for file, one in texts:
            facts = _joined(given, one.facts)
            facts = _asked(file, facts) if ask else facts
            made.append(add(store, one.text, "standard input" if file == "-" else file, facts))
        where = store.path
    from foedus.report.stances import added_data, added_text

    if as_json:
        show_json(added_data(made, where))
    else:
        click.echo(added_text(made, where))
    sys.exit(OK)


def _joined(given: "Facts", own: "Facts") -> "Facts":
    """What the user says; where nothing is said, the title that the document gives itself."""
    from msgspec.structs import replace

    return replace(given, title=given.title or own.title)


def _asked(file: str, facts: "Facts") -> "Facts":
    """Ask for what is not known; an empty answer leaves it open."""
    from msgspec.structs import replace

    questions = {
        "publisher": "publisher",
        "published_on": "date (YYYY-MM-DD)",
        "lang": "language (en, uk, …)",
    }
    answers = {
        key: click.prompt(f"{file}: {text}", default="", show_default=False).strip()
        for key, text in questions.items()
        if not getattr(facts, key)
    }
    return replace(facts, **answers)
