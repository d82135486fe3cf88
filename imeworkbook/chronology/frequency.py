"""Days of use a month over a stretch of days, as the range that the dates and levels as stated allow.

Nothing is filled in. A day counts as told where a phase may have covered it, and before a first use or after a last
one, which say that there was none; where one day of a stretch is not told, nothing is said of the whole stretch.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from imeworkbook import vocabulary
from imeworkbook.records import Use
from imeworkbook.timeline import Span, Timeline

Range = tuple[float, float]
"""The least and the most days of use a month, 0 to 31."""

_Day = Range | None


@dataclass(frozen=True)
class Frequency:
    """What is told of one substance on each day from `first` on: the least and the most days of use a month.

    Attributes
    ----------
    first
        The first day, as a proleptic ordinal.
    days
        One range for each day; None where nothing is told.
    """

    first: int
    days: tuple[_Day, ...]

    def over(self, length: int, starts: Iterable[int]) -> Range | None:
        """The range of the mean over `length` days that begin on any of the days `starts` (ordinals).

        None where anything of any of these stretches is not told, or lies outside what is known.
        """
        low, high, told = self._sums
        found: list[Range] = []
        for start in starts:
            begin, end = start - self.first, start - self.first + length
            if begin < 0 or end > len(self.days) or told[end] - told[begin] < length:
                return None
            found.append(((low[end] - low[begin]) / length, (high[end] - high[begin]) / length))
        return (min(one[0] for one in found), max(one[1] for one in found)) if found else None

    @property
    def _sums(self) -> tuple[list[float], list[float], list[int]]:
        known = [day or (0.0, 0.0) for day in self.days]
        return (
            list(accumulate((day[0] for day in known), initial=0.0)),
            list(accumulate((day[1] for day in known), initial=0.0)),
            list(accumulate((day is not None for day in self.days), initial=0)),
        )


def frequency(timeline: Timeline, substance: str, first: dt.date, last: dt.date) -> Frequency:
    """What is told of a substance on each day from `first` to `last`, both included, and not after the as-of day."""
    last = min(last, timeline.as_of)
    begin, end = first.toordinal(), last.toordinal()
    days = tuple(_level(told, day) for told in [_Told.of(timeline, substance)] for day in range(begin, end + 1))
    return Frequency(begin, days)


@dataclass(frozen=True)
class _Phase:
    """A phase of one drug, by its name, with its days a month; None where these are not stated."""

    drug: str
    days_a_month: float | None
    at: Span

    def covers(self, day: int) -> bool:
        core = self.at.core
        return core is not None and core[0].toordinal() <= day <= core[1].toordinal()

    def may_cover(self, day: int) -> bool:
        low, high = self.at.extent if self.at.end_stated else self.at.starts
        return (low is None or low.toordinal() <= day) and (high is None or day <= high.toordinal())


@dataclass(frozen=True)
class _Told:
    """What is stated of a substance: phases with their windows, and the days outside of which there was no use."""

    phases: Sequence[_Phase]
    none_before: int | None
    none_after: int | None
    never: bool

    @classmethod
    def of(cls, timeline: Timeline, substance: str) -> _Told:
        own = [use for use in timeline.use if use.substance == substance and not use.as_prescribed]
        spans = ((use, timeline.span(use)) for use in own if not use.point)
        phases = [_Phase(use.name.casefold(), use.days_a_month, at) for use, at in spans if at]
        firsts = list(_moments(timeline, own, "first_use"))
        lasts = list(_moments(timeline, own, "last_use"))
        one_drug = len({use.name.casefold() for use in own if use.name}) < _TWO
        begin = min((at.starts[0] or dt.date.min for at in firsts), default=None) if one_drug else None
        end = max((at.starts[1] or dt.date.max for at in lasts), default=None) if one_drug else None
        return cls(
            phases,
            begin.toordinal() if begin else None,
            end.toordinal() if end else None,
            substance in timeline.never(),
        )


_TWO = 2


def _moments(timeline: Timeline, uses: Iterable[Use], event: str) -> Iterator[Span]:
    yield from (at for use in uses if use.event == event and (at := timeline.span(use)))


def _level(told: _Told, day: int) -> _Day:
    """The least and the most that may have been on one day: of each drug the most that one phase says, together."""
    if told.never or (told.none_before and day < told.none_before):
        return 0.0, 0.0
    certain = [phase for phase in told.phases if phase.covers(day)]
    possible = [phase for phase in told.phases if phase not in certain and phase.may_cover(day)]
    if not certain and not possible:
        return (0.0, 0.0) if told.none_after and day > told.none_after else None
    levels = {phase.drug: 0.0 for phase in (*certain, *possible)}
    for phase in (*certain, *possible):
        if phase.days_a_month is None:
            return None
        levels[phase.drug] = max(levels[phase.drug], phase.days_a_month)
    least = max(phase.days_a_month or 0.0 for phase in certain) if certain else _least(possible)
    return least, min(sum(levels.values()), _MOST)


def _least(possible: Iterable[_Phase]) -> float:
    return min(phase.days_a_month or 0.0 for phase in possible)


_MOST = float(vocabulary.MOST_DAYS_A_MONTH)
