"""Whatever is remembered is EDTF to two readers that we did not write: `edtf` for Python and for JavaScript."""

from __future__ import annotations

import contextlib
import re

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook.dates import FuzzyDate
from imeworkbook.errors import AmbiguousDate, DateError
from imeworkbook.recall.marks import with_mark
from tests.node import readers
from tests.recall import test_bounds_and_ages, test_landmarks, test_phrases, test_relative

AROUND = ["{}", "about {}", "{}, I think", "maybe about {}", "before {}", "since about {}", "early {}"]
BETWEEN = ["between {} and about summer 2019", "{} or 2020?"]


@pytest.fixture(scope="module")
def dates():
    """What every phrase of the tables comes to, also with doubt and bounds around it."""
    rooms = [(room, row[1]) for room in (test_phrases, test_bounds_and_ages, test_relative) for row in room.ROWS]
    rooms += [(test_landmarks, row[0]) for row in test_landmarks.rows(test_landmarks.EXACT)]
    found = []
    for room, phrase in rooms:
        for words in (*AROUND, *BETWEEN):
            try:
                found.append(room.read(words.format(phrase)).date)
            except AmbiguousDate as error:
                found += error.readings
            except DateError:
                continue
    return found


def test_both_read_all_that_is_remembered(dates):
    assert len(dates) > 2000
    assert {date.mark for date in dates} == {"", "~", "?", "%"}
    texts = {date.edtf for date in dates}
    assert [text for text, read in readers.read_edtf(texts).items() if read is None] == []
    refused = []
    for text in texts:
        try:
            edtf.parse_edtf(text)
        except edtf.parser.edtf_exceptions.EDTFParseException:
            refused.append(text)
    assert refused == []


def test_they_come_to_the_same_days_where_the_calendar_has_one_reading(dates):
    """Marks widen with us alone; seasons begin in other months there; of a window, one gives its first member only."""
    plain = {date.edtf: date for date in dates if not date.qualifier and re.fullmatch(r"\d{4}(-\d\d){0,2}", date.edtf)}
    ours = {
        text: date for text, date in plain.items() if not date.qualifier and date.precision in ("day", "month", "year")
    }
    assert len(ours) > 80
    for text, read in readers.read_edtf(ours).items():
        assert (read["first"], read["last"]) == (str(ours[text].earliest), str(ours[text].latest))


def test_what_is_given_is_all_that_was_said(dates):
    for date in dates:
        assert FuzzyDate.parse(date.edtf, mark=date.mark) == date


@given(st.lists(st.sampled_from(["~", "?", "%"]), max_size=3), st.sampled_from(["2003-22", "199X", "2003-05", "2003"]))
def test_marks_add_up_in_any_order(marks, text):
    one, other = FuzzyDate.parse(text), FuzzyDate.parse(text)
    for mark in marks:
        one = with_mark(one, mark)
    for mark in reversed(marks):
        other = with_mark(other, mark)
    assert one == other
    window = FuzzyDate.parse("[2003..2005-06]")
    with contextlib.suppress(IndexError):
        window = with_mark(window, marks[0])
        assert with_mark(window, marks[0]) == window
