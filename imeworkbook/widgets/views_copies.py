"""The copies card: for whom, what is in and what stays out, how it is laid out, how it prints, and where it goes."""

from __future__ import annotations

import datetime as dt
import json
import warnings
from collections.abc import Iterable
from itertools import chain, count
from pathlib import Path

from imeworkbook.errors import CannotSave, MissingSigns, ReportError
from imeworkbook.hosting import host
from imeworkbook.language import current as spoken
from imeworkbook.records import AUDIENCES, LINE, Audience, Entry, Record, Setting, Use, When
from imeworkbook.report.arrangement import FIRST, KEPT, Arrangement, moved, out_setting
from imeworkbook.report.arrangement import name_of as setting_name
from imeworkbook.report.candour import Doubt, doubts, question
from imeworkbook.report.contents import Place, places
from imeworkbook.report.documents import DOCUMENTS, TYPES, Document, Made, outline
from imeworkbook.report.files import write_files
from imeworkbook.report.pdf import has_every_sign
from imeworkbook.report.source import PAPERS, Source
from imeworkbook.report.wording import period
from imeworkbook.report.wording import words as printed_words
from imeworkbook.store.places import suggested_folder, synced_by
from imeworkbook.store.spoken import language_of, languages
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.messages import text_of
from imeworkbook.widgets.names import name_of
from imeworkbook.widgets.sitting import Sitting, current
from imeworkbook.widgets.views_welcome import typed_path
from imeworkbook.widgets.words import words
from imeworkbook.workbook import report


class Copies(Card):
    """Make a copy for one reader."""

    view_name = "copies"
    parts = ("copies",)

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self.reader: Audience = "evaluator"
        self.document: Made = "copy"
        self.language = spoken().code
        super().__init__(sitting, lead=lead)

    def state_changed(self) -> None:
        """Begin with the evaluator's copy."""
        self.reader, self.document = "evaluator", "copy"

    # --- what it shows ---

    def open_face(self) -> Message:
        """What is in this reader's copy and what stays out, its sections, and what to look at again."""
        records, today = self.sitting.open.records(), dt.date.today()
        found = places(records, self.reader, self._arrangement())
        return {
            "reader": self.reader,
            "document": self.document,
            "paper": self.sitting.open.setting("paper", "letter"),
            "language": self.language,
            "languages": [list(one) for one in languages().items()],
            "inside": _listed("inside", [place for place in found if not place.reason]),
            "outside": _listed("outside", [place for place in found if place.reason]),
            "sections": self._sections() if self.document == "copy" else [],
            "safety": words("substances", "safety") if any(map(_still_used, records)) else "",
            "doubts": [_asked(doubt) for doubt in doubts(records, self.reader, today)],
            "folder": None if host() else suggested_folder("Downloads"),
            "unreadable": self.sitting.open.cannot_read(),
        }

    def _settings(self) -> Iterable[Setting]:
        return (record for record in self.sitting.open.records(Setting.kind) if isinstance(record, Setting))

    def _arrangement(self) -> Arrangement:
        return Arrangement.of(self._settings(), self.reader)

    def _sections(self) -> list[Message]:
        arrangement = self._arrangement()
        source = Source.of(self.sitting.open.records(), self.reader, dt.date.today())
        return [
            {
                "key": section.key,
                "heading": section.heading or words("copies", "head"),
                "in": section.key not in arrangement.left_out,
                "fixed": section.key in KEPT,
                "movable": section.key != FIRST,
                "line": arrangement.lines.get(section.key, ""),
            }
            for section in outline(source)
        ]

    # --- choices ---

    def do_stand_alone(self, message: Message) -> None:
        """Let a date of a record stand by itself, so that this copy can show it in plain words."""
        record, field = self.sitting.open.get(message["id"]), message["field"]
        when = getattr(record, field, None)
        if isinstance(when, When):
            with self.sitting.doing(words("entries", "what_changed").format(label=name_of(record))):
                self.sitting.open.add(record.with_(**{field: when.with_(ties=(), stands_alone=True)}))
            self.tell(words("common", "kept_change"))

    def do_reader(self, message: Message) -> None:
        """Choose whom the copy is for."""
        if message["reader"] in AUDIENCES:
            self.reader = message["reader"]
            self.refresh()

    def do_document(self, message: Message) -> None:
        """Choose between the whole copy and the chronology on one page."""
        if message["document"] in DOCUMENTS:
            self.document = message["document"]
            self.refresh()

    def do_copy_language(self, message: Message) -> None:
        """Choose what the copy is worded in; own words stay as they are."""
        self.language = language_of(text_of(message, "code")).code
        self.refresh()

    def do_paper(self, message: Message) -> None:
        """Choose the paper; the workbook remembers it."""
        if message["paper"] in PAPERS:
            self.sitting.open.set("paper", message["paper"])

    def do_audience(self, message: Message) -> None:
        """Change who may see one record; it can be undone."""
        if message["audience"] not in AUDIENCES:
            return
        label = name_of(self.sitting.open.get(message["id"]))
        with self.sitting.doing(words("copies", "what_audience").format(label=label)):
            self.sitting.open.edit(message["id"], audience=message["audience"])
        seen_by = words("copies", f"seen_{message['audience']}")
        self.tell(words("copies", "moved").format(label=label, seen_by=seen_by), offer="undo")

    def do_undo(self, message: Message) -> None:
        """Take back the last change."""
        if self.sitting.undo():
            self.tell(words("copies", "undone"))

    def do_section(self, message: Message) -> None:
        """Leave a section out, or take it in again."""
        left_out = set(self._arrangement().left_out)
        (left_out.discard if message["in"] else left_out.add)(message["key"])
        self._keep("out", out_setting(left_out))

    def do_move(self, message: Message) -> None:
        """Move a section up or down."""
        keys = [section["key"] for section in self._sections()]
        if message["key"] in keys and message["key"] != FIRST:
            self._keep("order", " ".join(moved(keys, message["key"], int(message["steps"]))))

    def do_line(self, message: Message) -> None:
        """Keep a line of the person's own at the head of a section."""
        if len(message["text"]) > LINE:
            self.tell(words("copies", "line_long").format(most=LINE), good=False)
            return
        self._keep(f"line:{message['key']}", message["text"])
        self.tell(words("copies", "line_kept"))

    def _keep(self, what: str, value: str) -> None:
        """Keep one choice of layout, stated for the reader of this copy and so known to no narrower one."""
        with self.sitting.doing(words("copies", "what_layout")):
            self.sitting.open.add(Setting(id=setting_name(self.reader, what), value=value, audience=self.reader))

    # --- looking and making ---

    def _made(self) -> Document:
        return report(self.sitting.open, self.reader, document=self.document, language=self.language)

    def do_preview(self, message: Message) -> None:
        """Show the copy page by page as it will print; nothing of it touches the disk."""
        self.send({"busy": words("copies", "setting")})
        shown = self._made().preview()
        for number, page in enumerate(shown.pages, 1):
            self.send({"page": number, "of": len(shown.pages)}, buffers=[page])
        self.send({"shown": len(shown.pages), "warning": "" if shown.every_sign else words("copies", "no_sign")})

    def do_read(self, message: Message) -> None:
        """Show the copy as a web page, in the card."""
        self.send({"web": self._made().to_html()})

    def do_make(self, message: Message) -> None:
        """Write the copy into a folder."""
        folder = typed_path(message["folder"])
        if not folder.is_dir():
            raise CannotSave("words:copies.no_folder")
        files = self._files(message["formats"])
        contents = {_free(folder, name): content for name, _, content in files}
        write_files(contents)
        warning = next(filter(None, (_warning(format, content) for _, format, content in files)), "")
        service = synced_by(folder)
        note = words("copies", "synced").format(service=service) if service else ""
        made = words("copies", "made").format(paths=", ".join(str(path) for path in contents))
        self.tell(" ".join(part for part in (made, note, warning) if part))

    def do_download(self, message: Message) -> None:
        """Hand the copy to the browser, with nothing on the disk before."""
        for name, format, content in self._files(message["formats"]):
            self.download(name, TYPES[format], content)
            if warning := _warning(format, content):
                self.tell(warning)

    def _files(self, formats: list[str]) -> list[tuple[str, str, bytes]]:
        chosen = [format for format in TYPES if format in formats]
        if not chosen:
            raise ReportError("words:copies.choose_format")
        self.send({"busy": words("copies", "making")})
        document = self._made()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MissingSigns)  # the page says it in its own words
            return [(document.name_in(format), format, document.in_format(format)) for format in chosen]


