"""The lines at the head of a copy: the present first, what is stated further on, and no guess."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook.dates import FuzzyDate
from imeworkbook.recall import remember
from imeworkbook.records import Career, Contact, Document, Record, Setting, Treatment, Use
from imeworkbook.report.arrangement import name_of
from imeworkbook.report.documents import Document as Copy
from imeworkbook.report.documents import copy_of
from imeworkbook.report.source import Source
from imeworkbook.report.wording import how_long

from .conftest import PREPARED


def lines(*records: Record) -> dict[str, str]:
    seen = [record.with_(audience="evaluator") for record in records]
    made = copy_of(Source.of(seen, "evaluator", PREPARED))
    found = next((section for section in made.sections if section.key == "short"), None)
    return {block.label: block.text for block in found.blocks} if found else {}


def test_the_sample_in_five_lines(copy: Copy) -> None:
    found = next(section for section in copy.sections if section.key == "short")
    assert len(found.blocks) == 5
    last = "Alcohol: 20 July 2018; Cannabis: possibly 2002; Opioids (Oxycodone): 30 January 2016"
    assert f"Last use: {last}" in found.plain()


def test_what_goes_on_and_what_can_be_checked() -> None:
    assert lines(
        Career(id="1", title="Nurse", start="2009", ongoing=True),
        Career(id="2", title="Locum", start="2001", end="2003"),
        Use(id="3", substance="alcohol", event="last_use", start="2018-07-20"),
        Use(id="4", substance="alcohol", frequency="none", start="2018-07-21", ongoing=True),
        Treatment(id="5", title="Peer group", ongoing=True),
        Document(id="6", what="Notes"),
        Contact(id="7", name="Sam", consent="yes"),
        Contact(id="8", name="Alex", consent="no"),
    ) == {
        "Training and work, now": "Nurse, since 2009",
        "Last use": "Alcohol: 20 July 2018",
        "Without use, now": "Alcohol, since 21 July 2018: 8 years and 4 months, counted to the date of this copy",
        "Treatment and support, now": "Peer group",
        "To check this with": "1 record; 1 person who may be asked",
    }


def test_nothing_is_taken_for_the_last_use_but_what_is_stated_as_that() -> None:
    phase = Use(id="1", substance="alcohol", frequency="daily", start="2009", end="2012")
    assert lines(phase)["Last use"] == "Alcohol: the last stated time of use ends 2012"
    assert "Last use" not in lines(phase.with_(end=None))
    assert "the last use of alcohol" in lines(phase.with_(end=None))[""]
    twice = [Use(id=f"{year}", substance="alcohol", event="last_use", start=f"{year}") for year in (2012, 2018)]
    assert lines(*twice)["Last use"] == "Alcohol: stated more than once, see below"


def opioids(name: str, **more: object) -> Use:
    return Use(**{"substance": "opioids", "name": name, **more})


def test_each_drug_of_a_class_is_told_by_its_name() -> None:
    found = lines(
        opioids("Heroin", id="1", event="last_use", start="2014"),
        opioids("Codeine", id="2", frequency="daily", start="2015", ongoing=True),
        opioids("heroin", id="3", frequency="none", start="2015", ongoing=True),
        opioids("Fentanyl", id="4", frequency="weekly", start="2010", end="2012"),
    )
    assert found["Use, now"] == "Opioids (Codeine), daily (30 days a month), since 2015"
    assert found["Last use"] == "Opioids (Heroin): 2014; Opioids (Fentanyl): the last stated time of use ends 2012"
    assert found["Without use, now"].startswith("Opioids (heroin), since 2015")


def test_what_was_stated_without_a_name_is_given_none() -> None:
    used = opioids("Codeine", id="1", frequency="daily", start="2010", end="2012")
    last = opioids("", id="2", event="last_use", start="2013")
    assert lines(used, last)["Last use"] == "Opioids: 2013"


def test_a_last_use_of_the_class_is_the_last_of_each_of_its_drugs() -> None:
    phases = [opioids(name, id=name, frequency="weekly", start="2010", end="2012") for name in ("Heroin", "Codeine")]
    assert lines(*phases, opioids("", id="l", event="last_use", start="2013"))["Last use"] == "Opioids: 2013"


def test_what_does_not_go_together_says_so_in_short_too() -> None:
    said = " (does not go together with something else in this copy)"
    without = Use(id="1", substance="alcohol", frequency="none", start="2018", ongoing=True)
    used = Use(id="2", substance="alcohol", frequency="daily", start="2020", ongoing=True)
    found = lines(without, used)
    assert found["Use, now"].endswith(said) and found["Without use, now"].endswith(said)
    assert said not in lines(used)["Use, now"]


def test_use_that_goes_on_is_never_folded() -> None:
    going_on = [
        Use(id=key, substance=key, frequency="weekly", start="2009", ongoing=True)
        for key in ("alcohol", "cannabis", "opioids", "stimulants", "nicotine")
    ]
    assert lines(*going_on)["Use, now"].count("since 2009") == len(going_on)


def test_many_things_that_go_on_are_not_all_named() -> None:
    posts = [Career(id=str(n), title=f"Post {n}", ongoing=True, start=str(2001 + n)) for n in range(5)]
    assert lines(*posts)["Training and work, now"].endswith("Post 2, since 2003; and 2 more below")


def test_what_is_left_out_has_no_line() -> None:
    work = Career(id="1", title="Nurse", start="2009", ongoing=True)
    left_out = Setting(id=name_of("evaluator", "out"), value="career people")
    found = lines(work, left_out)
    assert "Training and work, now" not in found
    assert "training and work" not in found[""] and "what this can be checked with" in found[""]
    everything = left_out.with_(value="career substances patterns treatment documents people")
    assert lines(work, everything) == {}


def test_a_copy_in_which_nothing_is_stated_has_no_lines() -> None:
    assert lines() == {}


DRINKS = Use(id="now", substance="alcohol", frequency="daily", start="about 2009", ongoing=True, amount="six pints")


def test_use_that_goes_on_comes_first_with_how_often_since_when_and_how_much() -> None:
    found = lines(DRINKS)
    assert list(found)[1] == "Use, now"
    assert found["Use, now"] == "Alcohol, daily (30 days a month), since about 2009, usually six pints"
    assert "Last use" not in found and "last use" not in found[""]


def test_an_open_end_is_not_still() -> None:
    assert "Use, now" not in lines(DRINKS.with_(ongoing=False))


def test_use_now_that_is_stated_for_another_reader_leaves_no_line() -> None:
    seen = [DRINKS, Career(id="1", title="Nurse", start="2009", audience="evaluator")]
    made = copy_of(Source.of(seen, "evaluator", PREPARED))
    assert "lcohol" not in next(section for section in made.sections if section.key == "short").plain()


def test_what_is_taken_as_prescribed_is_treatment_and_no_use() -> None:
    found = lines(DRINKS.with_(substance="opioids", name="Methadone", prescribed="as_prescribed", amount=""))
    assert "Use, now" not in found
    assert found["Treatment and support, now"] == "Methadone, since about 2009, taken as prescribed"


@pytest.mark.parametrize(
    "treatment",
    [
        Treatment(id="t", title="Buprenorphine", start="2018", ongoing=True),
        Treatment(id="t", title="Clinic", medication="Suboxone film", start="2018", ongoing=True),
        Use(id="t", substance="opioids", name="Methadone", prescribed="as_prescribed", start="2018", ongoing=True),
    ],
)
def test_a_time_without_names_the_treatment_that_runs_alongside(treatment: Record) -> None:
    without = Use(id="w", substance="opioids", frequency="none", start="2018-07-21", ongoing=True)
    said = lines(without, treatment)["Without use, now"]
    assert said.startswith(
        "Opioids, since 21 July 2018: 8 years and 4 months, counted to the date of this copy; alongside,"
    )
    assert f"as treatment: {getattr(treatment, 'label', '')}, since 2018" in said
    assert "alongside" not in lines(without, treatment.with_(ongoing=False, end="2019"))["Without use, now"]
    assert "alongside" not in lines(without.with_(substance="cannabis"), treatment)["Without use, now"]


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2026-11-01", "22 days"),
        ("2026-11-22", "1 day"),
        ("September 2026", "between 54 days and 2 months"),
        ("21 September 2025", "1 year and 2 months"),
        ("21 November 2024", "2 years"),
        ("about 2020", "between 4 years and 10 months and 7 years and 10 months"),
    ],
)
def test_how_long_a_time_without_is(start: str, said: str) -> None:
    when = remember(start, today=PREPARED)
    assert how_long(FuzzyDate.parse(when.edtf), PREPARED) == said


@given(st.dates(dt.date(1950, 1, 1), PREPARED))
def test_the_length_of_a_time_without_is_that_of_an_independent_calendar(begun: dt.date) -> None:
    passed = relativedelta(PREPARED, begun)
    said = how_long(FuzzyDate.parse(begun.isoformat()), PREPARED)
    years, months = (re.search(rf"(\d+) {unit}", said) for unit in ("year", "month"))
    if passed.years * 12 + passed.months < 2:
        assert said == f"{(PREPARED - begun).days} day" + "s" * ((PREPARED - begun).days != 1)
    else:
        assert [int(found[1]) if found else 0 for found in (years, months)] == [passed.years, passed.months]


def test_the_last_time_of_use_is_said_only_where_none_can_come_after() -> None:
    early = Use(id="1", substance="alcohol", frequency="daily", start="2001", end="2012")
    late = Use(id="2", substance="alcohol", frequency="weekly", start="2009", end="2012-05")
    assert "Last use" not in lines(early, late)
    assert lines(early.with_(end="2011"), late)["Last use"] == "Alcohol: the last stated time of use ends May 2012"


def test_an_event_is_not_the_end_of_a_time() -> None:
    first = Use(id="1", substance="alcohol", event="first_use", start="1998")
    assert "the last use of alcohol" in lines(first)[""]
    assert "the last use of alcohol" in lines(first.with_(start="2012"), DRINKS.with_(ongoing=False, end="2012"))[""]


def test_what_is_taken_as_prescribed_has_no_last_use_and_ends_none() -> None:
    taken = Use(id="1", substance="sedatives", frequency="daily", prescribed="as_prescribed", start="2010", end="2012")
    for use in (taken, taken.with_(end=None, ongoing=True)):
        found = lines(use)
        assert "Last use" not in found and "Use, now" not in found and "last use" not in found[""]
        copy = copy_of(Source.of([use.with_(audience="evaluator")], "evaluator", PREPARED))
        assert all("use goes on" not in section.plain() for section in copy.sections)
        assert all("time of use ends" not in section.plain() for section in copy.sections)
    used = taken.with_(id="2", prescribed="otherwise", start="2013", end="2014")
    assert lines(taken.with_(end=None, ongoing=True), used)["Last use"].endswith(
        "the last stated time of use ends 2014"
    )
