"""When the report has arrived: the corrections so far, in the order of its pages, and the page to take along."""

from __future__ import annotations

from imeworkbook import vocabulary
from imeworkbook.dates import long_day
from imeworkbook.language import texts
from imeworkbook.records import Correction
from imeworkbook.report.sections_corrections import in_order
from imeworkbook.report.sheets import correction_sheet
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.editor import entry_label, shortened
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import Entries
from imeworkbook.widgets.views_prepare import PDF, source_of


class Corrections(Entries):
    """What there is so far of what a report says otherwise."""

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        super().__init__(sitting, (Correction.kind,), lead=lead)

    def open_face(self) -> Message:
        """The list under its own heading, with what it is for and the page to print."""
        return {**super().open_face(), **_said()["list"]}

    def rows(self) -> list[Message]:
        """The corrections in the order in which they print."""
        found = (one for one in self.sitting.open.records(Correction.kind) if isinstance(one, Correction))
        return [_row(one) for one in in_order(found)]

    def do_sheet(self, message: Message) -> None:
        """Hand the page to take along to the browser: all of the list, for the person's own hand."""
        made = correction_sheet(source_of(self.sitting))
        self.download(f"{made.file_name}.pdf", PDF, made.to_pdf())


def _row(one: Correction) -> Message:
    """One line of the list: the page, what the report says, what the person says, and what came of it."""
    said = _said()["row"]
    text = one.text if one.report else ""
    states = ((said["talked"], one.talked_on), (said["raised"], one.raised_on))
    stands = [f"{what} {long_day(day)}" for what, day in states if day]
    parts = (said[one.about], shortened(" ".join(text.split())), *stands)
    return {
        "id": one.id,
        "kind": one.kind,
        "kind_label": "",
        "label": entry_label(one),
        "detail": " · ".join(part for part in parts if part),
        "when": said["page"].format(page=one.page) if one.page[:1].isdigit() else one.page,
        "audience": one.audience,
        "audience_label": vocabulary.label("audience", one.audience),
        "talk": one.talk,
    }


def _said() -> Message:
    return texts("corrections")
