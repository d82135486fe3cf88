"""Cards that prepare the examination: records and people, the day itself, the hours afterwards."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Callable
from uuid import uuid4

from imeworkbook import vocabulary
from imeworkbook.dates import clock, long_day
from imeworkbook.dayplan import CALENDAR_TYPE, DayPlan, Revision, calendar, checklist, day_of
from imeworkbook.errors import InvalidRecord, Problem
from imeworkbook.language import ENGLISH, texts
from imeworkbook.records import Appointment, Consequence, Contact, Document, Plan, Record
from imeworkbook.report.documents import Document as Sheet
from imeworkbook.report.sheets import aftercare_card, blank_timeline, day_sheet, request_letter
from imeworkbook.report.source import Source
from imeworkbook.timeline import date_words
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.editor import entry_label
from imeworkbook.widgets.forms import form_for
from imeworkbook.widgets.messages import text_of
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views import Entries, OneRecord
from imeworkbook.widgets.words import words

PDF = "application/pdf"
_JPEG = b"\xff\xd8\xff"
SIGNS = 4


def source_of(sitting: Sitting) -> Source:
    """Everything in the open workbook, for the person's own sheets."""
    workbook = sitting.open
    return Source.of(workbook.records(), "private", dt.date.today(), workbook.setting("paper", "letter"))


def hand_over(card: Card, sheet: str, country: str = "") -> None:
    """Hand one of the person's own papers to the browser: ``"day"``, ``"after"`` or ``"blank"``."""
    source = source_of(card.sitting)
    country = card.sitting.open.setting("country") or country
    makers: dict[str, Callable[[], Sheet]] = {
        "day": lambda: day_sheet(source),
        "after": lambda: aftercare_card(source, country),
        "blank": lambda: blank_timeline(source),
    }
    made = makers[sheet]()
    card.download(f"{made.file_name}.pdf", PDF, made.to_pdf())


class RecordList(Entries):
    """What there is so far of one kind that has no place in time: records held somewhere, or people."""

    parts = ("form", "entries", "records")

    def __init__(self, sitting: Sitting, kind: str) -> None:
        self.kind = kind
        super().__init__(sitting, (kind,))

    def open_face(self) -> Message:
        """The list; a record has a letter to ask for it."""
        extra = {"do": "letter", "label": texts("people")["words"]["letter"]}
        return {
            **super().open_face(),
            "title": words("records", "title"),
            "empty": words("records", f"empty_{self.kind}"),
            "extra": extra if self.kind == "document" else None,
        }

    def rows(self) -> list[Message]:
        """The records in the order in which they were added."""
        return [_row(record) for record in self.sitting.open.records(self.kind)]

    def do_letter(self, message: Message) -> None:
        """Hand a letter that asks for this record to the browser."""
        record = self.sitting.open.get(message["id"])
        if isinstance(record, Document):
            made = request_letter(source_of(self.sitting), record)
            self.download(f"{made.file_name}.pdf", PDF, made.to_pdf())
            self.tell(texts("people")["words"]["letter_made"])


def _row(record: Record) -> Message:
    """One line of the list: what or who, with whom it is or who they are, and where it stands."""
    detail, state = "", ""
    if isinstance(record, Document):
        detail = " · ".join(part for part in (record.holder, record.covers) if part)
        state = _option("document", "state", record.state)
    elif isinstance(record, Contact):
        detail = " · ".join(
            part for part in (vocabulary.label("support_role", record.role or ""), record.phone) if part
        )
        state = _option("contact", "consent", record.consent)
    elif isinstance(record, Consequence):
        detail = words("records", "none_seen") if record.none else record.text
        state = date_words(record.when) or (record.when.phrase if record.when else "")
    return {
        "id": record.id,
        "kind": record.kind,
        "kind_label": "",
        "label": entry_label(record),
        "detail": detail,
        "when": state,
        "audience": record.audience,
        "audience_label": vocabulary.label("audience", record.audience),
        "talk": record.talk,
    }


