"""Training and work, and substance use: by keyboard alone, there after a reload, nothing serious for axe-core."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import serious

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def begin(lab, visit):
    visit.begin(lab.url)


def open_by_keyboard(visit, key, title):
    """Open a chapter through the list of chapters without a mouse, and stand at its top."""
    visit.tab_to("Chapters" + visit.page.locator(".imw-present").inner_text(), back=True)
    visit.page.keyboard.press("Enter")
    visit.tab_to(title)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(f'.imw-chapter[data-chapter="{key}"][data-imw-ready]:not(.lm-mod-hidden)')
    visit.page.locator(".imw-chapters-button").focus()


def test_training_and_work(visit):
    open_by_keyboard(visit, "work-and-training", "Training and work")
    visit.write("Title or role", "Ward nurse")
    visit.write("From", "about 2004")
    visit.write("Until", "May 2009")
    visit.tab_to("Only me")
    visit.page.keyboard.press("ArrowRight")
    visit.tab_to("Keep this")
    visit.page.keyboard.press("Enter")
    row = visit.front.locator(".imw-row", has_text="Ward nurse")
    expect(row).to_contain_text("about 2004 – May 2009")
    expect(row).to_contain_text("My clinician")
    visit.write("Your name", "Robin Example")
    visit.tab_to("Keep this")
    visit.page.keyboard.press("Enter")
    assert serious(visit.page) == []
    visit.reload()
    expect(visit.front.locator(".imw-row", has_text="Ward nurse")).to_be_visible()
    expect(visit.front.get_by_label("Your name")).to_have_value("Robin Example")


def test_substance_use(visit):
    open_by_keyboard(visit, "substance-use", "Substance use")
    visit.tab_to("Cannabis")
    visit.page.keyboard.press("Enter")
    expect(visit.front.get_by_role("heading", name="Cannabis")).to_be_visible()
    visit.tab_to("Never")
    visit.page.keyboard.press("Enter")
    expect(visit.front.get_by_text("Your answer for Cannabis: Never.")).to_be_visible()
    visit.tab_to("Next: Opioids")
    visit.page.keyboard.press("Enter")
    expect(visit.front.get_by_role("heading", name="Opioids")).to_be_focused()
    visit.tab_to("Alcohol", back=True)
    visit.page.keyboard.press("Enter")
    expect(visit.front.get_by_role("heading", name="Alcohol")).to_be_visible()
    visit.write("From", "when I was 16")
    visit.write("Usual amount", "two beers")
    visit.tab_to("Keep this")
    visit.page.keyboard.press("Enter")
    expect(visit.front.get_by_text("date of birth").first).to_be_visible()
    expect(visit.front.get_by_label("From", exact=True)).to_be_focused()
    visit.page.keyboard.press("Control+A")
    visit.page.keyboard.type("1995")
    visit.tab_to("Keep this")
    visit.page.keyboard.press("Enter")
    expect(visit.front.locator(".imw-row", has_text="Alcohol")).to_contain_text("1995")
    assert serious(visit.page) == []
    visit.reload()
    expect(visit.front.locator(".imw-row", has_text="Alcohol")).to_be_visible()
