"""The Copies chapter by keyboard and by ear, the exports that ask its kernel, and a copy opened by whoever gets it."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from imeworkbook.report.documents import Document
from imeworkbook.resources import folder
from tests.axe import serious
from tests.browser import WAIT_MS, Lab, Visit, chromium, kernel_of, lab_environment, running_lab

from .reading import pdf_text

pytestmark = pytest.mark.browser

EVERY_RULE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))]);
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The sample person's workbook, unlocked."""
    with running_lab(tmp_path_factory.mktemp("copies"), IMEWORKBOOK_SAMPLE="1") as lab:
        yield lab


@pytest.fixture
def visit(lab: Lab) -> Iterator[Visit]:
    with chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.open(lab.url)
        visit.go("copies")
        yield visit


def look(visit: Visit) -> None:
    """Look at the copy first, by keyboard."""
    visit.tab_to("Look at it first", steps=200)
    visit.page.keyboard.press("Enter")


def test_by_keyboard_from_the_reader_to_the_pages(visit: Visit) -> None:
    card = visit.front
    summary = card.locator(".imw-titles.imw-out summary")
    before = summary.inner_text()
    summary.focus()
    visit.page.keyboard.press("Enter")
    visit.tab_to("Put in: Parental leave")
    visit.page.keyboard.press("Enter")
    expect(card.get_by_text("The evaluator may see it now.")).to_be_visible()
    expect(summary).not_to_have_text(before)
    expect(summary).to_be_focused()
    look(visit)
    expect(card.locator(".imw-pages img")).to_have_count(6)  # with one entry more, the chart takes two
    expect(card.get_by_role("heading", name="This is how it prints: 6 pages")).to_be_focused()
    assert card.get_by_alt_text("Page 1 of 6, as it prints").evaluate("one => one.naturalWidth") == 935
    assert serious(visit.page) == []
    card.get_by_role("button", name="Close the preview").click()
    assert (visit.errors, visit.strangers()) == ([], [])


def test_parts_are_left_out_moved_and_given_a_line(visit: Visit) -> None:
    card = visit.front
    card.get_by_text("Parts of this copy").click()
    card.get_by_label("In the copy: Legal and regulatory").focus()
    visit.page.keyboard.press("Space")
    expect(card.get_by_label("In the copy: Legal and regulatory")).not_to_be_checked()
    expect(card.get_by_label("In the copy: Legal and regulatory")).to_be_focused()
    up = card.get_by_role("button", name="Move up: Records")
    up.focus()
    visit.page.keyboard.press("Enter")
    expect(card.locator(".imw-parts > li").nth(-2)).to_contain_text("Records")
    expect(up).to_be_focused()
    card.locator('.imw-parts > li[data-key="career"] summary').click()
    card.get_by_role("textbox", name="A line of your own: Training and work").fill(
        "Agency shifts are <b>not</b> listed."
    )
    card.get_by_label("In the copy: Records").uncheck()
    expect(card.get_by_text("Your line is kept.")).to_be_visible()
    expect(card.get_by_role("textbox", name="A line of your own: Training and work")).to_have_value(
        "Agency shifts are <b>not</b> listed."
    )
    card.get_by_role("button", name="Look at it first").click()
    card.get_by_role("button", name="Read it as a web page").click()
    page = card.frame_locator("iframe")
    expect(page.get_by_text("Agency shifts are <b>not</b> listed.")).to_be_visible()
    expect(page.get_by_role("heading", name="Legal and regulatory")).to_have_count(0)
    assert (visit.errors, visit.strangers()) == ([], [])


WATCH = """box => {
  window.turned = [];
  let last = box.checked;
  const look = () => {
    if (box.checked !== last) window.turned.push((last = box.checked));
    requestAnimationFrame(look);
  };
  look();
}"""


def test_a_box_does_not_turn_back_while_the_kernel_is_behind(lab: Lab, visit: Visit) -> None:
    """A line is kept and a part left out before the kernel heard of either: the first answer knows one."""
    card = visit.front
    card.get_by_text("Parts of this copy").click()
    card.locator('.imw-parts > li[data-key="life"] summary').click()
    line = card.get_by_role("textbox", name="A line of your own: Home and life")
    box = card.get_by_label("In the copy: Home and life")
    box.evaluate(WATCH)
    kernel = kernel_of(lab)
    kernel.suspend()
    line.fill("We moved twice.")
    box.uncheck()
    kernel.resume()
    expect(card.get_by_text("Your line is kept.")).to_be_visible()
    before = card.locator(".imw-part").all_inner_texts()
    card.get_by_role("button", name="Move up: Records").click()
    expect(card.locator(".imw-part")).not_to_have_text(before)
    assert visit.page.evaluate("window.turned") == [False]


