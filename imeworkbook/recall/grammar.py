"""The grammar of remembered dates: a few rules, tried in order, each for one family of phrases.

Every rule takes the normalised text and gives a date, or None when the text is not of its family. Rules that hold
another date inside ("before …", "between … and …") have a shorter text read, and each such step is counted, so that
the work is bounded for any text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from imeworkbook.dates import FuzzyDate, both_marks, text_of_bounds
from imeworkbook.errors import AmbiguousDate, DateNotUnderstood
from imeworkbook.recall import absolute, ages, bounds, leaning, recurring, relative
from imeworkbook.recall.context import Context, Reading, Rule, refuse, refuse_as, within
from imeworkbook.recall.marks import shifted, with_mark, within_mark
from imeworkbook.recall.patterns import after, whole
from imeworkbook.recall.words import key_of, words

_PLACES = {"early": 0, "mid": 1, "late": 2}
_OF_DECADE = ((0, 3), (3, 7), (6, 9))
_OF_MONTH = ((0.0, 0.45), (0.25, 0.75), (0.55, 1.0))
_OF_SPELL = ((0.0, 0.35), (0.3, 0.7), (0.65, 1.0))
_EDGE = 183
"""Days that the beginning or the end of a spell takes at most: half a year."""


def read(text: str, context: Context) -> Reading:
    """Read normalised text as one date.

    Raises
    ------
    DateNotUnderstood, AmbiguousDate
    """
    reading = _by_rules(text, context, RULES)
    if reading is None:
        refuse()
    return reading


def read_inside(text: str, context: Context) -> Reading:
    """Read a text inside a longer phrase, where a landmark may stand alone."""
    reading = _by_rules(text, context, (*RULES[:-1], ages.age_within, RULES[-1]))
    return leaning.landmark(text, context) if reading is None else reading


def _by_rules(text: str, context: Context, rules: tuple[Rule, ...]) -> Reading | None:
    context.steps.take()
    text = text.strip(" ,.;")
    for rule in rules:
        found = rule(text, context)
        if found is not None:
            return found if isinstance(found, Reading) else Reading(found)
    return None


# --- words around a date ---


def _qualified(text: str, context: Context) -> Reading | None:
    """about, around, -ish (EDTF ~); maybe, I think, ? (EDTF ?)."""
    for mark, name in (("~", "approximately"), ("?", "doubtfully")):
        rest = after(name, text)
        if rest is None and (match := whole(f"{name}_after", text)):
            rest = match["rest"]
        if rest is not None:
            reading = context.read(rest)
            return about(reading) if mark == "~" else _marked(reading, mark)
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


def _filled(text: str, context: Context) -> Reading | None:
    """Words that add nothing: in, on, during, the; a day of the week."""
    match = whole("filler", text)
    return context.read(match["rest"]) if match else None


# --- one date in a window, and a spell ---


def _either(text: str, context: Context) -> Reading | None:
    """One date in a window: between … and …, either … or …, March or April 2013, between the wedding and the move."""
    match = whole("between", text)
    between = match is not None
    match = match or whole("either", text)
    if match is None:
        return None
    last = context.read(match["high"])
    first = _sharing_year(match["low"], match["high"], context)
    if between and (first.event or last.event or first.finish or last.begin):
        return bounds.between(first, last)
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


def _sharing_year(low: str, high: str, context: Context) -> Reading:
    """The first of two dates, which may leave to the second to say the year ("March or April 2013")."""
    try:
        return context.read(low)
    except AmbiguousDate:
        raise
    except DateNotUnderstood:
        if year := re.search(r"\b(\d{4})\b", high):
            return context.read(f"{low} {year[1]}")
        raise


def _spell(text: str, context: Context) -> FuzzyDate | None:
    """From … to …: a stretch of time, which wants two fields."""
    if whole("spell", text):
        refuse_as("spell")
    return None


# --- parts ---


def _part(text: str, context: Context) -> Reading | None:
    """early, mid, late of a decade, a year, a season, a month, a spell in the workbook."""
    match = whole("part", text)
    if match is None:
        return None
    place = _PLACES[key_of("parts", match["part"])]
    reading = context.read(match["rest"])
    if reading.begin and reading.finish:
        most = _EDGE if match["part"] in words()["edges"] else None
        return leaning.part_of(reading, *_OF_SPELL[place], most=most)
    if reading.event:
        return reading
    date = _part_of(place, reading.date)
    return Reading(with_mark(date, reading.date.qualifier), reading.ties)


def _part_of(place: int, whole_of_it: FuzzyDate) -> FuzzyDate:
    bare = whole_of_it.edtf.rstrip("~?%")
    if whole_of_it.precision == "year":
        return FuzzyDate.parse(f"{bare[:4]}-{37 + place}")
    if whole_of_it.precision == "decade":
        decade = int(bare[:3]) * 10
        first, last = _OF_DECADE[place]
        return FuzzyDate.parse(f"[{decade + first:04d}..{decade + last:04d}]")
    plain = FuzzyDate.parse(bare) if whole_of_it.precision in ("month", "season", "part", "window") else None
    if plain is None or plain.earliest is None or plain.latest is None:
        refuse_as("part")
    days = (plain.latest - plain.earliest).days
    low, high = (plain.earliest + dt.timedelta(days=int(days * share)) for share in _OF_MONTH[place])
    return FuzzyDate.parse(f"[{low}..{high}]" if low < high else low.isoformat())


RULES: tuple[Rule, ...] = (
    *ages.RULES,
    *relative.RULES,
    _qualified,
    *leaning.COUNTED,
    absolute.numeric,
    absolute.season,
    _spell,
    bounds.bound_after,
    bounds.bound,
    _either,
    *absolute.RULES,
    _part,
    recurring.named_day,
    _filled,
    *recurring.RULES,
    *leaning.RULES,
)
