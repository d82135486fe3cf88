"""What comes back every year: seasons, months and calendar days, and which one of them is meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import AmbiguousDate
from imeworkbook.recall.absolute import season_code, year_in_full
from imeworkbook.recall.context import Context, Reading, Rule, refuse_as, within
from imeworkbook.recall.holidays import Days, long_weekends, occurrence, rules_for, weekend_of
from imeworkbook.recall.marks import same_mark, shifted
from imeworkbook.recall.patterns import pattern, whole
from imeworkbook.recall.words import key_of, words
from imeworkbook.records import Tie

_YEAR_DAYS = 366
_TOUCHES, _MOST = 1 / 3, 1 / 2
"""Shares of a season: less than the first in a stretch of time only touches it, the second is most of it."""


@dataclass(frozen=True)
class Recurring:
    """Something that comes once a year; `on` gives its first and last day in the year that it is named for."""

    on: Callable[[int], FuzzyDate]

    def days(self, year: int) -> Days:
        """The first and the last day in one year; the nearest year of the calendar where that year is outside it."""
        date = self.on(min(max(year, 2), 9998))
        return date.earliest or dt.date.min, date.latest or dt.date.max

    def around(self, first: dt.date, last: dt.date) -> list[Days]:
        """Those from a year before to a year after a window, in order."""
        return [self.days(year) for year in range(first.year - 2, min(last.year, first.year + 130) + 3)]

    def last_begun_before(self, day: dt.date) -> Days:
        """The last that began before a day."""
        return [days for days in self.around(day, day) if days[0] < day][-1]

    def last_ended_before(self, day: dt.date) -> Days:
        """The last that was over before a day."""
        return [days for days in self.around(day, day) if days[1] < day][-1]

    def first_ending_after(self, day: dt.date) -> Days:
        """The first that was not over on a day."""
        return next(days for days in self.around(day, day) if days[1] > day)


def recurring(name: str, context: Context) -> tuple[Recurring, ...]:
    """Give what a name without a year stands for; more than one where countries differ, none where it is no such name.

    A season follows the hemisphere: northern winter is named for the year in which it ends.
    """
    name = name.removeprefix("the ").strip()
    if match := whole("bare_month", name):
        month = int(key_of("months", match["month"]))
        return (Recurring(lambda year: FuzzyDate.parse(f"{year:04d}-{month:02d}")),)
    if match := whole("bare_day", name):
        end = f"-{int(key_of('months', match['month'])):02d}-{int(match['day']):02d}"
        return (Recurring(lambda year: FuzzyDate.parse(f"{year:04d}{end}")),)
    if any(name in forms for forms in words()["seasons"].values()):
        code = season_code(key_of("seasons", name), context)
        return (Recurring(lambda year: FuzzyDate.parse(f"{year:04d}-{code}")),)
    if found := _by_days(name, context):
        return found
    return ()


def _by_days(name: str, context: Context) -> tuple[Recurring, ...]:
    if match := whole("long_weekend", name):
        month = int(key_of("months", match["month"]))
        return (Recurring(lambda year: _one_weekend(month, year, context)),)
    if rules := rules_for(name, context):
        return tuple(Recurring(lambda year, day=day: within(*occurrence(day, year))) for day in rules)  # type: ignore[misc]
    if (match := whole("weekend_of", name)) and (rules := rules_for(match["name"], context)):
        return tuple(Recurring(lambda year, day=day: within(*weekend_of(day, year))) for day in rules)  # type: ignore[misc]
    return ()


def _one_weekend(month: int, year: int, context: Context) -> FuzzyDate:
    found = long_weekends(month, year, context)
    if not found:
        refuse_as("no_day")
    if len(found) > 1:
        raise AmbiguousDate(words()["questions"]["country"], tuple(within(*days) for days in found))
    return within(*found[0])


def one_of(found: tuple[Recurring, ...], read: Callable[[Recurring], Reading]) -> Reading:
    """Read by each rule; ask where these come to different dates."""
    readings = [read(each) for each in found]
    if len({reading.date for reading in readings}) > 1:
        raise AmbiguousDate(words()["questions"]["country"], tuple(reading.date for reading in readings))
    return readings[0]


# --- rules ---


def named_day(text: str, context: Context) -> Reading | None:
    """Christmas 2009, Thanksgiving '98, the Labour Day weekend of 2011, the long weekend in May 2011."""
    for each in pattern("named_day"):
        match = each.fullmatch(text)
        if match and (found := _by_days(match["name"].removeprefix("the ").strip(" ,"), context)):
            year = year_in_full(match["year"], context)
            if not 1 < year < 9999:
                refuse_as("year")
            return one_of(found, partial(_of_year, year))
    if recurring(text, context):
        refuse_as("year")
    return None


