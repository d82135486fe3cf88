"""The welcome card, and the card that keeps the workbook safe: backups, passphrase."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from imeworkbook import vocabulary
from imeworkbook.errors import CannotSave, WorkbookMissing
from imeworkbook.hosting import host
from imeworkbook.kinds import ENTRIES
from imeworkbook.language import current as current_language
from imeworkbook.language import texts
from imeworkbook.records import Appointment
from imeworkbook.store import (
    EncryptedStore,
    KeptThere,
    Meeting,
    backup,
    backup_name,
    meet,
    read_through,
    restore,
    take,
)
from imeworkbook.store.places import suggested_folder, synced_by
from imeworkbook.store.spoken import choose, languages
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.messages import text_of
from imeworkbook.widgets.names import name_of
from imeworkbook.widgets.sitting import Sitting, same
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
        return {
            "synced": words("welcome", "synced").format(service=service) if service else "",
            "honest": texts("words")["welcome"]["honest"],
            "languages": [list(one) for one in languages().items()],
            "language": current_language().code,
        }

    def open_face(self) -> Message:
        """How much there is, and where to go on."""
        workbook = self.sitting.open
        counts = {kind: len(workbook.records(kind)) for kind in ENTRIES}
        other = sum(counts.values()) - counts["career"] - counts["use"]
        return {
            **self.closed_face(),
            "begun": any(counts.values()),
            "counts": words("welcome", "counts").format(career=counts["career"], use=counts["use"], other=other),
            "where": words("welcome", "where").replace("{path}", _short(self.sitting.path)),
            "news": [sentence for sentence in (*self.sitting.news, workbook.cannot_read()) if sentence],
        }

    def do_language(self, message: Message) -> None:
        """Speak another language: the page comes back in it, with every card made anew and nothing typed lost."""
        choose(text_of(message, "code"))
        self.sitting.forget_cards()
        self.send({"reload": words("gate", "run_again")})

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
    """When is it, who asked what, how will you meet; and an order of chapters that fits the time that is left."""

    view_name = "examination"
    parts = ("form", "examination")

    form_name = "appointment"

    def open_face(self) -> Message:
        """The form; how long it is to the day; the chapters in an order for that."""
        record = self.record()
        day = record.day if isinstance(record, Appointment) else None
        left = None if day is None else (day - dt.date.today()).days
        short = left is not None and 0 <= left <= 1
        titles = {row["key"]: row["title"] for row in texts("chapters")["chapter"]}
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
    """Backups, bringing one back, another copy of this workbook, another passphrase, another recovery code."""

    view_name = "safe"
    parts = ("safe",)

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self._meeting: Meeting | None = None
        super().__init__(sitting, lead=lead)

    def state_changed(self) -> None:
        """Let go of what was read from another copy."""
        self._meeting = None

    def open_face(self) -> Message:
        """A place that a backup could go to (none on a server), and what another copy holds where one was looked at."""
        store = self.sitting.open.store
        asked = isinstance(store, EncryptedStore) and store.code_is_needed
        return {"backup_path": None if host() else suggested_folder(), "code_is_needed": asked, "meeting": self._met()}

    def _met(self) -> Message | None:
        if self._meeting is None:
            return None
        unreadable = words("safe", "meet_unreadable").format(n=self._meeting.unreadable)
        return {
            "rows": [_found_row(found) for found in self._meeting.only_there],
            "drafts": len(self._meeting.drafts),
            "unreadable": unreadable if self._meeting.unreadable else "",
        }

    def do_backup(self, message: Message) -> None:
        """Save a backup to a folder or file."""
        kept = backup(self.sitting.file, typed_path(message["path"]))
        service = synced_by(kept)
        note = " " + words("copies", "synced").format(service=service) if service else ""
        self.tell(words("safe", "backed_up").format(path=kept) + note)

    def do_backup_download(self, message: Message) -> None:
        """Hand a backup to the browser, with nothing on the disk before."""
        self.download(backup_name(), WORKBOOK_TYPE, self.sitting.file.content())

    def do_restore(self, message: Message) -> None:
        """Bring back a backup that the browser handed over, once it was read through; it is open then."""
        saved, passphrase = _handed_over(message), message["passphrase"]
        read_through(saved, passphrase=passphrase)
        self.sitting.lock()
        beside = restore(saved, self.sitting.path, passphrase=passphrase)
        self.sitting.unlock(passphrase)
        told = words("safe", "restored_beside").format(name=beside.name) if beside else words("safe", "restored")
        self.tell(told)

    def do_meet(self, message: Message) -> None:
        """Look at another copy of this workbook that the browser handed over."""
        self._meeting = meet(self.sitting.file, _handed_over(message), passphrase=message["passphrase"] or None)
        self.refresh()
        found = bool(self._meeting.only_there or self._meeting.drafts)
        self.tell(words("safe", "met" if found else "met_nothing"))

    def do_take(self, message: Message) -> None:
        """Take what was chosen of the other copy into this workbook; it can be undone."""
        if self._meeting is None:
            return
        chosen = [found for found in self._meeting.only_there if found.id in message["ids"]]
        with self.sitting.doing(words("safe", "what_taken")):
            take(self.sitting.file, chosen, self._meeting.drafts if message.get("drafts") else None)
        left = tuple(found for found in self._meeting.only_there if found not in chosen)
        drafts = {} if message.get("drafts") else self._meeting.drafts
        self._meeting = replace(self._meeting, only_there=left, drafts=drafts)
        self.refresh()
        self.tell(words("safe", "taken").format(n=len(chosen)))

    def do_change(self, message: Message) -> None:
        """Set another passphrase, after the present one; a new recovery code goes to the page once."""
        same(message["passphrase"], message["again"])
        file = self.sitting.file
        self.sitting.check_passphrase(message["current"])
        code = file.change_passphrase(message["passphrase"], code=message.get("code") or None)
        self.refresh()
        if code:
            self.send({"code": code})
        self.tell(words("safe", "changed_code" if code else "changed"))

    def do_new_code(self, message: Message) -> None:
        """Make another recovery code; it goes to the page once, as a message."""
        file = self.sitting.file
        self.sitting.check_passphrase(message["current"])
        self.send({"code": file.new_recovery_code()})


def _handed_over(message: Message) -> bytes:
    """Give the file that the browser handed over; raises `WorkbookMissing` where none was chosen."""
    if not message["buffers"]:
        raise WorkbookMissing("words:safe.no_file")
    return bytes(message["buffers"][0])


def _found_row(found: KeptThere) -> Message:
    record = found.there or found.here
    how = "meet_removed" if found.there is None else "meet_changed" if found.here else "meet_new"
    return {
        "id": found.id,
        "kind": vocabulary.label("kind", found.kind),
        "name": name_of(record) if record else "",
        "how": words("safe", how).format(day=day_words(found.at.date())),
    }


def typed_path(typed: str) -> Path:
    """The path that a person typed.

    Raises
    ------
    CannotSave
        When it is empty or not whole, or would be one of a server.
    """
    if host():
        raise CannotSave("hosted:no_folder")
    try:
        path = Path(typed.strip().strip('"')).expanduser() if "\0" not in typed else Path()
    except RuntimeError:  # "~", and no home
        path = Path()
    if not typed.strip() or not path.is_absolute():
        raise CannotSave("words:copies.no_folder")
    return path


def _short(path: Path) -> str:
    """A path with the home folder as ``~``."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or no home
        return str(path)
