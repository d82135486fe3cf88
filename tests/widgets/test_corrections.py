"""When the report has arrived: corrections are written, listed in order of its pages, changed, and taken along."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_side import Page

from imeworkbook.records import AUDIENCES, Career, Citation, Correction, Document, Life, from_dict
from imeworkbook.widgets import pages
from imeworkbook.widgets.chosen import as_text, from_text
from imeworkbook.widgets.cited import as_rows
from imeworkbook.widgets.editor import Editor
from imeworkbook.widgets.forms import form_for
from imeworkbook.widgets.own import form
from imeworkbook.widgets.sitting import Sitting
from imeworkbook.workbook import Workbook
from tests.report.reading import pdf_text
from tests.strategies import JSON, records

POST = Career(id="post", title="Ward nurse", organisation="St. Example", start="2009", end="2014")
LETTER = Document(id="letter", what="Reference letter")
CITED = (Citation(record="letter", place="p. 2", says="left in 2014"),)


@pytest.fixture
def filled(opened: Sitting) -> Sitting:
    opened.open.add_all([POST, LETTER])
    return opened


def written(opened: Sitting, **fields: str) -> Correction:
    Page(pages.correction()).keep(**fields)
    found = opened.open.records("correction")[-1]
    assert isinstance(found, Correction)
    return found


# --- the form ---


def test_a_correction_is_kept_with_what_it_is_about_and_what_it_rests_on(filled: Sitting) -> None:
    kept = written(
        filled,
        page="7",
        report="Dismissed in 2012.",
        text="I left in 2014.",
        entries=as_text(["post"]),
        citations=as_rows(CITED),
        talked_on="3 May 2027",
        raised_on="2027-05-10",
    )
    assert (kept.entries, kept.citations, kept.about, kept.audience) == (("post",), CITED, "fact", "private")
    assert (str(kept.talked_on), str(kept.raised_on)) == ("2027-05-03", "2027-05-10")
    again = Editor(filled.open, "correction", kept)
    assert not again.changed
    assert again.fields["entries"] == '["post"]'


def test_the_form_offers_every_entry_by_name_and_date_under_its_kind_and_never_the_evaluator(filled: Sitting) -> None:
    filled.open.add(Life(id="home", title="A flat", start="2003"))
    page = Page(pages.correction())
    assert page.form["entries"] == [
        ["home", "A flat · 2003 – ?", "Home and life"],
        ["post", "Ward nurse, St. Example · Position · 2009 – 2014", "Training and work"],
    ]
    assert page.form["records"] == [["letter", "Reference letter"]]
    assert [key for key, _ in form_for("correction").field("audience")["options"]] == ["private", "clinician"]
    assert [key for key, _ in form_for("life").field("audience")["options"]] == list(AUDIENCES)
    assert Page(pages.work()).form["entries"] == []
    page.keep(report="x", audience="evaluator")
    assert filled.open.records("correction") == ()
    assert page.form["problems"] == {"audience": "One of private, clinician."}


def test_what_is_typed_is_a_draft_at_once_and_can_be_cleared_and_brought_back(filled: Sitting) -> None:
    page = Page(pages.correction())
    page.say("type", session=page.form["session"], fields={"report": "Dismissed in", "entries": as_text(["post"])})
    assert filled.open.drafts()["new:correction"]["report"] == "Dismissed in"
    filled.lock()
    filled.unlock("correct horse battery staple")
    assert page.form["resumed"]
    assert (page.form["values"]["report"], page.form["values"]["entries"]) == ("Dismissed in", '["post"]')
    page.say("clear")
    assert page.form["values"]["entries"] == ""
    page.say("bring_back")
    assert page.form["values"]["entries"] == '["post"]'


@given(st.lists(st.text(min_size=1, max_size=8), max_size=5, unique=True))
def test_ids_come_back_from_the_text_of_a_form(ids: list[str]) -> None:
    assert from_text(as_text(ids)) == tuple(ids)
    assert from_text(as_text([*ids, *ids])) == tuple(ids)


@given(JSON.map(json.dumps) | st.text(max_size=30))
def test_whatever_a_page_sends_is_ids_or_passed_over(sent: str) -> None:
    assert all(isinstance(id, str) and id for id in from_text(sent))


@given(records("correction"))
def test_one_comes_back_from_json_and_from_its_form(one: Correction) -> None:
    assert from_dict(json.loads(json.dumps(one.to_dict()))) == one
    with Workbook.in_memory() as workbook:
        workbook.add(one)
        editor = Editor(workbook, "correction", one)
        assert not editor.changed
        kept = editor.commit()
        chosen = ("entries", "about", "audience", "talked_on", "raised_on", "talk")
        assert [getattr(kept, name) for name in chosen] == [getattr(one, name) for name in chosen]


# --- the list ---


def test_the_list_goes_by_the_pages_and_says_what_came_of_each(filled: Sitting) -> None:
    filled.open.add_all([
        Correction(page="12", report="Insight is limited.", about="judgement"),
        Correction(page="9", report="Takes 16 mg.", text="It is 8 mg.", talked_on="2027-05-03", audience="clinician"),
        Correction(page="p. 4", text="I was born in Belleville."),
    ])  # fmt: skip
    face = pages.corrections().face
    assert [(row["when"], row["label"], row["detail"]) for row in face["rows"]] == [
        ("p. 4", "I was born in Belleville.", ""),
        ("page 9", "Takes 16 mg.", "It is 8 mg. · talked through on 3 May 2027"),
        ("page 12", "Insight is limited.", "a judgement, for talking"),
    ]
    assert [row["audience_label"] for row in face["rows"]] == ["Only me", "My clinician", "Only me"]
    assert "Ask your association or lawyer first." in face["about"]


def test_one_can_be_changed_removed_brought_back_and_looked_up_in_its_versions(filled: Sitting) -> None:
    first = written(filled, report="Dismissed in 2012.", entries=as_text(["post", "gone"]))
    listed = Page(pages.corrections())
    listed.say("open", id=first.id)
    listed.keep(report="Dismissed in 2012, it says.")
    changed = filled.open.get(first.id)
    assert (changed.report, changed.entries) == ("Dismissed in 2012, it says.", ("post", "gone"))
    listed.say("history", id=first.id)
    said = [version["text"] for version in listed.card.face["history"]["versions"]]
    assert said == ["Dismissed in 2012, it says.", "Dismissed in 2012."]
    listed.say("remove", id=first.id)
    assert listed.card.face["rows"] == []
    assert "Removed: Dismissed in 2012, it says." in listed.notice
    listed.say("undo")
    assert filled.open.get(first.id) == changed
    filled.open.remove("post")
    filled.open.remove("letter")
    assert filled.open.get(first.id) == changed


def test_a_long_one_has_its_first_words_in_the_list(filled: Sitting) -> None:
    written(filled, report="The report says this. " * 40, text="I say that. " * 40)
    [row] = pages.corrections().face["rows"]
    assert len(row["label"]) <= 140 and row["label"].endswith("…")
    assert len(row["detail"]) <= 140


def test_the_page_to_take_along_is_handed_to_the_browser(filled: Sitting) -> None:
    written(filled, page="7", report="Dismissed in 2012.", entries=as_text(["post"]), citations=as_rows(CITED))
    listed = Page(pages.corrections())
    listed.say("sheet")
    [paper] = listed.files
    assert listed.heard[-1]["download"] == "to-talk-through.pdf"
    said = " ".join(pdf_text(paper).split())
    assert "Dismissed in 2012." in said
    assert "Record 1: Reference letter" in said


# --- with the clinician, and never further ---


def test_the_clinician_can_be_shown_one_and_the_evaluator_cannot(filled: Sitting) -> None:
    one = written(filled, report="Dismissed in 2012.", talk="")
    seen = Page(pages.who_sees())
    [group] = [group for group in seen.card.face["groups"] if group["heading"].startswith("Corrections")]
    assert group["rows"][0]["may_see"] == ["private", "clinician"]
    assert group["rows"][0]["why"]["evaluator"] == "never printed here"
    seen.say("audience", id=one.id, audience="clinician")
    assert filled.open.get(one.id).audience == "clinician"
    for page in (seen, Page(pages.copies())):
        page.say("audience", id=one.id, audience="evaluator")
        assert page.notice == "audience: one of private, clinician"
    assert filled.open.get(one.id).audience == "clinician"


def test_one_that_is_flagged_is_on_the_agenda_and_its_day_stands_in_the_list(filled: Sitting) -> None:
    one = filled.open.add(Correction(page="7", report="Dismissed in 2012.", talk=True))
    agenda = Page(pages.agenda())
    assert [item["text"] for item in agenda.card.face["groups"][0]["items"]] == ["Dismissed in 2012."]
    agenda.say("talked", key=one.id, day="2027-05-03")
    [row] = pages.corrections().face["rows"]
    assert row["detail"] == "talked through on 3 May 2027"


def test_there_is_a_form_for_it_in_a_notebook_of_ones_own() -> None:
    with Workbook.in_memory() as workbook:
        page = Page(form(workbook, "correction"))
        page.keep(report="Dismissed in 2012.")
        assert [one.report for one in workbook.records("correction")] == ["Dismissed in 2012."]
