"""Feasts that follow the moon: of the Hebrew, the Islamic, the Chinese and the Hindu calendar, and Orthodox Easter.

Worked out by published rules instead of by a library: those that are kept up hold more than is needed here or ask for
versions that others of our packages cannot live with.

Hebrew and Islamic (tabular, which the sighting of the moon may precede or follow by a day): N. Dershowitz &
E. M. Reingold, Calendrical Calculations, 4th ed. 2018, ch. 7 and 8. New moon, solstice and Julian Easter: J. Meeus,
Astronomical Algorithms, 2nd ed. 1998, ch. 49, 27 and 8. Lunar New Year: H. Aslaksen, The Mathematics of the Chinese
Calendar, 2010: the second new moon after the one on or before the winter solstice, by the clock of China; right for
1645 to 2032. Diwali: the evening of the last day of the moon while the sun stands in Libra, by the clock of India.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from math import floor, radians, sin

_JULIAN_DAY = 1721424.5
"""The Julian day of the midnight before day 1 of Python's calendar, less one."""

_CHINA, _INDIA, _EVENING = 8 / 24, 5.5 / 24, 17.75 / 24
_MONTH = 29.530588861


def rosh_hashanah(year: int) -> dt.date:
    """Give the Hebrew new year that falls in a year."""
    return dt.date.fromordinal(_hebrew_new_year(year + 3761))


def passover(year: int) -> dt.date:
    """Give the first day of Passover in a year, 163 days before the next new year."""
    return dt.date.fromordinal(_hebrew_new_year(year + 3761) - 163)


def hanukkah(year: int) -> dt.date:
    """Give the first day of Hanukkah, 25 Kislev, in a year."""
    first, following = _hebrew_new_year(year + 3761), _hebrew_new_year(year + 3762)
    return dt.date.fromordinal(first + 83 + ((following - first) % 10 == 5))


def _hebrew_new_year(year: int) -> int:
    days = [_elapsed(one) for one in (year - 1, year, year + 1)]
    delay = 2 if days[2] - days[1] == 356 else 1 if days[1] - days[0] == 382 else 0
    return -1373427 + days[1] + delay


def _elapsed(year: int) -> int:
    """Days from the Hebrew epoch to the mean conjunction of a year's first month, put off by the week's rule."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def islamic(year: int, month: int, day: int) -> list[dt.date]:
    """Give the days in a year that are this day of the tabular Islamic calendar: one, or two."""
    nearest = round((year - 622) * 33 / 32)
    found = [_from_islamic(one, month, day) for one in range(nearest - 1, nearest + 4)]
    return [one for one in found if one.year == year]


def _from_islamic(year: int, month: int, day: int) -> dt.date:
    days = 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return dt.date.fromordinal(227014 + days)


def orthodox_easter(year: int) -> dt.date:
    """Give the Easter Sunday of the Orthodox churches in a year, by the calendar of today."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return dt.date(year, month, day + 1) + dt.timedelta(days=year // 100 - year // 400 - 2)


def lunar_new_year(year: int) -> dt.date:
    """Give the first day of the Chinese year in a year."""
    solstice = floor(_solstice(year - 1) + _CHINA + 0.5)
    return _day(_new_moons_from(solstice, _CHINA)[2])


def diwali(year: int) -> dt.date:
    """Give the main day of Diwali in a year."""
    first = dt.date(year, 10, 17).toordinal() + floor(_JULIAN_DAY + 0.5)
    moon = next(one for one in (_new_moon(first + step * _MONTH) for step in range(-1, 3)) if one + _INDIA >= first)
    return dt.date.fromordinal(floor(moon + _INDIA - _EVENING - _JULIAN_DAY))


def _day(julian: int) -> dt.date:
    return dt.date.fromordinal(julian - floor(_JULIAN_DAY + 0.5))


def _new_moons_from(day: int, clock: float) -> list[int]:
    """The days of the last new moon on or before a day, and of those that follow it."""
    days = [floor(_new_moon(day + step * _MONTH) + clock + 0.5) for step in range(-2, 5)]
    first = max(one for one in days if one <= day)
    return [one for one in days if one >= first]


def _solstice(year: int) -> float:
    """The Julian day of the winter solstice of the north, to a quarter of an hour."""
    t = (year - 2000) / 1000
    return 2451900.05952 + 365242.74049 * t - 0.06223 * t * t - 0.00823 * t**3 + 0.00032 * t**4


@lru_cache(maxsize=1024)
def _new_moon(near: float) -> float:
    """The Julian day of the new moon that is nearest to another, to some minutes."""
    k = round((near - 2451550.09766) / _MONTH)
    t = k / 1236.85
    sun = radians(2.5534 + 29.1053567 * k)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    latitude = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    node = radians(124.7746 - 1.56375588 * k)
    e = 1 - 0.002516 * t
    return (
        2451550.09766 + _MONTH * k + 0.00015437 * t * t
        - 0.4072 * sin(moon) + 0.17241 * e * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * latitude)
        + 0.00739 * e * sin(moon - sun) - 0.00514 * e * sin(moon + sun) + 0.00208 * e * e * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * latitude) - 0.00057 * sin(moon + 2 * latitude) - 0.0004 * sin(3 * moon)
        + 0.00056 * e * sin(2 * moon + sun) - 0.00042 * e * sin(sun + 2 * latitude) - 0.00017 * sin(node)
    )  # fmt: skip


FEASTS: Mapping[str, Callable[[int], dt.date]] = {
    "rosh": rosh_hashanah,
    "passover": passover,
    "hanukkah": hanukkah,
    "orthodox": orthodox_easter,
    "lunar": lunar_new_year,
    "diwali": diwali,
}
"""Each by the name that it has in the rules of `data/calendar`."""
