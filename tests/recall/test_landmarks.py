"""What leans on landmarks, in the workbook and public ones: windows and ties that a careful reader would give."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import AmbiguousDate, AmbiguousLandmark, DateNotUnderstood
from imeworkbook.recall import Landmark, Tie, landmark_of, remember
from imeworkbook.recall.public import public_landmarks
from imeworkbook.records import Career, Life
from imeworkbook.workbook import Workbook

TODAY = dt.date(2026, 11, 23)
BORN = "1979-03-14"


def place(id, kind, words, start, end=None):
    return Landmark(
        id, kind, words, FuzzyDate.parse(start), FuzzyDate.parse(end) if end else None, leads_up=kind == "career"
    )


LANDMARKS = (
    place("hs", "career", ("High school, Valley Secondary", "Schooling"), "1993-09", "1997-06"),
    place("md", "career", ("Medical degree, Example University", "Schooling"), "2001-09", "2005-05"),
    place("res", "career", ("Family medicine residency, St. X Hospital", "Training"), "2005-07-01", "2007-06-30"),
    place("job", "career", ("Physician, Lakeside Clinic", "Position"), "2007-08", "2014-03"),
    place("er", "career", ("Emergency doctor, St. Y Hospital", "Position"), "2014-09", "2016-06"),
    place("now", "career", ("Locum, Harbour Hospital", "Locum"), "2016-10", "[2016-10..]"),
    place("wed", "life", ("Wedding", "Partner"), "2008-09-13"),
    place("move", "life", ("Move to Denver", "Home"), "2010-06"),
    place("baby", "life", ("Daughter born", "Child"), "2009-12-02"),
    place("dad", "life", ("Dad died", "A death"), "2012-02-10"),
)

# phrase | earliest | latest | what it is tied to. A dash is an open end.
EXACT = """
when I graduated from med school | 2005-05-01 | 2005-05-31 | md
when I finished medical school | 2005-05-01 | 2005-05-31 | md
when I graduated from high school | 1997-06-01 | 1997-06-30 | hs
when I left high school | 1997-06-01 | 1997-06-30 | hs
when I started medical school | 2001-09-01 | 2001-09-30 | md
when I started residency | 2005-07-01 | 2005-07-01 | res
When I began residency, | 2005-07-01 | 2005-07-01 | res
when residency ended | 2007-06-30 | 2007-06-30 | res
the day I finished residency | 2007-06-30 | 2007-06-30 | res
when I left Lakeside | 2014-03-01 | 2014-03-31 | job
when I left the Lakeside clinic | 2014-03-01 | 2014-03-31 | job
when I quit my job at Lakeside | 2014-03-01 | 2014-03-31 | job
when I joined the Lakeside Clinic | 2007-08-01 | 2007-08-31 | job
when I started at St. Y | 2014-09-01 | 2014-09-30 | er
when I left St Y | 2016-06-01 | 2016-06-30 | er
when I got married | 2008-09-13 | 2008-09-13 | wed
when we got married | 2008-09-13 | 2008-09-13 | wed
at the wedding | 2008-09-13 | 2008-09-13 | wed
on our wedding day | 2008-09-13 | 2008-09-13 | wed
the day of the wedding | 2008-09-13 | 2008-09-13 | wed
the day after the wedding | 2008-09-14 | 2008-09-14 | wed
the night before the wedding | 2008-09-12 | 2008-09-12 | wed
when Dad died | 2012-02-10 | 2012-02-10 | dad
when my father died | 2012-02-10 | 2012-02-10 | dad
when my dad passed away | 2012-02-10 | 2012-02-10 | dad
when my daughter was born | 2009-12-02 | 2009-12-02 | baby
when we moved to Denver | 2010-06-01 | 2010-06-30 | move
when we moved | 2010-06-01 | 2010-06-30 | move
during residency | 2005-07-01 | 2007-06-30 | res
in residency | 2005-07-01 | 2007-06-30 | res
while I was in residency | 2005-07-01 | 2007-06-30 | res
when I was a resident | 2005-07-01 | 2007-06-30 | res
sometime during residency | 2005-07-01 | 2007-06-30 | res
while working at Lakeside | 2007-08-01 | 2014-03-31 | job
during high school | 1993-09-01 | 1997-06-30 | hs
before residency | - | 2005-06-30 | res
before I started residency | - | 2005-06-30 | res
before the wedding | - | 2008-09-12 | wed
sometime before the wedding | - | 2008-09-12 | wed
before we moved | - | 2010-06-29 | move
prior to the move | - | 2010-06-29 | move
after residency | 2007-07-01 | - | res
after the wedding | 2008-09-14 | - | wed
after we moved | 2010-06-02 | - | move
after leaving Lakeside | 2014-03-02 | - | job
since the wedding | 2008-09-13 | - | wed
since we moved | 2010-06-01 | - | move
since I started at Harbour Hospital | 2016-10-01 | - | now
since I left St. Y | 2016-06-01 | - | er
until the wedding | - | 2008-09-13 | wed
until I left Lakeside | - | 2014-03-31 | job
by the time Dad died | - | 2012-02-10 | dad
no later than the wedding | - | 2008-09-13 | wed
not before the move | 2010-06-01 | - | move
still drinking when Dad died | 2012-02-10 | - | dad
between the wedding and the move | 2008-09-13 | 2010-06-30 | wed move
between the move and the wedding | 2008-09-13 | 2010-06-30 | wed move
between residency and the wedding | 2007-06-30 | 2008-09-13 | res wed
between residency and 2009 | 2007-06-30 | 2009-12-31 | res
the Christmas before Dad died | 2011-12-24 | 2011-12-26 | dad
the Christmas after the wedding | 2008-12-24 | 2008-12-26 | wed
the Thanksgiving before the move | 2009-10-12 | 2009-10-12 | move
the summer before residency | 2005-06-01 | 2005-06-30 | res
the summer after residency | 2007-07-01 | 2007-08-31 | res
the summer after high school | 1997-06-02 | 1997-08-31 | hs
the summer before medical school | 2001-06-01 | 2001-08-31 | md
the summer after the wedding | 2009-06-01 | 2009-08-31 | wed
the summer before the wedding | 2008-06-01 | 2008-08-31 | wed
the spring before the move | 2010-03-01 | 2010-05-31 | move
the January after the wedding | 2009-01-01 | 2009-01-31 | wed
the summer we moved | 2010-06-01 | 2010-08-31 | move
the fall we got married | 2008-09-01 | 2008-11-30 | wed
the winter Dad died | 2011-12-01 | 2012-02-29 | dad
the winter when my father died | 2011-12-01 | 2012-02-29 | dad
the year I got married | 2008-01-01 | 2008-12-31 | wed
the year of the wedding | 2008-01-01 | 2008-12-31 | wed
the same year as the wedding | 2008-01-01 | 2008-12-31 | wed
the month Dad died | 2012-02-01 | 2012-02-29 | dad
the year before the wedding | 2007-01-01 | 2008-09-12 | wed
the year after the wedding | 2008-09-14 | 2009-12-31 | wed
second year of residency | 2006-07-01 | 2007-06-30 | res
in my second year of residency | 2006-07-01 | 2007-06-30 | res
first year of residency | 2005-07-01 | 2006-06-30 | res
my 2nd year residency | 2006-07-01 | 2007-06-30 | res
year 2 of residency | 2006-07-01 | 2007-06-30 | res
PGY-2 | 2006-07-01 | 2007-06-30 | res
PGY2 | 2006-07-01 | 2007-06-30 | res
pgy 1 | 2005-07-01 | 2006-06-30 | res
during PGY-1 | 2005-07-01 | 2006-06-30 | res
R2 | 2006-07-01 | 2007-06-30 | res
summer of second year of residency | 2006-07-01 | 2006-08-31 | res
Christmas of my second year of residency | 2006-12-24 | 2006-12-26 | res
before PGY-2 | - | 2006-06-30 | res
maybe before the wedding | - | 2008-09-12 | wed
I think when Dad died | 2012-02-10 | 2012-02-10 | dad
when I was at Harbour Hospital | 2016-10-01 | - | now
"""
# phrase | days that have to be in the window | days that it must not reach beyond | what it is tied to
ROUNDED = """
two years after I graduated from med school | 2007-02-01 | 2007-08-31 | 2006-06-01 | 2008-05-31 | md
2 years after medical school | 2007-02-01 | 2007-08-31 | 2006-06-01 | 2008-05-31 | md
two years after the wedding | 2010-07-01 | 2010-12-31 | 2009-10-01 | 2011-09-01 | wed
about two years after the wedding | 2010-04-01 | 2011-03-01 | 2009-07-01 | 2011-12-31 | wed
a year and a half after the wedding | 2010-02-13 | 2010-04-13 | 2009-10-01 | 2010-09-13 | wed
a year before the wedding | 2007-06-13 | 2007-12-13 | 2007-01-01 | 2008-06-13 | wed
two or three years before Dad died | 2009-02-10 | 2010-02-10 | 2008-02-10 | 2011-02-10 | dad
a few weeks after the wedding | 2008-09-29 | 2008-10-13 | 2008-09-14 | 2008-11-13 | wed
a couple of weeks before the wedding | 2008-08-25 | 2008-08-30 | 2008-08-13 | 2008-09-12 | wed
a few months before residency | 2005-02-01 | 2005-05-01 | 2004-12-01 | 2005-06-30 | res
six months after residency | 2007-12-15 | 2008-01-10 | 2007-10-15 | 2008-03-01 | res
three months into my job at Lakeside | 2007-11-01 | 2007-11-30 | 2007-10-01 | 2008-01-15 | job
3 months into residency | 2005-09-20 | 2005-10-10 | 2005-08-15 | 2005-11-15 | res
a year into residency | 2006-05-01 | 2006-09-01 | 2005-12-01 | 2007-01-01 | res
shortly after the move | 2010-06-02 | 2010-07-15 | 2010-06-01 | 2010-09-30 | move
right after the wedding | 2008-09-14 | 2008-09-20 | 2008-09-13 | 2008-10-13 | wed
just before the wedding | 2008-09-01 | 2008-09-12 | 2008-07-13 | 2008-09-13 | wed
soon after Dad died | 2012-02-11 | 2012-03-31 | 2012-02-10 | 2012-06-10 | dad
around the wedding | 2008-08-31 | 2008-09-30 | 2008-06-13 | 2008-12-13 | wed
around the time Dad died | 2012-01-25 | 2012-02-28 | 2011-11-10 | 2012-05-10 | dad
about when I left Lakeside | 2014-02-15 | 2014-04-15 | 2013-12-01 | 2014-07-01 | job
halfway through residency | 2006-06-01 | 2006-08-01 | 2006-01-01 | 2006-12-31 | res
midway through residency | 2006-06-01 | 2006-08-01 | 2006-01-01 | 2006-12-31 | res
halfway through my job at Lakeside | 2010-10-01 | 2011-02-01 | 2009-08-01 | 2012-06-01 | job
early in residency | 2005-07-01 | 2005-12-01 | 2005-07-01 | 2006-07-01 | res
at the beginning of residency | 2005-07-01 | 2005-12-01 | 2005-07-01 | 2006-07-01 | res
late in residency | 2007-01-01 | 2007-06-30 | 2006-07-01 | 2007-06-30 | res
the end of residency | 2007-02-01 | 2007-06-30 | 2006-07-01 | 2007-06-30 | res
towards the end of medical school | 2004-10-01 | 2005-05-01 | 2003-09-01 | 2005-05-31 | md
end of my time at Lakeside | 2013-12-01 | 2014-03-31 | 2013-06-01 | 2014-03-31 | job
right around the wedding | 2008-08-31 | 2008-09-30 | 2008-06-13 | 2008-12-13 | wed
mid-residency | 2006-05-01 | 2006-09-01 | 2006-01-01 | 2007-01-01 | res
last year of residency | 2006-07-15 | 2007-06-30 | 2006-05-31 | 2007-06-30 | res
my final year of medical school | 2004-07-01 | 2005-05-01 | 2004-04-01 | 2005-05-31 | md
third year of medical school | 2003-10-01 | 2004-08-31 | 2003-09-01 | 2004-10-01 | md
the week after the wedding | 2008-09-14 | 2008-09-20 | 2008-09-14 | 2008-09-28 | wed
the month before the wedding | 2008-08-13 | 2008-09-12 | 2008-08-01 | 2008-09-12 | wed
within a year of the wedding | 2007-09-14 | 2009-09-12 | 2007-01-01 | 2010-04-01 | wed
less than a year after the wedding | 2008-09-14 | 2009-09-12 | 2008-09-13 | 2009-10-01 | wed
almost two years after the wedding | 2010-05-01 | 2010-09-12 | 2009-12-01 | 2010-10-01 | wed
"""
PUBLIC = """
when the pandemic started | 2020-03-01 | 2020-03-31
at the start of the lockdowns | 2020-03-13 | 2020-05-13
when the first lockdown began | 2020-03-13 | 2020-03-27
before the pandemic | - | 2020-03-10
before covid | - | 2020-03-10
since the COVID-19 pandemic | 2020-03-11 | -
during the pandemic | 2020-03-11 | 2023-05-05
the summer before the pandemic | 2019-06-01 | 2019-08-31
the Christmas before covid | 2019-12-24 | 2019-12-26
the first year of the pandemic | 2020-03-11 | 2021-03-10
after 9/11 | 2001-09-12 | -
on 9/11 | 2001-09-11 | 2001-09-11
when Princess Diana died | 1997-08-31 | 1997-08-31
the summer Princess Diana died | 1997-06-01 | 1997-08-31
during the ice storm | 1998-01-04 | 1998-01-10
the year of the ice storm | 1998-01-01 | 1998-12-31
before the 2015 election | - | 2015-10-18
the day after the 2015 election | 2015-10-20 | 2015-10-20
during SARS | 2003-03-01 | 2003-07-31
when cannabis became legal | 2018-10-17 | 2018-10-17
after the millennium | 2000-01-02 | -
"""


def rows(table):
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in table.strip().splitlines()]


def day(text):
    return None if text == "-" else dt.date.fromisoformat(text)


def read(phrase, landmarks=LANDMARKS, **options):
    options = {"born": BORN, "today": TODAY, "country": "CA"} | options
    return remember(phrase, landmarks=landmarks, **options)


@pytest.mark.parametrize(("phrase", "earliest", "latest", "tied"), rows(EXACT), ids=[row[0] for row in rows(EXACT)])
def test_a_careful_reader_agrees(phrase, earliest, latest, tied):
    reading = read(phrase)
    assert (reading.earliest, reading.latest) == (day(earliest), day(latest))
    assert {tie.landmark for tie in reading.ties} == set(tied.split())


@pytest.mark.parametrize(
    ("phrase", "first", "last", "not_before", "not_after", "tied"), rows(ROUNDED), ids=[row[0] for row in rows(ROUNDED)]
)
def test_what_is_counted_is_neither_too_narrow_nor_too_wide(phrase, first, last, not_before, not_after, tied):
    reading = read(phrase)
    assert day(not_before) <= reading.earliest <= day(first)
    assert day(last) <= reading.latest <= day(not_after)
    assert {tie.landmark for tie in reading.ties} == {tied}


@pytest.mark.parametrize(("phrase", "earliest", "latest"), rows(PUBLIC), ids=[row[0] for row in rows(PUBLIC)])
def test_public_landmarks_are_read_and_bind_nothing(phrase, earliest, latest):
    reading = read(phrase, ())
    assert (reading.earliest, reading.latest) == (day(earliest), day(latest))
    assert reading.ties == ()


def test_there_are_many_phrases():
    assert len(rows(EXACT)) + len(rows(ROUNDED)) >= 120
    assert len(rows(PUBLIC)) >= 20


# --- ties ---


@pytest.mark.parametrize(
    ("phrase", "ties"),
    [
        ("when Dad died", [Tie("dad", "start", 0, 0)]),
        ("when I left Lakeside", [Tie("job", "end", 0, 0)]),
        ("before the wedding", [Tie("wed", "start", None, -1)]),
        ("after residency", [Tie("res", "end", 1, None)]),
        ("by the wedding", [Tie("wed", "start", None, 0)]),
        ("since we moved", [Tie("move", "start", 0, None)]),
        ("during residency", [Tie("res", "start", 0, None), Tie("res", "end", None, 0)]),
        ("between the wedding and the move", [Tie("wed", "start", 0, None), Tie("move", "start", None, 0)]),
        ("the day after the wedding", [Tie("wed", "start", 1, 1)]),
        ("second year of residency", [Tie("res", "start", 365, 729), Tie("res", "end", None, 0)]),
    ],
)
def test_a_statement_is_kept_in_days_from_one_side(phrase, ties):
    assert list(read(phrase).ties) == ties


@given(
    st.sampled_from([row[0] for row in (*rows(EXACT), *rows(ROUNDED)) if row[0] not in ("when I was a resident",)]),
    st.integers(0, 40),
)
def test_the_window_obeys_its_ties(phrase, seed):
    """Every day of the window has, for each tie, a day of the landmark's own window from which it may follow."""
    reading = read(phrase)
    known = {(mark.id, side): getattr(mark, side) for mark in LANDMARKS for side in ("start", "end")}
    days = [end for end in (reading.earliest, reading.latest) if end]
    if len(days) == 2:
        days.append(days[0] + (days[1] - days[0]) * seed / 40)
    for tie in reading.ties:
        side = known[tie.landmark, tie.side]
        for when in days:
            if tie.low is not None and side.earliest:
                assert when >= side.earliest + dt.timedelta(tie.low)
            if tie.high is not None and side.latest:
                assert when <= side.latest + dt.timedelta(tie.high)


