"""Landmarks: each question opens a short form, keeps an ordinary entry, and can be left or said not to belong."""

from __future__ import annotations

import pytest
from page_side import Page
from playwright.sync_api import expect

from imeworkbook.records import Career, Health, Life
from imeworkbook.widgets import pages
from imeworkbook.widgets.views_landmarks import questions
from tests.axe import serious
from tests.browser import WAIT_MS, chromium, running_lab

KINDS = {"school": Career, "licence": Career, "left-home": Life, "partners": Life, "losses": Life, "health": Health}
MOMENTS = {"licence", "left-home", "losses", "health"}


@pytest.fixture
def asked(opened):
    return Page(pages.landmarks())


def states(asked):
    return {chip["key"]: chip["state"] for chip in asked.card.face["chips"] if chip["state"]}


def keep(asked, **fields):
    form = asked.card.face["form"]
    asked.say("keep", session=form["session"], fields={**form["values"], **fields})


def test_there_are_a_dozen_and_the_first_stands_open(asked):
    assert len(asked.card.face["chips"]) == len(questions()) == 12
    assert asked.card.face["chosen"] == "school"
    assert asked.card.face["ask"].startswith("Where were you at school")


@pytest.mark.parametrize("key", KINDS)
def test_what_is_kept_is_an_ordinary_entry(asked, key):
    asked.say("pick", key=key)
    keep(asked, title="Sample", start="about 2009")
    [record] = asked.card.sitting.open.records(KINDS[key].kind)
    assert record.title == "Sample"
    assert record.start.edtf == "2009~"
    assert record.point is (key in MOMENTS)
    assert record.audience == "private"
    given = questions()[key]["defaults"]
    assert all(getattr(record, name) == value for name, value in given.items() if name != "title")
    assert states(asked) == {key: "given"}
    assert asked.card.face["chosen"] == key
    assert not asked.card.face["form"]["resumed"]


def test_every_question_can_be_kept(asked):
    for key in questions():
        asked.say("pick", key=key)
        keep(asked, title="Sample", start="2009")
    assert set(states(asked)) == set(questions())
    assert asked.card.face["seen"]


def test_a_question_can_be_said_not_to_belong_and_taken_back(asked):
    asked.say("pick", key="children")
    asked.say("none", none=True)
    assert asked.card.face["none"]
    assert states(asked) == {"children": "never"}
    asked.say("none", none=False)
    assert states(asked) == {}
    assert not asked.card.face["none"]


def test_next_goes_to_what_was_not_answered_and_loses_nothing(asked):
    form = asked.card.face["form"]
    asked.say("next", session=form["session"], fields={**form["values"], "title": "Half a"})
    assert asked.card.face["chosen"] == "studies"
    asked.say("none", none=True)
    asked.say("pick", key="school")
    assert asked.card.face["form"]["values"]["title"] == "Half a"
    asked.say("next")
    assert asked.card.face["chosen"] == "training"


def test_one_undo_takes_back_what_was_kept(asked):
    keep(asked, title="Sample", start="2009")
    assert asked.card.sitting.undo()
    assert asked.card.sitting.open.records() == ()
    asked.card.refresh()
    assert states(asked) == {}


def test_an_unknown_question_changes_nothing(asked):
    asked.say("pick", key="nowhere")
    assert asked.card.face["chosen"] == "school"


@pytest.mark.browser
def test_by_keyboard_alone(tmp_path):
    with running_lab(tmp_path) as lab, chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.begin(lab.url)
        visit.go("landmarks")
        keys = visit.page.keyboard
        expect(visit.front.get_by_role("heading", name="Where were you at school")).to_be_visible()
        visit.tab_to("What")
        keys.type("High school")
        visit.tab_to("From")
        keys.type("1993")
        visit.tab_to("Until")
        keys.type("summer 1997")
        expect(visit.front.get_by_text("between 1 Jun and 31 Aug 1997")).to_be_visible()
        visit.tab_to("Keep this")
        keys.press("Enter")
        expect(visit.front.locator('[data-chip="school"]')).to_contain_text("has something")
        expect(visit.front.locator(".imw-rows")).to_contain_text("High school")
        visit.tab_to("Next question")
        keys.press("Enter")
        expect(visit.front.get_by_role("heading", name="Where did you study")).to_be_focused()
        visit.tab_to("Not part of my life")
        keys.press("Enter")
        expect(visit.front.get_by_text("You said: not part of my life.")).to_be_visible()
        assert serious(visit.page) == []
        assert (visit.errors, visit.strangers()) == ([], [])
