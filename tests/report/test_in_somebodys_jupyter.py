"""Save and Export in a Jupyter that is not ours: its own address knows our exporters by their names."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from .reading import pdf_text


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a plain JupyterLab over a folder with two notebooks and a picture."""
    root = tmp_path_factory.mktemp("somebody")
    cells = [new_markdown_cell("# Mine\n\n![a](a.svg)\n\n| a | b |\n|--|--|\n| 1 | 2 |"), new_code_cell("1 + 1")]
    nbformat.write(new_notebook(cells=cells), root / "own.ipynb")
    nbformat.write(new_notebook(), root / "nothing.ipynb")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    (root / "a.svg").write_text(drawing, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG_", "IMEWORKBOOK"))
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={root}",
               f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=known"]  # fmt: skip
    with subprocess.Popen(command, env=kept | {"HOME": str(root)}, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not listens(port):
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def get(address: str) -> tuple[int, bytes]:
    try:
        request = urllib.request.Request(address, headers={"Authorization": "token known"})
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_the_menu_knows_both(jupyter: str) -> None:
    status, listed = get(f"{jupyter}/api/nbconvert")
    assert status == 200
    assert {"imeworkbook_html", "imeworkbook_pdf"} <= json.loads(listed).keys()


def test_both_are_served_for_any_notebook(jupyter: str) -> None:
    status, page = get(f"{jupyter}/nbconvert/imeworkbook_html/own.ipynb?download=true")
    assert (status, b"<td" in page, b"data:image/svg+xml" in page, b"1 + 1" in page) == (200, True, True, True)
    status, pdf = get(f"{jupyter}/nbconvert/imeworkbook_pdf/own.ipynb?download=true")
    assert status == 200
    assert "1 + 1" in pdf_text(pdf)


def test_what_cannot_be_taken_is_one_sentence(jupyter: str) -> None:
    status, page = get(f"{jupyter}/nbconvert/imeworkbook_pdf/nothing.ipynb")
    assert status == 500
    assert b"There is nothing to print in this notebook" in page
    assert b"Traceback" not in page
