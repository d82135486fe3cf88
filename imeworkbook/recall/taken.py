"""Which words of a phrase gave what, and which were not read: for the page to underline, and to offer the nearest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from imeworkbook.errors import DateError
from imeworkbook.language import once_a_language
from imeworkbook.recall.context import Context, Part
from imeworkbook.recall.landmarks import tokens
from imeworkbook.recall.patterns import listed
from imeworkbook.recall.words import Stretch, aligned, normalise, words

_WORD = re.compile(r"[^\W_][\w'./-]*")
_LETTERS = re.compile(r"[^\W\d_]+")
_MOST_TRIED = 60
_LONGEST = 12
"""Words of a phrase in which what can be read is looked for."""


@dataclass(frozen=True)
class Taken:
    """Some words of a phrase, from one sign of it up to another, and what they gave.

    Attributes
    ----------
    gives
        ``"date"``, ``"age"``, ``"landmark"``, ``"part"`` (early, second year of), ``"distance"`` (two years after),
        ``"side"`` (before, since) or ``"sureness"`` (about, I think).
    """

    gives: str
    start: int
    end: int


def taken(phrase: str, parts: Sequence[Part]) -> tuple[Taken, ...]:
    """Which words of `phrase` gave what, in their order."""
    text, at = aligned(phrase)
    found = [one for part in parts for one in _of(part, text, (0, len(text)))]
    told: list[Taken] = []
    for gives, start, end in sorted(found, key=lambda one: one[1]):
        if not gives or start >= end:
            continue
        first, last = at[start][0], at[end - 1][1]
        if told and first < told[-1].end:  # one word of the phrase that was taken apart: "du"
            following = _WORD.search(phrase, told[-1].end, last)
            if following is None:
                continue
            first = following.start()
        told.append(Taken(gives, first, last))
    return tuple(told)


def _of(part: Part, text: str, within: Stretch) -> Iterator[tuple[str, int, int]]:
    """The words of a part, and of what is read inside it, by their places in the text."""
    place = _place(part.text, text, within)
    if place is None:
        return
    inner = [(one, where) for one in part.inner if (where := _place(one.text, text, place))]
    last = place[0]
    for one, where in sorted(inner, key=lambda pair: pair[1]):
        if where[0] >= last:
            yield from _own(part.gives, text, last, where[0])
            yield from _of(one, text, where)
            last = where[1]
    yield from _own(part.gives, text, last, place[1])


def _own(gives: str, text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    words_in = [match.span() for match in _WORD.finditer(text[start:end])]
    if words_in:
        yield gives, start + words_in[0][0], start + words_in[-1][1]


def _place(words_of: str, text: str, within: Stretch) -> Stretch | None:
    """Where a shorter text stands: at the end of the longer one, at its beginning, or inside it."""
    start, end = within
    if text.endswith(words_of, start, end):
        return end - len(words_of), end
    found = start if text.startswith(words_of, start, end) else text.find(words_of, start, end)
    return (found, found + len(words_of)) if found >= 0 else None


def missed(phrase: str, context: Context) -> tuple[str, str]:
    """The words of `phrase` that were understood, and those after them that were not.

    The first word that the language and the workbook do not know is what was not understood; where every word is
    known, the shortest of the texts that could not be read.
    """
    known = _vocabulary() | {
        word for mark in context.landmarks for name in mark.words for word in tokens(normalise(name))
    }
    unknown = [match for match in _WORD.finditer(phrase) if not _is_known(normalise(match[0]), known)]
    if unknown:
        first = last = unknown[0]
        for match in unknown[1:]:
            if not re.search(r"\w", phrase[last.end() : match.start()]):
                last = match
        return phrase[: first.start()].strip(), phrase[first.start() : last.end()]
    text, at = aligned(phrase)
    texts = sorted(context.missed, key=len)
    place = next((where for one in texts if (where := _place(one, text, (0, len(text))))), None)
    if place is None or place[0] == place[1]:
        return "", phrase.strip()
    return phrase[: at[place[0]][0]].strip(), phrase[at[place[0]][0] : at[place[1] - 1][1]]


def leads_to_landmark(understood: str) -> bool:
    """Whether the words that were understood lead to what may stand in the workbook: "two years after the"."""
    return bool(_leaning().search(normalise(understood)))


@once_a_language
def _leaning() -> re.Pattern[str]:
    return re.compile(rf"(?:^| ){listed('leads')}(?: |$)")


def _is_known(word: str, known: frozenset[str]) -> bool:
    return set(_LETTERS.findall(word)) <= known or set(tokens(word)) <= known


@once_a_language
def _vocabulary() -> frozenset[str]:
    """Every word in the language's lists, tables and patterns."""

    def each(value: Any) -> Iterator[str]:  # noqa: ANN401 - what a TOML file holds
        if isinstance(value, str):
            yield from _LETTERS.findall(re.sub(r"\\[a-zA-Z]|\(\?P<\w+>|\{\w+\}", " ", value.lower()))
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from each(str(key))
                yield from each(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from each(inner)

    apart = {"refusals", "questions", "explanation", "spelling", "goes_on", "day_first_in"}
    return frozenset(each({name: value for name, value in words().items() if name not in apart}))


def nearest(phrase: str, read: Callable[[str], Any]) -> str:
    """The longest stretch of words of `phrase` that can be read as a date; empty where there is none."""
    spans = [match.span() for match in re.finditer(r"\S+", phrase)][:_LONGEST]
    tried = 0
    for length in range(len(spans) - 1, 0, -1):
        for first in range(len(spans) - length + 1):
            text = phrase[spans[first][0] : spans[first + length - 1][1]].strip(" ,.;:")
            if not re.search(r"\d", text) and length < 2:
                continue
            tried += 1
            if tried > _MOST_TRIED:
                return ""
            try:
                read(text)
            except DateError:
                continue
            return text
    return ""
