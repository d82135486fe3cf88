"""What comes back every year: seasons, months and calendar days, and which one of them is meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from imeworkbook.dates import FuzzyDate
from imeworkbook.language import once_a_language
from imeworkbook.recall.absolute import ordinal, season_code, year_in_full
from imeworkbook.recall.context import Context, Reading, ask, one_of, refuse_as, within
from imeworkbook.recall.holidays import Days, falls, long_weekends, occurrences, rules_for, weekend_of
from imeworkbook.recall.marks import same_mark, shifted
from imeworkbook.recall.patterns import after, pattern, whole
from imeworkbook.recall.words import key_of, words
from imeworkbook.records import Tie

_YEAR_DAYS = 366
_TOUCHES, _MOST = 1 / 3, 1 / 2
"""Shares of a season: less than the first in a stretch of time only touches it, the second is most of it."""


@dataclass(frozen=True)
class Recurring:
    """Something that comes once a year; `on` gives its first and last day in the year that it is named for.

    Of a day that people take with those around it, `falls` gives the day itself. What may come twice in a year has
    `each` of them.
    """

    on: Callable[[int], FuzzyDate]
    falls: Callable[[int], dt.date] | None = None
    each: Callable[[int], tuple[Days, ...]] | None = None

    def days(self, year: int) -> Days:
        """The first and the last day in one year; the nearest year of the calendar where that year is outside it."""
        date = self.on(min(max(year, 2), 9998))
        return date.earliest or dt.date.min, date.latest or dt.date.max

    def all_days(self, year: int) -> tuple[Days, ...]:
        """Each of its days in one year, which are two where it comes twice."""
        return self.each(year) if self.each and 623 < year < 9998 else (self.days(year),)

    def around(self, first: dt.date, last: dt.date) -> list[Days]:
        """Those from a year before to a year after a window, in order."""
        years = range(first.year - 2, min(last.year, first.year + 130) + 3)
        return [days for year in years for days in self.all_days(year)]

    def last_begun_before(self, day: dt.date) -> Days:
        """The last that began before a day."""
        return [days for days in self.around(day, day) if days[0] < day][-1]

    def last_ended_before(self, day: dt.date) -> Days:
        """The last that was over before a day."""
        return [days for days in self.around(day, day) if days[1] < day][-1]

    def earlier(self, days: Days, steps: int) -> Days:
        """The one some years before another."""
        return days if steps == 0 else self.earlier(self.last_ended_before(days[0]), steps - 1)

    def later(self, days: Days, steps: int) -> Days:
        """The one some years after another."""
        return days if steps == 0 else self.later(self.first_ending_after(days[1]), steps - 1)

    def first_ending_after(self, day: dt.date) -> Days:
        """The first that was not over on a day."""
        return next(days for days in self.around(day, day) if days[1] > day)


def recurring(name: str, context: Context) -> tuple[Recurring, ...]:
    """Give what a name without a year stands for; more than one where countries differ, none where it is no such name.

    A season follows the hemisphere: northern winter is named for the year in which it ends.
    """
    name = singular(_bare(name))
    if match := whole("bare_month", name):
        month = int(key_of("months", match["month"]))
        return (Recurring(lambda year: FuzzyDate.parse(f"{year:04d}-{month:02d}")),)
    if match := whole("bare_day", name):
        end = f"-{int(key_of('months', match['month'])):02d}-{int(match['day']):02d}"
        return (Recurring(lambda year: FuzzyDate.parse(f"{year:04d}{end}")),)
    if name in _seasons():
        code = season_code(key_of("seasons", name), context)
        return (Recurring(lambda year: FuzzyDate.parse(f"{year:04d}-{code}")),)
    if found := _by_days(name, context):
        return found
    return ()


def _bare(name: str) -> str:
    return (after("definite", name) or name).strip(" ,")


def singular(name: str) -> str:
    """The name of one, where several are spoken of: two summers, three Christmases."""
    if name in _days():
        return name
    for ending in words()["endings_of_many"]:
        one = name.removesuffix(ending)
        if one != name and (one in _seasons() or one in _days()):
            return one
    return name


@once_a_language
def _days() -> frozenset[str]:
    return frozenset(words()["calendar_days"])


@once_a_language
def _seasons() -> frozenset[str]:
    return frozenset(form for forms in words()["seasons"].values() for form in forms)


def _by_days(name: str, context: Context) -> tuple[Recurring, ...]:
    if match := whole("long_weekend", name):
        month = int(key_of("months", match["month"]))
        return (Recurring(lambda year: _one_weekend(month, year, context)),)
    if rules := rules_for(name, context):
        return tuple(map(_yearly, rules))
    if (match := whole("weekend_of", name)) and (rules := rules_for(match["name"], context)):
        return tuple(Recurring(lambda year, day=day: within(*weekend_of(day, year))) for day in rules)  # type: ignore[misc]
    return ()


def _yearly(day: Mapping[str, Any]) -> Recurring:
    itself = partial(falls, day) if max(day.get("around", (0, 0))) in (1, 2) else None
    each = partial(occurrences, day)
    return Recurring(lambda year: within(*each(year)[0]), itself, each)


def _one_weekend(month: int, year: int, context: Context) -> FuzzyDate:
    found = long_weekends(month, year, context)
    if not found:
        refuse_as("no_day")
    if len(found) > 1:
        ask("country", (Reading(within(*days)) for days in found))
    return within(*found[0])


# --- rules ---


def named_day(text: str, context: Context) -> Reading | None:
    """Christmas 2009, Thanksgiving '98, the Labour Day weekend of 2011, the long weekend in May 2011."""
    for each in pattern("named_day"):
        match = each.fullmatch(text)
        if match and (found := _by_days(_bare(match["name"]), context)):
            year = year_in_full(match["year"], context)
            if not 1 < year < 9999:
                refuse_as("year")
            return one_of("country", (reading for thing in found for reading in _of_year(year, thing)))
    if recurring(text, context):
        refuse_as("year")
    return None


