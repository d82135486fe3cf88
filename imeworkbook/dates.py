"""Dates as remembered: EDTF text with its earliest and its latest day.

The subset of EDTF (ISO 8601-2:2019; Library of Congress, Extended Date/Time Format, 2019) that a remembered life
needs: level 0 dates and intervals; level 1 ``? ~ %``, ``X`` digits, seasons 21-24, open ``..`` and unknown ends; from
level 2 the codes 25-41 (hemispheric seasons, quarters, four-month parts, halves) and ``[a..b]`` as one date within a
window.

What other programs read differs by form: a mark stands in the text of a year, a month or a day; a season, a part of a
year, a decade or a window has none there, nor has a window ends of different length. Any of these is read; what is
given is text that others read, with the mark beside it (`FuzzyDate.mark`).

``~`` widens by one year (a year), one month (a season, a month, a part of a year), seven days (a day), two years (a
decade), ten years (a century). ``?`` marks doubt and widens nothing. ``%`` is both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, NoReturn, Self, cast

from imeworkbook.errors import DateNotUnderstood
from imeworkbook.language import current, say

Hemisphere = Literal["north", "south"]
Bound = dt.date | None
Window = tuple[Bound, Bound]
"""The first and the last possible day, both included; None where that side is open."""


# First month and number of months of each level 1 and level 2 sub-year code. A season that begins in December is the
# one whose larger part lies in the year named (northern winter 2003: December 2002 to February 2003), as in
# meteorology.
_NORTHERN = {"spring": 3, "summer": 6, "autumn": 9, "winter": 0}
_SOUTHERN = {"spring": 9, "summer": 0, "autumn": 3, "winter": 6}
_SEASONS = ("spring", "summer", "autumn", "winter")
_PARTS: dict[int, tuple[int, int]] = {
    **{33 + n: (1 + 3 * n, 3) for n in range(4)},
    **{37 + n: (1 + 4 * n, 4) for n in range(3)},
    **{40 + n: (1 + 6 * n, 6) for n in range(2)},
}

_DATE = re.compile(
    r"(?P<year>\d{2}[\dX]{2})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<qualifier>[?~%]?)", re.ASCII
)
_ONE_DAY = dt.timedelta(days=1)
_PLAIN = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?", re.ASCII)
"""A year, a month or a day: what others read with a mark, and at the ends of a window."""

Told = tuple[str, tuple[tuple[str, object], ...]]
"""How a date is said: a text of `said_dates.toml`, and the days, years and dates that go into it."""


@dataclass(frozen=True)
class FuzzyDate:
    """One date, or one spell, as far as it is known.

    Two are equal when they make the same statement; whether they fall on the same day is another question, so there
    is no ``<``: sort by `sort_key`, ask `certainly_before`.

    Attributes
    ----------
    edtf
        Its EDTF text as other programs read it; `mark` says what it leaves out.
    earliest, latest
        The first and the last possible day, both included; None where that side is open or unknown.
    qualifier
        ``"~"`` approximate, ``"?"`` uncertain, ``"%"`` both, ``""`` neither.
    precision
        ``"day"``, ``"month"``, ``"season"``, ``"part"`` (quarter, four months, half), ``"year"``, ``"decade"``,
        ``"century"``, ``"window"`` (one date within bounds) or ``"spell"``.
    """

    edtf: str
    earliest: Bound
    latest: Bound
    qualifier: str = ""
    precision: str = "day"
    told: Told = field(default=("", ()), compare=False, repr=False)

    @classmethod
    def parse(cls, edtf: str, *, mark: str = "", hemisphere: Hemisphere = "north") -> FuzzyDate:
        """Read EDTF text; `hemisphere` is where plain seasons (21-24) are read: in the south they become 29-32.

        A `mark` beside the text (``~ ? %``) is read as if it stood in it; a window's own ends are not widened by it.

        Raises
        ------
        DateNotUnderstood
            When it is not EDTF of the kept subset, or names a day that the calendar does not have.
        """
        return _parse(edtf, mark, hemisphere)

    @classmethod
    def of_day(cls, day: dt.date) -> FuzzyDate:
        """One known day."""
        return _parse(day.isoformat(), "", "north")

    @property
    def mark(self) -> str:
        """Its qualifier where the EDTF text does not carry it: of a season, a decade, a window; else empty."""
        return "" if both_marks(*(sign for sign in self.edtf if sign in "~?%")) == self.qualifier else self.qualifier

    @property
    def is_spell(self) -> bool:
        """Whether it says a stretch of time (``2004/2006``) instead of one date."""
        return self.precision == "spell"

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """A total order: by the middle of the window, then the narrower first, then by the text.

        An open side counts as the other bound, so that "before 1999" sorts with 1998 and "after 1999" with 2000.
        """
        first, last = self.earliest or self.latest, self.latest or self.earliest
        if first is None or last is None:
            return (0, 0, self.edtf)
        low, high = first.toordinal(), last.toordinal()
        return (low + high, high - low, self.edtf)

    def certainly_before(self, other: FuzzyDate) -> bool | None:
        """True when every day of this window comes before every day of the other's, False when none can, else None."""
        if self.latest and other.earliest and self.latest < other.earliest:
            return True
        if self.earliest and other.latest and self.earliest >= other.latest:
            return False
        return None

    def with_ends(self, earliest: Bound, latest: Bound) -> Self:
        """The same words with both ends set by hand.

        Raises
        ------
        DateNotUnderstood
            When the earliest day comes after the latest.
        """
        if earliest and latest and earliest > latest:
            raise DateNotUnderstood("date.earliest_before_latest")
        return replace(self, earliest=earliest, latest=latest)

    def __str__(self) -> str:
        return _worded(self)

    def window_words(self) -> str:
        """The window in words: "between 1 Jan and 31 Dec 2009", "on 14 May 2004", "on or before 31 Dec 1998"."""
        first, last = self.earliest, self.latest
        if first is None and last is None:
            return say("said_dates:window.unknown")
        if first is None:
            return say("said_dates:window.on_or_before", last=_short(last))
        if last is None:
            return say("said_dates:window.on_or_after", first=_short(first))
        if first == last:
            return say("said_dates:window.one", day=_short(first))
        start = current().date("short_day_of_year", first) if first.year == last.year else _short(first)
        return say("said_dates:window.between", first=start, last=_short(last))


