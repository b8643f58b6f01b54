"""The group of verbs: each verb is a file of this folder, imported when it is asked for."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from foedus import __version__

VERBS = {
    "run": "What happens in this incident?",
    "test": "Do the timelines come out as they expect?",
    "check": "Where does it break, over every incident and every completion?",
    "diff": "What does this change of words change?",
    "open": "Which open point decides most?",
    "brief": "What does a delegation need on paper today?",
    "review": "Tell me everything about this draft, as one page.",
    "redline": "What changed between two drafts, as a Word document with what each change does?",
    "import": "What does a bracketed Word text leave open?",
    "ledger": "Who said they accept what, and how do we know?",
    "library": "How did comparable guarantees do?",
    "fmt": "Put texts into the one layout.",
    "explain": "What does a message mean, and how is it mended?",
}
BUG = 70
INTERRUPTED = 130


class Verbs(click.Group):
    """A group that imports a verb when it is used, suggests the nearest to a wrong one, and never shows a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which people need them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of a name."""
        if cmd_name not in VERBS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"foedus.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with the question that each answers, without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is asked for, or an error that names the nearest."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from foedus.base import nearest

            near = nearest(args[0], VERBS)
            hint = f"Did you mean {near[0]}?" if near else f"The verbs are {', '.join(VERBS)}."
            raise click.UsageError(f"There is no verb {args[0]}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; who presses Ctrl-C gets no message."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)

    def main(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        """Run a command line. A failure of Foedus itself says so, in plain words."""
        try:
            return super().main(args, prog_name or "foedus", **extra)
        except Exception as error:
            if os.environ.get("FOEDUS_DEBUG") == "1" or extra.get("standalone_mode") is False:
                raise
            _apologise(error)
            sys.exit(BUG)


def _apologise(error: Exception) -> None:
    """Say that Foedus is at fault, and what to send; without a word of the draft."""
    where = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("foedus"):
            where = f"{module}.{code.co_name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    click.echo(
        "Foedus has failed. It is not your text that is at fault, but Foedus.\n"
        f"  what:   {type(error).__name__}{' in ' + where if where else ''}\n"
        f"  which:  Foedus {__version__}, Python {sys.version_info.major}.{sys.version_info.minor}\n"
        "Please report these two lines; they hold nothing of your draft. With FOEDUS_DEBUG=1 the same command\n"
        "shows all that is known.",
        err=True,
    )


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="foedus", message="%(prog)s %(version)s")
def main() -> None:
    """Security guarantees as executable drafts: write a treaty down, run it on an incident, read who owes what by
    when.

    Everything runs on this machine; nothing is sent anywhere.
    """


def script() -> None:
    """The command of a shell: as `main`; but what built one large graph ends without taking it down node by node."""
    try:
        main()
    except SystemExit as end:
        if not gc.isenabled() and isinstance(end.code, int):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code)
        raise
