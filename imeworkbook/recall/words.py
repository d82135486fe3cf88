"""The words of a language, read from `data/`, and the plain form in which text is matched against them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from imeworkbook.language import once_a_language, texts

_QUOTES = dict.fromkeys("’‘ʼ´`′", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_PLAIN = str.maketrans({**_QUOTES, **_DASHES, "“": "", "”": "", '"': ""})
_EDGES = " .,;:!"

Stretch = tuple[int, int]


@once_a_language
def words() -> Mapping[str, Any]:
    """Give the word lists and patterns of the language, with the names of its calendar days among them."""
    days = [name for day in texts("calendar")["day"] for name in day["names"]]
    return {**texts("dates"), "calendar_days": days}


def normalise(phrase: str) -> str:
    """Give the phrase in lower case, with plain quotes, dashes and digits, single spaces and numbers as digits."""
    return aligned(phrase)[0]


@partial(once_a_language, most=4096)
def aligned(phrase: str) -> tuple[str, tuple[Stretch, ...]]:
    """Give the phrase in its plain form, and for each sign of that the stretch of the phrase that it came from."""
    if phrase.isascii():
        text, at = phrase.translate(_PLAIN).lower(), [(place, place + 1) for place in range(len(phrase))]
    if not phrase.isascii() or len(text) != len(phrase):
        signs = [(_plain(match[0]), match.span()) for match in _SIGN.finditer(phrase)]
        text = "".join(plain for plain, _ in signs)
        at = [place for plain, place in signs for _ in plain]
    for pattern, put in ((_SPACES, lambda _: " "), *_numbers()):
        if pattern.search(text):
            text, at = _replaced(pattern, put, text, at)
    first = len(text) - len(text.lstrip(_EDGES))
    last = max(first, len(text.rstrip(_EDGES)))
    return text[first:last], tuple(at[first:last])


_SPACES = re.compile(r"\s+")
_SIGN = re.compile(r"(?s).[\u0300-\u036f]*")


def _plain(sign: str) -> str:
    text = unicodedata.normalize("NFKC", sign).translate(_PLAIN).lower()
    return "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in text)


def _replaced(
    pattern: re.Pattern[str], put: Callable[[re.Match[str]], str], text: str, at: list[Stretch]
) -> tuple[str, list[Stretch]]:
    """The text with each match replaced, and every sign of what is put there from the whole of what it replaces."""
    made, places, last = [], [], 0
    for match in pattern.finditer(text):
        new = put(match)
        made += [text[last : match.start()], new]
        places += at[last : match.start()] + [(at[match.start()][0], at[match.end() - 1][1])] * len(new)
        last = match.end()
    return "".join([*made, text[last:]]), places + at[last:]


def alternatives(forms: Iterable[str]) -> str:
    """Give a pattern for any of these forms, the longest first."""
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + ")"


def key_of(name: str, form: str) -> str:
    """Give the key under which a form stands in one of the language's tables."""
    return _keys(name)[form]


@once_a_language
def _keys(name: str) -> Mapping[str, str]:
    return {form: str(key) for key, forms in reversed(words()[name].items()) for form in forms}


@once_a_language
def _numbers() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    """What is said as words and read as digits: an ordinal of two words, a year as people say it, a number."""
    spoken, numbers = words()["spoken"], words()["numbers"]
    one, ordinals = alternatives(numbers), words()["ordinals"]
    compound = {form: number for number, forms in ordinals.items() for form in forms if re.search("[ -]", form)}
    small = alternatives(form for form, number in numbers.items() if number < 10)
    large = alternatives(form for form, number in numbers.items() if number >= 10)
    tens = alternatives(form for form, number in numbers.items() if number >= 20)
    zero, joined = alternatives(spoken["zero"]), alternatives(spoken["and"])
    rest = rf"(?P<tens>{tens})[ -](?P<ones>{small})|(?P<large>{large})"
    century = rf"(?P<century>{alternatives(spoken['centuries'])})[ -](?:{zero}[ -](?P<small>{small})|{rest})"
    millennium = rf"(?P<millennium>{alternatives(spoken['millennia'])})"
    thousand = rf"{millennium}(?: {joined})?(?: (?:{rest}|(?P<small>{small})))?(?!s)"

    def year(match: re.Match[str]) -> str:
        groups = match.groupdict()
        whole = {**spoken["centuries"], **spoken["millennia"]}[groups.get("century") or groups.get("millennium")]
        said = (groups.get(name) for name in ("tens", "ones", "large", "small"))
        return str(whole + sum(numbers[form] for form in said if form))

    def number(match: re.Match[str]) -> str:
        first, second = numbers[match[1]], numbers[match[2]] if match[2] else 0
        if second and first % 10 == 0 and first >= 20 and second < 10:
            return str(first + second)
        return f"{first} {second}" if match[2] else str(first)

    return (
        (re.compile(rf"\b{alternatives(compound)}\b"), lambda match: compound[match[0]] + spoken["ordinal_suffix"]),
        (re.compile(rf"\b{thousand}\b"), year),
        (re.compile(rf"\b{century}\b"), year),
        (re.compile(rf"\b({one})(?:[ -]({one}))?\b"), number),
    )
