"""`foedus library`: how did comparable guarantees do?"""

import sys

import click

from foedus.cli.common import FOUND, OK, WRONG, complain, json_option, show_json, stop


@click.group("library")
def command() -> None:
    """Guarantees that were tested, and the incidents that tested them."""


@command.command("list")
@json_option
def list_(as_json: bool) -> None:
    """List the instruments."""
    from foedus.library import cards
    from foedus.report.library import list_data, list_text
    from foedus.report.terminal import Terminal

    found = cards()
    if as_json:
        show_json(list_data(found))
    else:
        click.echo(list_text(Terminal.here(), found))


@command.command("show")
@click.argument("name")
def show(name: str) -> None:
    """Print the text of an instrument."""
    from foedus.base import nearest
    from foedus.library.catalogue import Shelf

    files = Shelf().files
    if name not in files:
        near = nearest(name, files) or [code for code in files if code.lower() == name.lower()]
        fix = f"did you mean {near[0]}?" if near else "foedus library list shows what there is"
        stop(f"the library has no instrument {name}", fix)
    click.echo(files[name].read_text("utf-8"), nl=False)


@command.command("test")
@click.argument("folder", required=False, type=click.Path(exists=True))
@click.option("--every", is_flag=True, help="Show every incident, not only those that came out otherwise.")
@json_option
def test(folder: str | None, every: bool, as_json: bool) -> None:
    """Replay the incidents of the library, or the timelines of a folder, under their instruments.

    Exit codes: 0 all came out as expected, 1 some did not, 2 a timeline cannot be read.
    """
    from foedus.library import backtest
    from foedus.report.library import backtest_data, backtest_text
    from foedus.report.terminal import Terminal

    found = backtest(folder)
    if as_json:
        show_json(backtest_data(found))
    else:
        click.echo(backtest_text(Terminal.here(), found, every))
    if found.broken:
        if not as_json:
            complain(found.broken, {})
        sys.exit(WRONG)
    sys.exit(OK if found.matched == len(found.rows) else FOUND)


@command.command("compare")
@click.argument("draft", type=click.Path())
@click.option("--most", default=5, show_default=True, help="How many precedents.")
@json_option
def compare(draft: str, most: int, as_json: bool) -> None:
    """Set a draft beside its nearest precedents, provision by provision."""
    from foedus.language import load
    from foedus.library.compare import compare as compare_
    from foedus.report.library import compare_data, compare_text
    from foedus.report.terminal import Terminal

    loaded = load(draft)
    if not loaded.ok or loaded.draft is None:
        complain(loaded.diagnostics, loaded.sources, as_json)
        sys.exit(WRONG)
    found = compare_(loaded, most)
    if as_json:
        show_json(compare_data(found))
    else:
        click.echo(compare_text(Terminal.here(), found))
