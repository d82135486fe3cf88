"""Years, months, weeks and days of something or beside it: second year of residency, the first six months of 2010."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from imeworkbook.recall.absolute import ordinal
from imeworkbook.recall.ages import of_grades
from imeworkbook.recall.anchors import reading_of
from imeworkbook.recall.context import Context, Reading, later_by, months_on, offset, one_of, refuse_as, within
from imeworkbook.recall.landmarks import concepts, fitting
from imeworkbook.recall.marks import same_mark, shifted
from imeworkbook.recall.patterns import whole
from imeworkbook.recall.relative import unit_days
from imeworkbook.recall.spans import DAYS, MONTHS
from imeworkbook.recall.spells import not_after, not_before, part_of, spell_of
from imeworkbook.recall.words import key_of, words
from imeworkbook.records import Tie

_AT_ONCE = 62
"""Days within which one thing follows upon another."""


def nth_unit(text: str, context: Context) -> Reading | None:
    """Second year of residency, year 3 of medical school, first year out of residency, PGY-2."""
    if match := whole("training_year", text):
        return _training_year(match["track"], int(match["number"]), context)
    if match := whole("named_year", text):
        return _nth("year", int(key_of("school_years", match["named"])), context.read(match["rest"]))
    match = whole("nth_after", text)
    if match is not None:
        return _nth_beside(match.groupdict(), context.read(match["rest"]))
    match = whole("nth_year", text)
    if match is None:
        return None
    groups, inner = match.groupdict(), context.read(match["rest"])
    unit = _unit(match["unit"])
    if groups.get("final"):
        number = 1 + (match["unit"] in words()["over_midnight"])
        return _last(unit, words()["several_at_edge"].get(_several(match), number), inner)
    if groups.get("nth") in words()["initial"] and (many := words()["several_at_edge"].get(_several(match))):
        base = inner.side("start")
        return _of(inner, not_after(spell_of(base, _on(base, unit, many, -1)), inner.side("end")))
    return _nth(unit, int(groups["number"]) if groups.get("number") else ordinal(groups["nth"] or ""), inner)


def _several(match: re.Match[str]) -> str | None:
    """The form of a unit that is spoken of as several; where a form says both, the pattern tells which is meant."""
    groups = match.groupdict()
    return groups["several"] if "several" in groups else groups["unit"]


def _training_year(track: str, number: int, context: Context) -> Reading:
    """PGY-2; asked where an internship led up to the residency, as its year is then the first in some places."""
    residency = context.read(words()["training_years"][track])
    own = _nth("year", number, residency)
    began = words()["training_begun"].get(track)
    led_up = [reading_of(each, None) for each in fitting(concepts((began,)), context.landmarks)] if began else []
    before = next((each for each in led_up if _leads_into(each, residency)), None)
    if before is None:
        return own
    earlier = _nth("year", number - 1, residency) if number > 1 else before
    return one_of("beside", (own, earlier))


def _leads_into(one: Reading, other: Reading) -> bool:
    """Whether one spell ended about when the other began."""
    over, begun = one.side("end").date.latest, other.side("start").date.earliest
    return over is not None and begun is not None and abs((begun - over).days) <= _AT_ONCE


def several_units(text: str, context: Context) -> Reading | None:
    """The first six months of 2010, the last few weeks of residency."""
    match = whole("several_units", text)
    if match is None:
        return None
    inner, unit = context.read(match["rest"]), key_of("units", match["unit"])
    number = words()["amounts"][match["few"]][1] if match["few"] else int(match["n"])
    if not 1 <= number <= 1000:
        refuse_as("age")
    if match["final"]:
        return _last(unit, number, inner)
    base = inner.side("start")
    return _of(inner, not_after(spell_of(base, _on(base, unit, number, -1)), inner.side("end")))


def _of(inner: Reading, made: Reading) -> Reading:
    """What lies in a stretch of the calendar is a stretch of it, too; of a spell it has sides that move with it."""
    return made if inner.begin or inner.event else Reading(made.date, made.ties)


def _on(base: Reading, unit: str, number: int, days: int = 0) -> Reading:
    """So many units later, or earlier: by the calendar, or in days."""
    if unit in MONTHS:
        return later_by(base, MONTHS[unit] * number, days)
    by = int(DAYS[unit] * number) + days
    return offset(base, by, by)


def _last(unit: str, number: int, inner: Reading) -> Reading:
    end = inner.side("end")
    spell = spell_of(_on(end, unit, -number, 1), end)
    return _of(inner, not_before(spell, inner.side("start")) if inner.side("start").date.earliest else spell)


def _nth(unit: str, number: int, inner: Reading) -> Reading:
    if number < 1:
        refuse_as("beyond")
    base = inner.side("start")
    begin, finish = (
        replace(_on(base, unit, at, -days), leads_up=base.leads_up) for at, days in ((number - 1, 0), (number, 1))
    )
    spell = spell_of(begin, finish)
    own = inner.finish or (None if inner.event else inner.side("end"))
    long = unit in ("year", "decade") or not inner.finish
    within_it = not_after(spell, own)  # refused where it only begins when all is over
    cut = within_it if long else spell
    if not (inner.begin or inner.event):
        return _of(inner, cut)
    if unit == "year" and inner.study and (over := _end_of_studies(begin, inner)):
        return replace(_before_the_next(cut), begin=begin, finish=over)
    return replace(cut, begin=begin, finish=finish)


def _before_the_next(year: Reading) -> Reading:
    """A year of studies, up to the month in which the next one begins."""
    first, last = year.date.earliest, year.date.latest
    if first is None or last is None:
        return year
    return replace(year, date=same_mark(within(first, min(last, shifted(months_on(first, 12), -1))), year.date))


def _end_of_studies(begin: Reading, inner: Reading) -> Reading | None:
    """When a year of studies that began in autumn is over: in the month in which they all ended, else May or June."""
    first, last = begin.date.earliest, begin.date.latest
    if first is None or last is None or not 8 <= first.month <= last.month <= 10 or first.year != last.year:
        return None
    end = inner.finish.date.latest if inner.finish else None
    month = end.month if end and 4 <= end.month <= 7 else None
    days = dt.date(first.year + 1, month or 5, 1), unit_days("month", dt.date(first.year + 1, month or 6, 1), 0)[1]
    return _from(begin, days, leads_up=True)


def _from(event: Reading, days: tuple[dt.date, dt.date], *, leads_up: bool = False) -> Reading:
    """Some days that move with an event."""
    first, last = event.date.earliest, event.date.latest
    if first is None or last is None:
        refuse_as("undated")
    low, high = (days[0] - last).days, (days[1] - first).days
    ties = tuple(
        Tie(
            tie.landmark,
            tie.side,
            *(None if end is None else end + by for end, by in ((tie.low, low), (tie.high, high))),
        )
        for tie in event.ties
    )
    return Reading(same_mark(within(*days), event.date), ties, event=True, leads_up=leads_up)


def _nth_beside(groups: dict[str, str | None], inner: Reading) -> Reading:
    """First year out of residency, the second month after we moved, the last year before it."""
    unit = key_of("units", groups["unit"] or "")
    if groups["earlier"]:
        event = inner.side("start")
        number = 1 if groups["final"] else ordinal(groups["nth"] or "")
        return spell_of(_on(event, unit, -number), _on(event, unit, 1 - number, -1))
    if groups["final"]:
        refuse_as("plain")
    event, number = inner.itself or inner.side("end"), ordinal(groups["nth"] or "")
    return spell_of(_on(event, unit, number - 1, 1), _on(event, unit, number))


def school_year_alone(text: str, context: Context) -> Reading | None:
    """Sophomore year: asks whether it is of high school or of a college that stands in the workbook."""
    match = whole("school_year_alone", text)
    if match is None:
        return None
    number = int(key_of("school_years", match["named"]))
    colleges = fitting(frozenset({words()["college"]}), context.landmarks)
    if not colleges or context.born is None:
        refuse_as("school_year")
    readings = [_nth("year", number, reading_of(each, None)) for each in colleges]
    return one_of("beside", (of_grades(number + 8, number + 8, context), *readings))


def fraction(text: str, context: Context) -> Reading | None:
    """Halfway through residency, a third of the way through my job at X."""
    match = whole("fraction", text)
    return part_of(context.read(match["rest"]), *words()["fractions"][match["fraction"]]) if match else None


# --- the year, the day, the night of something, and the one beside it ---


def unit_beside(text: str, context: Context) -> Reading | None:
    """The year before residency, the week after the wedding: calendar units, up to what they lean on.

    The weeks after the wedding are several.
    """
    match = whole("unit_beside", text)
    if match is None:
        return None
    inner = context.read(match["rest"])
    event = inner.itself or inner.side("end" if match["later"] else "start")
    if many := words()["several"].get(_several(match)):
        days = round(DAYS[key_of("units", match["unit"])] * many)
        return offset(event, *((1, days) if match["later"] else (-days, -1)))
    unit = _unit(match["unit"])
    if unit == "day":
        return offset(event, *((1, 1) if match["later"] else (-1, -1)))
    length = 2 * int(DAYS[unit] + 1)
    if match["later"]:
        window = offset(event, 1, length)
        last = event.date.latest and unit_days(unit, event.date.latest, 1)[1]
    else:
        window = offset(event, -length, -1)
        last = window.date.latest
    first = window.date.earliest
    if not match["later"] and event.date.earliest:
        first = unit_days(unit, event.date.earliest, -1)[0]
    return replace(window, date=same_mark(within(first, last), event.date), event=False)


def unit_of(text: str, context: Context) -> Reading | None:
    """The year I graduated, the month of the wedding, the same day as the move: the calendar unit that holds it."""
    match = whole("unit_of", text)
    if match is None:
        return None
    unit, inner = _unit(match["unit"]), context.read(match["rest"])
    first, last = inner.date.earliest, inner.date.latest
    if first is None or last is None:
        refuse_as("undated")
    length = round(DAYS[unit]) if unit != "day" else 0
    if not inner.event and (last - first).days >= length - 2:
        return inner
    around = offset(inner, -length, length)
    return replace(
        around,
        date=same_mark(within(unit_days(unit, first, 0)[0], unit_days(unit, last, 0)[1]), inner.date),
        event=False,
    )


def _unit(form: str) -> str:
    nights = words()["nights"]
    return next((unit for unit, forms in nights.items() if form in forms), None) or key_of("units", form)
