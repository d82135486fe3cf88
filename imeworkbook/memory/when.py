"""The words about time in one line: found first by the words they are made of, then by what can be read as a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from imeworkbook.errors import AmbiguousDate, DateError
from imeworkbook.recall import Recollection
from imeworkbook.recall.words import alternatives
from imeworkbook.resources import read_toml

Read = Callable[[str], Recollection]
Stretch = tuple[int, int]

_TOKEN = re.compile(r"\d{1,4}(?:[./-]\d{1,4})+|[^\s,;:.!?()–—]+|[,;:.!?()–—]")
_YEAR = re.compile(r"(?:(?:early|mid|late)-)?(?:19|20)\d\d(?:'?s)?[~?]?|'\d\d(?:s)?|\d0'?s|\d{1,4}(?:[./-]\d{1,4})+")
_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_UNITS = ("mg|mcg|ml|g|grams?|beers?|drinks?|glass(?:es)?|am|pm|o'clock|%|bed|per|days?|hours?|times|weeks?|months?|"
          "patients?|tablets?|pills?|percent")  # fmt: skip
_AGE = re.compile(
    r"\b(?:(?:when|while) i was|when i turned|at the age of|at age|aged?|at|by)\s+(?:about |around |only |just )?"
    rf"(?:\d{{1,2}}|(?:six|seven|eight|nine|four|fif|thir)teen|ten|eleven|twelve|twenty(?:[- ]\w+)?|thirty|forty)"
    rf"(?:\s+or\s+\d{{1,2}})?(?:\s+years? old|\s+years? of age)?\b(?!\s*(?:{_UNITS})\b|[:/.%-]\d)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:just |shortly |right |soon "
    r"|(?:a |the )?(?:few |couple of |\w+ )?(?:day|week|month|year|summer|winter|spring)s? )?"
    r"(?:when|before|after|while|since|until|till) (?:i|we|he|she|they|(?:my|our|the) \w+(?: \w+)?) "
    r"(?!(?:can|could)\b)\w[^,;.!?]*?(?=[,;.!?]|$|,? (?:i|we) (?:started|began|tried|took|drank|used|stopped|quit)\b)",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:\b(?:to|until|till|through)\b|[-–—])\s*", re.IGNORECASE)
_SINCE = re.compile(r"(?:ever )?since\s+", re.IGNORECASE)
_FROM = re.compile(r"from\s+", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till|up to)\s+", re.IGNORECASE)
_UNITS_OF_AGE = frozenset(("years", "months", "weeks", "days", "year", "grade", "age"))
_LONGEST = 9
_DASHES = frozenset("-–—")
_POINTING = frozenset(("last", "of", "the", "that"))


@dataclass(frozen=True)
class Found:
    """The words about time in a line. `start` and `end` were read as dates; `phrase` may not have been."""

    phrase: str = ""
    start: str = ""
    end: str = ""
    ongoing: bool = False
    rest: str = ""


def find_time(line: str, read: Read) -> Found:
    """Find what a line says about time.

    Of several places the first that can be read as a date is taken; where none can be read, the first.
    """
    places = sorted(set(_places(_without_repetition(line))))
    ongoing = bool(_going_on().search(line.lower()))
    for first, last in places:
        found = _read_place(line, (first, last), read, ongoing)
        if found:
            return found
    if not places:
        return Found(rest=line, ongoing=ongoing)
    first, last = _widest(places)
    phrase = line[first:last].strip()
    return Found(phrase, rest=_without(line, first, last), ongoing=ongoing)


def _without_repetition(line: str) -> str:
    """The line with as many signs that mean nothing in place of how often or how long something was."""
    return _repeated().sub(lambda match: "_" * len(match[0]), line.replace("’", "'"))


def _places(line: str) -> Iterator[Stretch]:
    plain = line.replace("’", "'")
    yield from (match.span() for match in _AGE.finditer(plain))
    yield from (match.span() for match in _CLAUSE.finditer(plain) if match.span() != (0, len(line.rstrip(" .!"))))
    yield from _runs(plain)


def _widest(places: list[Stretch]) -> Stretch:
    """The first place, with what overlaps it."""
    first, last = places[0]
    for start, end in places[1:]:
        if start < last:
            last = max(last, end)
    return first, last


def _read_place(line: str, place: Stretch, read: Read, ongoing: bool) -> Found | None:
    text = line[slice(*place)]
    for connector in _TO.finditer(text):
        spell = _spell(text[: connector.start()], text[connector.end() :], read)
        if spell:
            start, end, first, last = spell
            stretch = place[0] + first, place[0] + connector.end() + last
            return Found(line[slice(*stretch)].strip(), start, end, rest=_without(line, *stretch))
    for first, last in _inner(text):
        words = text[first:last]
        if not _readable(words, read):
            continue
        rest = _without(line, place[0] + first, place[0] + last)
        if since := _SINCE.match(words):
            return Found(words, words[since.end() :], ongoing=True, rest=rest)
        if begun := _FROM.match(words):
            return Found(words, words[begun.end() :], ongoing=ongoing, rest=rest)
        if until := _UNTIL.match(words):
            return Found(words, end=words[until.end() :], rest=rest)
        return Found(words, words, ongoing=ongoing, rest=rest)
    return None


def _spell(before: str, after: str, read: Read) -> tuple[str, str, int, int] | None:
    """Two dates around "to": as many words of both sides as can be read, with where the first begins and the last ends.

    The first may leave it to the second to say the year ("from March to May 2014").
    """
    end = next((after[:last] for first, last in _inner(after) if first == 0 and _readable(after[:last], read)), "")
    if not end:
        return None
    year = re.search(r"\b\d{4}\b", end)
    for first, last in _inner(before):
        if before[last:].strip():
            continue
        words = re.sub(r"^from\s+", "", before[first:last], flags=re.IGNORECASE)
        for start in (words, f"{words} {year[0]}" if year else words):
            if words and _readable(start, read):
                return start, end, first, len(end)
    return None


def _inner(text: str) -> Iterator[Stretch]:
    """The stretches of whole words in a text, the longest first, then from the left."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    for length in range(min(len(tokens), _LONGEST), 0, -1):
        for first in range(len(tokens) - length + 1):
            span = tokens[first][0], tokens[first + length - 1][1]
            if re.search(r"\d", text[slice(*span)]) or length > 1 or _is_core(text[slice(*span)]):
                yield span


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