def age_at(born: FuzzyDate, when: FuzzyDate) -> tuple[int | None, int | None]:
    """The least and the most full years of age at `when`; None where a bound is open. Never below zero."""
    least = full_years(born.latest, when.earliest) if born.latest and when.earliest else None
    most = full_years(born.earliest, when.latest) if born.earliest and when.latest else None
    return least, most


def full_years(born: dt.date, day: dt.date) -> int:
    """Full years from one day to another, as ages are counted; zero before the birth."""
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))


# --- reading ---


@lru_cache(maxsize=8192)
def _parse(edtf: str, mark: str, hemisphere: Hemisphere) -> FuzzyDate:
    if mark not in ("", "~", "?", "%"):
        _refuse()
    if edtf.startswith("[") and edtf.endswith("]"):
        return _window(edtf, mark, hemisphere)
    if "/" in edtf:
        return _spell(edtf, mark, hemisphere)
    match = _DATE.fullmatch(edtf)
    if match is None:
        _refuse()
    first, last, unit, told = _bounds(match, hemisphere)
    qualifier = both_marks(match["qualifier"], mark)
    if qualifier in ("~", "%"):
        first, last = _widen(first, last, unit)
    bare = edtf.removesuffix(match["qualifier"])
    if unit == "season" and hemisphere == "south" and bare[5:] in ("21", "22", "23", "24"):
        bare = f"{bare[:5]}{int(bare[5:]) + 8}"  # the code of that season in the south, wherever it is read again
    if qualifier and unit in ("year", "month"):
        bare = bare.replace("-XX", "")
    text = bare + qualifier if _PLAIN.fullmatch(bare) else bare
    return FuzzyDate(text, first, last, qualifier, unit, told)


def both_marks(*marks: str) -> str:
    """Several marks as one: ``%`` stands for ``~`` and ``?`` together."""
    found = {sign for mark in marks for sign in mark}
    return "%" if len(found) > 1 else "".join(found)


def _refuse(code: str = "date.example") -> NoReturn:
    raise DateNotUnderstood(code)


