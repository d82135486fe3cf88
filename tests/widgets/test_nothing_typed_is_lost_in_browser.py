"""What is typed is kept within a second, pause or no pause; what a kernel's end left on the page comes back."""

from __future__ import annotations

import json
import time

import pytest
from playwright.sync_api import expect

from imeworkbook.workbook import open_workbook
from tests.browser import PASSPHRASE, WAIT_MS, chromium, kernel_of

pytestmark = pytest.mark.browser
SAVED = "saved, locked to you"
# What the header says from now on.
LISTEN = """() => {
  const place = document.querySelector(".imw-state");
  window.said = [];
  const watch = { childList: true, characterData: true, subtree: true };
  new MutationObserver(() => window.said.push(place.textContent)).observe(place, watch);
}"""
KEY_MS = 60  # steady typing, with never a pause long enough to wait for
SENTENCE = "I began with the night shifts in the spring and it went on from there without much of a break "


@pytest.fixture
def visit():
    """A browser whose page asks this machine alone; questions to a kernel that was killed stay without an answer."""
    with chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        yield visit
        assert visit.strangers() == []
        assert [error for error in visit.errors if "Canceled future" not in error] == []


def drafts(lab):
    with open_workbook(lab.workbook, PASSPHRASE) as workbook:
        return workbook.drafts()


def state(visit):
    return visit.page.locator(".imw-state")


def type_steadily(visit, text):
    """Type without a pause; gives for each letter when its key went down."""
    at = []
    for letter in text:
        at.append(time.monotonic())
        visit.page.keyboard.type(letter)
        visit.page.wait_for_timeout(max(0, KEY_MS - (time.monotonic() - at[-1]) * 1000))
    return at


FORMS = [
    ("substance-use", ".imw-view-substances", "Usual amount", "new:use:alcohol", "amount"),
    ("work-and-training", ".imw-view-form", "Title or role", "new:career", "title"),
]


@pytest.mark.parametrize(("chapter", "view", "label", "key", "field"), FORMS, ids=[row[0] for row in FORMS])
def test_a_kernel_that_is_killed_while_one_types_loses_nothing(lab, visit, chapter, view, label, key, field):
    visit.begin(lab.url)
    visit.go(chapter)
    line = visit.front.locator(view).first.get_by_label(label, exact=True)
    line.click()
    at = type_steadily(visit, SENTENCE)
    killed = time.monotonic()
    kernel_of(lab).kill()
    kept = drafts(lab)[key][field]
    assert SENTENCE.startswith(kept)
    assert len(kept) >= sum(when < killed - 1 for when in at)
    visit.page.evaluate(LISTEN)
    visit.page.keyboard.type("to the very end")
    expect(state(visit)).to_have_text("locked, the last words are not saved yet")
    assert SAVED not in visit.page.evaluate("window.said")
    visit.unlock()
    line = visit.front.locator(view).first.get_by_label(label, exact=True)
    expect(line).to_have_value(SENTENCE + "to the very end")
    expect(state(visit)).to_have_text(SAVED)
    assert drafts(lab)[key][field] == SENTENCE + "to the very end"


def test_what_was_typed_in_another_form_than_the_first_brings_that_form_back(lab, visit):
    visit.begin(lab.url)
    visit.go("substance-use")
    card = visit.front.locator(".imw-view-substances")
    card.get_by_role("button", name="Opioids", exact=True).click()
    expect(card.get_by_role("heading", name="Opioids")).to_be_visible()
    card.get_by_label("Usual amount").click()
    kernel_of(lab).suspend()
    visit.page.keyboard.type("two tablets")
    kernel_of(lab).kill()
    visit.unlock()
    expect(card.get_by_role("heading", name="Opioids")).to_be_visible()
    expect(card.get_by_label("Usual amount")).to_have_value("two tablets")
    expect(state(visit)).to_have_text(SAVED)
    assert drafts(lab)["new:use:opioids"]["amount"] == "two tablets"


