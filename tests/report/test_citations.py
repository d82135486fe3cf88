"""The records that entries cite: their numbers, the words beside an entry, the index, and what leaves no trace."""

from __future__ import annotations

import calendar
import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imeworkbook.records import (
    AUDIENCES,
    ENTRY_KINDS,
    KINDS,
    Audience,
    Career,
    Citation,
    Document,
    Entry,
    Health,
    Record,
    Setting,
    Use,
    may_see,
)
from imeworkbook.report.candour import doubts
from imeworkbook.report.data import TEXT_MARK
from imeworkbook.report.documents import TYPES, outline
from imeworkbook.report.documents import Document as MadeDocument
from imeworkbook.report.source import Source
from imeworkbook.timeline import chronicle
from tests.strategies import full_records

from .conftest import PREPARED
from .reading import pdf_text, squeezed
from .test_documents import made, rows, section
from .test_privacy import copy_of, whole

LETTER = Document(id="letter", what="Hospital letter", audience="evaluator")
SUMMARY = Document(id="summary", what="Discharge summary", audience="evaluator")
HIDDEN = Document(id="hidden", what="Canary notes", audience="clinician")
CITING = st.sampled_from([*ENTRY_KINDS, "document", "document"]).flatmap(full_records)


def summary_says(says: str = "", place: str = "p. 3", record: str = "summary") -> Citation:
    return Citation(record=record, place=place, says=says)


def health(*citations: Citation, **fields: object) -> Health:
    stated = {"title": "Low mood", "start": "2016-02", "point": True, "audience": "evaluator"}
    return Health(**{**stated, "citations": citations, **fields})


def test_a_citation_stands_beside_its_entry_under_the_number_of_the_record() -> None:
    entry = health(summary_says(), Citation(record="letter"), summary_says())
    document = made(LETTER, SUMMARY, entry)
    assert rows(document, "health") == [("February 2016", "Low mood", "Record 2, p. 3; Record 1")]
    assert [(row[0], row[-1]) for row in rows(document, "documents")] == [
        ("Record 1: Hospital letter", "Low mood (February 2016)"),
        ("Record 2: Discharge summary", "Low mood (February 2016)"),
    ]


SPELL = {"end": "2016-05", "point": False}


@pytest.mark.parametrize(
    ("fields", "cited", "said"),
    [
        ({}, {"says": "March 2016"}, "≠ Record 1, p. 3 says March 2016; I remember February 2016"),
        (
            {"source": "told"},
            {"says": "March 2016"},
            "≠ Record 1, p. 3 says March 2016; stated here: February 2016",
        ),
        ({"start": None}, {"says": "March 2016"}, "Record 1, p. 3 says March 2016"),
        (
            SPELL,
            {"says": "March 2016"},
            "≠ Record 1, p. 3 says the start was March 2016; I remember February 2016",
        ),
        (
            SPELL,
            {"says": "June 2016", "side": "end"},
            "≠ Record 1, p. 3 says the end was June 2016; I remember May 2016",
        ),
        (
            SPELL,
            {"says": "until June 2016", "side": "end"},
            "≠ Record 1, p. 3 says until June 2016; I remember May 2016",
        ),
        (
            SPELL,
            {"says": "until June 2016"},
            "≠ Record 1, p. 3 says until June 2016; I remember May 2016",
        ),
        (SPELL, {"says": "until June 2016", "side": "start"}, "Record 1, p. 3 says until June 2016"),
        (
            {"point": False, "ongoing": True},
            {"says": "March 2018", "side": "end"},
            "≠ Record 1, p. 3 says the end was March 2018; I remember that it goes on",
        ),
        (
            {"point": False},
            {"says": "March 2018", "side": "end"},
            "Record 1, p. 3 says the end was March 2018",
        ),
        ({}, {"says": "02/2016"}, "Record 1, p. 3"),
        ({}, {"says": "Feb. 2016"}, "Record 1, p. 3"),
        (SPELL, {"says": "May 2016", "side": "end"}, "Record 1, p. 3"),
        ({}, {"says": "12 February 2016"}, "Record 1, p. 3 says 12 February 2016"),
        ({"start": "2016-03-02"}, {"says": "03/02/2016"}, "Record 1, p. 3 says 03/02/2016"),
        ({"start": "2016-03-04"}, {"says": "03/02/2016"}, "≠ Record 1, p. 3 says 03/02/2016; I remember 4 March 2016"),
        (SPELL, {"says": "a date I cannot make out"}, "Record 1, p. 3 says a date I cannot make out"),
    ],
)
def test_only_where_a_record_differs_both_dates_stand_there(
    fields: dict[str, object], cited: dict[str, str], said: str
) -> None:
    citation = Citation(record="summary", place="p. 3", **cited)
    document = made(SUMMARY, health(citation, **fields))
    assert rows(document, "health")[0][2].splitlines()[-1] == said
    read = section(document, "reading")
    assert read and ("“≠”" in read.plain()) == said.startswith("≠")


