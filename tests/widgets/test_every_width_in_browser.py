"""From a wide window to 350 % of zoom: help is there and can be pressed, nothing overlaps, nothing scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import serious

pytestmark = pytest.mark.browser
SIZES = [(320, 640), (360, 640), (366, 220), (400, 700), (500, 700), (768, 900), (1024, 800), (1280, 900)]
LARGER = [(320, 640), (366, 220), (768, 900), (1280, 900)]
CHAPTERS = ["work-and-training", "substance-use", "side-by-side", "copies"]

SETTLED = "() => document.querySelector('#jp-main-dock-panel').clientWidth === innerWidth"
# What is wrong at this width, as sentences; empty where nothing is.
LOOK = """() => {
  const wrong = [];
  const shown = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible";
  const bar = [...document.querySelectorAll(".imw-header button, .imw-mine strong")].filter(shown);
  const boxes = bar.map((one) => [one.textContent, one.getBoundingClientRect()]);
  for (const [name, box] of boxes) {
    if (box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > innerHeight)
      wrong.push(`${name} leaves the window`);
    for (const [other, its] of boxes)
      if (name < other && box.left < its.right && its.left < box.right && box.top < its.bottom && its.top < box.bottom)
        wrong.push(`${name} lies on ${other}`);
  }
  for (const one of bar.filter((one) => one.matches("button"))) {
    const { left, top, width, height } = one.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!one.contains(hit)) wrong.push(`${one.textContent} cannot be pressed`);
  }
  const front = document.querySelector(".imw-chapter:not(.lm-mod-hidden) .jp-WindowedPanel-outer");
  for (const one of [document.documentElement, front])
    if (one.scrollWidth > one.clientWidth) wrong.push(`${one.scrollWidth - one.clientWidth} px to scroll sideways`);
  for (const card of front.querySelectorAll(".imw-card"))
    if (shown(card) && card.getBoundingClientRect().right > innerWidth - 2) wrong.push("a card leaves its margin");
  return wrong;
}"""


def look_at_every_width(visit, where):
    page = visit.page
    for larger in (False, True):
        page.evaluate("larger => document.documentElement.classList.toggle('imw-look-text', larger)", larger)
        for width, height in LARGER if larger else SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function(SETTLED)
            at = f"{where} at {width} px{', larger text' if larger else ''}"
            try:
                page.wait_for_function(f"() => ({LOOK})().length === 0", timeout=5000)  # a chart is drawn anew first
            except Exception as error:
                raise AssertionError(f"{at}: {page.evaluate(LOOK)}") from error
            expect(page.locator(".imw-header .imw-help-button")).to_be_visible()
    page.evaluate("document.documentElement.classList.remove('imw-look-text')")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_before_there_is_a_workbook_and_while_it_is_locked(lab, visit):
    visit.open(lab.url)
    look_at_every_width(visit, "no workbook")
    visit.begin(lab.url)
    visit.go("substance-use")
    visit.page.evaluate("window.imeworkbookPage.go('welcome')")
    visit.front.get_by_role("button", name="Lock now").click()
    expect(visit.front.get_by_role("button", name="Open my workbook")).to_be_visible()
    look_at_every_width(visit, "locked")
    visit.go("substance-use")
    look_at_every_width(visit, "a locked chapter")


def test_with_a_full_workbook(lab, visit):
    visit.open(lab.url)
    visit.front.get_by_role("button", name="Look around").click()
    expect(visit.front.get_by_role("button", name="Leave the sample person")).to_be_visible()
    look_at_every_width(visit, "welcome")
    for chapter in CHAPTERS:
        visit.go(chapter)
        look_at_every_width(visit, chapter)


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