def test_what_leans_on_a_landmark_moves_with_it():
    later = tuple(
        replace(mark, start=FuzzyDate.parse("2009-09-12")) if mark.id == "wed" else mark for mark in LANDMARKS
    )
    one, other = read("two years after the wedding"), read("two years after the wedding", later)
    assert one.ties == other.ties
    assert (other.earliest - one.earliest).days == 364


def test_about_a_landmark_holds_it_more_loosely():
    bare, about = read("two years after the wedding"), read("about two years after the wedding")
    assert about.mark == "~"
    assert about.ties[0].low < bare.ties[0].low < bare.ties[0].high < about.ties[0].high
    assert read("maybe two years after the wedding").ties == bare.ties


def test_doubt_about_the_landmark_is_not_lost():
    doubted = (place("wed", "life", ("Wedding",), "2008?"),)
    assert read("two years after the wedding", doubted).mark == "?"
    assert read("the Christmas before the wedding", doubted).mark == "?"
    assert read("before the wedding", doubted).mark == "?"


# --- asking back and refusing ---


def test_two_that_fit_are_asked_back_with_what_each_comes_to():
    with pytest.raises(AmbiguousLandmark) as two:
        read("two years after I graduated")
    assert [candidate.id for candidate in two.value.candidates] == ["hs", "md"]
    assert all(reading.earliest for reading in two.value.readings)
    assert isinstance(two.value, AmbiguousDate)
    chosen = read("two years after I graduated", [two.value.candidates[1]])
    assert chosen.date == two.value.readings[1]


