"""What people say about a date, and the days that a careful reader would take it to mean: written by hand."""

from __future__ import annotations

import contextlib
import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import AmbiguousDate, DateNotUnderstood, ImeworkbookError
from imeworkbook.recall import absolute, ages, grammar, landmarks, remember
from imeworkbook.recall.context import STEPS, Context
from imeworkbook.recall.patterns import pattern
from imeworkbook.recall.words import normalise, words

GRAMMAR = (absolute, ages, grammar, landmarks)
TODAY = dt.date(2026, 11, 23)
BORN = "1979-03-14"

# family | phrase | earliest | latest | EDTF mark. A dash is an open end.
TABLE = """
absolute | 2004 | 2004-01-01 | 2004-12-31 |
absolute | in 2004 | 2004-01-01 | 2004-12-31 |
absolute | in the year 2004 | 2004-01-01 | 2004-12-31 |
absolute | It was in 2004. | 2004-01-01 | 2004-12-31 |
absolute | back in 2004 | 2004-01-01 | 2004-12-31 |
absolute | sometime in 2004 | 2004-01-01 | 2004-12-31 |
absolute | at some point in 2004 | 2004-01-01 | 2004-12-31 |
absolute | during 2004 | 2004-01-01 | 2004-12-31 |
absolute | '98 | 1998-01-01 | 1998-12-31 |
absolute | ’98 | 1998-01-01 | 1998-12-31 |
absolute | May 2004 | 2004-05-01 | 2004-05-31 |
absolute | may 2004 | 2004-05-01 | 2004-05-31 |
absolute | MAY 2004 | 2004-05-01 | 2004-05-31 |
absolute | in May 2004 | 2004-05-01 | 2004-05-31 |
absolute | May of 2004 | 2004-05-01 | 2004-05-31 |
absolute | May, 2004 | 2004-05-01 | 2004-05-31 |
absolute | Sept 2011 | 2011-09-01 | 2011-09-30 |
absolute | Sep. 2011 | 2011-09-01 | 2011-09-30 |
absolute | sept. 2011 | 2011-09-01 | 2011-09-30 |
absolute | Feb 2008 | 2008-02-01 | 2008-02-29 |
absolute | Feb 2007 | 2007-02-01 | 2007-02-28 |
absolute | Jan 98 | 1998-01-01 | 1998-01-31 |
absolute | Jan '98 | 1998-01-01 | 1998-01-31 |
absolute | January ’98 | 1998-01-01 | 1998-01-31 |
absolute | 2004 May | 2004-05-01 | 2004-05-31 |
absolute | 09/2011 | 2011-09-01 | 2011-09-30 |
absolute | 9/2011 | 2011-09-01 | 2011-09-30 |
absolute | 9-2011 | 2011-09-01 | 2011-09-30 |
absolute | 9.2011 | 2011-09-01 | 2011-09-30 |
absolute | 2011-09 | 2011-09-01 | 2011-09-30 |
absolute | 2011/09 | 2011-09-01 | 2011-09-30 |
absolute | 5 May 2004 | 2004-05-05 | 2004-05-05 |
absolute | 5th May 2004 | 2004-05-05 | 2004-05-05 |
absolute | 5th of May 2004 | 2004-05-05 | 2004-05-05 |
absolute | the 5th of May, 2004 | 2004-05-05 | 2004-05-05 |
absolute | on the 5th of May 2004 | 2004-05-05 | 2004-05-05 |
absolute | May 5 2004 | 2004-05-05 | 2004-05-05 |
absolute | May 5, 2004 | 2004-05-05 | 2004-05-05 |
absolute | May 5th, 2004 | 2004-05-05 | 2004-05-05 |
absolute | on May 5th, 2004 | 2004-05-05 | 2004-05-05 |
absolute | 1st September 1999 | 1999-09-01 | 1999-09-01 |
absolute | 22nd Nov 2003 | 2003-11-22 | 2003-11-22 |
absolute | 3rd Aug. 2010 | 2010-08-03 | 2010-08-03 |
absolute | 29 February 2008 | 2008-02-29 | 2008-02-29 |
absolute | 2004-05-05 | 2004-05-05 | 2004-05-05 |
absolute | 2004/05/05 | 2004-05-05 | 2004-05-05 |
absolute | 2004.5.5 | 2004-05-05 | 2004-05-05 |
absolute | 25/12/2003 | 2003-12-25 | 2003-12-25 |
absolute | 12/25/2003 | 2003-12-25 | 2003-12-25 |
absolute | 25.12.2003 | 2003-12-25 | 2003-12-25 |
absolute | 5/5/2007 | 2007-05-05 | 2007-05-05 |
absolute | Monday 5 January 2004 | 2004-01-05 | 2004-01-05 |
absolute | Tues, 6 January 2004 | 2004-01-06 | 2004-01-06 |
vague | about 2009 | 2008-01-01 | 2010-12-31 | ~
vague | About 2009 | 2008-01-01 | 2010-12-31 | ~
vague | around 2009 | 2008-01-01 | 2010-12-31 | ~
vague | circa 2009 | 2008-01-01 | 2010-12-31 | ~
vague | c. 2009 | 2008-01-01 | 2010-12-31 | ~
vague | ca. 2009 | 2008-01-01 | 2010-12-31 | ~
vague | roughly 2009 | 2008-01-01 | 2010-12-31 | ~
vague | approximately 2009 | 2008-01-01 | 2010-12-31 | ~
vague | approx. 2009 | 2008-01-01 | 2010-12-31 | ~
vague | sometime around 2009 | 2008-01-01 | 2010-12-31 | ~
vague | 2009-ish | 2008-01-01 | 2010-12-31 | ~
vague | 2009ish | 2008-01-01 | 2010-12-31 | ~
vague | 2009 or so | 2008-01-01 | 2010-12-31 | ~
vague | 2009 or thereabouts | 2008-01-01 | 2010-12-31 | ~
vague | 2009, give or take | 2008-01-01 | 2010-12-31 | ~
vague | about May 2009 | 2009-04-01 | 2009-06-30 | ~
vague | around 14 May 2009 | 2009-05-07 | 2009-05-21 | ~
vague | about summer 2009 | 2009-05-01 | 2009-09-30 | ~
vague | maybe 2009 | 2009-01-01 | 2009-12-31 | ?
vague | perhaps 2009 | 2009-01-01 | 2009-12-31 | ?
vague | probably 2009 | 2009-01-01 | 2009-12-31 | ?
vague | possibly May 2009 | 2009-05-01 | 2009-05-31 | ?
vague | I think 2009 | 2009-01-01 | 2009-12-31 | ?
vague | I think it was 2009 | 2009-01-01 | 2009-12-31 | ?
vague | I guess 2009 | 2009-01-01 | 2009-12-31 | ?
vague | not sure, 2009 | 2009-01-01 | 2009-12-31 | ?
vague | 2009, I think | 2009-01-01 | 2009-12-31 | ?
vague | 2009, not sure | 2009-01-01 | 2009-12-31 | ?
vague | 2009? | 2009-01-01 | 2009-12-31 | ?
vague | 2009 (?) | 2009-01-01 | 2009-12-31 | ?
vague | it might have been 2009 | 2009-01-01 | 2009-12-31 | ?
vague | maybe about 2009 | 2008-01-01 | 2010-12-31 | %
vague | about 2009, I think | 2008-01-01 | 2010-12-31 | %
vague | I think around May 2009 | 2009-04-01 | 2009-06-30 | %
parts | early 2004 | 2004-01-01 | 2004-04-30 |
parts | beginning of 2004 | 2004-01-01 | 2004-04-30 |
parts | the start of 2004 | 2004-01-01 | 2004-04-30 |
parts | at the beginning of 2004 | 2004-01-01 | 2004-04-30 |
parts | mid 2004 | 2004-05-01 | 2004-08-31 |
parts | mid-2004 | 2004-05-01 | 2004-08-31 |
parts | the middle of 2004 | 2004-05-01 | 2004-08-31 |
parts | late 2004 | 2004-09-01 | 2004-12-31 |
parts | the end of 2004 | 2004-09-01 | 2004-12-31 |
parts | towards the end of 2004 | 2004-09-01 | 2004-12-31 |
parts | early May 2004 | 2004-05-01 | 2004-05-14 |
parts | late May 2004 | 2004-05-17 | 2004-05-31 |
parts | first half of 2004 | 2004-01-01 | 2004-06-30 |
parts | the second half of 2004 | 2004-07-01 | 2004-12-31 |
parts | first quarter of 2004 | 2004-01-01 | 2004-03-31 |
parts | last quarter of 2004 | 2004-10-01 | 2004-12-31 |
parts | Q3 2004 | 2004-07-01 | 2004-09-30 |
parts | 2004 Q3 | 2004-07-01 | 2004-09-30 |
parts | H2 2004 | 2004-07-01 | 2004-12-31 |
parts | spring 2003 | 2003-03-01 | 2003-05-31 |
parts | summer 2003 | 2003-06-01 | 2003-08-31 |
parts | the summer of 2003 | 2003-06-01 | 2003-08-31 |
parts | in the summer of '03 | 2003-06-01 | 2003-08-31 |
parts | autumn 2003 | 2003-09-01 | 2003-11-30 |
parts | fall 2003 | 2003-09-01 | 2003-11-30 |
parts | fall of 2003 | 2003-09-01 | 2003-11-30 |
parts | winter 2003-04 | 2003-12-01 | 2004-02-29 |
parts | winter 2003/04 | 2003-12-01 | 2004-02-29 |
decades | the 90s | 1990-01-01 | 1999-12-31 |
decades | the 90's | 1990-01-01 | 1999-12-31 |
decades | the 1990s | 1990-01-01 | 1999-12-31 |
decades | in the nineties | 1990-01-01 | 1999-12-31 |
decades | the eighties | 1980-01-01 | 1989-12-31 |
decades | mid-1990s | 1993-01-01 | 1997-12-31 |
decades | the mid 90s | 1993-01-01 | 1997-12-31 |
decades | late eighties | 1986-01-01 | 1989-12-31 |
decades | early 2000s | 2000-01-01 | 2003-12-31 |
decades | in the early 2000s | 2000-01-01 | 2003-12-31 |
decades | about the 90s | 1988-01-01 | 2001-12-31 | ~
window | between 2003 and 2005 | 2003-01-01 | 2005-12-31 |
window | between March 2003 and May 2004 | 2003-03-01 | 2004-05-31 |
window | sometime between 2003 and 2005 | 2003-01-01 | 2005-12-31 |
window | either 2003 or 2004 | 2003-01-01 | 2004-12-31 |
window | 2003 or 2004 | 2003-01-01 | 2004-12-31 |
window | March or April 2013 | 2013-03-01 | 2013-04-30 |
window | between March and May 2013 | 2013-03-01 | 2013-05-31 |
window | between 3 March 2003 and 5 April 2004 | 2003-03-03 | 2004-04-05 |
window | spring or summer 2003 | 2003-03-01 | 2003-08-31 |
absolute | It was 2004 | 2004-01-01 | 2004-12-31 |
absolute | in ’04 | 2004-01-01 | 2004-12-31 |
absolute | throughout 2004 | 2004-01-01 | 2004-12-31 |
absolute | the year 2004 | 2004-01-01 | 2004-12-31 |
absolute | in the course of 2004 | 2004-01-01 | 2004-12-31 |
absolute | May in 2004 | 2004-05-01 | 2004-05-31 |
absolute | 2004, May | 2004-05-01 | 2004-05-31 |
absolute | May-2004 | 2004-05-01 | 2004-05-31 |
absolute | May/2004 | 2004-05-01 | 2004-05-31 |
absolute | sometime in May 2004 | 2004-05-01 | 2004-05-31 |
absolute | Dec. '99 | 1999-12-01 | 1999-12-31 |
absolute | 5-May-2004 | 2004-05-05 | 2004-05-05 |
absolute | 5 May '04 | 2004-05-05 | 2004-05-05 |
absolute | May the 5th, 2004 | 2004-05-05 | 2004-05-05 |
absolute | 2004 May 5 | 2004-05-05 | 2004-05-05 |
absolute | Sunday, May 5th 2002 | 2002-05-05 | 2002-05-05 |
absolute | 2004-5 | 2004-05-01 | 2004-05-31 |
absolute | 14-5-2004 | 2004-05-14 | 2004-05-14 |
absolute | 14/5/04 | 2004-05-14 | 2004-05-14 |
vague | some time around 2009 | 2008-01-01 | 2010-12-31 | ~
vague | around about 2009 | 2008-01-01 | 2010-12-31 | ~
vague | in or around 2009 | 2008-01-01 | 2010-12-31 | ~
vague | close to 2009 | 2008-01-01 | 2010-12-31 | ~
vague | 2009, more or less | 2008-01-01 | 2010-12-31 | ~
vague | 2009, roughly | 2008-01-01 | 2010-12-31 | ~
vague | May 2009-ish | 2009-04-01 | 2009-06-30 | ~
vague | in about May 2009 | 2009-04-01 | 2009-06-30 | ~
vague | it was around 2009 | 2008-01-01 | 2010-12-31 | ~
vague | around the summer of 2009 | 2009-05-01 | 2009-09-30 | ~
vague | about early 2009 | 2008-12-01 | 2009-05-31 | ~
vague | must have been 2009 | 2009-01-01 | 2009-12-31 | ?
vague | I believe it was May 2009 | 2009-05-01 | 2009-05-31 | ?
vague | presumably 2009 | 2009-01-01 | 2009-12-31 | ?
vague | 2009, but I'm not sure | 2009-01-01 | 2009-12-31 | ?
vague | 2009, if I remember right | 2009-01-01 | 2009-12-31 | ?
vague | in 2009, probably | 2009-01-01 | 2009-12-31 | ?
vague | maybe the summer of 2009 | 2009-06-01 | 2009-08-31 | ?
vague | possibly early 2009 | 2009-01-01 | 2009-04-30 | ?
vague | probably around 2009 | 2008-01-01 | 2010-12-31 | %
vague | 2009-ish, I think | 2008-01-01 | 2010-12-31 | %
vague | circa 2009? | 2008-01-01 | 2010-12-31 | %
vague | maybe between 2003 and 2005 | 2003-01-01 | 2005-12-31 | ?
parts | very early 2004 | 2004-01-01 | 2004-04-30 |
parts | early in 2004 | 2004-01-01 | 2004-04-30 |
parts | the first part of 2004 | 2004-01-01 | 2004-04-30 |
parts | in early 2004 | 2004-01-01 | 2004-04-30 |
parts | late in 2004 | 2004-09-01 | 2004-12-31 |
parts | near the end of 2004 | 2004-09-01 | 2004-12-31 |
parts | third quarter of 2004 | 2004-07-01 | 2004-09-30 |
parts | last half of 2004 | 2004-07-01 | 2004-12-31 |
parts | H1 of 2004 | 2004-01-01 | 2004-06-30 |
parts | Q1 '04 | 2004-01-01 | 2004-03-31 |
parts | springtime 2003 | 2003-03-01 | 2003-05-31 |
parts | 2003 summer | 2003-06-01 | 2003-08-31 |
parts | summer of the year 2003 | 2003-06-01 | 2003-08-31 |
parts | winter of 2003-2004 | 2003-12-01 | 2004-02-29 |
parts | winter '99-'00 | 1999-12-01 | 2000-02-29 |
parts | the end of summer 2003 | 2003-07-21 | 2003-08-31 |
parts | mid-May 2004 | 2004-05-08 | 2004-05-23 |
decades | back in the 90s | 1990-01-01 | 1999-12-31 |
decades | the '90s | 1990-01-01 | 1999-12-31 |
decades | 1990's | 1990-01-01 | 1999-12-31 |
decades | the early nineties | 1990-01-01 | 1993-12-31 |
decades | the mid-eighties | 1983-01-01 | 1987-12-31 |
decades | the end of the 90s | 1996-01-01 | 1999-12-31 |
decades | beginning of the 1980s | 1980-01-01 | 1983-12-31 |
decades | late 2010s | 2016-01-01 | 2019-12-31 |
decades | the noughties | 2000-01-01 | 2009-12-31 |
decades | sometime in the seventies | 1970-01-01 | 1979-12-31 |
decades | maybe the early 90s | 1990-01-01 | 1993-12-31 | ?
window | in 2003 or 2004 | 2003-01-01 | 2004-12-31 |
window | in either 2003 or 2004 | 2003-01-01 | 2004-12-31 |
window | 2003 or maybe 2004 | 2003-01-01 | 2004-12-31 |
window | somewhere between 2003 and 2005 | 2003-01-01 | 2005-12-31 |
window | Between 2003 And 2005 | 2003-01-01 | 2005-12-31 |
window | between early 2003 and late 2004 | 2003-01-01 | 2004-12-31 |
window | between summer 2003 and winter 2004-05 | 2003-06-01 | 2005-02-28 |
window | either May or June 2013 | 2013-05-01 | 2013-06-30 |
window | May or June of 2013 | 2013-05-01 | 2013-06-30 |
window | between about 2003 and 2005 | 2002-01-01 | 2005-12-31 |
window | late 2003 or early 2004 | 2003-09-01 | 2004-04-30 |
window | the late eighties or early nineties | 1986-01-01 | 1993-12-31 |
window | between 3 May 2004 and 17 May 2004 | 2004-05-03 | 2004-05-17 |
bounds | before 1999 | - | 1998-12-31 |
bounds | before May 1999 | - | 1999-04-30 |
bounds | before 5 May 1999 | - | 1999-05-04 |
bounds | prior to 1999 | - | 1998-12-31 |
bounds | by 1999 | - | 1999-12-31 |
bounds | no later than 1999 | - | 1999-12-31 |
bounds | until 1999 | - | 1999-12-31 |
bounds | after 1999 | 2000-01-01 | - |
bounds | later than May 1999 | 1999-06-01 | - |
bounds | after 5 May 1999 | 1999-05-06 | - |
bounds | since 1999 | 1999-01-01 | - |
bounds | not before 1999 | 1999-01-01 | - |
bounds | no earlier than May 1999 | 1999-05-01 | - |
bounds | from 1999 on | 1999-01-01 | - |
bounds | from 1999 onwards | 1999-01-01 | - |
bounds | before about 1999 | - | 1999-12-31 |
ages | when I was 16 | 1995-03-14 | 1996-03-13 |
ages | at 16 | 1995-03-14 | 1996-03-13 |
ages | at age 16 | 1995-03-14 | 1996-03-13 |
ages | at the age of 16 | 1995-03-14 | 1996-03-13 |
ages | aged 16 | 1995-03-14 | 1996-03-13 |
ages | age 16 | 1995-03-14 | 1996-03-13 |
ages | 16 years old | 1995-03-14 | 1996-03-13 |
ages | when I was sixteen | 1995-03-14 | 1996-03-13 |
ages | aged about fifteen | 1993-03-14 | 1996-03-13 |
ages | when I was about 15 | 1993-03-14 | 1996-03-13 |
ages | between 14 and 16 years old | 1993-03-14 | 1996-03-13 |
ages | when I was 14 or 15 | 1993-03-14 | 1995-03-13 |
ages | in my twenties | 1999-03-14 | 2009-03-13 |
ages | in my early twenties | 1999-03-14 | 2003-03-13 |
ages | in my late 20s | 2005-03-14 | 2009-03-13 |
ages | as a teenager | 1992-03-14 | 1999-03-13 |
ages | in my teens | 1992-03-14 | 1999-03-13 |
"""
ROWS = [tuple(cell.strip() for cell in line.split(" | ")) for line in TABLE.strip().splitlines()]
ROWS = [(*row, "")[:5] if len(row) < 5 else row for row in ROWS]
REFUSED = [
    "",
    "   ",
    "banana",
    "2004-13",
    "31 February 2010",
    "32 May 2004",
    "13/13/2004",
    "yesterday once more",
    "about",
    "before",
    "between 2003",
    "from 2003 to 2005",
    "2003-2005",
    "when I was",
    "when I was 400",
    "May",
    "5 May",
    "((((2004",
    "<b>2004</b>",
    "the of the of",
]


