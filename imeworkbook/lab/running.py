"""A note of the server that is running for a workbook, so that a second start finds it."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from imeworkbook.errors import LaunchError
from imeworkbook.lab.folders import Folders, make_folders, private_folder, take_away
from imeworkbook.store.places import runtime_folder

HOST = "127.0.0.1"
_STARTING_S = 30.0
_ANSWER_S = 3.0
_PAUSE_S = 0.2
_OURS = re.compile(r"(?:running|sitting)-(?P<key>[0-9a-f]{16})(?:\.lock|\.json|\.new|-[0-9a-z_]{8})")


@dataclass(frozen=True)
class Running:
    """Where a running workbook is found. `token` opens it, so its `repr` keeps quiet about it."""

    port: int
    token: str

    def __repr__(self) -> str:
        return f"Running(port={self.port})"

    def is_alive(self) -> bool:
        """Whether a workbook of ours answers there and knows the token."""
        return _answers(self, "GET", "/imeworkbook/alive")

    def close(self) -> bool:
        """Ask it to save, lock and stop. Gives whether it agreed."""
        return _answers(self, "POST", "/api/shutdown")


def _answers(running: Running, method: str, path: str) -> bool:
    connection = http.client.HTTPConnection(HOST, running.port, timeout=_ANSWER_S)
    try:
        connection.request(method, path, headers={"Authorization": f"token {running.token}"})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Claim:
    """The right to be the one server for a workbook: a lock that the system takes back however its holder ends.

    Whatever stands beside the lock under the same key belongs to its holder: the note that tells where the server is,
    and the folder of the sitting.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self.note = folder / f"running-{key}.json"
        self._folder, self._key = folder, key
        self._lock = FileLock(folder / f"sitting-{key}.lock", mode=0o600)

    def take(self) -> bool:
        """Take it where nobody has it, and take away what a crash left under it. Gives whether it was to be had."""
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        if self.found() is not None:  # a server from before there were locks
            self._let_go()
            return False
        self._take_away_all()
        return True

    def found(self) -> Running | None:
        """Give the running server that the note tells of, if it answers."""
        running = _read(self.note)
        return running if running is not None and running.is_alive() else None

    def make_folders(self) -> Folders:
        """Make the folders of the sitting."""
        return make_folders(Path(tempfile.mkdtemp(prefix=f"sitting-{self._key}-", dir=self._folder)))

    def publish(self, running: Running) -> None:
        """Say where the server is found; readers see the old text or the new, never half."""
        draft = self.note.with_suffix(".new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(running), file)
        draft.replace(self.note)

    def give_up(self) -> None:
        """Take away what belongs to it, and let the next start be the one."""
        self._take_away_all()
        self._let_go()

    def _take_away_all(self) -> None:
        for path in (self.note, self.note.with_suffix(".new")):
            path.unlink(missing_ok=True)
        for folder in self._folder.glob(f"sitting-{self._key}-*"):
            take_away(folder)

    def _let_go(self) -> None:
        """Remove the lock and let go of it: in this order, lest it be another's by then. Windows keeps an open file."""
        lock = Path(self._lock.lock_file)
        if os.name == "posix":
            lock.unlink(missing_ok=True)
        self._lock.release()
        if os.name != "posix":
            with suppress(OSError):
                lock.unlink()


def claim_or_find(workbook: Path) -> Claim | Running:
    """Become the one server for `workbook`, under whichever name, or find the one that runs.

    One that is just starting or closing is waited for, at most 30 seconds. On the way, what sittings of other workbooks
    left in a crash is taken away.

    Raises
    ------
    LaunchError
        One has the workbook, and does not answer.
    """
    folder = private_folder(runtime_folder())
    key = hashlib.sha256(os.fsencode(os.path.normcase(os.path.realpath(workbook)))).hexdigest()[:16]
    claim = Claim(folder, key)
    deadline = time.monotonic() + _STARTING_S
    while not claim.take():
        if (found := claim.found()) is not None:
            return found
        if time.monotonic() > deadline:
            raise LaunchError("launch.no_answer")
        time.sleep(_PAUSE_S)
    _sweep(folder, but=key)
    return claim


def _sweep(folder: Path, *, but: str) -> None:
    """Take away what crashes left: names that only this module gives, in its own folder, under a lock nobody holds."""
    names = (_OURS.fullmatch(path.name) for path in folder.iterdir())
    for key in {name["key"] for name in names if name} - {but}:
        with suppress(OSError):
            left = Claim(folder, key)
            if left.take():
                left.give_up()


def _read(path: Path) -> Running | None:
    try:
        return Running(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
