"""How words are set: the spaces of French, in Canada and in France, and words that are joined to what goes before."""

from __future__ import annotations

import datetime as dt

import pytest

from imeworkbook.language import Language
from imeworkbook.typeset import Joins, typeset

NARROW, WIDE = "\u202f", "\u00a0"


@pytest.fixture(scope="module", params=["fr-CA", "fr-FR"])
def french(request):
    setting = Language(request.param).texts("language")["setting"]
    return request.param, lambda text: typeset(text, setting["spaces"], Joins(**setting["joins"]))


def test_the_spaces_of_signs_are_those_of_the_country(french):
    code, put = french
    tight = "" if code == "fr-CA" else NARROW
    assert put("Vraiment? Oui; voici : « à 10 h 30 », 27 % !".replace(" !", "!")) == (
        f"Vraiment{tight}? Oui{tight}; voici{WIDE}: «{WIDE}à 10{WIDE}h{WIDE}30{WIDE}», 27{WIDE}%{tight}!"
    )


def test_times_addresses_and_places_stay_as_they_are(french):
    _, put = french
    for text in ("10:30", "https://example.org/?a=1", "{substance}", "{when:de}", "a.b; c"[:3]):
        assert put(text) == text


@pytest.mark.parametrize(
    ("word", "form", "joined"),
    [
        ("Cannabis", "small, de", "de cannabis"),
        ("Alcool", "small, de", "d’alcool"),
        ("Héroïne", "small, de", "d’héroïne"),
        ("haschich", "de", "de haschich"),
        ("Opioïdes", "small, du", "des opioïdes"),
        ("Phencyclidine", "small, le", "la phencyclidine"),
        ("alcool", "au", "à l’alcool"),
        ("OxyContin", "de", "d’OxyContin"),
    ],
)
def test_a_word_is_joined_to_what_goes_before_it(french, word, form, joined):
    _, put = french
    assert put(f"Consommation {{x:{form}}}.").format(x=word) == f"Consommation {joined}."


def test_a_text_that_asks_for_no_form_is_filled_as_ever(french):
    _, put = french
    assert put("{n} éléments").format(n=3) == "3 éléments"
    assert put("{n:de} et {m}").format(n="un", m=2) == "d’un et 2"


@pytest.mark.parametrize(
    ("form", "day", "said"),
    [
        ("day", dt.date(2004, 5, 1), "1er mai 2004"),
        ("day", dt.date(2004, 5, 14), "14 mai 2004"),
        ("short_day_of_year", dt.date(2004, 2, 1), "1er févr."),
        ("month", dt.date(2004, 8, 1), "août 2004"),
        ("weekday_of_year", dt.date(2026, 12, 1), "mardi 1er décembre"),
        ("moment", dt.datetime(2026, 12, 1, 9, 5), f"1er décembre 2026 à 9{WIDE}h{WIDE}05"),
    ],
)
def test_the_first_of_a_month_has_its_own_word(form, day, said):
    assert Language("fr-CA").date(form, day) == said


def test_a_form_stands_beside_a_format_of_python():
    text = typeset("{name:small, de}, {n:02d}", [], Joins(**Language("fr").texts("language")["setting"]["joins"]))
    assert text.format(name="Alcool", n=4) == "d’alcool, 04"