def beside(text: str, context: Context) -> Reading | None:
    """The summer before residency, the Christmas after we moved."""
    match = whole("thing_beside", text)
    found = recurring(match["thing"], context) if match else ()
    if match is None or not found:
        return None
    inner = context.read(match["rest"])
    if match["earlier"]:
        return one_of(found, lambda thing: _before(thing, inner.side("start")))
    return one_of(found, lambda thing: _after(thing, inner.side("end")))


def of(text: str, context: Context) -> Reading | None:
    """The summer I turned 18, the Christmas of my second year, the winter when Dad died."""
    for each in pattern("thing_of"):
        match = each.fullmatch(text)
        if match and (found := recurring(match["thing"], context)):
            inner = context.read(match["rest"])
            return one_of(found, partial(_in, inner))
    return None


def _before(thing: Recurring, event: Reading) -> Reading:
    first, last = _window(event)
    early, late = thing.last_begun_before(first), thing.last_begun_before(last)
    if early == late and early[0] < first and last <= early[1] and not event.leads_up and _takes_long(early):
        former = thing.last_ended_before(early[0])
        raise AmbiguousDate(
            words()["questions"]["beside"], (within(*former), within(early[0], max(early[0], shifted(last, -1))))
        )
    days = early[0], max(early[0], min(late[1], shifted(last, -1)))
    return _tied(event, days, -_YEAR_DAYS - 92, -1)


def _after(thing: Recurring, event: Reading) -> Reading:
    first, last = _window(event)
    early, late = thing.first_ending_after(first), thing.first_ending_after(last)
    if early == late and early[0] <= first and last < early[1] and not event.leads_up and _takes_long(early):
        following = thing.first_ending_after(early[1])
        raise AmbiguousDate(
            words()["questions"]["beside"], (within(min(early[1], shifted(first, 1)), early[1]), within(*following))
        )
    days = min(late[1], max(early[0], shifted(first, 1))), late[1]
    return _tied(event, days, 1, _YEAR_DAYS + 92)


def _takes_long(days: Days) -> bool:
    """Whether something may well begin or end within it: a season or a month, not a holiday."""
    return (days[1] - days[0]).days > 14


def _of_year(year: int, thing: Recurring) -> Reading:
    return Reading(thing.on(year))


def _in(inner: Reading, thing: Recurring) -> Reading:
    """The one in which something happened; of a stretch of time, the part of it that lies in there."""
    first, last = _window(inner)
    every = thing.around(first, last)
    found = [days for days in every if days[0] <= last and first <= days[1]]
    if not found:
        found = [days for days in every if first.year <= days[0].year and days[1].year <= last.year]
    if not found:
        found = sorted(every, key=lambda days: max((days[0] - last).days, (first - days[1]).days))[:1]
    if not inner.event and found[0][0] <= last and first <= found[-1][1]:
        found = _mostly_inside([(max(days[0], first), min(days[1], last)) for days in found], found)
    return _tied(inner, (found[0][0], found[-1][1]), -_YEAR_DAYS, _YEAR_DAYS)


def _mostly_inside(cut: list[Days], found: list[Days]) -> list[Days]:
    """The parts that lie in a stretch of time, without one that only touches it; asks between two of a single year."""
    shares = [
        ((part[1] - part[0]).days + 1) / ((days[1] - days[0]).days + 1) for part, days in zip(cut, found, strict=True)
    ]
    kept = [part for part, share in zip(cut, shares, strict=True) if share >= _TOUCHES or max(shares) < _MOST]
    if len(kept) == 2 and min(shares) < 1 and (kept[1][1] - kept[0][0]).days <= _YEAR_DAYS + 92:
        raise AmbiguousDate(words()["questions"]["beside"], tuple(within(*part) for part in kept))
    return kept


def _window(reading: Reading) -> Days:
    first, last = reading.date.earliest, reading.date.latest
    if first is None or last is None:
        refuse_as("open")
    return first, last


def _tied(event: Reading, days: Days, floor: int, ceiling: int) -> Reading:
    """A calendar window, tied to what it leans on by the days between them, never by more than `floor` to `ceiling`."""
    first, last = _window(event)
    low, high = max((days[0] - last).days, floor), min((days[1] - first).days, ceiling)
    ties = tuple(
        Tie(
            tie.landmark,
            tie.side,
            *(None if end is None else end + by for end, by in ((tie.low, low), (tie.high, high))),
        )
        for tie in event.ties
    )
    return Reading(same_mark(within(*days), event.date), ties)


RULES: tuple[Rule, ...] = (beside, of)
