"""Who speaks in `spoken.txt`, and how a reading compares with what a careful reader takes the words to mean."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import AmbiguousDate, DateError
from imeworkbook.recall import Landmark, remember

TODAY = dt.date(2026, 11, 23)  # a Monday
BORN = "1979-03-14"
FILE = Path(__file__).with_name("spoken.txt")


def _known(id, kind, words, start, end=None):
    return Landmark(
        id, kind, words, FuzzyDate.parse(start), FuzzyDate.parse(end) if end else None, leads_up=kind == "career"
    )


LANDMARKS = (
    _known("hs", "career", ("High school, Valley Secondary", "Schooling"), "1993-09", "1997-06"),
    _known("ba", "career", ("BSc, Example University", "Schooling"), "1997-09", "2001-05"),
    _known("md", "career", ("Medical degree, Example University", "Schooling"), "2001-09", "2005-05"),
    _known("int", "career", ("Rotating internship, St. X Hospital", "Training"), "2005-07-01", "2006-06-30"),
    _known("res", "career", ("Internal medicine residency, St. X Hospital", "Training"), "2006-07-01", "2010-06-30"),
    _known("fel", "career", ("Cardiology fellowship, Northern General", "Training"), "2010-07-01", "2012-06-30"),
    _known("ro1", "career", ("Psychiatry rotation", "Training"), "2007-01", "2007-03"),
    _known("ro2", "career", ("Obstetrics rotation", "Training"), "2007-04", "2007-06"),
    _known("job", "career", ("Staff physician, Harbour Clinic", "Position"), "2012-09", "2018-03"),
    _known("loc", "career", ("Locum, Riverside Hospital", "Locum"), "2018-09", "[2018-09..]"),
    _known("lic", "career", ("Licensed to practise", "Licence event"), "2010-07-01"),
    _known("acc", "health", ("Car accident", "Physical health"), "2003~"),
    _known("wed", "life", ("Wedding", "Partner"), "2008-09-13"),
    _known("move", "life", ("Move to Denver", "Home"), "2011-06"),
    _known("baby", "life", ("Daughter born", "Child"), "2011-12-02"),
    _known("dad", "life", ("Dad died", "A death"), "2013-02-10"),
    _known("div", "life", ("Divorce", "Partner"), "2017"),
    _known("reh", "treatment", ("Residential treatment, Homewood",), "2018-04-02", "2018-06-29"),
)


def rows(file=FILE):
    """Every phrase with what it should come to."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in lines if line and not line.startswith("#")]


def day(text):
    return None if text == "-" else dt.date.fromisoformat(text)


def read(phrase):
    return remember(phrase, born=BORN, today=TODAY, country="CA", landmarks=LANDMARKS)


def verdict(phrase, *expected, read=read):
    """One of right, asked, refused, wide and wrong; what is rightly asked or refused is right."""
    try:
        found = read(phrase)
    except AmbiguousDate:
        return "right" if expected == ("ask",) else "asked"
    except DateError:
        return "right" if expected == ("refuse",) else "refused"
    if expected in (("ask",), ("refuse",)):
        return "wrong"
    return compared((found.earliest, found.latest), *map(day, _four(expected)))


def _four(expected):
    """Not before, first, last, not after; an end that has to be open is so on both sides of it."""
    if len(expected) == 2:
        return (expected[0], *expected, expected[1])
    if len(expected) == 3:
        return ("-", *expected) if expected[0] == "-" else (*expected, "-")
    return expected


def compared(found, not_before, first, last, not_after):
    """Whether a window holds what it has to (else wrong), and nothing beyond what it may (else wide)."""
    low, high = found[0] or dt.date.min, found[1] or dt.date.max
    if low > (first or dt.date.min) or high < (last or dt.date.max):
        return "wrong"
    if low < (not_before or dt.date.min) or high > (not_after or dt.date.max):
        return "wide"
    return "right"


def count(file=FILE, read=read):
    """How many of the phrases come to which verdict, and those that are not right."""
    found = {row[0]: verdict(*row, read=read) for row in rows(file)}
    return Counter(found.values()), {phrase: how for phrase, how in found.items() if how != "right"}


if __name__ == "__main__":
    total, others = count()
    print(sum(total.values()), dict(total))
    for phrase, how in others.items():
        print(f"{how:8} {phrase}")
