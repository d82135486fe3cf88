"""The day of the examination: when to leave, what to think of, and a calendar file with alarms.

Times are wall-clock times at the place of the appointment; every difference is counted in real minutes, so that a
change of the clocks in between moves nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from imeworkbook.language import texts
from imeworkbook.records import Appointment

if TYPE_CHECKING:
    from icalendar import Event

LEAST_SPARE_MINUTES = 60
ALARMS_BEFORE_LEAVING = (dt.timedelta(hours=24), dt.timedelta(minutes=30), dt.timedelta(0))
_LENGTH = dt.timedelta(hours=2)
CALENDAR_TYPE = "text/calendar"


@dataclass(frozen=True)
class DayPlan:
    """The appointment in its time zone, and when to be on the way.

    Attributes
    ----------
    starts
        When it begins, aware of its time zone.
    leave
        When to leave home or, by video or phone, to be in place: `starts` less the way, the parking and the spare time.
    spare_minutes
        What remains before it begins once one is there: never less than 60.
    """

    starts: dt.datetime
    leave: dt.datetime
    spare_minutes: int

    @property
    def leaves_the_day_before(self) -> bool:
        """Whether the way begins on an earlier day."""
        return self.leave.date() < self.starts.date()


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of that IANA name; None where there is none."""
    if name not in zone_names():
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@cache
def zone_names() -> frozenset[str]:
    """All names of time zones."""
    return frozenset(available_timezones())


def day_of(appointment: Appointment, here: dt.tzinfo | None = None) -> DayPlan | None:
    """The day as far as it is known; None without a day and a time.

    `here` is the zone that is meant where the appointment names none: this computer's own by default. A time that the
    clocks leave out in spring is read as the same time before the change, as `zoneinfo` does.
    """
    if appointment.day is None or appointment.time is None:
        return None
    wall = dt.datetime.combine(appointment.day, appointment.time)
    zone = zone_of(appointment.time_zone) or here
    # Through UTC and back: a wall-clock time that does not exist becomes the one that does.
    starts = (wall.replace(tzinfo=zone) if zone else wall).astimezone(dt.UTC)
    spare = max(LEAST_SPARE_MINUTES, appointment.spare_minutes or 0)
    way = 0
    if appointment.format in (None, "in person"):
        way = (appointment.travel_minutes or 0) + (appointment.parking_minutes or 0)
    leave = starts - dt.timedelta(minutes=way + spare)
    return DayPlan(starts.astimezone(zone), leave.astimezone(zone), spare)


@dataclass(frozen=True)
class ChecklistItem:
    """One line of the checklist; `key` is its name in the data and in the workbook."""

    key: str
    text: str


def checklist(format: str | None) -> tuple[ChecklistItem, ...]:
    """What to think of on the day, for this format; everything that fits any of them where it is not known."""
    rows: list[dict[str, Any]] = texts("day")["item"]
    return tuple(
        ChecklistItem(row["key"], row["text"])
        for row in rows
        if format is None or not row.get("formats") or format in row["formats"]
    )


@dataclass(frozen=True)
class Revision:
    """Which of the calendar files of one appointment this is, so that the newest takes the place of the others.

    Attributes
    ----------
    uid
        A random name that the appointment has for ever.
    sequence
        How often the appointment was changed before.
    changed
        When it was last changed, aware of its time zone.
    """

    uid: str
    sequence: int
    changed: dt.datetime


def calendar(
    appointment: Appointment, version: Revision, *, with_place: bool = False, here: dt.tzinfo | None = None
) -> bytes | None:
    """The day as a calendar file (iCalendar, RFC 5545): the appointment, and the time to leave; None without a time.

    The time to leave is an event of its own, as some calendars keep one alarm of an event, and some none. A calendar is
    often seen by others, so it says "Appointment" and no more; the place only where it is asked for. Times stand in
    UTC, which every calendar shows in its own zone; alarms are counted from their event. The same appointment and
    version give the same bytes.
    """
    from icalendar import Calendar

    day = day_of(appointment, here)
    if day is None:
        return None
    words = texts("day")["calendar"]
    starts, leave = day.starts.astimezone(dt.UTC), day.leave.astimezone(dt.UTC)
    place = appointment.place if with_place else ""
    file = Calendar()
    file.add("prodid", "-//workbook//day//EN")
    file.add("version", "2.0")
    way = starts - leave
    events = (
        (version.uid, words["summary"], starts, starts + _LENGTH, (way + dt.timedelta(hours=24), way)),
        (f"{version.uid}-leave", words["leave_now"], leave, starts, ALARMS_BEFORE_LEAVING),
    )
    for uid, summary, begin, end, alarms in events:
        file.add_component(_event(replace(version, uid=uid), summary, (begin, end), place, alarms))
    return bytes(file.to_ical())


def _event(
    version: Revision,
    summary: str,
    span: tuple[dt.datetime, dt.datetime],
    place: str,
    alarms: Iterable[dt.timedelta],
) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", version.uid)
    event.add("sequence", version.sequence)
    for name in ("dtstamp", "last-modified"):
        event.add(name, version.changed.astimezone(dt.UTC))
    event.add("dtstart", span[0])
    event.add("dtend", span[1])
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    if place:
        event.add("location", place)
    for before in alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -before)
        event.add_component(alarm)
    return event
