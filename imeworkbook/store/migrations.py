"""The shape of the tables, as named steps. A step and the record that it was taken are one transaction.

Steps are never changed or removed once released: old files open for ever.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from imeworkbook.errors import NewerWorkbook

STEPS: dict[str, str] = {
    "2026-11-first": """
        CREATE TABLE version (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, at TEXT NOT NULL, body TEXT);
        CREATE INDEX version_of ON version (id, number);
        CREATE TABLE record (place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
                             version INTEGER REFERENCES version (number));
        CREATE TABLE step (number INTEGER PRIMARY KEY AUTOINCREMENT, undone INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE step_part (step INTEGER NOT NULL REFERENCES step (number) ON DELETE CASCADE, id TEXT NOT NULL,
                                before INTEGER, after INTEGER);
        CREATE INDEX step_part_of ON step_part (step);
        CREATE TABLE change (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, kind TEXT NOT NULL);
        CREATE TABLE draft (key TEXT PRIMARY KEY, fields TEXT NOT NULL);
    """,
}


def refuse_newer(connection: apsw.Connection) -> None:
    """Make sure that the file has taken no step that this version does not know.

    Raises
    ------
    NewerWorkbook
        When it has. Nothing was changed.
    """
    if _taken(connection) - STEPS.keys():
        message = "This workbook was made by a newer imeworkbook. It was left as it is; please update to open it."
        raise NewerWorkbook(message)


def migrate(connection: apsw.Connection) -> None:
    """Take the steps that this file has not taken yet. Raises as `refuse_newer` does."""
    refuse_newer(connection)
    taken = _taken(connection)
    for name, script in STEPS.items():
        if name not in taken:
            with transaction(connection):
                if name not in _taken(connection):  # else another process was faster
                    _take(connection, name, script)


def _take(connection: apsw.Connection, name: str, script: str) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
    connection.execute(script)
    connection.execute("INSERT INTO migration VALUES (?, ?)", (name, dt.datetime.now(dt.UTC).isoformat()))


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """One transaction, locked for writing from its start so that two writers wait for each other."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite rolls back by itself when the disk is full
            connection.execute("ROLLBACK")
        raise


def _taken(connection: apsw.Connection) -> set[str]:
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migration'").fetchall():
        return set()
    return {name for (name,) in connection.execute("SELECT name FROM migration")}
