"""`foedus ledger draft`: propose the skeleton of a draft from a report."""

import sys
from typing import TYPE_CHECKING

import click

from foedus.cli.common import OK, stop
from foedus.cli.ledger_common import ledger_option, open_ledger, told, words_of
from foedus.cli.ledger_exchange import write

if TYPE_CHECKING:
    from foedus.ledger.skeleton import Said


@click.command("draft")
@click.argument("report", required=False, type=click.Path(allow_dash=True))
@click.option("-o", "--output", type=click.Path(), help="Where to write it [default: standard output].")
@click.option(
    "--called", "code", default="DRAFT", show_default=True, metavar="CODE", help="What the draft is called."
)
@click.option("--encoding", default="utf-8", show_default=True, help="Of plain text.")
@ledger_option
@told
def draft_(report: str | None, output: str | None, code: str, encoding: str, path: str | None) -> None:
    """Propose a .treaty from a REPORT: its parties, what is said to be agreed, an open point for all that is left
    unsaid.

    With --ledger, the parties of a ledger are looked for. Without a REPORT it is made from the confirmed claims of the
    ledger. It is a skeleton to work on: a person reads
    and changes it.
    """
    from foedus.language import parse_draft
    from foedus.language.format import format_text
    from foedus.ledger.skeleton import merged, skeleton

    if not code.isidentifier() or not code.isupper():
        stop(f"“{code}” is no name for a draft", "write a word in capitals, such as KYIV")
    said, name = _of_report(report, encoding, path) if report else _of_ledger(path)
    if not said:
        stop(f"{name} says of no party what it wants" if report else "no position is confirmed yet",
             "read it with foedus ledger extract FILE" if report else "foedus ledger review")  # fmt: skip
    text = format_text(skeleton(merged(said), name, _states(), code), output or "new.treaty")
    made = parse_draft(text)
    assert made.ok, [d.message for d in made.diagnostics]
    write(output, text)
    if output:
        points = len(made.draft.open_points()) if made.draft else 0
        click.echo(f"{points} open points; next: foedus review {output}")
    sys.exit(OK)


def _states() -> tuple[str, ...]:
    """The names of states that the packaged gazetteer declares."""
    from foedus.language import parse_draft
    from foedus.model import Names

    made = parse_draft('treaty "Names", called NAMES.  use "world.treaty".').draft
    assert made is not None
    return tuple(
        name
        for one in made.everything()
        for s in one.sentences
        if isinstance(s.body, Names) and s.body.kind == "state" and not s.body.alias
        for name in s.body.names
    )


def _of_report(report: str, encoding: str, path: str | None) -> "tuple[list[Said], str]":
    from foedus.ledger.documents import clean
    from foedus.ledger.extraction import find
    from foedus.ledger.reading import read
    from foedus.ledger.skeleton import Said

    text = clean(read(report, encoding).text)
    name = "a report" if report == "-" else report.rsplit("/", 1)[-1]
    found = [p for p in find(text, *words_of(path)).proposals if p.kind == "position"]
    return [
        Said(p.actor, p.stance, p.issue, p.exact, p.time, p.agents, f"{p.start}–{p.end}") for p in found
    ], name


def _of_ledger(path: str | None) -> "tuple[list[Said], str]":
    from foedus.ledger.claims import claims
    from foedus.ledger.documents import documents
    from foedus.ledger.skeleton import Said

    with open_ledger(path) as store:
        docs = {d.id: d.name for d in documents(store, texts=False)}
        found = [c for c in claims(store, "confirmed") if c.kind == "position"]
        names = list(dict.fromkeys(docs[c.doc] for c in found))
        said = [Said(c.actor, c.stance, c.issue, c.exact, c.frame, c.agents, f"{docs[c.doc]}, {c.start}–{c.stop}")
                for c in found]  # fmt: skip
    return said, ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
