"""A disk that remembers: what is done to files is recorded, and a disk is built as a power cut may have left it.

The model is POSIX, which promises little. What was written to a file is there after a sync of that file; until then it
may be there, not, in part, or in single sectors with zeros between. A name that was made, changed or taken away is so
after a sync of the folder that holds it; until then each of these may have happened or not, in any order.
"""

from __future__ import annotations

import itertools
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

SECTOR = 512
NAMES = ("make", "rename", "unlink", "mkdir", "rmdir")  # the events that change a name in a folder


@dataclass(frozen=True)
class Event:
    """One thing that was done: to the content of a file, to a name, a sync of either, or an acknowledgement."""

    what: str
    file: int = 0
    path: str = ""
    to: str = ""
    at: int = 0
    data: bytes = b""

    @property
    def folder(self) -> str:
        """The folder whose names this changes."""
        return str(Path(self.to or self.path).parent)


@dataclass
class Recorder:
    """What is done below a folder, in order. What was there before is on the disk already."""

    root: Path
    log: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = itertools.count()
        self._names = {str(path): next(self._numbers) for path in self.root.rglob("*") if path.is_file()}
        self.before = {name: Path(name).read_bytes() for name in self._names}
        self._first = {number: self.before[name] for name, number in self._names.items()}
        self._open: dict[int, list[int]] = {}  # descriptor: file and place, or nothing for a folder
        self._folders: dict[int, str] = {}

    def acknowledge(self) -> None:
        self.log.append(Event("acknowledged"))

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record what Python does to files as long as the block lasts."""
        calls = ("open", "write", "ftruncate", "fsync", "close", "replace", "unlink", "mkdir", "rmdir")
        kept = {name: getattr(os, name) for name in calls}

        def open_(path, flags, *rest, **options):
            made = not os.path.lexists(path)
            descriptor = kept["open"](path, flags, *rest, **options)
            self._opened(descriptor, os.fspath(path), flags, made=made)
            return descriptor

        def write(descriptor, data):
            written = kept["write"](descriptor, data)
            if descriptor in self._open:
                number, at = self._open[descriptor]
                self.log.append(Event("write", number, at=at, data=bytes(data[:written])))
                self._open[descriptor][1] += written
            return written

        def ftruncate(descriptor, size):
            kept["ftruncate"](descriptor, size)
            if descriptor in self._open:
                self.log.append(Event("cut", self._open[descriptor][0], at=size))

        def fsync(descriptor):
            kept["fsync"](descriptor)
            if descriptor in self._open:
                self.log.append(Event("sync", self._open[descriptor][0]))
            elif descriptor in self._folders:
                self.log.append(Event("sync names", path=self._folders[descriptor]))

        def close(descriptor):
            kept["close"](descriptor)
            self._open.pop(descriptor, None)
            self._folders.pop(descriptor, None)

        def replace(source, target, **options):
            kept["replace"](source, target, **options)
            source, target = os.fspath(source), os.fspath(target)
            if source in self._names:
                self._names[target] = self._names.pop(source)
                self.log.append(Event("rename", self._names[target], source, target))

        def unlink(path, **options):
            kept["unlink"](path, **options)
            if os.fspath(path) in self._names:
                self.log.append(Event("unlink", self._names.pop(os.fspath(path)), os.fspath(path)))

        def folder(what):
            def work(path, *rest, **options):
                kept[what](path, *rest, **options)
                if Path(path).is_relative_to(self.root):
                    self.log.append(Event(what, path=os.fspath(path)))

            return work

        with patch.multiple(
            os, open=open_, write=write, ftruncate=ftruncate, fsync=fsync, close=close, replace=replace, rename=replace,
            unlink=unlink, mkdir=folder("mkdir"), rmdir=folder("rmdir"),
        ):  # fmt: skip
            yield

    def _opened(self, descriptor: int, path: str, flags: int, *, made: bool) -> None:
        if not Path(path).is_relative_to(self.root):
            return
        if Path(path).is_dir():
            self._folders[descriptor] = path
            return
        if made:
            self._names[path] = next(self._numbers)
            self.log.append(Event("make", self._names[path], path))
        number = self._names[path]
        self._open[descriptor] = [number, 0]
        if flags & os.O_TRUNC and not made:
            self.log.append(Event("cut", number))

    def disk_after(self, cut: int, dice: random.Random, *, ignoring_syncs: bool = False) -> Disk:
        """Build a disk as it may be when the power goes after the first `cut` events."""
        log = self.log[:cut]
        synced, names_synced = (
            ({}, {})
            if ignoring_syncs
            else (
                {event.file: place for place, event in enumerate(log) if event.what == "sync"},
                {event.path: place for place, event in enumerate(log) if event.what == "sync names"},
            )
        )
        disk = Disk({str(self.root)}, {name: number for number, name in enumerate(self.before)}, dict(self._first))
        writes: dict[int, list[tuple[bool, Event]]] = defaultdict(list)
        chance = dice.choice([0, 0.5, 1])
        for place, event in enumerate(log):
            if event.what in ("write", "cut"):
                writes[event.file].append((place < synced.get(event.file, -1), event))
            elif event.what in NAMES and (place < names_synced.get(event.folder, -1) or dice.random() < chance):
                disk.change_name(event)
        for number, events in writes.items():
            disk.contents[number] = _content(disk.contents.get(number, b""), events, dice)
        return disk


@dataclass
class Disk:
    """What is on a disk: folders, names of files, and their contents."""

    folders: set[str]
    names: dict[str, int]
    contents: dict[int, bytes]

    def change_name(self, event: Event) -> None:
        if event.what == "mkdir":
            self.folders.add(event.path)
        elif event.what == "rmdir":
            self.folders.discard(event.path)
        elif event.what == "unlink":
            self.names.pop(event.path, None)
        else:
            self.names.pop(event.path, None)
            self.names[event.to or event.path] = event.file

    def put_down(self, root: Path, to: Path) -> None:
        """Write it out below another folder. What lies in a folder that is not there is not there either."""
        for folder in sorted(self.folders):
            target = to / Path(folder).relative_to(root)
            if folder == str(root) or target.parent.is_dir():
                target.mkdir(exist_ok=True)
        for name, number in self.names.items():
            target = to / Path(name).relative_to(root)
            if target.parent.is_dir():
                target.write_bytes(self.contents.get(number, b""))


def _content(content: bytes, events: list[tuple[bool, Event]], dice: random.Random) -> bytes:
    durable, pending = (
        _written(content, [event for done, event in events if done]),
        [event for done, event in events if not done],
    )
    if not pending:
        return durable
    whole = _written(durable, pending)
    way = dice.choice(["dropped", "kept", "begun", "in sectors"])
    if way == "dropped":
        return durable
    if way == "kept":
        return whole
    if way == "begun":
        size = dice.randrange(len(whole) + 1)
        return whole[:size] + durable[size:]
    old = durable.ljust(len(whole), b"\0")
    sectors = (dice.choice([old, whole])[at : at + SECTOR] for at in range(0, len(whole), SECTOR))
    return b"".join(sectors)


def _written(content: bytes, events: list[Event]) -> bytes:
    made = bytearray(content)
    for event in events:
        if event.what == "cut":
            del made[event.at :]
            made.extend(bytes(event.at - len(made)))
        else:
            made.extend(bytes(max(0, event.at - len(made))))
            made[event.at : event.at + len(event.data)] = event.data
    return bytes(made)
