"""What was true on one day: age, post, each substance with its level, treatment, health, life, with its certainty.

Everything that can be said is laid down once as facts, each with the days on which it is said, so that a reading line
can be moved over years without asking again. "Perhaps" is kept: a spell is certain between the latest day on which it
may have begun and the earliest on which it may have ended (Aigner, Miksch, Thurnher & Biffl 2005), "perhaps already"
before, "perhaps still" after.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any

from imeworkbook import vocabulary
from imeworkbook.dates import full_years, long_day
from imeworkbook.kinds import ENTRIES
from imeworkbook.language import texts
from imeworkbook.records import Entry, Use
from imeworkbook.timeline import NOT_STATED, Span, Timeline, date_words

Stretch = tuple[dt.date | None, dt.date | None]
PARTS = tuple(ENTRIES)
AROUND_DAYS = 15
_DAY = dt.timedelta(days=1)
_OLDEST = 120  # years of age that are told


@dataclass(frozen=True)
class Fact:
    """Something that is said of certain days.

    Attributes
    ----------
    part
        ``"age"`` or a kind of entry: where it stands in the reading.
    label
        What it is said of: the kind, or the substance.
    text
        What is said, without its full stop; `doubt` instead, of a moment that need not have been about then.
    first, last
        The first and the last day on which it is said; None where that side is open. Of a moment: its window.
    certain
        Whether it certainly was so.
    moment
        Whether it is a single moment, which is also said shortly before and after.
    entry
        The id of the entry that it comes from; empty where it comes from several or none.
    """

    part: str
    label: str
    text: str
    first: dt.date | None = None
    last: dt.date | None = None
    certain: bool = True
    moment: bool = False
    doubt: str = ""
    entry: str = ""

    def __repr__(self) -> str:
        return f"<Fact, {self.part}>"

    def to_dict(self) -> dict[str, Any]:
        """The fact as JSON values; days as proleptic ordinals, what is empty or open left out."""
        plain = {
            "part": self.part,
            "label": self.label,
            "text": self.text,
            "first": self.first.toordinal() if self.first else None,
            "last": self.last.toordinal() if self.last else None,
            "perhaps": not self.certain,
            "moment": self.moment,
            "doubt": self.doubt,
            "entry": self.entry,
        }
        return {name: value for name, value in plain.items() if value not in (None, False, "")}


@dataclass(frozen=True)
class Said:
    """One line of a reading: what it is said of, what is said, and whether it certainly was so."""

    part: str
    label: str
    text: str
    certain: bool = True

    def __repr__(self) -> str:
        return f"<Said, {self.part}>"


@dataclass(frozen=True)
class DayReading:
    """What was true on `day`: the age in words (empty where the birth is not stated), then line by line."""

    day: dt.date
    age: str
    said: tuple[Said, ...]

    def __repr__(self) -> str:
        return f"<DayReading of {len(self.said)} lines>"

    def sentences(self) -> tuple[str, ...]:
        """The reading as plain sentences, the day first."""
        day = long_day(self.day)
        head = _words("list", "day", day=day, age=self.age) if self.age else _words("list", "day_alone", day=day)
        return (head, *(_words("list", "line", label=one.label, text=one.text) for one in self.said))


def reading(timeline: Timeline, day: dt.date, around: int = AROUND_DAYS) -> DayReading:
    """What was true on `day`. Moments are said when they may lie within `around` days of it."""
    return read(facts(timeline), day, around)


def read(told: Iterable[Fact], day: dt.date, around: int = AROUND_DAYS) -> DayReading:
    """The facts that are said of `day`, in their order."""
    age, said = "", []
    for fact in told:
        near = around if fact.moment else 0
        if not _touches(fact, day, near):
            continue
        if fact.part == "age":
            age = fact.text
        elif fact.moment and not _within(fact, day, near):
            said.append(Said(fact.part, fact.label, fact.doubt, certain=False))
        else:
            said.append(Said(fact.part, fact.label, fact.text, fact.certain))
    return DayReading(day, age, tuple(said))


def facts(timeline: Timeline) -> tuple[Fact, ...]:
    """All that can be said of any day, in the order in which a reading says it."""
    told = list(_ages(timeline))
    for part in PARTS:
        if part == "use":
            told += _use(timeline)
            continue
        entries = timeline.of(part)
        label = vocabulary.label("kind", part)
        told += [fact for entry in entries for fact in _of_entry(part, label, entry, timeline)]
        if part == "career" and entries:
            told += _nothing(part, label, _gaps([entry for entry in entries if not entry.point], timeline))
    return tuple(told)


# --- entries ---


def _of_entry(part: str, label: str, entry: Entry, timeline: Timeline) -> Iterator[Fact]:
    span = timeline.span(entry)
    if span is None:
        return
    what = _use_words(entry) if isinstance(entry, Use) else entry.label
    if entry.point:
        yield _moment(part, label, what, entry)
        return
    for way, first, last in _stretches(span):
        text = _words("spell", way, what=what)
        yield Fact(part, label, text, first, last, certain=way == "certain", entry=entry.id)


def _moment(part: str, label: str, what: str, entry: Entry) -> Fact:
    date = entry.start.date if entry.start else None
    first, last = (date.earliest, date.latest) if date else (None, None)
    words = {"what": what, "when": date_words(entry.start)}
    text, doubt = _words("moment", "certain", **words), _words("moment", "perhaps", **words)
    return Fact(part, label, text, first, last, moment=True, doubt=doubt, entry=entry.id)


def _stretches(span: Span) -> Iterator[tuple[str, dt.date | None, dt.date | None]]:
    """How a spell is said, and of which days: every day that it may have touched, once."""
    first, last = span.extent
    begun, ending = span.starts[1], span.ends[0]
    cuts = {begun, _after(ending)} - {None}
    starts = [first, *sorted(cut for cut in cuts if cut and (not first or cut > first) and (not last or cut <= last))]
    for start, following in zip_longest(starts, starts[1:]):
        is_begun = begun is not None and start is not None and start >= begun
        is_not_over = ending is not None and (start is None or start <= ending)
        yield _way(span, is_begun, is_not_over), start, _before(following) if following else last


def _way(span: Span, is_begun: bool, is_not_over: bool) -> str:
    if is_begun and is_not_over:
        return "certain"
    if is_begun:
        return "still" if span.end_stated else "no_end"
    if is_not_over:
        return "already" if span.starts != NOT_STATED else "no_start"
    return "perhaps"


# --- substances ---


def _use(timeline: Timeline) -> Iterator[Fact]:
    for substance in timeline.substances():
        label = vocabulary.label("substance", substance)
        own = [entry for entry in timeline.use if entry.substance == substance]
        for entry in own:
            yield from _of_entry("use", label, entry, timeline)
        gaps = _gaps([entry for entry in own if not entry.point], timeline)
        yield from _around_use(label, own, gaps)
    never = ", ".join(vocabulary.label("substance", substance) for substance in timeline.never())
    if never:
        yield Fact("use", _words("use", "never"), never)


def _around_use(label: str, own: Iterable[Use], gaps: list[Stretch]) -> Iterator[Fact]:
    """What is said of days that no phase touches: before first use, after last use, or that nothing is stated."""
    first = next((entry for entry in own if entry.event == "first_use"), None)
    last = next((entry for entry in own if entry.event == "last_use"), None)
    begin = first.start.date.earliest if first and first.start and first.start.date else None
    end = last.start.date.latest if last and last.start and last.start.date else None
    for low, high in gaps:
        if begin and (low is None or low < begin):
            yield Fact("use", label, _words("use", "before_first"), low, _least(high, begin - _DAY))
            low = begin
        if end and last and (high is None or high > end):
            after = _most(low, end + _DAY)
            yield Fact("use", label, _words("use", "after_last", when=date_words(last.start)), after, high)
            high = end
        if low is None or high is None or low <= high:
            yield from _nothing("use", label, [(low, high)])


def _use_words(entry: Use) -> str:
    """How often, with the person's own name for it, the amounts and whether it was prescribed."""
    if entry.point:
        return vocabulary.label("use_event", entry.event or "").lower()
    days = entry.days_a_month
    often = _words("use", "not_stated" if days is None else "without")
    if days:
        often = vocabulary.frequency_words(days)
    parts = [_words("use", "named", name=entry.name, often=often) if entry.name else often]
    parts += [_words("use", "amount", amount=entry.amount)] * bool(entry.amount)
    parts += [_words("use", "most", most=entry.most)] * bool(entry.most)
    parts += [vocabulary.label("prescribed", entry.prescribed or "").lower()] * bool(entry.prescribed)
    return "; ".join(parts)


