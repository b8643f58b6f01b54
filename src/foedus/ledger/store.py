"""The file: opened safely, brought up to date, written in whole transactions."""

import os
import sqlite3
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from foedus.ledger.errors import LedgerError, nearby
from foedus.ledger.tables import APPLICATION, STEPS

WAIT = 30.0
"""How many seconds to wait for another process that writes."""


class Store:
    """A ledger file that is open.

    Writes happen inside `write()`: all of it or nothing, on the disk when it returns. Any number of processes may have
    the file open; one writes at a time.

    >>> with Store.memory() as store:
    ...     store.value("SELECT count(*) FROM document")
    0
    """

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self.db = connection
        self.path = path

    # ---- opening -----------------------------------------------------------------------------------------------------

    @classmethod
    def memory(cls, steps: Sequence[str] = STEPS) -> "Store":
        """A ledger without a file, for one process."""
        return cls._ready(sqlite3.connect(":memory:", isolation_level=None), ":memory:", steps)

    @classmethod
    def open(cls, path: str | Path, create: bool = False, steps: Sequence[str] = STEPS) -> "Store":
        """Open a ledger file.

        Args:
            path: the file.
            create: make it if it is not there.
            steps: the steps of the tables, for tests.

        Raises: LedgerError if it is not there, cannot be read, is no ledger, or is of a newer Foedus.
        """
        shown = str(path)
        if not create and not os.path.exists(shown):
            raise LedgerError(f"there is no ledger {shown}", *nearby(Path(shown), "*.ledger"),
                              "foedus ledger add FILE begins one")  # fmt: skip
        try:
            db = sqlite3.connect(shown, timeout=WAIT, isolation_level=None)
            return cls._ready(db, shown, steps)
        except sqlite3.OperationalError as error:
            raise LedgerError(
                f"{shown} cannot be opened: {error}", "check the path and the permissions"
            ) from None
        except (sqlite3.DatabaseError, ValueError) as error:
            raise LedgerError(
                f"{shown} is no ledger: {error}", "name a file that foedus ledger add made"
            ) from None

    @classmethod
    def _ready(cls, db: sqlite3.Connection, path: str, steps: Sequence[str]) -> "Store":
        try:
            return cls._prepared(db, path, steps)
        except BaseException:
            db.close()
            raise

    @classmethod
    def _prepared(cls, db: sqlite3.Connection, path: str, steps: Sequence[str]) -> "Store":
        db.row_factory = sqlite3.Row
        version, app, tables = _identity(db)
        if (app != APPLICATION or not version) and tables:
            raise LedgerError(
                f"{path} is a database, but no ledger", "name a file that foedus ledger add made"
            )
        if version > len(steps):
            raise LedgerError(
                f"{path} was written by a newer Foedus (version {version} of its tables)",
                "install the newer Foedus to open it; this one would lose what it does not know",
            )
        for pragma in ("trusted_schema=OFF", "foreign_keys=ON", "synchronous=FULL"):
            db.execute(f"PRAGMA {pragma}")
        _write_ahead(db)
        store = cls(db, path)
        if version < len(steps):
            store._update(steps)
        return store

    def _update(self, steps: Sequence[str]) -> None:
        """Bring the tables to the newest version, all steps or none; another process may have been faster."""
        with self.write():
            version, _, _ = _identity(self.db)
            for step in steps[version:]:
                for statement in _statements(step):
                    self.db.execute(statement)
            self.db.execute(f"PRAGMA application_id={APPLICATION}")
            self.db.execute(f"PRAGMA user_version={max(version, len(steps))}")

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- reading and writing -----------------------------------------------------------------------------------------

    @contextmanager
    def write(self) -> Generator[sqlite3.Connection]:
        """A transaction: all that is written inside is kept, or nothing if an error leaves the block.

        Inside another one it is part of that.
        """
        if self.db.in_transaction:
            yield self.db
            return
        try:
            self.db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise LedgerError(f"{self.path} cannot be written: {error}",
                              "wait until the other process is done, or check the permissions") from None  # fmt: skip
        try:
            yield self.db
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """What a query finds."""
        return self.db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """The first row that a query finds."""
        return self.db.execute(sql, values).fetchone()

    def value(self, sql: str, *values: Any) -> Any:
        """The first value of the first row, or None."""
        found = self.row(sql, *values)
        return None if found is None else found[0]


def now() -> str:
    """The time, in UTC, as the ledger writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _identity(db: sqlite3.Connection) -> tuple[int, int, int]:
    """The version and the owner that the file's header names, and how many tables it has."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    app = db.execute("PRAGMA application_id").fetchone()[0]
    return version, app, db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _write_ahead(db: sqlite3.Connection) -> None:
    """Let readers and one writer work side by side. Two processes that switch at once do not wait for each other by
    themselves (the busy handler is not asked), so this does."""
    until = time.monotonic() + WAIT
    while db.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            db.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script: sqlite3's own executescript would end the transaction."""
    kept = ""
    for line in script.splitlines(keepends=True):
        kept += line
        if sqlite3.complete_statement(kept):
            yield kept
            kept = ""
