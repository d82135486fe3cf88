"""What a card says about what was typed: heard once it is in the store, and never before; and where one stood again."""

from __future__ import annotations

import pytest
from page_side import PASSPHRASE, Page

from imeworkbook.errors import CannotSave
from imeworkbook.records import Career, Life, Use
from imeworkbook.widgets import pages
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.workbook import open_workbook

MANY = "x" * 41


def heard(page):
    return [message["heard"] for message in page.heard if "heard" in message]


def kept_elsewhere(opened):
    """What another process finds in the file at this moment."""
    with open_workbook(opened.path, PASSPHRASE) as other:
        return other.drafts()


# For each card that keeps drafts: its page, the message that brings what is typed, and the draft that then is there.
TYPED = [
    ("work", {"do": "type", "fields": {"title": "Nurse"}}, "new:career"),
    ("substances", {"do": "type", "fields": {"amount": "two"}}, "new:use:alcohol"),
    ("add_a_memory", {"do": "line", "line": "a summer job"}, "memory:line"),
    ("work_at_once", {"do": "type", "rows": [{"what": "Clerk"}]}, "quick:career"),
    ("aftercare", {"do": "type", "key": "sign-1", "heading": "", "text": "a walk"}, "aftercare:sign-1"),
    ("what_i_see", {"do": "type", "place": "own", "text": "a line"}, "connections"),
    ("reflect_people", {"do": "type", "prompt": "close-now", "text": "My brother"}, "reflect:close-now"),
    ("recent_days", {"do": "unit", "unit": "drinks"}, "days"),
]


def session_of(card):
    form = card.face.get("form")
    return form["session"] if form else card.face.get("session")


@pytest.mark.parametrize(("name", "message", "key"), TYPED, ids=[row[0] for row in TYPED])
def test_what_is_heard_is_in_the_file(opened, name, message, key):
    page = Page(getattr(pages, name)())
    found = []

    def send(content, buffers=None):
        if "heard" in content:
            found.append((content, kept_elsewhere(opened)))

    page.card.send = send
    page.card._take(page.card, {**message, "session": session_of(page.card), "n": "p-1"}, [])
    assert [content for content, _ in found] == [{"heard": "p-1"}]
    assert [drafts.keys() >= {key} for _, drafts in found] == [True], found[0][1].keys()


@pytest.mark.parametrize(("name", "message", "key"), TYPED, ids=[row[0] for row in TYPED])
def test_nothing_is_heard_that_the_file_did_not_take(opened, monkeypatch, name, message, key):
    page = Page(getattr(pages, name)())

    def full(*_):
        raise CannotSave("store.no_room")

    monkeypatch.setattr(type(opened.open.store), "save_draft", full)
    page.card._take(page.card, {**message, "session": session_of(page.card), "n": "p-1"}, [])
    assert heard(page) == [] and page.notice.startswith("There is no room left on this disk.")


@pytest.mark.parametrize(("name", "message", "key"), TYPED, ids=[row[0] for row in TYPED])
def test_nothing_is_heard_while_the_workbook_is_locked(opened, name, message, key):
    page = Page(getattr(pages, name)())
    session = session_of(page.card)
    opened.lock()
    page.card._take(page.card, {**message, "session": session, "n": "p-1"}, [])
    assert heard(page) == []
    opened.unlock(PASSPHRASE)
    assert key not in opened.open.drafts()


def test_words_of_an_older_form_are_not_heard(opened):
    page = Page(pages.work())
    old = page.form["session"]
    page.say("keep", session=old, fields={"title": "Nurse"}, n="p-1")
    page.say("type", session=old, fields={"title": "Nurse again"}, n="p-2")
    assert heard(page) == ["p-1"]


def test_what_is_kept_is_heard_before_the_next_form_is_shown(opened):
    page = Page(pages.work())
    old = page.form["session"]
    at = []

    def send(content, buffers=None):
        if "heard" in content:
            at.append((content["heard"], page.form["session"]))

    page.card.send = send
    page.say("keep", session=old, fields={"title": "Nurse"}, n="p-1")
    assert at[0] == ("p-1", old) and page.form["session"] != old


def test_a_number_that_no_page_gives_is_not_repeated(opened):
    page = Page(pages.work())
    for number in (7, None, MANY, ["p-1"]):
        page.say("type", session=page.form["session"], fields={"title": f"Nurse {number}"}, n=number)
    assert heard(page) == []


def test_what_is_sent_again_does_not_hold_the_lock_open(tmp_path):
    now = [0.0]
    sitting = Sitting(tmp_path / "w.imew", clocks=(lambda: now[0],), idle_seconds=900)
    sitting.begin(PASSPHRASE, PASSPHRASE)
    page = Page(sitting.card("work", lambda: pages.NewEntry(sitting, "career")))
    now[0] = 899
    page.say("type", session=page.form["session"], fields={"title": "Nurse"}, n="p-1", again=True)
    now[0] = 900
    sitting.tick()
    assert sitting.state == "locked" and heard(page) == ["p-1"]


def test_every_card_of_a_page_knows_which_one_it_is(sitting):
    assert pages.work().card == "work" and pages.use_entries().card == "use_entries"
    assert pages.NewEntry(sitting, "career").card == ""


RESUMED = [
    ("work", "new:career"),
    ("about_you", "edit:profile"),
    ("substances", "new:use:opioids"),
    ("landmarks", "new:landmark:licence"),
    ("recent_days", "days:phase:cannabis"),
    ("all_entries", "edit:job"),
    ("chart", "edit:job"),
    ("worth_another_look", "edit:move"),
    ("add_a_memory", "memory:form"),
]


@pytest.mark.parametrize(("name", "key"), RESUMED, ids=[row[0] for row in RESUMED])
def test_a_card_stands_again_where_the_page_was(opened, name, key):
    opened.open.add(Career(id="job", title="Nurse", start="2001", end="2005"))
    opened.open.add(Life(id="move", title="Moved"))
    opened.open.add(Use(id="wine", substance="alcohol", frequency="weekly", start="2005"))
    opened.open.save_draft("memory:line", {"line": "a summer job in 1999"})
    page = Page(getattr(pages, name)())
    page.say("resume", key=key)
    assert page.form["key"] == key and page.heard == []
    session = page.form["session"]
    page.say("resume", key=key)
    assert page.form["session"] == session or name in ("substances", "landmarks", "recent_days")


@pytest.mark.parametrize("key", ["edit:gone", "new:use:nothing", "gone", "", "edit:", "view:landmarks"])
@pytest.mark.parametrize("name", ["work", "substances", "landmarks", "all_entries", "worth_another_look"])
def test_what_is_not_there_any_more_is_said_to_be_gone(opened, name, key):
    page = Page(getattr(pages, name)())
    before = page.card.face.get("form")
    page.say("resume", key=key)
    assert page.heard == [{"gone": key}] and page.card.face.get("form") == before
