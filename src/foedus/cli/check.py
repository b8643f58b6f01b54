"""`foedus check`: where does a draft break, over every incident and every completion?"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from foedus.cli.common import (
    FOUND,
    OK,
    PERIOD,
    UNRESOLVED,
    WRONG,
    complain,
    day_of,
    json_option,
    period_of,
    settings_of,
    show_json,
    stop,
    with_option,
)  # fmt: skip

if TYPE_CHECKING:
    from foedus.check.ask import Asked
    from foedus.language import Loaded
    from foedus.model import Asking, Checked


@click.command("check")
@click.argument("drafts", nargs=-1, required=True, type=click.Path())
@click.option("--horizon", default="72h", metavar="PERIOD", show_default=True,
              help=f"By when something is to be owed: {PERIOD}.")  # fmt: skip
@click.option(
    "--on", "day", metavar="DATE", help="When the attack is [default: a day on which the draft is in force]."
)
@with_option
@click.option("--ask", "asks", multiple=True, metavar="QUESTION",
              help="Answer a question instead: 'whenever …, …', 'always …', 'never …'; may be repeated.")  # fmt: skip
@json_option
@click.option(
    "--witnesses", type=click.Path(), metavar="DIR", help="Write each witness as a timeline into a folder."
)
@click.option(
    "--repairs", is_flag=True, help="Look for what would close each finding; each is checked again."
)
@click.option("--all", "every", is_flag=True, help="Show every finding, not ten groups.")
@click.option("--budget", type=click.FloatRange(min=0.0), default=120.0, metavar="SECONDS", show_default=True,
              help="How long to look; what was proved until then is shown.")  # fmt: skip
def command(
    drafts: tuple[str, ...], horizon: str, day: str | None, settings: tuple[str, ...], asks: tuple[str, ...],
    as_json: bool, witnesses: str | None, repairs: bool, every: bool, budget: float,
) -> None:  # fmt: skip
    """Check a draft, or several read side by side, over every attack, every procedure and every completion.

    Each finding has its article, a timeline that shows it and, with --repairs, what would close it. Files that end in
    .questions hold own questions; with these or --ask the questions are answered and nothing else.

    Exit codes: 0 clean, 1 findings or a question not answered yes, 2 a mistake in a text or the command, 3 unresolved
    in the budget or stopped by Ctrl-C: what was proved is shown.
    """
    import gc

    gc.disable()  # one large graph and then the end: looking for garbage in it costs a quarter of the time

    from foedus.language import load_together, points_of

    files = [name for name in drafts if not name.endswith(".questions")]
    if not files:
        stop(
            "no draft is named",
            "name the draft that the questions are about: foedus check DRAFT FILE.questions",
        )
    loaded = load_together(files)
    if not loaded.ok or loaded.draft is None:
        if loaded.ok:
            stop(f"{files[0]} holds no draft", "name a .treaty file")
        complain(loaded.diagnostics, loaded.sources, as_json)
        sys.exit(WRONG)
    fixed = settings_of(settings, points_of(loaded.draft))
    at = day_of(day)
    minutes = period_of(horizon)
    askings = _askings(loaded, [name for name in drafts if name.endswith(".questions")], asks, as_json)
    if loaded.diagnostics and not as_json:
        complain(loaded.diagnostics, loaded.sources)
    if askings:
        _ask(loaded, askings, fixed, at, budget, as_json, witnesses)
    _check(loaded, fixed, minutes, at, budget, as_json, witnesses, every, repairs)


# ---- findings --------------------------------------------------------------------------------------------------------


def _check(
    loaded: "Loaded", fixed: Mapping[str, str], horizon: int, at: int | None, budget: float, as_json: bool,
    witnesses: str | None, every: bool, repairs: bool,
) -> NoReturn:  # fmt: skip
    from foedus.check.run import check
    from foedus.cli.progress import Progress

    assert loaded.draft is not None
    with Progress() as progress:
        try:
            found = check(
                loaded.draft, fixed, horizon, at, budget, progress, repairs=repairs, sources=loaded.sources
            )
        except KeyboardInterrupt:  # before there was anything to look at
            stop_early()
    if witnesses:
        from foedus.cli.witnesses import write

        texts = [(f"{one.code} {one.ref.label}", one.witness) for one in found.findings]
        write(Path(witnesses), texts, loaded)
    if as_json:
        from foedus.report.check_data import check_data

        show_json(check_data(found, loaded.sources, told=loaded.diagnostics))
    else:
        from foedus.report.checked import lines
        from foedus.report.terminal import Terminal

        click.echo(lines(found, loaded.sources, Terminal.here(), every, horizon, repairs))
    sys.exit(_code(found))


def _code(found: "Checked") -> int:
    if not found.complete:
        return UNRESOLVED
    return FOUND if any(not one.on_purpose for one in found.findings) else OK


def stop_early() -> NoReturn:
    """Ctrl-C before anything was proved."""
    click.echo("stopped before anything was proved", err=True)
    sys.exit(UNRESOLVED)


# ---- questions -------------------------------------------------------------------------------------------------------


def _askings(loaded: "Loaded", files: list[str], asks: tuple[str, ...], as_json: bool) -> "list[Asking]":
    """The questions that are asked; one that cannot be read ends with what is wrong with all of them."""
    from foedus.base import Source
    from foedus.language import load_questions, parse_asking

    found: list[Asking] = []
    told: list[Any] = []
    sources = dict(loaded.sources)
    for name in files:
        read = load_questions(name, loaded)
        sources |= read.sources
        told += read.diagnostics
        found += read.questions.askings if read.questions else ()
    for text in asks:
        one, problems = parse_asking(text, loaded)
        if problems:  # shown apart: each question is a text of its own
            source = Source("question", text if text.rstrip().endswith(".") else text + ".")
            complain(problems, {**sources, "question": source}, as_json)
            sys.exit(WRONG)
        found += [one] if one is not None else []
    if told:
        complain(told, sources, as_json)
        if any(d.severity == "error" for d in told):
            sys.exit(WRONG)
    return found


def _ask(
    loaded: "Loaded", askings: "list[Asking]", fixed: Mapping[str, str], at: int | None, budget: float, as_json: bool,
    witnesses: str | None,
) -> NoReturn:  # fmt: skip
    from foedus.check.ask import ask, view_for
    from foedus.check.run import checked
    from foedus.cli.progress import Progress

    assert loaded.draft is not None
    answered: list[Asked] = []
    stopped = False
    with Progress() as progress:
        try:
            view = view_for(loaded.draft, askings, fixed, at, budget)
        except KeyboardInterrupt:
            stop_early()
        try:
            for number, one in enumerate(askings):
                progress("questions", number, len(askings))
                answered.append(ask(view, one))
        except KeyboardInterrupt:
            stopped = True
    if witnesses:
        from foedus.cli.witnesses import write

        write(Path(witnesses), [(f"question {i}", one.witness) for i, one in enumerate(answered, 1)], loaded)
    unknown = any(one.value == "unknown" for one in answered)
    if as_json:
        from foedus.report.check_data import check_data

        notes = ("stopped by hand; the other questions were not asked",) if stopped else ()
        show_json(check_data(checked(view, [], notes, not stopped and not unknown), loaded.sources, answered))
    else:
        from foedus.report.asked import lines
        from foedus.report.terminal import Terminal

        click.echo(lines(answered, Terminal.here()))
        if stopped:
            click.echo(
                f"\nstopped: {len(askings) - len(answered)} of {len(askings)} questions were not answered"
            )
    if stopped or unknown:
        sys.exit(UNRESOLVED)
    sys.exit(OK if all(one.value == "yes" for one in answered) else FOUND)
