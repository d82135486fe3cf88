"""The encrypted workbook file as a store.

The database is in memory; each change is written to the file as one new whole (`container`, `disk`) before it is
acknowledged, so the file alone holds all of it at every moment. Several processes may have one workbook open: one
writes at a time (`lock`), and each takes in what the others wrote before it reads or writes.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from pathlib import Path

import apsw

from imeworkbook.errors import (
    CannotSave,
    StoreError,
    WorkbookExists,
    WorkbookLocked,
)
from imeworkbook.language import Saying
from imeworkbook.store import container, disk, former, keys
from imeworkbook.store.lock import Lock, UnfitName, sweep
from imeworkbook.store.migrations import migrate, refuse_newer
from imeworkbook.store.sql import SqlStore
from imeworkbook.store.strength import refuse_guessable
from imeworkbook.store.translate import READ_ONLY, guarded, translated
from imeworkbook.store.unlocking import Opened, Secret, database, fill, unlock_file

SETTLE_S = 0.3
_SETTLE_TIMES = 20
EXISTS = "store.exists"

Vector = dict[str, int]


class EncryptedStore(SqlStore):
    """A store in one encrypted file. Several processes may have it open and write at once.

    Attributes
    ----------
    path
        The file itself, links followed.
    read_only
        Whether its place cannot be written to.
    """

    def __init__(self, path: Path, opened: Opened, lock: Lock | None, stamp: disk.Stamp | None) -> None:
        self.path = path
        self.read_only = lock is None
        self._lock_file = lock
        self._slots, self._data_key = opened.slots, opened.data_key
        self._name = secrets.token_hex(8)
        self._stamp = stamp
        self._foreign: tuple[disk.Stamp | None, ...] = ()
        self._kept: disk.Stamp | None = None
        self._notices: list[Saying] = [Saying("notice.cannot_write")] if lock is None else []
        if lock and lock.set_aside:
            self._notices.append(Saying("notice.beside", {"names": lock.set_aside.name}))
        connection = apsw.Connection(":memory:")
        try:
            with translated():
                fill(connection, opened.image)
            super().__init__(connection)
        except BaseException:
            connection.close()
            raise

    @property
    def data_key(self) -> bytes:
        """The key of the file.

        Raises
        ------
        WorkbookLocked
            When the store was closed, which lets go of the key.
        """
        if self.closed:
            raise WorkbookLocked("store.locked")
        return self._data_key

    def notices(self) -> tuple[str, ...]:
        """Give, once, what the person should hear about the file: sentences, oldest first."""
        told, self._notices = tuple(map(str, self._notices)), []
        return told

    def content(self) -> bytes:
        """Give the content of a workbook file that holds this state and opens with the same passphrase and code."""
        with self._reading() as connection:
            return self._sealed(connection)

    def _sealed(self, connection: apsw.Connection) -> bytes:
        return container.seal(self._slots, self._data_key, connection.serialize("main"))

    def verify(self) -> None:
        """Read the file itself through. Raises `DamagedWorkbook` where it is not whole."""
        with self._reading():
            unlock_file(self.path, Secret(data_key=self._data_key))

    # --- keys ---

    @property
    def code_is_needed(self) -> bool:
        """Whether a new passphrase needs the recovery code to go on working: only files of format 1 do."""
        return not keys.can_take_another_key(self._slots["recovery"])

    @guarded
    def change_passphrase(self, passphrase: str, *, code: str | None = None) -> str | None:
        """Let `passphrase` alone open what the file holds from now on: it gets a new data key.

        The recovery code stays good. For a file of format 1 it has to be given as `code`; else there is a new one,
        which is given, and kept nowhere. A copy made before still opens with the former passphrase, to what it held.

        Raises
        ------
        InvalidRecord
            When the passphrase is one of the first that anyone would try.
        WrongKey
            When `code` is not the code of this file.
        WorkbookLocked
            When another process has the file open.
        CannotSave
        """
        refuse_guessable(passphrase)
        fresh = None
        with self._alone():
            data_key, slot = keys.new_data_key(), self._slots["recovery"]
            if keys.can_take_another_key(slot):
                recovery = keys.with_another_key(slot, self._data_key, data_key)
            else:
                if code is None:
                    code = fresh = keys.new_recovery_code()
                else:
                    keys.open_with_code(slot, code)
                recovery = keys.seal_with_code(data_key, code)
            slots = {"passphrase": keys.seal_with_passphrase(data_key, passphrase), "recovery": recovery}
            self._write_with(slots, data_key)
        return fresh

    @guarded
    def new_recovery_code(self) -> str:
        """Make and give a recovery code; the former one opens no later state of the file. Raises as above."""
        code = keys.new_recovery_code()
        with self._alone():
            slot, data_key = self._slots["passphrase"], self._data_key
            if keys.can_take_another_key(slot):
                data_key = keys.new_data_key()
                slot = keys.with_another_key(slot, self._data_key, data_key)
            self._write_with({"passphrase": slot, "recovery": keys.seal_with_code(data_key, code)}, data_key)
        return code

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only process that has the file open, so that nobody writes on with the former key."""
        with self._reading():
            if self._lock_file is None:
                raise CannotSave(READ_ONLY)
            with self._lock_file.alone():
                self._settle()
                yield

    def _write_with(self, slots: container.Slots, data_key: bytes) -> None:
        with self._reading() as connection:
            content = container.seal(slots, data_key, connection.serialize("main"))
        self._stamp = disk.replace(self.path, content)
        self._slots, self._data_key = slots, data_key

    # --- one writer at a time, each from the newest state ---

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self._lock_file is None:
            raise CannotSave(READ_ONLY)
        with self._lock_file.writing():
            self._settle()
            self._kept = None
            yield
            self._stamp = self._kept or self._stamp

    def _make_durable(self, connection: apsw.Connection) -> None:
        connection.execute(
            "INSERT INTO writer VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET writes = writes + 1", (self._name,)
        )
        self._kept = disk.replace(self.path, self._sealed(connection))

    def _catch_up(self) -> None:
        stamp = disk.stamp(self.path)
        if stamp != self._stamp and (stamp,) != self._foreign and not self._take_in(stamp):
            self._foreign = (stamp,)

    def _take_in(self, stamp: disk.Stamp | None) -> bool:
        """Go on from what the file holds, where that comes after what is open here. Gives whether it does."""
        found = self._found()
        if found is None:
            return False
        assert self._connection is not None
        slots, image = found
        with database(image) as found_there:
            comes_after = _includes(_vector(found_there), _vector(self._connection))
        if comes_after:
            fill(self._connection, image)
            self._slots, self._stamp, self._live = slots, stamp, None
        return comes_after

    def _found(self) -> tuple[container.Slots, bytes] | None:
        """Read what lies in the place of the file; None where it is not a state of this workbook."""
        try:
            sealed = container.parse(disk.read(self.path))
            image = sealed.open(self._data_key)
            with database(image) as found_there:
                refuse_newer(found_there)
        except (StoreError, apsw.Error):
            return None
        return sealed.slots, image

    def _settle(self) -> None:
        """Make sure, as the one that writes, that the file holds this state or one that comes after it.

        A file that another program put there, such as a sync service, is set aside unless this one holds all of it; one
        that is just being written gets the time to be.
        """
        stamp = disk.stamp(self.path)
        if stamp == self._stamp or self._take_in(stamp):
            return
        stamp = _settled(self.path, stamp)
        if self._take_in(stamp):
            return
        notice = self._clear_place(stamp)
        assert self._connection is not None
        self._stamp, self._foreign = disk.replace(self.path, self._sealed(self._connection)), ()
        self._notices.append(notice)

    def _clear_place(self, stamp: disk.Stamp | None) -> Saying:
        """Set aside what is in the way; gives what to say of it."""
        if stamp is None:
            return Saying("notice.gone")
        found = self._found()
        if found is not None and self._connection is not None:
            with database(found[1]) as found_there:
                if _includes(_vector(self._connection), _vector(found_there)):
                    return Saying("notice.earlier_left")
        aside = disk.set_aside(self.path, disk.aside_name(self.path, "found"))
        return Saying("notice.other_left", {"name": aside.name})

    def poll(self) -> None:
        """Look for what other processes kept; what another program put in the place of the file is set aside."""
        if self._foreign and not self.closed:
            with self._reading(), suppress(StoreError), self._turn():
                pass
        super().poll()

    def close(self) -> None:
        """Close the file and forget its key."""
        with self._lock:
            if self.closed:
                return
            with suppress(StoreError, OSError, apsw.Error), self._turn():  # leaves the file as it is here
                pass
            super().close()
            self._data_key = b""
            if self._lock_file is not None:
                self._lock_file.close()