def test_a_document_that_is_cited_is_not_named_as_the_source_again() -> None:
    entries = [
        health(summary_says(), source="document"),
        health(source="document", start="2016-03"),
        health(summary_says(record="hidden"), source="document", start="2016-04"),
        health(summary_says(), source="told", start="2016-05"),
    ]
    document = made(SUMMARY, HIDDEN, *entries)
    assert [row[2] for row in rows(document, "health")] == [
        "Record 1, p. 3",
        "Source: a document",
        "Source: a document",
        "Source: told by someone\nRecord 1, p. 3",
    ]


def test_what_rests_on_memory_alone_is_marked_in_a_copy_that_cites_a_record() -> None:
    entries = [
        health(summary_says()),
        health(start="2016-03"),
        health(start="2016-04", source="told"),
        health(start={"phrase": "2016-05", "edtf": "2016-05", "basis": "document"}),
    ]
    document = made(SUMMARY, *entries)
    assert [row[0] for row in rows(document, "health")] == [
        "February 2016",
        "March 2016\u00a0*",
        "April 2016",
        "May 2016",
    ]
    read = section(document, "reading")
    assert read and "“*”" in read.plain() and "“≠”" not in read.plain()


def test_a_copy_that_cites_nothing_has_no_mark_and_no_word_on_marks() -> None:
    document = made(SUMMARY, health(), health(Citation(record="gone", says="March 2016"), start="2016-03"))
    assert [row[0] for row in rows(document, "health")] == ["February 2016", "March 2016"]
    assert rows(document, "documents") == [("Record 1: Discharge summary", "", "to ask")]
    read = section(document, "reading")
    assert read and "Record" not in read.plain() and "*" not in read.plain()


def test_every_kind_of_entry_prints_what_it_cites() -> None:
    uses = [
        Use(substance="alcohol", frequency="daily", start="2009"),
        Use(substance="alcohol", event="last_use", start="2010"),
        Use(substance="opioids", name="Codeine", prescribed="as_prescribed", start="2012", frequency=3),
    ]
    others = [KINDS[kind](title=f"Some {kind}", start="2011") for kind in ENTRY_KINDS if kind != "use"]
    entries = [one.with_(audience="evaluator", citations=[summary_says(place=f"p. {at}")])
               for at, one in enumerate([*uses, *others])]  # fmt: skip
    document = made(SUMMARY, *entries)
    keys = ("patterns", "substances", "treatment", "test", "career", "health", "life", "doing", "legal")
    cells = {key: "\n".join(cell for row in rows(document, key) for cell in row) for key in keys}
    assert "Record 1, p. 0" in cells["patterns"] and "Record 1, p. 1" in cells["substances"]
    found = [f"Record 1, p. {at}" in "\n".join(cells.values()) for at in range(len(entries))]
    assert all(found)
    assert len(rows(document, "documents")[0][-1].splitlines()) == len(entries)


