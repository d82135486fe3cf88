"""What lined up with what: changes in use beside posts and changes in work, with the certainty that the dates allow.

Times are windows of days, so each relation between two of them is certain, possible or out of the question: the
interval relations of Allen (1983, "Maintaining knowledge about temporal intervals"), asked over every choice of days
inside the windows. A sentence says what was when, and never that one thing caused another.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from imeworkbook import vocabulary
from imeworkbook.dates import Window
from imeworkbook.kinds import kind_of
from imeworkbook.language import texts
from imeworkbook.records import Career, Entry, Use
from imeworkbook.timeline import Span, Timeline

Certainty = Literal["certainly", "possibly"]
Relation = Literal["before", "during", "after"]
UseChange = Literal["first", "start", "up", "down", "stop", "return", "last"]

Form = Literal["before", "after", "post", "overlap"]

NEAR_DAYS = 366
DOZEN = 12
"""How many connections stand out; what is beyond them is looked at when it is asked for."""
_MORE = 6
_MONTH, _YEAR = 30.44, 365.25
_EVENTS: dict[str, UseChange] = {"first_use": "first", "first_weekly": "up", "first_daily": "up", "last_use": "last"}


@dataclass(frozen=True)
class ChangePoint:
    """One change: of use or of work, at some day of a window.

    Attributes
    ----------
    entry
        The entry that it begins or ends.
    kind
        ``first``, ``start``, ``up``, ``down``, ``stop``, ``return`` or ``last`` for use; ``start``, ``end``, ``leave``,
        ``licence`` or ``loss`` for work.
    window
        The earliest and the latest day on which it may have been; None where that side is open.
    """

    entry: Entry
    kind: str
    window: Window


@dataclass(frozen=True)
class LinedUp:
    """Two things that lined up.

    Attributes
    ----------
    key
        The same for as long as both entries are there, whatever else is edited.
    use, other
        The ids of the entry of use and of the entry of work.
    certainty
        ``certainly`` where it holds for every day inside the windows, ``possibly`` where it holds for some.
    sentence
        What lined up, in plain words.
    form
        ``before`` or ``after``: a change of use near a change of work. ``post``: a change of use while something went
        on. ``overlap``: two spells that went along together.
    days
        How close: the most days apart that the dates allow, the most days that it went on, or the most days that the
        shorter of two spells took. Infinite where that is open.
    marked
        Whether the person marked one of the two: to be talked about, or as what stands out.
    theme
        The row of work that it is beside, as on the chart: ``schooling``, ``training``, ``positions`` …
    """

    key: str
    use: str
    other: str
    relation: Relation
    certainty: Certainty
    sentence: str
    form: Form
    days: float
    marked: bool
    theme: str

    def __repr__(self) -> str:
        return f"<LinedUp {self.certainty} {self.relation}>"


@dataclass(frozen=True)
class Theme:
    """Some connections of one theme, and how many more like them there are."""

    key: str
    shown: tuple[LinedUp, ...]
    more: int

    def __repr__(self) -> str:
        return f"<Theme of {len(self.shown)}, {self.more} more>"


def connections(timeline: Timeline) -> tuple[LinedUp, ...]:
    """Everything that lined up in what this reader may see, in the order of `ranked`."""
    use, work = list(use_changes(timeline)), list(work_changes(timeline))
    begun = list(_posts(timeline, use))
    known = {(one.use, one.other) for one in begun}
    along = [one for one in _overlaps(timeline) if (one.use, one.other) not in known]
    found = [*begun, *_neighbours(use, work), *along]
    return ranked(found, [entry.id for entry in timeline.entries])


def ranked(found: Sequence[LinedUp], in_time: Sequence[str]) -> tuple[LinedUp, ...]:
    """Connections in the order in which they are worth a look; `in_time` are the entries in order of time.

    What the person marked comes first. Then what touches a milestone (a change of use near a change of work, or while
    something went on) before two spells that went along together; what is certain before what is possible; what is
    close, or short, before what is far apart, or long; and at last what was earlier. Each is placed by what is known of
    itself, so that marking one more, or adding one, leaves the order of all others as it was. How much was used, and
    whether it became more or less, has no part in it.
    """
    places = {id: place for place, id in enumerate(in_time)}
    order = {"certainly": 0, "possibly": 1}

    def place(one: LinedUp) -> tuple[object, ...]:
        apart = (one.form == "overlap", order[one.certainty], one.days)
        return (not one.marked, *apart, places[one.use], places[one.other], one.form, one.key.rpartition(":")[2])

    return tuple(sorted(found, key=place))


def stand_out(found: Sequence[LinedUp], asked: Mapping[str, int] | None = None) -> tuple[Theme, ...]:
    """A dozen of `found`, which are ranked, by theme, the theme of the first one first; a few more for each time asked.

    Each theme has its share of the dozen; what one does not fill goes to the next in rank. `asked` says how many times
    more of a theme was wanted.
    """
    themes = list(dict.fromkeys(one.theme for one in found))
    by_theme = {theme: [one for one in found if one.theme == theme] for theme in themes}
    share = DOZEN // max(len(themes), 1)
    first = {one for own in by_theme.values() for one in own[:share]}
    dozen = first.union([one for one in found if one not in first][: DOZEN - len(first)])
    made = []
    for theme, own in by_theme.items():
        count = sum(one in dozen for one in own) + _MORE * (asked or {}).get(theme, 0)
        made.append(Theme(theme, tuple(own[:count]), max(len(own) - count, 0)))
    return tuple(made)


# --- changes ---


def use_changes(timeline: Timeline) -> Iterator[ChangePoint]:
    """Each change of use: first and last use, and each phase against the one of that substance before it."""
    for substance in timeline.substances():
        before: Use | None = None
        for entry in (entry for entry in timeline.use if entry.substance == substance):
            at = timeline.span(entry)
            if at is None:
                continue
            if entry.point:
                if entry.event in _EVENTS:
                    yield ChangePoint(entry, _EVENTS[entry.event], at.starts)
                continue
            if (kind := _step(before, entry)) is not None:
                yield ChangePoint(entry, kind, at.starts)
            before = entry


def _step(before: Use | None, now: Use) -> UseChange | None:
    """How a phase differs from the one before it; None where it cannot be told."""
    days, former = now.days_a_month, before.days_a_month if before else None
    if before is None:
        return None if days == 0 else "start"
    if days is None or former is None or days == former:
        return None
    if days == 0:
        return "stop"
    if former == 0:
        return "return"
    return "up" if days > former else "down"


def work_changes(timeline: Timeline) -> Iterator[ChangePoint]:
    """Each change of work and training: a start, an end, a leave, a licence event, the loss of work."""
    starts = {"leave": "leave", "out_of_work": "loss", "licence": "licence"}
    for entry in timeline.career:
        at = timeline.span(entry)
        if at is None:
            continue
        yield ChangePoint(entry, starts.get(entry.type or "", "start"), at.starts)
        if not at.point and not at.ongoing and at.end_stated:
            yield ChangePoint(entry, "end", at.ends)


# --- relations under uncertainty ---


def during(moment: Window, spell: Span) -> Certainty | None:
    """Whether a moment falls within a spell, for all days or for some; None where it cannot."""
    low, high = moment
    first, last = spell.extent
    if (high is not None and first is not None and high < first) or (
        low is not None and last is not None and low > last
    ):
        return None
    core = spell.core
    return "certainly" if core and low and high and core[0] <= low and high <= core[1] else "possibly"


def precedes(one: Window, other: Window) -> Certainty | None:
    """Whether one moment comes before another, for all choices of days or for some; None where it cannot."""
    if one[1] is not None and other[0] is not None and one[1] < other[0]:
        return "certainly"
    if one[0] is not None and other[1] is not None and one[0] >= other[1]:
        return None
    return "possibly"


def apart_days(one: Window, other: Window) -> tuple[int, int] | None:
    """The least and the most days from one moment to a later one, both windows known; None where one is open."""
    if one[0] is None or one[1] is None or other[0] is None or other[1] is None:
        return None
    return max(0, (other[0] - one[1]).days), max(0, (other[1] - one[0]).days)


def overlap_days(one: Span, other: Span) -> tuple[int, int] | None:
    """The least and the most days that two spells share; None where they cannot meet or a bound is open."""
    ends = (one.extent, other.extent)
    if any(day is None for extent in ends for day in extent):
        return None
    most = _shared([(first, last) for first, last in ends if first and last])
    cores = [core for core in (one.core, other.core) if core]
    least = _shared(cores) if len(cores) == 2 else 0
    return (least, most) if most else None


def _shared(spans: Sequence[tuple[dt.date, dt.date]]) -> int:
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    return max(0, (last - first).days + 1)


# --- what is said ---


def _posts(timeline: Timeline, changes: Sequence[ChangePoint]) -> Iterator[LinedUp]:
    """Which post or training was held when use changed."""
    posts = [entry for entry in timeline.career if not entry.point and entry.type != "licence"]
    for change in changes:
        for post in posts:
            at = timeline.span(post)
            certainty = during(change.window, at) if at else None
            if at and certainty:
                yield _said("post", change, post, "during", certainty, days=_longest(at))


def _neighbours(changes: Sequence[ChangePoint], work: Sequence[ChangePoint]) -> Iterator[LinedUp]:
    """The change of work that is nearest to each change of use, up to a year before or after it."""
    sides: tuple[Literal["before", "after"], ...] = ("before", "after")
    for change in changes:
        near = [
            (days, other, side) for other in work for side in sides if (days := _apart(change, other, side)) is not None
        ]
        if near:
            (least, most, certainty), other, side = min(near, key=lambda one: (one[0][0] + one[0][1], one[1].entry.id))
            apart = _length(least, most)
            yield _said(side, change, other.entry, side, certainty, other=other.kind, apart=apart, days=most)


def _apart(change: ChangePoint, other: ChangePoint, relation: str) -> tuple[int, int, Certainty] | None:
    """How far a change of use lies before (or after) a change of work; None where it is not near on that side."""
    one, two = (change.window, other.window) if relation == "before" else (other.window, change.window)
    certainty, days = precedes(one, two), apart_days(one, two)
    if certainty is None or days is None or days[1] > NEAR_DAYS or days[1] == 0:
        return None
    return *days, certainty


def _overlaps(timeline: Timeline) -> Iterator[LinedUp]:
    """How long a phase of use and a post or a time of training went along together."""
    for use in timeline.use:
        days = use.days_a_month
        here = None if use.point or not days else timeline.span(use)
        for post in timeline.career if here else ():
            there = None if post.point else timeline.span(post)
            shared = overlap_days(here, there) if here and there else None
            if here and there and shared:
                certainty: Certainty = "certainly" if shared[0] else "possibly"
                yield _said(
                    "overlap",
                    ChangePoint(use, "phase", (None, None)),
                    post,
                    "during",
                    certainty,
                    apart=_length(*shared),
                    days=min(_longest(here), _longest(there)),
                )


def _longest(at: Span) -> float:
    """The most days that a spell may have taken; infinite where a side is open."""
    first, last = at.extent
    return math.inf if first is None or last is None else (last - first).days + 1


def _marked(entry: Entry) -> bool:
    return entry.talk or (isinstance(entry, Use) and entry.stands_out is not None)


def _theme(entry: Entry) -> str:
    kind = kind_of(entry)
    return next((row.key for row in kind.rows if kind.type_of(entry) in row.types), kind.name)


def _said(
    form: Form,
    change: ChangePoint,
    post: Entry,
    relation: Relation,
    certainty: Certainty,
    *,
    days: float,
    other: str = "",
    apart: str = "",
) -> LinedUp:
    words = texts("connections")
    entry = change.entry
    substance = vocabulary.label("substance", entry.substance or "") if isinstance(entry, Use) else entry.label
    kind = entry.event if isinstance(entry, Use) and entry.point and entry.event else change.kind
    often = vocabulary.frequency_words(entry.days_a_month) if isinstance(entry, Use) and entry.days_a_month else ""
    sentence = words["sentence"][form][certainty].format(
        change=words["use"][kind].format(substance=substance.lower(), often=often),
        post=post.label if isinstance(post, Career) else post.title,
        work=words["work"][other].format(post=post.label) if other else "",
        apart=apart,
    )
    key = ":".join((form, entry.id, kind, post.id, other))
    sentence = sentence[0].upper() + sentence[1:]
    marked = _marked(entry) or _marked(post)
    return LinedUp(key, entry.id, post.id, relation, certainty, sentence, form, days, marked, _theme(post))


def _length(least: int, most: int) -> str:
    """A length of time between `least` and `most` days, in words: days, weeks, months or years, as fine as is known."""
    words = texts("connections")["length"]
    if most < 14:
        low, high, unit = least, most, "day"
    elif most < 60:
        low, high, unit = round(least / 7), round(most / 7), "week"
    elif most < 2 * _YEAR:
        low, high, unit = round(least / _MONTH), round(most / _MONTH), "month"
    else:
        low, high, unit = round(least / _YEAR), round(most / _YEAR), "year"
    if low == high:
        return str(words["one" if high == 1 else "same"]).format(n=high, unit=words[unit if high == 1 else f"{unit}s"])
    if low == 0:
        return str(words["up_to"]).format(n=high, unit=words[unit if high == 1 else f"{unit}s"])
    return str(words["range"]).format(low=low, high=high, unit=words[f"{unit}s"])
