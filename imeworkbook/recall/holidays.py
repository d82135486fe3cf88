"""Calendar days that people remember by: when each falls in a year, by country."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from imeworkbook.language import once_a_language, texts
from imeworkbook.recall import moons
from imeworkbook.recall.context import Context
from imeworkbook.recall.marks import shifted
from imeworkbook.recall.words import spelt

Days = tuple[dt.date, dt.date]

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EASTER = re.compile(r"easter ([+-]\d+)")
_FEAST = re.compile(r"([a-z]+) ([+-]\d+)")
_ISLAMIC = re.compile(r"islamic (\d\d)-(\d\d)")
_FIXED = re.compile(r"(\d\d)-(\d\d)(?: ([+-]\d+))?")
_NTH = re.compile(r"(\d\d) ([a-z]{3}) (-1|\d)(?: \+(\d))?")
_BESIDE = re.compile(r"(\d\d)-(\d\d) ([a-z]{3}) -1")


@once_a_language
def calendar_days() -> tuple[Mapping[str, Any], ...]:
    """Give every day of the language's calendar, as in `data/`."""
    return tuple(texts("calendar")["day"])


@once_a_language
def _named() -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for day in calendar_days():
        for name in dict.fromkeys(spelt(name.lower()) for name in day["names"]):
            found.setdefault(name, []).append(day)
    return {name: tuple(days) for name, days in found.items()}


def rules_for(name: str, context: Context) -> tuple[Mapping[str, Any], ...]:
    """Give the rules by which a day of this name falls: one where the country is known or all agree."""
    found = _named().get(name, ())
    mine = tuple(day for day in found if context.country in day.get("countries", ()))
    return mine or found


def occurrences(day: Mapping[str, Any], year: int) -> tuple[Days, ...]:
    """Give the first and the last day that people mean by a calendar day in a year: twice where it falls twice."""
    before, after = day.get("around", (0, 0))
    return tuple((shifted(exact, -before), shifted(exact, after)) for exact in every(day, year))


def every(day: Mapping[str, Any], year: int) -> tuple[dt.date, ...]:
    """Give each day on which it falls in a year: two at most, by a calendar whose year is shorter."""
    if match := _ISLAMIC.fullmatch(day["rule"]):
        return tuple(moons.islamic(year, int(match[1]), int(match[2])))
    return (falls(day, year),)


def falls(day: Mapping[str, Any], year: int) -> dt.date:
    """Give the day itself in a year: by its rule, but for the years in which it was moved."""
    return on(day.get("moved", {}).get(str(year), day["rule"]), year)


def weekend_of(day: Mapping[str, Any], year: int) -> Days:
    """Give the days of the weekend that belongs to a day: Friday to Monday, or what lies within three days."""
    exact = falls(day, year)
    if exact.weekday() in (3, 4):
        return exact, shifted(exact, 6 - exact.weekday())
    if exact.weekday() == 0:
        return shifted(exact, -3), exact
    if exact.weekday() == 6:
        return shifted(exact, -2), shifted(exact, 1)
    return shifted(exact, -3), shifted(exact, 3)


def long_weekends(month: int, year: int, context: Context) -> tuple[Days, ...]:
    """Give the long weekends of a month, Friday evening to Monday, in the context's country."""
    days = {
        falls(day, year)
        for day in calendar_days()
        if day.get("long_weekend") and (context.country is None or context.country in day["countries"])
    }
    return tuple((shifted(day, -3), day) for day in sorted(days) if day.month == month)


def on(rule: str, year: int) -> dt.date:
    """Give the day on which a rule of `data/calendar` falls in a year."""
    if match := _EASTER.fullmatch(rule):
        return shifted(easter(year), int(match[1]))
    if (match := _FEAST.fullmatch(rule)) and match[1] in moons.FEASTS:
        return shifted(moons.FEASTS[match[1]](year), int(match[2]))
    if match := _ISLAMIC.fullmatch(rule):
        return moons.islamic(year, int(match[1]), int(match[2]))[0]
    if match := _NTH.fullmatch(rule):
        weekday = _WEEKDAYS.index(match[2])
        if match[3] == "-1":
            return _weekday_before(_next_month(year, int(match[1])), weekday)
        first = dt.date(year, int(match[1]), 1)
        nth = shifted(first, (weekday - first.weekday()) % 7 + 7 * (int(match[3]) - 1))
        return shifted(nth, int(match[4] or 0))
    if match := _BESIDE.fullmatch(rule):
        return _weekday_before(dt.date(year, int(match[1]), int(match[2])), _WEEKDAYS.index(match[3]))
    match = _FIXED.fullmatch(rule)
    if match is None:
        message = f"no rule for a calendar day: {rule}"
        raise ValueError(message)
    return shifted(dt.date(year, int(match[1]), int(match[2])), int(match[3] or 0))


def easter(year: int) -> dt.date:
    """Give Western Easter Sunday of a year.

    The anonymous Gregorian computus (Nature 13, 1876, p. 487; J. Meeus, Astronomical Algorithms, 2nd ed. 1998, ch. 8).
    """
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leap_centuries, rest_of_centuries = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, rest = divmod(of_century, 4)
    weekday = (32 + 2 * rest_of_centuries + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _next_month(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1)


def _weekday_before(day: dt.date, weekday: int) -> dt.date:
    return shifted(day, -((day.weekday() - weekday - 1) % 7 + 1))