@guarded
def create(path: Path, passphrase: str) -> tuple[EncryptedStore, str]:
    """Make a new workbook file; gives the open store and the recovery code, which is kept nowhere.

    The file is readable and writable by its owner only, and so is its folder where this makes it. When it cannot be
    made, nothing is left of the attempt.

    Raises
    ------
    WorkbookExists, CannotSave
    InvalidRecord
        When the passphrase is one of the first that anyone would try.
    """
    refuse_guessable(passphrase)
    path = disk.real(path)
    data_key, code = keys.new_data_key(), keys.new_recovery_code()
    slots = {
        "passphrase": keys.seal_with_passphrase(data_key, passphrase),
        "recovery": keys.seal_with_code(data_key, code),
    }
    with ExitStack() as undo:
        for folder in reversed(disk.make_folder(path.parent)):
            undo.callback(_remove_empty, folder)
        lock = Lock(path)
        undo.callback(lock.close)
        with lock.writing():
            if path.exists():
                raise WorkbookExists(EXISTS)
            opened = Opened(slots, data_key, _new_image())
            stamp = disk.replace(path, container.seal(slots, data_key, opened.image))
        undo.callback(path.unlink)
        store = EncryptedStore(path, opened, lock, stamp)
        undo.pop_all()
    return store, code


