"""Sections as PDF through Typst: a fixed template reads one JSON value; nothing personal touches the disk.

Typst's own fonts come first, so that the same document gives the same bytes everywhere. Only where they lack a script
do the system's help out, and only where no font has it are the standards let go, as both forbid missing glyphs.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from imeworkbook.errors import ReportError
from imeworkbook.language import colon, current
from imeworkbook.report.blocks import Section
from imeworkbook.report.direction import runs_two_ways
from imeworkbook.report.drawing import checked
from imeworkbook.report.html import TEMPLATES
from imeworkbook.report.wording import words

Standard = Literal["a-2a", "ua-1"]
Format = Literal["pdf", "png", "svg"]

STANDARDS: tuple[Standard, ...] = ("a-2a", "ua-1")
_WITHOUT_DATE: tuple[Standard, ...] = ("ua-1",)
_FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
_PIXELS_AN_INCH = 200
_SCREEN_PIXELS = 110
_TEXT_PT = 10.0
_SMALLEST_PT = 8.0
# The template keeps a table's last rows together by calling them a footer; they are rows like the others.
_FOOTER, _BODY = b"/Type/StructElem/S/TFoot/P", b"/Type/StructElem/S/TBody/P"
# Typst writes its version into the metadata, and that would date the machine. The length has to stay: offsets count
# bytes.
_MADE_WITH = re.compile(
    rb"(?<=/Creator\()Typst [\d.]+(?=\))"
    rb"|(?<=<xmp:CreatorTool>)Typst [\d.]+(?=</xmp:CreatorTool>)"
    rb"|(?<=<stEvt:softwareAgent>)Typst [\d.]+(?=</stEvt:softwareAgent>)"
)


@cache
def _template(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def page(head: Mapping[str, str], sections: Sequence[Section]) -> bytes:
    """The whole document as PDF/UA-1 and, where the head says when it was prepared, as PDF/A-2a, which needs a date.

    Raises
    ------
    ReportError
        When it cannot be set, with one sentence and nothing of its content.
    """
    return _set(head, sections)[0]


@dataclass(frozen=True)
class Preview:
    """What would print: each page as a PNG picture, and whether every character has a sign in some font."""

    pages: tuple[bytes, ...]
    every_sign: bool

    def __repr__(self) -> str:
        return f"<Preview of {len(self.pages)} pages>"


def preview(head: Mapping[str, str], sections: Sequence[Section]) -> Preview:
    """The pages of that PDF, set with the same fonts, at 110 pixels an inch. Raises `ReportError`."""
    pdf, document, own_fonts_only = _set(head, sections)
    made = _run("copy.typ", document, own_fonts_only=own_fonts_only, standards=(), format="png", ppi=_SCREEN_PIXELS)
    if made is None:
        raise ReportError("report.cannot_print")
    return Preview(tuple(made) if isinstance(made, list) else (made,), has_every_sign(pdf))


def has_every_sign(pdf: bytes) -> bool:
    """Whether a PDF of ours has a sign for every character; only then it keeps the standards, which ask for that."""
    return b"<pdfuaid:part>" in pdf


def _set(head: Mapping[str, str], sections: Sequence[Section]) -> tuple[bytes, dict[str, Any], bool]:
    """The PDF, what it was made from, and whether its own fonts sufficed."""
    document = {**_common(head), "sections": [_ready(section) for section in sections]}
    document["two_ways"] = runs_two_ways(json.dumps(document, ensure_ascii=False))
    if head.get("one_page") == "yes":
        document["text_pt"] = _size_for_one_page(document)
    made = _made_from(document)
    if made is None and _leave_out_damaged_pictures(document):
        made = _made_from(document)
    if made is None:
        raise ReportError("report.cannot_print")
    return made[0], document, made[1]


def _made_from(document: dict[str, Any]) -> tuple[bytes, bool] | None:
    standards = STANDARDS if document["prepared"] else _WITHOUT_DATE
    for own_fonts_only, kept in ((True, standards), (False, standards), (False, ())):
        pdf = _compile("copy.typ", document, own_fonts_only=own_fonts_only, standards=kept)
        if pdf is not None:
            return pdf, own_fonts_only
    return None


def _leave_out_damaged_pictures(document: dict[str, Any]) -> bool:
    """Put a line in place of each picture of a notebook that cannot be drawn; whether there was one."""
    nodes = [node for section in document["sections"] for block in section["blocks"] for node in block.get("nodes", ())]
    damaged = [node for node in _with_those_inside(nodes) if node["picture"] and not _is_drawn(document, node)]
    for node in damaged:
        said = f": {node['text']}" if node["text"] else ""
        line = {"text": words("own")["no_picture"].format(said=said), "looks": [], "to": ""}
        node |= {"name": "p", "picture": [], "text": "", "spans": [line]}
    return bool(damaged)


def _with_those_inside(nodes: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from _with_those_inside(node["inside"])


def _is_drawn(document: Mapping[str, Any], node: dict[str, Any]) -> bool:
    passage = {"type": "passage", "nodes": [node]}
    alone = {**document, "sections": [{"key": "own", "heading": "", "blocks": [passage]}]}
    return _run("copy.typ", alone, own_fonts_only=False, standards=(), format="pdf") is not None


def _size_for_one_page(document: Mapping[str, Any]) -> float:
    """The largest size of text at which it fits one page, in points; the smallest that can be read where none does."""
    size = float(document["text_pt"])
    while size > _SMALLEST_PT:
        made = {**document, "text_pt": size}
        if isinstance(_run("copy.typ", made, own_fonts_only=False, standards=(), format="svg"), bytes):
            return size
        size = max(size - 1, _SMALLEST_PT)
    return size


def drawing(
    svgs: Sequence[str], alternative: str, paper: str, format: Format = "pdf", *, landscape: bool = True
) -> bytes:
    """Drawings as ``"pdf"``, each on a page of its own, or a single one as ``"png"`` of 200 pixels an inch.

    Raises
    ------
    ReportError
    """
    head = {"title": words("text")["chart_alt"], "paper": paper, "landscape": "yes" if landscape else ""}
    document = {**_common(head), "svgs": [checked(svg) for svg in svgs], "alternative": alternative}
    standards = _WITHOUT_DATE if format == "pdf" else ()
    for own_fonts_only, kept in ((True, standards), (False, standards), (False, ())):
        made = _compile("chart.typ", document, own_fonts_only=own_fonts_only, standards=kept, format=format)
        if made is not None:
            return made
    raise ReportError("report.cannot_draw")


def _common(head: Mapping[str, str]) -> dict[str, Any]:
    text = words("text")
    return {
        "title": head["title"],
        "running_head": head.get("running_head", ""),
        "prepared": _day(head.get("prepared", "")),
        "paper": "a4" if head.get("paper") == "a4" else "us-letter",
        "landscape": head.get("landscape") == "yes",
        "text_pt": _points(head.get("text_pt", "")),
        "fonts": _FONTS,
        **_language(),
        "colon": colon(),
        "page_word": text["page"],
        "of_word": text["of"],
        "continued_word": text["continued"],
    }


def _points(text: str) -> float:
    """The size of running text in points; that of a copy where the head says none."""
    return float(text) if re.fullmatch(r"\d{1,2}(\.\d)?", text) else _TEXT_PT


def _day(text: str) -> list[int]:
    """Year, month and day of an ISO date; empty where it is none."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return []
    return [day.year, day.month, day.day]


