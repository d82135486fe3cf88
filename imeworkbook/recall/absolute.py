"""Dates that lean on nothing but the calendar: years, months, days, seasons, halves, quarters, decades."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import NoReturn

from imeworkbook.dates import FuzzyDate
from imeworkbook.language import texts
from imeworkbook.recall.context import Context, Reading, ask, refuse, refuse_as, within
from imeworkbook.recall.patterns import whole
from imeworkbook.recall.words import key_of, words

_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|'?\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/. -](\d{1,2})(?:[/. -](\d{1,2}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_RUN_TOGETHER = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_TWO_YEARS = re.compile(r"(\d{4})([/-])(\d\d?)")
_LEAP = 2000
_SEASONS = ("spring", "summer", "autumn", "winter")


def numeric(text: str, context: Context) -> FuzzyDate | None:
    """2004-05-14, 20040514, 09/2011, 14/5/2004; asks where the day and the month could change places."""
    if match := _RUN_TOGETHER.fullmatch(text):
        return _calendar(int(match[1]), int(match[2]), int(match[3]))
    if match := _TWO_YEARS.fullmatch(text):
        _ask_two_years(int(match[1]), match[3], dashed=match[2] == "-")
    if match := _YEAR_FIRST.fullmatch(text):
        return _calendar(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _MONTH_YEAR.fullmatch(text):
        return _calendar(int(match[2]), int(match[1]), None)
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), year_in_full(match[3], context)
    day_first = _day_first(context)
    if first > 12 or first == second or (day_first is True and second <= 12):
        return _calendar(year, second, first)
    if second > 12 or day_first is False:
        return _calendar(year, first, second)
    ask("day_first", (Reading(_calendar(year, *pair)) for pair in ((second, first), (first, second))))


def _day_first(context: Context) -> bool | None:
    """Whether the day comes first in digits: as was asked, else by the habit of the language in a country."""
    if context.day_first is None and context.country in words()["day_first_in"]:
        return True
    return context.day_first


def _ask_two_years(year: int, second: str, *, dashed: bool) -> None:
    """1980/81, 2008/9: asks whether it is a school year, one of two years or a month; 2004-05 is one, as ISO has it."""
    may_be_month = 1 <= int(second) <= 12
    if int(second) != (year + 1) % 10 ** len(second) or (dashed and may_be_month):
        return
    years = school_year(year), within(dt.date(year, 1, 1), dt.date(year + 1, 12, 31))
    if may_be_month:
        ask("short_year", map(Reading, (*years, _calendar(year, int(second), None))))
    ask("two_years", map(Reading, years))


def school_year(year: int) -> FuzzyDate:
    """The months of school that begin in the September of a year."""
    return within(dt.date(year, 9, 1), dt.date(year + 1, 6, 30))


def academic_year(text: str, context: Context) -> FuzzyDate | None:
    """The 2003-04 academic year, school year 2003/2004."""
    match = whole("academic_year", text)
    if match is None:
        return None
    year, second = year_in_full(match["year"], context), match["second"].strip("'")
    if int(second) != (year + 1) % 10 ** len(second):
        refuse_as("season")
    return school_year(year)


def named_month(text: str, context: Context) -> FuzzyDate | None:
    """5 May 2004, May 5th, 2004, the fifth of May 2004, May 2004, Jan 98, 2004 May, 11 Feb 1731/32."""
    for name in ("dual_year", "day_month_year", "month_day_year", "month_year"):
        if match := whole(name, text):
            day = match["day"] if "day" in match.groupdict() else None
            month = int(key_of("months", match["month"]))
            if name == "month_year" and re.fullmatch(r"\d\d", match["year"]):
                _ask_day_or_year(int(match["year"]), month, context)
            year = year_in_full(match["year"], context) + (name == "dual_year")
            return _calendar(year, month, ordinal(day) if day else None)
    return None


def _ask_day_or_year(number: int, month: int, context: Context) -> None:
    """May 10: asks whether the number is a year in short, or the day when it was last the tenth of May."""
    if not 1 <= number <= monthrange(_LEAP, month)[1]:
        return
    year, today = context.today.year, context.today
    while number > monthrange(year, month)[1] or dt.date(year, month, number) > today:
        year -= 1
    in_short = _calendar(year_in_full(f"{number:02d}", context), month, None)
    ask("day_or_year", map(Reading, (in_short, _calendar(year, month, number))))


def ordinal(form: str) -> int:
    """The number of an ordinal or of digits: first, 2nd, 12."""
    digits = re.match(r"\d+", form)
    return int(digits[0]) if digits else int(key_of("ordinals", form))


def year_alone(text: str, context: Context) -> FuzzyDate | None:
    """2004, '98; 97, where nobody in the workbook is as old."""
    if re.fullmatch(r"\d{4}|'\d{2}", text) or (re.fullmatch(r"[6-9]\d", text) and not _is_an_age(int(text), context)):
        return FuzzyDate.parse(f"{year_in_full(text, context):04d}")
    return None


