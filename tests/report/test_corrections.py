"""What a report says otherwise: in order of its pages, for the person and their clinician, never the evaluator."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import imeworkbook as ime
from imeworkbook.errors import InvalidRecord
from imeworkbook.records import (
    AUDIENCES,
    ENTRY_KINDS,
    Audience,
    Career,
    Citation,
    Contact,
    Correction,
    Document,
    Record,
    Setting,
    Use,
    from_dict,
)
from imeworkbook.report.arrangement import Arrangement
from imeworkbook.report.blocks import Table
from imeworkbook.report.candour import doubts
from imeworkbook.report.contents import places
from imeworkbook.report.documents import MAKERS
from imeworkbook.report.documents import Document as Copy
from imeworkbook.report.sections_corrections import KINDS, in_order
from imeworkbook.report.sheets import correction_sheet
from imeworkbook.report.source import Source
from tests.strategies import LINES, full_records

from .conftest import PREPARED
from .reading import page_text, pdf_text, smallest_text, squeezed
from .test_privacy import copy_of, whole

POST = Career(id="post", title="Ward nurse", start="2009-05", end="2014", audience="evaluator")
WINE = Use(id="wine", substance="alcohol", frequency="weekly", start="2010", end="2012-05", audience="clinician")
ALONE = Career(id="alone", title="Canary post", start="2015")
LETTER = Document(id="letter", what="Canary letter", holder="Canary clinic")
SUMMARY = Document(id="summary", what="Discharge summary", holder="Example Lodge", audience="clinician")
BOOK = (POST, WINE, ALONE, LETTER, SUMMARY)
FIRST = Correction(
    id="first",
    page="7",
    report="Dismissed in 2012.",
    text="I left in 2014.",
    entries=("post", "alone", "gone"),
    citations=(Citation(record="summary", place="p. 3", says="left in 2014"), Citation(record="letter"),
               Citation(record="gone", place="canary page")),
    audience="clinician",
)  # fmt: skip
WORKBOOKS = st.lists(
    st.sampled_from([*ENTRY_KINDS, "document", "correction", "correction"]).flatmap(full_records),
    max_size=8,
    unique_by=lambda one: one.id,
)


def rows(document: Copy) -> list[tuple[str, ...]]:
    """The rows of the list, judgements behind facts."""
    parts = [one for one in document.sections if one.key in ("corrections", *KINDS)]
    return [row for part in parts for block in part.blocks if isinstance(block, Table) for row in block.rows]


def sheet(*records: Record) -> Copy:
    return correction_sheet(Source.of(records, "private", PREPARED))


# --- order and numbers ---


def test_the_list_goes_by_the_pages_of_the_report_and_judgements_come_last() -> None:
    pages = ["", "12", "p. 9, line 40", "9", "2 to 3", "p. 9, line 5"]
    facts = [Correction(page=page, report="x") for page in pages]
    judgement = Correction(page="1", report="x", about="judgement")
    ordered = [one.page for one in in_order([judgement, *facts])]
    assert ordered == ["2 to 3", "9", "p. 9, line 5", "p. 9, line 40", "12", "", "1"]
    printed = rows(sheet(judgement, *facts))
    assert [row[0] for row in printed] == [str(number) for number in range(1, 8)]
    assert [row[1] for row in printed] == ordered
    headings = [section.heading for section in sheet(judgement, *facts).sections]
    assert headings == ["", "Facts", "Judgements, for talking"]
    [mine] = [one for one in copy_of([judgement, *facts], "private").sections if one.key == "corrections"]
    assert [block.caption for block in mine.blocks if isinstance(block, Table)] == headings[1:]


@given(st.lists(LINES, max_size=6))
def test_any_words_for_a_page_have_their_place_in_the_order(pages: list[str]) -> None:
    found = [Correction(page=page) for page in pages]
    ordered = in_order(found)
    assert sorted(one.id for one in ordered) == sorted(one.id for one in found)
    assert in_order(ordered) == ordered


# --- what each reader sees ---


def test_the_person_sees_every_entry_with_its_dates_and_every_record_under_its_number() -> None:
    assert rows(copy_of([*BOOK, FIRST], "private")) == rows(sheet(*BOOK, FIRST)) == [
        (
            "1",
            "7",
            "Dismissed in 2012.",
            "I left in 2014.",
            "Ward nurse (May 2009 to 2014)\nCanary post (2015)\n"
            "Record 2, p. 3 says left in 2014\nRecord 1",
        )
    ]  # fmt: skip


def test_the_clinician_sees_what_is_shared_with_the_numbers_of_that_copy() -> None:
    shared = copy_of([*BOOK, FIRST], "clinician")
    assert rows(shared)[0][-1] == "Ward nurse (May 2009 to 2014)\nRecord 1, p. 3 says left in 2014"
    assert "anary" not in "".join(whole(shared))
    private = copy_of([*BOOK, FIRST.with_(audience="private")], "clinician")
    assert whole(private) == whole(copy_of(list(BOOK), "clinician"))


def test_where_the_list_of_records_is_left_out_nothing_refers_to_it() -> None:
    out = Setting(id="setting:copy:clinician:out", value="documents", audience="clinician")
    assert rows(copy_of([*BOOK, FIRST, out], "clinician"))[0][-1] == "Ward nurse (May 2009 to 2014)"


def test_a_date_that_leans_on_what_the_clinician_does_not_see_is_not_told_beside_a_correction() -> None:
    with ime.Workbook.in_memory() as workbook:
        workbook.add(Career(title="Canary school", start="2001", end="2004-06-30"))
        leaning = workbook.add(Career(title="Locum", start="after Canary school", audience="clinician"))
        assert leaning.start and leaning.start.ties
        workbook.add(Correction(report="x", entries=(leaning.id,), audience="clinician"))
        shared = copy_of(list(workbook.records()), "clinician")
    assert rows(shared)[0][-1] == "Locum"
    assert "anary" not in "".join(whole(shared))


@pytest.mark.parametrize("gone", ["post", "summary"])
def test_what_is_removed_leaves_the_correction_and_prints_nothing(gone: str) -> None:
    with ime.Workbook.in_memory() as workbook:
        workbook.add_all([*BOOK, FIRST])
        workbook.remove(gone)
        assert workbook.get("first") == FIRST
        [row] = rows(copy_of(list(workbook.records()), "clinician"))
        workbook.undo()
        assert workbook.records() == (*BOOK, FIRST)
    assert row[:4] == ("1", "7", "Dismissed in 2012.", "I left in 2014.")
    left = {"post": "Record 1, p. 3 says left in 2014", "summary": "Ward nurse (May 2009 to 2014)"}
    assert row[4:] == (left[gone],)


def test_days_on_which_it_was_talked_through_and_raised_stand_beside_it() -> None:
    one = FIRST.with_(talked_on="2027-05-03", raised_on="2027-05-10")
    assert rows(sheet(one))[0][-1] == "talked through on 3 May 2027\nraised on 10 May 2027"


# --- the evaluator ---


@pytest.mark.parametrize("make", [Correction, lambda **fields: from_dict({"kind": "correction", **fields})])
def test_none_can_be_stated_for_the_evaluator(make: type[Correction]) -> None:
    with pytest.raises(InvalidRecord, match="audience: one of private, clinician"):
        make(report="canary", audience="evaluator")
    with pytest.raises(InvalidRecord):
        FIRST.with_(audience="evaluator")


def test_one_that_says_it_is_for_the_evaluator_all_the_same_is_in_no_copy_for_them() -> None:
    forced = FIRST.model_copy(update={"audience": "evaluator", "talk": True})
    assert whole(copy_of([*BOOK, forced], "evaluator")) == whole(copy_of(list(BOOK), "evaluator"))
    assert [place.section for place in places([forced], "evaluator", Arrangement())] == []
    assert {make.__name__ for make in MAKERS["evaluator"]}.isdisjoint({"corrections", "talk", "notes"})


@settings(max_examples=40)
@given(WORKBOOKS)
def test_an_evaluators_copy_is_the_same_with_and_without_the_list(records: list[Record]) -> None:
    without = [one for one in records if not isinstance(one, Correction)]
    assert whole(copy_of(records, "evaluator")) == whole(copy_of(without, "evaluator"))


@settings(max_examples=40)
@given(WORKBOOKS, st.sampled_from(AUDIENCES))
def test_a_list_tells_each_reader_only_of_what_they_see(records: list[Record], audience: Audience) -> None:
    seen = [one for one in records if AUDIENCES.index(one.audience) >= AUDIENCES.index(audience)]
    assert whole(copy_of(records, audience)) == whole(copy_of(seen, audience))
    shared = [one for one in seen if isinstance(one, Correction)]
    listed = any(section.key == "corrections" for section in copy_of(records, audience).sections)
    assert listed == bool(shared)


# --- before it leaves, and on paper ---


def test_a_name_that_is_kept_back_is_asked_about_before_a_copy_leaves() -> None:
    named = Correction(report="x", citations=(Citation(record="summary", says="Dr. Canary was there"),),
                       audience="clinician")  # fmt: skip
    found = doubts([named, Contact(name="Dr. Canary")], "clinician", PREPARED)
    assert [(doubt.about, doubt.printed.id) for doubt in found] == [("named", named.id)]
    assert repr(found[0]) == "<Doubt named>"


def test_it_is_kept_out_of_repr_and_of_errors() -> None:
    assert repr(FIRST) == "<Correction first>"
    with pytest.raises(InvalidRecord) as caught:
        FIRST.with_(report="canary " * 5000, about="canary")
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_sheet_is_paper_that_can_be_read_whatever_its_length(paper: str) -> None:
    many = [FIRST.with_(id=str(n), page=str(n), report="The report says this. " * 12) for n in range(30)]
    for records in ((), (*BOOK, *many)):
        made = correction_sheet(Source.of(records, "private", PREPARED, paper))
        printed = made.to_pdf()
        assert made.to_pdf() == printed
        assert smallest_text(printed) >= 8
        with pikepdf.open(io.BytesIO(printed)) as pdf:
            assert len(pdf.pages) > (1 if records else 0)
            assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert squeezed("Ask my association or lawyer first".lower()) in squeezed(pdf_text(printed)).lower()
        assert ("Record 2: Discharge summary; Example Lodge" in page_text(made.to_html())) == bool(records)
