"""Recent weeks, day by day: which days are asked about, and what the days that are said come to.

Days are asked about for two weeks, four at most: what is reported falls off with each day further back (Wennberg, in
`data/en/days.toml`). Days of which nothing is known are never taken for days without: they make a range.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from imeworkbook.records import Day

LENGTHS = (14, 28)
MONTH_DAYS = 30
ENOUGH_DAYS = 7


def window(today: dt.date, length: int) -> tuple[dt.date, ...]:
    """The last `length` whole days, oldest first. Today is not over, and is left out."""
    return tuple(today - dt.timedelta(days=back) for back in range(length, 0, -1))


def weeks(days: Sequence[dt.date]) -> tuple[tuple[dt.date | None, ...], ...]:
    """The days in rows from Monday to Sunday; None where a row has a day outside them."""
    mondays = dict.fromkeys(monday_of(day) for day in days)
    inside = set(days)
    rows = ([monday + dt.timedelta(days=place) for place in range(7)] for monday in mondays)
    return tuple(tuple(day if day in inside else None for day in row) for row in rows)


def monday_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def repeated(known: Mapping[dt.date, Day], monday: dt.date, days: Iterable[dt.date]) -> dict[dt.date, Day]:
    """What the week of `monday` gives for the days of other weeks that nothing is said of. Nothing said is changed."""
    pattern = {day.on.weekday(): day for day in known.values() if monday_of(day.on) == monday}
    return {
        on: pattern[on.weekday()].with_(on=on)
        for on in days
        if on not in known and monday_of(on) != monday and on.weekday() in pattern
    }


@dataclass(frozen=True)
class Tally:
    """What some days come to.

    Attributes
    ----------
    length
        Days that were asked about.
    used, without
        Days with and without use, as stated.
    amounts
        The amounts that were stated, smallest first.
    """

    length: int
    used: int
    without: int
    amounts: tuple[float, ...] = ()

    @property
    def open(self) -> int:
        """Days of which it is not known: not asked yet, not remembered, or not said."""
        return self.length - self.used - self.without

    @property
    def enough(self) -> bool:
        """Whether enough days are known to speak of a month."""
        return self.used + self.without >= ENOUGH_DAYS

    @property
    def least_a_month(self) -> int:
        """Days a month, 0 to 30, if no open day was a day of use; rounded down."""
        return math.floor(MONTH_DAYS * self.used / self.length)

    @property
    def most_a_month(self) -> int:
        """Days a month, 0 to 30, if every open day was a day of use; rounded up."""
        return math.ceil(MONTH_DAYS * (self.used + self.open) / self.length)

    @property
    def days_a_month(self) -> int | None:
        """Days a month, 0 to 30, if the open days were like the others; None where too few are known."""
        return round(MONTH_DAYS * self.used / (self.used + self.without)) if self.enough else None

    @property
    def usual(self) -> float | None:
        """The middle one of the amounts that were stated; None where none was."""
        return median(self.amounts) if self.amounts else None

    @property
    def most(self) -> float | None:
        """The largest amount that was stated on one day; None where none was."""
        return max(self.amounts, default=None)


def tally(known: Mapping[dt.date, Day], days: Sequence[dt.date]) -> Tally:
    """What the days inside a window come to."""
    said = [known[on] for on in days if on in known]
    used = [day for day in said if day.state == "used"]
    return Tally(
        length=len(days),
        used=len(used),
        without=sum(day.state == "none" for day in said),
        amounts=tuple(sorted(day.amount for day in used if day.amount is not None)),
    )
