"""What amounts in a person's own words come to.

"Two glasses of 150 ml at 12 %" come to grams and standard drinks, "three tablets of 5 mg" to milligrams, "half a pack
of 20" to cigarettes. Nothing is converted without volume and strength, without knowing whose standard
drink is meant, or without the size of one of what is counted; one substance is never converted into another. Grams of
alcohol are ml × strength × 0.789 (the density of ethanol in g/ml); the sources of the figures stand in
`data/en/drinks.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from imeworkbook.countries import countries
from imeworkbook.language import current, once_a_language, texts

_PART = r"\d+(?:[.,]\d+)?"
_DRINKS = r"(?P<low>{number})(?:\s*(?:-|–|{to})\s*(?P<high>{number}))?\s*(?:[\w.]+\s+){{0,3}}?{drinks}\b"
_VOLUME = (
    r"(?:(?P<times>{number})\s+(?:{word}\s+){{0,3}}?(?:{of}|x|×)?\s*)?"
    rf"(?P<size>{_PART})\s*(?P<unit>{{units}})\b[^%\d]{{{{0,24}}}}?(?P<strength>{_PART})\s*%"
)

_SMOKED = "nicotine"
# "three tablets of 5 mg", "two 10 mg tablets", "10 ml of 5 mg/ml"
_COUNTED = (
    r"(?:(?P<part>{parts})\s+)?(?P<times>{number})[\s-]+(?:{word}\s+){{0,2}}?(?P<thing>{things})\s*"
    rf"(?:{{of}}|x|×|,|\()?\s*(?:{{about}}\s+)?(?P<size>{_PART})\s*(?P<unit>{{units}})"
)
_SIZED = rf"(?P<times>{{number}})\s*(?:x|×)?\s*(?P<size>{_PART})\s*-?(?P<unit>{{units}})\s+(?P<thing>{{things}})\b"
_LIQUID = rf"(?P<times>{_PART})\s*ml\b[^\d%]{{{{0,16}}}}?(?P<size>{_PART})\s*(?P<unit>{{units}})\s*/\s*ml\b"
_UNSIZED = r"(?P<times>{number})\s+(?:{word}\s+){{0,2}}?(?P<thing>{things})\b"


@dataclass(frozen=True)
class Total:
    """So many of a known size: `times` × `size`, in `unit`."""

    times: float
    size: float
    unit: str

    @property
    def words(self) -> str:
        """The sum with its unit; from 1,000 mg on in grams."""
        units = texts("amounts")["larger"]
        amount, unit = self.times * self.size, self.unit
        while unit in units and amount >= units[unit]["from"]:
            amount, unit = amount / units[unit]["from"], units[unit]["to"]
        return f"{_figure(amount)} {unit}"


@dataclass(frozen=True)
class Drink:
    """The standard drink of one country: `country` as in a sentence, its two letters, grams of alcohol."""

    country: str
    code: str
    names: tuple[str, ...]
    grams: float


@once_a_language
def standard_drinks() -> tuple[Drink, ...]:
    """The standard drinks of the countries that are known here."""
    named = {row["code"]: tuple(row["names"]) for row in texts("drinks")["drink"]}
    return tuple(Drink(one.of, one.code, named[one.code], one.drink_grams) for one in countries() if one.code in named)


def named_drink(text: str) -> Drink | None:
    """The standard drink whose country a text names."""
    for drink in standard_drinks():
        if any(re.search(rf"\b{re.escape(name)}\b", text) for name in drink.names):
            return drink
    return None


def grams_of_volume(text: str) -> float | None:
    """Grams of alcohol of a volume with its strength, as often as is said; None where either is missing.

    None, too, where it is said in words that are not counted here ("a dozen", "two and a half", "a few").
    """
    match = _volume().search(text)
    if match is None or _bottle(match, text):
        return None
    begin, end = match.span("times") if match["times"] else (match.start("size"),) * 2
    if _uncounted().search(f"{text[:begin]} {text[end : match.start('size')]}"):
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
        return form.format(
            said=said, grams=_round(grams), drinks=count, country=drink.country, size=current().number(drink.grams)
        )
    if (volume := _volume().search(text)) and (bottle := _bottle(volume, text)):
        ounces = _number(volume["size"])
        measure = ounces * _content()["millilitres"]["oz"]
        return str(words["bottle"]).format(ounces=current().number(ounces), bottle=bottle, measure=f"{measure:.0f}")
    match = _drinks().search(text)
    if match is None:
        return ""
    if drink is None:
        return str(words["which"]).format(example=words["example"])
    return str(words["drinks"]).format(said=said, **_of_drinks(match, drink))


def _of_drinks(match: re.Match[str], drink: Drink) -> dict[str, str]:
    """What so many drinks of a country come to, with what the sentence about it needs."""
    low, high = _number(match["low"]) * drink.grams, _number(match["high"] or match["low"]) * drink.grams
    both = _round(low) if low == high else _content()["words"]["range"].format(low=_round(low), high=_round(high))
    return {"grams": both, "country": drink.country, "size": current().number(drink.grams)}


def _bottle(match: re.Match[str], text: str) -> int:
    """The millilitres of the bottle that goes by so many ounces in Canada; 0 where the ounces are a measure."""
    named = named_drink(text)
    if match["unit"].lower() != "oz" or (named and named.code == "US"):
        return 0
    return int(_content()["bottle"].get(f"{_number(match['size']):g}", 0))


def on_paper(text: str) -> str:
    """An amount of alcohol as it is printed: own words, with the grams where these are stated in full.

    That is by volume and strength, or by drinks of a country that is named.
    """
    words, grams = _content()["words"], grams_of_volume(text)
    if grams is not None:
        return f"{text} {words['on_paper'].format(grams=_round(grams))}"
    match, drink = _drinks().search(text), named_drink(text)
    return f"{text} {words['drinks_on_paper'].format(**_of_drinks(match, drink))}" if match and drink else text


def total(text: str, substance: str) -> Total | None:
    """What so many tablets, joints, packs or millilitres of a stated size come to; None where a size is missing.

    A pack without a unit counts cigarettes, and is read for nicotine only.
    """
    for pattern in (*_totals(), *([_packs()] if substance == _SMOKED else [])):
        if match := pattern.search(text):
            part = texts("amounts")["part"].get((match.groupdict().get("part") or "").lower(), 1)
            return Total(part * _number(match["times"]), _number(match["size"]), _unit(match))
    return None


def come_to(text: str, substance: str, country: str = "") -> str:
    """What an amount comes to, or what is missing for that, in one sentence; empty where nothing can be said.

    The arithmetic is part of the sentence. `country` is the two letters of the person's own country.
    """
    if substance == "alcohol":
        return conversion(text, country)
    words, found = texts("amounts")["words"], total(text, substance)
    if found is not None:
        times, size = _figure(found.times), f"{_figure(found.size)} {found.unit}"
        return str(words["total"]).format(said=" ".join(text.split()), total=found.words, times=times, size=size)
    match = _unsized().search(text)
    thing = _singular(match["thing"]) if match else ""
    return "" if thing == "pack" and substance != _SMOKED else str(words["ask"].get(thing, ""))


def printed(text: str, substance: str) -> str:
    """An amount as it is printed: own words first, with what they come to where that is stated in full."""
    if substance == "alcohol":
        return on_paper(text)
    found = total(text, substance)
    form = str(texts("amounts")["words"]["on_paper"])
    return text if found is None else f"{text} {form.format(total=found.words)}"


def _round(grams: float) -> str:
    return current().number(round(grams, 1 if grams < 100 else 0))


def _figure(amount: float) -> str:
    """A figure to the thousandth, without noughts that say nothing."""
    return current().number(float(f"{round(amount, 3):.7g}"))


def _unit(match: re.Match[str]) -> str:
    """The unit of the sum: what each holds, and for packs the things that are counted in them."""
    said = (match["unit"] or "").lower()
    known = texts("amounts")["unit"]
    return str(known.get(said) or texts("amounts")["pack"][_singular(match["thing"])])


def _singular(thing: str) -> str:
    names: dict[str, str] = texts("amounts")["thing"]
    return names[thing.lower()]


def _number(text: str) -> float:
    known = _content()["number"]
    return float(known[text.lower()]) if text.lower() in known else float(text.replace(",", "."))


def _content() -> dict[str, Any]:
    return texts("drinks")


@once_a_language
def _volume() -> re.Pattern[str]:
    units = "|".join(sorted(_content()["millilitres"], key=len, reverse=True))
    return re.compile(_VOLUME.format(**_small_words(), units=units), re.IGNORECASE)


@once_a_language
def _drinks() -> re.Pattern[str]:
    return re.compile(_DRINKS.format(**_small_words()), re.IGNORECASE)


@once_a_language
def _totals() -> tuple[re.Pattern[str], ...]:
    content = texts("amounts")
    units = _any_of(content["unit"])
    names = _small_words() | {"parts": _any_of(content["part"])}
    forms = (
        (_COUNTED, {"things": _any_of(content["thing"]), "units": rf"{units}\b(?!\s*/)"}),
        (_SIZED, {"things": _any_of(content["thing"]), "units": units}),
        (_LIQUID, {"units": units}),
    )
    return tuple(re.compile(form.format(**names | rest), re.IGNORECASE) for form, rest in forms)


@once_a_language
def _packs() -> re.Pattern[str]:
    content = texts("amounts")
    packs = _any_of(name for name, thing in content["thing"].items() if thing in content["pack"])
    after = rf"(?![\d.,]*\d)(?=\s*(?:$|[,;.)]|{_any_of(content['after_a_pack'])}\b))"
    form = _COUNTED.format(**_small_words(), parts=_any_of(content["part"]), things=packs, units=after)
    return re.compile(form, re.IGNORECASE)


@once_a_language
def _unsized() -> re.Pattern[str]:
    things = _any_of(texts("amounts")["thing"])
    return re.compile(_UNSIZED.format(**_small_words(), things=things), re.IGNORECASE)


@once_a_language
def _uncounted() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any_of(_content()['uncounted'])}(?!\w)", re.IGNORECASE)


def _any_of(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})"


def _any_number() -> str:
    return rf"(?:{_PART}|\b{_any_of(_content()['number'])}\b)"


def _small_words() -> dict[str, str]:
    """The patterns of a number, of any word, and of what stands between the words of an amount."""
    between = {name: _any_of(names) for name, names in _content()["between"].items()}
    return {"number": _any_number(), "word": r"[^\W\d_]+", **between}
