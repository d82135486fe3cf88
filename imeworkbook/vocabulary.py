"""The controlled terms of the workbook, read from `data/en/vocabulary.toml`.

A term has a key, which is what a workbook keeps, and a label, which is what a person reads.
"""

from __future__ import annotations

from imeworkbook.errors import BrokenRule
from imeworkbook.language import current, once_a_language, say, texts

MOST_DAYS_A_MONTH = 31


@once_a_language
def terms(name: str) -> dict[str, str]:
    """The terms of one list, key to label, in the order in which they are offered.

    Raises
    ------
    KeyError
        When there is no list of that name: a mistake in the code, not in what a person did.
    """
    return {key: term["label"] if isinstance(term, dict) else term for key, term in texts("vocabulary")[name].items()}


def label(name: str, key: str) -> str:
    """What a person reads for `key` in the list `name`; the key itself where the list has no such term."""
    return terms(name).get(key, key)


@once_a_language
def frequency_levels() -> dict[str, int]:
    """The named levels of use, each with the days of use a month that it stands for."""
    return {key: level["days_a_month"] for key, level in texts("vocabulary")["frequency"].items()}


def days_a_month(frequency: str | float) -> float:
    """Days of use a month, 0 to 31, for a level or a number.

    Raises
    ------
    BrokenRule
        When it is neither a level nor a number of that size. The message does not repeat the value.
    """
    levels = frequency_levels()
    if isinstance(frequency, str) and frequency in levels:
        return float(levels[frequency])
    try:
        days = float(frequency)
    except ValueError:
        days = -1.0
    if not 0 <= days <= MOST_DAYS_A_MONTH:
        raise BrokenRule("record.frequency", terms=", ".join(levels), most=MOST_DAYS_A_MONTH)
    return days


def frequency_words(days: float) -> str:
    """How often, in plain words: the level's name where one fits exactly, otherwise the number of days."""
    for level, found in texts("vocabulary")["frequency"].items():
        if found["days_a_month"] == days:
            return say(f"vocabulary:frequency.{level}.short")
    return say("words:common.days_a_month", days=current().number(days))