def beside(text: str, context: Context) -> Reading | None:
    """The summer before residency, the Christmas after we moved, three summers before the wedding."""
    match = whole("thing_beside", text)
    found = recurring(match["thing"], context) if match else ()
    if match is None or not found:
        return None
    inner = context.read(match["rest"])
    least, most = _how_many(match)
    if match["earlier"]:
        event = inner.side("start")
        return one_of("country", (_before(thing, event, least, most) for thing in found))
    event = inner.side("end")
    return one_of("country", (_after(thing, event, least, most) for thing in found))


def _how_many(match: re.Match[str]) -> tuple[int, int]:
    """Which of them: the second; three, which is the third or the one three years from the next; else the first."""
    groups = match.groupdict()
    if groups.get("nth"):
        number = ordinal(groups["nth"] or "")
        return number, number
    if groups.get("every"):
        return 1, int(groups["n"] or 1)
    if groups.get("n"):
        return int(groups["n"] or 1), int(groups["n"] or 1) + (groups["n"] != "1")
    return 1, 1


def of(text: str, context: Context) -> Reading | None:
    """The summer I turned 18, the Christmas of my second year, my first summer in residency."""
    for each in pattern("thing_of"):
        match = each.fullmatch(text)
        if match and (found := recurring(match["thing"], context)):
            inner = context.read(match["rest"])
            if match.groupdict().get("nth"):
                number = ordinal(match["nth"])
                return one_of("country", (_nth_in(thing, inner, number) for thing in found))
            return one_of("country", (_in(inner, thing) for thing in found))
    return None


def _nth_in(thing: Recurring, inner: Reading, number: int) -> Reading:
    """The nth of them that lies in a stretch of time."""
    first, last = _window(inner)
    if inner.begin and inner.begin.date.latest:
        first = inner.begin.date.latest
    found = [days for days in thing.around(first, last) if days[1] >= first and days[0] <= last]
    if not 1 <= number <= len(found):
        refuse_as("beyond")
    days = max(found[number - 1][0], first), min(found[number - 1][1], last)
    return _tied(inner, days, -_YEAR_DAYS * number, _YEAR_DAYS * (number + 1))


