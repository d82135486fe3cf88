"""Backups, bringing them back, and checking that a file is whole."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from imeworkbook.errors import WorkbookExists, WorkbookLocked, WorkbookMissing
from imeworkbook.store import container
from imeworkbook.store.encrypted import EncryptedStore, open_, write_new
from imeworkbook.store.translate import guarded


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
        copy = container.connect(part, store.data_key)
        with store._reading() as source, copy.backup("main", source, "main") as work:
            work.step()
        copy.pragma("journal_mode", "delete")
        copy.close()
        os.replace(part, to)  # noqa: PTH105 - a rename that replaces on every system
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
    if passphrase is not None:
        with open_(saved, passphrase=passphrase) as store:
            store.records()
    if to.with_name(to.name + "-wal").exists():
        message = "The workbook is open in another window. Please close it there first."
        raise WorkbookLocked(message)
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    try:
        write_new(part, b"")
        shutil.copyfile(saved, part)
        kept = None
        if to.exists():
            kept = _free_name(to.with_name(f"{to.stem}-before-{dt.date.today().isoformat()}{to.suffix}"))
            to.rename(kept)
        os.replace(part, to)  # noqa: PTH105 - a rename that replaces on every system
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
        [(records,)] = connection.execute("SELECT count(*) FROM record WHERE version IS NOT NULL").fetchall()
    return Health(records, store.unreadable(), whole)


def _free_name(path: Path) -> Path:
    """Give `path`, or the first of path-2, path-3 … that is free."""
    names = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 10_000))
    return path if not path.exists() else next(name for name in names if not name.exists())
