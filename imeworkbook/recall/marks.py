"""The EDTF marks ``~`` (about), ``?`` (not sure) and ``%`` (both), on dates and on windows."""

from __future__ import annotations

import datetime as dt

from imeworkbook.dates import FuzzyDate

_WEEK = 7


def mark_of(date: FuzzyDate) -> str:
    """Give the mark that a date carries; a window or a spell carries what stands at its ends."""
    found = {sign for sign in date.edtf if sign in "~?%"}
    return "%" if "%" in found or found == {"~", "?"} else "".join(found)


def with_mark(date: FuzzyDate, mark: str) -> FuzzyDate:
    """Give the same date with one more mark; ``~`` widens it. A window carries it at both its ends."""
    if not mark:
        return date
    if date.precision == "window":
        low, _, high = date.edtf[1:-1].partition("..")
        ends = [_marked(end, mark) if end else "" for end in (low, high)]
        return FuzzyDate.parse(f"[{ends[0]}..{ends[1]}]")
    return FuzzyDate.parse(_marked(date.edtf, mark))


def same_mark(date: FuzzyDate, other: FuzzyDate) -> FuzzyDate:
    """Give a date with the mark of what it was worked out from."""
    return within_mark(date, mark_of(other))


def within_mark(date: FuzzyDate, mark: str) -> FuzzyDate:
    """Give a date with a mark, without widening it where that can be said.

    ``~`` widens a day by a week, so the marked ends of a window are set a week further in.
    """
    first, last = date.earliest, date.latest
    if mark in ("", "?") or (first and last and (last - first).days < 2 * _WEEK):
        return with_mark(date, mark)
    low = shifted(first, _WEEK).isoformat() + mark if first else ""
    high = shifted(last, -_WEEK).isoformat() + mark if last else ""
    return FuzzyDate.parse(f"[{low}..{high}]")


def shifted(day: dt.date, days: int) -> dt.date:
    """A day moved by some days, never beyond the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def _marked(edtf: str, mark: str) -> str:
    bare, former = edtf.rstrip("~?%"), edtf[len(edtf.rstrip("~?%")) :]
    return bare + (mark if former in ("", mark) else "%")
