"""What the page is told at its start: chapters, words, support lines, and which parts of JupyterLab stay away."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote

from imeworkbook.countries import countries
from imeworkbook.hosting import host
from imeworkbook.lab.chapters import chapters, code_of, opening_words, parts
from imeworkbook.lab.config import WIDGET_EXTENSIONS
from imeworkbook.language import current, texts
from imeworkbook.store.spoken import speak_as_chosen

EXTENSION = "imeworkbook"
_PLACES = ("Dir", "Root", "Path", "serverRoot")  # of this machine; the page has no use for them
_OURS = {"name": EXTENSION, "load": "static/remoteEntry.js", "extension": "./extension", "entrypoints": None}


def page_data() -> dict[str, Any]:
    """Everything fixed that the page shows, ready for JSON, in the language that was chosen by now."""
    speak_as_chosen()
    return {
        "language": current().code,
        "chapters": [
            {
                "key": chapter.key,
                "part": chapter.part,
                "path": chapter.file,
                "title": chapter.title,
                "short": chapter.short,
                "code": code_of(chapter.file),
                "opening": _blocks(opening_words(chapter.file)),
            }
            for chapter in chapters()
        ],
        "parts": parts(),
        "words": texts("page"),
        "hosted": _hub_links() if host() else None,
        "support": {"country": [country.to_dict() for country in countries()]},
    }


def adjust_page(_handler: object, page_config: dict[str, Any]) -> dict[str, Any]:
    """Load the widget libraries and our page, and nothing else that is installed beside JupyterLab."""
    data = page_data()
    installed = page_config["federated_extensions"]
    widgets = [extension for extension in installed if extension["name"] in WIDGET_EXTENSIONS]
    return page_config | {
        "federated_extensions": [*widgets, _OURS],
        "appName": texts("page")["page"]["tab"],
        "token": "",  # the page puts in the one that it was handed: see `proof`
        "appendToken": "true",
        **dict.fromkeys((name for name in page_config if name.endswith(_PLACES)), ""),
        "imeworkbook": data,
    }


def _hub_links() -> dict[str, str]:
    """Where JupyterHub starts this workbook again, and where it lets go of whoever signed in."""
    told = {key: os.environ.get(f"JUPYTERHUB_{key}", "") for key in ("HOST", "BASE_URL", "USER", "SERVER_NAME")}
    hub = f"{told['HOST']}{told['BASE_URL'] or '/'}hub"
    again = "/".join(quote(part, safe="@~") for part in ("spawn", told["USER"], told["SERVER_NAME"]) if part)
    return {"again": f"{hub}/{again}", "sign_out": f"{hub}/logout"}


def _blocks(markdown: str) -> list[dict[str, str]]:
    """Headings and paragraphs of a chapter's opening, for the first second before JupyterLab shows the real one.

    The opening cells hold nothing else; a test says so.
    """
    blocks = []
    for block in filter(None, (part.strip() for part in markdown.split("\n\n"))):
        marks = len(block) - len(block.lstrip("#"))
        blocks.append({"tag": f"h{marks}" if marks else "p", "text": block.lstrip("# ").replace("\n", " ")})
    return blocks
