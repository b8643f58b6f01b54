"""`foedus ledger review`: decide about proposals, one at a time."""

import sys
from typing import TYPE_CHECKING

import click

from foedus.cli.common import OK, stop
from foedus.cli.ledger_common import draft_option, ledger_option, open_ledger, told, who_decides, who_option

if TYPE_CHECKING:
    from foedus.ledger.queue import Queue

HELP = "a accept · e FIELD=WORD edit · x reject · s FIELD=WORD split · z undo · - later · ? help · q quit"
_HELP = """a            confirm the claim as it stands
e FIELD=WORD change it: actor act stance issue value condition certainty frame kind; it still waits
x            reject it
s FIELD=WORD split it: once as it is, once with something changed; both wait
z            take the last decision back
-            look at it later
q            leave; what was decided is saved already"""


@click.command("review")
@who_option
@click.option(
    "--plain", is_flag=True, help="Line by line, without a full screen; also if input is not a terminal."
)
@draft_option
@ledger_option
@told
def review_(who: str | None, plain: bool, draft: str | None, path: str | None) -> None:
    """Review what was proposed: the words in their paragraph, the claim, and your decision.

    Each decision is saved at once, with the time it took, and can be taken back. Only what was confirmed is shown by
    `foedus ledger show` and used elsewhere.
    """
    from foedus.ledger.queue import Queue
    from foedus.ledger.vocabulary import issues

    if draft:
        from foedus.cli.ledger_common import asked_of
        from foedus.ledger.vocabulary import learn

        with open_ledger(path) as store, store.write():
            learn(store, *asked_of(draft))
    with open_ledger(path) as store:
        queue = Queue(store, who_decides(who))
        if plain or not sys.stdin.isatty() or not sys.stdout.isatty():
            _plain(queue)
        else:
            try:
                from foedus.cli.ledger_screen import ReviewScreen
            except ImportError:
                stop("the screen of the review needs Textual", "pip install 'foedus[ledger]' brings it",
                     "or review line by line: --plain")  # fmt: skip
            ReviewScreen(queue, [i.name for i in issues(store)]).run()
        click.echo(_summary(queue))
    sys.exit(OK)


def _summary(queue: "Queue") -> str:
    from foedus.report.words import count

    return f"{count(queue.done(), 'claim')} decided, {queue.left()} to review"


# ---- line by line ----------------------------------------------------------------------------------------------------


def _plain(queue: "Queue") -> None:
    """Show one proposal after the other, and read a decision a line."""
    from foedus.ledger.errors import LedgerError

    click.echo(HELP)
    shown = ""
    while (now := queue.current()) is not None:
        if now.claim.id != shown:
            click.echo(_card(queue))
            shown = now.claim.id
        line = sys.stdin.readline()
        if not line:
            return
        try:
            if not _obey(queue, line.strip()):
                return
        except LedgerError as error:
            click.echo(f"error: {error.message}")
            for fix in error.fixes:
                click.echo(f"fix:  {fix}")
            continue
        if line.strip()[:1] in ("e", "z"):
            shown = ""


def _obey(queue: "Queue", line: str) -> bool:
    """Carry out a line; whether to go on."""
    from foedus.ledger.errors import LedgerError
    from foedus.ledger.queue import changes_of

    key, _, rest = line.partition(" ")
    if rest and key not in ("e", "s"):
        raise LedgerError(f"“{line}” is no decision", HELP)
    match key:
        case "a":
            click.echo(f"confirmed {queue.accept().id}")
        case "x":
            click.echo(f"rejected {queue.reject().id}")
        case "e":
            queue.edit(changes_of(rest))
        case "s":
            one, other = queue.split(changes_of(rest))
            click.echo(f"split into {one.id} and {other.id}")
        case "z":
            name = queue.undo()
            click.echo(f"taken back: {name}" if name else "nothing to take back")
        case "-":
            queue.put_off()
        case "?":
            click.echo(_HELP)
        case "q":
            return False
        case _:
            raise LedgerError(f"“{line}” is no decision" if line else "no decision was made", HELP)
    return True


def _card(queue: "Queue") -> str:
    """A proposal with its paragraph, the words between ▸ and ◂."""
    from foedus.report.stances import claim_lines
    from foedus.report.terminal import Terminal
    from foedus.report.visible import quoted

    shown = queue.current()
    assert shown is not None
    terminal = Terminal.here()
    text = shown.paragraph
    marked = f"{text[: shown.start]}▸{text[shown.start : shown.stop]}◂{text[shown.stop :]}"
    out = ["", terminal.head(f"{queue.left()} to review · {shown.document.name}"),
           *terminal.block("  ", quoted(marked)), ""]  # fmt: skip
    one = shown.claim
    out += claim_lines(terminal, one, shown.document, words=False)
    return "\n".join([*out, f"    cue “{quoted(one.cue)}”, rule {one.rule}"])
