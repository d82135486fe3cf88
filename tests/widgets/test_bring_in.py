"""The card that brings in a file: pieces come, rows are shown, and only what was chosen is kept."""

from __future__ import annotations

import json

import pytest

from imeworkbook.records import Career, Entry, Profile
from imeworkbook.widgets import views_import
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.widgets.views_import import BringIn
from imeworkbook.workbook import Workbook
from tests.importers.reading import FILES
from tests.widgets.page_side import Page


@pytest.fixture
def sitting(tmp_path):
    made = Sitting(tmp_path / "mine.imew")
    made.take_up(Workbook.in_memory())
    return made


@pytest.fixture
def page(sitting):
    return Page(BringIn(sitting, "career"))


def hand_over(page, content, piece=500):
    at = 0
    while at < len(content):
        page.say("piece", at=at, of=len(content), buffers=[memoryview(content[at : at + piece])])
        at += piece


def bring(page, name):
    hand_over(page, (FILES / name).read_bytes())


def entries(sitting):
    return [record for record in sitting.open.records() if isinstance(record, Entry)]


def test_a_file_comes_in_pieces_and_is_shown_with_nothing_kept(page, sitting):
    bring(page, "resume.json")
    face = page.card.face
    assert face["rows"][0]["title"] == "Staff pharmacist, St. Mary’s Pharmacy"
    assert face["rows"][2]["looks"] == ["This is no date that can be read. Please write one such as May 2014."]
    assert face["files"] == [{"what": "My CV, from a file", "notices": (), "passed": "2 × skills"}]
    assert face["plain"] == [0, 1, 3, 4]
    assert sitting.open.records() == ()


def test_only_what_was_chosen_is_kept_and_undo_takes_it_back(page, sitting):
    bring(page, "resume.json")
    page.say("keep", chosen=[{"number": 0}, {"number": 3, "how": "new", "mended": {"title": "Pharmacy degree"}}])
    assert [entry.title for entry in entries(sitting)] == ["Staff pharmacist", "Pharmacy degree"]
    assert page.notice == "2 lines from the record are kept. Only you can see them. 2 from: My CV, from a file."
    assert page.card.face["rows"][0]["standing"] == "same"
    page.say("undo")
    assert sitting.open.records() == ()
    assert page.card.face["rows"][0]["standing"] == "new"


def test_what_cannot_be_kept_stays_with_its_reason_beside_what_can(page, sitting):
    bring(page, "resume.json")
    page.say("keep", chosen=[{"number": 2}, {"number": 1}])
    [said] = [message for message in page.heard if "trouble" in message]
    assert list(said["trouble"]) == ["2"]
    assert said["taken"] == [1]
    assert len(entries(sitting)) == 1
    page.say("keep", chosen=[{"number": 2, "mended": {"start": "May 2012"}}])
    assert len(entries(sitting)) == 2


def test_a_file_that_cannot_be_read_is_one_sentence(page, sitting):
    hand_over(page, b'{"marmalade')
    assert page.notice == "The file is cut off or broken. Nothing of it was kept. Please get it once more."
    assert page.heard[0] == {"ended": True}
    assert page.card.face["rows"] == []


def test_a_file_too_large_for_memory_is_refused_before_it_comes(page, monkeypatch):
    monkeypatch.setattr(views_import, "MOST_BYTES", 10)
    page.say("piece", at=0, of=11, buffers=[b"x"])
    assert "too large" in page.notice


def test_stopping_lets_go_of_what_came(page):
    content = (FILES / "resume.json").read_bytes()
    page.say("piece", at=0, of=len(content), buffers=[content[:500]])
    page.say("stop")
    page.say("piece", at=500, of=len(content), buffers=[content[500:]])
    assert page.card.face["rows"] == []
    assert page.notice == "Stopped. Nothing was kept."


def test_locking_lets_go_of_everything(page, sitting):
    bring(page, "fhir-r4.json")
    sitting.lock()
    assert "Alcohol" not in json.dumps(page.card.face)
    sitting.take_up(Workbook.in_memory())
    assert page.card.face["rows"] == []


def test_a_table_is_read_again_as_the_person_says(page):
    bring(page, "own.csv")
    table = page.card.face["table"]
    assert (table["header"], table["asks"]) == (["Role", "Employer", "From", "To"], True)
    page.say("again", columns={"what": 1, "where": 0}, order="day", kind="treatment")
    rows = page.card.face["rows"]
    assert [row["title"] for row in rows][1] == "Harbour Clinic"
    assert (rows[1]["when"], rows[1]["kind"]) == ("3 April 2014 – still", "Treatment and recovery")
    assert len(page.card.face["files"]) == 1


def test_memory_stands_beside_the_record(page, sitting):
    mine = Career(title="Staff pharmacist", organisation="St. Mary’s Pharmacy", start="about 2007", end="2014")
    sitting.open.add(mine)
    bring(page, "Positions.csv")
    row = page.card.face["rows"][0]
    assert row["mine"] == {"label": "Staff pharmacist, St. Mary’s Pharmacy", "when": "about 2007 – 2014"}
    page.say("keep", chosen=[{"number": 0, "how": "both"}])
    [entry] = entries(sitting)
    assert (entry.talk, entry.start.edtf) == (True, "2007~")


def test_someone_elses_record_says_so(page, sitting):
    sitting.open.add(Profile(born="1981"))
    bring(page, "record.xml")
    assert page.card.face["plain"] == []
    assert "may be about someone else" in page.card.face["files"][0]["notices"][-1]