def bound(text):
    return None if text == "-" else dt.date.fromisoformat(text)


def read(phrase, **options):
    return remember(phrase, **({"born": BORN, "today": TODAY} | options))


@pytest.mark.parametrize(("family", "phrase", "earliest", "latest", "mark"), ROWS, ids=[row[1] for row in ROWS])
def test_a_careful_reader_agrees(family, phrase, earliest, latest, mark):
    read_as = read(phrase)
    assert (read_as.earliest, read_as.latest) == (bound(earliest), bound(latest.rstrip(" |")))
    if mark:
        assert read_as.mark == mark
    assert read_as.phrase == phrase
    assert phrase.strip() in read_as.explanation
    assert phrase not in repr(read_as)


def test_there_are_enough_phrases_of_every_family():
    families = {row[0] for row in ROWS}
    assert families >= {"absolute", "vague", "parts", "decades", "window", "bounds", "ages"}
    assert len({row[1] for row in ROWS}) >= 250


@pytest.mark.parametrize("phrase", REFUSED)
def test_what_cannot_be_read_is_refused_with_an_example_that_works(phrase):
    with pytest.raises(DateNotUnderstood) as refusal:
        read(phrase)
    said = str(refusal.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert len(phrase.strip()) < 6 or phrase not in said


@pytest.mark.parametrize("name", [name for name in words()["refusals"] if name != "born"])
def test_the_example_in_a_refusal_works(name):
    examples = re.search(r"such as (.+)\.$", words()["refusals"][name])[1]
    first = examples.split(" or ")[0] if name != "spell" else examples.split(" and ")[0]
    assert read(first).edtf


def test_an_ambiguous_date_offers_both_readings_until_there_is_a_habit():
    with pytest.raises(AmbiguousDate) as two:
        read("05/06/2007")
    assert [reading.edtf for reading in two.value.readings] == ["2007-06-05", "2007-05-06"]
    assert read("05/06/2007", day_first=True).edtf == "2007-06-05"
    assert read("05/06/2007", day_first=False).edtf == "2007-05-06"
    assert read("25/06/2007", day_first=False).edtf == "2007-06-25"


def test_a_winter_is_asked_back():
    with pytest.raises(AmbiguousDate) as two:
        read("winter 2003")
    assert [str(reading) for reading in two.value.readings] == ["winter 2002–03", "winter 2003–04"]


def test_seasons_follow_the_hemisphere():
    assert read("winter 2003", hemisphere="south").earliest == dt.date(2003, 6, 1)
    with pytest.raises(AmbiguousDate):
        read("summer 2003", hemisphere="south")


def test_two_digits_mean_the_latest_year_that_has_been():
    assert read("'26").edtf == "2026"
    assert read("May '26").edtf == "2026-05"
    assert read("'27").edtf == "1927"


def test_an_age_needs_a_birthday():
    with pytest.raises(DateNotUnderstood, match="date of birth"):
        remember("when I was 16", today=TODAY)


@pytest.mark.parametrize("phrase", ["2009", "May 2009", "5 May 2009", "summer 2009", "early 2009", "the 90s"])
def test_about_never_narrows_and_doubt_widens_nothing(phrase):
    bare, about, doubt = read(phrase), read(f"about {phrase}"), read(f"maybe {phrase}")
    assert about.earliest <= bare.earliest
    assert bare.latest <= about.latest
    assert (doubt.earliest, doubt.latest) == (bare.earliest, bare.latest)


EDTF = st.one_of(
    st.integers(1900, 2026).map(str),
    st.integers(190, 202).map("{}X".format),
    st.builds("{}-{:02d}".format, st.integers(1900, 2026), st.integers(1, 12)),
    st.builds("{}-{}".format, st.integers(1900, 2026), st.sampled_from([21, 22, 23, 24, *range(33, 42)])),
    st.dates(dt.date(1900, 1, 1), dt.date(2026, 12, 31)).map(dt.date.isoformat),
)
MARKED = st.builds("{}{}".format, EDTF, st.sampled_from(["", "~", "?", "%"]))
WINDOWS = st.one_of(
    st.lists(st.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)).map(str), min_size=2, max_size=2, unique=True).map(
        lambda days: "[{}..{}]".format(*sorted(days))
    ),
    st.lists(st.integers(1900, 2026), min_size=2, max_size=2, unique=True).map(
        lambda years: "[{}..{}]".format(*sorted(years))
    ),
    st.integers(1900, 2026).map("[..{}]".format),
    st.integers(1900, 2026).map("[{}..]".format),
)