def test_a_changed_entry_whose_kernel_went_stands_open_again(lab, visit):
    visit.begin(lab.url)
    visit.go("work-and-training")
    form = visit.front.locator(".imw-view-form").first
    form.get_by_label("Title or role").fill("Nurse")
    form.get_by_label("Title or role").press("Enter")
    entry = visit.front.locator(".imw-row", has_text="Nurse")
    entry.get_by_role("button", name="Change").click()
    entry.get_by_label("Title or role").fill("Nurse in ")
    expect(state(visit)).to_have_text(SAVED)
    kernel_of(lab).suspend()
    visit.page.keyboard.type("charge")
    kernel_of(lab).kill()
    visit.unlock()
    expect(entry.get_by_label("Title or role")).to_have_value("Nurse in charge")
    expect(state(visit)).to_have_text(SAVED)
    entry.get_by_role("button", name="Keep this").click()
    expect(visit.front.locator(".imw-row-label", has_text="Nurse in charge")).to_be_visible()


# For each card that is no form: its chapter, what opens it, the field, what is typed, and where the file has it then.
PLACES = [
    ("work-and-training", "", ".imw-view-quick", "What, Line 1", "Ward clerk"),
    ("work-and-training", "+ Add a memory", ".imw-view-memory", "What came to mind?", "a summer job in 1999"),
    ("substance-use", "Open the days", ".imw-view-days", "What the numbers count", "drinks of mine"),
    ("side-by-side", "", ".imw-view-connections", "A line of my own", "Nights came first"),
    ("relationships", "", ".imw-view-reflect", "Who is close to you now?", "My brother, who has always"),
    ("afterwards", "", ".imw-view-aftercare", "Sign 1: … I will", "a walk by the river"),
]


@pytest.mark.parametrize(("chapter", "opener", "view", "label", "typed"), PLACES, ids=[row[2][10:] for row in PLACES])
def test_what_never_arrived_comes_back_in_every_card(lab, visit, chapter, opener, view, label, typed):
    def field():
        return visit.front.locator(view).first.get_by_role("textbox", name=label, exact=True)

    visit.begin(lab.url)
    visit.go(chapter)
    visit.wait_warm()
    if opener:
        visit.front.locator(view).get_by_role("button", name=opener).click()
    field().click()
    visit.page.keyboard.type(typed[:4])
    expect(state(visit)).to_have_text("saving …")
    expect(state(visit)).to_have_text(SAVED)
    kernel_of(lab).suspend()
    visit.page.keyboard.type(typed[4:])
    kernel_of(lab).kill()
    visit.unlock()
    expect(field()).to_have_value(typed)
    expect(state(visit)).to_have_text(SAVED)
    with open_workbook(lab.workbook, PASSPHRASE) as workbook:
        assert typed in json.dumps([workbook.drafts(), [record.to_dict() for record in workbook.records()]])


# Three windows on one draft: what is typed in the first never arrives; `stored` is what the kernel has when it is back.
ONE_DRAFT = """async ([stored, hears]) => {
  const { saver, heard } = await import("/lab/extensions/imeworkbook/static/kit/typing.js");
  const context = { card: "a card of this test", opened: "open", root: document.body };
  const now = { a: "1", b: "2" };
  const sent = [];
  const first = saver(context, { read: () => ({ ...now }), send: (fields, { n }) => sent.push(n) });
  first.begin("draft", { a: "1", b: "2" });
  now.a = "1 and";
  first.changed();
  first.now();
  if (hears) heard(hears === "own" ? sent[0] : "another-1");
  now.a = "1 and more";
  first.changed();
  first.end();
  const second = saver(context, { read: () => now, send() {} });
  const waits = second.begin("draft", stored);
  second.drop();
  return waits;
}"""


