"""Citing records in a form, by keyboard alone: from an empty checklist to a kept entry, with a draft between."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import serious

pytestmark = pytest.mark.browser


def unfold(visit):
    """Open the further fields of the form, unless they are."""
    visit.tab_to("More details")
    if not visit.front.locator(".imw-view-form details[open] .imw-cited").count():
        visit.page.keyboard.press("Enter")


def test_a_record_is_cited_by_keyboard_and_half_a_line_is_not_lost(lab, visit):
    page = visit.page
    visit.begin(lab.url)
    visit.go("work-and-training")
    unfold(visit)
    cited = visit.front.locator(".imw-view-form .imw-cited").first
    expect(cited).to_contain_text("You can add one in “Records and people”.")
    expect(cited.get_by_role("button", name="Add a record")).to_be_hidden()

    visit.go("records-and-people")
    page.locator(".imw-chapters-button").focus()
    visit.write("Which record", "Clinic notes")
    visit.press("Keep this")
    expect(visit.front.locator(".imw-row", has_text="Clinic notes")).to_be_visible()

    visit.go("work-and-training")
    page.locator(".imw-chapters-button").focus()
    visit.write("Title or role", "Pharmacy degree")
    unfold(visit)
    visit.press("Add a record")
    expect(cited.get_by_label("Which date that is")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.type("p. 3")
    page.keyboard.press("Tab")
    page.keyboard.type("May 2004")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(cited.get_by_text("Please choose which record this is")).to_be_visible()
    expect(cited.get_by_label("Record", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(cited.get_by_label("Record", exact=True)).to_be_focused()
    assert serious(page) == []
    visit.reload()

    cited = visit.front.locator(".imw-view-form .imw-cited").first
    page.locator(".imw-chapters-button").focus()
    unfold(visit)
    expect(cited.get_by_label("Page or date")).to_have_value("p. 3")
    expect(cited.get_by_label("What it says, if it differs")).to_have_value("May 2004")
    expect(cited.get_by_label("Which date that is")).to_have_value("end")
    visit.tab_to("Record")
    page.keyboard.type("Clinic")
    expect(cited.get_by_label("Record", exact=True).locator("option:checked")).to_have_text("Clinic notes")
    visit.press("Keep this")
    row = visit.front.locator(".imw-row", has_text="Pharmacy degree")
    expect(row).to_be_visible()
    expect(cited.get_by_role("group")).to_have_count(0)

    row.get_by_role("button", name="Change").focus()
    page.keyboard.press("Enter")
    expect(row.get_by_role("heading")).to_be_focused()
    visit.tab_to("More details")
    page.keyboard.press("Enter")
    inside = row.locator(".imw-cited")
    expect(inside.get_by_label("Record", exact=True).locator("option:checked")).to_have_text("Clinic notes")
    expect(inside.get_by_label("What it says, if it differs")).to_have_value("May 2004")
    expect(inside.get_by_label("Which date that is")).to_have_value("end")
    visit.press("Take it away: Record cited, 1")
    expect(inside.get_by_role("button", name="Add a record")).to_be_focused()
    visit.press("Keep this")
    expect(visit.front.get_by_role("button", name="Undo: changed Pharmacy degree")).to_be_visible()