# --- what nothing is stated of ---


def _nothing(part: str, label: str, gaps: Iterable[Stretch]) -> Iterator[Fact]:
    for first, last in gaps:
        yield Fact(part, label, _words("nothing", part), first, last)


def _gaps(entries: Iterable[Entry], timeline: Timeline) -> list[Stretch]:
    """The days up to the as-of day that none of these spells can have touched."""
    spans = [span for span in map(timeline.span, entries) if span]
    covered = sorted((span.extent[0] or dt.date.min, span.extent[1] or dt.date.max) for span in spans)
    gaps: list[Stretch] = []
    free: dt.date | None = None
    for first, last in covered:
        if first != dt.date.min and (free is None or free < first):
            gaps.append((free, first - _DAY))
        if last >= timeline.as_of:
            return gaps
        free = _most(free, last + _DAY)
    return [*gaps, (free, timeline.as_of)]


# --- ages ---


def _ages(timeline: Timeline) -> Iterator[Fact]:
    """The age in words for each stretch of days on which it is the same; never a single age where two are possible."""
    born = timeline.born
    if born is None or born.earliest is None or born.latest is None:
        return
    days = sorted({_birthday(day, years) for day in (born.earliest, born.latest) for years in range(_OLDEST)})
    for first, after in pairwise(days):
        if first < born.latest or first > timeline.as_of:
            continue
        least, most = full_years(born.latest, first), full_years(born.earliest, first)
        way = "one" if least == most else "two" if most - least == 1 else "between"
        text = _words("age", way, least=str(least), most=str(most))
        yield Fact("age", "", text, first, min(after - _DAY, timeline.as_of))
    yield Fact("age", "", _words("age", "beyond", when=long_day(timeline.as_of)), timeline.as_of + _DAY)