def test_the_chronology_alone_is_previewed_and_downloaded(visit: Visit, tmp_path: Path) -> None:
    card = visit.front
    card.get_by_role("radio", name="The chronology alone").check(force=True)
    card.get_by_role("button", name="Look at it first").click()
    expect(card.locator(".imw-pages img")).to_have_count(2)
    with visit.page.expect_download() as waiting:
        card.get_by_role("button", name="Download instead").click()
    waiting.value.save_as(tmp_path / "copy.pdf")
    assert waiting.value.suggested_filename.startswith("both-histories-")
    assert "Page 1 of 2" in pdf_text((tmp_path / "copy.pdf").read_bytes())


# --- exporters, which have no key ---


def ask(lab: Lab, format: str) -> tuple[int, bytes]:
    """What JupyterLab's export menu asks for."""
    connection = http.client.HTTPConnection("127.0.0.1", lab.port, timeout=120)
    path = f"/nbconvert/{format}/copies.ipynb?download=true"
    connection.request("GET", path, headers={"Authorization": f"token {lab.token}"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def nbconvert(lab: Lab, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nbconvert", "--to", "imeworkbook_pdf", "--output-dir", str(out)]
    chapter = str(folder("notebooks") / "copies.ipynb")
    environment = lab_environment(lab.root)
    return subprocess.run([*command, chapter], env=environment, capture_output=True, text=True, check=False)


def test_exporters_ask_the_unlocked_kernel(lab: Lab, tmp_path: Path) -> None:
    status, pdf = ask(lab, "imeworkbook_pdf")
    assert status == 200
    assert "Robin Example" in pdf_text(pdf)
    status, page = ask(lab, "imeworkbook_html")
    assert status == 200
    assert b"Robin Example" in page
    assert nbconvert(lab, tmp_path).returncode == 0
    assert (tmp_path / "copies.pdf").read_bytes() == pdf


def test_exporters_say_that_the_workbook_is_locked(tmp_path: Path) -> None:
    with running_lab(tmp_path) as lab:
        status, answer = ask(lab, "imeworkbook_pdf")
        assert status == 500
        assert "The workbook is locked." in answer.decode()
        assert "The workbook is locked." in nbconvert(lab, tmp_path / "out").stderr
    assert "no workbook is open" in nbconvert(lab, tmp_path / "out").stderr
    assert not (tmp_path / "out" / "copies.pdf").exists()


# --- a copy, opened by whoever gets it ---


def test_a_page_opens_without_findings_requests_or_scripts(copy: Document, tmp_path: Path) -> None:
    (path,) = copy.write(tmp_path, ["html"])
    with chromium() as visit:
        visit.page.goto(path.as_uri())
        serious(visit.page, "main")
        assert visit.page.evaluate(EVERY_RULE) == []
        assert visit.requests == [path.as_uri()]
        printed = visit.page.pdf(prefer_css_page_size=True)
        browser = visit.page.context.browser
        assert browser is not None
        still = browser.new_context(java_script_enabled=False).new_page()
        still.goto(path.as_uri())
        expect(still.get_by_role("heading", name="Training and work", exact=True)).to_be_visible()
        expect(still.locator("figure svg")).to_be_visible()
    assert "Staff pharmacist" in pdf_text(printed)


def test_the_interactive_page_moves_and_without_scripts_stays_a_drawing(copy: Document, tmp_path: Path) -> None:
    (path,) = copy.write(tmp_path, ["interactive"])
    with chromium() as visit:
        visit.page.goto(path.as_uri())
        expect(visit.page.locator("figure .imw-live .main-svg").first).to_be_visible(timeout=WAIT_MS)
        expect(visit.page.locator("figure > svg")).to_have_count(0)
        titles = visit.page.locator(".modebar-btn").evaluate_all("all => all.map((one) => one.dataset.title ?? '')")
        assert [title for title in titles if re.search("share|cloud|produced", title, re.IGNORECASE)] == []
        assert [one for one in visit.requests if not one.startswith(("file:", "data:", "blob:"))] == []
        assert visit.errors == []
        browser = visit.page.context.browser
        assert browser is not None
        still = browser.new_context(java_script_enabled=False).new_page()
        still.goto(path.as_uri())
        expect(still.locator("figure > svg")).to_be_visible()


def test_a_copy_as_the_output_of_a_cell_leaves_the_page_around_it_alone(copy: Document) -> None:
    shown = copy.show(save=True)._repr_mimebundle_()["text/html"]  # type: ignore[index]
    assert "<style" not in shown
    assert all(section.heading in shown for section in copy.sections)
    assert "Staff pharmacist" in shown
