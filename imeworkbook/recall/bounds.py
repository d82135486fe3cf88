"""Bounds: before, by, until, after, since, no later than, still; and what lies between two things that happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall.ages import bare_age
from imeworkbook.recall.anchors import landmark
from imeworkbook.recall.context import Context, Reading, one_of, refuse_as, within
from imeworkbook.recall.hedges import about
from imeworkbook.recall.marks import same_mark, shifted
from imeworkbook.recall.patterns import after, whole
from imeworkbook.recall.recurring import recurring
from imeworkbook.recall.words import words


def bound(text: str, context: Context) -> Reading | None:
    """Before, by, after, since, still."""
    if text in words()["still_alone"]:
        return Reading(within(context.today, None))
    if text in words()["until_now"]:
        return Reading(within(None, context.today))
    for name in ("before", "by", "after", "since"):
        rest = after(name, text)
        if name in ("before", "after") and rest is None:
            rest = _glued(text, name)
        if rest is not None:
            onwards = whole("onwards_after", rest) if name == "since" else None
            return _bound(name, onwards["rest"] if onwards else rest, context)
    if (rest := after("starting", text)) is not None:
        reading = context.read(rest)
        return landmark(text, context) if reading.begin or reading.event else _since(reading)
    match = whole("still", text)
    return _since(context.read(match["rest"])) if match else None


def _bound(name: str, rest: str, context: Context) -> Reading:
    """One side of what follows; since something that comes back every year is since the last of it."""
    if (age := bare_age(rest, context)) is not None:
        return _BOUNDS[name](age)
    if name == "since" and (found := recurring(rest, context)):
        return one_of("country", (_since(Reading(within(*thing.last_begun_before(context.today)))) for thing in found))
    if name == "since" and (nearly := after("approximately", rest)) and (found := recurring(nearly, context)):
        last = (Reading(within(*thing.last_begun_before(context.today))) for thing in found)
        return one_of("country", (_since(about(reading)) for reading in last))
    reading = context.read(rest)
    if not (reading.begin or reading.edge) and None in (reading.date.earliest, reading.date.latest):
        refuse_as("bound")
    return _BOUNDS[name](reading)


def bound_after(text: str, context: Context) -> Reading | None:
    """A bound said at the end: "2004 at the latest", "2004 or later"."""
    for name in ("by", "since"):
        if match := whole(f"{name}_after", text):
            return _BOUNDS[name](context.read(after(name, match["rest"]) or match["rest"]))
    return None


def _glued(text: str, name: str) -> str | None:
    """Pre-2004, post-residency: the words of the list that end with a hyphen."""
    for form in words()[name]:
        if form.endswith("-") and text.startswith(form):
            return text.removeprefix(form)
    return None


def _before(reading: Reading) -> Reading:
    """Before the first day of a stretch of time; before the last day on which an event may have been."""
    if _is_plain(reading):
        return Reading(FuzzyDate.parse(f"[..{_beside(reading.date, -1)}]"))
    event = reading.side("start")
    last = _known(event.date.latest)
    if last == dt.date.min:
        refuse_as("bound")
    return _bounded(event, None, shifted(last, -1), -1)


def _after(reading: Reading) -> Reading:
    if _is_plain(reading):
        return Reading(FuzzyDate.parse(f"[{_beside(reading.date, 1)}..]"))
    event = reading.side("end")
    first = _known(event.date.earliest)
    if first == dt.date.max:
        refuse_as("bound")
    return _bounded(event, shifted(first, 1), None, 1)


def _by(reading: Reading) -> Reading:
    """By and until: on its last day at the latest; of a spell in the workbook, on the day of its beginning."""
    event = reading.begin or reading
    return _bounded(event, None, _known(event.date.latest), 0)


def _since(reading: Reading) -> Reading:
    """Since and still: from its first day on."""
    event = reading.begin or reading
    return _bounded(event, _known(event.date.earliest), None, 0)


def between(first: Reading, last: Reading) -> Reading:
    """One date between two things that happened, whichever was first; spells are left out themselves."""
    if first.event and last.event and _known(first.date.earliest) > _known(last.date.latest):
        first, last = last, first
    low, high = first.finish or first, last.begin or last
    ties = (*(replace(tie, high=None) for tie in low.ties), *(replace(tie, low=None) for tie in high.ties))
    days = _known(low.date.earliest), _known(high.date.latest)
    return Reading(same_mark(same_mark(within(*days), low.date), high.date), ties)


def _bounded(event: Reading, first: dt.date | None, last: dt.date | None, step: int) -> Reading:
    """A window that is open on one side, with the ties of the event that bounds it."""
    ties = tuple(
        replace(
            tie,
            low=None if first is None or tie.low is None else tie.low + step,
            high=None if last is None or tie.high is None else tie.high + step,
        )
        for tie in event.ties
    )
    return Reading(same_mark(within(first, last), event.date), ties)


def _is_plain(reading: Reading) -> bool:
    """Whether it is a year or a month of the calendar, beside which another can be named."""
    return not reading.event and not reading.begin and not reading.edge and reading.date.precision in ("year", "month")


def _known(day: dt.date | None) -> dt.date:
    if day is None:
        refuse_as("bound")
    return day


def _beside(date: FuzzyDate, step: int) -> str:
    """The unit just before or just after a date, as EDTF, with its marks: before about 1999 is by about 1998."""
    if date.precision == "year":
        return f"{int(date.edtf[:4]) + step:04d}{date.qualifier}"
    year, month = divmod(int(date.edtf[:4]) * 12 + int(date.edtf[5:7]) - 1 + step, 12)
    return f"{year:04d}-{month + 1:02d}{date.qualifier}"


_BOUNDS = {"before": _before, "by": _by, "after": _after, "since": _since}
