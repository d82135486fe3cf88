"""What was confirmed is kept in one step, private and cited; nothing of the person's is overwritten."""

from __future__ import annotations

import datetime as dt
import json

import pytest

import imeworkbook as ime
from imeworkbook.errors import ImeworkbookError
from imeworkbook.importers import beside
from imeworkbook.importers.taking import Decision
from imeworkbook.records import Document, Entry
from imeworkbook.review.agenda import agenda
from imeworkbook.widgets.bringing import Bringing
from imeworkbook.workbook import report
from tests.importers.reading import FILES

TODAY = dt.date(2026, 11, 23)
MINE = {"title": "Staff pharmacist", "organisation": "St. Mary’s Pharmacy", "start": "about 2007", "end": "2014"}


@pytest.fixture
def workbook():
    with ime.Workbook.in_memory() as made:
        yield made


def bringing(workbook, *names):
    made = Bringing(workbook, TODAY)
    for name in names:
        made.take_in(FILES / name)
    return made


def entries(workbook):
    return [record for record in workbook.records() if isinstance(record, Entry)]


def number_of(made, title):
    return next(number for number, one in enumerate(made.offers) if one.row.title.startswith(title))


def test_reading_keeps_nothing(workbook):
    bringing(workbook, "resume.json", "fhir-r4.json")
    assert workbook.records() == ()


def test_what_is_kept_is_private_from_a_document_and_cites_it_in_one_step(workbook):
    made = bringing(workbook, "record.xml")
    counted = made.keep({0: Decision(), 1: Decision()})
    [record] = workbook.records("document")
    assert counted == {"Consultation note": 2}
    assert (record.what, record.holder, record.state, record.audience) == (
        "Consultation note", "Harbour Clinic", "arrived", "private",
    )  # fmt: skip
    for entry in entries(workbook):
        assert (entry.source, entry.audience) == ("document", "private")
        assert [one.record for one in entry.citations] == [record.id]
        assert entry.citations[0].place
        assert entry.start.basis == "document"
    workbook.undo()
    assert workbook.records() == ()


def test_the_name_of_the_file_is_in_no_record(workbook, tmp_path):
    place = tmp_path / "marmalade.json"
    place.write_bytes((FILES / "resume.json").read_bytes())
    made = Bringing(workbook, TODAY)
    made.take_in(place)
    made.keep({0: Decision()})
    assert "marmalade" not in str([record.to_dict() for record in workbook.records()])


def test_a_quotation_is_printed_in_no_copy(workbook):
    made = bringing(workbook, "record.xml")
    made.keep({number_of(made, "A condition"): Decision()})
    [entry] = entries(workbook)
    assert entry.quote == "Alcohol dependence"
    workbook.edit(entry.id, audience="evaluator")
    for audience in ("evaluator", "clinician", "private"):
        assert "Alcohol dependence" not in report(workbook, audience).to_html()
    assert "A condition that a record names" in report(workbook, "evaluator").to_html()


def test_one_post_from_three_files_is_offered_once_with_all_its_places(workbook):
    made = bringing(workbook, "resume-old.json", "Positions.csv", "orcid.json")
    offer = made.offers[number_of(made, "Staff pharmacist")]
    assert [number for number, _ in offer.places] == [0, 1, 2]
    assert (offer.row.start.edtf, offer.row.end.edtf) == ("2009-09-01", "2014-03")
    made.keep({number_of(made, "Staff pharmacist"): Decision()})
    [entry] = entries(workbook)
    assert len(entry.citations) == len(workbook.records("document")) == 3


def test_what_is_there_already_is_said_and_not_offered_again(workbook):
    made = bringing(workbook, "record.xml")
    made.keep({0: Decision(), 1: Decision()})
    again = bringing(workbook, "record.xml")
    assert [one.standing for one in again.offers][:3] == ["same", "same", "new"]
    again.keep({2: Decision()})
    assert len(workbook.records("document")) == 1


def test_memory_beside_record_is_asked(workbook):
    mine = workbook.add(ime.Career(**MINE))
    made = bringing(workbook, "Positions.csv")
    offer = made.offers[0]
    assert (offer.standing, offer.other.id) == ("near", mine.id)
    assert made.without_a_question() == [1, 2]


