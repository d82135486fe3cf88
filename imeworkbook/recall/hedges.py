"""How sure, and how nearly: about, around, -ish (EDTF ~), maybe, I think (EDTF ?), give or take a month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from imeworkbook.dates import both_marks
from imeworkbook.recall.context import Context, Reading, later_by, offset, within
from imeworkbook.recall.marks import shifted, with_mark, within_mark
from imeworkbook.recall.patterns import after, until, whole
from imeworkbook.recall.spans import span_of
from imeworkbook.recall.words import key_of
from imeworkbook.records import Tie

_MONTHS = {"month": 1, "year": 12, "decade": 120}


def hedged(text: str, context: Context) -> Reading | None:
    """Words about how sure a date is, before it or after it."""
    if match := whole("give_or_take", text):
        counted = match["n"] or match["single"]
        months = _MONTHS.get(key_of("units", match["unit"]), 0) * int(match["n"] or 1) if counted else 0
        return _widened(context.read(match["rest"]), months, span_of(match).high or 0)
    for mark, name in (("~", "approximately"), ("?", "doubtfully")):
        rest = after(name, text)
        if rest is None:
            rest = until(f"{name}_after", text)
        if rest is None and (match := whole(f"{name}_glued", text)):
            rest = match["rest"]
        if rest is not None:
            reading = context.read(rest)
            return about(reading) if mark == "~" else _marked(reading, mark)
    if match := whole("doubtful_clause", text):
        return _marked(context.read(match["rest"]), "?")
    return None


def about(reading: Reading) -> Reading:
    """The same held loosely, with both its sides where the words name a spell."""
    if reading.loose is None:
        return _marked(reading, "~")
    loose, marks = reading.loose, both_marks("~", reading.date.qualifier)
    made = replace(loose, date=within_mark(loose.date, marks), event=reading.event or loose.event)
    return _with_sides(made, reading, about)


def _marked(reading: Reading, mark: str) -> Reading:
    """The same with a mark; where that widens it, what it is tied to is held as much more loosely.

    Its two sides carry the mark, too: those of a spell, and the first and the last day of a stretch of time.
    """
    date = with_mark(reading.date, mark)
    lower = (reading.date.earliest - date.earliest).days if reading.date.earliest and date.earliest else 0
    higher = (date.latest - reading.date.latest).days if reading.date.latest and date.latest else 0
    ties = tuple(
        replace(
            tie, low=None if tie.low is None else tie.low - lower, high=None if tie.high is None else tie.high + higher
        )
        for tie in reading.ties
    )
    if reading.event or reading.date.earliest == reading.date.latest:
        return replace(reading, date=date, ties=ties, event=True)
    if reading.begin or reading.finish:
        return _with_sides(replace(reading, date=date, ties=ties), reading, lambda side: _marked(side, mark))
    first, last = _edge(reading.side("start"), lower, mark), _edge(reading.side("end"), higher, mark)
    return replace(reading, date=date, ties=ties, edges=(first, last))


def _widened(reading: Reading, months: int, days: int) -> Reading:
    """The same with as many calendar months, or else days, more on both sides."""
    if months:
        low, high = later_by(reading, -months), later_by(reading, months)
        ties = tuple(
            Tie(one.landmark, one.side, one.low, other.high) for one, other in zip(low.ties, high.ties, strict=True)
        )
        date = within(low.date.earliest, high.date.latest)
    else:
        made = offset(reading, -days, days)
        ties, date = made.ties, made.date
    return Reading(within_mark(date, both_marks("~", reading.date.qualifier)), ties, event=reading.event)


def _with_sides(made: Reading, whole_of_it: Reading, loosened: Callable[[Reading], Reading]) -> Reading:
    """The same with both sides of a spell loosened, too."""
    begin, finish = whole_of_it.begin, whole_of_it.finish
    return replace(made, begin=begin and loosened(begin), finish=finish and loosened(finish))


def _edge(side: Reading, days: int, mark: str) -> Reading:
    """The first or the last day of a stretch of time that is marked, widened as the stretch is."""
    first, last = side.date.earliest, side.date.latest
    if first is None or last is None:
        return side
    return replace(side, date=within_mark(within(shifted(first, -days), shifted(last, days)), mark))
