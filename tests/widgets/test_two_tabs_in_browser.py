"""Two tabs over one workbook: no word of one is written over by the other."""

import pytest
from playwright.sync_api import expect

from imeworkbook.lab.chapters import chapters
from tests.browser import WAIT_MS, Visit, kernel_of

pytestmark = pytest.mark.browser
WORK = 1 + [chapter.key for chapter in chapters()].index("work-and-training")
TITLE = "Title or role"
ELSEWHERE = "Your workbook is open in another tab"


def test_the_second_tab_says_so_and_goes_on_with_what_the_first_had_typed(lab, visit):
    visit.begin(lab.url)
    visit.go("work-and-training")
    visit.front.get_by_label(TITLE).fill("Nurse")
    page = visit.page.context.new_page()
    page.set_default_timeout(WAIT_MS)
    other = Visit(page)
    page.goto(f"{lab.url}".replace("/doc", f"/doc#{WORK}"))
    expect(page.get_by_role("heading", name=ELSEWHERE)).to_be_visible()
    visit.front.get_by_label(TITLE).press_sequentially(" on nights")
    page.get_by_role("button", name="Go on here").click()
    expect(visit.page.get_by_role("heading", name=ELSEWHERE)).to_be_visible()
    other.wait_ready()
    other.go("work-and-training")
    expect(other.front.get_by_label(TITLE)).to_have_value("Nurse on nights")
    other.front.get_by_label(TITLE).press("End")
    other.front.get_by_label(TITLE).press_sequentially(", in Kent")
    page.wait_for_function("() => window.imeworkbookState.saving === ''")  # what is typed is kept within a second
    page.close()
    visit.page.get_by_role("button", name="Go on here").click()
    visit.wait_ready()
    expect(visit.front.get_by_label(TITLE)).to_have_value("Nurse on nights, in Kent")
    visit.page.reload()
    visit.wait_ready()
    expect(visit.page.get_by_role("heading", name=ELSEWHERE)).to_have_count(0)


def test_a_tab_that_hangs_is_not_waited_for(lab, visit):
    visit.begin(lab.url)
    page = visit.page.context.new_page()
    page.set_default_timeout(WAIT_MS)
    visit.page.evaluate("setTimeout(() => { const end = Date.now() + 20_000; while (Date.now() < end); })")
    page.goto(lab.url)
    page.get_by_role("button", name="Go on here").click()
    Visit(page).wait_ready()
    expect(visit.page.get_by_role("heading", name=ELSEWHERE)).to_be_visible()


def test_words_that_could_not_be_kept_yet_still_stand_where_they_were_typed(lab, visit):
    visit.begin(lab.url)
    visit.go("work-and-training")
    visit.wait_warm()
    field = visit.front.get_by_label(TITLE)
    field.fill("Nurse")
    visit.page.wait_for_function("() => window.imeworkbookState.saving === ''")
    kernel_of(lab).suspend()
    field.press_sequentially(" on nights")
    visit.page.wait_for_function("() => window.imeworkbookState.saving !== ''")
    page = visit.page.context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(lab.url)
    page.get_by_role("button", name="Go on here").click()
    expect(visit.page.get_by_role("heading", name=ELSEWHERE)).to_be_visible()
    page.close()
    visit.page.get_by_role("button", name="Go on here").click()
    expect(visit.page.get_by_role("heading", name=ELSEWHERE)).to_have_count(0)
    expect(field).to_have_value("Nurse on nights")
    kernel_of(lab).resume()
    visit.page.wait_for_function("() => window.imeworkbookState.saving === ''")
    visit.page.reload()
    visit.wait_ready()
    visit.go("work-and-training")
    expect(visit.front.get_by_label(TITLE)).to_have_value("Nurse on nights")


# A browser that is slow to begin: what is asked for takes its time to come.
SLOW = """
const ask = LockManager.prototype.request;
LockManager.prototype.request = async function (...what) {
  await new Promise((on) => setTimeout(on, 1500));
  return ask.apply(this, what);
};
"""


def test_a_slow_page_that_is_alone_is_told_of_no_other_tab(lab, visit):
    visit.page.add_init_script(SLOW)
    visit.open(lab.url)
    expect(visit.page.get_by_role("heading", name=ELSEWHERE)).to_have_count(0)
