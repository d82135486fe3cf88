"""A vaguer phrase for the same thing never says less time than a more precise one."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall import Landmark, remember

LANDMARKS = (
    Landmark("md", "career", ("Medical school", "Schooling"), FuzzyDate.parse("2001-09"), FuzzyDate.parse("2005-05")),
    Landmark("res", "career", ("Residency", "Training"), FuzzyDate.parse("2005-07"), FuzzyDate.parse("2008-06")),
    Landmark("wed", "life", ("Wedding", "Partner"), FuzzyDate.parse("2008-09-13")),
    Landmark("dad", "life", ("Dad died", "A death"), FuzzyDate.parse("2012")),
)
# From the most precise to the vaguest.
CHAINS = """
5 May 2004 | early May 2004 | May 2004 | spring 2004 | first half of 2004 | 2004 | about 2004
25 December 2009 | Christmas 2009 | Christmas break 2009
Christmas Day 2009 | December 2009 | late 2009 | 2009 | late 2000s | the 2000s | about the 2000s
July 2003 | summer 2003 | mid-2003 | 2003 | 2003 or 2004 | between 2002 and 2005 | since 2002
2003 | early 2000s | the 2000s | after 1999
Q1 2004 | H1 2004 | 2004 | 2004, give or take | before 2006
Easter Sunday 2004 | Easter 2004 | April 2004 | spring 2004
Good Friday 2004 | Easter weekend 2004
Labour Day 2008 | Labour Day weekend 2008
yesterday | in the last week | in the last month | in the past year | in the last two years
30 days ago | a month ago | about a month ago
12 weeks ago | about three months ago | a few months ago
18 months ago | a year and a half ago | a year or two ago | about a year or two ago
24 months ago | two years ago | a couple of years ago | a few years ago | about a few years ago
10 years ago | a decade ago
last May | last spring | this year
on my 30th birthday | when I was 30 | when I was 30 or 31 | in my early thirties | in my thirties
when I turned 16 | when I was 16 | when I was about 16 | between 14 and 18 years old | as a teenager
in grade 10 | about grade 10
the day after the wedding | the week after the wedding | the year after the wedding | after the wedding
24 months after the wedding | two years after the wedding | about two years after the wedding | after the wedding
at the wedding | around the wedding | within a year of the wedding
right after the wedding | shortly after the wedding | soon after the wedding | not long after the wedding
PGY-2 | during residency | after med school
early in my second year of residency | second year of residency
halfway through residency | partway through residency | during residency | since residency
at the beginning of residency | early in residency | during residency
when I finished residency | the end of residency | late in residency | during residency
two weeks before Dad died | a few weeks before Dad died | before Dad died
the day Dad died | the month Dad died | the year Dad died
"""
PHRASES = [[phrase.strip() for phrase in line.split(" | ")] for line in CHAINS.strip().splitlines()]
PAIRS = [pair for chain in PHRASES for pair in pairwise(chain)]


def window(phrase):
    reading = remember(phrase, born="1979-03-14", today=dt.date(2026, 11, 23), country="CA", landmarks=LANDMARKS)
    return reading.earliest or dt.date.min, reading.latest or dt.date.max


@pytest.mark.parametrize(("precise", "vague"), PAIRS, ids=[" in ".join(pair) for pair in PAIRS])
def test_the_vaguer_window_holds_the_more_precise_one(precise, vague):
    inner, outer = window(precise), window(vague)
    assert outer[0] <= inner[0]
    assert inner[1] <= outer[1]
