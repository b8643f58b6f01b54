"""`foedus fmt`: put texts into the one layout."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.cli.common import FOUND, OK, WRONG, complain, files_in, json_option, show_json

if TYPE_CHECKING:
    from foedus.base import Diagnostic, Source


@click.command("fmt")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would change.")
@json_option
def command(paths: tuple[str, ...], check: bool, diff: bool, as_json: bool) -> None:
    """Put texts into the one layout. A folder means all texts inside it; - reads standard input.

    Only white space moves, so the meaning stays. Exit codes: 0 done, 1 a file would change (--check), 2 a text
    cannot be read.
    """
    if paths == ("-",):
        _stream()
    from foedus.language.load import ENDINGS

    changed: list[str] = []
    same: list[str] = []
    problems: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    shown: list[str] = []
    for file in files_in(paths, ENDINGS):
        old, new, told = _formatted(file, sources)
        problems += told
        if old is None or new is None:
            continue
        (same if old == new else changed).append(str(file))
        if old != new and diff:
            shown.append(_difference(old, new, str(file)))
        if old != new and not check and not diff:
            file.write_bytes(new.encode())
    _report(changed, same, problems, sources, shown, check or diff, as_json)
    sys.exit(WRONG if problems else FOUND if changed and check else OK)


def _report(
    changed: list[str], same: list[str], problems: "list[Diagnostic]", sources: "dict[str, Source]", shown: list[str],
    dry: bool, as_json: bool,
) -> None:  # fmt: skip
    """Say what was done, or would be."""
    if as_json:
        from foedus.report.data import fmt_data

        show_json(fmt_data(changed, same, problems, dry))
        return
    for part in shown:
        click.echo(part, nl=False)
    for file in changed if not shown else ():
        click.echo(f"{'would change' if dry else 'changed'} {file}")
    if problems:
        complain(problems, sources)
    if not changed and not problems and not dry:
        click.echo(f"{len(same)} {'file is' if len(same) == 1 else 'files are'} in the layout already")


def _formatted(
    file: Path, sources: "dict[str, Source]"
) -> "tuple[str | None, str | None, tuple[Diagnostic, ...]]":
    """A file's text as it is and as it would be, or why it cannot be read."""
    from foedus.base import Source
    from foedus.language.cursor import ParseError
    from foedus.language.load import Loader

    try:
        raw = Loader().text(file, str(file))
    except ParseError as error:
        return None, None, (error.diagnostic,)
    source = Source(str(file), raw)
    sources[str(file)] = source
    new, told = _layout(source)
    return raw, new, told


def _layout(source: "Source") -> "tuple[str | None, tuple[Diagnostic, ...]]":
    from foedus.language.format import format_text
    from foedus.language.lexer import lex

    told = tuple(d for d in lex(source).diagnostics if d.severity == "error")
    if told:
        return None, told
    return format_text(source.text, source.name), ()


def _stream() -> None:
    """Format standard input to standard output."""
    from foedus.base import Source

    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        click.echo(f"error: standard input is not UTF-8 text: byte {error.start} cannot be read", err=True)
        click.echo("fix:  save it as UTF-8", err=True)
        sys.exit(WRONG)
    source = Source("standard input", text)
    new, told = _layout(source)
    if new is None:
        complain(told, {source.name: source})
        sys.exit(WRONG)
    click.echo(new, nl=False)
    sys.exit(OK)


def _difference(old: str, new: str, name: str) -> str:
    from difflib import unified_diff

    lines = unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), name, f"{name} (laid out)"
    )
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)
