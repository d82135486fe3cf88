"""The encrypted workbook file and its twin in memory: transactions, history, undo, migrations, keys, safekeeping."""

from __future__ import annotations

from imeworkbook.store.encrypted import EncryptedStore, create, open_
from imeworkbook.store.meeting import KeptThere, Meeting, meet, take
from imeworkbook.store.memory import MemoryStore
from imeworkbook.store.protocol import Change, Store, Unreadable, Version
from imeworkbook.store.safekeeping import Checked, backup, backup_name, check, read_through, restore

__all__ = [
    "Change",
    "Checked",
    "EncryptedStore",
    "KeptThere",
    "Meeting",
    "MemoryStore",
    "Store",
    "Unreadable",
    "Version",
    "backup",
    "backup_name",
    "check",
    "create",
    "meet",
    "open_",
    "read_through",
    "restore",
    "take",
]
