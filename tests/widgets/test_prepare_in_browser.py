"""Records and people, the day, afterwards: used as a person would, by keyboard alone, and there after a reload."""

from __future__ import annotations

import datetime as dt
import subprocess

import pytest
from playwright.sync_api import expect

from tests.axe import serious

pytestmark = pytest.mark.browser


def begin(visit, lab, chapter):
    visit.begin(lab.url)
    visit.go(chapter)
    visit.page.locator(".imw-chapters-button").focus()


def downloaded(visit, name):
    visit.tab_to(name)
    with visit.page.expect_download() as waiting:
        visit.page.keyboard.press("Enter")
    return waiting.value.path()


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


def test_records_and_people(lab, visit):
    begin(visit, lab, "records-and-people")
    visit.write("Which record", "Clinic notes")
    visit.write("Who has it", "Lake Clinic")
    visit.press("Keep this")
    expect(visit.front.locator(".imw-row", has_text="Clinic notes")).to_contain_text("To ask for")
    letter = downloaded(visit, "Request letter: Clinic notes")
    assert "Please send me a copy of Clinic notes" in text_of(letter)
    visit.write("Name or initials", "M.")
    visit.write("Phone number", "555 0111")
    visit.press("Keep this")
    expect(visit.front.locator(".imw-row", has_text="M.")).to_contain_text("I have not asked them yet")
    visit.reload()
    expect(visit.front.locator(".imw-row")).to_have_count(2)
    assert serious(visit.page) == []
    visit.page.keyboard.press("F1")
    expect(visit.page.get_by_role("dialog").get_by_text("555 0111")).to_be_visible()


def test_the_day_itself(lab, visit):
    begin(visit, lab, "the-day")
    visit.write("Day", "14 December 2031")
    visit.write("It begins at", "10:30")
    visit.write("Minutes to get there", "45")
    expect(visit.front.get_by_text("Leave by 08:45 on 14 December 2031")).to_be_visible()
    visit.press("Keep this")
    visit.tab_to("A printed copy for the evaluator to keep, and one for you.")
    visit.page.keyboard.press("Space")
    visit.write("Something else to think of", "Feed the cat")
    visit.page.keyboard.press("Enter")
    expect(visit.front.get_by_label("Feed the cat", exact=True)).to_be_visible()
    visit.reload()
    expect(visit.front.get_by_label("A printed copy for the evaluator")).to_be_checked()
    expect(visit.front.get_by_label("Feed the cat", exact=True)).to_be_visible()
    assert serious(visit.page) == []
    visit.page.locator(".imw-chapters-button").focus()
    calendar = downloaded(visit, "Calendar file with reminders")
    assert b"SUMMARY:Appointment" in calendar.read_bytes()
    sheet = text_of(downloaded(visit, "Print the day sheet"))
    assert "Leave by 08:45" in sheet
    assert "Feed the cat" in sheet


def test_a_photo_of_the_evaluator_is_made_small_and_kept(lab, visit, tmp_path):
    begin(visit, lab, "the-day")
    visit.front.get_by_label("By phone").check(force=True)
    picture = tmp_path / "large.png"
    visit.page.screenshot(path=picture)
    visit.front.get_by_label("Choose a photo").set_input_files(picture)
    photo = visit.front.get_by_alt_text("The evaluator")
    expect(photo).to_be_visible()
    assert photo.evaluate("image => image.naturalHeight") == 240
    visit.reload()
    expect(visit.front.get_by_alt_text("The evaluator")).to_be_visible()


def test_afterwards(lab, visit):
    begin(visit, lab, "afterwards")
    visit.write("The evening: rest", "Soup and a bath")
    visit.write("Sign 1: When I notice …", "I cannot sleep")
    visit.write("Sign 1: … I will", "get up and read")
    visit.page.wait_for_timeout(900)
    visit.reload()
    expect(visit.front.get_by_label("The evening: rest")).to_have_value("Soup and a bath")
    expect(visit.front.get_by_label("Sign 1: … I will")).to_have_value("get up and read")
    assert serious(visit.page) == []
    visit.page.locator(".imw-chapters-button").focus()
    card = text_of(downloaded(visit, "Print the card"))
    for said in ("Soup and a bath", "I cannot sleep", "get up and read", "naloxone"):
        assert said in card


def test_a_day_before_the_welcome_page_offers_the_short_way(lab, visit):
    visit.begin(lab.url)
    tomorrow = dt.date.today() + dt.timedelta(1)
    visit.write("When is it?", f"{tomorrow.day} {tomorrow:%B %Y}")
    visit.press("Keep this")
    expect(visit.front.get_by_role("heading", name="The short way")).to_be_visible()
    assert serious(visit.page) == []
    for name, said in (
        ("Day sheet", "Photo identity card"),
        ("Card for afterwards", "To stay safe"),
        ("Blank timeline", "Where I learned, worked and lived"),
    ):
        assert said.split()[0] in text_of(downloaded(visit, name))
