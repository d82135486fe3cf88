"""A store in memory: the twin of the encrypted file, for tests and for looking around with the sample person."""

from __future__ import annotations

import apsw

from imeworkbook.store.sql import SqlStore


class MemoryStore(SqlStore):
    """A store that is gone when it is closed. Nothing of it touches a disk."""

    def __init__(self) -> None:
        super().__init__(apsw.Connection(":memory:"))
