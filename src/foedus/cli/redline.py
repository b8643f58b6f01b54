"""`foedus redline`: two drafts as one Word document, with what each change comes to."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.cli.common import OK, UNRESOLVED, WRONG, complain, json_option, show_json, stop

if TYPE_CHECKING:
    from foedus.language import Loaded
    from foedus.papers.word.redline import Redline


@click.command("redline")
@click.argument("one", type=click.Path())
@click.argument("two", type=click.Path())
@click.option("-o", "--output", type=click.Path(), help="Where to write it [default: TWO-changes.docx here].")
@click.option("--author", default="Foedus", show_default=True, help="Who is named beside each change.")
@click.option("--date", metavar="DATE", help="When the changes were made [default: they bear no date].")
@click.option(
    "--fold", is_flag=True, help="No comment beside what changes nothing, nor beside headings and remarks."
)
@click.option(
    "--budget", type=click.FloatRange(min=0), default=60.0, show_default=True, metavar="SECONDS",
    help="For the comparison.",
)  # fmt: skip
@json_option
def command(
    one: str, two: str, output: str | None, author: str, date: str | None, fold: bool, budget: float, as_json: bool
) -> None:  # fmt: skip
    """Write the changes from draft ONE to draft TWO as a .docx: tracked insertions, deletions and moves, and beside
    each a comment that says what it changes, for whom, or that it changes nothing.

    Accepting all changes gives TWO, rejecting all gives ONE; white space inside a sentence is not kept. Needs
    foedus[word]. Exit codes: 0 written, 2 a mistake in a text or the command, 3 written, but not all was decided
    within the budget.
    """
    from foedus.compare.difference import differ
    from foedus.papers.word.errors import WordError
    from foedus.papers.word.markup import Hand
    from foedus.papers.word.redline import document, redline

    if not author.strip() or not author.isprintable():
        stop("nobody is named as author", "write --author NAME")
    hand = Hand(author.strip(), _date(date))
    first, second = _load(one, as_json), _load(two, as_json)
    assert first.draft is not None
    assert second.draft is not None
    compared = differ(first.draft, second.draft, budget=budget)
    made = redline((first.draft, first.sources[one]), (second.draft, second.sources[two]), compared, fold)
    target = Path(output or f"{Path(two).stem}-changes.docx")
    titles = first.draft.title, second.draft.title
    names = titles if titles[0] != titles[1] else (Path(one).name, Path(two).name)
    try:
        data = document(made, " → ".join(names), hand)
    except WordError as error:
        complain([error.diagnostic], {}, as_json)
        sys.exit(WRONG)
    _write(target, data)
    if as_json:
        from foedus.papers.word.data import redline_data

        show_json(redline_data(made, (first.draft, second.draft), compared, str(target)))
    else:
        click.echo(_told(made, target))
    sys.exit(OK if compared.complete and compared.equal != "unknown" else UNRESOLVED)


def _load(path: str, as_json: bool) -> "Loaded":
    from foedus.language import load

    loaded = load(path)
    other = loaded.timeline is not None or loaded.positions is not None
    if not loaded.ok or loaded.draft is None or other:
        if loaded.ok:
            stop(f"{path} holds no draft", "name a .treaty file")
        complain(loaded.diagnostics, loaded.sources, as_json)
        sys.exit(WRONG)
    return loaded


def _date(text: str | None) -> str:
    """An instant as Word writes it."""
    if text is None:
        return ""
    import re

    from foedus.base import instant_text, parse_when

    try:
        said = instant_text(parse_when(re.sub(r"[T ]+", " ", text.strip()).removesuffix("Z")).earliest)
    except ValueError as error:
        stop(str(error))
    return f"{said[:10]}T{said[11:]}:00Z"


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        stop(
            f"{target} cannot be written: {(error.strerror or 'unknown reason').lower()}",
            "name another file with -o",
        )


def _told(made: "Redline", target: Path) -> str:
    """What was written, in a few lines."""
    from collections import Counter

    kinds = Counter("moved" if c.row.kind == "to" else c.row.kind for c in made.changes)
    verdicts = Counter(c.consequence.verdict for c in made.changes)
    if not made.changes:
        return f"{made.summary}\nNot a word differs.\nwrote {target}"
    count = len(made.changes)
    how = ", ".join(f"{kinds[k]} {k}" for k in ("reworded", "inserted", "deleted", "moved") if kinds[k])
    what = {
        "changes": "with consequences", "changes nothing": "proved to change nothing", "not decided": "not decided",
        "no provision": "of headings, remarks and the like",
    }  # fmt: skip
    said = ", ".join(f"{verdicts[k]} {words}" for k, words in what.items() if verdicts[k])
    return f"{made.summary}\n{count} {'change' if count == 1 else 'changes'}: {how}\n{said}\nwrote {target}"
