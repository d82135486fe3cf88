"""Asking the kernel of an open workbook for a copy: an exporter has no key of its own, and the kernel may have one."""

from __future__ import annotations

import ast
import os
import time
from pathlib import Path
from queue import Empty
from typing import Any

import nbformat
from jupyter_client.blocking.client import BlockingKernelClient

from imeworkbook.errors import WorkbookLocked
from imeworkbook.store.places import runtime_folder

_PATIENCE_S = 120.0
_STARTING_S = 10.0
_PAUSE_S = 0.1
_ASK = "__import__('imeworkbook.widgets.views_copies', fromlist=['report_json']).report_json({audience!r})"


def report_notebook(audience: str) -> nbformat.NotebookNode:
    """The report notebook of the one workbook that is open, as its kernel makes it at this moment.

    Raises
    ------
    WorkbookLocked
        When no workbook is open, the open one is locked, or several are open and none is this server's own.
    """
    kernels = _kernels()
    if len(kernels) != 1:
        raise WorkbookLocked("words:copies.several_open" if kernels else "words:copies.none_open")
    text = _ask(kernels[0], _ASK.format(audience=audience))
    if not text:
        raise WorkbookLocked("words:copies.is_locked")
    notebook: nbformat.NotebookNode = nbformat.reads(text, as_version=4)
    return notebook


def _kernels() -> list[Path]:
    """The connection files of this server's kernel or, from elsewhere, of every sitting."""
    own = os.environ.get("JUPYTER_RUNTIME_DIR", "")
    sittings = runtime_folder()
    if own and sittings in Path(own).parents:
        until = time.monotonic() + _STARTING_S
        while not (found := sorted(Path(own).glob("kernel-*.json"))) and time.monotonic() < until:
            time.sleep(_PAUSE_S)  # the server starts its kernel as soon as it listens
        return found
    return sorted(sittings.glob("sitting-*/runtime/kernel-*.json"))


def _ask(connection_file: Path, expression: str) -> str:
    """What an expression comes to in the kernel, without a trace in its history; empty where it gives no answer."""
    client = BlockingKernelClient(connection_file=str(connection_file))
    client.load_connection_file()
    client.start_channels(shell=True, iopub=False, stdin=False, hb=False, control=False)
    try:
        asked = client.execute("", silent=True, store_history=False, user_expressions={"copy": expression})
        reply = _reply(client, asked)
    except Empty:
        return ""
    finally:
        client.stop_channels()
    answer = reply.get("user_expressions", {}).get("copy", {})
    return str(ast.literal_eval(answer["data"]["text/plain"])) if answer.get("status") == "ok" else ""


def _reply(client: BlockingKernelClient, asked: str) -> dict[str, Any]:
    until = time.monotonic() + _PATIENCE_S
    while True:
        message = client.get_shell_msg(timeout=max(until - time.monotonic(), 0.0))
        if message["parent_header"].get("msg_id") == asked:
            content: dict[str, Any] = message["content"]
            return content
