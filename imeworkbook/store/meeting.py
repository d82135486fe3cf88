"""Two files of one workbook, such as a backup that was worked on, or a copy from another computer.

What only the other file holds is found and named; taking it is a choice, entry by entry, and is one step of undo.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from imeworkbook.errors import DamagedWorkbook, NotAWorkbook, WrongKey
from imeworkbook.records import Record
from imeworkbook.store import disk
from imeworkbook.store.encrypted import EncryptedStore
from imeworkbook.store.live import read_body
from imeworkbook.store.protocol import Change, Fields
from imeworkbook.store.sql import SqlStore
from imeworkbook.store.translate import guarded
from imeworkbook.store.unlocking import Secret, fill, unlock, unlock_file

Row = tuple[str, str, str | None]


@dataclass(frozen=True)
class KeptThere:
    """The newest state of one record that only the other file holds, and when it was kept there (UTC).

    `there` is None where the record was removed there; `here` is what this workbook has, None where it has none.
    """

    id: str
    kind: str
    at: dt.datetime
    there: Record | None
    here: Record | None


@dataclass(frozen=True)
class Meeting:
    """What another file of one workbook holds that this one does not, in the order in which it was kept there.

    `only_here` counts the records of which this workbook holds states that the other lacks; `unreadable` those of the
    other file that can no longer be read. `drafts` are what was being typed there.
    """

    only_there: tuple[KeptThere, ...]
    only_here: int
    unreadable: int = 0
    drafts: dict[str, Fields] = field(default_factory=dict)


@guarded
def meet(
    store: EncryptedStore, other: Path | bytes, *, passphrase: str | None = None, recovery: str | None = None
) -> Meeting:
    """Read another file of an open workbook, or its content, beside it. Neither is changed.

    A file with the same data key, such as a copy made since the passphrase was last changed, needs nothing to open it.

    Raises
    ------
    NotAWorkbook
        When it is no workbook, another one, or this one itself.
    WrongKey
        Also when nothing was given and the data key of this workbook does not open it.
    WorkbookMissing, DamagedWorkbook, NewerWorkbook
    """
    secret = Secret(passphrase, recovery, store.data_key)
    if isinstance(other, Path):
        other = disk.real(other)
        if other == store.path:
            raise NotAWorkbook("store.itself")
    try:
        opened = unlock(other, None, secret) if isinstance(other, bytes) else unlock_file(other, secret)
    except DamagedWorkbook:
        if passphrase is None and recovery is None:
            raise WrongKey("store.another_key") from None
        raise
    connection = apsw.Connection(":memory:")
    fill(connection, opened.image)
    with closing(SqlStore(connection)) as theirs:
        if _name(theirs) != _name(store):
            raise NotAWorkbook("store.another_workbook")
        return _compared(store, theirs)


@guarded
def take(
    store: EncryptedStore, chosen: Iterable[KeptThere], drafts: dict[str, Fields] | None = None
) -> tuple[Change, ...]:
    """Take what was found in the other file into this workbook: one transaction, and one step of undo for what was put.

    A draft is taken where nothing is being typed here under its key.
    """
    found = tuple(chosen)
    with store.together():
        changes = store.put(*(one.there for one in found if one.there is not None))
        for one in found:
            if one.there is None and store.get(one.id) is not None:
                changes += store.remove(one.id)
        for key, fields in (drafts or {}).items():
            if store.draft(key) is None:
                store.save_draft(key, fields)
    return changes


def _compared(ours: SqlStore, theirs: SqlStore) -> Meeting:
    mine, other = _versions(ours), _versions(theirs)
    kinds = _kinds(theirs)
    known = set(mine)
    found, unreadable = [], 0
    for id, at, body in _live(theirs):
        if (id, at, body) in known:
            continue
        there = read_body(body) if body else None
        here = ours.get(id)
        if body and there is None:
            unreadable += 1
        elif there != here:
            kind = there.kind if there else kinds.get(id, "")
            found.append(KeptThere(id, kind, dt.datetime.fromisoformat(at), there, here))
    drafts = {key: fields for key, fields in theirs.drafts().items() if ours.draft(key) != fields}
    only_here = len({row[0] for row in mine if row not in set(other)})
    return Meeting(tuple(found), only_here, unreadable, drafts)


def _versions(store: SqlStore) -> list[Row]:
    with store._reading() as connection:
        rows: list[Any] = connection.execute("SELECT id, at, body FROM version ORDER BY number").fetchall()
    return rows


def _live(store: SqlStore) -> list[Row]:
    """The state in which each record is now, in the order of their keeping; a removed one has no body."""
    with store._reading() as connection:
        rows: list[Any] = connection.execute(
            """
            SELECT version.id, version.at, version.body FROM record JOIN version ON version.number =
                coalesce(record.version, (SELECT max(number) FROM version AS gone WHERE gone.id = record.id
                                                                              AND gone.body IS NULL))
            ORDER BY version.number
            """
        ).fetchall()
    return rows


def _kinds(store: SqlStore) -> dict[str, str]:
    with store._reading() as connection:
        return dict(connection.execute("SELECT id, kind FROM record"))


def _name(store: SqlStore) -> str:
    with store._reading() as connection:
        ((name,),) = connection.execute("SELECT name FROM workbook").fetchall()
    return str(name)
