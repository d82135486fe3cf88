"""Cards over entries: forms, the list of what there is so far, the substances."""

from __future__ import annotations

import datetime as dt

from imeworkbook.language import current
from imeworkbook.records import Entry, Record
from imeworkbook.store import Version
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.editor import entry_label
from imeworkbook.widgets.form_part import FormPart
from imeworkbook.widgets.forms import form_for
from imeworkbook.widgets.messages import text_of
from imeworkbook.widgets.rows import entry_detail, entry_row, entry_when
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.words import words


class FormCard(Card):
    """A card with a form in it."""

    parts: tuple[str, ...] = ("form",)

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self.form = FormPart(sitting, self.refresh)
        super().__init__(sitting, lead=lead)

    def state_changed(self) -> None:
        """Take up the form of the workbook that is open now; what was typed comes back from its draft."""
        self.form.close()
        if self.sitting.state in ("open", "sample"):
            self.begin()

    def begin(self) -> None:
        """Open the form that stands ready when the workbook opens; none by default."""

    def kept(self, record: Record) -> None:
        """What follows when the record was kept: an empty form for the next one."""
        self.form.reopen()

    def open_face(self) -> Message:
        """The form, where there is one."""
        return {"form": self.form.face()}

    def do_type(self, message: Message) -> None:
        """Take what is being typed."""
        self.take_typed(message)

    def take_typed(self, message: Message) -> None:
        """Keep what a message brings of the form that stands here, and say so; of an older form it brings nothing."""
        self._note_turn(message)
        if message.get("session") == self.form.session and message.get("fields"):
            self.form.type(message["fields"])
            self.heard(message)

    def _note_turn(self, message: Message) -> None:
        """Let the page know by the form's face which of what it asked for was done."""
        turn = message.get("turn")
        if isinstance(turn, str):
            self.form.turn = turn

    def do_resume(self, message: Message) -> None:
        """Stand again where the page was when its kernel went, so that it can bring what never arrived."""
        key = text_of(message, "key")
        if not self.stand_at(key):
            self.send({"gone": key})
        self.refresh()

    def stand_at(self, key: str) -> bool:
        """Open the form that keeps its draft under `key`; False where there is none, or its entry is gone."""
        if self.form.editor is None or self.form.editor.key != key:
            record = self.sitting.open.store.get(key.removeprefix("edit:")) if key.startswith("edit:") else None
            if record is None:
                return False
            self.form.open(record.kind, record)
        return True

    def do_choose(self, message: Message) -> None:
        """Take one of two readings of a date."""
        self.form.choose(message["field"], message["key"])

    def do_stand_alone(self, message: Message) -> None:
        """Let a date stand by itself, or lean on what its words name."""
        if message.get("session") == self.form.session:
            self.form.stand_alone(message["field"], bool(message["alone"]))

    def do_keep(self, message: Message) -> None:
        """Keep the record."""
        if message.get("session") != self.form.session or self.form.editor is None:
            return
        self._note_turn(message)
        changing = self.form.editor.record is not None
        record = self.form.keep(message["fields"])
        self.heard(message)
        if record is None:
            self.refresh()
            self.send({"look": True})
            return
        self.kept(record)
        self.refresh()
        said = [words("common", "kept_change" if changing else "kept")]
        if self.form.moved:
            said.append(words("form", "moved_one" if self.form.moved == 1 else "moved").format(n=self.form.moved))
        self.tell(" ".join(said), kept=record.id)

    def do_clear(self, message: Message) -> None:
        """Empty the form; it can be brought back."""
        self._note_turn(message)
        self.form.clear()
        self.tell(words("form", "cleared"))

    def do_bring_back(self, message: Message) -> None:
        """Bring back what was cleared."""
        self.form.bring_back()

    def do_open(self, message: Message) -> None:
        """Open an entry for editing, in place."""
        record = self.sitting.open.get(message["id"])
        self.form.open(record.kind, record)
        self.refresh()
        self.send({"opened": record.id})

    def do_close(self, message: Message) -> None:
        """Close the form without a change; what was typed is let go."""
        if self.form.editor is not None:
            self.form.editor.discard()
        self.form.close()
        self.refresh()


class NewEntry(FormCard):
    """A form that stands ready for the next entry of one kind."""

    view_name = "form"

    def __init__(self, sitting: Sitting, kind: str, *, lead: bool = False) -> None:
        self.kind = kind
        super().__init__(sitting, lead=lead)

    def begin(self) -> None:
        """An empty form, or what was typed in it earlier."""
        self.form.open(self.kind)


