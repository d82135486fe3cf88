"""The cards in other people's front ends, in a real browser: nothing of ours but the package and a notebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import imeworkbook as ime
from imeworkbook.workbook import create_workbook, open_workbook
from tests.browser import PASSPHRASE, WAIT_MS, chromium
from tests.foreign import serving, write_app, write_notebook
from tests.store.workbooks import files_with

pytestmark = pytest.mark.browser
CANARY = "Zebrafish nurse"
CELLS = [
    f"import imeworkbook.widgets.pages as _pages\n_pages.{name}()"
    for name in ("work", "work_entries", "chart", "where_you_are")
]
SAVE_STATE = {"@jupyter-widgets/jupyterlab-manager/plugin": {"saveState": True}}
CONNECTED = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RUN = "void window.jupyterapp.commands.execute('notebook:run-all-cells')"
SAVE = "window.jupyterapp.commands.execute('docmanager:save')"


def unlock(page: Page) -> None:
    field = page.get_by_label("Passphrase", exact=True).first
    field.fill(PASSPHRASE)
    page.get_by_role("button", name="Open my workbook").first.click()
    expect(field).to_have_count(0)


def run_all(page: Page) -> None:
    page.wait_for_function(CONNECTED, timeout=WAIT_MS)
    page.evaluate(RUN)


@pytest.mark.parametrize(
    ("kind", "extension"), [("lab", False), ("lab", True), ("notebook", False), ("voila", False), ("marimo", False)]
)
def test_a_card_draws_keeps_and_stands_again(kind: str, extension: bool, tmp_path: Path) -> None:
    path, name = tmp_path / "own" / "w.imew", "mine.py" if kind == "marimo" else "mine.ipynb"
    create_workbook(path, PASSPHRASE)[0].close()
    (write_app if kind == "marimo" else write_notebook)(tmp_path / name, *CELLS)
    jupyter = kind in ("lab", "notebook")
    served = serving(kind, tmp_path, name, SAVE_STATE, extension=extension, IMEWORKBOOK_FILE=str(path))
    with served as place, chromium() as visit:
        page = visit.page
        page.goto(place.url(name))
        if jupyter:
            run_all(page)
        expect(page.locator(".imw-elsewhere").first).to_contain_text("own window")
        unlock(page)
        page.get_by_label("Title or role").fill(CANARY)
        page.get_by_label("From", exact=True).fill("2009")
        page.get_by_role("button", name="Keep this").click()
        expect(page.locator(".imw-view-entries")).to_contain_text(CANARY)
        expect(page.locator(".imw-view-chart .js-plotly-plot")).to_contain_text(CANARY)
        page.locator(".imw-where").get_by_role("button", name="Substance use").click()
        expect(page.locator(".imw-view-progress")).to_contain_text("please open substance-use.ipynb")
        if jupyter:
            page.evaluate(SAVE)
        page.reload()
        if not jupyter:  # each visit is a kernel of its own there
            unlock(page)
        expect(page.locator(".imw-view-entries")).to_contain_text(CANARY)
        expect(page.locator(".imw-view-chart .js-plotly-plot")).to_contain_text(CANARY)
        if jupyter:
            other = page.context.new_page()
            other.goto(place.url(name))
            expect(other.locator(".imw-twice")).to_have_count(1, timeout=WAIT_MS)
            expect(other.locator(".imw-twice")).to_contain_text("open in another tab, too")
            other.close()
        expect(page.locator(".imw-twice")).to_have_count(0)
        assert any("imeworkbook/static/kit/" in url for url in visit.requests) == extension
        if kind != "voila":  # which asks other machines itself
            assert visit.strangers() == []
    with open_workbook(path, PASSPHRASE) as workbook:
        assert [entry.title for entry in workbook.records("career")] == [CANARY]
    assert files_with(tmp_path, CANARY) == []
    if jupyter:
        assert (
            "widget-view" in (tmp_path / name).read_text()
            and "application/vnd.jupyter.widget-state" in (tmp_path / name).read_text()
        )


OWN = [
    "import imeworkbook as ime\nwb = ime.open_workbook('own/w.imew')",
    "ime.form(wb, 'use')",
    "ime.chart(wb)",
    "wb.timeline()",
    "ime.chronology(wb.timeline())",
    "ime.chronology(wb.timeline()).figure().update_layout(template='plotly_dark')",
    "ime.chronology(wb.timeline()).figure().show()",
    "ime.report(wb, 'private')",
]


@pytest.mark.parametrize("kind", ["lab", "notebook"])
def test_values_of_ours_in_a_notebook_of_ones_own(kind: str, tmp_path: Path) -> None:
    path, name = tmp_path / "own" / "w.imew", "mine.ipynb"
    with create_workbook(path, PASSPHRASE)[0] as workbook:
        workbook.add(ime.Career(title=CANARY, start="2009", end="2012"))
    write_notebook(tmp_path / name, *OWN)
    with serving(kind, tmp_path, name, SAVE_STATE) as place, chromium(height=2000) as visit:
        page = visit.page
        page.goto(place.url(name))
        run_all(page)
        page.locator(".jp-Stdin-input").fill(PASSPHRASE)
        page.keyboard.press("Enter")
        expect(page.locator(".imw-view-chart .js-plotly-plot")).to_contain_text(CANARY)
        expect(page.locator(".imw-view-substances")).to_contain_text("Alcohol")
        pictures = page.locator("iframe.imw-picture")
        expect(pictures).to_have_count(3)
        for at in range(3):
            expect(pictures.nth(at).content_frame.locator(":root")).to_contain_text(CANARY)
        drawn = page.locator(".imw-picture.js-plotly-plot")
        expect(drawn).to_contain_text([CANARY, CANARY])
        expect(drawn.locator(".modebar-btn[data-title*=upload i], .modebar-btn[data-title*=share i]")).to_have_count(0)
        page.evaluate(SAVE)
        assert visit.strangers() == []
    saved = (tmp_path / name).read_text()
    assert "<Timeline of 1 entries>" in saved and "<Chronology of 1 entries>" in saved
    assert files_with(tmp_path, CANARY) == files_with(tmp_path, PASSPHRASE) == []
