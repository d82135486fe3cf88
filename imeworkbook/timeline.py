"""Entries in order, for one audience: windows of time, ages, and the pandas frame.

A `Timeline` holds plain frozen records and needs neither key nor disk. What is private to someone else is already gone
when it is built: nothing computed from it can lean on what was left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from imeworkbook import vocabulary
from imeworkbook.dates import FuzzyDate, Window, age_at
from imeworkbook.errors import DateError
from imeworkbook.recall.narrowing import Narrowing, Said, narrow
from imeworkbook.recall.reasons import together, why
from imeworkbook.recall.release import released
from imeworkbook.records import (
    AUDIENCES,
    ENTRY_KINDS,
    Answer,
    Audience,
    Career,
    Connection,
    Days,
    Entry,
    Profile,
    Record,
    Side,
    Statement,
    Use,
    When,
    may_see,
)
from imeworkbook.showing import Bundle, Shows

if TYPE_CHECKING:
    import pandas

NOT_STATED: Window = (None, None)


@dataclass(frozen=True)
class Span:
    """The time that one entry takes, as two windows of days. None is an open bound.

    Attributes
    ----------
    starts
        Earliest and latest day on which it may have begun.
    ends
        Earliest and latest day on which it may have ended; for a point the same as `starts`; for what goes on, the
        as-of day twice; ``(None, None)`` where no end was stated.
    ongoing, point
        Whether it goes on at the as-of day; whether it is a single moment.
    end_stated
        Whether an end (or "it goes on") was stated at all.
    """

    starts: Window
    ends: Window
    ongoing: bool = False
    point: bool = False
    end_stated: bool = True

    @property
    def extent(self) -> Window:
        """The first and the last day that it may have touched. None where that side is open."""
        return self.starts[0], self.ends[1]

    def touches(self, first: dt.date, last: dt.date) -> bool:
        """Whether it may have touched the days from `first` to `last`; an end that nobody stated reaches no further."""
        low, high = self.extent
        high = high if self.end_stated else self.starts[1]
        return (low is None or low <= last) and (high is None or high >= first)

    @property
    def core(self) -> tuple[dt.date, dt.date] | None:
        """The days that it certainly covers, first and last; None where no day is certain.

        For a spell: from the latest day on which it may have begun to the earliest on which it may have ended
        (PlanningLines: Aigner, Miksch, Thurnher & Biffl 2005). A point is certain only when its day is known.
        """
        first, last = self.starts[1], self.ends[0]
        if first is None or last is None or first > last:
            return None
        return first, last


def span(entry: Entry, as_of: dt.date) -> Span | None:
    """The windows of `entry`, seen on the day `as_of`; None where its start and its end have no readable date."""
    start, end = _date(entry.start), _date(entry.end)
    if start is None and end is None:
        return None
    if entry.out_of_order:
        end = None  # it moved with its landmark, and what was said of its end cannot be right any more
    starts = (start.earliest, start.latest) if start else NOT_STATED
    if entry.point:
        return Span(starts, starts, point=True)
    if entry.ongoing:
        return Span(starts, (max(as_of, starts[1] or as_of),) * 2, ongoing=True)
    if end is None:
        return Span(starts, NOT_STATED, end_stated=False)
    return Span(starts, _not_before(starts, (end.earliest, end.latest)))


def _not_before(starts: Window, ends: Window) -> Window:
    """The end's window without the days before the earliest start: what began in 2009 did not end before that."""
    first, last = ends
    if starts[0] and (first is None or first < starts[0]) and (last is None or last >= starts[0]):
        first = starts[0]
    return first, last


def _stated(entry: Entry, side: Side) -> Window:
    date = _date(entry.start if side == "start" else entry.end)
    return (date.earliest, date.latest) if date else NOT_STATED


def _date(when: When | None) -> FuzzyDate | None:
    return when.date if when else None


def date_words(when: When | None) -> str:
    """A date as it is said to a reader: what the words came to, or the person's own words with the days they may mean.

    Own words stand where they say more than the reading does ("when I was 16"); where they could be read in two ways
    ("05/06/2011") the reading stands alone. Empty where there is no readable date.
    """
    if when is None or when.date is None:
        return ""
    date, by_hand = when.date, when.earliest is not None or when.latest is not None
    if date.precision != "window" and not by_hand:
        return str(date)
    told = when.phrase.strip()
    if told.lower() == str(date).lower() or _is_edtf(told):
        return str(date)
    return f"{told} ({date.window_words()})"


