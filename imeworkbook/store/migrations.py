"""The shape of the tables, as named steps. A step and the record that it was taken are one transaction.

Steps are never changed or removed once released: old files open for ever.
"""

from __future__ import annotations

import datetime as dt

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


def migrate(connection: apsw.Connection) -> None:
    """Take the steps that this file has not taken yet.

    Raises
    ------
    NewerWorkbook
        When the file has taken a step that this version does not know. Nothing was changed.
    """
    taken = _taken(connection)
    if taken - STEPS.keys():
        message = "This workbook was made by a newer imeworkbook. It was left as it is; please update to open it."
        raise NewerWorkbook(message)
    for name, script in STEPS.items():
        if name not in taken:
            with connection:
                if name in _taken(connection):  # another process was faster
                    continue
                connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at TEXT NOT NULL)")
                connection.execute(script)
                at = dt.datetime.now(dt.UTC).isoformat()
                connection.execute("INSERT INTO migration VALUES (?, ?)", (name, at))


def _taken(connection: apsw.Connection) -> set[str]:
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migration'").fetchall():
        return set()
    return {name for (name,) in connection.execute("SELECT name FROM migration")}
