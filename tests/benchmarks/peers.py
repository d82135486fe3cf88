"""The peers' servers, each a process of its own over one folder: JupyterLab as it comes, and Voilà."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))  # for the tests' browser, behind the installed package
from tests.browser import free_port, lab_environment
from tests.foreign import wait_for

_VOILA = ("voila==0.5.13", "websockets")
_TOKEN = "bench"


@contextmanager
def plain_lab(root: Path, **environment: str) -> Iterator[str]:
    """JupyterLab as it comes, over one folder; gives its address. `with_token` lets a browser in."""
    command = [sys.executable, "-m", "jupyterlab", f"--IdentityProvider.token={_TOKEN}", f"--notebook-dir={root}"]
    command += ["--no-browser", "--expose-app-in-browser", "--allow-root", "--LabApp.news_url="]
    with _serving(command, "api", lab_environment(root, **environment)) as address:
        yield address


@contextmanager
def voila_folder() -> Iterator[Path]:
    """Voilà in a folder of its own, for this run only: no dependency of the workbook."""
    with tempfile.TemporaryDirectory() as name:
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", name, *_VOILA]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            install[1:4] = ["-m", "uv", "pip", "install"]
            subprocess.run(["uv", "pip", "install", "--quiet", "--no-deps", "--target", name, *_VOILA], check=True)
        yield Path(name)


@contextmanager
def voila(root: Path, installed: Path, **environment: str) -> Iterator[str]:
    """Voilà over one folder; gives its address."""
    paths = {"PYTHONPATH": str(installed), "JUPYTER_PATH": str(installed / "share" / "jupyter")}
    command = [sys.executable, "-m", "voila", str(root), "--no-browser", f"--token={_TOKEN}"]
    with _serving(command, "voila", lab_environment(root, **environment) | paths) as address:
        yield address


def with_token(address: str) -> str:
    """The address as a browser that comes for the first time needs it."""
    return f"{address}?token={_TOKEN}"


@contextmanager
def _serving(command: list[str], answers: str, environment: dict[str, str]) -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    quiet = subprocess.DEVNULL if "IMEWORKBOOK_BENCH_SAY" not in os.environ else None
    with subprocess.Popen([*command, f"--port={port}"], env=environment, stdout=quiet, stderr=quiet) as server:
        try:
            wait_for(f"{address}/{answers}", server)
            yield address
        finally:
            server.terminate()
