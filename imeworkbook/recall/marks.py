"""The EDTF marks ``~`` (about), ``?`` (not sure) and ``%`` (both), on dates and on windows."""

from __future__ import annotations

import datetime as dt

from imeworkbook.dates import FuzzyDate, both_marks, text_of_bounds


def with_mark(date: FuzzyDate, mark: str) -> FuzzyDate:
    """Give the same date with one more mark; ``~`` widens it, once. A window is widened at both its ends."""
    marked = both_marks(date.qualifier, mark)
    if date.precision == "window" and mark in ("~", "%") and date.qualifier not in ("~", "%"):
        low, _, high = date.edtf[1:-1].partition("..")
        return FuzzyDate.parse(f"[{low and low + mark}..{high and high + mark}]", mark=marked)
    return FuzzyDate.parse(date.edtf, mark=marked)


def same_mark(date: FuzzyDate, other: FuzzyDate) -> FuzzyDate:
    """Give a date with the mark of what it was worked out from."""
    return within_mark(date, other.qualifier)


def within_mark(date: FuzzyDate, mark: str) -> FuzzyDate:
    """Give a date with a mark, without widening it."""
    if mark in ("", "?") or date.precision == "window":
        return FuzzyDate.parse(date.edtf, mark=mark)
    low, high = text_of_bounds(date.earliest, date.latest)
    return FuzzyDate.parse(f"[{low}..{high}]", mark=mark)


def shifted(day: dt.date, days: int) -> dt.date:
    """A day moved by some days, never beyond the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))
