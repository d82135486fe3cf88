"""The person's own papers, read back from their PDFs."""

from __future__ import annotations

import datetime as dt
import io
import subprocess

import pikepdf
import pytest

from imeworkbook.records import Appointment, Contact, Document, Plan, Profile
from imeworkbook.report.sheets import aftercare_card, blank_timeline, correction_sheet, day_sheet, request_letter
from imeworkbook.report.source import Source

TODAY = dt.date(2026, 11, 23)
MARKUP = "<b>#strong[x] {{ y }} $z$ *w*"
RECORDS = (
    Profile(name="Robin Example", initials="R. E.", born={"phrase": "14 March 1979", "edtf": "1979-03-14"}),
    Appointment(
        day="2026-12-14",
        time="10:30",
        time_zone="America/Toronto",
        place=f"1 Sample Street {MARKUP}",
        travel_minutes=45,
    ),
    Contact(name="Sam Sample", phone="555 0100"),
    Plan(id="day:copy", part="day", heading="copy", done=True),
    Plan(id="day:own", part="day", text="Feed the cat"),
    Plan(id="aftercare:evening", part="aftercare", text="Soup and a bath"),
    Plan(id="aftercare:sign-1", part="aftercare", heading="I cannot sleep", text="get up"),
)
ASKED = Document(what="Clinic notes", holder="Lake Clinic", covers="2015 to 2019")


def source(paper="letter", records=RECORDS):
    return Source.of(records, "private", TODAY, paper)


def text_of(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, check=True, capture_output=True
    ).stdout.decode()


PAPERS = {
    "day": day_sheet,
    "after": lambda source: aftercare_card(source, "CA"),
    "letter": lambda source: request_letter(source, ASKED),
    "blank": blank_timeline,
    "corrections": correction_sheet,
}


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", PAPERS)
def test_each_is_one_page_with_both_standards_and_the_same_bytes(name, paper):
    made = PAPERS[name](source(paper)).to_pdf()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
    assert PAPERS[name](source(paper)).to_pdf() == made


@pytest.mark.parametrize("name", PAPERS)
def test_each_can_be_made_with_nothing_written(name):
    empty = PAPERS[name](source(records=()))
    with pikepdf.open(io.BytesIO(empty.to_pdf())) as pdf:
        assert len(pdf.pages) == 1
    assert empty.title in empty.to_html()


def test_the_day_sheet_says_when_to_leave_and_shows_what_is_ticked():
    text = text_of(day_sheet(source()).to_pdf())
    for said in (
        "Leave by 08:45 on 14 December 2026",
        "America/Toronto",
        "Feed the cat",
        "Sam Sample · 555 0100",
        MARKUP,
    ):
        assert said in text
    assert "☑" in text
    assert "☐" in text


def test_the_card_holds_plan_signs_safety_and_numbers():
    text = text_of(aftercare_card(source(), "CA").to_pdf())
    for said in (
        "Soup and a bath",
        "I cannot sleep",
        "get up",
        "naloxone",
        "tolerates less",
        "9-1-1",
        "9-8-8",
        "555 0100",
    ):
        assert said in text
    assert "9-8-8" not in text_of(aftercare_card(source(), "").to_pdf())


@pytest.mark.parametrize(("signed", "said"), [(True, "I have signed a release"), (False, "need a signed release")])
def test_the_letter_is_filled_from_the_checklist(signed, said):
    text = text_of(request_letter(source(), ASKED.with_(release_signed=signed)).to_pdf())
    for part in ("Lake Clinic", "a copy of Clinic notes for 2015 to 2019", "Robin Example", "14 March 1979", said):
        assert part in text
    assert "555 0100" not in text


def test_a_letter_without_anything_known_still_asks():
    text = text_of(request_letter(source(records=()), Document(what="")).to_pdf())
    assert "a copy of my medical record." in text


@pytest.mark.parametrize("make", [day_sheet, lambda source: aftercare_card(source, "CA")])
def test_with_many_people_the_text_is_smaller_and_the_page_still_one(make):
    people = tuple(Contact(id=str(n), name=f"Person {n}", phone=f"555 01{n:02}") for n in range(20))
    made = make(source(records=people)).to_pdf()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1
    assert "Person 19 · 555 0119" in text_of(made)


def test_more_than_can_be_read_on_one_page_goes_on():
    people = tuple(Contact(id=str(n), name=f"Person {n}") for n in range(90))
    made = day_sheet(source(records=people)).to_pdf()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) > 1
    assert "Person 89" in text_of(made)