def test_st_x_and_st_y_are_two_places():
    with pytest.raises(AmbiguousLandmark):
        read("while I was at the hospital")
    assert read("when I left St. Y").ties == (Tie("er", "end", 0, 0),)


def test_a_whole_name_stands_before_a_part_of_another():
    two = (*LANDMARKS, place("w2", "life", ("Wedding of my sister",), "2011-05-07"))
    assert read("after the wedding", two).ties[0].landmark == "wed"
    assert read("after my sister's wedding", two).ties[0].landmark == "w2"


def test_the_season_in_which_it_happened_is_asked_where_it_may_be_meant():
    summer = (place("wed", "life", ("Wedding",), "2008-07-12"),)
    with pytest.raises(AmbiguousDate) as two:
        read("the summer before the wedding", summer)
    assert [reading.edtf for reading in two.value.readings] == ["[2007-06..2007-08]", "[2008-06-01..2008-07-11]"]


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("after the bankruptcy", "goes by these words"),
        ("when I left Nowhere", "goes by these words"),
        ("when I left Harbour Hospital", "no end date"),
        ("halfway through my locum at Harbour", "no end date"),
        ("fifth year of residency", "after the end"),
        ("three years into residency", "after the end"),
    ],
)
def test_what_leans_on_nothing_known_is_refused_with_an_example(phrase, said):
    with pytest.raises(DateNotUnderstood, match=said) as refusal:
        read(phrase)
    assert "such as" in str(refusal.value)
    assert not {"bankruptcy", "nowhere", "harbour"} & set(str(refusal.value).lower().split())


