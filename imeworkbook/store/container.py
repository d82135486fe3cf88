"""The one file: a clear header of 4,096 bytes with the wrapped keys, then the encrypted SQLite database.

SQLite sees only what follows the header: a small VFS shifts every position in the main file. So one file holds all that
is needed to open it, and can be copied to a USB stick as it is. The header holds nothing of the person's. It is kept
twice, in halves that are written one after the other, each with a checksum and a sequence number: a power cut while a
passphrase is being changed leaves one half good, and once it is changed the former one opens neither half.

All access goes through SQLite's own file layer: on POSIX, closing a second descriptor of a file would drop the locks
that SQLite holds on it (sqlite.org, "How To Corrupt An SQLite Database File", 2.2).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from imeworkbook.errors import DamagedWorkbook, NewerWorkbook, NotAWorkbook

HEADER_BYTES = 4096
MAGIC = b"imeworkbook\n"
FORMAT = 1
_HALF_BYTES = 1920
_HALVES = (128, 128 + _HALF_BYTES)
_DIGEST_BYTES = 32
_VFS = "imeworkbook"

Header = dict[str, Any]


class _ShiftedFile(apsw.VFSFile):
    """A main database file whose first byte stands behind the header; journals are left alone."""

    def __init__(self, base: str, name: Any, flags: list[int]) -> None:  # noqa: ANN401 - str or apsw.URIFilename
        self._shift = HEADER_BYTES if flags[0] & apsw.SQLITE_OPEN_MAIN_DB else 0
        super().__init__(base, name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        return super().xRead(amount, offset + self._shift)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: ANN401 - a buffer
        super().xWrite(data, offset + self._shift)

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize + self._shift)

    def xFileSize(self) -> int:
        return max(0, super().xFileSize() - self._shift)


class _ShiftingVfs(apsw.VFS):
    """SQLite's own file layer of this system, with every position in the main file shifted by the header."""

    def __init__(self) -> None:
        super().__init__(_VFS, base_vfs(), exclude={"xSetSystemCall", "xGetSystemCall", "xNextSystemCall"})

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: ANN401 - str or apsw.URIFilename
        return _ShiftedFile(base_vfs(), name, flags)


def base_vfs() -> str:
    """Give the name of SQLite's plain file layer on this system."""
    return next(name for name in apsw.vfs_names() if name in ("unix", "win32"))


_vfs = _ShiftingVfs()  # lives as long as the module: SQLite keeps no reference to it


def connect(path: Path, data_key: bytes) -> apsw.Connection:
    """Open the encrypted database behind the header. The key is checked with the first read, not here."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=f"multipleciphers-{_VFS}")
    connection.pragma("cipher", "aegis")  # its default is AEGIS-256; a test holds the library to that
    connection.pragma("key", f"raw:{data_key.hex()}")
    return connection


def empty_header(header: Header) -> bytes:
    """Give the first 4,096 bytes of a new file."""
    halves = b"".join(_half({**header, "format": FORMAT, "sequence": sequence}) for sequence in (2, 1))
    return (MAGIC.ljust(_HALVES[0], b"\0") + halves).ljust(HEADER_BYTES, b"\0")


def read_header(path: Path) -> Header:
    """Read the newest good half of the header.

    Raises
    ------
    NotAWorkbook, DamagedWorkbook, NewerWorkbook
    """
    with _plain_file(path, apsw.SQLITE_OPEN_READONLY) as file:
        block = file.xRead(min(HEADER_BYTES, file.xFileSize()), 0)
    return parse_header(block)


def parse_header(block: bytes) -> Header:
    """Read the header from the first bytes of a file. Raises as `read_header` does."""
    if not block.startswith(MAGIC):
        message = "This file is not a workbook."
        raise NotAWorkbook(message)
    halves = [half for start in _HALVES if (half := _parse_half(block[start : start + _HALF_BYTES]))]
    if len(block) < HEADER_BYTES or not halves:
        message = "This workbook was cut short or altered. Nothing was changed; please bring back a backup."
        raise DamagedWorkbook(message)
    header = max(halves, key=lambda half: int(half["sequence"]))
    if header["format"] > FORMAT:
        message = "This workbook was made by a newer imeworkbook. It was left as it is; please update to open it."
        raise NewerWorkbook(message)
    return header


def write_header(path: Path, header: Header) -> None:
    """Write both halves of the header, the older one first, and have them on the disk before returning."""
    sequence = int(read_header(path)["sequence"])
    with _plain_file(path, apsw.SQLITE_OPEN_READWRITE) as file:
        for number in (sequence + 1, sequence + 2):
            file.xWrite(_half({**header, "format": FORMAT, "sequence": number}), _HALVES[number % 2])
            file.xSync(apsw.SQLITE_SYNC_FULL)


def in_use(path: Path) -> bool:
    """Tell whether any process, this one too, has the workbook open: each holds a shared lock while it does."""
    with _plain_file(path, apsw.SQLITE_OPEN_READWRITE) as file:
        try:
            file.xLock(apsw.SQLITE_LOCK_SHARED)
            file.xLock(apsw.SQLITE_LOCK_EXCLUSIVE)
        except apsw.BusyError:
            return True
        finally:
            file.xUnlock(apsw.SQLITE_LOCK_NONE)
    return False


@contextmanager
def _plain_file(path: Path, access: int) -> Iterator[apsw.VFSFile]:
    file = apsw.VFSFile(base_vfs(), str(path), [access | apsw.SQLITE_OPEN_MAIN_DB, 0])
    try:
        yield file
    finally:
        file.xClose()


def _half(header: Header) -> bytes:
    text = json.dumps(header, sort_keys=True).encode()
    return (hashlib.sha256(text).digest() + len(text).to_bytes(4, "big") + text).ljust(_HALF_BYTES, b"\0")


def _parse_half(half: bytes) -> Header | None:
    digest, rest = half[:_DIGEST_BYTES], half[_DIGEST_BYTES:]
    text = rest[4 : 4 + int.from_bytes(rest[:4], "big")]
    if hashlib.sha256(text).digest() != digest or not text:
        return None
    header: Header = json.loads(text)
    return header
