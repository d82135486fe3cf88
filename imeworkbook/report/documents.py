"""Documents: an ordered list of sections over one audience, made into a notebook and from there into HTML and PDF."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Concatenate, Literal, ParamSpec, TypeVar

from imeworkbook.errors import MissingSigns, ReportError
from imeworkbook.imports import SLOW_GRAMMAR, without
from imeworkbook.kinds import ENTRIES
from imeworkbook.language import Language, current, say, speaking
from imeworkbook.records import Audience, Setting
from imeworkbook.report import (
    sections,
    sections_chart,
    sections_corrections,
    sections_days,
    sections_short,
    sections_talk,
    sections_use,
)
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.blocks import Section, section_from_dict
from imeworkbook.report.citing import Citing
from imeworkbook.report.files import write_files
from imeworkbook.report.source import Source
from imeworkbook.report.wording import words
from imeworkbook.showing import Bundle, Shows
from imeworkbook.timeline import Timeline

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from imeworkbook.report.pdf import Preview

FORMATS = ("html", "pdf")
_ENDINGS = {"pdf": ".pdf", "html": ".html", "interactive": "-interactive.html", "csv": ".csv", "json": ".json"}
TYPES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "interactive": "text/html",
    "csv": "text/csv",
    "json": "application/json",
}

_OPENING: tuple[sections.Maker, ...] = (
    sections_chart.reading,
    sections_use.substances,
    sections_chart.chronology,
)
_OWN_TABLE = {"career": sections.career, "treatment": sections_use.treatment}
_HISTORY: tuple[sections.Maker, ...] = (
    sections_use.patterns,
    sections_days.recent_days,
    sections.with_asked("consequence", sections_talk.consequences, "consequences"),
    *(
        sections.with_asked(name, _OWN_TABLE.get(name, sections.entries_of(kind)))
        for name, kind in ENTRIES.items()
        if name != "use"
    ),
    sections_talk.connections,
    sections_chart.around,
    sections_chart.around_months,
    sections_talk.people,
    sections_talk.documents,
    sections_talk.unsure,
)
_EVALUATOR: tuple[sections.Maker, ...] = (
    sections.head,
    sections_short.in_short,
    *_OPENING,
    *_HISTORY,
    sections_talk.answers,
)
_CLINICIAN: tuple[sections.Maker, ...] = (
    sections.head,
    sections_talk.talk,
    sections_talk.findings,
    sections_short.in_short,
    *_OPENING,
    *_HISTORY,
    sections_corrections.corrections,
    sections_talk.notes,
    sections_talk.answers,
)
_MINE: tuple[sections.Maker, ...] = (
    *_CLINICIAN,
    sections_talk.appointment,
    sections_talk.plans,
    sections_talk.checkins,
)

Made = Literal["copy", "one page"]
MAKERS: dict[Audience, tuple[sections.Maker, ...]] = {
    "evaluator": _EVALUATOR,
    "clinician": _CLINICIAN,
    "private": _MINE,
}


P = ParamSpec("P")
R = TypeVar("R")


def _in_its_language(
    method: Callable[Concatenate[Document, P], R],
) -> Callable[Concatenate[Document, P], R]:
    """Make a document in the language that it is worded in."""

    @wraps(method)
    def made(self: Document, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with speaking(self.language):
            return method(self, *args, **kwargs)

    return made


@dataclass(frozen=True)
class Document(Shows):
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
    landscape
        Whether the paper lies on its side.
    one_page
        Whether the text is set smaller, to 8 points, where it would not fit one page. A chart is not made smaller.
    timeline
        What the copy was made from, already limited to its reader; None for papers without one.
    citing
        The records that it cites under their numbers; None where it cites none.
    language
        What it is worded in, whatever the program speaks.
    """

    title: str
    running_head: str
    file_name: str
    paper: str
    prepared: dt.date
    sections: tuple[Section, ...]
    text_pt: float = 10
    landscape: bool = False
    one_page: bool = False
    timeline: Timeline | None = field(default=None, repr=False, compare=False)
    citing: Citing | None = field(default=None, repr=False, compare=False)
    language: Language = field(default_factory=current)

    def __repr__(self) -> str:
        return f"<Document of {len(self.sections)} sections>"

    @_in_its_language
    def to_notebook(self) -> NotebookNode:
        """The report as a notebook: one cell a section, which carries HTML, the section's own form and plain text."""
        from imeworkbook.report.notebook import to_notebook

        return to_notebook(self)

    @_in_its_language
    def to_html(self) -> str:
        """One file, without script or address."""
        return str(_exporters().to_html(self.to_notebook()))

    @_in_its_language
    def to_pdf(self) -> bytes:
        """PDF/UA-1 and PDF/A-2a, tagged, with bookmarks and embedded fonts.

        Raises
        ------
        ReportError

        Warns
        -----
        MissingSigns
            When a character has no sign in any font of this computer; neither standard is kept then.
        """
        from imeworkbook.report.pdf import has_every_sign

        made = bytes(_exporters().to_pdf(self.to_notebook()))
        if not has_every_sign(made):
            warnings.warn(say("report.no_signs"), MissingSigns, stacklevel=2)
        return made

    @_in_its_language
    def preview(self) -> Preview:
        """Each page as it prints, as a PNG picture for the screen. Raises `ReportError`."""
        made: Preview = _exporters().preview(self.to_notebook())
        return made

    @_in_its_language
    def to_interactive_html(self) -> str:
        """One file with the chart of the screen, and the script that draws it, inside; it asks for nothing.

        Raises
        ------
        ReportError
            When the chart library is not installed whole.
        """
        from imeworkbook.report.interactive import page

        return page(self.to_html(), self.timeline) if self.timeline else self.to_html()

    @_in_its_language
    def in_format(self, format: str) -> bytes:
        """The copy as one of ``pdf``, ``html``, ``interactive``, ``csv`` and ``json``; the last two are the timeline.

        Raises
        ------
        ReportError
        """
        from imeworkbook.report import data

        timeline = self.timeline or Timeline(())
        make: dict[str, Callable[[], bytes | str]] = {
            "pdf": self.to_pdf,
            "html": self.to_html,
            "interactive": self.to_interactive_html,
            "csv": lambda: data.to_csv(timeline, self.citing),
            "json": lambda: data.to_json(timeline, self.citing),
        }
        if format not in make:
            raise ReportError("report.one_format", formats=", ".join(make))
        made = make[format]()
        return made if isinstance(made, bytes) else made.encode()

    def name_in(self, format: str) -> str:
        """The name of its file in one format."""
        return self.file_name + _ENDINGS[format]

    def write(self, folder: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
        """Write the copy, all its formats or none; an older copy of the same day is replaced.

        Raises
        ------
        CannotSave, ReportError
        """
        contents = {folder / self.name_in(format): self.in_format(format) for format in formats}
        write_files(contents)
        return list(contents)

    @_in_its_language
    def _static(self) -> Bundle:
        """The same sections as on paper, without a style that would reach the page around them."""
        from imeworkbook.report.html import fragments

        return {"text/html": fragments(self.title, self.sections)}


def _exporters() -> ModuleType:
    """Nbconvert's side of the house, imported when the first copy is made."""
    with without(SLOW_GRAMMAR):
        return import_module("imeworkbook.report.exporters")


def copy_of(source: Source) -> Document:
    """The whole copy for the reader of `source`, laid out as the person chose for that reader."""
    made = [section for make in MAKERS[source.audience] if (section := make(source))]
    arrangement = Arrangement.of(source.of_kind(Setting), source.audience)
    title, name = words("title")[source.audience], words("file")[source.audience]
    return replace(_document(source, title, name, arrangement.applied(made)), citing=source.citing)


def outline(source: Source) -> list[Section]:
    """The sections of the whole copy in their order, those that are left out among them; the chart is not drawn."""
    made = [_sketch(make, source) for make in MAKERS[source.audience]]
    arrangement = Arrangement.of(source.of_kind(Setting), source.audience)
    return arrangement.arranged([section for section in made if section])


def _sketch(make: sections.Maker, source: Source) -> Section | None:
    if make in (sections_chart.around, sections_chart.around_months):
        return sections.section(make.__name__) if sections_chart.has_around(source) else None
    if make is sections_chart.chronology:
        return sections.section("chronology") if sections_chart.is_drawn(source) else None
    return make(source)


def one_page(source: Source) -> Document:
    """The chronology alone, on one page; on several where text below 7 points would be needed for one."""
    made = sections_chart.alone(source)
    title = words("title")["one_page" if len(made.sections) == 1 else "one_page_further"]
    document = _document(source, title, words("file")["one_page"], made.sections)
    return replace(document, landscape=made.landscape, text_pt=made.text_pt)


DOCUMENTS: dict[Made, Callable[[Source], Document]] = {"copy": copy_of, "one page": one_page}


def _document(source: Source, title: str, name: str, made: Sequence[Section]) -> Document:
    profile = source.profile
    return Document(
        title=title,
        running_head=profile.initials or profile.name,
        file_name=f"{name}-{source.prepared.isoformat()}",
        paper=source.paper,
        prepared=source.prepared,
        sections=tuple(section_from_dict(section.to_dict()) for section in made),
        timeline=source.timeline,
    )
