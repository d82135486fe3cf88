"""What windows of days allow to say: certainly apart, certainly a gap, certainly shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TypeVar

from imeworkbook.connections import precedes
from imeworkbook.dates import Window
from imeworkbook.records import Entry
from imeworkbook.timeline import Span

E = TypeVar("E", bound=Entry)
GAP_DAYS = 123  # four months: a summer between two years of school is no gap


def surely_before(one: Window, other: Window) -> bool:
    """Whether one moment comes before another for every choice of days inside the windows."""
    return precedes(one, other) == "certainly"


def surely_apart(one: Window, other: Window) -> bool:
    """Whether two moments cannot be the same, for any choice of days."""
    return surely_before(one, other) or surely_before(other, one)


def certain_end(span: Span) -> Window:
    """When a spell ended; where that is not stated, no earlier than it began."""
    return span.ends if span.end_stated else (span.starts[0], None)


def surely_shared_days(one: Span, other: Span) -> int:
    """The days that both certainly cover."""
    if one.core is None or other.core is None:
        return 0
    first, last = max(one.core[0], other.core[0]), min(one.core[1], other.core[1])
    return max(0, (last - first).days + 1)


def may_meet(one: Span, other: Span) -> bool:
    """Whether two spells may share a day."""
    return _first(other) < _last(one) and _last(other) > _first(one)


def certain_gaps(spells: Sequence[tuple[E, Span]]) -> Iterator[tuple[E, E]]:
    """Neighbours in time with certainly more than four months between them that no other spell can fill."""
    before: tuple[E, dt.date] | None = None
    for entry, at in sorted(spells, key=lambda pair: _first(pair[1])):
        if before and (_first(at) - before[1]).days > GAP_DAYS:
            yield before[0], entry
        if before is None or _last(at) > before[1]:
            before = entry, _last(at)


def last_ended(spells: Sequence[tuple[E, Span]]) -> tuple[E, dt.date] | None:
    """The spell that ended last and its latest end; None where one may still go on, or there is none."""
    last = max(((entry, _last(at)) for entry, at in spells), key=lambda pair: pair[1], default=None)
    return None if last is None or last[1] == dt.date.max else last


def _first(span: Span) -> dt.date:
    return span.starts[0] or dt.date.min


def _last(span: Span) -> dt.date:
    return (span.ends[1] if span.end_stated else None) or dt.date.max
