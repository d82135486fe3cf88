"""Bare copies, as any copying program takes them, at any moment while another process writes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from imeworkbook.records import Note
from imeworkbook.store import check, open_

from .harness import CANARY, Trial, ended, in_child
from .people import NAME, base

_PAUSE_S = 0.003


def copied(trial: Trial) -> None:
    """Each copy is whole or refused, and a whole one holds everything that was acknowledged before it was begun."""
    path, copy = trial.folder / "writer" / NAME, trial.folder / "copy" / NAME
    path.parent.mkdir()
    copy.parent.mkdir()
    path.write_bytes(base().content)
    with _writer(path) as acknowledged:
        time.sleep(trial.dice.uniform(0.01, 0.05))
        name = trial.dice.choice(sorted(STYLES))
        before = acknowledged()
        STYLES[name](path, copy, trial.dice)
        after = acknowledged()
    as_it_came = copy.read_bytes()
    store = trial.attempt(lambda: open_(copy, recovery=base().code), leave=copy.read_bytes)
    if store is None:
        trial.expect(name in MIXING, "lost", f"a copy by {name} is refused")
        return
    with store:
        numbers = {int(record.id) for record in store.records() if record.id.isdigit()}
        drafts = {int(fields["text"].split()[-1]) for fields in store.drafts().values() if "half" in fields["text"]}
        trial.expect(numbers == set(range(len(numbers))), "lost", f"a copy by {name} has a gap")
        trial.expect(before <= len(numbers) <= after + 1, "lost", f"a copy by {name} is not of its moment")
        trial.expect(not numbers or drafts <= {len(numbers) - 1, len(numbers)}, "lost", "a draft is of another time")
        trial.expect(check(store).good, "lost", "a copy that opens is not whole")
    left = [file.name for file in copy.parent.iterdir() if file != copy]
    trial.expect(not left, "leftovers", f"{left} lie beside an opened copy")
    trial.expect(copy.read_bytes() == as_it_came, "changed", "opening a copy changed it")


@contextmanager
def _writer(path: Path) -> Iterator[Callable[[], int]]:
    """A process that keeps entries as fast as it can. Gives what counts the entries that it has acknowledged."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    seen = bytearray()

    def work() -> None:
        with open_(path, recovery=base().code) as store:
            for number in range(100_000):
                store.save_draft("new:note", {"text": f"half a sentence {number}"})
                store.put(Note(id=str(number), text=CANARY * (number % 100)))
                os.write(writing, b".")

    def acknowledged() -> int:
        with suppress(BlockingIOError):
            seen.extend(os.read(reading, 100_000))
        return len(seen)

    child = in_child(work)
    os.close(writing)
    try:
        yield acknowledged
    finally:
        os.kill(child, signal.SIGKILL)
        ended(child)
        os.close(reading)


# --- how programs copy ---


def _at_once(path: Path, copy: Path, dice: Random) -> None:
    copy.write_bytes(path.read_bytes())


def _by_the_system(path: Path, copy: Path, dice: Random) -> None:
    shutil.copyfile(path, copy)


def _in_small_reads(path: Path, copy: Path, dice: Random) -> None:
    size = dice.choice([512, 1000, 4096])
    with path.open("rb", buffering=0) as source, copy.open("wb") as target:
        while piece := source.read(size):
            target.write(piece)


def _with_pauses(path: Path, copy: Path, dice: Random) -> None:
    with path.open("rb", buffering=0) as source, copy.open("wb") as target:
        while piece := source.read(16_384):
            target.write(piece)
            time.sleep(dice.uniform(0, _PAUSE_S))


def _opening_each_time(path: Path, copy: Path, dice: Random) -> None:
    """As dd with skip, or a sync service that goes on later: each piece is of what the name stands for then."""
    size = dice.choice([4096, 20_000])
    copy.write_bytes(b"")
    while True:
        with path.open("rb") as source:
            source.seek(copy.stat().st_size)
            piece = source.read(size)
        if not piece:
            return
        with copy.open("ab") as target:
            target.write(piece)
        time.sleep(dice.uniform(0, _PAUSE_S))


def _from_the_end(path: Path, copy: Path, dice: Random) -> None:
    """Piece by piece, the last first."""
    size = 8192
    whole = path.stat().st_size
    with copy.open("wb") as target:
        for at in reversed(range(0, whole, size)):
            with path.open("rb") as source:
                source.seek(at)
                piece = source.read(size)
            target.seek(at)
            target.write(piece)
            time.sleep(dice.uniform(0, _PAUSE_S / 3))


def _the_whole_folder(path: Path, copy: Path, dice: Random) -> None:
    """With what lies beside at that moment; parts may vanish while they are copied."""
    for file in path.parent.iterdir():
        try:
            shutil.copyfile(file, copy.with_name(file.name))
        except FileNotFoundError:
            continue


def _by_program(path: Path, copy: Path, dice: Random) -> None:
    subprocess.run(["cp", "-p", str(path), str(copy)], check=True)


STYLES: dict[str, Callable[[Path, Path, Random], None]] = {
    "one read": _at_once,
    "the system": _by_the_system,
    "small reads": _in_small_reads,
    "reads with pauses": _with_pauses,
    "opening each time": _opening_each_time,
    "the end first": _from_the_end,
    "the whole folder": _the_whole_folder,
    "cp": _by_program,
}
MIXING = ("opening each time", "the end first")  # these may take pieces of two states, which has to be refused