def _is_an_age(number: int, context: Context) -> bool:
    born = context.born.earliest if context.born else None
    return born is None or context.today.year - born.year >= number


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
        refuse("date.months")
    return FuzzyDate.parse(f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day is not None else ""))


def half_or_quarter(text: str, context: Context) -> FuzzyDate | None:
    """First half of 2004, last quarter of 2004, Q3 2004."""
    match = whole("half_or_quarter", text)
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("letter"):
        kind, number = key_of("half_letters", groups["letter"]), int(groups["digit"])
    else:
        kind = key_of("halves", groups["kind"])
        most = 4 if kind == "quarter" else 2
        number = most if groups["final"] else ordinal(groups["nth"])
    if number > (4 if kind == "quarter" else 2):
        return None
    return FuzzyDate.parse(
        f"{year_in_full(match['year'], context):04d}-{(33 if kind == 'quarter' else 40) + number - 1}"
    )


def season(text: str, context: Context) -> FuzzyDate | None:
    """Summer 2003, winter 2003-04; asks which winter."""
    match = whole("season", text)
    if match is None:
        return None
    name = key_of("seasons", match["season"])
    year, code = year_in_full(match["year"], context), season_code(name, context)
    crosses = name == ("summer" if context.hemisphere == "south" else "winter")
    if second := (match["second"] or "").strip("'"):
        end = int(second) if len(second) == 4 else year - year % 10 ** len(second) + int(second)
        end += 10 ** len(second) if end < year else 0
        if not crosses or end != year + 1:
            refuse_as("season")
        return FuzzyDate.parse(f"{end:04d}-{code}")
    if crosses:
        which(name, year, context)
    return FuzzyDate.parse(f"{year:04d}-{code}")


def which(season: str, year: int, context: Context) -> NoReturn:
    """Ask which of the two seasons of a year is meant that cross the turn of a year."""
    code, named = season_code(season, context), texts("dates")["seasons"][season][-1]
    ask("season", (Reading(FuzzyDate.parse(f"{end:04d}-{code}")) for end in (year, year + 1)), season=named)


def season_code(season: str, context: Context) -> int:
    """Give the EDTF code of a season in the context's hemisphere."""
    return (29 if context.hemisphere == "south" else 21) + _SEASONS.index(season)


def decade(text: str, context: Context) -> FuzzyDate | None:
    """The 90s, 1990s, the nineties, the nineteen-nineties."""
    match = whole("decade", text)
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("full"):
        return FuzzyDate.parse(f"{groups['full']}X")
    tens = int(groups["short"]) * 10 if groups.get("short") else int(key_of("decades", groups["name"]))
    if groups.get("century"):
        return FuzzyDate.parse(f"{int(groups['century']) * 10 + tens // 10:03d}X")
    return latest_decade(tens, context)


def latest_decade(number: int, context: Context) -> FuzzyDate:
    """The latest decade of that name that has begun."""
    century = context.today.year // 100 * 100
    year = century + number if century + number <= context.today.year else century - 100 + number
    return FuzzyDate.parse(f"{year // 10:03d}X")
