"""Dates as people say them in French: what is said aloud (`spoken_fr.txt`), and phrases built with their meaning."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from imeworkbook.errors import AmbiguousDate, DateError, DateNotUnderstood
from imeworkbook.language import Language, speaking
from imeworkbook.recall import remember
from imeworkbook.recall.public import public_landmarks
from imeworkbook.recall.reader import goes_on
from imeworkbook.recall.words import calendar_names, normalise
from tests.recall import oracle, oracle_fr, spoken, spoken_fr
from tests.recall.test_oracle import judged

ROWS = spoken.rows(spoken_fr.FILE)
PHRASES = 10_000


def plain(text):
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def came_to(read):
    try:
        found = read()
    except AmbiguousDate:
        return oracle.ASK
    except DateError:
        return oracle.REFUSE
    return found.earliest or oracle.FIRST, found.latest or oracle.LAST


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_careful_reader_agrees(row):
    assert spoken.verdict(*row, read=spoken_fr.read) == "right"


@pytest.mark.parametrize("row", spoken.rows(spoken_fr.IN_FRANCE), ids=lambda row: row[0])
def test_it_is_read_in_france_as_it_is_said_there(row):
    assert spoken.verdict(*row, read=spoken_fr.read_in_france) == "right"


@pytest.mark.parametrize("phrase", [row[0] for row in ROWS])
def test_it_is_read_alike_without_accents_with_curly_apostrophes_and_in_capitals(phrase):
    written = came_to(lambda: spoken_fr.read(phrase))
    for other in (plain(phrase), phrase.replace("'", "’"), phrase.capitalize(), phrase.upper()):
        assert came_to(lambda other=other: spoken_fr.read(other)) == written


def test_every_window_holds_what_is_meant_and_nothing_far_from_it():
    landmarks = oracle.landmarks(oracle_fr.NAMES, oracle_fr.TWICE)
    built = oracle.phrases(PHRASES, words=oracle_fr.WORDS)

    def read(text):
        return remember(text, today=oracle.TODAY, landmarks=landmarks, country="CA", language="fr")

    found = {text: judged(meaning, came_to(lambda text=text: read(text))) for text, meaning in built.items()}
    assert [(text, how) for text, how in found.items() if how != "right"] == []
    kinds = Counter(meaning.verdict or "read" for meaning in built.values())
    assert kinds["read"] > PHRASES * 0.8
    assert kinds[oracle.ASK] > 250
    assert kinds[oracle.REFUSE] > 50


@pytest.mark.parametrize(
    ("language", "country", "days"),
    [("fr-FR", None, "2011-11-02"), ("fr", "FR", "2011-11-02"), ("fr", "CH", "2011-11-02"),
     ("fr", "CA", None), ("fr-CA", None, None), ("fr", None, None)],
)  # fmt: skip
def test_digits_follow_the_habit_of_the_country_and_are_asked_where_it_has_two(language, country, days):
    if days is None:
        with pytest.raises(AmbiguousDate):
            remember("02/11/2011", language=language, country=country)
    else:
        assert remember("02/11/2011", language=language, country=country).edtf == days


@pytest.mark.parametrize(
    ("phrase", "canada", "france"),
    [
        ("la fête du Travail 2010", "2010-09-06", "2010-05-01"),
        ("la fête des Mères 2009", "2009-05-10", "2009-06-07"),
        ("la fête nationale 2010", "2010-06-24", "2010-07-14"),
        ("le premier confinement", "2020-03-13", "2020-03-17"),
        ("au collège", None, "1990-09-01"),
        ("en seconde", None, "1994-09-01"),
    ],
)
def test_what_differs_between_canada_and_france(phrase, canada, france):
    for language, first in (("fr-CA", canada), ("fr-FR", france)):

        def read(language=language):
            return remember(phrase, language=language, born=spoken.BORN, today=spoken.TODAY)

        if first is None:
            with pytest.raises(DateNotUnderstood):
                read()
        else:
            assert str(read().earliest) == first


def test_what_was_read_is_told_in_french_and_its_words_stand_in_order():
    found = spoken_fr.read("environ deux ans avant le mariage")
    assert found.explanation.startswith("« environ deux ans avant le mariage » se lit ")
    gave = {one.gives: found.phrase[one.start : one.end] for one in found.words}
    assert gave == {"sureness": "environ", "distance": "deux ans avant", "landmark": "mariage"}


@pytest.mark.parametrize("row", [row for row in ROWS if row[1] not in ("ask", "refuse")], ids=lambda row: row[0])
def test_words_that_gave_something_stand_in_the_phrase_in_order(row):
    places = [place for one in spoken_fr.read(row[0]).words for place in (one.start, one.end)]
    assert places == sorted(places)
    assert 0 <= places[0] < places[-1] <= len(row[0])


@pytest.mark.parametrize(
    ("phrase", "missed"), [("une secousse", "secousse"), ("après la secousse", "secousse"), ("vers banane", "banane")]
)
def test_what_is_refused_is_refused_about_the_words_that_were_not_understood(phrase, missed):
    with pytest.raises(DateNotUnderstood) as refusal:
        spoken_fr.read(phrase)
    assert refusal.value.missed == missed


def test_what_was_written_in_english_is_read_and_told_in_french():
    found = spoken_fr.read("about 2009")
    assert (found.edtf, found.mark) == ("2009~", "~")
    assert found.explanation.startswith("« about 2009 » se lit ")
    with pytest.raises(AmbiguousDate):
        spoken_fr.read("May 10")
    with speaking(Language("fr")), pytest.raises(DateNotUnderstood, match="Écrivez une date"):
        spoken_fr.read("banana")


@pytest.mark.parametrize("row", [row for row in ROWS if row[1] == "refuse"], ids=lambda row: row[0])
def test_english_reads_nothing_into_what_french_refuses(row):
    with pytest.raises(DateError):
        remember(row[0], born=spoken.BORN, today=spoken.TODAY, landmarks=spoken_fr.LANDMARKS)


def test_an_end_that_goes_on_is_said_in_french():
    with speaking(Language("fr")):
        assert all(map(goes_on, ("aujourd’hui", "Présent", "toujours", "en cours", "still")))
        assert not goes_on("2009")


def test_public_landmarks_go_by_french_words_and_those_of_france_are_read_in_french_alone():
    with speaking(Language("fr")):
        french = {mark.id: mark.words[0] for mark in public_landmarks()}
    english = {mark.id for mark in public_landmarks()}
    assert french["public:pandemic"] == "Pandémie de COVID-19"
    assert french.keys() - english == {
        "public:lockdown-fr", "public:second-lockdown-fr", "public:charlie-hebdo", "public:bataclan",
        "public:heat-wave-2003-fr",
    }  # fmt: skip


def test_names_of_days_are_in_the_spelling_that_they_are_matched_in():
    with speaking(Language("fr")):
        assert [name for name in calendar_names() if normalise(name) != name] == []
