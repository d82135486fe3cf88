"""Whether drinks and grams that stand beside each other can be of one country's standard drink."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imeworkbook.amounts import named_drink, standard_drinks
from imeworkbook.records import Use
from imeworkbook.review.finding import Finding, ask
from imeworkbook.timeline import Timeline

Range = tuple[float, float]
_NUMBER = r"(\d+(?:[.,]\d+)?)(?:\s*(?:-|–|to|or)\s*(\d+(?:[.,]\d+)?))?"
_DRINKS = re.compile(rf"{_NUMBER}\s*(?:[a-z.]+\s+){{0,2}}(?:drinks?|units?)\b", re.IGNORECASE)
_GRAMS = re.compile(rf"{_NUMBER}\s*(?:g|grams?)\b", re.IGNORECASE)
_ROUNDING = 0.1  # people round drinks and grams; a tenth either way is no difference


def drinks_and_grams(timeline: Timeline) -> Iterator[Finding]:
    """An amount of alcohol in drinks and grams that no choice inside its ranges brings to the standard drink.

    Where a country is named, its drink counts; otherwise any drink from the smallest to the largest may be meant.
    """
    for entry in timeline.use:
        for text in (entry.amount, entry.most) if entry.substance == "alcohol" else ():
            drinks, grams = _range(_DRINKS, text), _range(_GRAMS, text)
            if drinks is None or grams is None or drinks[0] <= 0:
                continue
            least, most = grams[0] / drinks[1], grams[1] / drinks[0]
            country, smallest, largest = _drink(text)
            if most < smallest * (1 - _ROUNDING) or least > largest * (1 + _ROUNDING):
                yield _asked(entry, text, country, grams_per_drink=f"{(least + most) / 2:.0f}")


def _asked(entry: Use, text: str, country: str, *, grams_per_drink: str) -> Finding:
    check = "drinks_and_grams_of_country" if country else "drinks_and_grams"
    return ask(check, [entry], about=text, grams=grams_per_drink, country=country)


def _range(pattern: re.Pattern[str], text: str) -> Range | None:
    found = pattern.search(text)
    if found is None:
        return None
    low, high = (float(part.replace(",", ".")) if part else None for part in found.groups())
    return None if low is None else (low, high if high and high > low else low)


def _drink(text: str) -> tuple[str, float, float]:
    """The country that a text names, and the least and the most grams of its standard drink."""
    named = named_drink(text)
    if named is not None:
        return named.country, named.grams, named.grams
    sizes = [drink.grams for drink in standard_drinks()]
    return "", min(sizes), max(sizes)
