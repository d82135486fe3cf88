"""One kernel for every chapter, so that one unlock serves all."""

from __future__ import annotations

import asyncio
import os
import tempfile
from subprocess import DEVNULL
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from jupyter_server.services.sessions.sessionmanager import SessionManager
from tornado.web import HTTPError

from imeworkbook.language import say

_READY = "from imeworkbook.widgets import pages as _pages; del _pages"


class OneKernelSpec(KernelSpecManager):
    """Knows one kernel: this Python, without a history file and with the pages already imported."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Give the one kernel; those installed elsewhere on the machine are not looked for."""
        from ipykernel.kernelspec import RESOURCES

        return {"python3": RESOURCES}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Give the one kernel, whatever name a notebook carries."""
        from ipykernel.kernelspec import RESOURCES, get_kernel_dict

        options = [
            "--IPKernelApp.log_level=CRITICAL",
            "--HistoryManager.enabled=False",
            "--HistoryManager.hist_file=:memory:",
            "--IPKernelApp.kernel_class=imeworkbook.lab.kernel.WorkbookKernel",
            f"--IPKernelApp.exec_lines={_READY}",
        ]
        if os.name == "posix":
            options.append("--IPKernelApp.parent_handle=0")  # our kernel itself looks after its server
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), tempfile.gettempdir())
        return KernelSpec(resource_dir=RESOURCES, env=places, **get_kernel_dict(extra_arguments=options))


class OneKernelManager(ServerKernelManager):
    """Lets go at once of what was not sent to a kernel that has ended.

    A socket that is closed with unsent messages lingers, for a second, and brings them to the next kernel under the
    name of the socket that took its place. The kernel then listens to the wrong one of the two, for ever: ZeroMQ hands
    a name over, but leaves the connection that loses it open. The page would look alive and hear nothing.

    Attributes
    ----------
    shown
        The cards that each session of a page shows: see `channels`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - traitlets' own arguments
        super().__init__(*args, **kwargs)
        self.shown: dict[str, set[str]] = {}

    def connect_shell(self, identity: bytes | None = None) -> Any:  # noqa: ANN401 - a ZMQStream
        """Connect to what runs code and takes messages."""
        return _at_once(super().connect_shell(identity))

    def connect_control(self, identity: bytes | None = None) -> Any:  # noqa: ANN401
        """Connect to what interrupts."""
        return _at_once(super().connect_control(identity))

    def connect_stdin(self, identity: bytes | None = None) -> Any:  # noqa: ANN401
        """Connect to what asks for input."""
        return _at_once(super().connect_stdin(identity))


def _at_once(stream: Any) -> Any:  # noqa: ANN401
    stream.socket.linger = 0
    return stream


class OneKernelSessions(SessionManager):
    """Hands the running kernel to each chapter's session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - traitlets' own arguments
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self._starting = asyncio.Lock()
        self._closing = False

    async def start_kernel_for_session(
        self,
        session_id: str,
        path: str | None,
        name: str | None,
        type: str | None,
        kernel_name: str | None,
        kernel_id: str | None = None,
    ) -> str:
        """Give the id of the shared kernel; start it only when there is none."""
        return await self.shared_kernel()

    async def shared_kernel(self) -> str:
        """Give the id of the shared kernel, started when needed. Callers at the same moment get the same one."""
        async with self._starting:
            if self._closing:
                raise HTTPError(503, say("launch.closing"))
            for kernel_id in self.kernel_manager.list_kernel_ids():
                return str(kernel_id)
            # What a kernel prints outside a cell is dropped: a terminal's scrollback is a file on some systems.
            return str(await self.kernel_manager.start_kernel(kernel_name="python3", stdout=DEVNULL, stderr=DEVNULL))

    async def no_more_kernels(self) -> None:
        """Start none from now on. Returns when one that is just starting has started, so that it can be stopped."""
        self._closing = True
        async with self._starting:
            pass

    async def delete_session(self, session_id: str) -> None:
        """Forget one session. The kernel stops with the last of them."""
        session = await self.get_session(session_id=session_id)  # type: ignore[no-untyped-call]
        self.cursor.execute("DELETE FROM session WHERE session_id=?", (session_id,))
        kernel_id = session["kernel"]["id"]
        if not self.cursor.execute("SELECT 1 FROM session WHERE kernel_id=?", (kernel_id,)).fetchone():
            await self.kernel_manager.shutdown_kernel(kernel_id)
