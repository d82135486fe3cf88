"""Milestones, and the time of other entries seen from the day of one.

Days before a milestone are negative. Where its own day is a window, everything that is seen from it is less certain by
that window: each bound is the least and the most that two choices of days allow (interval arithmetic, Moore 1966).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from imeworkbook.dates import Window
from imeworkbook.records import Career, Entry, Life, Side
from imeworkbook.timeline import Span, Timeline, date_words

_SIDES: dict[str | None, Side] = {"schooling": "end", "training": "start"}
_LOSSES = frozenset({"death"})


@dataclass(frozen=True)
class Turn:
    """One milestone: a side of an entry, and the window of days in which it lies.

    Attributes
    ----------
    entry, side
        The entry, and whether its start or its end is meant.
    window
        The earliest and the latest day.
    """

    entry: Entry
    side: Side
    window: tuple[dt.date, dt.date]

    def __repr__(self) -> str:
        return f"<Turn {self.entry.id}>"

    @property
    def label(self) -> str:
        """What it is called: the entry, and that it is its end where that is meant."""
        return self.entry.label

    @property
    def words(self) -> str:
        """When it was, as stated."""
        return date_words(self.entry.start if self.side == "start" else self.entry.end)


def usual(timeline: Timeline) -> tuple[Entry, ...]:
    """The milestones that are taken where none are chosen, in order of time.

    Each beginning of training, a post, a leave or time out of work, licence events, the end of schooling, and deaths.
    """
    return tuple(
        entry
        for entry in timeline.entries
        if isinstance(entry, Career) or (isinstance(entry, Life) and entry.area in _LOSSES)
    )


def turns(timeline: Timeline, chosen: Iterable[Entry | str]) -> tuple[list[Turn], list[Entry]]:
    """The chosen entries as milestones in order of time, and those of which no day is known on both sides.

    Raises
    ------
    KeyError
        When an id is of no entry of this timeline.
    """
    there = {entry.id: entry for entry in timeline.entries}
    found, undated = [], []
    for one in dict.fromkeys(entry if isinstance(entry, str) else entry.id for entry in chosen):
        entry = there[one]
        side = _SIDES.get(entry.type, "start") if isinstance(entry, Career) and not entry.point else "start"
        low, high = _window(timeline, entry, side)
        if low and high:
            found.append(Turn(entry, side, (low, high)))
        else:
            undated.append(entry)
    return sorted(found, key=lambda turn: (turn.window, turn.label)), undated


def _window(timeline: Timeline, entry: Entry, side: Side) -> Window:
    at = timeline.span(entry)
    if at is None:
        return (None, None)
    return at.starts if side == "start" else at.ends


def seen_from(turn: Turn, at: Span, day_zero: dt.date) -> Span:
    """A span as it lies around a milestone whose day is drawn at `day_zero`."""
    return Span(
        _moved(at.starts, turn.window, day_zero),
        _moved(at.ends, turn.window, day_zero),
        ongoing=at.ongoing,
        point=at.point,
        end_stated=at.end_stated,
    )


def _moved(window: Window, milestone: tuple[dt.date, dt.date], day_zero: dt.date) -> Window:
    low, high = window
    return (
        day_zero + (low - milestone[1]) if low else None,
        day_zero + (high - milestone[0]) if high else None,
    )


def near(turn: Turn, timeline: Timeline, days: int) -> Iterator[tuple[int, Entry, Span]]:
    """The entries that may have touched the days around a milestone, but for itself, with their own time."""
    first, last = (turn.window[0] - dt.timedelta(days), turn.window[1] + dt.timedelta(days))
    for index, entry in enumerate(timeline.entries):
        at = timeline.span(entry)
        if entry.id != turn.entry.id and at and at.touches(first, last):
            yield index, entry, at
