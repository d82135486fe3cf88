"""The nbconvert exporters ``imeworkbook_html`` and ``imeworkbook_pdf``.

A report notebook becomes a copy; so does the chapter of the copies, which asks the kernel of the open workbook, as an
exporter has no key. Any other notebook becomes its prose, code and outputs, as far as they can stand on paper.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import IO, Any

import nbformat
import nbformat.reader
from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import DottedObjectName
from traitlets.utils.importstring import import_item

from imeworkbook.errors import ImeworkbookError
from imeworkbook.language import say
from imeworkbook.report import html, pdf
from imeworkbook.report.notebook import from_notebook, is_report

Resources = dict[str, Any]
_CALL = "pages.copies()"
# How nbformat, and what reads cells, meet a notebook of a form that is none.
_BROKEN = (nbformat.ValidationError, ValueError, KeyError, TypeError, AttributeError)


class CannotConvert(ConversionException):
    """Why a notebook cannot become a copy, in one sentence and without anything of its content."""


def _in_one_line(record: logging.LogRecord) -> bool:
    """Write what an exporter of ours says into the log as the sentence that it is: nbconvert adds every frame."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, CannotConvert):
        record.msg, record.args, record.exc_info = "%s", (str(error),), None
    return True


class _CopyExporter(Exporter):
    """What both have in common."""

    ask = DottedObjectName(
        "imeworkbook.lab.asking.report_notebook", help="Gives the report notebook of the open workbook for one reader."
    ).tag(config=True)

    def from_file(
        self, file_stream: IO[str], resources: Resources | None = None, **kwargs: object
    ) -> tuple[Any, Resources]:
        """Convert a notebook from a file that is open. Raises `CannotConvert`."""
        try:
            notebook = nbformat.convert(nbformat.reader.read(file_stream), 4)  # `nbformat.read` logs what is not valid
        except _BROKEN:
            raise self._cannot(say("report.not_a_notebook")) from None
        return self.from_notebook_node(notebook, resources)

    def from_notebook_node(
        self, nb: NotebookNode, resources: Resources | None = None, **kwargs: object
    ) -> tuple[Any, Resources]:
        """Convert a notebook. Raises `CannotConvert`."""
        try:
            return self.convert(nb, resources)
        except ImeworkbookError as error:
            raise self._cannot(str(error)) from None
        except (*_BROKEN, RecursionError):
            raise self._cannot(say("report.not_a_notebook")) from None

    def convert(self, notebook: NotebookNode, resources: Resources | None = None) -> tuple[Any, Resources]:
        """Convert a notebook. Raises `ReportError` where there is nothing to print.

        No preprocessor adds to what a copy says; a notebook of one's own goes through those that are asked for.
        """
        notebook = nbformat.from_dict(notebook)  # a contents manager may give plain dictionaries
        made: Resources = self._init_resources(resources)  # type: ignore[no-untyped-call]  # nbconvert has no types here
        if _shows_copies(notebook):
            notebook = import_item(self.ask)("evaluator")
        elif not is_report(notebook):
            nbformat.validate(notebook, relax_add_props=True)
            notebook, made = super().from_notebook_node(notebook, made)
        said = made["metadata"]
        name, folder = str(said["name"]), said.get("path")
        parts = from_notebook(notebook, "" if name == "Notebook" else name, None if folder is None else Path(folder))
        return self._written(*parts), made

    def _written(self, head: dict[str, str], sections: list[Any]) -> Any:  # noqa: ANN401 - text or bytes
        raise NotImplementedError

    def _cannot(self, sentence: str) -> CannotConvert:
        self.log.addFilter(_in_one_line)
        return CannotConvert(sentence)


def _shows_copies(notebook: NotebookNode) -> bool:
    """Whether this is the chapter of the copies, by its one call."""
    return any(cell.cell_type == "code" and cell.source.strip() == _CALL for cell in notebook.cells)


class HtmlCopyExporter(_CopyExporter):
    """A copy as one HTML file without script; nothing in it is asked of another machine."""

    export_from_notebook = "Workbook copy (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def _written(self, head: dict[str, str], sections: list[Any]) -> str:
        return html.page(head, sections)


class PdfCopyExporter(_CopyExporter):
    """A copy as PDF/A-2a and PDF/UA-1."""

    export_from_notebook = "Workbook copy (PDF)"
    output_mimetype = "application/pdf"

    def _file_extension_default(self) -> str:
        return ".pdf"

    def _written(self, head: dict[str, str], sections: list[Any]) -> bytes:
        return pdf.page(head, sections)


def to_html(notebook: NotebookNode) -> str:
    """The notebook through `HtmlCopyExporter`."""
    exporter: _CopyExporter = HtmlCopyExporter()  # type: ignore[no-untyped-call]  # nbconvert's constructor
    return str(exporter.convert(notebook)[0])


def to_pdf(notebook: NotebookNode) -> bytes:
    """The notebook through `PdfCopyExporter`."""
    exporter: _CopyExporter = PdfCopyExporter()  # type: ignore[no-untyped-call]  # nbconvert's constructor
    return bytes(exporter.convert(notebook)[0])


def preview(notebook: NotebookNode) -> pdf.Preview:
    """The pages that `PdfCopyExporter` would print."""
    head, sections = from_notebook(notebook)
    return pdf.preview(head, sections)
