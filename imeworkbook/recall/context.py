"""What every rule of the grammar is given, and how it refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from imeworkbook.dates import EXAMPLE, FuzzyDate, Hemisphere
from imeworkbook.errors import DateNotUnderstood
from imeworkbook.recall.words import words


@dataclass(frozen=True)
class Context:
    """What a date may lean on: the birth, today, the hemisphere, the habit of day or month first, the country."""

    born: FuzzyDate | None
    today: dt.date
    hemisphere: Hemisphere
    day_first: bool | None
    country: str | None = None


Rule = Callable[[str, Context], FuzzyDate | None]


def refuse(message: str = f"Please write {EXAMPLE}.") -> NoReturn:
    """Refuse in one sentence that never holds what was typed."""
    raise DateNotUnderstood(message)


def refuse_as(name: str) -> NoReturn:
    """Refuse with one of the language's own sentences."""
    refuse(words()["refusals"][name])


def within(first: dt.date | None, last: dt.date | None) -> FuzzyDate:
    """One date somewhere between two days, both included; None where that side is open."""
    if first == last and first is not None:
        return FuzzyDate.of_day(first)
    if first and last and first > last:
        refuse_as("order")
    return FuzzyDate.parse(f"[{first or ''}..{last or ''}]")


def shifted(day: dt.date, days: int) -> dt.date:
    """A day moved by some days, never beyond the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))