def test_a_landmark_without_a_date_is_no_help():
    with pytest.raises(DateNotUnderstood, match="no date yet"):
        read("after the wedding", (Landmark("wed", "life", ("Wedding",)),))


def test_a_landmark_never_shows_its_words():
    assert "Wedding" not in repr(LANDMARKS[6])
    with pytest.raises(AmbiguousLandmark) as two:
        read("when I graduated")
    assert "school" not in str(two.value)


def test_landmarks_are_asked_for_only_when_a_phrase_needs_them():
    asked = []

    def lazily():
        asked.append(True)
        yield from LANDMARKS

    assert read("early 2004", lazily()).edtf == "2004-37"
    assert asked == []
    assert read("after the wedding", lazily()).edtf == "[2008-09-14..]"
    assert asked == [True]


def test_the_explanation_names_what_a_date_is_tied_to():
    assert read("the day after the wedding").explanation == (
        "“the day after the wedding” read as 14 September 2008, EDTF 2008-09-14; tied to “Wedding”"
    )


# --- public landmarks ---


def test_every_public_landmark_has_a_source_and_can_be_found_by_its_name():
    for country in (None, "CA", "US", "GB", "IE", "AU", "NZ"):
        known = public_landmarks(country)
        assert len({mark.id for mark in known}) == len(known) >= 15
    for mark in public_landmarks("CA"):
        assert read(f"after {mark.words[0]}", (), country="CA").earliest > mark.start.earliest


