"""Opening the content of a workbook file, of whatever format, with its passphrase or its recovery code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw

from imeworkbook.errors import DamagedWorkbook, WrongKey
from imeworkbook.store import container, disk, former, keys
from imeworkbook.store.migrations import migrate, refuse_newer


@dataclass(frozen=True)
class Opened:
    """What a file came to with its passphrase or code.

    `is_former` tells that it has an earlier format; `with_log`, that the write-ahead log beside it went into it.
    """

    slots: container.Slots
    data_key: bytes
    image: bytes
    is_former: bool = False
    with_log: bool = False


@dataclass(frozen=True)
class Secret:
    """What opens a file: its passphrase, its recovery code, or the data key itself; the first that is given counts."""

    passphrase: str | None = None
    recovery: str | None = None
    data_key: bytes | None = None

    def __repr__(self) -> str:
        return "Secret()"

    def open(self, slots: container.Slots) -> bytes:
        """Give the data key.

        Raises
        ------
        WrongKey, DamagedWorkbook
        """
        try:
            if self.passphrase is not None:
                return keys.open_with_passphrase(slots["passphrase"], self.passphrase)
            if self.recovery is not None:
                return keys.open_with_code(slots["recovery"], self.recovery)
        except (KeyError, TypeError, ValueError, OverflowError, MemoryError):  # a header that someone wrote by hand
            raise DamagedWorkbook(container.DAMAGED) from None
        if self.data_key is not None:
            return self.data_key
        raise WrongKey("store.no_secret")

    def renewed(self, slots: container.Slots, data_key: bytes) -> container.Slots:
        """Seal the data key in today's way for what was just given, which a slot of format 1 cannot do by itself."""
        if self.passphrase is not None:
            return {**slots, "passphrase": keys.seal_with_passphrase(data_key, self.passphrase)}
        if self.recovery is not None:
            return {**slots, "recovery": keys.seal_with_code(data_key, self.recovery)}
        return slots


def unlock(content: bytes, log: bytes | None, secret: Secret) -> Opened:
    """Open the content of a workbook file of whatever format; `log` is the write-ahead log beside it, if there is one.

    Raises
    ------
    NotAWorkbook, DamagedWorkbook, NewerWorkbook, WrongKey
    """
    if container.format_of(content) == former.FORMAT:
        slots = former.slots(content)
        data_key = secret.open(slots)
        image, belongs = former.read(content, log, data_key)
        opened = Opened(secret.renewed(slots, data_key), data_key, image, is_former=True, with_log=belongs)
    else:
        sealed = container.parse(content)
        data_key = secret.open(sealed.slots)
        opened = Opened(sealed.slots, data_key, sealed.open(data_key))
    with database(opened.image) as found:
        refuse_newer(found)
    return opened


def unlock_file(path: Path, secret: Secret) -> Opened:
    """Open a workbook file where it lies, with what belongs to it beside it; nothing is changed. Raises as `unlock`.

    Raises
    ------
    WorkbookMissing
    """
    content, log = disk.read(path), path.with_name(path.name + "-wal")
    has_log = container.format_of(content) == former.FORMAT and log.is_file()
    return unlock(content, disk.read(log) if has_log else None, secret)


@contextmanager
def database(image: bytes) -> Iterator[apsw.Connection]:
    """Give a connection to the database of an image, as long as the block lasts."""
    with closing(apsw.Connection(":memory:")) as connection:
        connection.deserialize("main", image)
        yield connection


def fill(connection: apsw.Connection, image: bytes) -> None:
    """Let a connection hold the database of an image, with the steps that it lacks."""
    with database(image) as found:
        migrate(found)
        with connection.backup("main", found, "main") as work:
            work.step()
