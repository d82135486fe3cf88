"""The kernel of a sitting: whatever asks it to end, it first ends what it is doing, and then closes the workbook.

A kernel that leaves its event loop runs what stands in `atexit`, where a sitting closes itself. ipykernel leaves it for
a request of the server alone; a signal, or the end of the server, would end it in the middle of anything.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from threading import Thread
from typing import Any

from ipykernel.iostream import OutStream
from ipykernel.ipkernel import IPythonKernel

LOCKS = getattr(signal, "SIGUSR1", 0)
"""The signal at which a sitting locks its workbook; 0 where the system has none."""
_LOOK_S = 0.25
_PATIENCE_S = 10.0
_LAST_WORDS_S = 1


class WorkbookKernel(IPythonKernel):
    """Leaves in order at a signal, and soon after its server is gone. No interrupt breaks off what is being kept."""

    def start(self) -> None:
        """Begin to listen: to messages, to signals, and for the end of the server."""
        super().start()  # type: ignore[no-untyped-call]
        for stream in (sys.stdout, sys.stderr):  # one end in three waits for a thread that is gone: ten seconds, else
            if isinstance(stream, OutStream):
                stream.flush_timeout = _LAST_WORDS_S
        for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._leave_at_signal)
        if LOCKS:
            signal.signal(LOCKS, signal.SIG_IGN)  # until a sitting is there to lock
        if os.name == "posix":  # elsewhere ipykernel watches a handle of the server, and ends at once
            Thread(target=self._leave_after_server, daemon=True).start()

    def pre_handler_hook(self) -> None:
        """Go on ignoring SIGINT while a message is handled; the server sends one before it asks a kernel to end."""

    def post_handler_hook(self) -> None:
        """Nothing was changed before."""

    def _leave_at_signal(self, *_: Any) -> None:  # noqa: ANN401 - a signal's number and frame
        self.io_loop.add_callback_from_signal(self.io_loop.stop)

    def _leave_after_server(self) -> None:
        server = int(os.environ.get("JPY_PARENT_PID", os.getppid()))
        while os.getppid() == server:
            time.sleep(_LOOK_S)
        self.io_loop.add_callback(self.io_loop.stop)
        time.sleep(_PATIENCE_S)
        os._exit(1)
