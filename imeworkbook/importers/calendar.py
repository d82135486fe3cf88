"""A calendar (`.ics`): what stands in it, to choose from. A repeated event is offered once, on its first day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from imeworkbook.errors import Problem
from imeworkbook.importers.days import of_day
from imeworkbook.importers.found import Gathering, Proposed
from imeworkbook.importers.given import refuse
from imeworkbook.importers.table import Choices
from imeworkbook.importers.wording import as_title, is_charged, said
from imeworkbook.kinds import ENTRIES
from imeworkbook.records import LINE

_MARK = "BEGIN:VCALENDAR"


def is_one(text: str) -> bool:
    """Whether text is a calendar."""
    return text.lstrip("\ufeff \t\r\n")[: len(_MARK)].upper() == _MARK


def read(text: str, found: Gathering, choices: Choices) -> None:
    """Take its events; whether one belongs in the workbook is asked of each.

    Raises
    ------
    CannotImport
        When it is cut off or broken.
    """
    from icalendar import Calendar

    if "END:VCALENDAR" not in text.upper():
        refuse("cut_off")
    try:
        events = [
            one for calendar in Calendar.from_ical(text.lstrip("\ufeff"), multiple=True) for one in _events(calendar)
        ]
    except (ValueError, IndexError, KeyError):
        refuse("cut_off")
    kind = choices.kind or "life"
    today = choices.today or dt.date.today()
    for number, event in enumerate(events, 1):
        _offer(event, kind, said("words", "event", number=number), found, today)


def _events(calendar: Any) -> list[Any]:  # noqa: ANN401 - icalendar's components
    return list(calendar.walk("VEVENT"))


def _offer(event: Any, kind: str, place: str, found: Gathering, today: dt.date) -> None:  # noqa: ANN401
    summary = " ".join(str(event.get("SUMMARY") or "").split())
    status = str(event.get("STATUS") or "").upper()
    start, end = _day(event, "DTSTART"), _day(event, "DTEND")
    if end and start and not isinstance(getattr(event.get("DTEND"), "dt", None), dt.datetime):
        end -= dt.timedelta(days=1)  # a whole day ends where the next one begins
    reason = "cancelled" if status == "CANCELLED" else "planned" if start and start > today else ""
    if reason or not summary:
        found.set_apart("event", reason or "empty", place=place, quote=summary)
        return
    looks = [Problem("", "importers:look.belongs")]
    looks += [Problem("start", "importers:look.without_date")] if start is None else []
    looks += [Problem("", "importers:look.repeats")] if event.get("RRULE") else []
    one_day = not end or end == start
    model = ENTRIES[kind].model.model_fields
    where = " ".join(str(event.get("LOCATION") or "").split())[:LINE]
    fields: dict[str, object] = {"title": as_title(summary, "event"), "point": one_day or kind == "test"}
    fields |= {name: where for name in ("provider", "organisation") if name in model}
    found.rows.append(
        Proposed(
            kind,
            fields,
            of_day(start) if start else None,
            of_day(end) if end and not fields["point"] else None,
            place,
            summary,
            is_charged(summary),
            summary,
            tuple(looks),
        )
    )


def _day(event: Any, name: str) -> dt.date | None:  # noqa: ANN401
    """The day that is written there, in the calendar's own zone."""
    moment = getattr(event.get(name), "dt", None)
    if isinstance(moment, dt.datetime):
        return moment.date()
    return moment if isinstance(moment, dt.date) else None
