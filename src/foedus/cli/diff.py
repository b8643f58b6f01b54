"""`foedus diff`: what does a change of words change?"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from foedus.cli.common import (
    OK,
    UNRESOLVED,
    WRONG,
    complain,
    json_option,
    settings_of,
    show_json,
    stop,
    with_option,
)
from foedus.cli.variants import Asked, show, variant_options

if TYPE_CHECKING:
    from foedus.language import Loaded
    from foedus.model.comparison import Comparison


@click.command("diff")
@click.argument("one", metavar="A", type=click.Path())
@click.argument("two", metavar="[B]", type=click.Path(), required=False)
@with_option
@click.option(
    "--on", "day", metavar="DATE", help="When the attack is [default: a day on which both are in force]."
)
@json_option
@click.option(
    "--witnesses", type=click.Path(), metavar="DIR", help="Write each witness as a timeline into a folder."
)
@click.option("--all", "every", is_flag=True, help="Show also the changes of words that change nothing.")
@click.option("--budget", type=click.FloatRange(min=0.0), default=120.0, metavar="SECONDS", show_default=True,
              help="How long to look; what was proved until then is shown.")  # fmt: skip
@variant_options
def command(
    one: str, two: str | None, settings: tuple[str, ...], day: str | None, as_json: bool, witnesses: str | None,
    every: bool, budget: float, **wanted: Any,
) -> None:  # fmt: skip
    """Compare what two drafts do, A before and B after, over every attack, every procedure and every completion.

    The differences are plain sentences that together are exactly the difference. Each has a timeline that shows it, for
    whom it is what, and the changes of words that it comes from. Words that change nothing are folded away; where
    nothing differs, the drafts are proved equal.

    Of one draft, its readings, parts, versions or completions are put side by side: --readings, --parts, --versions,
    --options, --or.

    Exit codes: 0 compared, 2 a mistake in a text or the command, 3 unresolved in the budget or stopped by Ctrl-C: what
    was proved is shown.
    """
    import gc

    gc.disable()  # one large graph and then the end

    from foedus.compare.difference import differ
    from foedus.language import points_of

    asked = Asked(**wanted)
    if asked.any:
        if two is not None:
            stop("several texts of one draft are asked for, and two drafts are named", "name one")
        show(one, asked, settings, at=_instant(day), budget=budget, as_json=as_json, witnesses=witnesses)
    if two is None:
        stop(
            "one draft is named",
            "name a second one, or ask for --readings, --parts, --versions or --options of it",
        )
    first, second = _load(one, as_json), _load(two, as_json)
    told = [*first.diagnostics, *second.diagnostics]
    if told and not as_json:
        complain(told, {**second.sources, **first.sources})
    assert first.draft is not None
    assert second.draft is not None
    points = {**points_of(second.draft), **points_of(first.draft)}
    mine, theirs = (
        _settled(settings, points_of(first.draft), points),
        _settled(settings, points_of(second.draft), points),
    )
    try:
        found = differ(
            first.draft, second.draft, fixed=mine, fixed_two=theirs, at=_instant(day), budget=budget
        )
    except KeyboardInterrupt:  # before there was anything to compare
        click.echo("stopped before anything was proved", err=True)
        sys.exit(UNRESOLVED)
    if witnesses:
        _write(Path(witnesses), found, first, second)
    if as_json:
        from foedus.report.diff_data import diff_data

        show_json(diff_data(found, (one, two), told))
    else:
        from foedus.report.diffed import lines
        from foedus.report.terminal import Terminal

        click.echo(lines(found, (one, two), Terminal.here(), every))
    sys.exit(OK if found.complete else UNRESOLVED)


def _load(name: str, as_json: bool) -> "Loaded":
    from foedus.language import load

    found = load(name)
    if not found.ok or found.draft is None:
        if found.ok:
            stop(f"{name} holds no draft", "name a .treaty file")
        complain(found.diagnostics, found.sources, as_json)
        sys.exit(WRONG)
    return found


def _settled(
    settings: tuple[str, ...], points: Mapping[str, object], every: Mapping[str, object]
) -> dict[str, str]:
    """What is settled in one draft: of what only the other has, nothing."""
    mine = [s for s in settings if s.partition("=")[0].strip().removeprefix("?") in points]
    rest = [s for s in settings if s not in mine]
    if rest:
        settings_of([s for s in rest if s.partition("=")[0].strip().removeprefix("?") not in every], every)  # type: ignore[arg-type]
    return settings_of(mine, points)  # type: ignore[arg-type]


def _instant(text: str | None) -> int | None:
    """The instant of the attack: a date without a time means its beginning."""
    import re

    from foedus.base import parse_when

    if text is None:
        return None
    try:
        return parse_when(re.sub(r"[T ]+", " ", text.strip()).removesuffix("Z")).earliest
    except ValueError as error:
        stop(str(error))


def _write(folder: Path, found: "Comparison", first: "Loaded", second: "Loaded") -> None:
    """Each witness twice, in a folder for each draft: with what it comes to under A, and under B."""
    from foedus.cli.witnesses import write

    for name, loaded in (("A", first), ("B", second)):
        texts: list[tuple[str, str]] = []
        for number, one in enumerate(found.differences, 1):
            expects = one.expects_one if name == "A" else one.expects_two
            if one.witness:
                texts.append((str(number), one.witness + "".join(f"expect {e}.\n" for e in expects)))
        write(folder / name, texts, loaded)
