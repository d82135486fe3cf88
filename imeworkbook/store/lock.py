"""Who has a workbook open, in this process or another: SQLite's file locks, on an empty file beside it.

The workbook itself is replaced at each change, and a lock goes with the file it was taken on; so it has a file of its
own. Shared: has it open. Reserved: writes. Exclusive: has it open alone. SQLite's file layer keeps these across the
threads of a process and on each system (on POSIX, closing any descriptor of a file drops the process's locks on it:
sqlite.org, "How To Corrupt An SQLite Database File", 2.2). A process that ends in whatever way lets go of them.
"""

from __future__ import annotations

import ctypes
import os
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import apsw

from imeworkbook.errors import CannotSave, WorkbookLocked
from imeworkbook.store import disk
from imeworkbook.store.translate import BUSY, READ_ONLY, translated

_WAIT_S = 10.0
_ALONE_WAIT_S = 0.5
_PAUSE_S = (0.001, 0.02)
_NAME_BYTES = 255


def base_vfs() -> str:
    """Give the name of SQLite's plain file layer on this system."""
    return next(name for name in apsw.vfs_names() if name in ("unix", "win32"))


class Lock:
    """A share in a workbook, from the making of this to its `close`.

    Attributes
    ----------
    set_aside
        Where that went which lay in the place of the lock and was no file; None where nothing did.

    Raises
    ------
    UnfitName
        When nothing can be put beside a file of this name.
    CannotSave
        When this place cannot be written to.
    WorkbookLocked
        When another process has it alone for longer than a change of passphrase takes.
    """

    def __init__(self, workbook: Path, *, wait_s: float = _WAIT_S) -> None:
        _refuse_unfit(workbook)
        self.wait_s = wait_s
        self._path = workbook.with_name(f".{workbook.name}.lock")
        until = time.monotonic() + wait_s
        with translated():
            self.set_aside = self._cleared(workbook)
            self._file = self._shared(until)
            self._stay(until)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one that writes; waits for another that does."""
        self._reach(apsw.SQLITE_LOCK_RESERVED, time.monotonic() + self.wait_s)
        try:
            yield
        finally:
            self._file.xUnlock(apsw.SQLITE_LOCK_SHARED)

    @contextmanager
    def alone(self, *, wait_s: float = _ALONE_WAIT_S) -> Iterator[None]:
        """Be the only one that has the workbook open.

        Raises
        ------
        WorkbookLocked
            When another has it open.
        """
        try:
            self._reach(apsw.SQLITE_LOCK_EXCLUSIVE, time.monotonic() + wait_s)
            yield
        except _Busy:
            raise WorkbookLocked("store.open_elsewhere") from None
        finally:
            self._file.xUnlock(apsw.SQLITE_LOCK_SHARED)

    def close(self) -> None:
        """Let go. The last to do so takes the empty file away."""
        last = False
        with suppress(apsw.Error):
            self._file.xLock(apsw.SQLITE_LOCK_EXCLUSIVE)
            last = True
            if os.name == "posix" and not self._was_removed():
                self._remove()
        with suppress(apsw.Error):
            self._file.xUnlock(apsw.SQLITE_LOCK_NONE)
        self._file.xClose()
        if last and os.name != "posix":  # Windows removes no open file; one that opened it since keeps it
            self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            if self._path.lstat().st_size == 0:
                self._path.unlink()

    def _cleared(self, workbook: Path) -> Path | None:
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(self._path.lstat().st_mode):  # a folder, a link that leads elsewhere or nowhere
                return disk.set_aside(self._path, disk.aside_name(workbook, "left-over", ".lock"))
        return None

    def _reach(self, level: int, until: float) -> None:
        """Take a lock on the file that has the name of it now: a person or a program that tidies up may remove it."""
        _take(self._file, level, until)
        while self._stay(until):
            _take(self._file, level, until)

    def _stay(self, until: float) -> bool:
        """Have a share in the file that has the name; gives whether it was another till now."""
        renewed = False
        while self._was_removed():
            fresh, renewed = self._shared(until), True
            self._file.xClose()
            self._file = fresh
        return renewed

    def _shared(self, until: float) -> apsw.VFSFile:
        flags = [apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_MAIN_DB, 0]
        with suppress(FileExistsError):
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, disk.FILE_MODE))
        file = apsw.VFSFile(base_vfs(), str(self._path), flags)
        if flags[1] & apsw.SQLITE_OPEN_READONLY:
            file.xClose()
            raise CannotSave(READ_ONLY)
        try:
            _take(file, apsw.SQLITE_LOCK_SHARED, until)
        except BaseException:
            file.xClose()
            raise
        return file

    def _was_removed(self) -> bool:
        """Whether the file that is open here has lost its name."""
        moved = ctypes.c_int(0)
        self._file.xFileControl(apsw.SQLITE_FCNTL_HAS_MOVED, ctypes.addressof(moved))
        return bool(moved.value)


def _take(file: apsw.VFSFile, level: int, until: float) -> None:
    pause, longest = _PAUSE_S
    while True:
        try:
            file.xLock(level)
            return
        except apsw.BusyError:
            if time.monotonic() >= until:
                raise _Busy(BUSY) from None
        time.sleep(pause)
        pause = min(2 * pause, longest)


def _refuse_unfit(workbook: Path) -> None:
    name = os.fsencode(workbook.name)
    if len(name) + disk.BESIDE_BYTES > _NAME_BYTES:
        raise UnfitName("store.name_too_long")
    try:
        str(workbook).encode()
    except UnicodeEncodeError:
        raise UnfitName("store.name_not_text") from None


class UnfitName(CannotSave):
    """A workbook whose name is too long, or no text, cannot be written."""


class _Busy(WorkbookLocked):
    """A lock was not to be had in the time given."""


def sweep(folder: Path) -> None:
    """Take away what killed processes left in a folder of workbooks, where no process has the workbook open."""
    trouble = (WorkbookLocked, CannotSave, OSError, apsw.Error)
    for left, workbook in disk.leftovers(folder):
        with suppress(*trouble), closing(Lock(workbook, wait_s=0)) as lock, lock.alone(wait_s=0):
            if left.suffix == ".part":
                left.unlink()