def test_the_index_of_records_has_room_for_an_entry_with_its_dates_on_one_line() -> None:
    fields = {"title": "Relapse prevention group", "end": "2007", "point": False}
    record = SUMMARY.with_(holder="St. Example Hospital", covers="2006 to 2007")
    entries = [health(summary_says(), start=f"2006-{month:02d}", **fields) for month in range(1, 9)]
    text = pdf_text(made(record, *entries).to_pdf())
    assert [
        month for month in calendar.month_name[1:9] if f"Relapse prevention group ({month} 2006 to 2007)" not in text
    ] == []


def without_citations_of(record: Record, ids: set[str]) -> Record:
    if not isinstance(record, Entry):
        return record
    return record.with_(citations=[one for one in record.citations if one.record not in ids])


@settings(max_examples=80)
@given(st.lists(CITING, max_size=8, unique_by=lambda one: one.id), st.sampled_from(AUDIENCES))
def test_a_record_that_is_not_for_this_reader_leaves_no_trace(records: list[Record], audience: Audience) -> None:
    seen = [record for record in records if may_see(audience, record.audience)]
    documents = {record.id for record in seen if isinstance(record, Document)}
    unseen = {one.record for record in records if isinstance(record, Entry) for one in record.citations} - documents
    rest = [without_citations_of(record, unseen) for record in seen]
    assert whole(copy_of(records, audience)) == whole(copy_of(seen, audience)) == whole(copy_of(rest, audience))


def test_numbers_have_no_gap_where_a_record_is_kept_back() -> None:
    entry = health(summary_says(), summary_says("March 2016", record="hidden"))
    document = made(HIDDEN, SUMMARY, entry)
    assert rows(document, "health")[0][2] == "Record 1, p. 3"
    assert document.to_pdf() == made(SUMMARY, health(summary_says(), id=entry.id)).to_pdf()
    clinician = copy_of([HIDDEN, SUMMARY, entry], "clinician")
    assert rows(clinician, "health")[0][2].splitlines() == [
        "Record 2, p. 3",
        "≠ Record 1, p. 3 says March 2016; I remember February 2016",
    ]


def test_a_source_holds_no_citation_of_what_is_kept_back() -> None:
    records = [HIDDEN, SUMMARY, health(summary_says(), summary_says("Canary", "Canary", "hidden"))]
    for audience, count in (("evaluator", 1), ("clinician", 2), ("private", 2)):
        source = Source.of(records, audience, PREPARED)
        assert [len(entry.citations) for entry in source.timeline.entries] == [count]
        assert [len(entry.citations) for entry in source.of_kind(Health)] == [count]


def test_another_date_in_a_record_that_is_kept_back_is_asked_about() -> None:
    entry = health(summary_says("March 2016", record="hidden"), summary_says(record="hidden"), summary_says("May 2016"))
    [doubt] = doubts([HIDDEN, SUMMARY, entry], "evaluator", PREPARED)
    assert (doubt.about, doubt.printed, doubt.kept_back, doubt.name) == ("differs", entry, HIDDEN, "March 2016")
    assert "2016" not in repr(doubt)
    assert doubts([HIDDEN, SUMMARY, entry], "clinician", PREPARED) == []


@pytest.mark.parametrize(
    ("says", "asked"), [("March 2016", 1), ("something else", 1), ("Feb 2016", 0), ("12/02/2016", 0), ("", 0)]
)
def test_the_same_date_in_other_words_is_not_asked_about(says: str, asked: int) -> None:
    entry = health(summary_says(says, record="hidden"))
    assert len(doubts([HIDDEN, SUMMARY, entry], "evaluator", PREPARED)) == asked


IN_DATA = [
    {"record": 2, "place": "p. 3", "says": "March 2016", "side": "start"},
    {"record": 1, "place": "", "says": "", "side": ""},
]


