"""`foedus ledger party` and `foedus ledger issue`: the words by which parties and issues are known."""

import sys

import click

from foedus.cli.common import OK, json_option, show_json
from foedus.cli.ledger_common import draft_option, ledger_option, load_draft, open_ledger, told


@click.command("party")
@click.argument("name", required=False)
@click.argument("words", nargs=-1)
@draft_option
@ledger_option
@json_option
@told
def party_(
    name: str | None, words: tuple[str, ...], draft: str | None, path: str | None, as_json: bool
) -> None:
    """Add a party, and words that stand for it: its capital, its leaders, its offices. Without a name: list them.

    With --draft, the parties of a draft are added.
    """
    from foedus.ledger.proposal import Party
    from foedus.ledger.vocabulary import learn, of_draft, parties

    with open_ledger(path, create=True) as store:
        with store.write():
            if draft and (loaded := load_draft(draft, as_json)).draft:
                learn(store, of_draft(loaded.draft)[0])
            if name:
                learn(store, [Party(name, words)])
        found = parties(store)
    if as_json:
        show_json(
            {
                "schema": "ledger-words/1",
                "parties": [{"name": p.name, "words": list(p.aliases)} for p in found],
            }
        )
    else:
        click.echo(
            "\n".join(f"{p.name}{': ' if p.aliases else ''}{', '.join(p.aliases)}" for p in found) or "none"
        )
    sys.exit(OK)


@click.command("issue")
@click.argument("name", required=False)
@click.argument("words", nargs=-1)
@draft_option
@ledger_option
@json_option
@told
def issue_(
    name: str | None, words: tuple[str, ...], draft: str | None, path: str | None, as_json: bool
) -> None:
    """Add an issue, and words that point to it. Without a name: list them.

    With --draft, the open points of a draft are added, with what they ask and their options; a word for one of them
    is then a name that the ledger knows.
    """
    from foedus.ledger.proposal import Issue
    from foedus.ledger.vocabulary import issues, learn, of_draft

    with open_ledger(path, create=True) as store:
        with store.write():
            if draft and (loaded := load_draft(draft, as_json)).draft:
                learn(store, (), of_draft(loaded.draft)[1])
            if name:
                learn(store, (), [Issue(name, terms=words)])
        found = issues(store)
    if as_json:
        rows = [
            {"name": i.name, "asks": i.asks, "options": list(i.options), "words": list(i.terms)}
            for i in found
        ]
        show_json({"schema": "ledger-words/1", "issues": rows})
    else:
        lines = [
            f"{i.name}{': ' if i.terms else ''}{', '.join(i.terms)}{f'  ({i.asks})' if i.asks else ''}"
            for i in found
        ]
        click.echo("\n".join(lines) or "none")
    sys.exit(OK)
