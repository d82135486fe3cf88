"""Amounts of alcohol: own words, grams, and the standard drink of a named country."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook import vocabulary
from imeworkbook.amounts import come_to, conversion, grams_of_volume, on_paper, printed, standard_drinks, total
from imeworkbook.language import Language, speaking
from imeworkbook.records import Use
from imeworkbook.widgets.editor import Editor
from imeworkbook.workbook import Workbook


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("150 ml at 12 %", 14.2),
        ("two glasses of wine of 150 ml at 12 %", 28.4),
        ("2 x 150ml 12%", 28.4),
        ("a bottle, 75 cl at 13,5 %", 79.9),
        ("500 ml of beer, 5%", 19.7),
        ("0.7 l of 40 % vodka", 220.9),
        ("12 oz at 5%", 14.0),
    ],
)
def test_volume_and_strength_come_to_grams(text, grams):
    assert grams_of_volume(text) == pytest.approx(grams, abs=0.05)


@pytest.mark.parametrize("text", ["two glasses of wine", "150 ml of wine", "a bottle at 12 %", "3 beers", "", "100 %"])
def test_nothing_is_converted_without_volume_and_strength(text):
    assert grams_of_volume(text) is None
    assert conversion(text, "CA") == ""
    assert on_paper(text) == text


def test_a_conversion_names_whose_drink_it_is():
    said = conversion("two glasses of 150 ml at 12 %", "CA")
    assert said == ("two glasses of 150 ml at 12 % is 28.4 g of alcohol: 2.1 drinks of Canada, 13.45 g each")
    assert conversion("5 UK units", "CA") == "5 UK units is 40 g of alcohol, at 8 g a drink as in the United Kingdom"
    assert "40 to 60 g" in conversion("4-6 Australian drinks")
    assert conversion("150 ml at 12 %") == "150 ml at 12 % is 14.2 g of alcohol"
    assert conversion("5 drinks").startswith("Whose drinks?")
    assert "13.45 g a drink" in conversion("five drinks a night", "CA")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("4 Canadian drinks", "4 Canadian drinks (53.8 g of alcohol, at 13.45 g a drink as in Canada)"),
        ("4-6 Australian drinks", "4-6 Australian drinks (40 to 60 g of alcohol, at 10 g a drink as in Australia)"),
        ("4 drinks", "4 drinks"),
        ("4 drinks in Canada", "4 drinks in Canada (53.8 g of alcohol, at 13.45 g a drink as in Canada)"),
    ],
)
def test_drinks_of_a_named_country_print_their_grams(text, printed):
    assert on_paper(text) == printed


BOTTLES = [(13, 375, 384), (26, 750, 769), (40, 1140, 1183), (60, 1750, 1774)]


@pytest.mark.parametrize(("ounces", "bottle", "measure"), BOTTLES)
def test_ounces_that_name_a_bottle_in_canada_are_asked_about(ounces, bottle, measure):
    text = f"{ounces} oz of rum at 40 %"
    for country in ("CA", "US", ""):
        said = conversion(text, country)
        assert f"holds {bottle} ml" in said and f"{ounces} oz is {measure} ml" in said
    assert on_paper(text) == text
    assert grams_of_volume(f"{ounces} American oz at 40 %") == grams_of_volume(f"{ounces} US oz at 40 %")


def test_the_figures_are_those_of_the_countries():
    figures = {drink.code: drink.grams for drink in standard_drinks()}
    assert figures == {"GB": 8, "AU": 10, "IE": 10, "NZ": 10, "FR": 10, "CA": 13.45, "US": 14}


@given(st.integers(1, 20), st.integers(10, 2000), st.integers(1, 96))
def test_twice_as_much_is_twice_the_grams(times, millilitres, strength):
    one, many = (grams_of_volume(f"{count} glasses of {millilitres} ml at {strength} %") for count in (1, times))
    assert many == pytest.approx(times * one)
    assert one == pytest.approx(millilitres * strength / 100 * 0.789)


@given(st.text(max_size=80), st.sampled_from(["", "CA", "XX"]))
def test_any_words_are_answered_in_words(text, country):
    assert isinstance(conversion(text, country), str)
    assert on_paper(text).startswith(text)


def test_it_is_said_under_the_field_while_one_types():
    with Workbook.in_memory() as workbook:
        workbook.set("country", "CA")
        editor = Editor(workbook, "use", defaults={"substance": "alcohol"})
        editor.set("amount", "150 ml at 12 %")
        assert editor.readings["amount"].endswith("1.1 drinks of Canada, 13.45 g each")
        assert editor.commit().amount == "150 ml at 12 %"
        kept = workbook.add(Use(substance="alcohol", amount="150 ml at 12 %"))
        assert "14.2 g" in Editor(workbook, "use", kept).readings["amount"]
        other = Editor(workbook, "use", defaults={"substance": "opioids"})
        other.set("amount", "150 ml at 12 %")
        assert "amount" not in other.readings
        other.set("most", "three tablets of 5 mg")
        assert other.readings["most"] == "three tablets of 5 mg is 15 mg in all: 3 × 5 mg"


@pytest.mark.parametrize(
    ("text", "substance", "words"),
    [
        ("three tablets of 5 mg", "opioids", "15 mg"),
        ("two 10 mg tablets", "sedatives", "20 mg"),
        ("half a tablet of 0,5 mg", "sedatives", "0.25 mg"),
        ("30 pills of 50 mg", "stimulants", "1.5 g"),
        ("10 ml of 5 mg/ml", "opioids", "50 mg"),
        ("4 patches of 300 mcg", "opioids", "1.2 mg"),
        ("2 joints of about 0.3 g", "cannabis", "0.6 g"),
        ("half a pack of 25 a day", "nicotine", "12.5 cigarettes"),
        ("2 packs of 20 cigarettes", "nicotine", "40 cigarettes"),
    ],
)
def test_counted_things_of_a_stated_size_come_to_a_sum(text, substance, words):
    assert total(text, substance).words == words
    assert printed(text, substance) == f"{text} ({words} in all)"
    assert come_to(text, substance).startswith(f"{text} is {words} in all: ")


@pytest.mark.parametrize(
    ("text", "substance", "asked"),
    [
        ("3 tablets", "opioids", "How strong is one?"),
        ("a pack a day", "nicotine", "How many in a pack?"),
        ("a pack of 20", "opioids", ""),
        ("a pack of 20 pouches", "cannabis", ""),
        ("two joints", "cannabis", ""),
        ("a few lines", "stimulants", ""),
        ("0.5 g", "stimulants", ""),
        ("3 tablets of 5 mg/h", "opioids", "How strong is one?"),
        ("two glasses of wine", "opioids", ""),
    ],
)
def test_nothing_is_summed_without_the_size_of_one(text, substance, asked):
    assert total(text, substance) is None
    assert printed(text, substance) == text
    said = come_to(text, substance)
    assert said.startswith(asked) and bool(said) == bool(asked)


@given(st.integers(1, 500), st.integers(1, 500), st.sampled_from(["mg", "g", "ml"]))
def test_a_sum_is_its_parts_times_their_number(times, size, unit):
    found = total(f"{times} tablets of {size} {unit}", "opioids")
    assert (found.times, found.size, found.unit) == (times, size, unit)
    number, shown = found.words.split()
    assert float(number) * (1000 if shown != unit else 1) == pytest.approx(times * size, rel=1e-3)


@given(st.text(max_size=80), st.sampled_from(sorted(vocabulary.terms("substance"))))
def test_own_words_stand_first_on_paper_whatever_they_are(text, substance):
    assert printed(text, substance).startswith(text)
    assert isinstance(come_to(text, substance), str)


@pytest.mark.parametrize(
    ("said", "substance", "comes_to"),
    [
        ("2 verres de 150 ml à 12 %", "alcohol", "28,4 g d’alcool"),
        ("4 à 6 verres", "alcohol", "53,8 à 80,7 g d’alcool"),
        ("trois comprimés de 5 mg", "opioids", "15 mg en tout"),
        ("un demi-paquet de 20", "nicotine", "10 cigarettes en tout"),
        ("la moitié d’un comprimé de 5 mg", "opioids", "2,5 mg en tout"),
        ("half a pack of 20", "nicotine", "10 cigarettes en tout"),
        ("un paquet", "nicotine", "Combien par paquet?"),
        ("une douzaine de bières de 341 ml à 5 %", "alcohol", "161 g"),
        ("vingt-deux bières de 341 ml à 5 %", "alcohol", "296 g"),
        ("deux gélules de 150 milligrammes", "stimulants", "300 mg"),
    ],
)
def test_amounts_are_read_in_french_too(said, substance, comes_to):
    with speaking(Language("fr-CA")):
        assert comes_to in come_to(said, substance, "CA")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("a few beers of 341 ml at 5 %", "en"),
        ("two and a half bottles of 750 ml at 12 %", "en"),
        ("half a bottle of 750 ml at 12 %", "en"),
        ("two or three glasses of 150 ml at 12 %", "en"),
        ("deux bouteilles et demie de 750 ml à 12 %", "fr-CA"),
        ("quelques bières de 341 ml à 5 %", "fr-CA"),
    ],
)
def test_what_cannot_be_counted_gets_no_figure(said, code):
    with speaking(Language(code)):
        assert grams_of_volume(said) is None


def test_a_dozen_is_twelve():
    assert grams_of_volume("a dozen beers of 341 ml at 5 %") == pytest.approx(161.4, abs=0.1)
    assert grams_of_volume("twelve beers of 341 ml at 5 %") == pytest.approx(161.4, abs=0.1)
