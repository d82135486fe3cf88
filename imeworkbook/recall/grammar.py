"""The grammar of remembered dates: a few rules, tried in order, each for one family of phrases.

Every rule takes the normalised text and gives a date, or None when the text is not of its family. Rules that hold
another date inside ("before …", "between … and …") call `read` on a shorter text, so the work is bounded by the
length of the text.
"""

from __future__ import annotations

import datetime as dt
import re

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import DateNotUnderstood
from imeworkbook.recall.absolute import decade, half_or_quarter, named_month, numeric, season, year_alone
from imeworkbook.recall.ages import age
from imeworkbook.recall.context import Context, Rule, refuse
from imeworkbook.recall.patterns import pattern
from imeworkbook.recall.words import words


def read(text: str, context: Context) -> FuzzyDate:
    """Read normalised text as one date. Raises `DateNotUnderstood` or `AmbiguousDate`."""
    text = text.strip(" ,.;")
    for rule in RULES:
        date = rule(text, context)
        if date is not None:
            return date
    refuse()


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
    match = pattern("filler").match(text)
    return read(text[match.end() :], context) if match else None


def _without(text: str, before: str, after: str) -> str | None:
    if match := pattern(before).match(text):
        return text[match.end() :]
    if match := pattern(after).search(text):
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
        if match := pattern(name).match(text):
            rest = pattern("onwards").sub("", text[match.end() :]) if name == "since" else text[match.end() :]
            return _bounded(name, read(rest, context))
    return None


def _bounded(name: str, date: FuzzyDate) -> FuzzyDate:
    if date.precision in ("window", "spell"):
        refuse("Please give one date after “before” or “after”, such as before May 2009.")
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
        refuse()
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
            refuse("Please give two dates, such as between March 2003 and May 2004.")
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
        refuse("This says a stretch of time. Please put its beginning in the first field and its end in the other.")
    return None


# --- parts of a year, seasons, decades ---


def _part(text: str, context: Context) -> FuzzyDate | None:
    """early, mid, late of a decade, a year, a season, a month; halves and quarters."""
    match = pattern("part").match(text)
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
            refuse()
        days = (plain.latest - plain.earliest).days
        low, high = ((0.0, 0.45), (0.25, 0.75), (0.55, 1.0))[place]
        ends = (
            plain.earliest + dt.timedelta(days=int(days * low)),
            plain.earliest + dt.timedelta(days=int(days * high)),
        )
        date = FuzzyDate.parse(f"[{ends[0]}..{ends[1]}]")
    else:
        refuse("Please say early, mid or late of a month, a season, a year or a decade, such as early 2004.")
    return _with_mark(date, whole.qualifier) if whole.qualifier else date


RULES: tuple[Rule, ...] = (
    age,
    _spell,
    _qualified,
    _either,
    _bound,
    half_or_quarter,
    _part,
    season,
    decade,
    numeric,
    named_month,
    year_alone,
    _filled,
)
