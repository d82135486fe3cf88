"""How one edit is made durable: our whole file beside the journals that SQLite has.

Each edit keeps one more record of a realistic size in a workbook that has 100, 1,000 or 10,000 already. Ours is
`EncryptedStore.put`. The peers are the same tables in an encrypted database of SQLite3 Multiple Ciphers, one commit for
each edit:

rollback    `journal_mode=delete`, `synchronous=extra`: the file alone is whole after each commit. Four syncs.
log         `journal_mode=wal`, `synchronous=full`, and a truncating checkpoint after each commit. Three syncs.
sync        One write of 4,096 bytes and one `fsync` of it, with nothing else.

The journals are in C and we are not, so the ratio is of the whole edit, JSON and transaction included. Printed are the
median and the 95th percentile in milliseconds, and the ratio of the 95th percentiles.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

import apsw

from imeworkbook.records import Note
from imeworkbook.store import create, migrations

SIZES = (100, 1_000, 10_000)
TEXT = "A sentence of the length that people write in this place, with a date or two in it. " * 2
_INSERT = "INSERT INTO version (id, at, body) VALUES (?, '2026-11-27T10:00:00+00:00', ?)"


def journal(edits: int) -> None:
    """Print a line for each way and size."""
    print(f"\n{'one durable edit':<38}{'median':>10} {'p95':>10}   of ours (p95)")
    for size in SIZES:
        mine = _times(_ours, size, edits)
        _told(f"whole file, {size:,} entries", mine, mine)
        for name, mode, level in (("rollback", "delete", "extra"), ("log", "wal", "full")):
            _told(f"{name}, {size:,} entries", _times(_peer(mode, level), size, edits), mine)
    _told("sync of one page", _syncs(edits), mine)


Edit = Callable[[Note], object]


def _times(way: Callable[[Path, list[Note]], tuple[Edit, Callable[[], None]]], size: int, edits: int) -> list[float]:
    notes = [Note(text=TEXT) for _ in range(size)]
    with tempfile.TemporaryDirectory() as folder:
        edit, close = way(Path(folder), notes)
        times = [_timed(lambda: edit(Note(text=TEXT))) for _ in range(edits)]
        close()
    return times


def _ours(folder: Path, notes: list[Note]) -> tuple[Edit, Callable[[], None]]:
    store, _ = create(folder / "w.imew", "four words beside rivers")
    store.put(*notes)
    return store.put, store.close


def _peer(mode: str, level: str) -> Callable[[Path, list[Note]], tuple[Edit, Callable[[], None]]]:
    def begin(folder: Path, notes: list[Note]) -> tuple[Edit, Callable[[], None]]:
        connection = apsw.Connection(str(folder / "w.db"))
        connection.pragma("cipher", "aegis")
        connection.pragma("key", f"raw:{os.urandom(32).hex()}")
        connection.pragma("journal_mode", mode)
        connection.pragma("synchronous", level)
        migrations.migrate(connection)

        def edit(*notes: Note) -> None:
            with migrations.transaction(connection):
                connection.executemany(_INSERT, [(note.id, json.dumps(note.to_dict())) for note in notes])
            if mode == "wal":
                connection.pragma("wal_checkpoint", "truncate")

        edit(*notes)
        return edit, connection.close

    return begin


def _syncs(edits: int) -> list[float]:
    with tempfile.TemporaryFile() as file:

        def sync() -> None:
            file.seek(0)
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())

        return [_timed(sync) for _ in range(edits)]


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _told(name: str, times: list[float], ours: list[float]) -> None:
    cuts, mine = quantiles(times, n=20), quantiles(ours, n=20)
    print(f"{name:<38}{cuts[9] * 1000:>8.2f}ms {cuts[18] * 1000:>8.2f}ms   {cuts[18] / mine[18]:.2f}")
