"""Dates as people remember them, tried in the browser as a new user would, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from imeworkbook.records import Life, Profile, Use
from imeworkbook.workbook import open_workbook
from tests.axe import serious
from tests.browser import PASSPHRASE, WAIT_MS, chromium, running_lab

pytestmark = pytest.mark.browser

TEN = {
    "5 May 2004": "on 5 May 2004",
    "about 2009": "between 1 Jan 2008 and 31 Dec 2010",
    "early 2004": "between 1 Jan and 30 Apr 2004",
    "the late eighties": "between 1 Jan 1986 and 31 Dec 1989",
    "March or April 2013": "between 1 Mar and 30 Apr 2013",
    "before 1999": "on or before 31 Dec 1998",
    "when I was 16": "between 14 Mar 1995 and 13 Mar 1996",
    "Thanksgiving 2010": "on 11 Oct 2010",
    "the summer before the wedding": "2008",
    "05/06/2007": "Two readings are possible",
}


def choose(select, text):
    select.select_option(select.locator("option").filter(has_text=text).first.get_attribute("value"))


def test_a_life_that_sharpens_as_it_is_remembered(tmp_path):
    with running_lab(tmp_path) as lab, chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.begin(lab.url)
        with open_workbook(lab.workbook, PASSPHRASE) as workbook:
            workbook.set("country", "CA")
            workbook.add(Profile(born="1979-03-14"))
            workbook.add(Life(title="Wedding", start="October 2008", point=True))
            workbook.add(Life(title="Move to Leeds", start="a year after the wedding", point=True))
            workbook.add(Use(substance="alcohol", frequency="daily", start="a few weeks after the wedding"))
            workbook.add(Use(substance="cannabis", frequency="weekly", start="the summer before the wedding"))
        page, keys = visit.page, visit.page.keyboard
        visit.go("landmarks")
        front = visit.front
        start = front.get_by_label("From", exact=True).first
        for words, reading in TEN.items():
            start.fill(words)
            expect(start.locator("xpath=..").get_by_text(reading)).to_be_visible()

        start.fill("")
        keys.type("after the w")
        expect(front.get_by_role("option", name="Wedding", exact=True)).to_be_visible()
        keys.press("ArrowDown")
        keys.press("Enter")
        expect(start).to_have_value("after the Wedding")
        expect(front.get_by_text("It leans on “Wedding”, and moves with it.")).to_be_visible()
        assert serious(page) == []

        front.get_by_role("button", name="Change: Wedding").click()
        row = front.locator(".imw-row").filter(has_text="Wedding").first
        row.get_by_label("From", exact=True).fill("October 2011")
        keys.press("Enter")
        expect(front.get_by_text("3 other dates lean on this one, and moved with it.")).to_be_visible()

        front.get_by_text("Say it yourself").click()
        choose(front.get_by_label("One thing", exact=True), "Move to Leeds")
        choose(front.get_by_label("How it stands"), "began before")
        choose(front.get_by_label("To the other"), "Wedding")
        front.get_by_role("button", name="Keep this").last.click()
        expect(front.get_by_text("These cannot all be right")).to_be_visible()
        assert serious(page) == []

        visit.go("with-my-clinician")
        front = visit.front
        question = front.locator(".imw-questions > li").filter(has_text="These cannot all be right")
        expect(question).to_be_visible()
        question.get_by_role("button", name="Take this back").click()
        expect(question).to_have_count(0)
        assert (visit.errors, visit.strangers()) == ([], [])


def test_the_nearest_that_can_be_read_is_taken_by_one_key(tmp_path):
    with running_lab(tmp_path) as lab, chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.begin(lab.url)
        visit.go("health")
        field = visit.front.locator("input[name=start]").first
        field.focus()
        visit.page.keyboard.type("about May 2009 when the snow fell")
        expect(visit.front.get_by_text("Take “about May 2009”")).to_be_visible()
        visit.page.keyboard.press("ArrowDown")
        expect(field).to_have_value("about May 2009")
        expect(field).to_be_focused()
        expect(visit.front.get_by_text("Read as between 1 Apr and 30 Jun 2009")).to_be_visible()
        expect(visit.front.get_by_text("Take “about May 2009”")).to_have_count(0)
        assert (visit.errors, visit.strangers()) == ([], [])
