"""Documents: an ordered list of sections over one audience, made into a notebook and from there into HTML and PDF."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from imeworkbook.errors import CannotSave
from imeworkbook.imports import SLOW_GRAMMAR, without
from imeworkbook.report import sections, sections_talk, sections_use
from imeworkbook.report.blocks import Section, section_from_dict
from imeworkbook.report.source import Source
from imeworkbook.report.wording import words

if TYPE_CHECKING:
    from nbformat import NotebookNode

FORMATS = ("html", "pdf")
_CANNOT_SAVE = "The copy could not be saved there: the folder is read-only, full or gone. Please choose another folder."

_OPENING: tuple[sections.Maker, ...] = (sections.chronology, sections.reading, sections_use.substances)
_OPENING_AFTER_TALK: tuple[sections.Maker, ...] = (sections.reading, sections_use.substances, sections.chronology)
_HISTORY: tuple[sections.Maker, ...] = (
    sections_use.patterns,
    sections.career,
    sections.treatment,
    sections.health,
    sections.life,
    sections.legal,
    sections_talk.connections,
    sections_talk.consequences,
    sections_talk.people,
    sections_talk.documents,
)
_EVALUATOR: tuple[sections.Maker, ...] = (sections.head, *_OPENING, *_HISTORY)
_CLINICIAN: tuple[sections.Maker, ...] = (
    sections.head,
    sections_talk.talk,
    *_OPENING_AFTER_TALK,
    *_HISTORY,
    sections_talk.notes,
    sections_talk.answers,
)
_MINE: tuple[sections.Maker, ...] = (
    *_CLINICIAN,
    sections_talk.appointment,
    sections_talk.plans,
    sections_talk.checkins,
)


@dataclass(frozen=True)
class Document:
    """One copy for one reader. The same source gives the same bytes.

    Attributes
    ----------
    title, running_head
        What stands at the head of the document and of each further page.
    file_name
        A neutral name without an ending, such as ``my-account-2026-11-23``.
    paper
        ``"letter"`` or ``"a4"``.
    prepared
        The one date in a copy's metadata: that of the day it speaks of, and not of its making.
    text_pt
        The size of running text on paper, in points.
    """

    title: str
    running_head: str
    file_name: str
    paper: str
    prepared: dt.date
    sections: tuple[Section, ...]
    text_pt: float = 10

    def __repr__(self) -> str:
        return f"<Document of {len(self.sections)} sections>"

    def to_notebook(self) -> NotebookNode:
        """The report as a notebook: one cell a section, which carries HTML, the section's own form and plain text."""
        from imeworkbook.report.notebook import to_notebook

        return to_notebook(self)

    def to_html(self) -> str:
        """One file, without script or address."""
        return str(_exporters().to_html(self.to_notebook()))

    def to_pdf(self) -> bytes:
        """PDF/UA-1 and PDF/A-2a, tagged, with bookmarks and embedded fonts.

        Raises
        ------
        ReportError
        """
        return bytes(_exporters().to_pdf(self.to_notebook()))

    def write(self, folder: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
        """Write the copy, readable by its owner only, whole or not at all; an older copy of the same day is replaced.

        Raises
        ------
        CannotSave, ReportError
        """
        made = {"html": lambda: self.to_html().encode(), "pdf": self.to_pdf}
        contents = [(folder / f"{self.file_name}.{format}", made[format]()) for format in formats]
        for path, content in contents:
            write_whole(path, content)
        return [path for path, _ in contents]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.to_html()}


def _exporters() -> ModuleType:
    """Nbconvert's side of the house, imported when the first copy is made."""
    with without(SLOW_GRAMMAR):
        return import_module("imeworkbook.report.exporters")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file for its owner only, whole or not at all.

    Raises
    ------
    CannotSave
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".copy-")  # 0600 on POSIX
    except OSError:
        raise CannotSave(_CANNOT_SAVE) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        raise CannotSave(_CANNOT_SAVE) from None
    finally:
        with suppress(OSError):
            Path(temporary).unlink()


def evaluator_copy(source: Source) -> Document:
    """The copy that the evaluator keeps."""
    return _document(source, _EVALUATOR)


def clinician_copy(source: Source) -> Document:
    """The same account for the treating clinician, what is flagged to talk about first."""
    return _document(source, _CLINICIAN)


def my_copy(source: Source) -> Document:
    """Everything, for the person."""
    return _document(source, _MINE)


def _document(source: Source, makers: Sequence[sections.Maker]) -> Document:
    made: list[dict[str, Any]] = [section.to_dict() for make in makers if (section := make(source))]
    profile = source.profile
    return Document(
        title=words("title")[source.audience],
        running_head=profile.initials or profile.name,
        file_name=f"{words('file')[source.audience]}-{source.prepared.isoformat()}",
        paper=source.paper,
        prepared=source.prepared,
        sections=tuple(section_from_dict(section) for section in made),
    )
