"""What the verbs share: options, loading with all diagnostics, settled points, JSON."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from foedus.base import Diagnostic, Source
    from foedus.model import OpenPoint

F = TypeVar("F", bound=Callable[..., Any])
OK, FOUND, WRONG, UNRESOLVED = 0, 1, 2, 3
PERIOD = "72h, 3d, '72 hours'"

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, as the published schema says.")
_with = click.option(
    "--with", "settings", multiple=True, metavar="NAME=OPTION",
    help="Settle an open point; may be repeated.",
)  # fmt: skip


def json_option(function: F) -> F:
    """The option `--json`."""
    return _json(function)


def with_option(function: F) -> F:
    """The option `--with`."""
    return _with(function)


def show_json(value: Mapping[str, object]) -> None:
    """Print a value as JSON, for people and programs."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def complain(
    diagnostics: Iterable["Diagnostic"], sources: Mapping[str, "Source"], as_json: bool = False
) -> None:
    """Show diagnostics, all in one go."""
    from foedus.base import render

    found = list(dict.fromkeys(diagnostics))
    if as_json:
        from foedus.report.data import diagnostics_data

        show_json(diagnostics_data(found))
        return
    for index, one in enumerate(found):
        if index:
            click.echo(err=True)
        click.echo(render(one, sources), err=True)
    errors = sum(d.severity == "error" for d in found)
    if errors > 1:
        click.echo(f"\n{errors} errors", err=True)


def stop(message: str, *fixes: str) -> NoReturn:
    """End with a mistake in the command, exit 2."""
    click.echo(f"error: {message}", err=True)
    for fix in fixes:
        click.echo(f"fix:  {fix}", err=True)
    sys.exit(WRONG)


def settings_of(pairs: Iterable[str], points: Mapping[str, "OpenPoint"]) -> dict[str, str]:
    """What `--with` settles, each checked against the draft's open points."""
    from foedus.base import nearest

    settled: dict[str, str] = {}
    for pair in pairs:
        name, sign, option = pair.partition("=")
        name, option = name.strip().removeprefix("?"), " ".join(option.split())
        if not sign:
            stop(f"“{pair}” settles nothing", "write --with NAME=OPTION, such as --with clock='24 hours'")
        if name not in points:
            near = nearest(name, points)
            known = ", ".join(points) or "none"
            stop(f"the draft has no open point {name}",
                 f"did you mean {near[0]}?" if near else f"its open points are {known}")  # fmt: skip
        texts = {" ".join(text.split()): text for text in points[name].texts}
        if option not in texts:
            near = nearest(option, texts) or [t for t in texts if option and t.startswith(option)]
            stop(f"{name} has no option “{option}”",
                 f"did you mean “{near[0]}”?" if near else f"write one of: {' | '.join(texts)}")  # fmt: skip
        settled[name] = texts[option]
    return settled


def instant_of(text: str) -> int:
    """The instant that an option names: a date means its end."""
    from foedus.base import parse_when

    try:
        return parse_when(re.sub(r"[T ]+", " ", text.strip()).removesuffix("Z")).latest
    except ValueError as error:
        stop(str(error))


def period_of(text: str) -> int:
    """The minutes of a period: `72h`, `3d`, `72 hours`."""
    units = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
    match = re.fullmatch(r"(\d{1,6})\s*(m|h|d|w|minutes?|hours?|days?|weeks?)", text.strip())
    if not match:
        stop(f"“{text}” is no period", f"write one such as {PERIOD}")
    return int(match[1]) * units[match[2][0]]


def day_of(text: str | None) -> int | None:
    """The instant of an attack: a date without a time means its beginning."""
    from foedus.base import parse_when

    if text is None:
        return None
    try:
        return parse_when(re.sub(r"[T ]+", " ", text.strip()).removesuffix("Z")).earliest
    except ValueError as error:
        stop(str(error))


def files_in(paths: Iterable[str], endings: tuple[str, ...]) -> list[Path]:
    """The files meant by some paths: a folder means all files of these kinds inside it."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if _is_folder(path):
            inside = sorted(p for p in path.rglob("*") if p.suffix in endings and p.is_file())
            if not inside:
                stop(f"{path} holds no {' or '.join(endings)} file", "name a file, or another folder")
            found.update(dict.fromkeys(inside))
        else:
            found[path] = None
    return list(found)


def _is_folder(path: Path) -> bool:
    """Whether it is a folder; a name that no file system takes is none."""
    try:
        return path.is_dir()
    except OSError:
        return False
