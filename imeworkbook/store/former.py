"""Files of format 1, which open for ever: a header in two halves, then an SQLite database in encrypted pages.

Its database had a write-ahead log beside it while it was open (``workbook.imew-wal``), which SQLite binds to no
database. So both are read into memory, never in place, and the log counts only where it goes on from what the file
itself holds; what was kept is then handed over as the image of a database of today's shape.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import apsw

from imeworkbook.errors import DamagedWorkbook, WorkbookLocked
from imeworkbook.store.container import DAMAGED, HEADER_BYTES, Slots, newest_half
from imeworkbook.store.lock import base_vfs
from imeworkbook.store.migrations import begin_as_first

FORMAT = 1
_VFS = "imeworkbook-former"
_MAIN, _WAL = "workbook", "workbook-wal"
_TABLES = ("version", "record", "step", "step_part", "change", "draft", "migration", "sqlite_sequence")

Rows = dict[str, list[tuple[Any, ...]]]


def slots(content: bytes) -> Slots:
    """Give what holds the data key. Raises `DamagedWorkbook`."""
    _, words = newest_half(content)
    found = {name: words.get(name) for name in ("passphrase", "recovery")}
    if not all(isinstance(slot, dict) for slot in found.values()):
        raise DamagedWorkbook(DAMAGED)
    return found  # type: ignore[return-value]  # just seen to be so


def read(content: bytes, log: bytes | None, data_key: bytes) -> tuple[bytes, bool]:
    """Give the image of the database, and whether the write-ahead log belonged to it and added to what it holds.

    Raises
    ------
    DamagedWorkbook
        When neither the file alone nor the file with its log is whole.
    NewerWorkbook
    """
    alone = _rows(content, None, data_key)
    together = _rows(content, log, data_key) if log else None
    belongs = together is not None and together != alone and (alone is None or _goes_on(alone, together))
    found = together if belongs else alone
    if found is None or not found["migration"]:
        raise DamagedWorkbook(DAMAGED)
    return _image(found), belongs


def refuse_in_use(path: Path) -> None:
    """Make sure that no earlier program has the file open: each holds SQLite's shared lock on it while it does.

    Raises
    ------
    WorkbookLocked
    """
    file = apsw.VFSFile(base_vfs(), str(path), [apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_MAIN_DB, 0])
    try:
        file.xLock(apsw.SQLITE_LOCK_SHARED)
        file.xLock(apsw.SQLITE_LOCK_EXCLUSIVE)
    except apsw.BusyError:
        raise WorkbookLocked("store.in_use_by_earlier") from None
    finally:
        file.xUnlock(apsw.SQLITE_LOCK_NONE)
        file.xClose()


def _rows(content: bytes, log: bytes | None, data_key: bytes) -> Rows | None:
    """Read every table; None where a page was altered or is of another time."""
    _vfs.files = {_MAIN: bytearray(content[HEADER_BYTES:])} | ({_WAL: bytearray(log)} if log else {})
    try:
        with closing(_connect(data_key)) as connection:
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in _TABLES if name in there}
            whole = connection.pragma("integrity_check") == "ok"
    except apsw.Error:
        return None
    finally:
        _vfs.files = {}
    return {name: rows.get(name, []) for name in _TABLES} if whole else None


def _connect(data_key: bytes) -> apsw.Connection:
    connection = apsw.Connection(_MAIN, flags=apsw.SQLITE_OPEN_READWRITE, vfs=f"multipleciphers-{_VFS}")
    connection.pragma("cipher", "aegis")
    connection.pragma("key", f"raw:{data_key.hex()}")
    connection.pragma("locking_mode", "exclusive")  # the index of the log stays in memory too
    return connection


def _goes_on(earlier: Rows, later: Rows) -> bool:
    """Whether one state comes after another, or is the same: changes are only ever added."""
    begun = earlier["change"]
    return later["change"][: len(begun)] == begun


def _image(rows: Rows) -> bytes:
    with closing(apsw.Connection(":memory:")) as connection:
        begin_as_first(connection)
        connection.execute("DELETE FROM sqlite_sequence")
        for table, found in rows.items():
            if found:
                marks = ", ".join("?" * len(found[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
        return connection.serialize("main")


class _MemoryFile:
    """A file of the database that is read here, in memory."""

    def __init__(self, content: bytearray) -> None:
        self._content = content

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._content[offset : offset + amount])

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: ANN401 - a buffer
        self._content[offset : offset + len(data)] = bytes(data)

    def xTruncate(self, newsize: int) -> None:
        del self._content[newsize:]

    def xFileSize(self) -> int:
        return len(self._content)

    def xSync(self, flags: int) -> None:
        pass

    def xClose(self) -> None:
        pass

    def xLock(self, level: int) -> None:
        pass

    def xUnlock(self, level: int) -> None:
        pass

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, op: int, ptr: int) -> bool:
        return False

    def xSectorSize(self) -> int:
        return 4096

    def xDeviceCharacteristics(self) -> int:
        return 0


class _MemoryFiles(apsw.VFS):
    """A file layer with nothing in it but the file and the log that are being read."""

    def __init__(self) -> None:
        super().__init__(_VFS, base_vfs(), exclude={"xSetSystemCall", "xGetSystemCall", "xNextSystemCall"})
        self.files: dict[str, bytearray] = {}

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: ANN401 - apsw's own kinds
        flags[1] = flags[0]
        return _MemoryFile(self.files.get(_name(name), bytearray()))

    def xAccess(self, pathname: str, flags: int) -> bool:
        return bool(self.files.get(_name(pathname)))

    def xFullPathname(self, name: str) -> str:
        return name

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.files.pop(_name(filename), None)


def _name(name: Any) -> str:  # noqa: ANN401 - str or apsw.URIFilename
    return Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "").name


_vfs = _MemoryFiles()  # lives as long as the module: SQLite keeps no reference to it