def test_the_same_words_mean_each_countrys_own():
    assert read("when the first lockdown began", (), country="GB").edtf == "2020-03-23"
    assert read("when the first lockdown began", (), country="NZ").edtf == "2020-03-25"
    with pytest.raises(AmbiguousLandmark) as several:
        read("when the first lockdown began", (), country=None)
    assert len(several.value.candidates) == 6


def test_the_workbook_stands_before_the_public():
    own = (place("own", "life", ("Our own lockdown",), "2021-01-05"),)
    assert read("after the lockdown", own).ties == (Tie("own", "start", 1, None),)


# --- the workbook's entries ---


def test_entries_become_landmarks_with_their_terms_among_their_words():
    job = landmark_of(Career(title="Staff pharmacist", organisation="St. X", start="2006-07", ongoing=True))
    assert job.words == ("Staff pharmacist, St. X", "St. X", "Position")
    assert (job.end.earliest, job.end.latest) == (dt.date(2006, 7, 1), None)
    wedding = landmark_of(Life(title="Wedding", area="partner", start="2008-09-13"))
    assert wedding.end is None
    assert "Partner" in wedding.words


def test_a_workbook_reads_with_its_entries_its_country_and_never_an_entry_by_itself():
    with Workbook.in_memory() as workbook:
        workbook.set("country", "US")
        workbook.add(Life(title="Wedding", area="partner", start="13 September 2008", point=True))
        moved = workbook.add(Life(title="The move", area="home", start="two years after the wedding", point=True))
        assert moved.start.phrase == "two years after the wedding"
        assert FuzzyDate.parse(moved.start.edtf).earliest == dt.date(2010, 3, 14)
        assert workbook.read_date("Thanksgiving 2010").edtf == "2010-11-25"
        assert workbook.read_date("before the move").ties[0].landmark == moved.id
        with pytest.raises(DateNotUnderstood):
            workbook.edit(moved.id, start="a year before the move")
        with pytest.raises(AmbiguousLandmark, match="start"):
            workbook.add(Life(title="Wedding", start="2012-01-01", point=True))
            workbook.add(Life(title="Trip", start="after the wedding", point=True))


