"""What every rule of the grammar is given, what it gives back, and how it refuses."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NoReturn

from imeworkbook.dates import FuzzyDate, Hemisphere, text_of_bounds
from imeworkbook.errors import AmbiguousDate, AmbiguousLandmark, DateNotUnderstood
from imeworkbook.recall.landmarks import Given, Landmark, landmarks_of
from imeworkbook.recall.marks import same_mark, shifted
from imeworkbook.recall.words import words
from imeworkbook.records import Tie

STEPS = 64
"""How often one reading may hand a shorter text on; what people say takes a dozen at most."""


@dataclass(frozen=True)
class Reading:
    """What some words came to.

    Attributes
    ----------
    date
        The date, which may be a window.
    ties
        What it leans on in the workbook.
    event
        Whether it is something that happened on one day of the window, rather than the whole of it. What came after
        it may then lie in the same window.
    begin, finish
        Where the words name a spell: the reading of its two sides.
    loose
        The reading that "about" makes of it, where that is more than EDTF's ``~``.
    edges
        Of a stretch of time with a mark: the readings of its first and its last day, as loose as the mark makes them.
    leads_up
        Whether it is something that people get ready for, as for a school year: "the summer before it" is then the
        one that leads up to it.
    edge
        Where the words name the beginning or the end of something: the moment itself, which is what "before" and
        "after" are about.
    study
        Whether it is a spell of studies, whose years end before the summer.
    itself
        Of a holiday, which people take with the days around it: the day itself, from which days are counted.
    """

    date: FuzzyDate
    ties: tuple[Tie, ...] = ()
    event: bool = False
    begin: Reading | None = None
    finish: Reading | None = None
    loose: Reading | None = None
    leads_up: bool = False
    edges: tuple[Reading, Reading] | None = None
    edge: Reading | None = None
    study: bool = False
    itself: Reading | None = None

    def side(self, name: str) -> Reading:
        """The event at one side: the landmark's own, or the first or the last day of a stretch of time."""
        own = self.edge or (self.begin if name == "start" else self.finish)
        if own is None and self.edges:
            own = self.edges[name == "end"]
        if own is not None:
            return own
        day = self.date.earliest if name == "start" else self.date.latest
        if self.event or day is None:
            return self
        return Reading(FuzzyDate.of_day(day), self.ties, event=True)


@dataclass(frozen=True)
class Part:
    """Which words gave what, while they are read: those that a rule took, with those of the shorter texts in them."""

    gives: str
    text: str
    inner: tuple[Part, ...] = ()


class TooMuch(DateNotUnderstood):
    """More than any phrase needs was read; no other rule is tried."""


class Unread(DateNotUnderstood):
    """Words that no rule knows, so that others are tried; any other refusal stands."""


class Steps:
    """Counts how often rules hand a shorter text on, and refuses where that is more than any phrase needs."""

    def __init__(self) -> None:
        self.taken = 0

    def take(self) -> None:
        """Take one step.

        Raises
        ------
        TooMuch
            After `STEPS` of them.
        """
        self.taken += 1
        if self.taken > STEPS:
            raise TooMuch(words()["refusals"]["plain"])


@dataclass(frozen=True)
class Context:
    """What a date may lean on: the birth, today, the hemisphere, the habit of day or month first, country, landmarks.

    `read` reads a shorter text by the whole grammar, in which a landmark may then stand alone ("the wedding"). `leant`
    gathers the ids of all records that a reading leant on, also where no number of days ties it to them. `chosen` are
    shorter texts with more than one reading, each with the one that is taken. `taken` gathers which words gave what,
    and `missed` the shorter texts that no rule knew.
    """

    born: FuzzyDate | None
    today: dt.date
    hemisphere: Hemisphere
    day_first: bool | None
    country: str | None = None
    given: Given = ()
    reader: Callable[[str, Context], Reading] | None = None
    steps: Steps = field(default_factory=Steps)
    leant: set[str] = field(default_factory=set)
    chosen: Mapping[str, Reading] = field(default_factory=dict)
    taken: list[Part] = field(default_factory=list)
    missed: dict[str, Unread] = field(default_factory=dict)

    @cached_property
    def landmarks(self) -> tuple[Landmark, ...]:
        """The landmarks of the workbook, asked for when a phrase first needs them."""
        return landmarks_of(self.given)

    def read(self, text: str) -> Reading:
        """Read a shorter text by the whole grammar."""
        if text in self.chosen:
            self.taken.append(Part("date", text))
            return self.chosen[text]
        if self.reader is None:
            refuse()
        try:
            return self.reader(text, self)
        except AmbiguousLandmark:
            raise
        except AmbiguousDate as error:
            error.within = error.within or text
            raise

    def choosing(self, text: str, reading: Reading) -> Context:
        """The same, with one reading taken of a text that has more."""
        chosen = {**self.chosen, text: reading}
        return replace(self, given=self.landmarks, chosen=chosen, steps=Steps(), leant=set(self.leant), taken=[])

    def only(self, landmarks: Iterable[Landmark]) -> Context:
        """The same, with other landmarks."""
        return replace(self, given=tuple(landmarks), steps=Steps(), leant=set(), taken=[])


