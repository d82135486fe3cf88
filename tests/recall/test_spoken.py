"""What people say, read as a careful reader would (`spoken.txt`), and each kind that was once read wrongly."""

from __future__ import annotations

import datetime as dt

import pytest

from imeworkbook.errors import AmbiguousDate, DateNotUnderstood
from imeworkbook.recall import remember
from imeworkbook.recall.public import public_landmarks
from imeworkbook.recall.taken import nearest
from tests.recall import spoken

ROWS = spoken.rows()

# What each kind was once read as is wrong, and looked right: a phrase | first | last, or ask, or refuse.
KINDS = {
    "the counted months before and after": """
        the six months before rehab | 2017-10-02 | 2018-04-01
        in the two years after residency | 2010-07-01 | 2012-06-30
        in the two weeks after Dad died | 2013-02-11 | 2013-02-24
        during the five years prior to rehab | 2013-04-02 | 2018-04-01
        those two years after 2010 | 2011-01-01 | 2012-12-31
    """,
    "the day of the week beside a date with a number": """
        the Monday after Easter 2012 | 2012-04-09 | 2012-04-09
        Friday before 12 June 2010 | 2010-06-11 | 2010-06-11
        the Monday after June 2010 | 2010-07-05 | 2010-07-05
        the Friday of the wedding | 2008-09-12 | 2008-09-12
        the weekend of the wedding | 2008-09-12 | 2008-09-14
    """,
    "the middle of something, with before and after": """
        before mid-2009 | - | 2009-07-21
        after the middle of 2009 | 2009-06-12 | -
    """,
    "a month after all was over": """
        fourth month of rehab | refuse
        the 14th month of my internship | refuse
    """,
    "the end of something, with by and before": """
        by the end of residency | - | 2010-06-30
        by the end of fellowship | - | 2012-06-30
        before the end of 2009 | - | 2009-12-30
        before the end of March 2010 | - | 2010-03-30
        after the beginning of 2010 | 2010-01-02 | -
        after the start of residency | 2006-07-02 | -
        before the start of residency | - | 2006-06-30
    """,
    "the first year after something is the year after its end": """
        first year out of residency | 2010-07-01 | 2011-06-30
        my first year after residency | 2010-07-01 | 2011-06-30
        the second year after residency | 2011-07-01 | 2012-06-30
        the first year following fellowship | 2012-07-01 | 2013-06-30
        the last year before residency | 2005-07-01 | 2006-06-30
    """,
    "a year of studies ends before the summer": """
        the summer after second year of med school | 2003-06-01 | 2003-08-31
        the summer after my first year of med school | 2002-06-01 | 2002-08-31
        the summer after third year of med school | 2004-06-01 | 2004-08-31
        the summer after second year of residency | 2008-07-01 | 2008-08-31
    """,
    "a month of a year so many years back": """
        two years ago in March | 2024-03-01 | 2024-03-31
        in March two years ago | 2024-03-01 | 2024-03-31
        three years ago in the summer | 2023-06-01 | 2023-08-31
        two years ago at Christmas | 2024-12-24 | 2024-12-26
        ten years ago in October | 2016-10-01 | 2016-10-31
    """,
    "the turn of a year": """
        New Year's 2010 | 2009-12-31 | 2010-01-01
        at New Years 2010 | 2009-12-31 | 2010-01-01
        New Year's Eve 2010 | 2010-12-31 | 2010-12-31
    """,
    "over New Year": """
        New Year 2010 | 2009-12-31 | 2010-01-01
        over the New Year 2010 | 2009-12-31 | 2010-01-01
        New Year's Day 2010 | 2010-01-01 | 2010-01-01
        the day after New Year 2010 | 2010-01-02 | 2010-01-02
    """,
    "a training year that may be counted from the internship": """
        PGY-1 | ask
        PGY-3 | ask
        before PGY-2 | ask
        R1 | 2006-07-01 | 2007-06-30
    """,
    "a day of the week, so many weeks ago or in this one": """
        two weeks ago Monday | 2026-11-09 | 2026-11-09
        Monday two weeks ago | 2026-11-09 | 2026-11-09
        a week ago Monday | 2026-11-16 | 2026-11-16
        three weeks ago on Tuesday | ask
        a week last Tuesday | 2026-11-10 | 2026-11-10
        this Monday | ask
        this Friday | ask
        last Monday | 2026-11-16 | 2026-11-16
        Monday before last | 2026-11-09 | 2026-11-09
        the Friday before last | 2026-11-13 | 2026-11-13
    """,
    "so long ago to the day": """
        a year ago today | 2025-11-23 | 2025-11-23
        two years ago yesterday | 2024-11-22 | 2024-11-22
        three months ago to the day | 2026-08-23 | 2026-08-23
        two weeks ago today | 2026-11-09 | 2026-11-09
    """,
    "what began over some time, and what came before it": """
        at the millennium | 1999-12-01 | 2000-12-31
        before the millennium | - | 1999-12-31
        when covid hit | 2020-03-01 | 2020-03-31
        before covid hit | - | 2020-03-10
    """,
    "how long, beside something": """
        for two years after rehab | 2018-06-30 | 2020-06-29
        for six months before rehab | 2017-10-02 | 2018-04-01
        until the age of 21 | - | 2000-03-14
        since the age of 16 | 1995-03-14 | -
        the winter of 2009 to 2010 | 2009-12-01 | 2010-02-28
    """,
    "a number that is a day, a month or a year": """
        May 10 | ask
        on May 10 | ask
        2008/9 | ask
        2008/09 | ask
        2008-09 | 2008-09-01 | 2008-09-30
        May 98 | 1998-05-01 | 1998-05-31
    """,
    "the day beside a holiday": """
        the day before Christmas 2009 | 2009-12-24 | 2009-12-24
        the day after Christmas 2009 | 2009-12-26 | 2009-12-26
        two days before Christmas 2009 | 2009-12-23 | 2009-12-23
        the day after Easter 2004 | 2004-04-12 | 2004-04-12
        three days after Easter 2004 | 2004-04-14 | 2004-04-14
    """,
    "a decade of life or of the century": """
        mid thirties | 2012-03-14 | 2017-03-13
        early twenties | 1999-03-14 | 2003-03-13
        my late teens or early twenties | 1995-03-14 | 2003-03-13
        the early eighties | 1980-01-01 | 1983-12-31
        late nineties | 1996-01-01 | 1999-12-31
        late fifties | refuse
    """,
    "several of them": """
        the days after the wedding | 2008-09-14 | 2008-09-23
        the weeks after the wedding | 2008-09-14 | 2008-11-08
        the months before Dad died | 2012-04-12 | 2013-02-09
        the years after the wedding | 2008-09-14 | 2016-09-13
    """,
    "within": """
        within the last year | 2025-11-22 | 2026-11-23
        within the last six months | 2026-05-23 | 2026-11-23
        within a year of the wedding | 2007-09-13 | 2009-09-13
        within six months of starting residency | 2006-01-01 | 2007-01-01
    """,
    "starting is the start": """
        starting residency | 2006-07-01 | 2006-07-01
        starting med school | 2001-09-01 | 2001-09-30
        starting in 2004 | 2004-01-01 | -
        starting May 2004 | 2004-05-01 | -
    """,
    "what is still to come": """
        when I was 60 | refuse
        aged 55 | refuse
        in my sixties | refuse
        on my 50th birthday | refuse
        when I was 47 | 2026-03-14 | 2027-03-13
    """,
    "training years have their own days": """
        R3 | 2008-07-01 | 2009-06-30
        fourth year of residency | 2009-07-01 | 2010-06-30
        last year of residency | 2009-07-01 | 2010-06-30
        the first six months of residency | 2006-07-01 | 2006-12-31
    """,
    "a day of the week that is another": """
        Friday 14 July 2016 | ask
        Mon, 6 January 2004 | ask
        before Friday 14 July 2016 | ask
        Thursday 14 July 2016 | 2016-07-14 | 2016-07-14
    """,
    "units of a stretch of time": """
        two months after summer 2013 | 2013-10-15 | 2013-11-16
        two weeks before summer 2013 | 2013-05-14 | 2013-05-22
        3rd month of 2010 | 2010-03-01 | 2010-03-31
        the last month of 2010 | 2010-12-01 | 2010-12-31
        the last weekend of June 2010 | 2010-06-25 | 2010-06-27
        the first Monday in September 2006 | 2006-09-04 | 2006-09-04
        the turn of the millennium | 1999-01-01 | 2001-12-31
    """,
    "what anyone may live through is no public event": """
        after the fire | refuse
        since the accident | 2002-01-01 | -
        after the blackout | refuse
        when I was in Paris | refuse
        after the flood | refuse
    """,
    "of the person's own": """
        when I was married | ask
        when our daughter was a baby | 2011-12-02 | 2013-12-01
        when my daughter was two | 2013-12-02 | 2014-12-01
    """,
}
EACH = [
    (kind, *(cell.strip() for cell in line.split(" | ")))
    for kind, table in KINDS.items()
    for line in table.strip().splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_careful_reader_agrees_or_is_not_contradicted(row):
    assert spoken.verdict(*row) in ("right", "refused", "asked")


def test_nearly_all_of_it_is_read():
    found, _ = spoken.count()
    assert sum(found.values()) >= 685
    assert found["right"] >= sum(found.values()) - 4


@pytest.mark.parametrize(("kind", "phrase", "expected"), [(row[0], row[1], row[2:]) for row in EACH])
def test_what_was_once_read_wrongly_is_not(kind, phrase, expected):
    if expected == ("ask",):
        with pytest.raises(AmbiguousDate):
            spoken.read(phrase)
    elif expected == ("refuse",):
        with pytest.raises(DateNotUnderstood):
            spoken.read(phrase)
    else:
        found = spoken.read(phrase)
        assert (found.earliest, found.latest) == tuple(map(spoken.day, expected))


@pytest.mark.parametrize(("country", "first", "last"), [
    ("CA", "2020-03-13", "2020-07-24"), ("US", "2020-03-15", "2020-06-15"), ("GB", "2020-03-23", "2020-07-04"),
    ("IE", "2020-03-12", "2020-06-29"), ("AU", "2020-03-23", "2020-06-01"), ("NZ", "2020-03-25", "2020-05-13"),
])  # fmt: skip
@pytest.mark.parametrize("phrase", ["during lockdown", "the first lockdown", "in the first lockdown"])
def test_lockdown_is_the_countrys_period(phrase, country, first, last):
    found = remember(phrase, country=country, today=spoken.TODAY)
    assert (found.earliest, found.latest) == (spoken.day(first), spoken.day(last))


def test_a_decade_without_a_date_of_birth_is_not_guessed():
    for phrase in ("mid thirties", "early twenties", "late 30s"):
        with pytest.raises(DateNotUnderstood, match="an age or a decade"):
            remember(phrase, today=spoken.TODAY)


def test_the_wrong_day_of_the_week_offers_the_date_and_the_day():
    with pytest.raises(AmbiguousDate, match="day of the week") as question:
        spoken.read("Friday 14 July 2016")
    assert [date.edtf for date in question.value.readings] == ["2016-07-14", "2016-07-15"]


def test_what_is_asked_keeps_what_it_leans_on():
    with pytest.raises(AmbiguousDate) as question:
        spoken.read("on the anniversary of Dad's death")
    assert all({tie.landmark for tie in ties} == {"dad"} for ties in question.value.ties)


def test_no_public_landmark_is_a_day_that_people_speak_of_as_a_time():
    spells = {mark.id: mark for mark in public_landmarks() if "lockdown" in mark.id or mark.id.endswith("crisis")}
    assert len(spells) == 7
    assert all(mark.end for mark in spells.values())


# --- which words gave what, and which were not read ---


@pytest.mark.parametrize(
    ("phrase", "gave"),
    [
        ("about two years before the wedding", "about=sureness two years before=distance wedding=landmark"),
        ("By the end of residency, I guess", "By=side the end of=part residency=landmark I guess=sureness"),
        ("early 2004", "early=part 2004=date"),
        ("in nineteen  ninety-eight", "nineteen  ninety-eight=date"),
        ("when I was 16", "when I was 16=age"),
        ("2004-05", "2004-05=date"),
    ],
)
def test_it_is_told_which_words_gave_what(phrase, gave):
    found = spoken.read(phrase)
    assert " ".join(f"{phrase[one.start : one.end]}={one.gives}" for one in found.words) == gave


@pytest.mark.parametrize("row", [row for row in ROWS if row[1] not in ("ask", "refuse")][::3], ids=lambda row: row[0])
def test_words_that_gave_something_stand_in_the_phrase_in_order(row):
    words = spoken.read(row[0]).words
    places = [place for one in words for place in (one.start, one.end)]
    assert places == sorted(places)
    assert 0 <= places[0] < places[-1] <= len(row[0])


@pytest.mark.parametrize(
    ("phrase", "understood", "missed", "near"),
    [
        ("the second of brumaire", "the second of", "brumaire", ""),
        ("after the bankruptcy", "after the", "bankruptcy", ""),
        ("about May 2009 when the snow fell", "about May 2009 when the", "snow fell", "about May 2009"),
        ("in May 2004 or whenever", "in May 2004 or", "whenever", "in May 2004"),
        ("banana", "", "banana", ""),
    ],
)  # fmt: skip
def test_what_is_refused_is_refused_about_the_words_that_were_not_understood(phrase, understood, missed, near):
    with pytest.raises(DateNotUnderstood) as refusal:
        spoken.read(phrase)
    assert (refusal.value.understood, refusal.value.missed) == (understood, missed)
    assert missed not in str(refusal.value)
    assert nearest(phrase, spoken.read) == near


def test_a_landmark_is_asked_for_only_where_one_is_missing():
    for phrase in ("the second of brumaire", "banana", "2004 2005"):
        with pytest.raises(DateNotUnderstood) as refusal:
            spoken.read(phrase)
        assert "workbook" not in str(refusal.value)
    for phrase in ("after the bankruptcy", "two years before the lake", "when I left Nowhere"):
        with pytest.raises(DateNotUnderstood, match="Nothing in the workbook goes by these words"):
            spoken.read(phrase)


def test_a_turn_of_the_year_far_from_the_years_said_is_asked():
    with pytest.raises(AmbiguousDate) as question:
        remember("two years ago at Christmas", today=dt.date(2026, 1, 10))
    assert len(question.value.readings) == 2


def test_the_middle_of_a_spell_bounds_from_within():
    before, after = spoken.read("before the middle of residency"), spoken.read("after the middle of residency")
    assert after.earliest < dt.date(2008, 7, 1) < before.latest
