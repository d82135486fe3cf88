"""The cards in a real browser: typing, reading, keeping, editing in place, keys, drafts, the chart."""

from __future__ import annotations

from contextlib import contextmanager

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser import WAIT_MS

pytestmark = pytest.mark.browser
PASSPHRASE = "correct horse battery staple"


def front(visit):
    """The chapter in front: others stay in the page, out of sight."""
    return visit.page.locator(".imw-chapter:not(.lm-mod-hidden)")


def begin(lab, visit):
    visit.open(lab.url)
    card = front(visit)
    card.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    card.get_by_label("The same passphrase once more").first.fill(PASSPHRASE)
    expect(card.locator(".imw-strength").first).to_contain_text("guess")
    card.get_by_role("button", name="Make my workbook").click()
    expect(card.locator(".imw-code span")).to_have_count(8)
    card.get_by_role("button", name="I have written it down").click()
    expect(card.locator(".imw-code")).to_have_count(0)


def row(visit, label):
    return front(visit).locator(".imw-row", has_text=label)


def test_from_the_first_word_to_the_chart(lab, visit):
    page = visit.page
    begin(lab, visit)

    visit.go("work-and-training")
    form = front(visit).locator(".imw-view-form").first
    form.get_by_label("Title or role").fill("Pharmacy degree")
    start = form.get_by_label("From", exact=True)
    start.press_sequentially("2009", delay=120)
    expect(form.get_by_text("Read as between 1 Jan and 31 Dec 2009")).to_be_visible()
    expect(start).to_be_focused()
    expect(start).to_have_value("2009")

    form.get_by_label("Until", exact=True).fill("05/06/2011")
    form.get_by_role("button", name="Keep this").click()
    form.get_by_role("button", name="6 May 2011").click()
    expect(form.get_by_text("Read as on 6 May 2011")).to_be_visible()
    form.get_by_label("Title or role").press("Enter")
    expect(row(visit, "Pharmacy degree")).to_contain_text("2009 – 6 May 2011")
    expect(form.get_by_label("Title or role")).to_have_value("")

    cells = front(visit).locator(".jp-Cell").count()
    form.get_by_label("Talk about this with my clinician").focus()
    for key in ("a", "b", "d", "d", "Space"):
        page.keyboard.press(key)
    assert front(visit).locator(".jp-Cell").count() == cells
    expect(form.get_by_label("Talk about this with my clinician")).to_be_checked()

    row(visit, "Pharmacy degree").get_by_role("button", name="Change").click()
    title = row(visit, "Pharmacy degree").get_by_label("Title or role")
    title.fill("Degree in pharmacy")
    row(visit, "Pharmacy degree").get_by_role("button", name="Keep this").click()
    expect(row(visit, "Degree in pharmacy")).to_be_visible()
    row(visit, "Degree in pharmacy").get_by_role("button", name="Earlier versions").click()
    expect(front(visit).locator(".imw-versions li")).to_have_count(2)
    front(visit).get_by_role("button", name="Undo: changed Degree in pharmacy").click()
    expect(row(visit, "Pharmacy degree")).to_be_visible()

    visit.go("side-by-side")
    expect(front(visit).locator(".imw-plot .main-svg").first).to_be_visible(timeout=WAIT_MS)
    visit.page.wait_for_timeout(1000)
    boxes = [bar.bounding_box() for bar in front(visit).locator(".imw-plot .points path").all()]
    widest = max((box for box in boxes if box), key=lambda box: box["width"])
    middle = (widest["x"] + widest["width"] / 2, widest["y"] + widest["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.click(*middle)
    expect(front(visit).locator(".imw-editing-card h3")).to_contain_text("Pharmacy degree")


def test_what_is_typed_survives_a_reload_and_a_restarted_kernel(lab, visit):
    begin(lab, visit)
    visit.go("substance-use")
    card = front(visit).locator(".imw-view-substances")
    card.get_by_role("button", name="Opioids").click()
    expect(card.get_by_role("heading", name="Opioids")).to_be_visible()
    card.get_by_label("Usual amount").fill("two tablets")
    card.get_by_label("Usual amount").blur()
    visit.page.wait_for_timeout(500)
    [kernel] = lab.ask("GET", "/api/kernels")[1]
    assert lab.ask("POST", f"/api/kernels/{kernel['id']}/restart")[0] == 200
    visit.page.reload()
    visit.wait_ready()
    front(visit).get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    front(visit).get_by_role("button", name="Open my workbook").click()
    card = front(visit).locator(".imw-view-substances")
    card.get_by_role("button", name="Opioids").click()
    expect(card.get_by_label("Usual amount")).to_have_value("two tablets")


@contextmanager
def kernel_held(lab):
    """The kernel answers nothing for a while: a slow machine, made certain."""
    [kernel] = psutil.Process(lab.process.pid).children()
    kernel.suspend()
    try:
        yield
    finally:
        kernel.resume()


def test_what_is_typed_before_the_next_form_stands_goes_along(lab, visit):
    begin(lab, visit)
    visit.go("substance-use")
    form = front(visit).locator(".imw-view-substances")
    expect(form.get_by_role("heading", name="Alcohol")).to_be_visible()
    with kernel_held(lab):
        form.get_by_role("button", name="Cannabis", exact=True).click()
        form.get_by_label("From", exact=True).focus()
        visit.page.keyboard.type("when I was")
    expect(form.get_by_role("heading", name="Cannabis")).to_be_visible()
    expect(form.get_by_label("From", exact=True)).to_be_focused()
    visit.page.keyboard.type(" 16")
    expect(form.get_by_label("From", exact=True)).to_have_value("when I was 16")
    visit.page.keyboard.press("Enter")
    expect(form.get_by_text("date of birth").first).to_be_visible()
    form.get_by_label("From", exact=True).fill("1995")
    form.get_by_label("From", exact=True).press("Enter")
    expect(row(visit, "Cannabis")).to_contain_text("1995")
    expect(form.get_by_label("From", exact=True)).to_have_value("")
    form.get_by_role("button", name="Alcohol", exact=True).click()
    expect(form.get_by_role("heading", name="Alcohol")).to_be_visible()
    expect(form.get_by_label("From", exact=True)).to_have_value("")


def test_every_control_has_a_name_and_a_place(lab, visit):
    visit.open(lab.url)
    front(visit).get_by_role("button", name="Look around").click()
    expect(front(visit).get_by_role("button", name="Leave the sample person")).to_be_visible()
    for chapter in ("work-and-training", "substance-use", "side-by-side", "copies"):
        visit.go(chapter)
        expect(front(visit).locator(".imw-card").first).to_be_visible()
        nameless = visit.page.evaluate(
            """() => [...document.querySelectorAll(".imw-kit :is(input, select, textarea, button)")]
            .filter((one) => !(one.getAttribute("aria-label") || one.labels?.length || one.textContent.trim()
              || document.getElementById(one.getAttribute("aria-labelledby"))?.textContent.trim()))
            .map((one) => one.outerHTML.slice(0, 80))"""
        )
        assert nameless == []
        wide = visit.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
