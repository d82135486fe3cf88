"""Leave by, across time zones and clock changes; the checklist; the calendar file read back by another reader."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook.dayplan import Revision, calendar, checklist, day_of, zone_names, zone_of
from imeworkbook.records import Appointment
from tests.node import readers

ZONES = [
    "America/Toronto",
    "America/St_Johns",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Asia/Kolkata",
]
FORMATS = [None, "in person", "video", "phone"]
minutes = st.none() | st.integers(0, 600)
appointments = st.builds(
    Appointment,
    day=st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)),
    time=st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    time_zone=st.sampled_from(ZONES),
    format=st.sampled_from(FORMATS),
    travel_minutes=minutes,
    parking_minutes=minutes,
    spare_minutes=st.none() | st.integers(0, 300),
    place=st.text(max_size=60),
)


def way(appointment):
    there = appointment.format in (None, "in person")
    return ((appointment.travel_minutes or 0) + (appointment.parking_minutes or 0)) if there else 0


@given(appointments)
def test_leaving_then_travelling_leaves_at_least_an_hour(appointment):
    day = day_of(appointment)
    real = (day.starts.timestamp() - day.leave.timestamp()) / 60
    assert real == way(appointment) + day.spare_minutes
    assert day.spare_minutes == max(60, appointment.spare_minutes or 0)
    assert day.leave.tzinfo == ZoneInfo(appointment.time_zone)


@given(appointments)
def test_it_begins_at_the_time_on_the_wall_there(appointment):
    starts = day_of(appointment).starts
    wall = dt.datetime.combine(appointment.day, appointment.time)
    exists = (
        wall.replace(tzinfo=starts.tzinfo).astimezone(dt.UTC).astimezone(starts.tzinfo).replace(tzinfo=None) == wall
    )
    assert (starts.replace(tzinfo=None) == wall) is exists


def test_the_clocks_go_forward_in_the_night_before():
    early = Appointment(day="2026-03-08", time="03:30", time_zone="America/Toronto", travel_minutes=30)
    assert f"{day_of(early).leave:%d %H:%M}" == "08 01:00"


def test_a_long_way_begins_the_day_before():
    day = day_of(Appointment(day="2026-12-14", time="08:00", time_zone="Pacific/Auckland", travel_minutes=600))
    assert day.leaves_the_day_before
    assert f"{day.leave:%d %H:%M}" == "13 21:00"


def test_by_video_there_is_no_way():
    day = day_of(Appointment(day="2026-12-14", time="09:00", format="video", travel_minutes=90), here=dt.UTC)
    assert f"{day.leave:%H:%M}" == "08:00"


@pytest.mark.parametrize("missing", [{"day": None}, {"time": None}])
def test_without_a_day_or_a_time_there_is_no_plan(missing):
    appointment = Appointment(**{"day": "2026-12-14", "time": "09:00"} | missing)
    assert day_of(appointment) is None
    assert calendar(appointment, VERSION) is None


@pytest.mark.parametrize("name", ["", "Nowhere/At_All", "../etc/passwd", "America/../Toronto"])
def test_a_zone_that_does_not_exist_is_none(name):
    assert zone_of(name) is None


def test_the_usual_zones_are_there():
    assert set(ZONES) <= zone_names()


@pytest.mark.parametrize("format", FORMATS)
def test_the_checklist_follows_the_format(format):
    keys = {item.key for item in checklist(format)}
    assert {"copy", "dress", "after"} <= keys
    assert ("way" in keys) is (format in (None, "in person"))
    assert ({"household", "care", "silent"} <= keys) is (format != "in person")
    assert ("photo" in keys) is (format in (None, "phone"))


# --- the calendar file, read by lines of our own from RFC 5545 and not by the library that wrote it ---

VERSION = Revision("c0ffee00-0000-4000-8000-000000000000", 3, dt.datetime(2026, 11, 27, 10, 30, tzinfo=dt.UTC))
NAMES = {  # what may stand in each component, with the parameters that it may have and the shape of its value
    "VCALENDAR": {"PRODID": r".+", "VERSION": r"2\.0"},
    "VEVENT": {
        "UID": r"\S+", "SEQUENCE": r"\d+", "SUMMARY": r".+", "CLASS": r"PRIVATE", "LOCATION": r".+",
        **dict.fromkeys(("DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND"), r"\d{8}T\d{6}Z"),
    },
    "VALARM": {
        "ACTION": r"DISPLAY", "DESCRIPTION": r".+", "TRIGGER": r"-?P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?",
    },
}  # fmt: skip


def read_calendar(content: bytes) -> list[dict[str, str]]:
    """The components of an iCalendar file in order of their ends, each with its properties.

    Checks line ends and lengths, nesting, names, that each stands once, and the form of each value. A value of a form
    other than the usual one of its name would need a VALUE parameter (RFC 5545, 3.8.6.3), so no parameter may stand.
    """
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = re.sub(rb"\r\n[ \t]", b"", content).decode().removesuffix("\r\n").split("\r\n")
    open_, found = [], []
    for line in lines:
        name, value = re.fullmatch(r"([A-Z-]+):(.*)", line, re.DOTALL).groups()
        if name == "BEGIN":
            assert value == {0: "VCALENDAR", 1: "VEVENT", 2: "VALARM"}[len(open_)]
            open_.append({"": value})
        elif name == "END":
            assert open_[-1][""] == value
            found.append(open_.pop())
        else:
            assert name not in open_[-1]
            assert re.fullmatch(NAMES[open_[-1][""]][name], value, re.DOTALL), line
            open_[-1][name] = re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)
    assert open_ == []
    return found


def utc(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)


def duration(text: str) -> dt.timedelta:
    parts = re.fullmatch(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", text).groups()
    days, hours, minutes, seconds = (int(part or 0) for part in parts[1:])
    length = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if parts[0] else length


def rung(events: list[dict[str, str]]) -> dict[str, list[dt.datetime]]:
    """When the alarms of each event ring."""
    times: dict[str, list[dt.datetime]] = {}
    waiting: list[dict[str, str]] = []
    for one in events:
        if one[""] == "VALARM":
            waiting.append(one)
        elif one[""] == "VEVENT":
            times[one["SUMMARY"]] = [utc(one["DTSTART"]) + duration(alarm["TRIGGER"]) for alarm in waiting]
            waiting = []
    return times


@given(appointments)
def test_another_reader_finds_the_same_times_in_the_calendar_file(appointment):
    day = day_of(appointment)
    starts, leave = (time.astimezone(dt.UTC) for time in (day.starts, day.leave))  # a twofold hour equals none
    found = read_calendar(calendar(appointment, VERSION))
    event, leaving = (one for one in found if one[""] == "VEVENT")
    assert (utc(event["DTSTART"]), event["SUMMARY"]) == (starts, "Appointment")
    assert (utc(leaving["DTSTART"]), utc(leaving["DTEND"])) == (leave, starts)
    before = [dt.timedelta(hours=24), dt.timedelta(minutes=30), dt.timedelta(0)]
    assert rung(found) == {
        "Appointment": [leave - before[0], leave],
        "Time to leave": [leave - each for each in before],
    }
    assert calendar(appointment, VERSION) == calendar(appointment, VERSION)


@pytest.mark.parametrize("place", ["", "12 High Street; third door, left\\right, 3º – «Praxis»" + " und weiter" * 9])
def test_a_strict_reader_of_other_people_finds_the_same_events(place):
    appointment = Appointment(day="2026-12-14", time="09:00", travel_minutes=50, place=place)
    day = day_of(appointment)
    content = calendar(appointment, VERSION, with_place=True, here=dt.UTC)
    event, leaving = readers.read_calendar(content.decode())

    def moments(*times):
        return [time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") for time in times]

    assert [event["start"], *event["alarms"]] == moments(day.starts, day.leave - dt.timedelta(hours=24), day.leave)
    assert [leaving["start"], leaving["end"]] == moments(day.leave, day.starts)
    assert len(leaving["alarms"]) == 3
    for one in (event, leaving):
        assert (one["sequence"], one["location"] or "") == (VERSION.sequence, place)


@given(appointments)
def test_a_later_file_takes_the_place_of_an_earlier_one(appointment):
    later = replace(VERSION, sequence=4, changed=VERSION.changed + dt.timedelta(hours=1))
    moved = appointment.with_(day=appointment.day + dt.timedelta(days=1), place="elsewhere")
    events = [
        [one for one in read_calendar(calendar(*made, with_place=True)) if one[""] == "VEVENT"]
        for made in ((appointment, VERSION), (moved, later))
    ]
    for old, new in zip(*events, strict=True):
        assert old["UID"] == new["UID"] and int(new["SEQUENCE"]) > int(old["SEQUENCE"])
        assert utc(new["DTSTAMP"]) == utc(new["LAST-MODIFIED"]) == later.changed
    assert len({event["UID"] for event in events[0]}) == 2


@given(appointments)
def test_the_calendar_file_says_appointment_and_no_more(appointment):
    for event in read_calendar(calendar(appointment, VERSION)):
        if event[""] == "VEVENT":
            assert event["SUMMARY"] in ("Appointment", "Time to leave")
            assert "LOCATION" not in event and "DESCRIPTION" not in event


def test_the_place_is_there_where_it_is_asked_for():
    appointment = Appointment(day="2026-12-14", time="09:00", place="12 High Street; third door, left")
    events = read_calendar(calendar(appointment, VERSION, with_place=True, here=dt.UTC))
    assert [one["LOCATION"] for one in events if one[""] == "VEVENT"] == ["12 High Street; third door, left"] * 2
