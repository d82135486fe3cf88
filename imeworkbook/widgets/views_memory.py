"""Add a memory: one line becomes a proposal, and the proposal an entry, each only when the person says so."""

from __future__ import annotations

from imeworkbook import vocabulary
from imeworkbook.errors import DateError
from imeworkbook.language import texts
from imeworkbook.memory import Proposal, propose
from imeworkbook.records import ENTRY_KINDS, Record
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.messages import text_of
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import FormCard
from imeworkbook.widgets.words import words

_LINE, _FORM = "memory:line", "memory:form"  # draft rows, encrypted like everything


def said(key: str) -> str:
    """One sentence or label of the card."""
    return str(texts("memory")["said"][key])


class AddAMemory(FormCard):
    """A line to type, and below it the form of what it could become. One card stands on every chapter."""

    view_name = "memory"

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self._proposal: Proposal | None = None
        self._substance = ""
        super().__init__(sitting, lead=lead)

    def state_changed(self) -> None:
        """What was typed comes back from its draft; what it becomes is asked anew."""
        self._proposal = None
        super().state_changed()

    def begin(self) -> None:
        """A proposal that was not kept yet, where there is one."""
        line = self._line()
        if line and self.sitting.open.draft(_FORM) is not None:
            self._propose(line)

    def open_face(self) -> Message:
        """The line, and the proposal with its form."""
        found = self._proposal
        notes = []
        if found is not None and not found.read:
            notes.append(self._why_unread(found.phrase) if found.phrase else said("no_date"))
        return {
            **super().open_face(),
            "said": texts("memory")["said"],
            "line": self._line(),
            "proposed": found is not None,
            "kind": found.kind if found else "",
            "kinds": [[kind, vocabulary.label("kind", kind)] for kind in ENTRY_KINDS],
            "substance": self._substance if found and found.kind == "use" else "",
            "substances": [[term, label] for term, label in vocabulary.terms("substance").items()],
            "notes": notes,
        }

    def _why_unread(self, phrase: str) -> str:
        """That a time could not be read, and what would help: an age needs the date of birth."""
        told = said("unread").format(phrase=phrase)
        try:
            self.sitting.open.read_date(phrase)
        except DateError as error:
            return f"{told} {error}"
        return told

    def _line(self) -> str:
        draft = self.sitting.open.draft(_LINE) or {}
        return str(draft.get("line", ""))

    # --- what the page asks ---

    def do_line(self, message: Message) -> None:
        """Take the line as it is being typed."""
        line = text_of(message, "line")
        if line:
            self.sitting.open.save_draft(_LINE, {"line": line})
        else:
            self.sitting.open.drop_draft(_LINE)
        self.heard(message)
        self.refresh()

    def stand_at(self, key: str) -> bool:
        """The form stands where the line was looked at."""
        if key == _FORM and self.form.editor is None and self._line():
            self._propose(self._line())
        return super().stand_at(key)

    def do_look(self, message: Message) -> None:
        """Show what the line could become. Nothing is kept by that."""
        self.do_line(message)
        if not str(message["line"]).strip():
            self.tell(said("empty"), good=False)
            return
        self.sitting.open.drop_draft(_FORM)
        self._propose(str(message["line"]))
        self.refresh()
        self.send({"opened": True})

    def do_kind(self, message: Message) -> None:
        """Take the line for another kind of entry."""
        if message["kind"] in ENTRY_KINDS and self._proposal is not None:
            self.sitting.open.drop_draft(_FORM)
            self._propose(self._proposal.line, str(message["kind"]))
            self.refresh()

    def do_substance(self, message: Message) -> None:
        """Take it for another substance; what was typed in the form stays."""
        editor = self.form.editor
        if editor is not None and self._proposal is not None and message["substance"] in vocabulary.terms("substance"):
            typed = dict(editor.fields)
            self._substance = str(message["substance"])
            self.form.open("use", defaults={"substance": self._substance}, key=_FORM)
            if self.form.editor is not None:
                self.form.editor.set_all(typed)
            self.refresh()

    def do_set_aside(self, message: Message) -> None:
        """Close the proposal; the line stays as it is, for later."""
        self._close()
        self.refresh()
        self.tell(said("for_later"))

    def do_let_go(self, message: Message) -> None:
        """Let go of the line and its proposal."""
        self._close()
        self.sitting.open.drop_draft(_LINE)
        self.refresh()
        self.tell(said("gone"))

    def do_undo(self, message: Message) -> None:
        """Take back the last change."""
        if self.sitting.undo():
            self.tell(words("entries", "undone"))

    def do_keep(self, message: Message) -> None:
        """Keep the entry, and say where it is now."""
        before = {record.id for record in self.sitting.open.records()}
        super().do_keep(message)
        new = [record for record in self.sitting.open.records() if record.id not in before]
        if new and self._proposal is None:
            chapter = vocabulary.label("kind", new[0].kind)
            self.tell(said("kept").format(chapter=chapter), kept=new[0].id, offer="undo")

    def kept(self, record: Record) -> None:
        """The line has become an entry."""
        self._close()
        self.sitting.open.drop_draft(_LINE)

    # --- proposals ---

    def _propose(self, line: str, kind: str | None = None) -> None:
        self._proposal = propose(line, self.sitting.open.read_date, kind)
        found = self._proposal
        self._substance = str(found.fields.get("substance", "other"))
        needed = {"substance": self._substance} if found.kind == "use" else {}
        self.form.open(found.kind, defaults=needed, key=_FORM)
        if self.form.editor is not None and not self.form.editor.resumed:
            self.form.editor.set_all(found.fields)

    def _close(self) -> None:
        self._proposal = None
        if self.form.editor is not None:
            self.form.editor.discard()
        self.form.close()