def _before(thing: Recurring, event: Reading, least: int = 1, most: int = 1) -> Reading:
    first, last = _window(event)
    early, late = thing.last_begun_before(first), thing.last_begun_before(last)
    if early == late and early[0] < first and last <= early[1] and not event.leads_up and _takes_long(early):
        former = thing.last_ended_before(early[0])
        if (least, most) == (1, 1):
            ask("beside", (_tied(event, days, -2 * _YEAR_DAYS, -1) for days in (former, _until(early, last))))
    if (least, most) == (1, 1):
        return _tied(event, _until((early[0], late[1]), last), -_YEAR_DAYS - 92, -1)
    return _tied(
        event, (thing.earlier(early, most - 1)[0], thing.earlier(late, least - 1)[1]), -_YEAR_DAYS * (most + 1), -1
    )


def _until(days: Days, event: dt.date) -> Days:
    """Days that are over before an event."""
    return days[0], max(days[0], min(days[1], shifted(event, -1)))


def _after(thing: Recurring, event: Reading, least: int = 1, most: int = 1) -> Reading:
    first, last = _window(event)
    early, late = thing.first_ending_after(first), thing.first_ending_after(last)
    if early == late and early[0] <= first and last < early[1] and not event.leads_up and _takes_long(early):
        following = thing.first_ending_after(early[1])
        if (least, most) == (1, 1):
            ask("beside", (_tied(event, days, 1, 2 * _YEAR_DAYS) for days in (_from(early, first), following)))
        early = late = following
    if (least, most) == (1, 1):
        return _tied(event, _from((early[0], late[1]), first), 1, _YEAR_DAYS + 92)
    return _tied(event, (thing.later(early, least - 1)[0], thing.later(late, most - 1)[1]), 1, _YEAR_DAYS * (most + 1))


def _from(days: Days, event: dt.date) -> Days:
    """Days that begin after an event."""
    return min(days[1], max(days[0], shifted(event, 1))), days[1]


def _takes_long(days: Days) -> bool:
    """Whether something may well begin or end within it: a season or a month, not a holiday."""
    return (days[1] - days[0]).days > 14


def _of_year(year: int, thing: Recurring) -> list[Reading]:
    if len(both := thing.all_days(year)) > 1:
        return [Reading(within(*days)) for days in both]
    itself = thing.falls(year) if thing.falls else None
    return [Reading(thing.on(year), itself=Reading(FuzzyDate.of_day(itself), event=True) if itself else None)]


def _in(inner: Reading, thing: Recurring) -> Reading:
    """The one in which something happened; of a longer stretch of time, the part of it that lies in there."""
    first, last = _window(inner)
    every = thing.around(first, last)
    found = [days for days in every if days[0] <= last and first <= days[1]]
    if not found and inner.event and inner.ties and (last - first).days <= 31:
        near = (thing.last_ended_before(first), thing.first_ending_after(last))
        ask("beside", (_tied(inner, days, -_YEAR_DAYS, _YEAR_DAYS) for days in near))
    if not found:
        found = [days for days in every if first.year <= days[0].year and days[1].year <= last.year]
    if not found:
        found = sorted(every, key=lambda days: max((days[0] - last).days, (first - days[1]).days))[:1]
    longer = bool(found) and (last - first) >= found[0][1] - found[0][0]
    if longer and not inner.event and found[0][0] <= last and first <= found[-1][1]:
        found = _mostly_inside([(max(days[0], first), min(days[1], last)) for days in found], found)
    return _tied(inner, (found[0][0], found[-1][1]), -_YEAR_DAYS, _YEAR_DAYS)


def _mostly_inside(cut: list[Days], found: list[Days]) -> list[Days]:
    """The parts that lie in a stretch of time, without one that only touches it; asks between two of a single year."""
    shares = [
        ((part[1] - part[0]).days + 1) / ((days[1] - days[0]).days + 1) for part, days in zip(cut, found, strict=True)
    ]
    kept = [part for part, share in zip(cut, shares, strict=True) if share >= _TOUCHES or max(shares) < _MOST]
    if len(kept) == 2 and min(shares) < 1 and (kept[1][1] - kept[0][0]).days <= _YEAR_DAYS + 92:
        ask("beside", (Reading(within(*part)) for part in kept))
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
