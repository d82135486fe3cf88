"""One sitting: the open workbook, or none, that all cards of all chapters share.

It locks itself when left idle, looks for changes made by other windows, and tells the cards when something changed. The
passphrase and the recovery code pass through; nothing here keeps them.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from imeworkbook.errors import InvalidRecord, Problem, WorkbookLocked, WorkbookMissing
from imeworkbook.hosting import host
from imeworkbook.records import Audience, Contact
from imeworkbook.store import Change, EncryptedStore
from imeworkbook.store.places import default_path
from imeworkbook.store.spoken import speak_as_chosen
from imeworkbook.widgets.redraw import Listener, Redraw
from imeworkbook.widgets.words import words
from imeworkbook.workbook import Workbook, create_workbook, open_workbook, sample

State = Literal["none", "locked", "open", "sample"]
IDLE_SECONDS = 15 * 60.0
PAGE_SETTINGS = ("country", "text", "contrast", "motion")
POLL_SECONDS = 2.0


def _awake_or_asleep() -> float:
    """Seconds that only go forward, whatever is done to the clock on the wall, and that go on while a computer sleeps.

    Linux counts sleep in CLOCK_BOOTTIME alone, macOS in CLOCK_MONOTONIC and not in `time.monotonic`, Windows in that.
    """
    counted = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if counted is None else time.clock_gettime(counted)


# The clock on the wall may be set to anything, and knows of every sleep: the longer of both times is the idle one.
CLOCKS: tuple[Callable[[], float], ...] = (_awake_or_asleep, time.time)


C = TypeVar("C", bound=Listener)


class Sitting:
    """The open workbook, or none.

    Attributes
    ----------
    path
        Where the workbook file is, or will be.
    workbook
        The open workbook; None while it is locked or there is none.
    redraw
        Which cards are out of date, and when they are drawn.
    making
        The key of the card that is being made just now, which tells the page what it is; empty otherwise.
    last_audience
        For each kind, who may see what is added next: the last choice of this sitting. It begins with the person alone.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        clocks: Sequence[Callable[[], float]] = CLOCKS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self.path = path or default_path()
        self.workbook: Workbook | None = None
        self.last_audience: dict[str, Audience] = {}
        self._clocks = clocks
        self._idle_seconds = idle_seconds
        self._touched_at: tuple[float, ...] = ()
        self.touch()
        self._sample = False
        self._cards: dict[str, Listener] = {}
        self.making = ""
        self.redraw = Redraw()
        self._doing = ""
        self._travelling = False
        self._news: list[str] = []
        self._done: list[str] = []
        self._undone: list[str] = []

    def __repr__(self) -> str:
        return f"<Sitting, {self.state}>"

    @property
    def state(self) -> State:
        """``"none"`` (no workbook yet), ``"locked"``, ``"open"`` or ``"sample"`` (the sample person, in memory)."""
        if self.workbook is not None and not self.workbook.closed:
            return "sample" if self._sample else "open"
        return "locked" if self.path.exists() else "none"

    @property
    def open(self) -> Workbook:
        """The open workbook.

        Raises
        ------
        WorkbookLocked
        """
        if self.workbook is None or self.workbook.closed:
            raise WorkbookLocked("words:gate.locked_kept")
        return self.workbook

    # --- opening ---

    def begin(self, passphrase: str, again: str) -> str:
        """Make the workbook and open it; gives the recovery code, which is shown once and kept nowhere.

        Raises
        ------
        InvalidRecord
            When the two passphrases differ, or are too short.
        WorkbookExists, CannotSave
        """
        same(passphrase, again)
        workbook, code = create_workbook(self.path, passphrase)
        self._opened(workbook)
        return code

    def unlock(self, passphrase: str) -> None:
        """Open the workbook with its passphrase.

        Raises
        ------
        WrongKey, WorkbookMissing, DamagedWorkbook, NewerWorkbook, NotAWorkbook
        """
        self._opened(open_workbook(self.path, passphrase))

    @property
    def news(self) -> tuple[str, ...]:
        """What the person should hear about the file in this sitting: sentences, the first first."""
        return tuple(self._news)

    def recover(self, code: str, passphrase: str, again: str) -> None:
        """Open the workbook with its recovery code and set a new passphrase. Raises as `unlock` and `begin` do."""
        same(passphrase, again)
        workbook = open_workbook(self.path, recovery=code)
        try:
            _file_of(workbook).change_passphrase(passphrase)
        except BaseException:
            workbook.close()
            raise
        self._opened(workbook)

    def check_passphrase(self, passphrase: str) -> None:
        """Whether this passphrase opens the workbook; raises `WrongKey` where it does not."""
        open_workbook(self.path, passphrase).close()

    def look_around(self) -> None:
        """Open the sample person's workbook, in memory."""
        self._opened(sample(), is_sample=True)

    @property
    def file(self) -> EncryptedStore:
        """The encrypted file of the person's own open workbook.

        Raises
        ------
        WorkbookMissing
            With the sample person, who has no file.
        WorkbookLocked
        """
        return _file_of(self.open)

    def take_up(self, workbook: Workbook) -> None:
        """Go on with a workbook that someone opened elsewhere."""
        self._opened(workbook)

    def _opened(self, workbook: Workbook, *, is_sample: bool = False) -> None:
        if self.workbook is not None:
            self.lock()  # no card shows one workbook while another is open
        self.workbook, self._sample = workbook, is_sample
        self.touch()
        workbook.subscribe(self._changed)
        self._hear()
        self.redraw.changed()

    def _hear(self) -> bool:
        """Take up what there is to say about the file; gives whether there was something."""
        store = self.open.store
        notices = store.notices() if isinstance(store, EncryptedStore) else ()
        self._news += notices
        return bool(notices)

    # --- closing ---

    def lock(self) -> None:
        """Close the workbook and let go of its key; every card lets go of what it showed."""
        self._close()
        self.redraw.every()

    def close_for_today(self) -> None:
        """End the sitting. Everything confirmed and everything typed is already kept."""
        self.lock()

    def _close(self) -> None:
        if self.workbook is not None:
            self.workbook.close()
        self.workbook, self._sample = None, False
        self.last_audience.clear()
        self._news.clear()
        self._done.clear()
        self._undone.clear()

    # --- time ---

    def touch(self) -> None:
        """Note that someone is here."""
        self._touched_at = tuple(clock() for clock in self._clocks)

    @property
    def _idle_for(self) -> float:
        return max(clock() - at for clock, at in zip(self._clocks, self._touched_at, strict=True))

    def tick(self) -> None:
        """Lock when left idle; otherwise look for changes made by other windows. A sample person stays.

        Where somebody closed the workbook itself, the cards let go of it, too.
        """
        if self.workbook is not None and self.workbook.closed:
            self.lock()
        if self.state != "open":
            return
        if self._idle_for >= self._idle_seconds:
            self.lock()
        else:
            self.open.poll()
            if self._hear():
                self.redraw.changed()

    # --- cards ---

    def card(self, key: str, make: Callable[[], C]) -> C:
        """The card of that key, made at its first use: a chapter that is run again shows the card it had."""
        if key not in self._cards:
            self.making = key
            try:
                self._cards[key] = make()
            finally:
                self.making = ""
        return self._cards[key]  # type: ignore[return-value]  # a key always stands for one class

    def forget_cards(self) -> None:
        """Make every card anew when it is called for again: what it says was worded in another language."""
        self._cards.clear()

    def subscribe(self, listener: Listener) -> None:
        """Tell `listener` when something changed, as long as it lives."""
        self.redraw.add(listener)

    def _changed(self, changes: tuple[Change, ...]) -> None:
        if not self._travelling:
            self._undone.clear()
            self._done = [*self._done, self._doing] if self._doing else []
        self.redraw.changed()

    # --- undo, with what it undoes ---

    @contextlib.contextmanager
    def doing(self, what: str) -> Iterator[None]:
        """Name what the next change does, for the words on the undo button."""
        self._doing = what
        try:
            yield
        finally:
            self._doing = ""

    @property
    def undo_words(self) -> str:
        """What undo would take back; empty where there is nothing."""
        if not self.open.can_undo or (self._sample and not self._done):
            return ""
        return self._done[-1] if self._done else words("entries", "last_change")

    @property
    def redo_words(self) -> str:
        """What redo would bring back; empty where there is nothing."""
        if not self.open.can_redo:
            return ""
        return self._undone[-1] if self._undone else words("entries", "last_change")

    def undo(self) -> bool:
        """Take back the last change; False where there is none. The sample person stays as they came."""
        if not self.undo_words:
            return False
        return self._travel(self.open.undo, self._done, self._undone)

    def redo(self) -> bool:
        """Bring back what was last taken back; False where there is nothing."""
        return self._travel(self.open.redo, self._undone, self._done)

    def _travel(self, step: Callable[[], bool], from_: list[str], to: list[str]) -> bool:
        self._travelling = True
        try:
            moved = step()
        finally:
            self._travelling = False
        if moved and from_:
            to.append(from_.pop())
        self.redraw.changed()
        return moved

    # --- for the page around the cards ---

    def page_settings(self) -> dict[str, str]:
        """What the page follows: the country of the support lines, and how the person wants it to look."""
        return {key: self.open.setting(key) for key in PAGE_SETTINGS}

    def own_people(self) -> str:
        """The person's own people as a JSON list of name, role and phone; empty while locked."""
        if self.state not in ("open", "sample"):
            return "[]"
        from imeworkbook import vocabulary

        people = [record for record in self.open.records("contact") if isinstance(record, Contact)]
        return json.dumps(
            [
                {"name": one.name, "role": vocabulary.label("support_role", one.role or ""), "phone": one.phone}
                for one in people
            ]
        )