@given(MARKED | WINDOWS)
def test_a_date_that_was_written_out_is_read_back(edtf):
    date = FuzzyDate.parse(edtf)
    assert read(str(date)).date == date
    assert read(edtf).date == date


@given(st.dates(dt.date(1930, 1, 1), dt.date(2026, 11, 23)))
def test_a_vaguer_phrase_for_the_same_day_contains_it(day):
    exact = read(f"{day.day} {day:%B} {day.year}")
    assert exact.earliest == exact.latest == day
    for wider in (
        f"{day:%B} {day.year}",
        f"{day.year}",
        f"about {day.year}",
        f"the {day.year // 10}0s",
        f"by {day.year}",
    ):
        window = read(wider)
        assert (window.earliest or day) <= day <= (window.latest or day)


PIECES = [row[1] for row in ROWS] + [
    "about",
    "before",
    "between",
    "and",
    "or",
    "early",
    "in my",
    "'",
    "((",
    "]",
    "not sure but",
]
odd_texts = st.text(max_size=2000) | st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(odd_texts)
@example("about " * 300 + "2004")
@example("before " * 40 + "2004")
@example("between " * 30 + "2003 and " * 20 + "2004")
@example("2003 or " * 35 + "2004")
@example("(" * 150 + "2004" + ")" * 140)
@example("in " * 95 + "2004")
@example("early " * 48 + "2004")
@example("9" * 299)
@example("é" * 299)
def test_any_text_is_read_or_refused_with_our_error(text):
    try:
        recollection = read(text)
    except ImeworkbookError as error:
        assert isinstance(error, DateNotUnderstood | AmbiguousDate)
    else:
        assert recollection.phrase == text
        assert recollection.edtf


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(odd_texts)
@example("the day the " * 25)
@example("2003 or " * 250 + "2004")
@example("between " * 200 + "2003 and " * 40 + "2004")
@example("two years after " * 120 + "2004")
def test_any_text_takes_a_bounded_number_of_steps(text):
    context = Context(FuzzyDate.parse(BORN), TODAY, "north", None, reader=grammar.read_inside)
    with contextlib.suppress(ImeworkbookError, OverflowError, ValueError):
        grammar.read(normalise(text), context)
    assert context.steps.taken <= 2 * STEPS


