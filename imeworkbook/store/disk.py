"""Files: read with a bound, written beside and put in place in one step, and nothing left of a write that was cut off.

What a workbook called ``workbook.imew`` may have beside it while it is open: ``.workbook.imew.lock``, which is empty
(`lock`), and, for the length of one write, ``.workbook.imew.<16 hexadecimal digits>.part``. Both are gone when it is
closed. Those of a process that was killed go with the next opening of a workbook in that folder.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from imeworkbook.errors import CannotSave, DamagedWorkbook, NotAWorkbook, WorkbookMissing
from imeworkbook.store.container import DAMAGED, HEADER_BYTES, LARGEST_BYTES, MAGIC, NOT_OURS

FILE_MODE = 0o600
FOLDER_MODE = 0o700
BESIDE_BYTES = len(f"..{'0' * 16}.part")  # what the name of a part is longer than that of the workbook
COMPANIONS = ("-wal", "-shm", "-journal")
_LEFT = re.compile(r"\.(?:(?P<name>.+)\.[0-9a-f]{16}\.part|(?P<locked>.+\.imew)\.lock)", re.DOTALL)
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}  # some network shares
_PATIENCE_S = 2.0
_TOO_MUCH = "store.too_much"

Stamp = tuple[int, int, int, bytes]


def real(path: Path) -> Path:
    """Give the place that a path stands for: links are followed once, here, and never again.

    Raises
    ------
    NotAWorkbook
        When the links lead in a circle.
    """
    place = Path(os.path.realpath(path))
    if place.is_symlink():
        raise NotAWorkbook(NOT_OURS)
    return place


def read(path: Path, most: int = LARGEST_BYTES) -> bytes:
    """Read a file that may be a workbook, or its first bytes.

    Raises
    ------
    WorkbookMissing, NotAWorkbook, DamagedWorkbook
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # asked first: to open a named pipe is to wait for its writer
            raise NotAWorkbook(NOT_OURS)
        with path.open("rb") as file:
            mode = os.fstat(file.fileno())
            if mode.st_size > LARGEST_BYTES:
                raise NotAWorkbook(NOT_OURS) if file.read(len(MAGIC)) != MAGIC else DamagedWorkbook(DAMAGED)
            return file.read(most)
    except FileNotFoundError:
        raise WorkbookMissing("store.missing") from None


def stamp(path: Path) -> Stamp | None:
    """Give what tells one content of a file from another without reading all of it; None where there is no file.

    The header is part of it: where times are coarse and numbers of files come back, they alone say nothing.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return _stamp(found, b"")
        with path.open("rb", buffering=0) as file:
            return _stamp(found, file.read(HEADER_BYTES))
    except OSError:
        return None


def replace(path: Path, content: bytes) -> Stamp:
    """Write a file anew beside, have it on the disk, and let it take its place in one step. Two syncs; gives its stamp.

    Whoever reads `path` at any moment, and whatever a power cut leaves there, has the former content or this one. The
    caller holds the lock.

    Raises
    ------
    CannotSave
        When this is more than will be read again.
    """
    if len(content) > LARGEST_BYTES:
        raise CannotSave(_TOO_MUCH)
    part = path.with_name(f".{path.name}.{os.urandom(8).hex()}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(part, flags, FILE_MODE)
    try:
        try:
            _write(descriptor, content)
            _keep_owner(path, descriptor)
            sync(descriptor)
            made = _stamp(os.fstat(descriptor), content[:HEADER_BYTES])
        finally:
            os.close(descriptor)
        _patiently(lambda: os.replace(part, path))  # noqa: PTH105 - a rename that replaces on every system
    except BaseException:
        with suppress(OSError):
            os.unlink(part)  # noqa: PTH108 - the campaign of faults puts its own `os` in here
        raise
    sync_folder(path.parent)
    return made


def sync(descriptor: int) -> None:
    """Have a file's content on the disk itself; macOS has a call of its own that does not stop at the drive's cache."""
    try:
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # type: ignore[attr-defined,unused-ignore]  # macOS alone
    except (ImportError, AttributeError, OSError):
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the names of files in a folder on the disk, where the system has a call for it."""
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def set_aside(path: Path, kept: Path) -> Path:
    """Rename a file that is in the way to the first free name like `kept`, which is given."""
    name = free_name(kept)
    _patiently(lambda: path.rename(name))
    sync_folder(path.parent)
    return name


def aside_name(path: Path, word: str, suffix: str = "") -> Path:
    """Give a plain, dated name beside a workbook, such as ``workbook-before-2026-11-27.imew``."""
    return path.with_name(f"{path.stem}-{word}-{dt.date.today().isoformat()}{suffix or path.suffix}")


def free_name(path: Path) -> Path:
    """Give `path`, or the first of path-2, path-3 … that is free."""
    names = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 10_000))
    return path if not os.path.lexists(path) else next(name for name in names if not os.path.lexists(name))


def companions(path: Path) -> list[Path]:
    """Give what SQLite, in an earlier format or another program, may have left beside a workbook."""
    beside = (path.with_name(path.name + ending) for ending in COMPANIONS)
    return [file for file in beside if os.path.lexists(file)]


def leftovers(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Give what a process that was killed may have left in a folder of workbooks, each with the workbook it belongs to.

    That is: a regular file with the name of a part and the first bytes of a workbook, or none yet, and an empty file
    with the name of a lock.
    """
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(".")]
    except OSError:
        return
    for name in names:
        match = _LEFT.fullmatch(name)
        if match and _is_left(folder / name, is_lock=match["name"] is None):
            yield folder / name, folder / (match["name"] or match["locked"])


def make_folder(folder: Path) -> list[Path]:
    """Make a folder with those above it, for its owner only; gives those that were made, the innermost first."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    for each in reversed(made):
        sync_folder(each.parent)
    return made


def _is_left(path: Path, *, is_lock: bool) -> bool:
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or (is_lock and found.st_size):
            return False
        with path.open("rb") as file:
            begin = file.read(len(MAGIC))
    except OSError:
        return False
    return MAGIC.startswith(begin) or begin == bytes(len(MAGIC))  # as a power cut may leave it


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _keep_owner(path: Path, descriptor: int) -> None:
    """Leave the file to its owner where an administrator works on it."""
    if hasattr(os, "fchown"):
        with suppress(OSError):
            former = path.stat()
            os.fchown(descriptor, former.st_uid, former.st_gid)


def _patiently(rename: Callable[[], object]) -> None:
    """Rename; on Windows a scanner or sync service may hold a file for a moment."""
    until = time.monotonic() + (_PATIENCE_S if os.name == "nt" else 0)
    while True:
        try:
            rename()
            return
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.05)


def _stamp(found: os.stat_result, header: bytes) -> Stamp:
    return found.st_ino, found.st_size, found.st_mtime_ns, header
