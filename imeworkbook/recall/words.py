"""The words of a language, read from `data/`, and the plain form in which text is matched against them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from imeworkbook.resources import read_toml

_QUOTES = dict.fromkeys("’‘ʼ´`′", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_PLAIN = str.maketrans({**_QUOTES, **_DASHES, "“": "", "”": "", '"': ""})


@cache
def words(language: str = "en") -> Mapping[str, Any]:
    """Give the word lists and patterns of one language, with the names of its calendar days among them."""
    days = [name for day in read_toml(f"calendar-{language}.toml")["day"] for name in day["names"]]
    return {**read_toml(f"dates-{language}.toml"), "calendar_days": days}


def normalise(phrase: str) -> str:
    """Give the phrase in lower case, with plain quotes, dashes and digits, single spaces and numbers as digits."""
    text = unicodedata.normalize("NFKC", phrase).translate(_PLAIN).lower()
    text = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    text = " ".join(text.split()).strip(" .,;:!")
    return _number_words(text)


def alternatives(forms: Iterable[str]) -> str:
    """Give a pattern for any of these forms, the longest first."""
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + ")"


def key_of(name: str, form: str) -> str:
    """Give the key under which a form stands in one of the language's tables."""
    return str(next(key for key, forms in words()[name].items() if form in forms))


@cache
def _numbers() -> tuple[re.Pattern[str], Mapping[str, int]]:
    numbers = words()["numbers"]
    one = alternatives(numbers)
    return re.compile(rf"\b({one})(?:[ -]({one}))?\b"), numbers


def _number_words(text: str) -> str:
    pattern, numbers = _numbers()

    def digits(match: re.Match[str]) -> str:
        first, second = numbers[match[1]], numbers[match[2]] if match[2] else 0
        if second and first % 10 == 0 and first >= 20 and second < 10:
            return str(first + second)
        return f"{first} {second}" if match[2] else str(first)

    return pattern.sub(digits, text)
