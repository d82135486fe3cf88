"""The words about time in one line: the longest stretch of words that can be read as a date, or as two around "to".

How often, how much and for how long are no time of their own, and are looked past. A stretch has to look like a time:
it begins with a word that leads to one ("since", "after", "when"), or it holds a year, a month, a season, an age.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from imeworkbook.errors import AmbiguousDate, DateError
from imeworkbook.language import once_a_language, texts
from imeworkbook.recall import Recollection
from imeworkbook.recall.words import alternatives

Read = Callable[[str], Recollection]
Stretch = tuple[int, int]

_TOKEN = re.compile(r"\d{1,4}(?:[./-]\d{1,4})+|[^\s,;:.!?()–—]+|[,;:.!?()–—]")
_STOPS = frozenset(",;:.!?()–—")
_LONGEST = 9


@dataclass(frozen=True)
class TimeFound:
    """The words about time in a line. `start` and `end` were read as dates; `phrase` may not have been."""

    phrase: str = ""
    start: str = ""
    end: str = ""
    ongoing: bool = False
    rest: str = ""


def find_time(line: str, read: Read) -> TimeFound:
    """Find what a line says about time: two dates around "to", else the longest stretch that can be read.

    Where none can be read, the first stretch that looks like a time is given as a phrase.
    """
    plain = _passed_over(line)
    ongoing = bool(_going_on().search(line.lower()))
    if (ages := _line("ages").search(plain)) is not None:
        phrase, at = line[slice(*ages.span())], texts("memory")["line"]["at_age"]
        return TimeFound(phrase, at.format(age=ages[1]), at.format(age=ages[2]), rest=_without(line, *ages.span()))
    if found := _two_dates(line, plain, read):
        return found
    stretches = list(_stretches(plain))
    best = max(
        (stretch for stretch in stretches if _readable(plain[slice(*stretch)], read)),
        key=lambda stretch: (len(_TOKEN.findall(plain[slice(*stretch)])), -stretch[0]),
        default=None,
    )
    if best is not None:
        return _told(line, best, ongoing=ongoing)
    if stretches:
        first, last = _widest(stretches)
        return TimeFound(line[first:last].strip(), rest=_without(line, first, last), ongoing=ongoing)
    return TimeFound(rest=line, ongoing=ongoing)


def _told(line: str, stretch: Stretch, *, ongoing: bool) -> TimeFound:
    words, rest = line[slice(*stretch)], _without(line, *stretch)
    if since := _line("since").match(words):
        return TimeFound(words, words[since.end() :], ongoing=True, rest=rest)
    if begun := _line("from").match(words):
        return TimeFound(words, words[begun.end() :], ongoing=ongoing, rest=rest)
    if until := _line("until").match(words):
        return TimeFound(words, end=words[until.end() :], rest=rest)
    return TimeFound(words, words, ongoing=ongoing, rest=rest)


def _passed_over(line: str) -> str:
    """The line with as many signs that mean nothing in place of how often, how much or for how long something was."""
    return _repeated().sub(lambda match: "_" * len(match[0]), line.replace("’", "'"))


# --- two dates around "to" ---


def _two_dates(line: str, plain: str, read: Read) -> TimeFound | None:
    for connector in _line("to").finditer(plain):
        spell = _spell(plain[: connector.start()], plain[connector.end() :], read)
        if spell:
            start, end, first, last = spell
            stretch = first, connector.end() + last
            return TimeFound(line[slice(*stretch)].strip(), start, end, rest=_without(line, *stretch))
    return None


def _spell(before: str, after: str, read: Read) -> tuple[str, str, int, int] | None:
    """As many words of both sides as can be read, with where the first begins and the last ends.

    The first may leave it to the second to say the year ("from March to May 2014") or the month ("12 to 19 May 2014").
    """
    end = next((after[:last] for first, last in _inner(after) if first == 0 and _is_time(after[:last], read)), "")
    if not end:
        return None
    year = re.search(r"\b\d{4}\b", end)
    for first, last in _inner(before):
        if before[last:].strip():
            continue
        if before[first:last][:1] in _STOPS:
            continue
        from_there = _line("from").match(before[first:last])
        words = before[first:last][from_there.end() if from_there else 0 :]
        shared = (
            f"{words} {end.split(' ', 1)[1]}"
            if _line("day").fullmatch(words) and _line("day_and_word").match(end)
            else words
        )
        for start in (words, f"{words} {year[0]}" if year else words, shared):
            if words and _is_time(start, read):
                return start, end, first, len(end)
    return None


def _is_time(words: str, read: Read) -> bool:
    """Whether words can be read and hold a time of the calendar, or name something a memory is tied to."""
    return bool(_timely(_TOKEN.findall(words.lower()), alone=True)) and _readable(words, read)


def _inner(text: str) -> Iterator[Stretch]:
    """The stretches of whole words in a text, the longest first, then from the left."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    for length in range(min(len(tokens), _LONGEST), 0, -1):
        for first in range(len(tokens) - length + 1):
            yield tokens[first][0], tokens[first + length - 1][1]


