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
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
"""What is looked for in a text, and what takes its place."""


@once_a_language
def words() -> Mapping[str, Any]:
    """Give the word lists and patterns of the language, with the names of its calendar days among them.

    All are in the spelling in which text is matched against them (`spelt`); of patterns, only the accents are taken.
    """
    said = texts("dates")
    if not said["spelling"]["plain_letters"]:
        return {**said, "calendar_days": list(calendar_names())}
    made = {name: value if name in _AS_WRITTEN else _each(value, spelt) for name, value in said.items()}
    made |= {name: _each(said[name], _without_accents) for name in _PATTERNS}
    return {**made, "calendar_days": list(calendar_names())}


_PATTERNS = ("pieces", "hints", "patterns")
_AS_WRITTEN = ("spelling", "refusals", "questions", "explanation")


@once_a_language
def calendar_names() -> tuple[str, ...]:
    """Give the names of the days of the language's calendar, as text is matched against them."""
    return tuple(spelt(name.lower()) for day in texts("calendar")["day"] for name in day["names"])


def _each(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - what a TOML file holds
    """The same words, each changed; of tables, their keys too, which may be forms."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each(one, change) for one in value]
    if isinstance(value, dict):
        return {change(key): _each(one, change) for key, one in value.items()}
    return value


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
    for pattern, put in ((_SPACES, lambda _: " "), *_spelling(), *_numbers(), *_told_apart()):
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


def spelt(form: str) -> str:
    """Give a form of the language's lists in the spelling in which text is matched against it."""
    text = form.translate(_PLAIN)
    for pattern, put in (*_spelling(), *_told_apart()):
        text = pattern.sub(put, text)
    return text


@once_a_language
def _spelling() -> tuple[Rule, ...]:
    """How the language's words are taken apart and spelt alike: what was joined, then letters without their accents."""
    spelling = texts("dates")["spelling"]
    rules: list[Rule] = [(re.compile(pattern), partial(_expanded, put)) for pattern, put in spelling["apart"]]
    if spelling["plain_letters"]:
        rules.append((re.compile(r"[^\x00-\x7f]"), lambda match: _without_accents(match[0])))
    return tuple(rules)


@once_a_language
def _told_apart() -> tuple[Rule, ...]:
    """What is spelt otherwise once numbers are digits, where the same words mean two things."""
    return tuple(
        (re.compile(pattern), partial(_expanded, put)) for pattern, put in texts("dates")["spelling"]["after_numbers"]
    )


def _expanded(put: str, match: re.Match[str]) -> str:
    return match.expand(put)


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[\u0300-\u036f]", "", apart)


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
def _numbers() -> tuple[Rule, ...]:
    """What is said as words and read as digits: an ordinal of two words, a year as people say it, a number."""
    spoken, numbers = words()["spoken"], words()["numbers"]
    one, ordinals = _joined_any_way(numbers), words()["ordinals"]
    compound = {_hyphened(form): key for key, forms in ordinals.items() for form in forms if re.search("[ -]", form)}
    small = alternatives(form for form, number in numbers.items() if number < 10)
    large = _joined_any_way(form for form, number in numbers.items() if number >= 10)
    tens = _joined_any_way(form for form, number in numbers.items() if number >= 20)
    zero, joined = alternatives(spoken["zero"]), alternatives(spoken["and"])
    rest = rf"(?P<tens>{tens})[ -](?P<ones>{small})|(?P<large>{large})"
    century = rf"(?P<century>{_joined_any_way(spoken['centuries'])})[ -](?:{zero}[ -](?P<small>{small})|{rest})"
    millennium = rf"(?P<millennium>{_joined_any_way(spoken['millennia'])})"
    thousand = rf"{millennium}(?: {joined})?(?:[ -](?:{rest}|(?P<small>{small})))?(?!s)"
    begun = {_hyphened(form): year for name in ("centuries", "millennia") for form, year in spoken[name].items()}
    counted = {_hyphened(form): number for form, number in numbers.items()}

    def year(match: re.Match[str]) -> str:
        groups = match.groupdict()
        said = (groups.get(name) for name in ("tens", "ones", "large", "small"))
        whole = begun[_hyphened(groups.get("century") or groups.get("millennium") or "")]
        return str(whole + sum(counted[_hyphened(form)] for form in said if form))

    def number(match: re.Match[str]) -> str:
        first, second = counted[_hyphened(match[1])], counted[_hyphened(match[2])] if match[2] else 0
        if second and first % 10 == 0 and first >= 20 and second < 10:
            return str(first + second)
        return f"{first} {second}" if match[2] else str(first)

    def ordinal(match: re.Match[str]) -> str:
        return f"{compound[_hyphened(match[0])]}{spoken['ordinal_suffix']}"

    return (
        (re.compile(rf"\b{_joined_any_way(compound)}\b"), ordinal),
        (re.compile(rf"\b{thousand}\b"), year),
        *(((re.compile(rf"\b{century}\b"), year),) if spoken["centuries"] else ()),
        (re.compile(rf"\b({one})(?:[ -]({one}))?\b"), number),
    )


def _hyphened(form: str) -> str:
    return form.replace(" ", "-")


def _joined_any_way(forms: Iterable[str]) -> str:
    """A pattern for forms of which the words may be joined by spaces or by hyphens."""
    return alternatives(forms).replace(r"\-", "[ -]").replace(r"\ ", "[ -]")
