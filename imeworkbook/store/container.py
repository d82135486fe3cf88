"""The one file: a clear header of 4,096 bytes with the wrapped keys, then the encrypted SQLite database.

SQLite sees only what follows the header: a small VFS shifts every position in the main file. So one file holds all that is
needed to open it, and can be copied to a USB stick as it is. The header holds nothing of the person's. It is written in two
halves by turns, each with a checksum and a sequence number, so that a power cut while a passphrase is being changed leaves
the older half good.

All access goes through SQLite's own file layer: on POSIX, closing a second descriptor of a file would drop the locks that
SQLite holds on it (sqlite.org, "How To Corrupt An SQLite Database File", 2.2).
"""

from __future__ import annotations

import hashlib
import json
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
    connection.pragma("cipher", "aegis")  # AEGIS-256 with per-page authentication, the cipher's default
    connection.pragma("key", f"raw:{data_key.hex()}")
    return connection


def empty_header(header: Header) -> bytes:
    """Give the first 4,096 bytes of a new file."""
    block = bytearray(HEADER_BYTES)
    block[: len(MAGIC)] = MAGIC
    half = _half({**header, "format": FORMAT, "sequence": 1})
    block[_HALVES[1] : _HALVES[1] + len(half)] = half
    return bytes(block)


def read_header(path: Path) -> Header:
    """Read the newest good half of the header.

    Raises
    ------
    NotAWorkbook, DamagedWorkbook, NewerWorkbook
    """
    file = apsw.VFSFile(base_vfs(), str(path), [apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_MAIN_DB, 0])
    try:
        block = file.xRead(min(HEADER_BYTES, file.xFileSize()), 0)
    finally:
        file.xClose()
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
    """Write the header over the older of its two halves, and have it on the disk before returning."""
    sequence = int(read_header(path)["sequence"]) + 1
    file = apsw.VFSFile(base_vfs(), str(path), [apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_MAIN_DB, 0])
    try:
        file.xWrite(_half({**header, "format": FORMAT, "sequence": sequence}), _HALVES[sequence % 2])
        file.xSync(apsw.SQLITE_SYNC_FULL)
    finally:
        file.xClose()


def _half(header: Header) -> bytes:
    text = json.dumps(header, sort_keys=True).encode()
    return hashlib.sha256(text).digest() + len(text).to_bytes(4, "big") + text


def _parse_half(half: bytes) -> Header | None:
    digest, rest = half[:_DIGEST_BYTES], half[_DIGEST_BYTES:]
    text = rest[4 : 4 + int.from_bytes(rest[:4], "big")]
    if hashlib.sha256(text).digest() != digest or not text:
        return None
    header: Header = json.loads(text)
    return header
