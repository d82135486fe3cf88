"""Sections as PDF through Typst: a fixed template reads one JSON value; nothing personal touches the disk.

Typst's own fonts come first, so that the same document gives the same bytes everywhere. Only where they lack a script does
the system's help out, and only where no font has it is the archival standard let go, as both forbid missing glyphs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from imeworkbook.errors import ReportError
from imeworkbook.report.blocks import Section
from imeworkbook.report.html import TEMPLATES
from imeworkbook.report.wording import words

STANDARDS = ("a-2a", "ua-1")
_FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
_LONG_WORD = re.compile(r"\S{28,}")


@cache
def _template() -> bytes:
    return (TEMPLATES / "copy.typ").read_bytes()


def page(head: dict[str, str], sections: Sequence[Section]) -> bytes:
    """The whole document as PDF/A-2a and PDF/UA-1.

    Raises
    ------
    ReportError
        When it cannot be set, with one sentence and nothing of its content.
    """
    text = words("text")
    document = {
        "title": head["title"],
        "running_head": head.get("running_head", ""),
        "paper": "a4" if head.get("paper") == "a4" else "us-letter",
        "fonts": _FONTS,
        "page_word": text["page"],
        "of_word": text["of"],
        "sections": [_breakable(section.to_dict()) for section in sections],
    }
    inputs = {"document": json.dumps(document, ensure_ascii=False)}
    for own_fonts_only, standards in ((True, STANDARDS), (False, STANDARDS), (False, ())):
        pdf = _compile(inputs, own_fonts_only=own_fonts_only, standards=standards)
        if pdf is not None:
            return pdf
    message = "The PDF could not be made. The HTML copy holds the same text and prints as well."
    raise ReportError(message)


_DRAWING = b"""
#let doc = json(bytes(sys.inputs.document))
#set document(title: doc.title, date: none)
#set text(lang: "en")
#set page(paper: doc.paper, flipped: true, margin: 36pt)
#image(bytes(doc.svg), format: "svg", alt: doc.alternative, width: 100%, height: 100%, fit: "contain")
"""


def drawing(svg: str, alternative: str, paper: str, format: str) -> bytes:
    """One drawing on one landscape page, as ``"pdf"`` or (at 200 pixels an inch) ``"png"``.

    Raises
    ------
    ReportError
    """
    page_name = "a4" if paper == "a4" else "us-letter"
    document = {"title": "Two histories", "svg": svg, "alternative": alternative, "paper": page_name}
    inputs = {"document": json.dumps(document, ensure_ascii=False)}
    standards = STANDARDS if format == "pdf" else ()
    made = _compile(inputs, own_fonts_only=True, standards=standards, template=_DRAWING, format=format)
    made = made or _compile(inputs, own_fonts_only=False, standards=(), template=_DRAWING, format=format)
    if made is None:
        message = "The chart could not be drawn in this form. An .svg or .html file may serve instead."
        raise ReportError(message)
    return made


def _compile(
    inputs: dict[str, str],
    *,
    own_fonts_only: bool,
    standards: Sequence[str],
    template: bytes = b"",
    format: str = "pdf",
) -> bytes | None:
    import typst

    try:
        pdf, warnings = typst.compile_with_warnings(
            template or _template(),
            format=format,
            ppi=200,
            sys_inputs=inputs,
            pdf_standards=list(standards),
            ignore_system_fonts=own_fonts_only,
        )
    except (typst.TypstError, RuntimeError):
        return None
    return bytes(pdf)


def _breakable(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Long words get places where they may break (zero-width spaces); drawings are left alone."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda match: "\u200b".join(re.findall(r".{1,14}", match[0])), value)
    if isinstance(value, dict):
        return {key: item if key in ("svg", "alternative") else _breakable(item) for key, item in value.items()}
    return [_breakable(item) for item in value] if isinstance(value, list | tuple) else value
