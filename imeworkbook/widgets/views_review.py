"""Worth another look: the gentle checks as questions, each to be left as it is, changed in place, or talked about."""

from __future__ import annotations

from collections.abc import Mapping

from imeworkbook.language import texts
from imeworkbook.recall.reasons import sentence
from imeworkbook.records import Answer, Entry, Record, Statement
from imeworkbook.review import PREFIX, Finding, flagged, is_about_a_finding, settled
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.rows import entry_row
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import FormCard

_MOST_TO_CHANGE = 6  # a question about many dates names the first of them


def said(part: str) -> dict[str, str]:
    """The words of one card of the chapter with the clinician."""
    words: dict[str, str] = texts("clinician")[part]
    return words


class WorthAnotherLook(FormCard):
    """What could be looked at again, with the form of an entry in place."""

    view_name = "review"

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self._at = ""
        super().__init__(sitting, lead=lead)

    def open_face(self) -> Message:
        """The questions, which of them is on the agenda, and the form that stands open below one."""
        now, answers = self.sitting.open.snapshot, self._answers()
        found = [one for one in now.findings if not self._talked_through(one, answers)]
        if self._at not in {one.key for one in found}:
            self._at = ""
            self.form.close() if self.form.editor else None
        entries = {entry.id: entry for entry in now.timeline().entries}
        orderings = {one.id: one for one in now.timeline().statements}
        return {
            **super().open_face(),
            "said": said("review"),
            "rows": [_row(one, entries, orderings, answers.get(PREFIX + one.key)) for one in found],
            "at": self._at,
            "right": sum(answer.state == "given" for answer in answers.values()),
        }

    def _answers(self) -> dict[str, Answer]:
        records = self.sitting.open.records("answer")
        return {one.id: one for one in records if isinstance(one, Answer) and is_about_a_finding(one)}

    def _talked_through(self, finding: Finding, answers: dict[str, Answer]) -> bool:
        answer = answers.get(PREFIX + finding.key)
        return answer is not None and answer.talked_on is not None

    def _finding(self, key: str) -> Finding | None:
        return next((one for one in self.sitting.open.snapshot.findings if one.key == key), None)

    def do_right(self, message: Message) -> None:
        """Remember that a finding is right as it is."""
        if finding := self._finding(message["key"]):
            with self.sitting.doing(said("review")["what_right"]):
                self.sitting.open.add(settled(finding, self.sitting.open.timeline()))
            self.tell(said("review")["said_right"], offer="undo")

    def do_flag(self, message: Message) -> None:
        """Put a finding on the agenda with the clinician, or take it off again."""
        finding = self._finding(message["key"])
        if finding is None:
            return
        with self.sitting.doing(said("review")["what_talk"]):
            if message["talk"]:
                self.sitting.open.add(flagged(finding, self.sitting.open.timeline()))
            elif PREFIX + finding.key in self._answers():
                self.sitting.open.remove(PREFIX + finding.key)
        self.tell(said("review")["said_flagged" if message["talk"] else "said_unflagged"])

    def do_again(self, message: Message) -> None:
        """Ask again about everything that was said to be right as it is."""
        for answer in self._answers().values():
            if answer.state == "given":
                self.sitting.open.remove(answer.id)

    def do_undo(self, message: Message) -> None:
        """Take back the last change."""
        if self.sitting.undo():
            self.tell(said("review")["undone"])

    def do_take_back(self, message: Message) -> None:
        """Take back an ordering of two entries."""
        with self.sitting.doing(said("review")["what_taken_back"]):
            self.sitting.open.remove(message["id"])
        self.tell(said("review")["said_taken_back"], offer="undo")

    def do_open(self, message: Message) -> None:
        """Open the form of an entry below the question."""
        self._at = str(message["key"])
        super().do_open(message)

    def stand_at(self, key: str) -> bool:
        """The form stands below a question about its entry."""
        about = (one.key for one in self.sitting.open.snapshot.findings if key.removeprefix("edit:") in one.entries)
        self._at = next(about, "")
        return bool(self._at) and super().stand_at(key)

    def kept(self, record: Record) -> None:
        """The form closes; the question goes where it is answered."""
        self._at = ""
        self.form.close()


def _row(
    finding: Finding, entries: Mapping[str, Entry], orderings: Mapping[str, Statement], answer: Answer | None
) -> Message:
    shown = [entry_row(entries[id]) for id in finding.entries[:_MOST_TO_CHANGE]]
    return {
        "key": finding.key,
        "question": finding.question,
        "impossible": finding.kind == "impossible",
        "flagged": answer is not None and answer.talk,
        "entries": [{name: row[name] for name in ("id", "label", "detail", "when")} for row in shown],
        "orderings": [{"id": id, "text": sentence(orderings[id], entries)} for id in finding.orderings],
        "chapter": "" if finding.entries else "substance-use",
    }
