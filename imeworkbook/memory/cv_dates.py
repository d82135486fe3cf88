"""The dates in a line of a CV: where they stand, whether a post goes on, and what is left of the line without them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from imeworkbook.language import once_a_language, texts
from imeworkbook.recall.words import alternatives, key_of, spelt

_EDGES = " \t,;:|·•–—-"


@dataclass(frozen=True)
class Dates:
    """The dates of one line, in its own words; `before` and `after` are the rest of it.

    `finished` says that the one date is that of an end, as "graduated 2001" is. `each` are the times of a list
    ("summers 2007 and 2009"), and empty where there is one.
    """

    start: str
    end: str
    ongoing: bool
    before: str
    after: str
    finished: bool = False
    each: tuple[Dates, ...] = ()

    @property
    def rest(self) -> str:
        """The line without its dates."""
        return " ".join(part for part in (self.before, self.after) if part)


@once_a_language
def lists() -> dict[str, Any]:
    """The words by which a CV is read."""
    return texts("cv")


@once_a_language
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A range of two dates, one of two years in short, a date from which something goes on, and a date alone."""
    said = lists()["dates"]
    months, seasons = alternatives(_forms("months")) + r"\.?", alternatives(_forms("seasons"))
    year = r"(?:(?:19|20)\d\d)"
    short = rf"(?:{year}|'\d\d)"
    days, to, still, of = (said[name] for name in ("day", "to", "still", "of"))
    about = rf"(?:(?:{said['about']})[ -])?"
    date = (
        rf"{about}(?:{days} {months},? {short}|{months} {days},? {year}"
        rf"|{year}-\d\d-\d\d|{year}-\d\d(?!\d)(?=\s*(?:[-–—]|{to})\s*(?:{year}-\d\d|{still}))"
        rf"|(?<=[-–—] ){year}-(?:0\d|1[0-2])(?![\d-])|(?<={said['before_month']}){year}-(?:0\d|1[0-2])(?![\d-])"
        rf"|\d{{1,2}}[/.]\d{{1,2}}[/.](?:{year}|\d\d)(?!\d)|\d{{1,2}}[/.]{year}|{year}[/.]\d{{1,2}}(?!\d)"
        rf"|(?:{months}|{seasons}s?)[ ,/-]*(?:{of})?{short}|(?:{months})[ /-]?'?\d\d(?!\d)|{year}|'\d\d)"
    )
    present = alternatives(lists()["present"])
    joint = rf"\s*(?:{alternatives(lists()['to'])})\s*"
    since, until = (alternatives(lists()[name]) for name in ("since", "until"))
    loose = rf"(?:{date}|(?:{days} )?{months})"
    edge = r"(?<![\w'])"
    return tuple(
        re.compile(edge + pattern, re.IGNORECASE)
        for pattern in (
            rf"(?P<day>{days})\s*(?:[-–—/]|{said['to_day']})\s*(?P<end>{days} {months},? {short})(?!\w)",
            rf"(?P<start>{months})\s*(?:&|{said['and']})\s*(?P<end>{months} {short})(?!\w)",
            rf"(?:(?:{since})\s+)?(?P<start>{loose}){joint}(?:(?P<present>{present})\b|(?P<end>{date}))(?!\w)",
            rf"(?P<start>(?:(?:{months}|{seasons})[ ,]*)?{year})(?:[-–—/])(?P<short>\d\d)(?!\d|[-/.]\d)",
            rf"(?P<start>{year})\s[-–—]\s(?P<short>\d\d)(?=\s*(?:$|[\t,;:|)\]·]))",
            rf"(?:{since})\s+(?P<start>{date})(?!\w)(?P<present>)",
            rf"(?P<start>{date})\s*[-–—](?P<present>)(?=\s*(?:$|[,;:|)·\]]))",
            rf"(?:{until})\s+(?P<end>{date})(?!\w)",
            rf"(?P<start>{date})(?!\w)",
        )
    )


@once_a_language
def _present() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(lists()['present'])}(?!\w)", re.IGNORECASE)


@once_a_language
def _finished() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?P<said>{alternatives(lists()['finished'])})[:,]?\s*(?:{lists()['dates']['finished_then']})?$",
        re.IGNORECASE,
    )


@once_a_language
def _months() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(_forms('months'))}(?!\w)")


@once_a_language
def _seasons() -> re.Pattern[str]:
    return re.compile(rf"({alternatives(_forms('seasons'))})(s?)\b", re.IGNORECASE)


def _forms(name: str) -> tuple[str, ...]:
    """The forms of one of the tables of dates, as people write them and with plain letters."""
    written = [form for forms in texts("dates")[name].values() for form in forms]
    return tuple(dict.fromkeys((*written, *map(spelt, written))))


@once_a_language
def _and() -> re.Pattern[str]:
    joint = lists()["dates"]["and"]
    return re.compile(rf"\s*(?:,\s*(?:{joint}|&)?|;|{joint}\b|&)\s*", re.IGNORECASE)


