"""What a list calls a record of any kind."""

from __future__ import annotations

from imeworkbook import vocabulary
from imeworkbook.language import texts
from imeworkbook.records import Entry, Note, Record
from imeworkbook.report.candour import label_of
from imeworkbook.widgets.editor import entry_label


def name_of(record: Record) -> str:
    """The name of a record; a note of the clinician's is told apart from the person's own."""
    if isinstance(record, Entry):
        return entry_label(record)
    name = label_of(record) or vocabulary.label("kind", record.kind)
    if isinstance(record, Note) and record.author == "clinician":
        return str(texts("clinician")["notes"]["by_clinician"]).format(text=name)
    return name
