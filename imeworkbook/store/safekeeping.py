"""Backups, bringing them back, and checking that a file is whole."""

from __future__ import annotations

import datetime as dt
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path

from imeworkbook.errors import WorkbookExists, WorkbookMissing
from imeworkbook.store import container, disk, former
from imeworkbook.store.encrypted import EXISTS, EncryptedStore, share
from imeworkbook.store.lock import Lock, sweep
from imeworkbook.store.protocol import Unreadable
from imeworkbook.store.translate import guarded
from imeworkbook.store.unlocking import Opened, Secret, unlock, unlock_file


@dataclass(frozen=True)
class Checked:
    """What a check of a whole file found: how many records there are, and which of them can no longer be read."""

    records: int
    unreadable: tuple[Unreadable, ...]

    @property
    def good(self) -> bool:
        """Whether nothing is amiss."""
        return not self.unreadable


@guarded
def backup(store: EncryptedStore, to: Path) -> Path:
    """Copy an open workbook, as it is this moment, to a new file that the same passphrase and code open.

    `to` may be a folder; the copy then gets a neutral name with today's date. The copy appears whole or not at all.

    Raises
    ------
    WorkbookExists, CannotSave
    """
    to = disk.real(to)
    if to.is_dir():
        sweep(to)
        to = disk.free_name(to / backup_name())
    lock = share(to)
    try:
        with lock.writing() if lock else nullcontext():
            if to.exists():
                raise WorkbookExists(EXISTS)
            disk.replace(to, store.content())
    finally:
        if lock:
            lock.close()
    return to


def backup_name() -> str:
    """Give a neutral name for a backup made today."""
    return f"workbook-backup-{dt.date.today().isoformat()}.imew"


@guarded
def restore(
    saved: Path | bytes, to: Path, *, passphrase: str | None = None, recovery: str | None = None
) -> Path | None:
    """Bring a backup back as the workbook `to`; what was there is kept beside it under a dated name, which is given.

    The backup, a file or its content, is opened and read through first. A write-ahead log beside a backup of an earlier
    format, or beside what was there, goes with its file.

    Raises
    ------
    WorkbookMissing, WorkbookExists, NotAWorkbook, DamagedWorkbook, NewerWorkbook, WrongKey, CannotSave
    WorkbookLocked
        When the workbook is open in another window.
    """
    to = disk.real(to)
    if isinstance(saved, Path) and disk.real(saved) == to:
        raise WorkbookExists("store.already_yours")
    opened = read_through(saved, passphrase=passphrase, recovery=recovery)
    disk.make_folder(to.parent)
    with closing(Lock(to)) as lock, lock.alone():
        kept = _keep(to)
        disk.replace(to, container.seal(opened.slots, opened.data_key, opened.image))
        for file in disk.companions(to):
            if file.is_file():
                file.unlink()
    return kept


@guarded
def check(store: EncryptedStore) -> Checked:
    """Read the whole file and every record of an open workbook.

    Raises
    ------
    DamagedWorkbook
        When the file is not one whole state, which its authentication shows.
    """
    store.verify()
    unreadable = store.unreadable()
    return Checked(len(store.records()) + len(unreadable), unreadable)


@guarded
def read_through(saved: Path | bytes, *, passphrase: str | None = None, recovery: str | None = None) -> Opened:
    """Open a backup, a file or its content, and read all of it. Nothing is changed. Raises as `restore` does."""
    secret = Secret(passphrase, recovery)
    if isinstance(saved, bytes):
        return unlock(saved, None, secret)
    if not saved.is_file():
        raise WorkbookMissing("store.no_backup")
    return unlock_file(disk.real(saved), secret)


def _keep(workbook: Path) -> Path | None:
    """Copy a workbook that is about to be replaced, with what lies beside it, to a dated name, which is given."""
    beside = disk.companions(workbook)
    if not workbook.exists() and not beside:
        return None
    kept = disk.free_name(disk.aside_name(workbook, "before"))
    if workbook.exists():
        if not workbook.is_file():
            raise WorkbookExists(EXISTS)
        former.refuse_in_use(workbook)
        disk.replace(kept, workbook.read_bytes())
    for file in filter(Path.is_file, beside):
        disk.replace(kept.with_name(kept.name + file.name.removeprefix(workbook.name)), file.read_bytes())
    return kept if workbook.exists() else None
