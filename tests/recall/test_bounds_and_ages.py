"""Bounds and ages: phrases with the days that a careful reader would take them to mean, written by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from imeworkbook.errors import DateNotUnderstood
from imeworkbook.recall import remember
from imeworkbook.recall.ties import BIRTH

TODAY = dt.date(2026, 11, 23)
BORN = "1979-03-14"

# family | phrase | earliest | latest. A dash is an open end.
TABLE = """
bounds | sometime before 1999 | - | 1998-12-31
bounds | earlier than May 1999 | - | 1999-04-30
bounds | before summer 2003 | - | 2003-05-31
bounds | before the summer of 2003 | - | 2003-05-31
bounds | before the 90s | - | 1989-12-31
bounds | before early 2004 | - | 2003-12-31
bounds | before Christmas 2009 | - | 2009-12-23
bounds | maybe before 1999 | - | 1998-12-31
bounds | pre-2004 | - | 2003-12-31
bounds | by May 1999 | - | 1999-05-31
bounds | by 5 May 1999 | - | 1999-05-05
bounds | by the end of 1999 | - | 1999-12-31
bounds | till 1999 | - | 1999-12-31
bounds | until May 1999 | - | 1999-05-31
bounds | up to 1999 | - | 1999-12-31
bounds | up until 1999 | - | 1999-12-31
bounds | not later than 1999 | - | 1999-12-31
bounds | not after 1999 | - | 1999-12-31
bounds | No later than May 1999 | - | 1999-05-31
bounds | 1999 at the latest | - | 1999-12-31
bounds | May 1999, at the latest | - | 1999-05-31
bounds | 1999 or earlier | - | 1999-12-31
bounds | 1999 or before | - | 1999-12-31
bounds | on or before 5 May 1999 | - | 1999-05-05
bounds | already in 1999 | - | 1999-12-31
bounds | until now | - | 2026-11-23
bounds | after May 1999 | 1999-06-01 | -
bounds | after summer 2003 | 2003-09-01 | -
bounds | after the 90s | 2000-01-01 | -
bounds | some time after 1999 | 2000-01-01 | -
bounds | post-2004 | 2005-01-01 | -
bounds | after Christmas 2009 | 2009-12-27 | -
bounds | since May 1999 | 1999-05-01 | -
bounds | ever since 1999 | 1999-01-01 | -
bounds | since summer 2003 | 2003-06-01 | -
bounds | since early 2004 | 2004-01-01 | -
bounds | since the 90s | 1990-01-01 | -
bounds | not earlier than 1999 | 1999-01-01 | -
bounds | not until 1999 | 1999-01-01 | -
bounds | from May 1999 onwards | 1999-05-01 | -
bounds | 1999 at the earliest | 1999-01-01 | -
bounds | 1999 or later | 1999-01-01 | -
bounds | May 1999 or later | 1999-05-01 | -
bounds | on or after 5 May 1999 | 1999-05-05 | -
bounds | still in 2004 | 2004-01-01 | -
bounds | still drinking in 2004 | 2004-01-01 | -
bounds | I was still smoking in May 2004 | 2004-05-01 | -
bounds | still there in early 2004 | 2004-01-01 | -
bounds | still | 2026-11-23 | -
bounds | still going on | 2026-11-23 | -
bounds | since last summer | 2026-06-01 | -
bounds | before last Christmas | - | 2025-12-23
bounds | until last year | - | 2025-12-31
ages | when I was 16 years old | 1995-03-14 | 1996-03-13
ages | while I was sixteen | 1995-03-14 | 1996-03-13
ages | back when I was 16 | 1995-03-14 | 1996-03-13
ages | I was 16 | 1995-03-14 | 1996-03-13
ages | when I was twenty-one | 2000-03-14 | 2001-03-13
ages | At Age 21 | 2000-03-14 | 2001-03-13
ages | aged thirty five | 2014-03-14 | 2015-03-13
ages | 16 yrs old | 1995-03-14 | 1996-03-13
ages | 16 y/o | 1995-03-14 | 1996-03-13
ages | around 16 years old | 1994-03-14 | 1997-03-13
ages | between the ages of 14 and 16 | 1993-03-14 | 1996-03-13
ages | between ages 14 and 16 | 1993-03-14 | 1996-03-13
ages | at 14 or 15 | 1993-03-14 | 1995-03-13
ages | when I was between 14 and 16 | 1993-03-14 | 1996-03-13
ages | 14-16 years old | 1993-03-14 | 1996-03-13
ages | in my thirties | 2009-03-14 | 2019-03-13
ages | in my 30s | 2009-03-14 | 2019-03-13
ages | in my mid-thirties | 2012-03-14 | 2017-03-13
ages | when I was in my early twenties | 1999-03-14 | 2003-03-13
ages | in my late teens | 1995-03-14 | 1999-03-13
ages | in my early teens | 1992-03-14 | 1995-03-13
ages | when I was a teenager | 1992-03-14 | 1999-03-13
ages | as a child | 1982-03-14 | 1992-03-13
ages | on my 30th birthday | 2009-03-14 | 2009-03-14
ages | the day of my 30th birthday | 2009-03-14 | 2009-03-14
ages | around my 30th birthday | 2009-03-07 | 2009-03-21
ages | the day I turned 30 | 2009-03-14 | 2009-03-14
ages | when I turned 18 | 1997-03-14 | 1997-03-14
ages | the summer I turned 18 | 1997-06-01 | 1997-08-31
ages | the summer when I turned eighteen | 1997-06-01 | 1997-08-31
ages | the year I turned 18 | 1997-01-01 | 1997-12-31
ages | the month I turned 18 | 1997-03-01 | 1997-03-31
ages | the summer I was 16 | 1995-06-01 | 1995-08-31
ages | the summer when I was 16 | 1995-06-01 | 1995-08-31
ages | Christmas when I was 16 | 1995-12-24 | 1995-12-26
ages | the fall before I turned 18 | 1996-09-01 | 1996-11-30
ages | the summer after my 18th birthday | 1997-06-01 | 1997-08-31
ages | before I turned 18 | - | 1997-03-13
ages | before I was 18 | - | 1997-03-13
ages | before my 18th birthday | - | 1997-03-13
ages | by the time I was 18 | - | 1997-03-14
ages | until I was 25 | - | 2004-03-14
ages | after my 21st birthday | 2000-03-15 | -
ages | after I turned 21 | 2000-03-15 | -
ages | since I was 16 | 1995-03-14 | -
ages | the year after I turned 18 | 1997-03-15 | 1998-12-31
ages | the day after my 18th birthday | 1997-03-15 | 1997-03-15
ages | between my 18th birthday and my 20th birthday | 1997-03-14 | 1999-03-14
ages | when I was born | 1979-03-14 | 1979-03-14
ages | in grade 10 | 1994-09-01 | 1995-06-30
ages | in 10th grade | 1994-09-01 | 1995-06-30
ages | when I was in grade 10 | 1994-09-01 | 1995-06-30
ages | in tenth grade | 1994-09-01 | 1995-06-30
ages | grade 1 | 1985-09-01 | 1986-06-30
ages | first grade | 1985-09-01 | 1986-06-30
ages | in kindergarten | 1984-09-01 | 1985-06-30
ages | senior year of high school | 1996-09-01 | 1997-06-30
ages | the summer before grade 12 | 1996-06-01 | 1996-08-31
ages | the summer after grade 9 | 1994-06-02 | 1994-08-31
ages | Christmas of grade 10 | 1994-12-24 | 1994-12-26

