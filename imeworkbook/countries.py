"""What belongs to a country: its lines for support, its standard drink; said in the language that is spoken."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from imeworkbook.language import once_a_language, texts
from imeworkbook.resources import data_path, read_toml

_FOLDER = "countries"


@dataclass(frozen=True)
class Line:
    """A number to call.

    Attributes
    ----------
    source
        Where it stands, with its date where it has one.
    checked
        The month in which a person rang it or visited its page; empty where nobody did.
    """

    name: str
    phone: str
    what: str
    source: str
    checked: str = ""


@dataclass(frozen=True)
class Country:
    """One country.

    Attributes
    ----------
    code
        Its two letters (ISO 3166-1).
    name, of
        What it is called alone, and within a sentence.
    emergency
        The number for an ambulance.
    drink_grams
        Grams of alcohol in its standard drink.
    line
        Its lines, the first one for everybody.
    """

    code: str
    name: str
    of: str
    emergency: str
    drink_grams: float
    line: tuple[Line, ...]

    def to_dict(self) -> dict[str, Any]:
        """What a page shows of it, as JSON values."""
        return {"code": self.code, "name": self.name, "emergency": self.emergency, "line": list(map(asdict, self.line))}


@once_a_language
def countries() -> tuple[Country, ...]:
    """Every country that is known here, in the order in which they are offered."""
    files = sorted(data_path(_FOLDER).glob("*.toml"))
    facts = sorted((read_toml(file.name, _FOLDER) for file in files), key=lambda country: int(country["place"]))
    return tuple(_country(one, texts(_FOLDER)[one["code"]]) for one in facts)


def country_of(code: str) -> Country | None:
    """The country of two letters; None where it is not known here."""
    return next((one for one in countries() if one.code == code), None)


def _country(facts: dict[str, Any], said: dict[str, Any]) -> Country:
    lines = tuple(
        Line(**said["line"][line["key"]], **{name: value for name, value in line.items() if name != "key"})
        for line in facts["line"]
    )
    return Country(facts["code"], said["name"], said["of"], facts["emergency"], facts["drink_grams"], lines)
