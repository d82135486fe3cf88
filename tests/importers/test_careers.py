"""Posts and schooling from CVs, profiles, tables and calendars: each row, its dates as they stand, what is asked."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.importers import read
from tests.importers.reading import FILES, looks, proposals, reasons, told

STAFF = ("career", "Staff pharmacist, St. Mary’s Pharmacy")


def test_json_resume_gives_posts_schooling_and_certificates():
    found = proposals("resume.json")
    assert [told(row) for row in found] == [
        (*STAFF, "September 2009 – 31 March 2014"),
        ("career", "Clinical pharmacist, Harbour Clinic", "2014 – ?"),
        ("career", "Locum, Night Locums", "soon after – ?"),
        ("career", "BSc, Pharmacy, Example University", "2001 – June 2005"),
        ("career", "Sterile compounding, Example Board", "May 2011"),
    ]
    assert [row.fields["type"] for row in found] == ["position"] * 3 + ["schooling", "training"]
    assert [looks(row) for row in found] == [[], [], ["start"], [], []]
    assert found.passed_over == {"skills": 2}


def test_an_empty_end_is_an_end_that_is_not_said():
    for row in proposals("resume.json"):
        assert not row.fields.get("ongoing")


def test_an_older_json_resume_calls_it_company():
    assert [told(row)[1] for row in proposals("resume-old.json")] == [STAFF[1], "BSc, Pharmacy, Example University"]


def test_linkedin_says_present_where_something_goes_on():
    rows = list(proposals("Positions.csv"))
    assert [told(row) for row in rows] == [
        (*STAFF, "September 2009 – March 2014"),
        ("career", "Clinical pharmacist, Harbour Clinic", "2014 – still"),
        ("career", "Assistant, Corner Shop", "June 2000 – ?"),
    ]
    assert [bool(row.fields.get("ongoing")) for row in rows] == [False, True, False]


def test_linkedins_columns_may_stand_in_any_order_and_below_notes():
    table = 'Notes:\n"About this file, one line"\n\nStarted On,Title,Finished On,Company Name\nSep 2009,Staff,,Mary\n'
    [row] = proposals(table.encode())
    assert told(row) == ("career", "Staff, Mary", "September 2009 – ?")


def test_linkedins_zip_is_read_whole_and_other_tables_in_it_are_not():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name in ("Positions.csv", "Education.csv", "Certifications.csv"):
            made.write(FILES / name, name)
        made.writestr("Connections.csv", "First Name,Company,Position,Connected On\nAda,Mill,Weaver,01 Mar 2016\n")
    found = proposals(packed.getvalue())
    assert (found.format, len(found)) == ("linkedin", 5)
    assert [row.fields["type"] for row in found] == ["position"] * 3 + ["schooling", "licence"]
    assert "Ada" not in str([row.fields for row in found])
    assert found.passed_over == {".csv": 1}


@pytest.mark.parametrize("name", ["orcid.json", "orcid.xml"])
def test_orcid_gives_employments_in_both_forms(name):
    first = next(iter(proposals(name)))
    assert told(first)[:2] == STAFF
    assert (first.start.edtf, first.fields["place"], first.fields["type"]) == ("2009-09", "Harbourtown", "position")


def test_orcid_tells_schooling_and_memberships_apart():
    assert [row.fields["type"] for row in proposals("orcid.json")] == ["position", "schooling", None]


def test_a_table_of_ones_own_is_guessed_shown_and_asked_about():
    found = proposals("own.csv")
    assert found.table.header == ("Role", "Employer", "From", "To")
    assert found.table.columns == {"what": 0, "where": 1, "start": 2, "end": 3}
    assert found.table.asks_day_first
    assert [(row.when, looks(row)) for row in found] == [
        ("September 2009 – March 2014", []),
        ("03/04/2014 – still", ["start"]),
        ("1 January 2005 – ?", ["start"]),
        ("whenever – ?", ["start"]),
    ]
    assert reasons(found) == [("", "Nothing else stands in this line.")]


@pytest.mark.parametrize(("day_first", "edtf"), [(True, "2014-04-03"), (False, "2014-03-04")])
def test_which_of_day_and_month_comes_first_is_the_persons_word(day_first, edtf):
    row = list(proposals("own.csv", day_first=day_first))[1]
    assert (row.start.edtf, row.looks) == (edtf, ())


def test_days_of_the_1904_calendar_are_counted_from_there():
    assert list(proposals("own.csv", since_1904=True))[2].start.edtf == "2009-01-02"


def test_columns_can_be_corrected():
    table = b"Thing,Den,Role\nStaff,Mary,x\n"
    [row] = proposals(table.replace(b"Den", b"From"), columns={"what": 0, "where": 1, "start": 5})
    assert row.title == "Staff, Mary"


def test_a_table_may_name_the_kind_of_each_row():
    rows = list(proposals("own.tsv"))
    assert [told(row) for row in rows] == [
        ("treatment", "First talk", "May 2016"),
        ("health", "Slept badly", "summer 2015"),
    ]
    assert rows[0].fields["provider"] == "Dr Example"


def test_a_use_without_a_substance_needs_a_look_and_is_not_guessed():
    table = b"Substance,How often,From\nAlcohol,weekly,2009\nthe usual,daily,2010\n"
    one, other = proposals(table, kind="use")
    assert (one.fields["substance"], one.fields["frequency"], one.looks) == ("alcohol", "weekly", ())
    assert looks(other) == ["substance"]


def test_calendar_events_are_each_asked_about():
    found = proposals("calendar.ics")
    assert [told(row) for row in found] == [
        ("life", "Meeting at Harbour Clinic", "3 May 2016 – 4 May 2016"),
        ("life", "Course", "1 July 2016 – 14 July 2016"),
    ]
    assert all(row.looks for row in found)
    assert [words for words, _ in reasons(found)] == ["Called off", "Far away"]


def test_a_text_gives_lines_for_the_table_of_a_cv():
    assert proposals("cv.txt").lines[2] == "Staff pharmacist, St. Mary’s Pharmacy, Sep 2009 – Mar 2014"


# --- there and back ---

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
DATES = st.one_of(
    st.integers(1950, 2026).map(str),
    st.tuples(st.integers(1950, 2025), st.integers(1, 12)).map(lambda ym: f"{ym[0]}-{ym[1]:02}"),
    st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2025, 12, 31)).map(str),
)
POSTS = st.lists(
    st.tuples(NAMES, NAMES, DATES), max_size=6, unique_by=lambda post: (post[0].casefold(), post[1].casefold())
)


def back(found):
    return [(row.fields["title"], row.fields["organisation"], row.start.edtf) for row in found]


@settings(max_examples=50)
@given(POSTS)
def test_json_resume_comes_back(posts):
    work = [{"position": what, "name": where, "startDate": start} for what, where, start in posts]
    assert back(proposals(json.dumps({"work": work, "education": []}).encode())) == posts


@settings(max_examples=50)
@given(POSTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.permutations(range(4)))
def test_a_linkedin_table_comes_back_in_any_order_and_encoding(posts, encoding, order):
    rows = [("Title", "Company Name", "Started On", "Finished On"), *((*post, "") for post in posts)]
    quoted = "\r\n".join(",".join('"' + row[at].replace('"', '""') + '"' for at in order) for row in rows)
    assert back(proposals(quoted.encode(encoding))) == posts


@settings(max_examples=50)
@given(POSTS.filter(len))
def test_orcid_comes_back(posts):
    def date(text):
        return {name: {"value": part} for name, part in zip(("year", "month", "day"), text.split("-"), strict=False)}

    one = [
        {"employment-summary": {"role-title": what, "organization": {"name": where}, "start-date": date(start)}}
        for what, where, start in posts
    ]
    assert back(proposals(json.dumps({"affiliation-group": [{"summaries": one}]}).encode())) == posts


def test_a_path_may_be_text():
    assert len(read(str(FILES / "resume.json"))) == 5
