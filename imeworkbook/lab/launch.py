"""Open a workbook in the browser: one command in, one clear end."""

from __future__ import annotations

import errno
import http.client
import json
import os
import secrets
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from imeworkbook import language
from imeworkbook.errors import LaunchError
from imeworkbook.imports import SLOW_GRAMMAR, without
from imeworkbook.lab.folders import Folders, environment_of
from imeworkbook.lab.running import HOST, Claim, Running, claim_or_find
from imeworkbook.store.places import home_folder

FIRST_PORT = 8927
_LAST_PORT = 65535
_TRIES = 40
_PATIENCE_S = 10.0


def open_workbook_in_lab(
    path: Path | str,
    *,
    browser: bool = True,
    port: int | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Open the workbook at `path` in JupyterLab and stay until it is closed for today.

    Where it is open already, that one comes to the front and this returns at once.

    Parameters
    ----------
    path
        The workbook file. It need not exist: the welcome page offers to begin one.
    browser
        Whether to open the browser. Without one (or where none is found) the address is printed.
    port
        The port to use, and no other; by default the first free one from 8927 on.
    say
        Where one-line messages to the person go.

    Raises
    ------
    LaunchError
        The port asked for is none or taken, no port is free, there is no home folder, or the private folder cannot be
        made.
    """
    home_folder()  # Jupyter and the browser need one too, wherever the workbook is
    workbook = Path(os.path.realpath(Path(path).expanduser()))
    try:
        claim = claim_or_find(workbook)
    except OSError as error:
        raise LaunchError("launch.runtime_folder", reason=error.strerror) from None
    if isinstance(claim, Running):
        say(language.say("launch:said.again"))
        _show(lambda printed: _invitation(claim, printed=printed), browser=browser, say=say)
        return
    with _interrupted_by_every_signal():
        try:
            _serve(claim, workbook, browser=browser, port=port, say=say)
        finally:
            claim.give_up()
    with suppress(OSError):  # the terminal may be gone
        say(language.say("launch:said.closed"))


def _serve(claim: Claim, workbook: Path, *, browser: bool, port: int | None, say: Callable[[str], None]) -> None:
    say(language.say("launch:said.opening"))
    chosen = _free_port(port)
    folders = claim.make_folders()
    with environment_of(folders, workbook):
        running = Running(port=chosen, token=secrets.token_hex(24))
        _run_server(claim, running, folders, browser=browser, say=say)


@contextmanager
def _interrupted_by_every_signal() -> Iterator[None]:
    """Take a closed terminal or a log-off for Ctrl-C on the way up: what was made on it is taken away.

    As soon as the server stands, it hears signals itself, to the very end.
    """
    known = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, signal.default_int_handler) for number in (signal.SIGINT, *known)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _run_server(claim: Claim, running: Running, folders: Folders, *, browser: bool, say: Callable[[str], None]) -> None:
    # Imported late: Jupyter reads the private folders from the environment when it is imported.
    with without(SLOW_GRAMMAR):
        from imeworkbook.lab.config import server_config
        from imeworkbook.lab.server import WorkbookServer

    server = WorkbookServer.instance(config=server_config(folders, running.port, running.token))
    server.initialize(argv=[], find_extensions=False)

    def ready() -> None:
        claim.publish(running)
        say(language.say("launch:said.to_close"))
        ways_in = {printed: server.invite(printed=printed) for printed in (False, True)}
        # In a thread: a browser that is just starting may take seconds to return, and the server has to answer it.
        Thread(target=_show, args=(ways_in.__getitem__,), kwargs={"browser": browser, "say": say}, daemon=True).start()

    server.io_loop.call_later(0, ready)
    try:
        server.start()
    finally:
        WorkbookServer.clear_instance()


def _free_port(asked: int | None) -> int:
    """Give `asked` if it is free, or the first free one from `FIRST_PORT` on."""
    if asked is not None:
        if not 0 < asked <= _LAST_PORT:
            raise LaunchError("launch.port", least=1, most=_LAST_PORT)
        if not _is_free(asked):
            raise LaunchError("launch.port_in_use", port=asked)
        return asked
    for port in range(FIRST_PORT, FIRST_PORT + _TRIES):
        if _is_free(port):
            return port
    raise LaunchError("launch.no_port")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
            return False
    return True


def _invitation(running: Running, *, printed: bool) -> str:
    """Ask a running workbook for an address that lets one browser in."""
    connection = http.client.HTTPConnection(HOST, running.port, timeout=_PATIENCE_S)
    try:
        path = "/imeworkbook/invite" + ("?printed=1" if printed else "")
        connection.request("POST", path, headers={"Authorization": f"token {running.token}"})
        return str(json.loads(connection.getresponse().read())["address"])
    except (OSError, http.client.HTTPException, ValueError, KeyError):
        raise LaunchError("launch.no_answer") from None
    finally:
        connection.close()


def _show(invite: Callable[[bool], str], *, browser: bool, say: Callable[[str], None]) -> None:
    """Open the browser with a one-time address, or say one where there is no browser."""
    if browser and _has_screen() and _open_browser(invite(False)):
        return
    say(language.say("launch:said.address", address=invite(True)))


def _has_screen() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_browser(address: str) -> bool:
    try:
        return webbrowser.get().open(address, new=2)
    except webbrowser.Error:
        return False
