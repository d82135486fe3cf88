"""Ending the reading of a file from outside: readers ask between two pieces if they may go on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_wanted: ContextVar[threading.Event | None] = ContextVar("stop", default=None)


class Stopped(Exception):
    """The person wants no more of it."""


@contextmanager
def until(stop: threading.Event) -> Iterator[None]:
    """Read only until this is set."""
    token = _wanted.set(stop)
    try:
        yield
    finally:
        _wanted.reset(token)


def may_go_on() -> None:
    """Pass where the reading may go on.

    Raises
    ------
    Stopped
        Where it is to end.
    """
    stop = _wanted.get()
    if stop is not None and stop.is_set():
        raise Stopped
