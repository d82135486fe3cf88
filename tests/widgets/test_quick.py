"""All of it at once: a CV as lines, typed or pasted, kept in one step."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from page_side import Page
from playwright.sync_api import expect

from imeworkbook.records import Career
from imeworkbook.widgets import pages
from imeworkbook.widgets.quick import Line, checked, entry_of, pasted
from imeworkbook.workbook import Workbook
from tests.axe import serious
from tests.browser import WAIT_MS, chromium, running_lab

PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const said = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", said));
}"""
CV = """
• High school, Sample Valley, September 1993 to June 1997
• BSc in chemistry, Example State University, 1997 to 2001
- Pharmacy residency\tSt. Example Hospital\tJuly 2005\tJune 2006
Licensed as a pharmacist | State board | 14 June 2005
2006 - 2014: Staff pharmacist, St. Example Hospital
Clinic pharmacist at Sample Family Clinic, since October 2016
"""


@pytest.fixture
def page(opened):
    return Page(pages.work_at_once())


def rows(page):
    return [{name: row[name] for name in ("what", "where", "start", "end")} for row in page.card.face["rows"]]


def test_a_cv_is_pasted_looked_at_and_kept_in_one_step(page, opened):
    page.say("paste", rows=[{}], text=CV)
    assert opened.open.records() == ()
    assert [row["what"] for row in rows(page)] == [
        "High school", "BSc in chemistry", "Pharmacy residency", "Licensed as a pharmacist", "Staff pharmacist",
        "Clinic pharmacist",
    ]  # fmt: skip
    assert rows(page)[2] == {
        "what": "Pharmacy residency", "where": "St. Example Hospital", "start": "July 2005", "end": "June 2006",
    }  # fmt: skip
    assert not any(row["problems"] for row in page.card.face["rows"])
    page.say("keep", rows=rows(page))
    kept = opened.open.timeline().career
    assert [(entry.title, entry.type) for entry in kept] == [
        ("High school", "schooling"),
        ("BSc in chemistry", "schooling"),
        ("Licensed as a pharmacist", "licence"),
        ("Pharmacy residency", "training"),
        ("Staff pharmacist", "position"),
        ("Clinic pharmacist", "position"),
    ]
    assert kept[-1].ongoing
    assert page.notice.startswith("6 lines are kept.")
    assert opened.open.drafts() == {}
    page.say("undo")
    assert opened.open.records() == ()


def test_what_each_line_became_stands_beside_what_was_pasted_and_what_became_none_apart(page, opened):
    text = (
        "Education\nBSc, Example University, 1997 - 2001\nSkills\nKind with people\nExperience\nNurse, 2001 - Present"
    )
    page.say("paste", rows=[{}], text=text)
    first, second = page.card.face["rows"]
    assert first["became"] == "Schooling, from “BSc, Example University, 1997 - 2001”"
    assert second["became"] == "Position, from “Nurse, 2001 - Present”"
    assert (second["what"], second["end"]) == ("Nurse", "still")
    assert page.card.face["left"] == ["Kind with people"]
    page.say("keep", rows=[{**row, "readings": {}} for row in page.card.face["rows"]])
    assert [entry.type for entry in opened.open.timeline().career] == ["schooling", "position"]
    assert page.card.face["left"] == ["Kind with people"]
    page.say("let_go", rows=[])
    assert (page.card.face["left"], opened.open.drafts()) == ([], {})


def test_lines_are_kept_while_they_are_typed_and_read_at_once(page, opened):
    typed = [{"what": "Nurse", "where": "", "start": "about 2009", "end": "still"}, {"what": "Locum", "start": "blue"}]
    page.say("type", session=page.card.face["session"], rows=typed)
    first, second = page.card.face["rows"]
    assert first["readings"]["start"] == "Read as between 1 Jan 2008 and 31 Dec 2010"
    assert "Please write" in second["problems"]["start"]
    again = pages.QuickTable(opened)
    assert [row["what"] for row in again.face["rows"]] == ["Nurse", "Locum"]
    page.say("keep", rows=typed)
    assert [entry.title for entry in opened.open.timeline().career] == ["Nurse"]
    assert [row["what"] for row in rows(page)] == ["Locum"]


def test_an_end_before_its_start_needs_a_look(page, opened):
    typed = [{"what": "Nurse", "start": "2009", "end": "2005"}]
    page.say("type", session=page.card.face["session"], rows=typed)
    assert page.card.face["rows"][0]["problems"].keys() == {"end"}
    page.say("keep", rows=typed)
    assert opened.open.records() == ()


def test_a_gap_is_shown_and_may_be_explained(page, opened):
    opened.open.add_all(
        [Career(title="Nurse", start="2001", end="2003"), Career(title="Locum", start="2009", end="2012")]
    )
    [gap] = page.card.face["gaps"]
    assert (gap["text"], gap["start"], gap["end"]) == ("Between Nurse and Locum", "2003", "2009")
    page.say("explain", rows=[], start=gap["start"], end=gap["end"])
    assert rows(page) == [{"what": "", "where": "", "start": "2003", "end": "2009"}]
    page.say("keep", rows=[{**rows(page)[0], "what": "Out of work, at home"}])
    assert page.card.face["gaps"] == []


@settings(max_examples=100)
@given(st.text(max_size=120))
@example("|")
def test_any_pasted_text_becomes_lines_that_can_be_looked_at(text):
    with Workbook.in_memory() as workbook:
        lines, left = pasted(text)
        for line in lines:
            assert isinstance(line, Line)
            assert not line.empty
            assert checked(line, workbook)
        assert all(words.strip() for words in left)


def test_no_text_shows_in_its_repr():
    with Workbook.in_memory() as workbook:
        assert repr(Line("secret")) == "<Line>"
        assert entry_of(Line("Nurse", "St. Example", "2009", "now"), workbook).ongoing


@pytest.mark.browser
def test_a_cv_by_keyboard_alone(tmp_path):
    with running_lab(tmp_path) as lab, chromium() as visit:
        page, keys = visit.page, visit.page.keyboard
        page.set_default_timeout(WAIT_MS)
        visit.begin(lab.url)
        visit.go("work-and-training")
        visit.tab_to("What, Line 1")
        for line in (("Nurse", "St. Example", "about 2009", "2014"), ("Locum", "the north", "2014", "still")):
            for cell in line:
                keys.type(cell)
                keys.press("Tab")
            keys.press("Tab")
        expect(visit.front.get_by_text("Read as between 1 Jan 2008 and 31 Dec 2010")).to_be_visible()
        keys.type("Leave")
        keys.press("Enter")
        expect(visit.front.get_by_label("What, Line 4")).to_be_focused()
        page.evaluate(PASTE, "Studies\tSample University\t2001\t2005\nSchool\tSample Valley\t1993\t1997")
        expect(visit.front.get_by_label("What, Line 5")).to_have_value("School")
        assert serious(page) == []
        visit.tab_to("Keep these lines")
        keys.press("Enter")
        expect(visit.front.get_by_text("5 lines are kept.")).to_be_visible()
        expect(visit.front.locator(".imw-rows")).to_contain_text("Studies")
        assert (visit.errors, visit.strangers()) == ([], [])
