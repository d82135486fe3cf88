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


@once_a_language
def _cells(file: str) -> tuple[tuple[str, str], ...]:
    notebook: dict[str, Any] = json.loads(chapter_path(file).read_text(encoding="utf-8"))
    return tuple((cell["cell_type"], _text(cell["source"])) for cell in notebook["cells"])


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def code_of(file: str) -> tuple[str, ...]:
    """The sources of a chapter's code cells, in order, exactly as shipped."""
    return tuple(text for kind, text in _cells(file) if kind == "code")


def opening_words(file: str) -> str:
    """The Markdown of a chapter's first cell, which the page shows while the rest gets ready."""
    kind, text = _cells(file)[0]
    return text if kind == "markdown" else ""