# --- stretches that look like a time ---


def _stretches(plain: str) -> Iterator[Stretch]:
    """Stretches of whole words that may be a time, from the left, the longest of each place first."""
    tokens = list(_TOKEN.finditer(plain))
    words = [token[0].lower() for token in tokens]
    for first in range(len(tokens)):
        if first > 1 and words[first - 1] == _and() and _line("year").fullmatch(words[first - 2]):
            continue
        if words[first] in _STOPS or (words[first] in _time()["loose_first"] and not _begins(words[first:])):
            continue
        for last in range(min(len(tokens), first + _LONGEST), first, -1):
            part = words[first:last]
            if "_" in "".join(part) or _is_parted(part) or _is_cut(words, last):
                continue
            if _timely(part):
                yield tokens[first].start(), tokens[last - 1].end()


def _begins(words: Sequence[str]) -> bool:
    """Whether a small word begins a time: "a week after", "one summer", "first year of"."""
    return len(words) > 1 and words[1] in _time()["counted"]


def _is_parted(words: Sequence[str]) -> bool:
    """Whether a comma or the like stands in a stretch, but for that of "May 5, 2014"."""
    return any(word in _STOPS and not _in_a_date(words, at) for at, word in enumerate(words))


def _in_a_date(words: Sequence[str], at: int) -> bool:
    day, year = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    return words[at] == "," and bool(_line("day").fullmatch(day)) and year.isdigit()


def _is_cut(words: Sequence[str], last: int) -> bool:
    """Whether a stretch ends right before the number that belongs to it: "in March" before 2005, "2010 and" 2011."""
    more = words[last + 1] if words[last : last + 1] == [_and()] and last + 1 < len(words) else ""
    following = more or (words[last] if last < len(words) else "")
    return bool(_line("year").fullmatch(following) or (not more and _line("day").fullmatch(following)))


def _timely(words: Sequence[str], *, alone: bool = False) -> bool:
    """Whether words look like a time: one that leads to what a memory is tied to, or one that is a time by itself."""
    strong, counted = _time()["strong"], _time()["counted"]
    if len(words) > 1 and (words[0] in strong or any(word in strong for word in words[1:4])):
        return True
    if len(words) > 2 and words[0] in _time()["the"] and words[1] in counted:
        return True
    core = [at for at, word in enumerate(words) if _is_core(word)]
    if any(words[at] not in _time()["doubted"] or _pointed(words, at) for at in core):
        return True
    tied = any(word in _time()["anchor"] for word in words) and len(words) < 4
    if alone or (tied and words[0] in _time()["within"]):
        return tied
    ordered = any(one in _time()["ordinal"] and two in _time()["ordered"] for one, two in pairwise(words))
    return ordered or bool(_line("of_age").match(" ".join(words)))


def _pointed(words: Sequence[str], at: int) -> bool:
    """Whether a word that is also another ("may", "march", "fall") is a time here: by what stands beside it."""
    before, behind = words[at - 1 : at] if at else (), words[at + 1 : at + 2]
    leads = _time()["leads"] | _time()["points"]
    return any(word in leads for word in before) or any(re.match(r"'?\d", word) for word in behind)


def _is_core(word: str) -> bool:
    return word in _time()["core"] or word.rpartition("'")[2] in _time()["core"] or bool(_line("year").fullmatch(word))


def _widest(places: list[Stretch]) -> Stretch:
    """The first stretch, with what overlaps it."""
    first, last = places[0]
    for start, end in places[1:]:
        if start < last:
            last = max(last, end)
    return first, last


def _readable(words: str, read: Read) -> bool:
    """Whether the words come to a date, or to two dates of which the person chooses."""
    try:
        read(words)
    except AmbiguousDate:
        return True
    except DateError:
        return False
    return True


def _without(line: str, first: int, last: int) -> str:
    """The line without a stretch and the punctuation around it."""
    parts = [line[:first].strip(" ,;:–—-"), line[last:].strip(" ,;:–—-")]
    return (
        ", ".join(part for part in parts if part)
        if parts[0] and line[first - 1 : first] != " "
        else " ".join(part for part in parts if part)
    )


# --- the lists of words ---


def _and() -> str:
    return str(texts("memory")["line"]["and"])


def _line(name: str) -> re.Pattern[str]:
    return _of_a_line()[name]


@once_a_language
def _of_a_line() -> dict[str, re.Pattern[str]]:
    """The patterns of the words about time in a line."""
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in texts("memory")["line"].items()}


@once_a_language
def _time() -> dict[str, frozenset[str]]:
    content: dict[str, Any] = texts("memory")["time"]
    return {name: frozenset(words) for name, words in content.items()}


@once_a_language
def _repeated() -> re.Pattern[str]:
    passed = "|".join(texts("memory")["passed_over"]["patterns"])
    return re.compile(rf"\b(?:{alternatives(_time()['repeated'])}\b|{passed})", re.IGNORECASE)


@once_a_language
def _going_on() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(_time()['going_on'])}\b")
