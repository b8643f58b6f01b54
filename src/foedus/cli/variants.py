"""`foedus diff DRAFT` with one draft: its readings, parts, versions, or two completions, side by side."""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

import click

from foedus.cli.common import OK, UNRESOLVED, WRONG, complain, settings_of, show_json, stop

if TYPE_CHECKING:
    from foedus.compare.variants import Made
    from foedus.language import Loaded
    from foedus.model.readings import Readings

F = TypeVar("F", bound=Callable[..., Any])


class Asked(NamedTuple):
    """Which variants of one draft are asked for."""

    readings: bool = False
    secret: bool = False
    versions: bool = False
    option: str = ""
    other: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether any are."""
        return bool(self.readings or self.secret or self.versions or self.option or self.other)

    @property
    def several(self) -> bool:
        """Whether two kinds are."""
        return sum(map(bool, self)) > 1


def variant_options(function: F) -> F:
    """The options that make several texts of one draft."""
    for option in reversed((
        click.option("--readings", is_flag=True, help="One draft, as each party reads its ambiguous sentences."),
        click.option("--parts", "secret", is_flag=True, help="One draft, with and without its secret parts."),
        click.option("--versions", is_flag=True, help="One draft, without its public parts, then with each."),
        click.option("--options", "option", default="", metavar="NAME", help="One draft, each option of a point."),
        click.option("--or", "other", multiple=True, metavar="NAME=OPTION",
                     help="One draft in two completions: --with is the first; the second settles this so."),
    )):  # fmt: skip
        function = option(function)
    return function


def show(
    draft: str, asked: Asked, settings: tuple[str, ...], *, at: int | None = None, budget: float | None = 60.0,
    as_json: bool = False, witnesses: str | None = None,
) -> NoReturn:  # fmt: skip
    """Compare the variants of one draft and show them; ends the program.

    Args:
        draft: the file.
        asked: which variants.
        settings: what `--with` settles.
        at: the instant of the attack.
        budget: seconds in all.
        as_json: print JSON instead.
        witnesses: a folder to write the incident that exposes the difference, and each other witness, into.
    """
    from foedus.language import load, points_of

    if asked.several:
        stop("two ways to make several texts are asked for at once", "ask for one at a time")
    loaded = load(draft)
    if not loaded.ok or loaded.draft is None:
        if loaded.ok:
            stop(f"{draft} holds no draft", "name a .treaty file")
        complain(loaded.diagnostics, loaded.sources, as_json)
        sys.exit(WRONG)
    points = points_of(loaded.draft)
    made = _made(loaded, asked, settings_of(settings, points), settings_of(asked.other, points))
    if loaded.diagnostics and not as_json:
        complain(loaded.diagnostics, loaded.sources)
    found = _compared(loaded, made, at, budget)
    if witnesses:
        _write(witnesses, found, loaded)
    if as_json:
        from foedus.report.readings_data import readings_data

        show_json(readings_data(found, loaded.diagnostics))
    else:
        from foedus.report.terminal import Terminal
        from foedus.report.variants import lines

        click.echo(lines(found, Terminal.here()))
    sys.exit(OK if found.complete and found.equal != "unknown" else UNRESOLVED)


def _made(
    loaded: "Loaded", asked: Asked, fixed: Mapping[str, str], against: Mapping[str, str]
) -> "tuple[Made, ...]":  # fmt: skip
    from foedus.compare import variants

    draft = loaded.draft
    assert draft is not None
    try:
        if asked.readings:
            return variants.readings(draft, fixed)
        if asked.secret:
            return variants.parts(draft, fixed)
        if asked.versions:
            return variants.versions(draft, fixed)
        if asked.option:
            return variants.options(draft, asked.option, fixed)
        return variants.completions(draft, fixed, against)
    except variants.VariantsError as error:
        stop(str(error), error.fix)


def _compared(
    loaded: "Loaded", made: "tuple[Made, ...]", at: int | None, budget: float | None
) -> "Readings":  # fmt: skip
    from foedus.cli.progress import Progress
    from foedus.compare.readings import side_by_side

    with Progress() as progress:
        try:
            return side_by_side(made, at=at, budget=budget, progress=progress)
        except KeyboardInterrupt:
            click.echo("stopped before anything was proved", err=True)
            sys.exit(UNRESOLVED)


def _write(folder: str, found: "Readings", loaded: "Loaded") -> None:
    from pathlib import Path

    from foedus.cli.witnesses import write

    texts = [("exposes the difference first", found.first.timeline)] if found.first is not None else []
    texts += [
        (f"{b.one} {b.two} {number}", d.witness)
        for b in found.between for number, d in enumerate(b.comparison.differences, 1) if d.witness
    ]  # fmt: skip
    write(Path(folder), texts, loaded)
