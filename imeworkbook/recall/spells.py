"""From one event to another, and parts of what lies between them."""

from __future__ import annotations

from dataclasses import replace

from imeworkbook.recall.context import Reading, offset, refuse_as, within
from imeworkbook.recall.marks import same_mark


def not_after(reading: Reading, finish: Reading | None) -> Reading:
    """The same, cut at the end of what it lies in."""
    end, first, last = finish.date.latest if finish else None, reading.date.earliest, reading.date.latest
    if finish is None or end is None:
        return reading
    if first and first > end:
        refuse_as("beyond")
    ties = (*reading.ties, *(replace(tie, low=None) for tie in finish.ties))
    return replace(reading, date=same_mark(within(first, min(last or end, end)), reading.date), ties=ties)


def spell_of(begin: Reading, finish: Reading) -> Reading:
    """One date from one event to another."""
    ties = (
        *(replace(tie, high=None) for tie in begin.ties),
        *(replace(tie, low=None) for tie in finish.ties),
    )
    date = same_mark(within(begin.date.earliest, finish.date.latest), begin.date)
    return Reading(date, ties, begin=replace(begin, leads_up=True), finish=replace(finish, leads_up=True))


def part_of(spell: Reading, low: float, high: float, most: int | None = None) -> Reading:
    """From one part of a spell to another, 0 its beginning and 1 its end; `most` days from that edge at most.

    Raises
    ------
    DateNotUnderstood
        Where its end is not known, unless its beginning is asked for: that is then its first year.
    """
    begin, finish = spell.side("start"), spell.side("end")
    first, late_first = begin.date.earliest, begin.date.latest
    early_last, last = finish.date.earliest, finish.date.latest
    if first is None or late_first is None:
        refuse_as("undated")
    if early_last is None or last is None:
        if low > 0:
            refuse_as("no_end")
        return offset(begin, 0, most or 366)
    shortest, longest = max(0, (early_last - late_first).days), (last - first).days
    if low == 0:
        return not_after(offset(begin, 0, min(int(longest * high) + 1, most or longest)), finish)
    if high == 1:
        return not_before(offset(finish, -min(int(longest * (1 - low)) + 1, most or longest), 0), begin)
    return not_after(offset(begin, int(shortest * low), int(longest * high) + 1), finish)


def not_before(reading: Reading, begin: Reading) -> Reading:
    """The same, cut at the beginning of what it lies in."""
    start, first, last = begin.date.earliest, reading.date.earliest, reading.date.latest
    if start is None or first is None:
        return reading
    ties = (*reading.ties, *(replace(tie, high=None) for tie in begin.ties))
    return replace(reading, date=same_mark(within(max(first, start), last), reading.date), ties=ties)