def _birthday(born: dt.date, years: int) -> dt.date:
    """The day on which a full year of age is reached; 1 March for those born on a leap day."""
    year = min(born.year + years, dt.date.max.year)
    try:
        return born.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


# --- days ---


def _touches(fact: Fact, day: dt.date, around: int) -> bool:
    early = fact.first is None or fact.first.toordinal() <= day.toordinal() + around
    return early and (fact.last is None or fact.last.toordinal() >= day.toordinal() - around)


def _within(fact: Fact, day: dt.date, around: int) -> bool:
    if fact.first is None or fact.last is None:
        return False
    return day.toordinal() - around <= fact.first.toordinal() and fact.last.toordinal() <= day.toordinal() + around


def _before(day: dt.date) -> dt.date:
    return day - _DAY if day > dt.date.min else day


def _after(day: dt.date | None) -> dt.date | None:
    """The day after; None for no day, and after the last day of the calendar."""
    return day + _DAY if day and day < dt.date.max else None


def _least(one: dt.date | None, other: dt.date) -> dt.date:
    return min(one, other) if one else other


def _most(one: dt.date | None, other: dt.date) -> dt.date:
    return max(one, other) if one else other


def _words(table: str, key: str, **fields: str) -> str:
    return str(texts("reading")[table][key]).format(**fields)