def same(passphrase: str, again: str) -> None:
    """Check that a passphrase was typed the same way twice; raises `InvalidRecord` where it was not."""
    if passphrase != again:
        raise InvalidRecord((Problem("", "words:gate.not_same"),))


def _file_of(workbook: Workbook) -> EncryptedStore:
    if not isinstance(workbook.store, EncryptedStore):
        raise WorkbookMissing("words:safe.not_sample")
    return workbook.store


_here = threading.local()  # where several people's notebooks share a process, each has a thread of its own


def current() -> Sitting:
    """The one sitting of this kernel. It opens itself where the environment says how (tests, scripts).

    It closes the workbook when the kernel ends, whatever ends it.
    """
    sitting: Sitting | None = getattr(_here, "sitting", None)
    if sitting is None:
        speak_as_chosen()
        sitting = _here.sitting = Sitting()
        atexit.register(sitting._close)  # no card is told: the page may be gone
        _open_from_environment(sitting)
        keep_ticking(sitting)
    return sitting


def _open_from_environment(sitting: Sitting) -> None:
    passphrase = os.environ.pop("IMEWORKBOOK_PASSPHRASE", None)
    if os.environ.get("IMEWORKBOOK_SAMPLE") == "1":
        sitting.look_around()
    elif passphrase is not None and sitting.state == "locked":
        sitting.unlock(passphrase)


def keep_ticking(sitting: Sitting) -> None:
    """Tick on the kernel's own event loop, so that no other thread ever touches a card."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # no kernel: a script or a test ticks by hand
        return

    def tick() -> None:
        try:
            sitting.tick()
        finally:
            loop.call_later(POLL_SECONDS, tick)

    loop.call_later(POLL_SECONDS, tick)
    if host() and hasattr(signal, "SIGUSR1"):  # sent by our server when someone signs in anew
        loop.add_signal_handler(signal.SIGUSR1, sitting.lock)
