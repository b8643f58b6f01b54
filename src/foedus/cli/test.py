"""`foedus test`: do the timelines come out as they expect?"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.cli.common import FOUND, OK, UNRESOLVED, WRONG, complain, files_in, json_option, show_json, stop

if TYPE_CHECKING:
    from foedus.base import Diagnostic, Source
    from foedus.report.values import Trial


@click.command("test")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@json_option
def command(paths: tuple[str, ...], as_json: bool) -> None:
    """Run timelines and compare what happens with what they expect. A folder means all timelines inside it.

    Exit codes: 0 all as expected, 1 something is not, 2 a mistake in a text or the command, 3 too many ways to settle
    the open points.
    """
    tested: list[Trial] = []
    problems: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    for file in files_in(paths, (".timeline",)):
        one, told, texts = _test(file)
        problems += told
        sources.update(texts)
        if one is not None:
            tested.append(one)
    wrong = any(d.severity == "error" for d in problems)
    if as_json:
        from foedus.report.data import test_data

        show_json(test_data(tested, problems))
    else:
        from foedus.report.terminal import Terminal

        if tested:
            click.echo(Terminal.here().tests(tested))
        if problems:
            complain(problems, sources)
    failed = any(not one.ok for one in tested)
    unknown = any(one.unknown for one in tested)
    sys.exit(WRONG if wrong else UNRESOLVED if unknown else FOUND if failed else OK)


def _test(file: Path) -> "tuple[Trial | None, tuple[Diagnostic, ...], dict[str, Source]]":
    """One timeline, with what is wrong with it."""
    from foedus.cli import results
    from foedus.language import load

    loaded = load(file)
    if not loaded.ok or loaded.draft is None or loaded.timeline is None:
        if loaded.ok:
            stop(f"{file} is no timeline", "name a .timeline file, or a folder that holds some")
        return None, loaded.diagnostics, dict(loaded.sources)
    return results.test(loaded.draft, loaded.timeline, str(file)), loaded.diagnostics, dict(loaded.sources)
