"""Entries in order for one reader: windows, ages, the frame."""

from __future__ import annotations

import datetime as dt
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imeworkbook.dates import FuzzyDate
from imeworkbook.records import AUDIENCES, Answer, Career, Days, Life, Profile, Use, When, may_see
from imeworkbook.timeline import chronicle, date_words, read_frame, span
from imeworkbook.workbook import sample_records
from tests.strategies import ANY_RECORD

AS_OF = dt.date(2026, 11, 23)


def when(edtf, phrase=""):
    return When(phrase=phrase or edtf, edtf=edtf)


def day(text):
    return None if text is None else dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("fields", "starts", "ends", "core"),
    [
        (
            {"start": "2004", "end": "2006"},
            ("2004-01-01", "2004-12-31"),
            ("2006-01-01", "2006-12-31"),
            ("2004-12-31", "2006-01-01"),
        ),
        ({"start": "2004", "end": "2004"}, ("2004-01-01", "2004-12-31"), ("2004-01-01", "2004-12-31"), None),
        (
            {"start": "2004-05", "ongoing": True},
            ("2004-05-01", "2004-05-31"),
            ("2026-11-23", "2026-11-23"),
            ("2004-05-31", "2026-11-23"),
        ),
        ({"start": "2004"}, ("2004-01-01", "2004-12-31"), (None, None), None),
        ({"end": "2004"}, (None, None), ("2004-01-01", "2004-12-31"), None),
        ({"start": "2009~", "end": "[..2010]"}, ("2008-01-01", "2010-12-31"), ("2008-01-01", "2010-12-31"), None),
        (
            {"start": "2004-05-06", "point": True},
            ("2004-05-06", "2004-05-06"),
            ("2004-05-06", "2004-05-06"),
            ("2004-05-06", "2004-05-06"),
        ),
        ({"start": "[2004..]", "point": True}, ("2004-01-01", None), ("2004-01-01", None), None),
    ],
)
def test_the_windows_of_an_entry(fields, starts, ends, core):
    dated = {name: when(value) if isinstance(value, str) else value for name, value in fields.items()}
    at = span(Life(title="x", **dated), AS_OF)
    assert at.starts == tuple(map(day, starts))
    assert at.ends == tuple(map(day, ends))
    assert at.core == (None if core is None else tuple(map(day, core)))


def test_without_a_readable_date_there_is_no_span():
    assert span(Life(title="x"), AS_OF) is None
    assert span(Life(title="x", start=When(phrase="once")), AS_OF) is None


@given(st.lists(ANY_RECORD, max_size=12), st.sampled_from(AUDIENCES), st.randoms(use_true_random=False))
def test_a_reader_gets_what_is_stated_for_them_in_one_order(records, reader, random):
    shuffled = list(records)
    random.shuffle(shuffled)
    timeline = chronicle(records, reader, AS_OF)
    assert all(may_see(reader, entry.audience) for entry in (*timeline.entries, *timeline.answers))
    assert chronicle(shuffled, reader, AS_OF).entries == timeline.entries
    only = [record for record in records if may_see(reader, record.audience)]
    assert chronicle(only, reader, AS_OF).entries == timeline.entries


def test_never_is_an_answer_only_where_there_is_no_entry():
    records = [
        Answer(question="use:opioids", state="never"),
        Answer(question="use:alcohol", state="never"),
        Answer(question="use:cannabis", state="prefer_not"),
        Use(substance="alcohol", start=when("2004")),
    ]
    timeline = chronicle(records, "private", AS_OF)
    assert timeline.never() == ("opioids",)
    assert timeline.substances() == ("alcohol",)


def test_never_is_no_answer_where_a_recent_day_has_use():
    used, none = ({"on": "2026-11-20", "state": state} for state in ("used", "none"))
    never = [Answer(question=f"use:{key}", state="never") for key in ("cannabis", "nicotine")]
    days = [Days(substance="cannabis", days=[used]), Days(substance="nicotine", days=[none])]
    assert chronicle([*never, *days], "private", AS_OF).never() == ("nicotine",)


def test_a_table_tells_a_last_use_from_a_time_of_use_and_what_was_taken_as_prescribed():
    entries = [
        Use(substance="alcohol", event="last_use", start=when("2018")),
        Use(substance="stimulants", prescribed="as_prescribed", frequency="daily", start=when("2022")),
        Career(title="Nurse", start=when("2023")),
    ]
    told = chronicle(entries, "private", AS_OF).to_frame()[["event", "prescribed"]]
    assert told.to_numpy().tolist() == [["last_use", ""], ["phase", "as_prescribed"], ["", ""]]


def test_ages_need_a_birth_that_this_reader_may_see():
    profile = Profile(born=when("1979-03-14"), audience="private")
    entry = Career(title="x", start=when("2004"), audience="evaluator")
    assert chronicle([profile, entry], "private", AS_OF).age(entry.start.date) == (24, 25)
    assert chronicle([profile, entry], "evaluator", AS_OF).age(entry.start.date) == (None, None)


