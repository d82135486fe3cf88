"""A form inside a card: an `Editor`, and what the page shows of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from imeworkbook.records import Document, Entry, Record
from imeworkbook.timeline import chronicle
from imeworkbook.widgets.cited import offered
from imeworkbook.widgets.dated import Lean, Value
from imeworkbook.widgets.editor import Editor, entry_label
from imeworkbook.widgets.rows import entry_row
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.words import and_words, words

_MOST_LANDMARKS = 200
_counter = iter(range(1, 1 << 62))


class FormPart:
    """One form. `session` changes whenever the page should draw it anew; until then what is typed there stands.

    `turn` is the number of the last thing a page asked for that may begin a session. `moved` is how many other records
    had a date that moved with what was kept last.
    """

    def __init__(self, sitting: Sitting, changed: Callable[[], None]) -> None:
        self.sitting = sitting
        self._changed = changed
        self.editor: Editor | None = None
        self.session = 0
        self.turn = ""
        self._cleared: dict[str, Value] | None = None
        self.moved = 0

    def open(
        self,
        name: str,
        record: Record | None = None,
        *,
        defaults: Mapping[str, Any] | None = None,
        key: str | None = None,
    ) -> None:
        """Begin or resume an edit session."""
        given = dict(defaults or {})
        if record is None:
            given.setdefault("audience", self.sitting.last_audience.get(name, "private"))
        self.editor = Editor(self.sitting.open, name, record, defaults=given, key=key)
        self._cleared = None
        self.session = next(_counter)

    def reopen(self) -> None:
        """Begin the next session of the same form: empty, for another new entry."""
        if self.editor is not None:
            editor = self.editor
            self.open(editor.form.name, None, defaults=_without_audience(editor.defaults), key=editor.key)

    def close(self) -> None:
        """Let go of the session. A draft stays in the store."""
        self.editor, self._cleared, self.session = None, None, next(_counter)

    # --- what the page asks ---

    def type(self, fields: Mapping[str, Any]) -> None:
        """Take what is being typed."""
        if self.editor is not None:
            self.editor.set_all(fields)
            self._changed()

    def draw_anew(self) -> None:
        """Let the page draw the form anew, with what the kernel set in it."""
        self.session = next(_counter)

    def choose(self, field: str, key: str) -> None:
        """Take one of two readings."""
        if self.editor is not None:
            self.editor.choose(field, key)
            self._changed()

    def stand_alone(self, field: str, alone: bool) -> None:
        """Let a date stand by itself, or lean on what its words name again."""
        if self.editor is not None and field in self.editor.form.dates:
            self.editor.stand_alone(field, alone)
            self._changed()

    def keep(self, fields: Mapping[str, Any]) -> Record | None:
        """Keep the record; None where something needs a look first."""
        if self.editor is None:
            return None
        editor = self.editor
        editor.set_all(fields)
        what = words("entries", "what_changed" if editor.record else "what_added")
        label = str(editor.fields.get("title") or "") or editor.form.title
        before = {record.id: record for record in self.sitting.open.records()}
        with self.sitting.doing(what.format(label=label)):
            record = editor.commit()
        if record is not None:
            after = {other.id: other for other in self.sitting.open.records() if other.id in before}
            self.moved = sum(after[id] != before[id] for id in after if id != record.id)
        if editor.record is None and isinstance(record, Entry):
            self.sitting.last_audience[editor.kind] = record.audience
        return record

    def clear(self) -> None:
        """Empty the form; what was typed can be brought back."""
        if self.editor is not None:
            typed = self.editor.discard()
            self.session = next(_counter)
            self._cleared = typed
            self._changed()

    def bring_back(self) -> None:
        """Bring back what was in the form before it was cleared."""
        if self.editor is not None and self._cleared is not None:
            self.editor.set_all(self._cleared)
            self._cleared = None
            self.session = next(_counter)
            self._changed()

    # --- what the page shows ---

    def _landmarks(self) -> list[str]:
        """What a date may lean on, by its names, the latest kept first: offered while a date is being typed."""
        editor = self.editor
        if editor is None or not editor.form.dates:
            return []
        own = editor.record.id if editor.record else ""
        entries = (record for record in self.sitting.open.records() if isinstance(record, Entry))
        names = dict.fromkeys(entry.label for entry in entries if entry.start and entry.title and entry.id != own)
        return list(names)[::-1][:_MOST_LANDMARKS]

    def _records(self) -> list[list[str]]:
        """The records of the checklist, where the form cites them: id and name."""
        if self.editor is None or not self.editor.form.of_type("citations"):
            return []
        return offered(record for record in self.sitting.open.records("document") if isinstance(record, Document))

    def _entries(self) -> list[list[str]]:
        """The entries in order of time, where the form chooses from them: id, name with its dates, and its kind."""
        if self.editor is None or not self.editor.form.of_type("entries"):
            return []
        rows = map(entry_row, chronicle(self.sitting.open.records(), "private").entries)
        return [[row["id"], " · ".join(filter(None, (row["label"], row["detail"], row["when"]))), row["kind_label"]]
                for row in rows]  # fmt: skip

    def face(self) -> dict[str, Any] | None:
        """The form as JSON values; None while there is none."""
        editor = self.editor
        if editor is None:
            return None
        return {
            "session": self.session,
            "turn": self.turn,
            "key": editor.key,
            "kind": editor.kind,
            "id": editor.record.id if editor.record else "",
            "label": entry_label(editor.record) if editor.record else "",
            "title": editor.form.title,
            "keep": editor.form.keep,
            "fields": list(editor.form.schema),
            "moments": editor.form.moments,
            "values": dict(editor.fields),
            "readings": dict(editor.readings),
            "choices": {
                field: [{"key": choice.key, "label": choice.label, "part": choice.part} for choice in choices]
                for field, choices in editor.choices.items()
            },
            "problems": dict(editor.problems),
            "leans": {field: _lean_words(lean) for field, lean in editor.leans.items()},
            "asks": words("form", "asks").format(statements=editor.asks) if editor.asks else "",
            "landmarks": self._landmarks(),
            "records": self._records(),
            "entries": self._entries(),
            "resumed": editor.resumed and editor.changed,
            "can_bring_back": self._cleared is not None,
        }


def _lean_words(lean: Lean) -> dict[str, Any]:
    """What stands below a date that leans on something: sentences, and whether it may stand by itself."""
    said = [words("form", "leans").format(names=and_words(lean.names))] if lean.names else []
    if lean.kept_back:
        said.append(words("form", "kept_back").format(names=and_words(lean.kept_back)))
    shown = bool(lean.names or lean.alone)
    return {"said": said, "why": lean.why, "may_stand_alone": shown, "alone": lean.alone}


def _without_audience(defaults: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in defaults.items() if name != "audience"}
