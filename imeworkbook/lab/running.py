"""A note of the server that is running for a workbook, so that a second start finds it."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from imeworkbook.lab.folders import private_folder
from imeworkbook.store.places import runtime_folder

HOST = "127.0.0.1"
_STARTING_S = 30.0
_ANSWER_S = 3.0
_PAUSE_S = 0.2


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


@dataclass(frozen=True)
class Claim:
    """The right to be the one server for a workbook: a file only its maker can make."""

    path: Path

    def publish(self, running: Running) -> None:
        """Say where the server is found; readers see the old text or the new, never half."""
        draft = self.path.with_suffix(".new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(running), file)
        draft.replace(self.path)

    def give_up(self) -> None:
        """Let the next start be the one."""
        self.path.unlink(missing_ok=True)


def claim_or_find(workbook: Path) -> Claim | Running:
    """Become the one server for `workbook`, or find the one that runs.

    A note whose server does not answer is left over from a crash and is replaced; one that is still
    empty belongs to a start in progress and is waited for, at most 30 seconds.
    """
    path = _note_path(workbook)
    _sweep(path.parent)
    deadline = time.monotonic() + _STARTING_S
    while True:
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            found = _read(path)
            if found is not None and found.is_alive():
                return found
            if found is not None or time.monotonic() > deadline or _is_old(path):
                path.unlink(missing_ok=True)
            else:
                time.sleep(_PAUSE_S)
        else:
            return Claim(path)


def _note_path(workbook: Path) -> Path:
    name = hashlib.sha256(os.fsencode(os.path.normcase(os.path.realpath(workbook)))).hexdigest()[:16]
    return private_folder(runtime_folder()) / f"running-{name}.json"


def _sweep(folder: Path) -> None:
    """Take away the notes of servers that are gone; an empty one belongs to a start in progress."""
    for path in folder.glob("running-" + "[0-9a-f]" * 16 + ".json"):
        found = _read(path)
        if found is not None and not found.is_alive():
            path.unlink(missing_ok=True)


def _read(path: Path) -> Running | None:
    try:
        return Running(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _STARTING_S
    except OSError:
        return False
