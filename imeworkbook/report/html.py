"""Sections as HTML: one Jinja template that escapes everything, no script, no address."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from imeworkbook.report.blocks import Section
from imeworkbook.report.drawing import checked
from imeworkbook.report.wording import words

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def fragment(section: Section) -> str:
    """One section as it shows in a notebook."""
    return _environment().get_template("section.html.j2").render(section=_ready(section))


def fragments(title: str, sections: Sequence[Section]) -> str:
    """A title and sections for the output of a notebook's cell."""
    heading = Section("title", title, ())
    return "".join(fragment(section) for section in (heading, *sections))


def page(head: dict[str, str], sections: Sequence[Section]) -> str:
    """The whole document as one file."""
    ready = [_ready(section) for section in sections]
    paper = "A4" if head.get("paper") == "a4" else "letter"
    template = _environment().get_template("copy.html.j2")
    landscape = head.get("landscape") == "yes"
    return template.render(title=head["title"], sections=ready, paper=paper, landscape=landscape)


def _ready(section: Section) -> dict[str, Any]:
    """The section with its drawings checked, so that they may stand as they are."""
    data = section.to_dict()
    for block in data["blocks"]:
        if block["type"] == "chart":
            block["svg"] = Markup(checked(block["svg"]))
            block["name"] = words("text")["chart_alt"]
    return data
