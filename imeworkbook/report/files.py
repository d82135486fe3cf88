"""Files for the person: all of them whole or none, for their owner only."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from imeworkbook.errors import CannotSave

_PART = re.compile(r"\.imeworkbook-[0-9a-f]{32}\.part")


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files for their owner only: all of them whole, or none, and then what was there stays as it was.

    Each is written beside its place and synced before the first takes its name. What a killed run left of this is in
    clear text: it is removed from the folders that are written to.

    Raises
    ------
    CannotSave
    """
    try:
        if any(path.is_symlink() or (path.exists() and not path.is_file()) for path in contents):
            raise CannotSave("report.no_plain_file")
        with ExitStack() as ours, ExitStack() as undo:
            for folder in dict.fromkeys(path.parent for path in contents):
                _make(folder, ours)
                _sweep(folder)
            parts = {path: _written(path.parent, content, ours) for path, content in contents.items()}
            for path, part in parts.items():
                before = _kept(path, ours) if path.exists() else None
                part.replace(path)
                undo.callback(_put_back, path, before)
            undo.pop_all()
    except OSError:
        raise CannotSave("report.cannot_save") from None


def _make(folder: Path, ours: ExitStack) -> None:
    """Make a folder; what was made goes again where it stays empty."""
    for made in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        made.mkdir(exist_ok=True)
        ours.callback(_gone, made)


def _written(folder: Path, content: bytes, ours: ExitStack) -> Path:
    part = _name(folder, ours)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    file = ours.enter_context(os.fdopen(descriptor, "wb"))
    _hold(descriptor)
    file.write(content)
    file.flush()
    os.fsync(descriptor)
    if sys.platform == "win32":
        file.close()  # an open file cannot be renamed there, nor removed by another run
    return part


def _kept(path: Path, ours: ExitStack) -> Path:
    """Give what is there a second name until the end; where the disk knows no such thing, make a copy."""
    kept = _name(path.parent, ours)
    try:
        kept.hardlink_to(path)
    except OSError:
        shutil.copy2(path, kept)
    if sys.platform != "win32":
        _hold(ours.enter_context(kept.open("rb")).fileno())
    return kept


def _put_back(path: Path, before: Path | None) -> None:
    if before:
        before.replace(path)
    else:
        path.unlink()


def _name(folder: Path, ours: ExitStack) -> Path:
    """Give a free name for a part; what has it at the end goes away."""
    part = folder / f".imeworkbook-{secrets.token_hex(16)}.part"
    ours.callback(_gone, part)
    return part


def _gone(path: Path) -> None:
    """Remove a file, or a folder where it is empty."""
    with suppress(OSError):
        path.rmdir() if path.is_dir() else path.unlink()


def _sweep(folder: Path) -> None:
    """Remove the parts that a killed run left: plain files of ours under that exact name, which no run holds."""
    with suppress(OSError):
        for part in [each for each in folder.iterdir() if _PART.fullmatch(each.name)]:
            _remove_if_free(part)


def _remove_if_free(part: Path) -> None:
    with suppress(OSError):
        found = part.lstat()
        if not stat.S_ISREG(found.st_mode) or (sys.platform != "win32" and found.st_uid != os.getuid()):
            return
        with part.open("rb") as file:
            free = _hold(file.fileno())
            if sys.platform == "win32":
                file.close()
            if free:
                part.unlink()


def _hold(descriptor: int) -> bool:
    """Take hold of a file until it is closed, as every run does with its parts. Gives whether it could be had.

    The hold goes with its process, however that ends. On Windows an open file cannot be removed, which does the same.
    """
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