def _option(form: str, field: str, value: str) -> str:
    return str(dict(form_for(form).field(field)["options"]).get(value, ""))


class Circle(Card):
    """Who can help and what to ask each of them; how to tell people; extra tests."""

    view_name = "circle"

    def open_face(self) -> Message:
        """The words, with the names that are written down for each role."""
        content = texts("people")
        names: dict[str, list[str]] = {}
        for record in self.sitting.open.records("contact"):
            if isinstance(record, Contact) and record.name:
                names.setdefault(record.role or "", []).append(record.name)
        circle = [{**row, "names": ", ".join(names.get(row["role"], []))} for row in content["circle"]]
        return {"people": {**content, "circle": circle}}


class DayCard(OneRecord):
    """When and where, when to leave, what to think of; a calendar file and a sheet to print."""

    view_name = "day"
    parts = ("form",)
    form_name = "appointment_day"

    def open_face(self) -> Message:
        """The form, and what follows from what stands in it at this moment."""
        shown = self.form.editor.would_be() if self.form.editor else None
        appointment = shown if isinstance(shown, Appointment) else self.record() or Appointment()
        day = day_of(appointment) if isinstance(appointment, Appointment) else None
        kept = self.record()
        format = appointment.format if isinstance(appointment, Appointment) else None
        return {
            **super().open_face(),
            "day": texts("day")["words"],
            "leave": _leave_words(day, format),
            "known": day is not None,
            "phone": format == "phone",
            "photo": kept.photo if isinstance(kept, Appointment) else "",
            "items": self._items(format),
        }

    def _items(self, format: str | None) -> list[Message]:
        plans = {plan.id: plan for plan in _plans(self.sitting, "day")}
        items = [{"key": item.key, "text": item.text, "own": False} for item in checklist(format)]
        shipped = {f"day:{item.key}" for item in checklist(None)}
        items += [
            {"key": plan.id.removeprefix("day:"), "text": plan.text, "own": True}
            for plan in plans.values()
            if plan.id not in shipped
        ]
        return [{**item, "done": f"day:{item['key']}" in plans and plans[f"day:{item['key']}"].done} for item in items]

    def do_tick(self, message: Message) -> None:
        """Tick or untick one line of the list."""
        id = f"day:{message['key']}"
        known = self.sitting.open.store.get(id)
        plan = known if isinstance(known, Plan) else Plan(id=id, part="day", heading=message["key"])
        with self.sitting.doing(words("entries", "last_change")):
            self.sitting.open.add(plan.with_(done=bool(message["done"])))

    def do_add_item(self, message: Message) -> None:
        """Add a line of the person's own."""
        if text := message["text"].strip():
            plan = Plan(part="day", text=text)
            with self.sitting.doing(words("entries", "what_added").format(label=text)):
                self.sitting.open.add(plan.with_(id=f"day:{plan.id}"))

    def do_remove_item(self, message: Message) -> None:
        """Take out a line of the person's own."""
        self.sitting.open.remove(f"day:{message['key']}")

    def do_photo(self, message: Message) -> None:
        """Keep a small portrait of the evaluator, or remove it (empty)."""
        photo = message["photo"]
        try:
            fits = not photo or base64.b64decode(photo, validate=True).startswith(_JPEG)
            record = self.record() or Appointment()
            kept = record.with_(photo=photo) if fits else None
        except (binascii.Error, ValueError, InvalidRecord):
            kept = None
        if kept is None:
            raise InvalidRecord((Problem("", "day:words.photo_large"),))
        self.sitting.open.add(kept)

    def do_calendar(self, message: Message) -> None:
        """Hand the calendar file to the browser."""
        appointment = self.record()
        if not isinstance(appointment, Appointment):
            return
        file = calendar(appointment, self._version(appointment), with_place=bool(message["with_place"]))
        if file is not None:
            self.download("appointment.ics", CALENDAR_TYPE, file)

    def _version(self, appointment: Appointment) -> Revision:
        """Which calendar file of the appointment this is; its lasting name is made with the first."""
        workbook = self.sitting.open
        uid = workbook.setting("calendar")
        if not uid:
            uid = str(uuid4())
            workbook.set("calendar", uid)
        changes = sum(change.id == appointment.id for change in workbook.store.changes_since(0))
        return Revision(uid, changes - 1, workbook.history(appointment.id)[-1].at)

    def do_sheet(self, message: Message) -> None:
        """Hand the day sheet to the browser."""
        hand_over(self, "day")


