"""The words of the cards, from `data/en/words.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from imeworkbook.language import texts


def words(part: str, key: str) -> str:
    """One sentence or label."""
    return str(texts("words")[part][key])


def all_words(*parts: str) -> dict[str, Any]:
    """All words of some parts, as one mapping from part to key to words, for a card."""
    content = texts("words")
    return {part: content[part] for part in ("common", *parts)}


def and_words(names: Sequence[str]) -> str:
    """Several names in one sentence: “a”, “b” and “c”."""
    *most, last = names
    return words("common", "and").format(first=", ".join(most), last=last) if most else last
