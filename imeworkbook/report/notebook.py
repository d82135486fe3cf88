"""The report as a notebook in memory, and back: the form in which nbconvert's exporters take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from imeworkbook.errors import ReportError
from imeworkbook.report.blocks import Paragraph, Section, printable, section_from_dict
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


def from_notebook(notebook: nbformat.NotebookNode, name: str = "") -> tuple[dict[str, str], list[Section]]:
    """The head and the sections of a report notebook; of any other notebook, its prose without code and outputs.

    Raises
    ------
    ReportError
        When the notebook has neither.
    """
    sections = [section_from_dict(data) for data in _section_data(notebook)] or _prose(notebook)
    if not sections:
        message = "There is nothing to print in this notebook: it has no section of a report and no text."
        raise ReportError(message)
    said = notebook.metadata.get(_KEY)
    head = {key: printable(str(value)) for key, value in said.items()} if isinstance(said, Mapping) else {}
    if "title" not in head:
        head["title"] = sections[0].heading or printable(name) or str(words("text")["untitled"])
        sections[0] = replace(sections[0], heading="")
    return head, sections


def _section_data(notebook: nbformat.NotebookNode) -> list[Any]:
    bundles = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    return [bundle[SECTION_MIME] for bundle in bundles if SECTION_MIME in bundle]


def _prose(notebook: nbformat.NotebookNode) -> list[Section]:
    """The Markdown cells as sections: a heading starts one, its text follows as paragraphs."""
    import mistune

    parse = mistune.create_markdown(renderer="ast")
    sections: list[tuple[str, list[Paragraph]]] = []
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        for token in cast(list[dict[str, Any]], parse(cell.source)):
            text = _text(token).strip()
            if token["type"] == "heading":
                sections.append((printable(text), []))
            elif text:
                if not sections:
                    sections.append(("", []))
                sections[-1][1].append(Paragraph(printable(text)))
    return [Section(f"prose-{number}", heading, tuple(blocks)) for number, (heading, blocks) in enumerate(sections)]


def _text(token: dict[str, Any]) -> str:
    if "raw" in token and token["type"] not in ("block_html", "inline_html"):
        return str(token["raw"])
    if token["type"] in ("linebreak", "softbreak"):
        return " "
    inside = "".join(_text(child) for child in token.get("children", []))
    return f"• {inside.strip()}\n" if token["type"] == "list_item" else inside
