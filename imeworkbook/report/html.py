"""Sections as HTML: one Jinja template that escapes everything, no script, no address."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from imeworkbook.language import colon, current
from imeworkbook.report.blocks import Section
from imeworkbook.report.drawing import checked
from imeworkbook.report.wording import words

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["colon"] = colon
    return made


def fragment(section: Section) -> str:
    """One section as it shows in a notebook.

    JupyterLab takes drawings out of a notebook that is not trusted, and keeps pictures: the chart is a picture there.
    """
    return _environment().get_template("section.html.j2").render(section=_ready(section, _picture))


def fragments(title: str, sections: Sequence[Section]) -> str:
    """A title and sections for the output of a notebook's cell."""
    heading = Section("title", title, ())
    return "".join(fragment(section) for section in (heading, *sections))


def page(head: dict[str, str], sections: Sequence[Section]) -> str:
    """The whole document as one file."""
    ready = [_ready(section, _inline) for section in sections]
    paper = "A4" if head.get("paper") == "a4" else "letter"
    template = _environment().get_template("copy.html.j2")
    landscape = head.get("landscape") == "yes"
    return template.render(
        language=current().code, title=head["title"], sections=ready, paper=paper, landscape=landscape
    )


def _ready(section: Section, draw: Callable[[str, str], Markup]) -> dict[str, Any]:
    """The section with its drawings checked, so that they may stand as they are."""
    data = section.to_dict()
    for block in data["blocks"]:
        if block["type"] == "chart":
            block["drawing"] = draw(checked(block["svg"]), block["alternative"])
            block["name"] = words("text")["chart_alt"]
    return data


def _inline(svg: str, alternative: str) -> Markup:
    """The drawing itself, which carries its story."""
    return Markup(svg)


def _picture(svg: str, alternative: str) -> Markup:
    """The drawing as a picture inside the page, with its story as alternative text."""
    source = "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
    return Markup('<img src="{}" alt="{}">').format(source, alternative)