"""
ROWS = [tuple(cell.strip() for cell in line.split(" | ")) for line in TABLE.strip().splitlines()]


def day(text):
    return None if text == "-" else dt.date.fromisoformat(text)


def read(phrase, **options):
    return remember(phrase, **({"born": BORN, "today": TODAY} | options))


@pytest.mark.parametrize(("family", "phrase", "earliest", "latest"), ROWS, ids=[row[1] for row in ROWS])
def test_a_careful_reader_agrees(family, phrase, earliest, latest):
    reading = read(phrase)
    assert (reading.earliest, reading.latest) == (day(earliest), day(latest))
    assert {tie.landmark for tie in reading.ties} == ({BIRTH} if needs_the_birth(phrase) else set())


def needs_the_birth(phrase):
    try:
        read(phrase, born=None)
    except DateNotUnderstood:
        return True
    return False


def test_there_are_many_phrases_of_both_families():
    assert [sum(row[0] == family for row in ROWS) >= 50 for family in ("bounds", "ages")] == [True, True]


@pytest.mark.parametrize(
    ("phrase", "edtf", "mark"),
    [
        ("before 1999", "[..1998]", ""),
        ("no later than May 1999", "[..1999-05]", ""),
        ("since 1999", "[1999..]", ""),
        ("maybe before 1999", "[..1998]", "?"),
        ("before about 1999", "[..1999]", "~"),
        ("since about May 1999, I think", "[1999-04..]", "%"),
        ("around my 30th birthday", "2009-03-14~", "~"),
    ],
)
def test_a_bound_keeps_its_unit_and_its_mark(phrase, edtf, mark):
    assert (read(phrase).edtf, read(phrase).mark) == (edtf, mark)


def test_a_birth_known_to_the_year_gives_two_years_of_age():
    reading = read("when I was 16", born="1979")
    assert (reading.earliest, reading.latest) == (dt.date(1995, 1, 1), dt.date(1996, 12, 30))
    assert read("on my 30th birthday", born="1979").edtf == "2009"
    assert read("before I turned 18", born="1979").latest == dt.date(1997, 12, 30)


def test_a_leap_day_has_its_birthday_on_the_first_of_march():
    assert read("on my 21st birthday", born="1980-02-29").edtf == "2001-03-01"
    assert read("on my 20th birthday", born="1980-02-29").edtf == "2000-02-29"


def test_school_years_follow_the_birthday_and_the_country():
    autumn = read("in grade 10", born="1979-11-20")
    assert (autumn.earliest, autumn.latest) == (dt.date(1994, 9, 1), dt.date(1996, 6, 30))
    british = read("in Year 10", country="GB")
    assert (british.earliest, british.latest) == (dt.date(1993, 9, 1), dt.date(1994, 7, 31))


@pytest.mark.parametrize("phrase", ["when I was 16", "on my 30th birthday", "in grade 10", "the summer I turned 18"])
def test_an_age_needs_a_date_of_birth(phrase):
    with pytest.raises(DateNotUnderstood, match="date of birth"):
        read(phrase, born=None)


@pytest.mark.parametrize("phrase", ["when I was 400", "on my 300th birthday", "in grade 40"])
def test_nobody_is_that_old(phrase):
    with pytest.raises(DateNotUnderstood, match="such as"):
        read(phrase)
