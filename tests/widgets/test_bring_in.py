"""The card that brings in a file: pieces come, rows are shown, and only what was chosen is kept."""

from __future__ import annotations

import asyncio
import json
import threading

import pytest

from imeworkbook.importers import read
from imeworkbook.importers.stopping import Stopped, may_go_on, until
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


# --- what is typed to change a line ---


def typed(page, number=2, **mended):
    key = page.card.face["rows"][number]["key"]
    page.say("type", place=key, mended=mended, n="p-1")
    return key


def test_what_is_typed_waits_for_the_same_file_after_a_lock(page, sitting):
    bring(page, "resume.json")
    typed(page, start="May 2012")
    assert {"heard": "p-1"} in page.heard
    opened = sitting.open
    page.card.state_changed()
    page.card.refresh()
    bring(page, "resume.json")
    assert [row["mended"] for row in page.card.face["rows"]] == [None, None, {"start": "May 2012"}, None, None]
    assert opened.records() == ()


def test_a_page_that_comes_later_is_shown_what_was_typed(page):
    bring(page, "resume.json")
    typed(page, start="May 2012")
    assert page.card.face["rows"][2]["mended"] is None
    page.say("show")
    assert page.card.face["rows"][2]["mended"] == {"start": "May 2012"}


def test_another_file_with_the_same_post_takes_nothing_typed_away(page):
    bring(page, "resume.json")
    key = typed(page, 0, title="Pharmacist")
    bring(page, "Positions.csv")
    page.say("show")
    assert (page.card.face["rows"][0]["key"], page.card.face["rows"][0]["mended"]) == (key, {"title": "Pharmacist"})


@pytest.mark.parametrize("ending", ["keep", "put_away"])
def test_nothing_typed_outlives_its_line(page, sitting, ending):
    bring(page, "resume.json")
    key = typed(page, start="May 2012")
    page.say(ending, chosen=[{"number": 2, "mended": {"start": "May 2012"}}])
    assert sitting.open.drafts() == {}
    page.say("type", place=key, mended={"start": "2013"}, n="p-2")
    assert page.heard[-1] == {"gone": key}
    assert sitting.open.drafts() == {}


# --- several people ---


def test_one_of_several_people_is_chosen_and_nobody_else_is_shown(page, sitting):
    ofs = [{"resourceType": "Patient", "id": n, "name": [{"given": [n], "family": "Invented"}]} for n in ("Ada", "Ben")]
    for who, words in (("Ada", "Hay fever"), ("Ben", "Gout")):
        ofs.append({"resourceType": "Condition", "subject": {"reference": f"Patient/{who}"}, "code": {"text": words}})
    content = json.dumps({"resourceType": "Bundle", "entry": [{"resource": one} for one in ofs]}).encode()
    hand_over(page, content)
    face = page.card.face
    assert (face["people"], face["rows"]) == ([["Ada", "Ada Invented"], ["Ben", "Ben Invented"]], [])
    page.say("whose", person="Ada")
    face = page.card.face
    assert ([row["quote"] for row in face["rows"]], face["people"]) == (["Hay fever"], [])
    assert "Gout" not in json.dumps(face) and "Ben" not in json.dumps(face)
    page.say("whose", person="Ben")
    assert [row["quote"] for row in page.card.face["rows"]] == ["Hay fever"]


# --- stopping ---


@pytest.mark.parametrize("ending", ["stop", "lock"])
def test_stopping_ends_the_reading_while_the_kernel_reads(page, sitting, monkeypatch, ending):
    begun, ended = threading.Event(), threading.Event()

    def without_end(*_):
        begun.set()
        try:
            while True:
                may_go_on()
        finally:
            ended.set()

    monkeypatch.setattr(views_import, "read", without_end)

    async def stop_it():
        bring(page, "resume.json")
        await asyncio.to_thread(begun.wait)
        assert not ended.is_set()
        page.say("stop") if ending == "stop" else sitting.lock()
        await asyncio.to_thread(ended.wait)
        await asyncio.sleep(0)

    asyncio.run(stop_it())
    assert page.card._bringing is None or page.card._bringing.files == []
    assert not any(message.get("arrived") for message in page.heard)
    if ending == "stop":
        assert page.notice == "Stopped. Nothing was kept."


@pytest.mark.parametrize("content", [(FILES / "resume.json").read_bytes(), b'{"marmalade'])
def test_what_was_read_aside_arrives_on_the_kernels_own_loop(page, content):
    async def hand():
        hand_over(page, content)
        assert {"ended": True} not in page.heard
        while not any(message.get("arrived") or "notice" in message for message in page.heard):
            await asyncio.sleep(0)

    asyncio.run(hand())
    assert len(page.card.face["rows"]) == (0 if b"marmalade" in content else 5)
    assert ("cut off" in page.notice) == (b"marmalade" in content)


@pytest.mark.parametrize(
    "name", ["fhir-r4.json", "fhir.ndjson", "record.xml", "export.xml", "own.csv", "pharmacy.csv", "Positions.csv"]
)
def test_every_long_reading_hears_that_it_is_to_stop(name):
    stop = threading.Event()
    stop.set()
    with until(stop), pytest.raises(Stopped):
        read(FILES / name)