class OneRecord(FormCard):
    """A form over the one record of its kind, as it is kept."""

    view_name = "form"
    form_name = ""

    def begin(self) -> None:
        """The record as it is kept, or an empty form."""
        self.form.open(self.form_name, self.record(), defaults={}, key=f"edit:{self.form_name}")

    def record(self) -> Record | None:
        """The record; None while there is none."""
        return next(iter(self.sitting.open.records(form_for(self.form_name).kind)), None)

    def kept(self, record: Record) -> None:
        """The form stays, with what was kept."""
        self.begin()

    def refresh(self) -> None:
        """Show the record as it is kept, unless something is being typed."""
        editor, state = self.form.editor, self.sitting.state
        if editor is not None and state in ("open", "sample") and not editor.changed and self.record() != editor.record:
            self.begin()
        super().refresh()


class AboutYou(OneRecord):
    """The profile: whose account this is."""

    form_name = "profile"


class Entries(FormCard):
    """What there is so far: each entry can be changed, removed, and seen in its earlier versions."""

    view_name = "entries"
    parts: tuple[str, ...] = ("form", "entries")

    def __init__(self, sitting: Sitting, kinds: tuple[str, ...] = (), *, lead: bool = False) -> None:
        self.kinds = kinds
        self._history_of: str | None = None
        super().__init__(sitting, lead=lead)

    def state_changed(self) -> None:
        """Nothing stands open in a workbook that was just opened or locked."""
        self._history_of = None
        super().state_changed()

    def kept(self, record: Record) -> None:
        """The form closes; the entry shows what was kept."""
        self.form.close()

    def open_face(self) -> Message:
        """The entries in order of time, what undo would take back, and the history that is looked at."""
        drafts, rows = self.sitting.open.drafts(), self.rows()
        if self._history_of not in {row["id"] for row in rows}:  # it went, here or in another window
            self._history_of = None
        return {
            **super().open_face(),
            "rows": [{**row, "draft": f"edit:{row['id']}" in drafts} for row in rows],
            "mixed": len(self.kinds) != 1,
            "undo": self.sitting.undo_words,
            "redo": self.sitting.redo_words,
            "history": None if self._history_of is None else self._history(self._history_of),
        }

    def rows(self) -> list[Message]:
        """The lines of the list, in order."""
        entries = self.sitting.open.timeline().entries
        return [entry_row(entry) for entry in entries if not self.kinds or entry.kind in self.kinds]

    def _history(self, id: str) -> Message:
        versions = self.sitting.open.history(id)
        now = self.sitting.open.get(id)
        live = max((version.number for version in versions if version.record == now), default=0)
        shown = [_version(version) | {"now": version.number == live} for version in reversed(versions)]
        return {"id": id, "versions": shown}

    def do_history(self, message: Message) -> None:
        """Show or fold away the earlier versions of an entry."""
        self._history_of = None if self._history_of == message["id"] else text_of(message, "id")
        self.refresh()

    def do_restore(self, message: Message) -> None:
        """Make an earlier version the present one again."""
        for version in self.sitting.open.history(message["id"]):
            if version.number == message["number"] and version.record is not None:
                what = words("entries", "what_changed").format(label=entry_label(version.record))
                with self.sitting.doing(what):
                    self.sitting.open.add(version.record)
                self.tell(words("common", "kept_change"))

    def do_remove(self, message: Message) -> None:
        """Take an entry out; undo brings it back."""
        label = entry_label(self.sitting.open.get(message["id"]))
        self._let_go(message["id"])
        with self.sitting.doing(words("entries", "what_removed").format(label=label)):
            self.sitting.open.remove(message["id"])
        self.tell(words("entries", "removed").format(label=label), offer="undo")

    def do_erase(self, message: Message) -> None:
        """Remove an entry with its history."""
        self._let_go(message["id"])
        self.sitting.open.erase(message["id"])
        self.tell(words("entries", "erased"))

    def _let_go(self, id: str) -> None:
        """Close the form and the history of an entry that goes."""
        self._history_of = None if self._history_of == id else self._history_of
        if self.form.editor is not None and self.form.editor.record is not None and self.form.editor.record.id == id:
            self.form.close()

    def do_undo(self, message: Message) -> None:
        """Take back the last change."""
        self._forget_form()
        if self.sitting.undo():
            self.tell(words("entries", "undone"))

    def do_redo(self, message: Message) -> None:
        """Bring back what was taken back."""
        self._forget_form()
        if self.sitting.redo():
            self.tell(words("entries", "redone"))

    def _forget_form(self) -> None:
        """Close a form without changes, so that it does not show what is no longer there."""
        if self.form.editor is not None and not self.form.editor.changed:
            self.form.close()


def _version(version: Version) -> Message:
    at = version.at.astimezone()
    record = version.record
    text = words("entries", "version_removed")
    if isinstance(record, Entry):
        text = " · ".join(part for part in (record.label, entry_when(record), entry_detail(record)) if part)
    elif record is not None:
        text = entry_label(record)
    return {"number": version.number, "at": _moment(at), "text": text, "kept": record is not None}


def _moment(at: dt.datetime) -> str:
    return current().date("short_moment", at)
