"""With my clinician: the agenda of a sitting, notes that are told apart, and who will see what, side by side."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from imeworkbook import vocabulary
from imeworkbook.dates import long_day
from imeworkbook.records import AUDIENCES, Audience, Entry, Note, Record
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.contents import Place, places
from imeworkbook.report.wording import period
from imeworkbook.report.wording import words as printed_words
from imeworkbook.review import flagged, is_about_a_finding
from imeworkbook.review.agenda import AgendaItem, agenda
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.names import name_of
from imeworkbook.widgets.rows import entry_row
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import Entries, NewEntry
from imeworkbook.widgets.views_copies import Copies
from imeworkbook.widgets.views_review import said

_MOST_LINED_UP = 3
_FIRST_LETTERS = 140
_SEEN = "seen:"


class Agenda(Card):
    """What to talk about in a sitting, and what was talked through."""

    view_name = "agenda"

    def open_face(self) -> Message:
        """What is on the agenda in groups, what was talked through, and the day of this sitting."""
        workbook = self.sitting.open
        now = workbook.snapshot
        looked_at = frozenset(record.id.removeprefix(_SEEN) for record in workbook.records("connection"))
        items = agenda(now.records, now.findings, now.connections, looked_at)
        waiting = [item for item in items if item.talked_on is None]
        done = sorted((item for item in items if item.talked_on), key=lambda item: item.talked_on or dt.date.min)
        return {
            "said": said("agenda"),
            "today": dt.date.today().isoformat(),
            "groups": [_group(about, list(of_it)) for about, of_it in groupby(waiting, key=lambda item: item.about)],
            "done": [_item(item) for item in reversed(done)],
        }

    def do_talked(self, message: Message) -> None:
        """Mark an item as talked through on a day."""
        try:
            day = dt.date.fromisoformat(str(message["day"]))
        except ValueError:
            self.tell(said("agenda")["no_day"], good=False)
            return
        record = self._record(str(message["key"]))
        if record is None:
            return
        mark_talked(self.sitting, record, day)
        self.tell(said("agenda")["said_talked"].format(day=long_day(day), label=name_of(record)))

    def _record(self, key: str) -> Record | None:
        """The record of that id, or the answer that would keep the finding of that key."""
        workbook = self.sitting.open
        now = workbook.snapshot
        finding = next((one for one in now.findings if one.key == key), None)
        return flagged(finding, now.timeline()) if finding else workbook.store.get(key)

    def do_not_yet(self, message: Message) -> None:
        """Take the day back: it was not talked through yet."""
        mark_talked(self.sitting, self.sitting.open.get(message["key"]), None)

    def do_off(self, message: Message) -> None:
        """Take something that was flagged off the agenda."""
        record = self.sitting.open.get(message["key"])
        with self.sitting.doing(said("agenda")["what_off"].format(label=name_of(record))):
            if is_about_a_finding(record):
                self.sitting.open.remove(record.id)
            else:
                self.sitting.open.edit(record.id, talk=False)


def mark_talked(sitting: Sitting, record: Record, day: dt.date | None) -> None:
    """Keep the day on which something was talked through; None takes it back."""
    with sitting.doing(said("agenda")["what_talked" if day else "what_not_yet"].format(label=name_of(record))):
        sitting.open.add(record.with_(talked_on=day))


def _group(about: str, items: list[AgendaItem]) -> Message:
    shown = items[:_MOST_LINED_UP] if about == "connection" else items
    return {"about": about, "items": [_item(item) for item in shown], "n": len(items)}


def _item(item: AgendaItem) -> Message:
    record = item.record
    day = said("agenda")["done_on"].format(day=long_day(item.talked_on)) if item.talked_on else ""
    return {
        "key": item.key,
        "text": item.text or (name_of(record) if record else ""),
        "when": entry_row(record)["when"] if isinstance(record, Entry) else "",
        "detail": record.notes if record else "",
        "impossible": item.finding is not None and item.finding.kind == "impossible",
        "day": day,
    }


class NewNote(NewEntry):
    """The form for a note: the clinician's at first, and for the clinician's copy."""

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        super().__init__(sitting, Note.kind, lead=lead)

    def begin(self) -> None:
        """An empty note, or what was typed earlier."""
        self.form.open(self.kind, defaults={"author": "clinician", "audience": "clinician"})

    def kept(self, record: Record) -> None:
        """Stand ready for the next note."""
        self.begin()


class Notes(Entries):
    """The notes so far, the clinician's told apart from the person's own."""

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        super().__init__(sitting, (Note.kind,), lead=lead)

    def open_face(self) -> Message:
        """The list, under its own heading, each note with whose it is."""
        return {**super().open_face(), "mixed": True, "title": said("notes")["title"], "empty": said("notes")["empty"]}

    def rows(self) -> list[Message]:
        """The notes in the order in which they were added."""
        notes = (record for record in self.sitting.open.records(Note.kind) if isinstance(record, Note))
        return [_note_row(note) for note in notes]


def _note_row(note: Note) -> Message:
    return {
        "id": note.id,
        "kind": note.kind,
        "kind_label": said("notes")["clinician" if note.author == "clinician" else "mine"],
        "label": " ".join(note.text.split())[:_FIRST_LETTERS],
        "detail": "",
        "when": "",
        "audience": note.audience,
        "audience_label": vocabulary.label("audience", note.audience),
        "talk": note.talk,
    }


class WhoSees(Copies):
    """Each record with the copies that hold it, side by side; one click changes how far it goes."""

    view_name = "who_sees"

    def open_face(self) -> Message:
        """Each record under its printed heading, with why it stays out of a copy, if it does."""
        records = self.sitting.open.records()
        settings = tuple(self._settings())
        copies = {
            audience: {
                place.record.id: place for place in places(records, audience, Arrangement.of(settings, audience))
            }
            for audience in AUDIENCES
        }
        headings = printed_words("heading")
        grouped: dict[str, list[Message]] = {}
        for id, place in copies["private"].items():
            found = {audience: copies[audience].get(id) for audience in AUDIENCES}
            grouped.setdefault(headings[place.section], []).append(_seen_row(place.record, found))
        rows = [row for group in grouped.values() for row in group]
        inside = {name: sum(not row["why"][name] for row in rows) for name in AUDIENCES}
        return {
            "said": said("sees") | {"in_copy": said("sees")["in_copy"].format(**inside)},
            "groups": [
                {"heading": heading, "rows": found, "count": _count(found)} for heading, found in grouped.items()
            ],
        }

    def do_talked(self, message: Message) -> None:
        """Mark one record as talked through today, or take that back."""
        mark_talked(self.sitting, self.sitting.open.get(message["id"]), dt.date.today() if message["talked"] else None)


def _count(rows: list[Message]) -> str:
    """How many there are, and how many of them the evaluator's copy holds."""
    return said("sees")["count"].format(n=len(rows), evaluator=sum(not row["why"]["evaluator"] for row in rows))


def _seen_row(record: Record, found: dict[Audience, Place | None]) -> Message:
    when = period(record) if isinstance(record, Entry) and (record.start or record.end) else ""
    return {
        "id": record.id,
        "label": " ".join(name_of(record).split())[:_FIRST_LETTERS],
        "when": when,
        "audience": record.audience,
        "may_see": list(record.audiences),
        "why": {audience: _why(place) for audience, place in found.items()},
        "day": said("sees")["talked_on"].format(day=long_day(record.talked_on)) if record.talked_on else "",
    }


def _why(place: Place | None) -> str:
    """Why a record stays out of a copy; empty where it is in."""
    if place is None:
        return said("sees")["out_never"]
    return said("sees")[f"out_{place.reason}"] if place.reason else ""
