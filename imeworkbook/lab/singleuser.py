"""`imeworkbook-singleuser`: what a JupyterHub spawner starts for one person; a wrong setup is said in one sentence."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from imeworkbook.errors import LaunchError
from imeworkbook.hosting import RUN_BY, host
from imeworkbook.imports import SLOW_GRAMMAR, without
from imeworkbook.lab.folders import Folders, environment_of, make_folders, take_away

VOLUME = "IMEWORKBOOK_VOLUME"
IDLE = "IMEWORKBOOK_IDLE_MINUTES"
_IDLE_MINUTES = 60
_FROM_HUB = ("JUPYTERHUB_API_TOKEN", "JUPYTERHUB_API_URL", "JUPYTERHUB_SERVICE_URL", "JUPYTERHUB_USER")


def main() -> int:
    """Serve one person's workbook until it is closed, left idle or stopped by the hub. Gives the exit status."""
    try:
        volume = check_setup()
        with _folders() as folders, environment_of(folders, volume / "workbook.imew"):
            _serve(folders)
    except LaunchError as error:
        print(f"imeworkbook-singleuser: {error}", file=sys.stderr)
        return 1
    return 0


def check_setup() -> Path:
    """Give the folder of the person's own volume.

    Raises
    ------
    LaunchError
        What the hub or its operator says does not fit; the message is one sentence.
    """
    if find_spec("jupyterhub") is None:
        raise LaunchError("hub:refused.no_hub")
    if not all(os.environ.get(name) for name in _FROM_HUB):
        raise LaunchError("hub:refused.not_started")
    hub, here = (os.environ.get(f"JUPYTERHUB_{name}") or "/" for name in ("BASE_URL", "SERVICE_PREFIX"))
    if not (here.startswith(hub) and here != hub and here.endswith("/") and ".." not in here.split("/")):
        raise LaunchError("hub:refused.no_fit")
    if host() is None:
        raise LaunchError("hub:refused.no_run_by", variable=RUN_BY)
    idle_minutes()
    return _volume()


def idle_minutes() -> int:
    """After how many minutes in which nobody did anything the server closes itself."""
    told = os.environ.get(IDLE, "").strip() or str(_IDLE_MINUTES)
    if not (told.isdecimal() and int(told)):
        raise LaunchError("hub:refused.idle_wrong", variable=IDLE)
    return int(told)


def _volume() -> Path:
    told = os.environ.get(VOLUME, "").strip()
    if not told:
        raise LaunchError("hub:refused.no_volume", variable=VOLUME)
    volume = Path(told)
    if not volume.is_absolute() or not volume.is_dir():
        raise LaunchError("hub:refused.gone_volume", variable=VOLUME)
    try:
        with tempfile.TemporaryFile(dir=volume):  # a mode alone does not tell of a file system that is read-only
            pass
    except OSError:
        raise LaunchError("hub:refused.read_only", variable=VOLUME) from None
    return volume


@contextmanager
def _folders() -> Iterator[Folders]:
    """Make private folders for one run in the place for temporary files: the rest of a container may be read-only."""
    root = Path(tempfile.mkdtemp(prefix="imeworkbook-"))
    try:
        runtime = root / "imeworkbook"
        os.environ["XDG_RUNTIME_DIR"] = str(root)
        runtime.mkdir(mode=0o700)
        yield make_folders(runtime / "sitting-0")
    finally:
        take_away(root)


def _serve(folders: Folders) -> None:
    # Imported late: Jupyter reads the private folders from the environment when it is imported.
    with without(SLOW_GRAMMAR):
        from imeworkbook.lab.hub import HubServer, hub_config

    server = HubServer.instance(config=hub_config(folders, idle_s=60 * idle_minutes()))
    try:
        server.initialize(argv=[], find_extensions=False)
    except (
        SystemExit,
        OSError,
    ):  # Jupyter ends where a port is in use, and raises where an address is not of this machine
        raise (server.trouble or LaunchError("hub:refused.no_address")) from None
    server.start()
    server.say_goodbye()