def _bounds(match: re.Match[str], hemisphere: Hemisphere) -> tuple[dt.date, dt.date, str, Told]:
    """First day, last day, unit and how it is said, of one unqualified date."""
    year, month, day = match["year"], match["month"], match["day"]
    if year < "0001":
        _refuse()
    if "X" in year:
        if month or year[2:] not in (f"{year[2]}X", "XX"):
            _refuse()
        return _years(year)
    if month in (None, "XX"):
        if day not in (None, "XX"):
            _refuse()
        return dt.date(int(year), 1, 1), dt.date(int(year), 12, 31), "year", _told("year", year=year)
    code = int(month)
    if code > 12:
        if day is not None:
            _refuse("date.no_day_in_part")
        return _part_of_year(int(year), code, hemisphere)
    if code == 0:
        _refuse("date.months")
    if day in (None, "XX"):
        return *_months(int(year), code, 1), "month", _told("month", day=dt.date(int(year), code, 1))
    try:
        exact = dt.date(int(year), code, int(day))
    except ValueError:
        _refuse("date.no_such_day")
    return exact, exact, "day", _told("day", day=exact)


def _years(year: str) -> tuple[dt.date, dt.date, str, Told]:
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    decade = not year.endswith("XX")
    unit = "decade" if decade else "century"
    return dt.date(max(low, 1), 1, 1), dt.date(high, 12, 31), unit, _told(unit, year=low)


def _part_of_year(year: int, code: int, hemisphere: Hemisphere) -> tuple[dt.date, dt.date, str, Told]:
    if 21 <= code <= 32:
        season = _SEASONS[(code - 21) % 4]
        south = code >= 29 or (code <= 24 and hemisphere == "south")
        first, last = _months(year, (_SOUTHERN if south else _NORTHERN)[season], 3)
        return first, last, "season", _told("season", season=season, first=first.year, last=last.year)
    if code not in _PARTS:
        _refuse("date.months")
    return *_months(year, *_PARTS[code]), "part", _told("part", code=code, year=year)


