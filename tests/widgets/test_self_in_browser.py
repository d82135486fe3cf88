"""What is there for the person: what to expect, check-in, settings, rest, help; by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import serious
from tests.browser import WAIT_MS, chromium, running_lab

pytestmark = pytest.mark.browser


def press(visit, *keys):
    for key in keys:
        visit.page.keyboard.press(key)


def test_what_to_expect_can_be_read_before_anything_is_begun(lab, visit):
    visit.open(lab.url)
    visit.go("what-to-expect")
    visit.tab_to("What if I cry, or my mind goes blank?")
    press(visit, "Enter")
    expect(visit.front.get_by_text("You can ask for water")).to_be_visible()
    visit.tab_to("Country")
    visit.page.keyboard.type("United K")
    expect(visit.front.get_by_text("Two doctors, chosen by the council, see you.")).to_be_visible()
    assert serious(visit.page) == []


def test_settings_hold_at_once_and_after_a_reload(lab, visit):
    visit.begin(lab.url)
    page = visit.page
    visit.tab_to("Country")
    page.keyboard.type("Austr")
    visit.tab_to("Ask me each time")
    press(visit, "ArrowRight")
    visit.tab_to("Usual size")
    press(visit, "ArrowRight")
    visit.tab_to("Usual")
    press(visit, "ArrowRight")
    page.wait_for_function("document.documentElement.className.includes('imw-look-contrast')")
    assert serious(page) == []
    page.reload()
    visit.wait_ready()
    assert page.evaluate("document.documentElement.className").split() >= ["imw-look-text", "imw-look-contrast"]
    expect(visit.front.get_by_label("Day first: 5 June")).to_be_checked()
    press(visit, "F1")
    expect(page.get_by_role("dialog").get_by_text("13 11 14")).to_be_visible()
    assert serious(page) == []


def test_a_check_in_offers_rest_whatever_the_number(lab, visit):
    visit.begin(lab.url)
    for level in ("0", "7"):
        visit.tab_to(level)
        press(visit, "Enter")
        expect(visit.front.get_by_text("you may rest first")).to_be_visible()
        visit.tab_to("Go on", back=True)
        press(visit, "Enter")
    visit.tab_to("Earlier answers")
    press(visit, "Enter")
    expect(visit.front.locator(".imw-plain-list li")).to_have_count(2)
    assert serious(visit.page) == []
    visit.tab_to("Remove all of them")
    press(visit, "Enter")
    expect(visit.front.locator(".imw-check-in summary")).to_have_count(0)
    assert lab.workbook.exists()


def test_rest_is_one_key_away_and_goes_step_by_step(lab, visit):
    visit.open(lab.url)
    visit.front.get_by_label("Passphrase", exact=True).focus()
    press(visit, "F1")
    dialog = visit.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    visit.tab_to("Begin")
    press(visit, "Enter")
    expect(dialog.get_by_text("1 of 6")).to_be_visible()
    press(visit, "Enter")
    expect(dialog.get_by_text("2 of 6")).to_be_visible()
    assert serious(visit.page) == []


def test_after_45_minutes_comes_a_gentle_word_that_stops_nobody(lab, visit):
    visit.page.clock.install()
    visit.begin(lab.url)
    visit.wait_warm()  # JupyterLab gives a widget four seconds to load, which a leap of the clock would end
    word = visit.page.get_by_text("You have been here for 45 minutes.")
    visit.page.clock.fast_forward("40:00")
    expect(word).not_to_be_visible()
    visit.page.clock.fast_forward("06:00")
    expect(word).to_be_visible()
    visit.page.locator(".imw-rest").get_by_role("button", name="Go on").click()
    expect(word).not_to_be_visible()
    visit.page.clock.fast_forward("46:00")
    expect(word).to_be_visible()


def test_closing_asks_how_it_is_and_needs_no_answer(tmp_path):
    for answer in ("8", "Close without a number"):
        with running_lab(tmp_path) as lab, chromium() as visit:
            visit.page.set_default_timeout(WAIT_MS)
            if lab.workbook.exists():
                visit.open(lab.url)
                visit.unlock()
                visit.front.get_by_text("Earlier answers").click()
                expect(visit.front.locator(".imw-plain-list li")).to_contain_text("8")
            else:
                visit.begin(lab.url)
            visit.page.get_by_role("banner").get_by_role("button", name="Close for today").click()
            dialog = visit.page.get_by_role("dialog")
            assert serious(visit.page) == []
            dialog.get_by_role("button", name=answer, exact=True).click()
            visit.page.wait_for_selector("text=Everything you kept is saved and locked")
            assert lab.process.wait(timeout=30) == 0
