"""What a record says of a date beside the entry's own: the same in other words is no difference, nor is a doubt."""

from __future__ import annotations

import datetime as dt

import pytest

from imeworkbook.recall.agreement import agreement, names_its_side
from imeworkbook.records import Citation, Life, When
from imeworkbook.workbook import Workbook

TODAY = dt.date(2026, 11, 23)


def how(says, side=None, **fields):
    with Workbook.in_memory() as workbook:
        entry = workbook.add(Life(**fields))
    return agreement(Citation(record="r", says=says, side=side), entry, TODAY)


@pytest.mark.parametrize(
    ("start", "says", "expected"),
    [
        ("2012-05", "", "same"),
        ("2012-05", "May 2012", "same"),
        ("2012-05", "in May, 2012", "same"),
        ("2012-05", "05/2012", "same"),
        ("3 May 2012", "2012-05-03", "same"),
        ("about 2012", "circa 2012", "same"),
        ("maybe 2012", "2012", "same"),
        ("2012-05", "since May 2012", "same"),
        ("1998", "'98", "same"),
        ("2012", "maybe 2012", "fits"),
        ("2012-05", "3 May 2012", "fits"),
        ("3 May 2012", "May 2012", "fits"),
        ("about 2012", "2013", "fits"),
        ("before 2013", "2012", "fits"),
        ("4 March 2012", "04/03/2012", "fits"),
        ("3 April 2012", "04/03/2012", "fits"),
        ("January 2009", "winter 2009", "fits"),
        ("December 2009", "winter 2009", "fits"),
        ("2012-05", "June 2012", "differs"),
        ("3 May 2012", "4 May 2012", "differs"),
        ("5 May 2012", "04/03/2012", "differs"),
        ("July 2009", "winter 2009", "differs"),
        ("2012-05", "since June 2012", "differs"),
        ("2012-05", "three months ago", "unread"),
        ("August 2026", "three months ago", "unread"),
        ("2012-05", "when he was 30", "unread"),
        ("2012-05", "no mention of it", "unread"),
        ("2012-05", "2 May 2012 to 8 May 2012", "unread"),
        ("2012-05", "2012-05/2012-06", "unread"),
        (None, "May 2012", "alone"),
        (None, "no mention of it", "unread"),
    ],
)
def test_only_what_cannot_be_the_same_date_differs(start, says, expected):
    assert how(says, start=start, point=True) == expected


@pytest.mark.parametrize(
    ("says", "side", "expected"),
    [
        ("February 2016", None, "same"),
        ("February 2016", "start", "same"),
        ("February 2016", "end", "differs"),
        ("May 2016", "end", "same"),
        ("until May 2016", "end", "same"),
        ("until June 2016", "end", "differs"),
        ("May 2016", "start", "differs"),
    ],
)
def test_a_record_is_set_beside_the_side_that_it_speaks_of(says, side, expected):
    assert how(says, side, start="2016-02", end="2016-05") == expected


def test_the_side_that_nobody_said_is_the_one_that_an_entry_has():
    assert how("May 2016", end="2016-05") == "same"
    assert how("May 2016", "start", end="2016-05") == "alone"
    assert how("May 2016", "end", start="2016-05", point=True) == "same"
    assert how("May 2016", "end", start="2016-02") == "alone"


@pytest.mark.parametrize(
    ("says", "expected"), [("ongoing", "same"), ("March 2018", "differs"), ("2031", "fits"), ("2026", "fits")]
)
def test_what_goes_on_has_not_ended_before_today(says, expected):
    assert how(says, "end", start="2016-02", ongoing=True) == expected


def test_seasons_are_read_where_the_person_lives():
    south = When(phrase="January 2010", edtf="2010-01", hemisphere="south")
    one = Citation(record="r", says="winter 2010")
    assert agreement(one, Life(start=south), TODAY) == "differs"
    assert agreement(one, Life(start=south.with_(hemisphere="north")), TODAY) == "fits"


def test_a_habit_of_the_person_settles_nothing_that_a_record_says():
    with Workbook.in_memory() as workbook:
        workbook.set("date order", "month first")
        entry = workbook.add(Life(start="04/03/2012", point=True))
        assert entry.start.edtf == "2012-04-03"
        assert agreement(Citation(record="r", says="04/03/2012"), entry, TODAY) == "fits"


@pytest.mark.parametrize(
    ("says", "side", "named"),
    [
        ("since May 2012", "start", True),
        ("Since May 2012", "start", True),
        ("until May 2012", "end", True),
        ("until May 2012", "start", False),
        ("May 2012", "start", False),
    ],
)
def test_words_may_say_which_side_they_mean(says, side, named):
    assert names_its_side(Citation(record="r", says=says), side) == named
