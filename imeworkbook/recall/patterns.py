"""The grammar's patterns, made from the language's templates and words when first used.

A template is a regular expression in which ``{name}`` stands for any word of the list or table `name`, or for the
piece of pattern of that name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from imeworkbook.language import once_a_language
from imeworkbook.recall.words import alternatives, words

_SLOT = re.compile(r"\{([a-z_]+)\}")


@once_a_language
def pattern(name: str) -> tuple[re.Pattern[str], ...]:
    """Give the language's patterns of one name, in the order in which they are tried."""
    return tuple(re.compile(_filled(template)) for template in words()["patterns"][name])


def whole(name: str, text: str) -> re.Match[str] | None:
    """Match the whole text against the first pattern that fits."""
    for fits in _matchers(name):
        if match := fits(text):
            return match
    return None


@once_a_language
def _matchers(name: str) -> tuple[Callable[[str], re.Match[str] | None], ...]:
    return tuple(each.fullmatch for each in pattern(name))


def hints(name: str, text: str) -> bool:
    """Whether a text has any of the words without which it is of no such family."""
    return _hint(name).search(text) is not None


@once_a_language
def _hint(name: str) -> re.Pattern[str]:
    return re.compile(_filled(words()["hints"][name]))


def splits(name: str, text: str) -> Iterator[re.Match[str]]:
    """Match the whole text in every way in which a pattern parts it in two, the shortest `low` first."""
    for each in pattern(name):
        match, high = each.fullmatch(text), None
        while match is not None:
            if match["high"] != high:
                yield match
            high = match["high"]
            longer = f"(?P<low>.{{{len(match['low']) + 1},}}?)"
            match = re.compile(each.pattern.replace("(?P<low>.+?)", longer)).fullmatch(text)


def after(name: str, text: str) -> str | None:
    """Give what follows one of the words of a list that the text begins with; None where there is none."""
    match = _leading(name).match(text)
    return text[match.end() :] if match else None


def until(name: str, text: str) -> str | None:
    """Give what precedes one of the words of a list that the text ends with; None where there is none."""
    if not text.endswith(_forms(name)):
        return None
    form = next(form for form in _forms(name) if text.endswith(form))
    rest = text.removesuffix(form)
    return rest.rstrip(" ,") if rest[-1:] == " " and rest.strip(" ,") else None


@once_a_language
def _forms(name: str) -> tuple[str, ...]:
    return tuple(sorted(words()[name], key=len, reverse=True))


@once_a_language
def _leading(name: str) -> re.Pattern[str]:
    return re.compile(rf"{listed(name)}(?:,? )")


def listed(name: str) -> str:
    """Give a pattern for any form of one of the language's lists or tables, or a piece of pattern of that name."""
    if name in words()["pieces"]:
        return f"(?:{_filled(words()['pieces'][name])})"
    forms = words()[name]
    if isinstance(forms, dict):
        several = [form for value in forms.values() if isinstance(value, list) for form in value]
        forms = several if several and all(isinstance(form, str) for form in several) else list(forms)
    return alternatives(forms)


def _filled(template: str) -> str:
    return _SLOT.sub(lambda slot: listed(slot[1]), template)
