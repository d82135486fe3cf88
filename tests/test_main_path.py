"""The main job in a real JupyterLab: open, remember, see side by side, print; and that nothing typed stays behind."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import WAIT_MS, Visit, chromium, running_lab, start_lab

pytestmark = pytest.mark.browser
PASSPHRASE = "seven quiet herons at noon"
CANARY = "marmalade quorum lighthouse"


def front(visit: Visit) -> Locator:
    """The chapter in front: others stay in the page, out of sight."""
    return visit.page.locator(".imw-chapter:not(.lm-mod-hidden)")


def begin(visit: Visit, url: str) -> None:
    visit.open(url)
    card = front(visit)
    card.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    card.get_by_label("The same passphrase once more").first.fill(PASSPHRASE)
    card.get_by_role("button", name="Make my workbook").click()
    expect(card.locator(".imw-code span")).to_have_count(8)
    card.get_by_role("button", name="I have written it down").click()


def unlock(visit: Visit) -> None:
    front(visit).get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    front(visit).get_by_role("button", name="Open my workbook").click()


def keep_work(
    visit: Visit, title: str, start: str, end: str, kind: str, audience: str = "The evaluator’s copy"
) -> None:
    form = front(visit).locator(".imw-view-form").first
    form.get_by_label("What this was").select_option(label=kind)
    form.get_by_label("Title or role").fill(title)
    form.get_by_label("From", exact=True).fill(start)
    form.get_by_label("Until", exact=True).fill(end)
    form.get_by_label(audience).check(force=True)
    form.get_by_role("button", name="Keep this").click()
    expect(front(visit).locator(".imw-row", has_text=title)).to_be_visible()


def keep_use(visit: Visit, start: str, end: str, often: str, amount: str) -> None:
    card = front(visit).locator(".imw-view-substances")
    card.get_by_label("From", exact=True).fill(start)
    if end == "still":
        card.get_by_label("This still goes on").check()
    else:
        card.get_by_label("Until", exact=True).fill(end)
    card.get_by_label("How often").select_option(label=often)
    card.get_by_label("Usual amount").fill(amount)
    card.locator("form").get_by_label("The evaluator’s copy").check(force=True)
    card.get_by_role("button", name="Keep this").click()
    expect(front(visit).locator(".imw-row", has_text=amount)).to_be_visible()


def pdf_text(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout


def test_open_remember_see_side_by_side_print(tmp_path):
    copies = tmp_path / "copies"
    copies.mkdir()
    with running_lab(tmp_path / "person") as lab, chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        begin(visit, lab.url)

        visit.go("work-and-training")
        keep_work(visit, "Nursing degree", "September 1999", "June 2003", "Schooling")
        keep_work(visit, "Ward nurse", "about 2004", "March 2012", "Position")
        keep_work(visit, "Clinic nurse", "2014", "May 2020", "Position")
        keep_work(visit, "Quiet locum", "2013", "2014", "Locum", audience="Only me")

        visit.go("substance-use")
        front(visit).get_by_role("button", name="Alcohol", exact=True).click()
        keep_use(visit, "2001", "about 2005", "Weekly (about 4 days a month)", "two beers")
        keep_use(visit, "early 2006", "summer 2011", "Daily (about 30 days a month)", "a bottle of wine")
        keep_use(visit, "September 2011", "still", "Not at all", "none at all")

        visit.go("side-by-side")
        plot = front(visit).locator(".imw-plot")
        expect(plot.locator(".textpoint", has_text="Ward nurse")).to_be_visible()
        expect(plot.locator(".textpoint", has_text="without")).to_be_visible()
        bars = [bar.bounding_box() for bar in plot.locator(".points path").all()]
        named = plot.locator(".textpoint", has_text="Ward nurse").bounding_box()
        assert named
        level = named["y"] + named["height"] / 2
        [bar] = [box for box in bars if box and box["width"] > 60 and box["y"] < level < box["y"] + box["height"]][:1]
        visit.page.mouse.move(bar["x"] + bar["width"] / 2, level)
        visit.page.mouse.click(bar["x"] + bar["width"] / 2, level)
        editing = front(visit).locator(".imw-editing-card")
        expect(editing.locator("h3")).to_contain_text("nurse")
        before = editing.get_by_label("Title or role").input_value()
        editing.get_by_label("Title or role").fill("Night nurse")
        editing.get_by_role("button", name="Keep this").click()
        expect(plot.locator(".textpoint", has_text="Night nurse")).to_be_visible()
        front(visit).get_by_role("button", name="Undo").first.click()
        expect(plot.locator(".textpoint", has_text=before)).to_be_visible()

        visit.page.reload()
        visit.wait_ready()
        if front(visit).get_by_label("Passphrase", exact=True).count():
            unlock(visit)
        expect(front(visit).locator(".imw-plot .textpoint", has_text=before)).to_be_visible()

        visit.go("copies")
        card = front(visit)
        card.get_by_label("Web page, to read on a screen").check()
        card.get_by_label("Folder for the copy").fill(str(copies))
        card.get_by_role("button", name="Make the copy").click()
        expect(card.get_by_text("Made:")).to_be_visible()
        assert visit.errors == []
        assert visit.strangers() == []

    [html], [pdf] = list(copies.glob("*.html")), list(copies.glob("*.pdf"))
    for text in (html.read_text(encoding="utf-8"), pdf_text(pdf)):
        for stated in ("Nursing degree", "Ward nurse", "Clinic nurse", "a bottle of wine", "about 2005"):
            assert stated in text
        assert "Quiet locum" not in text
    assert html.stat().st_mode & 0o777 == 0o600


def test_nothing_typed_stays_behind(tmp_path):
    """Type a canary on every page, export nothing, stop everything, and look for it in every file that was written."""
    person, profile = tmp_path / "person", tmp_path / "profile"
    lab = start_lab(person)
    try:
        with chromium(profile) as visit:
            visit.page.set_default_timeout(WAIT_MS)
            begin(visit, lab.url)
            visit.go("work-and-training")
            keep_work(visit, CANARY, "2004", "2006", "Position")
            form = front(visit).locator(".imw-view-form").first
            form.get_by_label("Title or role").fill(f"{CANARY} unfinished")
            form.get_by_label("From", exact=True).fill(f"{CANARY} or not")
            form.get_by_role("button", name="Keep this").click()
            visit.go("substance-use")
            card = front(visit).locator(".imw-view-substances")
            card.get_by_label("What changed, and why").fill(CANARY)
            card.get_by_label("Usual amount").fill(CANARY)
            card.get_by_label("Usual amount").blur()
            for chapter in ("side-by-side", "copies", "welcome", "work-and-training"):
                visit.go(chapter)
            expect(front(visit).locator(".imw-row", has_text=CANARY)).to_be_visible()
            visit.page.wait_for_timeout(1000)
            assert visit.strangers() == []
    finally:
        lab.stop()
    files = [path for root in (person, profile) for path in root.rglob("*") if path.is_file()]
    assert lab.workbook in files
    forms = [CANARY.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    assert [path for path in files if any(form in path.read_bytes() for form in forms)] == []
    assert not any(form in "\n".join(lab.lines).encode() for form in forms)
    assert shutil.which("pdftotext")


def test_what_was_confirmed_outlives_a_killed_server(tmp_path):
    lab = start_lab(tmp_path)
    with chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        begin(visit, lab.url)
        visit.go("work-and-training")
        keep_work(visit, "Kept before the end", "2004", "2006", "Position")
        lab.process.kill()
        lab.stop()
    again = start_lab(tmp_path)
    try:
        with chromium() as visit:
            visit.page.set_default_timeout(WAIT_MS)
            visit.open(again.url)
            unlock(visit)
            visit.go("work-and-training")
            expect(front(visit).locator(".imw-row", has_text="Kept before the end")).to_be_visible()
            assert visit.strangers() == []
    finally:
        again.stop()
