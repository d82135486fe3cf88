"""How work was, said beside a post by keyboard, and seen on the chart, in its table and by its keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import serious

pytestmark = pytest.mark.browser


def test_how_work_was_is_said_beside_a_post_and_seen_on_the_chart(lab, visit):
    visit.begin(lab.url)
    visit.go("work-and-training")
    visit.write("Title or role", "Ward nurse")
    visit.write("From", "January 2004")
    visit.write("Until", "May 2015")
    visit.tab_to("Keep this")
    visit.page.keyboard.press("Enter")
    row = visit.front.locator(".imw-row", has_text="Ward nurse")
    choice = row.get_by_label("How was work then?")
    expect(choice).to_have_value("")
    visit.tab_to("How was work then? Ward nurse")
    visit.page.keyboard.type("H")
    expect(choice).to_have_value("harder")
    expect(choice).to_be_focused()
    expect(visit.front.get_by_text("Only you see it.", exact=False).first).to_be_visible()
    assert serious(visit.page) == []
    visit.go("side-by-side")
    plot = visit.front.locator(".imw-plot")
    expect(plot).to_contain_text("How work was")
    expect(plot).to_contain_text("harder than usual")
    mark = visit.front.locator(".imw-mark")
    mark.focus()
    visit.page.keyboard.press("End")
    expect(mark).to_have_accessible_name("Work: harder than usual. From January 2004 to May 2015.")
    visit.page.keyboard.press("Enter")
    visit.write("In a line of my own", "Nights")
    visit.press("Keep this")
    expect(mark).to_have_accessible_name("Work: harder than usual. From January 2004 to May 2015. Nights.")
    mark.focus()
    visit.page.keyboard.press("t")
    expect(visit.front.locator(".imw-chart-table")).to_contain_text("Work: harder than usual; Nights")
