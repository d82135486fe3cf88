"""How records are worded on paper. Only what is stated is said; an absent value reads "not stated here"."""

from __future__ import annotations

from typing import Any

from imeworkbook import vocabulary
from imeworkbook.records import Entry, Use, When
from imeworkbook.resources import read_toml
from imeworkbook.timeline import date_words


def words(group: str) -> dict[str, Any]:
    """The printed words of one group, from `data/report-en.toml`."""
    group_words: dict[str, Any] = read_toml("report-en.toml")[group]
    return group_words


def date(when: When | None) -> str:
    """A date as the person remembers it, with the days that it may mean where the words do not say them."""
    return date_words(when) or str(words("text")["not_stated"])


def period(entry: Entry) -> str:
    """When an entry was: a moment, or from when to when."""
    if entry.point:
        return date(entry.start)
    not_stated = words("text")["not_stated"]
    if entry.ongoing:
        return f"since {date(entry.start)}, goes on" if entry.start else "goes on"
    if entry.start and entry.end:
        return f"{date(entry.start)} to {date(entry.end)}"
    if entry.start:
        return f"from {date(entry.start)}; end {not_stated}"
    return f"until {date(entry.end)}; start {not_stated}" if entry.end else str(not_stated)


def how_often(entry: Use) -> str:
    """How often, in words with the days a month that they stand for."""
    days = entry.days_a_month
    if days is None:
        return str(words("text")["not_stated"])
    level = vocabulary.frequency_words(days)
    return level if days == 0 or "days a month" in level else f"{level} ({days:g} days a month)"


_TERMS = {"route": "route", "prescribed": "prescribed"}


def details(entry: Entry, *fields: str) -> str:
    """The stated ones of these fields, each with its name; then where the statement comes from."""
    names = words("detail")
    lines = []
    for field in fields:
        value = getattr(entry, field, None)
        if value not in (None, ""):
            shown = (
                vocabulary.label(_TERMS[field], value)
                if field in _TERMS
                else f"{value:g}"
                if isinstance(value, float)
                else value
            )
            lines.append(f"{names[field]}: {shown}")
    if entry.source != "memory":
        lines.append(words("text")["from_document" if entry.source == "document" else "told"])
    return "; ".join(lines)
