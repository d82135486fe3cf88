"""What leans on something else: two years after I graduated, second year of residency, when I left St. X."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from imeworkbook.errors import AmbiguousLandmark
from imeworkbook.recall.ages import ordinal
from imeworkbook.recall.context import Context, Reading, Rule, offset, refuse_as, within
from imeworkbook.recall.landmarks import PUBLIC, Landmark, concepts, fitting, tokens
from imeworkbook.recall.marks import same_mark
from imeworkbook.recall.patterns import after, whole
from imeworkbook.recall.public import public_landmarks
from imeworkbook.recall.relative import unit_days
from imeworkbook.recall.spans import DAYS, Span, span_of
from imeworkbook.recall.words import alternatives, key_of, words
from imeworkbook.records import Side, Tie

AROUND = 61
"""Days that "around" something may mean before and after it: two months."""


# --- some time before or after ---


def moved(text: str, context: Context) -> Reading | None:
    """Two years after I graduated, a few weeks before the wedding, shortly after Christmas 2009."""
    match = whole("moved", text)
    if match is None:
        return None
    inner = context.read(match["rest"])
    span = Span(*words()["soon"][match["soon"]]) if match.groupdict().get("soon") else span_of(match)
    if match["later"]:
        over = inner.finish if inner.finish and inner.finish.date.latest else inner.begin
        return _further(over or inner, span, 1)
    return _further(inner.begin or inner, span, -1)


def within_of(text: str, context: Context) -> Reading | None:
    """Within a year of the wedding: on either side of it."""
    match = whole("within_of", text)
    if match is None:
        return None
    inner, span = context.read(match["rest"]), span_of(match)
    if span.high is None:
        refuse_as("open")
    return replace(offset(inner, -span.high, span.high), loose=offset(inner, -2 * span.high, 2 * span.high))


def into(text: str, context: Context) -> Reading | None:
    """Three months into my job at St. X: counted from its beginning, and not after its end."""
    match = whole("into", text)
    if match is None:
        return None
    inner = context.read(match["rest"])
    return _not_after(_further(inner.side("start"), span_of(match), 1), inner.finish)


def _further(base: Reading, span: Span, direction: int) -> Reading:
    def by(span: Span) -> Reading:
        if direction > 0:
            return offset(base, span.low, span.high)
        return offset(base, None if span.high is None else -span.high, -span.low)

    return replace(by(span), loose=by(span.loosened()))


def _not_after(reading: Reading, finish: Reading | None) -> Reading:
    """The same, cut at the end of what it lies in."""
    end, first, last = finish.date.latest if finish else None, reading.date.earliest, reading.date.latest
    if finish is None or end is None:
        return reading
    if first and first > end:
        refuse_as("beyond")
    ties = (*reading.ties, *(replace(tie, low=None) for tie in finish.ties))
    return replace(reading, date=same_mark(within(first, min(last or end, end)), reading.date), ties=ties)


# --- years, weeks and parts of a spell ---


def nth_unit(text: str, context: Context) -> Reading | None:
    """Second year of residency, year 3 of medical school, the last week of May 2004, PGY-2."""
    if match := whole("training_year", text):
        return _nth("year", int(match["number"]), context.read(words()["training_years"][match["track"]]))
    match = whole("nth_year", text)
    if match is None:
        return None
    groups, inner = match.groupdict(), context.read(match["rest"])
    unit = key_of("units", match["unit"])
    if groups.get("final"):
        days = round(DAYS[unit])
        return _spell_of(offset(inner.side("end"), 1 - days, 1 - days), inner.side("end"))
    return _nth(unit, int(groups["number"]) if groups.get("number") else ordinal(groups["nth"] or ""), inner)


def _nth(unit: str, number: int, inner: Reading) -> Reading:
    if number < 1:
        refuse_as("beyond")
    base, length = inner.side("start"), DAYS[unit]
    begin, finish = (offset(base, int(length * count), int(length * count)) for count in (number - 1, number))
    finish = _not_after(offset(finish, -1, -1), None)
    spell = _spell_of(begin, finish)
    cut = _not_after(spell, inner.finish if unit in ("year", "decade") else None)
    return replace(cut, begin=begin, finish=finish)


def _spell_of(begin: Reading, finish: Reading) -> Reading:
    """One date from one event to another."""
    ties = (
        *(replace(tie, high=None) for tie in begin.ties),
        *(replace(tie, low=None) for tie in finish.ties),
    )
    date = same_mark(within(begin.date.earliest, finish.date.latest), begin.date)
    return Reading(date, ties, begin=replace(begin, leads_up=True), finish=replace(finish, leads_up=True))


def fraction(text: str, context: Context) -> Reading | None:
    """Halfway through residency, a third of the way through my job at X."""
    match = whole("fraction", text)
    return part_of(context.read(match["rest"]), *words()["fractions"][match["fraction"]]) if match else None


def part_of(spell: Reading, low: float, high: float, most: int | None = None) -> Reading:
    """From one part of a spell to another, 0 its beginning and 1 its end; `most` days from that edge at most.

    Raises
    ------
    DateNotUnderstood
        Where its end is not known, unless its beginning is asked for: that is then its first year.
    """
    begin, finish = spell.side("start"), spell.side("end")
    first, late_first = begin.date.earliest, begin.date.latest
    early_last, last = finish.date.earliest, finish.date.latest
    if first is None or late_first is None:
        refuse_as("undated")
    if early_last is None or last is None:
        if low > 0:
            refuse_as("no_end")
        return offset(begin, 0, most or 366)
    shortest, longest = max(0, (early_last - late_first).days), (last - first).days
    if low == 0:
        return _not_after(offset(begin, 0, min(int(longest * high) + 1, most or longest)), finish)
    if high == 1:
        return _not_before(offset(finish, -min(int(longest * (1 - low)) + 1, most or longest), 0), begin)
    return _not_after(offset(begin, int(shortest * low), int(longest * high) + 1), finish)


def _not_before(reading: Reading, begin: Reading) -> Reading:
    """The same, cut at the beginning of what it lies in."""
    start, first, last = begin.date.earliest, reading.date.earliest, reading.date.latest
    if start is None or first is None:
        return reading
    ties = (*reading.ties, *(replace(tie, high=None) for tie in begin.ties))
    return replace(reading, date=same_mark(within(max(first, start), last), reading.date), ties=ties)


# --- the year, the day, the night of something ---


def unit_beside(text: str, context: Context) -> Reading | None:
    """The year before residency, the week after the wedding: calendar units, up to what they lean on."""
    match = whole("unit_beside", text)
    if match is None:
        return None
    unit, inner = _unit(match["unit"]), context.read(match["rest"])
    length = 2 * int(DAYS[unit] + 1)
    if match["later"]:
        event = inner.side("end")
        window = offset(event, 1, length)
        last = event.date.latest and unit_days(unit, event.date.latest, 1)[1]
    else:
        event = inner.side("start")
        window = offset(event, -length, -1)
        last = window.date.latest
    first = window.date.earliest
    if not match["later"] and event.date.earliest:
        first = unit_days(unit, event.date.earliest, -1)[0]
    if unit == "day":
        return offset(event, *((1, 1) if match["later"] else (-1, -1)))
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


# --- landmarks ---


def at_landmark(text: str, context: Context) -> Reading | None:
    """When I graduated, while I was at St. X, when the pandemic began."""
    rest = after("when", text)
    return landmark(rest, context) if rest else None


def landmark(text: str, context: Context) -> Reading:
    """Read words that name a landmark, and which side of it: "I left St. X", "the wedding", "my job at St. X".

    Raises
    ------
    AmbiguousLandmark
        Where they fit more than one.
    DateNotUnderstood
        Where they fit none, or the side that they name has no date.
    """
    side = _side(text)
    wanted = concepts((text,)) - _side_words()
    if not wanted:
        refuse_as("unknown")
    found = fitting(wanted, context.landmarks) or fitting(wanted, public_landmarks(context.country))
    if not found:
        refuse_as("unknown")
    if len(found) > 1:
        raise AmbiguousLandmark(words()["questions"]["landmark"], found)
    if found[0].kind != PUBLIC:
        context.leant.add(found[0].id)
    return reading_of(found[0], None if side and _happened_itself(found[0], text) else side)


def reading_of(landmark: Landmark, side: Side | None) -> Reading:
    """A landmark as a reading: one of its sides, or the whole of it.

    A single moment is its own beginning. Of a spell, the whole is read as "at some time during it".
    """
    begin, finish = (_event(landmark, name) for name in ("start", "end"))
    if side == "start" or (landmark.end is None and side is None):
        return begin or refuse_as("undated")
    if side == "end":
        if finish is None or finish.date.latest is None:
            refuse_as("no_end")
        return finish
    if begin is None or finish is None:
        refuse_as("undated")
    whole_of_it = replace(_spell_of(begin, finish), begin=begin, finish=finish)
    return replace(whole_of_it, loose=_around(_spell_of(begin, finish)))


def _event(landmark: Landmark, side: Side) -> Reading | None:
    date = landmark.start if side == "start" else landmark.end
    if date is None or (date.earliest is None and date.latest is None):
        return None
    ties = () if landmark.kind == PUBLIC else (Tie(landmark.id, side, 0, 0),)
    reading = Reading(date, ties, event=True, leads_up=landmark.leads_up)
    return replace(reading, loose=_around(reading))


def _around(reading: Reading) -> Reading:
    """Around an event or a spell: two months more on both sides."""
    return replace(offset(reading, -AROUND, AROUND), event=reading.event)


def _side(text: str) -> Side | None:
    for name in ("end", "start"):
        if _sides()[name].search(text):
            return "end" if name == "end" else "start"
    return None


def _happened_itself(landmark: Landmark, text: str) -> bool:
    """Whether a single moment is named for what happened: "Left St. X" when they say that they left."""
    return (
        landmark.end is None
        and landmark.kind != PUBLIC
        and bool(
            {word for word in tokens(text) if word in _side_words() or word in words()["synonyms"]}
            & set(tokens(" ".join(landmark.words).lower()))
        )
    )


@cache
def _sides() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b{alternatives(forms)}\b") for name, forms in words()["sides"].items()}


@cache
def _side_words() -> frozenset[str]:
    forms = [form for forms in words()["sides"].values() for form in forms]
    return frozenset(word for form in forms for word in form.split()) - frozenset(words()["synonyms"])


COUNTED: tuple[Rule, ...] = (within_of, moved, into)
"""Tried before all that splits a text in two: "2 or 3 years before 2004"."""

RULES: tuple[Rule, ...] = (nth_unit, fraction, unit_beside, unit_of, at_landmark)