@pytest.mark.parametrize(
    ("phrase", "edtf", "said"),
    [
        ("about 2009", "2009~", "about 2009"),
        ("when I was 16", "[1995-03-14..1996-03-13]", "when I was 16 (between 14 Mar 1995 and 13 Mar 1996)"),
        ("05/06/2011", "2011-06-05", "5 June 2011"),
        ("[..1998]", "[..1998]", "before 1999"),
    ],
)
def test_a_date_is_said_in_the_words_that_say_most(phrase, edtf, said):
    assert date_words(When(phrase=phrase, edtf=edtf)) == said


def test_nothing_is_said_of_a_date_that_was_not_read():
    assert date_words(None) == ""
    assert date_words(When(phrase="once")) == ""


def test_the_frame_has_one_row_an_entry_and_open_bounds_as_nothing():
    records = [
        Profile(born=when("1979-03-14")),
        Use(substance="alcohol", frequency="weekly", start=when("[..2003]"), ongoing=True),
        Career(title="Nurse", start=when("2004-05-06"), end=when("2009")),
    ]
    frame = chronicle(records, "private", AS_OF).to_frame()
    assert list(frame["kind"]) == ["use", "career"]
    use, nurse = frame.iloc[0], frame.iloc[1]
    assert pd.isna(use["earliest_start"])
    assert use["latest_end"] == pd.Timestamp("2026-11-23")
    assert use["days_a_month"] == 4
    assert pd.isna(nurse["days_a_month"])
    assert (nurse["age_from"], nurse["age_to"]) == (25, 25)
    assert nurse["earliest_end"] == pd.Timestamp("2009-01-01")


def test_the_frame_of_nothing_has_the_same_columns():
    empty, full = chronicle([]).to_frame(), chronicle(sample_records()).to_frame()
    assert list(empty.columns) == list(full.columns)
    assert dict(empty.dtypes) == dict(full.dtypes)


def test_a_timeline_shows_itself_without_saying_what_is_in_it():
    timeline = chronicle([Career(title="Secret post", start=when("2004"))], "private", AS_OF)
    assert repr(timeline) == "<Timeline of 1 entries>"
    assert "Secret post" not in str(timeline._repr_mimebundle_())
    assert "Secret post" in timeline.show(save=True)._repr_mimebundle_()["text/html"]
    marked = chronicle([Career(title="<b>", start=when("2004"))])
    assert "&lt;b&gt;" in marked.show(save=True)._repr_mimebundle_()["text/html"]


def test_a_list_goes_by_the_first_then_the_last_day():
    entries = [
        Career(title="2007", start=when("2007")),
        Career(title="June to 2007", start=when("2006-06"), end=when("2007")),
        Career(title="2006 to May", start=when("2006"), end=when("2006-05")),
        Career(title="no date"),
        Career(title="January 2006", start=when("2006-01")),
    ]
    found = [entry.title for entry in chronicle(entries, "private", AS_OF).entries]
    assert found == ["January 2006", "2006 to May", "June to 2007", "2007", "no date"]


def test_a_timeline_is_a_row_of_entries():
    timeline = chronicle(sample_records())
    assert len(timeline) == len(timeline.to_frame()) > 50
    assert list(timeline) == list(timeline.entries)
    assert chronicle([])


def test_the_frame_names_each_entry_by_id_substance_and_edtf():
    said = [
        Use(id="a", substance="alcohol", start=when("2009~", "about 2009"), frequency=2.5),
        Career(id="b", title="Nurse"),
    ]
    first, second = chronicle(said).to_frame().to_dict("records")
    assert (first["id"], first["substance"], first["edtf_start"], first["edtf_end"]) == ("a", "alcohol", "2009~", "")
    assert (second["id"], second["substance"], second["edtf_start"]) == ("b", "", "")
    assert first["days_a_month"] == 2.5 and pd.isna(second["days_a_month"])


def test_a_table_of_an_earlier_version_is_read():
    frame = chronicle([Use(id="a", substance="alcohol", start=when("2009~", "about 2009"))]).to_frame()
    table = io.StringIO()
    frame.drop(columns=["mark_start", "mark_end"]).to_csv(table, index=False)
    table.seek(0)
    pd.testing.assert_frame_equal(read_frame(table), frame)


def test_a_season_is_marked_beside_its_edtf():
    use = Use(id="a", substance="alcohol", start=when("1999-23~", "about autumn 1999"))
    (row,) = chronicle([use]).to_frame().to_dict("records")
    assert (row["edtf_start"], row["mark_start"]) == ("1999-23", "~")
    assert row["earliest_start"].date() == dt.date(1999, 8, 1)


@pytest.mark.parametrize("typed", ["[2003-05..2005]", "2004", "1999-23~"])
def test_edtf_that_was_typed_is_said_in_words(typed):
    assert date_words(Life(title="x", start=typed).start) == str(FuzzyDate.parse(typed))


ODD_WORDS = ["", "2009", "03", "1e5", "NA", "None", "true", "a,b", 'said "so"', "two\nlines", " "]


def test_a_frame_that_went_through_csv_is_as_it_was(tmp_path):
    odd = [Life(id=f"odd-{at}", title=f"t{word}", start=When(phrase=word)) for at, word in enumerate(ODD_WORDS)]
    for records in ([*sample_records(), *odd], odd[1:4], []):
        frame = chronicle(records).to_frame()
        frame.to_csv(tmp_path / "t.csv", index=False)
        pd.testing.assert_frame_equal(read_frame(tmp_path / "t.csv"), frame)
