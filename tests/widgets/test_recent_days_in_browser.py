"""Recent days and the usual questions by keyboard alone: marked, repeated, there after a reload, made into a time."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import serious

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def begin(lab, visit):
    visit.begin(lab.url)
    visit.go("substance-use")


def press(visit, *keys):
    for key in keys:
        visit.page.keyboard.press(key)


def test_recent_days_become_a_time_with_a_pattern(visit):
    front = visit.front
    used = front.locator("td.imw-day[data-state=used]")
    visit.tab_to("Open the days")
    press(visit, "Enter")
    visit.tab_to("How far back")
    press(visit, "ArrowDown")
    expect(front.locator("td.imw-day")).to_have_count(28)
    visit.tab_to("None")
    press(visit, "Tab", *["ArrowLeft"] * 27)
    press(visit, "4", "ArrowRight", "Space", "ArrowRight", "Space", "ArrowRight", "1", "2")
    expect(used).to_have_count(2)
    expect(used.last).to_contain_text("12")
    press(visit, "ArrowRight", "Space", "Delete", "ArrowRight", "Space", "ArrowRight", "Space", "ArrowRight", "Space")
    expect(front.locator("td.imw-day[data-state=none]")).to_have_count(5)
    press(visit, *["ArrowLeft"] * 7, "Tab", "Enter")
    expect(front.get_by_text("Repeated on")).to_be_visible()
    marked = front.locator("td.imw-day:not([data-state=''])")
    before = marked.count()
    assert before > 7
    assert serious(visit.page) == []
    visit.reload()
    expect(marked).to_have_count(before)
    visit.tab_to("Fold the days away")
    visit.tab_to("Keep this")
    press(visit, "Enter")
    expect(front.get_by_text("Kept. Only you see these days.")).to_be_visible()
    visit.tab_to("Make a time with a pattern of it", back=True)
    press(visit, "Enter")
    expect(front.get_by_role("heading", name="Make a time with a pattern of it")).to_be_focused()
    assert serious(visit.page) == []
    expect(front.locator(".imw-row", has_text="Alcohol")).to_have_count(0)
    visit.tab_to("Keep this")
    press(visit, "Enter")
    expect(front.locator(".imw-row", has_text="Alcohol")).to_have_count(1)


def test_a_usual_question_is_answered_in_a_word_or_written_down(visit):
    front = visit.front
    visit.tab_to("Usually asked about alcohol")
    press(visit, "Enter")
    visit.tab_to("First daily use")
    visit.page.keyboard.type("Never")
    expect(front.get_by_label("First daily use", exact=True)).to_have_value("never")
    visit.tab_to("Write it down: Last use")
    press(visit, "Enter")
    expect(front.get_by_label("When", exact=True).first).to_be_focused()
    visit.page.keyboard.type("May 2014")
    visit.tab_to("Keep this")
    press(visit, "Enter")
    expect(front.get_by_text("Written down: May 2014")).to_be_visible()
    assert serious(visit.page) == []
    visit.reload()
    visit.tab_to("Usually asked about alcohol")
    press(visit, "Enter")
    expect(front.get_by_text("Written down: May 2014")).to_be_visible()
    expect(front.get_by_label("First daily use", exact=True)).to_have_value("never")
