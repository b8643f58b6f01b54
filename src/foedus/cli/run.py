"""`foedus run`: what happens in this incident?"""

import sys

import click

from foedus.cli.common import (
    OK,
    UNRESOLVED,
    WRONG,
    complain,
    instant_of,
    json_option,
    settings_of,
    show_json,
    with_option,
)


@click.command("run")
@click.argument("draft", type=click.Path())
@click.argument("timeline", type=click.Path())
@click.option(
    "--at", "instant", metavar="INSTANT", help="How everything stands then: 2027-03-04, '2027-03-04 05:00'."
)
@with_option
@click.option(
    "--ask", "question", metavar="QUESTION", help="Answer one question, such as 'Poland owes use-force'."
)
@json_option
def command(
    draft: str,
    timeline: str,
    instant: str | None,
    settings: tuple[str, ...],
    question: str | None,
    as_json: bool,
) -> None:
    """What happens when a draft meets a timeline: who owes what by when, and why.

    Points that neither the timeline nor --with settles stay open; then it says what holds however they are settled,
    and what depends on which.

    Exit codes: 0 answered, 2 a mistake in a text or the command, 3 too many ways to settle the open points.
    """
    from foedus.cli import results
    from foedus.language import load_run, points_of

    first, second = load_run(draft, timeline)
    told = (*first.diagnostics, *second.diagnostics)
    sources = {**first.sources, **second.sources}
    if first.draft is None or second.timeline is None or any(d.severity == "error" for d in told):
        complain(told, sources, as_json)
        sys.exit(WRONG)
    at = instant_of(instant) if instant else None
    fixed = settings_of(settings, points_of(first.draft))
    if told and not as_json:
        complain(told, sources)
    ran = results.run(first.draft, second.timeline, fixed)
    reply = results.ask(first, second.timeline, fixed, question) if question else None
    if as_json:
        from foedus.report.data import run_data

        show_json(run_data(ran, at, reply))
    else:
        from foedus.report.terminal import Terminal

        terminal = Terminal.here()
        click.echo(terminal.answer(reply) if reply and at is None else terminal.run(ran, at, reply))
    sys.exit(UNRESOLVED if not ran.complete else WRONG if ran.problem else OK)
