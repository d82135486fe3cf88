"""When the report has arrived, by keyboard alone: from a first word to the printed list, on two widths."""

from __future__ import annotations

import json
import subprocess

import pytest
from playwright.sync_api import expect

from imeworkbook.records import Career, Document
from imeworkbook.workbook import open_workbook
from tests.axe import serious
from tests.browser import PASSPHRASE

pytestmark = pytest.mark.browser
WARD = "Ward nurse · Position · May 2009 – 2014"
FITS = """() => {
  const front = document.querySelector(".imw-chapter:not(.lm-mod-hidden) .jp-WindowedPanel-outer");
  return front.scrollWidth <= front.clientWidth;
}"""


def write(visit, name, text):
    visit.tab_to(name)
    visit.page.keyboard.type(text)


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


def press(visit, name, key="Enter"):
    visit.tab_to(name)
    visit.page.keyboard.press(key)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (820, 1180)], ids=["laptop", "tablet"])
def test_a_correction_by_keyboard_with_a_draft_between(lab, visit, width, height):
    page = visit.page
    page.set_viewport_size({"width": width, "height": height})
    visit.begin(lab.url)
    with open_workbook(lab.workbook, PASSPHRASE) as workbook:
        workbook.add(Career(title="Ward nurse", start="2009-05", end="2014"))
        workbook.add(Career(title="School of nursing", start="2005", end="2008"))
        workbook.add(Document(what="Reference letter", holder="Example Lodge"))
    visit.go("afterwards")
    page.locator(".imw-chapters-button").focus()
    form = visit.front.locator(".imw-view-form")
    write(visit, "Page", "7")
    write(visit, "What the report says", "Dismissed in 2012.")
    write(visit, "What I remember, or a record says", "I left in 2014.")
    press(visit, "Add an entry")
    expect(form.get_by_label("Entry 1", exact=True)).to_be_focused()
    page.keyboard.type("Ward")
    press(visit, "Add an entry")
    page.keyboard.type("School")
    press(visit, "Add a record")
    page.keyboard.type("Ref")
    write(visit, "Page or date", "p. 2")
    page.keyboard.press("Tab")
    expect(page.locator(".imw-state")).to_have_text("saved, locked to you")
    page.reload()
    visit.wait_ready()
    if visit.front.get_by_label("Passphrase", exact=True).count():
        visit.unlock()

    form = visit.front.locator(".imw-view-form")
    expect(form.get_by_label("What the report says")).to_have_value("Dismissed in 2012.")
    chosen = form.locator(".imw-chosen-row option:checked")
    expect(chosen).to_have_text([WARD, "School of nursing · Position · 2005 – 2008"])
    expect(form.get_by_label("The evaluator")).to_have_count(0)
    assert serious(page) == []
    assert page.evaluate(FITS)
    page.locator(".imw-chapters-button").focus()
    press(visit, "Take it away: Entry 2")
    expect(form.get_by_label("Entry 1", exact=True)).to_be_focused()
    visit.tab_to("Only me")
    page.keyboard.press("ArrowRight")
    press(visit, "Keep this")
    row = visit.front.locator(".imw-view-entries .imw-row")
    expect(row).to_contain_text(["Dismissed in 2012."])
    expect(row).to_contain_text("My clinician")
    expect(row).to_contain_text("page 7")
    expect(form.locator(".imw-chosen-row")).to_have_count(0)

    visit.tab_to("Print the list")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    paper = subprocess.run(
        ["pdftotext", "-layout", waiting.value.path(), "-"], check=True, capture_output=True, text=True
    )
    assert "Record 1: Reference letter; Example Lodge" in paper.stdout
    row.get_by_role("button", name="Change").focus()
    page.keyboard.press("Enter")
    expect(row.get_by_role("heading")).to_be_focused()
    expect(row.get_by_label("Entry 1", exact=True).locator("option:checked")).to_have_text(
        "Ward nurse · Position · May 2009 – 2014"
    )
    write(visit, "What it says", "left in 2014")
    press(visit, "Keep this")
    expect(visit.front.get_by_role("button", name="Undo: changed A correction")).to_be_visible()
    row.get_by_role("button", name="Remove").focus()
    page.keyboard.press("Enter")
    expect(row).to_have_count(0)
    visit.front.locator(".imw-view-entries").get_by_role("button", name="Undo", exact=True).focus()
    page.keyboard.press("Enter")
    expect(row).to_have_count(1)
    with open_workbook(lab.workbook, PASSPHRASE) as workbook:
        [kept] = workbook.records("correction")
        names = [workbook.get(id).title for id in kept.entries]
        assert (names, kept.audience, kept.citations[0].says) == (["Ward nurse"], "clinician", "left in 2014")
        assert json.dumps(workbook.drafts()) == "{}"
