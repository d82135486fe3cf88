"""How a language sets its words: the spaces of its signs, and how a word is joined to what goes before it.

Both are data (`language.toml`): `spaces` are pairs of a pattern and what takes its place, tried in order; `joins` are
the forms that a place in a text may ask for, as ``{substance:de}``.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_ASKS_FOR_A_FORM = re.compile(r"\{\w+:[a-z, ]+\}")


@dataclass(frozen=True)
class Joins:
    """How a language joins a word to what goes before it.

    Attributes
    ----------
    forms
        By name, what stands before a masculine, a feminine, a vowel and several: four texts with ``{}``; one where it
        is the same for all, two where only a vowel differs.
    feminine, several
        The words, in small letters, that are so; a term goes by its first word.
    vowels
        A pattern of what a word begins with that is joined as a vowel.
    """

    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    feminine: Sequence[str] = ()
    several: Sequence[str] = ()
    vowels: str = r"(?!)"

    def joined(self, word: str, form: str) -> str:
        """A word in one form; ``"small"`` gives it a small first letter."""
        if form == "small":
            return word[:1].lower() + word[1:]
        found = self.forms[form]
        begins = re.match(r"[\w-]*", word.lower())
        first_word = begins[0] if begins else ""
        is_vowel = bool(re.match(self.vowels, word, re.IGNORECASE))
        if len(found) < 3:
            return found[-1 if is_vowel else 0].format(word)
        kind = 3 if first_word in self.several else 2 if is_vowel else 1 if first_word in self.feminine else 0
        return found[kind].format(word)


class _Formatter(string.Formatter):
    def __init__(self, joins: Joins) -> None:
        self._joins = joins

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - as str.format has it
        if not format_spec:
            return str(value)
        names = [name.strip() for name in format_spec.split(",")]
        if not all(name == "small" or name in self._joins.forms for name in names):
            return format(value, format_spec)
        for name in names:
            value = self._joins.joined(str(value), name)
        return str(value)


class JoiningText(str):
    """A text whose places ask for a form; filled like any other."""

    __slots__ = ("_joins",)
    _joins: Joins

    def __new__(cls, text: str, joins: Joins) -> JoiningText:
        """A text with the joins of its language."""
        made = super().__new__(cls, text)
        made._joins = joins
        return made

    def format(self, *args: object, **facts: object) -> str:
        """The text with what goes into it, each in the form that its place asks for."""
        return _Formatter(self._joins).vformat(str.__str__(self), args, facts)


def typeset(text: str, spaces: Sequence[Sequence[str]], joins: Joins) -> str:
    """A text with the spaces of its language, and able to join what it is filled with."""
    for pattern, put in spaces:
        text = re.sub(pattern, put, text)
    return JoiningText(text, joins) if _ASKS_FOR_A_FORM.search(text) else text
