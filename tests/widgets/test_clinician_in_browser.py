"""A person and a clinician through one whole sitting, by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.axe import serious
from tests.browser import WAIT_MS, chromium, running_lab

pytestmark = pytest.mark.browser


def test_one_whole_sitting_together(tmp_path):
    with running_lab(tmp_path, IMEWORKBOOK_SAMPLE="1") as lab, chromium() as visit:
        page = visit.page
        page.set_default_timeout(WAIT_MS)
        visit.open(lab.url)
        visit.go("with-my-clinician")
        visit.wait_warm()
        agenda = visit.front.locator(".imw-view-agenda")
        question = visit.front.locator(".imw-question").first.inner_text()

        visit.tab_to(f"Talk about it with my clinician. {question}")
        page.keyboard.press("Enter")
        flagged = agenda.get_by_role("region", name="Flagged to talk about")
        expect(flagged).to_contain_text(question)
        expect(visit.front.locator(".imw-questions button:focus")).to_have_text("Take it off the agenda")

        visit.tab_to(f"Talked through: {question}", back=True)
        page.keyboard.press("Enter")
        expect(agenda.get_by_role("region", name="Talked through")).to_contain_text(question)
        expect(flagged).not_to_contain_text(question)

        visit.tab_to("Note")
        page.keyboard.type("Bring the roster of 2010 next time.")
        visit.tab_to("Keep this note")
        page.keyboard.press("Enter")
        note = visit.front.locator(".imw-view-entries .imw-row").last
        expect(note).to_contain_text("Bring the roster of 2010 next time.")
        expect(note).to_contain_text("Clinician’s note")

        visit.tab_to("My clinician too: Parental leave")
        page.keyboard.press("ArrowRight")
        row = visit.front.locator(".imw-sees tr", has=page.get_by_role("radio", name="Parental leave"))
        expect(row.locator(".imw-reached")).to_have_count(3)
        expect(row.locator("input:focus")).to_have_attribute("value", "evaluator")
        assert serious(page) == []

        visit.go("copies")
        visit.front.get_by_role("radio", name="My clinician", exact=True).first.check()
        inside = visit.front.locator(".imw-view-copies")
        expect(inside).to_contain_text("Clinician’s note: Bring the roster of 2010 next time.")
        visit.front.get_by_role("button", name="Look at it first").click()
        visit.front.get_by_role("button", name="Read it as a web page").click()
        copy = page.frame_locator("iframe").locator("body")
        expect(copy).to_contain_text("Bring the roster of 2010 next time.")
        expect(copy).to_contain_text("talked through on")
        assert visit.errors == []
        assert visit.strangers() == []


def test_a_question_is_settled_taken_back_and_changed_in_place(tmp_path):
    with running_lab(tmp_path, IMEWORKBOOK_SAMPLE="1") as lab, chromium(width=820) as visit:
        page = visit.page
        page.set_default_timeout(WAIT_MS)
        visit.open(lab.url)
        visit.go("with-my-clinician")
        questions = visit.front.locator(".imw-question")
        expect(questions).to_have_count(1)
        asked = questions.inner_text()

        visit.tab_to(f"This is right as it is. {asked}")
        page.keyboard.press("Enter")
        expect(questions).to_have_count(0)
        expect(visit.front.locator("section", has=page.locator(".imw-questions")).locator("h2")).to_be_focused()
        visit.tab_to("Undo")
        page.keyboard.press("Enter")
        expect(questions.first).to_have_text(asked)

        visit.tab_to("Change it: Shift supervisor (acting), St. Example Hospital, autumn 2010 – about 2012")
        page.keyboard.press("Enter")
        form = visit.front.locator(".imw-questions form")
        expect(form.locator("h3")).to_be_focused()
        visit.tab_to("More details")
        page.keyboard.press("Enter")
        visit.tab_to("Share of full time (%)")
        page.keyboard.type("20")
        visit.tab_to("Keep this")
        assert serious(page) == []
        page.keyboard.press("Enter")
        expect(questions).to_have_count(0)
        expect(form).to_have_count(0)
        assert visit.errors == []
        assert visit.strangers() == []