def report_json(audience: Audience) -> str:
    """The report notebook for one reader as JSON, for an exporter that asks this kernel; empty while locked."""
    sitting = current()
    if sitting.state not in ("open", "sample"):
        return ""
    sitting.touch()
    return json.dumps(report(sitting.open, audience).to_notebook())


def _still_used(record: Record) -> bool:
    """Whether a record says that use goes on, beside which the page says not to stop on one's own."""
    return isinstance(record, Use) and record.ongoing and record.days_a_month != 0


def _warning(format: str, content: bytes) -> str:
    """What to say of a PDF in which a character has no sign."""
    return words("copies", "no_sign") if format == "pdf" and not has_every_sign(content) else ""


def _listed(key: str, found: list[Place]) -> Message:
    """How many there are, and each under its printed heading."""
    many = words("copies", "entries_one") if len(found) == 1 else words("copies", "entries_many").format(n=len(found))
    headings = printed_words("heading")
    grouped: dict[str, list[Message]] = {}
    for place in found:
        grouped.setdefault(headings[place.section], []).append(_row(place))
    return {
        "words": words("copies", key).format(n=many),
        "groups": [{"heading": heading, "rows": rows} for heading, rows in grouped.items()],
    }


def _row(place: Place) -> Message:
    why = "" if place.reason in ("", "audience") else words("copies", f"out_{place.reason}")
    when = period(place.record) if isinstance(place.record, Entry) and (place.record.start or place.record.end) else ""
    label, audience = name_of(place.record), place.record.audience
    return {"id": place.record.id, "label": label, "when": when, "audience": audience, "why": why}


def _asked(doubt: Doubt) -> Message:
    """A doubt as a question, with the record that a click would keep back or let in."""
    return {"text": question(doubt, name_of), "about": doubt.about, "printed": doubt.printed.id, "field": doubt.field}


def _free(folder: Path, name: str) -> Path:
    """Give the path of a name that is free there: an older copy is never written over."""
    stem, _, suffix = name.rpartition(".")
    names = chain([name], (f"{stem}-{number}.{suffix}" for number in count(2)))
    return next(path for path in map(folder.joinpath, names) if not path.exists())
