"""With my clinician: the kernel's side of the agenda, the notes, and who sees what."""

from __future__ import annotations

import datetime as dt

import pytest
from page_side import Page

from imeworkbook.prompts import prompts
from imeworkbook.records import AUDIENCES, Answer, Career, Contact, Note, Use
from imeworkbook.widgets import pages
from imeworkbook.workbook import report


@pytest.fixture
def page(opened):
    return Page(pages.agenda())


def groups(page):
    return {group["about"]: group for group in page.card.face["groups"]}


def texts(page, about):
    return [item["text"] for item in groups(page)[about]["items"]]


def overlapping(opened, **more):
    nurse = opened.open.add(Career(title="Nurse", start="2001", end="2005", **more))
    opened.open.add(Career(title="Lecturer", start="2003", ongoing=True, **more))
    return nurse


def test_the_agenda_is_made_of_flags_contradictions_blanks_and_what_lined_up(page, opened):
    assert page.card.face["groups"] == []
    overlapping(opened)
    opened.open.add(Use(substance="alcohol", start="2001-06", frequency="weekly", talk=True))
    prompt = next(iter(prompts().values()))
    opened.open.add(Answer(question=prompt.question, text="…", state="given", talk=True))
    assert list(groups(page)) == ["flag", "contradiction", "blank", "connection"]
    assert texts(page, "flag") == ["Alcohol", prompt.title]
    assert texts(page, "contradiction")[0].startswith("Nurse and Lecturer")
    assert len(texts(page, "connection")) <= 3
    assert groups(page)["connection"]["n"] >= 1


def test_a_connection_that_was_looked_at_is_no_longer_on_the_agenda(page, opened):
    overlapping(opened)
    opened.open.add(Use(substance="alcohol", start="2001-06", frequency="weekly"))
    seen = Page(pages.what_i_see())
    before = groups(page)["connection"]["n"]
    seen.say("dismiss", key=seen.card.face["one"]["key"])
    assert groups(page)["connection"]["n"] == before - 1


def test_an_entry_is_talked_through_on_a_day_and_can_be_put_back(page, opened):
    nurse = opened.open.add(Career(title="Nurse", start="2001", talk=True, audience="clinician"))
    page.say("talked", key=nurse.id, day="2026-05-03")
    assert opened.open.get(nurse.id).talked_on == dt.date(2026, 5, 3)
    assert "flag" not in groups(page)
    [done] = page.card.face["done"]
    assert (done["text"], done["day"]) == ("Nurse", "talked through on 3 May 2026")
    assert "talked through on 3 May 2026" in report(opened.open, "clinician").to_html()
    page.say("not_yet", key=nurse.id)
    assert texts(page, "flag") == ["Nurse"]
    page.say("off", key=nurse.id)
    assert "flag" not in groups(page)
    assert not opened.open.get(nurse.id).talk


def test_a_question_is_talked_through_without_a_flag_before(page, opened):
    overlapping(opened)
    [item] = groups(page)["contradiction"]["items"]
    page.say("talked", key=item["key"], day="2026-05-03")
    assert "contradiction" not in groups(page)
    [done] = page.card.face["done"]
    assert done["text"] == item["text"]
    page.say("not_yet", key=done["key"])
    page.say("off", key=done["key"])
    assert texts(page, "contradiction") == [item["text"]]


@pytest.mark.parametrize("day", ["", "3 May", "2026-13-01"])
def test_without_a_day_nothing_is_marked(page, opened, day):
    nurse = opened.open.add(Career(title="Nurse", start="2001", talk=True))
    page.say("talked", key=nurse.id, day=day)
    assert opened.open.get(nurse.id).talked_on is None
    assert not page.heard[-1]["good"]


def test_a_note_is_the_clinicians_at_first_and_each_says_whose_it_is(opened):
    form, listed = Page(pages.note()), Page(pages.notes())
    form.keep(text="Ask about sleep.")
    form.keep(text="I sleep badly.", author="me", audience="private")
    form.keep(text="See again in May.")
    first, mine, last = opened.open.records("note")
    assert [(note.author, note.audience) for note in (first, mine, last)] == [
        ("clinician", "clinician"),
        ("me", "private"),
        ("clinician", "clinician"),
    ]
    rows = listed.card.face["rows"]
    assert [row["kind_label"] for row in rows] == ["Clinician’s note", "My note", "Clinician’s note"]
    assert rows[0]["label"] == "Ask about sleep."
    printed = report(opened.open, "clinician").to_html()
    assert "Ask about sleep." in printed
    assert "I sleep badly." not in printed
    assert "Ask about sleep." not in report(opened.open, "evaluator").to_html()


def test_a_note_can_be_changed_and_stays_its_authors(opened):
    note = opened.open.add(Note(text="Ask about sleep.", author="clinician", audience="clinician"))
    listed = Page(pages.notes())
    listed.say("open", id=note.id)
    listed.keep(text="Ask about sleep and nights.")
    changed = opened.open.get(note.id)
    assert (changed.text, changed.author) == ("Ask about sleep and nights.", "clinician")


def test_each_reader_is_shown_beside_the_others_and_one_click_changes_it(opened):
    nurse = opened.open.add(Career(title="Nurse", start="2001"))
    page = Page(pages.who_sees())
    [row] = page.card.face["groups"][0]["rows"]
    assert [bool(row["why"][audience]) for audience in AUDIENCES] == [False, True, True]
    page.say("audience", id=nurse.id, audience="evaluator")
    [row] = page.card.face["groups"][0]["rows"]
    assert not any(row["why"].values())
    assert "Nurse" in report(opened.open, "evaluator").to_html()
    assert page.card.face["said"]["in_copy"].endswith("1")
    page.say("undo")
    assert opened.open.get(nurse.id).audience == "private"


def test_any_entry_can_be_marked_as_talked_through(opened, page):
    nurse = opened.open.add(Career(title="Nurse", start="2001"))
    seen = Page(pages.who_sees())
    seen.say("talked", id=nurse.id, talked=True)
    assert opened.open.get(nurse.id).talked_on == dt.date.today()
    assert [item["text"] for item in page.card.face["done"]] == ["Nurse"]
    seen.say("talked", id=nurse.id, talked=False)
    assert page.card.face["done"] == []


def test_what_is_held_back_for_another_reason_says_so(opened):
    opened.open.add(Contact(name="Sam", audience="evaluator"))
    opened.open.add(Note(text="Ask about sleep.", author="clinician", audience="evaluator"))
    page = Page(pages.who_sees())
    rows = {row["label"]: row for group in page.card.face["groups"] for row in group["rows"]}
    assert rows["Sam"]["why"] == {"private": "", "clinician": "has not agreed yet", "evaluator": "has not agreed yet"}
    assert rows["Clinician’s note: Ask about sleep."]["why"]["evaluator"] == "never printed here"


def test_the_copies_card_tells_a_clinicians_note_apart_too(opened):
    opened.open.add(Note(text="Ask about sleep.", author="clinician", audience="clinician"))
    page = Page(pages.copies())
    page.say("reader", reader="clinician")
    [group] = page.card.face["inside"]["groups"]
    assert group["rows"][0]["label"] == "Clinician’s note: Ask about sleep."
