"""What the verbs of the ledger share: which file, who decides, and mistakes as words."""

import functools
import getpass
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from foedus.cli.common import stop

if TYPE_CHECKING:
    from foedus.language import Loaded
    from foedus.ledger.proposal import Issue, Party
    from foedus.ledger.store import Store
    from foedus.report.values import Heard

F = TypeVar("F", bound=Callable[..., Any])
DEFAULT = "project.ledger"

_ledger = click.option(
    "-l", "--ledger", "path", metavar="FILE", type=click.Path(),
    help="The ledger [default: the only *.ledger file here].",
)  # fmt: skip
_draft = click.option(
    "--draft",
    "draft",
    metavar="DRAFT",
    type=click.Path(),
    help="The draft whose parties and open points are meant.",
)
_who = click.option("--who", metavar="NAME", help="Who decides [default: the name of the account].")


def ledger_option(function: F) -> F:
    """The option `--ledger`."""
    return _ledger(function)


def draft_option(function: F) -> F:
    """The option `--draft`."""
    return _draft(function)


def who_option(function: F) -> F:
    """The option `--who`."""
    return _who(function)


def told(function: F) -> F:
    """What is wrong with a ledger, or with what is put into it, ends the command with words and exit 2."""

    @functools.wraps(function)
    def inner(*args: Any, **named: Any) -> Any:
        from foedus.ledger.errors import LedgerError

        try:
            return function(*args, **named)
        except LedgerError as error:
            stop(error.message, *error.fixes)
        except sqlite3.OperationalError as error:
            stop(
                f"the ledger cannot be used: {error}",
                "wait until the other process is done, or free some space",
            )
        except sqlite3.DatabaseError as error:
            stop(
                f"the ledger is damaged: {error}",
                "take the last copy of the file, or what foedus ledger export wrote",
            )

    return inner  # type: ignore[return-value]


def open_ledger(path: str | None, create: bool = False) -> "Store":
    """Open the ledger that is meant.

    Args:
        path: the file; without one, the only ledger of this folder.
        create: begin one if there is none.
    """
    from foedus.ledger.store import Store

    if path is not None:
        return Store.open(path, create)
    here = sorted(Path().glob("*.ledger"))
    if len(here) > 1:
        stop(f"there are {len(here)} ledgers here: {', '.join(map(str, here))}", "name one: --ledger FILE")
    if not here and not create:
        stop("there is no ledger here", "foedus ledger add FILE begins one", "or name one: --ledger FILE")
    return Store.open(here[0] if here else DEFAULT, create)


def who_decides(name: str | None) -> str:
    """The name of the person who decides."""
    if name is not None:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        stop("nobody is named who decides", "write --who NAME")


def load_draft(draft: str, as_json: bool = False) -> "Loaded":
    """A draft that can be read; ends with its diagnostics if it cannot."""
    import sys

    from foedus.cli.common import WRONG, complain
    from foedus.language import load

    loaded = load(draft)
    if not loaded.ok or loaded.draft is None:
        if loaded.ok:
            stop(f"{draft} holds no draft", "name a .treaty file")
        complain(loaded.diagnostics, loaded.sources, as_json)
        sys.exit(WRONG)
    return loaded


def words_of(path: str | None) -> "tuple[tuple[Party, ...], tuple[Issue, ...]]":
    """The parties and issues that a ledger knows, if one is named."""
    if path is None:
        return (), ()
    from foedus.ledger.vocabulary import issues, parties

    with open_ledger(path) as store:
        return parties(store), issues(store)


def asked_of(draft: str | None, as_json: bool = False) -> "tuple[tuple[Party, ...], tuple[Issue, ...]]":
    """The parties and issues of a draft; none without one."""
    if draft is None:
        return (), ()
    from foedus.ledger.vocabulary import of_draft

    loaded = load_draft(draft, as_json)
    assert loaded.draft is not None
    return of_draft(loaded.draft)


@told
def heard_in(path: str, parties: "tuple[Party, ...]" = (), issues: "tuple[Issue, ...]" = ()) -> "Heard":
    """What a ledger says, for a report; the parties and issues that are given come first."""
    from foedus.ledger.claims import claims
    from foedus.ledger.documents import documents
    from foedus.ledger.standing import standing
    from foedus.report.values import Heard

    with open_ledger(path) as store:
        found = tuple(c for c in claims(store, "confirmed") if c.kind == "position")
        asks = {row["name"]: row["asks"] for row in store.rows("SELECT name, asks FROM issue")}
        names = {d.id: d.title or d.name for d in documents(store, texts=False)}
        waiting = store.value("SELECT count(*) FROM claim WHERE status = 'proposed'")
    table = standing(found, [p.name for p in parties], [i.name for i in issues])
    return Heard(path, table, found, names, asks, waiting)
