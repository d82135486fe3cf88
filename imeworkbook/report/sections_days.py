"""Recent weeks on paper: each day as it was stated, and nothing worked out of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from imeworkbook import recent
from imeworkbook.dates import long_day
from imeworkbook.language import current
from imeworkbook.records import Day, DayMark, Days
from imeworkbook.report.blocks import Block, Paragraph, Section, Table
from imeworkbook.report.direction import apart
from imeworkbook.report.sections import conflict, section
from imeworkbook.report.source import Source
from imeworkbook.report.wording import words

_CHECKS = frozenset({"days_in_time_without", "days_after_last_use"})
_WIDTHS = (1.3, 1, 1, 1, 1, 1, 1, 1)


def recent_days(source: Source) -> Section | None:
    """A table for each substance: the last four weeks of which something was stated, a week a row."""
    marks = {mark.on: mark.text for mark in source.of_kind(DayMark) if mark.text}
    drawn = [(record, _table(record, marks, source.prepared)) for record in source.of_kind(Days) if record.days]
    tables: list[Block] = []
    for record, table in drawn:
        tables += [table, *_beneath(record, source)]
    said = words("days")
    later = any(not cell for _, table in drawn for row in table.rows for cell in row)
    key = Paragraph(f"{said['key']} {said['later']}" if later else said["key"])
    return section("days", key, *tables) if tables else None


def _beneath(record: Days, source: Source) -> Iterator[Paragraph]:
    """The statements with which the days of a substance do not go together."""
    uses = (entry for entry in source.timeline.use if entry.substance == record.substance)
    others = [entry for entry in uses if any(one in _CHECKS for one in source.conflicts.get(entry.id, ()))]
    if others:
        yield Paragraph(conflict(others), "small")


def _table(record: Days, marks: dict[dt.date, str], prepared: dt.date) -> Table:
    last = record.days[-1].on
    stated = {day.on: day for day in record.days if (last - day.on).days < max(recent.LENGTHS)}
    mondays = dict.fromkeys(recent.monday_of(on) for on in sorted(stated))
    weeks = [(monday, [monday + dt.timedelta(days=place) for place in range(7)]) for monday in mondays]
    cells = tuple(
        (long_day(monday), *(_cell(stated.get(on), marks) if on in stated or on <= prepared else "" for on in week))
        for monday, week in weeks
    )
    unit = f" ({apart(record.unit)})" if record.unit else ""
    return Table(tuple(words("days")["columns"]), cells, _WIDTHS, f"{record.label}{unit}")


def _cell(day: Day | None, marks: dict[dt.date, str]) -> str:
    if day is None:
        return "–"
    amount = current().number(day.amount) if day.amount is not None else str(words("days")[day.state])
    return "\n".join(part for part in (amount, apart(marks.get(day.on, ""))) if part)
