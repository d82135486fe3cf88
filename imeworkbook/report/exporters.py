"""The nbconvert exporters ``imeworkbook_html`` and ``imeworkbook_pdf``.

A report notebook becomes a copy; so does the chapter of the copies, which asks the kernel of the open workbook, as an
exporter has no key. Any other notebook becomes its prose, without code, outputs or widgets.
"""

from __future__ import annotations

from typing import Any

import nbformat
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import DottedObjectName
from traitlets.utils.importstring import import_item

from imeworkbook.report import html, pdf
from imeworkbook.report.notebook import from_notebook

Resources = dict[str, Any]
_CALL = "pages.copies()"


class _CopyExporter(Exporter):
    """What both have in common: no preprocessor may add to what a copy says."""

    ask = DottedObjectName(
        "imeworkbook.lab.asking.report_notebook", help="Gives the report notebook of the open workbook for one reader."
    ).tag(config=True)

    def _parts(self, notebook: NotebookNode, resources: Resources | None) -> tuple[Any, Resources]:
        made: Resources = self._init_resources(resources)  # type: ignore[no-untyped-call]  # nbconvert has no types here
        notebook = nbformat.from_dict(notebook)  # a contents manager may give plain dictionaries
        if _shows_copies(notebook):
            notebook = import_item(self.ask)("evaluator")
        name = str(made["metadata"]["name"])
        return from_notebook(notebook, "" if name == "Notebook" else name), made


def _shows_copies(notebook: NotebookNode) -> bool:
    """Whether this is the chapter of the copies, by its one call."""
    return any(cell.cell_type == "code" and cell.source.strip() == _CALL for cell in notebook.cells)


class HtmlCopyExporter(_CopyExporter):
    """A copy as one HTML file without script or address."""

    export_from_notebook = "Workbook copy (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]  # gives the copy and not a notebook, as nbconvert's own do
        self, nb: NotebookNode, resources: Resources | None = None, **kwargs: object
    ) -> tuple[str, Resources]:
        """Convert a notebook. Raises `ReportError` where there is nothing to print."""
        (head, sections), resources = self._parts(nb, resources)
        return html.page(head, sections), resources


class PdfCopyExporter(_CopyExporter):
    """A copy as PDF/A-2a and PDF/UA-1."""

    export_from_notebook = "Workbook copy (PDF)"
    output_mimetype = "application/pdf"

    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]  # gives the copy and not a notebook, as nbconvert's own do
        self, nb: NotebookNode, resources: Resources | None = None, **kwargs: object
    ) -> tuple[bytes, Resources]:
        """Convert a notebook. Raises `ReportError` where there is nothing to print."""
        (head, sections), resources = self._parts(nb, resources)
        return pdf.page(head, sections), resources


def to_html(notebook: NotebookNode) -> str:
    """The notebook through `HtmlCopyExporter`."""
    return HtmlCopyExporter().from_notebook_node(notebook)[0]  # type: ignore[no-untyped-call]  # nbconvert's constructor


def to_pdf(notebook: NotebookNode) -> bytes:
    """The notebook through `PdfCopyExporter`."""
    return PdfCopyExporter().from_notebook_node(notebook)[0]  # type: ignore[no-untyped-call]  # nbconvert's constructor


def preview(notebook: NotebookNode) -> pdf.Preview:
    """The pages that `PdfCopyExporter` would print."""
    head, sections = from_notebook(notebook)
    return pdf.preview(head, sections)
