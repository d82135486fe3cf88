"""The card: one thin anywidget that shows what its kernel sends, and takes messages.

It is drawn wherever an ipywidget is. In our own page the kit comes from the server; in any other page the card asks its
kernel for it, once a page. What it shows travels in messages alone: no front end has it in a widget's state, to save.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import anywidget
import traitlets

from imeworkbook.errors import ImeworkbookError
from imeworkbook.language import current
from imeworkbook.widgets import kit_files
from imeworkbook.widgets.changes import changes
from imeworkbook.widgets.messages import Message, NotAMessage, readable, text_of
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.words import all_words, words

_LONGEST_NUMBER = 40
_LONGEST_TURN = 80
log = logging.getLogger(__name__)
_RUN = secrets.token_hex(8)
"""Tells a page which other pages draw the cards of this very kernel."""
__all__ = ["Card", "Message"]


class KitWidget(anywidget.AnyWidget):
    """What the kit draws.

    `card` says which card of the pages it is, the same in every kernel. `face`, with what else `shown` names, is all
    that it shows, as JSON values: see `show`. What a page asks comes as messages ``{"do": name, …}``, each handled by
    the method ``do_name``.
    """

    _esm = kit_files.STUB
    card = traitlets.Unicode("").tag(sync=True)
    view = traitlets.Unicode("").tag(sync=True)
    shown: tuple[str, ...] = ("face",)

    view_name = "card"

    def __init__(self, card: str = "") -> None:
        self.face: Message = {}
        self._number = 0
        super().__init__(card=card, view=self.view_name)
        self.on_msg(self._take)

    def show(self, **changed: Any) -> None:  # noqa: ANN401 - JSON values
        """Show these of the values that `shown` names, now and to each page that asks for them later.

        What changed in a value travels, and no more of it. A page that missed a number asks for all that there is.
        """
        whole: Message = {}
        parts: Message = {}
        for name, value in changed.items():
            before = getattr(self, name)
            setattr(self, name, value)
            if before and value:
                parts[name] = list(changes(before, value))
            else:
                whole[name] = value
        self._number += 1
        self.send({"show": whole, "changes": parts, "number": self._number})

    def tell(self, notice: str, *, good: bool = True, **more: Any) -> None:  # noqa: ANN401 - JSON values
        """Say one sentence in the card."""
        self.send({"notice": notice, "good": good, **more})

    def _send(self, msg: Any, buffers: Any = None) -> None:  # noqa: ANN401 - as ipywidgets has it
        """Send what a card says with its name beside it: by that our server knows whom it concerns (`channels`)."""
        if self.comm is None or msg["method"] != "custom":
            super()._send(msg, buffers)
        else:
            self.comm.send(data=msg, metadata={"imeworkbook_card": self.comm.comm_id}, buffers=buffers)

    def touched(self) -> None:
        """Note that a person did something here."""

    def acting(self) -> AbstractContextManager[None]:
        """Do what a page asks within this."""
        return nullcontext()

    def _take(self, _widget: object, message: object, buffers: list[memoryview]) -> None:
        """Do what the page asks. A mistake of ours shows one calm sentence and logs its class alone, never a value.

        What no card sends is passed over: a message that is no object, or that asks for what this card cannot do.
        """
        try:
            asked = readable(message)
        except NotAMessage:
            return
        name = asked.get("do")
        handler = getattr(self, f"do_{name}", None) if isinstance(name, str) else None
        if handler is None:
            self._done(asked.get("at"))
            return
        if not asked.get("again"):
            self.touched()
        with self.acting():
            with self._calmly(str(name)):
                handler({**asked, "buffers": buffers})
            self._done(asked.get("at"))

    @contextmanager
    def attempting(self, name: str) -> Iterator[None]:
        """Do, later than it was asked, what a page asked; as `_take` does."""
        with self.acting(), self._calmly(name):
            yield

    @contextmanager
    def _calmly(self, name: str) -> Iterator[None]:
        try:
            yield
        except ImeworkbookError as error:
            self.tell(str(error), good=False)
        except Exception as error:
            log.error("a card could not do %s: %s", name, type(error).__name__)
            self.tell(words("common", "wrong"), good=False)

    def _done(self, turn: object) -> None:
        """Tell a drawing which of its turns was done: what it shows knows of all until then."""
        if isinstance(turn, str) and len(turn) <= _LONGEST_TURN:
            self.send({"done": turn})

    def do_show(self, message: Message) -> None:
        """Give a page that draws the card all that it shows."""
        shown = {name: getattr(self, name) for name in self.shown}
        self.send({"show": shown, "number": self._number, "answer": True})

    def do_part(self, message: Message) -> None:
        """Give a page that is not ours a part of what draws cards."""
        part = message.get("part")
        if part in kit_files.PARTS:
            self.send({"part": part}, buffers=[kit_files.PARTS[part]()])


class Card(KitWidget):
    """One card of a chapter.

    Secrets and texts that are being typed travel in messages only. A message that brings something typed has a number
    ``"n"``; once it is in the store, and not before, the page hears that number.
    """

    parts: tuple[str, ...] = ()

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self.sitting = sitting
        self.lead = lead
        self.in_sight = True
        self._sights: tuple[str, set[str]] = ("", set())
        self._shown_state = ""
        super().__init__(sitting.making)
        sitting.subscribe(self)
        self.refresh()

    def __repr__(self) -> str:
        return "imeworkbook card"

    def touched(self) -> None:
        """Begin the idle time anew."""
        self.sitting.touch()

    def acting(self) -> AbstractContextManager[None]:
        """First show what there is now, as the page sees it; what follows for other cards comes after."""
        return self.sitting.redraw.acting(self)

    def refresh(self) -> None:
        """Show what there is now."""
        self.sitting.redraw.drawn(self)
        face: Message = {"state": self.sitting.state, "lead": self.lead, "run": _RUN, "language_code": current().code}
        face["words"] = all_words("gate", *self.parts)
        try:
            face |= self._inside()
        except ImeworkbookError as error:
            face["trouble"] = str(error)
        except Exception as error:  # a mistake of ours: one calm sentence, and its class alone in the log
            log.error("the card %s could not be drawn: %s", self.view, type(error).__name__)
            face["trouble"] = words("common", "wrong")
        if face != self.face:
            self.show(face=face)

    def _inside(self) -> Message:
        state = self.sitting.state
        if state != self._shown_state:
            self._shown_state = state
            self.state_changed()
        if self.sitting.workbook is None or state not in ("open", "sample"):
            return self.closed_face()
        profile = self.sitting.workbook.profile
        page = self.sitting.page_settings()
        return {"name": profile.initials or profile.name, "page": page, **self.open_face()}

    def state_changed(self) -> None:
        """Let go of, or take up, what belongs to an open workbook."""

    def open_face(self) -> Message:
        """What the card shows of an open workbook."""
        return {}

    def closed_face(self) -> Message:
        """What the card shows while the workbook is locked or there is none."""
        return {}

    # --- messages ---

    def heard(self, message: Message) -> None:
        """Tell the page that what this message brought is kept, by the number that the page gave it."""
        number = message.get("n")
        if isinstance(number, str) and len(number) <= _LONGEST_NUMBER:
            self.send({"heard": number})

    def do_sight(self, message: Message) -> None:
        """Note whether one drawing of this card is in sight. The page that spoke last counts: others may be gone."""
        page, view = text_of(message, "page"), text_of(message, "view")
        views = self._sights[1] if self._sights[0] == page else set()
        self._sights = page, views | {view} if message.get("seen") else views - {view}
        self.in_sight = bool(self._sights[1])

    def do_touch(self, message: Message) -> None:
        """Someone is here."""

    def do_unlock(self, message: Message) -> None:
        """Open the workbook with its passphrase."""
        if not message["passphrase"]:
            self.tell(words("gate", "empty"), good=False)
            return
        self.sitting.unlock(message["passphrase"])

    def do_recover(self, message: Message) -> None:
        """Open the workbook with its recovery code and a new passphrase."""
        self.sitting.recover(message["code"], message["passphrase"], message["again"])

    def do_strength(self, message: Message) -> None:
        """Advise on a passphrase while it is typed."""
        from imeworkbook.store.strength import advice

        given = advice(message["passphrase"])
        self.send({"strength": given.words, "weak": given.weak})

    def download(self, name: str, mime: str, content: bytes) -> None:
        """Hand a file to the browser, without a copy on the disk."""
        self.send({"download": name, "mime": mime}, buffers=[content])
