"""The border at which foreign errors become ours: no `apsw` error or `OSError` gets past it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import apsw

from imeworkbook.errors import CannotSave, DamagedWorkbook, StoreError, WorkbookLocked

P = ParamSpec("P")
T = TypeVar("T")

_FULL = "There is no room left on this disk. Nothing was changed; free some space and try again."
_READ_ONLY = (
    "This place cannot be written to. Nothing was changed; choose another folder or ask for access to this one."
)
_BUSY = "Another window is using the workbook. Nothing was changed; please try again in a moment."
_DAMAGED = "This workbook was cut short or altered. Nothing was changed; please bring back a backup."
_CLOSED = "The workbook is locked. Please unlock it to go on."

RULES: dict[type[Exception], tuple[type[StoreError], str]] = {
    apsw.FullError: (CannotSave, _FULL),
    apsw.ReadOnlyError: (CannotSave, _READ_ONLY),
    apsw.PermissionsError: (CannotSave, _READ_ONLY),
    apsw.CantOpenError: (CannotSave, _READ_ONLY),
    apsw.IOError: (
        CannotSave,
        _FULL.replace("no room left on", "a problem writing to").replace("free some space and ", ""),
    ),
    apsw.BusyError: (WorkbookLocked, _BUSY),
    apsw.LockedError: (WorkbookLocked, _BUSY),
    apsw.ConnectionClosedError: (WorkbookLocked, _CLOSED),
    apsw.Error: (DamagedWorkbook, _DAMAGED),
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
        kind, words = next(rule for foreign, rule in RULES.items() if isinstance(error, foreign))
        raise kind(words) from None
    except OSError as error:
        raise CannotSave(_FULL if error.errno == 28 else _READ_ONLY) from None


def guarded(method: Callable[P, T]) -> Callable[P, T]:
    """Run a function inside `translated`."""

    @functools.wraps(method)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with translated():
            return method(*args, **kwargs)

    return run