@guarded
def open_(path: Path, *, passphrase: str | None = None, recovery: str | None = None) -> EncryptedStore:
    """Open a workbook file with its passphrase or its recovery code.

    In a place that cannot be written to, it is open for reading only. A file of format 1 becomes one of today's.
    `EncryptedStore.notices` gives what to tell about the file.

    Raises
    ------
    WorkbookMissing, NotAWorkbook, WrongKey, DamagedWorkbook, NewerWorkbook, CannotSave, WorkbookLocked
    """
    path, secret = disk.real(path), Secret(passphrase, recovery)
    is_former = container.format_of(disk.read(path, container.HEADER_BYTES)) == former.FORMAT
    sweep(path.parent)
    lock = share(path)
    try:
        with lock.writing() if lock and is_former else nullcontext():
            stamp = disk.stamp(path)
            opened = unlock_file(path, secret)
            if lock and opened.is_former:
                former.refuse_in_use(path)
                stamp = disk.replace(path, container.seal(opened.slots, opened.data_key, opened.image))
        store = EncryptedStore(path, opened, lock, stamp)
        if disk.companions(path):
            store._notices += _tidied(path, opened, lock)
    except BaseException:
        if lock:
            lock.close()
        raise
    return store


def share(path: Path) -> Lock | None:
    """Take a share in a workbook; None where its place cannot be written to."""
    if not os.access(path, os.W_OK) and path.exists():
        return None
    try:
        return Lock(path)
    except UnfitName:
        raise
    except CannotSave:
        return None


def _tidied(path: Path, opened: Opened, lock: Lock | None) -> list[Saying]:
    """Take away what went into the file, and set aside what does not belong to it; gives what to say of that."""
    beside = disk.companions(path)
    spent = [file for file in beside if opened.with_log and not file.name.endswith("-journal") and file.is_file()]
    left = [file for file in beside if file not in spent]
    if lock is None:
        return [Saying("notice.lies_beside")] if left else []
    with suppress(WorkbookLocked), lock.alone(wait_s=0):
        for file in spent:  # the log is in the file now, and the other was its index
            file.unlink()
        kept = [disk.set_aside(file, disk.aside_name(path, "left-over", f".{file.name[-3:]}")) for file in left]
        names = ", ".join(file.name for file in kept)
        return [Saying("notice.beside", {"names": names})] if kept else []
    return []


def _settled(path: Path, stamp: disk.Stamp | None) -> disk.Stamp | None:
    """Wait until a file that another program puts in place has come to rest, for a bounded time."""
    for _ in range(_SETTLE_TIMES):
        time.sleep(SETTLE_S)
        former_stamp, stamp = stamp, disk.stamp(path)
        if stamp == former_stamp:
            break
    return stamp


def _new_image() -> bytes:
    with closing(apsw.Connection(":memory:")) as connection:
        migrate(connection)
        return connection.serialize("main")


def _vector(connection: apsw.Connection) -> Vector:
    """Give how often each opening of the workbook wrote: a version vector (Parker et al., 1983)."""
    return dict(connection.execute("SELECT name, writes FROM writer"))


def _includes(later: Vector, earlier: Vector) -> bool:
    return all(later.get(name, 0) >= writes for name, writes in earlier.items())


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
