"""How long: "two and a half years", "a few weeks", "3 to 5 months", in days at least and at most.

A count is rounded: people say two years of what was nearer to two than to one or three, and the larger a count, the
more it is rounded (J. Huttenlocher, L. Hedges & N. Bradburn, Reports of elapsed time, J Exp Psychol Learn Mem Cogn
16, 1990, 196-213). So a count of n units is read as half a unit less to half a unit more, or a tenth of n where that
is more; a count with a half in it is read to a quarter; days are taken at their word below ten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil, floor

from imeworkbook.recall.context import refuse
from imeworkbook.recall.words import key_of, words

DAYS = {"day": 1.0, "weekend": 7.0, "week": 7.0, "fortnight": 14.0, "month": 30.4375, "year": 365.25, "decade": 3652.5}
MONTHS = {"month": 1, "year": 12, "decade": 120}
LONGEST = 150 * 366


@dataclass(frozen=True)
class Span:
    """A length of time: at least and at most how many days; None where there is no most."""

    low: int
    high: int | None

    @staticmethod
    def of(unit: str, count: float) -> int:
        """So many units in days, a broken day as a whole one."""
        return ceil(DAYS[unit] * count)

    def loosened(self) -> Span:
        """The same with "about": half as much again on both sides, and at least a day."""
        if self.high is None:
            return Span(max(0, self.low - max(1, self.low // 4)), None)
        more = max(1, (self.high - self.low + 1) // 2)
        return Span(max(0, self.low - more), self.high + more)


def span_of(match: re.Match[str]) -> Span:
    """Give the span that the groups of the patterns with an `amount` come to."""
    groups = match.groupdict()
    if many := groups.get("several_of"):
        return Span(0, Span.of(key_of("units", many), words()["several"][many]))
    if bare := groups.get("bare_few"):
        low, high = words()["bare_amounts"][bare]
        return Span(low, high)
    unit, least, most, slack = _count(groups)
    span = _rounded(unit, least, most, slack)
    return _limited(groups, span.low, span.high or 0, least * DAYS[unit], most * DAYS[unit])


def span_of_count(number: int, unit: str) -> Span:
    """Give the span of a plain count."""
    return _rounded(unit, number, number, max(0.5, number / 10))


def _rounded(unit: str, least: float, most: float, slack: float) -> Span:
    if unit == "day":
        slack = 0.0 if most < 10 else most / 10
    days = DAYS[unit]
    low, high = max(0, floor((least - slack) * days)), ceil((most + slack) * days)
    if high > LONGEST:
        refuse()
    return Span(low, high)


def most_of(match: re.Match[str]) -> tuple[str, float]:
    """Give the unit, and at most how many of it as it was said: taken at its word, without rounding."""
    groups = match.groupdict()
    if many := groups.get("several_of"):
        return key_of("units", many), words()["several"][many]
    if groups.get("bare_few"):
        return "day", words()["bare_amounts"][groups["bare_few"]][1]
    if bare := groups.get("bare_unit"):
        return key_of("units", bare), 1
    if few := groups.get("few_last"):
        return key_of("units", groups["few_unit"] or ""), words()["amounts"][few][1]
    unit, _, most, _ = _count(groups)
    return unit, most


def calendar_months(match: re.Match[str]) -> int:
    """Give a plain count of months, years or decades in months; 0 where it is another, or rounded."""
    groups = match.groupdict()
    number = 1 if groups.get("single") else int(groups.get("n") or 0)
    if (
        groups.get("odd")
        or groups.get("half")
        or groups.get("half_after")
        or groups.get("or_two")
        or not groups.get("unit")
    ):
        return 0
    return MONTHS.get(key_of("units", groups["unit"] or ""), 0) * number


def _count(groups: dict[str, str | None]) -> tuple[str, float, float, float]:
    """The unit, at least and at most how many of it, and how far a count is rounded."""
    if half := groups.get("half_unit"):
        return key_of("units", half), 0.5, 0.5, 0.25
    if years := groups.get("years"):
        months = 12 * _number(years) + _number(groups["months"] or "")
        return "month", months, months, max(1.0, months / 10)
    if two := groups.get("two_unit"):
        return key_of("units", two), 1, 2, 0.5
    unit = key_of("units", groups["unit"] or "")
    half_more = 0.5 if groups.get("half") or groups.get("half_after") else 0.0
    if few := groups.get("few"):
        least, most = words()["amounts"][few]
        return unit, least, most, 0.5
    if groups.get("low"):
        least, most = sorted((int(groups["low"] or 0), int(groups["high"] or 0)))
        return unit, least, most, 0.5
    number = (1 if groups.get("single") else int(groups.get("n") or 0)) + half_more
    if groups.get("or_two"):
        return unit, number, 2, 0.5
    return unit, number, number, 0.25 if half_more else max(0.5, number / 10)


def _number(form: str) -> int:
    return int(form) if form.isdigit() else 1


def _limited(groups: dict[str, str | None], low: int, high: int, least: float, most: float) -> Span:
    """With "almost", "less than", "more than" or "exactly" before the count."""
    if groups.get("exactly"):
        return Span(floor(least), ceil(most))
    if groups.get("nearly"):
        return Span(low, ceil(most))
    if groups.get("under"):
        return Span(0, ceil(most))
    if groups.get("amply") or groups.get("odd"):
        return Span(floor(least), ceil(most * 1.4))
    if groups.get("over"):
        return Span(floor(least), None)
    return Span(low, high)