def test_a_college_is_a_school_before_it_is_a_regulator_and_a_name_stands_before_a_type():
    known = (
        place("ba", "career", ("BSc, Example University", "Schooling"), "1997-09", "2001-05"),
        place("told", "career", ("Told the college", "Licence event"), "2014-03-03"),
        place("lic", "career", ("Licensed as a pharmacist", "Licence event"), "2005-06-14"),
        place("deal", "legal", ("Undertaking with the college", "College or board"), "2014-04-01"),
    )
    assert read("when I left college", known).ties[0].landmark == "ba"
    assert read("when I graduated", known).ties[0].landmark == "ba"
    assert read("when I told the college", known).ties[0].landmark == "told"
    assert read("after I got my licence", known).ties[0].landmark == "lic"


def test_elections_fall_on_the_weekday_on_which_a_country_votes():
    weekdays = {"us": {1}, "gb": {3}, "au": {5}, "nz": {5}, "ca": {0, 1}}
    elections = [mark for mark in public_landmarks() if mark.id.startswith("public:election-")]
    assert len(elections) > 50
    for mark in elections:
        country, year = mark.id.split("-")[1:]
        assert mark.start.earliest.weekday() in weekdays.get(country, range(7))
        assert year == str(mark.start.earliest.year) == mark.words[0][-4:]


# --- by name, and as entries ---


def test_landmarks_may_be_given_by_name():
    named = {
        "graduated from university": "2001-06",
        "residency": ("2005-07-01", "2009-06-30"),
        "the move": dt.date(2010, 5, 1),
    }
    after = remember("two years after I graduated", landmarks=named, today=TODAY)
    assert after.earliest < dt.date(2003, 6, 15) < after.latest
    assert remember("second year of residency", landmarks=named, today=TODAY).earliest.year == 2006
    assert remember("the day after the move", landmarks=named, today=TODAY).edtf == "2010-05-02"
    assert after.ties[0].landmark == "graduated from university"


def test_landmarks_may_be_given_as_entries():
    wedding = Life(title="Wedding", start="2008-08", point=True)
    assert remember("before the wedding", landmarks=[wedding], today=TODAY).ties[0].landmark == wedding.id


def test_a_landmark_by_name_needs_a_date():
    with pytest.raises(DateNotUnderstood):
        remember("after the move", landmarks={"the move": "some day"}, today=TODAY)