Rule = Callable[[str, Context], FuzzyDate | Reading | None]


def refuse(code: str = "date.example") -> NoReturn:
    """Refuse in one sentence that never holds what was typed."""
    raise DateNotUnderstood(code)


def refuse_as(name: str) -> NoReturn:
    """Refuse with one of the language's own sentences."""
    if name == "unknown":
        raise Unread(f"dates:refusals.{name}")
    refuse(f"dates:refusals.{name}")


def ask(question: str, readings: Iterable[Reading], **named: str) -> NoReturn:
    """Ask which of several readings is meant, with one of the language's own questions."""
    found = tuple(readings)
    error = AmbiguousDate(f"dates:questions.{question}", tuple(reading.date for reading in found), (), **named)
    error.found = found
    raise error


def one_of(question: str, readings: Iterable[Reading]) -> Reading:
    """Give the reading that all agree on; ask where two differ in their days.

    Raises
    ------
    AmbiguousDate
    """
    found = list(readings)
    each = {(reading.date.earliest, reading.date.latest): reading for reading in reversed(found)}
    if len(each) > 1:
        ask(question, reversed(each.values()))
    return found[0]


def within(first: dt.date | None, last: dt.date | None) -> FuzzyDate:
    """One date somewhere between two days, both included; None where that side is open.

    Whole months and whole years are said as such.
    """
    if first and last and first > last:
        refuse_as("order")
    if first == last and first is not None:
        return FuzzyDate.of_day(first)
    low, high = text_of_bounds(first, last)
    return FuzzyDate.parse(low if low == high else f"[{low}..{high}]")


def is_month_end(day: dt.date) -> bool:
    """Whether a day is the last of its month."""
    return day == dt.date.max or shifted(day, 1).day == 1


def offset(base: Reading, low: int | None, high: int | None) -> Reading:
    """A reading moved by `low` to `high` days; None where that is open. What it was tied to moves along."""
    first = shifted(base.date.earliest, low) if base.date.earliest and low is not None else None
    last = shifted(base.date.latest, high) if base.date.latest and high is not None else None
    if first is None and last is None:
        refuse_as("open")
    date = same_mark(within(first, last), base.date)
    return Reading(date, tuple(_further(tie, low, high) for tie in base.ties), event=True)


def later_by(base: Reading, months: int, days: int = 0) -> Reading:
    """A reading moved by calendar months, then by days, as training years and birthdays are: 1 July to 1 July."""
    first, last = (day and shifted(months_on(day, months), days) for day in (base.date.earliest, base.date.latest))
    if first is None and last is None:
        refuse_as("open")
    moves = [(to - day).days for day, to in ((base.date.earliest, first), (base.date.latest, last)) if day and to]
    date = same_mark(within(first, last), base.date)
    return Reading(date, tuple(_further(tie, min(moves), max(moves)) for tie in base.ties), event=True)


def months_on(day: dt.date, months: int) -> dt.date:
    """The same day some months later or earlier, or the last of that month; the last day backwards stays a last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        refuse_as("year")
    length = monthrange(year, month + 1)[1]
    whole = months < 0 and is_month_end(day)
    return dt.date(year, month + 1, length if whole else min(day.day, length))


def _further(tie: Tie, low: int | None, high: int | None) -> Tie:
    return Tie(
        tie.landmark,
        tie.side,
        None if tie.low is None or low is None else tie.low + low,
        None if tie.high is None or high is None else tie.high + high,
    )