def _is_edtf(told: str) -> bool:
    try:
        FuzzyDate.parse(told)
    except DateError:
        return False
    return True


@dataclass(frozen=True)
class Timeline(Shows):
    """The two histories of one person as one reader may see them.

    Attributes
    ----------
    entries
        Entries in order of time (those without a readable date last), each stated for `audience` or wider.
    answers
        Answers of the same audience, such as "never" for a class of substances.
    linked
        What the person sees between entries, of the same audience; none that was put aside.
    statements
        Orderings between entries, of the same audience.
    days
        Recent weeks day by day, of the same audience.
    as_of
        The day on which it is read: what goes on, goes on until then.
    born
        The date of birth, where it is stated for this audience.
    """

    entries: tuple[Entry, ...]
    answers: tuple[Answer, ...] = ()
    linked: tuple[Connection, ...] = ()
    statements: tuple[Statement, ...] = ()
    days: tuple[Days, ...] = ()
    audience: Audience = "private"
    as_of: dt.date = dt.date.max
    born: FuzzyDate | None = None

    def __repr__(self) -> str:
        return f"<Timeline of {len(self.entries)} entries>"

    def of(self, kind: str) -> tuple[Entry, ...]:
        """The entries of one kind, in order."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    @cached_property
    def career(self) -> tuple[Career, ...]:
        """Training and work, in order."""
        return tuple(entry for entry in self.entries if isinstance(entry, Career))

    @cached_property
    def use(self) -> tuple[Use, ...]:
        """Substance use, in order."""
        return tuple(entry for entry in self.entries if isinstance(entry, Use))

    def told_with(self, kind: str) -> tuple[Entry, ...]:
        """The entries that are told with one kind, in order: medicines taken as prescribed with treatment."""
        return tuple(entry for entry in self.entries if entry.told_with == kind)

    def substances(self) -> tuple[str, ...]:
        """The substance terms that have entries, in the order of the vocabulary."""
        present = {entry.substance for entry in self.use}
        return tuple(term for term in vocabulary.terms("substance") if term in present)

    def never(self) -> tuple[str, ...]:
        """The substance terms answered "never" that have no entry and no day of use, in the vocabulary's order."""
        return self.answered("never")

    def answered(self, state: str) -> tuple[str, ...]:
        """The substance terms with this answer for the whole class, no entry and no day of use, in their order."""
        said = {answer.question.removeprefix("use:") for answer in self.answers if answer.state == state}
        used = {one.substance for one in self.days if any(day.state == "used" for day in one.days)}
        return tuple(term for term in vocabulary.terms("substance") if term in said - used - set(self.substances()))

    def span(self, entry: Entry) -> Span | None:
        """The windows of `entry` on the day of this timeline, as narrow as all that was said makes them.

        None where it has no date, and nothing else says when it was.
        """
        return self._spans.get(entry.id) or span(entry, self.as_of)

    @cached_property
    def _spans(self) -> dict[str, Span | None]:
        return {entry.id: self._narrowed(entry) for entry in self.entries}

    @cached_property
    def narrowing(self) -> Narrowing:
        """What follows from the dates that lean on one another and from the orderings, for this reader alone."""
        return narrow(self.entries, self.statements, self.as_of)

    def narrower(self, entry: Entry, side: Side) -> Window | None:
        """The window of one side of `entry` where other entries make it narrower than what was stated; else None."""
        if side == "end" and (entry.point or entry.ongoing):
            return None
        window = self.narrowing.window(entry.id, side)
        if window is None or window == NOT_STATED:
            return None
        return window if self.reasons(entry, side) else None

    def reasons(self, entry: Entry, side: Side) -> tuple[Said, ...]:
        """The statements, about other entries too, that make a window narrower than what was stated of it; or none."""
        window, stated = self.narrowing.window(entry.id, side), _stated(entry, side)
        found = dict.fromkeys(
            said
            for latest in (False, True)
            if window and window[latest] is not None and window[latest] != stated[latest]
            for said in self.narrowing.because(entry.id, side, latest=latest)
        )
        return tuple(found) if any(id != entry.id for id, _ in found) else ()

    @cached_property
    def narrowed(self) -> frozenset[str]:
        """The ids of the entries with a window that others make narrower."""
        sides: tuple[Side, ...] = ("start", "end")
        return frozenset(entry.id for entry in self.entries if any(self.narrower(entry, side) for side in sides))

    def why(self, entry: Entry, side: Side) -> str:
        """One sentence on why a window is narrower than what was stated of it; empty where it is not."""
        window = self.narrower(entry, side)
        if window is None:
            return ""
        return why(window, self.reasons(entry, side), {each.id: each for each in self.entries}, self.statements)

    def contradictions(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """For each set of statements that cannot all be right: the statements in words, and the ids concerned."""
        entries = {entry.id: entry for entry in self.entries}
        return tuple(
            (together(each, entries, self.statements), tuple(dict.fromkeys(id for id, _ in each)))
            for each in self.narrowing.contradictions
        )

    def _narrowed(self, entry: Entry) -> Span | None:
        starts, ends = self.narrower(entry, "start"), self.narrower(entry, "end")
        at = span(entry, self.as_of)
        if at is None and starts is None and ends is None:
            return None
        at = at or Span(NOT_STATED, NOT_STATED, point=entry.point, end_stated=entry.point)
        if starts:
            at = replace(at, starts=starts, ends=starts if at.point else at.ends)
        if ends and (at.end_stated or ends[1]):
            at = replace(at, ends=ends, end_stated=True)
        return at

    def age(self, when: FuzzyDate) -> tuple[int | None, int | None]:
        """The least and the most full years of age at `when`; None where the birth or that bound is not known."""
        return age_at(self.born, when) if self.born else (None, None)

    def to_frame(self) -> pandas.DataFrame:
        """One row an entry: what it is, its own words for the dates, and the four bounds of its windows as days.

        Columns, with the types that `frame_types` gives. `read_frame` reads what ``to_csv(path, index=False)`` wrote;
        after Parquet, ``astype(frame_types())`` gives the days their unit (seconds) again:

        - id, label, source (text; empty where there is none)
        - substance, event, prescribed (of use, terms of the vocabulary: an event such as last_use is no time with a
          pattern, and what is taken as_prescribed is no use of the kind that is asked about; empty where not stated)
        - kind, audience (categories; the audience from the narrowest to the widest)
        - start, end (the person's own words), edtf_start, edtf_end (what they came to, as EDTF), mark_start, mark_end
          (how sure these are where EDTF does not say it: ``~`` about, ``?`` not sure, ``%`` both)
        - earliest_start, latest_start, earliest_end, latest_end (days; NaT where open or not stated)
        - ongoing, point (true or false)
        - days_a_month (days of use a month, 0 to 31; NA where not stated)
        - age_from, age_to (full years at the start, least and most; NA where not known)
        """
        return frame_of([self._row(entry) for entry in self.entries], frame_types())

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        """The entries, in order."""
        return iter(self.entries)

    def __bool__(self) -> bool:
        """A timeline without entries is one too."""
        return True

    def _row(self, entry: Entry) -> dict[str, object]:
        at = self.span(entry) or Span(NOT_STATED, NOT_STATED, end_stated=False)
        start = _date(entry.start)
        age_from, age_to = self.age(start) if start else (None, None)
        return {
            "id": entry.id,
            "kind": entry.kind,
            "label": entry.label,
            **{name: (getattr(entry, name, None) or "") for name in _OF_USE},
            "start": entry.start.phrase if entry.start else "",
            "end": entry.end.phrase if entry.end else "",
            "edtf_start": _edtf(entry.start),
            "edtf_end": _edtf(entry.end),
            "mark_start": entry.start.mark if entry.start else "",
            "mark_end": entry.end.mark if entry.end else "",
            "earliest_start": at.starts[0],
            "latest_start": at.starts[1],
            "earliest_end": at.ends[0],
            "latest_end": at.ends[1],
            "ongoing": entry.ongoing,
            "point": entry.point,
            "days_a_month": entry.days_a_month if isinstance(entry, Use) else None,
            "age_from": age_from,
            "age_to": age_to,
            "audience": entry.audience,
            "source": entry.source,
        }

    def _static(self) -> Bundle:
        shown = self.to_frame()[list(_SHOWN)].astype("str").replace("NaT", "")
        return {"text/html": shown.to_html(index=False, escape=True)}


_SHOWN = ("kind", "label", "substance", "start", "end", "earliest_start", "latest_end", "audience")


_OF_USE = ("substance", "event", "prescribed")


def frame_of(rows: Sequence[Any], types: Mapping[str, Any]) -> pandas.DataFrame:
    """A frame of rows, with these types for its columns."""
    import pandas as pd

    return pd.DataFrame(rows, columns=list(types)).astype(types)


def frame_types() -> dict[str, Any]:
    """The type of each column of `Timeline.to_frame`, for `pandas.DataFrame.astype`."""
    import pandas as pd

    return {
        "id": "str",
        "kind": pd.CategoricalDtype(list(ENTRY_KINDS)),
        **dict.fromkeys(("label", *_OF_USE, "start", "end", "edtf_start", "edtf_end"), "str"),
        **dict.fromkeys(("mark_start", "mark_end"), "str"),
        **dict.fromkeys(("earliest_start", "latest_start", "earliest_end", "latest_end"), "datetime64[s]"),
        **dict.fromkeys(("ongoing", "point"), "bool"),
        "days_a_month": "Float64",
        **dict.fromkeys(("age_from", "age_to"), "Int64"),
        "audience": pd.CategoricalDtype(list(AUDIENCES), ordered=True),
        "source": "str",
    }


def read_frame(source: str | Path | IO[str]) -> pandas.DataFrame:
    """Read a table that ``to_frame().to_csv(…, index=False)`` wrote, with every word and type as it was."""
    import pandas as pd

    types = frame_types()
    words = [name for name, kind in types.items() if kind == "str"]
    blank = {name: [""] for name in types if name not in words}
    read = pd.read_csv(source, dtype=dict.fromkeys(words, "str"), keep_default_na=False, na_values=blank)
    for earlier in ("mark_start", "mark_end"):  # which a table of an earlier version has not
        if earlier not in read:
            read[earlier] = ""
    return read[list(types)].astype(types)


def _edtf(when: When | None) -> str:
    return when.edtf or "" if when else ""


def chronicle(records: Iterable[Record], audience: Audience = "private", as_of: dt.date | None = None) -> Timeline:
    """The timeline of `records` for one reader; whatever is not stated for that reader is left out first."""
    seen: Iterable[Record] = [record for record in records if may_see(audience, record.audience)]
    seen = seen if audience == "private" else released(seen)
    profile = next((record for record in seen if isinstance(record, Profile)), None)
    entries = tuple(sorted((record for record in seen if isinstance(record, Entry)), key=_in_order))
    places = {entry.id: place for place, entry in enumerate(entries)}
    linked = (record for record in seen if isinstance(record, Connection) and not record.dismissed)
    return Timeline(
        entries=entries,
        answers=tuple(record for record in seen if isinstance(record, Answer)),
        linked=tuple(sorted(linked, key=lambda link: min(places.get(id, len(places)) for id in (*link.use, "")))),
        statements=tuple(record for record in seen if isinstance(record, Statement)),
        days=tuple(record for record in seen if isinstance(record, Days)),
        audience=audience,
        as_of=as_of or dt.date.today(),
        born=_date(profile.born) if profile else None,
    )


def _in_order(entry: Entry) -> tuple[object, ...]:
    """By the first, then the last day of the start, or of the end where no start is stated; those without a date last.

    Ties go by the end, then by what the entries say.
    """
    start, end = _date(entry.start), _date(entry.end)
    return (not (start or end), _bounds(start or end), _bounds(end), entry.kind, entry.label, entry.id)


def _bounds(date: FuzzyDate | None) -> tuple[int, int]:
    if date is None:
        return (0, 0)
    first, last = date.earliest or date.latest, date.latest or date.earliest
    return (first.toordinal() if first else 0, last.toordinal() if last else 0)
