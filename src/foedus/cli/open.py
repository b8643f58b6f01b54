"""`foedus open`: which open point decides most?"""

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from foedus.cli.common import (
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
    from foedus.base import Diagnostic
    from foedus.compare.ranking.weights import NoSuchAttackError
    from foedus.language import Loaded
    from foedus.language.weights import ReadWeights

_CONDUCTS = ("late", "opposed", "prompt", "willing", "any")


@click.command("open")
@click.argument("drafts", nargs=-1, required=True, type=click.Path())
@click.option("--horizon", default="72h", metavar="PERIOD", show_default=True,
              help=f"By when something is to be owed: {PERIOD}.")  # fmt: skip
@click.option(
    "--weights", type=click.Path(), metavar="FILE", help="Your own weights over attacks, one sentence each."
)
@click.option("--conduct", type=click.Choice(_CONDUCTS), default="late", show_default=True,
              help="How the parties act, as far as that is not counted; stated with the answer.")  # fmt: skip
@click.option(
    "--on", "day", metavar="DATE", help="When the attack is [default: a day on which the draft is in force]."
)
@with_option
@click.option("--findings/--no-findings", default=True, show_default=True,
              help="Check the draft, to say which findings each point opens or closes.")  # fmt: skip
@json_option
@click.option("--all", "every", is_flag=True, help="Show the options of every point, not of the first five.")
@click.option("--budget", type=click.FloatRange(min=0.0), default=120.0, metavar="SECONDS", show_default=True,
              help="How long to look; what was counted until then is shown.")  # fmt: skip
def command(
    drafts: tuple[str, ...], horizon: str, weights: str | None, conduct: str, day: str | None,
    settings: tuple[str, ...], findings: bool, as_json: bool, every: bool, budget: float,
) -> None:  # fmt: skip
    """Rank the open points of a draft by how much they decide, exactly, by counting.

    A point's share is that of the counted cases, over all completions of the other points, whose outcome it
    changes: who is bound to what, how strongly, and whether by the horizon. Points settled with --with are not
    ranked.

    Exit codes: 0 answered, 2 a mistake in a text or the command, 3 unresolved in the budget or stopped by Ctrl-C: what
    was counted is shown.
    """
    import gc

    gc.disable()  # one large graph and then the end

    from foedus.language import load_together, points_of

    loaded = load_together(list(drafts))
    if not loaded.ok or loaded.draft is None:
        if loaded.ok:
            stop(f"{drafts[0]} holds no draft", "name a .treaty file")
        complain(loaded.diagnostics, loaded.sources, as_json)
        sys.exit(WRONG)
    fixed = settings_of(settings, points_of(loaded.draft))
    own = _weights(weights, loaded, as_json) if weights else None
    at, length = day_of(day), period_of(horizon)
    if loaded.diagnostics and not as_json:
        complain(loaded.diagnostics, loaded.sources)
    _rank(loaded, fixed, length, at, conduct, own, budget, findings, as_json, every)


def _weights(path: str, loaded: "Loaded", as_json: bool) -> "ReadWeights":
    """The user's own weights; what is wrong with them ends with all of it."""
    from foedus.language.weights import load_weights

    read = load_weights(path, loaded)
    if read.diagnostics:
        complain(read.diagnostics, {**loaded.sources, **read.sources}, as_json)
    if read.weights is None or any(one.severity == "error" for one in read.diagnostics):
        sys.exit(WRONG)
    return read


def _rank(
    loaded: "Loaded", fixed: dict[str, str], horizon: int, at: int | None, conduct: str, own: "ReadWeights | None",
    budget: float, findings: bool, as_json: bool, every: bool,
) -> NoReturn:  # fmt: skip
    from foedus.cli.progress import Progress
    from foedus.compare.ranking.rank import rank
    from foedus.compare.ranking.weights import NoSuchAttackError

    assert loaded.draft is not None
    weights = own.weights if own is not None else None
    with Progress() as progress:
        try:
            found = rank(loaded.draft, fixed, horizon, at, conduct, weights, budget, findings, progress)
        except NoSuchAttackError as none:
            _no_such_attack(none, own, as_json)
        except KeyboardInterrupt:
            click.echo("stopped before anything was counted", err=True)
            sys.exit(UNRESOLVED)
    if as_json:
        from foedus.report.ranking_data import ranking_data

        show_json(ranking_data(found, loaded.sources, loaded.diagnostics))
    else:
        from foedus.report.ranked import lines
        from foedus.report.terminal import Terminal

        click.echo(lines(found, Terminal.here(), every))
    sys.exit(OK if found.complete else UNRESOLVED)


def _no_such_attack(none: "NoSuchAttackError", own: "ReadWeights | None", as_json: bool) -> NoReturn:
    """A weight on attacks that no case of the space is."""
    from foedus.language.messages import complain as said

    told: list[Diagnostic] = [
        said("E0201", none.line.span, expected="an attack that the draft may meet", found=f"“{none.line.text}”",
             why="No kind of attack in the draft’s case space fits it, so there is nothing to weigh.",
             mend="describe an attack on a party, or take the sentence out")
    ]  # fmt: skip
    complain(told, own.sources if own else {}, as_json)
    sys.exit(WRONG)
