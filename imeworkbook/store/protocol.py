"""What every store does, whether it is a file or memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from imeworkbook.records import Record

Fields = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """That one record changed: its number in the order of all changes, and which record it was."""

    number: int
    id: str
    kind: str


@dataclass(frozen=True)
class Version:
    """One state of one record, and when it was kept (UTC). `record` is None where it was removed."""

    number: int
    at: dt.datetime
    record: Record | None


@dataclass(frozen=True)
class Unreadable:
    """A record that is kept and can no longer be read: what kind it is of, and when it was kept (UTC)."""

    kind: str
    at: dt.datetime


Listener = Callable[[tuple[Change, ...]], None]


class Store(Protocol):
    """A place that keeps records with every earlier version of them.

    Each call that changes something is one durable transaction: when it returns, the change is kept; when it raises,
    nothing was changed. Calls may come from any thread. All raise `StoreError`s only.
    """

    def get(self, id: str) -> Record | None:
        """Give the record of that id, or None where there is none or it was removed."""
        ...

    def records(self, kind: str | None = None) -> tuple[Record, ...]:
        """Give what is kept, or what is kept of one kind, in the order in which it was first put.

        As long as nothing changes, it is the very same tuple: whatever is worked out from it can be kept beside it.
        """
        ...

    def unreadable(self) -> tuple[Unreadable, ...]:
        """Name the records that are kept and can no longer be read, in the order of their first putting."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """Make all calls within it one transaction: no other window writes in between, and all is kept or nothing."""
        ...

    def put(self, *records: Record, drop_draft: str | None = None) -> tuple[Change, ...]:
        """Keep new records or new versions, all or none, and let go of a draft that this settles."""
        ...

    def remove(self, id: str) -> tuple[Change, ...]:
        """Take a record out. Its history stays and `undo` brings it back."""
        ...

    def erase(self, id: str) -> tuple[Change, ...]:
        """Remove a record with its history and from what can be undone."""
        ...

    def history(self, id: str) -> tuple[Version, ...]:
        """Give every version of a record, oldest first."""
        ...

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        ...

    @property
    def can_redo(self) -> bool:
        """Whether there is a change that was taken back, with no later edit."""
        ...

    def undo(self) -> tuple[Change, ...]:
        """Take back the last change; empty where there is none."""
        ...

    def redo(self) -> tuple[Change, ...]:
        """Bring back what was last taken back; empty where there is nothing."""
        ...

    def save_draft(self, key: str, fields: Fields) -> None:
        """Keep what is being typed (JSON values)."""
        ...

    def draft(self, key: str) -> Fields | None:
        """Give what was typed under `key`, or None."""
        ...

    def drop_draft(self, key: str) -> None:
        """Let go of what was typed under `key`."""
        ...

    def drafts(self) -> dict[str, Fields]:
        """Give all that was typed and not kept."""
        ...

    def changes_since(self, number: int) -> tuple[Change, ...]:
        """Give the changes after the one with this number, oldest first."""
        ...

    @property
    def last_change(self) -> int:
        """The number of the latest change; 0 in a new store."""
        ...

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of each change made here, and with `poll` of those made elsewhere. Gives the way to stop."""
        ...

    def poll(self) -> None:
        """Look for changes that other processes made, and tell the listeners."""
        ...

    @property
    def closed(self) -> bool:
        """Whether it was closed; a closed store raises `WorkbookLocked`."""
        ...

    def close(self) -> None:
        """Let go of the file and its key. Closing twice does nothing."""
        ...
