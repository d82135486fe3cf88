"""Worth another look: the kernel's side of the card."""

from __future__ import annotations

import pytest
from page_side import Page

from imeworkbook.records import Answer, Career
from imeworkbook.widgets import pages


@pytest.fixture
def page(opened):
    opened.open.add(Career(title="Nurse", start="2001", end="2005", audience="evaluator"))
    opened.open.add(Career(title="Lecturer", start="2003", ongoing=True, audience="evaluator"))
    return Page(pages.worth_another_look())


def keys(page):
    return [row["key"] for row in page.card.face["rows"]]


def test_there_is_nothing_to_look_at_in_an_empty_workbook(opened):
    assert Page(pages.worth_another_look()).card.face["rows"] == []


def test_right_as_it_is_is_remembered_and_can_be_taken_back(page, opened):
    [key] = keys(page)
    page.say("right", key=key)
    assert (keys(page), page.card.face["right"]) == ([], 1)
    assert page.heard[-1]["offer"] == "undo"
    page.say("undo")
    assert keys(page) == [key]
    page.say("right", key=key)
    page.say("again")
    assert (keys(page), page.card.face["right"]) == ([key], 0)


def test_change_it_opens_the_form_in_place_and_the_question_goes_when_it_is_answered(page, opened):
    [row] = page.card.face["rows"]
    nurse = next(entry for entry in row["entries"] if entry["label"] == "Nurse")
    page.say("open", id=nurse["id"], key=row["key"])
    assert page.card.face["at"] == row["key"]
    assert page.form["id"] == nurse["id"]
    page.keep(end="2003")
    assert keys(page) == []
    assert page.card.face["form"] is None
    assert opened.open.get(nurse["id"]).end.edtf == "2003"


def test_a_form_is_not_left_open_without_its_question(page, opened):
    [row] = page.card.face["rows"]
    page.say("open", id=row["entries"][0]["id"], key=row["key"])
    opened.open.remove(row["entries"][1]["id"])
    assert (page.card.face["at"], page.card.face["form"]) == ("", None)


def test_talk_about_it_puts_it_on_the_agenda_until_it_is_talked_through(page, opened):
    [key] = keys(page)
    agenda = Page(pages.agenda())
    page.say("flag", key=key, talk=True)
    assert page.card.face["rows"][0]["flagged"]
    [group] = [group for group in agenda.card.face["groups"] if group["about"] == "flag"]
    assert [item["text"] for item in group["items"]] == [page.card.face["rows"][0]["question"]]
    page.say("flag", key=key, talk=False)
    assert not page.card.face["rows"][0]["flagged"]
    page.say("flag", key=key, talk=True)
    agenda.say("talked", key=f"check:{key}", day="2026-05-03")
    assert keys(page) == []


def test_a_class_without_an_answer_leads_to_its_chapter(opened):
    opened.open.add(Answer(question="use:alcohol", state="never"))
    [row] = Page(pages.worth_another_look()).card.face["rows"]
    assert (row["entries"], row["chapter"]) == ([], "substance-use")


def test_a_key_that_is_gone_does_nothing(page, opened):
    for do in ("right", "flag"):
        page.say(do, key="gone", talk=True)
    assert opened.open.records("answer") == ()
