"""The shape of what a file holds, as named steps. A step and the record that it was taken are one transaction.

A step is a function, so that it can carry data as well as tables. Steps are never changed or removed once released: old
files open for ever. Not only tables are shape: a new kind of record, a new field or a new term is one as well, as an
earlier program would pass over the records that hold it. So each of these takes a step, which may be empty, and `SHAPE`
tells which kinds, fields and terms the newest step stands for (`tests/store/test_versions.py` works it out).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import apsw

from imeworkbook.errors import NewerWorkbook
from imeworkbook.records import as_now
from imeworkbook.store.container import NEWER

FIRST = "2026-11-first"
FIRST_TABLES = """
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
"""


def _first(connection: apsw.Connection) -> None:
    connection.execute(FIRST_TABLES)


def _writers(connection: apsw.Connection) -> None:
    """Give the workbook a name of its own, and room for how often each opening of it wrote.

    Copies of one file of format 1 come to the same name on each computer, from the moment at which it was made.
    """
    begun = connection.execute("SELECT at FROM migration WHERE name = ?", (FIRST,)).fetchall()
    kept = connection.execute("SELECT * FROM version ORDER BY number").fetchall()
    name = _digest(begun) if kept else secrets.token_hex(16)
    connection.execute("CREATE TABLE workbook (name TEXT NOT NULL)")
    connection.execute("INSERT INTO workbook VALUES (?)", (name,))
    connection.execute("CREATE TABLE writer (name TEXT PRIMARY KEY, writes INTEGER NOT NULL)")
    if kept:
        drafts = connection.execute("SELECT * FROM draft ORDER BY key").fetchall()
        connection.execute("INSERT INTO writer VALUES (?, 1)", (_digest([kept, drafts]),))


def _test_results(connection: apsw.Connection) -> None:
    """Make test results, of every version of a record, of what was a treatment of that type."""
    where = "json_valid(body) AND body ->> '$.kind' = 'treatment' AND body ->> '$.type' = 'test_result'"
    for number, body in connection.execute(f"SELECT number, body FROM version WHERE {where}").fetchall():
        now = json.dumps(as_now(json.loads(str(body))), ensure_ascii=False)
        connection.execute("UPDATE version SET body = ? WHERE number = ?", (now, number))
    live = "(SELECT body ->> '$.kind' FROM version WHERE number = record.version AND json_valid(body))"
    connection.execute(f"UPDATE record SET kind = 'test' WHERE {live} = 'test'")


STEPS: dict[str, Callable[[apsw.Connection], None]] = {
    FIRST: _first,
    "2026-11-writers": _writers,
    "2026-11-marks": lambda connection: None,  # a date's mark beside its EDTF
    "2026-12-question": lambda connection: None,  # the question asked; tolerance, control and cutting down
    "2026-12-citations": lambda connection: None,  # the records that an entry cites
    "2026-12-cited-side": lambda connection: None,  # which of the dates of an entry a record gives
    "2026-12-corrections": lambda connection: None,  # what a report says otherwise
    "2026-12-test-results": _test_results,
    "2026-12-quotes": lambda connection: None,  # what a record says in its own words
    "2026-12-doing": lambda connection: None,  # how someone was doing
    "2026-12-weighed": lambda connection: None,  # what an event of a life weighed
    "2026-12-rhythm": lambda connection: None,  # how often tests were expected
}
SHAPE = ("2026-12-rhythm", "07507f1a920778ac2abec6d2bbbb7ba7246e8bb4301d04f07421ec65a4b22e5b")


def refuse_newer(connection: apsw.Connection) -> None:
    """Make sure that the file has taken no step that this version does not know.

    Raises
    ------
    NewerWorkbook
        When it has. Nothing was changed.
    """
    if _taken(connection) - STEPS.keys():
        raise NewerWorkbook(NEWER)


def migrate(connection: apsw.Connection) -> None:
    """Take the steps that this file has not taken yet. Raises as `refuse_newer` does."""
    refuse_newer(connection)
    taken = _taken(connection)
    for name, step in STEPS.items():
        if name not in taken:
            with transaction(connection):
                connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
                step(connection)
                connection.execute("INSERT INTO migration VALUES (?, ?)", (name, dt.datetime.now(dt.UTC).isoformat()))


def begin_as_first(connection: apsw.Connection) -> None:
    """Make the tables that every file of format 1 has, with no step noted as taken."""
    connection.execute("CREATE TABLE migration (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
    _first(connection)


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """One transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite rolls back by itself when there is no room
            connection.execute("ROLLBACK")
        raise


def _taken(connection: apsw.Connection) -> set[str]:
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migration'").fetchall():
        return set()
    return {name for (name,) in connection.execute("SELECT name FROM migration")}


def _digest(rows: object) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:32]