def _ready(section: Section) -> dict[str, Any]:
    data = section.to_dict()
    for block in data["blocks"]:
        if block["type"] == "chart":
            block["svg"] = checked(block["svg"])
        elif block["type"] == "passage":
            _unpack(block["nodes"])
    return data


def _unpack(nodes: Sequence[dict[str, Any]]) -> None:
    """Give each picture as the numbers of its bytes: Typst reads no base64."""
    for node in nodes:
        node["picture"] = list(b64decode(node["picture"].partition(",")[2]))
        _unpack(node["inside"])


def _compile(
    template: str,
    document: dict[str, Any],
    *,
    own_fonts_only: bool,
    standards: Sequence[Standard],
    format: Format = "pdf",
) -> bytes | None:
    """One file; None where Typst does not make it."""
    made = _run(template, document, own_fonts_only=own_fonts_only, standards=standards, format=format)
    if not isinstance(made, bytes):
        return None
    return _MADE_WITH.sub(lambda match: b"workbook".ljust(len(match[0])), made).replace(_FOOTER, _BODY)


def _run(
    template: str,
    document: dict[str, Any],
    *,
    own_fonts_only: bool,
    standards: Sequence[Standard],
    format: Format,
    ppi: float = _PIXELS_AN_INCH,
) -> bytes | list[bytes] | None:
    """What Typst makes of the template and the document, a list for several pictures; None where it does not."""
    import typst

    try:
        made, _ = typst.compile_with_warnings(
            _template(template),
            format=format,
            ppi=ppi,
            sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
            pdf_standards=list(standards),
            ignore_system_fonts=own_fonts_only,
        )
    except RuntimeError:  # also `typst.TypstError`; its message quotes the document
        return None
    result: bytes | list[bytes] | None = made
    return result


def _language() -> dict[str, str | None]:
    language, _, region = current().code.partition("-")
    return {"language": language, "region": region or None}
