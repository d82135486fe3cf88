"""Records, history, undo and drafts over one SQLite connection, whatever stands behind it."""

from __future__ import annotations

import datetime as dt
import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import TracebackType
from typing import Any, Self

import apsw

from imeworkbook.errors import NoSuchRecord
from imeworkbook.records import Record
from imeworkbook.store.live import Live, read_body, read_json
from imeworkbook.store.migrations import migrate, transaction
from imeworkbook.store.protocol import Change, Fields, Listener, Unreadable, Version
from imeworkbook.store.translate import closed_error, translated

_log = logging.getLogger(__name__)
_GO_TO = """
    UPDATE record SET version = (SELECT number FROM version WHERE number = :version AND body IS NOT NULL),
                      kind = coalesce((SELECT body ->> '$.kind' FROM version
                                       WHERE number = :version AND json_valid(body)), kind)
    WHERE id = :id
"""


class SqlStore:
    """The `Store` protocol in SQL. One lock serves all threads, as SQLite allows one statement at a time a connection.

    A record whose body can no longer be read stays in the file and is left out of `records`; `unreadable` names each.
    What was read is kept until the next change, and until the store is closed.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._lock = threading.RLock()
        self._connection: apsw.Connection | None = connection
        self._listeners: list[Listener] = []
        self._live: Live | None = None
        with translated():
            connection.execute("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
            migrate(connection)
            self._seen = self._last_change(connection)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, {'closed' if self.closed else 'open'}>"

    # --- reading ---

    def get(self, id: str) -> Record | None:
        return self._state().get(id)

    def records(self, kind: str | None = None) -> tuple[Record, ...]:
        state = self._state()
        return state.of(kind) if kind else state.records

    def unreadable(self) -> tuple[Unreadable, ...]:
        return self._state().unreadable

    def _state(self) -> Live:
        """The live records after the latest change, whoever made it; read anew only where that is another one."""
        with self._reading() as connection:
            change = self._last_change(connection)
            if self._live is None or self._live.change != change:
                self._live = Live.after(change, connection, self._live)
            return self._live

    def history(self, id: str) -> tuple[Version, ...]:
        with self._reading() as connection:
            rows = _rows(connection, "SELECT number, at, body FROM version WHERE id = ? ORDER BY number", (id,))
        return tuple(
            Version(number, dt.datetime.fromisoformat(at), read_body(body) if body else None)
            for number, at, body in rows
        )

    # --- writing ---

    def put(self, *records: Record, drop_draft: str | None = None) -> tuple[Change, ...]:
        bodies = [(record, json.dumps(record.to_dict(), ensure_ascii=False)) for record in records]
        with self._writing() as (connection, changed):
            parts = [(record.id, record.kind, *self._new_version(connection, record, body)) for record, body in bodies]
            self._new_step(connection, parts, changed)
            if drop_draft is not None:
                connection.execute("DELETE FROM draft WHERE key = ?", (drop_draft,))
        return tuple(changed)

    def remove(self, id: str) -> tuple[Change, ...]:
        with self._writing() as (connection, changed):
            kind, before = self._current(connection, id)
            if before is None:
                raise _no_such_record()
            after = _insert(connection, "INSERT INTO version (id, at, body) VALUES (?, ?, NULL)", (id, _now()))
            connection.execute("UPDATE record SET version = NULL WHERE id = ?", (id,))
            self._new_step(connection, [(id, kind, before, after)], changed)
        return tuple(changed)

    def erase(self, id: str) -> tuple[Change, ...]:
        with self._writing() as (connection, changed):
            kind, _ = self._current(connection, id)
            connection.execute("DELETE FROM record WHERE id = ?", (id,))
            connection.execute("DELETE FROM version WHERE id = ?", (id,))
            connection.execute("DELETE FROM draft WHERE substr(key, -length(?1)) = ?1", (id,))
            connection.execute("DELETE FROM step_part WHERE id = ?", (id,))
            connection.execute("DELETE FROM step WHERE number NOT IN (SELECT step FROM step_part)")
            self._note(connection, id, kind, changed)
        return tuple(changed)

    def _new_version(self, connection: apsw.Connection, record: Record, body: str) -> tuple[int | None, int]:
        """Keep one version and make it the live one; gives the number of the one before and its own."""
        rows = _rows(connection, "SELECT version FROM record WHERE id = ?", (record.id,))
        after = _insert(connection, "INSERT INTO version (id, at, body) VALUES (?, ?, ?)", (record.id, _now(), body))
        if rows:
            connection.execute("UPDATE record SET version = ?, kind = ? WHERE id = ?", (after, record.kind, record.id))
        else:
            connection.execute(
                "INSERT INTO record (id, kind, version) VALUES (?, ?, ?)", (record.id, record.kind, after)
            )
        return (rows[0][0] if rows else None), after

    def _new_step(
        self, connection: apsw.Connection, parts: list[tuple[str, str, int | None, int]], changed: list[Change]
    ) -> None:
        if not parts:
            return
        connection.execute("DELETE FROM step WHERE undone = 1")
        step = _insert(connection, "INSERT INTO step (undone) VALUES (0)", ())
        for id, kind, before, after in parts:
            connection.execute("INSERT INTO step_part VALUES (?, ?, ?, ?)", (step, id, before, after))
            self._note(connection, id, kind, changed)

    def _current(self, connection: apsw.Connection, id: str) -> tuple[str, int | None]:
        rows = _rows(connection, "SELECT kind, version FROM record WHERE id = ?", (id,))
        if not rows:
            raise _no_such_record()
        return str(rows[0][0]), rows[0][1]

    # --- undo ---

    @property
    def can_undo(self) -> bool:
        return self._step("SELECT max(number) FROM step WHERE undone = 0") is not None

    @property
    def can_redo(self) -> bool:
        return self._step("SELECT min(number) FROM step WHERE undone = 1") is not None

    def undo(self) -> tuple[Change, ...]:
        return self._travel("SELECT max(number) FROM step WHERE undone = 0", "before", undone=1)

    def redo(self) -> tuple[Change, ...]:
        return self._travel("SELECT min(number) FROM step WHERE undone = 1", "after", undone=0)

    def _step(self, query: str) -> int | None:
        with self._reading() as connection:
            number: int | None = _rows(connection, query)[0][0]
        return number

    def _travel(self, query: str, side: str, *, undone: int) -> tuple[Change, ...]:
        with self._writing() as (connection, changed):
            step = _rows(connection, query)[0][0]
            if step is None:
                return ()
            order = "DESC" if side == "before" else "ASC"
            parts = _rows(
                connection, f"SELECT id, {side} FROM step_part WHERE step = ? ORDER BY rowid {order}", (step,)
            )
            for id, version in parts:
                connection.execute(_GO_TO, {"version": version, "id": id})
                self._note(connection, id, self._current(connection, id)[0], changed)
            connection.execute("UPDATE step SET undone = ? WHERE number = ?", (undone, step))
        return tuple(changed)

    # --- drafts ---

    def save_draft(self, key: str, fields: Fields) -> None:
        with self._writing() as (connection, _):
            connection.execute("INSERT OR REPLACE INTO draft VALUES (?, ?)", (key, json.dumps(fields)))

    def draft(self, key: str) -> Fields | None:
        return self.drafts().get(key)

    def drop_draft(self, key: str) -> None:
        with self._writing() as (connection, _):
            connection.execute("DELETE FROM draft WHERE key = ?", (key,))

    def drafts(self) -> dict[str, Fields]:
        with self._reading() as connection:
            rows = _rows(connection, "SELECT key, fields FROM draft")
        return {key: fields for key, text in rows if (fields := read_json(text)) is not None}

    # --- changes ---

    def changes_since(self, number: int) -> tuple[Change, ...]:
        with self._reading() as connection:
            rows = _rows(connection, "SELECT number, id, kind FROM change WHERE number > ? ORDER BY number", (number,))
        return tuple(Change(*row) for row in rows)

    @property
    def last_change(self) -> int:
        with self._reading() as connection:
            return self._last_change(connection)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def poll(self) -> None:
        with self._reading():
            news = self._news()
        self._tell(news)

    def _news(self) -> tuple[Change, ...]:
        """Give the changes that the listeners have not heard of."""
        news = self.changes_since(self._seen)
        if news:
            self._seen = news[-1].number
        return news

    def _tell(self, news: tuple[Change, ...]) -> None:
        """Tell every listener. The change is kept already: one that raises stops neither the caller nor the others.

        Its traceback is not logged, as it could hold private text.
        """
        for listener in tuple(self._listeners) if news else ():
            try:
                listener(news)
            except Exception as error:
                _log.error("A listener could not take a change in (%s).", type(error).__name__)

    def _note(self, connection: apsw.Connection, id: str, kind: str, changed: list[Change]) -> None:
        number = _insert(connection, "INSERT INTO change (id, kind) VALUES (?, ?)", (id, kind))
        changed.append(Change(number, id, kind))

    @staticmethod
    def _last_change(connection: apsw.Connection) -> int:
        return int(_rows(connection, "SELECT coalesce(max(number), 0) FROM change")[0][0])

    # --- the connection ---

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._reading() as connection:
            if connection.in_transaction:
                with self._or_as_before(), connection:
                    yield
                return
            with self._turn():
                before = connection.total_changes()
                with self._or_as_before(), transaction(connection):
                    yield
                    if connection.total_changes() != before:
                        self._make_durable(connection)
            news = self._news()
        self._tell(news)

    @contextmanager
    def _or_as_before(self) -> Iterator[None]:
        """Let go of what was read of changes that are taken back, as their numbers are given again."""
        try:
            yield
        except BaseException:
            self._live = None
            raise

    @contextmanager
    def _writing(self) -> Iterator[tuple[apsw.Connection, list[Change]]]:
        """One transaction, or a part of the one that is open. Gives what takes the changes that it makes."""
        with self.together(), self._reading() as connection:
            yield connection, []

    @contextmanager
    def _reading(self) -> Iterator[apsw.Connection]:
        with self._lock, translated():
            if self._connection is None:
                raise closed_error()
            if not self._connection.in_transaction:
                self._catch_up()
            yield self._connection

    def _catch_up(self) -> None:
        """Take in what other processes kept, where there is a file that they could write to."""

    def _turn(self) -> AbstractContextManager[None]:
        """Be the one that writes."""
        return nullcontext()

    def _make_durable(self, connection: apsw.Connection) -> None:
        """Keep the state that is about to be committed, so that it outlives this process; raises where it cannot."""

    @property
    def closed(self) -> bool:
        return self._connection is None

    def close(self) -> None:
        with self._lock, translated():
            if self._connection is not None:
                connection, self._connection = self._connection, None
                self._live = None
                self._listeners.clear()
                connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _rows(connection: apsw.Connection, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    return connection.execute(statement, values).fetchall()


def _insert(connection: apsw.Connection, statement: str, values: tuple[Any, ...]) -> int:
    connection.execute(statement, values)
    return connection.last_insert_rowid()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _no_such_record() -> NoSuchRecord:
    return NoSuchRecord("store.no_such_record")
