"""The shipped chapters: their order, their words and their code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imeworkbook.language import once_a_language, texts
from imeworkbook.resources import folder


@dataclass(frozen=True)
class Chapter:
    """One chapter as listed in data/en/chapters.toml."""

    key: str
    part: str
    file: str
    title: str
    short: str


@once_a_language
def chapters() -> tuple[Chapter, ...]:
    """The chapters in the order in which they are offered."""
    return tuple(
        Chapter(
            key=row["key"], part=row["part"], file=row["file"], title=row["title"], short=row.get("short", row["title"])
        )
        for row in texts("chapters")["chapter"]
    )


def parts() -> tuple[dict[str, str], ...]:
    """The parts that the chapters stand under, with `key` and `title`, in order."""
    return tuple(texts("chapters")["part"])


def chapter_path(file: str) -> Path:
    """The place of a chapter's notebook."""
    return folder("notebooks") / file


def notebook(file: str) -> dict[str, Any]:
    """A chapter's notebook as JSON, each source as one text, its prose in the language that is spoken.

    The notebooks themselves are in English; the prose of another language is in its `prose.toml`, by the ids of cells.
    """
    found: dict[str, Any] = json.loads(chapter_path(file).read_text(encoding="utf-8"))
    prose = texts("prose").get(Path(file).stem, {})
    for cell in found["cells"]:
        source = "".join(cell["source"])
        cell["source"] = prose.get(cell["id"], source).rstrip("\n") if cell["cell_type"] == "markdown" else source
    return found


@once_a_language
def _cells(file: str) -> tuple[tuple[str, str], ...]:
    return tuple((cell["cell_type"], cell["source"]) for cell in notebook(file)["cells"])


def code_of(file: str) -> tuple[str, ...]:
    """The sources of a chapter's code cells, in order, exactly as shipped."""
    return tuple(text for kind, text in _cells(file) if kind == "code")


def opening_words(file: str) -> str:
    """The Markdown of a chapter's first cell, which the page shows while the rest gets ready."""
    kind, text = _cells(file)[0]
    return text if kind == "markdown" else ""
