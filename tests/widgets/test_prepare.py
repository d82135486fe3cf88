"""Records, people, the day and the hours afterwards: the kernel's side of the cards."""

from __future__ import annotations

import base64
import re

import pytest
from page_side import Page

from imeworkbook.language import texts
from imeworkbook.records import Appointment
from imeworkbook.widgets import pages

JPEG = base64.b64encode(b"\xff\xd8\xff\xe0 a small portrait").decode()


@pytest.fixture
def day(opened):
    return Page(pages.day())


@pytest.fixture
def after(opened):
    return Page(pages.aftercare())


def test_a_record_is_kept_listed_changed_and_asked_for(opened):
    form, listed = Page(pages.record()), Page(pages.records())
    form.keep(what="Clinic notes", holder="Lake Clinic", covers="2015 to 2019", asked_on="3 November 2026")
    [row] = listed.card.face["rows"]
    assert (row["label"], row["detail"], row["when"]) == ("Clinic notes", "Lake Clinic · 2015 to 2019", "To ask for")
    listed.say("open", id=row["id"])
    listed.keep(state="arrived", release_signed=True)
    assert listed.card.face["rows"][0]["when"] == "Arrived"
    listed.say("letter", id=row["id"])
    assert listed.files[0].startswith(b"%PDF")
    listed.say("history", id=row["id"])
    assert [version["text"] for version in listed.card.face["history"]["versions"]] == ["Clinic notes", "Clinic notes"]
    listed.say("remove", id=row["id"])
    assert listed.card.face["rows"] == []
    listed.say("undo")
    assert len(listed.card.face["rows"]) == 1


def test_people_show_up_in_the_circle_in_help_and_on_the_aftercare_page(opened, after):
    form, circle = Page(pages.person()), Page(pages.circle())
    form.keep(name="M.", role="sponsor", phone="555 0111")
    [sponsor] = [one for one in circle.card.face["people"]["circle"] if one["role"] == "sponsor"]
    assert sponsor["names"] == "M."
    assert after.card.face["people"] == ["M. · 555 0111"]
    assert "555 0111" in opened.own_people()


def test_when_to_leave_is_said_while_it_is_typed(day, opened):
    assert day.card.face["leave"] == ""
    typed = {
        "day": "14 Dec 2031",
        "time": "10:30",
        "format": "in person",
        "travel_minutes": "45",
        "parking_minutes": "15",
    }
    day.say("type", session=day.form["session"], fields={**typed, "time_zone": "America/Toronto"})
    assert day.card.face["leave"].startswith("Leave by 08:30 on 14 December 2031.")
    assert "60 minutes" in day.card.face["leave"]
    assert opened.open.records("appointment") == ()
    day.keep(**typed, time_zone="Nowhere/AtAll")
    assert day.form["problems"] == {
        "time_zone": "This time zone is not known. Choose one from the list, such as America/Toronto."
    }
    day.keep(**{**typed, "time_zone": "America/Toronto", "format": "video"})
    assert day.card.face["leave"].startswith("Be in place by 09:30")
    day.say("calendar", with_place=False)
    day.say("sheet")
    assert day.files[0].startswith(b"BEGIN:VCALENDAR")
    assert day.files[1].startswith(b"%PDF")
    day.keep(**{**typed, "time": "11:30"})
    opened.undo()
    day.say("calendar", with_place=True)
    uids, sequences = (
        [re.findall(name + rb":(\S+)", file) for file in (day.files[0], day.files[2])] for name in (b"UID", b"SEQUENCE")
    )
    assert uids[0] == uids[1] and len(set(uids[0])) == 2
    assert [set(each) for each in sequences] == [{b"0"}, {b"2"}]


def test_the_welcome_page_and_the_day_share_one_appointment(day, opened):
    welcome = Page(pages.examination())
    welcome.keep(asked_by="A college", day="14 December 2031")
    assert day.form["values"]["day"] == "14 December 2031"
    day.keep(place="1 Sample Street", travel_minutes="30")
    welcome.keep(format="phone")
    [kept] = opened.open.records("appointment")
    assert (kept.asked_by, kept.place, kept.travel_minutes, kept.format) == (
        "A college",
        "1 Sample Street",
        30,
        "phone",
    )


def test_two_first_forms_over_one_appointment_lose_nothing(day, opened):
    welcome = Page(pages.examination())
    day.say("type", session=day.form["session"], fields={"place": "1 Sample Street"})
    welcome.keep(asked_by="A college")
    day.keep(place="1 Sample Street")
    [kept] = opened.open.records("appointment")
    assert (kept.asked_by, kept.place) == ("A college", "1 Sample Street")


def test_the_checklist_is_ticked_and_holds_lines_of_ones_own(day):
    day.say("tick", key="copy", done=True)
    day.say("add_item", text="Feed the cat")
    items = {item["text"]: item for item in day.card.face["items"]}
    assert next(item for item in day.card.face["items"] if item["key"] == "copy")["done"]
    assert items["Feed the cat"]["own"]
    day.say("remove_item", key=items["Feed the cat"]["key"])
    assert "Feed the cat" not in {item["text"] for item in day.card.face["items"]}
    day.say("add_item", text="   ")
    assert not any(item["own"] for item in day.card.face["items"])


def test_a_photo_is_kept_in_the_workbook_only_if_it_is_one(day, opened):
    day.say("photo", photo=JPEG)
    assert day.card.face["photo"] == JPEG
    for wrong in ("bm90IGEgcGljdHVyZQ==", "%%%", JPEG + "A" * 30_000):
        day.say("photo", photo=wrong)
        assert day.notice == texts("day")["words"]["photo_large"]
    [kept] = opened.open.records("appointment")
    assert isinstance(kept, Appointment)
    assert kept.photo == JPEG
    assert JPEG not in repr(kept)
    day.say("photo", photo="")
    assert day.card.face["photo"] == ""


def test_what_is_typed_for_afterwards_is_a_draft_then_kept(after, opened):
    after.say("type", key="evening", heading="", text="a long ba")
    assert after.card.face["values"]["evening"]["text"] == "a long ba"
    assert opened.open.records("plan") == ()
    after.say("keep", key="evening", heading="", text="a long bath")
    after.say("keep", key="sign-1", heading="I cannot sleep", text="get up")
    assert opened.open.drafts() == {}
    assert {plan.text for plan in opened.open.records("plan")} == {"a long bath", "get up"}
    after.say("keep", key="week", heading="", text="")
    after.say("keep", key="nothing-of-ours", heading="", text="x")
    assert len(opened.open.records("plan")) == 2
    opened.open.undo()
    assert after.card.face["values"]["sign-1"] == {"heading": "", "text": ""}


def test_the_card_holds_the_numbers_of_the_country(after, opened):
    opened.open.set("country", "NZ")
    after.say("card")
    assert after.files[0].startswith(b"%PDF")


def test_the_question_asked_is_private_until_one_says_who_may_see_it(day, opened):
    welcome = Page(pages.examination())
    welcome.keep(question="Whether, and how, it is safe to work.")
    assert [kept.audience for kept in opened.open.records("appointment")] == ["private"]
    welcome.keep(audience="evaluator")
    day.keep(place="1 Sample Street")
    [kept] = opened.open.records("appointment")
    assert (kept.audience, kept.question, kept.place) == (
        "evaluator",
        "Whether, and how, it is safe to work.",
        "1 Sample Street",
    )
    [group] = Page(pages.copies()).card.face["inside"]["groups"]
    assert (group["heading"], [row["label"] for row in group["rows"]]) == ("At the head", [kept.question])
