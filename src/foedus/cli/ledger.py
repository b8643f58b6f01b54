"""`foedus ledger`: who said they accept what, and how do we know?"""

from importlib import import_module

import click

_VERBS = {
    "add": "ledger_add",
    "extract": "ledger_extract",
    "review": "ledger_review",
    "show": "ledger_show",
    "positions": "ledger_positions",
    "draft": "ledger_draft",
    "party": "ledger_words",
    "issue": "ledger_words",
    "export": "ledger_exchange",
    "import": "ledger_exchange",
}


class Verbs(click.Group):
    """The verbs of the ledger, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which people need them."""
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of a name."""
        if cmd_name not in _VERBS:
            return None
        found = getattr(import_module(f"foedus.cli.{_VERBS[cmd_name]}"), f"{cmd_name}_")
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is asked for, or an error that names the nearest."""
        if args and args[0] not in _VERBS and not args[0].startswith("-"):
            from foedus.base import nearest

            near = nearest(args[0], _VERBS)
            hint = f"Did you mean {near[0]}?" if near else f"The verbs are {', '.join(_VERBS)}."
            raise click.UsageError(f"The ledger has no verb {args[0]}. {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group("ledger", cls=Verbs)
def command() -> None:
    """Keep what people say about a draft's open points: their words, the chain of voices, and how strong it is.

    Documents are added, claims are extracted from them, and a person reviews each; only what was confirmed counts.
    """
