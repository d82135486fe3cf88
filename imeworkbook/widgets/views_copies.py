"""The copies card: for whom, what is in and what stays out, and where it goes."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path

from imeworkbook.errors import CannotSave, ReportError
from imeworkbook.records import AUDIENCES, Audience, Entry, may_see
from imeworkbook.report.documents import write_whole
from imeworkbook.store.places import synced_by
from imeworkbook.widgets._kit import Card, Message
from imeworkbook.widgets.editor import entry_label
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views_welcome import typed_path
from imeworkbook.widgets.words import words
from imeworkbook.workbook import report

_TYPES = {"pdf": "application/pdf", "html": "text/html"}
_PAPERS = ("letter", "a4")


class Copies(Card):
    """Make a copy for one reader."""

    view_name = "copies"
    parts = ("copies",)

    def __init__(self, sitting: Sitting, *, lead: bool = False) -> None:
        self.reader: Audience = "evaluator"
        super().__init__(sitting, lead=lead)

    def state_changed(self) -> None:
        """Begin with the evaluator's copy."""
        self.reader = "evaluator"

    def open_face(self) -> Message:
        """What is in this reader's copy and what stays out, by title."""
        entries = self.sitting.open.timeline().entries
        inside = [entry for entry in entries if may_see(self.reader, entry.audience)]
        outside = [entry for entry in entries if not may_see(self.reader, entry.audience)]
        return {
            "reader": self.reader,
            "paper": self.sitting.open.setting("paper", "letter"),
            "inside": _listed("inside", inside),
            "outside": _listed("outside", outside),
            "folder": str(_folder()),
        }

    def do_reader(self, message: Message) -> None:
        """Choose whom the copy is for."""
        if message["reader"] in AUDIENCES:
            self.reader = message["reader"]
            self.refresh()

    def do_paper(self, message: Message) -> None:
        """Choose the paper; the workbook remembers it."""
        if message["paper"] in _PAPERS:
            self.sitting.open.set("paper", message["paper"])

    def do_preview(self, message: Message) -> None:
        """Show the copy as a page, in the card."""
        self.send({"preview": report(self.sitting.open, self.reader).to_html()})

    def do_make(self, message: Message) -> None:
        """Write the copy into a folder."""
        folder = typed_path(message["folder"])
        if not folder.is_dir():
            raise CannotSave(words("copies", "no_folder"))
        paths = []
        for name, _, content in self._files(message["formats"]):
            paths.append(_free(folder, name))
            write_whole(paths[-1], content)
        service = synced_by(folder)
        note = " " + words("copies", "synced").format(service=service) if service else ""
        self.tell(words("copies", "made").format(paths=", ".join(str(path) for path in paths)) + note)

    def do_download(self, message: Message) -> None:
        """Hand the copy to the browser, with nothing on the disk before."""
        for name, mime, content in self._files(message["formats"]):
            self.download(name, mime, content)

    def _files(self, formats: list[str]) -> list[tuple[str, str, bytes]]:
        chosen = [format for format in _TYPES if format in formats]
        if not chosen:
            raise ReportError(words("copies", "choose_format"))
        document = report(self.sitting.open, self.reader)
        name = document.file_name
        made = [document.to_pdf() if format == "pdf" else document.to_html().encode() for format in chosen]
        return [(f"{name}.{format}", _TYPES[format], content) for format, content in zip(chosen, made, strict=True)]


def _listed(key: str, entries: list[Entry]) -> Message:
    many = (
        words("copies", "entries_one") if len(entries) == 1 else words("copies", "entries_many").format(n=len(entries))
    )
    return {"words": words("copies", key).format(n=many), "titles": [entry_label(entry) for entry in entries]}


def _folder() -> Path:
    downloads = Path.home() / "Downloads"
    return downloads if downloads.is_dir() else Path.home()


def _free(folder: Path, name: str) -> Path:
    """Give the path of a name that is free there: an older copy is never written over."""
    stem, _, suffix = name.rpartition(".")
    names = chain([name], (f"{stem}-{number}.{suffix}" for number in count(2)))
    return next(path for path in map(folder.joinpath, names) if not path.exists())
