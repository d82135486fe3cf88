"""Reading a file in a thread of its own, so that the kernel still hears that it is to stop."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable

from imeworkbook.importers import Proposals
from imeworkbook.importers.stopping import Stopped, until

Outcome = Callable[[], Proposals]


class Aside:
    """One reading at a time. What it comes to arrives on the kernel's own loop, and not at all once it was stopped."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def __repr__(self) -> str:
        return "<Aside>"

    def stop(self) -> None:
        """End what is being read; nothing of it arrives."""
        self._stop.set()

    def read(self, work: Callable[[], Proposals], take: Callable[[Outcome], None]) -> None:
        """Do `work`, which touches neither card nor workbook, and hand `take` what gives or raises what it came to."""
        self.stop()
        stop = self._stop = threading.Event()

        def arrive(outcome: Outcome) -> None:
            if not stop.is_set():
                take(outcome)

        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no kernel: a script or a test
            arrive(_outcome(work, stop))
            return

        def run() -> None:
            outcome = _outcome(work, stop)
            if not stop.is_set():
                loop.call_soon_threadsafe(arrive, outcome)

        threading.Thread(target=contextvars.copy_context().run, args=(run,), daemon=True).start()


def _outcome(work: Callable[[], Proposals], stop: threading.Event) -> Outcome:
    try:
        with until(stop):
            found = work()
    except (Exception, Stopped) as error:
        caught = error

        def failed() -> Proposals:
            raise caught

        return failed
    return lambda: found
