"""Jupyter as other people have it: each server a process of its own over one folder and one home."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import nbformat

from .browser import free_port, lab_environment

TOKEN = "a-token-of-theirs"
_JUPYTER = [f"--IdentityProvider.token={TOKEN}", "--no-browser", "--allow-root"]
_SEEN = [*_JUPYTER, "--LabApp.news_url=", "--expose-app-in-browser"]
_COMMANDS = {
    "lab": ["jupyterlab", *_SEEN],
    "notebook": ["notebook", *_SEEN],
    "voila": ["voila", f"--token={TOKEN}", "--no-browser", "--show_tracebacks=True"],
    "marimo": ["marimo", "--quiet", "run", "--headless", "--no-token"],
}
_PLACES = {"lab": "doc/tree", "notebook": "notebooks", "voila": "voila/render"}


@dataclass
class Place:
    """A server over the notebooks of one folder."""

    kind: str
    root: Path
    address: str

    def url(self, name: str) -> str:
        """Where a notebook opens for a browser that comes for the first time."""
        if self.kind == "marimo":
            return self.address
        return f"{self.address}/{_PLACES[self.kind]}/{name}?token={TOKEN}"


def write_notebook(path: Path, *cells: str) -> None:
    """Write a notebook of one's own."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)


def write_app(path: Path, *cells: str) -> None:
    """The same as an app of marimo, in which the last line of each cell is what it shows."""
    body = "".join(
        "\n\n@app.cell\ndef _():\n" + "".join(f"    {line}\n" for line in cell.splitlines()) + "    return\n"
        for cell in cells
    )
    path.write_text(f"import marimo\n\napp = marimo.App(){body}\n\nif __name__ == '__main__':\n    app.run()\n")


@contextmanager
def serving(
    kind: str, root: Path, name: str, settings: dict[str, object], *, extension: bool = False, **environment: str
) -> Iterator[Place]:
    """A front end over `root`; `settings` are a person's own, by plugin. They may have our page extension enabled."""
    own = root / "home" / ".jupyter" / "labconfig" / "page_config.json"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(json.dumps({"disabledExtensions": {"imeworkbook": not extension}}))
    for plugin, chosen in settings.items():
        kept = root / "home" / ".jupyter" / "lab" / "user-settings" / f"{plugin}.jupyterlab-settings"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(chosen))
    port = free_port()
    where = {"voila": [str(root)], "marimo": [str(root / name)]}.get(kind, [f"--ServerApp.root_dir={root}"])
    command = [sys.executable, "-m", *_COMMANDS[kind], f"--port={port}", *where]
    log = (root / f"{kind}.log").open("w")
    with log, subprocess.Popen(command, env=lab_environment(root, **environment), stdout=log, stderr=log) as server:
        place = Place(kind, root, f"http://127.0.0.1:{port}")
        try:
            wait_for(place.address, server)
            yield place
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers."""
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            with urlopen(address, timeout=5):
                return
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    message = "the server did not start"
    raise RuntimeError(message)