# --- runs of words that speak of time ---


def _runs(plain: str) -> Iterator[Stretch]:
    """Stretches of words about time that hold a date, or something that memories are tied to."""
    tokens = list(_TOKEN.finditer(plain.lower()))
    words = [token.group() for token in tokens]
    timely = [_is_timely(words, at) for at in range(len(words))]
    at = 0
    while at < len(words):
        if not timely[at]:
            at += 1
            continue
        end = at
        while end < len(words) and timely[end]:
            end += 1
        first, last = _trim(words, at, end)
        if first < last and any(_is_strong(words, one, first) for one in range(first, last)):
            yield tokens[first].start(), tokens[last - 1].end()
        at = end


def _is_timely(words: list[str], at: int) -> bool:
    word = words[at]
    if word in _time()["open"] or word in _time()["anchor"] or _is_core(word) or word in _DASHES:
        return True
    near = words[max(0, at - 2) : at] + words[at + 1 : at + 3]
    return bool(_NUMBER.fullmatch(word)) and any(other in _time()["core"] | _UNITS_OF_AGE for other in near)


def _is_core(word: str) -> bool:
    return word.lower() in _time()["core"] or bool(_YEAR.fullmatch(word.lower().replace("’", "'")))


def _is_strong(words: list[str], at: int, first: int) -> bool:
    """Whether a word alone makes its run a time: a date, or an anchor that something leads to."""
    word, before = words[at], words[first:at]
    if word in _time()["doubted"]:
        after = words[at + 1] if at + 1 < len(words) else ""
        return bool(before and before[-1] in _time()["leads"] | _POINTING) or bool(
            _YEAR.fullmatch(after) or _NUMBER.fullmatch(after)
        )
    if _is_core(word):
        return True
    if word not in _time()["anchor"]:
        return False
    return bool(_time()["leads"] & set(before)) or (
        word in _time()["ordered"] and bool(_time()["ordinal"] & set(before[-1:]))
    )


def _trim(words: list[str], first: int, last: int) -> Stretch:
    """A run without the small words at its ends that lead nowhere."""
    loose = _time()["open"] | _DASHES
    while last > first and words[last - 1] in loose and words[last - 1] not in _time()["counted_last"]:
        last -= 1
    while first < last and words[first] in _time()["loose_first"] | _DASHES:
        if words[first] in ("a", "one", "first") and first + 1 < last and words[first + 1] in _time()["counted"]:
            break
        first += 1
    return first, last


@cache
def _time() -> dict[str, frozenset[str]]:
    content: dict[str, Any] = read_toml("memory-en.toml")["time"]
    return {name: frozenset(words) for name, words in content.items()}


@cache
def _repeated() -> re.Pattern[str]:
    lasting = r"for (?:a|an|one|two|three|four|five|six|\d+) (?:day|night|week|month|year)s?"
    return re.compile(rf"\b(?:{lasting}|{alternatives(_time()['repeated'])})\b", re.IGNORECASE)


@cache
def _going_on() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(_time()['going_on'])}\b")
