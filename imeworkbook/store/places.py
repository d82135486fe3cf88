"""Where the workbook lives on this machine, and which folders are copied to other machines."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

from imeworkbook.errors import LaunchError

_APP = "imeworkbook"
_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "box-": "Box",
    "pcloud": "pCloud",
    "syncthing": "Syncthing",
    "cloudstorage": "a cloud service",
}


def default_path() -> Path:
    """Give the place of the workbook: `IMEWORKBOOK_FILE`, or the user's own data folder, never Documents."""
    chosen = os.environ.get("IMEWORKBOOK_FILE")
    return Path(chosen) if chosen else _data_folder() / "workbook.imew"


def runtime_folder() -> Path:
    """Give the folder for what lives only while the workbook is open.

    A Linux session without a private `XDG_RUNTIME_DIR` gets one beside the workbook: the common fallback is in a shared
    folder.
    """
    if sys.platform == "linux" and not _is_private(os.environ.get("XDG_RUNTIME_DIR")):
        return _data_folder() / "run"
    return Path(platformdirs.user_runtime_dir(_APP, appauthor=False, ensure_exists=False))


def home_folder() -> Path:
    """Give the user's own folder.

    Raises
    ------
    LaunchError
        Neither `HOME` nor the system names one; a folder called `~` would be made wherever one happens to be.
    """
    try:
        home = Path.home()
    except RuntimeError:
        home = Path()
    if not home.is_absolute() or os.environ.get("HOME") == "":
        raise LaunchError("store.no_home")
    return home


def suggested_folder(*inside: str) -> str:
    """Give a folder of the user's own to save into: `inside` the home folder, or that; empty where there is none."""
    try:
        home = home_folder()
    except LaunchError:
        return ""
    suggested = home.joinpath(*inside)
    return str(suggested if suggested.is_dir() else home)


def _data_folder() -> Path:
    home_folder()
    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def _is_private(folder: str | None) -> bool:
    return folder is not None and Path(folder).is_dir() and not Path(folder).stat().st_mode & 0o077


def synced_by(path: Path) -> str | None:
    """Name the service that copies this folder to other machines, as far as its path tells; None where none is seen."""
    parts = [part.lower() for part in path.expanduser().resolve().parts]
    seen = (service for mark, service in _SYNCED.items() if any(part.startswith(mark) for part in parts))
    return next(seen, None)
