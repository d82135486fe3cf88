"""The field of a form that chooses entries: their ids in one text, so that drafts hold it like any other field.

It knows no widgets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable


def as_text(ids: Iterable[str]) -> str:
    """Ids as the form holds them: a list in JSON, as a page writes it; nothing where there are none."""
    chosen = list(ids)
    return json.dumps(chosen, ensure_ascii=False, separators=(",", ":")) if chosen else ""


def from_text(typed: str) -> tuple[str, ...]:
    """The ids of a text that a page sent, which may be any text at all, each once."""
    try:
        read = json.loads(typed) if typed.strip() else []
    except (ValueError, RecursionError):
        return ()
    ids = [id for id in read if isinstance(id, str) and id] if isinstance(read, list) else []
    return tuple(dict.fromkeys(ids))
