"""The cells of a notebook of one's own: what was written, the code, and what came out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from imeworkbook.report.blocks import Node, Passage, Section, printable
from imeworkbook.report.passages import HEADINGS, from_html, from_markdown, not_on_paper
from imeworkbook.report.pictures import Pictures, of_output
from imeworkbook.report.wording import words

# A cell of the workbook's own chapters, which draws a card.
_CARD = re.compile(r"from imeworkbook\.widgets import pages|pages\.\w+\(\)")
_WIDGET = "application/vnd.jupyter.widget-view+json"
# What the terminal would have drawn over, as a bar of progress does with each step.
_OVERWRITTEN = re.compile(r"[^\n]*\r(?!\n)")


def source_nodes(cell: Mapping[str, Any], pictures: Pictures) -> list[Node]:
    """What a person wrote into a cell."""
    source = _joined(cell["source"])
    if cell["cell_type"] == "markdown":
        pictures.attachments = cell.get("attachments", {})
        return from_markdown(source, pictures.at)
    if not source.strip() or _CARD.fullmatch(source.strip()):
        return []
    return [Node("source" if cell["cell_type"] == "code" else "pre", text=printable(source.rstrip()))]


def output_nodes(output: Mapping[str, Any], pictures: Pictures) -> list[Node]:
    """What one output shows, in the richest form that paper can hold."""
    kind = output["output_type"]
    if kind == "stream":
        return _text(output["text"])
    if kind == "error":
        return _text("\n".join(output["traceback"]) or f"{output['ename']}: {output['evalue']}")
    data: Mapping[str, Any] = output["data"]
    if _WIDGET in data:  # its text names what was typed into it
        return [not_on_paper()]
    pictures.attachments = {}
    forms: dict[str, Callable[[Any], list[Node]]] = {
        "text/html": lambda html: from_html(_joined(html), pictures.at),
        "image/svg+xml": lambda svg: _picture("image/svg+xml", svg, data),
        "image/png": lambda png: _picture("image/png", png, data),
        "image/jpeg": lambda jpeg: _picture("image/jpeg", jpeg, data),
        "image/gif": lambda gif: _picture("image/gif", gif, data),
        "image/webp": lambda webp: _picture("image/webp", webp, data),
        "text/markdown": lambda text: from_markdown(_joined(text), pictures.at),
        "text/latex": lambda text: [Node("pre", text=printable(_joined(text).strip()))],
        "text/plain": _text,
    }
    shown = (make(data[mime]) for mime, make in forms.items() if mime in data)
    return next(filter(None, shown), [not_on_paper()] if data else [])


def sections_of(nodes: Iterable[Node]) -> list[Section]:
    """The elements as sections: a heading of the first two levels starts one. Lower ones leave out no level.

    The first section's heading becomes the title, so that the next below it is of the second level.
    """
    sections: list[tuple[str, list[Node]]] = []
    level = 1
    for node in nodes:
        if node.name in ("h1", "h2"):
            level = 2 if sections else 1
            sections.append(("".join(span.text for span in node.spans), []))
            continue
        if not sections:
            sections.append(("", []))
        if node.name in HEADINGS:
            level = min(int(node.name[1]), level + 1)
            node = replace(node, name=f"h{level}")
        sections[-1][1].append(node)
    return [Section("own", heading, (Passage(tuple(inside)),) if inside else ()) for heading, inside in sections]


def _picture(mime: str, content: object, data: Mapping[str, Any]) -> list[Node]:
    picture = of_output(mime, content)
    said = printable(_joined(data.get("text/plain", "")).strip())
    alternative = str(words("own")["picture"]) if not said or said.startswith("<") else said
    return [Node("img", text=alternative, picture=picture)] if picture else []


def _text(content: object) -> list[Node]:
    from nbconvert.filters import strip_ansi

    text = printable(_OVERWRITTEN.sub("", strip_ansi(_joined(content)))).strip("\n")
    return [Node("pre", text=text)] if text.strip() else []


def _joined(content: object) -> str:
    """A text as a notebook's file has it: in one, or line by line."""
    return "".join(content) if isinstance(content, list) else str(content)
