"""From a wide window to 350 % of zoom: help is there and can be pressed, nothing lies outside or on something else."""

from __future__ import annotations

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from imeworkbook.language import texts
from tests.axe import serious
from tests.boxes import LOOK, wrong_boxes

PATIENCE_MS = 20_000  # until all stands where it stays; what is wrong stays wrong
pytestmark = pytest.mark.browser
SIZES = [(1366, 768), (1024, 768), (683, 800), (500, 700), (390, 219), (320, 640)]  # the fifth: 350 % on a laptop
LARGER = [(1366, 768), (390, 219), (320, 640)]

SETTLED = "() => document.querySelector('#jp-main-dock-panel').clientWidth === innerWidth"


def look_at_every_width(visit):
    """What is wrong at each width, with the person's larger text too; empty where nothing is."""
    page, found = visit.page, {}
    for larger in (False, True):
        page.evaluate("larger => document.documentElement.classList.toggle('imw-look-text', larger)", larger)
        for width, height in LARGER if larger else SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function(SETTLED)
            try:
                page.wait_for_function(
                    f"() => ({LOOK})().length === 0", timeout=PATIENCE_MS
                )  # a chart is drawn anew first
            except PlaywrightTimeout:
                if wrong := wrong_boxes(page):
                    found[f"{width} px{', larger text' if larger else ''}"] = wrong
            expect(page.locator(".imw-header .imw-help-button")).to_be_visible()
    page.evaluate("document.documentElement.classList.remove('imw-look-text')")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_before_there_is_a_workbook_and_while_it_is_locked(lab, visit):
    visit.open(lab.url)
    assert look_at_every_width(visit) == {}
    visit.begin(lab.url)
    visit.go("substance-use")
    visit.page.evaluate("window.imeworkbookPage.go('welcome')")
    visit.front.get_by_role("button", name="Lock now").click()
    expect(visit.front.get_by_role("button", name="Open my workbook")).to_be_visible()
    assert look_at_every_width(visit) == {}
    visit.go("substance-use")
    assert look_at_every_width(visit) == {}


def test_every_chapter_of_a_full_workbook(lab, visit):
    visit.open(lab.url)
    visit.front.get_by_role("button", name="Look around").click()
    expect(visit.front.get_by_role("button", name="Leave the sample person")).to_be_visible()
    visit.wait_warm()
    found = {}
    for chapter in texts("chapters")["chapter"]:
        visit.go(chapter["key"])
        found[chapter["key"]] = look_at_every_width(visit)
    assert {chapter: wrong for chapter, wrong in found.items() if wrong} == {}


def test_the_tools_behind_one_button_work_by_mouse_and_keyboard(lab, visit):
    visit.begin(lab.url)
    page = visit.page
    page.set_viewport_size({"width": 320, "height": 640})
    more, tools = page.get_by_role("button", name="More", exact=True), page.locator(".imw-tools-list")
    expect(tools).to_be_hidden()
    more.click()
    assert more.get_attribute("aria-expanded") == "true"
    assert tools.get_by_role("button").all_inner_texts() == ["Add a memory", "Hide", "Close for today"]
    assert serious(page) == []
    page.mouse.click(160, 500)
    expect(tools).to_be_hidden()
    more.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(tools.get_by_role("button", name="Add a memory")).to_be_focused()
    page.keyboard.press("Enter")
    expect(tools).to_be_hidden()
    expect(visit.front.get_by_label("What came to mind?")).to_be_focused()
    page.click(".imw-chapters-button")
    for link in page.locator(".imw-chapters a").all():
        box = link.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 320
    page.click(".imw-help-button")
    expect(page.get_by_role("dialog", name="Pause, or get help")).to_be_visible()


# The page itself tells the header of each change; it is not heard meanwhile.
AWAY = """() => {
  const { header } = window.imeworkbookPage;
  header.showConnection(true);
  header.showConnection = () => {};
}"""


def test_what_is_wrong_with_saving_is_said_at_every_width(lab, visit):
    visit.begin(lab.url)
    page = visit.page
    visit.wait_warm()
    page.evaluate(AWAY)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator(".imw-state")).to_be_visible()
        expect(page.locator(".imw-state")).to_be_in_viewport(ratio=1)
    assert page.locator(".imw-news").inner_text() == "no connection, trying again"
    assert serious(page) == []
    page.evaluate("window.imeworkbookPage.header.away = false; window.imeworkbookPage.header.show()")
    expect(page.locator(".imw-state")).to_have_text("saved, locked to you")
    assert page.locator(".imw-news").inner_text() == ""
