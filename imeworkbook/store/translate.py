"""The border at which foreign errors become ours: no `apsw` error or `OSError` gets past it."""

from __future__ import annotations

import errno
import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import apsw

from imeworkbook.errors import CannotSave, DamagedWorkbook, StoreError, WorkbookLocked
from imeworkbook.store.container import DAMAGED

P = ParamSpec("P")
T = TypeVar("T")

_FULL = "store.no_room"
READ_ONLY = "store.read_only"
_TROUBLE = "store.trouble"
BUSY = "store.busy"
_CLOSED = "store.locked"
_NO_FOLDER = "store.no_folder"
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_MISSING = {errno.ENOENT, errno.ENOTDIR}
_BROKEN = {errno.EIO, getattr(errno, "ESTALE", errno.EIO)}

RULES: dict[type[Exception], tuple[type[StoreError], str]] = {
    apsw.FullError: (CannotSave, _FULL),
    apsw.ReadOnlyError: (CannotSave, READ_ONLY),
    apsw.PermissionsError: (CannotSave, READ_ONLY),
    apsw.CantOpenError: (CannotSave, READ_ONLY),
    apsw.IOError: (CannotSave, _TROUBLE),
    apsw.BusyError: (WorkbookLocked, BUSY),
    apsw.LockedError: (WorkbookLocked, BUSY),
    apsw.ConnectionClosedError: (WorkbookLocked, _CLOSED),
    apsw.Error: (DamagedWorkbook, DAMAGED),
}


def closed_error() -> WorkbookLocked:
    """Give the error of a store that was closed."""
    return WorkbookLocked(_CLOSED)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what SQLite and the system raise into one of our sentences, which repeats nothing of the file's content."""
    try:
        yield
    except apsw.Error as error:
        kind, code = next(rule for foreign, rule in RULES.items() if isinstance(error, foreign))
        raise kind(code) from None
    except OSError as error:
        raise CannotSave(_code(error.errno)) from None


def _code(number: int | None) -> str:
    if number in _NO_ROOM:
        return _FULL
    if number in _BROKEN:
        return _TROUBLE
    return _NO_FOLDER if number in _MISSING else READ_ONLY


def guarded(method: Callable[P, T]) -> Callable[P, T]:
    """Run a function inside `translated`."""

    @functools.wraps(method)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with translated():
            return method(*args, **kwargs)

    return run