@once_a_language
def _length() -> re.Pattern[str]:
    return re.compile(lists()["dates"]["length"], re.IGNORECASE)


_YEAR = re.compile(r"(?:19|20)\d\d$|'\d\d$|(?<=[a-z. /-])\d\d$", re.IGNORECASE)


def length_only(line: str) -> bool:
    """Whether a line says nothing but how long: "8 yrs 3 mos", "Full-time · 4 years"."""
    kept = re.sub(rf"(?<!\w){alternatives(lists()['part_time'])}(?!\w)", "", line, flags=re.IGNORECASE)
    return bool(re.fullmatch(r"[\W_]*", _length().sub("", kept))) and bool(_length().search(line))


def dates_in(line: str) -> Dates | None:
    """The dates of a line; None where there are none."""
    text = _length().sub("", line) if re.search(r"\d{4}", _length().sub("", line)) else line
    for pattern in _patterns():
        match = pattern.search(text)
        if match is None or _is_month(match.groupdict(), match[0]):
            continue
        before, after = text[: match.start()], text[match.end() :]
        each, after = _listed(match, after)
        said = _finished().search(before.rstrip(" (["))
        if said:
            before = before[: said.start()]
        found = _dates(match, before, after, finished=said is not None)
        return replace(found, each=each) if each else found
    return None


def _listed(match: re.Match[str], after: str) -> tuple[tuple[Dates, ...], str]:
    """Every time of a list that a match begins, with what is behind it: "summers 2007, 2008 and 2009"."""
    first = _dates(match, "", "", finished=False)
    found, rest, season = [_one_of_a_list(first, "")], after, _seasons().match(first.start)
    joined = False
    while step := _and().match(rest):
        tail = rest[step.end() :]
        item = next((one for one in (pattern.match(tail) for pattern in _patterns()) if one), None)
        if item is None:
            break
        found.append(_one_of_a_list(_dates(item, "", "", finished=False), season[1] if season else ""))
        joined, rest = joined or bool(step[0].strip(", ")), tail[item.end() :]
    if len(found) < 2 or not (joined or (season and season[2])):
        return (), after
    return tuple(found), rest


def _one_of_a_list(found: Dates, season: str) -> Dates:
    """One time of a list, which begins and ends in it where it is a single one."""
    plural = _seasons().match(found.start)
    start = plural[1] + found.start[plural.end() :] if plural else found.start
    if season and re.fullmatch(r"\d{4}|'\d\d", start):
        start = f"{season} {start}"
    return replace(found, start=start, end=found.end or ("" if found.ongoing else start))


def _is_month(groups: dict[str, str | None], text: str) -> bool:
    """Whether two years in short are a month instead: 2015/07, or 2009-03, which would be a hundred years."""
    short, start = groups.get("short"), groups.get("start")
    if not short or not start:
        return False
    if not start.isdigit():
        return int(short) < int(start[-2:])
    follows = int(short) == (int(start) + 1) % 100
    return int(short) <= 12 and not follows and ("/" in text or int(short) < int(start[2:]))


def _dates(match: re.Match[str], before: str, after: str, *, finished: bool) -> Dates:
    groups = match.groupdict()
    start, end = (groups.get("start") or "").strip(), (groups.get("end") or "").strip()
    if short := groups.get("short"):
        century = int(start[-4:-2])
        end = str(century + (int(short) < int(start[-2:]))) + short
    elif groups.get("day"):
        start = f"{groups['day']} {end.split(' ', 1)[1]}"
    elif start and end and not _YEAR.search(start):
        start = _with_year_of(start, end)
    if finished and start and not end:
        start, end = "", start
    ongoing = groups.get("present") is not None and (bool(groups["present"]) or not end)
    return Dates(start, end, ongoing, _trimmed(before), _trimmed(after), finished)


def _with_year_of(start: str, end: str) -> str:
    """A day or a month with the year of the other end, or the year before where it comes later: Nov – Feb 2014."""
    year = _YEAR.search(end)
    if year is None:
        return start
    first, last = (_month_in(text) for text in (start, end))
    number, signs = re.sub(r"\D", "", year[0]), year[0].rstrip("0123456789")
    if first and last and first > last:
        number = f"{(int(number) - 1) % 10 ** len(number):0{len(number)}d}"
    return f"{start} {signs}{number}"


def _month_in(text: str) -> int:
    match = _months().search(text.lower())
    return int(key_of("months", spelt(match[0]))) if match else 0


def _trimmed(text: str) -> str:
    """The text without empty brackets and what joined it to its dates."""
    text = re.sub(r"[(\[]\s*[)\]]", "", text)
    text = text.strip(_EDGES)
    if text.count("(") != text.count(")"):
        text = text.strip("()") if text[:1] == ")" or text[-1:] == "(" else text
    if text.count("[") != text.count("]"):
        text = text.strip("[]")
    return text.strip(_EDGES)


def is_present(text: str) -> bool:
    """Whether some words are no more than that something goes on."""
    return bool(_present().fullmatch(text.strip(_EDGES + "()[].")))
