"""Reflection in a real JupyterLab, by keyboard alone; and that nothing typed is lost."""

from __future__ import annotations

import psutil
import pytest
from playwright.sync_api import expect

from imeworkbook.workbook import open_workbook
from tests.axe import serious
from tests.browser import PASSPHRASE, WAIT_MS, chromium

pytestmark = pytest.mark.browser
PROUD, HELD = "What are you proud of?", "What has held you up, even in hard times?"
STORED = "Saved as you type"


@pytest.fixture
def visit():
    with chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        yield visit
        assert visit.strangers() == []


def prompt(visit, key):
    return visit.front.locator(f'[data-prompt="{key}"]')


def focus(visit, title):
    """Move to the text area of a prompt with the keyboard."""
    for _ in range(80):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate(
            "title => document.activeElement.tagName === 'TEXTAREA' && "
            "document.getElementById(document.activeElement.getAttribute('aria-labelledby'))?.textContent === title",
            title,
        ):
            return
    message = f"{title} was not reached by keyboard"
    raise AssertionError(message)


def test_a_whole_chapter_by_keyboard_alone(lab, visit):
    visit.begin(lab.url)
    visit.go("treatment-and-recovery")
    keys = visit.page.keyboard
    expect(prompt(visit, "proud-of")).to_be_visible()
    focus(visit, HELD)
    visit.tab_to("Not now")
    keys.press("Enter")
    expect(prompt(visit, "what-holds").get_by_text("Set aside for now")).to_be_visible()
    assert visit.page.evaluate("document.activeElement.textContent") == "Write something here"
    keys.press("Enter")
    expect(prompt(visit, "what-holds").get_by_role("textbox")).to_be_focused()

    keys.type("My sister, and the choir.")
    focus(visit, PROUD)
    keys.type("Something I would rather not say")
    visit.tab_to("Talk about this with my clinician")
    keys.press("Space")
    visit.tab_to("I prefer not to say")
    keys.press("Enter")
    expect(prompt(visit, "proud-of").get_by_text("Your answer: I prefer not to say.")).to_be_visible()
    assert visit.page.evaluate("document.activeElement.textContent") == "Take this answer back"
    assert serious(visit.page) == []
    keys.press("Enter")
    expect(prompt(visit, "proud-of").get_by_role("textbox")).to_have_value("Something I would rather not say")
    visit.tab_to(f"Earlier versions: {PROUD}")
    keys.press("Enter")
    expect(prompt(visit, "proud-of").locator(".imw-versions li")).to_have_count(4)
    assert serious(visit.page) == []

    visit.page.reload()
    visit.wait_ready()
    expect(prompt(visit, "what-holds").get_by_role("textbox")).to_have_value("My sister, and the choir.")
    expect(prompt(visit, "proud-of").get_by_label("Talk about this")).to_be_checked()
    for title in ("Health and mental health", "Relationships, family, hard things"):
        visit.tab_to(f"Next: {title} →")
        keys.press("Enter")
        expect(visit.front.get_by_role("heading", level=1, name=title)).to_be_visible()
        visit.wait_ready()
        expect(visit.front.locator(".imw-topic").first).to_be_visible()
        assert serious(visit.page) == []
    assert visit.errors == []


def test_a_browser_that_is_killed_in_mid_sentence_loses_nothing(lab):
    with chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.begin(lab.url)
        visit.go("relationships")
        focus(visit, "Who is close to you now?")
        visit.page.keyboard.type("My brother, who has always been in the mid")
        expect(prompt(visit, "close-now").get_by_text(STORED)).to_be_visible()
    with chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.open(lab.url)
        visit.go("relationships")
        area = prompt(visit, "close-now").get_by_role("textbox")
        expect(area).to_have_value("My brother, who has always been in the mid")
        assert visit.errors == []


def test_a_kernel_that_ends_in_mid_sentence_loses_nothing(lab, visit):
    visit.begin(lab.url)
    visit.go("relationships")
    focus(visit, "Who is close to you now?")
    visit.page.keyboard.type("Before the end")
    expect(prompt(visit, "close-now").get_by_text(STORED)).to_be_visible()
    [kernel] = psutil.Process(lab.process.pid).children()
    visit.page.keyboard.type(", and after")
    kernel.kill()
    visit.unlock()
    expect(prompt(visit, "close-now").get_by_role("textbox")).to_have_value("Before the end, and after")
    expect(prompt(visit, "close-now").get_by_text(STORED)).to_be_visible()
    lab.stop()
    with open_workbook(lab.workbook, PASSPHRASE) as workbook:
        kept = [answer.text for answer in workbook.records("answer")]
        kept += [draft["text"] for draft in workbook.drafts().values() if "text" in draft]
    assert "Before the end, and after" in kept
    assert [error for error in visit.errors if "Canceled future" not in error] == []
