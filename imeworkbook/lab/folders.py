"""Private folders for one sitting: everything Jupyter would write lands here and goes away at the end.

A lock is held on a file in it as long as the sitting lasts, so that the next start can tell the folder of one that is
gone, by a crash, from that of one that is going on.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from imeworkbook.store.places import runtime_folder

_LAST_WRITES_S = 5.0
_PRIVATE = 0o700
_SITTING = re.compile(r"sitting-[a-z0-9_]{8}")
_GOING_ON = "going-on"
_FOREIGN_SETTINGS = (
    "JUPYTER_CONFIG_PATH",
    "JUPYTER_PATH",
    "JUPYTERLAB_DIR",
    "JUPYTER_SERVER_ROOT",
    "JUPYTER_TOKEN",
    "JUPYTER_GATEWAY_URL",
    "JUPYTER_PORT",
    "JUPYTER_CONTENT_SECURITY_POLICY",
)


@dataclass(frozen=True)
class Folders:
    """The folders of one sitting, all below `root` (mode 0700 where the system knows modes)."""

    root: Path

    @property
    def runtime(self) -> Path:
        """Connection files and the page that opens the browser."""
        return self.root / "runtime"

    @property
    def settings(self) -> Path:
        """JupyterLab's user settings: empty at the start of each sitting."""
        return self.root / "settings"

    @property
    def workspaces(self) -> Path:
        """JupyterLab's window layouts."""
        return self.root / "workspaces"

    @property
    def temporary(self) -> Path:
        """What any library takes for the system's temporary folder."""
        return self.root / "tmp"

    def environment(self) -> dict[str, str]:
        """Give the variables that keep Jupyter and IPython away from the person's own files."""
        return {
            "JUPYTER_NO_CONFIG": "1",
            "JUPYTER_CONFIG_DIR": str(self.root / "config"),
            "JUPYTER_DATA_DIR": str(self.root / "data"),
            "JUPYTER_RUNTIME_DIR": str(self.runtime),
            "JUPYTERLAB_SETTINGS_DIR": str(self.settings),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.workspaces),
            "IPYTHONDIR": str(self.root / "ipython"),
            "JUPYTER_PLATFORM_DIRS": "1",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.temporary)),
        }


def private_folder(path: Path) -> Path:
    """Make `path` a folder that only its owner may enter, and give it back."""
    path.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
    if os.name == "posix":
        path.chmod(_PRIVATE)
    return path


@contextmanager
def sitting_folders() -> Iterator[Folders]:
    """Make the folders of one sitting and take them away again, with all that is in them."""
    parent = private_folder(runtime_folder())
    sweep(parent)
    folders = Folders(Path(tempfile.mkdtemp(prefix="sitting-", dir=parent)))
    lock = _lock(folders.root)
    try:
        lock.acquire()
        for folder in (folders.runtime, folders.settings, folders.workspaces, folders.temporary):
            private_folder(folder)
        yield folders
    finally:
        lock.release()
        _take_away(folders.root)


def sweep(parent: Path) -> None:
    """Take away the folders of sittings that ended without doing so: those whose lock nobody holds any more."""
    for folder in parent.iterdir():
        if _SITTING.fullmatch(folder.name) and (folder / _GOING_ON).is_file() and not folder.is_symlink():
            lock = _lock(folder)
            try:
                lock.acquire(blocking=False)
            except (Timeout, OSError):
                continue
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path) -> FileLock:
    return FileLock(folder / _GOING_ON, mode=0o600)


def _take_away(folder: Path) -> None:
    """Remove a folder, again until it is gone: a kernel that is just ending may still write while it is removed."""
    until = time.monotonic() + _LAST_WRITES_S
    while folder.exists() and time.monotonic() < until:
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.02)


def enter_environment(folders: Folders, workbook: Path) -> None:
    """Point this process, and the kernel it will start, at the private folders and the workbook."""
    for name in _FOREIGN_SETTINGS:
        os.environ.pop(name, None)
    os.environ.update(folders.environment())
    tempfile.tempdir = str(folders.temporary)
    os.environ["IMEWORKBOOK_FILE"] = str(workbook)
