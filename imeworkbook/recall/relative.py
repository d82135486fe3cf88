"""What leans on today: three months ago, last summer, last January, this spring, yesterday."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall.absolute import ordinal
from imeworkbook.recall.context import (
    Context,
    Reading,
    Rule,
    ask,
    later_by,
    months_on,
    offset,
    one_of,
    refuse_as,
    within,
)
from imeworkbook.recall.marks import shifted
from imeworkbook.recall.patterns import hints, whole
from imeworkbook.recall.recurring import Recurring, recurring
from imeworkbook.recall.spans import DAYS, LONGEST, MONTHS, Span, most_of, span_of, span_of_count
from imeworkbook.recall.words import key_of, words


def near_today(text: str, context: Context) -> FuzzyDate | None:
    """Today, yesterday, last night, the day before yesterday."""
    for days, name in enumerate(("today", "yesterday", "before_yesterday")):
        if whole(name, text):
            return FuzzyDate.of_day(shifted(context.today, -days))
    return None


def ago(text: str, context: Context) -> Reading | None:
    """Three months ago, a year and a half ago, between two and three years ago, a long time ago."""
    if match := whole("ago", text):
        return _back(span_of(match), context)
    if match := whole("ago_between", text):
        least, most = (
            span_of_count(int(match[group]), key_of("units", match["unit"])) for group in sorted(("low", "high"))[::-1]
        )
        return _back(Span(min(least.low, most.low), max(least.high or 0, most.high or 0)), context)
    if match := whole("ago_long", text):
        return _back(Span(*{**words()["long_ago"], **words()["recently"]}[match["long"]]), context)
    if match := whole("this_time", text):
        today = later_by(Reading(FuzzyDate.of_day(context.today), event=True), -12 * int(match["n"] or 1))
        return replace(offset(today, -_THIS_TIME, _THIS_TIME), loose=offset(today, -2 * _THIS_TIME, 2 * _THIS_TIME))
    return None


def to_the_day(text: str, context: Context) -> Reading | None:
    """A year ago today, two years ago yesterday, three months ago to the day."""
    match = whole("to_the_day_ago", text)
    if match is None:
        return None
    day = near_today(match["near"], context) if match["near"] else None
    base = Reading(day or FuzzyDate.of_day(context.today), event=True)
    number, unit = int(match["n"] or 1), key_of("units", match["unit"])
    if unit in MONTHS:
        return later_by(base, -MONTHS[unit] * number)
    days = round(DAYS[unit] * number)
    return offset(base, -days, -days)


def ago_in(text: str, context: Context) -> Reading | None:
    """Two years ago in March, in March two years ago, two years ago this month: of the calendar year so many back.

    Asked where that is much nearer, or much farther, than the years that were said, as at a turn of the year.
    """
    match = whole("ago_in", text)
    if match is None:
        return None
    few = match.groupdict().get("few")
    least, most = words()["amounts"][few] if few else (int(match["n"] or 1), int(match["n"] or 1))
    if not 0 < least <= most <= 100:
        refuse_as("age")
    if match.groupdict().get("unit"):
        steps = -1 if match["former"] else 0
        days = unit_days(key_of("units", match["unit"] or ""), months_on(context.today, -12 * most), steps)
        return Reading(within(*days))
    found = recurring(match["thing"], context)
    if not found:
        return None
    if match.groupdict().get("past"):
        return one_of("country", (_before_last(thing, most, context) for thing in found))
    return one_of("country", (_years_back(thing, least, most, context) for thing in found))


def _before_last(thing: Recurring, years: int, context: Context) -> Reading:
    """A year ago last March: so many years before the last of them."""
    return Reading(within(*thing.earlier(thing.last_ended_before(context.today), years)))


def _years_back(thing: Recurring, least: int, most: int, context: Context) -> Reading:
    year = context.today.year
    first, last = thing.days(year - most), thing.days(year - least)
    found = Reading(within(first[0], last[1]))
    off = (months_on(context.today, -12 * most) - first[0]).days if least == most else 0
    if abs(off) <= _FAR:
        return found
    ask("beside", (found, Reading(within(*thing.days(year - most + (1 if off > 0 else -1))))))


_THIS_TIME, _FAR = 31, 275
"""Days on both sides of "this time last year"; days by which a season of a year is farther than the years said."""


def _back(span: Span, context: Context) -> Reading:
    today = Reading(FuzzyDate.of_day(context.today), event=True)
    loosened = span.loosened()
    most, loosest = (-(LONGEST if each.high is None else each.high) for each in (span, loosened))
    if span.high is None:
        return Reading(within(None, shifted(context.today, -span.low)), event=True)
    reading = offset(today, most, -span.low)
    return Reading(reading.date, event=True, loose=offset(today, loosest, -loosened.low))


def in_the_last(text: str, context: Context) -> Reading | None:
    """In the last two years, over the past few months, in the past year: one date from then until today."""
    match = whole("in_the_last", text)
    if match is None:
        return None
    unit, count = most_of(match)
    days = round(DAYS[unit] * count) + 1
    today = Reading(FuzzyDate.of_day(context.today), event=True)
    return Reading(within(shifted(context.today, -days), context.today), loose=offset(today, -days * 3 // 2, 0))


def last_unit(text: str, context: Context) -> FuzzyDate | None:
    """Last year, last month, last week; the year before last."""
    match, steps = whole("last_unit", text), 1
    if match is None:
        match, steps = whole("before_last", text), 2
        if match is None or match["thing"] not in {form for forms in words()["units"].values() for form in forms}:
            return None
    unit = key_of("units", match["unit"] if steps == 1 else match["thing"])
    return within(*unit_days(unit, context.today, -steps))


def this_unit(text: str, context: Context) -> FuzzyDate | None:
    """A unit that is not over: this year, this month, earlier this year, later this week."""
    match = whole("this_unit", text)
    if match is None:
        return None
    first, last = unit_days(key_of("units", match["unit"]), context.today, 0)
    return within(context.today if match["later"] else first, context.today if match["earlier"] else last)


def day_of_unit(text: str, context: Context) -> FuzzyDate | None:
    """The 3rd of this month, the 21st of last month."""
    match = whole("day_of_unit", text)
    if match is None:
        return None
    first, last = unit_days("month", context.today, -1 if match["former"] else 0)
    number = ordinal(match["day"])
    if not 1 <= number <= last.day:
        refuse_as("no_day")
    return FuzzyDate.of_day(first.replace(day=number))


def unit_days(unit: str, day: dt.date, steps: int) -> tuple[dt.date, dt.date]:
    """Give the first and last day of the calendar unit that holds a day, or of one some steps from it.

    A week is read with its Sunday on both sides, since some begin it on Sunday; a weekend is Friday to Sunday and the
    one of the same week; a decade is that of the calendar.
    """
    match unit:
        case "year" | "decade":
            length = 10 if unit == "decade" else 1
            year = min(max(day.year // length * length + steps * length, 1), 9999 - length)
            return dt.date(year, 1, 1), dt.date(year + length - 1, 12, 31)
        case "month":
            year, month = divmod(day.year * 12 + day.month - 1 + steps, 12)
            following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
            return dt.date(year, month + 1, 1), shifted(following, -1)
        case "week" | "fortnight":
            monday = shifted(day, -day.weekday() + (7 if unit == "week" else 14) * steps)
            return shifted(monday, -1), shifted(monday, 6 if unit == "week" else 13)
        case "weekend":
            friday = shifted(day, 4 - day.weekday() + 7 * steps)
            return friday, shifted(friday, 2)
        case _:
            return shifted(day, steps), shifted(day, steps)


def last_thing(text: str, context: Context) -> Reading | None:
    """Last summer, last January, last Christmas, the summer before last, May last year."""
    match, before = whole("before_last", text), True
    if match is None:
        match, before = whole("last_thing", text), False
    found = recurring(match["thing"], context) if match else ()
    if match is None or not found:
        return None
    if match.groupdict().get("last_year") is not None:
        return one_of("country", (_in_year(thing, context.today.year - 1) for thing in found))

    def read(thing: Recurring) -> Reading:
        days = thing.last_ended_before(context.today)
        return Reading(within(*(thing.last_ended_before(days[0]) if before else days)))

    return one_of("country", map(read, found))


def this_thing(text: str, context: Context) -> Reading | None:
    """The one that it is, or that of this year: this spring, this January, this Christmas, May this year."""
    match = whole("this_thing", text)
    found = recurring(match["thing"], context) if match else ()
    if match is None or not found:
        return None
    if match.groupdict().get("this_year") is not None:
        return one_of("country", (_in_year(thing, context.today.year) for thing in found))

    def read(thing: Recurring) -> Reading:
        near = thing.around(context.today, context.today)
        now = [days for days in near if days[0] <= context.today <= days[1]]
        return Reading(within(*now[0])) if now else Reading(thing.on(context.today.year))

    return one_of("country", map(read, found))


def _in_year(thing: Recurring, year: int) -> Reading:
    """The one of a calendar year; asks where two reach into it, as winters do."""
    days = [each for each in thing.around(dt.date(year, 1, 1), dt.date(year, 12, 31)) if year in _years(each)]
    if len(days) > 1 and all(first.year != last.year for first, last in days):
        ask("beside", (Reading(within(*each)) for each in days))
    return Reading(thing.on(year))


def _years(days: tuple[dt.date, dt.date]) -> tuple[int, int]:
    return days[0].year, days[1].year


def things_ago(text: str, context: Context) -> Reading | None:
    """Two summers ago: the second last, or the one two years before the last, as one window."""
    match = whole("things_ago", text)
    found = recurring(match["thing"], context) if match else ()
    if match is None or not found:
        return None
    least, most = words()["amounts"][match["few"]] if match["few"] else (int(match["n"]), int(match["n"]))
    if not 1 <= least <= most <= 100:
        refuse_as("age")

    def read(thing: Recurring) -> Reading:
        every = thing.around(dt.date(context.today.year - 101, 1, 1), context.today)
        over = [days for days in every if days[1] < context.today]
        first = max(-len(over), -most - 1)
        return Reading(within(over[first][0], over[-least][1]))

    return one_of("country", map(read, found))


def from_today(text: str, context: Context) -> FuzzyDate | Reading | None:
    """Whatever is told from today: the first of the rules that knows it."""
    if not hints("today", text):
        return None
    return next((found for rule in _RULES if (found := rule(text, context)) is not None), None)


_RULES: tuple[Rule, ...] = (
    near_today, to_the_day, ago_in, ago, in_the_last, last_unit, day_of_unit, this_unit, last_thing, this_thing,
    things_ago,
)  # fmt: skip
