"""The grammar of remembered dates: a few rules, tried in order, each for one family of phrases.

Every rule takes the normalised text and gives a date, or None when the text is not of its family. Rules that hold
another date inside ("before …", "between … and …") call `read` on a shorter text, so the work is bounded by the
length of the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NoReturn

from imeworkbook.dates import EXAMPLE, FuzzyDate, Hemisphere
from imeworkbook.errors import AmbiguousDate, DateNotUnderstood
from imeworkbook.recall.words import alternatives, words


@dataclass(frozen=True)
class Context:
    """What a date may lean on: the birth, today, the hemisphere, the habit of writing the day or the month first."""

    born: FuzzyDate | None
    today: dt.date
    hemisphere: Hemisphere
    day_first: bool | None


Rule = Callable[[str, Context], FuzzyDate | None]


def read(text: str, context: Context) -> FuzzyDate:
    """Read normalised text as one date. Raises `DateNotUnderstood` or `AmbiguousDate`."""
    text = text.strip(" ,.;")
    for rule in RULES:
        date = rule(text, context)
        if date is not None:
            return date
    message = f"Please write {EXAMPLE}."
    raise DateNotUnderstood(message)


# --- words around a date ---


def _qualified(text: str, context: Context) -> FuzzyDate | None:
    """about, around, -ish (EDTF ~); maybe, I think, ? (EDTF ?)."""
    for mark, before, after in (("~", "approximately", "approximately_after"), ("?", "doubtfully", "doubtfully_after")):
        rest = _without(text, before, after)
        if rest is not None:
            return _with_mark(read(rest, context), mark)
    return None


def _filled(text: str, context: Context) -> FuzzyDate | None:
    """Words that add nothing: in, on, during, the; a day of the week."""
    match = _pattern("filler").match(text)
    return read(text[match.end() :], context) if match else None


def _without(text: str, before: str, after: str) -> str | None:
    if match := _pattern(before).match(text):
        return text[match.end() :]
    if match := _pattern(after).search(text):
        return text[: match.start()]
    return None


def _with_mark(date: FuzzyDate, mark: str) -> FuzzyDate:
    """The same date with one more EDTF mark; a window carries it at both its ends."""
    if date.precision == "window":
        low, _, high = date.edtf[1:-1].partition("..")
        ends = [_marked(end, mark) if end else "" for end in (low, high)]
        return FuzzyDate.parse(f"[{ends[0]}..{ends[1]}]")
    return FuzzyDate.parse(_marked(date.edtf, mark))


def _marked(edtf: str, mark: str) -> str:
    bare, former = edtf.rstrip("~?%"), edtf[len(edtf.rstrip("~?%")) :]
    return bare + (mark if former in ("", mark) else "%")


# --- bounds and windows ---


def _bound(text: str, context: Context) -> FuzzyDate | None:
    """before, by, after, since."""
    for name in ("before", "by", "after", "since"):
        if match := _pattern(name).match(text):
            rest = _pattern("onwards").sub("", text[match.end() :]) if name == "since" else text[match.end() :]
            return _bounded(name, read(rest, context))
    return None


def _bounded(name: str, date: FuzzyDate) -> FuzzyDate:
    if date.precision in ("window", "spell"):
        _refuse("Please give one date after “before” or “after”, such as before May 2009.")
    match name:
        case "by":
            return FuzzyDate.parse(f"[..{date.edtf}]")
        case "since":
            return FuzzyDate.parse(f"[{date.edtf}..]")
        case "before":
            return FuzzyDate.parse(f"[..{_beside(date, -1)}]")
        case _:
            return FuzzyDate.parse(f"[{_beside(date, 1)}..]")


def _beside(date: FuzzyDate, step: int) -> str:
    """The unit just before or just after a date, as EDTF, with its marks: before about 1999 is by about 1998."""
    if date.precision == "year":
        return f"{int(date.edtf[:4]) + step:04d}{date.qualifier}"
    if date.precision == "month":
        year, month = divmod(int(date.edtf[:4]) * 12 + int(date.edtf[5:7]) - 1 + step, 12)
        return f"{year:04d}-{month + 1:02d}{date.qualifier}"
    plain = FuzzyDate.parse(date.edtf.rstrip("~?%"))
    day = plain.earliest if step < 0 else plain.latest
    if day is None:
        _refuse(f"Please write {EXAMPLE}.")
    return (day + dt.timedelta(days=step)).isoformat() + date.qualifier


def _either(text: str, context: Context) -> FuzzyDate | None:
    """One date in a window: between … and …, either … or …, March or April 2013."""
    if match := re.fullmatch(r"(?:some ?time |somewhere )?between (.+?)(?: and |-)(.+)", text):
        pass
    elif not (match := re.fullmatch(r"(?:either )?(.+?) or (.+)", text)):
        return None
    low, high = match[1], match[2]
    last = read(high, context)
    first = _sharing_year(low, high, context)
    if first.precision in ("window", "spell") or last.precision in ("window", "spell"):
        if None in (first.earliest, first.latest, last.earliest, last.latest):
            _refuse("Please give two dates, such as between March 2003 and May 2004.")
        return FuzzyDate.parse(f"[{first.earliest}..{last.latest}]")
    return FuzzyDate.parse(f"[{first.edtf}..{last.edtf}]")


def _sharing_year(low: str, high: str, context: Context) -> FuzzyDate:
    """The first of two dates, which may leave to the second to say the year ("March or April 2013")."""
    try:
        return read(low, context)
    except DateNotUnderstood:
        if year := re.search(r"\b(\d{4})\b", high):
            return read(f"{low} {year[1]}", context)
        raise


def _spell(text: str, context: Context) -> FuzzyDate | None:
    """From … to …: a stretch of time, which wants two fields."""
    if re.fullmatch(r"(?:from )?.*\d.*(?: to | until | till | through |\d ?- ?(?=\d{4}\b)).*\d.*", text):
        _refuse("This says a stretch of time. Please put its beginning in the first field and its end in the other.")
    return None


# --- parts of a year, seasons, decades ---


def _part(text: str, context: Context) -> FuzzyDate | None:
    """early, mid, late of a decade, a year, a season, a month; halves and quarters."""
    match = _pattern("part").match(text)
    if match is None:
        return None
    part = next(name for name, forms in words()["parts"].items() if match[1] in forms)
    return _part_of(part, read(text[match.end() :], context))


def _part_of(part: str, whole: FuzzyDate) -> FuzzyDate:
    place = ("early", "mid", "late").index(part)
    bare = whole.edtf.rstrip("~?%")
    if whole.precision == "year":
        date = FuzzyDate.parse(f"{bare}-{37 + place}")
    elif whole.precision == "decade":
        decade = int(bare[:3]) * 10
        first, last = ((0, 3), (3, 7), (6, 9))[place]
        date = FuzzyDate.parse(f"[{decade + first}..{decade + last}]")
    elif whole.precision in ("month", "season", "part"):
        plain = FuzzyDate.parse(bare)
        if plain.earliest is None or plain.latest is None:
            _refuse(f"Please write {EXAMPLE}.")
        days = (plain.latest - plain.earliest).days
        low, high = ((0.0, 0.45), (0.25, 0.75), (0.55, 1.0))[place]
        ends = (
            plain.earliest + dt.timedelta(days=int(days * low)),
            plain.earliest + dt.timedelta(days=int(days * high)),
        )
        date = FuzzyDate.parse(f"[{ends[0]}..{ends[1]}]")
    else:
        _refuse("Please say early, mid or late of a month, a season, a year or a decade, such as early 2004.")
    return _with_mark(date, whole.qualifier) if whole.qualifier else date


def _half_or_quarter(text: str, context: Context) -> FuzzyDate | None:
    ordinal = alternatives(form for forms in words()["ordinals"].values() for form in forms)
    if match := re.fullmatch(rf"({ordinal}) (half|quarter)(?: of)?(?: the year)? (\d{{4}})", text):
        number = next(int(key) for key, forms in words()["ordinals"].items() if match[1] in forms)
        kind, year = match[2], match[3]
    elif match := re.fullmatch(r"(q|h)([1-4])[ /-]?(\d{4})", text) or re.fullmatch(
        r"(?P<y>\d{4})[ /-]?(q|h)([1-4])", text
    ):
        groups = [group for group in match.groups() if group]
        year = next(group for group in groups if len(group) == 4)
        kind = "quarter" if "q" in groups else "half"
        number = int(next(group for group in groups if group in "1234"))
    else:
        return None
    if kind == "half" and number == 4:
        number = 2
    if kind == "half" and number > 2:
        return None
    return FuzzyDate.parse(f"{year}-{(33 if kind == 'quarter' else 40) + number - 1}")


def _season(text: str, context: Context) -> FuzzyDate | None:
    match = _pattern("season").fullmatch(text)
    if match is None:
        return None
    season = next(name for name, forms in words()["seasons"].items() if match[1] in forms)
    code = (29 if context.hemisphere == "south" else 21) + ("spring", "summer", "autumn", "winter").index(season)
    crosses = season == ("summer" if context.hemisphere == "south" else "winter")
    year = _year(match[2], context)
    second = match[3]
    if second:
        end = int(second) if len(second) == 4 else year - year % 10 ** len(second) + int(second)
        if not crosses or end != year + 1:
            _refuse("Please name one season, such as summer 2003 or winter 2003-04.")
        return FuzzyDate.parse(f"{end:04d}-{code}")
    if not crosses:
        return FuzzyDate.parse(f"{year:04d}-{code}")
    readings = tuple(FuzzyDate.parse(f"{end:04d}-{code}") for end in (year, year + 1))
    message = f"Which {season}: the one that ended in the year you wrote, or the one that began in it?"
    raise AmbiguousDate(message, readings)


def _decade(text: str, context: Context) -> FuzzyDate | None:
    if match := re.fullmatch(r"(\d{3})0'?s", text):
        return FuzzyDate.parse(f"{match[1]}X")
    if match := re.fullmatch(r"'?(\d)0'?s", text):
        return _decade_of(int(match[1]) * 10, context)
    for number, forms in words()["decades"].items():
        if text in forms:
            return _decade_of(int(number), context)
    return None


def _decade_of(number: int, context: Context) -> FuzzyDate:
    """The latest decade of that name that has begun."""
    century = context.today.year // 100 * 100
    year = century + number if century + number <= context.today.year else century - 100 + number
    return FuzzyDate.parse(f"{year // 10:03d}X")


# --- ages ---

_TEENS = "as a teenager|in my teens|when i was a teenager"
_AGE = re.compile(
    r"(?:(?:back )?when i was|i was|at the age of|at age|at about age|at|aged|age|when) ?"
    r"(?P<about>about|around|roughly)? ?(?:aged? )?"
    r"(?P<age>\d{1,3})(?: ?(?:years?(?: old)?|years? of age|yrs?(?: old)?|y/?o))?"
    r"|(?P<about2>about|around)? ?(?P<age2>\d{1,3}) ?(?:years? old|years? of age|yrs? old|y/?o)"
)
_AGES = re.compile(
    r"(?:when i was )?(?:between )?(?:the )?(?:ages? )?(?:of )?(?P<low>\d{1,3}) ?(?:and|or|to|-) ?(?P<high>\d{1,3})"
    r" ?(?:years? old|years? of age|yrs? old|y/?o)"
    r"|when i was (?:between )?(?P<low2>\d{1,3}) (?:and|or) (?P<high2>\d{1,3})"
    r"|(?:at|aged?) (?P<low3>\d{1,3}) or (?P<high3>\d{1,3})"
)


def _age(text: str, context: Context) -> FuzzyDate | None:
    """When I was 16, at 16, aged about fifteen, between 14 and 16 years old, in my early twenties, in my teens."""
    if re.fullmatch(_TEENS, text):
        return _between_ages(13, 19, context)
    decade = _pattern("age_decade").fullmatch(text)
    if decade:
        tens = next((int(key) for key, forms in words()["decades"].items() if decade[2] in forms), None)
        tens = int(decade[2][:2]) if tens is None else tens
        part = next((name for name, forms in words()["parts"].items() if decade[1] in forms), None)
        low, high = {None: (0, 9), "early": (0, 3), "mid": (3, 7), "late": (6, 9)}[part]
        return _between_ages(tens + low, tens + high, context)
    if match := _AGES.fullmatch(text):
        low_age, high_age = (int(group) for group in match.groups() if group)
        return _between_ages(low_age, high_age, context)
    if match := _AGE.fullmatch(text):
        age = int(match["age"] or match["age2"])
        slack = 1 if match["about"] or match["about2"] else 0
        return _between_ages(age - slack, age + slack, context)
    return None


def _between_ages(low: int, high: int, context: Context) -> FuzzyDate:
    """From the earliest birthday of the lower age to the last day of the higher one."""
    born = context.born
    if born is None or born.earliest is None or born.latest is None:
        _refuse("To read an age, the workbook needs your date of birth; it is asked for in “Work and training”.")
    if not 0 <= low <= high <= 120:
        _refuse("Please check this age.")
    first = _birthday(born.earliest, low)
    last = _birthday(born.latest, high + 1) - dt.timedelta(days=1)
    return FuzzyDate.parse(f"[{first}..{last}]")


def _birthday(born: dt.date, age: int) -> dt.date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # 29 February
        return dt.date(born.year + age, 3, 1)


# --- absolute dates ---

_NUMERIC = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|'?\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/. -](\d{1,2})(?:[/. -](\d{1,2}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.\-](\d{4})")


def _numeric(text: str, context: Context) -> FuzzyDate | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _calendar(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _MONTH_YEAR.fullmatch(text):
        return _calendar(int(match[2]), int(match[1]), None)
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), _year(match[3], context)
    if first > 12 or first == second or (context.day_first is True and second <= 12):
        return _calendar(year, second, first)
    if second > 12 or context.day_first is False:
        return _calendar(year, first, second)
    readings = (_calendar(year, second, first), _calendar(year, first, second))
    message = "This can be read in two ways, day first or month first. Which do you mean?"
    raise AmbiguousDate(message, readings)


def _named_month(text: str, context: Context) -> FuzzyDate | None:
    """5 May 2004, May 5th, 2004, the 5th of May 2004, May 2004, Jan 98, 2004 May."""
    for name in ("day_month_year", "month_day_year", "month_year", "year_month"):
        if match := _pattern(name).fullmatch(text):
            month = next(int(number) for number, forms in words()["months"].items() if match["month"] in forms)
            day = match["day"] if "day" in match.groupdict() else None
            return _calendar(_year(match["year"], context), month, int(day) if day else None)
    return None


def _year_alone(text: str, context: Context) -> FuzzyDate | None:
    if re.fullmatch(r"\d{4}|'\d{2}", text):
        return FuzzyDate.parse(f"{_year(text, context):04d}")
    return None


def _year(text: str, context: Context) -> int:
    """A year in full; of two digits, the latest that is not after today."""
    digits = text.strip("' ")
    if len(digits) != 2:
        return int(digits)
    century = context.today.year // 100 * 100
    year = century + int(digits)
    return year if year <= context.today.year else year - 100


def _calendar(year: int, month: int, day: int | None) -> FuzzyDate:
    if not 1 <= month <= 12:
        _refuse(f"Months go from 1 to 12; please write {EXAMPLE}.")
    return FuzzyDate.parse(f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day is not None else ""))


def _refuse(message: str) -> NoReturn:
    raise DateNotUnderstood(message)


# --- patterns made from the language's words ---


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """One pattern over the word lists, made when first used."""
    lists = words()
    month = "(?P<month>" + alternatives(form for forms in lists["months"].values() for form in forms) + r")\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<year>\d{4}|'?\d{2})"
    part = "(" + alternatives(form for forms in lists["parts"].values() for form in forms) + ")"
    season = alternatives(form for forms in lists["seasons"].values() for form in forms)
    decade = alternatives(form for forms in lists["decades"].values() for form in forms)
    weekday = alternatives(lists["weekdays"])
    made = {
        "filler": rf"(?:{alternatives(lists['fillers'])} |{weekday}\.?,? )",
        "part": rf"{part}[ -](?:the )?(?:year )?",
        "season": rf"({season})(?: of)?,? (\d{{4}}|'\d{{2}})(?: ?(?:-|/|to|and) ?(\d{{4}}|\d{{1,2}}))?",
        "age_decade": rf"(?:when i was )?in my (?:({part[1:-1]})[ -])?({decade}|\d0'?s)",
        "day_month_year": rf"{day}(?: of)?[ -]?{month}[ ,-]*{year}",
        "month_day_year": rf"{month} {day}(?:,| )+{year}",
        "month_year": rf"{month}(?: of)?[ ,/-]*{year}",
        "year_month": rf"(?P<year>\d{{4}})[ ,/-]*{month}",
        "onwards": rf" {alternatives(lists['onwards'])}$",
    }
    if name in made:
        return re.compile(made[name])
    if name.endswith("_after"):
        return re.compile(rf"(?:,? ?-?|,? ){alternatives(lists[name])}$")
    return re.compile(rf"{alternatives(lists[name])}(?:,? )")


RULES: tuple[Rule, ...] = (
    _age,
    _spell,
    _qualified,
    _either,
    _bound,
    _half_or_quarter,
    _part,
    _season,
    _decade,
    _numeric,
    _named_month,
    _year_alone,
    _filled,
)