def test_what_another_window_kept_since_is_not_written_over(lab, visit):
    visit.open(lab.url)
    for hears in ("", "own", "another"):
        for stored, waits in (
            ({"a": "1 and", "b": "2"}, {"a": "1 and more"}),
            ({"a": "1 and", "b": "typed elsewhere"}, {"a": "1 and more"}),
            ({"a": "1 and more", "b": "2"}, {}),
            ({"a": "typed elsewhere, and newer", "b": "2"}, {}),
        ):
            assert visit.page.evaluate(ONE_DRAFT, [stored, hears]) == waits
    before = {"a": "1", "b": "2"}  # older than what was heard: another window went back to it
    assert visit.page.evaluate(ONE_DRAFT, [before, "own"]) == {}
    assert visit.page.evaluate(ONE_DRAFT, [before, ""]) == {"a": "1 and more"}


def test_a_slow_kernel_is_told_apart_from_a_saved_page(lab, visit):
    visit.begin(lab.url)
    visit.go("work-and-training")
    expect(state(visit)).to_have_text(SAVED)
    visit.front.locator(".imw-view-form").first.get_by_label("Title or role").click()
    kernel = kernel_of(lab)
    kernel.suspend()
    visit.page.evaluate(LISTEN)
    visit.page.keyboard.type("Nurse")
    expect(state(visit)).to_have_text("not saved yet, trying again")
    kernel.resume()
    expect(state(visit)).to_have_text(SAVED)
    assert visit.page.evaluate("window.said") == ["saving …", "not saved yet", "not saved yet, trying again", SAVED]


def test_a_kernel_that_goes_while_nothing_is_typed_is_noticed(lab, visit):
    visit.begin(lab.url)
    expect(state(visit)).to_have_text(SAVED)
    visit.page.evaluate(LISTEN)
    kernel_of(lab).kill()
    expect(state(visit)).to_have_text("locked")
    said = visit.page.evaluate("window.said")
    assert said[0] == "no connection, trying again" and SAVED not in said


def test_what_was_typed_and_kept_before_the_kernel_answered_is_kept_once(lab, visit):
    """A quick hand is ahead of a busy kernel: another substance, a whole entry, and Keep twice."""
    visit.begin(lab.url)
    visit.go("substance-use")
    card = visit.front.locator(".imw-view-substances")
    expect(card.get_by_label("From", exact=True)).to_be_visible()
    kernel = kernel_of(lab)
    kernel.suspend()
    card.get_by_role("button", name="Cannabis", exact=True).click()
    card.get_by_label("From", exact=True).fill("2001")
    card.get_by_label("Usual amount").fill("half a joint")
    card.get_by_role("button", name="Keep this").dblclick()
    kernel.resume()
    expect(visit.front.locator(".imw-row", has_text="half a joint")).to_have_count(1)
    expect(card.get_by_label("Usual amount")).to_have_value("")
    with open_workbook(lab.workbook, PASSPHRASE) as workbook:
        [kept] = workbook.records("use")
        assert (kept.substance, kept.amount) == ("cannabis", "half a joint")


def test_what_was_typed_and_kept_while_a_cleared_form_was_being_brought_back_is_kept_once(lab, visit):
    """What is brought back draws the form anew; Keep, pressed before it came, was of the form that went."""
    visit.begin(lab.url)
    visit.go("substance-use")
    card = visit.front.locator(".imw-view-substances")
    card.get_by_role("button", name="Cannabis", exact=True).click()
    card.get_by_label("From", exact=True).fill("2003")
    card.get_by_role("button", name="Clear the form").click()
    expect(card.get_by_label("From", exact=True)).to_have_value("")
    kernel = kernel_of(lab)
    kernel.suspend()
    card.get_by_role("button", name="Bring it back").click()
    card.get_by_label("Usual amount").fill("half a joint")
    card.get_by_role("button", name="Keep this").click()
    kernel.resume()
    expect(visit.front.locator(".imw-row", has_text="half a joint")).to_have_count(1)
    expect(card.get_by_label("Usual amount")).to_have_value("")
    with open_workbook(lab.workbook, PASSPHRASE) as workbook:
        [kept] = workbook.records("use")
        assert (kept.start.phrase, kept.amount) == ("2003", "half a joint")
