"""What leans on today, and calendar days: phrases with the days that a careful reader would take them to mean."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.easter import easter as oracle
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook.errors import AmbiguousDate, DateNotUnderstood
from imeworkbook.recall import remember
from imeworkbook.recall.holidays import calendar_days, easter, on

TODAY = dt.date(2026, 11, 23)  # a Monday
BORN = "1979-03-14"

# family | phrase | earliest | latest, said in Canada on 23 November 2026
TABLE = """
relative | today | 2026-11-23 | 2026-11-23
relative | this morning | 2026-11-23 | 2026-11-23
relative | yesterday | 2026-11-22 | 2026-11-22
relative | Yesterday evening | 2026-11-22 | 2026-11-22
relative | last night | 2026-11-22 | 2026-11-22
relative | the day before yesterday | 2026-11-21 | 2026-11-21
relative | two days ago | 2026-11-21 | 2026-11-21
relative | 3 days ago | 2026-11-20 | 2026-11-20
relative | last week | 2026-11-15 | 2026-11-22
relative | last weekend | 2026-11-20 | 2026-11-22
relative | last month | 2026-10-01 | 2026-10-31
relative | this month | 2026-11-01 | 2026-11-30
relative | last year | 2025-01-01 | 2025-12-31
relative | sometime last year | 2025-01-01 | 2025-12-31
relative | the year before last | 2024-01-01 | 2024-12-31
relative | the month before last | 2026-09-01 | 2026-09-30
relative | this year | 2026-01-01 | 2026-12-31
relative | earlier this year | 2026-01-01 | 2026-11-23
relative | early last year | 2025-01-01 | 2025-04-30
relative | in the middle of last year | 2025-05-01 | 2025-08-31
relative | late last year | 2025-09-01 | 2025-12-31
relative | the beginning of this year | 2026-01-01 | 2026-04-30
relative | last summer | 2026-06-01 | 2026-08-31
relative | Last Spring | 2026-03-01 | 2026-05-31
relative | last winter | 2025-12-01 | 2026-02-28
relative | last fall | 2025-09-01 | 2025-11-30
relative | this fall | 2026-09-01 | 2026-11-30
relative | this past summer | 2026-06-01 | 2026-08-31
relative | this spring | 2026-03-01 | 2026-05-31
relative | this summer | 2026-06-01 | 2026-08-31
relative | the summer before last | 2025-06-01 | 2025-08-31
relative | the winter before last | 2024-12-01 | 2025-02-28
relative | last January | 2026-01-01 | 2026-01-31
relative | in last January | 2026-01-01 | 2026-01-31
relative | last May | 2026-05-01 | 2026-05-31
relative | last December | 2025-12-01 | 2025-12-31
relative | last November | 2025-11-01 | 2025-11-30
relative | this May | 2026-05-01 | 2026-05-31
relative | May last year | 2025-05-01 | 2025-05-31
relative | 5 May last year | 2025-05-05 | 2025-05-05
relative | May 5th of this year | 2026-05-05 | 2026-05-05
relative | last May 5th | 2026-05-05 | 2026-05-05
relative | May of last year | 2025-05-01 | 2025-05-31
relative | last year in May | 2025-05-01 | 2025-05-31
relative | May this year | 2026-05-01 | 2026-05-31
relative | summer of last year | 2025-06-01 | 2025-08-31
relative | last Christmas | 2025-12-24 | 2025-12-26
relative | last Easter | 2026-04-03 | 2026-04-06
relative | last Thanksgiving | 2026-10-12 | 2026-10-12
relative | Christmas last year | 2025-12-24 | 2025-12-26
relative | last New Year's Eve | 2025-12-31 | 2025-12-31
days | Christmas 2009 | 2009-12-24 | 2009-12-26
days | christmas of 2009 | 2009-12-24 | 2009-12-26
days | at Christmas 2009 | 2009-12-24 | 2009-12-26
days | Christmas '09 | 2009-12-24 | 2009-12-26
days | Xmas 2009 | 2009-12-24 | 2009-12-26
days | Christmas Day 2009 | 2009-12-25 | 2009-12-25
days | on Christmas Day, 2009 | 2009-12-25 | 2009-12-25
days | Christmas Eve 2009 | 2009-12-24 | 2009-12-24
days | around Christmas Day 2009 | 2009-12-18 | 2010-01-01
days | Boxing Day 2004 | 2004-12-26 | 2004-12-26
days | New Year's Eve 1999 | 1999-12-31 | 1999-12-31
days | New Years Eve 1999 | 1999-12-31 | 1999-12-31
days | New Year’s Day 2000 | 2000-01-01 | 2000-01-01
days | Valentine's Day 2012 | 2012-02-14 | 2012-02-14
days | Family Day 2015 | 2015-02-16 | 2015-02-16
days | St. Patrick's Day 2011 | 2011-03-17 | 2011-03-17
days | Easter 2004 | 2004-04-09 | 2004-04-12
days | Easter of 2011 | 2011-04-22 | 2011-04-25
days | Easter Sunday 2004 | 2004-04-11 | 2004-04-11
days | Good Friday 2008 | 2008-03-21 | 2008-03-21
days | Easter Monday 2008 | 2008-03-24 | 2008-03-24
days | Mother's Day 2010 | 2010-05-09 | 2010-05-09
days | Victoria Day 2011 | 2011-05-23 | 2011-05-23
days | Victoria Day weekend 2011 | 2011-05-20 | 2011-05-23
days | the May long weekend 2011 | 2011-05-20 | 2011-05-23
days | the long weekend in May 2011 | 2011-05-20 | 2011-05-23
days | August long weekend 2012 | 2012-08-03 | 2012-08-06
days | Canada Day 2017 | 2017-07-01 | 2017-07-01
days | 4th of July 2004 | 2004-07-04 | 2004-07-04
days | Fourth of July 2004 | 2004-07-04 | 2004-07-04
days | July 4th 2004 | 2004-07-04 | 2004-07-04
days | Labour Day 2008 | 2008-09-01 | 2008-09-01
days | Labor Day 2008 | 2008-09-01 | 2008-09-01
days | Labour Day weekend 2008 | 2008-08-29 | 2008-09-01
days | Thanksgiving 2010 | 2010-10-11 | 2010-10-11
days | Thanksgiving of 2010 | 2010-10-11 | 2010-10-11
days | Thanksgiving weekend 2010 | 2010-10-08 | 2010-10-11
days | American Thanksgiving 2010 | 2010-11-25 | 2010-11-25
days | Halloween 1999 | 1999-10-31 | 1999-10-31
days | Hallowe'en 1999 | 1999-10-31 | 1999-10-31
days | Remembrance Day 2014 | 2014-11-11 | 2014-11-11
days | before Christmas 2009 | - | 2009-12-23
days | between Christmas 2009 and Easter 2010 | 2009-12-24 | 2010-04-05
days | the day before Christmas Eve 2009 | 2009-12-23 | 2009-12-23
days | the week before Christmas Day 2009 | 2009-12-13 | 2009-12-24
days | two days after Christmas Day 2009 | 2009-12-27 | 2009-12-27
days | the Christmas before 2010 | 2009-12-24 | 2009-12-26
days | maybe Christmas 2009 | 2009-12-24 | 2009-12-26
days | the first week of May 2004 | 2004-05-01 | 2004-05-07
days | the last week of May 2004 | 2004-05-25 | 2004-05-31
"""
ROWS = [tuple(cell.strip() for cell in line.split(" | ")) for line in TABLE.strip().splitlines()]

# phrase | days that have to be in the window | days that it must not reach beyond. What is counted is rounded, so a
# careful reader gives a window, and readers may differ by some days at its ends.
ROUNDED = """
a week ago | 2026-11-14 | 2026-11-18 | 2026-11-11 | 2026-11-21
two weeks ago | 2026-11-07 | 2026-11-11 | 2026-11-02 | 2026-11-15
a fortnight ago | 2026-11-07 | 2026-11-11 | 2026-10-31 | 2026-11-17
a month ago | 2026-10-15 | 2026-10-31 | 2026-10-01 | 2026-11-15
three months ago | 2026-08-15 | 2026-08-31 | 2026-07-23 | 2026-09-23
3 months ago | 2026-08-15 | 2026-08-31 | 2026-07-23 | 2026-09-23
Three Months Ago. | 2026-08-15 | 2026-08-31 | 2026-07-23 | 2026-09-23
about three months ago | 2026-08-08 | 2026-09-07 | 2026-07-01 | 2026-10-10
six months ago | 2026-05-15 | 2026-05-31 | 2026-04-15 | 2026-06-30
half a year ago | 2026-04-23 | 2026-06-23 | 2026-01-23 | 2026-08-31
a year ago | 2025-08-23 | 2026-02-23 | 2025-04-30 | 2026-06-01
one year ago | 2025-08-23 | 2026-02-23 | 2025-04-30 | 2026-06-01
a year and a half ago | 2025-04-01 | 2025-07-15 | 2024-12-31 | 2025-10-31
one and a half years ago | 2025-04-01 | 2025-07-15 | 2024-12-31 | 2025-10-31
1 1/2 years ago | 2025-04-01 | 2025-07-15 | 2024-12-31 | 2025-10-31
eighteen months ago | 2025-05-01 | 2025-06-15 | 2025-03-01 | 2025-08-15
two years ago | 2024-08-23 | 2025-02-23 | 2024-01-01 | 2025-07-01
2 yrs ago | 2024-08-23 | 2025-02-23 | 2024-01-01 | 2025-07-01
two years back | 2024-08-23 | 2025-02-23 | 2024-01-01 | 2025-07-01
roughly two years ago | 2024-05-23 | 2025-05-23 | 2023-10-01 | 2026-01-01
two years ago, give or take | 2024-05-23 | 2025-05-23 | 2023-10-01 | 2026-01-01
a year or two ago | 2024-11-23 | 2025-11-23 | 2024-04-01 | 2026-07-01
two or three years ago | 2023-11-23 | 2024-11-23 | 2023-04-01 | 2025-07-01
two to three years ago | 2023-11-23 | 2024-11-23 | 2023-04-01 | 2025-07-01
between two and three years ago | 2023-11-23 | 2024-11-23 | 2023-04-01 | 2025-07-01
a couple of years ago | 2023-11-23 | 2024-11-23 | 2023-04-01 | 2025-07-01
a few years ago | 2022-11-23 | 2024-11-23 | 2021-01-01 | 2025-07-01
several years ago | 2019-11-23 | 2023-11-23 | 2018-01-01 | 2024-07-01
a few weeks ago | 2026-10-26 | 2026-11-09 | 2026-10-12 | 2026-11-16
a few months ago | 2026-07-23 | 2026-09-23 | 2026-05-23 | 2026-10-23
ten years ago | 2016-01-01 | 2017-06-01 | 2015-01-01 | 2018-06-01
20 years ago | 2005-11-23 | 2007-11-23 | 2004-01-01 | 2009-01-01
a decade ago | 2014-11-23 | 2018-11-23 | 2011-01-01 | 2022-01-01
nearly ten years ago | 2016-11-24 | 2017-08-01 | 2015-06-01 | 2018-06-01
less than a year ago | 2025-11-24 | 2026-11-23 | 2025-11-01 | 2026-11-23
in the last two years | 2024-11-24 | 2026-11-23 | 2024-01-01 | 2026-11-23
in the past year | 2025-11-24 | 2026-11-23 | 2025-01-01 | 2026-11-23
over the past few months | 2026-07-23 | 2026-11-23 | 2026-05-01 | 2026-11-23
within the last six months | 2026-05-24 | 2026-11-23 | 2026-04-01 | 2026-11-23
two weeks before Christmas Day 2009 | 2009-12-09 | 2009-12-13 | 2009-12-05 | 2009-12-17
two years after 2004 | 2006-06-01 | 2007-01-01 | 2005-06-01 | 2007-07-31
a few weeks after Easter Sunday 2004 | 2004-05-01 | 2004-05-09 | 2004-04-18 | 2004-05-31
shortly after Christmas 2009 | 2009-12-27 | 2010-01-10 | 2009-12-24 | 2010-02-28
a few months after I turned 21 | 2000-05-14 | 2000-07-14 | 2000-04-01 | 2000-09-14
two years before my 30th birthday | 2007-01-01 | 2007-06-01 | 2006-06-01 | 2007-12-01
Christmas break 2009 | 2009-12-21 | 2010-01-02 | 2009-12-12 | 2010-01-10
late last summer | 2026-08-01 | 2026-08-31 | 2026-07-15 | 2026-08-31
"""
ROUNDED_ROWS = [tuple(cell.strip() for cell in line.split(" | ")) for line in ROUNDED.strip().splitlines()]


def day(text):
    return None if text == "-" else dt.date.fromisoformat(text)


def read(phrase, **options):
    return remember(phrase, **({"born": BORN, "today": TODAY, "country": "CA"} | options))


@pytest.mark.parametrize(("family", "phrase", "earliest", "latest"), ROWS, ids=[row[1] for row in ROWS])
def test_a_careful_reader_agrees(family, phrase, earliest, latest):
    reading = read(phrase)
    assert (reading.earliest, reading.latest) == (day(earliest), day(latest))
    assert reading.ties == ()


@pytest.mark.parametrize(
    ("phrase", "first", "last", "not_before", "not_after"), ROUNDED_ROWS, ids=[row[0] for row in ROUNDED_ROWS]
)
def test_what_is_counted_is_neither_too_narrow_nor_too_wide(phrase, first, last, not_before, not_after):
    reading = read(phrase)
    assert day(not_before) <= reading.earliest <= day(first)
    assert day(last) <= reading.latest <= day(not_after)


def test_there_are_many_phrases_of_both_families():
    assert len(ROUNDED_ROWS) >= 45
    assert sum(row[0] == "relative" for row in ROWS) >= 45
    assert sum(row[0] == "days" for row in ROWS) >= 45


@pytest.mark.parametrize(
    ("phrase", "country", "edtf"),
    [
        ("Thanksgiving 2010", "CA", "2010-10-11"),
        ("Thanksgiving 2010", "US", "2010-11-25"),
        ("Thanksgiving weekend 2010", "US", "[2010-11-25..2010-11-28]"),
        ("Mother's Day 2010", "GB", "2010-03-14"),
        ("Mother's Day 2010", "US", "2010-05-09"),
        ("Father's Day 2010", "AU", "2010-09-05"),
        ("Labour Day 2010", "NZ", "2010-10-25"),
        ("Memorial Day 2011", "US", "2011-05-30"),
        ("the long weekend in May 2011", "US", "[2011-05-27..2011-05-30]"),
        ("August bank holiday 2010", "GB", "2010-08-30"),
        ("the early May bank holiday 2020", "GB", "2020-05-08"),
        ("the early May bank holiday 2020", "IE", "2020-05-04"),
        ("spring bank holiday 2022", "GB", "2022-06-02"),
        ("spring bank holiday 2026", "GB", "2026-05-25"),
        ("St Brigid's bank holiday 2026", "IE", "2026-02-02"),
        ("St Brigid's bank holiday 2030", "IE", "2030-02-01"),
        ("St Brigid's Day 2026", "IE", "2026-02-01"),
        ("the National Day for Truth and Reconciliation 2024", "CA", "2024-09-30"),
        ("Labour Day in Queensland 2024", "AU", "2024-05-06"),
        ("Labour Day in Queensland 2014", "AU", "2014-10-06"),
        ("King's Birthday 2026", "NZ", "2026-06-01"),
    ],
)
def test_days_follow_the_country(phrase, country, edtf):
    assert read(phrase, country=country).edtf == edtf


def test_where_the_country_is_not_known_both_days_are_offered():
    with pytest.raises(AmbiguousDate) as two:
        read("Thanksgiving 2010", country=None)
    assert [reading.edtf for reading in two.value.readings] == ["2010-10-11", "2010-11-25"]
    assert read("Christmas Day 2010", country=None).edtf == "2010-12-25"
    assert read("Labor Day 2010", country=None).edtf == "2010-09-06"


def test_where_the_states_of_a_country_differ_all_their_days_are_offered():
    with pytest.raises(AmbiguousDate) as question:
        read("King's Birthday 2024", country="AU")
    assert [date.edtf for date in question.value.readings] == ["2024-06-10", "2024-09-23", "2024-10-07"]
    with pytest.raises(AmbiguousDate) as question:
        read("Labour Day 2024", country="AU")
    assert len(question.value.readings) == 4


@pytest.mark.parametrize(
    ("phrase", "readings"),
    [
        ("winter last year", ["[2024-12..2025-02]", "[2025-12..2026-02]"]),
        ("the March when I was 16", ["[1995-03-14..1995-03-31]", "[1996-03-01..1996-03-13]"]),
    ],
)
def test_what_fits_two_times_is_asked_back(phrase, readings):
    with pytest.raises(AmbiguousDate) as two:
        read(phrase)
    assert [reading.edtf for reading in two.value.readings] == readings


def test_two_summers_ago_holds_both_ways_of_counting():
    reading = read("two summers ago")
    assert (reading.earliest, reading.latest) == (dt.date(2024, 6, 1), dt.date(2025, 8, 31))


def test_this_and_last_depend_on_the_day_they_are_said():
    july = dt.date(2026, 7, 10)
    assert read("this summer", today=july).edtf == "[2026-06..2026-08]"
    assert read("last summer", today=july).edtf == "[2025-06..2025-08]"
    assert read("last winter", today=dt.date(2026, 1, 10)).edtf == "[2024-12..2025-02]"


def test_seasons_follow_the_hemisphere():
    assert read("last summer", hemisphere="south").earliest == dt.date(2025, 12, 1)
    assert read("the winter I turned 18", hemisphere="south").earliest == dt.date(1997, 6, 1)


@pytest.mark.parametrize(
    "phrase",
    ["Christmas", "at Christmas", "Thanksgiving", "the long weekend in May", "in May", "the 15th of May", "summer"],
)
def test_a_calendar_day_needs_its_year(phrase):
    with pytest.raises(DateNotUnderstood, match="year"):
        read(phrase)


def test_a_month_without_a_long_weekend_has_none():
    with pytest.raises(DateNotUnderstood, match="such day"):
        read("the long weekend in December 2010")


@given(st.integers(1583, 4099))
def test_easter_is_that_of_another_reckoning(year):
    assert easter(year) == oracle(year)


@given(st.sampled_from(calendar_days()), st.integers(1900, 2100))
def test_every_rule_gives_a_day_of_its_year(rule, year):
    assert on(rule["rule"], year).year == year


@given(st.sampled_from([row[0] for row in ROUNDED_ROWS if row[0].startswith(("a ", "two", "t", "s"))]))
def test_about_never_narrows_what_is_counted(phrase):
    bare, about = read(phrase), read(f"about {phrase}")
    assert about.earliest <= bare.earliest
    assert bare.latest <= about.latest
    assert about.mark in ("~", "%")
