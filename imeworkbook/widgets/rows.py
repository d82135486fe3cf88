"""One line of a list of entries: what it is, when, how much, who may see it."""

from __future__ import annotations

from imeworkbook import vocabulary
from imeworkbook.kinds import kind_of
from imeworkbook.records import Entry, Use, When
from imeworkbook.widgets._kit import Message
from imeworkbook.widgets.editor import entry_label
from imeworkbook.widgets.words import words


def entry_row(entry: Entry) -> Message:
    """One line of a list: what it is, when, who may see it."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "kind_label": vocabulary.label("kind", entry.kind),
        "label": entry_label(entry),
        "detail": entry_detail(entry),
        "when": entry_when(entry),
        "audience": entry.audience,
        "audience_label": vocabulary.label("audience", entry.audience),
        "talk": entry.talk,
        "quote": entry.quote,
    }


def entry_detail(entry: Entry) -> str:
    """What stands below the name of an entry: its kind, how often, how much."""
    if isinstance(entry, Use):
        event = vocabulary.label("use_event", entry.event or "phase") if entry.point else ""
        name = vocabulary.label("substance", entry.substance or "")
        often = vocabulary.frequency_words(entry.days_a_month) if entry.days_a_month is not None else ""
        shown = "" if name == entry.label else name
        return " · ".join(part for part in (shown, event, often, entry.amount) if part)
    label = kind_of(entry).type_label(entry)
    return "" if label.casefold() in entry.label.casefold() else label


def entry_when(entry: Entry) -> str:
    """From when to when, as the person reads it."""
    start, end = _said(entry.start), _said(entry.end)
    if entry.point:
        return start or words("entries", "no_date")
    end = words("entries", "still") if entry.ongoing else end
    return " – ".join(part or "?" for part in (start, end)) if start or end else words("entries", "no_date")


def _said(when: When | None) -> str:
    """A date in the words that a person reads; their own words where these were not read."""
    if when is None:
        return ""
    return str(when.date) if when.date else f"{when.phrase} ({words('entries', 'not_read')})"
