"""What windows of days allow to say: certainly apart, certainly a gap, certainly shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from imeworkbook.connections import precedes
from imeworkbook.records import Entry
from imeworkbook.timeline import Span, Window

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
    return _may_touch(other, one.starts[0] or dt.date.min, _last(one))


def certain_gaps(spells: Sequence[tuple[E, Span]]) -> Iterator[tuple[E, E]]:
    """Neighbours in time with certainly more than four months between them that no other spell can fill."""
    for (one, here), (other, there) in combinations(sorted(spells, key=lambda pair: _begins(pair[1])), 2):
        end, start = here.ends[1], there.starts[0]
        if end is None or start is None or not here.end_stated or (start - end).days <= GAP_DAYS:
            continue
        if not any(_may_touch(at, end, start) for entry, at in spells if entry not in (one, other)):
            yield one, other


def last_ended(spells: Sequence[tuple[E, Span]]) -> tuple[E, dt.date] | None:
    """The spell that ended last and its latest end; None where one may still go on, or there is none."""
    ends = [(entry, at.ends[1]) for entry, at in spells if at.end_stated and at.ends[1]]
    known = [(entry, end) for entry, end in ends if end is not None]
    if not known or len(known) < len(spells):
        return None
    return max(known, key=lambda pair: pair[1])


def _begins(span: Span) -> dt.date:
    return span.starts[0] or span.starts[1] or dt.date.min


def _last(span: Span) -> dt.date:
    return (span.ends[1] if span.end_stated else None) or dt.date.max


def _may_touch(span: Span, first: dt.date, last: dt.date) -> bool:
    return (span.starts[0] or dt.date.min) < last and _last(span) > first
