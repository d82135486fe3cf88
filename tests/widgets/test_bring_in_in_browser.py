"""A CV and a health record are brought in, half of each is kept, and stands on the chart with its citation."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import serious
from tests.importers.reading import FILES

pytestmark = pytest.mark.browser


def bring(visit, name):
    card = visit.front.locator(".imw-view-bring_in")
    opener = card.get_by_role("button", name="+ Bring in a file")
    if opener.get_attribute("aria-expanded") == "false":
        opener.click()
    card.get_by_label("Choose a file").set_input_files(FILES / name)
    expect(card.locator(".imw-bring-rows > li").first).to_be_visible()
    return card


def take(card, *titles):
    for title in titles:
        card.locator(".imw-bring-rows > li", has_text=title).first.get_by_role("checkbox").check()
    card.get_by_role("button", name="Keep what I chose").click()


def cited(visit, row):
    """Open an entry of the list; gives the record that it cites."""
    row.get_by_role("button", name="Change").click()
    row.get_by_text("More details").click()
    return row.locator(".imw-cited").get_by_label("Record", exact=True).locator("option:checked")


def test_half_of_a_cv_and_of_a_health_record(lab, visit):
    page = visit.page
    visit.begin(lab.url)
    visit.wait_warm()
    visit.go("work-and-training")
    card = bring(visit, "resume.json")
    expect(card.locator(".imw-bring-rows > li")).to_have_count(5)
    expect(card.get_by_label("Choose a file")).to_have_value("")
    assert serious(page) == []
    take(card, "Staff pharmacist", "BSc, Pharmacy")
    expect(card.get_by_text("2 lines from the record are kept.")).to_be_visible()
    expect(card.get_by_text("This is in your workbook already.")).to_have_count(2)
    list_of_work = visit.front.locator(".imw-view-entries .imw-row")
    expect(list_of_work).to_have_count(2)
    expect(cited(visit, list_of_work.filter(has_text="Staff pharmacist"))).to_have_text("My CV, from a file")

    visit.go("health")
    card = bring(visit, "record.xml")
    condition = card.locator(".imw-bring-rows > li", has_text="A condition that a record names")
    words = condition.get_by_text("Alcohol dependence")
    expect(words).to_be_hidden()
    condition.get_by_text("The record’s words").click()
    expect(condition.get_by_text("A record’s words can be blunt.")).to_be_visible()
    expect(words).to_be_hidden()
    condition.get_by_text("Show them").click()
    expect(words).to_be_visible()
    expect(card.get_by_text("Not offered (5)")).to_be_visible()
    take(card, "A condition that a record names", "Follow-up visit", "Noted: Examplol", "6 June 2014")
    expect(card.get_by_text("4 lines from the record are kept.")).to_be_visible()
    assert serious(page) == []

    visit.go("side-by-side")
    rows = visit.front.locator(".imw-view-entries .imw-row")
    expect(rows).to_have_count(6)
    for title in ("Staff pharmacist", "Follow-up visit", "A record speaks of tobacco"):
        expect(visit.front.locator(".imw-view-chart").get_by_text(title).first).to_be_attached()
        expect(rows.filter(has_text=title).get_by_text("Only me")).to_be_visible()
    expect(cited(visit, rows.filter(has_text="Follow-up visit"))).to_have_text("Consultation note")
    assert visit.strangers() == []
    assert visit.errors == []
    [kept] = [path for path in lab.root.rglob("*") if path.is_file() and path.suffix == ".imew"]
    assert not any(path.name in ("resume.json", "record.xml") for path in lab.root.rglob("*"))
    assert b"Examplol" not in kept.read_bytes()


def test_what_is_typed_to_change_a_line_is_there_after_a_reload(lab, visit):
    visit.begin(lab.url)
    visit.wait_warm()
    visit.go("work-and-training")
    card = bring(visit, "resume.json")
    row = card.locator(".imw-bring-rows > li").nth(2)
    row.get_by_role("button", name="Change this line").click()
    row.get_by_label("From, or when").fill("May 2012")
    expect(row.get_by_role("checkbox")).to_be_checked()
    expect(visit.page.locator(".imw-state")).to_have_text("saved, locked to you")
    visit.reload()
    row = visit.front.locator(".imw-view-bring_in .imw-bring-rows > li").nth(2)
    expect(row.get_by_label("From, or when")).to_have_value("May 2012")
    expect(row.get_by_role("checkbox")).to_be_checked()
    assert visit.errors == []