@pytest.mark.parametrize(
    ("how", "start", "talk"), [("mine", "2007~", False), ("both", "2007~", True), ("theirs", "2009-09", False)]
)
def test_the_persons_choice_of_three(workbook, how, start, talk):
    mine = workbook.add(ime.Career(**MINE, notes="Nights"))
    bringing(workbook, "Positions.csv").keep({0: Decision(how)})
    [entry] = entries(workbook)
    assert (entry.id, entry.start.edtf, entry.talk, entry.notes) == (mine.id, start, talk, "Nights")
    assert [(one.says, one.side) for one in entry.citations] == [("Sep 2009", "start"), ("Mar 2014", "end")]
    assert entry.source == "memory"
    assert workbook.history(mine.id)[0].record == mine
    flagged = [item.key for item in agenda(workbook.records(), (), ()) if item.about == "flag"]
    assert flagged == ([mine.id] if talk else [])
    workbook.undo()
    assert entries(workbook) == [mine]


def test_what_leans_on_a_corrected_entry_moves_in_the_same_step(workbook):
    workbook.add(ime.Career(**MINE))
    later = workbook.add(ime.Life(title="Moved house", start="a year after I started as staff pharmacist"))
    bringing(workbook, "Positions.csv").keep({0: Decision("theirs")})
    moved = workbook.get(later.id)
    assert moved.start.date.earliest.year >= 2010
    workbook.undo()
    assert workbook.get(later.id) == later


def test_two_different_things_are_both_kept(workbook):
    workbook.add(ime.Career(**MINE))
    bringing(workbook, "Positions.csv").keep({0: Decision()})
    assert len(entries(workbook)) == 2


def test_a_row_with_a_problem_is_mended_in_place(workbook):
    made = bringing(workbook, "resume.json")
    at = number_of(made, "Locum")
    assert "start" in made.trouble(at, Decision())
    mended = Decision(mended={"start": "spring 2012", "title": "Night locum"})
    assert made.trouble(at, mended) == ""
    made.keep({at: mended})
    [entry] = entries(workbook)
    assert (entry.title, entry.start.edtf) == ("Night locum", "2012-21")


def test_all_or_nothing_is_kept(workbook):
    made = bringing(workbook, "resume.json")
    with pytest.raises(ImeworkbookError):
        made.keep({0: Decision(), number_of(made, "Locum"): Decision()})
    assert workbook.records() == ()


def test_the_lines_of_a_cv_are_read_as_pasted_ones_are_and_asked_about(workbook):
    made = bringing(workbook, "cv.txt")
    assert made.offers[0].row.title == "Staff pharmacist, St. Mary’s Pharmacy"
    assert all(one.asks for one in made.offers)
    assert made.files[0].passed_over == {"lines without a date": 1}


def test_another_persons_date_of_birth_asks_of_every_row(workbook):
    workbook.add(ime.Profile(born="1981-01-01"))
    made = bringing(workbook, "record.xml")
    assert made.without_a_question() == []
    assert "may be about someone else" in made.files[0].notices[-1]
    workbook.add(ime.Profile(born="March 1979"))
    assert bringing(workbook, "record.xml").without_a_question() != []


def test_every_offer_of_every_file_is_kept_or_says_why_not(workbook):
    names = sorted(path.name for path in FILES.iterdir())
    made = bringing(workbook, *names)
    assert isinstance(made.files[0].document, dict)
    fine = {number: Decision() for number in range(len(made.offers)) if not made.trouble(number, Decision())}
    made.keep(fine)
    assert len(entries(workbook)) == len(fine) > 30
    assert {type(one) for one in workbook.records("document")} == {Document}
    assert {record.audience for record in workbook.records()} == {"private"}


def test_an_order_of_day_and_month_is_the_workbooks_own(workbook):
    workbook.set("date order", "day first")
    made = bringing(workbook, "own.csv")
    assert made.offers[1].row.start.edtf == "2014-04-03"


def test_what_is_there_already_is_found_without_holding_each_against_each(workbook, monkeypatch):
    visits = [
        {"resourceType": "Encounter", "type": [{"text": f"Visit {n}"}], "period": {"start": "2009-05-03"}}
        for n in range(60)
    ]
    made = Bringing(workbook, TODAY)
    made.take_in(json.dumps(visits).encode())
    made.keep({number: Decision() for number in made.without_a_question()})
    compared = []
    monkeypatch.setattr(beside, "_alike", lambda *pair: compared.append(pair))
    made.look()
    assert ({one.standing for one in made.offers}, len(made.offers), compared) == ({"same"}, 60, [])
