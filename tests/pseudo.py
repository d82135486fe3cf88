"""A language that nobody speaks: every text of ours in brackets, accented and a third longer.

What a copy or a chart then says outside brackets is no text of the language: a person's own words, or a word that was
left in the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from imeworkbook.language import Language

ACCENTS = str.maketrans("aeiouyAEIOUYcn", "àéîöûÿÀÉÎÖÛŸçñ")
BEGIN, END = "⟦", "⟧"
_KEPT = re.compile(r"\{[^{}]*\}|https?://\S+")
# What is structure and not said, in every file or in one: keys, types, names of fields.
EVERYWHERE = {"key", "field", "chapter", "terms", "code", "checked", "source"}
STRUCTURE = {
    "forms": {"type", "width", "beside", "still", "point", "kind", "sides", "when", "unless", "always", "profile"},
    "asked": {"value"},
    "chapters": {"part", "file"},
    "landmarks": {"form", "type", "area"},
    "progress": {"kinds", "answers"},
    "people": {"role"},
    "day": {"formats"},
    "days": {"spoken", "short"},
    "expect": {"url"},
    "importers": {"linkedin", "columns", "words_of_files", "result", "specimen"},
    "amounts": {"thing", "unit", "pack", "from", "to", "after_a_pack"},
    "drinks": {"number", "millilitres"},
}
# The grammar of dates and lines, how dates are written, and the sample person's own words.
WHOLE_FILES = {"dates", "calendar", "cv", "memory", "sample", "language", "treatment-medicines"}


@dataclass(frozen=True)
class Pseudo(Language):
    """The pseudo-language; dates and numbers are written as in English."""

    code: str = "en-XA"

    @property
    def folders(self) -> tuple[str, ...]:
        return ("en",)

    def texts(self, part: str) -> dict[str, Any]:
        return _pseudo(part)

    @property
    def _locale(self) -> Locale:
        return Locale.parse("en")

    def date(self, form: str, day: Any) -> str:
        return bracketed(Language("en").date(form, day))


@cache
def _pseudo(part: str) -> dict[str, Any]:
    texts = Language("en").texts(part)
    return texts if part in WHOLE_FILES else _changed(texts, STRUCTURE.get(part, set()) | EVERYWHERE)


def _changed(value: Any, structure: set[str], name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _changed(one, structure, key) for key, one in value.items()}
    if name in structure and not _is_table(value):
        return value
    if name == "options":
        return [[key, bracketed(words)] for key, words in value]
    if isinstance(value, list):
        return [_changed(one, structure, name) for one in value]
    return bracketed(value) if isinstance(value, str) else value


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def bracketed(text: str) -> str:
    """A text in brackets, accented and a third longer; what is put in stays as it is."""
    if not text.strip():
        return text
    parts, last = [], 0
    for match in _KEPT.finditer(text):
        parts += [text[last : match.start()].translate(ACCENTS), match[0]]
        last = match.end()
    parts.append(text[last:].translate(ACCENTS))
    return f"{BEGIN}{''.join(parts)}{'~' * (len(text) // 3)}{END}"


def outside(text: str) -> Iterator[str]:
    """The words that stand outside all brackets."""
    depth, found = 0, []
    for sign in text:
        depth += (sign == BEGIN) - (sign == END)
        found.append(sign if depth == 0 and sign != END else " ")
    yield from re.findall(r"[^\W\d_]{2,}", "".join(found))
