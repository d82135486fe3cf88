"""The encrypted workbook file as a store."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from imeworkbook.errors import (
    DamagedWorkbook,
    NotAWorkbook,
    WorkbookExists,
    WorkbookLocked,
    WorkbookMissing,
    WrongKey,
)
from imeworkbook.store import container, keys
from imeworkbook.store.migrations import refuse_newer
from imeworkbook.store.sql import BUSY_MS, SqlStore
from imeworkbook.store.translate import guarded, translated

FILE_MODE = 0o600
FOLDER_MODE = 0o700


class EncryptedStore(SqlStore):
    """A store in one encrypted file. Several processes may have it open and write at once."""

    def __init__(self, path: Path, data_key: bytes) -> None:
        self.path = path
        self._data_key = data_key
        with translated():
            connection = container.connect(path, data_key)
            try:
                connection.set_busy_timeout(BUSY_MS)
                refuse_newer(connection)
                connection.pragma("journal_mode", "wal")
                connection.pragma("synchronous", "extra")
                super().__init__(connection)
            except BaseException:
                connection.close()
                raise

    @property
    def data_key(self) -> bytes:
        """The key of the file.

        Raises
        ------
        WorkbookLocked
            When the store was closed, which lets go of the key.
        """
        if self.closed:
            message = "The workbook is locked. Please unlock it to go on."
            raise WorkbookLocked(message)
        return self._data_key

    @guarded
    def change_passphrase(self, passphrase: str) -> None:
        """Let `passphrase` open the file from now on, and the former one no longer. The recovery code stays good."""
        self._write_slot("passphrase", keys.wrap_with_passphrase(self.data_key, passphrase))

    @guarded
    def new_recovery_code(self) -> str:
        """Make and give a recovery code; the former one no longer opens the file."""
        code = keys.new_recovery_code()
        self._write_slot("recovery", keys.wrap_with_code(self.data_key, code))
        return code

    def _write_slot(self, name: str, slot: keys.Slot) -> None:
        with self._writing():  # two windows changing a key wait for each other
            container.write_header(self.path, {**container.read_header(self.path), name: slot})

    def close(self) -> None:
        """Close the file and forget its key."""
        super().close()
        self._data_key = b""


@guarded
def create(path: Path, passphrase: str) -> tuple[EncryptedStore, str]:
    """Make a new workbook file; gives the open store and the recovery code, which is kept nowhere.

    The file is readable and writable by its owner only, and so is its folder where this makes it.

    Raises
    ------
    WorkbookExists, CannotSave
    InvalidRecord
        When the passphrase is too short.
    """
    data_key = keys.new_data_key()
    code = keys.new_recovery_code()
    header = {
        "passphrase": keys.wrap_with_passphrase(data_key, passphrase),
        "recovery": keys.wrap_with_code(data_key, code),
    }
    path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    write_new(path, container.empty_header(header))
    try:
        return EncryptedStore(path, data_key), code
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_new(path: Path, content: bytes) -> None:
    """Write a file that was not there, for its owner only; nothing half-written stays.

    Raises
    ------
    WorkbookExists
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    except FileExistsError:
        message = "There is already a file of this name. It was left as it is; please choose another name."
        raise WorkbookExists(message) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Have the names of files in a folder on the disk. Windows does this by itself and offers no call for it."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@guarded
def open_(path: Path, *, passphrase: str | None = None, recovery: str | None = None) -> EncryptedStore:
    """Open a workbook file with its passphrase or its recovery code.

    Raises
    ------
    WorkbookMissing, NotAWorkbook, WrongKey, DamagedWorkbook, NewerWorkbook, CannotSave, WorkbookLocked
    """
    if not path.exists():
        message = "There is no workbook at this place."
        raise WorkbookMissing(message)
    if not path.is_file():
        message = "This is not a workbook file."
        raise NotAWorkbook(message)
    data_key = _unwrap(container.read_header(path), passphrase, recovery)
    if path.stat().st_size == container.HEADER_BYTES:
        message = "This workbook was cut short or altered. Nothing was changed; please bring back a backup."
        raise DamagedWorkbook(message)
    return EncryptedStore(path, data_key)


def _unwrap(header: container.Header, passphrase: str | None, recovery: str | None) -> bytes:
    try:
        if passphrase is not None:
            return keys.unwrap_with_passphrase(header["passphrase"], passphrase)
        if recovery is not None:
            return keys.unwrap_with_code(header["recovery"], recovery)
    except (KeyError, TypeError, ValueError, OverflowError, MemoryError):  # a header that someone wrote by hand
        message = "This workbook was cut short or altered. Nothing was changed; please bring back a backup."
        raise DamagedWorkbook(message) from None
    message = "Please give the passphrase or the recovery code."
    raise WrongKey(message)
