"""Ages, birthdays and school years, read with the date of birth."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from imeworkbook.recall.absolute import latest_decade, ordinal
from imeworkbook.recall.context import Context, Reading, ask, offset, refuse_as, within
from imeworkbook.recall.landmarks import concepts, fitting
from imeworkbook.recall.marks import shifted, within_mark
from imeworkbook.recall.patterns import hints, whole
from imeworkbook.recall.ties import BIRTH
from imeworkbook.recall.words import key_of, words

_PARTS = {"": (0, 9), "early": (0, 3), "mid": (3, 7), "late": (6, 9), "early_mid": (0, 7), "mid_late": (3, 9)}
_PARTS_OF_TEENS = {
    "": (13, 19),
    "early": (13, 15),
    "mid": (14, 17),
    "late": (16, 19),
    "early_mid": (13, 17),
    "mid_late": (14, 19),
}
_BOTH = 50
"""From the fifties on, a decade that one has lived in and an age that one has reached are both meant."""


def age(text: str, context: Context) -> Reading | None:
    """When I was 16, aged about fifteen, between 14 and 16 years old, in my early twenties, in my teens."""
    if not hints("age", text):
        return None
    for rule in (_teens, _childhood, _decade, _bare_decade, _between, _single):
        reading = rule(text, context)
        if reading is not None:
            return reading
    return None


def _teens(text: str, context: Context) -> Reading | None:
    match = whole("teens", text)
    return between_ages(*_PARTS_OF_TEENS[_part_in(match)], context) if match else None


def _childhood(text: str, context: Context) -> Reading | None:
    match = whole("childhood", text)
    if match is None:
        return None
    low, high = words()["childhood_ages"][key_of("childhoods", match["who"])]
    return between_ages(low, high, context)


def _decade(text: str, context: Context) -> Reading | None:
    match = whole("age_decade", text)
    if match is None:
        return None
    tens = int(match["tens"]) * 10 if match["tens"] else int(key_of("decades", match["name"]))
    low, high = _PARTS[_part_in(match)]
    return between_ages(tens + low, tens + high, context)


def _bare_decade(text: str, context: Context) -> Reading | None:
    """Mid thirties, early twenties: an age, or a decade of the calendar; asked, or refused, where that is not clear."""
    match = whole("bare_decade", text)
    if match is None:
        return None
    tens = int(match["tens"]) * 10 if match["tens"] else int(key_of("decades", match["name"]))
    born, decade = context.born, latest_decade(tens, context)
    if tens < 20 or (born is None and tens > _BOTH):
        return None
    if born is None or born.earliest is None:
        refuse_as("decade_or_age")
    lived = decade.latest is not None and decade.latest >= born.earliest
    low, high = _PARTS[_part_in(match)]
    if birthday(born.earliest, tens + low) > context.today:
        return None if lived else refuse_as("to_come")
    reading = between_ages(tens + low, tens + high, context)
    if not lived or tens < _BOTH:
        return reading
    first, last = decade.earliest, decade.latest
    ask(
        "decade_or_age",
        (
            reading,
            Reading(
                decade
                if not match["part"] or first is None or last is None
                else within(first.replace(year=first.year + low), last.replace(year=first.year + high))
            ),
        ),
    )


def _part_in(match: re.Match[str]) -> str:
    part = match.groupdict().get("part")
    return key_of("parts", part) if part else ""


def _between(text: str, context: Context) -> Reading | None:
    match = whole("ages", text)
    if match is None:
        return None
    low, high = sorted((int(match["low"]), int(match["high"])))
    return between_ages(low, high, context)


def _single(text: str, context: Context) -> Reading | None:
    match = whole("age", text)
    return _of(match, context) if match else None


def _of(match: re.Match[str], context: Context) -> Reading:
    reading = between_ages(int(match["age"]), int(match["age"]), context)
    if match["about"] in words()["approximately"] and reading.loose:
        return replace(reading.loose, date=within_mark(reading.loose.date, "~"))
    return reading


def age_within(text: str, context: Context) -> Reading | None:
    """I was 16: after words such as "the summer", so only inside another phrase."""
    match = whole("age_alone", text)
    return between_ages(int(match["age"]), int(match["age"]), context) if match else None


def bare_age(text: str, context: Context) -> Reading | None:
    """Fifteen, about fifteen: after "since", "before" and the like."""
    match = whole("bare_age", text)
    return _of(match, context) if match else None


def on_birthday(text: str, context: Context) -> Reading | None:
    """On my 30th birthday, the day I turned 30, when I turned 18; when I was born."""
    if whole("birth", text):
        return _turning(0, context)
    match = whole("birthday", text)
    return _reached(_turning(ordinal(match["age"]), context), context) if match else None


def _reached(reading: Reading, context: Context) -> Reading:
    """The same, refused where it is still to come: a memory lies behind us."""
    if reading.date.earliest and reading.date.earliest > context.today:
        refuse_as("to_come")
    return reading


def between_ages(low: int, high: int, context: Context) -> Reading:
    """From the earliest birthday of the lower age to the last day of the higher one; "about" adds a year each side.

    Raises
    ------
    DateNotUnderstood
        Where the date of birth is not known, or nobody is that old.
    """
    begin, last = _reached(_turning(low, context), context), _turning(high + 1, context)
    finish = offset(last, -1, -1)
    date = within(begin.date.earliest, finish.date.latest)
    loose = Reading(within(_turning(max(0, low - 1), context).date.earliest, _last_day(high + 1, context)))
    return Reading(date, begin=begin, finish=finish, loose=loose)


def _last_day(age: int, context: Context) -> dt.date | None:
    return offset(_turning(min(age + 1, 121), context), -1, -1).date.latest


def _turning(age: int, context: Context) -> Reading:
    born = context.born
    if born is None or born.earliest is None or born.latest is None:
        refuse_as("born")
    if not 0 <= age <= 121:
        refuse_as("age")
    context.leant.add(BIRTH)
    return Reading(within(birthday(born.earliest, age), birthday(born.latest, age)), event=True)


def birthday(born: dt.date, age: int) -> dt.date:
    """The birthday at which an age begins; 1 March where a leap day has none."""
    try:
        return born.replace(year=min(born.year + age, 9999))
    except ValueError:  # 29 February
        return dt.date(born.year + age, 3, 1)


def grade(text: str, context: Context) -> Reading | None:
    """Grade 10, in 10th grade, senior year of high school, in middle school; Year 10, sixth form in the United Kingdom.

    Grade 1 begins in the September of the year in which a child turns six, or the year after for a birthday from
    September on, since the day that divides two years differs by state and province; Year 1 begins a year earlier,
    for children who are five by 31 August. Years repeated or left out are not known here.
    """
    found = _british(text) if context.country == "GB" else None
    if found is not None:
        return of_grades(*found, context, british=True)
    stage = whole("school_stage", text)
    if stage:
        if fitting(concepts((text,)), context.landmarks):
            return None
        first, last = words()["school_stages"][stage["stage"]]
        return of_grades(first, last, context)
    number = _grade_number(text)
    return None if number is None else of_grades(number, number, context)


def _british(text: str) -> tuple[int, int] | None:
    match = whole("british_year", text)
    if match is None:
        return None
    if match.groupdict().get("number"):
        return int(match["number"]), int(match["number"])
    first, last = words()["british_years"][match["named"]]
    return first, last


def of_grades(low: int, high: int, context: Context, *, british: bool = False) -> Reading:
    """From the beginning of one school year to the end of another."""
    born = context.born
    if born is None or born.earliest is None or born.latest is None:
        refuse_as("born")
    if high > 13:
        refuse_as("age")
    context.leant.add(BIRTH)
    first, last = (day.year + 5 for day in (born.earliest, born.latest))
    if british:
        first, last = (day.year + 4 + (day.month > 8) for day in (born.earliest, born.latest))
    elif born.latest.month > 8:
        last += 1
    days = dt.date(first + low, 9, 1), dt.date(last + high + 1, 7 if british else 6, 31 if british else 30)
    begin = _reached(Reading(within(days[0], dt.date(last + low, 9, 30)), event=True, leads_up=True), context)
    finish = Reading(within(dt.date(first + high + 1, 6, 1), days[1]), event=True, leads_up=True)
    loose = Reading(within(shifted(days[0], -365), shifted(days[1], 365)))
    return Reading(within(*days), begin=begin, finish=finish, loose=loose)


def _grade_number(text: str) -> int | None:
    match = whole("grade", text)
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("number"):
        return int(groups["number"])
    if groups.get("named"):
        return int(key_of("grades", groups["named"]))
    return ordinal(groups["grade"] or "")
