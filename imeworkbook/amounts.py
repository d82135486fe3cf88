"""Amounts of alcohol: what own words such as "two glasses of 150 ml at 12 %" come to in grams and standard drinks.

Nothing is converted without volume and strength, or without knowing whose standard drink is meant. Grams are ml ×
strength × 0.789 (the density of ethanol in g/ml); the sources of the figures stand in `data/drinks-en.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from imeworkbook.resources import read_toml

_PART = r"\d+(?:[.,]\d+)?"
_DRINKS = r"(?P<low>{number})(?:\s*(?:-|–|to|or)\s*(?P<high>{number}))?\s*(?:[\w.]+\s+){{0,3}}?(?:drinks?|units?)\b"
_VOLUME = (
    r"(?:(?P<times>{number})\s+(?:[a-z]+\s+){{0,3}}?(?:of|at|with|x|×)?\s*)?"
    rf"(?P<size>{_PART})\s*(?P<unit>{{units}})\b[^%\d]{{{{0,24}}}}?(?P<strength>{_PART})\s*%"
)


@dataclass(frozen=True)
class Drink:
    """The standard drink of one country: `country` as in a sentence, its two letters, grams of alcohol."""

    country: str
    code: str
    names: tuple[str, ...]
    grams: float


@cache
def standard_drinks() -> tuple[Drink, ...]:
    """The standard drinks of the countries that are known here."""
    rows = read_toml("drinks-en.toml")["drink"]
    return tuple(Drink(row["country"], row["code"], tuple(row["names"]), row["grams"]) for row in rows)


def named_drink(text: str) -> Drink | None:
    """The standard drink whose country a text names."""
    for drink in standard_drinks():
        if any(re.search(rf"\b{re.escape(name)}\b", text) for name in drink.names):
            return drink
    return None


def grams_of_volume(text: str) -> float | None:
    """Grams of alcohol of a volume with its strength, as often as is said; None where either is missing."""
    match = _volume().search(text)
    if match is None:
        return None
    millilitres = _number(match["size"]) * _content()["millilitres"][match["unit"].lower()]
    times = _number(match["times"]) if match["times"] else 1.0
    return float(times * millilitres * _number(match["strength"]) / 100 * _content()["density"])


def conversion(text: str, country: str = "") -> str:
    """What an amount of alcohol comes to, in one sentence that names whose drink it is; empty where nothing is said.

    `country` is the two letters of the person's own country, for drinks of which none is named.
    """
    words, said = _content()["words"], " ".join(text.split())
    own = next((drink for drink in standard_drinks() if drink.code == country), None)
    drink, grams = named_drink(text) or own, grams_of_volume(text)
    if grams is not None:
        if drink is None:
            return str(words["volume"]).format(said=said, grams=_round(grams))
        count = _round(grams / drink.grams)
        form = str(words["in_drinks"])
        return form.format(said=said, grams=_round(grams), drinks=count, country=drink.country, size=f"{drink.grams:g}")
    match = _drinks().search(text)
    if match is None:
        return ""
    if drink is None:
        return str(words["which"]).format(example=words["example"])
    low, high = _number(match["low"]) * drink.grams, _number(match["high"] or match["low"]) * drink.grams
    both = _round(low) if low == high else f"{_round(low)} to {_round(high)}"
    return str(words["drinks"]).format(said=said, grams=both, country=drink.country, size=f"{drink.grams:g}")


def on_paper(text: str) -> str:
    """An amount as it is printed: own words, with the grams where volume and strength are stated."""
    grams = grams_of_volume(text)
    return text if grams is None else f"{text} {_content()['words']['on_paper'].format(grams=_round(grams))}"


def _round(grams: float) -> str:
    return f"{grams:.1f}" if grams < 100 else f"{grams:.0f}"


def _number(text: str) -> float:
    known = _content()["number"]
    return float(known[text.lower()]) if text.lower() in known else float(text.replace(",", "."))


def _content() -> dict[str, Any]:
    return read_toml("drinks-en.toml")


@cache
def _volume() -> re.Pattern[str]:
    units = "|".join(sorted(_content()["millilitres"], key=len, reverse=True))
    return re.compile(_VOLUME.format(number=_any_number(), units=units), re.IGNORECASE)


@cache
def _drinks() -> re.Pattern[str]:
    return re.compile(_DRINKS.format(number=_any_number()), re.IGNORECASE)


def _any_number() -> str:
    return rf"(?:{_PART}|\b(?:{'|'.join(_content()['number'])})\b)"
