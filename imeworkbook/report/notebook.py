"""The report as a notebook in memory, and back: the form in which nbconvert's exporters take it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from imeworkbook.errors import ReportError
from imeworkbook.report.blocks import Node, Section, printable, section_from_dict
from imeworkbook.report.cells import output_nodes, sections_of, source_nodes
from imeworkbook.report.pictures import Pictures
from imeworkbook.report.wording import words

if TYPE_CHECKING:
    from imeworkbook.report.documents import Document

SECTION_MIME = "application/vnd.imeworkbook.section+json"
_KEY = "imeworkbook"


def to_notebook(document: Document) -> nbformat.NotebookNode:
    """One cell a section. Ids and order are those of the sections: the same document gives the same notebook."""
    from imeworkbook.report.html import fragment

    cells = []
    for number, section in enumerate(document.sections):
        shown = [section] if number else [Section("title", document.title, ()), section]
        page = "".join(map(fragment, shown))
        bundle = {"text/html": page, SECTION_MIME: section.to_dict(), "text/plain": section.plain()}
        output = new_output("display_data", data=bundle)
        cells.append(
            new_code_cell(
                id=f"section-{number}", source="", outputs=[output], metadata={"jupyter": {"source_hidden": True}}
            )
        )
    head = {
        "title": document.title,
        "running_head": document.running_head,
        "paper": document.paper,
        "prepared": document.prepared.isoformat(),
        "text_pt": f"{document.text_pt:g}",
        "landscape": "yes" if document.landscape else "",
        "one_page": "yes" if document.one_page else "",
    }
    notebook: nbformat.NotebookNode = new_notebook(cells=cells, metadata={_KEY: head})
    return notebook


def is_report(notebook: nbformat.NotebookNode) -> bool:
    """Whether a notebook carries a section of a report."""
    return any(SECTION_MIME in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", []))


def from_notebook(
    notebook: nbformat.NotebookNode, name: str = "", folder: Path | None = None
) -> tuple[dict[str, str], list[Section]]:
    """The head and the sections of a notebook: those that a report carries, and prose, code and outputs of any other.

    Parameters
    ----------
    name
        The title where the notebook has none.
    folder
        Where the notebook's pictures lie.

    Raises
    ------
    ReportError
        When there is nothing in it, or its form is broken.
    """
    sections = _sections(notebook, Pictures(folder))
    if not sections:
        raise ReportError("report.nothing_to_print")
    said = notebook.metadata.get(_KEY)
    head = {key: printable(str(value)) for key, value in said.items()} if isinstance(said, Mapping) else {}
    if "title" not in head:
        head["title"] = sections[0].heading or printable(name) or str(words("text")["untitled"])
        sections[0] = replace(sections[0], heading="")
    return head, [section for section in sections if section.heading or section.blocks] or sections


def _sections(notebook: nbformat.NotebookNode, pictures: Pictures) -> list[Section]:
    """The cells as sections: one that is carried stands for itself; a heading of the first two levels starts one."""
    made: list[Section] = []
    for is_own, run in groupby(_parts(notebook, pictures), lambda part: isinstance(part, Node)):
        parts = list(run)
        made += sections_of(parts) if is_own else map(section_from_dict, parts)
    return made


def _parts(notebook: nbformat.NotebookNode, pictures: Pictures) -> Iterator[Any]:
    """Each cell's elements; in the place of an output that carries a section, that section's own form."""
    for cell in notebook.cells:
        yield from source_nodes(cell, pictures)
        for output in cell.get("outputs", []):
            if SECTION_MIME in output.get("data", {}):
                yield output["data"][SECTION_MIME]
            else:
                yield from output_nodes(output, pictures)
