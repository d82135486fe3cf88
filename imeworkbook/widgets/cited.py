"""The field of a form that cites records: its rows in one text, so that drafts hold it like any other field.

It knows no widgets.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from imeworkbook.errors import InvalidRecord
from imeworkbook.records import LINE, Citation, Document
from imeworkbook.widgets.messages import tidy
from imeworkbook.widgets.words import words

TYPED = ("record", "place", "says")
PARTS = (*TYPED, "side")
_SIDES = ("start", "end")


def as_rows(citations: Iterable[Citation]) -> str:
    """Citations as the form holds them: rows in JSON, as a page writes it; nothing where there are none."""
    rows = [{part: getattr(one, part) or "" for part in PARTS} for one in citations]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def from_rows(typed: str) -> tuple[Citation, ...]:
    """The citations that stand in the form, without rows in which nothing stands.

    Raises
    ------
    InvalidRecord
    """
    return tuple(Citation(**row) for row in _rows(typed))


def problem_of(typed: str) -> str:
    """What needs a look in these rows, in one sentence; empty where nothing does."""
    if any(not row["record"] for row in _rows(typed)):
        return words("form", "which_record")
    try:
        from_rows(typed)
    except InvalidRecord:
        return words("form", "cited_line").format(most=LINE)
    return ""


def offered(documents: Iterable[Document]) -> list[list[str]]:
    """The records of the checklist to choose from: id and name, with who holds it where several have one name."""
    listed = tuple(documents)
    named = Counter(one.what for one in listed)
    same = {one.id for one in listed if named[one.what] > 1 and one.holder}
    return [[one.id, f"{one.what} ({one.holder})" if one.id in same else one.what] for one in listed]


def _rows(typed: str) -> list[dict[str, str]]:
    """The rows of what a page sent, which may be any text at all, but for those in which nothing stands."""
    try:
        read = json.loads(typed) if typed.strip() else []
    except (ValueError, RecursionError):
        return []
    rows = [row for row in read if isinstance(row, dict)] if isinstance(read, list) else []
    said = [{part: _line(row.get(part)) for part in TYPED} | {"side": _side(row.get("side"))} for row in rows]
    return [row for row in said if any(row[part] for part in TYPED)]


def _line(value: object) -> str:
    return tidy(value).strip() if isinstance(value, str) else ""


def _side(value: object) -> str:
    return value if isinstance(value, str) and value in _SIDES else ""
