"""Add a memory: nothing is kept before the person says so; by keyboard in the browser, on any chapter."""

from __future__ import annotations

import pytest
from page_side import Page
from playwright.sync_api import expect

from imeworkbook.widgets import pages
from imeworkbook.workbook import open_workbook
from tests.axe import serious
from tests.browser import PASSPHRASE, WAIT_MS, chromium, running_lab

LINE = "started taking leftover oxycodone in early 2012"


@pytest.fixture
def page(opened):
    return Page(pages.add_a_memory())


def test_nothing_is_kept_before_the_person_says_so(page, opened):
    page.say("line", line=LINE)
    page.say("look", line=LINE)
    assert page.card.face["proposed"]
    assert (page.form["kind"], page.form["values"]["start"]) == ("use", "in early 2012")
    assert opened.open.records() == ()
    page.keep()
    [kept] = opened.open.records()
    assert (kept.substance, kept.start.edtf, kept.notes, kept.audience) == ("opioids", "2012-37", LINE, "private")
    assert (page.card.face["line"], page.card.face["proposed"]) == ("", False)
    assert page.notice.startswith("Kept under “Substance use”")
    page.say("undo")
    assert opened.open.records() == ()


def test_the_person_takes_it_for_something_else(page, opened):
    page.say("look", line="quit my job in 2014")
    page.say("kind", kind="life")
    page.keep(title="Left everything")
    [kept] = opened.open.records()
    assert (kept.kind, kept.title, kept.start.edtf) == ("life", "Left everything", "2014")


def test_the_substance_is_the_persons_to_say(page, opened):
    page.say("look", line=LINE)
    assert page.card.face["substance"] == "opioids"
    page.say("type", session=page.form["session"], fields={**page.form["values"], "amount": "two tablets"})
    page.say("substance", substance="sedatives")
    page.keep()
    [kept] = opened.open.records()
    assert (kept.substance, kept.amount, kept.start.edtf) == ("sedatives", "two tablets", "2012-37")


def test_a_line_waits_for_later_and_goes_when_it_is_let_go(page, opened):
    page.say("look", line=LINE)
    page.say("set_aside")
    assert (page.card.face["line"], page.card.face["proposed"], page.card.face["form"]) == (LINE, False, None)
    page.say("let_go")
    assert page.card.face["line"] == ""
    assert opened.open.drafts() == {}


def test_what_was_typed_comes_back(page, opened):
    page.say("look", line=LINE)
    page.say("type", session=page.form["session"], fields={**page.form["values"], "amount": "two tablets"})
    again = pages.AddAMemory(opened)
    assert again.face["line"] == LINE
    assert again.face["form"]["values"]["amount"] == "two tablets"


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("the lake, all of us", "No date was found"),
        ("back when Sam was around in the blue house", "could not be read as a date yet"),
    ],
)
def test_without_a_date_it_says_so(page, line, note):
    page.say("look", line=line)
    assert [text for text in page.card.face["notes"] if note in text]


def test_an_empty_line_is_asked_for(page, opened):
    page.say("look", line="   ")
    assert page.notice == "Please write a few words first."
    assert not page.card.face["proposed"]


@pytest.mark.browser
def test_it_opens_over_the_page_and_gives_the_cursor_back(tmp_path):
    with running_lab(tmp_path) as lab, chromium() as visit:
        page, keys = visit.page, visit.page.keyboard
        page.set_default_timeout(WAIT_MS)
        visit.begin(lab.url)
        visit.go("health")
        field = visit.front.locator("input[name=title]").first
        field.focus()
        keys.type("Back pain")
        place = field.bounding_box()
        keys.press("F2")
        line = visit.front.get_by_label("What came to mind?")
        expect(line).to_be_focused()
        assert line.bounding_box()["y"] < page.viewport_size["height"]
        keys.type("first joint at 15")
        keys.press("Enter")
        expect(visit.front.get_by_role("heading", name="This is how it could be kept")).to_be_focused()
        assert serious(page) == []
        page.screenshot(path=tmp_path / "over.png")
        keys.press("F2")
        expect(field).to_be_focused()
        keys.type(" and sleep")
        expect(field).to_have_value("Back pain and sleep")
        assert field.bounding_box() == place
        assert (visit.errors, visit.strangers()) == ([], [])


@pytest.mark.browser
def test_by_keyboard_alone_on_two_chapters(tmp_path):
    with running_lab(tmp_path) as lab, chromium() as visit:
        page, keys = visit.page, visit.page.keyboard
        page.set_default_timeout(WAIT_MS)
        visit.begin(lab.url)
        keys.press("F2")
        expect(visit.front.get_by_label("What came to mind?")).to_be_focused()
        keys.type(LINE)
        keys.press("Enter")
        expect(visit.front.get_by_role("heading", name="This is how it could be kept")).to_be_focused()
        expect(visit.front.get_by_text("between 1 Jan and 30 Apr 2012")).to_be_visible()
        keys.press("F2")
        visit.go("health")
        expect(visit.front.get_by_label("What came to mind?")).to_have_value(LINE)
        assert serious(page) == []
        visit.tab_to("Keep this", back=True)
        keys.press("Enter")
        expect(visit.front.get_by_text("Kept under “Substance use”")).to_be_visible()
        lab.stop()
        with open_workbook(lab.workbook, PASSPHRASE) as workbook:
            assert [use.substance for use in workbook.timeline().use] == ["opioids"]
        assert (visit.errors, visit.strangers()) == ([], [])
