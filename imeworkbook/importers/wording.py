"""The words of importing, from `data/en/importers.toml`, and which words of a file are only ever quoted."""

from __future__ import annotations

import re
from typing import Any

from imeworkbook.language import once_a_language, say, texts
from imeworkbook.recall.words import alternatives

_TITLE = 120


def content(part: str) -> Any:  # noqa: ANN401 - a part of a file
    """One part of the words."""
    return texts("importers")[part]


def said(part: str, key: str, /, **parts: object) -> str:
    """One sentence or label."""
    return say(f"importers:{part}.{key}", **parts) if parts else str(content(part)[key])


@once_a_language
def pattern(part: str, key: str) -> re.Pattern[str]:
    """The words of a list; one with a star at its end begins a word."""
    words = content(part)[key]
    stems = [word.removesuffix("*") for word in words if word.endswith("*")]
    whole = [word for word in words if not word.endswith("*")]
    parts = [rf"{alternatives(whole)}\b"] if whole else []
    parts += [alternatives(stems)] if stems else []
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)


def is_charged(text: str) -> bool:
    """Whether some words name a diagnosis, a score, or shame, so that they are quoted and never a title."""
    return bool(pattern("words_of_files", "charged").search(text) or _endings().search(text))


@once_a_language
def _endings() -> re.Pattern[str]:
    return re.compile(rf"\w{alternatives(content('words_of_files')['charged_endings'])}s?\b", re.IGNORECASE)


def as_title(text: str, plain: str) -> str:
    """Words of a file as a title, or the plain one where they are only to be quoted, or too long."""
    text = " ".join(text.split())
    return text if text and len(text) <= _TITLE and not is_charged(text) else said("title", plain)


def first_of(key: str, text: str) -> bool:
    """Whether some words hold one of a list."""
    return bool(pattern("words_of_files", key).search(text))
