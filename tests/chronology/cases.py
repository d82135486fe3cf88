"""The lives that every drawing of the chart is held to, from an empty one to five hundred entries."""

from __future__ import annotations

import datetime as dt

from imeworkbook import vocabulary
from imeworkbook.records import Answer, Career, Health, Legal, Life, Profile, Record, Treatment, Use, When
from imeworkbook.timeline import Timeline, chronicle
from imeworkbook.workbook import sample

AS_OF = dt.date(2026, 11, 23)


def when(edtf: str) -> When:
    """A date as it would be read from its EDTF text."""
    return When(phrase=edtf, edtf=edtf)


def between(start: str, end: str) -> dict[str, When]:
    """The dates of a spell."""
    return {"start": when(start), "end": when(end)}


def one_entry() -> list[Record]:
    return [Career(id="only", title="Staff pharmacist", start=when("2009-09"), ongoing=True)]


def sixty_years() -> list[Record]:
    """From school in 1972 to today, with posts, homes, two substances and a treatment."""
    posts = [
        Career(id=f"post-{n}", title=f"Post number {n}", **between(f"{1978 + 5 * n}-09", f"{1983 + 5 * n}-06"))
        for n in range(9)
    ]
    return [
        Profile(id="profile", born=when("1966-05-02")),
        Career(id="school", title="Primary school", type="schooling", **between("1972", "1978")),
        *posts,
        Life(id="home", title="Home by the sea", area="home", **between("1990", "2011-03")),
        Life(id="wedding", title="Wedding", point=True, start=when("1994-06-18")),
        Use(id="first", substance="alcohol", event="first_use", point=True, start=when("1982~")),
        Use(id="weekends", substance="alcohol", frequency="weekly", **between("1984", "1999")),
        Use(id="daily", substance="alcohol", frequency="daily", most="12 drinks", **between("1999", "2012-02")),
        Use(id="without", substance="alcohol", frequency="none", start=when("2012-02"), ongoing=True),
        Use(id="tobacco", substance="nicotine", frequency="daily", **between("1981", "2003")),
        Treatment(id="ward", title="Residential treatment", type="residential", **between("2012-02", "2012-05")),
    ]


def many(entries: int) -> list[Record]:
    """So many entries of every kind over forty years, in a fixed order without chance."""
    kinds = (Career, Life, Treatment, Health, Legal)
    records: list[Record] = []
    for n in range(entries):
        year, month = 1985 + n * 7 % 40, 1 + n * 5 % 12
        if n % 3 == 0:
            substance, frequency = ("alcohol", "cannabis", "nicotine")[n % 9 // 3], (1, 4, 12, 20, 30)[n % 5]
            dates = between(f"{year}-{month:02d}", f"{year + n % 2}-12")
            records.append(Use(id=f"e-{n:04d}", substance=substance, frequency=frequency, **dates))
        elif n % 4 == 1:
            records.append(
                kinds[n % 5](id=f"e-{n:04d}", title=f"Moment {n}", point=True, start=when(f"{year}-{month:02d}"))
            )
        else:
            dates = between(f"{year}-{month:02d}", f"{year + n % 4}-12")
            records.append(kinds[n % 5](id=f"e-{n:04d}", title=f"Entry {n}", **dates))
    return records


def all_uncertain() -> list[Record]:
    return [
        Career(id="study", title="Pharmacy school", type="training", **between("[1998..2001]", "[2003..2006]")),
        Career(id="post", title="Hospital pharmacist", **between("2005~", "[2012..]")),
        Career(id="before", title="Holiday jobs", **between("[..1999]", "2001~")),
        Life(id="move", title="Moved away", point=True, start=when("200X")),
        Use(id="first", substance="alcohol", event="first_use", point=True, start=when("199X")),
        Use(id="phase", substance="alcohol", frequency="weekly", **between("[1999..2004]", "[2002..2009]")),
        Use(id="unknown", substance="alcohol", **between("2010~", "2014~")),
        Use(id="without", substance="alcohol", frequency="none", start=when("2015~"), ongoing=True),
        Treatment(id="talk", title="Counselling", start=when("2013~")),
    ]


def all_substances() -> list[Record]:
    """Each term of the vocabulary in turn; the last one is answered "never"."""
    *used, never = vocabulary.terms("substance")
    phases = [
        Use(
            id=f"use-{n:02d}",
            substance=term,
            name="one of them" if term == "other" else "",
            frequency=(1, 4, 12, 20, 30)[n % 5],
            amount="2 at a time",
            **between(f"{1996 + n}", f"{2004 + n}"),
        )
        for n, term in enumerate(used)
    ]
    work = Career(id="post", title="Staff pharmacist", **between("1998", "2016"))
    return [*phases, work, Answer(id="never", question=f"use:{never}", state="never")]


def one_decade() -> list[Record]:
    """Ten years told to the day."""
    return [
        Profile(id="profile", born=when("1990-01-15")),
        Career(id="school", title="Medical school", type="training", **between("2010-09-01", "2016-06-30")),
        Career(id="years", title="Residency", type="training", **between("2016-07-01", "2019-06-30")),
        Career(id="leave", title="Medical leave", type="leave", **between("2018-02-05", "2018-05-21")),
        Use(id="first", substance="opioids", event="first_use", point=True, start=when("2015-03-12")),
        Use(
            id="rising",
            substance="opioids",
            frequency=8,
            amount="1 tablet",
            most="4 tablets",
            **between("2015-03-12", "2017-08-31"),
        ),
        Use(id="daily", substance="opioids", frequency="daily", **between("2017-09-01", "2018-02-04")),
        Use(id="last", substance="opioids", event="last_use", point=True, start=when("2018-02-04")),
        Use(id="without", substance="opioids", frequency="none", **between("2018-02-05", "2019-12-31")),
        Treatment(id="ward", title="Residential care", type="residential", **between("2018-02-05", "2018-05-01")),
        Health(id="back", title="Back injury", point=True, start=when("2015-02-27")),
        Legal(id="board", title="Letter to the board", point=True, start=when("2018-02-09")),
    ]


CASES = {
    "empty": list,
    "one-entry": one_entry,
    "sample-person": lambda: list(sample().records()),
    "sixty-years": sixty_years,
    "500-entries": lambda: many(500),
    "all-uncertain": all_uncertain,
    "all-substances": all_substances,
    "one-decade": one_decade,
}


def timeline_of(case: str) -> Timeline:
    """The timeline of one case on a day that never changes."""
    return chronicle(CASES[case](), "private", AS_OF)