def _months(year: int, month: int, length: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of `length` months from `month` on (0: December of the year before)."""
    first = _first_of(year, month)
    return first, _first_of(year, month + length) - dt.timedelta(days=1) if (year, month + length) < (
        9999,
        13,
    ) else dt.date.max


def _first_of(year: int, month: int) -> dt.date:
    shift, index = divmod(month - 1, 12)
    return dt.date(min(year + shift, 9999), index + 1, 1) if year + shift > 0 else dt.date.min


def _widen(first: dt.date, last: dt.date, unit: str) -> tuple[dt.date, dt.date]:
    months = {"year": 12, "decade": 24, "century": 120, "month": 1, "season": 1, "part": 1}.get(unit)
    if months is None:
        week = dt.timedelta(days=7)
        return max(first, dt.date.min + week) - week, min(last, dt.date.max - week) + week
    after = last.month + months + 1
    end = (
        _first_of(last.year, after) - dt.timedelta(days=1) if last.year * 12 + after <= 9999 * 12 + 12 else dt.date.max
    )
    return _first_of(first.year, first.month - months), end


def _window(edtf: str, mark: str, hemisphere: Hemisphere) -> FuzzyDate:
    """``[a..b]``, ``[..b]``, ``[a..]``: one date somewhere between."""
    low, dots, high = edtf[1:-1].partition("..")
    if not dots or not (low or high):
        _refuse()
    start, end = (_single(text, hemisphere) if text else None for text in (low, high))
    _in_order(start, end)
    first, last = start.earliest if start else None, end.latest if end else None
    given = [text for text in (low, high) if text]
    if not all(_PLAIN.fullmatch(text) for text in given) or len({len(text) for text in given}) > 1:
        low, high = text_of_bounds(first, last)
    qualifier = both_marks(mark, *(each.qualifier for each in (start, end) if each))
    return FuzzyDate(f"[{low}..{high}]", first, last, qualifier, "window", _window_told(low, high))


def _window_told(low: str, high: str) -> Told:
    start, end = (_parse(text, "", "north") if text else None for text in (low, high))
    if start and end:
        return _told("between", first=start, last=end)
    return _told("before", last=_unit_after(end)) if end else _told("or_later", first=start)


def text_of_bounds(first: Bound, last: Bound) -> tuple[str, str]:
    """Two days as EDTF text of one length: whole years and whole months are said as such; empty where one is open."""
    low, high = (day.isoformat() if day else "" for day in (first, last))
    if (first is None or first.day == 1) and (last is None or last == dt.date.max or (last + _ONE_DAY).day == 1):
        low, high = low[:7], high[:7]
        if (first is None or first.month == 1) and (last is None or last.month == 12):
            low, high = low[:4], high[:4]
    return low, high


def _spell(edtf: str, mark: str, hemisphere: Hemisphere) -> FuzzyDate:
    """``a/b`` with ``..`` for an open and nothing for an unknown end."""
    low, _, high = edtf.partition("/")
    if low in ("", "..") and high in ("", ".."):
        _refuse()
    start, end = (None if text in ("", "..") else _single(text, hemisphere) for text in (low, high))
    _in_order(start, end)
    if low == "..":
        told = _told("up_to", last=end)
    elif high == "..":
        told = _told("from_on", first=start)
    else:
        told = _told("from_to", first=start, last=end)
    first, last = start.earliest if start else None, end.latest if end else None
    text = f"{_end_of_spell(low, start, first)}/{_end_of_spell(high, end, last)}"
    qualifier = both_marks(mark, *(each.qualifier for each in (start, end) if each))
    return FuzzyDate(text, first, last, qualifier, "spell", told)


def _end_of_spell(text: str, date: FuzzyDate | None, bound: Bound) -> str:
    """An end of a spell as others read it: theirs takes no season and no part of a year."""
    if date is None or bound is None or date.precision in ("day", "month", "year"):
        return date.edtf.replace("-XX", "") if date else text
    return bound.isoformat()[:7]


def _single(text: str, hemisphere: Hemisphere) -> FuzzyDate:
    if "/" in text or "[" in text:
        _refuse()
    return _parse(text, "", hemisphere)


def _in_order(start: FuzzyDate | None, end: FuzzyDate | None) -> None:
    if start and end and start.earliest and end.latest and start.earliest > end.latest:
        _refuse("date.first_before_second")


# --- words ---


def long_day(day: dt.date) -> str:
    """A day as it is printed: "14 May 2004"."""
    return current().date("day", day)


def clock(time: dt.time | dt.datetime) -> str:
    """A time of day as it is printed: "10:30"."""
    return current().time(time)


def _short(day: Bound) -> str:
    return current().date("short_day", day) if day else ""


_MARKS = {"~": "approximate", "?": "uncertain", "%": "both"}


def _told(how: str, **facts: object) -> Told:
    return how, tuple(facts.items())


def _worded(date: FuzzyDate) -> str:
    """A date in the words of the language that is spoken; a spell's ends carry their own marks."""
    how, facts = date.told
    words = _WORDS.get(how, _said)(how, dict(facts))
    if not date.qualifier or how in _SPELLS:
        return words
    group = "about_window" if date.precision == "window" else "about"
    return say(f"said_dates:{group}.{_MARKS[date.qualifier]}", date=words)


_SPELLS = {"up_to", "from_on", "from_to"}


def _said(how: str, facts: Mapping[str, object]) -> str:
    unknown = say("said_dates:date.unknown")
    return say(f"said_dates:date.{how}", **{name: unknown if fact is None else fact for name, fact in facts.items()})


def _year(_: str, facts: Mapping[str, object]) -> str:
    return str(facts["year"])


def _dated(how: str, facts: Mapping[str, object]) -> str:
    return current().date(how, cast("dt.date", facts["day"]))


def _season(how: str, facts: Mapping[str, object]) -> str:
    first, last = (cast("int", facts[side]) for side in ("first", "last"))
    year = str(first) if first == last else say("said_dates:date.years_of_season", first=first, last=last % 100)
    return say(f"said_dates:date.{how}", season=say(f"said_dates:season.{facts['season']}"), year=year)


def _part(_: str, facts: Mapping[str, object]) -> str:
    return say(f"said_dates:part.{facts['code']}", year=facts["year"])


_WORDS: dict[str, Callable[[str, Mapping[str, object]], str]] = {
    "year": _year,
    "month": _dated,
    "day": _dated,
    "season": _season,
    "part": _part,
}


def _unit_after(date: FuzzyDate) -> FuzzyDate:
    """The unit that follows, so that a closed bound can be said with "before"."""
    if date.latest is None or date.latest == dt.date.max:
        return date
    beyond = (date.latest + _ONE_DAY).isoformat()
    return _parse(
        {"year": beyond[:4], "decade": beyond[:4], "month": beyond[:7]}.get(date.precision, beyond), "", "north"
    )
