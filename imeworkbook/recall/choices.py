"""Two dates in one phrase: one or the other, between the two, after one and before the other."""

from __future__ import annotations

import re
from contextlib import suppress
from copy import copy
from itertools import pairwise

from imeworkbook.dates import FuzzyDate, both_marks, text_of_bounds
from imeworkbook.errors import AmbiguousDate, DateNotUnderstood
from imeworkbook.recall import bounds
from imeworkbook.recall.anchors import own, reading_of
from imeworkbook.recall.context import Context, Reading, TooMuch, Unread, ask, one_of, refuse_as, within
from imeworkbook.recall.marks import same_mark, shifted
from imeworkbook.recall.patterns import splits, whole
from imeworkbook.recall.spells import part_of
from imeworkbook.recall.words import words


def either(text: str, context: Context) -> Reading | None:
    """One date in a window: between … and …, either … or …, March or April 2013, between the wedding and the move."""
    if match := whole("halfway_between", text):
        middle = between(match["low"], match["high"], context)
        return part_of(middle, *words()["fractions"][match["fraction"]])
    if match := whole("between_those", text):
        several = own(match["rest"], context)
        if len(several) > 1:
            spells = [reading_of(each, None) for each in several]
            return one_of(
                "beside", (bounds.between(one, other) for one, other in pairwise(spells) if _apart(one, other))
            )
    for name, read in (("between", between), ("either", _one_or_other)):
        found, missed = [], None
        for match in splits(name, text):
            try:
                found.append(read(match["low"], match["high"], context))
            except (AmbiguousDate, TooMuch):
                raise
            except DateNotUnderstood as error:
                missed = missed or copy(error)
        if found:
            return one_of("beside", found)
        if missed:
            raise copy(missed)  # a local one would hold this frame, and this frame it
    return None


def _apart(one: Reading, other: Reading) -> bool:
    """Whether one spell is over before the other begins, as far as is known."""
    over, begun = one.side("end").date.latest, other.side("start").date.earliest
    return over is not None and begun is not None and over <= shifted(begun, 31)


def between(low: str, high: str, context: Context) -> Reading:
    """One date between two; of two that share a year, the turn of which lies between them, both are asked."""
    high = _in_full(low, high)
    last = context.read(high)
    first, year = _sharing(low, high, context)
    if year and first.date.earliest and last.date.latest and first.date.earliest > last.date.latest:
        former = context.read(f"{low} {int(year) - 1}")
        later = context.read(high.replace(year, str(int(year) + 1)))
        ask("beside", (_between(former, last), _between(first, later)))
    return _between(first, last)


def _between(first: Reading, last: Reading) -> Reading:
    if first.event or last.event or first.finish or last.begin:
        return bounds.between(first, last)
    return _window(first, last)


def _one_or_other(low: str, high: str, context: Context) -> Reading:
    high = _in_full(low, high)
    last = context.read(high)
    first, _ = _sharing(low, high, context)
    one, other = first.date.earliest, last.date.earliest
    return _window(last, first) if one and other and one > other else _window(first, last)


def _in_full(low: str, high: str) -> str:
    """The second of two with what it leaves to the first to say: "2010 or 11", "between grade 11 and 12"."""
    first, last = re.search(r"\d+$", low), re.fullmatch(r"\d{1,2}", high)
    if first is None or last is None or int(high) <= int(first[0][-len(high) :]) or whole("bare_day", low):
        return high
    if len(first[0]) == 4:
        return low[: -len(high)] + high
    return low[: first.start()] + high if low != first[0] else high


def _window(first: Reading, last: Reading) -> Reading:
    if first.date == last.date:
        return Reading(first.date)
    known = [first.date.earliest, first.date.latest, last.date.earliest, last.date.latest]
    if None in known:
        refuse_as("two")
    loose = "window" in (first.date.precision, last.date.precision) or first.date.is_spell or last.date.is_spell
    days = [day for day in known if day]
    low, high = text_of_bounds(*((min(days), max(days)) if loose else (days[0], days[-1])))
    mark = both_marks(first.date.qualifier, last.date.qualifier)
    return Reading(FuzzyDate.parse(f"[{low}..{high}]", mark=mark))


def _sharing(low: str, high: str, context: Context) -> tuple[Reading, str]:
    """The first of two dates, which may leave to the second to say what both share, such as a year; then that year.

    "March or April 2013", "between 10th and 11th grade", "first or second year of residency".
    """
    try:
        return context.read(low), ""
    except AmbiguousDate:
        raise
    except DateNotUnderstood:
        if year := re.search(r"\b(\d{4})\b", high):
            with suppress(Unread):
                return context.read(f"{low} {year[1]}"), year[1]
        for space in re.finditer(" ", high):
            with suppress(Unread):
                return context.read(low + high[space.start() :]), ""
        raise


def both(text: str, context: Context) -> Reading | None:
    """After one thing and before another: "before the wedding but after we moved"."""
    found = []
    for match in splits("both", text):
        try:
            last = bounds.bound(match["high"], context)
            first = bounds.bound(match["low"], context) if last else None
        except Unread:
            continue
        if first and last:
            found.append(_in_both(first, last))
    return one_of("beside", found) if found else None


def _in_both(one: Reading, other: Reading) -> Reading:
    """What lies in both of two windows."""
    firsts = [date for date in (one.date.earliest, other.date.earliest) if date]
    lasts = [date for date in (one.date.latest, other.date.latest) if date]
    date = within(max(firsts, default=None), min(lasts, default=None))
    return Reading(same_mark(same_mark(date, one.date), other.date), (*one.ties, *other.ties))


def spell(text: str, context: Context) -> FuzzyDate | None:
    """From … to …: a stretch of time, which wants two fields."""
    if whole("spell", text):
        refuse_as("spell")
    return None
