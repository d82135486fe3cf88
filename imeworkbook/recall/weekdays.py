"""Days of the week and weekends: the first Monday in September, the Monday after the wedding, last Tuesday."""

from __future__ import annotations

import datetime as dt
import re

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall.absolute import ordinal
from imeworkbook.recall.context import Context, Reading, Rule, ask, offset, one_of, refuse_as, within
from imeworkbook.recall.marks import same_mark, shifted
from imeworkbook.recall.patterns import whole
from imeworkbook.recall.words import key_of, words
from imeworkbook.records import Tie

Days = tuple[dt.date, dt.date]
_FRIDAY, _WEEKEND = 4, 3
"""A weekend is taken from its Friday, for three days."""


def checked(text: str, context: Context) -> Reading | None:
    """Friday 15 July 2016; asks whether the day of the week or the date is right where they do not go together."""
    match = whole("weekday_first", text)
    if match is None or whole("weekday_beside", text):
        return None
    reading, weekday = context.read(match["rest"]), _weekday(match)
    first, last = reading.date.earliest, reading.date.latest
    if first is None or last is None:
        return None
    if first != last or first.weekday() == weekday:
        return reading
    nearest = min((shifted(first, step) for step in range(-3, 4)), key=lambda day: day.weekday() != weekday)
    ask("weekday", (reading, offset(reading, *((nearest - first).days,) * 2)))


def nth_in(text: str, context: Context) -> Reading | None:
    """The first Monday in September 2006, the last Friday of May, the last weekend of June 2010, a Tuesday in March."""
    match = whole("weekday_in", text)
    if match is None:
        return None
    inner = context.read(match["rest"])
    first, last = inner.date.earliest, inner.date.latest
    if first is None or last is None:
        refuse_as("open")
    if not (match["final"] or match["nth"]):
        near = (shifted(first, -3), shifted(first, 3)) if first == last else (first, last)
        days = _each(match, *near)
        return _tied(inner, days[0]) if len(days) == 1 else inner
    found = list(_each(match, first, last))
    number = len(found) if match["final"] else ordinal(match["nth"])
    if not 1 <= number <= len(found):
        refuse_as("beyond")
    return _tied(inner, found[number - 1])


def beside(text: str, context: Context) -> Reading | None:
    """The Monday after the wedding, the weekend before we moved, two Fridays before it."""
    match = whole("weekday_beside", text)
    if match is None:
        return None
    inner = context.read(match["rest"])
    event = inner.side("start" if match["earlier"] else "end")
    event = inner.itself or event
    first, last = event.date.earliest, event.date.latest
    if first is None or last is None:
        refuse_as("open")
    number = int(match["n"]) if match["n"] else ordinal(match["nth"]) if match["nth"] else 1
    if match["earlier"]:
        early, late = (
            list(_each(match, shifted(day, -7 * number - 2), shifted(day, -1)))[-number] for day in (first, last)
        )
    else:
        early, late = (
            list(_each(match, shifted(day, 1), shifted(day, 7 * number + 2)))[number - 1] for day in (first, last)
        )
    return _tied(event, (early[0], late[1]))


def last_one(text: str, context: Context) -> Reading | None:
    """Last Tuesday, this past Friday, on Friday: the last before today; asked where that was in this very week."""
    match = whole("last_weekday", text)
    if match is None:
        return None
    weekday, today = _weekday(match), context.today
    if match.groupdict().get("this"):
        return _this(weekday, today)
    back = (today.weekday() - weekday - 1) % 7 + 1
    groups = match.groupdict()
    weeks = int(match["n"]) if groups.get("n") else 1 if groups.get("more") else int(groups.get("times") or 1) - 1
    days = shifted(today, -back - 7 * weeks)
    if match["doubly"] and days > shifted(today, -today.weekday() - 1):
        ask("beside", (Reading(FuzzyDate.of_day(shifted(days, step))) for step in (0, -7)))
    return Reading(FuzzyDate.of_day(days))


def _this(weekday: int, today: dt.date) -> Reading:
    """The day of this week; asked whether it is the one before where that is not over."""
    of_week = shifted(today, weekday - today.weekday())
    return _either(*(of_week,) if of_week < today else (shifted(of_week, -7), of_week))


def weeks_ago(text: str, context: Context) -> Reading | None:
    """Two weeks ago on Tuesday: that of the week so many back, or so many before the last; asked where they differ."""
    match = whole("weekday_weeks_ago", text)
    if match is None:
        return None
    weekday, today, days = _weekday(match), context.today, -7 * int(match["n"] or 1)
    of_week = shifted(today, weekday - today.weekday())
    last = of_week if of_week <= today else shifted(of_week, -7)
    return _either(*(shifted(each, days) for each in (of_week, last)))


def _either(*days: dt.date) -> Reading:
    return one_of("beside", (Reading(FuzzyDate.of_day(day)) for day in days))


def weekends_ago(text: str, context: Context) -> Reading | None:
    """Two weekends ago, a few weekends back."""
    match = whole("weekends_ago", text)
    if match is None:
        return None
    few = match["few"]
    number = 2 if match.groupdict().get("before_last") else int(match["n"] or 1)
    least, most = words()["amounts"][few] if few else (number, number)
    friday = shifted(context.today, _FRIDAY - context.today.weekday())
    return Reading(within(shifted(friday, -7 * most), shifted(friday, -7 * least + _WEEKEND - 1)), event=True)


def _weekday(match: re.Match[str]) -> int:
    return int(key_of("weekdays", match["weekday"]))


def _each(match: re.Match[str], first: dt.date, last: dt.date) -> list[Days]:
    """Every such day, or weekend, that lies in a stretch of time; of a weekend, its Saturday does."""
    weekend = match.groupdict().get("weekend") is not None
    wanted = _FRIDAY + 1 if weekend else _weekday(match)
    day = shifted(first, (wanted - first.weekday()) % 7)
    found = []
    while day <= last:
        found.append((shifted(day, -1), shifted(day, 1)) if weekend else (day, day))
        day = shifted(day, 7)
        if day == dt.date.max:
            break
    return found


def _tied(event: Reading, days: Days) -> Reading:
    """Days that move with what they were found from."""
    first, last = event.date.earliest, event.date.latest
    if first is None or last is None:
        refuse_as("open")
    low, high = (days[0] - last).days, (days[1] - first).days
    ties = tuple(
        Tie(
            tie.landmark,
            tie.side,
            tie.low if tie.low is None else tie.low + low,
            tie.high if tie.high is None else tie.high + high,
        )
        for tie in event.ties
    )
    return Reading(same_mark(within(*days), event.date), ties, event=True)


RULES: tuple[Rule, ...] = (last_one, nth_in, beside)
