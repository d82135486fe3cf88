"""Private folders for one sitting: everything that is written on the way lands here and goes away at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_LAST_WRITES_S = 5.0
_PRIVATE = 0o700
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
        """What server and kernel write for a moment: Jupyter leaves an empty folder there at each start."""
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
        }


def private_folder(path: Path) -> Path:
    """Make `path` a folder that only its owner may enter, and give it back."""
    path.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
    if os.name == "posix":
        path.chmod(_PRIVATE)
    return path


def make_folders(root: Path) -> Folders:
    """Make the folders of one sitting in a new folder of their own."""
    folders = Folders(root)
    for folder in (folders.runtime, folders.settings, folders.workspaces, folders.temporary):
        private_folder(folder)
    return folders


def take_away(folder: Path) -> None:
    """Remove a folder, again until it is gone: a kernel that is just ending may still write while it is removed."""
    until = time.monotonic() + _LAST_WRITES_S
    while folder.exists() and time.monotonic() < until:
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.02)


@contextmanager
def environment_of(folders: Folders, workbook: Path) -> Iterator[None]:
    """Point this process, and the kernel it will start, at the private folders and the workbook.

    The place for temporary files is not told to the browser that this process may start: it goes on afterwards.
    """
    for name in _FOREIGN_SETTINGS:
        os.environ.pop(name, None)
    os.environ.update(folders.environment())
    os.environ["IMEWORKBOOK_FILE"] = str(workbook)
    before, tempfile.tempdir = tempfile.tempdir, str(folders.temporary)
    try:
        yield
    finally:
        tempfile.tempdir = before