def _leave_words(day: DayPlan | None, format: str | None) -> str:
    """When to leave, in a sentence or two; empty where it is not known."""
    if day is None:
        return ""
    said = texts("day")["words"]
    there = format in (None, "in person")
    leave = said["leave_in_person" if there else "leave_apart"].format(
        time=clock(day.leave), day=long_day(day.leave.date())
    )
    spare = said["spare" if there else "spare_apart"].format(spare=day.spare_minutes)
    return " ".join(part for part in (leave, spare, said["before"] if day.leaves_the_day_before else "") if part)


def _plans(sitting: Sitting, part: str) -> list[Plan]:
    return [plan for plan in sitting.open.records("plan") if isinstance(plan, Plan) and plan.part == part]


class Aftercare(Card):
    """The plan for the evening and the week: kept while it is written."""

    view_name = "aftercare"

    def open_face(self) -> Message:
        """The parts with what stands in them, the signs, the people, the safety lines."""
        content = texts("aftercare")
        kept = {plan.id: plan for plan in _plans(self.sitting, "aftercare")}
        drafts = self.sitting.open.drafts()

        def now(key: str, plan: Plan | None) -> Message:
            return drafts.get(f"aftercare:{key}") or {
                "heading": plan.heading if plan else "",
                "text": plan.text if plan else "",
            }

        people = [record for record in self.sitting.open.records("contact") if isinstance(record, Contact)]
        return {
            "after": content,
            "reviewed": ENGLISH.texts("aftercare")["words"]["safety"],
            "values": {key: now(key, kept.get(f"aftercare:{key}")) for key in _aftercare_keys()},
            "signs": SIGNS,
            "people": [" · ".join(part for part in (one.name, one.phone) if part) for one in people if one.name],
        }

    def do_type(self, message: Message) -> None:
        """Keep what is being typed, encrypted, before it is a record."""
        if message["key"] in _aftercare_keys():
            self.sitting.open.save_draft(
                f"aftercare:{message['key']}",
                {"heading": text_of(message, "heading"), "text": text_of(message, "text")},
            )
            self.heard(message)
            self.refresh()

    def do_keep(self, message: Message) -> None:
        """Keep one part as it stands."""
        key = message["key"]
        if key not in _aftercare_keys():
            return
        id = f"aftercare:{key}"
        known = self.sitting.open.store.get(id)
        plan = known if isinstance(known, Plan) else Plan(id=id, part="aftercare")
        changed = plan.with_(heading=message["heading"], text=message["text"])
        if changed == plan and (known or not (changed.heading or changed.text)):
            self.sitting.open.drop_draft(id)
        else:
            with self.sitting.doing(words("entries", "last_change")):
                self.sitting.open.add(changed, draft=id)
        self.heard(message)

    def do_card(self, message: Message) -> None:
        """Hand the card to the browser, with what was typed last."""
        for key in _aftercare_keys():
            if draft := self.sitting.open.draft(f"aftercare:{key}"):
                self.do_keep({"key": key, **draft})
        hand_over(self, "after", str(message.get("country") or ""))


def _aftercare_keys() -> tuple[str, ...]:
    parts = tuple(str(part["key"]) for part in texts("aftercare")["part"])
    return (*parts, *(f"sign-{number}" for number in range(1, SIGNS + 1)))
