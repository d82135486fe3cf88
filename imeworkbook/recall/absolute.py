"""Dates that lean on nothing but the calendar: years, months, days, seasons, halves, quarters, decades."""

from __future__ import annotations

import re

from imeworkbook.dates import EXAMPLE, FuzzyDate
from imeworkbook.errors import AmbiguousDate
from imeworkbook.recall.context import Context, refuse
from imeworkbook.recall.patterns import pattern
from imeworkbook.recall.words import alternatives, words

_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|'?\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/. -](\d{1,2})(?:[/. -](\d{1,2}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})")


def numeric(text: str, context: Context) -> FuzzyDate | None:
    """2004-05-14, 09/2011, 14/5/2004; asks where the day and the month could change places."""
    if match := _YEAR_FIRST.fullmatch(text):
        return _calendar(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _MONTH_YEAR.fullmatch(text):
        return _calendar(int(match[2]), int(match[1]), None)
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), year_in_full(match[3], context)
    if first > 12 or first == second or (context.day_first is True and second <= 12):
        return _calendar(year, second, first)
    if second > 12 or context.day_first is False:
        return _calendar(year, first, second)
    readings = (_calendar(year, second, first), _calendar(year, first, second))
    message = "This can be read in two ways, day first or month first. Which do you mean?"
    raise AmbiguousDate(message, readings)


def named_month(text: str, context: Context) -> FuzzyDate | None:
    """5 May 2004, May 5th, 2004, the 5th of May 2004, May 2004, Jan 98, 2004 May."""
    for name in ("day_month_year", "month_day_year", "month_year", "year_month"):
        if match := pattern(name).fullmatch(text):
            month = next(int(number) for number, forms in words()["months"].items() if match["month"] in forms)
            day = match["day"] if "day" in match.groupdict() else None
            return _calendar(year_in_full(match["year"], context), month, int(day) if day else None)
    return None


def year_alone(text: str, context: Context) -> FuzzyDate | None:
    """2004, '98."""
    if re.fullmatch(r"\d{4}|'\d{2}", text):
        return FuzzyDate.parse(f"{year_in_full(text, context):04d}")
    return None


def year_in_full(text: str, context: Context) -> int:
    """A year in full; of two digits, the latest that is not after today."""
    digits = text.strip("' ")
    if len(digits) != 2:
        return int(digits)
    century = context.today.year // 100 * 100
    year = century + int(digits)
    return year if year <= context.today.year else year - 100


def _calendar(year: int, month: int, day: int | None) -> FuzzyDate:
    if not 1 <= month <= 12:
        refuse(f"Months go from 1 to 12; please write {EXAMPLE}.")
    return FuzzyDate.parse(f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day is not None else ""))


def half_or_quarter(text: str, context: Context) -> FuzzyDate | None:
    """First half of 2004, Q3 2004."""
    ordinal = alternatives(form for forms in words()["ordinals"].values() for form in forms)
    if match := re.fullmatch(rf"({ordinal}) (half|quarter)(?: of)?(?: the year)? (\d{{4}})", text):
        number = next(int(key) for key, forms in words()["ordinals"].items() if match[1] in forms)
        kind, year = match[2], match[3]
    elif match := re.fullmatch(r"(q|h)([1-4])[ /-]?(\d{4})", text) or re.fullmatch(
        r"(?P<y>\d{4})[ /-]?(q|h)([1-4])", text
    ):
        groups = [group for group in match.groups() if group]
        year = next(group for group in groups if len(group) == 4)
        kind = "quarter" if "q" in groups else "half"
        number = int(next(group for group in groups if group in "1234"))
    else:
        return None
    if kind == "half" and number == 4:
        number = 2
    if kind == "half" and number > 2:
        return None
    return FuzzyDate.parse(f"{year}-{(33 if kind == 'quarter' else 40) + number - 1}")


def season(text: str, context: Context) -> FuzzyDate | None:
    """Summer 2003, winter 2003-04; asks which winter."""
    match = pattern("season").fullmatch(text)
    if match is None:
        return None
    season = next(name for name, forms in words()["seasons"].items() if match[1] in forms)
    code = (29 if context.hemisphere == "south" else 21) + ("spring", "summer", "autumn", "winter").index(season)
    crosses = season == ("summer" if context.hemisphere == "south" else "winter")
    year = year_in_full(match[2], context)
    second = match[3]
    if second:
        end = int(second) if len(second) == 4 else year - year % 10 ** len(second) + int(second)
        if not crosses or end != year + 1:
            refuse("Please name one season, such as summer 2003 or winter 2003-04.")
        return FuzzyDate.parse(f"{end:04d}-{code}")
    if not crosses:
        return FuzzyDate.parse(f"{year:04d}-{code}")
    readings = tuple(FuzzyDate.parse(f"{end:04d}-{code}") for end in (year, year + 1))
    message = f"Which {season}: the one that ended in the year you wrote, or the one that began in it?"
    raise AmbiguousDate(message, readings)


def decade(text: str, context: Context) -> FuzzyDate | None:
    """The 90s, 1990s, the nineties."""
    if match := re.fullmatch(r"(\d{3})0'?s", text):
        return FuzzyDate.parse(f"{match[1]}X")
    if match := re.fullmatch(r"'?(\d)0'?s", text):
        return _decade_of(int(match[1]) * 10, context)
    for number, forms in words()["decades"].items():
        if text in forms:
            return _decade_of(int(number), context)
    return None


def _decade_of(number: int, context: Context) -> FuzzyDate:
    """The latest decade of that name that has begun."""
    century = context.today.year // 100 * 100
    year = century + number if century + number <= context.today.year else century - 100 + number
    return FuzzyDate.parse(f"{year // 10:03d}X")
