"""Bringing a backup back and looking at another copy, in a real browser, on real files."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from imeworkbook.records import Career
from imeworkbook.workbook import create_workbook, open_workbook
from tests.browser import PASSPHRASE

pytestmark = pytest.mark.browser
FORMER = "seven quiet herons at noon"


def test_a_backup_comes_back_and_another_copy_gives_what_is_chosen(lab, visit, tmp_path):
    away, backup = tmp_path / "away.imew", tmp_path / "backup.imew"
    workbook, _ = create_workbook(lab.workbook, FORMER)
    with workbook:
        workbook.add(Career(title="Staff pharmacist", start="2009"))
    for copy in (away, backup):
        copy.write_bytes(lab.workbook.read_bytes())
    with open_workbook(away, FORMER) as workbook:
        workbook.add(Career(title="Locum in the north", start="2012"))
        workbook.add(Career(title="Night shifts", start="2013"))
    with open_workbook(lab.workbook, FORMER) as workbook:
        workbook.store.change_passphrase(PASSPHRASE)

    visit.open(lab.url)
    visit.unlock()
    front = visit.front
    front.locator("summary", has_text="Look at another copy").click()
    front.get_by_label("Choose the other copy").set_input_files(away)
    front.get_by_role("button", name="Look at it").click()
    expect(front.get_by_text("does not open with the key of your workbook")).to_be_visible()
    front.get_by_label("Its passphrase, if it had another one").fill(FORMER)
    front.get_by_role("button", name="Look at it").click()
    chosen = front.get_by_role("checkbox", name=re.compile("Locum in the north"))
    expect(front.get_by_role("checkbox", name=re.compile("Night shifts"))).to_be_visible()
    chosen.check()
    front.get_by_role("button", name="Take what is chosen").click()
    expect(front.get_by_text("Taken: 1. You can undo it.")).to_be_visible()
    expect(chosen).to_have_count(0)
    expect(front.get_by_role("checkbox", name=re.compile("Night shifts"))).to_be_visible()
    with open_workbook(lab.workbook, PASSPHRASE) as workbook:
        assert [record.title for record in workbook.records("career")] == ["Staff pharmacist", "Locum in the north"]

    front.locator("summary", has_text="Bring a backup back").click()
    front.get_by_label("Choose the backup file").set_input_files(backup)
    front.get_by_label("The passphrase of the backup").fill(PASSPHRASE)
    front.get_by_role("button", name="Bring it back").click()
    expect(front.get_by_text("This passphrase does not open the workbook")).to_be_visible()
    front.get_by_label("The passphrase of the backup").fill(FORMER)
    front.get_by_role("button", name="Bring it back").click()
    expect(front.get_by_text("The backup is back, and open.")).to_be_visible()
    expect(front.get_by_text("Your workbook is open")).to_be_visible()
    with open_workbook(lab.workbook, FORMER) as workbook:
        assert [record.title for record in workbook.records("career")] == ["Staff pharmacist"]
    (kept,) = lab.workbook.parent.glob("mine-before-*.imew")
    with open_workbook(kept, PASSPHRASE) as workbook:
        assert len(workbook.records("career")) == 2


def test_what_a_sync_service_did_is_said_on_the_welcome_page(lab, visit):
    create_workbook(lab.workbook, PASSPHRASE)[0].close()
    visit.open(lab.url)
    visit.unlock()
    lab.workbook.write_bytes(b"half a file")
    expect(visit.front.get_by_text("Another program put another file in the place of your workbook")).to_be_visible()
    with open_workbook(lab.workbook, PASSPHRASE) as workbook:
        assert workbook.records() == ()
