"""The page in a real browser: chapters that run themselves, help that is always there, one key that hides."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from imeworkbook.lab.chapters import chapters
from tests.browser import WAIT_MS, chromium, running_lab

pytestmark = pytest.mark.browser
FRONT = ".jp-NotebookPanel:not(.lm-mod-hidden)"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with running_lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture
def visit():
    with chromium() as visit:
        yield visit
        assert visit.errors == []
        assert visit.strangers() == []


def seen(page, selector):
    return page.locator(selector).is_visible()


def test_a_chapter_runs_by_itself_with_its_code_out_of_sight(lab, visit):
    visit.open(lab.url)
    page = visit.page
    assert page.title() == "Workbook"
    assert page.locator(f"{FRONT} .imw-card").first.is_visible()
    assert not page.locator(f"{FRONT} .jp-CodeCell .jp-InputArea-editor").first.is_visible()
    assert not seen(page, "#jp-MainMenu")
    assert page.locator(".imw-present").inner_text() == "Welcome"


def test_chapters_open_in_the_same_tab_and_share_a_kernel(lab, visit):
    visit.open(lab.url)
    numbers = {chapter.key: number for number, chapter in enumerate(chapters(), 1)}
    for chapter in ("work-and-training", "substance-use", "side-by-side", "copies"):
        visit.go(chapter)
        assert visit.page.url == f"http://127.0.0.1:{lab.port}/doc#{numbers[chapter]}"
    visit.page.go_back()
    visit.page.wait_for_selector('.imw-chapter[data-chapter="side-by-side"]:not(.lm-mod-hidden)', timeout=WAIT_MS)
    assert len(lab.ask("GET", "/api/kernels")[1]) == 1
    assert len(visit.page.context.pages) == 1


def test_the_list_of_chapters_works_by_keyboard(lab, visit):
    visit.open(lab.url)
    page = visit.page
    page.locator(".imw-chapters-button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "page"
    page.keyboard.press("End")
    last = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_selector(f".imw-present:has-text('{last}')")
    assert not seen(page, ".imw-chapters")
    visit.wait_ready()
    page.locator(".imw-chapters-button").focus()
    page.keyboard.press("Enter")
    assert seen(page, ".imw-chapters")
    page.keyboard.press("Tab")
    assert not seen(page, ".imw-chapters")


def test_a_reload_comes_back_to_the_chapter(lab, visit):
    visit.open(lab.url)
    visit.page.click(".imw-after")
    visit.page.wait_for_selector('.imw-chapter[data-chapter="what-to-expect"][data-imw-ready]', timeout=WAIT_MS)
    visit.page.reload()
    visit.wait_ready()
    assert seen(visit.page, '.imw-chapter[data-chapter="what-to-expect"]')


def test_a_chapter_with_other_code_is_not_run(lab, visit):
    def alter(route):
        model = route.fetch().json()
        if model.get("content"):
            code = next(cell for cell in model["content"]["cells"] if cell["cell_type"] == "code")
            code["source"] += " "
        route.fulfill(json=model)

    visit.page.route("**/api/contents/welcome.ipynb*", alter)
    visit.page.goto(lab.url)
    visit.page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell", timeout=WAIT_MS)
    visit.page.wait_for_function("document.querySelector('.imw-opening').hidden", timeout=WAIT_MS)
    visit.page.wait_for_timeout(1500)
    assert visit.page.locator(".imw-chapter").count() == 0
    assert visit.page.locator(".jp-OutputArea-output .imw-card").count() == 0
    assert visit.page.locator(f"{FRONT} .jp-CodeCell .jp-InputArea-editor").first.is_visible()


def test_help_needs_neither_jupyterlab_nor_a_kernel(lab):
    with chromium() as visit:
        visit.page.route("**/static/lab/jlab_core*", lambda route: route.abort())
        visit.page.goto(lab.url)
        visit.page.click(".imw-help-button")
        dialog = visit.page.get_by_role("dialog")
        dialog.get_by_label("Country").select_option("AU")
        assert dialog.get_by_text("13 11 14").is_visible()
        assert dialog.get_by_text("000").is_visible()
        assert visit.page.evaluate("JSON.stringify({...localStorage})") == json.dumps(
            {"imeworkbook.country": "AU"}, separators=(",", ":")
        )
        assert visit.strangers() == []


def test_help_keeps_the_focus_inside(lab, visit):
    visit.open(lab.url)
    visit.page.click(".imw-help-button")
    for _ in range(8):
        visit.page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        assert visit.page.evaluate(inside)
    visit.page.click("text=Back to the page")
    assert not seen(visit.page, "dialog[open]")


def test_escape_hides_everything_at_once_even_the_help(lab, visit):
    visit.open(lab.url)
    visit.page.click(".imw-help-button")
    visit.page.keyboard.press("Escape")
    assert seen(visit.page, ".imw-cover")
    for hidden in (".imw-header", "dialog[open]", f"{FRONT} .imw-card >> nth=0"):
        assert not seen(visit.page, hidden)
    visit.page.keyboard.press("x")
    assert not seen(visit.page, ".imw-cover")
    assert seen(visit.page, "dialog[open]")


def test_keys_typed_beside_a_field_change_no_chapter(lab, visit):
    visit.open(lab.url)
    before = visit.page.locator(f"{FRONT} .jp-Cell").count()
    visit.page.locator(f"{FRONT} h1").first.click()
    for key in ("d", "d", "a", "x", "b", "m"):
        visit.page.keyboard.press(key)
    visit.page.locator(f"{FRONT} h1").first.dblclick()
    assert visit.page.locator(f"{FRONT} .jp-Cell").count() == before
    assert visit.page.locator(f"{FRONT} h1").first.is_visible()


def test_a_curious_person_sees_how_the_page_is_made(lab, visit):
    visit.open(lab.url)
    visit.page.click(".imw-chapter:not(.lm-mod-hidden) .imw-made")
    visit.page.wait_for_selector(".jp-CodeCell .jp-InputArea-editor >> visible=true")
    assert seen(visit.page, "#jp-MainMenu")
    visit.page.click(".imw-chapter:not(.lm-mod-hidden) .imw-made")
    assert not seen(visit.page, "#jp-MainMenu")


def test_the_browser_itself_refuses_other_machines(lab):
    with chromium() as visit:
        visit.open(lab.url)
        answer = visit.page.evaluate("fetch('http://192.0.2.1/').then(() => 'sent', () => 'refused')")
        assert answer == "refused"
        assert any("Content Security Policy" in error for error in visit.errors)


def test_a_restarted_kernel_runs_the_chapter_again(lab, visit):
    visit.open(lab.url)
    kernel = lab.ask("GET", "/api/kernels")[1][0]["id"]
    visit.front.locator(".imw-card").first.wait_for()
    visit.page.evaluate("document.querySelector('.imw-chapter .imw-card').dataset.old = 'yes'")
    assert lab.ask("POST", f"/api/kernels/{kernel}/restart")[0] == 200
    visit.page.wait_for_selector(".imw-chapter:not(.lm-mod-hidden) .imw-card:not([data-old])", timeout=WAIT_MS)
    visit.wait_ready()
    assert not seen(visit.page, ".jp-Dialog")


def test_close_for_today_stops_the_server_and_says_so(tmp_path):
    with running_lab(tmp_path) as lab, chromium() as visit:
        visit.open(lab.url)
        visit.page.click(".imw-header >> text=Close for today")
        visit.page.wait_for_selector("text=Everything you kept is saved and locked")
        assert lab.process.wait(timeout=30) == 0
        visit.page.click(".imw-closed .imw-help-button")
        assert visit.page.get_by_role("dialog").get_by_text("Someone to talk to now").is_visible()


def test_a_server_that_has_gone_leaves_one_calm_sentence(tmp_path):
    with running_lab(tmp_path) as lab, chromium() as visit:
        visit.open(lab.url)
        lab.stop()
        visit.page.wait_for_selector("h1:has-text('Your workbook is closed.')", timeout=WAIT_MS)
        assert seen(visit.page, "text=Start it again to go on.")
        assert not seen(visit.page, ".jp-Dialog")


def test_chapters_that_are_clicked_through_in_a_hurry_all_show_their_cards(lab, visit):
    """Each begins to hear the kernel only when the one before it has drawn its cards: never two at a time."""
    visit.open(lab.url)
    visit.page.evaluate(
        """() => {
          const beginning = ({ panel }) => !panel.node.dataset.imwReady;
          window.most = 0;
          setInterval(() => {
            const now = [...window.imeworkbookPage.lab.chapters.values()].filter(beginning).length;
            window.most = Math.max(window.most, now);
          }, 10);
        }"""
    )
    keys = [chapter.key for chapter in chapters()]
    for key in [*keys[1:], *keys[::3]]:
        visit.page.evaluate("key => window.imeworkbookPage.go(key)", key)
        visit.page.wait_for_timeout(120)
    front = visit.page.locator(".imw-chapter:not(.lm-mod-hidden)")
    expect(front).to_have_attribute("data-chapter", keys[::3][-1])
    visit.wait_warm()
    expect(front).to_have_attribute("data-chapter", keys[::3][-1])
    assert visit.page.locator(".imw-chapter", has_text="Error displaying").count() == 0
    assert visit.page.evaluate("window.most") == 1
