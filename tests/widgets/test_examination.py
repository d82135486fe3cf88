"""The questions of the welcome page, and what a typed day or time comes to."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_side import Page

from imeworkbook.widgets import pages
from imeworkbook.widgets.typed import clock, day_words, one_day
from imeworkbook.workbook import Workbook


@pytest.fixture
def page(opened):
    return Page(pages.examination())


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("10:30", dt.time(10, 30)),
        ("9.05", dt.time(9, 5)),
        ("14h30", dt.time(14, 30)),
        ("9", dt.time(9)),
        ("2 pm", dt.time(14)),
        ("12 p.m.", dt.time(12)),
        ("12:15 am", dt.time(0, 15)),
        ("9 o’clock", dt.time(9)),
        ("noon", dt.time(12)),
        ("25:00", None),
        ("10:75", None),
        ("13 pm", None),
        ("soon", None),
    ],
)
def test_a_time_of_day_as_people_type_it(typed, time):
    assert clock(typed) == time


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0, tzinfo=None, fold=0)))
def test_a_time_that_is_shown_reads_as_itself(time):
    assert clock(f"{time:%H:%M}") == time


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_a_day_that_is_shown_reads_as_itself(day):
    assert one_day(Workbook.in_memory(), day_words(day)) == day


def test_a_month_is_not_a_day(page):
    page.say("type", session=page.form["session"], fields={"day": "December 2026", "time": "at some time"})
    assert page.form["problems"] == {
        "day": "Please write one day, such as 14 December 2026.",
        "time": "Please write a time, such as 10:30 or 2 pm.",
    }


def test_all_can_wait_and_come_back(page, opened):
    page.keep(asked_by="A college", format="video")
    kept = opened.open.records("appointment")[0]
    assert (kept.day, kept.time, kept.format, kept.asked_by) == (None, None, "video", "A college")
    page.keep(day="14 Dec 2031", time="2 pm", format="")
    kept = opened.open.records("appointment")[0]
    assert (kept.day, kept.time, kept.format) == (dt.date(2031, 12, 14), dt.time(14), None)
    assert page.form["values"]["day"] == "14 December 2031"
    assert page.form["readings"]["day"] == "Read as Sunday, 14 December 2031"


@pytest.mark.parametrize(
    ("days", "short", "said"),
    [
        (-3, False, "It was on"),
        (0, True, "today"),
        (1, True, "tomorrow"),
        (2, False, "in 2 days"),
        (40, False, "in 40"),
    ],
)
def test_a_day_or_less_offers_the_short_way(page, days, short, said):
    page.keep(day=day_words(dt.date.today() + dt.timedelta(days)))
    assert page.card.face["short"] is short
    assert said in page.card.face["left"]
    assert page.card.face["steps"]
    assert len(page.card.face["steps"]) <= 8