def as_data(document: MadeDocument) -> tuple[list[dict[str, object]], list[dict[str, str]]]:
    """The entries of a copy as JSON and as CSV."""
    table = io.StringIO(document.in_format("csv").decode("utf-8-sig"), newline="")
    return json.loads(document.in_format("json")), list(csv.DictReader(table))


def test_data_has_what_an_entry_cites_under_the_numbers_of_the_printed_copy() -> None:
    entry = health(summary_says("March 2016"), Citation(record="letter"), summary_says(record="hidden"))
    [one], [row] = as_data(made(LETTER, HIDDEN, SUMMARY, entry))
    assert one["citations"] == IN_DATA
    assert row["citations"].replace(TEXT_MARK, "") == (
        "Record 1; ≠ Record 2, p. 3 says March 2016; I remember February 2016"
    )
    for records in ([LETTER, SUMMARY, entry, left_out("documents")], [LETTER, SUMMARY, health()]):
        [one], [row] = as_data(made(*records))
        assert (one["citations"], row["citations"]) == ([], "")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_only_the_persons_own_data_has_names_of_records_and_who_may_see_them(audience: Audience) -> None:
    entry = health(summary_says(), id="an-id-of-ours")
    [one], [row] = as_data(copy_of([SUMMARY, entry], audience))
    own = {"id", "audience"} if audience == "private" else set()
    assert one.keys() & {"id", "audience"} == row.keys() & {"id", "audience"} == own
    columns = set(chronicle([entry]).to_frame().columns)
    assert one.keys() | {"id", "audience"} == row.keys() | {"id", "audience"} == columns | {"citations"}


@pytest.mark.parametrize("format", TYPES)
def test_no_name_of_a_record_is_in_a_copy_for_somebody_else(format: str) -> None:
    document = made(SUMMARY.with_(id="an-id-of-a-record"), health(summary_says(record="an-id-of-a-record"), id="an-id"))
    assert b"an-id" not in document.in_format(format)


def left_out(*keys: str) -> Setting:
    return Setting(id="setting:copy:evaluator:out", value=" ".join(keys), audience="evaluator")


def test_a_copy_without_the_list_of_records_cites_none() -> None:
    records = [
        SUMMARY,
        health(summary_says("March 2016"), id="one"),
        health(start="2017", id="two"),
        left_out("documents"),
    ]
    bare = [without_citations_of(record, {"summary"}) for record in records]
    assert whole(made(*records)) == whole(made(*bare))
    assert "documents" in [one.key for one in outline(Source.of(records, "evaluator", PREPARED))]


def test_the_list_of_records_names_no_entry_of_a_section_that_is_left_out() -> None:
    career = Career(title="Pharmacist", start="2017", audience="evaluator", citations=[summary_says()])
    use = Use(substance="alcohol", start="2018", frequency=3, audience="evaluator", citations=[summary_says()])
    document = made(SUMMARY, health(summary_says()), career, use, left_out("health", "patterns"))
    assert rows(document, "documents") == [("Record 1: Discharge summary", "", "to ask", "Pharmacist (2017)")]
    alone = made(SUMMARY, health(summary_says()), left_out("health"))
    assert "“Record 1”" not in alone.to_html()


def test_a_kept_back_name_in_a_citation_is_asked_about() -> None:
    kept_back = Document(what="Wrenfield file", audience="private")
    records = [SUMMARY, kept_back, health(summary_says(place="copied from the Wrenfield file"))]
    assert [(one.about, one.name) for one in doubts(records, "evaluator", PREPARED)] == [("named", "Wrenfield file")]


def test_the_sample_person_cites_two_records_and_differs_from_one_by_a_month(pdf: bytes) -> None:
    text = squeezed(pdf_text(pdf))
    assert "Record1,p.1" in text and "Record2,p.2" in text
    assert squeezed("≠ Record 2, p. 3 says the start was April 2016; I remember March 2016") in text
