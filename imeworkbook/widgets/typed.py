"""One day and one time of day, as people type them: "14 December 2026", "10:30", "2 pm", "noon"."""

from __future__ import annotations

import datetime as dt
import re

from imeworkbook.language import current
from imeworkbook.workbook import Workbook

_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(?:h|o[’']?clock)?\s*([ap])?\.?\s*(?:m\.?)?", re.IGNORECASE)
_NOON = {"noon": dt.time(12), "midday": dt.time(12), "midnight": dt.time(0)}


def one_day(workbook: Workbook, typed: str) -> dt.date | None:
    """The day that was typed; None where the words mean more than one day.

    Raises
    ------
    DateNotUnderstood, AmbiguousDate
    """
    date = workbook.read_date(typed).date
    return date.earliest if date.earliest == date.latest else None


def clock(typed: str) -> dt.time | None:
    """The time of day that was typed, on a 24-hour clock unless it says a.m. or p.m.; None where it is not one."""
    words = typed.strip()
    if words.lower() in _NOON:
        return _NOON[words.lower()]
    match = _CLOCK.fullmatch(words)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def day_words(day: dt.date) -> str:
    """A day as it stands in a field: "14 December 2026"."""
    return current().date("day", day)
