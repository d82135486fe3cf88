"""What I see: the kernel's side of the card, and once by keyboard in the browser."""

from __future__ import annotations

import pytest
from page_side import Page
from playwright.sync_api import expect

from imeworkbook.chronology import chronology
from imeworkbook.records import Career, Use
from imeworkbook.report.source import Source
from imeworkbook.widgets import pages
from imeworkbook.workbook import report, sample_records
from tests.axe import serious
from tests.browser import WAIT_MS, chromium, running_lab


@pytest.fixture
def page(opened):
    opened.open.add(Career(title="Nurse", start="2004", end="2012", audience="evaluator"))
    opened.open.add(Use(substance="alcohol", frequency="weekly", start="2006", end="2008", audience="evaluator"))
    opened.open.add(Use(substance="alcohol", frequency="daily", start="2009", end="2010", audience="evaluator"))
    return Page(pages.what_i_see())


def test_one_at_a_time_each_settled_once(page, opened):
    first = page.card.face["one"]
    left = page.card.face["left"]
    assert first["certainty"] == "certainly"
    page.say("take", key=first["key"], text="I began to drink at work.")
    second = page.card.face["one"]
    assert second["key"] != first["key"]
    page.say("dismiss", key=second["key"])
    assert page.card.face["left"] == left - 2
    assert [line["text"] for line in page.card.face["lines"]] == ["I began to drink at work."]
    opened.open.add(Career(title="Locum", start="2013", end="2014"))
    assert page.card.face["one"] is None or page.card.face["one"]["key"] not in {first["key"], second["key"]}


def test_a_line_is_private_until_the_person_says_otherwise(page, opened):
    page.say("take", key=page.card.face["one"]["key"], text="")
    [line] = page.card.face["lines"]
    assert line["audience"] == "private"
    assert line["text"] not in report(opened.open).to_html()
    page.say("choose", id=line["id"], field="audience", value="evaluator")
    page.say("reword", id=line["id"], text="As I see it now")
    assert "As I see it now" in report(opened.open).to_html()
    page.say("let_go", id=line["id"])
    assert "As I see it now" not in report(opened.open).to_html()
    assert Source.of(opened.open.records(), "evaluator", report(opened.open).prepared).audience == "evaluator"


def test_how_they_stand_and_how_sure_are_the_persons_choice_under_the_number_of_the_chart(page, opened):
    page.say("write", text="Nights were when it grew.")
    page.say("take", key=page.card.face["one"]["key"], text="It began at work.")
    taken, written = page.card.face["lines"]
    assert [(line["number"], line["text"]) for line in (taken, written)] == [
        (1, "It began at work."), (2, "Nights were when it grew."),
    ]  # fmt: skip
    assert (written["relation"], written["how_sure"]) == ("unsure", "")
    for field, value in (("relation", "after"), ("how_sure", "fairly"), ("audience", "evaluator")):
        page.say("choose", id=taken["id"], field=field, value=value)
    page.say("choose", id=taken["id"], field="relation", value="because of")
    page.say("choose", id=taken["id"], field="text", value="other words")
    assert page.card.face["lines"][0] == taken | {"relation": "after", "how_sure": "fairly", "audience": "evaluator"}
    assert "1. It began at work. (use came after; fairly sure)" in report(opened.open).to_html()
    assert [guide.text for guide in chronology(opened.open.timeline()).layout.guides if guide.chosen] == [
        "1. It began at work."
    ]


def test_what_is_typed_is_there_again_until_it_is_kept(page, opened):
    one = page.card.face["one"]
    page.say("take", key=one["key"], text="It began at work.")
    [line], other = page.card.face["lines"], page.card.face["one"]
    for place in ("own", line["id"], other["key"], "no such place"):
        page.say("type", place=place, text="Half a thou")
    assert opened.open.draft("connections") == dict.fromkeys(("own", line["id"], other["key"]), "Half a thou")
    page.card.refresh()
    assert (
        page.card.face["own"] == page.card.face["one"]["typed"] == page.card.face["lines"][0]["typed"] == "Half a thou"
    )
    page.say("write", text="Half a thought")
    page.say("reword", id=line["id"], text="Another thought")
    page.say("dismiss", key=other["key"])
    assert opened.open.draft("connections") is None
    assert {line["typed"] for line in page.card.face["lines"]} == {"Half a thought", "Another thought"}


def test_what_was_put_aside_can_be_looked_at_again(page):
    left = page.card.face["left"]
    page.say("dismiss", key=page.card.face["one"]["key"])
    assert page.card.face["aside"] == 1
    page.say("again")
    assert (page.card.face["left"], page.card.face["aside"]) == (left, 0)


def test_a_dozen_is_offered_by_theme_and_more_when_asked(page, opened):
    for record in sample_records():
        opened.open.add(record)
    page.card.refresh()
    face = page.card.face
    rows = [row["key"] for theme in face["themes"] for row in theme["rows"]]
    assert (len(rows), face["left"]) == (12, 12)
    assert face["one"]["key"] == face["themes"][0]["rows"][0]["key"]
    page.say("look", key=rows[-1])
    assert page.card.face["one"]["key"] == rows[-1]
    page.say("dismiss", key=rows[-1])
    assert page.card.face["left"] == 11
    assert page.card.face["one"]["key"] == face["one"]["key"]
    last = face["themes"][-1]
    page.say("more", theme=last["key"])
    shown = next(theme for theme in page.card.face["themes"] if theme["key"] == last["key"])
    assert len(shown["rows"]) == len(last["rows"]) - 1 + 6
    assert shown["more"] == last["more"] - 6


def test_none_that_i_can_see_is_an_answer(page, opened):
    page.say("none", none=True)
    page.say("none", none=True)
    assert page.card.face["none"]
    assert len(opened.open.records("answer")) == 1
    page.say("none", none=False)
    assert not page.card.face["none"]


def test_a_line_of_ones_own_needs_no_proposal(page):
    page.say("write", text="  Nights were the hardest.  ")
    page.say("write", text="   ")
    assert [line["text"] for line in page.card.face["lines"]] == ["Nights were the hardest."]


@pytest.mark.browser
def test_by_keyboard_alone(tmp_path):
    with running_lab(tmp_path, IMEWORKBOOK_SAMPLE="1") as lab, chromium() as visit:
        visit.page.set_default_timeout(WAIT_MS)
        visit.open(lab.url)
        visit.go("side-by-side")
        seen = visit.front.locator(".imw-seen")
        first = seen.inner_text()
        visit.tab_to("Not for me")
        visit.page.keyboard.press("Enter")
        expect(seen).not_to_have_text(first)
        second = seen.inner_text()
        expect(visit.front.get_by_label("In my own words")).to_be_focused()
        visit.tab_to("Take this line")
        visit.page.keyboard.press("Enter")
        taken = visit.front.locator(".imw-line-taken").filter(has=visit.page.get_by_label(f"Put aside: {second}"))
        expect(taken.get_by_label("Change the words")).to_have_value(second)
        visit.tab_to("A line of my own")
        visit.page.keyboard.type("Half a thought")
        visit.tab_to(f"How sure I am: {second}", back=True)
        visit.page.keyboard.press("ArrowDown")
        expect(taken.get_by_label("How sure I am")).to_have_value("sure")
        expect(taken.get_by_label("How sure I am")).to_be_focused()
        expect(visit.front.get_by_label("A line of my own")).to_have_value("Half a thought")
        visit.page.reload()
        visit.wait_ready()
        expect(visit.front.get_by_label("A line of my own")).to_have_value("Half a thought")
        assert serious(visit.page) == []
        assert visit.errors == []
        assert visit.strangers() == []
