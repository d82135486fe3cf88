"""The workbook in French, in a real browser: chosen on the first page, whole on every chapter."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from imeworkbook.language import ENGLISH
from imeworkbook.workbook import sample
from tests.axe import serious
from tests.boxes import LOOK, wrong_boxes
from tests.test_french import WORD, left

pytestmark = pytest.mark.browser
PATIENCE_MS = 20_000


def speak_french(visit) -> None:
    visit.front.get_by_label("Language · Langue").select_option("fr-CA")
    expect(visit.page.locator("html")).to_have_attribute("lang", "fr-CA")
    visit.wait_ready()
    expect(visit.page.get_by_role("button", name="Pause ou aide").first).to_be_visible()


def shown(visit) -> str:
    """What a chapter shows, without what is in English on purpose: the names of languages, the reviewed lines."""
    text = visit.front.inner_text().replace("Language · Langue", "").replace("English", "")
    for line in ENGLISH.texts("aftercare")["words"]["safety"]:
        text = text.replace(line, "")
    return text


def test_french_is_chosen_on_the_first_page_and_nothing_typed_is_lost(lab, visit):
    visit.begin(lab.url)
    visit.go("work-and-training")
    visit.front.locator(".imw-view-form").first.get_by_label("Title or role").fill("Night pharmacist")
    visit.go("welcome")
    speak_french(visit)
    expect(visit.front.get_by_role("heading", name="Votre cahier est ouvert")).to_be_visible()
    visit.go("work-and-training")
    form = visit.front.locator(".imw-view-form").first
    expect(form.get_by_label("Titre ou rôle")).to_have_value("Night pharmacist")
    form.get_by_role("button", name="Garder").click()
    expect(visit.front.locator(".imw-row", has_text="Night pharmacist")).to_be_visible()
    visit.go("copies")
    visit.front.get_by_label("Langue de cette copie").select_option("en")
    visit.front.get_by_role("button", name="Regarder d’abord").click()
    visit.front.get_by_role("button", name="Lire comme page web").click()
    page = visit.front.frame_locator("iframe")
    expect(page.get_by_text("my own account").first).to_be_visible()


def test_every_chapter_is_in_french_at_both_ends_of_width(lab, visit):
    sources = [row.get("source", "") for row in ENGLISH.texts("expect")["topic"]]
    known = [*sources, *(str(record.to_dict()) for record in sample().records())]
    own = {word.lower() for text in known for word in WORD.findall(text)}
    visit.open(lab.url)
    speak_french(visit)
    visit.front.get_by_role("button", name="Parcourir", exact=True).click()
    expect(visit.front.get_by_role("button", name="Quitter la personne fictive")).to_be_visible()
    visit.wait_warm()
    found = {}
    for chapter in ENGLISH.texts("chapters")["chapter"]:
        visit.go(chapter["key"])
        words = left(shown(visit), own)
        wrong = []
        for width, height in ((1366, 768), (390, 844)):
            visit.page.set_viewport_size({"width": width, "height": height})
            try:
                visit.page.wait_for_function(f"() => ({LOOK})().length === 0", timeout=PATIENCE_MS)
            except PlaywrightTimeout:
                wrong += wrong_boxes(visit.page)
        visit.page.set_viewport_size({"width": 1280, "height": 900})
        if chapter["key"] == "side-by-side":
            expect(visit.front.locator(".imw-plot")).to_have_attribute("aria-label", re.compile("."))
            expect(visit.front.locator(".imw-reading-line")).to_have_attribute("aria-valuenow", re.compile("."))
        found[chapter["key"]] = (words, wrong, serious(visit.page))
    assert {chapter: what for chapter, what in found.items() if any(what)} == {}
