"""How what a record of the checklist says of a date stands to the date of the entry that cites it.

The words are the record's, so they are read by the calendar alone: no habit of the person's settles which of two
readings was meant, and nothing is read that leans on the day of reading, as "three months ago" does.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from imeworkbook.dates import FuzzyDate, Hemisphere
from imeworkbook.errors import AmbiguousDate, DateError
from imeworkbook.recall.patterns import after
from imeworkbook.recall.reader import goes_on
from imeworkbook.recall.recollection import remember
from imeworkbook.recall.words import normalise
from imeworkbook.records import Citation, Entry, Side

Agreement = Literal["same", "fits", "differs", "alone", "unread"]
_LATER = dt.timedelta(days=400)  # a day of another year, and of another season


def agreement(one: Citation, entry: Entry, as_of: dt.date) -> Agreement:
    """How what a record says stands to the entry's own date of the same side.

    ``same``: it says nothing else, or the same days in whatever words. ``fits``: one way to read it has a day in common
    with the entry's date. ``differs``: none has. ``alone``: the entry has no date of that side. ``unread``: the
    words come to no date by themselves.
    """
    side = side_of(one, entry)
    if not one.says or (entry.ongoing and side == "end" and goes_on(one.says)):
        return "same"
    readings = _readings(_bare(one.says, side), _hemisphere(entry), as_of)
    if not readings:
        return "unread"
    own = _own(entry, side, as_of)
    if own is None:
        return "alone"
    if len(readings) == 1 and _is_same(readings[0], own):
        return "same"
    return "fits" if any(_may_be_same(reading, own) for reading in readings) else "differs"


def side_of(one: Citation, entry: Entry) -> Side:
    """Which date of an entry a record speaks of: where nobody said which, the one that its words name."""
    sides: tuple[Side, ...] = ("start", "end") if not (one.side or entry.point) else ()
    return next((side for side in sides if names_its_side(one, side)), entry.side_of(one))


def names_its_side(one: Citation, side: Side) -> bool:
    """Whether the words themselves say which side they mean, as "since May 2009" does."""
    return _bare(one.says, side) != normalise(one.says)


def _bare(says: str, side: Side) -> str:
    """The words without the one before them that names their side: in a record, "until May 2009" means its end."""
    text = normalise(says)
    return after(f"names_{side}", text) or text


def _readings(text: str, hemisphere: Hemisphere, as_of: dt.date) -> tuple[FuzzyDate, ...]:
    """All that some words may mean; nothing where they mean another date on another day."""
    found, later = (_read(text, hemisphere, day) for day in (as_of, as_of + _LATER))
    return found if found == later and not any(date.is_spell for date in found) else ()


def _read(text: str, hemisphere: Hemisphere, today: dt.date) -> tuple[FuzzyDate, ...]:
    try:
        return (remember(text, today=today, hemisphere=hemisphere).date,)
    except AmbiguousDate as error:
        return tuple(error.readings)
    except DateError:
        return ()


def _hemisphere(entry: Entry) -> Hemisphere:
    return next((when.hemisphere for when in (entry.start, entry.end) if when), "north")


def _own(entry: Entry, side: Side, as_of: dt.date) -> FuzzyDate | None:
    """The entry's own date of one side; of what goes on, its end is no earlier than `as_of`."""
    if side == "end" and entry.ongoing:
        return FuzzyDate.parse(f"[{as_of.isoformat()}..]")
    when = entry.start if side == "start" else entry.end
    return when.date if when else None


def _is_same(said: FuzzyDate, own: FuzzyDate) -> bool:
    """Whether both name the same days, and the record is no less sure of them than the entry."""
    return (said.earliest, said.latest) == (own.earliest, own.latest) and said.qualifier in ("", own.qualifier)


def _may_be_same(said: FuzzyDate, own: FuzzyDate) -> bool:
    low, high = max(_first(said), _first(own)), min(_last(said), _last(own))
    return low <= high


def _first(date: FuzzyDate) -> dt.date:
    return date.earliest or dt.date.min


def _last(date: FuzzyDate) -> dt.date:
    return date.latest or dt.date.max
