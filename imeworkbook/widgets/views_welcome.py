"""The welcome card, and the card that keeps the workbook safe: backups, passphrase."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from imeworkbook.errors import CannotSave, WorkbookMissing
from imeworkbook.records import Appointment
from imeworkbook.resources import read_toml
from imeworkbook.store import backup, restore
from imeworkbook.store.places import synced_by
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.sitting import same
from imeworkbook.widgets.typed import day_words
from imeworkbook.widgets.views import OneRecord
from imeworkbook.widgets.views_prepare import hand_over
from imeworkbook.widgets.words import all_words, words

WORKBOOK_TYPE = "application/octet-stream"


class Welcome(Card):
    """Begin, open, look around; and what to know before the first word."""

    view_name = "welcome"
    parts = ("welcome",)

    def closed_face(self) -> Message:
        """The choices, with a warning where the file would lie in a synced folder."""
        service = synced_by(self.sitting.path)
        return {"synced": words("welcome", "synced").format(service=service) if service else ""}

    def open_face(self) -> Message:
        """How much there is, and where to go on."""
        workbook = self.sitting.open
        counts = {
            kind: len(workbook.records(kind)) for kind in ("career", "use", "treatment", "health", "life", "legal")
        }
        other = sum(counts.values()) - counts["career"] - counts["use"]
        return {
            **self.closed_face(),
            "begun": any(counts.values()),
            "counts": words("welcome", "counts").format(career=counts["career"], use=counts["use"], other=other),
            "where": words("welcome", "where").format(path=_short(self.sitting.path)),
        }

    def do_begin(self, message: Message) -> None:
        """Make the workbook; the recovery code goes to the page once, as a message."""
        if not message["passphrase"]:
            self.tell(words("gate", "empty"), good=False)
            return
        self.send({"code": self.sitting.begin(message["passphrase"], message["again"])})

    def do_look(self, message: Message) -> None:
        """Look around with the sample person."""
        self.sitting.look_around()

    def do_lock(self, message: Message) -> None:
        """Lock, or leave the sample person."""
        self.sitting.lock()


class Examination(OneRecord):
    """When is it, who asked for it, how will you meet; and an order of chapters that fits the time that is left."""

    view_name = "examination"
    parts = ("form", "examination")

    form_name = "appointment"

    def open_face(self) -> Message:
        """The form; how long it is to the day; the chapters in an order for that."""
        record = self.record()
        day = record.day if isinstance(record, Appointment) else None
        left = None if day is None else (day - dt.date.today()).days
        short = left is not None and 0 <= left <= 1
        titles = {row["key"]: row["title"] for row in read_toml("chapters.toml")["chapter"]}
        steps = [
            {**step, "title": titles[step["chapter"]]}
            for step in all_words("examination")["examination"]["short" if short else "step"]
            if step["chapter"] in titles
        ]
        return {**super().open_face(), "left": _left_words(day, left), "short": short, "steps": steps}

    def do_make(self, message: Message) -> None:
        """Hand over one of the papers of the short way."""
        hand_over(self, message["sheet"], str(message.get("country") or ""))


def _left_words(day: dt.date | None, left: int | None) -> str:
    """How long it is to the day, in words; empty where it is not known."""
    if day is None or left is None:
        return ""
    key = "past" if left < 0 else {0: "today", 1: "tomorrow"}.get(left, "days")
    return words("examination", key).format(n=left, day=day_words(day))


class KeepSafe(Card):
    """Backups, bringing one back, another passphrase, another recovery code."""

    view_name = "safe"
    parts = ("safe",)

    def open_face(self) -> Message:
        """A place that a backup could go to."""
        return {"backup_path": str(Path.home()), "warning": ""}

    def do_backup(self, message: Message) -> None:
        """Save a backup to a folder or file."""
        kept = backup(self.sitting.file, typed_path(message["path"]))
        service = synced_by(kept)
        note = " " + words("copies", "synced").format(service=service) if service else ""
        self.tell(words("safe", "backed_up").format(path=kept) + note)

    def do_backup_download(self, message: Message) -> None:
        """Hand a backup to the browser. It passes through the workbook's own folder, encrypted."""
        kept = backup(self.sitting.file, self.sitting.path.parent)
        try:
            content = kept.read_bytes()
        finally:
            kept.unlink()
        self.download(kept.name, WORKBOOK_TYPE, content)

    def do_restore(self, message: Message) -> None:
        """Bring back a backup that the browser handed over."""
        if not message["buffers"]:
            raise WorkbookMissing(words("safe", "no_file"))
        path = self.sitting.path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        incoming = path.with_name(path.name + ".incoming")
        try:
            descriptor = os.open(incoming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(message["buffers"][0])
        except OSError:
            raise CannotSave(words("copies", "no_folder")) from None
        try:
            self.sitting.lock()
            beside = restore(incoming, path)
        finally:
            incoming.unlink(missing_ok=True)
        self.sitting.refresh()
        told = words("safe", "restored_beside").format(name=beside.name) if beside else words("safe", "restored")
        self.tell(told)

    def do_change(self, message: Message) -> None:
        """Set another passphrase, after the present one."""
        same(message["passphrase"], message["again"])
        file = self.sitting.file
        self.sitting.check_passphrase(message["current"])
        file.change_passphrase(message["passphrase"])
        self.tell(words("safe", "changed"))

    def do_new_code(self, message: Message) -> None:
        """Make another recovery code; it goes to the page once, as a message."""
        file = self.sitting.file
        self.sitting.check_passphrase(message["current"])
        self.send({"code": file.new_recovery_code()})


def typed_path(typed: str) -> Path:
    """The path that a person typed.

    Raises
    ------
    CannotSave
        When it is empty or not whole.
    """
    path = Path(typed.strip().strip('"')).expanduser() if "\0" not in typed else Path()
    if not typed.strip() or not path.is_absolute():
        raise CannotSave(words("copies", "no_folder"))
    return path


def _short(path: Path) -> str:
    """A path with the home folder as ``~``."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)