def test_every_phrase_of_the_tables_takes_few_steps():
    for _, phrase, *_ in ROWS:
        context = Context(FuzzyDate.parse(BORN), TODAY, "north", None, reader=grammar.read_inside)
        assert grammar.read(normalise(phrase), context).date
        assert 1 <= context.steps.taken <= 12


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("early 2004", "“early 2004” read as January to April 2004, EDTF 2004-37"),
        ("May 2004", "“May 2004” read as May 2004, EDTF 2004-05"),
        ("about 2009", "“about 2009” read as January 2008 to December 2010, EDTF 2009~"),
        ("winter 2003-04", "“winter 2003-04” read as December 2003 to February 2004, EDTF 2004-24"),
        ("5 May 2004", "“5 May 2004” read as 5 May 2004, EDTF 2004-05-05"),
        ("when I was 16", "“when I was 16” read as 14 March 1995 to 13 March 1996, EDTF [1995-03-14..1996-03-13]"),
        ("before 1999", "“before 1999” read as December 1998 or earlier, EDTF [..1998]"),
        ("since May 1999", "“since May 1999” read as May 1999 or later, EDTF [1999-05..]"),
    ],
)
def test_a_reading_can_be_explained(phrase, said):
    assert read(phrase).explanation == said


def test_doubt_and_approximation_are_kept_apart():
    marks = {phrase: read(phrase).mark for phrase in ("2009", "about 2009", "2009, I think", "about 2009, I think")}
    assert list(marks.values()) == ["", "~", "?", "%"]
    assert read("maybe early May 2004").mark == "?"
    assert read("about early May 2004").mark == "~"
    assert read("2004").days == 366
    assert read("before 2004").days is None


def test_no_pattern_of_the_grammar_repeats_a_repetition():
    """A quantifier inside a quantified group is how a pattern comes to take exponential time."""
    patterns = [each.pattern for name in words()["patterns"] for each in pattern(name)]
    patterns += [value.pattern for room in GRAMMAR for value in vars(room).values() if isinstance(value, re.Pattern)]
    assert len(patterns) > 60
    assert [each for each in patterns if re.search(r"[+*][^()|]*\)[+*]", each)] == []
