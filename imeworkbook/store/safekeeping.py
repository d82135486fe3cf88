"""Backups, bringing them back, and checking that a file is whole."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from imeworkbook.errors import WorkbookExists, WorkbookLocked, WorkbookMissing
from imeworkbook.store import container
from imeworkbook.store.encrypted import FOLDER_MODE, EncryptedStore, open_, sync_folder, write_new
from imeworkbook.store.translate import guarded

_WAL = "-wal"


@dataclass(frozen=True)
class Health:
    """What a check of a whole file found: how many records there are, how many of them can no longer be read."""

    records: int
    unreadable: int
    whole: bool

    @property
    def good(self) -> bool:
        """Whether nothing is amiss."""
        return self.whole and not self.unreadable


@guarded
def backup(store: EncryptedStore, to: Path) -> Path:
    """Copy an open workbook, as it is this moment, to a new file that the same passphrase and code open.

    `to` may be a folder; the copy then gets a neutral name with today's date. The copy appears whole or not at all.

    Raises
    ------
    WorkbookExists, CannotSave
    """
    if to.is_dir():
        to = _free_name(to / f"workbook-backup-{dt.date.today().isoformat()}.imew")
    if to.exists():
        message = "There is already a file of this name. It was left as it is; please choose another name."
        raise WorkbookExists(message)
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    write_new(part, container.empty_header(container.read_header(store.path)))
    try:
        with closing(container.connect(part, store.data_key)) as copy:
            with store._reading() as source, copy.backup("main", source, "main") as work:
                work.step()
            copy.pragma("journal_mode", "delete")
        _appear(part, to)
    finally:
        part.unlink(missing_ok=True)
    return to


@guarded
def restore(saved: Path, to: Path, *, passphrase: str | None = None) -> Path | None:
    """Bring a backup back as the workbook `to`; what was there is kept beside it under a dated name, which is given.

    With its passphrase the backup is opened and checked first; without, its header is.

    Raises
    ------
    WorkbookMissing, NotAWorkbook, DamagedWorkbook, NewerWorkbook, WrongKey, CannotSave
    WorkbookLocked
        When the workbook is open in another window.
    """
    if not saved.is_file():
        message = "There is no backup at this place."
        raise WorkbookMissing(message)
    container.read_header(saved)
    if to.exists() and container.in_use(to):
        message = "The workbook is open in another window. Please close it there first."
        raise WorkbookLocked(message)
    to.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    try:
        _copy(saved, part)
        if passphrase is not None:  # the copy is tried, never the backup itself, which may be on a read-only stick
            with open_(part, passphrase=passphrase) as store:
                check(store)
        kept = _set_aside(to)
        _appear(part, to)
    finally:
        part.unlink(missing_ok=True)
    return kept


@guarded
def check(store: EncryptedStore) -> Health:
    """Read every page and every record of an open workbook.

    Raises
    ------
    DamagedWorkbook
        When a page was altered, which the cipher's authentication shows.
    """
    with store._reading() as connection:
        whole = connection.pragma("integrity_check") == "ok"
        unreadable = store.unreadable()
        return Health(len(store.records()) + unreadable, unreadable, whole)


def _copy(saved: Path, part: Path) -> None:
    """Copy a backup and, where it was taken as a bare copy of a workbook that was open, what SQLite keeps beside it."""
    write_new(part, saved.read_bytes())
    beside = saved.with_name(saved.name + _WAL)
    if beside.exists():
        write_new(part.with_name(part.name + _WAL), beside.read_bytes())


def _set_aside(workbook: Path) -> Path | None:
    """Rename a workbook that is in the way, with the edits that SQLite still keeps beside it after a crash."""
    if not workbook.exists():
        return None
    kept = _free_name(workbook.with_name(f"{workbook.stem}-before-{dt.date.today().isoformat()}{workbook.suffix}"))
    beside = workbook.with_name(workbook.name + _WAL)
    if beside.exists():
        beside.rename(kept.with_name(kept.name + _WAL))
    workbook.rename(kept)
    return kept


def _appear(part: Path, name: Path) -> None:
    """Give a finished file its name, in one step."""
    os.replace(part, name)  # noqa: PTH105 - a rename that replaces on every system
    sync_folder(name.parent)


def _free_name(path: Path) -> Path:
    """Give `path`, or the first of path-2, path-3 … that is free."""
    names = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 10_000))
    return path if not path.exists() else next(name for name in names if not name.exists())
