"""Where a part of the words has two readings, what is asked is what all of the words come to with each."""

from __future__ import annotations

import datetime as dt

import pytest

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import AmbiguousDate, AmbiguousLandmark, DateNotUnderstood
from imeworkbook.recall import Landmark, remember

TODAY = dt.date(2026, 11, 23)
KNOWN = {"wedding": ("2006-09-02", "2006-09-02"), "residency": ("2005-07", "2009-06")}


def day(text):
    return None if text == "-" else dt.date.fromisoformat(text)


def read(phrase, **options):
    return remember(phrase, **({"born": "1979-03-14", "today": TODAY, "landmarks": KNOWN} | options))


def asked(phrase, **options):
    with pytest.raises(AmbiguousDate) as question:
        read(phrase, **options)
    return question.value


@pytest.mark.parametrize(
    ("phrase", "first", "second"),
    [
        ("before 05/06/2007", "- 2007-06-04", "- 2007-05-05"),
        ("since 05/06/2007", "2007-06-05 -", "2007-05-06 -"),
        ("two weeks after 05/06/2007", "2007-06-15 2007-06-23", "2007-05-16 2007-05-24"),
        ("between 05/06/2007 and 2008", "2007-06-05 2008-12-31", "2007-05-06 2008-12-31"),
        ("until winter 2003", "- 2003-02-28", "- 2004-02-29"),
        ("early winter 2003", "2002-12-01 2003-01-10", "2003-12-01 2004-01-10"),
        ("about winter 2003", "2002-11-01 2003-03-31", "2003-11-01 2004-03-31"),
        ("between winter 2003 and the wedding", "2002-12-01 2006-09-02", "2003-12-01 2006-09-02"),
    ],
)
def test_each_offer_is_the_whole_phrase(phrase, first, second):
    question = asked(phrase)
    offers = [tuple(map(day, offer.split())) for offer in (first, second)]
    assert [(date.earliest, date.latest) for date in question.readings] == offers
    assert len(question.ties) == 2


def test_an_offer_leans_on_what_its_words_lean_on():
    ties = asked("between winter 2003 and the wedding").ties
    assert [{tie.landmark for tie in each} for each in ties] == [{"wedding"}, {"wedding"}]


def test_two_questions_in_one_phrase_are_asked_as_one():
    readings = asked("between winter 2003 and 05/06/2007").readings
    assert len({(date.earliest, date.latest) for date in readings}) == 4


@pytest.mark.parametrize("phrase", ["between winter 2003 and the wedding", "between the wedding and winter 2010"])
def test_a_landmark_is_asked_for_before_the_date(phrase):
    days = map(FuzzyDate.parse, ("2006-09-02", "2008-09-02"))
    twice = (Landmark(str(day), "life", ("Wedding",), day) for day in days)
    with pytest.raises(AmbiguousLandmark) as question:
        read(phrase, landmarks=twice)
    assert len(question.value.candidates) == len(question.value.readings) == 2
    years = {day.year for date in question.value.readings for day in (date.earliest, date.latest)}
    assert {2006, 2008} <= years


def test_doubt_stays_with_both():
    assert {date.qualifier for date in asked("winter 2003, I think").readings} == {"?"}
    assert {date.qualifier for date in asked("about 05/06/2007, maybe").readings} == {"%"}


def test_what_no_reading_comes_to_is_refused_for_its_reason():
    with pytest.raises(DateNotUnderstood, match="before the second"):
        read("between winter 2013 and the wedding")


# --- about and maybe, under before, after and until ---


@pytest.mark.parametrize(
    ("phrase", "earliest", "latest", "mark"),
    [
        ("before about 14 May 2004", "-", "2004-05-20", "~"),
        ("after about 14 May 2004", "2004-05-08", "-", "~"),
        ("before maybe 14 May 2004", "-", "2004-05-13", "?"),
        ("before about Christmas 2003", "-", "2003-12-30", "~"),
        ("before about the 90s", "-", "1992-01-01", "~"),
        ("after about the 90s", "1997-12-31", "-", "~"),
        ("before about residency", "-", "2005-09-29", "~"),
        ("until about residency", "-", "2005-09-30", "~"),
        ("until maybe residency", "-", "2005-07-31", "?"),
        ("about a year ago, I think", "2024-11-22", "2026-11-23", "%"),
        ("about 2 years after 2003, I think", "2003-12-30", "2007-01-02", "%"),
        ("around age 16, maybe", "1994-03-14", "1997-03-13", "%"),
    ],
)
def test_what_is_held_loosely_stays_so(phrase, earliest, latest, mark):
    found = read(phrase)
    assert (found.earliest, found.latest, found.mark) == (day(earliest), day(latest), mark)


EVENTS = [
    "14 May 2004",
    "May 2004",
    "2004",
    "summer 2004",
    "the 90s",
    "Christmas 2003",
    "residency",
    "the wedding",
    "age 16",
]


@pytest.mark.parametrize("bound", ["before", "until"])
@pytest.mark.parametrize("event", EVENTS)
def test_about_never_makes_a_bound_tighter(bound, event):
    assert read(f"{bound} about {event}").latest >= read(f"{bound} {event}").latest
    assert read(f"after about {event}").earliest <= read(f"after {event}").earliest


@pytest.mark.parametrize(("phrase", "hemisphere"), [("winter 2003-04", "south"), ("summer 2003-04", "north")])
def test_the_example_of_a_refusal_can_be_read(phrase, hemisphere):
    with pytest.raises(DateNotUnderstood) as refusal:
        read(phrase, hemisphere=hemisphere)
    example = str(refusal.value).split("such as ")[1].removesuffix(".")
    assert read(example, hemisphere=hemisphere).date
